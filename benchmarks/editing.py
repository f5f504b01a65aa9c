"""
The language server: from a keystroke to what is wrong, and from its start to the first of that.

The keystrokes are made in a document of 10 KB in a program of 1,000 lines, one after the other, each
after the answer to the one before.  What is counted is the CPU time of the server, on Linux.
"""

from __future__ import annotations

import json
import subprocess
import sys

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .figures import Figure
from .rounds import spread


KEYSTROKES = 30
STARTS = 7
PER_KEYSTROKE = 0.05  # seconds of CPU
TO_THE_FIRST = 1.0  # seconds of CPU

#: Lines that are said, each with a Dial: 10 KB.
LINES = 48
FUNCTIONS = 225


def program(typed: str) -> str:
    """Return a program of 1,000 lines with a document in it, of which a part was just typed."""
    functions = "".join(
        f"def count_{number}(a, b):\n    c = a + b * {number}\n    return total(c, 'text')\n\n"
        for number in range(FUNCTIONS)
    )
    flow = "".join(
        f'  <Speak voice="Polly.Amy">Hello {{escape(name)}}, this is line {number} of what is said</Speak>\n'
        f'  <Dial callerId="{{escape(number)}}" timeout="20"><Number>+15550100{number:03}</Number>'
        "<Number>{escape(number)}</Number></Dial>\n"
        for number in range(LINES)
    )
    document = f"<Response>\n{flow}  <Speak>Nobody is here{typed}</Speak></Response>"
    return f"from html import escape\n\n{functions}def answer(name: str, number: str) -> str:\n    return f'''{document}'''\n"


class Editor:
    """As much of an editor as it takes."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "plivoml", "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._send("initialize", 1, processId=None, rootUri=None, capabilities={})
        self._receive("id")
        self._send("initialized")

    def open(self, uri: str, language: str, text: str) -> None:
        """Open a file, and wait for what is wrong in it."""
        given = {"uri": uri, "languageId": language, "version": 0, "text": text}
        self._send("textDocument/didOpen", textDocument=given)
        self._receive("method")

    def change(self, uri: str, version: int, text: str) -> None:
        """Put another text into a file, and wait for what is wrong in it."""
        given = {"uri": uri, "version": version}
        self._send("textDocument/didChange", textDocument=given, contentChanges=[{"text": text}])
        self._receive("method")

    def seconds(self) -> float:
        """Return the CPU time of the server so far."""
        threads = Path(f"/proc/{self._server.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def close(self) -> None:
        """Let the server go."""
        self._send("shutdown", 2)
        self._receive("id")
        self._send("exit")
        self._server.communicate(timeout=60)

    def _send(self, method: str, number: int | None = None, **params: Any) -> None:
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params}
        body = json.dumps(message if number is None else {**message, "id": number}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _receive(self, wanted: str) -> None:
        assert self._server.stdout is not None
        message: dict[str, Any] = {}
        while wanted not in message:
            length = 0
            while line := self._server.stdout.readline().strip():
                name, _, value = line.partition(b":")
                length = int(value) if name == b"Content-Length" else length
            message = json.loads(self._server.stdout.read(length))


def figures() -> Iterator[Figure]:
    """Yield seconds."""
    with TemporaryDirectory() as folder:
        name = "a keystroke to its marks, 10 KB in 1,000 lines of Python: seconds of CPU"
        yield Figure(name, spread([*_keystrokes(Path(folder, "flow.py").as_uri())]), PER_KEYSTROKE)
        starts = [_start(Path(folder, "flow.xml").as_uri()) for _ in range(STARTS)]
        name = "the start of an editor's server to first marks: seconds of CPU"
        yield Figure(name, spread(starts), TO_THE_FIRST)


def _keystrokes(uri: str) -> Iterator[float]:
    editor = Editor()
    editor.open(uri, "python", program(""))
    for version in range(1, KEYSTROKES + 1):
        before = editor.seconds()
        editor.change(uri, version, program("." * version))
        taken = editor.seconds() - before
        if version > KEYSTROKES // 3:  # it is warm
            yield taken
    editor.close()


def _start(uri: str) -> float:
    editor = Editor()
    editor.open(uri, "xml", "<Response><Dial timeOut='5'/></Response>")
    taken = editor.seconds()  # it waits for nothing else
    editor.close()
    return taken
