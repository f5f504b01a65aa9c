"""What an import adds to a new process: time, and memory that stays resident."""

from __future__ import annotations

import subprocess
import sys
import tempfile

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from .figures import Figure
from .rounds import ratio, rounds_of


PEER: Final = "from plivo import plivoxml"
ELEMENTS: Final = "from plivoml import Response, Dial"
SIGNATURES: Final = "import plivoml.signatures"

Bars = Mapping[str, tuple[float | None, float | None]]

#: Times the import of plivo-python: bar and aim.  The memory of the signatures has none: it
#: is that of OpenSSL, which `hashlib` loads.
TIME_BARS: Final[Bars] = {ELEMENTS: (0.6, 0.45), SIGNATURES: (0.1, None)}
MEMORY_BARS: Final[Bars] = {ELEMENTS: (0.6, 0.45), SIGNATURES: (None, None)}

# The pages that are resident are what Linux says; the peak would count the parent's too.
_PROGRAM: Final = """
import time
def size(): return int(open("/proc/self/statm").read().split()[1])
before = size()
start = time.perf_counter()
{}
print(time.perf_counter() - start, size() - before)
"""


def figures() -> Iterator[Figure]:
    """Yield what the imports cost, in parts of what that of plivo-python costs."""
    for index, (what, bars) in enumerate({"time": TIME_BARS, "memory": MEMORY_BARS}.items()):
        measured = rounds_of(
            {statement: _measure(statement, index) for statement in (PEER, *bars)}, count=11
        )
        for statement, (bar, aim) in bars.items():
            name = f"{statement}: {what}, times plivoxml"
            yield Figure(name, ratio(measured[statement], measured[PEER]), bar, aim)


def _measure(statement: str, index: int) -> Callable[[], float]:
    def measure() -> float:
        # Another directory and no PYTHONPATH: what is imported is what is installed.
        done = subprocess.run(  # noqa: S603 - a program of our own
            [sys.executable, "-I", "-c", _PROGRAM.format(statement)],
            cwd=tempfile.gettempdir(),
            capture_output=True,
            text=True,
            check=True,
        )
        return float(done.stdout.split()[index])

    return measure
