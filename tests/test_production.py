"""nginx with the settings of the page on production, before applications that Plivo calls."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from plivoml import Hangup, Response, Speak
from plivoml.callbacks import AnswerRequest
from plivoml.testing import Call
from plivoml.wsgi import received
from tests.examples.stacks import asgi, served
from tests.support.processes import PATIENCE
from tests.test_documentation import ROOT, blocks


pytestmark = [pytest.mark.once, pytest.mark.long]

#: The path has what a proxy that writes it anew would change.
PATH: Final = "/voice//answer?tenant=7"
URL: Final = "https://voice.example.com"
TOKEN: Final = "an-invented-token"
MAIN: Final = "pid {0}/pid; error_log {0}/log; daemon off; events {{}} http {{ access_log off; include {1}; }}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def is_listening(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def nginx(port: int, folder: Path) -> Generator[int]:
    """Let nginx stand before a port of this machine, and give the port of nginx."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        pytest.skip("nginx is not on this machine")
    (block,) = [one for one in blocks(ROOT / "docs/production.md") if one.title == "voice.conf"]
    own = free_port()
    text = block.text.replace("listen 80;", f"listen 127.0.0.1:{own};")
    (folder / "voice.conf").write_text(text.replace(":8000;", f":{port};"), "utf-8")
    (folder / "nginx.conf").write_text(MAIN.format(folder, folder / "voice.conf"), "utf-8")
    process = subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf"])
    try:
        until = time.monotonic() + PATIENCE
        while not is_listening(own):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
        yield own
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def test_a_signature_is_right_behind_the_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", TOKEN)
    document = Response([Speak("Hello."), Hangup()])
    app: Any = received(AnswerRequest)(lambda _: document)
    with served(app) as port, nginx(port, tmp_path) as proxy:
        call = Call(f"http://127.0.0.1:{proxy}", f"{URL}{PATH}", auth_token=TOKEN)
        call.answer()
        assert call.heard == ["Hello."]

        stranger = Call(
            f"http://127.0.0.1:{proxy}", f"{URL}{PATH}", auth_token="another", strict=False
        )
        stranger.answer()
        assert stranger.replies[0].status == 403


def test_a_socket_goes_through_the_proxy(tmp_path: Path) -> None:
    client = pytest.importorskip("websockets.sync.client")
    with (
        asgi(echo) as stack,
        nginx(stack.port, tmp_path) as proxy,
        client.connect(f"ws://127.0.0.1:{proxy}/talk") as opened,
    ):
        opened.send("frame")
        assert opened.recv(timeout=PATIENCE) == "frame"


async def echo(_: Any, receive: Any, send: Any) -> None:
    """Come and go with the server, and say back what comes over a socket."""
    answers = {
        "lifespan.startup": {"type": "lifespan.startup.complete"},
        "lifespan.shutdown": {"type": "lifespan.shutdown.complete"},
        "websocket.connect": {"type": "websocket.accept"},
    }
    while (message := await receive())["type"] != "websocket.disconnect":
        if message["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": message["text"]})
        else:
            await send(answers[message["type"]])
        if message["type"] == "lifespan.shutdown":
            return
