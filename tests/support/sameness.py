"""What *the same document* means."""

from __future__ import annotations

from typing import Any

from lxml import etree

from plivoml._model.characters import WHITE_SPACE
from plivoml._model.spec import spec_of
from plivoml.elements.vocabulary import by_tag


def canonical(document: str | bytes) -> bytes:
    """
    Return canonical XML, with comments, without what only lays a document out.

    That is white space between the elements of a container, and white space around a
    text that is one value.  Both are known from the declarations.
    """
    source = document.encode() if isinstance(document, str) else document
    parser = etree.XMLParser(resolve_entities=False, remove_pis=True, huge_tree=True)
    root: Any = etree.fromstring(source, parser)
    for element in root.iter(etree.Element):
        cls = by_tag.get(element.tag)
        if cls is None or any(parent.tag not in by_tag for parent in element.iterancestors()):
            continue
        content = spec_of(cls).content
        if content.holds == "elements":
            element.text = _unless_blank(element.text)
            for child in element:
                child.tail = _unless_blank(child.tail)
        elif content.holds != "words and elements" and not content.is_words:
            # Comments inside a single value are dropped, and it stands in one piece.
            etree.strip_tags(element, etree.Comment)
            element.text = (element.text or "").strip(WHITE_SPACE) or None
    return etree.tostring(root, method="c14n", with_comments=True)


def _unless_blank(text: str | None) -> str | None:
    return text if text and text.strip(WHITE_SPACE) else None
