"""
How a signature comes about: the text that is signed, the key, and where headers hold it.

`checking` is the public side of this, `advice` its help for people.
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Sequence
from hmac import compare_digest, digest
from itertools import chain

from .._web.form import _LISTS, pairs_of, split
from .._web.types import Form, Headers, Pairs, Tokens
from ..errors import InvalidSignatureError
from .match import SignatureMatch, Variant


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from typing import Any, NoReturn

V1 = "X-Plivo-Signature"
V3 = "X-Plivo-Signature-V3"
V3_MAIN = "X-Plivo-Signature-Ma-V3"
V3_NONCE = "X-Plivo-Signature-V3-Nonce"
V2 = "X-Plivo-Signature-V2"
V2_MAIN = "X-Plivo-Signature-Ma-V2"
V2_NONCE = "X-Plivo-Signature-V2-Nonce"

_SCHEMES = frozenset({"http", "https", "ws", "wss"})
_STREAMS = ("ws:", "wss:")


def keys_of(auth_token: Tokens) -> list[bytes]:
    """
    Return the tokens as keys: their bytes as they stand, for they only look like base64.

    Raises:
        ValueError: If one of them is empty or blank, or there is none.
        TypeError: If one of them is no text.
    """
    given: Any = auth_token
    several: Any = () if isinstance(given, str) else Sequence
    tokens = given if isinstance(given, several) else (given,)
    keys = [encoded(checked("auth_token", token)) for token in tokens]
    if not keys or not all(map(bytes.strip, keys)):
        msg = "auth_token: expected at least one, none of them empty; got an empty one or none"
        raise ValueError(msg)
    return keys


def checked(argument: str, value: object) -> str:
    """
    Return `value` if it is text; its name alone is told where it is not.

    Raises:
        TypeError: If it is something else.
    """
    if isinstance(value, str):
        return value
    msg = f"{argument}: expected text; got {type(value).__name__}"
    raise TypeError(msg)


def sent(headers: Headers, header: str, nonce_header: str) -> tuple[list[bytes], str]:
    """Return the signatures under `header`, and the nonce that goes with them."""
    listed, nonces = header_values(headers, (header, nonce_header))
    signatures = signatures_in(listed)
    if not signatures:
        refuse(f"{header}: expected a signature; got none")
    given = {one for entry in nonces if (one := entry.strip())}
    if len(given) != 1:
        refuse(f"{nonce_header}: expected one nonce; got {'several' if given else 'none'}")
    return signatures, given.pop()


def signatures_in(listed: list[str]) -> list[bytes]:
    """Return the signatures in the values of a header."""
    return [encoded(one) for entry in ",".join(listed).split(",") if (one := entry.strip())]


def header_values(
    headers: Headers, names: Sequence[str], shortest: int = len(V2)
) -> list[list[str]]:
    """
    Return what `headers` hold under each of `names`, in whatever spelling.

    None of them may have fewer letters than `shortest`.

    Raises:
        TypeError: If they are neither a mapping nor pairs, or a value of these is no text.
    """
    found: dict[str, list[str]] = {name.lower(): [] for name in names}
    given: Any = headers
    try:
        for name, value in given.items() if hasattr(given, "items") else given:
            # Most names are too short, and need no second look.
            if len(name) >= shortest:
                spelt = name.decode("latin-1") if isinstance(name, bytes) else name
                spelt = spelt.lower().replace("_", "-").removeprefix("http-")
                if spelt in found:
                    many = value if isinstance(value, _LISTS) else (value,)
                    found[spelt] += map(_header_text, many)
    except ValueError:  # an item that is no pair
        msg = f"headers: expected a mapping or pairs; got {type(given).__name__}"
        raise TypeError(msg) from None
    return list(found.values())


def _header_text(value: object) -> str:
    if value is None:  # looked up by the caller, and missing
        return ""
    return value.decode("latin-1") if isinstance(value, bytes) else checked("headers", value)


def parts_of(method: str, url: str, params: Form) -> tuple[str, str, Pairs, Pairs]:
    """
    Return what V3 signs of a request: method in capitals, base, query and body.

    Raises:
        InvalidSignatureError: If Plivo sends no such request.
    """
    verb = checked("method", method).upper()
    if verb not in {"GET", "POST"}:
        refuse("method: expected GET or POST; got another one")
    base, query = base_and_query(url)
    problems: list[str] = []
    body = pairs_of(params, problems)
    if problems:
        refuse(f"params: {problems[0]}")
    return verb, base, split(query), body


def base_and_query(url: str) -> tuple[str, str]:
    """
    Return `url` without query, fragment and the `;` part of its last segment, and its query.

    Raises:
        InvalidSignatureError: If it is not a whole URL.
    """
    address, _, query = checked("url", url).partition("#")[0].partition("?")
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    if not host or scheme.lower() not in _SCHEMES:
        refuse("url: expected a whole URL, of http, https, ws or wss; got something else")
    if ";" in path:
        head, last_slash, last = path.rpartition("/")
        path = head + last_slash + last.partition(";")[0]
    return f"{scheme}://{host}{slash}{path}", query


def v2_text(url: str, nonce: str) -> str:
    """Return the text that V2 signs."""
    return base_and_query(url)[0] + nonce


def v3_texts(method: str, base: str, query: Pairs, body: Pairs, nonce: str) -> dict[Variant, str]:
    """
    Return the texts of which V3 signs one, the best proven first.

    The handshake of a stream is signed over an `http://` URL, whatever the document has; on
    its query sources disagree.  Every other request has one text.
    """
    dialled = {Variant.AS_DIALLED: v3_text(method, base, query, body, nonce)}
    if method != "GET" or not is_stream(base):
        return dialled
    http = "http" + base[base.index(":") :]
    return {
        Variant.HTTP: v3_text(method, http, (), (), nonce),
        Variant.HTTP_WITH_QUERY: v3_text(method, http, query, body, nonce),
        **dialled,
    }


def is_stream(url: str) -> bool:
    """Whether `url` is one of a WebSocket."""
    return url.lower().startswith(_STREAMS)


def v3_text(method: str, base: str, query: Pairs, body: Pairs, nonce: str) -> str:
    """Return the text that V3 signs."""
    if method == "GET" and body:
        # Frameworks hand over the query a second time; what the URL says is what counts.
        names = {name for name, _ in query}
        query += tuple(pair for pair in body if pair[0] not in names)
        body = ()
    signed = base
    if query:
        signed += "?" + "&".join(map("=".join, sorted(query)))
    if body:
        signed += ("." if query else "?") + "".join(chain.from_iterable(sorted(body)))
    return f"{signed}.{nonce}"


def matched(
    header: str, signatures: list[bytes], texts: dict[Variant, str], keys: list[bytes]
) -> SignatureMatch:
    """
    Return which of `keys` made one of `signatures` over one of `texts`.

    Every signature is compared with every key, so that time tells nothing about either.

    Raises:
        InvalidSignatureError: If none of them did.
    """
    for variant, signed in texts.items():
        text = encoded(signed)
        right: list[int] = []
        for index, key in enumerate(keys):
            expected = signature(key, text)
            right += [index for given in signatures if compare_digest(expected, given)]
        if right:
            return SignatureMatch(header, right[0], variant)
    msg = f"{header}: expected the signature of this request; got another; see `explain`"
    raise InvalidSignatureError(msg)


def signature(key: bytes, text: bytes) -> bytes:
    """HMAC-SHA256 in base64, 44 characters."""
    return b2a_base64(digest(key, text, "sha256"), newline=False)


def encoded(text: str) -> bytes:
    """Return `text` in UTF-8, whatever it holds."""
    # Half a surrogate pair is in nothing that Plivo signs: it need only fail to match.
    return text.encode("utf-8", "surrogatepass")


def refuse(reason: str) -> NoReturn:
    """Raise `InvalidSignatureError`."""
    raise InvalidSignatureError(reason)
