"""Which checker is for which file: documents, templates, and programs with documents in them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from ._lint.document import Selection, check_document
from ._lint.rule import Answers
from ._model.nodes import Element
from .errors import Problem


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
        select: The names of the rules that count; without them, all.
        ignore: The names of rules that do not count.
        answers: What the document answers, `"calls"` or `"callbacks"`, where a rule asks for
            it: an empty Response is right for a callback, and ends a call.

    Raises:
        OSError: If the file cannot be read.
        ValueError: If there is no rule of a name, or *answers* is another word.
    """
    selection = Selection(select, ignore, templates=templates, answers=answers)
    if isinstance(source, Path):
        return check_file(source.read_bytes(), source.suffix, selection)
    if isinstance(source, Element):
        problems = check_document(str(source), selection)
        return [problem.replace(line=None, column=None) for problem in problems]
    return (_check_template if templates else check_document)(source, selection)


def check_file(data: bytes, suffix: str, selection: Selection) -> list[Problem]:
    """Return what counts of what is wrong in a file whose name ends with *suffix*."""
    kind = _check_template if selection.templates else check_document
    return KINDS.get(suffix, kind)(data, selection)


def _check_template(source: str | bytes, selection: Selection) -> list[Problem]:
    from ._sources import in_template  # few projects have templates

    return in_template(source, lambda text: check_document(text, selection, is_probe=True))


def _check_if_template(source: bytes, selection: Selection) -> list[Problem]:
    """Check a file that may be a template of anything."""
    from ._sources import is_template  # few projects have templates

    return _check_template(source, selection) if is_template(source) else []


def _check_program(source: bytes, selection: Selection) -> list[Problem]:
    from ._sources import in_python  # few projects have documents in programs

    problems = in_python(source, lambda text: check_document(text, selection, is_probe=True))
    return [found for found in problems if selection.counts(found.rule, found.severity)]


#: What checks a file, by the end of its name; any other file is a document.
KINDS: Final[dict[str, Callable[[bytes, Selection], list[Problem]]]] = {
    ".py": _check_program,
    **dict.fromkeys((".j2", ".jinja", ".jinja2", ".erb", ".tmpl", ".html"), _check_if_template),
}
