"""The XML Schema with the names that a project allows itself."""

from __future__ import annotations

from collections.abc import Iterable

from .._model.diagnostic import not_known
from .._model.spec import spec_of
from ..elements.vocabulary import by_tag
from .document import allowed


def with_names(schema: str, names: Iterable[str]) -> str:
    """
    Add the names that it has not to the text of one of our schemas.

    Args:
        schema: the text.
        names: as `allow` of a project has them: `Dial.newThing` for an attribute, `NewElement`
            for an element, which may stand wherever elements may.

    Raises:
        ValueError: A name is none, has a colon, or is that of an attribute of an element that is
            not known.
    """
    for name in dict.fromkeys(names):
        tag, attribute = allowed(name)
        known = by_tag.get(tag)
        if known and attribute in ("", *spec_of(known).by_name):
            continue
        if ":" in name:
            msg = f"expected a name that a schema can declare, without a colon; got {name!r}"
            raise ValueError(msg)
        if not attribute:
            schema = schema.replace(_CHOICE, f'{_CHOICE}\n      <xs:element name="{name}"/>')
        elif tag in by_tag:
            schema = _with_attribute(schema, by_tag[tag].__name__, attribute)
        else:
            raise ValueError(not_known("an element", tag, by_tag))
    return schema


_CHOICE = 'maxOccurs="unbounded">'


def _with_attribute(schema: str, kind: str, name: str) -> str:
    head, start, rest = schema.partition(f'  <xs:complexType name="{kind}Element"')
    body, end, tail = rest.partition("\n  </xs:complexType>")
    # Where there is a text and no element, attributes stand in what extends its type.
    inside, extension, closed = body.partition("\n      </xs:extension>")
    pad = " " * (8 if extension else 4)
    declared = f'\n{pad}<xs:attribute name="{name}" type="xs:string"/>'
    return f"{head}{start}{inside}{declared}{extension}{closed}{end}{tail}"
