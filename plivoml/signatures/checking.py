"""
Proof that a request comes from Plivo: its headers `X-Plivo-Signature-V3` and the like.

`verify` is what a web handler calls, `is_valid` the same for those who want a `bool`,
`explain` what a person calls whose check fails, and `sign` what a test calls to stand in
for Plivo.  The older V2 covers neither the query nor the body of a request; it has
functions of its own, so that it is never accepted by accident.

Plivo's page: https://www.plivo.com/docs/voice/concepts/signature-validation
"""

from __future__ import annotations

from ..errors import InvalidSignatureError
from . import signing
from .signing import V2, V2_MAIN, V2_NONCE, V3, V3_MAIN, V3_NONCE


TYPE_CHECKING = False  # as in errors.py: typing need not be loaded
if TYPE_CHECKING:
    from typing import NoReturn

    from .._web.types import Form, Headers, Tokens

_NO_FIX = """\
Nothing that was tried makes it right.  Is it the auth token of the account or subaccount that
owns the call?  Does the URL have the port and the query that Plivo was told?  Are the parameters
those of the raw body, empty and repeated ones included, and the headers of the same request?"""
_NONCE = "10000000000000000001"  # of the shape that Plivo sends


class _Frozen:
    """A value of named parts: compared, hashed and shown by them, never changed."""

    __slots__: tuple[str, ...] = ()

    def _parts(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        msg = f"cannot assign to field {name!r}"
        raise AttributeError(msg)

    def __delattr__(self, name: str) -> NoReturn:
        msg = f"cannot delete field {name!r}"
        raise AttributeError(msg)

    def __eq__(self, other: object) -> bool:
        if type(other) is type(self):
            return self._parts() == other._parts()
        return NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), self._parts()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), self._parts()


class SignatureMatch(_Frozen):
    """What a check has found: whose signature it was, and which of your tokens made it."""

    __slots__ = ("header", "token_index")

    header: str
    """The header, such as `X-Plivo-Signature-V3`."""

    token_index: int
    """The place of the token among those given, from 0: it tells when an old one is done with."""

    def __init__(self, header: str, token_index: int) -> None:
        object.__setattr__(self, "header", header)
        object.__setattr__(self, "token_index", token_index)


class Explanation(_Frozen):
    """
    Why a check fails, for the person who has to mend it; `str()` is the whole of it.

    It is for your own eyes: what would make a request pass is no answer to whoever sent it.
    Tokens and right signatures are never in it.
    """

    __slots__ = ("findings", "fixes", "match", "reason", "signed_text")

    match: SignatureMatch | None
    """What `verify` returns, or None where it raises."""

    reason: str | None
    """What `verify` raises, or None where it returns."""

    signed_text: str | None
    """The text that the signature was compared with; None where the request has none."""

    findings: tuple[str, ...]
    """What there is to see in the request, a sentence each."""

    fixes: tuple[str, ...]
    """The changes that would make the signature right, a sentence each; each was tried."""

    def __init__(
        self,
        findings: tuple[str, ...],
        fixes: tuple[str, ...],
        match: SignatureMatch | None,
        reason: str | None,
        signed_text: str | None,
    ) -> None:
        object.__setattr__(self, "findings", findings)
        object.__setattr__(self, "fixes", fixes)
        object.__setattr__(self, "match", match)
        object.__setattr__(self, "reason", reason)
        object.__setattr__(self, "signed_text", signed_text)

    def __str__(self) -> str:
        if self.match is None:
            lines = [f"The signature is not right: {self.reason}"]
        else:
            lines = [f"The signature is right: {self.match.header}, token {self.match.token_index}"]
        if self.signed_text is not None:
            lines.append(f"Signed text: {self.signed_text}")
            if self.match is None and not self.fixes:
                lines.append(_NO_FIX)
        return "\n".join([*lines, *(f"* {line}" for line in (*self.fixes, *self.findings))])


