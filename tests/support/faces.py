"""What public modules show."""

from __future__ import annotations

import importlib
import inspect

from collections.abc import Iterator
from importlib.util import find_spec
from types import ModuleType
from typing import Any, cast

import plivoml


def names_of(module: ModuleType) -> list[str]:
    """Return `__all__` of a face: made at run time, and so not known to type checkers."""
    names: list[str] = vars(module)["__all__"]
    return names


def untyped(value: object) -> dict[str, Any]:
    """Return what a module or a class has, of a library that has no types."""
    found: dict[str, Any] = dict(vars(value))
    return found


def public_modules() -> Iterator[ModuleType]:
    yield plivoml
    for name in names_of(plivoml):
        if isinstance(found := getattr(plivoml, name), ModuleType):
            yield found
    # Nothing loads these but whoever has what they are named after.
    yield from (
        importlib.import_module(f"plivoml.{name}") for name in ("asgi", "aws_lambda", "wsgi")
    )
    for name in ("aiohttp", "django", "fastapi", "flask"):
        if find_spec(name):
            yield importlib.import_module(f"plivoml.{name}")


def annotated(value: Any) -> Iterator[Any]:
    """Yield *value* and, of a class, its methods and properties."""
    yield value
    if inspect.isclass(value):
        for name, member in vars(value).items():
            match member:
                # attrs and the constructor write these, and nobody calls them by name.
                case _ if name.startswith("__"):
                    pass
                case classmethod() | staticmethod():
                    yield cast("Any", member).__func__
                case property():
                    yield member.fget
                case _ if inspect.isfunction(member):
                    yield member
                case _:
                    pass


#: Every public class and function, by its path.
PUBLIC = {
    f"{module.__name__}.{name}": getattr(module, name)
    for module in public_modules()
    for name in names_of(module)
    if inspect.isclass(getattr(module, name)) or inspect.isroutine(getattr(module, name))
}
