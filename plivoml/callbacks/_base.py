"""What every callback is: a frozen dataclass that is read from a form and written to one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime, tzinfo
from typing import Any, ClassVar, NamedTuple, Self, cast

from .._model.mapping import FrozenMapping
from .._web.form import pairs_of
from .._web.types import Form, Pairs
from ..errors import InvalidCallbackError
from ._kinds import UNREADABLE, Kind, Zone, kind_of


__all__ = ["Callback", "Param", "Signs", "headers", "numbered", "param", "plan_of", "shown"]

_REDACTED = "***"
_ABSENT = (None, (), FrozenMapping[str]())
_SHOWN = 40  # characters of an unreadable value that an error repeats


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

    return _group(Group(beginning, key, FrozenMapping, _items), FrozenMapping())


def numbered(beginning: str) -> Any:
    """Declare a tuple of the parameters whose names are this and a number, by number."""

    def key(name: str) -> str | None:
        rest = name.removeprefix(beginning)
        return rest if rest != name and rest.isdigit() and rest.isascii() else None

    def collect(values: dict[str, str]) -> tuple[str, ...]:
        return tuple(values[number] for number in sorted(values, key=lambda n: (len(n), n)))

    def spread(values: tuple[str, ...]) -> Iterable[tuple[str, str]]:
        return ((str(number), value) for number, value in enumerate(values))

    return _group(Group(beginning, key, collect, spread), ())


def _group(group: Group, default: object) -> Any:
    return field(default=default, metadata={"param": Param(private=True, group=group)})


def _items(values: FrozenMapping[str]) -> Iterable[tuple[str, str]]:
    return values.items()


_EVERYTHING_ELSE = Group("", str, FrozenMapping, _items)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Callback:
    """
    A request that Plivo sends to a web application.

    Each field is None where the parameter was not sent.  A parameter that is sent more
    than once counts as it was sent last; `to_form` gives all of them back.
    """

    SENT_TO: ClassVar[str]
    """Which URL receives it."""

    EXPECTS_XML: ClassVar[bool]
    """Whether Plivo acts on a document in the reply."""

    _SIGNS: ClassVar[Signs | None] = None
    _MAY_BE_BARE: ClassVar[bool] = False  # nothing but what every call carries may be sent
    _SIGNED_BY_V2: ClassVar[bool] = False  # the pages on it describe no other signature
    _SNAKE_CASE: ClassVar[bool] = False  # the form spells names as Python does
    _IDENTITY: ClassVar[tuple[str, ...]] = ()
    _RECURRING: ClassVar[frozenset[str]] = frozenset()  # last parts that may come again

    extra: FrozenMapping[str] = _group(_EVERYTHING_ELSE, FrozenMapping())
    """Parameters that this class does not declare, as they came."""

    _pairs: Pairs | None = field(default=None, init=False, compare=False)

    @classmethod
    def from_form(cls, form: Form, *, timezone: tzinfo | None = None) -> Self:
        """
        Read the parameters of a request.

        Args:
            form: a mapping, a multi-dict of any framework, pairs, or a raw body or query.
            timezone: the zone that the account chose in the console, for the times that
                Plivo tells in it; without it, those times are naive.

        Raises:
            InvalidCallbackError: a value cannot be read; it lists every such parameter.
        """
        plan = plan_of(cls)
        problems: list[str] = []
        values: dict[str, Any] = {}
        others: list[tuple[str, str]] = []
        pairs = pairs_of(form, problems)
        reader_of = plan.readers.get
        for name, text in pairs:
            reader = reader_of(name)
            if reader is None:
                others.append((name, text))
                continue
            key, read, empty = reader
            if not text:
                values[key] = empty
            elif read is None:
                values[key] = text
            else:
                try:
                    values[key] = read(text)
                except UNREADABLE:
                    problems.append(
                        f"{name}: expected {plan.slots[key].kind.expected}; got {shown(text)}"
                    )
        if problems:
            raise InvalidCallbackError(cls.__name__, problems)
        if others:
            values.update(plan.collect(others))
        if timezone is not None:
            for key in plan.local_times & values.keys():
                values[key] = _settled(values[key], timezone)
        self = cls(**values)
        object.__setattr__(self, "_pairs", pairs)
        return self

    def to_form(self) -> list[tuple[str, str]]:
        """
        Give the pairs that this was read from, exactly as they came.

        What was built by hand is written as Plivo writes it, in the order of the names.
        """
        if self._pairs is not None:
            return list(self._pairs)
        return sorted(pair for _, slot, value in self._given() for pair in slot.write(value))

    def as_log(self) -> dict[str, object]:
        """Give the fields that are set, with `'***'` for what a person said, typed or sent."""
        return {
            key: _redacted(value) if slot.param.private else value
            for key, slot, value in self._given()
        }

    @property
    def idempotency_key(self) -> str | None:
        """
        The same for each delivery of one request, and different for any other request.

        None where no parameter can tell two requests apart.
        """
        parts = [getattr(self, key) for key in self._IDENTITY]
        if not parts or None in parts or "" in parts or parts[-1] in self._RECURRING:
            return None
        return ":".join([type(self).__name__, *map(str, parts)])

    def __repr__(self) -> str:
        given = ", ".join(f"{key}={value!r}" for key, _, value in self._given())
        return f"{type(self).__name__}({given})"

    def _given(self) -> Iterator[tuple[str, "Slot", Any]]:
        for key, slot in plan_of(type(self)).slots.items():
            value = getattr(self, key)
            if value not in _ABSENT:
                yield key, slot, value


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
        return ((f"{group.beginning}{rest}", text) for rest, text in group.spread(value))


class Plan(NamedTuple):
    """How the forms of a class are read and written."""

    slots: dict[str, Slot]
    readers: dict[str, tuple[str, Callable[[str], Any] | None, str | None]]
    """For each name in a form: the field, its reader, and what an empty text is read as."""

    groups: tuple[tuple[str, Group], ...]
    """The one that takes every name is the last."""

    local_times: frozenset[str]

    def collect(self, pairs: list[tuple[str, str]]) -> dict[str, Any]:
        """Sort parameters without a field of their own into groups."""
        found: dict[str, dict[str, str]] = {}
        for name, text in pairs:
            key, rest = next(
                (key, rest) for key, group in self.groups if (rest := group.key(name)) is not None
            )
            found.setdefault(key, {})[rest] = text
        return {key: group.collect(found[key]) for key, group in self.groups if key in found}


_PLANS: dict[type[Callback], Plan] = {}


def plan_of(cls: type[Callback]) -> Plan:
    """Read the declarations of a class, once."""
    if cls not in _PLANS:
        _PLANS[cls] = _plan(cls)
    return _PLANS[cls]


def _plan(cls: type[Callback]) -> Plan:
    slots: dict[str, Slot] = {}
    for declared in sorted(fields(cls), key=lambda declared: declared.name == "extra"):
        if declared.name != "_pairs":
            said: Param = declared.metadata.get("param", Param())
            spelled = declared.name if cls._SNAKE_CASE else _camel_case(declared.name)
            kind = kind_of(declared.type, said.zone)
            slots[declared.name] = Slot(said.wire or spelled, kind, said)
    single = {key: slot for key, slot in slots.items() if slot.param.group is None}
    groups = tuple((key, slot.param.group) for key, slot in slots.items() if slot.param.group)
    return Plan(
        slots,
        {slot.wire: (key, slot.kind.read, _empty(slot)) for key, slot in single.items()},
        groups,
        frozenset(key for key, slot in single.items() if slot.param.zone == "account"),
    )


def _empty(slot: Slot) -> str | None:
    return "" if slot.param.empty and slot.kind.read is None else None


def _camel_case(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _settled(value: datetime | None, timezone: tzinfo) -> datetime | None:
    return value.replace(tzinfo=timezone) if value and value.tzinfo is None else value


def _redacted(value: Any) -> object:
    if isinstance(value, FrozenMapping):
        return dict.fromkeys(cast("FrozenMapping[str]", value), _REDACTED)
    if isinstance(value, tuple):
        return (_REDACTED,) * len(cast("tuple[str, ...]", value))
    return value and _REDACTED


def shown(text: str) -> str:
    """Give text for an error: as Python writes it, and not all of a long one."""
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}..."
