"""
Checking files: a thousand of them beside `xmlschema` alone, and one beside its command.

Files with a warning cost more, since the place of each finding is looked up.  Each is measured with
libxml2, as lxml is installed here, and without it.
"""

from __future__ import annotations

import itertools
import json
import resource
import subprocess
import sys
import tempfile

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from attrs import evolve

import plivoml

from plivoml import Hangup, Redirect, Response, Wait

from .figures import Figure
from .rounds import Ratio, race, ratio, rounds_of
from .writers import ours


FILES: Final = 1000
PART: Final = 40

#: Without lxml, and with it.
BARS_ONE: Final = (0.95, 0.35)
BARS_MANY: Final = (1.3, 0.8)

_WITHOUT_LXML: Final = "import sys; sys.modules['lxml'] = None; "


def figures() -> Iterator[Figure]:
    """Yield each in times of what `xmlschema` takes with the schema of this package."""
    # The checkout comes last: what is measured is the wheel that is installed.
    program = (
        f"sys.path.append({str(Path(__file__).parents[1])!r}); import json; "
        "from benchmarks.checking import many; print(json.dumps([*many()]))"
    )
    done = subprocess.run(  # noqa: S603 - a program of our own
        [sys.executable, "-c", _WITHOUT_LXML + program],
        cwd=tempfile.gettempdir(),
        capture_output=True,
        text=True,
        check=True,
    )
    without, having = BARS_MANY
    for which, quartiles in json.loads(done.stdout):
        yield Figure(_name(which), Ratio(*quartiles), without)
    for which, quartiles in many():
        yield Figure(_name(f"{which}, with lxml"), quartiles, having)
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(ours.document_a().to_bytes())
        file.flush()
        yield from _one(file.name)


def _name(which: str) -> str:
    return f"check of {FILES:,} valid files {which}: times bare xmlschema"


def many() -> Iterator[tuple[str, Ratio]]:
    """Yield what many files cost, by what is said of them."""
    # B goes on after what may lead elsewhere, which is a warning.
    asks, *others = ours.document_b().children
    asks = evolve(asks, redirect=False)
    menu = Response([asks, *(one for one in others if not isinstance(one, Redirect))])
    clean = (ours.document_a(), menu)
    warned = tuple(document.then(Hangup(), Wait()) for document in clean)
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / f"{index}.xml" for index in range(FILES)]
        yield "without a problem", _many(files, clean, has_problems=False)
        yield "with a warning", _many(files, warned, has_problems=True)


def _many(files: Sequence[Path], documents: Sequence[Response], *, has_problems: bool) -> Ratio:
    for index, file in enumerate(files):
        file.write_bytes(documents[index % len(documents)].to_bytes())
    schema = plivoml.schema()
    # A part of them in each turn, so that a turn is short.
    parts = [files[start : start + PART] for start in range(0, FILES, PART)]
    to_check, to_validate = itertools.cycle(parts), itertools.cycle(parts)

    def check() -> None:
        found = [bool(plivoml.check(file)) for file in next(to_check)]
        assert found == [has_problems] * PART

    def validate() -> None:
        assert all(schema.is_valid(str(file)) for file in next(to_validate))

    times = race({"plivoml": check, "xmlschema": validate}, count=2 * len(parts))
    return ratio(times["plivoml"], times["xmlschema"])


def _one(file: str) -> Iterator[Figure]:
    # Not from here, where the checkout would be imported, and its settings read.
    program = f"{_WITHOUT_LXML}from plivoml._cli import main; sys.exit(main(sys.argv[1:]))"
    schema = str(plivoml.schema_path())
    times = rounds_of(
        {
            "without lxml": _process(sys.executable, "-c", program, "check", file),
            "with lxml": _process(_command("plivoml"), "check", file),
            "xmlschema": _process(_command("xmlschema-validate"), "--schema", schema, file),
        },
        count=11,
    )
    for which, bar in zip(("without lxml", "with lxml"), BARS_ONE, strict=True):
        name = f"plivoml check of one file, {which}: times xmlschema-validate"
        yield Figure(name, ratio(times[which], times["xmlschema"]), bar)


def _command(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _process(*command: str) -> Callable[[], float]:
    def seconds() -> float:
        start = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(  # noqa: S603 - ours
            command, cwd=tempfile.gettempdir(), check=True, capture_output=True
        )
        end = resource.getrusage(resource.RUSAGE_CHILDREN)
        # Of the processor: that does not grow while others have it.
        return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime

    return seconds
