"""The same call to an app in every form that it may have."""

from __future__ import annotations

import asyncio
import socket
import threading

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterator
from contextlib import asynccontextmanager, nullcontext
from typing import Any
from wsgiref.validate import validator

import pytest

from examples.dial_status.app import dial_status_app
from plivoml import CONTENT_TYPE, Dial, GetDigits, Number, Record, Redirect, Response, Speak
from plivoml.callbacks import AnswerRequest, DialAction, DialStatus, GetDigitsAction, HangupRequest
from plivoml.testing import Call, served
from tests.support.simulator import Asgi, Runner, Wsgi, transport_for

from .apps import TOKEN, Handler, asgi, wsgi
from .flows import ANSWER, flow, handler


def menu(digits: GetDigitsAction) -> Response:
    if digits.digits == "2":
        return Response([Dial([Number("+15550100303")], action="/dialled?tenant=7", method="GET")])
    return Response([Redirect("/answer")])


def dialled(done: DialAction) -> Response:
    if done.dial_status == DialStatus.COMPLETED:
        return Response([])
    return Response([Speak("Please leave a message."), Record(action="/recorded")])


def recorded(_: object) -> Response:
    return Response(
        [GetDigits([Speak("Thank you. Press 1 to go back.")], action="/menu", num_digits=1)]
    )


SUPPORT = flow(
    GetDigits([Speak("Press 1 for sales, 2 for support.")], action="/menu", num_digits=1),
    menu=menu,
    dialled=dialled,
    recorded=recorded,
)


APPS: dict[str, Any] = {"mapping": SUPPORT, "wsgi": wsgi(SUPPORT), "asgi": asgi(SUPPORT)}


@pytest.fixture(params=[*APPS, "http wsgi", "http asgi"])
def app(request: pytest.FixtureRequest) -> Generator[Any]:
    over_http, _, kind = request.param.rpartition(" ")
    with served(APPS[kind]) if over_http else nullcontext(APPS[kind]) as app:
        yield app


def test_support_menu(app: Any) -> None:
    call = Call(app, ANSWER, auth_token=TOKEN, from_="+15550100101", to="+15550100202")
    call.answer()
    assert call.heard == ["Press 1 for sales, 2 for support."]
    call.press("2")
    assert call.dialling == ["+15550100303"]
    call.dial_ends("no-answer")
    assert "leave a message" in call.heard[-1]
    call.record(seconds=12, end_key="#")
    call.hang_up()
    assert call.hangup_cause.code == 4000
    assert [type(one) for one in (call.requests[0], call.requests[-1])] == [
        AnswerRequest,
        HangupRequest,
    ]


async def in_a_loop(app: Any) -> None:
    call = Call(app, ANSWER, auth_token=TOKEN)
    call.answer()
    call.press("2")
    await asyncio.sleep(0)
    call.dial_ends("busy")
    assert "leave a message" in call.heard[-1]


def test_an_asynchronous_test_needs_nothing_else(app: Any) -> None:
    asyncio.run(in_a_loop(app))


def test_a_served_app_may_redirect_and_crash() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/answer":
            start_response("302 Found", [("Location", "/next")])
            return []
        return crash()  # type: ignore[no-any-return]

    with served(app) as base:
        call = Call(base, ANSWER)
        call.answer()
    assert "answered 500 (RuntimeError: no database (" in str(call.failure)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_handlers_find_parameters_of_their_own_url(method: Any) -> None:
    told: list[DialAction] = []
    dial = Dial([Number("+15550100303")], action="/dialled?tried=0&by=a+b", method=method)
    call = Call(flow(dial, dialled=told.append), ANSWER, strict=False)
    call.answer()
    call.dial_ends("no-answer")
    assert dict(told[0].extra) == {"by": "a b", "tried": "0"}
    assert told[0].dial_status == DialStatus.NO_ANSWER


def test_handlers_may_be_asynchronous_and_answer_with_text() -> None:
    async def answer(_: AnswerRequest) -> str:
        await asyncio.sleep(0)
        return "<Response><Redirect>/next</Redirect></Response>"

    pages: dict[str, Handler] = {
        "/answer": handler(answer),
        "https://ivr.example.com/next": lambda _: b"<Response><Speak>Next.</Speak></Response>",
    }
    call = Call(pages, ANSWER)
    call.answer()
    assert call.heard == ["Next."]


