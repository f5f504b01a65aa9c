"""The fields of plivoml's classes, for peers that want classes of their own."""

from __future__ import annotations

import inspect
import re
import types
import typing

from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple, Union, get_args, get_origin

import plivoml

from plivoml import ssml


class Field(NamedTuple):
    """An attribute."""

    name: str
    xml_name: str
    type: Any
    """`bool`, `int`, `str`, a `Literal` or a union of those."""
    required: bool


class Declared(NamedTuple):
    """An element: its children are those that the documents have."""

    cls: type[plivoml.Element]
    children: tuple[str, ...] = ()
    text: bool = True

    @property
    def tag(self) -> str:
        """The name in XML: the tags of SSML are in small letters."""
        name = self.cls.__name__
        return re.sub("(?<=[a-z])(?=[A-Z])", "-", name).lower() if self._is_ssml else name

    def fields(self) -> Iterator[Field]:
        """Yield the attributes; patterns and ranges are left out."""
        hints = typing.get_type_hints(self.cls)
        for name, parameter in inspect.signature(self.cls).parameters.items():
            if parameter.kind is parameter.KEYWORD_ONLY and name != "extra":
                required = parameter.default is parameter.empty
                yield Field(name, self._xml_name(name), _plain(hints[name]), required)

    @property
    def _is_ssml(self) -> bool:
        return getattr(ssml, self.cls.__name__, None) is self.cls

    def _xml_name(self, name: str) -> str:
        first, *others = name.split("_")
        return name.replace("_", "-") if self._is_ssml else first + "".join(map(str.title, others))


def _plain(hint: Any) -> Any:
    if get_origin(hint) in {Union, types.UnionType}:
        members = [_plain(one) for one in get_args(hint) if one is not types.NoneType]
        return Union[tuple(members)]  # noqa: UP007 - made of a tuple
    # What may be given as a list or a mapping is text in a document.
    return hint if hint in {bool, int} or get_origin(hint) is Literal else str


#: Children before what holds them.
ELEMENTS: Final = (
    Declared(ssml.Break, text=False),
    Declared(ssml.Emphasis),
    Declared(ssml.Prosody),
    Declared(ssml.SayAs),
    Declared(plivoml.Speak, ("break", "emphasis", "prosody", "say-as")),
    Declared(plivoml.Play),
    Declared(plivoml.Number),
    Declared(plivoml.Dial, ("Number",), text=False),
    Declared(plivoml.GetInput, ("Speak", "Play"), text=False),
    Declared(plivoml.Record, text=False),
    Declared(plivoml.Redirect),
    Declared(plivoml.Hangup, text=False),
    Declared(plivoml.MultiPartyCall),
    Declared(plivoml.Message),
    Declared(
        plivoml.Response,
        (
            *("Speak", "Play", "GetInput", "Dial", "Record", "Redirect", "Hangup"),
            *("MultiPartyCall", "Message"),
        ),
        text=False,
    ),
)
