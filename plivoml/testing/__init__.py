"""
A phone call in a test: the platform's part, played against the real handlers of an app.

    from plivoml.testing import Call

    def test_support_menu():
        call = Call(app, "https://ivr.example.com/answer", auth_token="secret")
        call.begin()
        assert call.heard == ["Press 1 for sales, 2 for support."]
        call.press("2")
        assert call.dialling == ["+15550100303"]

`Call` asks the app for documents as Plivo does, signs what it sends, carries out what it
gets, and reports back what the caller does.  No phone rings, no time passes, and no host
but this one is contacted, and that only when asked to.  `BEHAVIOURS` lists what is
simulated, with the page that says so, and which of it is a guess.  `Conversation` does the
same for text messages, and `Account` answers the REST API to apps that use it.
"""

from __future__ import annotations


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from ._platform.choices import Choices as Choices
    from ._platform.heard import said as said
    from ._rest.messages import ApiMessage as ApiMessage
    from ._rest.request import ApiRequest as ApiRequest
    from ._transports import App as App
    from ._transports import Lambda as Lambda
    from ._transports import Reply as Reply
    from ._transports.sockets import SocketApp as SocketApp
    from .account import Account as Account
    from .behaviours import BEHAVIOURS as BEHAVIOURS
    from .behaviours import Behaviour as Behaviour
    from .call import Call as Call
    from .conversation import Conversation as Conversation
    from .errors import CallError as CallError
    from .errors import DocumentError as DocumentError
    from .errors import FailedCallError as FailedCallError
    from .errors import Failure as Failure
    from .errors import RunawayCallError as RunawayCallError
    from .served import served as served
    from .stream import AudioStream as AudioStream
else:
    from .._lazy import face

    # The pytest plugin is loaded with every pytest, so nothing is loaded before it is used.
    __all__, __getattr__, __dir__ = face(
        globals(),
        {
            "account": ("Account",),
            "call": ("Call",),
            "conversation": ("Conversation",),
            "errors": (
                "CallError",
                "DocumentError",
                "FailedCallError",
                "Failure",
                "RunawayCallError",
            ),
            "served": ("served",),
            "stream": ("AudioStream",),
            "_platform.choices": ("Choices",),
            "_platform.heard": ("said",),
            "_rest.messages": ("ApiMessage",),
            "_rest.request": ("ApiRequest",),
            "_transports": ("App", "Lambda", "Reply"),
            "_transports.sockets": ("SocketApp",),
            "behaviours": ("BEHAVIOURS", "Behaviour"),
        },
    )
