"""What is wrong with documents in parts, with the places in the file."""

from __future__ import annotations

import itertools

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import attrs

from .._lint.rules.sources import NOT_JUDGED
from .._model import diagnostic
from .._model.characters import WHITE_SPACE
from .._model.diagnostic import ENOUGH, LONGEST_MESSAGE, MOST
from .._model.rule_names import RuleName
from .._model.tokens import attribute_at
from .._reading.positions import Lines
from ..errors import Problem
from .branches import combinations
from .parts import Part, skeleton
from .plan import Group, Plan
from .rewriting import File, Rewriting, WritingAt
from .tags import count_tags, ignored_in


#: Says what is wrong with a whole document.
Check: TypeAlias = Callable[[str], Iterable[Problem]]

#: Says what else is wrong with the values in a document, and where in the file.
Also: TypeAlias = Callable[[Plan], Iterable[tuple[int, Problem]]]

_Key: TypeAlias = tuple[str, str, int]

# What a tag may lack if it has attributes that are not seen.
_OF_WHOLE_TAGS: Final = frozenset(
    {RuleName.MISPLACED_ELEMENT, RuleName.UNKNOWN_ELEMENT, RuleName.TWILIO_ELEMENT}
)

# What attributes that are not seen make no difference to.
_OF_ATTRIBUTES: Final = frozenset(
    {
        RuleName.AUDIO_FILE_AS_DOCUMENT,
        RuleName.AUDIO_FORMAT,
        RuleName.BAD_CALLBACK_OPTIONS,
        RuleName.BAD_VALUE,
        RuleName.CONTESTED_VALUE,
        RuleName.DOUBLE_ESCAPED,
        RuleName.FREE_TEXT_REASON,
        RuleName.INSECURE_AUDIO,
        RuleName.INSECURE_CALLBACK,
        RuleName.INSECURE_STREAM,
        RuleName.MISPLACED_ATTRIBUTE,
        RuleName.RELATIVE_URL,
        RuleName.TUNNEL_HOST,
        RuleName.UNDOCUMENTED_ATTRIBUTE,
        RuleName.UNFILLED_PLACEHOLDER,
        RuleName.UNKNOWN_ATTRIBUTE,
        RuleName.UNKNOWN_SCHEME,
        RuleName.UNKNOWN_SOUND,
        RuleName.UNKNOWN_VOICE,
        RuleName.UNREACHABLE_HOST,
    }
)


@attrs.frozen(eq=False)
class _Verdict:
    """What is wrong with one text that a template may come to."""

    found: dict[_Key, Problem]
    spans: dict[_Key, frozenset[int]]
    """Where in the file that stands which a problem is about."""

    offsets: frozenset[int]
    """Every place in the file that it stands at."""

    read: frozenset[int]
    """Those of them that it is read at: not behind what breaks it."""

    limit: _Key | None = None
    """What says that there are more problems, in each text with values that were tried."""

    broken: _Key | None = None
    is_broken_in_a_branch: bool = False
    """Whether what breaks it stands between the same two tags of blocks."""

    def lacks(self, key: _Key, span: frozenset[int]) -> bool:
        """Whether a problem is not found in it, though what that is about is read."""
        return span <= self.read and key not in self.found


