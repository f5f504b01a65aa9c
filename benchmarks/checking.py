"""
Checking files: a thousand of them beside `xmlschema` alone, and one beside its command.

Files with a warning cost more, since the place of each finding is looked up.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
import time

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from attrs import evolve

import plivoml

from plivoml import Hangup, Redirect, Response, Wait

from .figures import Figure
from .rounds import race, ratio, rounds_of
from .writers import ours


FILES: Final = 1000
PART: Final = 40
BAR_ONE: Final = 0.95
BAR_MANY: Final = 1.3


def figures() -> Iterator[Figure]:
    """Yield each in times of what `xmlschema` takes with the schema of this package."""
    # B goes on after what may lead elsewhere, which is a warning.
    asks, *others = ours.document_b().children
    asks = evolve(asks, redirect=False)
    menu = Response([asks, *(one for one in others if not isinstance(one, Redirect))])
    clean = (ours.document_a(), menu)
    warned = tuple(document.then(Hangup(), Wait()) for document in clean)
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / f"{index}.xml" for index in range(FILES)]
        yield _many(files, clean, "without a problem", has_problems=False)
        yield _one(files[0])
        yield _many(files, warned, "with a warning", has_problems=True)


def _many(
    files: Sequence[Path], documents: Sequence[Response], which: str, *, has_problems: bool
) -> Figure:
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
    name = f"check of {FILES:,} valid files {which}: times bare xmlschema"
    return Figure(name, ratio(times["plivoml"], times["xmlschema"]), BAR_MANY)


def _one(file: Path) -> Figure:
    schema = str(plivoml.schema_path())
    times = rounds_of(
        {
            "plivoml": _process("plivoml", "check", str(file)),
            "xmlschema": _process("xmlschema-validate", "--schema", schema, str(file)),
        },
        count=11,
    )
    name = "plivoml check of one file: times xmlschema-validate"
    return Figure(name, ratio(times["plivoml"], times["xmlschema"]), BAR_ONE)


def _process(command: str, *arguments: str) -> Callable[[], float]:
    program = Path(sys.executable).with_name(command)

    def seconds() -> float:
        start = time.perf_counter()
        subprocess.run([program, *arguments], check=True, capture_output=True)  # noqa: S603 - ours
        return time.perf_counter() - start

    return seconds
