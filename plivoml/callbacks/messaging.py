"""What happens to messages, sent and received."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ._base import Callback
from ._enums import OpenEnum
from ._params import Signs, numbered, param


__all__ = [
    "ConversationOrigin",
    "InboundMessage",
    "MessageContentType",
    "MessageIntent",
    "MessageState",
    "MessageStatus",
    "MessageType",
]


class MessageType(OpenEnum):
    """The channel of a message."""

    SMS = "sms"
    MMS = "mms"
    WHATSAPP = "whatsapp"


class MessageState(OpenEnum):
    """
    How far a message came.

    `READ` is WhatsApp's; `REJECTED` and `DELETED` stand in comments of the SDKs alone.
    """

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    READ = "read"
    REJECTED = "rejected"
    DELETED = "deleted"


class ConversationOrigin(OpenEnum):
    """What a WhatsApp conversation is for."""

    UTILITY = "utility"
    AUTHENTICATION = "authentication"
    MARKETING = "marketing"
    SERVICE = "service"


class MessageIntent(OpenEnum):
    """What the sender wants, told by a keyword such as STOP."""

    OPT_OUT = "optout"
    OPT_IN = "optin"
    HELP = "help"


class MessageContentType(OpenEnum):
    """What a WhatsApp message holds."""

    TEXT = "text"
    MEDIA = "media"
    BUTTON = "button"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MessageStatus(Callback):
    """
    Reports that an outbound message changed its state.

    Sent to the `url` of the Message API or to the `callbackUrl` of Message. The reply is not
    read, but a status other than 200 brings the request again after 60, 120 and 240 seconds;
    so the order of states is not certain, and the furthest one counts. Signed with V2.

    https://plivo.com/docs/messaging/api/messages
    """

    SENT_TO = "the url of the Message API or the callbackUrl of Message"
    EXPECTS_XML = False
    _SIGNED_BY_V2 = True
    _SIGNS = Signs(frozenset({"MessageUUID"}), all_of=frozenset({"Status"}))
    _IDENTITY = ("message_uuid", "status", "sequence")

    message_uuid: str | None = param("MessageUUID")
    """The message."""

    from_: str | None = None
    """The sender: a number, a short code or a name."""

    to: str | None = None
    """The recipient."""

    type: MessageType | None = None
    """The channel."""

    status: MessageState | None = None
    """How far the message came."""

    units: int | None = None
    """The number of parts that the message was cut into."""

    total_rate: Decimal | None = None
    """The price of one part in USD."""

    total_amount: Decimal | None = None
    """The price of all parts in USD."""

    mcc: str | None = param("MCC", empty="not known")
    """The mobile country code, as text with its zeros."""

    mnc: str | None = param("MNC", empty="not known")
    """The mobile network code, as text with its zeros."""

    error_code: str | None = param(empty="no error")
    """
    On `undelivered` and `failed`: digits of varying length, as text. The API writes 000 for
    success; here a code is documented for failures alone.
    """

    parent_message_uuid: str | None = param("ParentMessageUUID")
    """Reserved by Plivo."""

    part_info: str | None = None
    """Reserved by Plivo; such as `1 of 1`."""

    sequence: int | None = None
    """The place of the report among those of the message."""

    message_time: datetime | None = None
    """When the message was made, in UTC."""

    queued_time: datetime | None = None
    """When it was queued, in UTC."""

    sent_time: datetime | None = param(empty="not sent yet")
    """When it was sent, in UTC."""

    delivery_report_time: datetime | None = param(empty="no report yet")
    """When the carrier reported, in UTC."""

    requester_ip: str | None = param("requester_ip")
    """The address that the API request came from."""

    powerpack_uuid: str | None = param("PowerpackUUID", empty="not sent from a Powerpack")
    """The Powerpack that sent it."""

    conversation_id: str | None = param("ConversationID")
    """The conversation; WhatsApp."""

    conversation_origin: ConversationOrigin | None = None
    """What the conversation is for; WhatsApp."""

    conversation_expiration_timestamp: int | None = None
    """When the conversation ends, in seconds since 1970 UTC; WhatsApp."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class InboundMessage(Callback):
    """
    Delivers a message that reached one of your numbers.

    Sent to the `message_url` of an XML application. An empty reply with status 200 is enough;
    a document with Message answers the sender. Without a 200 it is sent again for up to 24
    hours. An SMS has its words in `text`, an MMS or WhatsApp message in `body`. Signed with V2.

    https://plivo.com/docs/messaging/api/messages
    """

    SENT_TO = "the message_url of an XML application"
    EXPECTS_XML = False
    _SIGNED_BY_V2 = True
    _SIGNS = Signs(frozenset({"MessageUUID"}), none_of=frozenset({"Status"}))
    _IDENTITY = ("message_uuid",)

    message_uuid: str | None = param("MessageUUID")
    """The message."""

    from_: str | None = None
    """The sender."""

    to: str | None = None
    """Your number."""

    type: MessageType | None = None
    """The channel."""

    text: str | None = param(private=True)
    """On `sms`: the words, line breaks included."""

    body: str | None = param(private=True, empty="media without words")
    """On `mms` and `whatsapp`: the words."""

    units: int | None = None
    """The number of parts."""

    total_rate: Decimal | None = None
    """The price of one part in USD."""

    total_amount: Decimal | None = None
    """The price of all parts in USD."""

    message_intent: MessageIntent | None = param(empty="an ordinary message")
    """What the sender wants, if a keyword told it."""

    powerpack_uuid: str | None = param("PowerpackUUID", empty="the number is in no Powerpack")
    """The Powerpack that the number is in."""

    media_count: int | None = None
    """How many media there are; MMS, and WhatsApp with media."""

    media: tuple[str, ...] = numbered("Media")
    """Where the media are, by their number; one page counts from 0 and an older one from 1."""

    mime_type: str | None = None
    """The type of the media; MMS, and WhatsApp with media."""

    content_type: MessageContentType | None = None
    """On `whatsapp`: what the message holds."""

    error_code: str | None = None
    """Why the media could not be had; MMS and WhatsApp."""

    parent_message_uuid: str | None = param("ParentMessageUUID")
    """Older integrations prefer it to `message_uuid` for an SMS in parts. Not documented."""
