"""Which checker is for which file: documents, templates, and programs with documents in them."""

from __future__ import annotations

import functools

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ._lint.document import Checked, Selection, check_document
from ._lint.fixing import Fixed, fixed
from ._lint.rule import Answers
from ._model.diagnostic import moved
from ._model.nodes import Element
from ._model.rule_names import RuleName
from ._reading import positions
from .errors import Problem


if TYPE_CHECKING:
    from ._sources import Skeleton


def check(
    source: str | bytes | Path | Element,
    *,
    templates: bool = False,
    select: Collection[str] | None = None,
    ignore: Collection[str] = (),
    answers: Answers | None = None,
) -> list[Problem]:
    """
    Return what is wrong, or may go wrong, in a document, in the order in which it stands.

    A comment `<!-- plivoml: ignore RULE -->` right before an element turns rules off for
    that element and for what is in it.

    Args:
        source: A text, bytes, the path of a file, or a `Response`, whose problems have
            neither line nor column.
        templates: Whether placeholders such as `{{ x }}`, `${x}` and `%s` stand for values.
        select: The names of the rules that count, `"all"` for every one; without them, those
            of the default selection.
        ignore: The names of rules that do not count.
        answers: What the document answers, `"calls"` or `"callbacks"`, where a rule asks for
            it: an empty Response is right for a callback, and ends a call.

    Raises:
        OSError: If the file cannot be read.
        SyntaxError: If a program with documents in it is not of this version of Python.
        ModuleNotFoundError: If what reads a program in another language is not installed.
        ValueError: If there is no rule of a name, `answers` is another word, or a file is of a
            kind that is not known.
        TypeError: If the source is something else.
    """
    selection = Selection(select, ignore, templates=templates, answers=answers)
    if isinstance(source, Path):
        return check_file(source.read_bytes(), source.suffix, selection).problems
    if isinstance(source, Element):
        problems = check_document(str(source), selection)
        return [_without_place(problem) for problem in problems]
    _expect("str, bytes, Path or Response", (str, bytes), source)
    return (_check_template if templates else check_document)(source, selection)


def _expect(what: str, kinds: tuple[type, ...], source: object) -> None:
    if not isinstance(source, kinds):
        msg = f"expected a document as {what}; got {type(source).__name__}"
        raise TypeError(msg)


def _without_place(problem: Problem) -> Problem:
    related = moved(problem.related, lambda _, __: (None, None))
    return problem.replace(line=None, column=None, related=related)


def fix(
    source: str,
    *,
    templates: bool = False,
    unsafe: bool = False,
    select: Collection[str] | None = None,
    ignore: Collection[str] = (),
) -> str:
    """
    Return a document with everything fixed that `check` has a fix for.

    What has none is left as it is, byte for byte: whether something is left, `check` says.

    Args:
        source: The document.
        templates: Whether placeholders such as `{{ x }}`, `${x}` and `%s` stand for values.
        unsafe: Whether to put in fixes, too, that may change what the call does.
        select: The names of the rules that count, as for `check`.
        ignore: The names of rules that do not count.

    Raises:
        ValueError: If there is no rule of a name.
        TypeError: If the document is no text.
    """
    _expect("str", (str,), source)
    selection = Selection(select, ignore, templates=templates, unsafe_fixes=unsafe)
    look = _check_template if templates else check_document
    as_utf_8 = ("utf-8", "surrogatepass")

    def look_at(data: bytes, selection: Selection) -> Checked:
        return Checked(look(data.decode(*as_utf_8), selection), 1)

    return fixed(source.encode(*as_utf_8), look_at, selection, "utf-8").data.decode(*as_utf_8)


def fix_file(data: bytes, suffix: str, selection: Selection, *, is_found: bool = False) -> Fixed:
    """
    Fix what is in a file; for the rest as `check_file`.

    Raises:
        SyntaxError: If a program with documents in it is not of this version of Python.
    """

    def look(data: bytes, selection: Selection) -> Checked:
        return check_file(data, suffix, selection, is_found=is_found)

    return fixed(data, look, selection, lines_of(data, suffix, selection).encoding)


def lines_of(data: bytes, suffix: str, selection: Selection) -> positions.Lines:
    """Return the lines of a file, in which the places of what is wrong are counted."""
    if suffix not in KINDS and not selection.templates:
        return positions.read(data)
    from . import _sources  # few projects have templates

    return _sources.lines_of(data, suffix)


class UnknownKindError(ValueError):
    """A file is neither a document nor of a kind that documents are looked for in."""


def check_file(
    data: bytes, suffix: str, selection: Selection, *, is_found: bool = False
) -> Checked:
    """
    Return what counts of what is wrong in a file.

    Args:
        data: What is in it.
        suffix: The end of its name.
        selection: What counts.
        is_found: Whether nobody said that there is a document in it.

    Raises:
        SyntaxError: If a program with documents in it is not of this version of Python.
        ModuleNotFoundError: If what reads a program in another language is not installed.
        UnknownKindError: If the end of its name is not known, and it does not begin as a document.
    """
    if suffix in KINDS:
        return _check_within(data, suffix, selection)
    if is_found and not _is_meant_for_us(data):
        return Checked([], 0)
    if suffix not in _DOCUMENTS and not _is_like_document(data):
        msg = f"expected a document, or a program or template of a known kind; got a {suffix} file"
        raise UnknownKindError(msg)
    kind = _check_template if selection.templates else _check_finished
    return Checked(kind(data, selection), 1)


