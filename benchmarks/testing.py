"""
How long a simulated call takes: a flow of 1,000 steps, a minute of talk, and 200 calls by the API.

A step is a key that is pressed, the signed request for it, and the document that comes back,
read and carried out.  A minute of talk is 3,000 messages of sound to an agent that sends each of
them back.  Both have to take about a second of CPU at most.  Each of the 200 calls is made by a request
to the double of the REST API, answered, asked for a key, and ended by another request: two seconds.
"""

from __future__ import annotations

import base64
import http.client
import json
import time

from collections.abc import Callable, Iterator
from typing import Any

from plivoml import GetDigits, Response, Speak, Stream, streams
from plivoml.callbacks import GetDigitsAction
from plivoml.testing import Account, Call

from .figures import Figure
from .rounds import spread


URL = "https://ivr.example.com/answer"
STEPS = 1000
ROUNDS = 5
AT_MOST = 1.0  # seconds of CPU

MENU = Response(
    [
        GetDigits(
            [Speak("Press 1 for sales, 2 for support.")],
            action="https://ivr.example.com/menu",
            num_digits=1,
        ),
        Speak("Goodbye."),
    ]
)
DOCUMENT = MENU.to_bytes()

CALLS = 200

MINUTE = 60
FRAMES = 2 * 50 * MINUTE
TALK = Response(
    [
        Stream(
            "wss://ivr.example.com/talk",
            bidirectional=True,
            keep_call_alive=True,
            content_type="audio/x-mulaw;rate=8000",
        )
    ]
).to_bytes()


def handle(_: object) -> Response:
    """Answer with the menu."""
    return MENU


def wsgi(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Read the request and answer with the menu."""
    GetDigitsAction.from_form(environ["wsgi.input"].read())
    start_response("200 OK", [("Content-Type", "application/xml")])
    return [DOCUMENT]


async def asgi(_: Any, receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
    """Do the same, asynchronously."""
    GetDigitsAction.from_form((await receive())["body"])
    headers = [(b"content-type", b"application/xml")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": DOCUMENT})


def seconds(app: Any) -> float:
    """Return the CPU time of a call of so many steps."""
    call = Call(app, URL, auth_token="secret")  # noqa: S106 - invented
    started = time.process_time()
    call.answer()
    for _ in range(STEPS):
        call.press("1")
    call.hang_up()
    return time.process_time() - started


async def echo(scope: Any, receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
    """Answer with a stream, and send back what comes on it."""
    if scope["type"] == "http":
        await receive()
        headers = [(b"content-type", b"application/xml")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": TALK})
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (received := await receive())["type"] == "websocket.receive":
        message = streams.parse(received["text"])
        if isinstance(message, streams.Media):
            answer = streams.PlayAudio(message.audio, format=streams.MULAW_8000)
            await send({"type": "websocket.send", "text": answer.to_json()})


def talk_seconds() -> float:
    """Return the CPU time of a minute of talk in both directions."""
    with Call(echo, URL, auth_token="secret") as call:  # noqa: S106 - invented
        call.answer()
        started = time.process_time()
        call.wait(MINUTE)
        taken = time.process_time() - started
        frames = len(call.stream.received) + len(call.stream.sent)
        assert frames == FRAMES + 1, frames  # and the start
        call.hang_up()
    return taken


def ask(account: Account, method: str, path: str, fields: dict[str, Any]) -> Any:
    """Ask the API for something, as cheaply as Python can."""
    pair = f"{account.auth_id}:{account.auth_token}".encode()
    headers = {
        "Authorization": f"Basic {base64.b64encode(pair).decode()}",
        "Content-Type": "application/json",
    }
    connection = http.client.HTTPConnection(account.url.removeprefix("http://"))
    target = f"/v1/Account/{account.auth_id}/{path}"
    connection.request(method, target, json.dumps(fields), headers)
    body = connection.getresponse().read()
    connection.close()
    return json.loads(body) if body else None


def account_seconds() -> float:
    """Return the CPU time of so many calls that the API makes and ends."""
    fields = {"from": "+15550100100", "to": "+15550100200", "answer_url": URL}
    started = time.process_time()
    with Account({"/answer": handle, "/menu": handle}) as account:
        for _ in range(CALLS):
            uuid = ask(account, "POST", "Call/", fields)["request_uuid"]
            call = account.calls[-1]
            call.answer()
            call.press("1")
            ask(account, "DELETE", f"Call/{uuid}/", {})
            assert call.hangup_cause.code == 4000  # noqa: PLR2004 - normal
    return time.process_time() - started


def figures() -> Iterator[Figure]:
    """Yield the seconds of CPU that such a call takes, for each kind of app."""
    apps = {"a mapping": {"/answer": handle, "/menu": handle}, "WSGI": wsgi, "ASGI": asgi}
    for name, app in apps.items():
        title = f"a simulated call of {STEPS:,} steps, {name}: seconds"
        yield Figure(title, spread(seconds(app) for _ in range(ROUNDS)), AT_MOST)
    title = f"a simulated minute of talk, {FRAMES:,} messages, ASGI: seconds"
    yield Figure(title, spread(talk_seconds() for _ in range(ROUNDS)), AT_MOST)
    title = f"{CALLS} simulated calls that the API makes and ends: seconds"
    yield Figure(title, spread(account_seconds() for _ in range(ROUNDS)), 2 * AT_MOST)
