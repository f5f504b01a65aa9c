"""Input: what the caller is asked for."""

from __future__ import annotations

import re

from collections.abc import Iterator
from typing import Final

from ... import voices
from ..._model.change import with_attributes
from ..._model.diagnostic import Diagnostic
from ..._model.nodes import texts_in
from ..._model.rule_names import RuleName
from ...elements.input import GetDigits, GetInput
from ..languages import meant, respelled
from ..rule import Family, Rule


family: Final = Family()

_ASK = '<Response><GetInput action="https://example.com/next/"{}>{}</GetInput><Hangup/></Response>'
# The letters that these begin with come first: most places are passed over by them alone.
_SECRET: Final = re.compile(
    r"(?=[acdopsv])\b(PIN|pass ?code|(?:one[- ]time )?password|OTP|one[- ]time code|CVV|CVC"
    r"|(?:credit|debit|card) (?:card )?number|social security"
    r"|(?:security|verification|access|confirmation|authentication) code)\b",
    re.IGNORECASE,
)

family.reader_rules(
    Rule(
        name=RuleName.HINTS_LIMIT,
        severity="error",
        says="hints are 500 phrases at most, of 100 characters at most.",
        wrong=_ASK.format(f' inputType="speech" hints="{"a" * 101}"', ""),
        right=_ASK.format(' inputType="speech" hints="sales,support"', ""),
    ),
)


@family.rule(
    Rule(
        name=RuleName.INPUT_TYPE_MISSING,
        severity="warning",
        says=(
            "No page says what GetInput listens for without `inputType`. It may not be what you "
            "want: say it."
        ),
        wrong=_ASK.format("", ""),
        right=_ASK.format(' inputType="dtmf"', ""),
    ),
    GetInput,
)
def _type_missing(ask: GetInput) -> Iterator[Diagnostic]:
    if ask.input_type is None:
        yield Diagnostic("expected 'inputType'; got none, and what Plivo listens for may vary")


@family.rule(
    Rule(
        name=RuleName.RECOGNITION_LANGUAGE,
        severity="warning",
        says=(
            "Plivo lists 11 languages that GetInput understands, as the common ones. Another one is "
            "untested, and may not be understood."
        ),
        wrong=_ASK.format(' inputType="speech" language="hi-IN"', ""),
        right=_ASK.format(' inputType="speech" language="en-US"', ""),
        fixable=_ASK.format(' inputType="speech" language="en-us"', ""),
    ),
    GetInput,
)
def _recognition_language(ask: GetInput) -> Iterator[Diagnostic]:
    language, known = ask.language, voices.RECOGNITION_LANGUAGES
    if language is not None and language not in known and ask.input_type != "dtmf":
        message = (
            f"expected a language that Plivo lists; got {language!r}, which may not be understood"
        )
        change = respelled(language, known)
        yield Diagnostic(message, meant(language, known), field="language", change=change)


@family.rule(
    Rule(
        name=RuleName.LOGGED_SECRET,
        severity="warning",
        says=(
            'Plivo keeps input in its logs unless `log="false"`. A PIN, a password or the number '
            "of a card may end up there."
        ),
        wrong=_ASK.format(' inputType="dtmf"', "<Speak>Enter your PIN</Speak>"),
        right=_ASK.format(' inputType="dtmf" log="false"', "<Speak>Enter your PIN</Speak>"),
    ),
    GetDigits,
    GetInput,
)
def _logged_secret(ask: GetDigits | GetInput) -> Iterator[Diagnostic]:
    asked = _SECRET.search(" ".join(texts_in(ask)))
    if asked and ask.log is not False:
        message = f'expected log="false" for {asked[0]!r}; got input that may be kept'
        yield Diagnostic(message, change=with_attributes(log="false"))
