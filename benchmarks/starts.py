"""
What a new process takes until its first document is written, and what it takes to be able
to check signatures.

Processor time and resident memory of the whole process, less those of one that does nothing.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from . import documents as d
from .builds import compare
from .figures import Figure
from .rounds import ratio, rounds_of, spread


BAR: Final = 0.46
MEMORY_BAR: Final = 0.6
SIGNATURES_BAR: Final = 0.1
CLASSES: Final = 4

# What each imports, and the A that it writes.
_PLIVOML: Final = (
    "from plivoml import Dial, Number, Response, Speak",
    f"""Response([
        Speak({d.CONNECTING!r}),
        Dial([Number({d.NUMBER!r})], action={d.DIAL_ACTION!r}, method="GET"),
    ])""",
)
_PLIVO_PYTHON: Final = (
    "from plivo import plivoxml as x",
    f"""x.ResponseElement().add(x.SpeakElement({d.CONNECTING!r})).add(
        x.DialElement(action={d.DIAL_ACTION!r}, method="GET").add(x.NumberElement({d.NUMBER!r}))
    ).to_string(pretty=False)""",
)

# The pages that are resident are what Linux says; the peak would count the parent's too.
_PROGRAM: Final = """
{}
import time
start = time.process_time()
print({})
print(time.process_time() - start, open("/proc/self/statm").read().split()[1])
"""


class Start(NamedTuple):
    """What one process took."""

    written: str
    seconds: float
    """All that it took of the processor, its end included."""
    first: float
    """What it took to build and write the document."""
    pages: float


def figures() -> Iterator[Figure]:
    """Yield the cold start, its memory and the first use of a class."""
    runs = {
        "nothing": _run(),
        "plivoml": _run(*_PLIVOML),
        "plivo-python": _run(*_PLIVO_PYTHON),
        "our signatures": _run("import plivoml.signatures"),
        "their signatures": _run("from plivo.utils import validate_v3_signature"),
    }
    for name in ("plivoml", "plivo-python"):
        compare(name, "A", runs[name]().written)
    starts = rounds_of(runs, count=21)

    def more(name: str, field: str) -> list[float]:
        pairs = zip(starts[name], starts["nothing"], strict=True)
        return [getattr(one, field) - getattr(nothing, field) for one, nothing in pairs]

    mine, theirs = more("plivoml", "seconds"), more("plivo-python", "seconds")
    first = [start.first for start in starts["plivoml"]]
    yield Figure("cold start, to A written: ms", spread(1000 * seconds for seconds in mine))
    yield Figure("cold start, to A written: times plivo-python", ratio(mine, theirs), BAR)
    yield Figure(
        "memory after the cold start: times plivo-python",
        ratio(more("plivoml", "pages"), more("plivo-python", "pages")),
        MEMORY_BAR,
    )
    yield Figure(
        f"first use of a class, mean of the {CLASSES} of A: ms",
        spread(1000 * seconds / CLASSES for seconds in first),
    )
    yield Figure(
        f"first use of the {CLASSES} classes of A: part of the cold start", ratio(first, mine)
    )
    yield Figure(
        "import of what checks a signature: times plivo-python",
        ratio(more("our signatures", "seconds"), more("their signatures", "seconds")),
        SIGNATURES_BAR,
    )


def _run(imports: str = "", written: str = "''") -> Callable[[], Start]:
    def run() -> Start:
        before = _children()
        # Another directory and no PYTHONPATH: what is imported is what is installed.
        done = subprocess.run(  # noqa: S603 - a program of our own
            [sys.executable, "-I", "-c", _PROGRAM.format(imports, written)],
            cwd=tempfile.gettempdir(),
            capture_output=True,
            text=True,
            check=True,
        )
        *lines, last = done.stdout.splitlines()
        first, pages = map(float, last.split())
        return Start("\n".join(lines), _children() - before, first, pages)

    return run


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
