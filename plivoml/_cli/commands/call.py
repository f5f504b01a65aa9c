"""`plivoml call`: a phone call from a terminal, to an app on this machine."""

from __future__ import annotations

import argparse
import itertools
import os
import shlex
import sys

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from .. import CLEAN, FAILED, PROBLEMS


if TYPE_CHECKING:
    from ...testing import Call

_KEYS = frozenset("0123456789*#")
_FORBIDDEN: Final = 403
_SIGNED: Final = (
    "the app answered 403: one that checks signatures needs --public with the answer URL as Plivo "
    "is told it, and its --auth-token"
)
_HELP = """\
12#                  press keys
say WORDS            say something
say FILE             in a stream: say what is in a WAV file
tone SECONDS         in a stream: make a sound like a voice
listen [SECONDS]     in a stream: hear what comes, until it is silent
wait SECONDS         wait
record SECONDS [KEY] leave a message
dial STATUS          how a Dial ends: completed, busy, no-answer, failed, timeout, cancel
answers [WHO]        somebody who is dialled picks up
far KEYS             whoever was dialled presses keys
stream               the server ends the stream
transfer URL         the API moves the call; a path counts from the answer URL
hangup               hang up

A call that is outbound is picked up, unless the first line says otherwise:

answer               pick it up
refuse [STATUS]      do not: busy, no-answer or failed
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.epilog = f"At the prompt, or in a script, a line each:\n\n{_HELP}"
    add_target(parser)
    parser.add_argument("--script", metavar="FILE", help="what to do, a line each; - for the input")
    parser.add_argument(
        "--save", metavar="DIR", type=Path, help="write what is heard of streams as WAV files"
    )


def add_target(parser: argparse.ArgumentParser) -> None:
    """Give a parser what says which app to call, and how."""
    parser.add_argument(
        "url", metavar="URL", help="the answer URL on this machine, http://127.0.0.1:8000/answer"
    )
    parser.add_argument(
        "--public", metavar="URL", help="the answer URL as Plivo is told it (default: URL)"
    )
    parser.add_argument(
        "--auth-token",
        metavar="TOKEN",
        default=os.environ.get("PLIVO_AUTH_TOKEN"),
        help="sign the requests (default: the variable PLIVO_AUTH_TOKEN)",
    )
    parser.add_argument("--from", dest="from_", metavar="NUMBER", default="+15550100101")
    parser.add_argument("--to", metavar="NUMBER", default="+15550100202")
    parser.add_argument("--method", choices=("GET", "POST"), default="POST")
    parser.add_argument("--direction", choices=("inbound", "outbound"), default="inbound")
    for name, told in (
        ("hangup", "is told of the end (default: the answer URL is)"),
        ("fallback", "is asked where the answer URL gives nothing"),
        ("ring", "is told that an outbound call rings"),
    ):
        parser.add_argument(
            f"--{name}-url", metavar="URL", help=f"{told}; a path counts from the answer URL"
        )
    for name, told in (
        ("ignore", "rules that do not count, besides those of the project"),
        ("allow", "unknown names that are right, such as NewElement and Dial.newThing"),
    ):
        parser.add_argument(
            f"--{name}", metavar=name.upper(), action="append", default=[], help=told
        )


def call_of(options: argparse.Namespace) -> Call:
    """
    Prepare the call.

    Raises:
        ValueError: The app is not on this machine.
    """
    from ...testing import Call

    url: str = options.url
    parts = urlsplit(url)
    return Call(
        f"{parts.scheme}://{parts.netloc}",
        public(options, ""),
        auth_token=options.auth_token or None,
        from_=options.from_,
        to=options.to,
        method=options.method,
        direction=options.direction,
        hangup_url=public(options, options.hangup_url),
        fallback_url=public(options, options.fallback_url),
        ring_url=public(options, options.ring_url),
        ignore=options.ignore,
        allow=options.allow,
        strict=False,
    )


def public(options: argparse.Namespace, url: str | None) -> Any:
    """Return a URL as Plivo is told it; a path, or nothing, counts from the answer URL."""
    return None if url is None else urljoin(options.public or options.url, url)


def run(options: argparse.Namespace) -> int:
    """Make the call, and print what happens."""
    from ...testing import CallError

    try:
        call = call_of(options)
        lines = _script(options.script) if options.script else _keyboard()
        lines = _begun(call, lines)
        _hear(call)
        shown = _show(call, 0)
        while not call.is_over and (line := next(lines, None)) is not None:
            try:
                _do(call, line, options)
                _hear(call)
            except (CallError, OSError, ValueError) as error:
                print(f"plivoml: {getattr(error, 'message', error)}", file=sys.stderr)
                if options.script:
                    return FAILED
            shown = _show(call, shown)
        call.hang_up()
        _show(call, shown)
        if options.save is not None:
            _save(call, options.save)
    except (CallError, OSError, ValueError) as error:
        print(f"plivoml: {getattr(error, 'message', error)}", file=sys.stderr)
        return FAILED
    if options.public is None and any(reply.status == _FORBIDDEN for reply in call.replies):
        print(f"plivoml: {_SIGNED}", file=sys.stderr)
    return PROBLEMS if any(reply.problem for reply in call.replies) or call.failure else CLEAN


def _begun(call: Call, lines: Iterator[str]) -> Iterator[str]:
    """Begin the call; return the lines that are left. One that is outbound may be refused."""
    first: list[str] = []
    if not call.is_inbound:
        first = [line for line in [next(lines, None)] if line is not None]
    match shlex.split(first[0]) if first else []:
        case ["refuse", *status]:
            call.refuse("".join(status) or "busy")
            return iter(())
        case ["answer"]:
            first = []
        case _:
            pass
    call.begin()
    return itertools.chain(first, lines)


def _script(name: str) -> Iterator[str]:
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        return iter(data.decode().splitlines())
    except UnicodeDecodeError:
        msg = "expected a script in UTF-8; got other bytes"
        raise ValueError(msg) from None


def _keyboard() -> Iterator[str]:
    """Yield lines until there are no more, which hangs up."""
    while True:
        try:
            yield input("> ")
        except EOFError:
            return


def _hear(call: Call) -> None:
    """Hear what a stream has to say, as long as it says something."""
    if call.streams and call.stream.is_open and call.stream.is_attended:
        call.stream.listen()


def _save(call: Call, folder: Path) -> None:
    """Write what was heard of each stream."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, stream in enumerate(call.streams, 1):
        path = folder / f"stream-{number}.wav"
        stream.save(path)
        print(f"{path}: {stream.seconds_played:.1f} s")


