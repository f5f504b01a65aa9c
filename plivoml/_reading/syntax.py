"""Why a text is no XML, in words that say what to write instead."""

from __future__ import annotations

import re

from typing import Final
from xml.parsers.expat import errors

from .._model.change import Change
from .._model.characters import WHITE_SPACE, bad_character
from .._model.closeness import is_only
from .._model.diagnostic import LONGEST, Beside, Diagnostic, shown
from .._model.escaping import text
from .._model.rule_names import RuleName
from .._model.tags import Place, Tag
from .._model.tokens import attribute_at, attributes_of, tokens
from .positions import Lines


_REFERENCE: Final = re.compile(r"&(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);")
_AMPERSAND: Final = re.compile(r"&[^ \t\r\n<&;\"'=]*;?")
_WORD: Final = re.compile(r"[^ \t\r\n<>=&;\"'/]+;?")
_DECLARATION: Final = re.compile(r"[^<]*<\?xml[ \t\r\n]")
_PAGE: Final = re.compile(
    r"[ \t\r\n]*(?:<\?xml[^>]*>[ \t\r\n]*)?(<(?:!DOCTYPE[ \t\r\n]+)?HTML(?=[ \t\r\n>/]))",
    re.IGNORECASE,
)
# What frameworks answer as JSON: an object, a list, and a document in quotes.
_JSON: Final = ("{", "[", '"')

# As many places as are changed at once: what is left is told of, and changed, after that.
_MOST_SPANS: Final = 10_000
# No reference stands for one in there.
_ENCLOSED: Final = ("comment", "cdata", "instruction")
# What stands in a text for bytes that are none of its encoding.
_NO_CHARACTER: Final = re.compile("[\ud800-\udfff]")

_MESSAGES: Final = {
    errors.XML_ERROR_NO_ELEMENTS: "expected a document; got nothing",
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: "expected ]]>; got the end of the document",
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "expected one root element; got more after it",
    errors.XML_ERROR_INCORRECT_ENCODING: (
        "expected the encoding that the XML declaration names; got another one"
    ),
}
_ENDS: Final = {"<!--": "-->", "<?": "?>", "": "the end of a tag"}
_BEFORE_DECLARATION: Final = Diagnostic(
    "expected the XML declaration at the very start; got something before it",
    rule=RuleName.TEXT_BEFORE_DECLARATION,
)
#: Stands where the first character, or the second, is none that XML has.
NUL: Final = Diagnostic(
    "expected characters that XML can hold; got '\\x00'", rule=RuleName.NOT_WELL_FORMED
)


def other_than_xml(document: str) -> tuple[int, Diagnostic] | None:
    """Say what a document is, and where that begins, if it is a page, JSON or plain text."""
    page = _PAGE.match(document)
    if page:
        return page.start(1), _wrong("expected a document; got an HTML page")
    body = document.strip(WHITE_SPACE)
    place = document.find(body)
    if body.startswith(_JSON) and _is_json(body):
        return place, _wrong("expected a document; got JSON")
    if not body or "<" in body:
        return None
    # What stands behind a colon, or the like, is a value.
    got = _word(body[0] + body[1:].replace(":", " :", 1), 0)
    return place, _wrong(f"expected a document; got plain text that begins with {got}")


def _is_json(document: str) -> bool:
    import json  # few documents need it

    try:
        json.loads(document)
    except (ValueError, RecursionError):
        return False
    return True


def explain(lines: Lines, place: int, code: str, opened: Tag | None) -> tuple[int, Diagnostic]:
    """
    Say why a document is not well-formed, and where.

    Args:
        lines: The document.
        place: Where expat stopped.
        code: What expat says.
        opened: The innermost element that is open there, if any.
    """
    document, got = lines.text, _word(lines.text, place)
    tag = opened.name if opened else None
    beside = () if opened is None else (_beside("where it begins", opened.offset, opened),)
    is_no_tag = code == errors.XML_ERROR_SYNTAX and tag is None
    if code == errors.XML_ERROR_MISPLACED_XML_PI or (
        is_no_tag and _DECLARATION.match(document, place)
    ):
        return place, _before_declaration(document)
    if is_no_tag:
        return place, _wrong(f"expected a document that begins with a tag; got {got}")
    if code == errors.XML_ERROR_NO_ELEMENTS and tag is not None:
        unclosed = _wrong(f"expected {_end_of(tag)}; got the end of the document")
        return place, unclosed.replace(beside=beside)
    if code == errors.XML_ERROR_TAG_MISMATCH:
        end = document.rfind("</", 0, place + 1)
        message = f"expected {_end_of(tag)}; got {_word(document, end + 2, '</{}>')}"
        change = _other_end(document, end + 2, tag or "")
        return end, _wrong(message).replace(change=change, beside=beside)
    if code == errors.XML_ERROR_DUPLICATE_ATTRIBUTE:
        twice = _wrong(f"expected each attribute once; got {got} again")
        first = _first_of_its_name(document, place)
        return place, twice.replace(beside=(_beside("the first one", first, opened),))
    if code == errors.XML_ERROR_BAD_CHAR_REF:
        got = _word(document, place + 1, "&{}")
        return place, _wrong(f"expected a character that XML can hold; got {got}")
    if code == errors.XML_ERROR_UNCLOSED_TOKEN:
        form = next(form for start, form in _ENDS.items() if document.startswith(start, place))
        return place, _wrong(f"expected {form}; got the end of the document")
    if ampersand := _bare_ampersand(document, place):
        wrong = _reference(_readable(ampersand[0]))
        return ampersand.start(), wrong.replace(change=_references(document))
    if code == errors.XML_ERROR_INVALID_TOKEN:
        return _out_of_place(lines, place)
    return place, _wrong(_MESSAGES.get(code, f"expected well-formed XML; got: {code}"))


