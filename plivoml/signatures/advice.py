"""What `signatures.explain` finds: the text that was checked, and what would make it right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .._web.types import Form, Headers, Tokens
from ..errors import InvalidSignatureError
from . import signing
from .changes import (
    HOSTS,
    PATHS,
    PORT,
    PREFIX,
    Proof,
    Request,
    changes,
    fixes,
    guesses,
    name_of,
    whole_path,
)
from .checking import is_valid_v2
from .match import Explanation, SignatureMatch, Variant
from .redaction import HIDDEN, Screen, is_form
from .signing import V1, V2, V2_MAIN, V2_NONCE, V3, V3_MAIN, V3_NONCE


if TYPE_CHECKING:
    from collections.abc import Iterator

    from .changes import Sent

_SIGNATURES = (V3, V3_MAIN, V3_NONCE, V2, V2_MAIN, V2_NONCE, V1)
_LENGTH = 44  # of a signature


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
    host, port, path, query, parameters (one too many, one missing), method, header and token.
    That is some thousand checks: made for a person at a terminal or a log, not for each
    request.

    Args:
        method: As `verify` takes it.
        url: As `verify` takes it.
        headers: As `verify` takes it.  `Host` and what proxies add are looked at as well.
        params: As `verify` takes it.
        auth_token: As `verify` takes it.
        main_account: As `verify` takes it.
        show_values: Show the values of parameters, the nonce and the user in the URL, which
            may hold a caller's number, speech or a password, where they are otherwise
            hidden; so is a body that is no form.

    Raises:
        ValueError: If a token is empty, or there is none.
        TypeError: If an argument is of no kind that `verify` takes.
    """
    keys = signing.keys_of(auth_token)
    names = (*_SIGNATURES, *HOSTS, *PATHS, PORT, PREFIX)
    sent: Sent = dict(zip(names, signing.header_values(headers, names, 0), strict=True))
    screen = Screen(tuple(key.decode("utf-8", "surrogatepass") for key in keys), show_values)
    header = V3_MAIN if main_account else V3
    findings = [*_of_headers(sent, header, len(keys))]
    tried: list[str] = []
    match = reason = request = proof = signed = None
    try:
        proof = Proof.read(sent, header, keys)
        request = Request.read(method, url, params, header)
        signed = _shown(request, proof.nonce, None, screen)
        findings += _of_request(request, url)
        match = request.match(proof)
        signed = _shown(request, proof.nonce, match.variant, screen)
    except InvalidSignatureError as error:
        reason = error.reason
    if request is not None and proof is not None:
        findings += _of_handshake(request, match)
        if match is None:
            findings += _of_v2(url, sent, auth_token, main_account=main_account)
            usual = changes(request, url, sent, screen)
            tried = fixes(request, usual, guesses(request, screen), proof)
    if signed is not None and not show_values:
        findings.append("Values are hidden; show_values=True shows them.")
    return Explanation(tuple(findings), tuple(tried), match, reason, signed)


def _shown(request: Request, nonce: str, variant: Variant | None, screen: Screen) -> str:
    """Return the text of `variant`, or the best proven one, as far as it may be shown."""
    shown = replace(
        request,
        host=screen.host(request.host),
        path=screen.path(request.path, request.host),
        query=screen.pairs(request.query),
        body=screen.pairs(request.body),
    )
    texts = shown.texts(nonce if screen.show_values else HIDDEN)
    return screen.text(texts[variant or next(iter(texts))])


def _of_headers(sent: Sent, header: str, tokens: int) -> Iterator[str]:
    carried = [name for name in _SIGNATURES if any(sent[name])]
    if not carried:
        yield "The request carries none of Plivo's headers: another sent it, or a proxy drops them."
        return
    yield f"The request carries {', '.join(carried)}."
    if V3 not in carried and V3_MAIN not in carried:
        if V2 in carried or V2_MAIN in carried:
            yield "It is signed by V2 alone, which `verify_v2` checks."
        elif V1 in carried:
            yield "It is signed by V1 alone, which is obsolete and which nothing here checks."
    listed = [len(one.strip()) for value in sent[header] for one in value.split(",")]
    if len(listed) > 1 or tokens > 1:
        yield f"Signatures in {header}: {len(listed)}; tokens given: {tokens}."
    if any(length != _LENGTH for length in listed):
        yield f"A signature has {_LENGTH} characters; those in {header} have {listed}."
    if V3 in carried and V3_MAIN in carried and sent[V3] != sent[V3_MAIN]:
        yield f"{V3} and {V3_MAIN} differ: a subaccount owns the call."


def _of_request(request: Request, url: str) -> Iterator[str]:
    if request.method == "POST" and not request.body:
        yield "There are no parameters: did something read the body before?"
    if not is_form(request.body):
        is_json = request.body[0][0].lstrip().startswith(("{", "["))
        yield f"The body is no form{', but JSON' if is_json else ''}: Plivo sends names with values, as `application/x-www-form-urlencoded`."
    doubts = {
        "a port": name_of(request.host) != request.host.rpartition("@")[2],
        "a user name": "@" in request.host,
        "an `@` in its path": "@" in request.path,
        "a `;` in its path": whole_path(url) != request.path,
        "letters beyond ASCII": not all(map(str.isascii, (url, *map("".join, request.query)))),
        "an escaped & or = in its query": any(
            "&" in part or "=" in part for pair in request.query for part in pair
        ),
    }
    for doubt, there in doubts.items():
        if there:
            yield f"The URL has {doubt}, which Plivo's own libraries sign differently."


def _of_handshake(request: Request, match: SignatureMatch | None) -> Iterator[str]:
    if not request.is_handshake:
        return
    if match is None:
        yield "The handshake of a stream is signed over http://, without the query; http:// with the query and the URL as dialled were tried as well."
    elif match.variant is Variant.HTTP and request.query:
        yield "The query of the URL is not signed, so anybody may have changed it."
    elif match.variant is Variant.AS_DIALLED:
        yield "The URL is signed as it was dialled, with its own scheme, as no live call had it."


def _of_v2(url: str, sent: Sent, auth_token: Tokens, *, main_account: bool) -> Iterator[str]:
    if any(sent[V2_MAIN if main_account else V2]):
        if is_valid_v2(url, sent, auth_token, main_account=main_account):
            yield "The V2 signature matches: token, scheme, host and path are right; look at the query, the method and the parameters."
        else:
            yield "The V2 signature does not match either: look at token, scheme, host and path first."
