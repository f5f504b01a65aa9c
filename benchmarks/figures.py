"""A figure, its bar and what it was when it was last recorded."""

from __future__ import annotations

import datetime as dt
import json
import platform

from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from .rounds import Ratio


RECORDED = Path(__file__).with_name("recorded.json")
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
START, END = "<!-- figures -->", "<!-- end of figures -->"
PEERS = (
    *("plivo", "plivo-stream-sdk", "twilio", "lxml", "htpy", "pydantic-xml", "xsdata"),
    *("attrs", "xmlschema", "werkzeug", "django", "starlette"),
    *("multidict", "pydantic", "msgspec"),
)


class Figure(NamedTuple):
    """How many times something else, or what its name ends with; the less, the better."""

    name: str
    ratio: Ratio
    bar: float | None = None
    """The most that it may be; what is only told, such as a figure of a peer, has none."""

    @property
    def is_over(self) -> bool:
        """Whether it is more than it may be."""
        return self.bar is not None and self.ratio.median > self.bar


def table(figures: Iterable[Figure]) -> Iterator[str]:
    """Yield the lines of a table, and what to say of the bars."""
    before = (
        {figure.name: figure.ratio.median for figure in _read()[1]} if RECORDED.exists() else {}
    )
    yield f"{'figure':64}  median  {'quartiles':16}   bar  recorded"
    over, bars = 0, 0
    for figure in figures:
        low, median, high = figure.ratio
        quartiles = f"{_text(low)} to {_text(high)}"
        yield (
            f"{figure.name:64} {_text(median):>7}  {quartiles:16} {_text(figure.bar):>5} "
            f"{_text(before.get(figure.name)):>9}{'  not met' if figure.is_over else ''}"
        )
        bars += figure.bar is not None
        over += figure.is_over
    yield f"{bars - over} of {bars} bars hold"


def record(figures: Iterable[Figure]) -> None:
    """Keep *figures* for the next run, and put them into the page on performance."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    kept: dict[str, Any] = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "versions": {"Python": python, **{name: metadata.version(name) for name in PEERS}},
        "figures": {
            name: {"quartiles": [round(number, 4) for number in ratio], "bar": bar}
            for name, ratio, bar in figures
        },
    }
    RECORDED.write_text(json.dumps(kept, indent=2) + "\n")
    before, _, rest = PAGE.read_text().partition(START)
    PAGE.write_text(before + section() + rest.partition(END)[2])


def section() -> str:
    """Return the part of the page on performance that shows what is recorded."""
    lead, figures = _read()
    lines = [
        START,
        lead,
        "",
        "| Figure | Median | Quartiles | Bar | Holds |",
        "|---|---:|---|---:|---|",
    ]
    for figure in figures:
        low, median, high = figure.ratio
        holds = "" if figure.bar is None else "**not yet**" if figure.is_over else "yes"
        lines.append(
            f"| {figure.name} | {_text(median)} | {_text(low)} to {_text(high)} "
            f"| {_text(figure.bar)} | {holds} |"
        )
    return "\n".join([*lines, END])


def _read() -> tuple[str, list[Figure]]:
    kept = json.loads(RECORDED.read_text())
    used = ", ".join(f"{name} {version}" for name, version in kept["versions"].items())
    figures = [
        Figure(name, Ratio(*figure["quartiles"]), figure["bar"])
        for name, figure in kept["figures"].items()
    ]
    return f"Recorded on {kept['date']} with {used}.", figures


def _text(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"  # noqa: PLR2004 - three digits
