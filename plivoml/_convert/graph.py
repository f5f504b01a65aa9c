"""The flow of documents: what runs after what, and where a call goes from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal
from urllib.parse import unquote

import attrs

from .._lint import flow
from .._model.characters import WHITE_SPACE
from .._model.nodes import Element, UnknownElement, elements_in, texts_in
from .._model.spec import spec_of
from ..elements.input import GetDigits, GetInput
from ..elements.response import PreAnswer
from ..elements.routing import Redirect
from . import mermaid
from .steps import Arrow, Step


@attrs.frozen
class Graph:
    """
    The flow of one document or of several.

    `str()` gives it as Mermaid.
    """

    steps: tuple[Step, ...]
    """In the order of the documents."""

    arrows: tuple[Arrow, ...]

    def __str__(self) -> str:
        return self.to_mermaid()

    def to_mermaid(self) -> str:
        """Write the graph as Mermaid, which Markdown on many sites shows as a picture."""
        return mermaid.mermaid(self.steps, self.arrows)

    def to_dot(self) -> str:
        """Write the graph in DOT, the language of Graphviz."""
        return mermaid.dot(self.steps, self.arrows)

    def to_svg(self) -> str:
        """Draw the graph as an SVG picture that needs nothing else."""
        from . import svg  # few ask for a picture

        return svg.svg(self.steps, self.arrows)


def graph(documents: Element | Mapping[str, Element]) -> Graph:
    """
    Find the flow of a document, or of several that lead to each other.

    Args:
        documents: A document, or documents by name.  The URL of a Redirect or an action
            leads to the document whose name its path ends with: `/sales/menu` and
            `https://example.com/sales/menu.xml?lang=en` lead to `menu`, or to `sales/menu`
            where there is one.
    """
    if isinstance(documents, Element):
        documents = {"": documents}
    return _Walk(documents).graph()


@attrs.define
class _Loose:
    """An arrow whose end is not known yet."""

    start: str
    label: str = ""


class _Walk:
    """Goes through documents element by element."""

    def __init__(self, documents: Mapping[str, Element]) -> None:
        self._documents = documents
        self._names = _Names(documents)
        self._steps: list[Step] = []
        self._arrows: list[Arrow] = []
        self._starts: dict[str, str] = {}
        for name in documents:
            self._starts[name] = f"d{len(self._starts) + 1}"
        self._count = 0

    def graph(self) -> Graph:
        for number, (name, root) in enumerate(self._documents.items()):
            start = Step(self._starts[name], "document", name or root.tag, (), number)
            self._steps.append(start)
            loose = self._run(root, [_Loose(start.name)], number)
            if loose:
                end = self._step("end", "End of the call", (), number)
                self._tie(loose, end)
        return Graph(tuple(self._steps), tuple(self._arrows))

    def _run(self, around: Element, loose: list[_Loose], number: int) -> list[_Loose]:
        """Add the elements in `around`; return the arrows that leave the last of them."""
        for element in elements_in(around):
            step = self._step("element", element.tag, tuple(_lines(element)), number)
            self._tie(loose, step)
            loose = [_Loose(step.name)]
            if isinstance(element, PreAnswer):
                loose = self._run(element, loose, number)
            elif url := flow.next_url(element):
                self._leave(step, url, _branch(element))
                loose = _stays(element, step)
            elif flow.ends(element):
                loose = []
        return loose

    def _leave(self, step: Step, url: str, label: str) -> None:
        name = self._names.at(url)
        if name is None:
            target = self._step("url", url, (), step.document).name
        else:
            target = self._starts[name]
        self._arrows.append(Arrow(step.name, target, label, leaves=True))

    def _step(
        self,
        kind: Literal["element", "url", "end"],
        title: str,
        lines: tuple[str, ...],
        document: int,
    ) -> Step:
        self._count += 1
        step = Step(f"s{self._count}", kind, title, lines, document)
        self._steps.append(step)
        return step

    def _tie(self, loose: Sequence[_Loose], step: Step) -> None:
        self._arrows += (Arrow(arrow.start, step.name, arrow.label) for arrow in loose)


def _stays(element: Element, step: Step) -> list[_Loose]:
    """Say how the document goes on after an element that another may follow."""
    if flow.is_told_only(element):
        return [_Loose(step.name)]
    return [_Loose(step.name, "no input")] if isinstance(element, GetDigits | GetInput) else []


def _branch(element: Element) -> str:
    """Say what leads to the action of `element`."""
    match element:
        case Redirect():
            return ""
        case GetDigits(valid_digits=str(keys)):
            label = f"keys {', '.join(keys)}"
        case GetDigits() | GetInput(input_type="dtmf"):
            label = "keys"
        case GetInput(input_type="speech"):
            label = "speech"
        case GetInput():
            label = "keys or speech"
        case _:
            label = "then"
    return f"{label}, told only" if flow.is_told_only(element) else label


def _lines(element: Element) -> Iterator[str]:
    """Say what an element does: its text, or a line for each element in it."""
    if isinstance(element, PreAnswer):
        return
    if isinstance(element, UnknownElement) or spec_of(type(element)).content.holds in (
        "one value",
        "words and elements",
    ):
        if (words := _words(element)) and not isinstance(element, Redirect):
            yield words
        return
    for inner in elements_in(element):
        words = _words(inner)
        yield f"{inner.tag}: {words}" if words else inner.tag


def _words(element: Element) -> str:
    """Return the text in `element` on one line, without its tags."""
    spaces = str.maketrans(dict.fromkeys(WHITE_SPACE, " "))
    return " ".join(filter(None, "".join(texts_in(element)).translate(spaces).split(" ")))


class _Names:
    """The names of documents, found by the URLs that lead to them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._found: dict[tuple[str, ...], tuple[int, int, str]] = {}
        for number, name in enumerate(names):
            segments = (*_segments(name),)
            # The longest counts, and the first of those.
            rank = len(name), -number, name
            if name:
                self._found[segments] = max(rank, self._found.get(segments, rank))
        self._longest = max(map(len, self._found), default=0)

    def at(self, url: str) -> str | None:
        """Find the document that a URL leads to: the longest name that its path ends with."""
        path = url.partition("#")[0].partition("?")[0]
        if "://" in path:
            path = path.partition("://")[2].partition("/")[2]
        parts = _segments(path)
        first = max(0, len(parts) - self._longest)
        ends = [(*parts[at:],) for at in range(first, len(parts))] or [()]
        found = [self._found[end] for end in ends if end in self._found]
        return max(found)[-1] if found else None


def _segments(path: str) -> list[str]:
    return [unquote(part).removesuffix(".xml") for part in path.split("/") if part]
