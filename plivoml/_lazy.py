"""
A face whose names are loaded when they are first asked for.

A face tells type checkers and editors its names by imports that never run, and Python by
one table.
"""

from __future__ import annotations

import _thread
import time


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Final


# In seconds.
_MOMENT: Final = 0.001


class Loading:
    """
    What takes a moment once, such as an import: whoever forks waits for its end.

    A child has only the thread that forked, and would wait in vain for what another one loads.
    """

    def __init__(self) -> None:
        self._guard = _thread.allocate_lock()
        self._threads: list[int] = []
        self._heeded: list[str] = []
        self._forking: int | None = None

    def __enter__(self) -> None:
        with self._guard:
            if not self._heeded:
                self._heed_forks("")
            self._threads.append(_thread.get_ident())

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._threads.remove(_thread.get_ident())

    def goes_before(self, module: str) -> None:
        """
        Let a fork wait before a module of Python's takes a lock of its own for it.

        What is loaded may need that lock, and the fork would wait for who waits for it.
        """
        with self._guard:
            if module not in self._heeded:
                __import__(module)
                self._heed_forks(module)

    def _heed_forks(self, module: str) -> None:
        import os  # not everything that asks for constants loads it

        self._heeded.append(module)
        # Windows has no forks.  What is registered last is called first, before one.
        at_fork = getattr(os, "register_at_fork", dict)
        at_fork(before=self._wait, after_in_parent=self._go_on, after_in_child=self._go_on)

    def _wait(self) -> None:
        """Wait until no other thread holds it, and let none take it."""
        own = _thread.get_ident()
        while self._forking != own:
            self._guard.acquire()
            if {own}.issuperset(self._threads):
                self._forking = own
                return
            self._guard.release()
            time.sleep(_MOMENT)

    def _go_on(self) -> None:
        if self._forking is not None:
            self._forking = None
            self._guard.release()


#: The only one.
loading: Final = Loading()


def face(
    namespace: dict[str, Any], homes: Mapping[str, Sequence[str]], own: Sequence[str] = ()
) -> tuple[list[str], Callable[[str], object], Callable[[], list[str]]]:
    """
    Return `__all__`, `__getattr__` and `__dir__` of a package.

    Args:
        namespace: The `globals()` of the package.
        homes: The public names by the module that has them, as seen from the package; those
            under `""` are modules themselves.
        own: The public names that the package has already.
    """
    package: str = namespace["__name__"]
    home_of = {name: home for home, names in homes.items() for name in names}
    # Constants come first, then classes, then functions and modules.
    public = sorted(
        (*home_of, *own), key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )

    def look_up(name: str) -> object:
        if name not in home_of:
            msg = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(msg)
        home = home_of[name]
        with loading:
            from importlib import import_module

            found = import_module(f".{home or name}", package)
        namespace[name] = getattr(found, name) if home else found
        return namespace[name]

    def names() -> list[str]:
        return sorted({*namespace, *public})

    return public, look_up, names
