"""What the Verify product reports."""

from dataclasses import dataclass
from datetime import datetime

from ._base import Callback
from ._enums import OpenEnum
from ._params import Signs, param


__all__ = [
    "VerifyChannel",
    "VerifyChannelStatus",
    "VerifySessionState",
    "VerifySessionStatus",
]


class VerifySessionState(OpenEnum):
    """The state of a session; the page lists these two, and there are likely more."""

    IN_PROGRESS = "in-progress"
    EXPIRED = "expired"


class VerifyChannel(OpenEnum):
    """How a passcode is sent."""

    SMS = "sms"
    VOICE = "voice"


class VerifyChannelStatus(OpenEnum):
    """How far an attempt came: the first five for `sms`, the last three for `voice`."""

    QUEUED = "queued"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    DELIVERED = "delivered"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    RINGING = "ringing"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class VerifySessionStatus(Callback):
    """
    Follows a session in which a one-time passcode is sent.

    Sent to the `url` of the session when an attempt changes its state or the session ends. The
    reply is not read.

    https://plivo.com/docs/verify/api/session/verify-status-callbacks
    """

    SENT_TO = "the url of a Verify session"
    EXPECTS_XML = False
    _SIGNED_BY_V2 = True
    _SIGNS = Signs(frozenset({"AttemptUUID", "SessionStatus"}))
    _IDENTITY = ("session_uuid", "attempt_sequence", "channel_status")

    session_uuid: str | None = param("SessionUUID")
    """The session."""

    session_status: VerifySessionState | None = None
    """The state of the session."""

    attempt_uuid: str | None = param("AttemptUUID")
    """The attempt."""

    attempt_sequence: int | None = None
    """The place of the attempt within the session."""

    channel: VerifyChannel | None = None
    """How the passcode is sent."""

    channel_status: VerifyChannelStatus | None = None
    """How far the attempt came."""

    channel_error_code: str | None = param(empty="no error")
    """An error code of messages or a hangup code, by the channel."""

    recipient: str | None = None
    """Who is to receive the passcode."""

    request_time: datetime | None = None
    """When the attempt was asked for, in UTC."""
