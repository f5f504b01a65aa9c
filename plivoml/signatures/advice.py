"""
What `signatures.explain` finds: the text that was checked, and what would make it right.

The request is changed in one or two places and checked again.  What may be changed is a
list, `_changes`: each entry was the cause of a check that failed on somebody's server.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from .._web.types import Form, Headers, Pairs, Tokens
from ..errors import InvalidSignatureError
from . import signing
from .checking import is_valid_v2
from .match import Explanation, SignatureMatch
from .signing import V2, V2_MAIN, V2_NONCE, V3, V3_MAIN, V3_NONCE


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Sent = dict[str, list[str]]

_HIDDEN = "***"
_SIGNATURES = (V3, V3_MAIN, V3_NONCE, V2, V2_MAIN, V2_NONCE)
_HOSTS = ("X-Forwarded-Host", "X-Original-Host", "Host")
_PORT = "X-Forwarded-Port"
_PREFIX = "X-Forwarded-Prefix"
_LENGTH = 44  # of a signature
_SCHEMES = ("https", "http", "wss", "ws")
_PATH_CHARACTERS = "/%:@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class _Request:
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
    def read(cls, method: str, url: str, params: Form, header: str) -> _Request:
        verb, base, query, body = signing.parts_of(method, url, params)
        scheme, _, rest = base.partition("://")
        host, slash, path = rest.partition("/")
        return cls(verb, scheme, host, slash + path, query, body, header)

    def signed(self, nonce: str) -> str:
        base = f"{self.scheme}://{self.host}{self.path}"
        return signing.v3_text(self.method, base, self.query, self.body, nonce)


@dataclass(frozen=True, slots=True)
class _Change:
    """A field of `_Request`, its other value, and a clause that says so."""

    field: str
    value: Any
    clause: str


@dataclass(frozen=True, slots=True)
class _Screen:
    """Keeps tokens out of what is shown, and values unless they are wanted."""

    tokens: tuple[str, ...]
    show_values: bool

    def text(self, text: str) -> str:
        for token in self.tokens:
            text = text.replace(token, _HIDDEN)
        return repr(text)  # a line break of a stranger starts no line of a log

    def host(self, host: str) -> str:
        user, at, place = host.rpartition("@")
        return f"{_HIDDEN}@{place}" if at and user and not self.show_values else host

    def signed(self, request: _Request, nonce: str) -> str:
        if self.show_values:
            return self.text(request.signed(nonce))
        hidden = replace(
            request,
            host=self.host(request.host),
            query=tuple((name, _HIDDEN) for name, _ in request.query),
            body=tuple((name, _HIDDEN) for name, _ in request.body),
        )
        return self.text(hidden.signed(_HIDDEN))


def explain(
    method: str,
    url: str,
    headers: Headers,
    params: Form,
    auth_token: Tokens,
    *,
    main_account: bool = False,
    show_values: bool = False,
) -> Explanation:
    """
    Say which text was checked, and which change to the request would make it right.

    The arguments are those of `verify`.  Up to two changes are tried at once: to the scheme,
    host, port, slash, query, parameters, method, header and token.  That is some hundred
    checks: made for a person at a terminal or a log, not for each request.

    Args:
        method: As `verify` takes it.
        url: As `verify` takes it.
        headers: As `verify` takes it.  `Host` and `X-Forwarded-*` are looked at as well.
        params: As `verify` takes it.
        auth_token: As `verify` takes it.
        main_account: As `verify` takes it.
        show_values: Show the values of parameters and the nonce, which may hold a caller's
            number or speech, where they are otherwise hidden.

    Raises:
        ValueError: If a token is empty, or there is none.
        TypeError: If an argument is of no kind that `verify` takes.
    """
    keys = signing.keys_of(auth_token)
    names: tuple[str, ...] = (*_SIGNATURES, *_HOSTS, _PORT, _PREFIX)
    sent: _Sent = dict(zip(names, signing.header_values(headers, names, 0), strict=True))
    screen = _Screen(tuple(key.decode("utf-8", "surrogatepass") for key in keys), show_values)
    header = V3_MAIN if main_account else V3
    findings = [*_of_headers(sent, header, len(keys))]
    fixes: list[str] = []
    match = reason = request = signed = None
    try:
        signatures, nonce = signing.sent(sent, header, V3_NONCE)
        request = _Request.read(method, url, params, header)
        signed = screen.signed(request, nonce)
        findings += _of_request(request, url)
        place = signing.matching_key(header, signatures, request.signed(nonce), keys)
        match = SignatureMatch(header, place)
    except InvalidSignatureError as error:
        reason = error.reason
    if request is not None and match is None:
        findings += _of_v2(url, sent, auth_token, main_account=main_account)
        fixes += _fixes(request, tuple(_changes(request, url, sent, screen)), sent, keys)
    if signed is not None and not show_values:
        findings.append("Values are hidden; show_values=True shows them.")
    return Explanation(tuple(findings), tuple(fixes), match, reason, signed)


def _of_headers(sent: _Sent, header: str, tokens: int) -> Iterator[str]:
    carried = [name for name in _SIGNATURES if any(sent[name])]
    if not carried:
        yield "The request carries none of Plivo's headers: another sent it, or a proxy drops them."
        return
    yield f"The request carries {', '.join(carried)}."
    if V3 not in carried and V3_MAIN not in carried and (V2 in carried or V2_MAIN in carried):
        yield "It is signed by V2 alone, which `verify_v2` checks."
    listed = [len(one.strip()) for value in sent[header] for one in value.split(",")]
    if len(listed) > 1 or tokens > 1:
        yield f"Signatures in {header}: {len(listed)}; tokens given: {tokens}."
    if any(length != _LENGTH for length in listed):
        yield f"A signature has {_LENGTH} characters; those in {header} have {listed}."
    if V3 in carried and V3_MAIN in carried and sent[V3] != sent[V3_MAIN]:
        yield f"{V3} and {V3_MAIN} differ: a subaccount owns the call."


def _of_request(request: _Request, url: str) -> Iterator[str]:
    if request.method == "POST" and not request.body:
        yield "There are no parameters: did something read the body before?"
    doubts = {
        "a port": _name(request.host) != request.host.rpartition("@")[2],
        "a user name": "@" in request.host,
        "a `;` in its path": _whole_path(url) != request.path,
        "letters beyond ASCII": not all(map(str.isascii, (url, *map("".join, request.query)))),
        "an escaped & or = in its query": any(
            "&" in part or "=" in part for pair in request.query for part in pair
        ),
    }
    for doubt, there in doubts.items():
        if there:
            yield f"The URL has {doubt}, which Plivo's own libraries sign differently."


def _of_v2(url: str, sent: _Sent, auth_token: Tokens, *, main_account: bool) -> Iterator[str]:
    if any(sent[V2_MAIN if main_account else V2]):
        if is_valid_v2(url, sent, auth_token, main_account=main_account):
            yield "The V2 signature matches: token, scheme, host and path are right; look at the query, the method and the parameters."
        else:
            yield "The V2 signature does not match either: look at token, scheme, host and path first."


def _changes(request: _Request, url: str, sent: _Sent, screen: _Screen) -> Iterator[_Change]:
    """List what may be changed: the scheme first, which is wrong most often."""
    for scheme in _SCHEMES:
        yield _Change("scheme", scheme, f"the URL begins with {scheme}://")
    for host in _hosts(request.host, sent):
        yield _Change("host", host, f"the host is {screen.text(screen.host(host))}")
    for path in _paths(request.path, url, sent):
        yield _Change("path", path, f"the path is {screen.text(path)}")
    yield _Change("query", (), "the query is left out of the URL")
    yield _Change("body", (), "the parameters are left out")
    for rewrite, clause in _REWRITES:
        yield _Change("body", rewrite(request), clause)
    for method in ("GET", "POST"):
        yield _Change("method", method, f"the method is {method}")
    for header, clause in ((V3, "without main_account=True"), (V3_MAIN, "with main_account=True")):
        if any(sent[header]):
            yield _Change("header", header, f"{header} is checked, {clause}")
    yield _Change("bare_token", value=True, clause="the white space around the token is removed")


def _fixes(
    request: _Request, changes: tuple[_Change, ...], sent: _Sent, keys: list[bytes]
) -> list[str]:
    """Try one change, and then two, until something matches."""
    real = [change for change in changes if getattr(request, change.field) != change.value]
    for count in (1, 2):
        fixes = [
            f"It matches if {' and '.join(change.clause for change in chosen)}."
            for chosen in combinations(real, count)
            if len({change.field for change in chosen}) == count
            and _matches(replace(request, **{one.field: one.value for one in chosen}), sent, keys)
        ]
        if fixes:
            return fixes
    return []


def _matches(request: _Request, sent: _Sent, keys: list[bytes]) -> bool:
    signatures, nonce = signing.sent(sent, request.header, V3_NONCE)
    tried = [key.strip() for key in keys] if request.bare_token else keys
    try:
        signing.matching_key(request.header, signatures, request.signed(nonce), tried)
    except InvalidSignatureError:
        return False
    return True


def _hosts(host: str, sent: _Sent) -> dict[str, None]:
    """List other ways to write the host: without user or port, and as a proxy tells it."""
    name = _name(host)
    ways = [host.rpartition("@")[2], host.lower(), name]
    ways += [f"{name}:{port}" for port in ("443", "80", *sent[_PORT])]
    for header in _HOSTS:
        ways += [told.strip() for value in sent[header] for told in value.split(",")]
    return dict.fromkeys(filter(None, ways))


def _name(host: str) -> str:
    """*host* without user and port."""
    place = host.rpartition("@")[2]
    name, _, port = place.rpartition(":")
    return name if port.isdecimal() else place


def _paths(path: str, url: str, sent: _Sent) -> dict[str, None]:
    """List other ways to write the path: slash, escapes, and what a proxy cut off."""
    ways = [path[:-1] if path.endswith("/") else f"{path}/", _whole_path(url), unquote(path)]
    ways.append(quote(path, safe=_PATH_CHARACTERS, errors="replace"))
    ways += [prefix.rstrip("/") + path for prefix in sent[_PREFIX]]
    return dict.fromkeys(ways)


def _whole_path(url: str) -> str:
    """The path of *url* with what follows a `;` in it."""
    address = url.partition("#")[0].partition("?")[0]
    _, slash, path = address.partition("://")[2].partition("/")
    return slash + path


def _unrepeated(request: _Request) -> Pairs:
    return tuple(pair for pair in request.body if pair not in request.query)


def _with_plus(request: _Request) -> Pairs:
    return tuple(
        (name, f"+{value[1:]}" if value.startswith(" ") else value) for name, value in request.body
    )


def _with_crlf(request: _Request) -> Pairs:
    return tuple((name, "\r\n".join(value.splitlines())) for name, value in request.body)


#: What frameworks do to a body, undone.
_REWRITES: tuple[tuple[Callable[[_Request], Pairs], str], ...] = (
    (_unrepeated, "the parameters do not repeat the query"),
    (_with_plus, "a blank at the start of a value is a plus sign: the body was decoded twice"),
    (_with_crlf, "line breaks in values are CR LF"),
)
