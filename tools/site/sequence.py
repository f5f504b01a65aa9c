"""A transcript of a call as a sequence diagram: who tells whom what, from top to bottom."""

from __future__ import annotations

import re
import textwrap

from collections.abc import Iterator
from html import escape
from typing import NamedTuple


LINE = re.compile(r"(\d\d:\d\d\.\d)  (\w+) +(.*)")
REQUEST = re.compile(r"(GET|POST) https?://[^/\s]+(\S*)  (\w+)(.*)")

#: Who may take part, from left to right.
PARTIES = {
    "caller": "Caller",
    "callee": "Callee",
    "plivo": "Plivo",
    "app": "Your app",
    "server": "Your socket",
}
COLUMN, TIMES, TOP, ROW, LETTER = 232, 70, 30, 15, 6.7
WIDEST = 32  # letters of a label


class Message(NamedTuple):
    """Something that is said or done; to oneself, it is a remark."""

    time: str
    sender: str
    receiver: str
    text: str
    is_answer: bool = False


def is_transcript(text: str) -> bool:
    """Whether a text is what `Call.transcript()` returns."""
    return bool(LINE.match(text)) and "  caller  calls " in text.partition("\n")[0]


def messages(transcript: str) -> Iterator[Message]:
    """Yield what a transcript tells, in its order."""
    for found in filter(None, map(LINE.fullmatch, transcript.splitlines())):
        time, who, what = found.groups()
        if request := REQUEST.fullmatch(what):
            method, path, kind, gist = request.groups()
            yield Message(time, "plivo", "app", f"{method} {path or '/'} {kind}{gist}")
        elif document := re.fullmatch(r"document \d+: (.*)", what):
            yield Message(time, "app", "plivo", document[1], is_answer=True)
        elif who == "caller" and what.startswith("hears "):
            yield Message(time, "plivo", "caller", what.removeprefix("hears "))
        elif what == "picks up" and who == "plivo":
            yield Message(time, "plivo", "caller", what)
        elif what.startswith("rings ") and who == "plivo":
            yield Message(time, "plivo", "callee", what)
        elif what.startswith("streams to "):
            yield Message(time, "plivo", "server", what)
        elif who in PARTIES and who != "plivo":
            yield Message(time, who, "plivo", what)
        else:
            yield Message(time, "plivo", "plivo", what)


def svg(transcript: str) -> str:
    """Draw a transcript."""
    told = list(messages(transcript))
    there = {party for one in told for party in (one.sender, one.receiver)}
    parties = [party for party in PARTIES if party in there]
    middle = {party: TIMES + 60 + number * COLUMN for number, party in enumerate(parties)}
    rows, bottom = [], TOP + 34
    for one in told:
        drawn, bottom = row(one, middle, bottom)
        rows += drawn
    width = max(middle.values()) + 62
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="sequence" width="{width}" '
            f'height="{bottom + 20}" viewBox="0 0 {width} {bottom + 20}" role="img">'
        ),
        "<title>A call, and what is told to whom</title>",
        (
            '<defs><marker id="told" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
            'markerHeight="8" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z"/></marker></defs>'
        ),
    ]
    for party, x in middle.items():
        lines += [
            f'<path class="life" d="M{x} {TOP + 14}V{bottom + 10}"/>',
            f'<rect class="party" x="{x - 55}" y="{TOP - 18}" width="110" height="32" rx="5"/>',
            f'<text class="party" x="{x}" y="{TOP + 3}">{PARTIES[party]}</text>',
        ]
    return "\n".join([*lines, *rows, "</svg>"])


def row(one: Message, middle: dict[str, int], y: int) -> tuple[list[str], int]:
    """Return what shows a message, and where it ends."""
    start, end = middle[one.sender], middle[one.receiver]
    words = textwrap.wrap(one.text, WIDEST, max_lines=3, placeholder=" …")
    y += 8
    lines = [f'<text class="time" x="4" y="{y + ROW}">{one.time}</text>']
    if one.sender == one.receiver:
        width = max(map(len, words)) * LETTER + 16
        box = f'x="{start - width / 2:g}" y="{y}" width="{width:g}" height="{len(words) * ROW + 8}"'
        lines.append(f'<rect class="remark" {box} rx="3"/>')
        at, x = y + 2, float(start)
        y += len(words) * ROW + 12
    else:
        at, x = y - 2, (start + end) / 2
        y += len(words) * ROW + 4
        kind = "answer" if one.is_answer else "message"
        lines.append(f'<path class="{kind}" d="M{start} {y}H{end}"/>')
    for number, line in enumerate(words, 1):
        lines.append(f'<text x="{x:g}" y="{at + number * ROW}">{escape(line)}</text>')
    return lines, y
