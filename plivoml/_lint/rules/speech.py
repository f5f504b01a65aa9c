"""Speech: voices, languages, tags and length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ... import voices
from ..._model.contents import elements_in, texts_in
from ..._model.diagnostic import Diagnostic, did_you_mean
from ..._model.nodes import UnknownElement
from ..._model.rule_names import RuleName
from ...elements.speech import Speak
from ..rule import Family, Rule


family: Final = Family()

_SSML: Final = "https://www.plivo.com/docs/voice/concepts/ssml"
_POLLY: Final = "Polly."
_LONGEST: Final = 3000

family.reader_rules(
    Rule(
        name=RuleName.PROSODY_WITHOUT_ATTRIBUTE,
        severity="error",
        says="prosody changes volume, rate or pitch, so one of them is given.",
        wrong=('<Response><Speak voice="Polly.Amy"><prosody>Hello</prosody></Speak></Response>'),
        right=(
            '<Response><Speak voice="Polly.Amy"><prosody rate="slow">Hello</prosody></Speak>'
            "</Response>"
        ),
    ),
)


@family.rule(
    Rule(
        name=RuleName.SSML_NEEDS_POLLY,
        severity="warning",
        says=(
            "Tags in speech work with a `Polly.` voice. With `WOMAN` or `MAN`, who speaks where no "
            "voice is given, they may be ignored or refused."
        ),
        wrong='<Response><Speak>One<break time="1s"/>two</Speak></Response>',
        right=('<Response><Speak voice="Polly.Joanna">One<break time="1s"/>two</Speak></Response>'),
        docs=_SSML,
    ),
    Speak,
)
def _ssml_needs_polly(speak: Speak) -> Iterator[Diagnostic]:
    tags = (tag for tag in elements_in(speak) if not isinstance(tag, UnknownElement))
    tag = next(tags, None)
    if tag is not None and not (speak.voice or "").startswith(_POLLY):
        got = f"the voice {speak.voice}" if speak.voice else "no voice"
        message = (
            f"expected a voice of Polly's for tags in speech; got {got}, which may ignore them"
        )
        yield Diagnostic(message, element=tag)


@family.rule(
    Rule(
        name=RuleName.SPEECH_TOO_LONG,
        severity="warning",
        says=(
            "One Speak holds 3,000 characters at most. Plivo may refuse a longer one, or cut it "
            "short."
        ),
        wrong=f"<Response><Speak>{'a ' * (_LONGEST // 2)}b</Speak></Response>",
        right="<Response><Speak>a b</Speak><Speak>a b</Speak></Response>",
        docs=_SSML,
    ),
    Speak,
)
def _too_long(speak: Speak) -> Iterator[Diagnostic]:
    length = sum(map(len, texts_in(speak)))
    if length > _LONGEST:
        message = f"expected at most 3,000 characters; got {length:,}, which may not be said"
        yield Diagnostic(message, "split it")


@family.rule(
    Rule(
        name=RuleName.UNKNOWN_VOICE,
        severity="warning",
        says="The voices of Polly's that Plivo has are a list. Another one may be refused.",
        wrong='<Response><Speak voice="Polly.Amie">Hello</Speak></Response>',
        right='<Response><Speak voice="Polly.Amy">Hello</Speak></Response>',
        docs=_SSML,
    ),
    Speak,
)
def _unknown_voice(speak: Speak) -> Iterator[Diagnostic]:
    if speak.voice is not None and voices.voice(speak.voice) is None:
        hint = did_you_mean(speak.voice, [voice.name for voice in voices.VOICES])
        message = f"expected a voice that Plivo lists; got {speak.voice!r}, which may be refused"
        yield Diagnostic(message, hint, field="voice")


@family.rule(
    Rule(
        name=RuleName.VOICE_LANGUAGE_MISMATCH,
        severity="warning",
        says="A voice speaks its own language. With another one Plivo may refuse to speak.",
        wrong='<Response><Speak voice="Polly.Amy" language="fr-FR">Bonjour</Speak></Response>',
        right='<Response><Speak voice="Polly.Celine" language="fr-FR">Bonjour</Speak></Response>',
        docs=_SSML,
    ),
    Speak,
)
def _mismatch(speak: Speak) -> Iterator[Diagnostic]:
    voice = voices.voice(speak.voice) if speak.voice else None
    if voice and speak.language and speak.language not in voice.languages:
        message = f"expected a language of {speak.voice}'s; got {speak.language!r}, which it may not speak"
        yield Diagnostic(message, _suggestion(speak.language), field="language")


@family.rule(
    Rule(
        name=RuleName.LANGUAGE_WITHOUT_VOICE,
        severity="warning",
        says=(
            "`WOMAN` speaks where no voice is given, and does not know every language. Name a voice "
            "that does."
        ),
        wrong='<Response><Speak language="hi-IN">Namaste</Speak></Response>',
        right='<Response><Speak voice="Polly.Aditi" language="hi-IN">Namaste</Speak></Response>',
        docs=_SSML,
    ),
    Speak,
)
def _without_voice(speak: Speak) -> Iterator[Diagnostic]:
    woman = voices.voice("WOMAN")
    assert woman is not None
    if speak.language and speak.voice is None and speak.language not in woman.languages:
        message = (
            f"expected a voice with the language {speak.language}; got none, and WOMAN may not "
            "speak it"
        )
        yield Diagnostic(message, _suggestion(speak.language), field="language")


def _suggestion(language: str) -> str | None:
    names = [voice.name for voice in voices.for_language(language) if voice.documented]
    return f"{language} is spoken by {', '.join(names)}" if names else None
