"""
Compiles what reads the messages of a class, as straight lines.

Half a hundred messages a second come for each call, so a frame is to cost little more than
its JSON.  For `DTMF` this is what is compiled:

    def read(data, frame):
        problems = []
        self = new(TWIN)
        self.raw = frame
        del data['event']
        o0 = data.pop('dtmf', None)
        if type(o0) is not dict:
            o0 = no_object(data, 'dtmf', o0)
        v0 = data.pop('sequenceNumber', None)
        if type(v0) is int and -999999999999999999 <= v0 <= 999999999999999999:
            self.sequence_number = v0
        else:
            self.sequence_number = settle_sequence_number(data, problems, v0)
        ...
        v0 = o0.pop('timestamp', None)
        try:
            self.timestamp = read_timestamp(v0)
        except ValueError:
            self.timestamp = settle_timestamp(data, problems, v0)
        ...
        if problems:
            refuse(CLASS.__name__, *problems)
        if o0:
            left(data, 'dtmf', o0)
        self.extra = collected(CLASS, data) if data else NOTHING
        self.__class__ = CLASS
        return self

`TWIN` is a subclass that can be assigned to: an instance is filled as a twin and then becomes
what it is, which takes a small part of the time of the constructor of a frozen dataclass.
"""

import linecache

from collections.abc import Callable, Iterator
from typing import Any

from ._base import Received, collected, plan_of
from ._refusal import refuse
from ._values import NOTHING


__all__ = ["reader_of"]

Reader = Callable[[dict[str, Any], str], Any]
"""Reads an object, of which nothing is left; the frame is kept."""


def reader_of(cls: type[Received]) -> Reader:
    """Write and compile the reader of a class."""
    names: dict[str, Any] = {
        "CLASS": cls,
        "NOTHING": NOTHING,
        "TWIN": _twin(cls),
        "collected": collected,
        "left": _left,
        "new": object.__new__,
        "no_object": _no_object,
        "refuse": refuse,
    }
    for slot in plan_of(cls).slots:
        names[f"settle_{slot.name}"] = slot.settle
        names[f"read_{slot.name}"] = slot.kind.read
    source = "\n".join(_lines(cls)) + "\n"
    file = f"<plivoml reader of {cls.__name__}>"
    # So that tracebacks and debuggers show the lines.
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), names)  # noqa: S102 - of our own declarations
    return names["read"]  # type: ignore[no-any-return]


def _lines(cls: type[Received]) -> Iterator[str]:
    variables = {"": "data"}
    slots, objects = plan_of(cls)
    yield "def read(data, frame):"
    yield "    problems = []"
    yield "    self = new(TWIN)"
    yield "    self.raw = frame"
    if all(slot.keys != ("event",) for slot in slots):
        yield "    del data['event']"
    for number, path in enumerate(objects):
        outer, _, key = path.rpartition(".")
        variables[path] = inner = f"o{number}"
        yield f"    {inner} = {variables[outer]}.pop({key!r}, None)"
        yield f"    if type({inner}) is not dict:"
        yield f"        {inner} = no_object(data, {path!r}, {inner})"
    for slot in slots:
        parts = [key.rpartition(".") for key in slot.keys]
        values = [f"{variables[outer]}.pop({key!r}, None)" for outer, _, key in parts]
        found = [f"v{number}" for number in range(len(values))]
        yield from (f"    {v} = {value}" for v, value in zip(found, values, strict=True))
        field, given = f"self.{slot.name}", ", ".join(found)
        settled = f"        {field} = settle_{slot.name}(data, problems, {given})"
        if slot.kind.taken is None:
            yield f"    try:\n        {field} = read_{slot.name}({given})"
            yield f"    except ValueError:\n{settled}"
        else:
            yield f"    if {slot.kind.taken}:\n        {field} = v0"
            yield f"    else:\n{settled}"
    yield "    if problems:"
    yield "        refuse(CLASS.__name__, *problems)"
    for path in objects:
        yield f"    if {variables[path]}:"
        yield f"        left(data, {path!r}, {variables[path]})"
    yield "    self.extra = collected(CLASS, data) if data else NOTHING"
    yield "    self.__class__ = CLASS"
    yield "    return self"


def _twin(cls: type[Received]) -> type:
    # Python has one slot for both; it is fast if neither is a Python function.
    setters = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(cls.__name__, (cls,), {"__slots__": (), "__module__": cls.__module__, **setters})


def _no_object(data: dict[str, Any], path: str, found: Any) -> dict[str, Any]:
    if found is not None:
        data[path] = found
    return {}


def _left(data: dict[str, Any], path: str, found: dict[str, Any]) -> None:
    data.update((f"{path}.{key}", value) for key, value in found.items())
