"""
The whole flow of an app, found by calling it again and again.

Each way through is a call of its own: it is answered, and everything is done once more
that led to the point from which there is something new to try.  Two points are one if the
same element of the same document waits, so loops are walked once.
"""

from __future__ import annotations

import re

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from .._convert.graph import Graph
from .._convert.steps import Arrow, Step
from .._model.nodes import Element, elements_in
from ..elements.input import GetDigits, GetInput
from ..elements.recording import Record
from ..elements.routing import Dial
from ._platform.heard import said
from ._platform.leg import Leg
from .call import Call
from .errors import CallError, RunawayCallError
from .moves import Move, Tries, beginnings, left_out, moves


_END_OF_XML: Final = 4010
_TALKED: Final = "completed"
_WAITING: Final = (GetDigits, GetInput, Dial, Record)
# A ticket, or what else ties a stream to one call, is new in each.
_HEADERS: Final = re.compile(' extraHeaders="[^"]*"')
_QUERY: Final = re.compile(r"(<Stream\b[^>]*>[^<?]*)\?[^<]*")
_SHOWN: Final = 60  # characters of what a document says


@dataclass(slots=True)
class Node:
    """A document, or an end of the call."""

    name: str
    title: str
    lines: tuple[str, ...]
    is_end: bool


@dataclass(slots=True)
class FlowMap:
    """What was found."""

    nodes: dict[str, Node] = field(default_factory=dict[str, Node])
    arrows: dict[tuple[str, str], list[str]] = field(
        default_factory=dict[tuple[str, str], list[str]]
    )
    """By the names of two nodes: what leads from the one to the other."""

    invalid: list[str] = field(default_factory=list[str])
    """What ends a call with an error, with the hangup code; and callbacks that failed."""

    dead_ends: list[str] = field(default_factory=list[str])
    """Where a document runs out (4010) though somebody was asked or dialled last."""

    untried: list[str] = field(default_factory=list[str])
    """What was asked for and not tried, by its place; and the ways that the limit cut off."""

    loops: list[str] = field(default_factory=list[str])
    """Where the flow goes round and nobody does anything, or nothing leads out."""

    calls: int = 0
    """How many calls it took."""

    is_complete: bool = True
    """Whether every way was walked before the limit was reached."""

    @property
    def findings(self) -> list[str]:
        """All that is wrong, a line each."""
        return [*self.invalid, *self.loops, *self.dead_ends]

    def as_dict(self) -> dict[str, object]:
        """Return what was found as plain values, for JSON."""
        return {
            "calls": self.calls,
            "is_complete": self.is_complete,
            "nodes": [
                {
                    "name": node.name,
                    "title": node.title,
                    "lines": [*node.lines],
                    "is_end": node.is_end,
                }
                for node in self.nodes.values()
            ],
            "arrows": [
                {"from": start, "to": end, "labels": [*labels]}
                for (start, end), labels in self.arrows.items()
            ],
            "errors": self.invalid,
            "loops": self.loops,
            "dead_ends": self.dead_ends,
            "untried": self.untried,
        }

    def graph(self) -> Graph:
        """Return the map as a picture."""
        steps = tuple(
            Step(node.name, "end" if node.is_end else "document", node.title, node.lines)
            for node in self.nodes.values()
        )
        arrows = (
            Arrow(*ends, _joined(labels), leaves=True) for ends, labels in self.arrows.items()
        )
        return Graph(steps, tuple(arrows))

    def __str__(self) -> str:
        by_name = {node.name: node for node in self.nodes.values()}
        lines: list[str] = []
        for node in self.nodes.values():
            if not node.is_end:
                lines += [f"{node.name} {node.title}", *(f"     {line}" for line in node.lines)]
                for (start, end), labels in self.arrows.items():
                    if start == node.name:
                        target = by_name[end]
                        shown = target.title if target.is_end else f"{end} {target.title}"
                        lines.append(f"     {_joined(labels)} -> {shown}")
        return "\n".join(lines)


def walk(
    call: Call,
    most: int,
    *,
    tries: Tries = Tries(),  # noqa: B008 - it is frozen
) -> FlowMap:
    """
    Call an app until every way through it is known.

    Args:
        call: A call that has not begun, whose settings the calls have.
        most: How many calls there may be.
        tries: What to try where somebody is asked, beside what there is to try for any app.
    """
    call._account.opens_sockets = False
    found = FlowMap()
    seen: set[tuple[str, int]] = set()
    leg = call._leg
    waiting: deque[tuple[Move, ...]] = deque(
        (move,)
        for url in (leg.settings.url, *tries.starts)
        for move in beginnings(url, is_outbound=not leg.is_inbound)
    )
    while waiting:
        if found.calls == most:
            found.is_complete = False
            break
        path = waiting.popleft()
        found.calls += 1
        point = _follow(call.another(url=path[0].url), path, found, tries)
        if point is not None and point[0] not in seen:
            seen.add(point[0])
            waiting.extend((*path, move) for move in point[1])
            for what in point[2]:
                _once(found.untried, what)
    for path in waiting:
        _once(found.untried, f"{path[0].url} {', '.join(repr(move.label) for move in path)}")
    for trap in _traps(found):
        _once(found.loops, trap)
    return found


