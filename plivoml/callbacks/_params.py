"""How a callback declares its parameters, and how each stands in a form and in plain data."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any, NamedTuple

from .._model.mapping import FrozenMapping
from ._kinds import Kind, Zone, plain


__all__ = [
    "EVERYTHING_ELSE",
    "Group",
    "Param",
    "Signs",
    "Slot",
    "group_of",
    "headers",
    "numbered",
    "param",
]


class Group(NamedTuple):
    """Parameters whose names begin alike, held together by one field."""

    beginning: str
    key: Callable[[str], str | None]
    """Gives what a name says beyond the beginning; None for a name outside the group."""

    collect: Callable[[dict[str, str]], Any]
    spread: Callable[[Any], Iterable[tuple[str, str]]]


class Param(NamedTuple):
    """What a declaration says of a parameter beyond its type and its meaning."""

    wire: str = ""
    empty: str = ""
    private: bool = False
    zone: Zone = "UTC"
    group: Group | None = None


class Signs(NamedTuple):
    """What tells a body from those of other classes: names of parameters, or `name=value`."""

    one_of: frozenset[str]
    all_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()

    def fit(self, evidence: set[str]) -> bool:
        """Whether a body with these names and `name=value`s is one of the class."""
        return (
            not self.one_of.isdisjoint(evidence)
            and self.all_of <= evidence
            and self.none_of.isdisjoint(evidence)
        )


def param(wire: str = "", *, empty: str = "", private: bool = False, zone: Zone = "UTC") -> Any:
    """
    Declare a parameter.

    Args:
        wire: its name in the form, if that is not the field's name in CamelCase.
        empty: what an empty text says; without it, empty is as good as absent.
        private: whether it may hold, or lead to, what a person said, typed or sent.
        zone: for times without an offset in the text, where they are told.
    """
    return field(default=None, metadata={"param": Param(wire, empty, private, zone)})


def headers(beginning: str) -> Any:
    """Declare a mapping of the parameters whose names begin so, in any case."""

    def key(name: str) -> str | None:
        rest = name[len(beginning) :]
        fits = name[: len(beginning)].upper() == beginning and rest.isascii()
        return rest if fits and rest.replace("-", "").isalnum() else None

    return group_of(Group(beginning, key, FrozenMapping, _items), FrozenMapping[str]())


def numbered(beginning: str) -> Any:
    """Declare a tuple of the parameters whose names are this and a number, by number."""

    def key(name: str) -> str | None:
        rest = name.removeprefix(beginning)
        return rest if rest != name and rest.isdigit() and rest.isascii() else None

    def collect(values: dict[str, str]) -> tuple[str, ...]:
        return tuple(values[number] for number in sorted(values, key=lambda n: (len(n), n)))

    def spread(values: tuple[str, ...]) -> Iterable[tuple[str, str]]:
        return ((str(number), value) for number, value in enumerate(values))

    return group_of(Group(beginning, key, collect, spread), ())


def group_of(group: Group, default: object) -> Any:
    return field(default=default, metadata={"param": Param(private=True, group=group)})


def _items(values: FrozenMapping[str]) -> Iterable[tuple[str, str]]:
    return values.items()


EVERYTHING_ELSE = Group("", str, FrozenMapping, _items)


class Slot(NamedTuple):
    """A field as it stands in a form."""

    wire: str
    kind: Kind
    param: Param

    def write(self, value: Any) -> Iterable[tuple[str, str]]:
        """Give the pairs for a value."""
        group = self.param.group
        if group is None:
            return ((self.wire, self.kind.write(value)),)
        return ((group.beginning + rest, text) for rest, text in group.spread(value))

    @property
    def is_list(self) -> bool:
        """Whether it is a group whose names do not count."""
        return self.param.group is not None and self.param.group.collect({}) == ()

    @property
    def expected(self) -> str:
        """What an error about plain data says was expected."""
        if self.param.group is None:
            return self.kind.expected
        return "a list of texts" if self.is_list else "an object of texts"

    @property
    def schema(self) -> Mapping[str, Any]:
        """What JSON Schema says of it."""
        if self.param.group is None:
            return self.kind.schema
        if self.is_list:
            return {"type": "array", "items": self.kind.schema}
        return {"type": "object", "additionalProperties": self.kind.schema}

    def dump(self, value: Any) -> Any:
        """Give a value as plain data."""
        if self.param.group is None:
            return plain(value)
        return [*value] if self.is_list else dict(value)

    def load(self, given: Any) -> Any:
        """Read plain data, or raise one of `UNREADABLE`."""
        if self.param.group is None:
            return self.kind.load(given)
        if self.is_list:
            return tuple(map(self.kind.load, _of(list | tuple, given)))
        items = _of(Mapping, given).items()
        return FrozenMapping({self.kind.load(key): self.kind.load(text) for key, text in items})


def _of(kind: Any, given: Any) -> Any:
    if isinstance(given, kind):
        return given
    raise ValueError(given)
