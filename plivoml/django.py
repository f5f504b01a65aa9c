"""
Plivo's requests, verified, for views of Django.

    @received(DialAction)
    def dialled(request: HttpRequest, done: DialAction) -> Response: ...

The settings are `PUBLIC_URL` and `PLIVO_AUTH_TOKEN` in the project's settings, or else in the
environment.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import (
    Any,
    Concatenate,
    ParamSpec,
    Protocol,
    TypeAlias,
    TypeVar,
    overload,
    runtime_checkable,
)

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, RawPostDataException
from django.views.decorators.csrf import csrf_exempt

from ._web import replies
from ._web.request import LONGEST_BODY, TooLongError, made_before, of_asgi, of_wsgi
from ._web.types import Form
from ._web.verification import told
from .callbacks import Callback
from .elements.response import Response


__all__ = ["answered", "received"]

CallbackT = TypeVar("CallbackT", bound=Callback)
ToldT_co = TypeVar("ToldT_co", bound=Callback, covariant=True)
P = ParamSpec("P")

_Answer: TypeAlias = HttpResponseBase | Response | None


@runtime_checkable
class _Decorator(Protocol[ToldT_co]):
    """Makes a view of Django of one that is told a callback; coroutine functions stay such."""

    @overload
    def __call__(
        self, view: Callable[Concatenate[HttpRequest, ToldT_co, P], Awaitable[_Answer]], /
    ) -> Callable[Concatenate[HttpRequest, P], Awaitable[HttpResponseBase]]: ...
    @overload
    def __call__(
        self, view: Callable[Concatenate[HttpRequest, ToldT_co, P], _Answer], /
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]: ...


def received(kind: type[CallbackT], *, main_account: bool = False) -> _Decorator[CallbackT]:
    """
    Give a view the callback that Plivo has sent, behind the request.

    The view may return a document, None for an empty page, or a response of Django's.  It
    needs no CSRF token: a request that Plivo did not sign is answered with 403, one that
    cannot be read with 400.  Behind `plivoml.wsgi.SignatureMiddleware` or that of
    `plivoml.asgi` the check is the middleware's.

    Args:
        kind: The class in `plivoml.callbacks` of what Plivo sends to this URL.
        main_account: As `plivoml.signatures.verify` takes it.
    """

    def decorate(view: Callable[..., Any]) -> Any:
        read = partial(_told, kind, main_account)

        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                callback = read(request)
            except replies.REFUSED as error:
                return _sent(replies.refusal(error))
            return _answer(view(request, callback, *args, **kwargs))

        @wraps(view)
        async def asked_async(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                callback = read(request)
            except replies.REFUSED as error:
                return _sent(replies.refusal(error))
            return _answer(await view(request, callback, *args, **kwargs))

        # Django marks views of classes in a way that `inspect` knows from Python 3.12 on.
        is_async = iscoroutinefunction(view)  # pyright: ignore[reportDeprecated]
        return csrf_exempt(asked_async if is_async else asked)

    return decorate


def answered(document: Response | None = None) -> HttpResponse:
    """Send a document; without one, an empty page, as callbacks are answered."""
    return _sent(replies.document(document))


def _answer(answer: _Answer) -> HttpResponseBase:
    return answered(answer) if answer is None or isinstance(answer, Response) else answer


def _sent(reply: replies.Reply) -> HttpResponse:
    return HttpResponse(reply.body, status=reply.status, content_type=reply.content_type)


def _told(kind: type[CallbackT], main_account: bool, request: HttpRequest) -> CallbackT:
    scope = getattr(request, "scope", None)  # of ASGI; by WSGI, META is the environment
    return told(
        kind,
        request.META if scope is None else scope,
        of_wsgi(request.META, request.path) if scope is None else of_asgi(scope),
        _body(request),
        lambda name: getattr(settings, name, None),
        main_account=main_account,
    )


def _body(request: HttpRequest) -> Form:
    """
    Return the body, which Django keeps, or the form that it has made of it before.

    Raises:
        TooLongError: It is longer than Plivo's are.
    """
    try:
        body = request.body
    except RequestDataTooBig:
        raise TooLongError from None
    except RawPostDataException:
        if request.content_type != "multipart/form-data":
            raise  # somebody has read it, and nobody knows what it was
        both = (request.POST, request.FILES)
        return made_before(
            (name, value) for form in both for name in form for value in form.getlist(name)
        )
    if len(body) > LONGEST_BODY:
        raise TooLongError
    return body
