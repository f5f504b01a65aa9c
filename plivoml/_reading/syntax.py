"""Why a text is no XML, in words that say what to write instead."""

from __future__ import annotations

import re

from typing import Final
from xml.parsers.expat import errors

from .._model.change import Change
from .._model.characters import bad_character
from .._model.closeness import is_only
from .._model.diagnostic import LONGEST, Beside, Diagnostic, shown
from .._model.escaping import text
from .._model.rule_names import RuleName
from .._model.tags import Place, Tag
from .tokens import attribute_at, attributes_of


_REFERENCE: Final = re.compile(rb"&(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);")
_AMPERSAND: Final = re.compile(rb"&[^ \t\r\n<&;\"'=]*;?")
_WORD: Final = re.compile(rb"[^ \t\r\n<>=&;\"'/]+;?")
_DECLARATION: Final = re.compile(rb"[^<]*<\?xml[ \t\r\n]")
_PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?[ \t\r\n]*(?:<\?xml[^>]*>[ \t\r\n]*)?"
    rb"(<(?:!DOCTYPE[ \t\r\n]+)?HTML(?=[ \t\r\n>/]))",
    re.IGNORECASE,
)
# What frameworks answer as JSON: an object, a list, and a document in quotes.
_JSON: Final = (b"{", b"[", b'"')
_LONGEST_CHARACTER: Final = 4  # bytes

# As many places as are changed at once: what is left is told of, and changed, after that.
_MOST_SPANS: Final = 10_000
# A byte order mark is nothing either.
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"

_MESSAGES: Final = {
    errors.XML_ERROR_NO_ELEMENTS: "expected a document; got nothing",
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: "expected ]]>; got the end of the document",
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "expected one root element; got more after it",
    errors.XML_ERROR_INCORRECT_ENCODING: (
        "expected the encoding that the XML declaration names; got another one"
    ),
}
_ENDS: Final = {b"<!--": "-->", b"<?": "?>", b"": "the end of a tag"}
_BEFORE_DECLARATION: Final = Diagnostic(
    "expected the XML declaration at the very start; got something before it",
    rule=RuleName.TEXT_BEFORE_DECLARATION,
)
#: Stands where the first character, or the second, is none that XML has.
NUL: Final = Diagnostic(
    "expected characters that XML can hold; got '\\x00'", rule=RuleName.NOT_WELL_FORMED
)
_MARK: Final = b"\xef\xbb\xbf"
# No reference stands for one in there.
_ENCLOSED: Final = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL
)


def other_than_xml(data: bytes) -> tuple[int, Diagnostic] | None:
    """Say what `data` is, and where it begins, if it is a page, JSON or plain text."""
    page = _PAGE.match(data)
    if page:
        return page.start(1), _wrong("expected a document; got an HTML page")
    body = data.strip(_BLANK)
    place = data.find(body)
    if body.startswith(_JSON) and _is_json(body):
        return place, _wrong("expected a document; got JSON")
    if not body or b"<" in body:
        return None
    got = _word(body, 0)
    return place, _wrong(f"expected a document; got plain text that begins with {got}")


def _is_json(data: bytes) -> bool:
    import json  # few documents need it

    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def explain(data: bytes, place: int, code: str, opened: Tag | None) -> tuple[int, Diagnostic]:
    """
    Say why `data` is not well-formed, and where.

    Args:
        data: The document, in UTF-8 or another encoding that begins with ASCII.
        place: Where expat stopped.
        code: What expat says.
        opened: The innermost element that is open there, if any.
    """
    tag = opened.name if opened else None
    beside = () if opened is None else (_beside("where it begins", opened.offset, opened),)
    is_no_tag = code == errors.XML_ERROR_SYNTAX and tag is None
    if code == errors.XML_ERROR_MISPLACED_XML_PI or (is_no_tag and _DECLARATION.match(data, place)):
        return place, _before_declaration(data)
    if is_no_tag:
        return place, _wrong(
            f"expected a document that begins with a tag; got {_word(data, place)}"
        )
    if code == errors.XML_ERROR_NO_ELEMENTS and tag is not None:
        unclosed = _wrong(f"expected {_end_of(tag)}; got the end of the document")
        return place, unclosed.replace(beside=beside)
    if code == errors.XML_ERROR_TAG_MISMATCH:
        end = data.rfind(b"</", 0, place + 1)
        message = f"expected {_end_of(tag)}; got {_word(data, end + 2, '</{}>')}"
        change = _other_end(data, end + 2, tag or "")
        return end, _wrong(message).replace(change=change, beside=beside)
    if code == errors.XML_ERROR_DUPLICATE_ATTRIBUTE:
        twice = _wrong(f"expected each attribute once; got {_word(data, place)} again")
        first = _first_of_its_name(data, place)
        return place, twice.replace(beside=(_beside("the first one", first, opened),))
    if code == errors.XML_ERROR_BAD_CHAR_REF:
        got = _word(data, place + 1, "&{}")
        return place, _wrong(f"expected a character that XML can hold; got {got}")
    if code == errors.XML_ERROR_UNCLOSED_TOKEN:
        form = next(form for start, form in _ENDS.items() if data.startswith(start, place))
        return place, _wrong(f"expected {form}; got the end of the document")
    if ampersand := _bare_ampersand(data, place):
        wrong = _reference(ampersand[0].decode("utf-8", "replace"))
        return ampersand.start(), wrong.replace(change=_references(data))
    if code == errors.XML_ERROR_INVALID_TOKEN:
        return _out_of_place(data, place)
    return place, _wrong(_MESSAGES.get(code, f"expected well-formed XML; got: {code}"))


