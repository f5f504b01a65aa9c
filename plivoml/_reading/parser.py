"""
XML to elements.

Most documents are right, so this room only finds out whether one is: expat hands over
the tags, each element is built as its end comes by, and the first thing that does not
fit stops everything.  Then `_diagnose` reads the document again, and takes its time: it
knows what is wrong and where, all of it, and what can be kept all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, NoReturn, cast, overload
from xml.parsers import expat

import attrs

from .._model.coercion import DEEPEST
from .._model.nodes import Comment, Element, UnknownElement, nodes_of
from .._model.spec import ContentModel, spec_of
from .._model.values import WHITE_SPACE, is_text
from ..elements.response import Response
from ..elements.vocabulary import by_tag
from ..errors import InvalidDocumentError


#: The longest document that is read, in bytes.
LARGEST: Final = 10 * 1024 * 1024

_LONGEST_CHARACTER: Final = 4  # bytes

#: The encodings that expat reads by itself, and so every XML parser does.
ENCODINGS: Final = ("utf-8", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "us-ascii")


@overload
def parse(source: str | bytes, *, strict: Literal[True] = True) -> Response: ...
@overload
def parse(source: str | bytes, *, strict: bool) -> Response | UnknownElement: ...
def parse(source: str | bytes, *, strict: bool = True) -> Response | UnknownElement:
    """
    Read a document.

    Comments are kept where elements or words may stand; comments elsewhere, processing
    instructions and the location of a schema are dropped.

    Args:
        source: The document.  The encoding that a `str` declares does not count.
        strict: With `False` nothing of a well-formed document is lost: an element that
            cannot be built becomes an `UnknownElement`, and attributes that are not
            known go into `extra`.

    Raises:
        InvalidDocumentError: With every problem, its line and its column.
    """
    found = _element(source, "Response", strict=strict)
    assert isinstance(found, Response | UnknownElement)
    return found


def parse_fragment(source: str | bytes, *, strict: bool = True) -> Element:
    """
    Read a text that holds exactly one element, such as `<Number>15550100123</Number>`.

    Args:
        source: The text.  The encoding that a `str` declares does not count.
        strict: As for `parse`.

    Raises:
        InvalidDocumentError: With every problem, its line and its column.
    """
    return _element(source, None, strict=strict)


def parse_inside(tag: str, source: str) -> tuple[Any, ...]:
    """
    Read what stands between the tags of an element.

    Raises:
        InvalidDocumentError: With every problem; places are those in *source*.
    """
    opening = f"<{tag}>"
    try:
        return nodes_of(parse_fragment(f"{opening}{source}</{tag}>"))
    except InvalidDocumentError as error:
        raise InvalidDocumentError(
            [
                problem.replace(column=(problem.column or 0) - len(opening))
                if problem.line == 1
                else problem
                for problem in error.problems
            ]
        ) from None


def strictly(source: str | bytes) -> Element | None:
    """Read one element, or return `None` where it is not right."""
    return _built(source)


def _element(source: str | bytes, root: str | None, *, strict: bool) -> Element:
    if not isinstance(cast("object", source), str | bytes):
        msg = f"expected a document as str or bytes; got {type(source).__name__}"
        raise TypeError(msg)
    built = _built(source)
    if built is not None and root in (None, built.tag):
        return built
    from .diagnosis import diagnose  # only what is wrong pays for it

    diagnosis = diagnose(source, root)
    if diagnosis.element is None or (strict and diagnosis.problems):
        raise InvalidDocumentError(diagnosis.problems)
    return diagnosis.element


@attrs.frozen
class _Plan:
    """How an element of a class is built from what expat says of it."""

    build: Callable[..., Element]
    is_empty: bool
    is_value: bool
    takes_text: bool
    loads: Mapping[str, tuple[str, Callable[[str], object] | None]]
    """By the name of the attribute: the keyword, and what makes a value of the text."""


class _Plans(dict[str, _Plan]):
    """The plans by tag, each made when it is first asked for."""

    def __missing__(self, tag: str) -> _Plan:
        spec = spec_of(by_tag[tag])
        content = spec.content
        loads = {
            a.name: (a.field, None if is_text(a.value) else a.value.load) for a in spec.attributes
        }
        self[tag] = _Plan(
            build=spec.cls,
            is_empty=content.holds is ContentModel.NOTHING,
            is_value=content.holds is ContentModel.VALUE,
            takes_text=content.holds in (ContentModel.VALUE, ContentModel.SPEECH),
            loads=loads,
        )
        return self[tag]


_plans: Final = _Plans()


def _built(source: str | bytes) -> Element | None:  # noqa: C901, PLR0915 - closures are fast
    """Build the element that *source* holds; return `None` if anything is not as it should be."""
    if len(source) > LARGEST // _LONGEST_CHARACTER and size(source) > LARGEST:
        return None
    # A `str` is text already, whatever encoding it declares.
    parser = expat.ParserCreate("utf-8" if isinstance(source, str) else None)
    parser.buffer_text = True
    waiting: list[tuple[_Plan, dict[str, Any], list[Any]]] = []
    nodes: list[Any] = []
    top: list[Element] = nodes

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal nodes
        plan = _plans[tag]
        values: dict[str, Any] = {}
        for name, text in attributes.items():
            field, load = plan.loads[name]
            values[field] = text if load is None else load(text)
        waiting.append((plan, values, nodes))
        if len(waiting) > DEEPEST:
            raise ValueError
        nodes = []

    def end(tag: str) -> None:
        nonlocal nodes
        del tag
        plan, values, around = waiting.pop()
        if plan.is_value:
            around.append(plan.build("".join(nodes), **values))
        elif not plan.is_empty:
            # Words alone take a shorter way through the constructor.
            is_words = len(nodes) == 1 and nodes[0].__class__ is str
            around.append(plan.build(nodes[0] if is_words else nodes, **values))
        elif nodes:
            raise ValueError
        else:
            around.append(plan.build(**values))
        nodes = around

    def characters(text: str) -> None:
        if waiting[-1][0].takes_text:
            nodes.append(text)
        elif text.strip(WHITE_SPACE):
            raise ValueError

    def comment(text: str) -> None:
        if waiting and not (waiting[-1][0].is_value or waiting[-1][0].is_empty):
            nodes.append(Comment(text))

    def declaration(version: str, encoding: str | None, standalone: int) -> None:
        del standalone
        known = isinstance(source, str) or encoding is None or encoding.lower() in ENCODINGS
        if version != "1.0" or not known:
            raise ValueError

    def instruction(target: str, data: str) -> None:
        del data
        if ":" in target:
            raise ValueError

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.CommentHandler = comment
    parser.ProcessingInstructionHandler = instruction
    parser.XmlDeclHandler = declaration
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(source, True)  # noqa: FBT003
    except (expat.ExpatError, KeyError, TypeError, ValueError):
        return None
    return top[0]


def size(source: str | bytes) -> int:
    """Return how many bytes *source* is; those of a text in UTF-8."""
    return len(source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass"))


def _refuse(*_: object) -> NoReturn:
    raise ValueError
