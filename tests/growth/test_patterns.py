"""
No regular expression can take more than linear time for one attempt, or memory for each turn.

That is so where no repetition stands in another one, and none repeats alternatives, unless
what was matched is never given back: in possessive repetitions, and in what looks ahead.
"""

from __future__ import annotations

import importlib
import pkgutil
import re

from collections.abc import Iterator
from types import ModuleType
from typing import Any, cast

import pytest

import plivoml


parser: Any = importlib.import_module("re._parser")
constants: Any = importlib.import_module("re._constants")

#: Those that speak to frameworks, and what runs when it is loaded.
ASIDE = {"asgi", "django", "fastapi", "flask", "wsgi", "__main__"}


def modules() -> Iterator[ModuleType]:
    """Yield every module of the package."""
    for found in pkgutil.walk_packages(plivoml.__path__, "plivoml."):
        if ASIDE.isdisjoint(found.name.split(".")):
            yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[Any]]:
    """Return the regular expressions under the names of modules, by their text."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in modules():
        for value in vars(module).values():
            # A name may stand for a method of one.
            pattern: Any = getattr(value, "__self__", value)
            if isinstance(pattern, re.Pattern):
                compiled = cast("re.Pattern[Any]", pattern)
                found[repr(compiled.pattern)] = compiled
    return found


REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT)


def inside(operator: Any, argument: Any) -> list[Any]:
    """Return the parts of one piece of a pattern."""
    match operator:
        case constants.MAX_REPEAT | constants.MIN_REPEAT:
            return [argument[2]]
        case constants.SUBPATTERN:
            return [argument[3]]
        case constants.BRANCH:
            return list(argument[1])
        case constants.GROUPREF_EXISTS:
            return [part for part in argument[1:] if part is not None]
        case _:
            # What is possessive, atomic or looks ahead gives nothing back.
            return []


def doubtful(pattern: Any, *, is_repeated: bool = False) -> Iterator[str]:
    """Yield what may take more than linear time in a pattern."""
    for operator, argument in pattern:
        is_endless = operator in REPEATS and argument[1] is constants.MAXREPEAT
        if is_endless and is_repeated:
            yield "a repetition in a repetition"
        if is_endless and any(piece[0] is constants.BRANCH for piece in argument[2]):
            yield "alternatives that are repeated"
        for part in inside(operator, argument):
            yield from doubtful(part, is_repeated=is_repeated or is_endless)


@pytest.mark.once
def test_no_pattern_repeats_a_repetition() -> None:
    every = patterns()
    assert len(every) > 80
    wrong = {
        text: found
        for text, pattern in every.items()
        if (found := [*doubtful(parser.parse(pattern.pattern, pattern.flags))])
    }
    assert wrong == {}


@pytest.mark.once
@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"(?:a+)+", ["a repetition in a repetition"]),
        (r"(?:[^ ]|[ ])*", ["alternatives that are repeated"]),
        (r"(?:ab|cd)*", ["alternatives that are repeated"]),
        (r"(?:a++|bc)*+", []),
        (r"a*b*", []),
        (r"(?!a*)b*", []),
        (r"(?:a*){,3}", []),
    ],
)
def test_what_may_take_long_is_told_from_what_may_not(pattern: str, found: list[str]) -> None:
    assert [*doubtful(parser.parse(pattern))] == found
