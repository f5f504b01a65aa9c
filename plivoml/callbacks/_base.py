"""What every callback is: a frozen dataclass that is read from a form and written to one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, tzinfo
from typing import Any, ClassVar, NamedTuple, TypeVar, cast

from .._model.mapping import FrozenMapping
from .._model.plain import Plain, Shown, without_secrets
from .._web.form import pairs_of, safe_name
from .._web.types import Form, Pairs
from ..errors import InvalidCallbackError
from ._kinds import UNREADABLE, kind_of
from ._params import EVERYTHING_ELSE, Group, Param, Signs, Slot, group_of


__all__ = ["Callback", "plan_of", "shown"]

CallbackT = TypeVar("CallbackT", bound="Callback")

_REDACTED = "***"
_ABSENT = (None, (), FrozenMapping[str]())
_SHOWN = 40  # characters of an unreadable value that an error repeats


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Callback(Shown, Plain):
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

    extra: FrozenMapping[str] = group_of(EVERYTHING_ELSE, FrozenMapping[str]())
    """Parameters that this class does not declare, as they came."""

    _pairs: Pairs | None = field(default=None, init=False, compare=False)

    @classmethod
    def from_form(cls: type[CallbackT], form: Form, *, timezone: tzinfo | None = None) -> CallbackT:
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
        """
        Give the fields that are set, with `'***'` for what a person said, typed or sent.

        It is plain data, as `to_dict` gives it.
        """
        return {
            key: slot.dump(_redacted(value) if slot.param.private else value)
            for key, slot, value in self._given()
        }

    def to_dict(self) -> dict[str, Any]:
        """
        Give the fields that are set as plain data, which `json.dumps` takes.

        Times are ISO 8601, amounts of money text, and so are members of enumerations.
        """
        return {key: slot.dump(value) for key, slot, value in self._given()}

    @classmethod
    def from_dict(cls: type[CallbackT], data: Mapping[str, object]) -> CallbackT:
        """
        Read what `to_dict` gives; None is as good as absent.

        Values of the fields' own types are taken as well.

        Raises:
            InvalidCallbackError: a key is none of a field, or a value cannot be read; it lists
                every such key.
        """
        slots = plan_of(cls).slots
        problems: list[str] = []
        values: dict[str, Any] = {}
        for key, given in _items_of(data, problems):
            slot = slots.get(key)
            if slot is None:
                problems.append(f"expected the name of a field; got {shown(key)}")
            elif given is not None:
                try:
                    values[key] = slot.load(given)
                except UNREADABLE:
                    problems.append(f"{key}: expected {slot.expected}; got {shown(given)}")
        if problems:
            raise InvalidCallbackError(cls.__name__, problems)
        return cls(**values)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Give the JSON Schema of what `to_dict` gives, with what each field means."""
        from .._model.docstrings import object_schema  # it reads the source

        return object_schema(cls, {key: slot.schema for key, slot in plan_of(cls).slots.items()})

    @classmethod
    def form_schema(cls) -> dict[str, Any]:
        """Give the JSON Schema of the form that Plivo sends, as OpenAPI shows a request."""
        schema = cls.json_schema()
        described = schema["properties"]
        schema["properties"] = {
            slot.wire: {
                **(slot.kind.sent or slot.kind.schema),
                "description": described[key].get("description", ""),
            }
            for key, slot in plan_of(cls).slots.items()
            if slot.param.group is None
        }
        # New parameters come without notice.
        return {**schema, "additionalProperties": {"type": "string"}}

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

    @classmethod
    def _remarks(cls) -> dict[str, str]:
        return {
            key: "" if slot.param.group else f"Parameter: `{slot.wire}`."
            for key, slot in plan_of(cls).slots.items()
        }

    def _arguments(self) -> Iterator[tuple[str, Any]]:
        return ((key, value) for key, _, value in self._given())

    def _given(self) -> Iterator[tuple[str, "Slot", Any]]:
        for key, slot in plan_of(type(self)).slots.items():
            value = getattr(self, key)
            if value not in _ABSENT:
                yield key, slot, value


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
        return dict.fromkeys(map(safe_name, cast("FrozenMapping[str]", value)), _REDACTED)
    if isinstance(value, tuple):
        return (_REDACTED,) * len(cast("tuple[str, ...]", value))
    return value and _REDACTED


def _items_of(data: Any, problems: list[str]) -> list[tuple[str, Any]]:
    if isinstance(data, Mapping):
        return [*cast("Mapping[str, Any]", data).items()]
    problems.append(f"expected a mapping of fields; got {type(data).__name__}")
    return []


def shown(value: object) -> str:
    """Give a value for an error: as Python writes it, and not all of a long text."""
    if isinstance(value, str):
        return without_secrets(repr(value) if len(value) <= _SHOWN else f"{value[:_SHOWN]!r}...")
    return type(value).__name__