def test_a_url_without_a_path_is_asked_for_as_a_slash() -> None:
    call = Call({"/": lambda _: Response([Speak("Hello.")])}, "https://ivr.example.com")
    call.answer()
    assert call.heard == ["Hello."]


def test_a_handler_that_answers_with_something_else_has_crashed() -> None:
    call = Call({"/answer": lambda _: 42}, ANSWER)
    call.answer()
    assert call.hangup_cause.code == 7011
    assert "expected a Response, its text, or None of the handler; got 42" in str(call.failure)


def crash(*_: object) -> Any:
    msg = "no database"
    raise RuntimeError(msg)


def wsgi_crash(_environ: object, _start_response: object) -> None:
    crash()


async def async_crash(_scope: object, _receive: object, _send: object) -> None:
    crash()


@pytest.mark.parametrize("app", [{"/answer": crash}, wsgi_crash, async_crash])
def test_an_app_that_raises_answers_500(app: Any) -> None:
    call = Call(app, ANSWER)
    call.answer()
    assert call.hangup_cause.code == 7011
    assert "answered 500 (RuntimeError: no database (" in str(call.failure)
    assert f"{__file__}:" in str(call.failure)


async def cancelled(*_: object) -> None:
    waiting = asyncio.get_running_loop().create_future()
    waiting.cancel()
    await waiting


async def cancelled_asgi(_scope: object, _receive: object, _send: object) -> None:
    await cancelled()


@pytest.mark.parametrize("app", [{"/answer": cancelled}, cancelled_asgi])
def test_an_app_that_waits_for_what_is_cancelled_answers_500(app: Any) -> None:
    call = Call(app, ANSWER)
    call.answer()
    assert call.hangup_cause.code == 7011
    assert "answered 500 (CancelledError: " in str(call.failure)


def test_an_asgi_app_that_begins_no_reply_answers_500() -> None:
    async def app(_scope: object, _receive: object, _send: object) -> None:
        """Answer nothing."""

    call = Call(app, ANSWER)
    call.answer()
    said = "answered 500 (RuntimeError: the app returned and began no reply)"
    assert str(call.failure).endswith(said)


def test_an_error_that_cannot_be_told_is_a_500_too() -> None:
    class UntoldError(Exception):
        def __str__(self) -> str:
            raise AttributeError(self.args)

    def app(_request: object) -> None:
        raise UntoldError

    call = Call({"/answer": app}, ANSWER)
    call.answer()
    assert "answered 500 (UntoldError: <its text cannot be told> (" in str(call.failure)


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        ("", [], "a status is a text such as '200 OK'; got ''"),
        ("200OK", [], "a status is a text such as '200 OK'; got '200OK'"),
        (200, [], "a status is a text such as '200 OK'; got 200"),
        ("200 OK", None, "headers are a list of pairs of texts; got None"),
        ("200 OK", {"a": "b"}, "headers are a list of pairs of texts; got {'a': 'b'}"),
        ("200 OK", [("a", 1)], "headers are a list of pairs of texts; got [('a', 1)]"),
        ("200 OK", ["ab"], "headers are a list of pairs of texts; got ['ab']"),
    ],
)
def test_a_wsgi_app_that_begins_no_reply_answers_500(
    status: object, headers: object, said: str
) -> None:
    def app(_environ: object, start_response: Any) -> list[bytes]:
        start_response(status, headers)
        return [b"<Response/>"]

    call = Call(app, ANSWER)
    call.answer()
    assert call.hangup_cause.code == 7011
    assert f"answered 500 (ValueError: {said} (" in str(call.failure)


