"""How work grows with its input: counted in calls and in what is charged, never timed."""

from __future__ import annotations

import cProfile
import functools
import itertools

from collections.abc import Callable

from plivoml import InvalidDocumentError, parse
from plivoml._lint.document import Selection, check_document
from plivoml._reading.positions import Lines
from plivoml._sources import candidates, languages, python, templates
from plivoml._sources.budget import Budget
from plivoml._sources.parts import whole
from plivoml.errors import Problem


#: How many times as much work twice the input may take.
MOST = 2.2


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def growth(work: Callable[[int], object], start: int) -> list[float]:
    """Return by how many times the calls grow from *start* to twice and to four times as much."""
    work(start + 1)  # whatever is done once is done, and nothing of this is met again
    counted = [calls(functools.partial(work, size)) for size in (start, 2 * start, 4 * start)]
    return [after / before for before, after in itertools.pairwise(counted)]


def charged(language: str, source: str) -> int:
    """Return how much text is put together and checked of a program, or of a "template"."""
    # What is remembered of some lengths and not of others would count for one of them alone.
    candidates.fillings.cache_clear()
    budget = Budget(source)
    check = budget.charging(functools.partial(_checked, Selection()))
    lines = Lines(source)
    if language == "template":
        templates.problems(whole(source), check, lines)
        return budget.spent
    if language == "Python":
        found = python.problems(lines, check, budget)
    else:
        found = languages.problems(lines, language, check, budget)
    for _, problems in found:
        assert isinstance(problems, list)
    return budget.spent


def _checked(selection: Selection, text: str) -> list[Problem]:
    return check_document(text, selection, is_probe=True)


def growths(language: str, source: Callable[[int], str], start: int) -> list[float]:
    """
    Return by how many times the work for a program or a template grows, as `growth` does.

    What is charged is counted too: it is less than the calls, and grows as they may.
    """
    charges: list[int] = []

    def work(size: int) -> None:
        charges.append(charged(language, source(size)))

    work(4 * start + 1)  # what is remembered of a text of this length is
    grown = growth(work, start)
    of_each = itertools.pairwise(charges[-3:])
    return [*grown, *(after / max(before, 1) for before, after in of_each)]


def read(document: str) -> None:
    """Read a document in both ways, whether it is one or not."""
    for strict in (True, False):
        try:
            parse(document, strict=strict)
        except InvalidDocumentError as error:
            assert error.problems  # noqa: PT017 - most have some
