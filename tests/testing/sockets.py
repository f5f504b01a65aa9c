"""Agents for the socket of a stream, as plain ASGI applications."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

from plivoml import CONTENT_TYPE, Element, Response, Speak, Stream, streams
from plivoml.testing import Call


Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

ANSWER = "https://voice.example.com/answer"
TALK = "wss://voice.example.com/talk"
TOKEN = "secret"
MULAW = streams.MULAW_8000
#: 20 ms that are no silence.
SOUND = b"\x80" * 160


class Socket:
    """An accepted socket, as an endpoint uses it."""

    def __init__(self, scope: Message, receive: Receive, send: Send) -> None:
        self.scope = scope
        self._receive = receive
        self._send = send
        self.stream_id = ""

    async def recv(self) -> streams.Incoming | None:
        """Return the next message; None once the socket is closed."""
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            return None
        read = streams.parse(message["text"])
        if isinstance(read, streams.Start):
            self.stream_id = read.stream_id
        return read

    async def send(self, message: streams.Outgoing) -> None:
        await self.send_text(message.to_json())

    async def send_text(self, text: str) -> None:
        await self._send({"type": "websocket.send", "text": text})

    async def send_bytes(self, data: bytes) -> None:
        await self._send({"type": "websocket.send", "bytes": data})

    async def play(self, seconds: float, form: streams.Format = MULAW) -> None:
        sound = b"\x80" * form.chunk_bytes * round(seconds * 50)
        await self.send(streams.PlayAudio(sound, format=form))

    async def mark(self, name: str) -> None:
        await self.send(streams.Checkpoint(name, stream_id=self.stream_id))

    async def clear(self) -> None:
        await self.send(streams.ClearAudio(stream_id=self.stream_id))

    async def close(self, code: int = 1000) -> None:
        await self._send({"type": "websocket.close", "code": code})


Endpoint: TypeAlias = Callable[[Socket], Awaitable[None]]


def stream(**attributes: Any) -> Stream:
    """Return a stream as an agent wants it."""
    settings: dict[str, Any] = {
        "bidirectional": True,
        "keep_call_alive": True,
        "content_type": MULAW.content_type,
        **attributes,
    }
    return Stream(settings.pop("url", TALK), **settings)


def agent(endpoint: Endpoint, *document: Element) -> App:
    """Make an application that answers with a document, and has the endpoint."""
    elements: Any = document or (stream(), Speak("After."))
    pages = {"/answer": Response(elements)}

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        assert scope["type"] in {"http", "websocket"}, "no lifespan"
        if scope["type"] == "http":
            await receive()
            page = pages.get(scope["path"])
            headers = [(b"content-type", CONTENT_TYPE.encode())]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            body = b"" if page is None else page.to_bytes()
            await send({"type": "http.response.body", "body": body})
            return
        assert (await receive())["type"] == "websocket.connect"
        await send({"type": "websocket.accept"})
        await endpoint(Socket(scope, receive, send))

    return app


def call_to(endpoint: Endpoint, *document: Element, **settings: Any) -> Call:
    """Call such an application, and answer."""
    call = Call(agent(endpoint, *document), ANSWER, auth_token=TOKEN, **settings)
    call.answer()
    return call


async def mute(socket: Socket) -> None:
    """Read everything and say nothing."""
    while await socket.recv() is not None:
        pass


async def echo(socket: Socket) -> None:
    """Repeat what is heard."""
    while (message := await socket.recv()) is not None:
        if isinstance(message, streams.Media):
            await socket.send(streams.PlayAudio(message.audio, format=MULAW))


async def greeter(socket: Socket) -> None:
    """Greet for two seconds, stop when a key is pressed, and close on 9."""
    while (message := await socket.recv()) is not None:
        match message:
            case streams.Start():
                await socket.play(1)
                await socket.play(1)
                await socket.mark("greeting")
            case streams.DTMF(digit="9"):
                await socket.close()
                return
            case streams.DTMF():
                await socket.clear()
            case _:
                pass
