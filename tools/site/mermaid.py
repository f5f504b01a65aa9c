"""Reads Mermaid as `plivoml graph` writes it, and no other."""

from __future__ import annotations

import re

from plivoml import Graph
from plivoml._convert.steps import Arrow, Step


STEP = re.compile(r"(\w+)(\(\[|\[/|\[|\(\()\"(.*)\"(?:\]\)|/\]|\]|\)\))")
ARROW = re.compile(r"(\w+) (-\.->|-->)(?:\|\"(.*)\"\|)? (\w+)")
KINDS = {"([": "document", "[": "element", "[/": "url", "((": "end"}


def read(text: str) -> Graph:
    """
    Return the graph.

    Raises:
        ValueError: A line is none that `plivoml graph` writes.
    """
    steps: list[Step] = []
    arrows: list[Arrow] = []
    group = 0
    first, *lines = text.split("\n")
    if first != "flowchart TD":
        raise ValueError(first)
    for line in filter(None, map(str.strip, lines)):
        if line.startswith("subgraph "):
            group = int(line.removeprefix("subgraph g").partition("[")[0]) - 1
        elif found := STEP.fullmatch(line):
            title, *inner = map(plain, found[3].split("<br/>"))
            steps.append(Step(found[1], KINDS[found[2]], title, tuple(inner), group))
        elif found := ARROW.fullmatch(line):
            arrows.append(Arrow(found[1], found[4], plain(found[3] or ""), found[2] == "-.->"))
        elif line != "end":
            raise ValueError(line)
    return Graph(tuple(steps), tuple(arrows))


def plain(label: str) -> str:
    """Return a label without its escapes."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label)