def problems(
    parts: Sequence[Part],
    check: Check,
    lines: Lines,
    writing_at: WritingAt,
    also: Also = lambda _: (),
) -> list[Problem]:
    """
    Return what is wrong with a document whatever its values are.

    What stands in several branches of a template is wrong if it is wrong in each of them.

    Args:
        parts: The document, with what is conditional or repeated.
        check: What checks a document.
        lines: Those of the file.
        writing_at: How text is written in the file.
        also: What its language says of its values.
    """
    texts, left_out = combinations(parts)
    plans = [Plan(skeleton(text.parts)) for text in texts]
    end = max(plan.end for plan in plans)
    file = File(parts, lines, writing_at)
    every = [_verdict(plan, check, end, file) for plan in plans]
    # What is wrong within a branch is so wherever that is taken.  Another text that is broken took
    # branches that do not belong together.
    within = [
        verdict
        for verdict in every
        if (key := verdict.broken)
        and verdict.is_broken_in_a_branch
        and not any(other.lacks(key, verdict.spans[key]) for other in every)
    ]
    believed = [
        verdict for verdict in every if verdict.broken is None or verdict in within
    ] or every
    seen = {
        taken
        for text, plan, verdict in zip(texts, plans, every, strict=True)
        if verdict in believed or not count_tags(plan.text)
        for taken in text.taken
    }
    # Of a branch that is in none of these, it is not known what it brings.
    lost: list[int] = []
    judges = [*believed]
    for text, verdict in zip(texts, every, strict=True):
        if unseen := [block.offset for block, _ in text.taken - seen]:
            lost.append(start := min(unseen))
            before = frozenset(at for at in verdict.read if at < start)
            judges.append(attrs.evolve(verdict, read=before))
    kept = _kept(believed, judges, every, within)
    for plan in plans:
        for offset, problem in also(plan):
            kept.setdefault((problem.rule, "", offset), problem)
    unjudged = sorted({one for plan in plans for one in plan.unjudged()})
    unjudged += [(block.offset, "more branches than are looked at") for block in left_out]
    unjudged += [(offset, "a branch that is not well-formed") for offset in sorted(lost)]
    for limit in sorted({verdict.limit for verdict in believed if verdict.limit}):
        if limit not in kept or len(kept) <= MOST:
            kept.pop(limit, None)
            unjudged.append((limit[-1], "more problems of values than are told"))
    is_ignored = any(NOT_JUDGED.name in ignored_in(plan.text) for plan in plans)
    for offset, why in [] if is_ignored else unjudged[:1]:
        kept[NOT_JUDGED.name, "", offset] = not_judged(why, *lines.position(offset))
    found: list[Problem] = []
    for (*_, offset), problem in sorted(kept.items(), key=lambda item: item[0][-1]):
        line, column = lines.position(offset)
        found.append(problem.replace(line=line, column=column))
    return found


def _kept(
    believed: Iterable[_Verdict],
    judges: Sequence[_Verdict],
    every: Iterable[_Verdict],
    within: Collection[_Verdict],
) -> dict[_Key, Problem]:
    """Return what no other text lacks that what is wrong stands in as well."""
    # Whether tags match in a text that is broken is not known either.
    strict = [attrs.evolve(verdict, read=verdict.offsets) for verdict in every]
    kept: dict[_Key, Problem] = {}
    # Most texts have most problems, at the same places: who else has to have one is asked once.
    everywhere: dict[tuple[_Key, frozenset[int], bool], bool] = {}
    for verdict in believed:
        is_broken = verdict.broken is not None
        for key, problem in verdict.found.items():
            span = verdict.spans[key]
            where = key, span, is_broken
            if where not in everywhere:
                others = strict if is_broken else judges
                everywhere[where] = not any(other.lacks(key, span) for other in others)
            if everywhere[where] or (key == verdict.broken and verdict in within):
                kept[key] = _agreed(kept.get(key, problem), problem)
    return kept


def _agreed(problem: Problem, again: Problem) -> Problem:
    """Return a problem with what is the same wherever it is found again."""
    fix, other = problem.fix, again.fix
    if fix and other and problem.rule == RuleName.NOT_WELL_FORMED:
        # Each ampersand is mended by itself.
        same = {*other.edits}
        edits = tuple(edit for edit in fix.edits if edit in same)
        fix = fix.replace(edits=edits) if edits else None
    elif fix != other:
        fix = None
    related = tuple(one for one in problem.related if one in again.related)
    return problem.replace(fix=fix, related=related)


def _verdict(plan: Plan, check: Check, end: int, file: File) -> _Verdict:
    found: dict[_Key, Problem] = {}
    spans: dict[_Key, frozenset[int]] = {}
    whole = read = plan.reach | {end}
    limit: _Key | None = None
    for number, filled in enumerate(() if plan.is_hopeless else plan.rounds()):
        now: dict[_Key, Problem] = {}
        rewriting = Rewriting(filled, file, plan.holes.values())
        for key, problem, span in _placed(plan, number, rewriting, check, end):
            now[key], spans[key] = problem, span
        was_cut, cut = limit is not None, _limit(now)
        # Values that were tried may be all the problems that are told: others tell of the rest.
        if cut and number and not was_cut:
            continue
        limit = cut
        # Where a text breaks may depend on the values; that it does is wrong whatever they are.
        if broken := _break(now):
            read &= {*itertools.takewhile(broken[-1].__ne__, filled.offsets)}
        kept = (key for key in found if key in now or (broken and key == _break(found)))
        is_first = not number or (was_cut and not cut)
        found = (
            now
            if is_first
            else {key: _agreed(found[key], now.get(key, found[key])) for key in kept}
        )
        if not (found or cut):
            break
    if (broken := _break(found)) is None:
        return _Verdict(found, spans, whole, whole, limit)
    related = (file.lines.offset(one.line or 1, one.column or 1) for one in found[broken].related)
    runs = {file.runs.get(at) for at in (broken[-1], *related)}
    is_in_a_branch = len(runs) == 1 and not file.has_tags_in_comments
    return _Verdict(found, spans, whole, read, limit, broken, is_in_a_branch)


