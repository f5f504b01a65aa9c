"""
Plivo's requests, verified, for views of Flask.

    @app.post("/dialled")
    @received(DialAction)
    def dialled(done: DialAction) -> Response: ...

The settings are `PUBLIC_URL` and `PLIVO_AUTH_TOKEN` in `app.config`, or else in the environment.
Flask 3.1 or newer is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from flask import Response as Reply
from flask import current_app, request

from ._web import replies
from ._web.request import LONGEST_BODY, TooLongError, made_before, of_wsgi
from ._web.types import Form
from ._web.verification import told
from .callbacks import Callback
from .elements.response import Response


__all__ = ["answered", "received"]

CallbackT = TypeVar("CallbackT", bound=Callback)
P = ParamSpec("P")


def received(
    kind: type[CallbackT], *, main_account: bool = False
) -> Callable[
    [Callable[Concatenate[CallbackT, P], Any]],
    Callable[P, Any],
]:
    """
    Give a view the callback that Plivo has sent, before the parts of the URL; below the route.

    The view may return a document, None for an empty page, or whatever else Flask takes.  A
    request that Plivo did not sign is answered with 403, one that cannot be read with 400.
    Behind `plivoml.wsgi.SignatureMiddleware` the check is the middleware's.

    Args:
        kind: The class in `plivoml.callbacks` of what Plivo sends to this URL.
        main_account: As `plivoml.signatures.verify` takes it.
    """

    def decorate(
        view: Callable[Concatenate[CallbackT, P], Any],
    ) -> Callable[P, Any]:
        @wraps(view)
        def asked(*args: P.args, **kwargs: P.kwargs) -> Any:
            try:
                callback = told(
                    kind,
                    request.environ,
                    of_wsgi(request.environ),
                    _body(),
                    _setting,
                    main_account=main_account,
                )
            except replies.REFUSED as error:
                return _sent(replies.refusal(error))
            answer = current_app.ensure_sync(view)(callback, *args, **kwargs)
            return answered(answer) if answer is None or isinstance(answer, Response) else answer

        return asked

    return decorate


def answered(document: Response | None = None) -> Reply:
    """Send a document; without one, an empty page, as callbacks are answered."""
    return _sent(replies.document(document))


def _sent(reply: replies.Reply) -> Reply:
    return Reply(reply.body, reply.status, content_type=reply.content_type)


def _setting(name: str) -> object:
    return cast("dict[str, object]", current_app.config).get(name)


def _body() -> Form:
    """
    Return the body, or the form that somebody has made of it before.

    Raises:
        TooLongError: It is longer than Plivo's are.
    """
    if (request.content_length or 0) > LONGEST_BODY:
        raise TooLongError
    request.max_content_length = LONGEST_BODY + 1  # where no length was told
    body = request.get_data()
    if len(body) > LONGEST_BODY:
        raise TooLongError
    return body or made_before([*request.form.items(multi=True), *request.files.items(multi=True)])
