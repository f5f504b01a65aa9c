"""Writes the reference pages of the messages of a stream from their declarations."""

import inspect

from collections.abc import Iterator
from typing import Any, Final, get_args, get_type_hints

from plivoml import streams
from plivoml._model import docstrings
from plivoml.streams import Format, Frame, Incoming, Outgoing, UnknownMessage
from plivoml.streams._base import Slot, plan_of
from tools.generate.command import documented, entry, prose


_GENERATED: Final = "<!-- Written by tools/generate/streams.py from the declarations. -->"
_TABLE: Final = ("| Field | Key | Type | Meaning |", "|---|---|---|---|")
_DIRECTIONS: Final = {"incoming": ("From Plivo", Incoming), "outgoing": ("To Plivo", Outgoing)}
_ALIASES: Final = {str(Incoming): "Incoming", str(Outgoing): "Outgoing", str(Frame): "Frame"}
_FORMATS: Final = {
    name: value for name, value in vars(streams).items() if isinstance(value, Format)
}


def files() -> dict[str, str]:
    """Give every page by its path."""
    named = {
        "index": _index(),
        "format": _format(),
        "incoming": _incoming(),
        "outgoing": _outgoing(),
    }
    return {
        f"docs/reference/streams/{name}.md": f"{_GENERATED}\n\n" + "\n".join(page)
        for name, page in named.items()
    }


def _index() -> Iterator[str]:
    yield from ("# Messages of a stream", "")
    yield "Every message on the WebSocket of a Stream, with the class of `plivoml.streams` for it."
    yield "[How the sound is encoded](format.md) has a page of its own, and [Streams](../../streams.md)"
    yield "shows how they are used."
    for page, (title, union) in _DIRECTIONS.items():
        yield from ("", f"## {title}", "", "| Class | Event | What it is |", "|---|---|---|")
        for cls in get_args(union):
            event = "any other" if cls is UnknownMessage else f"`{cls.event}`"
            first = docstrings.paragraphs(cls)[0]
            yield f"| [`{cls.__name__}`]({page}.md#{cls.__name__.lower()}) | {event} | {first} |"
    for function in (streams.parse, streams.parse_outgoing):
        called = f"{function.__name__}{inspect.signature(function)}"
        for alias, name in _ALIASES.items():
            called = called.replace(alias, name)
        yield from ("", f"## {function.__name__}", "", "```text", called, "```", "")
        yield documented(function).rstrip()
    yield from ("", f'<a id="frame"></a>A `Frame` is `{Frame}`.', "")


def _incoming() -> Iterator[str]:
    yield from ("# From Plivo", "")
    yield "What stands in bold is always there. Anything else is None, or empty, where the message"
    yield "has none. Besides, each message has these:"
    yield ""
    meaning_of = docstrings.inherited(UnknownMessage)
    yield from (f"* `{name}`: {meaning_of[name]}" for name in ("extra", "raw"))
    yield ""
    for cls in get_args(Incoming):
        yield from _section(cls)


def _outgoing() -> Iterator[str]:
    yield from ("# To Plivo", "", "What stands in bold has to be given.", "")
    for cls in get_args(Outgoing):
        yield from _section(cls)


def _section(cls: type[Any]) -> Iterator[str]:
    yield from (f"## {cls.__name__}", "", _said(cls), "")
    if cls in get_args(Outgoing):
        yield from ("```text", _called(cls), "```", "")
    if cls is not UnknownMessage:
        yield from (f"* Event: `{cls.event}`", "")
    slots = plan_of(cls).slots
    if slots:
        yield from _TABLE
        meaning_of, types = docstrings.inherited(cls), get_type_hints(cls)
        for slot in slots:
            key, kind = _keys(slot), _type(types[slot.name])
            yield f"| {_name(cls, slot)} | {key} | `{kind}` | {meaning_of[slot.name]} |"
        yield ""


def _format() -> Iterator[str]:
    yield from ("# The sound of a stream", "", "| Name | `content_type` | Bytes of 20 ms | |")
    yield "|---|---|---:|---|"
    for name, sound in _FORMATS.items():
        doubt = "sources disagree on it" if sound.is_contested else ""
        yield f'| <a id="{name}"></a>`{name}` | `{sound.content_type}` | {sound.chunk_bytes} | {doubt} |'
    _, _, page = docstrings.said(Format).rpartition("\n\n")
    yield from ("", entry(streams, "Format").rstrip().replace(page, f"[Plivo's page]({page})"), "")


def _said(cls: type) -> str:
    text, _, page = docstrings.said(cls).rpartition("\n\n")
    if not page.startswith("https://"):
        return prose(docstrings.said(cls)).rstrip()
    return f"{prose(text).rstrip()}\n\n[Plivo's page]({page})"


def _called(cls: type) -> str:
    """Give how a class is called, without types: they stand in the table."""
    called = inspect.signature(cls)
    bare = [one.replace(annotation=one.empty) for one in called.parameters.values()]
    return f"{cls.__name__}{inspect.Signature(bare)}"


def _name(cls: type, slot: Slot) -> str:
    anchor = f'<a id="{cls.__name__}.{slot.name}"></a>'
    return f"{anchor}**`{slot.name}`**" if slot.is_needed else f"{anchor}`{slot.name}`"


def _keys(slot: Slot) -> str:
    return ", ".join(f"`{key}`" for key in slot.keys)


def _type(declared: Any) -> str:
    kinds = [one for one in get_args(declared) if one is not type(None)]
    if type(None) in get_args(declared):
        (declared,) = kinds
    return inspect.formatannotation(declared).rpartition("collections.abc.")[2].split("format.")[-1]