def verify(
    method: str,
    url: str,
    headers: Headers,
    params: Form,
    auth_token: Tokens,
    *,
    main_account: bool = False,
) -> SignatureMatch:
    """
    Check that Plivo has sent this request, with this query and this body (V3).

    Args:
        method: GET or POST, in any case.  The handshake of an audio stream is a GET.
        url: The URL that Plivo dialled, with its query: what the caller of your proxy sees,
            not what your application sees behind it.  What stands after `#` does not count.
        headers: A mapping or pairs, names in any spelling, text or bytes: those of a
            framework, a WSGI `environ`, the `scope["headers"]` of ASGI.
        params: The form as it was sent: a raw body, a mapping (a list for a repeated name),
            a multi-dict, pairs, or None.  On GET, what the URL holds already is not added.
        auth_token: The auth token of the account or subaccount that owns the call, or
            several while they are changed.
        main_account: Check the header that Plivo signs with the main account's token,
            whichever subaccount owns the call.

    Raises:
        InvalidSignatureError: If Plivo did not sign this request with one of these tokens.
        ValueError: If a token is empty, or there is none.
        TypeError: If an argument is of no kind named above.
    """
    keys = signing.keys_of(auth_token)
    header = V3_MAIN if main_account else V3
    signatures, nonce = signing.sent(headers, header, V3_NONCE)
    signed = signing.v3_text(*signing.parts_of(method, url, params), nonce)
    return SignatureMatch(header, signing.matching_key(header, signatures, signed, keys))


def is_valid(
    method: str,
    url: str,
    headers: Headers,
    params: Form,
    auth_token: Tokens,
    *,
    main_account: bool = False,
) -> bool:
    """
    Whether `verify` accepts this request.

    Raises:
        ValueError: If a token is empty, or there is none.
        TypeError: If an argument is of no kind that `verify` takes.
    """
    try:
        verify(method, url, headers, params, auth_token, main_account=main_account)
    except InvalidSignatureError:
        return False
    return True


def sign(
    method: str,
    url: str,
    params: Form,
    auth_token: Tokens,
    *,
    nonce: str = _NONCE,
    main_token: Tokens | None = None,
) -> dict[str, str]:
    """
    Return the three headers that Plivo would send with this request (V3), for a test.

    Args:
        method: As `verify` takes it.
        url: As `verify` takes it.
        params: As `verify` takes it.
        auth_token: The token of the account or subaccount that owns the call.  Of several,
            each signs, and the header lists the signatures.
        nonce: Any text; Plivo sends about twenty digits, new ones with each request.
        main_token: The main account's, where a subaccount owns the call.

    Raises:
        InvalidSignatureError: For a request that Plivo does not send, such as a PUT.
        ValueError: If a token or the nonce is empty.
        TypeError: If an argument is of no kind that `verify` takes.
    """
    signed = signing.v3_text(*signing.parts_of(method, url, params), _checked_nonce(nonce))
    return _signed_headers((V3, V3_MAIN, V3_NONCE), signed, nonce, auth_token, main_token)


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
    from .advice import explanation

    return explanation(
        method,
        url,
        headers,
        params,
        auth_token,
        main_account=main_account,
        show_values=show_values,
    )


def verify_v2(
    url: str,
    headers: Headers,
    auth_token: Tokens,
    *,
    main_account: bool = False,
) -> SignatureMatch:
    """
    Check that Plivo has sent some request to this URL (V2, which messaging still uses).

    Method, query and body are no part of it: whoever has seen one request can send it again
    with other parameters.  Arguments and errors are those of `verify`.
    """
    keys = signing.keys_of(auth_token)
    header = V2_MAIN if main_account else V2
    signatures, nonce = signing.sent(headers, header, V2_NONCE)
    signed = signing.v2_text(url, nonce)
    return SignatureMatch(header, signing.matching_key(header, signatures, signed, keys))


def is_valid_v2(
    url: str,
    headers: Headers,
    auth_token: Tokens,
    *,
    main_account: bool = False,
) -> bool:
    """Whether `verify_v2` accepts this request; errors are those of `is_valid`."""
    try:
        verify_v2(url, headers, auth_token, main_account=main_account)
    except InvalidSignatureError:
        return False
    return True


def sign_v2(
    url: str,
    auth_token: Tokens,
    *,
    nonce: str = _NONCE,
    main_token: Tokens | None = None,
) -> dict[str, str]:
    """Return the three headers of V2, for a test; arguments and errors are those of `sign`."""
    signed = signing.v2_text(url, _checked_nonce(nonce))
    return _signed_headers((V2, V2_MAIN, V2_NONCE), signed, nonce, auth_token, main_token)


def _checked_nonce(nonce: str) -> str:
    if not signing.checked("nonce", nonce).strip():
        msg = "nonce: expected some text; got none"
        raise ValueError(msg)
    return nonce


def _signed_headers(
    names: tuple[str, str, str],
    signed: str,
    nonce: str,
    auth_token: Tokens,
    main_token: Tokens | None,
) -> dict[str, str]:
    text = signing.encoded(signed)
    own, main = (
        ",".join(signing.signature(key, text).decode() for key in signing.keys_of(tokens))
        for tokens in (auth_token, auth_token if main_token is None else main_token)
    )
    return dict(zip(names, (own, main, nonce), strict=True))
