"""
Small immutable values whose classes cost next to nothing to load.

`attrs` and `dataclasses` write and compile methods for each class, after importing what they
need for that.  Where a process has no other use for them, that takes longer than all the rest.
"""

from __future__ import annotations


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from collections.abc import Callable
    from inspect import Signature
    from typing import Any, ClassVar, Self, dataclass_transform
else:

    def dataclass_transform(**_: object) -> Callable[[type], type]:
        return lambda cls: cls


@dataclass_transform(frozen_default=True)
class _Declared(type):
    """Makes a slot of each annotation, with the default that is assigned to it."""

    _defaults: dict[str, object]
    _setters: dict[str, Callable[[object, object], None]]
    """What fills a slot: a record has no other way to be changed."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _Declared:
        fields = (*namespace.get("__annotations__", ()),)
        made = {
            **{key: value for key, value in namespace.items() if key not in fields},
            "__slots__": fields,
            "__match_args__": fields,
            "_defaults": {field: namespace[field] for field in fields if field in namespace},
        }
        declared = super().__new__(cls, name, bases, made)
        declared._setters = {field: vars(declared)[field].__set__ for field in fields}
        return declared

    @property
    def __signature__(cls) -> Signature:
        from inspect import Parameter, Signature  # whoever asks has loaded it
        from typing import get_type_hints

        hints, kind = get_type_hints(cls), Parameter.POSITIONAL_OR_KEYWORD
        parameters = [Parameter(field, kind, annotation=hints[field]) for field in cls._setters]
        defaults, none = cls._defaults, Parameter.empty
        return Signature([one.replace(default=defaults.get(one.name, none)) for one in parameters])


class Record(metaclass=_Declared):
    """A value of named parts: compared, hashed and shown by them, never changed."""

    if TYPE_CHECKING:
        __match_args__: ClassVar[tuple[str, ...]]
        _setters: ClassVar[dict[str, Callable[[object, object], None]]]
    else:

        def __init__(self, *args: object, **given: object) -> None:
            setters = self._setters
            named = {**dict(zip(setters, args, strict=False)), **given}
            values = {**self._defaults, **named}
            # One that is given twice, or one too many, is not among the named.
            if len(named) < len(args) + len(given) or len(values) > len(setters):
                raise self._misfit()
            try:
                for field, put in setters.items():
                    put(self, values[field])
            except KeyError:
                raise self._misfit() from None

    @classmethod
    def _misfit(cls) -> TypeError:
        return TypeError(f"{cls.__name__}() takes {', '.join(cls._setters)}, each once")

    def as_dict(self) -> dict[str, Any]:
        """Return the parts by their names."""
        return {field: getattr(self, field) for field in self.__match_args__}

    def replace(self, **changes: Any) -> Self:
        """Return a copy with other parts."""
        copy = object.__new__(type(self))
        for field, put in self._setters.items():
            put(copy, changes.pop(field) if field in changes else getattr(self, field))
        if changes:
            raise self._misfit()
        return copy

    __replace__ = replace

    def __setattr__(self, name: str, value: object) -> None:
        msg = f"cannot assign to field {name!r}"
        raise AttributeError(msg)

    def __delattr__(self, name: str) -> None:
        msg = f"cannot delete field {name!r}"
        raise AttributeError(msg)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        return hash((type(self), *self.as_dict().values()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.as_dict().items())
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (*self.as_dict().values(),)