def _out_of_place(data: bytes, place: int) -> tuple[int, Diagnostic]:
    before = data[place - 1 : place]
    if before == b"<" and data.startswith(b"/", place):
        got = _word(data, place + 1, "</{}>")
        return place - 1, _wrong(f"expected a start tag before its end tag; got {got}")
    if before == b"<":
        message = "expected &lt; for a less-than sign; got '<'"
        change = Change("Write &lt;", spans=((place - 1, place, "&lt;"),))
        return place - 1, _wrong(message, "write &lt;").replace(change=change)
    if before == b"=":
        return place, _wrong(f"expected a value in quotes; got {_word(data, place)}")
    for length in range(1, _LONGEST_CHARACTER + 1):
        try:
            character = data[place : place + length].decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            continue
        if bad_character(character):
            return place, _wrong(f"expected characters that XML can hold; got {character!r}")
        if not data[:place].strip(_BLANK):
            message = f"expected a document that begins with a tag; got {character!r}"
            return place, _wrong(message)
        return place, _wrong(f"expected well-formed XML; got {character!r} out of place")
    return place, _wrong(f"expected UTF-8; got the byte {data[place]:#04x}")


def _before_declaration(data: bytes) -> Diagnostic:
    """Say that something is before the declaration; white space can go."""
    start = len(_MARK) if data.startswith(_MARK) else 0
    end = data.index(b"<?xml", start)
    if start == end or data[start:end].strip(_BLANK):  # another declaration, or text
        return _BEFORE_DECLARATION
    change = Change("Leave the white space before the declaration out", spans=((start, end, ""),))
    return _BEFORE_DECLARATION.replace(change=change)


def _other_end(data: bytes, place: int, tag: str) -> Change | None:
    """Return what makes the end of an element of one that is spelled in another way."""
    found = _WORD.match(data, place)
    got = found[0].decode("utf-8", "replace") if found else ""
    if found is None or not is_only(got, (tag,)):
        return None
    return Change(f"Write </{tag}> for </{got}>", spans=((place, found.end(), tag),))


def _references(data: bytes) -> Change:
    """Return what mends the ampersands: a parser reads no further than to the first."""
    spans: list[tuple[int, int, str]] = []
    start = 0
    for skipped in (*_ENCLOSED.finditer(data), None):
        end = skipped.start() if skipped else len(data)
        for found in _AMPERSAND.finditer(data, start, end):
            if len(spans) == _MOST_SPANS:
                break
            if not _REFERENCE.match(data, found.start()):
                name = _instead(found[0].decode("utf-8", "replace"))
                to = found.start() + 1 if name is None else found.end()
                spans.append((found.start(), to, name or "&amp;"))
        start = skipped.end() if skipped else end
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


def _bare_ampersand(data: bytes, place: int) -> re.Match[bytes] | None:
    """Find the ampersand, right before `place`, that starts no reference."""
    found = _AMPERSAND.match(data, max(0, data.rfind(b"&", 0, place + 1)))
    if found is None or found.end() < place or _REFERENCE.match(data, found.start()):
        return None
    return found


def _first_of_its_name(data: bytes, place: int) -> int:
    """Return where the attribute is in its tag that has the name of the one at `place`."""
    text = data.decode("latin-1")
    again = attribute_at(text, place)
    assert again is not None
    every = attributes_of(text, text.rfind("<", 0, place))
    return next(one.offset for one in every if one.name == again.name)


def _beside(message: str, offset: int, around: Tag | None) -> Beside:
    return Beside(message, Place(offset, around.path if around else "/"))


def _end_of(tag: str | None) -> str:
    # Whatever else is said, two names have to fit.
    return f"</{tag}>" if tag and len(tag) <= LONGEST // 2 else "the end of the element"


def _word(data: bytes, place: int, form: str = "{}") -> str:
    found = _WORD.match(data, place)
    got = found[0] if found else data[place : place + 1]
    return shown(form.format(got.decode("utf-8", "replace")))


def _wrong(message: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(message, hint, RuleName.NOT_WELL_FORMED)
