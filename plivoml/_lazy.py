"""
A face whose names are loaded when they are first asked for.

A face tells type checkers and editors its names by imports that never run, and Python by
one table.
"""

from __future__ import annotations

import _thread
import sys
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
        self._heeds_forks = False
        self._is_forking = False

    def __enter__(self) -> None:
        with self._guard:
            if not self._heeds_forks:
                self._heed_forks()
            self._threads.append(_thread.get_ident())

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._threads.remove(_thread.get_ident())

    def _heed_forks(self) -> None:
        import os  # not everything that asks for constants loads it

        self._heeds_forks = True
        # Windows has no forks.
        at_fork = getattr(os, "register_at_fork", dict)
        at_fork(before=self._wait, after_in_parent=self._go_on, after_in_child=self._go_on)

    def _wait(self) -> None:
        """
        Wait until no other thread holds it, and let none take it.

        Where logging was loaded after this, its lock has been taken for the fork already: it is
        given back meanwhile, since what is loaded may need it.  Where logging is loaded meanwhile,
        its lock is taken for it, for it will be given back after the fork.
        """
        lock = _lock_of_logging()
        was_held = _gave_back(lock)
        own = _thread.get_ident()
        while not self._is_forking:
            self._guard.acquire()
            later = _lock_of_logging()
            has_to_hold = was_held or later is not lock
            is_free = {own}.issuperset(self._threads)
            if is_free and (not has_to_hold or later.acquire(blocking=False)):
                self._is_forking = True
            else:
                self._guard.release()
                time.sleep(_MOMENT)

    def _go_on(self) -> None:
        if self._is_forking:
            self._is_forking = False
            self._guard.release()


def _lock_of_logging() -> Any:
    return getattr(sys.modules.get("logging"), "_lock", None)


def _gave_back(lock: Any) -> bool:
    try:
        lock.release()
    except (AttributeError, RuntimeError):  # there is none, or this thread does not hold it
        return False
    return True


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
