"""
What a request may have been when it was signed: the changes that `signatures.explain` tries.

What may be changed is a list, `changes`: each entry was the cause of a check that failed on
somebody's server.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, combinations, product
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from .._web.types import Form, Pairs
from ..callbacks._names import known_names
from ..errors import InvalidSignatureError
from . import signing
from .match import SignatureMatch
from .signing import V3, V3_MAIN, V3_NONCE


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .match import Variant
    from .redaction import Screen

    Sent = dict[str, list[str]]

HOSTS = ("X-Forwarded-Host", "X-Original-Host", "Host")
PORT = "X-Forwarded-Port"
PREFIX = "X-Forwarded-Prefix"
PATHS = ("X-Forwarded-Uri", "X-Original-Uri")

_SCHEMES = ("https", "http", "wss", "ws")
_PATH_CHARACTERS = "/%:@!$&'()*+,;=~"
_SOCKET = "/websocket"  # where some servers listen, below the path that Plivo is given
_MOST = 64  # hosts, paths, and parameters that are left out
_USUAL = {"scheme", "host"}  # what every proxy changes


@dataclass(frozen=True, slots=True)
class Request:
    """What a signature is checked with; a change replaces one field."""

    method: str
    scheme: str
    host: str
    path: str
    query: Pairs
    body: Pairs
    header: str
    bare_token: bool = False

    @classmethod
    def read(cls, method: str, url: str, params: Form, header: str) -> Request:
        """
        Take a request apart.

        Raises:
            InvalidSignatureError: If Plivo sends no such request.
        """
        verb, base, query, body = signing.parts_of(method, url, params)
        scheme, _, rest = base.partition("://")
        host, slash, path = rest.partition("/")
        return cls(verb, scheme, host, slash + path, query, body, header)

    @property
    def is_handshake(self) -> bool:
        """Whether it opens the socket of a stream."""
        return self.method == "GET" and signing.is_stream(f"{self.scheme}:")

    def texts(self, nonce: str) -> dict[Variant, str]:
        """Return the texts of which one is signed, the best proven first."""
        base = f"{self.scheme}://{self.host}{self.path}"
        return signing.v3_texts(self.method, base, self.query, self.body, nonce)

    def match(self, proof: Proof) -> SignatureMatch:
        """
        Check it.

        Raises:
            InvalidSignatureError: If it is not what was signed.
        """
        keys = [key.strip() for key in proof.keys] if self.bare_token else proof.keys
        texts = self.texts(proof.nonce)
        return signing.matched(self.header, proof.signatures[self.header], texts, keys)


@dataclass(frozen=True, slots=True)
class Proof:
    """What was signed is proven by this, which no change touches."""

    signatures: dict[str, list[bytes]]
    """By their headers."""

    nonce: str
    keys: list[bytes]

    @classmethod
    def read(cls, sent: Sent, header: str, keys: list[bytes]) -> Proof:
        """
        Take what the headers hold.

        Raises:
            InvalidSignatureError: If `header` holds no signature, or there is not one nonce.
        """
        _, nonce = signing.sent(sent, header, V3_NONCE)
        return cls({name: signing.signatures_in(sent[name]) for name in (V3, V3_MAIN)}, nonce, keys)


@dataclass(frozen=True, slots=True)
class Change:
    """A field of `Request`, its other value, and a clause that says so."""

    field: str
    value: Any
    clause: str


def changes(request: Request, url: str, sent: Sent, screen: Screen) -> Iterator[Change]:
    """List what may be changed: the scheme first, which is wrong most often."""
    for scheme in _SCHEMES:
        yield Change("scheme", scheme, f"the URL begins with {scheme}://")
    for host in _hosts(request.host, sent):
        yield Change("host", host, f"the host is {screen.text(screen.host(host))}")
    for path in _paths(request.path, url, sent):
        shown = screen.path(path, request.host)
        yield Change("path", path, f"the path is {screen.text(shown)}")
    yield Change("query", (), "the query is left out of the URL")
    yield Change("body", (), "the parameters are left out")
    for rewrite, clause in _REWRITES:
        yield Change("body", rewrite(request), clause)
    for method in ("GET", "POST"):
        yield Change("method", method, f"the method is {method}")
    for header, clause in ((V3, "without main_account=True"), (V3_MAIN, "with main_account=True")):
        if any(sent[header]):
            yield Change("header", header, f"{header} is checked, {clause}")
    yield Change("bare_token", value=True, clause="the white space around the token is removed")


def guesses(request: Request, screen: Screen) -> Iterator[Change]:
    """List the parameters that there may be one too many of, or one too few."""
    for field, where in (("query", " of the query"), ("body", "")):
        pairs: Pairs = getattr(request, field)
        for at in range(min(len(pairs), _MOST)):
            name = screen.name(pairs, at)
            rest = pairs[:at] + pairs[at + 1 :]
            yield Change(field, rest, f"the parameter {name}{where} is left out")
    for name in sorted(known_names() - {name for name, _ in request.query + request.body}):
        clause = f"there is an empty parameter '{name}' too: something drops those without a value"
        yield Change("body", (*request.body, (name, "")), clause)


def fixes(
    request: Request,
    tried: Iterable[Change],
    guessed: Iterable[Change],
    proof: Proof,
) -> list[str]:
    """Try one change, and then two, until something matches; a guess with a usual mistake alone."""
    real = [change for change in tried if getattr(request, change.field) != change.value]
    guessed = tuple(guessed)
    usual = [change for change in real if change.field in _USUAL]
    rounds = (
        ((change,) for change in chain(real, guessed)),
        chain(combinations(real, 2), product(usual, guessed)),
    )
    for every in rounds:
        found = [
            f"It matches if {' and '.join(change.clause for change in chosen)}."
            for chosen in every
            if len({change.field for change in chosen}) == len(chosen)
            and _matches(replace(request, **{one.field: one.value for one in chosen}), proof)
        ]
        if found:
            return found
    return []


def _matches(request: Request, proof: Proof) -> bool:
    try:
        request.match(proof)
    except InvalidSignatureError:
        return False
    return True


def name_of(host: str) -> str:
    """`host` without user and port."""
    place = host.rpartition("@")[2]
    name, _, port = place.rpartition(":")
    return name if port.isdecimal() else place


def whole_path(url: str) -> str:
    """The path of `url` with what follows a `;` in it."""
    address = url.partition("#")[0].partition("?")[0]
    _, slash, path = address.partition("://")[2].partition("/")
    return slash + path


def _hosts(host: str, sent: Sent) -> dict[str, None]:
    """List other ways to write the host: without user or port, and as a proxy tells it."""
    name = name_of(host)
    ways = [host.rpartition("@")[2], host.lower(), name]
    ways += [f"{name}:{port}" for port in ("443", "80", *sent[PORT])]
    for header in HOSTS:
        ways += [told.strip() for value in sent[header] for told in value.split(",")]
    return dict.fromkeys([*filter(None, ways)][:_MOST])


def _paths(path: str, url: str, sent: Sent) -> dict[str, None]:
    """List other ways to write the path: slash, escapes, and what a proxy or a server changed."""
    ways = [path[:-1] if path.endswith("/") else f"{path}/", whole_path(url), unquote(path)]
    ways.append(quote(path, safe=_PATH_CHARACTERS, errors="replace"))
    ways += [path.removesuffix(_SOCKET), path.rstrip("/") + _SOCKET]
    ways += [prefix.rstrip("/") + path for prefix in sent[PREFIX]]
    ways += [told.partition("?")[0] for header in PATHS for told in sent[header]]
    # A prefix that a proxy put in front.
    ways += [path[at:] for at, character in enumerate(path) if character == "/" and at > 0]
    return dict.fromkeys(ways[:_MOST])


def _unrepeated(request: Request) -> Pairs:
    return tuple(pair for pair in request.body if pair not in request.query)


def _with_plus(request: Request) -> Pairs:
    return tuple(
        (name, f"+{value[1:]}" if value.startswith(" ") else value) for name, value in request.body
    )


def _with_crlf(request: Request) -> Pairs:
    return tuple((name, "\r\n".join(value.splitlines())) for name, value in request.body)


#: What frameworks do to a body, undone.
_REWRITES: tuple[tuple[Callable[[Request], Pairs], str], ...] = (
    (_unrepeated, "the parameters do not repeat the query"),
    (_with_plus, "a blank at the start of a value is a plus sign: the body was decoded twice"),
    (_with_crlf, "line breaks in values are CR LF"),
)
