"""What a test may choose where sources disagree about the platform."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal, TypedDict, get_args, get_type_hints

from ..._model.diagnostic import not_known


class Choices(TypedDict, total=False):
    """
    The sides that sources take, of which the first of each is the one that is followed.

    `BEHAVIOURS` names the sources of both.
    """

    unknown: Literal["end", "skip"]
    """An element that plivoml does not know, at the top: the call ends (8011), or it is skipped,
    as was seen of Say. Reject was seen to end the call, and does so with either."""

    lone_hangup: Literal["answer", "reject"]
    """A first Hangup without a reason: answers the call and ends it (4000), or rejects it (3020)."""

    lone_wait: Literal["ring", "answer"]
    """A document of Waits alone: never answers an inbound call (6020), or does so at its end."""

    fallback: Literal["unreachable", "unusable"]
    """The fallback URL: is asked if there is no reply to use, or for an invalid document too."""

    answer_status: Literal["ringing", "in-progress"]
    """The `CallStatus` with which the answer URL of an inbound call is asked."""

    action_event: Literal["Redirect", "none"]
    """The `Event` of what GetDigits, GetInput and Dial tell their action."""

    empty_reply: Literal["invalid", "unreachable"]
    """A reply without a body: counts as an invalid document (8011), or as none (7011)."""

    last_stream: Literal["end", "hold"]
    """A document that ends in a Stream without `keepCallAlive`: the call ends with it at once,
    or when the stream does."""

    handshake: Literal["path", "query"]
    """What of the URL of a Stream is signed: all up to the path, or the query too."""

    ring_seconds: Literal[120, 30]
    """How long a Dial without a `timeout` rings."""


def check_choices(given: Mapping[str, object]) -> None:
    """
    Refuse what cannot be chosen.

    Raises:
        TypeError: There is no choice of a name.
        ValueError: There is no such side.
    """
    for name, side in given.items():
        sides = _sides().get(name)
        if sides is None:
            raise TypeError(not_known("the name of a setting", name, _sides()))
        if side not in sides:
            told = " or ".join(map(repr, sides))
            msg = f"{name}: expected {told}; got {side!r}"
            raise ValueError(msg)


@cache
def _sides() -> dict[str, tuple[Any, ...]]:
    return {name: get_args(hint) for name, hint in get_type_hints(Choices).items()}


#: The sides that are followed unless a test says otherwise.
NONE_CHOSEN: Final[Choices] = {}
