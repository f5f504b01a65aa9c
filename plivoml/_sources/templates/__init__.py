"""Templates of documents: files in which values and parts are filled in later."""

from __future__ import annotations

from ..._reading.positions import Lines
from ...errors import Problem
from ..branches import branches, combinations
from ..parts import skeleton, whole
from ..recognition import begins_document
from ..verdicts import Check
from ..verdicts import problems as problems_of
from .languages import split


def is_template(text: str) -> bool:
    """Whether a file begins, in one of its branches, as a document of ours does."""
    return any(begins_document(skeleton(branch).text) for branch in branches(split([whole(text)])))


def problems(text: str, check: Check) -> list[Problem]:
    """Return what is wrong with a template whatever its values are, in its order."""
    return problems_of(combinations(split([whole(text)])), check, Lines(text))
