"""
Documents where most of them are: in the source of programs, and in templates.

A program is read, never run.  What it pastes into a document when it runs, and what a
template fills in, stands for any value that its place may have.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import re
import sys
import tokenize

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from .._lint.document import Checked
from .._model import diagnostic
from .._model.diagnostic import shown
from .._reading.positions import Lines, read
from ..errors import Problem
from . import languages, markdown, python, recognition, templates
from .budget import WHY, Budget, SpentError
from .parts import Chars, Skeleton, skeleton, whole
from .python.comments import first_line as first_line_in_python
from .python.conversion import Conversion, Refusal
from .rewriting import moved
from .verdicts import Check, not_judged


__all__ = [
    "Check",
    "Conversion",
    "Refusal",
    "Skeleton",
    "documents_in",
    "first_line_in_program",
    "first_line_in_python",
    "in_markdown",
    "in_program",
    "in_python",
    "in_template",
    "is_meant_for_us",
    "is_template",
    "lines_of",
    "may_hold",
    "program",
    "template_tag",
    "text_of",
    "texts_in_markdown",
    "texts_in_program",
    "texts_in_python",
]

_TOO_DEEP: Final = "it goes too deep to be read"

# What no document can do without.
_ROOT: Final = re.compile("<Response", re.IGNORECASE)

_MAY_BE_TEXT: Final = re.compile(r"(?i:<Response)|<\?xml|\bplivo\.Response\b")

# What may become one in a program.
_MAY_HOLD: Final = re.compile(
    r"(?i:<Response)|<\?xml|Element\(\s*[\"']Response[\"']|plivoxml|plivo\.xml|twilio\.twiml"
)


def in_program(source: str | bytes, language: str, check: Check) -> Checked:
    """
    Return what is wrong with the documents in a program of another language, in their order.

    Args:
        source: The program.
        language: The name of its language.
        check: What checks a document.

    Raises:
        ModuleNotFoundError: If there may be documents in it, and what reads its language is not
            installed.
    """
    lines = lines_of(source)
    if not _MAY_BE_TEXT.search(lines.text):
        return Checked([], 0)
    budget = Budget(lines.text)
    return _gathered(languages.problems(lines, language, budget.charging(check), budget))


def in_python(source: str | bytes, check: Check) -> Checked:
    """
    Return what is wrong with the documents in a program, in their order.

    Args:
        source: The program.
        check: What checks a document.

    Raises:
        SyntaxError: If there may be documents in it, and it is no Python of the version that
            runs this, or goes too deep to be read.
    """
    lines = lines_of(source, ".py")
    text = lines.text
    if not _MAY_HOLD.search(text):
        return Checked([], 0)
    budget = Budget(text)
    try:
        return _gathered(python.problems(lines, budget.charging(check), budget))
    except SyntaxError as error:
        if not _ROOT.search(text):
            return Checked([], 0)
        raise _not_of_this_version(error) from None
    except (RecursionError, MemoryError) as error:
        raise SyntaxError(_TOO_DEEP) from error


def _gathered(by_document: Iterable[tuple[int | None, list[Problem]]]) -> Checked:
    """Put together what is wrong with the documents of a program, each once."""
    found: list[Problem] = []
    documents: set[int] = set()
    try:
        for offset, problems in by_document:
            documents.update([] if offset is None else [offset])
            found += problems
    except SpentError:
        found.append(not_judged(WHY, 1, 1))
    by_offset = {
        (problem.line or 0, problem.column or 0, problem.rule): problem for problem in found
    }
    return Checked([by_offset[offset] for offset in sorted(by_offset)], len(documents))


def _not_of_this_version(error: SyntaxError) -> SyntaxError:
    version = ".".join(map(str, sys.version_info[:2]))
    return SyntaxError(f"Python {version} cannot read it: line {error.lineno}: {error.msg}")


def in_markdown(source: str | bytes, check: Check) -> Checked:
    """
    Return what is wrong with the documents in the blocks of a page, in their order.

    Args:
        source: The page, in Markdown.
        check: What checks a document.
    """
    lines = lines_of(source)
    text = lines.text
    found: list[Problem] = []
    documents = 0
    shared = Budget(text).charging(check)
    for language, block, is_quoted in markdown.blocks(text) if _MAY_HOLD.search(text) else ():
        inside: list[Problem] = []
        if language in markdown.DOCUMENTS and templates.is_document([block]):
            documents += 1
            try:
                inside += templates.problems(block, shared, lines)
            except SpentError:
                inside.append(not_judged(WHY, *lines.position(block.offsets[0])))
        elif language in markdown.PROGRAMS and _MAY_HOLD.search(block.text):
            inner = _in_block(block, check)
            documents += inner.documents
            within = Lines(block.text)
            for problem in inner.problems:
                inside.append(_in_page(problem, within, block.offsets, lines))
        found += map(_on_lines, inside) if is_quoted else inside
    return Checked(found, documents)


def _on_lines(problem: Problem) -> Problem:
    """Leave out a fix of several lines, which would need the sign of a quote before each."""
    edits = problem.fix.edits if problem.fix else ()
    is_whole = all(edit.line == edit.end_line and "\n" not in edit.text for edit in edits)
    return problem if is_whole else problem.replace(fix=None)


def _in_page(problem: Problem, block: Lines, offsets: Sequence[int], page: Lines) -> Problem:
    """Say of a page what is wrong with a block of it."""

    def place(line: int, column: int) -> tuple[int, int]:
        return page.position(offsets[min(block.offset(line, column), len(offsets) - 1)])

    line, column = place(problem.line or 1, problem.column or 1)
    fix = moved(problem.fix, block, offsets, page)
    related = diagnostic.moved(problem.related, place)
    return problem.replace(line=line, column=column, fix=fix, related=related)


def _in_block(block: Chars, check: Check) -> Checked:
    try:
        return in_python(block.text, check)
    except (SyntaxError, ValueError):
        # It may be a part of a program.
        return Checked([not_judged("a program that Python cannot read", 1, 1)], 0)


def template_tag(source: bytes, start: int, end: int) -> Problem:
    """Say of a document, by a tag of a template in it, how it is to be checked."""
    line, column = Lines(text_of(source)).position(len(text_of(source[:start])))
    why = f"{shown(text_of(source[start:end]))} of a template, which may be anything"
    return not_judged(why, line, column).replace(hint="check it with --templates")


def may_hold(source: bytes) -> bool:
    """Whether a program or a page is looked through for documents."""
    text = text_of(source)
    return any(pattern.search(text) for pattern in (_MAY_HOLD, _MAY_BE_TEXT))


def is_meant_for_us(source: bytes) -> bool:
    """Whether a file of XML is, or is meant for, a document of Plivo's."""
    return recognition.is_meant_for_us(read(source).text)


