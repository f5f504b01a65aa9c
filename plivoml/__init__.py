"""
Plivo's call XML as typed, immutable Python: a wrong document cannot be built.

    from plivoml import Dial, Number, Response, Speak

    answer = Response([
        Speak("Connecting your call.."),
        Dial([Number("+15550100123")], action="https://example.com/dial_status/"),
    ])
    answer.to_bytes()  # what a web handler returns, with plivoml.CONTENT_TYPE

Beside what stands here there are `plivoml.ssml` (tags that shape speech),
`plivoml.callbacks` (what Plivo sends), `plivoml.streams` (what goes over the WebSocket of a
Stream), `plivoml.signatures` (proof of who sent it), `plivoml.hangup_causes`, `plivoml.urls`
and `plivoml.voices`.
"""

from __future__ import annotations


TYPE_CHECKING = False  # type checkers read it as true; typing need not be loaded for it
if TYPE_CHECKING:
    from . import (
        callbacks,
        errors,
        hangup_causes,
        signatures,
        ssml,
        streams,
        testing,
        urls,
        voices,
    )
    from ._checking import check
    from ._convert.graph import Graph, graph
    from ._lint.schema import schema, schema_path
    from ._model.nodes import Comment, Element, UnknownElement
    from ._reading.parser import parse, parse_fragment
    from .elements.input import GetDigits, GetInput
    from .elements.media import DTMF, Play
    from .elements.messaging import Message
    from .elements.recording import Record
    from .elements.response import PreAnswer, Response
    from .elements.rooms import Conference, MultiPartyCall
    from .elements.routing import Dial, Hangup, Number, Redirect, User, Wait
    from .elements.speech import Speak
    from .elements.streaming import Stream
    from .errors import (
        InvalidArgumentError,
        InvalidCallbackError,
        InvalidDocumentError,
        InvalidElementError,
        InvalidMessageError,
        InvalidSignatureError,
        PlivoMLError,
        Problem,
    )

__version__ = "0.1.0"

#: The type that Plivo wants of an answer.
CONTENT_TYPE = "application/xml"

__all__ = [
    "CONTENT_TYPE",
    "DTMF",
    "Comment",
    "Conference",
    "Dial",
    "Element",
    "GetDigits",
    "GetInput",
    "Graph",
    "Hangup",
    "InvalidArgumentError",
    "InvalidCallbackError",
    "InvalidDocumentError",
    "InvalidElementError",
    "InvalidMessageError",
    "InvalidSignatureError",
    "Message",
    "MultiPartyCall",
    "Number",
    "Play",
    "PlivoMLError",
    "PreAnswer",
    "Problem",
    "Record",
    "Redirect",
    "Response",
    "Speak",
    "Stream",
    "UnknownElement",
    "User",
    "Wait",
    "__version__",
    "callbacks",
    "check",
    "errors",
    "graph",
    "hangup_causes",
    "parse",
    "parse_fragment",
    "schema",
    "schema_path",
    "signatures",
    "ssml",
    "streams",
    "testing",
    "urls",
    "voices",
]

_HOMES = {
    "_checking": ("check",),
    "_model.nodes": ("Comment", "Element", "UnknownElement"),
    "_convert.graph": ("Graph", "graph"),
    "_reading.parser": ("parse", "parse_fragment"),
    "_lint.schema": ("schema", "schema_path"),
    "errors": (
        "InvalidArgumentError",
        "InvalidCallbackError",
        "InvalidDocumentError",
        "InvalidElementError",
        "InvalidMessageError",
        "InvalidSignatureError",
        "PlivoMLError",
        "Problem",
    ),
    "elements.input": ("GetDigits", "GetInput"),
    "elements.media": ("DTMF", "Play"),
    "elements.messaging": ("Message",),
    "elements.recording": ("Record",),
    "elements.response": ("PreAnswer", "Response"),
    "elements.rooms": ("Conference", "MultiPartyCall"),
    "elements.routing": ("Dial", "Hangup", "Number", "Redirect", "User", "Wait"),
    "elements.speech": ("Speak",),
    "elements.streaming": ("Stream",),
}
_home_of = {name: home for home, names in _HOMES.items() for name in names}


# Not for type checkers: they would take any name for a name of this module.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            msg = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(msg)
        from importlib import import_module

        if name not in _home_of:
            return import_module(f".{name}", __name__)
        value = getattr(import_module(f".{_home_of[name]}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
