"""As much of an editor as it takes to ask a language server: JSON-RPC over pipes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from plivoml._lsp.server import serve

from .processes import PATIENCE


Message = dict[str, Any]


class Editor:
    """
    One side of the pipes of a language server.

    Attributes:
        heard: What the server told without being asked.
        capabilities: What the server can do.
        status: The exit status of the server, once it has ended.
        complaints: What it has written besides.
    """

    def __init__(self, to_server: IO[bytes], from_server: IO[bytes]) -> None:
        self._to_server = to_server
        self._from_server = from_server
        self._asked = 0
        self.heard: list[Message] = []
        self.capabilities: Message = {}
        self.status: int | None = None
        self.complaints = b""

    def start(self, folder: Path | None, capabilities: Message, **others: Any) -> None:
        """Let the server know the editor, and the folder that it has open."""
        here = folder.as_uri() if folder else None
        found = self.ask(
            "initialize",
            processId=None,
            rootUri=here,
            capabilities=capabilities,
            workspaceFolders=[{"uri": here, "name": "test"}] if here else None,
            **others,
        )
        self.capabilities = found["capabilities"]
        self.tell("initialized")

    def stop(self) -> None:
        """Let the server go."""
        self.ask("shutdown")
        self.tell("exit")

    def open(self, path: Path | str, text: str, language: str = "xml") -> str:
        """Open a file with a text in it, and return what the server knows it by."""
        uri = path.as_uri() if isinstance(path, Path) else path
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return uri

    def change(self, uri: str, text: str, version: int = 2) -> None:
        """Put a text in the place of what is in a file."""
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def at(self, method: str, uri: str, position: Message, **others: Any) -> Any:
        """Ask about a place in a file."""
        return self.ask(
            f"textDocument/{method}", textDocument={"uri": uri}, position=position, **others
        )

    def ask(self, method: str, **params: Any) -> Any:
        """Ask, and return the answer."""
        answer = self.answer(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def answer(self, method: str, params: Any) -> Message:
        """Ask whatever, and return the whole of the answer, which may be an error."""
        self._asked += 1
        self.send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self.receive()
            if "method" not in message and message["id"] == self._asked:
                return message

    def tell(self, method: str, **params: Any) -> None:
        """Tell, and wait for nothing."""
        self.send({"method": method, "params": params})

    def diagnostics(self, uri: str, version: int | None = 1) -> list[Message]:
        """Wait for what the server has against a version of a file."""

        def is_meant(params: Message) -> bool:
            return bool(params["uri"] == uri and params.get("version") == version)

        told = self.told("textDocument/publishDiagnostics", is_meant)
        found: list[Message] = told["diagnostics"]
        return found

    def told(self, method: str, fits: Callable[[Message], bool] = bool) -> Message:
        """Wait until the server tells something, and return that."""
        while True:
            for message in self.heard:
                if message["method"] == method and fits(message["params"]):
                    self.heard.remove(message)
                    params: Message = message["params"]
                    return params
            self.receive()

    def send(self, message: Message) -> None:
        """Send a message, right or wrong."""
        self.write(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def write(self, body: bytes) -> None:
        """Send what may be no message."""
        self._to_server.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._to_server.flush()

    def receive(self) -> Message:
        """Return the next message; what the server asks is answered with nothing."""
        length = 0
        while line := self._from_server.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server has gone"
        message: Message = json.loads(self._from_server.read(length))
        if "method" in message:
            self.heard.append(message)
            if "id" in message:
                # The server asks for settings and the like; there are none.
                items = message.get("params", {}).get("items")
                self.send({"id": message["id"], "result": [None] * len(items) if items else None})
        return message


@contextmanager
def started(command: list[str], folder: Path | None = None) -> Generator[Editor]:
    """Start a language server, and see it end when the editor goes."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        editor = Editor(process.stdin, process.stdout)
        yield editor
        _, editor.complaints = process.communicate(timeout=PATIENCE)
        editor.status = process.returncode
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


@contextmanager
def served(delay: float = 0.0) -> Generator[Editor]:
    """Run the language server of plivoml in this process."""
    (its_input, to_server), (from_server, its_output) = os.pipe(), os.pipe()
    with (
        open(its_input, "rb") as stdin,  # noqa: PTH123 - a pipe has no path
        open(to_server, "wb") as mouth,  # noqa: PTH123
        open(from_server, "rb") as ear,  # noqa: PTH123
        open(its_output, "wb") as stdout,  # noqa: PTH123
    ):
        thread = threading.Thread(target=serve, args=(stdin, stdout, delay))
        thread.start()
        try:
            yield Editor(mouth, ear)
        finally:
            mouth.close()
            thread.join(PATIENCE)


def answered(said: bytes) -> tuple[bool, bytes]:
    """Say all at once; return whether the server was shut down, and what it answered."""
    stdout = io.BytesIO()
    return serve(io.BytesIO(said), stdout), stdout.getvalue()


#: How the command is started.
COMMAND = [sys.executable, "-m", "plivoml", "lsp", "--stdio"]


def forget_server(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Let the server not be loaded yet, and a module that it needs be missing."""
    for name in [*sys.modules]:
        if name.startswith(("plivoml._lsp", f"{missing}.")) or name == missing:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