def _follow(
    call: Call, path: tuple[Move, ...], found: FlowMap, tries: Tries
) -> tuple[tuple[str, int], list[Move], list[str]] | None:
    """Make the moves; return the point that is reached, what can be done there, and what is not."""
    leg = call._leg
    label, known = "", 0
    leg.refused = {move.refuses for move in path if move.refuses is not None}
    try:
        for move in path:
            label, known = move.label, len(leg.pages)
            if move.refuses is not None:
                if move.refuses >= len(leg.sockets):
                    # As below, of what no verb is for.
                    return None
                known = leg.sockets[move.refuses].faults.document
            move.make(call)
    except RunawayCallError as error:
        _once(found.loops, error.message)
        return None
    except CallError:
        # The app does not answer as it did before: there is nothing to follow any more.
        return None
    _draw(leg, label, known, found)
    page, element = leg.page, leg.element
    if call.is_over or page is None or element is None:
        return None
    index = _index(page.document, element)
    place = f"{page.url.partition('?')[0]} <{element.tag}>"
    untried = [f"{place}: {what}" for what in left_out(leg, element, tries)]
    return (_told_apart(page.document), index), list(moves(leg, element, tries)), untried


def _draw(leg: Leg, label: str, known: int, found: FlowMap) -> None:
    """Add what came after the last move."""
    before = _node(leg, known - 1, found) if known else None
    how = label
    for place in range(known, len(leg.pages)):
        node = _node(leg, place, found)
        _arrow(found, before, node, how)
        before, how = node, "then"
    for error in leg.errors:
        _once(found.invalid, str(error))
    if leg.cause is None:
        return
    source = f" ({leg.source})" if leg.source else ""
    title = f"{leg.cause.code} {leg.cause.name}{source}"
    _arrow(found, before, _named(found, title, title, (), is_end=True), how)
    # Who has been talked to needs nothing more.
    if leg.failure is None and leg.cause.code == _END_OF_XML and label != _TALKED:
        last = leg.pages[-1]
        elements = elements_in(last.document)
        if not elements or isinstance(elements[-1], _WAITING):
            what = f"<{elements[-1].tag}> is the last element" if elements else "it is empty"
            _once(found.dead_ends, f"4010: {last.url} {what}, after {label!r}")


def _told_apart(document: Element) -> str:
    """Return the text by which documents are told apart, whichever call they are for."""
    return _QUERY.sub(r"\1", _HEADERS.sub("", str(document)))


def _node(leg: Leg, place: int, found: FlowMap) -> Node:
    page = leg.pages[place]
    key = f"{page.url.partition('?')[0]} {_told_apart(page.document)}"
    lines = tuple(_line(element) for element in elements_in(page.document))
    return _named(found, key, page.url, lines, is_end=False)


def _named(found: FlowMap, key: str, title: str, lines: tuple[str, ...], *, is_end: bool) -> Node:
    if key not in found.nodes:
        found.nodes[key] = Node(f"n{len(found.nodes) + 1}", title, lines, is_end)
    return found.nodes[key]


def _line(element: Element) -> str:
    words = said(element)
    return f"{element.tag}: {words[:_SHOWN]}" if words else element.tag


def _arrow(found: FlowMap, start: Node | None, end: Node, label: str) -> None:
    if start is not None:
        _once(found.arrows.setdefault((start.name, end.name), []), label)


def _once(those: list[str], one: str) -> None:
    if one not in those:
        those.append(one)


def _joined(labels: list[str]) -> str:
    return ", ".join(labels)


def _index(document: Element, element: Element) -> int:
    return next(index for index, other in enumerate(document.walk()) if other is element)


def _traps(found: FlowMap) -> list[str]:
    """Return the documents from which no way leads to an end of the call."""
    leaving = {node.name for node in found.nodes.values() if node.is_end}
    growing = True
    while growing:
        more = {start for start, end in found.arrows if end in leaving} - leaving
        growing = bool(more)
        leaving |= more
    if not found.is_complete:
        return []
    return [
        f"{node.title} leads to no end of the call but a hangup"
        for node in found.nodes.values()
        if node.name not in leaving and any(start == node.name for start, _ in found.arrows)
    ]
