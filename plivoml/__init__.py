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
Stream), `plivoml.signatures` (proof of who sent it), `plivoml.testing` (a phone call in a
test), `plivoml.hangup_causes`, `plivoml.urls` and `plivoml.voices`.
"""

from __future__ import annotations


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded

__version__ = "0.1.0"

#: The type that Plivo wants of an answer.
CONTENT_TYPE = "application/xml"

if TYPE_CHECKING:
    from . import callbacks as callbacks
    from . import errors as errors
    from . import hangup_causes as hangup_causes
    from . import signatures as signatures
    from . import ssml as ssml
    from . import streams as streams
    from . import testing as testing
    from . import urls as urls
    from . import voices as voices
    from ._checking import check as check
    from ._checking import fix as fix
    from ._convert.graph import Graph as Graph
    from ._convert.graph import graph as graph
    from ._lint.schema import schema as schema
    from ._lint.xsd import schema_path as schema_path
    from ._model.nodes import Comment as Comment
    from ._model.nodes import Element as Element
    from ._model.nodes import UnknownElement as UnknownElement
    from ._reading.parser import parse as parse
    from ._reading.parser import parse_fragment as parse_fragment
    from .elements.input import *
    from .elements.media import *
    from .elements.messaging import *
    from .elements.recording import *
    from .elements.response import *
    from .elements.rooms import *
    from .elements.routing import *
    from .elements.speech import *
    from .elements.streaming import *
    from .errors import InvalidArgumentError as InvalidArgumentError
    from .errors import InvalidCallbackError as InvalidCallbackError
    from .errors import InvalidDocumentError as InvalidDocumentError
    from .errors import InvalidElementError as InvalidElementError
    from .errors import InvalidMessageError as InvalidMessageError
    from .errors import InvalidSignatureError as InvalidSignatureError
    from .errors import PlivoMLError as PlivoMLError
    from .errors import Problem as Problem
else:
    from ._lazy import face

    __all__, __getattr__, __dir__ = face(
        globals(),
        {
            "elements.response": ("PreAnswer", "Response"),
            "elements.speech": ("Speak",),
            "elements.media": ("DTMF", "Play"),
            "elements.input": ("GetDigits", "GetInput"),
            "elements.routing": ("Dial", "Hangup", "Number", "Redirect", "User", "Wait"),
            "elements.recording": ("Record",),
            "elements.rooms": ("Conference", "MultiPartyCall"),
            "elements.streaming": ("Stream",),
            "elements.messaging": ("Message",),
            "_model.nodes": ("Comment", "Element", "UnknownElement"),
            "_reading.parser": ("parse", "parse_fragment"),
            "_checking": ("check", "fix"),
            "_lint.schema": ("schema",),
            "_lint.xsd": ("schema_path",),
            "_convert.graph": ("Graph", "graph"),
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
            "": (
                "callbacks",
                "errors",
                "hangup_causes",
                "signatures",
                "ssml",
                "streams",
                "testing",
                "urls",
                "voices",
            ),
        },
        own=("CONTENT_TYPE", "__version__"),
    )