def _show(call: Call, shown: int) -> int:
    """Print what is new."""
    lines = call.transcript().splitlines()
    for line in lines[shown:]:
        print(line)
    return len(lines)


def _do(call: Call, line: str, options: argparse.Namespace) -> None:
    """
    Do what a line says; `#` with a blank after it begins a comment.

    Raises:
        ValueError: It says nothing that can be done.
        CallError: It cannot be done now.
    """
    match [] if line.startswith("# ") else shlex.split(line):
        case []:
            return
        case ["say", file] if _is_sound(file) and call.streams and call.stream.is_open:
            call.stream.speak(Path(file))
        case ["tone", seconds]:
            call.stream.speak(seconds=float(seconds))
        case ["listen", *seconds]:
            call.stream.listen(float("".join(seconds)) if seconds else None)
        case ["say", *words]:
            call.say(" ".join(words))
        case ["wait", seconds]:
            call.wait(float(seconds))
        case ["record", seconds, *key]:
            call.record(float(seconds), end_key="".join(key) or None)
        case ["hangup"]:
            call.hang_up()
        case ["press", keys] | [keys] if _KEYS.issuperset(keys):
            call.press(keys)
        case words:
            _do_for_others(call, words, options)


def _is_sound(word: str) -> bool:
    return word.lower().endswith(".wav") or Path(word).is_file()


def _do_for_others(call: Call, words: list[str], options: argparse.Namespace) -> None:
    match words:
        case ["transfer", url]:
            call.transfer(public(options, url))
        case ["dial", status]:
            call.dial_ends(status)
        case ["answers", *who]:
            call.dial_answers("".join(who) or None)
        case ["far", keys]:
            call.dial_presses(keys)
        case ["stream"]:
            call.stream_ends()
        case _:
            msg = f"expected one of the following; got {shlex.join(words)!r}\n\n{_HELP}"
            raise ValueError(msg)
