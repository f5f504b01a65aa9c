"""What is wrong with documents in parts, with the places in the file."""

from __future__ import annotations

import ast
import re

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import attrs

from .._convert.literals import Pasted
from .._model.rule_names import RuleName
from ..errors import Problem
from .parts import Hole, Lines, Part, skeleton
from .plan import Filled, Plan
from .templates import combinations
from .unescaped import unescaped


#: Says what is wrong with a whole document.
Check: TypeAlias = Callable[[str], Iterable[Problem]]

_Key: TypeAlias = tuple[str, str, int]

# What a tag may lack if it has attributes that are not seen.
_OF_WHOLE_TAGS: Final = frozenset(
    {RuleName.MISPLACED_ELEMENT, RuleName.UNKNOWN_ELEMENT, RuleName.TWILIO_ELEMENT}
)

# What attributes that are not seen make no difference to.
_OF_ATTRIBUTES: Final = frozenset(
    {
        RuleName.BAD_VALUE,
        RuleName.CONTESTED_VALUE,
        RuleName.DOUBLE_ESCAPED,
        RuleName.FREE_TEXT_REASON,
        RuleName.INSECURE_AUDIO,
        RuleName.INSECURE_STREAM,
        RuleName.MISPLACED_ATTRIBUTE,
        RuleName.RELATIVE_URL,
        RuleName.UNDOCUMENTED_ATTRIBUTE,
        RuleName.UNKNOWN_ATTRIBUTE,
        RuleName.UNKNOWN_VOICE,
    }
)

_ATTRIBUTE: Final = re.compile(r"""[^\s=<>"']+\s*=\s*(?:"[^"]*"|'[^']*')""")


@attrs.frozen
class _Verdict:
    """What is wrong with one branch of a template."""

    found: dict[_Key, Problem]
    spans: dict[_Key, frozenset[int]]
    """Where in the file that stands which a problem is about."""

    places: frozenset[int]
    is_broken: bool


def problems(parts: Sequence[Part], check: Check, lines: Lines) -> list[Problem]:
    """
    Return what is wrong with a document whatever its values are.

    What stands in several branches of a template is wrong if it is wrong in each of them.

    Args:
        parts: The document, the tags of templates told from the text.
        check: What checks a document.
        lines: Those of the file.
    """
    if any(isinstance(part, Hole) and _has_half_a_tag(part) for part in parts):
        return []
    plans = [Plan(skeleton(branch)) for branch in combinations(parts)]
    end = max(plan.end for plan in plans)
    verdicts = [_verdict(plan, check, end) for plan in plans]
    # A text whose tags do not match took branches that do not belong together.
    verdicts = [verdict for verdict in verdicts if not verdict.is_broken] or verdicts
    kept: dict[_Key, Problem] = {}
    for verdict in verdicts:
        for key, problem in verdict.found.items():
            others = (other for other in verdicts if verdict.spans[key] <= other.places)
            if all(key in other.found for other in others):
                kept.setdefault(key, problem)
    for plan in plans:
        for place, problem in unescaped(plan):
            kept.setdefault((problem.rule, "", place), problem)
    found: list[Problem] = []
    for (*_, place), problem in sorted(kept.items(), key=lambda item: item[0][-1]):
        line, column = lines.position(place)
        found.append(problem.replace(line=line, column=column))
    return found


def _has_half_a_tag(hole: Hole) -> bool:
    """Whether a value is one of several texts, some with tags that begin or end elsewhere."""
    match hole.pasted:
        case Pasted(value=ast.IfExp() | ast.BoolOp() as value):
            pass
        case _:
            return False
    waiting: list[ast.AST] = [value]
    while waiting:
        node = waiting.pop()
        texts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(
            part.value
            for part in texts
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
        if text.count("<") != 2 * text.count("</") + text.count("/>"):
            return True
        if not isinstance(node, ast.JoinedStr):
            waiting.extend(ast.iter_child_nodes(node))
    return False


def _verdict(plan: Plan, check: Check, end: int) -> _Verdict:
    found: dict[_Key, Problem] = {}
    spans: dict[_Key, frozenset[int]] = {}
    if not plan.is_hopeless:
        for number, filled in enumerate(plan.rounds()):
            now: dict[_Key, Problem] = {}
            for key, problem, span in _placed(plan, number, filled, check, end):
                now[key], spans[key] = problem, span
            found = {key: found[key] for key in found if key in now} if number else now
    is_broken = any(rule == RuleName.NOT_WELL_FORMED for rule, *_ in found)
    return _Verdict(found, spans, plan.reach | {end}, is_broken)


def _placed(
    plan: Plan, number: int, filled: Filled, check: Check, end: int
) -> Iterator[tuple[_Key, Problem, frozenset[int]]]:
    lines = Lines(filled.text)
    # What was tried is nothing that the author of the file has written.
    written: dict[str, str] = {}
    for group in plan.groups:
        if given := plan.given(group, number):
            written.setdefault(repr(given), repr(plan.shown(group)))
    for problem in check(filled.text):
        assert problem.line is not None
        assert problem.column is not None
        index = lines.place(problem.line, problem.column)
        place = filled.places[index] if index < len(filled.places) else end
        if place in plan.loose and problem.rule not in _OF_WHOLE_TAGS:
            continue
        attribute = problem.path.partition("/@")[2]
        if attribute and problem.rule not in _OF_ATTRIBUTES:
            # An attribute stands behind the `<` of its tag.
            tag = filled.text.rfind("<", 0, index)
            if filled.places[tag] in plan.loose:
                continue
        key = problem.rule, attribute, place
        # A value is wrong whatever is around it, and may be another one in each branch.
        value = _ATTRIBUTE.match(filled.text, index) if problem.rule == RuleName.BAD_VALUE else None
        span = frozenset(filled.places[index : value.end()] if value else [place])
        message = problem.message
        for given, shown in written.items():
            message = message.replace(given, shown)
        yield key, problem.replace(message=message), span
