"""What every message is: a frozen dataclass whose annotations say where its fields stand."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, cast, get_args, get_type_hints

from .._model.plain import Plain, Shown
from ._refusal import refuse, shown
from ._values import NOTHING, Kind, compact, frozen, kind_of, plain


MessageT = TypeVar("MessageT", bound="Message")


__all__ = ["Key", "Message", "Received", "Slot", "collected", "plan_of"]


class Key:
    """Where a field stands: the keys of the JSON, with a dot before what is in an object."""

    __slots__ = ("as_text", "names")

    def __init__(self, *names: str, as_text: bool = False) -> None:
        self.names = names
        self.as_text = as_text
        """Whether a number is written between quotes."""


class Slot(NamedTuple):
    """A field that stands in the JSON."""

    name: str
    keys: tuple[str, ...]
    kind: Kind
    is_needed: bool
    absent: Any

    def settle(self, rest: dict[str, Any] | None, problems: list[str], *values: Any) -> Any:
        """
        Read what stands under the keys.

        Args:
            rest: takes what cannot be read of a field that may be absent; None where that is
                a problem.
            problems: takes what is wrong with a field that has to be there.
            values: what stands under each key; None if nothing does.
        """
        if any(value is not None for value in values):
            try:
                return self.kind.read(*values)
            except ValueError:
                if not self.is_needed and rest is not None:
                    found = zip(self.keys, values, strict=True)
                    rest.update((key, value) for key, value in found if value is not None)
                    return self.absent
        elif not self.is_needed:
            return self.absent
        got = " with ".join(map(shown, values))
        problems.append(f"{', '.join(self.keys)}: expected {self.kind.expected}; got {got}")
        return self.absent


class Plan(NamedTuple):
    """How the messages of a class stand in JSON."""

    slots: tuple[Slot, ...]
    objects: tuple[str, ...]
    """The objects that fields stand in, the outer before the inner."""

    def put(self, tree: dict[str, Any], key: str, value: Any) -> None:
        """Put a value where its key says."""
        within = max((one for one in self.objects if key.startswith(f"{one}.")), default="")
        for name in within.split(".") if within else ():
            if not isinstance(tree.get(name), dict):
                tree[name] = {}
            tree = tree[name]
        tree[key.removeprefix(f"{within}.") if within else key] = value


class Message(Shown, Plain):
    """What both directions share."""

    __slots__ = ()

    def to_json(self) -> str:
        """Give the text of the frame."""
        return compact(self._tree({}))

    def to_dict(self) -> dict[str, Any]:
        """
        Give the event and the fields that are set as plain data, which `json.dumps` takes.

        Sound is base64, a format is its `content_type`.  `to_json` gives Plivo's own form.
        """
        given = {
            slot.name: value
            for slot in plan_of(type(self)).slots
            if (value := getattr(self, slot.name)) != slot.absent
        }
        given["extra"] = getattr(self, "extra", NOTHING)
        if not given["extra"]:
            del given["extra"]
        return {"event": cast("Any", self).event, **plain(given)}

    @classmethod
    def from_dict(cls: type[MessageT], data: Mapping[str, object]) -> MessageT:
        """
        Read what `to_dict` gives; None is as good as absent, and the event may be.

        Values of the fields' own types are taken as well.

        Raises:
            InvalidMessageError: a key is none of a field, one is missing, or a value cannot be
                read; it lists every such key.
        """
        if not isinstance(cast("object", data), Mapping):
            refuse(cls.__name__, f"expected a mapping of fields; got {shown(data)}")
        slots = {slot.name: slot for slot in plan_of(cls).slots}
        given = {key: value for key, value in data.items() if value is not None}
        problems: list[str] = []
        values: dict[str, Any] = {}
        event: str = cast("Any", cls).event if "event" not in slots else ""
        if event and given.pop("event", event) != event:
            problems.append(f"event: expected {event}; got {shown(data['event'])}")
        if issubclass(cls, Received) and "extra" in given:
            values["extra"] = given.pop("extra")
            if not isinstance(values["extra"], Mapping):
                problems.append(f"extra: expected an object; got {shown(values['extra'])}")
        for key, value in given.items():
            if key not in slots:
                problems.append(f"expected the name of a field; got {shown(key)}")
                continue
            kind = slots[key].kind
            try:
                values[key] = kind.load(value)
            except ValueError:
                problems.append(f"{key}: expected {kind.expected}; got {shown(value)}")
        problems += (
            f"{name}: expected {slot.kind.expected}; got nothing"
            for name, slot in slots.items()
            if slot.is_needed and name not in given
        )
        if problems:
            refuse(cls.__name__, *problems)
        return cls(**values)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Give the JSON Schema of what `to_dict` gives, with what each field means."""
        from .._model.docstrings import object_schema  # it reads the source

        slots = {slot.name: slot for slot in plan_of(cls).slots}
        properties: dict[str, Mapping[str, Any]] = {}
        if "event" not in slots:
            properties["event"] = {"type": "string", "const": cast("Any", cls).event}
        properties |= {name: slot.kind.schema for name, slot in slots.items()}
        if issubclass(cls, Received):
            properties["extra"] = {"type": "object"}
        needed = [name for name, slot in slots.items() if slot.is_needed]
        return object_schema(cls, properties, ["event", *(one for one in needed if one != "event")])

    def _tree(self, extra: Mapping[str, Any]) -> dict[str, Any]:
        """Give the object that the message is."""
        plan = plan_of(type(self))
        event = {"event": cast("Any", self).event}
        tree: dict[str, Any] = event.copy()
        for key, value in extra.items():
            plan.put(tree, key, value)
        tree |= event
        for slot in plan.slots:
            value = getattr(self, slot.name)
            if value != slot.absent:
                for key, one in zip(slot.keys, slot.kind.write(value), strict=True):
                    plan.put(tree, key, one)
        return tree

    @classmethod
    def _remarks(cls) -> dict[str, str]:
        told = {slot.name: f"In JSON: `{'`, `'.join(slot.keys)}`." for slot in plan_of(cls).slots}
        return told | {"extra": ""} if issubclass(cls, Received) else told

    def _arguments(self) -> Iterator[tuple[str, Any]]:
        for declared in fields(cast("Any", self)):
            value = getattr(self, declared.name)
            if isinstance(value, bytes):
                yield declared.name, _Verbatim(f"<{len(value)} bytes>")
            elif declared.compare and value != declared.default:
                yield declared.name, value


