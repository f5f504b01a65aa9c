"""What verbs are given: what their annotations name, or they do nothing."""

from __future__ import annotations

import functools

from collections.abc import Callable, Collection, Mapping
from inspect import isfunction, signature
from pathlib import Path
from types import UnionType
from typing import Any, Final, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

from ..._model.diagnostic import alternatives, shown


ClassT = TypeVar("ClassT", bound=type)
ParamsT = ParamSpec("ParamsT")
ReturnT = TypeVar("ReturnT")

#: In seconds: the longest time that anything may take, a year.
LONGEST: Final = 31_536_000

_WORDS: Final[dict[object, str]] = {
    str: "text",
    bytes: "bytes",
    int: "a whole number",
    float: f"a number from 0 to {LONGEST:,}",
    Path: "a Path",
    type: "a class",
    type(None): "None",
}
_CALLED: Final[tuple[Any, ...]] = (Callable,)
_WIDER: Final[dict[object, Any]] = {
    float: (int, float),
    bytes: (bytes, bytearray, memoryview),
}


def checked_verbs(cls: ClassT) -> ClassT:
    """Let each verb of a class, and what makes one, look at what it is given."""
    for name, function in [*vars(cls).items()]:
        if isfunction(function) and (name == "__init__" or not name.startswith("_")):
            setattr(cls, name, checked(function))
    return cls


def checked(function: Callable[ParamsT, ReturnT]) -> Callable[ParamsT, ReturnT]:
    """Let a function look at what it is given."""
    names = [*signature(function).parameters]
    hints = functools.cache(lambda: get_type_hints(function))

    @functools.wraps(function)
    def verb(*args: ParamsT.args, **kwargs: ParamsT.kwargs) -> ReturnT:
        for name, value in (*zip(names, args, strict=False), *kwargs.items()):
            if name in hints():
                _check(name, value, hints()[name])
        return function(*args, **kwargs)

    return verb


def _check(name: str, value: object, hint: Any) -> None:
    """
    Refuse what an annotation does not name.

    Raises:
        TypeError: It is of another kind; it may be a secret, and is not shown.
        ValueError: It is no number of seconds, but a number, or no text that can be sent.
    """
    if _fits(value, hint):
        return
    kinds = _kinds(hint)
    msg = f"{name}: expected {alternatives(map(_words, kinds))}; got "
    if float in kinds and isinstance(value, int | float):
        raise ValueError(msg + shown(value))
    if isinstance(value, str) and str in kinds:
        raise ValueError(msg + "half a surrogate pair in it")
    raise TypeError(msg + ("None" if value is None else type(value).__name__))


def _kinds(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _words(hint: Any) -> str:
    known = _WORDS.get(get_origin(hint) or hint)
    name = hint.__name__ if isinstance(hint, type) else str(hint)
    return known or name.removeprefix("collections.abc.")


def _fits(value: Any, hint: Any) -> bool:
    kinds = _kinds(hint)
    if len(kinds) > 1:
        return any(_fits(value, kind) for kind in kinds)
    kind: Any = get_origin(hint) or hint
    inside: tuple[Any, ...] = get_args(hint)
    # What is more than a class is looked at where it is used.
    if not isinstance(kind, type) or kind in _CALLED or getattr(kind, "_is_protocol", False):
        return True
    if not isinstance(value, _WIDER.get(kind, kind)):
        return False
    if isinstance(value, str):
        # No request can carry half a character.
        return not any("\ud800" <= one <= "\udfff" for one in value)
    if isinstance(value, bool):
        return kind not in (int, float)
    if issubclass(kind, Mapping):
        keys, values = inside
        return all(_fits(key, keys) and _fits(value[key], values) for key in value)
    if issubclass(kind, Collection) and inside:
        return all(_fits(one, inside[0]) for one in value)
    return kind is not float or 0 <= value <= LONGEST
