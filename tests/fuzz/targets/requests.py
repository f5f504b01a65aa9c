"""What comes in from the network: forms, signatures, URLs and messages."""

from __future__ import annotations

from contextlib import suppress
from types import NoneType
from urllib.parse import parse_qsl

from plivoml import callbacks, signatures, streams, urls
from plivoml.errors import InvalidCallbackError, InvalidMessageError
from tests.fuzz.target import parts_of, target, text_of
from tests.support.callbacks import classes
from tests.support.messages import examine


CLASSES = classes()
TOKEN = "aW52ZW50ZWQtdG9rZW4tZm9yLXRlc3Rz"


@target("forms")
def form(data: bytes) -> bool:
    """A form is read or refused, and given back as it came."""
    with suppress(InvalidCallbackError):
        callbacks.parse(data)
    cls = CLASSES[sum(data[:8]) % len(CLASSES)]
    try:
        read = cls.from_form(data)
    except InvalidCallbackError:
        return False
    assert cls.from_form(read.to_form()) == read
    assert isinstance(hash(read), int)
    assert isinstance(repr(read), str)
    assert isinstance(read.as_log(), dict)
    assert isinstance(read.idempotency_key, str | NoneType)
    return True


@target("signatures")
def signature(data: bytes) -> bool:
    """What was signed is valid, and nothing else; no message has the token."""
    method, url, nonce, given, body = parts_of(data, 5)
    nonce = nonce.strip()  # what carries headers takes blanks around them away
    headers = {"X-Plivo-Signature-V3": given, "X-Plivo-Signature-V3-Nonce": nonce}
    assert not signatures.is_valid(method, url, headers, body, TOKEN)
    assert not signatures.is_valid_v2(
        url, {name.replace("V3", "V2"): value for name, value in headers.items()}, TOKEN
    )
    if sum(data) % 8 == 0:  # it tries a thousand changes
        assert TOKEN not in str(signatures.explain(method, url, headers, body, TOKEN))
    try:
        signed = signatures.sign(method, url, body, TOKEN, nonce=nonce)
    except ValueError:
        return False
    assert signatures.is_valid(method, url, signed, body, TOKEN)
    assert not signatures.is_valid(method, url, signed, body, f"{TOKEN}x")
    # Plivo signs neither a fragment nor what is behind a `;` in the last part of the path.
    if url.startswith("http") and {"#", ";"}.isdisjoint(url):
        assert not signatures.is_valid(method, f"{url}x", signed, body, TOKEN)
    return True


@target("urls")
def url(data: bytes) -> bool:
    """Settings and parameters that are put into a URL are found in it."""
    base, name, value = parts_of(data, 3)
    found = urls.options(base)
    try:
        again = urls.with_options(base)
    except ValueError:
        assert found.problems
    else:
        assert not found.problems
        assert urls.options(again) == found
    try:
        added = urls.url(base, **{name: value})
    except ValueError:
        return False
    if base.isascii() and base.isprintable():  # what else there is, others drop
        query = added.partition("#")[0].partition("?")[2]
        assert (name, value) in parse_qsl(query, keep_blank_values=True)
    return True


@target("messages")
def message(data: bytes) -> bool:
    """A frame is read or refused, as bytes and as text."""
    return examine(data) | examine(text_of(data))


@target("outgoing")
def outgoing(data: bytes) -> bool:
    """What is to be sent is refused, or read as the other end reads it."""
    kind, digits, name = parts_of(data, 3)
    formats = [one for one in vars(streams).values() if isinstance(one, streams.Format)]
    try:
        built: list[streams.Outgoing] = [
            streams.SendDTMF(digits),
            streams.Checkpoint(name, stream_id=kind),
            streams.PlayAudio(data, format=formats[len(data) % len(formats)]),
        ]
    except InvalidMessageError:
        return False
    assert [streams.parse_outgoing(one.to_json()) for one in built] == built
    return True
