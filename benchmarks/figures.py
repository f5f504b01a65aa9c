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
    *("attrs", "xmlschema"),
)


class Figure(NamedTuple):
    """How many times something else; the less, the better."""

    name: str
    ratio: Ratio
    bar: float | None = None
    """The most that it may be; a figure of a peer has none."""
    aim: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether it is within its bar."""
        return self.bar is None or self.ratio.median <= self.bar


def recorded() -> dict[str, float]:
    """Return the medians that were recorded, by the names of their figures."""
    if not RECORDED.exists():
        return {}
    figures: dict[str, float] = json.loads(RECORDED.read_text())["figures"]
    return figures


def table(figures: Iterable[Figure]) -> Iterator[str]:
    """Yield the lines of a table, which is Markdown."""
    before = recorded()
    yield f"| {'figure':58} | median | quartiles     | bar   | aim   | recorded |"
    yield f"|{'-' * 60}|-------:|:--------------|------:|------:|---------:|"
    for figure in figures:
        low, median, high = figure.ratio
        mark = "" if figure.is_met else " **over the bar**"
        yield (
            f"| {figure.name:58} | {_text(median):>6} | {_text(low):>5} to {_text(high):5}"
            f"| {_text(figure.bar):>5} | {_text(figure.aim):>5} "
            f"| {_text(before.get(figure.name)):>8} |{mark}"
        )


def record(figures: list[Figure]) -> None:
    """Keep *figures* for the next run, and put them into the page on performance."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    versions = {"Python": python, **{name: metadata.version(name) for name in PEERS}}
    kept: dict[str, Any] = {
        "date": today,
        "versions": versions,
        "figures": {figure.name: round(figure.ratio.median, 4) for figure in figures},
    }
    RECORDED.write_text(json.dumps(kept, indent=2) + "\n")
    used = ", ".join(f"{name} {version}" for name, version in versions.items())
    lines = [
        START,
        f"Recorded on {today} with {used}.",
        "",
        *_page(figures),
        END,
    ]
    page = PAGE.read_text()
    before, _, rest = page.partition(START)
    PAGE.write_text(before + "\n".join(lines) + rest.partition(END)[2])


def _page(figures: list[Figure]) -> Iterator[str]:
    yield "| Figure | Median | Quartiles | Bar | Aim |"
    yield "|---|---:|---|---:|---:|"
    for name, (low, median, high), bar, aim in figures:
        yield (
            f"| {name} | {_text(median)} | {_text(low)} to {_text(high)} "
            f"| {_text(bar)} | {_text(aim)} |"
        )


def _text(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"  # noqa: PLR2004 - three digits
