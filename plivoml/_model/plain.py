"""
What other tools ask of a value: how it is shown, what it says of itself, and what it holds.

Nothing is loaded before one of them does.
"""

from __future__ import annotations

import re


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

#: The keywords of attributes that are declared to be secret, and their names in XML, for what knows
#: no element; whatever element has one.
SECRETS = {"sip_auth_password": "sipAuthPassword"}

# A letter of a name, as it is or by its number as in escapes, and what may stand between two: signs,
# as they are or by their numbers, and the NULs of another charset.
_LETTER = "(?:{0}|[ux]?\\{{?0{{,3}}+(?:25)?(?:{1:x}|{1:d}|{1:o}|{2:x}|{2:d}|{2:o}))"
_BETWEEN = r"(?:[\W_]|u(?!00[4-7])[\da-f]{4}|x[89a-f][\da-f]|[ux]?(?:00|20|2d|5f))*+"

# Stands between a name and its value, if anything is left to hide.
_UP_TO_VALUE = r"(?>(?:[\\'\"]|&#?\w+;)*+ *+(?:(?:[:,]|=>?) ?|(?=\W*\w)))(?!'\*\*\*')"

# The fields that hold attributes by their XML name.
_BY_NAME = frozenset({"attributes", "extra"})


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


def masked(field: str, value: Any) -> Any:
    """Hide a secret, and those among attributes by their XML name, whatever element has them."""
    if field in SECRETS:
        return "***"
    if field not in _BY_NAME:
        return value
    return {**value, **dict.fromkeys(_secrets_among(value), "***")}


def without_secrets(text: str) -> str:
    """Leave out what stands behind the name of a secret, whatever stands between, and all after it."""
    # What is about half as long as the name of one is not close to it.
    names = _any_of(_secrets_among(re.findall(r"[\w.-]{8,}", text)))
    found = re.search(rf"(?i)(?>(?:{names})(?![\w.-])|{_spelt()}){_UP_TO_VALUE}", text)
    return text if found is None else f"{text[: found.end()]}'***'..."


def hidden(xml: str) -> str:
    """Hide secrets among the attributes of XML as it is written here, whatever element has them."""
    names = _any_of(_secrets_among(re.findall(r' ([\w.-]+)="', xml)))
    return re.sub(rf' ({names})="[^"]*"', r' \1="***"', xml)


def _any_of(names: list[str]) -> str:
    return "|".join(map(re.escape, names)) or "(?!)"


def _spelt() -> str:
    """Return a pattern of the names, letter by letter."""
    return "|".join(
        _BETWEEN.join(_LETTER.format(one, ord(one), ord(one.upper())) for one in name.lower())
        for name in SECRETS.values()
    )


def _secrets_among(given: Iterable[str]) -> list[str]:
    """Return the names of secrets, those that are written wrong too."""
    from .closeness import close

    return [name for name in sorted({*given}) if close(name, SECRETS.values())]


class Docstring:
    """What a class says of itself; `help()` is told of its arguments besides."""

    def __init__(self, said: str) -> None:
        self.said = said

    def __get__(self, instance: object, cls: type[Plain]) -> str:
        from .docstrings import with_arguments  # it reads the source

        return with_arguments(cls, cls._remarks())


class Plain:
    """A value that pydantic can validate and dump, by way of plain data."""

    __slots__ = ()

    if TYPE_CHECKING:

        def to_dict(self) -> dict[str, Any]:
            """Give the value as plain data."""

        @classmethod
        def from_dict(cls, data: Mapping[str, object]) -> Any:
            """Build the value of plain data, or raise a `ValueError`."""

        @classmethod
        def json_schema(cls) -> dict[str, Any]:
            """Give what JSON Schema says of the plain data."""

        @classmethod
        def _remarks(cls) -> dict[str, str]:
            """Give what there is to say of each argument beside its meaning."""

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        # A dataclass with slots is made twice; the second is the one that stays.
        if "__dataclass_fields__" in vars(cls):
            cls.__doc__ = Docstring(vars(cls)["__doc__"] or "")  # type: ignore[assignment]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        # Whoever calls this has loaded it.
        from pydantic_core import core_schema

        def validated(given: Any) -> Any:
            return given if isinstance(given, cls) else cls.from_dict(given)

        return core_schema.no_info_plain_validator_function(
            validated,
            serialization=core_schema.plain_serializer_function_ser_schema(cls.to_dict),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, Any]:
        return cls.json_schema()
