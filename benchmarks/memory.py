"""What a built document takes of the memory that Python allocates."""

from __future__ import annotations

import gc
import tracemalloc

from collections.abc import Callable, Iterator
from typing import Final

from .figures import Figure
from .rounds import Call, ratio, rounds_of
from .writers import ours, plivo_python


BAR: Final = 0.75
DOCUMENTS: Final = 100
"""So many are built at once: one alone is little beside what the measuring takes."""


def figures() -> Iterator[Figure]:
    """Yield the memory of each document; that of C is the same for texts of any length."""
    for document in ("A", "B", "C40"):
        builds = {"plivoml": ours.BUILD[document], "plivo-python": plivo_python.BUILD[document]}
        sizes = rounds_of({name: _measure(build) for name, build in builds.items()}, count=5)
        name = f"memory of {document}, built: times plivo-python"
        yield Figure(name, ratio(sizes["plivoml"], sizes["plivo-python"]), BAR)


def _measure(build: Call) -> Callable[[], float]:
    def measure() -> float:
        build()  # whatever is done once is done
        gc.collect()
        tracemalloc.start()
        documents = [build() for _ in range(DOCUMENTS)]
        gc.collect()
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        del documents
        return float(size)

    return measure
