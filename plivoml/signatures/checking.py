"""Requests checked and signed: what `plivoml.signatures` has for web handlers and their tests."""

from __future__ import annotations

from .._web.types import Form, Headers, Tokens
from ..errors import InvalidSignatureError
from . import signing
from .match import SignatureMatch, Variant
from .signing import V2, V2_MAIN, V2_NONCE, V3, V3_MAIN, V3_NONCE


_NONCE = "10000000000000000001"  # of the shape that Plivo sends


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
            For the handshake of an audio stream it is the `wss://` URL of the document; what
            Plivo signs of it begins with `http://`, and `SignatureMatch.variant` tells which
            text it was.
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
    texts = signing.v3_texts(*signing.parts_of(method, url, params), nonce)
    return signing.matched(header, signatures, texts, keys)


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

    The handshake of an audio stream, a GET of a `wss://` URL, is signed over `http://`, host
    and path, as Plivo was seen to do it.

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
    texts = signing.v3_texts(*signing.parts_of(method, url, params), _checked_nonce(nonce))
    signed = next(iter(texts.values()))
    return _signed_headers((V3, V3_MAIN, V3_NONCE), signed, nonce, auth_token, main_token)


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
    texts = {Variant.AS_DIALLED: signing.v2_text(url, nonce)}
    return signing.matched(header, signatures, texts, keys)


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
