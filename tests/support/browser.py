"""A headless Chromium, driven through its DevTools; and the site that it is shown."""

from __future__ import annotations

import base64
import functools
import http.server
import itertools
import json
import os
import shutil
import subprocess
import threading
import time

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from websockets.sync.client import ClientConnection, connect

from tests.support.processes import PATIENCE


#: Where it is, if this machine has one.
CHROMIUM: Final = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

_OPTIONS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    # It reaches what is on this machine, and no other host.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Browser:
    """One tab."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.asked_for: list[str] = []
        """What was loaded, in its order."""
        self.complaints: list[str] = []
        """What the page wrote to the console as an error, and what it did not catch."""
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.tell(f"{domain}.enable")

    def tell(self, method: str, **given: object) -> dict[str, Any]:
        """Tell the browser to do something, and return what it answers."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": given}))
        while True:
            heard: dict[str, Any] = json.loads(self._socket.recv(timeout=PATIENCE))
            if heard.get("id") == number:
                assert "error" not in heard, heard
                answer: dict[str, Any] = heard["result"]
                return answer
            self._hear(heard.get("method", ""), heard.get("params", {}))

    def _hear(self, event: str, what: dict[str, Any]) -> None:
        match event:
            case "Network.requestWillBeSent":
                self.asked_for.append(what["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(what["exceptionDetails"]))
            case "Log.entryAdded" if what["entry"]["level"] == "error":
                self.complaints.append(what["entry"]["text"])
            case _:
                pass

    def open(self, url: str) -> None:
        """Load a page, and wait until it is there."""
        # What has the same path and another fragment would not be loaded anew.
        self.tell("Page.navigate", url="about:blank")
        self.tell("Page.navigate", url=url)
        self.wait_for("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, program: str) -> Any:
        """Run JavaScript, wait for its promise if it is one, and return its value."""
        done = self.tell(
            "Runtime.evaluate", expression=program, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def wait_for(self, program: str) -> Any:
        """Wait until an expression is true, and return its value."""
        end = time.monotonic() + PATIENCE
        while not (value := self.run(program)):
            assert time.monotonic() < end, program
            time.sleep(0.05)
        return value

    def look_like(self, width: int, *, is_dark: bool = False, height: int = 900) -> None:
        """Show pages as on a screen of that many pixels, in light or dark."""
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self.tell("Emulation.setEmulatedMedia", features=[scheme])

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press a key by its name, its number and what it writes."""
        self.tell(
            "Input.dispatchKeyEvent",
            type="keyDown",
            key=key,
            code=key,
            windowsVirtualKeyCode=code,
            text=text,
        )
        self.tell("Input.dispatchKeyEvent", type="keyUp", key=key, code=key)

    def write(self, text: str) -> None:
        """Write where the focus is, as a paste does."""
        self.tell("Input.insertText", text=text)

    def picture(self, path: Path, *, is_whole: bool = False) -> None:
        """Save what is seen as a PNG."""
        taken = self.tell("Page.captureScreenshot", captureBeyondViewport=is_whole)
        path.write_bytes(base64.b64decode(taken["data"]))


@contextmanager
def browser(folder: Path) -> Generator[Browser]:
    """Start a browser that keeps what it keeps in *folder*."""
    assert CHROMIUM is not None
    process = subprocess.Popen(
        [CHROMIUM, *_OPTIONS, f"--user-data-dir={folder}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
    )
    try:
        with connect(_socket_of_a_tab(folder), max_size=None) as socket:
            yield Browser(socket)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _socket_of_a_tab(folder: Path) -> str:
    told = folder / "DevToolsActivePort"
    end = time.monotonic() + PATIENCE
    while not (told.exists() and told.read_text().count("\n")):
        assert time.monotonic() < end, "Chromium does not start"
        time.sleep(0.05)
    port, path = told.read_text().split("\n")[:2]
    with connect(f"ws://127.0.0.1:{port}{path}") as socket:
        given = {"id": 1, "method": "Target.createTarget", "params": {"url": "about:blank"}}
        socket.send(json.dumps(given))
        while True:
            heard = json.loads(socket.recv(timeout=PATIENCE))
            if heard.get("id") == 1:
                return f"ws://127.0.0.1:{port}/devtools/page/{heard['result']['targetId']}"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass


@contextmanager
def shown(folder: Path) -> Generator[str]:
    """Serve a folder on this machine, and say where."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
