"""Speech: voices, languages, tags and length."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from ... import voices
from ..._model.change import rewritten
from ..._model.characters import WHITE_SPACE
from ..._model.closeness import closest, is_only
from ..._model.diagnostic import Diagnostic, shown, suggestion
from ..._model.nodes import UnknownElement, elements_in, texts_in
from ..._model.rule_names import RuleName
from ..._model.spec import spec_of
from ..._model.types import SpeechLanguage, Voice
from ...elements.speech import Speak
from ...elements.ssml import Break
from ..languages import meant, respelled
from ..rule import Family, Given, Rule, takes


family: Final = Family()

_SSML: Final = "https://www.plivo.com/docs/voice/concepts/ssml"
_POLLY: Final = "Polly."
_LONGEST: Final = 3000
_INVALID_XML: Final = 8011
_NAMES: Final = tuple(
    voice.name.removeprefix(_POLLY)
    for voice in voices.VOICES
    if voice.documented and voice.engine != "basic"
)
_BASIC: Final = frozenset(
    language for voice in voices.VOICES if voice.engine == "basic" for language in voice.languages
)

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


@family.value_rule(
    Rule(
        name=RuleName.UNKNOWN_VOICE,
        severity="warning",
        says="The voices of Polly's that Plivo has are a list. Another one may be refused.",
        wrong='<Response><Speak voice="Polly.Amie">Hello</Speak></Response>',
        right='<Response><Speak voice="Polly.Amy">Hello</Speak></Response>',
        fixable='<Response><Speak voice="Polly.amy">Hello</Speak></Response>',
        docs=_SSML,
    ),
    takes(Voice),
    Speak,
    find=lambda voice: voices.voice(voice) is None,
)
def _unknown_voice(given: Given) -> Iterator[Diagnostic]:
    voice = given.text
    found = _who_is_meant(voice)
    hint = suggestion(found and found.name)
    message = f"expected a voice that Plivo lists; got {shown(voice)}, which may be refused"
    is_safe = is_only(voice.removeprefix(_POLLY), _NAMES)
    change = rewritten(voice, found.name, is_safe=is_safe) if found else None
    yield Diagnostic(message, hint, change=change)


@family.value_rule(
    Rule(
        name=RuleName.VOICE_LANGUAGE_MISMATCH,
        severity="error",
        says=(
            "A voice speaks its own languages: `WOMAN`, who speaks where no voice is given, and "
            "`MAN` share 16. With another one nothing of the document may be heard: a call of "
            "Plivo's own ended so, and one of its guides lists it as a break, while another calls it "
            "untested."
        ),
        wrong='<Response><Speak voice="Polly.Amy" language="fr-FR">Bonjour</Speak></Response>',
        right='<Response><Speak voice="Polly.Celine" language="fr-FR">Bonjour</Speak></Response>',
        fixable='<Response><Speak voice="Polly.Celine" language="fr-fr">Bonjour</Speak></Response>',
        docs=_SSML,
        other_codes=(_INVALID_XML,),
    ),
    takes(SpeechLanguage),
    Speak,
)
def _mismatch(given: Given) -> Iterator[Diagnostic]:
    speak, language = given.element, given.text
    assert isinstance(speak, Speak)
    voice = _speaker(speak)
    if not voice or language in _may_be_asked_for(voice):
        return
    message = f"expected a language that {voice.name} speaks; got {language!r}"
    hint = _who_speaks(language, voice)
    # Nobody says whether capitals count, nor what a voice that is not listed speaks.
    is_same = language.lower() in map(str.lower, _may_be_asked_for(voice))
    if is_same or not _is_listed(speak):
        message = f"{message}, which may not be known"
        change = respelled(language, _may_be_asked_for(voice))
        yield Diagnostic(message, hint, severity="warning", change=change)
    else:
        yield Diagnostic(message, hint, hangup_code=_INVALID_XML)


@family.value_rule(
    Rule(
        name=RuleName.MISSING_BASIC_VOICE,
        severity="warning",
        says=(
            "`WOMAN` and `MAN` share 16 languages, and not each has both: another voice may speak in "
            "the place of one that is missing."
        ),
        wrong='<Response><Speak voice="MAN" language="da-DK">Hej</Speak></Response>',
        right='<Response><Speak voice="WOMAN" language="da-DK">Hej</Speak></Response>',
        docs=_SSML,
    ),
    takes(SpeechLanguage),
    Speak,
)
def _missing_basic_voice(given: Given) -> Iterator[Diagnostic]:
    speak, language = given.element, given.text
    assert isinstance(speak, Speak)
    voice = _speaker(speak)
    if voice and language in {*_may_be_asked_for(voice)} - {*voice.languages}:
        got = f"{voice.name}, who" if speak.voice else f"none, and {voice.name}"
        message = f"expected a voice that has {language}; got {got} may be another voice"
        yield Diagnostic(message, _who_speaks(language, voice))


def _speaker(speak: Speak) -> voices.Voice | None:
    """Return who speaks, or who is meant to, if a voice is known."""
    name = speak.voice or spec_of(Speak).by_field["voice"].default or ""
    return voices.voice(name) or _who_is_meant(name)


def _who_is_meant(name: str) -> voices.Voice | None:
    """Return the voice that is written wrong, or as what Polly calls another kind of it."""
    own = name.removeprefix(_POLLY)
    found = closest(own, _NAMES) or closest(own.partition("-")[0], _NAMES) or ""
    return voices.voice(f"{_POLLY}{found}")


def _is_listed(speak: Speak) -> bool:
    return speak.voice is None or voices.voice(speak.voice) is not None


def _may_be_asked_for(voice: voices.Voice) -> Collection[str]:
    """Return the languages of a voice, or of both where it is one of Plivo's own."""
    return _BASIC if voice.engine == "basic" else voice.languages


def _who_speaks(language: str, asked: voices.Voice) -> str:
    names = [voice.name for voice in voices.for_language(language) if voice.documented]
    if names:
        return f"{language} is spoken by {', '.join(names)}"
    lists = (asked.languages, _may_be_asked_for(asked), voices.LANGUAGES)
    hints = filter(None, (meant(language, known) for known in lists))
    return next(hints, None) or f"no voice of Plivo's speaks {language}"


@family.rule(
    Rule(
        name=RuleName.EMPTY_SPEECH,
        severity="warning",
        says="A Speak without words says nothing, and the caller may hear silence.",
        wrong="<Response><Speak/><Hangup/></Response>",
        right="<Response><Speak>Goodbye</Speak><Hangup/></Response>",
    ),
    Speak,
)
def _empty(speak: Speak) -> Iterator[Diagnostic]:
    if "".join(texts_in(speak)).strip(WHITE_SPACE):
        return
    if not any(isinstance(node, Break | UnknownElement) for node in speak.walk()):
        yield Diagnostic("expected words; got none, so nothing may be said")