def is_template(source: str | bytes) -> bool:
    """Whether a file is a template of a document, rather than of a page that speaks of one."""
    text = text_of(source)
    return _ROOT.search(text) is not None and templates.is_template(text)


def in_template(source: str | bytes, check: Check) -> list[Problem]:
    """
    Return what is wrong with a template whatever its values are.

    Args:
        source: The template.
        check: What checks a document.
    """
    lines = lines_of(source)
    try:
        return templates.problems(whole(lines.text), Budget(lines.text).charging(check), lines)
    except SpentError:
        return [not_judged(WHY, 1, 1)]


def documents_in(source: str | bytes) -> Iterator[tuple[int, int, Conversion | Refusal]]:
    """
    Yield the documents in a program, each with its line and its column.

    Those of one that cannot be converted are where the reason is.

    Raises:
        SyntaxError: If it is no Python of the version that runs this.
        ValueError: If it is no Python of any version.
    """
    try:
        yield from python.conversions(program(source))
    except (RecursionError, MemoryError) as error:
        raise ValueError(_TOO_DEEP) from error


def texts_in_python(source: str) -> list[Skeleton]:
    """
    Return the documents in a program as they read, each character with its place in it.

    What is conditional or repeated stands once.  Of a program that is not of the version of
    Python that runs this, or goes too deep, there are none.
    """
    if not _ROOT.search(source):
        return []
    try:
        return [*map(skeleton, python.documents(source))]
    except (SyntaxError, ValueError, RecursionError, MemoryError, SpentError):
        return []


def texts_in_program(source: str, language: str) -> list[Skeleton]:
    """
    Return the documents in a program of another language, as `texts_in_python` does.

    Where what reads the language is not installed, there are none.
    """
    if not _ROOT.search(source):
        return []
    try:
        return [*map(skeleton, languages.documents(source, language))]
    except (ModuleNotFoundError, SpentError):
        return []


def first_line_in_program(source: str, language: str, line: int) -> tuple[int, str]:
    """
    Return the line on which the statement begins that a line is in, and how comments begin.

    Raises:
        ModuleNotFoundError: If what reads the language is not installed.
    """
    return languages.first_line(source, language, line)


def texts_in_markdown(source: str) -> list[Skeleton]:
    """Return the documents in the blocks of a page, as `texts_in_python` does."""
    found: list[Skeleton] = []
    for language, block, _ in markdown.blocks(source) if _ROOT.search(source) else ():
        if language in markdown.DOCUMENTS:
            found.append(skeleton([block]))
        elif language in markdown.PROGRAMS:
            for inner in texts_in_python(block.text):
                offsets = [block.offsets[offset] for offset in inner.offsets]
                found.append(Skeleton(inner.text, offsets, inner.holes))
    return found


def program(source: str | bytes) -> str:
    """Return a program as text, in the encoding that it declares."""
    return source if isinstance(source, str) else source.decode(encoding_of(source, ".py"))


def text_of(source: str | bytes) -> str:
    """Return a template as text."""
    return source if isinstance(source, str) else source.decode(encoding_of(source))


def encoding_of(source: bytes, suffix: str = "") -> str:
    """Return the encoding of a program, by the end of its name, or of a template."""
    candidates = ["utf-8-sig"]
    if suffix == ".py":
        # From Python 3.14 on it decodes what it looks at.
        with contextlib.suppress(SyntaxError, UnicodeError, LookupError):
            candidates.insert(0, tokenize.detect_encoding(io.BytesIO(source).readline)[0])
    for encoding in candidates:
        # A program may name a codec that is not of text, or never decodes.
        with contextlib.suppress(UnicodeError, LookupError):
            text = source.decode(encoding)
            if encoding.startswith("utf-8") or _comes_back(text, encoding, source):
                return encoding
    # Every byte is a character there, so that places are right.
    return "latin-1"


def _comes_back(text: str, encoding: str, source: bytes) -> bool:
    """Whether each line is written as it was read, without which no place has its bytes."""
    lines = (line.encode(encoding, "surrogatepass") for line in text.splitlines(keepends=True))
    return b"".join(lines) == source


def lines_of(source: str | bytes, suffix: str = "") -> Lines:
    """Return the lines of a program, or of a template, which know the bytes."""
    if isinstance(source, str):
        return Lines(source)
    encoding = encoding_of(source, suffix)
    is_marked = source.startswith(codecs.BOM_UTF8) and encoding == "utf-8-sig"
    bare = "utf-8" if encoding == "utf-8-sig" else encoding
    return Lines(source.decode(encoding), bare, len(codecs.BOM_UTF8) if is_marked else 0)