@pytest.mark.parametrize("error", [ConnectionRefusedError, TimeoutError])
@pytest.mark.parametrize("kind", ["mapping", "wsgi", "asgi"])
def test_an_app_may_pretend_not_to_be_there(kind: str, error: type[OSError]) -> None:
    def gone(*_: object) -> Any:
        raise error

    async def async_gone(_scope: object, _receive: object, _send: object) -> None:
        gone()

    def wsgi_gone(_environ: object, _start: object) -> Any:
        gone()

    apps: dict[str, Any] = {"mapping": {"/answer": gone}, "wsgi": wsgi_gone, "asgi": async_gone}
    call = Call(apps[kind], ANSWER)
    call.answer()
    assert call.hangup_cause.code == 7011
    reason = "cannot be reached" if error is ConnectionRefusedError else "did not answer"
    assert reason in str(call.failure)


def test_a_wsgi_app_may_write_and_wants_to_be_closed() -> None:
    closed: list[bool] = []

    class Chunks:
        def __iter__(self) -> Iterator[bytes]:
            yield b"</Response>"

        def close(self) -> None:
            closed.append(True)

    def app(environ: dict[str, Any], start_response: Any) -> Chunks:
        assert environ["SERVER_PORT"] == "443"
        write = start_response("200 OK", [("Content-Type", "text/xml; charset=utf-8")])
        write(b"<Response>")
        return Chunks()

    call = Call(app, ANSWER)
    call.answer()
    assert call.hangup_cause.code == 4010
    assert len(closed) == 2


def test_kinds_of_apps_are_told_apart() -> None:
    class Asynchronous:
        async def __call__(self, scope: object, receive: object, send: object) -> None:
            """Do nothing."""

    class Synchronous:
        def __call__(self, _environ: object, _start_response: object) -> list[bytes]:
            return []

    def returns_a_coroutine(scope: object, receive: object, send: object) -> Any:
        return Asynchronous()(scope, receive, send)

    def with_options(
        environ: object, start_response: object, extra: int = 1, **more: object
    ) -> Any:
        """Do nothing."""

    for app in (Asynchronous(), returns_a_coroutine):
        assert isinstance(transport_for(app, 1), Asgi)
    others: list[Any] = [Synchronous(), with_options, dict]
    for other in others:
        assert isinstance(transport_for(other, 1), Wsgi)
    with pytest.raises(
        TypeError, match="expected a URL, a mapping, a WSGI or ASGI application or a Lambda"
    ):
        Call(42, ANSWER)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    ["https://ivr.example.com", "http://192.0.2.7", "http://ivr.example.com", "https://127.0.0.1"],
)
def test_only_loopback_is_contacted(url: str) -> None:
    with pytest.raises(ValueError, match="expected a URL on loopback"):
        Call(url, ANSWER)


def test_a_server_that_is_not_there_cannot_be_reached() -> None:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    call = Call(f"http://localhost:{port}/base", ANSWER)
    call.answer()
    assert call.hangup_cause.code == 7011
    assert "cannot be reached" in str(call.failure)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"", "broke off its reply"),
        (b"nonsense\r\n\r\n", "broke off its reply"),
        (b"sipAuthPassword: a\r\n\r\n", "BadStatusLine('sipAuthPassword: '***'..."),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "broke off its reply"),
        (None, "did not answer"),
    ],
)
def test_a_server_may_break_off_or_say_nothing(said: bytes | None, reason: str) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(5)

        kept: list[socket.socket] = []

        def serve() -> None:
            # One that says nothing is asked once more, and then told of the end.
            for _ in range(3 if said is None else 1):
                connection, _address = server.accept()
                kept.append(connection)
                if said is not None:
                    connection.recv(65536)
                    server.close()  # or the hangup callback would wait for it
                    connection.sendall(said)
                    # Closed with something unread, it would be reset.
                    connection.shutdown(socket.SHUT_WR)

        thread = threading.Thread(target=serve)
        thread.start()
        call = Call(
            f"http://127.0.0.1:{server.getsockname()[1]}",
            ANSWER,
            hangup_url="https://ivr.example.com/never#rc=0",
            timeout=0.05 if said is None else 5,
        )
        call.answer()
        assert call.hangup_cause.code == 7011
        assert reason in str(call.failure)
        thread.join()
        for connection in kept:
            connection.close()


