"""`plivoml explain`: what a rule or a hangup code means, and what to do."""

from __future__ import annotations

import argparse
import sys
import textwrap

from collections.abc import Iterator

from ... import hangup_causes
from ..._lint import registry
from ..._lint.rule import Rule
from ..._model.diagnostic import not_known
from ...hangup_causes.cause import HangupCause
from .. import CLEAN, FAILED


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.add_argument(
        "subject", metavar="RULE_OR_HANGUP_CODE", help="such as no-fallback or 8012"
    )


def run(options: argparse.Namespace) -> int:
    """Print what there is to say."""
    subject: str = options.subject
    rule, cause = registry.RULES.get(subject), hangup_causes.by_code(subject)
    if rule is not None:
        print(*_rule(rule), sep="\n")
    elif cause is not None:
        print(*_cause(cause), sep="\n")
    else:
        told = not_known("the name of a rule or a hangup code", subject, registry.RULES)
        print(f"plivoml: {told}", file=sys.stderr)
        return FAILED
    return CLEAN


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
    rules = [rule.name for rule in registry.RULES.values() if cause.code in rule.hangup_codes]
    if rules:
        yield f"\nRules of check that see it coming: {', '.join(rules)}"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 80)
