"""
How the platform asks a URL: form, signature, settings behind `#`, tries and redirects.

Facts: https://plivo.com/docs/voice/concepts/callback-configurations for the settings and
their defaults, https://www.plivo.com/docs/voice/concepts/signature-validation for V3.
"""

from __future__ import annotations

import itertools

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Final, Literal
from urllib.parse import urlencode, urljoin, urlsplit

from ... import urls
from ...callbacks import Callback, InboundMessage, MessageStatus
from ...signatures import checking
from .._transports import OF_STREAMS, Reply, Request, Transport, no_client_takes, same_case
from .clock import Clock


FORM: Final = "application/x-www-form-urlencoded"

#: How many HTTP redirects are followed.  A guess: no page says that any is.
MOST_REDIRECTS: Final = 10

_REDIRECTS = (301, 302, 303, 307, 308)
_KEEPS_METHOD = (307, 308)
_CONNECT, _READ, _TOTAL, _RETRIES = 2000, 40_000, 55_000, 1  # milliseconds, and tries
_NONCE_DIGITS = 20
_POLICY = ("ct", "rt")
_DEFAULTS = urls.CallbackOptions()


class Wire:
    """Asks an app for one account."""

    def __init__(self, transport: Transport, clock: Clock, seed: int | None) -> None:
        self._transport = transport
        self._clock = clock
        self._drawn = Random(seed)  # noqa: S311 - the token makes a signature, not the nonce

    def ask(
        self,
        method: str,
        url: str,
        callback: Callback,
        token: str | None,
        note: Callable[[str], None],
    ) -> Reply:
        """
        Send a callback to a URL.

        Args:
            method: GET or POST.
            url: An absolute URL, perhaps with settings behind `#`.
            callback: What to send.
            token: What to sign with; None sends no signature.
            note: Is told of each try that comes to nothing.
        """
        settings = urls.options(url) if "#" in url else _DEFAULTS
        bare = url.partition("#")[0]
        policy = settings.policy or _POLICY
        left = (settings.total_timeout or _TOTAL) / 1000
        tries = 1 + (_RETRIES if settings.retries is None else settings.retries)
        for attempt in itertools.count(1):
            reply, why, cost = self._try(method, bare, callback, token, settings)
            cost = min(cost, left)
            left -= cost
            self._clock.spend(cost)
            if reply.problem is None:
                return reply
            if why is None or not {why, "all"} & set(policy) or attempt == tries or left <= 0:
                return reply
            note(f"{method} {bare} {reply.problem}; trying again")
        raise AssertionError  # pragma: no cover - the loop has no other end

    def handshake(
        self, url: str, token: str | None, covers: Literal["path", "query"] = "path"
    ) -> Request:
        """
        Return the request that opens the socket of a stream.

        Args:
            url: The URL of the stream.
            token: What to sign with; None sends no signature.
            covers: What of the URL is signed: all up to the path, or the query too.

        Raises:
            ConnectionError: If no client can ask for it.
        """
        if wrong := no_client_takes(url, OF_STREAMS):
            raise ConnectionRefusedError(wrong)
        url = same_case(url)
        headers = self._headers(url)
        if token is not None:
            # Of a URL of http:// the query is always signed.
            signed = f"http{url[url.index(':') :]}" if covers == "query" else url
            headers += checking.sign("GET", signed, (), token, nonce=self._nonce()).items()
        return Request(method="GET", url=url, headers=tuple(headers), body=b"")

    def _try(
        self,
        method: str,
        url: str,
        callback: Callback,
        token: str | None,
        settings: urls.CallbackOptions,
    ) -> tuple[Reply, str | None, float]:
        """Return the reply, what the policy for retries calls its problem, and how long it took."""
        form = callback.to_form()
        for _ in range(MOST_REDIRECTS + 1):
            if wrong := no_client_takes(url):
                return Reply(url=url, status=None, detail=wrong), None, 0
            url = same_case(url)
            request = self._request(method, url, form, token, is_message=_is_message(callback))
            try:
                reply = self._transport.send(request, callback)
            except ConnectionResetError as error:
                return Reply(url=url, status=None, detail=f"broke off its reply: {error}"), None, 0
            except ConnectionError as error:
                wait = (settings.connect_timeout or _CONNECT) / 1000
                return Reply(url=url, status=None, detail=f"cannot be reached: {error}"), "ct", wait
            except TimeoutError:
                wait = (settings.read_timeout or _READ) / 1000
                return (
                    Reply(url=url, status=None, detail=f"did not answer within {wait:g} seconds"),
                    "rt",
                    wait,
                )
            assert reply.status is not None
            if reply.status not in _REDIRECTS or not reply.location:
                return replace(reply, url=url), f"{reply.status // 100}xx", 0
            try:
                url = urljoin(url, reply.location).partition("#")[0]
            except ValueError:
                # What it is, the next round says.
                url = reply.location
            if reply.status not in _KEEPS_METHOD and method != "GET":
                method, form = "GET", []
        return (
            Reply(url=url, status=None, detail=f"redirects more than {MOST_REDIRECTS} times"),
            None,
            0,
        )

    def _request(
        self,
        method: str,
        url: str,
        form: list[tuple[str, str]],
        token: str | None,
        *,
        is_message: bool,
    ) -> Request:
        if method == "GET" and form:
            # Plivo merges its own pairs with those of the URL and sorts the result.
            address, _, query = url.partition("?")
            pairs = sorted(filter(None, [*query.split("&"), *urlencode(form).split("&")]))
            url = f"{address}?{'&'.join(pairs)}"
            form = []
        headers = self._headers(url)
        if method == "POST":
            headers.append(("Content-Type", FORM))
        if token is not None:
            nonce = self._nonce()
            signed = (
                checking.sign_v2(url, token, nonce=nonce)
                if is_message
                else checking.sign(method, url, form, token, nonce=nonce)
            )
            headers += signed.items()
        return Request(
            method=method, url=url, headers=tuple(headers), body=urlencode(form).encode()
        )

    @staticmethod
    def _headers(url: str) -> list[tuple[str, str]]:
        return [("Host", urlsplit(url).netloc), ("User-Agent", "plivoml.testing")]

    def _nonce(self) -> str:
        return f"{self._drawn.randrange(10**_NONCE_DIGITS):0{_NONCE_DIGITS}}"


def _is_message(callback: Callback) -> bool:
    # Messaging still signs with V2: https://plivo.com/docs/messaging/concepts/signature-validation
    return isinstance(callback, InboundMessage | MessageStatus)