def _check_finished(source: bytes, selection: Selection) -> list[Problem]:
    """Check a document, and say of a template that is taken for one that it is."""
    found = check_document(source, selection)
    if all(one.rule == RuleName.UNFILLED_PLACEHOLDER for one in found):
        return found
    tag = min(_tags(source), default=None)
    if tag is None or not selection.counts(RuleName.NOT_JUDGED, "info"):
        return found
    from ._sources import template_tag  # few projects have templates

    return [*found, template_tag(source, *tag)]


def _is_like_document(data: bytes) -> bool:
    """Whether a file may be a document whatever its name is."""
    start = data.lstrip(_BEFORE)
    if any(begin == 0 for begin, _ in _tags(start)):
        return True
    return start.startswith(b"<") and _is_meant_for_us(data)


def _tags(source: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the first tag of each kind of template begins and ends."""
    for opening, closing in _TAGS:
        start = source.find(opening)
        end = source.find(closing, start + len(opening)) if start >= 0 else -1
        if end >= 0:
            yield start, end + len(closing)


def _is_meant_for_us(data: bytes) -> bool:
    from ._sources import is_meant_for_us  # who names a document does without

    return is_meant_for_us(data)


def _check_template(source: str | bytes, selection: Selection) -> list[Problem]:
    from ._sources import in_template  # few projects have templates

    found = in_template(source, _by(selection))
    return [one for one in found if selection.counts(one.rule, one.severity)]


def _check_within(source: bytes, suffix: str, selection: Selection) -> Checked:
    """Check the documents in a program or a page, or a file that may be a template of anything."""
    from . import _sources  # who checks documents does without

    if suffix in (*TEMPLATES, ".php") and _sources.is_template(source):
        return Checked(_check_template(source, selection), 1)
    if suffix == ".py":
        found = _sources.in_python(source, _by(selection))
    elif suffix in PAGES:
        found = _sources.in_markdown(source, _by(selection))
    elif suffix in LANGUAGES:
        found = _sources.in_program(source, LANGUAGES[suffix], _by(selection))
    else:
        return Checked([], 0)
    # What is said of the languages themselves may not count.
    counted = [one for one in found.problems if selection.counts(one.rule, one.severity)]
    return Checked(counted, found.documents)


def texts_in(source: str, suffix: str) -> list[Skeleton] | None:
    """
    Return the documents in a program or a page as they read, as far as they can be seen.

    Of a file that is a document or a template as a whole, there is no list.
    """
    from . import _sources  # who checks documents does without

    if suffix == ".py":
        return _sources.texts_in_python(source)
    if suffix in PAGES:
        return _sources.texts_in_markdown(source)
    if suffix in LANGUAGES and not (suffix == ".php" and _sources.is_template(source)):
        return _sources.texts_in_program(source, LANGUAGES[suffix])
    return None


def place_to_ignore(source: str, suffix: str, line: int) -> tuple[int, str] | None:
    """
    Return the line above which a comment turns a rule off on a line, and how comments begin.

    Of a file in which a comment of XML does that, there is none.
    """
    from . import _sources  # who checks documents does without

    if suffix == ".py":
        return _sources.first_line_in_python(source, line), "#"
    if suffix in LANGUAGES and texts_in(source, suffix) is not None:
        return _sources.first_line_in_program(source, LANGUAGES[suffix], line)
    return None


def _by(selection: Selection) -> Callable[[str], list[Problem]]:
    return functools.partial(check_document, selection=selection, is_probe=True)


# The ends of names of which a file is a document, whatever is in it.
_DOCUMENTS: Final = ("", ".xml")

# White space and the marks of encodings.
_BEFORE: Final = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"

# Of these no document is made.
_TAGS: Final = (
    *((b"{%", b"%}"), (b"{{", b"}}"), (b"<%", b"%>")),
    *((b"<?php", b"?>"), (b"<?=", b"?>")),
)

#: The ends of names of pages in Markdown.
PAGES: Final = (".md", ".markdown")

#: Those of templates of Jinja, Ruby, JavaScript, Twig, Handlebars, Mustache, Liquid and Go.
TEMPLATES: Final = (
    *(".j2", ".jinja", ".jinja2", ".erb", ".ejs", ".twig", ".hbs", ".mustache", ".liquid"),
    *(".tmpl", ".html"),
)

#: The languages of programs besides Python by the ends of names; PHP is one of templates, too.
LANGUAGES: Final = {
    ".cjs": "JavaScript",
    ".cs": "C#",
    ".cts": "TypeScript",
    ".go": "Go",
    ".java": "Java",
    ".js": "JavaScript",
    ".jsx": "JavaScript",
    ".kt": "Kotlin",
    ".kts": "Kotlin",
    ".mjs": "JavaScript",
    ".mts": "TypeScript",
    ".php": "PHP",
    ".rb": "Ruby",
    ".rs": "Rust",
    ".ts": "TypeScript",
    ".tsx": "TSX",
}

#: The ends of names of which a file is no document, but may hold some.
KINDS: Final = (".py", *PAGES, *TEMPLATES, *LANGUAGES)
