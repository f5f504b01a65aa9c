"""How a value is shown: as the Python that builds it, on several lines where a tool can do that."""

from __future__ import annotations


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Shown:
    """A value that is shown by what builds it; notebooks and rich lay out a long one."""

    __slots__ = ()

    def _called(self) -> str:
        """Return the name under which the class is imported."""
        return type(self).__name__

    if TYPE_CHECKING:

        def _arguments(self) -> Iterator[tuple[str, Any]]:
            """Yield the arguments that build the value; those by position have no name."""

    def __repr__(self) -> str:
        given = (f"{name}={value!r}" if name else repr(value) for name, value in self._arguments())
        return f"{self._called()}({', '.join(given)})"

    def __rich_repr__(self) -> Iterator[Any]:
        for name, value in self._arguments():
            yield (name, value) if name else value

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        del cycle  # what never changes is in no circle
        opened = f"{self._called()}("
        with printer.group(len(opened), opened, ")"):
            for number, (name, value) in enumerate(self._arguments()):
                if number:
                    printer.text(",")
                    printer.breakable()
                if name:
                    printer.text(f"{name}=")
                printer.pretty(value)


class Verbatim:
    """Stands for a value that is shown in other words."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def __repr__(self) -> str:
        return self._words
