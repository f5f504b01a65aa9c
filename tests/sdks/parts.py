"""
Documents as trees, each of which is about one thing, from the samples.

The samples have every element and every attribute.  Of each attribute of each element there is a tree
that has it and nothing else but what has to be there; and so of each element in each that can hold
it, of texts in which a character means something somewhere, and of the samples as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias

from plivoml import Element, InvalidDocumentError, parse
from tests.support.declarations import by_tag, nodes_of, quoted, spec_of, text
from tests.test_samples import SAMPLES


#: As a program writes it.
Given: TypeAlias = str | int | bool

TEXTS = (
    "Tom & Jerry",
    "1 < 2 > 0",
    "\"both\" 'kinds'",
    "é € \U0001f600",
    " a  b ",
    "a\nb",
    "&amp;",
)

#: What an element stands in where nothing is said of that.
AROUND = ("Response", "Dial", "Speak")


@dataclass(frozen=True)
class Tree:
    """An element, with its attributes by their names in XML, and what is in it."""

    tag: str
    attributes: dict[str, Given] = field(default_factory=dict[str, Given])
    content: tuple[str | Tree, ...] = ()

    def __str__(self) -> str:
        attributes = "".join(
            f' {name}="{quoted(str(value).lower() if isinstance(value, bool) else str(value))}"'
            for name, value in self.attributes.items()
        )
        inner = "".join(text(one) if isinstance(one, str) else str(one) for one in self.content)
        return f"<{self.tag}{attributes}>{inner}</{self.tag}>"


def cases() -> dict[str, Tree]:
    """Return documents, by what each of them is about."""
    found: dict[str, Tree] = {}
    for name, tree in [*_attributes(), *_nested(), *_texts(), *_whole()]:
        if name not in found and _is_right(tree):
            found[name] = tree
    return found


def _is_right(tree: Tree) -> bool:
    try:
        parse(str(tree))
    except InvalidDocumentError:
        return False
    return True


@cache
def _elements() -> list[Element]:
    return [element for path in SAMPLES for element in parse(path.read_bytes()).walk()]


def _attributes() -> Iterator[tuple[str, Tree]]:
    for element in _elements():
        names = [one.name for one in spec_of(type(element)).attributes]
        for name in names:
            if name in _given(element):
                yield f"{element.tag} {name}", _around(_least(element, name))
                yield f"{element.tag} {name}", _around(_full(element))


def _nested() -> Iterator[tuple[str, Tree]]:
    for outer in _elements():
        for inner in _elements():
            if type(inner) in spec_of(type(outer)).content.elements:
                for make in (_least, _full):
                    tree = Tree(outer.tag, make(outer).attributes, (make(inner),))
                    yield f"{inner.tag} in {outer.tag}", _around(tree)


def _texts() -> Iterator[tuple[str, Tree]]:
    for one in TEXTS:
        yield f"Speak of {one!r}", _around(Tree("Speak", {}, (one,)))
        message: dict[str, Given] = {"src": "+15550100111", "dst": "+15550100112"}
        yield f"Message of {one!r}", _around(Tree("Message", message, (one,)))
        tree = Tree("Dial", {"callerName": one}, (Tree("Number", {}, ("+15550100111",)),))
        yield f"Dial with callerName {one!r}", _around(tree)
    words = ("a ", Tree("break"), " b ", Tree("s", {}, ("c",)), " d")
    yield "Speak of words and tags", _around(Tree("Speak", {"voice": "Polly.Amy"}, words))
    yield "nothing", Tree("Response")


def _whole() -> Iterator[tuple[str, Tree]]:
    for path in SAMPLES:
        yield f"the sample {path.stem}", _all(parse(path.read_bytes()))


def _given(element: Element) -> dict[str, Given]:
    """Return the attributes, where a program would write them as numbers and as truths."""
    given: dict[str, Given] = {}
    for one in spec_of(type(element)).attributes:
        value: Any = getattr(element, one.field)
        if value is not None:
            given[one.name] = value if type(value) in {bool, int} else one.value.dump(value)
    return given


def _least(element: Element, *names: str) -> Tree:
    """Return what has to be there of an element, with some attributes."""
    spec = spec_of(type(element))
    required = {one.name for one in spec.attributes if one.required}
    attributes = {
        name: value for name, value in _given(element).items() if name in {*required, *names}
    }
    nodes = nodes_of(element)
    if spec.content.holds == "elements":
        children = [node for node in nodes if isinstance(node, Element)]
        return Tree(element.tag, attributes, tuple(map(_least, children[: spec.content.required])))
    words = [str(node).strip() for node in nodes if isinstance(node, str)]
    return Tree(element.tag, attributes, tuple(filter(None, words[:1])))


def _full(element: Element) -> Tree:
    """Return what has to be there of an element, where some of its attributes need each other."""
    return _least(element, *_given(element))


def _around(tree: Tree) -> Tree:
    """Put what can stand nowhere else into what holds it."""
    while tree.tag != "Response":
        cls = by_tag[tree.tag]
        holders = [one for one in AROUND if cls in spec_of(by_tag[one]).content.elements]
        tree = Tree(holders[0], {}, (tree,))
    return tree


def _all(element: Element) -> Tree:
    content = [
        _all(node) if isinstance(node, Element) else str(node)
        for node in nodes_of(element)
        if isinstance(node, Element | str)
    ]
    return Tree(element.tag, _given(element), tuple(content))
