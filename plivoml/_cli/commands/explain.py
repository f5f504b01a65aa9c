"""`plivoml explain`: what a rule, a hangup code or an element means, and what to do."""

from __future__ import annotations

import argparse
import sys
import textwrap

from collections.abc import Iterator
from typing import Final

from ... import hangup_causes
from ..._lint import registry
from ..._lint.rule import Rule
from ..._model.diagnostic import not_known
from ..._model.lookalikes import ELEMENTS
from ..._model.spec import AttributeSpec, ElementSpec, docs_of, holds, spec_of
from ...elements.vocabulary import by_tag
from ...hangup_causes.cause import HangupCause
from .. import CLEAN, FAILED


#: What `HangupCause` was seen to say, with the codes that were seen beside it.
_SWITCH_NAMES: Final[dict[str, tuple[int, ...]]] = {
    "ALLOTTED_TIMEOUT": (),
    "CALL_REJECTED": (),
    "LOSE_RACE": (9000,),
    "NETWORK_OUT_OF_ORDER": (),
    "NORMAL_CLEARING": (4000, 4010),
    "NO_ANSWER": (),
    "NO_USER_RESPONSE": (6020,),
    "ORIGINATOR_CANCEL": (),
    "SUBSCRIBER_ABSENT": (),
    "UNALLOCATED_NUMBER": (),
    "USER_BUSY": (3010,),
}


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.add_argument(
        "subject",
        metavar="RULE_OR_CODE_OR_ELEMENT",
        help="such as no-fallback, 8012, NORMAL_CLEARING or Dial",
    )


def run(options: argparse.Namespace) -> int:
    """Print what there is to say."""
    subject: str = options.subject
    told = "\n".join(_told(subject))
    if told:
        print(told)
        return CLEAN
    known = [*registry.RULES, *by_tag, *_SWITCH_NAMES]
    wrong = not_known("the name of a rule or of an element, or a hangup code", subject, known)
    print(f"plivoml: {wrong}", file=sys.stderr)
    return FAILED


def _told(subject: str) -> Iterator[str]:
    cause = hangup_causes.by_code(subject)
    causes = [cause] if cause else hangup_causes.by_name(subject)
    if subject in registry.RULES:
        yield from _rule(registry.RULES[subject])
    elif subject in by_tag:
        yield from _element(spec_of(by_tag[subject]))
    elif subject in ELEMENTS:
        yield f"{subject}: no element of Plivo's; {ELEMENTS[subject].hint}"
    elif subject in _SWITCH_NAMES:
        yield from _switch_name(subject)
    else:
        for one in causes:
            yield from _cause(one)


def _element(spec: ElementSpec) -> Iterator[str]:
    # Python leaves docstrings out under -OO.
    first, *_ = (spec.cls.__doc__ or "").strip().split("\n\n")
    yield f"{spec.tag}: {' '.join(first.split())}"
    content = spec.content
    if content.value is not None:
        yield f"\n{_wrapped(f'Between the tags: {content.value.expected}')}"
    elif content.field:
        yield f"\n{_wrapped(f'Between the tags: {holds(content)}')}"
    if spec.attributes:
        yield "\nAttributes:"
        yield from map(_attribute, spec.attributes)
    yield from map("\n{}".format, filter(None, [docs_of(spec.cls)]))


def _attribute(attribute: AttributeSpec) -> str:
    told = f"{attribute.name}: {attribute.value.expected}"
    if attribute.required:
        told += "; required"
    elif attribute.default is not None:
        told += f"; {attribute.default} without it"
    return textwrap.fill(
        told, 80, initial_indent="* ", subsequent_indent="  ", break_on_hyphens=False
    )


def _switch_name(name: str) -> Iterator[str]:
    yield f"{name}: what HangupCause, DialHangupCause or DialBLegHangupCause may say"
    told = "It is the telephone switch's own name for the end of a call, and says little by itself."
    codes = _SWITCH_NAMES[name]
    if codes:
        told += f" Seen with HangupCauseCode {' and '.join(map(str, codes))}."
    yield f"\n{_wrapped(told)}"
    yield f"\n{_wrapped('What to do: explain the HangupCauseCode that came with it.')}"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.name} ({rule.severity})"
    yield f"\n{_wrapped(rule.says)}"
    if rule.of_answers is not None:
        told = f'With answers = "calls": {rule.of_answers}; with answers = "callbacks": not told.'
        yield f"\n{told}"
    for cause in map(hangup_causes.by_code, rule.hangup_codes):
        assert cause is not None
        yield f"\n{_wrapped(f'Hangup code {cause.code}, {cause.name}: {cause.meaning}')}"
    for title, example in rule.examples():
        yield f"\n{title}:\n\n{example}"
    if rule.docs is not None:
        yield f"\n{rule.docs}"


def _cause(cause: HangupCause) -> Iterator[str]:
    yield f"{cause.code} {cause.name}"
    yield f"\n{_wrapped(cause.meaning)}"
    if cause.only_if:
        yield f"Only if: {cause.only_if}."
    yield f"\n{_wrapped(f'What to do: {cause.next_step}')}"
    if cause.mistakes:
        yield "\nWhat leads to it:"
        yield from (f"* {mistake}" for mistake in cause.mistakes)
    if cause.doubt:
        yield f"\n{_wrapped(f'Doubt: {cause.doubt}')}"
    rules = [rule.name for rule in registry.RULES.values() if cause.code in rule.hangup_codes]
    if rules:
        yield f"\nRules of check that see it coming: {', '.join(rules)}"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 80)
