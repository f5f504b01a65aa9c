"""Elements of plain data: what `to_dict` gives, or what else JSON holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from ..errors import InvalidDocumentError, InvalidElementError, Problem
from . import diagnostic
from .diagnostic import Diagnostic
from .digits import LARGEST
from .loading import known
from .mapping import NOTHING
from .nodes import DEEPEST, Comment, Element, Unknown, UnknownElement
from .rule_names import RuleName
from .tags import Tag, TextRun


_KEYS: Final = frozenset({"tag", "attributes", "children"})
_NODE: Final = "text, {'tag': ..., 'attributes': ..., 'children': ...} or {'comment': ...}"


def read(cls: type[Element], data: Mapping[str, object], *, strict: bool) -> Element:
    """
    Build an element of a class from plain data.

    Raises:
        InvalidDocumentError: With every problem, each with its path.
    """
    if _mapping(data).get("tag") != cls._tag:
        message = f"expected {cls._tag} as the root; got {diagnostic.brief(data)}"
        problem = Diagnostic(message, rule=RuleName.MISPLACED_ELEMENT).at(f"/{cls._tag}")
        raise InvalidDocumentError([problem])
    tag = Tag(cls._tag, None, 1, {}, 0, closed=True)
    reader = _Reader()
    root = reader.node(data, tag)
    if reader.wrong:
        problems = [problem.replace(path=tag.path) for tag, problem in reader.wrong]
        raise InvalidDocumentError(problems)
    assert isinstance(root, UnknownElement)
    if built := known(root, (cls,)):
        return built
    from .validator import Validator  # only who is wrong pays for it

    validator = Validator()
    validator.judge(tag, cls._tag)
    if strict and validator.found:
        found = sorted(validator.found, key=lambda one: one[0].offset)
        raise InvalidDocumentError([wrong.at(place.path) for place, wrong in found])
    return validator.build(tag)


class _Reader:
    """Reads data as the XML that it is, whatever elements there are."""

    def __init__(self) -> None:
        self.wrong: list[tuple[Tag, Problem]] = []
        """What is no XML, with the tag that it would be."""
        # How much has been read, so that what is in the data has an order.
        self._offset = 1

    def node(self, data: object, tag: Tag, depth: int = 1) -> Unknown:
        """Return what data are, and fill the tag that they are."""
        given = _mapping(data)
        texts = _texts(given.get("attributes") or NOTHING)
        children: Any = given.get("children") or ()
        are_nodes = texts is not None and isinstance(children, list | tuple)
        try:
            if given.keys() == {"comment"}:
                return Comment(given["comment"])
            if "tag" in given and given.keys() <= _KEYS and are_nodes and depth <= DEEPEST:
                tag.attributes = texts or {}
                tag.offsets = {name: self._next() for name in tag.attributes}
                several = cast("Sequence[object]", children)
                nodes = [*self._nodes(several, tag, depth + 1)]
                return UnknownElement(given["tag"], tag.attributes, nodes)
        except InvalidElementError as error:
            self.wrong += ((tag, problem) for problem in error.problems)
            return ""
        wrong = diagnostic.too_deep(DEEPEST) if depth > DEEPEST else None
        wrong = wrong or Diagnostic(f"expected {_NODE}; got {diagnostic.brief(data)}")
        self.wrong.append((tag, wrong.at("")))
        return ""

    def _nodes(self, children: Sequence[object], around: Tag, depth: int) -> Iterator[Unknown]:
        for child in children:
            if isinstance(child, str):
                around.content.append(TextRun(child, self._next(len(child))))
                yield child
                continue
            named = _mapping(child).get("tag")
            name = named if isinstance(named, str) and named else "node()"
            tag = Tag(name, around, around.counted(name), {}, self._next(), closed=True)
            node = self.node(child, tag, depth)
            around.content.append(node if isinstance(node, Comment) else tag)
            yield node

    def _next(self, length: int = 1) -> int:
        self._offset += length
        return self._offset - length


def _mapping(data: object) -> dict[str, Any]:
    return dict(cast("Mapping[str, Any]", data)) if isinstance(data, Mapping) else {}


def _texts(attributes: object) -> dict[str, Any] | None:
    """Write numbers and booleans as XML has them; return None for what is no attributes."""
    if not isinstance(attributes, Mapping):
        return None
    given = cast("Mapping[str, Any]", attributes).items()  # an element refuses what is no text
    # A boolean is a number, and not in capitals; one that is too large stays what it is.
    return {
        name: str(value).lower() if isinstance(value, int) and abs(value) <= LARGEST else value
        for name, value in given
    }