def lifespan_app(log: list[str], *, fails: bool = False) -> Callable[..., Any]:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            assert (await receive())["type"] == "lifespan.startup"
            if fails:
                await send({"type": "lifespan.startup.failed", "message": "no database"})
                return
            scope["state"]["ready"] = True
            log.append("starts")
            await send({"type": "lifespan.startup.complete"})
            assert (await receive())["type"] == "lifespan.shutdown"
            log.append("stops")
            await send({"type": "lifespan.shutdown.complete"})
            return
        log.append(f"serves {scope['state']}")
        headers = [(b"content-type", CONTENT_TYPE.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"<Response/>"})

    return app


def test_an_asgi_app_is_started_and_stopped() -> None:
    log: list[str] = []
    with Call(lifespan_app(log), ANSWER, hangup_url="https://ivr.example.com/end") as call:
        call.answer()
    assert log == ["starts", "serves {'ready': True}", "serves {'ready': True}", "stops"]
    with call, call.another() as other:
        other.answer()
    assert log[-4:] == ["starts", *log[1:3], "stops"]
    with (
        pytest.raises(RuntimeError, match="no database"),
        Call(lifespan_app(log, fails=True), ANSWER),
    ):
        pass


def ending_app(end: Callable[[], Awaitable[object]]) -> Callable[..., Any]:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await end()
            await send({"type": "lifespan.shutdown.complete"})
            return
        headers = [(b"content-type", CONTENT_TYPE.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"<Response/>"})

    return app


def test_an_asgi_app_that_raises_when_it_is_stopped_is_told_of() -> None:
    async def fail() -> None:
        msg = "no pool"
        raise LookupError(msg)

    with pytest.raises(RuntimeError) as caught, Call(ending_app(fail), ANSWER) as call:
        call.answer()
    assert str(caught.value) == "lifespan: the app raised LookupError: no pool"
    assert isinstance(caught.value.__cause__, LookupError)


def test_an_asgi_app_that_raises_once_it_has_said_that_it_is_stopped_is_told_of() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await lifespan_app([])(scope, receive, send)
        if scope["type"] == "lifespan":
            await asyncio.sleep(0.01)
            msg = "no pool"
            raise LookupError(msg)

    with pytest.raises(RuntimeError) as caught, Call(app, ANSWER) as call:
        call.answer()
    assert str(caught.value) == "lifespan: the app raised LookupError: no pool"


def test_an_asgi_app_that_raises_before_it_is_stopped_is_let_be() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            raise NotImplementedError
        await ending_app(receive)(scope, receive, send)

    with Call(app, ANSWER) as call:
        call.answer()
    assert call.hangup_cause.code == 4010


def test_an_asgi_app_that_does_not_stop_is_told_of() -> None:
    app = ending_app(lambda: asyncio.Event().wait())
    with pytest.raises(TimeoutError) as caught, Call(app, ANSWER, timeout=0.5):
        pass
    assert str(caught.value) == "lifespan.shutdown: the app did not answer within 0.5 seconds"


def test_a_loop_can_be_stopped() -> None:
    runner = Runner()
    assert runner.wait_for(asyncio.sleep(0, "done"), 5) == "done"
    runner.stop()
    assert runner.loop.is_closed()


def test_other_apps_need_no_start(app: Any) -> None:
    with Call(app, ANSWER, auth_token=TOKEN) as call:
        call.answer()
        assert call.heard


def test_requests_keep_to_the_standard_of_wsgi() -> None:
    app = validator(dial_status_app("https://ivr.example.com", lambda _: None))
    call = Call(app, "https://ivr.example.com/dial/")
    call.answer()
    assert call.heard == ["Connecting your call.."]
    call.dial_ends("busy")
    assert call.heard[-1] == "The line is busy. Please call again later."


def test_a_framework_works_as_it_is() -> None:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response as Reply
    from starlette.routing import Route

    started: list[bool] = []

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        started.append(True)
        yield
        started.append(False)

    async def answer(request: Request) -> Reply:
        form = AnswerRequest.from_form(await request.form())
        document = Response([Speak(f"Hello {form.from_}.")])
        return Reply(document.to_bytes(), media_type=CONTENT_TYPE)

    routes = [Route("/answer", answer, methods=["POST"])]
    with Call(Starlette(routes=routes, lifespan=lifespan), ANSWER) as call:
        call.answer()
        assert call.heard == ["Hello 15550100101."]
    assert started == [True, False]
