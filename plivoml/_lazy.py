"""
A face whose names are loaded when they are first asked for.

A face tells type checkers and editors its names by imports that never run, and Python by
one table.
"""

from __future__ import annotations


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any


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
        from importlib import import_module

        home = home_of[name]
        found = import_module(f".{home or name}", package)
        namespace[name] = getattr(found, name) if home else found
        return namespace[name]

    def names() -> list[str]:
        return sorted({*namespace, *public})

    return public, look_up, names
