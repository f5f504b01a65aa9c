"""The sender's side of a simulated conversation by text message."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from ..callbacks import InboundMessage, MessageIntent, MessageType
from ..elements.messaging import Message
from ._interpreter.message import send
from ._platform.account import Account
from ._platform.arguments import checked_verbs
from ._platform.billing import PRICE
from ._platform.exchange import (
    Exchange,
    Strict,
    bare,
    check_method,
    check_number,
    check_url,
)
from ._platform.reply import MESSAGE, Judge, Page
from ._platform.steps import Over
from ._transports import App, transport_for
from .observed import Observed


@checked_verbs
class Conversation(Observed):
    """
    Text messages to an app, with the sender's part for you and the platform's part played.

    Each message is told to the message URL. What the document in the reply sends is in
    `messages`, and delivery reports have come when a verb returns.
    """

    def __init__(
        self,
        app: App,
        url: str,
        *,
        auth_token: str | None = None,
        from_: str = "+15550100101",
        to: str = "+15550100202",
        method: str = "POST",
        strict: Strict = "errors",
        ignore: Collection[str] = (),
        allow: Collection[str] = (),
        timeout: float = 10,
        seed: int | None = None,
    ) -> None:
        """
        Prepare a conversation; `text` begins it.

        Args:
            app: As for `Call`.
            url: The message URL as Plivo would be told it, in public.
            auth_token: Signs each request (V2); without it there are no signatures.
            from_: Who writes.
            to: Your number.
            method: How the message URL is asked.
            strict: As for `Call`.
            ignore: As for `Call`.
            allow: As for `Call`.
            timeout: The real seconds after which a reply over HTTP, or of an asynchronous
                app, counts as not coming.
            seed: Makes the ids and nonces of the account the same in each run.
        """
        self._prepare(
            Account(transport_for(app, timeout), seed),
            url,
            auth_token=auth_token,
            from_=from_,
            to=to,
            method=method,
            strict=strict,
            judge=Judge(ignore, allow),
        )

    def _prepare(
        self,
        account: Account,
        url: str,
        *,
        auth_token: str | None,
        from_: str,
        to: str,
        method: str,
        strict: Strict,
        judge: Judge,
    ) -> Self:
        check_url(url)
        check_method("method", method)
        check_number("from_", from_)
        check_number("to", to)
        self._observe(Exchange(account, auth_token, strict=strict, judge=judge, limit=1))
        self._url = url
        self._method = method
        self._from = from_
        self._to = to
        return self

    def __repr__(self) -> str:
        return f"<Conversation {self._from} to {self._to}: {len(self.requests)} requests>"

    def text(self, words: str, *, intent: str | None = None) -> None:
        """
        Send an SMS.

        Args:
            words: What it says.
            intent: What Plivo takes a keyword such as STOP for: a `MessageIntent`.
        """
        self.send(
            InboundMessage(
                message_uuid=self._account.new_id(),
                from_=bare(self._from),
                to=bare(self._to),
                type=MessageType.SMS,
                text=words,
                units=1,
                total_rate=PRICE,
                total_amount=PRICE,
                message_intent=None if intent is None else MessageIntent(intent),
            )
        )

    def send(self, message: InboundMessage) -> None:
        """Send any message: one with media, of WhatsApp, or one that comes twice."""
        exchange = self._exchange
        self._account.refresh()
        exchange.failure = exchange.page = exchange.element = None
        exchange.note(f'texts "{message.text or message.body or ""}"', "sender")
        try:
            page = exchange.ask(MESSAGE, self._url, self._method, message)
            for reply in self._replies(page):
                send(exchange, reply)
        except Over as over:
            exchange.fail(over.failure)
        self._account.run(None)

    def _replies(self, page: Page) -> list[Message]:
        """Return the messages of a document that has nothing else."""
        exchange = self._exchange
        exchange.page = page
        replies: list[Message] = []
        for element in exchange.known_in(page.document):
            if not isinstance(element, Message):
                exchange.element = element
                reason = f"answered a message with <{element.tag}>; only Message may stand there"
                raise exchange.over(MESSAGE.invalid, page.url, reason)
            replies.append(element)
        return replies
