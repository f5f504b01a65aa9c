"""Templates of documents: files in which values and parts are filled in later."""

from __future__ import annotations

from collections.abc import Iterable

from ..._reading.positions import Lines
from ...errors import Problem
from .. import recognition
from ..branches import branches
from ..parts import Chars, Part, skeleton, whole
from ..rewriting import plain
from ..verdicts import Check
from ..verdicts import problems as problems_of
from .languages import split


def is_template(text: str) -> bool:
    """Whether a file begins, in one of its branches, as a document of ours does."""
    return any(
        recognition.begins_document(skeleton(branch).text)
        for branch in branches(split([whole(text)]))
    )


def is_document(parts: Iterable[Part]) -> bool:
    """Whether parts of a file are a whole document in one of their branches."""
    return any(recognition.is_document(skeleton(one).text) for one in branches(split(parts)))


def problems(chars: Chars, check: Check, lines: Lines) -> list[Problem]:
    """
    Return what is wrong with a template whatever its values are, in its order.

    Args:
        chars: The template, which may be a part of a file.
        check: What checks a document.
        lines: Those of the file.
    """
    return problems_of(split([chars]), check, lines, plain)
