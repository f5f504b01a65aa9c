"""
No regular expression can take more than linear time for one attempt, or memory for each turn.

That is so where no repetition stands in another one, and none repeats alternatives, unless
what was matched is never given back: in possessive repetitions, and in what looks ahead.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest

import plivoml

from plivoml import Element
from tests.support.declarations import by_tag, members_of, spec_of


pytestmark = pytest.mark.uncounted

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
                known = cast("Any", pattern)
                found[repr(known.pattern)] = known
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


#: What compiles patterns, or takes one that is not compiled.
FUNCTIONS = {
    "compile",
    "sub",
    "subn",
    "match",
    "search",
    "fullmatch",
    "split",
    "findall",
    "finditer",
}
ROOT = Path(plivoml.__path__[0])

#: What is made of texts of our own, and compiled where it is used first.
MADE_OF_OURS = {
    "pattern": "a path of the REST API, of which each part is a group without alternatives",
    "refused": "what a literal of a language cannot hold",
    "_NOT_XML": "a class of characters",
    "HOLE": "a character",
    "python.replace('(', '(?:')": "the pattern of a value, which the reference shows",
    "'|'.join((f'(?P<{name}>{way})' for name, way in ways.items() if way))": "ways of a language",
    "'|'.join((pattern_of(pattern, root) for pattern in patterns))": "settings of the project",
}


def written() -> Iterator[tuple[str, str | bytes | None]]:
    """Yield the source of each pattern in the package, and its text if that is known."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(ast.Name("re"), name), args=[given, *_]) if (
                    name in FUNCTIONS
                ):
                    yield ast.unparse(given), text_of(given)
                case _:
                    pass


def text_of(given: ast.expr) -> str | bytes | None:
    """Return a pattern with a letter for each value in it, or None where it has a name."""
    match given:
        case ast.Constant(str() | bytes() as text):
            return text
        case ast.JoinedStr(parts):
            return "".join(
                str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts
            )
        case _:
            return None


@pytest.mark.once
def test_no_pattern_that_is_compiled_where_it_is_used_repeats_a_repetition() -> None:
    every = dict(written())
    known = {source: text for source, text in every.items() if text is not None}
    assert len(known) > 100
    wrong = {source: found for source, text in known.items() if (found := [*doubtful_in(text)])}
    assert wrong == {}
    at_the_top = {
        ast.unparse(node.args[0])
        for path in ROOT.rglob("*.py")
        for statement in ast.parse(path.read_text("utf-8")).body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for node in ast.walk(statement)
        if isinstance(node, ast.Call) and node.args
    }
    # Those of modules are looked at as they are compiled.
    assert every.keys() - known.keys() - at_the_top - MADE_OF_OURS.keys() == ESCAPED


#: What stands for itself.
ESCAPED = {"re.escape(old)"}


def doubtful_in(text: str | bytes) -> Iterator[str]:
    return doubtful(parser.parse(text))


@pytest.mark.once
@pytest.mark.parametrize("kind", [*by_tag.values()])
def test_no_pattern_of_a_value_repeats_a_repetition(kind: type[Element]) -> None:
    spec = spec_of(kind)
    values = [attribute.value for attribute in spec.attributes]
    values += [spec.content.value] if spec.content.value else []
    found = {
        pattern: [*doubtful_in(pattern.replace(ANY, ".").replace("(", "(?:"))]
        for value in values
        for one in members_of(value)
        if (pattern := getattr(one, "pattern", None))
    }
    # Each turn of what is repeated there begins with a comma, and no turn holds one.
    wrong = {pattern for pattern, told in found.items() if told}
    assert {pattern for pattern in wrong if not COMMA_FIRST.search(pattern)} == set()


COMMA_FIRST = re.compile(r"\((\[ \]\*)?,(\[ \]\*)?\(")


#: Any character, in a pattern that XML Schema reads too; Python is given a class instead.
ANY = r"([^ \t\r\n]|[ \t\r\n])"


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
