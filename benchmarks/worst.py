"""The worst documents, beside what is right: the CPU and the memory of each command."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import plivoml

from plivoml import InvalidDocumentError
from plivoml._cli import main
from plivoml.testing import Call
from plivoml.testing.flow_map import walk

from .bounded import Outcome, bounded
from .figures import Figure
from .rounds import Ratio


#: In characters, and as much as Plivo takes of a document in a call.
SIZE: Final = 1_000_000
SIZE_IN_CALLS: Final = 100_000

#: Times what is right, and megabytes.
BAR: Final = 20
BAR_MEMORY: Final = 500

#: What no work takes, in seconds and megabytes, so that a figure comes out whatever it is.
_PATIENCE: Final = 200
_ROOM: Final = 4000
LEAST: Final = 0.05
"""Less CPU than this, in seconds, is of the process rather than of the document."""

_CALLS: Final = 20
"""How many ways through a flow are walked."""


def _of(before: str, unit: str | Callable[[int], str], after: str) -> Callable[[int], str]:
    """Return what repeats a unit, which may be told its number, as often as a size has room."""

    def document(size: int) -> str:
        if isinstance(unit, str):
            return before + unit * max(1, size // len(unit.encode())) + after
        count = max(1, size // len(unit(size // 20).encode()))
        return before + "".join(map(unit, range(count))) + after

    return document


def _inside(unit: str | Callable[[int], str]) -> Callable[[int], str]:
    return _of("<Response>", unit, "</Response>")


def _spoken(unit: str | Callable[[int], str]) -> Callable[[int], str]:
    return _of("<Response><Speak>", unit, "</Speak></Response>")


def _attribute(before: str, unit: str | Callable[[int], str], after: str) -> Callable[[int], str]:
    return _of(f'<Response>{before}="', unit, f'"{after}</Response>')


_DEEP: Final = 95
_NUMBER: Final = "<Number>+15550100101</Number>"

RIGHT: Final[dict[str, Callable[[int], str]]] = {
    "speech": _inside('<Speak voice="Polly.Amy" language="en-GB">Hello you</Speak>'),
    "a dial": _inside(f'<Dial timeout="30">{_NUMBER}</Dial>'),
    "ends": _inside("<Hangup/>"),
    "keys": _inside('<GetDigits action="https://example.com/"/>'),
}

#: Documents in which one thing is repeated, by what is bad about them.
SHAPES: Final[dict[str, Callable[[int], str]]] = {
    "unknown elements": _inside("<Bogus/>"),
    "unknown elements of many names": _inside("<Bogus{}/>".format),
    "unknown elements in each other": _inside("<Bogus>" * _DEEP + "</Bogus>" * _DEEP),
    "foreign wrappers": _inside("<Gather><Say>a</Say></Gather>"),
    "unknown attributes": _of("<Response><Hangup ", 'a{}="" '.format, "/></Response>"),
    "attributes of a nearly right name": _inside('<Wait lenght="1"/>'),
    "bad values": _inside('<Wait length="x"/>'),
    "bad values of many texts": _inside('<Wait length="x{}"/>'.format),
    "text among elements": _inside("a<Hangup/>"),
    "elements after the last": _inside('<Record action="https://example.com/"/>'),
    "nothing given": _inside("<GetInput/>"),
    "levels that are wrong": _of(
        "<Response><Speak>" + '<prosody rate="bad">' * _DEEP,
        "<break/>",
        "</prosody>" * _DEEP + "</Speak></Response>",
    ),
    "levels that are right": _of(
        "<Response><Speak>" + '<prosody rate="slow">' * _DEEP,
        "<break/>",
        "</prosody>" * _DEEP + "</Speak></Response>",
    ),
    "levels without end": _of("<Response>", "<Speak>", ""),
    "end tags alone": _inside("</Speak>"),
    "one text": _spoken("a"),
    "one text of many lines": _spoken("a\n"),
    "white space": _spoken(" "),
    "empty lines": _inside("\n"),
    "a message of many lines": _of(
        '<Response><Message src="1" dst="2">a', "\n", "</Message></Response>"
    ),
    "one value": _attribute("<Redirect method", "x", ">https://example.com/</Redirect>"),
    "one number": _attribute("<Wait length", "1", "/>"),
    "one address": _of("<Response><Redirect>https://example.com/", "a", "</Redirect></Response>"),
    "one address of bad escapes": _of(
        "<Response><Redirect>https://example.com/", "%zz", "</Redirect></Response>"
    ),
    "one query": _of(
        "<Response><Redirect>https://example.com/?", "a=b&amp;", "</Redirect></Response>"
    ),
    "one header again and again": _attribute("<Dial sipHeaders", "a=b,", f">{_NUMBER}</Dial>"),
    "many headers": _attribute("<Dial sipHeaders", "a{}=b,".format, f">{_NUMBER}</Dial>"),
    "headers of a stream": _attribute(
        "<Stream extraHeaders", "a{}=b;c=d,".format, ">wss://example.com/</Stream>"
    ),
    "hints": _attribute(
        '<GetInput inputType="speech" action="https://example.com/" hints', "a,", "/>"
    ),
    "receivers": _attribute('<Message src="1" dst', "15550100101&lt;", ">a</Message>"),
    "a name of an attribute": _of("<Response><Hangup ", "a", '=""/></Response>'),
    "a name of an element": _of("<Response><", "a", "/></Response>"),
    "a voice": _attribute("<Speak voice", "Polly.", ">a</Speak>"),
    "voices of many names": _inside('<Speak voice="Polly.Am{}">a</Speak>'.format),
    "references": _spoken("&amp;"),
    "references to nothing": _spoken("&foo;"),
    "signs that want to be written": _spoken("&"),
    "comments": _inside("<!-- a -->"),
    "comments that turn rules off": _inside('<!-- plivoml: ignore bad-value --><Wait length="x"/>'),
    "comments that turn nothing off": _inside("<!-- plivoml: ignore xyzzy --><Wait/>"),
    "one comment": _of("<Response><!-- plivoml: ignore ", "bad-value, ", "--></Response>"),
    "comments without end": _of("<Response>", "<!--", ""),
    "sections": _spoken("<![CDATA[a]]>"),
    "sections without end": _of("<Response><Speak>", "<![CDATA[", ""),
    "instructions": _inside("<?a b?>"),
    "a document type": _of("<!DOCTYPE a [", "<!ENTITY a 'b'>", "]><Response/>"),
    "prefixes": _inside("<a:Speak>a</a:Speak>"),
    "an attribute twice": _of("<Response><Speak ", 'voice="a" ', ">a</Speak></Response>"),
    "quotes": _of("<Response><Speak ", '"', ""),
    "characters that are none": _spoken("\x01"),
    "wide characters": _spoken("\U0001f600"),
    "placeholders": _spoken("{{ x }}"),
    "placeholders without end": _spoken("{{"),
    "markup that is escaped": _spoken("&lt;break/&gt;"),
    "tags of speech that nobody knows": _spoken("<bogus>a</bogus>"),
    "values of speech that are wrong": _spoken('<say-as interpret-as="x">a</say-as>'),
    "users that are none": _of("<Response><Dial>", "<User>a</User>", "</Dial></Response>"),
    "flows that go round": _inside("<Redirect>https://example.com/a</Redirect>"),
    "addresses that are none": _inside("<Redirect>http://[x/</Redirect>"),
    "rooms": _inside("<Conference>r{}</Conference>".format),
    "keys that are none": _of("<Response><DTMF>", "1x", "</DTMF></Response>"),
    "streams": _inside('<Stream bidirectional="true">wss://example.com/s</Stream>'),
}


def _parse(file: Path) -> None:
    with contextlib.suppress(InvalidDocumentError):
        plivoml.parse(file.read_bytes(), strict=False)


def _map(file: Path) -> None:
    body = file.read_bytes()

    def app(_: dict[str, Any], start: Callable[..., object]) -> list[bytes]:
        start("200 OK", [("Content-Type", "application/xml")])
        return [body]

    print(walk(Call(app, "https://example.com/answer", strict=False), _CALLS))


def _run(*arguments: str) -> Callable[[Path], object]:
    return lambda file: main([*arguments, str(file)])


COMMANDS: Final[dict[str, Callable[[Path], object]]] = {
    "parse": _parse,
    "check": _run("check", "--select=all"),
    "format": _run("format", "--diff"),
    "to-python": _run("to-python"),
    "graph": _run("graph", "--format=svg"),
    "map": _map,
}


def work(command: str, shape: str, size: int) -> int:
    """Do what a command does with a document of a shape; return its status."""
    document = (RIGHT | SHAPES)[shape](size)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answer.xml"
        file.write_text(document, "utf-8")
        status = COMMANDS[command](file)
        sys.stdout.flush()
    return status if isinstance(status, int) else 0


def size_for(command: str) -> int:
    """Return how long documents are for a command: a call takes none that is longer."""
    return SIZE_IN_CALLS if command == "map" else SIZE


def outcomes(command: str, shapes: Iterable[str]) -> dict[str, Outcome]:
    """Return what a command takes for documents of several shapes."""
    size = size_for(command)
    return {
        shape: bounded(work, command, shape, size, seconds=_PATIENCE, megabytes=_ROOM)
        for shape in shapes
    }


def figures() -> Iterator[Figure]:
    """Yield for each command the worst of all shapes."""
    if not hasattr(os, "fork"):
        return
    for command in COMMANDS:
        work(command, "a dial", 1000)  # whatever is loaded once is loaded
        right = max(one.seconds for one in outcomes(command, RIGHT).values())
        wrong = outcomes(command, SHAPES).values()
        broken = [one.failure for one in wrong if one.failure]
        assert not broken, broken[0]
        times = max(one.seconds for one in wrong) / max(right, LEAST)
        most = max(one.megabytes for one in wrong)
        of = f"{command} of {size_for(command) // 1000:,} KB of the worst"
        yield Figure(f"{of}: times what is right", Ratio(times, times, times), BAR)
        yield Figure(f"{of}: MB", Ratio(most, most, most), BAR_MEMORY)
