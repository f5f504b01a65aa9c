"""Text messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

import attrs

from .._model.declare import Extensible, element
from .._model.types import Default, Doubt, Method, Named, PhoneNumber, Url, Words
from .._model.values import ListOf


__all__ = ["Message"]


Destinations: TypeAlias = Annotated[
    Sequence[str] | str, ListOf("Destinations", "phone numbers", separator="<")
]


@element
class Message(Extensible):
    """
    Sends a text message, in a call or as the answer to a message that came in.

    The answer to a message may hold no other element.

    https://www.plivo.com/docs/messaging/xml/message
    """

    text: Words = attrs.field(kw_only=False)
    """What it says."""

    src: Annotated[
        PhoneNumber, Doubt("No page says that it is required; nothing else names the sender.")
    ]
    """A number that you rent."""

    dst: Annotated[
        Destinations,
        Doubt("No page says that it is required; nothing else names the receiver."),
    ]
    """Whom it is sent to: a number, or a list of numbers."""

    type: Annotated[Literal["sms"] | None, Named("MessageType")] = None
    """What kind of message it is."""

    callback_url: Url | None = None
    """Told what becomes of the message."""

    callback_method: Annotated[Method | None, Default("POST")] = None
    """How `callback_url` is asked. Default: `POST`."""
