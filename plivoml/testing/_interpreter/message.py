"""Text messages: Message.  https://www.plivo.com/docs/messaging/xml/message"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ...callbacks import MessageState, MessageStatus, MessageType
from ...elements.messaging import Message
from .._platform.billing import PRICE
from .._platform.exchange import Exchange, bare
from .._platform.steps import Steps


_SEPARATOR: Final = "<"
_FAILED: Final = (MessageState.FAILED, MessageState.UNDELIVERED)
_ERROR: Final = "30"  # a destination that does not exist, say


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one destination."""

    src: str
    to: str
    uuid: str
    kind: MessageType = MessageType.SMS


def message(exchange: Exchange, element: Message) -> Steps[None]:
    """Send a message in a call, which it does not hold up."""
    yield from ()
    send(exchange, element)


def send(exchange: Exchange, element: Message) -> None:
    """
    Send a message to each destination, and report what becomes of it.

    The states are those of https://plivo.com/docs/messaging/api/messages; that a second lies
    between them, and the figures in the reports, are a guess.
    """
    exchange.messages.append(element)
    several = element.dst.split(_SEPARATOR) if isinstance(element.dst, str) else element.dst
    for to in filter(None, several):
        exchange.note(f'sends a message to {to}: "{element.text}"')
        if element.callback_url is not None:
            letter = Letter(element.src, to, exchange.account.new_id())
            report(exchange, letter, element.callback_url, element.callback_method)


def report(exchange: Exchange, letter: Letter, url: str, method: str | None) -> None:
    """Report what becomes of a message to one destination."""
    uuid, queued = letter.uuid, exchange.clock.time
    states = (MessageState.QUEUED, MessageState.SENT, exchange.delivery)
    for seconds, state in enumerate(states):

        def tell(state: MessageState = state, sequence: int = seconds + 1) -> None:
            now = exchange.clock.time
            report = MessageStatus(
                message_uuid=uuid,
                from_=bare(letter.src),
                to=bare(letter.to),
                type=letter.kind,
                status=state,
                units=1,
                total_rate=PRICE,
                total_amount=PRICE,
                error_code=_ERROR if state in _FAILED else None,
                parent_message_uuid=uuid,
                part_info="1 of 1",
                sequence=sequence,
                message_time=queued,
                queued_time=queued,
                sent_time=None if state == MessageState.QUEUED else now,
                delivery_report_time=now if sequence == len(states) else None,
            )
            exchange.tell(url, method, report)

        action: Callable[[], None] = tell
        exchange.clock.after(seconds, action)
