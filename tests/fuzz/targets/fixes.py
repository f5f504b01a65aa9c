"""Fixes: put in once, and of a document no other call."""

from __future__ import annotations

import plivoml

from plivoml import Problem
from tests.fuzz.grown import document_of
from tests.fuzz.target import target

from .documents import kept_of


def errors(problems: list[Problem]) -> int:
    """Return how many errors there are."""
    return sum(problem.severity == "error" for problem in problems)


@target("documents")
def fix(data: bytes) -> bool:
    """What can be fixed is fixed at once, and no error comes of it."""
    document = document_of(data).decode("utf-8", "surrogateescape")
    wrong = plivoml.check(document)
    fixed = plivoml.fix(document)
    left = plivoml.check(fixed)
    assert not any(problem.fix and problem.fix.is_safe for problem in left)
    match sum(data) % 4:  # all of it for each input takes too long
        case 0:
            assert plivoml.fix(fixed) == fixed
        case 1 | 2 as turn:
            unsafe = plivoml.fix((document, fixed)[turn - 1], unsafe=True)
            assert plivoml.fix(unsafe, unsafe=True) == unsafe
        case _:
            pass
    if kept_of(document) is None:
        return False
    assert kept_of(fixed) is not None
    assert errors(left) <= errors(wrong)
    return True


@target("templates")
def fix_template(data: bytes) -> bool:
    """What is fixed in a template is fixed at once."""
    template = document_of(data).decode("utf-8", "surrogateescape")
    fixed = plivoml.fix(template, templates=True)
    if sum(data) % 4 == 0:
        assert plivoml.fix(fixed, templates=True) == fixed
    return "<Response" in template
