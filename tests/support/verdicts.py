"""What the reader and two engines of the schema say of a document."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

import plivoml

from plivoml import InvalidDocumentError

from .declarations import WHITE_SPACE
from .strategies import SPECS


SCHEMA = Path(__file__).parent.parent.parent / "schema"

#: The rules across fields, which no schema of XSD 1.0 can hold.
CROSS_FIELD = {rule.name for spec in SPECS for rule in spec.rules}

libxml2 = etree.XMLSchema(etree.parse(SCHEMA / "plivoml.xsd"))


def verdicts(document: str | bytes) -> tuple[bool, bool, bool]:
    """What the reader, xmlschema and libxml2 say; rules across fields aside."""
    try:
        plivoml.parse(document)
        reader = True
    except InvalidDocumentError as error:
        reader = {problem.rule for problem in error.problems} <= CROSS_FIELD
    tree = etree.fromstring(document.encode() if isinstance(document, str) else document)
    engine = libxml2.validate(tree)
    return reader, engine if _is_blank_to_python(tree) else _is_valid(document), engine


def _is_valid(document: str | bytes) -> bool:
    return plivoml.schema().is_valid(document)


def _is_blank_to_python(tree: etree._Element) -> bool:
    """
    Whether a text is blank to `str.strip()` and not to XML, such as a no-break space.

    Between elements, xmlschema 4.3 takes it for white space, which it is not; `check`
    does not, since the reader comes first.  This is the one known difference.
    """
    texts = [text for node in tree.iter() for text in (node.text, node.tail) if text]
    return any(not text.strip() and text.strip(WHITE_SPACE) for text in texts)
