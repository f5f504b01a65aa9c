"""
A phone call in a test: the platform's part, played against the real handlers of an app.

    from plivoml.testing import Call

    def test_support_menu():
        call = Call(app, "https://ivr.example.com/answer", auth_token="secret")
        call.answer()
        assert call.heard == ["Press 1 for sales, 2 for support."]
        call.press("2")
        assert call.dialling == ["+15550100303"]

`Call` asks the app for documents as Plivo does, signs what it sends, carries out what it
gets, and reports back what the caller does.  No phone rings, no time passes, and no host
but this one is contacted, and that only when asked to.  `BEHAVIOURS` lists what is
simulated, with the page that says so, and which of it is a guess.  `Conversation` does the
same for text messages.
"""

from __future__ import annotations


TYPE_CHECKING = False  # type checkers read it as true; typing need not be loaded for it
if TYPE_CHECKING:
    from ._transports import App, Reply
    from .behaviours import BEHAVIOURS, Behaviour
    from .call import Call
    from .conversation import Conversation
    from .errors import CallError, DocumentError, FailedCallError, Failure, RunawayCallError
    from .served import served

__all__ = [
    "BEHAVIOURS",
    "App",
    "Behaviour",
    "Call",
    "CallError",
    "Conversation",
    "DocumentError",
    "FailedCallError",
    "Failure",
    "Reply",
    "RunawayCallError",
    "served",
]

_HOMES = {
    "call": ("Call",),
    "conversation": ("Conversation",),
    "errors": ("CallError", "DocumentError", "FailedCallError", "Failure", "RunawayCallError"),
    "served": ("served",),
    "_transports": ("App", "Reply"),
    "behaviours": ("BEHAVIOURS", "Behaviour"),
}
_home_of = {name: home for home, names in _HOMES.items() for name in names}


# Not for type checkers: they would take any name for a name of this module.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # The pytest plugin is loaded with every pytest, so nothing is loaded before it is used.
        if name not in _home_of:
            msg = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(msg)
        from importlib import import_module

        value = getattr(import_module(f".{_home_of[name]}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