def _out_of_place(lines: Lines, place: int) -> tuple[int, Diagnostic]:
    document = lines.text
    before = document[place - 1 : place]
    if before == "<" and document.startswith("/", place):
        got = _word(document, place + 1, "</{}>")
        return place - 1, _wrong(f"expected a start tag before its end tag; got {got}")
    if before == "<":
        message = "expected &lt; for a less-than sign; got '<'"
        change = Change("Write &lt;", spans=((place - 1, place, "&lt;"),))
        return place - 1, _wrong(message, "write &lt;").replace(change=change)
    if before == "=":
        return place, _wrong(f"expected a value in quotes; got {_word(document, place)}")
    character = document[place]
    if lines.errors == "surrogateescape" and _NO_CHARACTER.match(character):
        (byte,) = character.encode("ascii", lines.errors)
        return place, _wrong(f"expected UTF-8; got the byte {byte:#04x}")
    if bad_character(character):
        return place, _wrong(f"expected characters that XML can hold; got {character!r}")
    if not document[:place].strip(WHITE_SPACE):
        message = f"expected a document that begins with a tag; got {character!r}"
        return place, _wrong(message)
    return place, _wrong(f"expected well-formed XML; got {character!r} out of place")


def _before_declaration(document: str) -> Diagnostic:
    """Say that something is before the declaration; white space can go."""
    end = document.index("<?xml")
    if not end or document[:end].strip(WHITE_SPACE):  # another declaration, or text
        return _BEFORE_DECLARATION
    change = Change("Leave the white space before the declaration out", spans=((0, end, ""),))
    return _BEFORE_DECLARATION.replace(change=change)


def _other_end(document: str, place: int, tag: str) -> Change | None:
    """Return what makes the end of an element of one that is spelled in another way."""
    found = _WORD.match(document, place)
    if found is None or not is_only(found[0], (tag,)):
        return None
    return Change(f"Write </{tag}> for </{found[0]}>", spans=((place, found.end(), tag),))


def _references(document: str) -> Change:
    """Return what mends the ampersands: a parser reads no further than to the first."""
    spans: list[tuple[int, int, str]] = []
    for token in tokens(document):
        if token.kind in _ENCLOSED:
            continue
        for found in _AMPERSAND.finditer(document, token.start, token.end):
            if len(spans) < _MOST_SPANS and not _REFERENCE.match(document, found.start()):
                name = _instead(found[0])
                to = found.start() + 1 if name is None else found.end()
                spans.append((found.start(), to, name or "&amp;"))
    title = "Write &amp; for each ampersand that begins no reference"
    return Change(title, spans=tuple(spans))


def _reference(got: str) -> Diagnostic:
    """Say what to write for an ampersand, or for a name that HTML has for a character."""
    instead = _instead(got)
    if instead is None:
        message = f"expected &amp; for an ampersand; got {shown(got)}"
        return _wrong(message, "write &amp;")
    message = f"expected a reference that XML has; got {got!r}"
    return _wrong(message, f"write {instead}")


def _instead(got: str) -> str | None:
    """Return what to write for a name that HTML has for a character, if it is one."""
    import html  # few documents need it

    character = html.unescape(got)
    if not got.endswith(";") or character == got:
        return None
    return "".join(text(one) if one.isprintable() else f"&#{ord(one)};" for one in character)


def _bare_ampersand(document: str, place: int) -> re.Match[str] | None:
    """Find the ampersand, right before `place`, that starts no reference."""
    found = _AMPERSAND.match(document, max(0, document.rfind("&", 0, place + 1)))
    if found is None or found.end() < place or _REFERENCE.match(document, found.start()):
        return None
    return found


def _first_of_its_name(document: str, place: int) -> int:
    """Return where the attribute is in its tag that has the name of the one at `place`."""
    again = attribute_at(document, place)
    assert again is not None
    every = attributes_of(document, document.rfind("<", 0, place))
    return next(one.offset for one in every if one.name == again.name)


def _beside(message: str, offset: int, around: Tag | None) -> Beside:
    return Beside(message, Place(offset, around.path if around else "/"))


def _end_of(tag: str | None) -> str:
    # Whatever else is said, two names have to fit.
    return f"</{tag}>" if tag and len(tag) <= LONGEST // 2 else "the end of the element"


def _word(document: str, place: int, form: str = "{}") -> str:
    found = _WORD.match(document, place)
    got = found[0] if found else document[place : place + 1]
    return shown(form.format(_readable(got)))


def _readable(text: str) -> str:
    return _NO_CHARACTER.sub("\ufffd", text)


def _wrong(message: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(message, hint, RuleName.NOT_WELL_FORMED)
