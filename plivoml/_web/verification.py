"""Whether Plivo sent a request, and what it then says: the same for every framework."""

from __future__ import annotations

import os

from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from ..callbacks import Callback
from ..errors import InvalidCallbackError, InvalidSignatureError
from ..signatures import SignatureMatch, verify, verify_v2
from .form import pairs_of, split
from .request import Request
from .types import Form, Pairs, Tokens


AppT = TypeVar("AppT")
CallbackT = TypeVar("CallbackT", bound=Callback)

#: Where middleware keeps what it has verified: in the `environ` or in the `scope`.
KEY = "plivoml.verified"

#: The names of the settings, in the environment and in those of a framework.
PUBLIC_URL = "PUBLIC_URL"
AUTH_TOKEN = "PLIVO_AUTH_TOKEN"  # noqa: S105  # a name

_SCHEMES = {"http://": "ws://", "https://": "wss://"}


class Verified(NamedTuple):
    """What Plivo sent, once its signature was found right."""

    match: SignatureMatch
    """Which header and which token; `variant` tells what of a handshake was signed."""

    form: Pairs
    """Every name and value: of the query, then of the body, so that Plivo's own come last."""

    is_handshake: bool = False
    """Whether it opens the WebSocket of a Stream; then there is no form."""

    def read(self, kind: type[CallbackT]) -> CallbackT:
        """
        Read it as the callback that the URL is for.

        Parameters of your own URL are in `extra`, by GET and by POST.

        Raises:
            InvalidCallbackError: A value cannot be read, or nothing in it is of this class.
            InvalidSignatureError: It is a handshake, whose signature proves no parameters.
        """
        if self.is_handshake:
            msg = "expected a request of its own; got the handshake of a WebSocket"
            raise InvalidSignatureError(msg)
        told = kind.from_form(self.form)
        if not kind._MAY_BE_BARE and told == kind(extra=told.extra):
            msg = f"expected what Plivo sends to {kind.SENT_TO}; got nothing of it"
            raise InvalidCallbackError(kind.__name__, [msg])
        return told


class Verifier:
    """Checks requests by the public URL and the auth token of an application."""

    def __init__(
        self, public_url: object, auth_token: Tokens, *, main_account: bool = False
    ) -> None:
        """
        Take the settings.

        Raises:
            ValueError: If the URL is not a whole one of http or https without a query.
        """
        given = str(public_url or "").rstrip("/")
        scheme = next((scheme for scheme in _SCHEMES if given.lower().startswith(scheme)), "")
        if not scheme or given.lower() == scheme or any(one in given for one in "?# \t\r\n"):
            msg = f"{PUBLIC_URL}: expected where Plivo reaches the application, such as https://voice.example.com; got {public_url!r}"
            raise ValueError(msg)
        self._url = given
        self._socket_url = _SCHEMES[scheme] + given[len(scheme) :]
        self._tokens = auth_token
        self._main_account = main_account

    def verified(self, request: Request, body: Form, *, by_v2: bool = False) -> Verified:
        """
        Check a request.

        Args:
            request: All of it but the body.
            body: The body as it came, or the parameters that a framework has made of it.
            by_v2: Check the signature that messages carry, which covers the path alone.

        Raises:
            InvalidSignatureError: If it does not prove that Plivo sent it.
            ValueError: If there is no token.
        """
        problems: list[str] = []
        told = pairs_of(body, problems)
        if problems:  # such as a file beside the form
            msg = f"body: {problems[0]}"
            raise InvalidSignatureError(msg)
        # What no signature covers is refused: who stands behind may read it.
        if told and request.method != "POST":
            msg = "body: expected none but with POST; got some"
            raise InvalidSignatureError(msg)
        if ";" in request.path.rpartition("/")[2]:
            msg = "url: expected no `;` in the last part of the path; got one"
            raise InvalidSignatureError(msg)
        try:
            match = self._match(request, told, by_v2=by_v2)
        except InvalidSignatureError:
            if request.path != "/":
                raise
            # HTTP asks for that where a URL has no path, and Plivo signs the URL as it was told.
            match = self._match(request._replace(path=""), told, by_v2=by_v2)
        if request.is_handshake:
            return Verified(match, (), is_handshake=True)
        return Verified(match, split(request.query) + told)

    def _match(self, request: Request, told: Pairs, *, by_v2: bool) -> SignatureMatch:
        base = self._socket_url if request.is_handshake else self._url
        url = base + request.path + (f"?{request.query}" if request.query else "")
        # HTTP sends no fragment: what looks like one is a part of the path or of the query.
        url = url.replace("#", "%23")
        if by_v2:
            return verify_v2(url, request.headers, self._tokens, main_account=self._main_account)
        return verify(
            request.method,
            url,
            request.headers,
            told,
            self._tokens,
            main_account=self._main_account,
        )


def verifier(
    setting: Callable[[str], object] | None = None, *, main_account: bool = False
) -> Verifier:
    """
    Make the verifier of an application from its settings, or else from the environment.

    Raises:
        ValueError: If one of them is missing or wrong.
    """

    def given(name: str) -> object:
        return (setting(name) if setting else None) or os.environ.get(name)

    tokens: Any = given(AUTH_TOKEN)
    if not tokens:
        msg = f"{AUTH_TOKEN}: expected the auth token of the account; got none"
        raise ValueError(msg)
    return Verifier(given(PUBLIC_URL), tokens, main_account=main_account)


class Middleware(Generic[AppT]):
    """What stands before an application and lets nobody but Plivo through."""

    def __init__(
        self,
        app: AppT,
        *,
        public_url: str | None = None,
        auth_token: Tokens | None = None,
        main_account: bool = False,
    ) -> None:
        """
        Stand before an application.

        Args:
            app: The application.
            public_url: Where Plivo reaches it, whatever proxies stand in between, such as
                `https://voice.example.com`; `PUBLIC_URL` in the environment, if not given.
            auth_token: As `plivoml.signatures.verify` takes it; `PLIVO_AUTH_TOKEN` in the
                environment, if not given.
            main_account: As `plivoml.signatures.verify` takes it.

        Raises:
            ValueError: If the URL or the token is missing or wrong.
        """
        given = {PUBLIC_URL: public_url, AUTH_TOKEN: auth_token}
        self._app = app
        self._verifier = verifier(given.get, main_account=main_account)


def told(
    kind: type[CallbackT],
    store: Mapping[str, Any],
    request: Request,
    body: Form,
    setting: Callable[[str], object] | None = None,
    *,
    main_account: bool = False,
) -> CallbackT:
    """
    Return the callback that a page is told, unless middleware has verified it checked here.

    Args:
        kind: Its class.
        store: The `environ` or the `scope`.
        request: As `Verifier.verified` takes it.
        body: As `Verifier.verified` takes it.
        setting: As `verifier` takes it.
        main_account: As `plivoml.signatures.verify` takes it.

    Raises:
        InvalidSignatureError: Plivo did not send it.
        InvalidCallbackError: It is nothing that the class can be read from.
        ValueError: A setting is missing or wrong.
    """
    verified: Verified | None = store.get(KEY)
    if verified is None:
        own = verifier(setting, main_account=main_account)
        verified = own.verified(request, body, by_v2=kind._SIGNED_BY_V2)
    return verified.read(kind)