class _Verbatim(str):
    """Stands for a value that is shown in other words."""

    __slots__ = ()

    __repr__ = str.__str__


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Received(Message):
    """A message that comes from Plivo."""

    extra: Mapping[str, Any] = NOTHING
    """
    What this class does not declare, or cannot read, by its key: `media.key` stands in the
    object `media`. Objects in it are mappings that cannot change, lists are tuples.
    """

    raw: str | None = field(default=None, init=False, compare=False)
    """The frame that this was read from."""

    def __post_init__(self) -> None:
        for name in ("extra", "extra_headers"):
            given = getattr(self, name, NOTHING)
            if given is not NOTHING:
                object.__setattr__(self, name, collected(type(self), given))

    def to_json(self) -> str:
        """Give the frame that this was read from, or what Plivo would send."""
        return compact(self._tree(self.extra)) if self.raw is None else self.raw


def collected(cls: type[Message], rest: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what a class does not declare as it cannot be changed."""
    try:
        return cast("Mapping[str, Any]", frozen(rest))
    except ValueError as error:
        refuse(cls.__name__, str(error))


_PLANS: dict[type[Message], Plan] = {}


def plan_of(cls: type[Message]) -> Plan:
    """Read the declarations of a class, once."""
    if cls not in _PLANS:
        slots = tuple(_slots(cls))
        paths = {key.rpartition(".")[0] for slot in slots for key in slot.keys}
        paths |= {path.rpartition(".")[0] for path in paths}
        _PLANS[cls] = Plan(slots, tuple(sorted(paths - {""})))
    return _PLANS[cls]


def _slots(cls: type[Message]) -> Iterator[Slot]:
    hints = get_type_hints(cls, include_extras=True)
    for declared in fields(cast("Any", cls)):
        hint = hints[declared.name]
        for key in getattr(hint, "__metadata__", ()):
            kind = kind_of(_without_none(hint.__origin__), as_text=key.as_text)
            is_needed = declared.default is MISSING
            absent = None if is_needed else declared.default
            yield Slot(declared.name, key.names, kind, is_needed, absent)


def _without_none(declared: Any) -> Any:
    if isinstance(declared, UnionType):
        (only,) = (one for one in get_args(declared) if one is not NoneType)
        return only
    return declared
