"""
Documents that are grown from bytes by the declarations, so that most are nearly right.

A change of one byte changes one element, attribute or value, and never the end of a tag: the
fuzzer gets past the gate, and looks for what is behind it.
"""

from __future__ import annotations

import itertools

from collections.abc import Iterator
from functools import cache

from plivoml import Response, Speak
from tests.support.declarations import (
    WRONG,
    ElementSpec,
    Enumeration,
    Value,
    members_of,
    quoted,
    spec_of,
    text,
)
from tests.support.strategies import SPECS


#: What an input of text begins with where it is to be grown.
MARK = b"\0"

#: What a document begins with that is taken as it stands; any other input is grown.
BEGINNINGS = (b"<", b" ", b"\n", b"{", b"\xef", b"\xfe", b"\xff")

TEXTS = [
    *("", " ", "a", "Hello you", "\n", "1", "0", "-1", "01", "5", "10", "86400", "true", "false"),
    *("+15550100101", "15550100101<15550100102", "sip:a@example.com", "wss://example.com/s"),
    *("https://example.com/a?b=1&c=2", "http://localhost/", "/relative", "ftp://example.com/a"),
    *("a=b,c=d", "X-PH-a=b", "en-US", "en_US", "1,2", "a b", "1s", "+10%", "-6dB", "Polly.Amy"),
    *(
        "audio/x-mulaw;rate=8000",
        "{{ x }}",
        "${x}",
        "%s",
        "<&>\"'",
        "é\u2028\U0001f600\xa0",
        "-" * 40,
    ),
]

COMMENTS = [" a ", " plivoml: ignore all ", " plivoml: ignore bad-value ", "", "<Speak>"]

#: How many steps a document grows by, each an element, an attribute or a text.
STEPS = 32


@cache
def words(value: Value) -> list[str]:
    """Texts for a value: first those that are right, then those that are not."""
    named = [
        word for one in members_of(value) if isinstance(one, Enumeration) for word in one.words
    ]
    every = [*named, *TEXTS]
    right = [one for one in every if value.load(one) is not WRONG]
    return right * 3 + every


def grown(data: bytes) -> str:
    """
    Grow a document: of two bytes, the first says what to do, the second with what.

    It stays short: in the time that a long one takes, several short ones are looked at.
    """
    return "".join(_grown(data, spec_of(Response)))


def grown_speech(data: bytes) -> str:
    """Grow what a Speak holds."""
    _, _, inside = "".join(_grown(b"\7\0" + data, spec_of(Speak))).partition(">")
    return inside.removesuffix("</Speak>")


def document_of(data: bytes) -> bytes:
    """Return the document that an input is, or grows to."""
    return data if data.startswith(BEGINNINGS) else grown(data).encode()


def _grown(data: bytes, root: ElementSpec) -> Iterator[str]:
    around: list[ElementSpec] = [root]
    is_open = True  # the tag of the innermost
    given: set[str] = set()  # the attributes in it
    yield f"<{root.tag}"
    for does, which in itertools.islice(zip(data[::2], data[1::2], strict=False), STEPS):
        spec = around[-1]
        if does % 8 < 3 and is_open and spec.attributes:
            attribute = _attribute(spec, does, which)
            name = attribute.partition("=")[0]
            yield "" if name in given else attribute
            given.add(name)
            continue
        if is_open:
            yield ">"
            is_open = False
        match does % 8:
            case 0 | 1 | 2 | 3:
                inner = _child(spec, which)
                around.append(inner)
                is_open = True
                given = set()
                yield f"<{inner.tag}"
            case 4 | 5:
                content = spec.content.value
                choice = words(content) if content else TEXTS
                yield text(choice[which % len(choice)])
            case 6:
                yield f"<!--{COMMENTS[which % len(COMMENTS)]}-->"
            case _:
                if len(around) > 1:
                    yield f"</{around.pop().tag}>"
    yield ">" if is_open else ""
    yield from (f"</{spec.tag}>" for spec in reversed(around))


def _attribute(spec: ElementSpec, does: int, which: int) -> str:
    attributes = spec.attributes
    one = attributes[(does // 8 * 7 + which // 37) % len(attributes)]
    choice = words(one.value)
    return f' {one.name}="{quoted(choice[which % len(choice)])}"'


def _child(spec: ElementSpec, which: int) -> ElementSpec:
    kinds = [spec_of(kind) for kind in spec.content.elements]
    every = kinds * 3 + SPECS
    return every[which % len(every)]
