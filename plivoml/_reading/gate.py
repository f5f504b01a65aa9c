"""
The gate: what is refused though it is well-formed XML, whoever reads it.

Each function returns what is wrong, or `None`.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from .._model import diagnostic
from .._model.characters import is_name
from .._model.diagnostic import Diagnostic
from .._model.rule_names import RuleName


if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType


#: The longest document that is read, in bytes.
LARGEST: Final = 10 * 1024 * 1024

#: It has no use here, and much for whoever attacks a parser.
DOCTYPE: Final = Diagnostic(
    "expected no document type declaration; got '<!DOCTYPE'", rule=RuleName.REFUSED_XML
)

#: What a root may say of schemas, for editors and since the library for XML of .NET writes it.
SCHEMAS: Final = {
    "xmlns:xsd": "http://www.w3.org/2001/XMLSchema",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}

# In bytes.
_LONGEST_CHARACTER: Final = 4

# The encodings that expat reads by itself, and so every XML parser does.
_ENCODINGS: Final = ("utf-8", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "us-ascii")


def size(source: str | bytes) -> int:
    """Return how many bytes `source` is; those of a text in UTF-8."""
    return len(source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass"))


def wrong_size(source: str | bytes) -> Diagnostic | None:
    """Refuse what is longer than anything that is meant for Plivo."""
    if len(source) <= LARGEST // _LONGEST_CHARACTER or size(source) <= LARGEST:
        return None
    # Files are read no further than that, so nobody knows by how much.
    return Diagnostic(f"expected at most {LARGEST >> 20} MB; got more", rule=RuleName.REFUSED_XML)


def guard(
    parser: XMLParserType, refuse: Callable[[Diagnostic], object], *, is_decoded: bool
) -> None:
    """
    Have a parser refuse what stands outside of tags.

    That is document types, other XML than 1.0, an encoding that not every parser reads, unless
    the parser is told what to read, and an instruction whose name has a namespace or is none.
    """

    def declaration(version: str, encoding: str | None, standalone: int) -> None:
        del standalone
        # Behind a mark of UTF-8 some parsers go by the mark, and others by what is declared.
        known = _ENCODINGS[:1] if parser.CurrentByteIndex == len(BOM_UTF8) else _ENCODINGS
        if version != "1.0":
            refuse(_refusal("XML 1.0", version))
        elif encoding and not is_decoded and encoding.lower() not in known:
            refuse(_refusal("an encoding that every parser reads, such as UTF-8", encoding))

    def instruction(target: str, data: str) -> None:
        del data
        if wrong := _refusal("no namespaces", target) if ":" in target else _wrong_name(target):
            refuse(wrong)

    parser.XmlDeclHandler = declaration
    parser.ProcessingInstructionHandler = instruction
    parser.StartDoctypeDeclHandler = lambda _name, _system, _public, _internal: refuse(DOCTYPE)


def drop_schemas(attributes: dict[str, str]) -> None:
    """Take out of the attributes of a root what they say of schemas."""
    for name, namespace in SCHEMAS.items():
        if attributes.get(name) == namespace:
            del attributes[name]
            if name == "xmlns:xsi":
                attributes.pop("xsi:noNamespaceSchemaLocation", None)


def wrong_names(tag: str, attributes: Iterable[str]) -> Diagnostic | None:
    """Refuse namespaces, but for that of XML itself on attributes, and names that are none."""
    names = tag, *attributes
    written = " ".join(names)
    # Nearly always; what is left of ASCII is a name, as expat has seen.
    if written.isascii() and ":" not in written and "xmlns" not in written:
        return None
    for name in names:
        prefix, colon, local = name.partition(":")
        is_xml = prefix == "xml" and local and ":" not in local and name is not tag
        if name == "xmlns" or (colon and not is_xml):
            return _refusal("no namespaces", name)
        if wrong := _wrong_name(name):
            return wrong
    return None


def _wrong_name(name: str) -> Diagnostic | None:
    # Of ISO-8859-1 expat takes letters that are none in the names of XML, and nobody but a
    # reader of namespaces looks behind a colon.
    if is_name(name):
        return None
    return _refusal("a name behind xml:" if name.startswith("xml:") else "a name", name)


def _refusal(wanted: str, got: str) -> Diagnostic:
    return Diagnostic(f"expected {wanted}; got {diagnostic.shown(got)}", rule=RuleName.REFUSED_XML)
