"""Which texts are documents of Plivo's, rather than of others or no documents at all."""

from __future__ import annotations

import re

from collections.abc import Iterable, Sequence
from typing import Final

from .._model import lookalikes
from .._model.characters import WHITE_SPACE
from .._model.closeness import closest
from .._model.spec import spec_of
from .._model.tokens import Token, tokens
from .._reading.gate import SCHEMAS
from ..elements.vocabulary import by_tag
from .parts import HOLE


_ROOT: Final = "Response"

# What may stand before a document, and after it.
_NOTHING: Final = rf"[\s{HOLE}]++|<!--(?:(?!-->).)*+-->"
_START: Final = re.compile(
    rf"(?:{_NOTHING}|<\?xml(?:(?!\?>).)*+\?>)*+(<(?i:{_ROOT})(?=[\s/>{HOLE}]))", re.DOTALL
)
_GAP: Final = re.compile(rf"[\s{HOLE}]*+(?:<|\Z)")
_END: Final = re.compile(rf"(?:{_NOTHING})*+\Z", re.DOTALL)

#: What has no tags in it, whatever stands there.
NO_TAGS: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL
)
_TAG: Final = re.compile(r"<([^\W\d][\w.:-]*)")

# Names that XML of all kinds has tell nothing.
_KNOWN: Final = {
    *by_tag,
    *(name for name, element in lookalikes.ELEMENTS.items() if not element.is_common),
}

_ELEMENTS: Final = [spec_of(cls).tag for cls in spec_of(by_tag[_ROOT]).content.elements]
_ELEMENT: Final = re.compile(rf"<(?:{'|'.join(_ELEMENTS)})(?=[\s/>{HOLE}])")
_ROOTLESS: Final = re.compile(
    rf"\s*<\?xml(?:(?!\?>).)*+\?>(?:{_NOTHING})*+{_ELEMENT.pattern}.*>\s*\Z", re.DOTALL
)


def is_meant_for_us(text: str) -> bool:
    """
    Whether a file of XML is, or is meant for, a document of Plivo's.

    Its root says so; where it is not quite the right one, every name in the file does.
    """
    bare = NO_TAGS.sub("", text)
    root = _TAG.search(bare)
    if root is None:
        return False
    names = {*_TAG.findall(bare)}
    if root[1] == _ROOT:
        tag = next((token for token in tokens(bare[root.start() :]) if token.name == _ROOT), None)
        foreign = tag is not None and any(_is_foreign(one.name) for one in tag.attributes)
        return not foreign or not names.isdisjoint(_KNOWN - {_ROOT})
    if closest(root[1], (_ROOT,)):
        return not names.isdisjoint(_KNOWN)
    return root[1] in _ELEMENTS and names <= _KNOWN


def begins_document(text: str) -> bool:
    """Whether a text begins as a document of ours does."""
    start = _START.match(text)
    return start is not None and (start[1][1:] == _ROOT or has_elements(text))


def has_elements(text: str) -> bool:
    """Whether there is an element in a text that can stand in a document of Plivo's."""
    return _ELEMENT.search(text) is not None


def is_document(text: str) -> bool:
    """Whether a text is, or may become, a whole document, and of Plivo's rather than of others."""
    start = _START.match(text)
    if start is None:
        # Nothing else has both, so the root is what is missing.
        return _ROOTLESS.match(text) is not None and {*_TAG.findall(text)} <= _KNOWN
    text = text[start.start(1) :]
    tags = [token for token in tokens(_without_holes(text)) if token.name]
    return bool(tags) and _is_whole(text, tags) and _is_ours(text, tags)


def _is_whole(text: str, tags: Sequence[Token]) -> bool:
    """Whether a text ends where its document does."""
    last, root = tags[-1], tags[0].name
    # An end tag of another name than any start tag is the wrong end of a document.
    is_end = last.kind == "end" and last.name not in _names(tags) - {root}
    if not is_end and (last.kind != "empty" or len(tags) > 1):
        return False
    ends = [tag.end for tag in tags if tag.kind == "end" and tag.name == root]
    # Words after the end of the root make it a part of something larger.
    return all(_GAP.match(text, end) for end in ends) and _END.match(text, last.end) is not None


def _is_ours(text: str, tags: Sequence[Token]) -> bool:
    """Whether a document is one of Plivo's rather than of others."""
    if any(_is_foreign(attribute.name) for attribute in tags[0].attributes):
        return False
    root = tags[0].name
    inner = _names(tags) - {root}
    if inner or root != _ROOT:
        return any(name in _KNOWN or closest(name, by_tag) for name in inner)
    # Words alone are what other services answer, and what patterns look for.
    inside = text[tags[0].end : tags[-1].start].strip(f"{HOLE}{WHITE_SPACE}")
    return not inside or "<" in inside


def _names(tags: Iterable[Token]) -> set[str]:
    return {tag.name for tag in tags if tag.kind != "end"}


def _without_holes(text: str) -> str:
    """Make tags of a text that has values in tags, too; its length stays."""
    return text.replace(f"={HOLE}", "= ").replace(HOLE, " ")


def _is_foreign(attribute: str) -> bool:
    """Whether an attribute of the root says that the document is of another kind."""
    return attribute.startswith("xmlns") and attribute not in SCHEMAS
