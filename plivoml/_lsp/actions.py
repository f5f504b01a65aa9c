"""What an editor offers to do about a problem: mend it, have it ignored, explain it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lsprotocol import types

from .. import _checking
from .._lint.registry import RULES
from ..errors import Fix, Problem
from .diagnostics import at, offset_of
from .documents import Document
from .spots import Kind, spot_at


#: Says what a rule means; its argument is the name of the rule.
EXPLAIN: Final = "plivoml.explain"

#: Every fix of a file that counts.
FIX_ALL: Final = f"{types.CodeActionKind.SourceFixAll.value}.plivoml"

KINDS: Final = (types.CodeActionKind.QuickFix, FIX_ALL)


def actions(document: Document, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return what can be done about the problems that touch a range."""
    found: list[types.CodeAction] = []
    wanted = params.context.only
    if _is_wanted(types.CodeActionKind.QuickFix, wanted):
        for problem, told in at(document, params.range):
            found += _about(document, problem, told)
    if _is_wanted(FIX_ALL, wanted):
        found += _fix_all(document)
    return found


def explained(rule: str) -> str | None:
    """Say what a rule means, with an example, if there is one of that name."""
    if rule not in RULES:
        return None
    known = RULES[rule]
    examples = (f"{title}: {example}" for title, example in known.examples())
    return "\n".join([f"{known.name.value}: {known.says}", *examples, *filter(None, [known.docs])])


def _is_wanted(kind: str, wanted: Sequence[str] | None) -> bool:
    # Whoever asks for `source` is given `source.fixAll.plivoml` too.
    return wanted is None or any((kind + ".").startswith(one + ".") for one in wanted)


def _about(
    document: Document, problem: Problem, told: types.Diagnostic
) -> Iterator[types.CodeAction]:
    if (fix := problem.fix) is not None:
        yield types.CodeAction(
            fix.title,
            types.CodeActionKind.QuickFix,
            [told],
            fix.is_safe,
            edit=_changed(document, _edits(document, fix)),
        )
    if (comment := _comment(document, problem)) is not None:
        yield types.CodeAction(
            f"Ignore {problem.rule} here",
            types.CodeActionKind.QuickFix,
            [told],
            edit=_changed(document, [comment]),
        )
    title = f"Explain {problem.rule}"
    yield types.CodeAction(
        title,
        types.CodeActionKind.QuickFix,
        [told],
        command=types.Command(title, EXPLAIN, arguments=[problem.rule]),
    )


def _fix_all(document: Document) -> Iterator[types.CodeAction]:
    """Offer everything at once that `plivoml check --fix` would do."""
    settings, report = document.settings, document.report
    if settings is not None and report.fixable:
        selection = settings.of(document.name)
        fixed = _checking.fix_file(document.data, document.suffix, selection, is_found=True)
        yield types.CodeAction(
            f"Fix {fixed.number} of plivoml's problems",
            FIX_ALL,
            edit=_changed(document, [document.replaced(fixed.data)]),
        )


def _edits(document: Document, fix: Fix) -> list[types.TextEdit]:
    return [
        types.TextEdit(
            document.text.range(
                offset_of(document, edit.line, edit.column),
                offset_of(document, edit.end_line, edit.end_column),
            ),
            edit.text,
        )
        for edit in fix.edits
    ]


def _changed(document: Document, edits: Sequence[types.TextEdit]) -> types.WorkspaceEdit:
    return types.WorkspaceEdit({document.uri: edits})


def _comment(document: Document, problem: Problem) -> types.TextEdit | None:
    """Return the comment that turns a rule off where a problem is, in the language of its place."""
    offset = offset_of(document, problem.line, problem.column)
    line = document.text.line_of(offset)
    if found := _checking.place_to_ignore(document.source, document.suffix, line):
        line, mark = found
        start = document.text.offset_of(line, 1)
        start += len(document.source) - start - len(document.source[start:].lstrip(" \t"))
        return _above(document, start, f"{mark} plivoml: ignore {problem.rule}")
    for shown in document.documents:
        if (place := shown.place(offset)) is not None and (
            start := _element(shown.text, place)
        ) >= 0:
            comment = f"<!-- plivoml: ignore {problem.rule} -->"
            return _above(document, shown.in_file(start), comment)
    return None


def _element(text: str, place: int) -> int:
    """Return where the element begins that a place is in, or -1."""
    spot = spot_at(text, place + text.startswith("<", place))
    if spot.kind in (Kind.TAG, Kind.ATTRIBUTE, Kind.VALUE):
        return spot.tag_start
    return spot.around[-1].start if spot.around else -1


def _above(document: Document, start: int, comment: str) -> types.TextEdit:
    """Put a comment on a line of its own, if what it is above is the first thing on its line."""
    text = document.text
    before = document.source[text.offset_of(text.line_of(start), 1) : start]
    end = "\r\n" if "\r\n" in document.source else "\n"
    rest = "" if before.strip() else f"{end}{before}"
    return types.TextEdit(text.range(start, start), f"{comment}{rest}")
