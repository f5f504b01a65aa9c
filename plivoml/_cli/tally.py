"""What a run of `plivoml check` looked at, and what it found: in numbers, and in words."""

from __future__ import annotations

import collections

from collections.abc import Iterable, Iterator
from typing import Final

from .._lint.document import SEVERITIES
from .._model.rule_names import RuleName
from . import CLEAN, FAILED, PROBLEMS
from .files import File, Report


# What these say is no fault of a document.
_NOT_WRONG: Final = frozenset({RuleName.NOT_JUDGED, RuleName.TWILIO_BUILDER})


class Tally:
    """
    Counts what was looked at and what is reported.

    Args:
        is_fix: Whether files are written, too.
        is_diff: Whether what would change is shown, and nothing of what is left.

    Attributes:
        status: The exit status that follows from it.
    """

    def __init__(self, *, is_fix: bool = False, is_diff: bool = False) -> None:
        self._is_fix, self._is_diff = is_fix, is_diff
        self.status = CLEAN
        self._files = self._with_documents = self._documents = self._unread = 0
        self._fixed = self._fixable = 0
        self._in_languages = 0
        self._rules: collections.Counter[str] = collections.Counter()
        self._severities: collections.Counter[str] = collections.Counter()

    def count(self, report: Report) -> None:
        """Take note of a report."""
        self._files += 1
        self._documents += report.documents
        self._with_documents += report.documents > 0
        self._rules.update(problem.rule for problem in report.problems)
        self._severities.update(problem.severity for problem in report.problems)
        self._fixed += report.fixed
        self._fixable += report.fixable
        is_wrong = any(problem.rule not in _NOT_WRONG for problem in report.problems)
        if is_wrong or (self._is_diff and report.fixed):
            self.status = max(self.status, PROBLEMS)
        self._in_languages += report.needs_extra
        if report.failure is not None:
            self._unread += 1
            self.status = FAILED

    def is_for_nothing(self, files: Iterable[File]) -> bool:
        """Whether a person named a file, and no document was found."""
        return not self._documents and any(not file.is_found for file in files)

    def statistics(self) -> Iterator[str]:
        """Yield how often each rule was broken."""
        for rule, number in sorted(self._rules.items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"{number:>6}  {rule}"

    def summary(self, others: int) -> Iterator[str]:
        """
        Yield lines that say what was looked at.

        Args:
            others: How many files are of no kind that is looked at.
        """
        if self._documents:
            of = "" if self._with_documents == self._files else f"{self._with_documents} of "
            files = f"{of}{_counted(self._files, 'file')}"
            looked_at = f"{_counted(self._documents, 'document')} in {files}"
        else:
            looked_at = f"no document found in {_counted(self._files, 'file')}"
            if others:
                looked_at += f", and {others} of kinds that are not looked at"
        found = [
            _counted(number, severity)
            for severity in SEVERITIES
            if (number := self._severities[severity])
        ]
        parts = [looked_at]
        if self._is_diff:
            parts.append(f"{self._fixed or 'nothing'} would be fixed")
        elif self._documents or found:
            parts.append(", ".join(found) or "no problems")
        if self._unread:
            how = "read or written" if self._is_fix else "read"
            parts.append(f"{_counted(self._unread, 'file')} could not be {how}")
        if self._in_languages:
            files = _counted(self._in_languages, "file")
            parts.append(f"{files} more with pip install 'plivoml[languages]'")
        if self._fixed and not self._is_diff:
            parts.append(f"{self._fixed} fixed")
        yield "; ".join(parts)
        if self._fixable and not self._is_diff:
            yield f"{_counted(self._fixable, 'problem')} can be fixed with --fix"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
