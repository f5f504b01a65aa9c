"""Every example starts as its docstring says, without the rest of a checkout, and answers Plivo."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import examples.frameworks
import examples.scenarios
import examples.voice

from examples.frameworks.calls import kind_of
from plivoml.callbacks import AnswerRequest, InboundMessage
from plivoml.signatures import sign, sign_v2
from tests.examples.stacks import Ask, OverHttp, Reply
from tests.support.processes import PATIENCE


pytestmark = [pytest.mark.once, pytest.mark.uncounted]

PUBLIC = "https://behind-a-proxy.example.com"
TOKEN = "the-auth-token-of-nobody"
START = re.compile(r"^    ((?:python|flask|uvicorn) .*)$", re.MULTILINE)
#: Started by AWS.
ELSEWHERE = {"examples.frameworks.lambda_function"}
SHARED = {"examples.frameworks.calls", "examples.voice.brain", "examples.voice.pages"}
PACKAGES = (examples.frameworks, examples.scenarios, examples.voice)


def commands() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for package in PACKAGES:
        for _, name, _ in iter_modules(package.__path__, f"{package.__name__}."):
            found += [(name, line) for line in START.findall(import_module(name).__doc__ or "")]
    return found


COMMANDS = commands()


def test_every_program_says_how_it_is_started() -> None:
    named = {name for name, _ in COMMANDS}
    modules = {
        name
        for package in PACKAGES
        for _, name, _ in iter_modules(package.__path__, f"{package.__name__}.")
    }
    assert modules - named == SHARED | ELSEWHERE
    assert len(COMMANDS) == len(named)


@pytest.mark.long
@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_the_command_in_the_docstring_starts_it(name: str, command: str, tmp_path: Path) -> None:
    lay_out(name, tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    program, *arguments = shlex.split(command.replace("8000", str(port)))
    if program == "uvicorn":
        arguments += ["--port", str(port)]
    tool = [sys.executable] if program == "python" else [sys.executable, "-m", program]
    secrets = {"PLIVO_AUTH_TOKEN": TOKEN, "PUBLIC_URL": f"{PUBLIC}/", "PORT": str(port)}
    with subprocess.Popen(
        [*tool, *arguments],
        cwd=tmp_path,
        env={**os.environ, **secrets, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            reply = first_reply(process, name, port)
        finally:
            process.terminate()
            said, _ = process.communicate(timeout=PATIENCE)
    if asks_plivo(name):
        assert reply.status == 403, said.decode()
        return
    assert reply.status == 200, said.decode()
    assert b"<Response>" in reply.body
    assert PUBLIC.encode() in reply.body


def lay_out(name: str, folder: Path) -> None:
    """Copy what the page on an example shows: a program, or a folder of them."""
    program = Path(import_module(name).__file__ or "")
    if name.startswith("examples.scenarios."):
        shutil.copy(program, folder)
    else:
        shutil.copytree(program.parent, folder / program.parent.name)
    (folder / "examples.py").write_text("raise ImportError", "utf-8")


def asks_plivo(name: str) -> bool:
    """Whether an application would ask Plivo's API, which is not to be had here."""
    return "PLIVO_AUTH_ID" in (import_module(name).__doc__ or "")


def first_reply(process: subprocess.Popen[bytes], name: str, port: int) -> Reply:
    pages = getattr(import_module(name), "PAGES", None)
    path = "/answer" if pages is None else next(iter(pages))
    about_message = pages is not None and kind_of(pages[path]) is InboundMessage
    about = (
        InboundMessage(message_uuid="m-1", from_="15550100101", to="15550100202", text="hours")
        if about_message
        else AnswerRequest(call_uuid="c-1", from_="15550100101", to="15550100202")
    )
    target = path + "?" + "&".join(f"{name}={value}" for name, value in about.to_form())
    headers = (
        sign_v2(PUBLIC + target, TOKEN)
        if about_message
        else sign("GET", PUBLIC + target, b"", TOKEN)
    )
    ask = Ask("GET", target, headers, b"")
    if asks_plivo(name):
        ask = Ask("POST", path, {}, b"a=1")  # of a stranger, who is refused
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            return OverHttp(port)(ask)
        except ConnectionError:
            assert process.poll() is None, process.communicate(timeout=PATIENCE)[0].decode()
            assert time.monotonic() < ends
            time.sleep(0.05)
