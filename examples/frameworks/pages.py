"""
What the examples share: where they are reached, how a request is read, and a table of pages.

A page is a function from what Plivo tells to what Plivo does next.  Which request it reads
is said by its annotation; one that returns None is told something and not asked.  Where no
framework routes requests (WSGI, ASGI and AWS Lambda), `reply` serves a table of them.
"""

from __future__ import annotations

import inspect
import os

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import NamedTuple, TypeAlias, TypeVar

from plivoml import CONTENT_TYPE, Response
from plivoml.callbacks import (
    Callback,
    ConferenceSoundRequest,
    ConfirmSoundRequest,
    DialMusicRequest,
    Form,
    InboundMessage,
    MessageStatus,
    MultiPartyCallSoundRequest,
)
from plivoml.errors import InvalidCallbackError, InvalidSignatureError
from plivoml.signatures import Headers, verify, verify_v2


Page: TypeAlias = Callable[..., Response | None]
Pages: TypeAlias = Mapping[str, Page]
Kind = TypeVar("Kind", bound=Callback)

#: Where Plivo reaches us, whatever proxies stand in between.  It is what Plivo signs, and
#: what documents have to name: Plivo follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

#: Plivo's requests are far smaller.  What is cut off here fails the check of its signature.
LONGEST_BODY = 100_000

#: No page of Plivo's lists a parameter of these, so there may be none that is known.
SOUNDS = (
    ConferenceSoundRequest,
    ConfirmSoundRequest,
    DialMusicRequest,
    MultiPartyCallSoundRequest,
)

#: These still carry the older signature, which does not cover what is in them.
MESSAGES = (InboundMessage, MessageStatus)


class Reply(NamedTuple):
    """What goes back over HTTP."""

    status: HTTPStatus
    kind: str
    body: bytes


def read(kind: type[Kind], form: Form) -> Kind:
    """
    Read a request, and refuse one in which nothing is known.

    `from_form` takes a request with parameters left out or added, since Plivo does both.  So
    what is garbage from end to end is one unknown parameter to it, and no error.

    Raises:
        InvalidCallbackError: With a text that says what is wrong; answer 400.
    """
    request = kind.from_form(form)
    if not issubclass(kind, SOUNDS) and request == kind(extra=request.extra):
        msg = f"expected what Plivo sends to {kind.SENT_TO}; got nothing of it"
        raise InvalidCallbackError(kind.__name__, [msg])
    return request


def reply(
    pages: Pages, *, method: str, path: str, query: str, headers: Headers, body: bytes
) -> Reply:
    """Check who asks, read what they tell, and do what the page says."""
    page = pages.get(path)
    if page is None:
        return text(HTTPStatus.NOT_FOUND, f"expected one of {', '.join(pages)}")
    kind, url = kind_of(page), f"{URL}{path}?{query}" if query else f"{URL}{path}"
    token = os.environ["PLIVO_AUTH_TOKEN"]
    try:
        if issubclass(kind, MESSAGES):
            verify_v2(url, headers, token)
        else:
            verify(method, url, headers, body, token)
        document = page(read(kind, form_of(query, body)))
    except InvalidSignatureError as error:
        return text(HTTPStatus.FORBIDDEN, str(error))
    except InvalidCallbackError as error:
        return text(HTTPStatus.BAD_REQUEST, str(error))
    if document is None:
        return text(HTTPStatus.OK, "")
    return Reply(HTTPStatus.OK, CONTENT_TYPE, document.to_bytes())


def form_of(query: str | bytes, body: bytes) -> str:
    """
    Return all that was signed, in one form.

    By GET it is in the query.  By POST it is in the body, and the query has the parameters of
    our own URL, such as `tenant=7`, which pages find in `extra`; of a name that is in both, what
    Plivo sends comes last and counts.
    """
    own = query.decode("latin-1") if isinstance(query, bytes) else query
    return "&".join(filter(None, (own, body.decode("utf-8", "replace"))))


def kind_of(page: Page) -> type[Callback]:
    """Return the class of request that *page* reads."""
    (told,) = inspect.signature(page, eval_str=True).parameters.values()
    kind: type[Callback] = told.annotation
    return kind


def text(status: HTTPStatus, words: str) -> Reply:
    """Tell a person."""
    return Reply(status, "text/plain; charset=utf-8", words.encode())
