"""What is wrong with a file, as editors mark it."""

from __future__ import annotations

import re

from collections.abc import Sequence
from typing import Final

from lsprotocol import types

from .._lint.registry import RULES
from .._model.tokens import attribute_at
from ..errors import Problem, Related
from .documents import Document


#: What plivoml calls itself beside what others say of a file.
SOURCE: Final = "plivoml"

_SEVERITIES: Final = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_WORD: Final = re.compile(r"""</?[^\s<>/="']*|[^\s<>/="']+""")


def diagnostics(document: Document) -> list[types.Diagnostic]:
    """Return what is wrong with a file; or why it could not be looked at."""
    report = document.report
    if report.failure is None:
        return [diagnostic(document, problem) for problem in report.problems]
    return [
        types.Diagnostic(
            document.text.range(0, 0),
            report.failure,
            severity=types.DiagnosticSeverity.Information,
            source=SOURCE,
        )
    ]


def diagnostic(document: Document, problem: Problem) -> types.Diagnostic:
    """Return a problem as an editor has it."""
    is_unused = RULES[problem.rule].is_of_unused
    return types.Diagnostic(
        range_of(document, problem),
        problem.sentence,
        severity=_SEVERITIES[problem.severity],
        code=problem.rule,
        code_description=types.CodeDescription(problem.docs) if problem.docs else None,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if is_unused else None,
        related_information=[_related(document, one) for one in problem.related] or None,
    )


def _related(document: Document, one: Related) -> types.DiagnosticRelatedInformation:
    where = types.Location(document.uri, range_of(document, one))
    return types.DiagnosticRelatedInformation(where, one.message)


def range_of(document: Document, problem: Problem | Related) -> types.Range:
    """Return what a problem is about: a tag, an attribute with its value, or a word."""
    start = offset_of(document, problem.line, problem.column)
    source = document.source
    if "/@" in problem.path and (attribute := attribute_at(source, start)):
        return document.text.range(start, attribute.end + 1)
    word = _WORD.match(source, start)
    return document.text.range(start, word.end() if word else min(start + 1, len(source)))


def offset_of(document: Document, line: int | None, column: int | None) -> int:
    """Return where in the file something is that a problem gives a line and a column of."""
    # A byte order mark is a character for an editor that shows it, and none for a problem.
    is_marked = document.source.startswith("\ufeff") and line == 1
    return document.text.offset_of(line or 1, (column or 1) + is_marked)


def at(document: Document, wanted: types.Range) -> Sequence[tuple[Problem, types.Diagnostic]]:
    """Return the problems of a file that touch a range, as they are and as an editor has them."""
    start, end = document.text.offset(wanted.start), document.text.offset(wanted.end)
    found: list[tuple[Problem, types.Diagnostic]] = []
    for problem in document.report.problems:
        told = diagnostic(document, problem)
        first, last = (document.text.offset(one) for one in (told.range.start, told.range.end))
        if first <= end and start <= last:
            found.append((problem, told))
    return found
