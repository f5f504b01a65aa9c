"""The document itself, and what may run before the call is answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Self, TypeAlias

import attrs

from .._model.declare import Extensible, Nested, element
from .._model.nodes import Comment, UnknownElement
from .._model.types import SdkOnly
from .input import GetDigits, GetInput
from .media import DTMF, Play
from .messaging import Message
from .recording import Record
from .rooms import Conference, MultiPartyCall
from .routing import Dial, Hangup, Redirect, Wait
from .speech import Speak
from .streaming import Stream


__all__ = ["PreAnswer", "Response"]


@element
class Response(Extensible):
    """
    A document: what Plivo does with the call, from the first element to the last.

    The call ends after the last one.  A document is smaller than 100 KB.

    https://www.plivo.com/docs/voice/xml/overview
    """

    _declared: ClassVar[bool] = True

    children: Sequence[Verb] = attrs.field(default=(), kw_only=False)
    """What to do, in this order."""

    def then(self, *children: Verb) -> Self:
        """Return the same document with more to do at its end."""
        return self._then(children)


@element
class PreAnswer(Nested):
    """
    Plays to the caller before the call is answered, and so before it is billed.

    It comes first, and takes less than 30 seconds: some carriers give up then.

    https://www.plivo.com/docs/voice/xml/routing
    """

    children: Sequence[EarlyVerb] = attrs.field(default=(), kw_only=False)
    """What the caller hears."""

    def then(self, *children: EarlyVerb) -> Self:
        """Return the same element with more at its end."""
        return self._then(children)


_MOST_SDKS = SdkOnly(("python", "go", "node", "ruby", "php", "dotnet"))

EarlyVerb: TypeAlias = (
    Speak
    | Play
    | Wait
    | Annotated[GetDigits, _MOST_SDKS]
    | Annotated[Redirect, _MOST_SDKS]
    | Annotated[Message, _MOST_SDKS]
    | Annotated[DTMF, _MOST_SDKS]
    | Comment
    | UnknownElement
)
Verb: TypeAlias = (
    Speak
    | Play
    | DTMF
    | GetDigits
    | GetInput
    | Dial
    | Redirect
    | Hangup
    | Wait
    | PreAnswer
    | Record
    | Conference
    | MultiPartyCall
    | Message
    | Stream
    | Comment
    | UnknownElement
)
