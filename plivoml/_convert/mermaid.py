"""Graphs as Mermaid and as DOT."""

from __future__ import annotations

import itertools
import re

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from .steps import Arrow, Step


#: What stands around the label of a step, by its kind.
_MERMAID_SHAPES: Final = {
    "document": ("([", "])"),
    "element": ("[", "]"),
    "url": ("[/", "/]"),
    "end": ("((", "))"),
}
_DOT_SHAPES: Final = {
    "document": "oval",
    "element": "box",
    "url": "note",
    "end": "doublecircle",
}

# All that Mermaid or the Markdown and HTML in its labels may read something into.
_NOT_PLAIN: Final = re.compile(r"[^\w ,.:/+()'!?=-]", re.ASCII)


def mermaid(steps: Sequence[Step], arrows: Sequence[Arrow]) -> str:
    """Write a graph as Mermaid."""

    def step(step: Step) -> str:
        opening, closing = _MERMAID_SHAPES[step.kind]
        return f"{step.name}{opening}{_mermaid_label((step.title, *step.lines))}{closing}"

    def arrow(arrow: Arrow) -> str:
        label = f"|{_mermaid_label((arrow.label,))}|" if arrow.label else ""
        return f"{arrow.start} {'-.->' if arrow.leaves else '-->'}{label} {arrow.end}"

    def group(number: int, title: str) -> str:
        return f"subgraph g{number + 1}[{_mermaid_label((title,))}]"

    lines = [*_grouped(steps, step, group, "end"), *map(arrow, arrows)]
    return "\n".join(["flowchart TD", *(f"    {line}" for line in lines)])


def dot(steps: Sequence[Step], arrows: Sequence[Arrow]) -> str:
    """Write a graph in DOT."""

    def step(step: Step) -> str:
        label = _dot_label("\n".join((step.title, *step.lines)))
        return f"{step.name} [shape={_DOT_SHAPES[step.kind]}, label={label}];"

    def arrow(arrow: Arrow) -> str:
        style = "dashed" if arrow.leaves else "solid"
        return f"{arrow.start} -> {arrow.end} [style={style}, label={_dot_label(arrow.label)}];"

    def group(number: int, title: str) -> str:
        return f"subgraph cluster_{number + 1} {{ label={_dot_label(title)};"

    lines = [*_grouped(steps, step, group, "}"), *map(arrow, arrows)]
    return "\n".join(["digraph {", *(f"    {line}" for line in lines), "}"])


def _grouped(
    steps: Sequence[Step],
    step: Callable[[Step], str],
    group: Callable[[int, str], str],
    end: str,
) -> Iterator[str]:
    """Write the steps, those of each document together where there are several documents."""
    several = len({found.document for found in steps}) > 1
    for number, found in itertools.groupby(steps, lambda step: step.document):
        those = list(found)
        if not several:
            yield from map(step, those)
            continue
        yield group(number, those[0].title)
        yield from (f"    {step(inner)}" for inner in those)
        yield end


def _mermaid_label(lines: tuple[str, ...]) -> str:
    return '"' + "<br/>".join(_NOT_PLAIN.sub(_code, line) for line in lines) + '"'


def _code(found: re.Match[str]) -> str:
    return f"#{ord(found[0])};" if found[0].isascii() else found[0]


def _dot_label(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