def _limit(found: Mapping[_Key, Problem]) -> _Key | None:
    """Return what says that there are more problems than are told."""
    told = (key for key, problem in found.items() if problem.message == ENOUGH.message)
    return next(told, None)


def _break(found: Iterable[_Key]) -> _Key | None:
    """Return what makes a text no XML, behind which nothing is read."""
    return next((key for key in found if key[0] == RuleName.NOT_WELL_FORMED), None)


def _placed(
    plan: Plan, number: int, rewriting: Rewriting, check: Check, end: int
) -> Iterator[tuple[_Key, Problem, frozenset[int]]]:
    filled = rewriting.filled
    every = [*check(filled.text)]
    if not every:
        return
    lines = rewriting.lines
    # What was tried is nothing that the author of the file has written.
    everywhere: dict[str, str] = {}
    by_path: dict[str, dict[str, str]] = {}
    for group in plan.groups:
        written = _written(plan.given(group, number), plan.shown(group))
        everywhere = written | everywhere
        by_path.setdefault(path_of(group), {}).update(written)
    for problem in every:
        assert problem.line is not None
        assert problem.column is not None
        index = lines.offset(problem.line, problem.column)
        offset = filled.offsets[index] if index < len(filled.offsets) else end
        tag = filled.text.rfind("<", 0, index + 1)
        if tag >= 0 and filled.offsets[tag] in plan.unnamed:
            continue
        if offset in plan.loose and problem.rule not in _OF_WHOLE_TAGS:
            continue
        attribute = problem.path.partition("/@")[2]
        if attribute and problem.rule not in _OF_ATTRIBUTES and filled.offsets[tag] in plan.loose:
            continue
        key = problem.rule, attribute, offset
        # A value is wrong whatever is around it, and may be another one in each branch.
        value = attribute_at(filled.text, index) if problem.rule == RuleName.BAD_VALUE else None
        span = frozenset(filled.offsets[index : value.end + 1] if value else [offset])
        # The same may have been tried in several places.
        written = everywhere | by_path.get(problem.path, {})
        message, hint = _as_written(problem.message, written), problem.hint
        hint = hint and _as_written(hint, written)
        # What is meant by a value that was tried is nobody's.
        is_guess = hint == problem.hint and (hint or "").startswith("did you mean ")
        hint = None if is_guess and message != problem.message else hint
        fix = None if problem.fix is None else rewriting.fix(problem.fix)
        related = diagnostic.moved(problem.related, rewriting.position)
        told = problem.replace(message=message, hint=hint, fix=fix, related=related)
        yield key, told, span


def path_of(group: Group) -> str:
    """Return where a value stands, as problems have it, or nothing."""
    path = group.around.path if group.around else ""
    return f"{path}/@{group.attribute}" if group.attribute else path


def _as_written(message: str, written: dict[str, str]) -> str:
    """Say what the file has, as far as there is room for it, in place of what was tried."""
    for given, shown in written.items():
        if times := message.count(given):
            room = (LONGEST_MESSAGE - len(message)) // times + len(given)
            cut = shown if len(shown) <= room else f"{shown[: room - 3]}..."
            message = message.replace(given, cut)
    return message


def _written(given: str, shown: str) -> dict[str, str]:
    """Return in which forms messages have a value that was tried, and what is there instead."""
    found: dict[str, str] = {}
    for one, other in ((given, shown), (given.strip(WHITE_SPACE), shown.strip(WHITE_SPACE))):
        if one:
            found |= {repr(one): repr(other), f">{one}<": f">{other}<"}
    return found


def not_judged(why: str, line: int, column: int) -> Problem:
    """Say that something cannot be judged, and where it is."""
    message = f"expected a document that can be judged; got {why}"
    return Problem(NOT_JUDGED.name, NOT_JUDGED.severity, message, line, column, "/")
