"""The worst that a document, a template, a program or a project can be."""

from __future__ import annotations

import functools
import math
import statistics
import subprocess
import sys
import tempfile
import time

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import plivoml

from plivoml import GetDigits, InvalidDocumentError, Redirect, Response

from .figures import Figure
from .rounds import Call, Ratio, race, ratio, spread


BRACKETS: Final = ("{{", "{%", "{#", "<%", "{{!--", "{% foo %}")
BAR_BRACKETS: Final = 1
BAR_MISTAKES: Final = 20
BAR_STRING: Final = 1
BAR_PROGRAM: Final = 10
BAR_GRAPH: Final = 1.15
BAR_FINDINGS: Final = 150

#: In characters.
TEMPLATE: Final = 60_000
MISTAKES: Final = 300_000
PROGRAM: Final = 1_000_000
STRINGS: Final = 100
FINDINGS: Final = 100_000

DOCUMENTS: Final = (200, 800, 3_200)

# What it prints is what was resident at most, in kilobytes; the usual figure counts the parent's too.
_COMMAND: Final = """
import contextlib, re
from plivoml._cli import main
with contextlib.redirect_stdout(open({!r}, "w")):
    main(["check", {!r}, "--format", "sarif"])
print(re.search("VmHWM: *([0-9]+)", open("/proc/self/status").read().replace("\\t", " "))[1])
"""

_STRING: Final = """
def answer_{0}(name: str, url: str) -> str:
    return f"<Response><Speak>Hello {{name}}, {0}</Speak><Redirect>{{url}}/{0}</Redirect></Response>"
"""


def figures() -> Iterator[Figure]:
    """Yield what each costs, in seconds or beside something of its size."""
    yield _brackets()
    yield _mistakes()
    with tempfile.TemporaryDirectory() as name:
        yield from _programs(Path(name))
        yield _findings(Path(name))
    yield _graph()


def _brackets() -> Figure:
    """Take the worst: brackets of a template that nothing closes, or that nothing ends."""
    texts = {
        bracket: f"<Response><Speak>{bracket * (TEMPLATE // len(bracket))}</Speak></Response>"
        for bracket in BRACKETS
    }
    times = race(
        {
            bracket: functools.partial(plivoml.check, text, templates=True)
            for bracket, text in texts.items()
        },
        count=3,
    )
    worst = max(times.values(), key=statistics.median)
    return Figure("the worst 60 KB of a template: seconds", spread(worst), BAR_BRACKETS)


def _mistakes() -> Figure:
    def document(attribute: str) -> str:
        element = f'<Wait {attribute}="1"/>'
        return f"<Response>{element * (MISTAKES // len(element))}</Response>"

    right, wrong = document("length"), document("lenght")

    def read_wrong() -> None:
        try:
            plivoml.parse(wrong)
        except InvalidDocumentError:
            return

    times = race({"wrong": read_wrong, "right": functools.partial(plivoml.parse, right)}, count=3)
    name = "300 KB of mistakes, all told: times 300 KB of what is right"
    return Figure(name, ratio(times["wrong"], times["right"]), BAR_MISTAKES)


def _programs(folder: Path) -> Iterator[Figure]:
    few, many = folder / "few.py", folder / "many.py"
    few.write_text("".join(_STRING.format(number) for number in range(STRINGS)))
    count = PROGRAM // len(_STRING.format(10_000))
    many.write_text("".join(_STRING.format(number) for number in range(count)))
    times = race({"few": functools.partial(plivoml.check, few)}, count=7)
    yield Figure(
        "check of a program, for each f-string: ms",
        spread(1000 * seconds / STRINGS for seconds in times["few"]),
        BAR_STRING,
    )
    start = time.process_time()
    plivoml.check(many)
    yield _once("check of a program of 1 MB: seconds", time.process_time() - start, BAR_PROGRAM)


def _findings(folder: Path) -> Figure:
    """Take what is resident at most, of which the mistakes of a single file are a part."""
    documents = folder / "documents"
    documents.mkdir()
    for number in range(FINDINGS // 1000):
        mistakes = '<Wait lenght="1"/>' * 1000
        (documents / f"{number}.xml").write_text(f"<Response>{mistakes}</Response>")
    program = _COMMAND.format(str(folder / "log.sarif"), str(documents))
    done = subprocess.run(  # noqa: S603 - a program of our own
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    kilobytes = int(done.stdout.split()[-1])
    return _once(f"{FINDINGS:,} findings as SARIF: MB", kilobytes / 1024, BAR_FINDINGS)


def _once(name: str, figure: float, bar: float) -> Figure:
    """Tell what takes so long, or varies so little, that it is measured once."""
    return Figure(name, Ratio(figure, figure, figure), bar)


def _graph() -> Figure:
    def documents(size: int) -> dict[str, Any]:
        return {
            f"flows/{number}": Response(
                [
                    GetDigits(action=f"https://example.com/flows/{number // 2}.xml"),
                    Redirect(f"https://example.com/flows/{number * 7 % size}"),
                ]
            )
            for number in range(size)
        }

    calls: dict[str, Call] = {
        str(size): functools.partial(plivoml.graph, documents(size)) for size in DOCUMENTS
    }
    times = race(calls, count=5)
    slopes = [
        statistics.linear_regression(
            [math.log(size) for size in DOCUMENTS], [math.log(seconds) for seconds in turn]
        ).slope
        for turn in zip(*times.values(), strict=True)
    ]
    name = f"graph, from {DOCUMENTS[0]} to {DOCUMENTS[-1]:,} documents: exponent"
    return Figure(name, spread(slopes), BAR_GRAPH)
