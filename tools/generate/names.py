"""Every public name of Python, with the place where the reference tells of it."""

from __future__ import annotations

import importlib
import inspect

from collections.abc import Iterator
from typing import Any, Final, get_args

import plivoml

from plivoml import callbacks, streams
from plivoml._model.record import Record
from plivoml._model.spec import spec_of
from plivoml.callbacks._base import Callback
from plivoml.callbacks._enums import OpenEnum
from plivoml.streams._base import plan_of as plan_of_message
from tools.generate import bridges, command, places
from tools.generate.callbacks import own
from tools.generate.places import Place


_MESSAGES: Final = {"incoming": streams.Incoming, "outgoing": streams.Outgoing}


class Name(Record):
    """A name: its whole path, what it is in Sphinx's words, and where it is told of."""

    path: str
    kind: str
    place: Place


def names() -> Iterator[Name]:
    """Yield every public name that has a place of its own."""
    yield from _elements()
    yield from _callbacks()
    yield from _streams()
    yield from _modules()


def _elements() -> Iterator[Name]:
    for cls in bridges.ELEMENTS:
        place = places.element(cls)
        path = f"plivoml.{places.python_name(cls)}"
        anchor = places.slug(places.python_name(cls))
        yield Name(path, "class", Place(place.title, place.page, anchor))
        spec = spec_of(cls)
        for field in [spec.content.field, *(one.field for one in spec.attributes)]:
            if field:
                yield Name(f"{path}.{field}", "attribute", places.element(cls, field))


def _callbacks() -> Iterator[Name]:
    index = "reference/callbacks/index.md"
    yield Name("plivoml.callbacks", "module", Place("", index, "callbacks"))
    for name in callbacks.__all__:
        value: Any = getattr(callbacks, name)
        place, path = Place(name, index, places.slug(name)), f"plivoml.callbacks.{name}"
        if inspect.isclass(value) and value is not OpenEnum:
            place = places.callback(value)
            if issubclass(value, Callback):
                yield from _fields(path, value, place)
        yield Name(path, _kind(value), place)


def _fields(path: str, cls: type[Callback], place: Place) -> Iterator[Name]:
    for field in own(cls):
        anchor = f"{cls.__name__}.{field}"
        yield Name(f"{path}.{field}", "attribute", Place(field, place.page, anchor))


def _streams() -> Iterator[Name]:
    index = "reference/streams/index.md"
    yield Name("plivoml.streams", "module", Place("", index, "messages-of-a-stream"))
    for function in ("parse", "parse_outgoing"):
        yield Name(f"plivoml.streams.{function}", "function", Place(function, index, function))
    for page, union in _MESSAGES.items():
        for cls in get_args(union):
            path, name = f"reference/streams/{page}.md", cls.__name__
            yield Name(f"plivoml.streams.{name}", "class", Place(name, path, name.lower()))
            for slot in plan_of_message(cls).slots:
                anchor = f"{name}.{slot.name}"
                place = Place(slot.name, path, anchor)
                yield Name(f"plivoml.streams.{anchor}", "attribute", place)
        section = Place(page, index, "from-plivo" if page == "incoming" else "to-plivo")
        yield Name(f"plivoml.streams.{page.title()}", "data", section)
    yield Name("plivoml.streams.Frame", "data", Place("Frame", index, "frame"))
    for name, value in vars(streams).items():
        if value is streams.Format or isinstance(value, streams.Format):
            anchor = "format" if value is streams.Format else name
            place = Place(name, "reference/streams/format.md", anchor)
            yield Name(f"plivoml.streams.{name}", _kind(value), place)


def _modules() -> Iterator[Name]:
    for name in ("", *command.MODULES):
        module = importlib.import_module(f"plivoml.{name}".rstrip("."))
        page = f"reference/python/{name or 'index'}.md"
        title = places.slug(module.__name__) if name else "python"
        yield Name(module.__name__, "module", Place("", page, title))
        for exported, value in command.exports(module):
            path = f"{module.__name__}.{exported}"
            yield Name(path, _kind(value), Place(exported, page, places.slug(exported)))
            if inspect.isclass(value):
                for member, found in command.members(value):
                    called = "" if isinstance(found, property) else "()"
                    heading = f"{exported}.{member}{called}"
                    kind = "property" if isinstance(found, property) else "method"
                    anchor = places.slug(heading)
                    yield Name(f"{path}.{member}", kind, Place(heading, page, anchor))
    index = Place("Problem", "reference/python/index.md", "problem")
    yield Name("plivoml.errors.Problem", "class", index)
    for name in plivoml.__all__:
        value: Any = getattr(plivoml, name)
        if command.is_error(plivoml, value):
            place = Place(name, "reference/python/errors.md", places.slug(name))
            yield Name(f"plivoml.{name}", "exception", place)


def _kind(value: object) -> str:
    if inspect.isclass(value):
        return "exception" if issubclass(value, BaseException) else "class"
    return "function" if inspect.isroutine(value) else "data"
