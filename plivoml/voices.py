"""
The voices that Speak has, and the languages that GetInput understands, as data.

A name that starts with `Polly.` is one of Amazon Polly's, of its standard engine; `WOMAN`
and `MAN` are Plivo's basic voices, and not each language has both.  `WOMAN` speaks where
no voice is named.  A language that the voice has not may cost the whole document: a call
with `hi-IN` and `WOMAN` was seen to end with 8011, and nothing was heard.  One guide of
Plivo's says that such documents break, another that they are untested.

Plivo's page: https://www.plivo.com/docs/voice/concepts/ssml
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal


if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "LANGUAGES",
    "RECOGNITION_LANGUAGES",
    "VOICES",
    "Voice",
    "for_language",
    "voice",
]

Gender = Literal["female", "male"]
Engine = Literal["basic", "standard"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice for Speak."""

    name: str
    """What Speak's `voice` says, such as `Polly.Amy` or `WOMAN`."""

    languages: tuple[str, ...]
    """What it speaks, such as `en-GB`; Speak's `language` decides where there are several."""

    gender: Gender
    """That of the voice, whatever column a page prints it in."""

    engine: Engine
    """`standard` is Amazon Polly's, which knows all of SSML that Plivo has; `basic` is Plivo's."""

    aliases: tuple[str, ...] = ()
    """Other spellings of the name, with or without accents."""

    documented: bool = True
    """Whether Plivo's pages have it; a library of Plivo's has it where they do not."""

    doubt: str | None = None
    """What the sources disagree on."""


#: Codes of the languages that Speak has, and their names.
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "arb": "Arabic",
        "cmn-CN": "Mandarin Chinese",
        "cy-GB": "Welsh",
        "da-DK": "Danish",
        "de-DE": "German",
        "en-AU": "Australian English",
        "en-GB": "UK English",
        "en-GB-WLS": "Welsh English",
        "en-IN": "Indian English",
        "en-US": "US English",
        "es-ES": "Spanish (Castilian)",
        "es-MX": "Spanish (Mexican)",
        "es-US": "Spanish (US)",
        "fr-CA": "Canadian French",
        "fr-FR": "French",
        "hi-IN": "Hindi",
        "is-IS": "Icelandic",
        "it-IT": "Italian",
        "ja-JP": "Japanese",
        "ko-KR": "Korean",
        "nb-NO": "Norwegian",
        "nl-NL": "Dutch",
        "pl-PL": "Polish",
        "pt-BR": "Brazilian Portuguese",
        "pt-PT": "Portuguese (Iberian)",
        "ro-RO": "Romanian",
        "ru-RU": "Russian",
        "sv-SE": "Swedish",
        "tr-TR": "Turkish",
    }
)

#: Codes that Plivo names for GetInput's `language`, and their names.  It calls them common
#: ones, so there may be more.  Mandarin is `zh-CN` here and `cmn-CN` for a voice.
RECOGNITION_LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "de-DE": "German",
        "en-AU": "English (Australia)",
        "en-GB": "English (UK)",
        "en-US": "English (US)",
        "es-ES": "Spanish (Spain)",
        "es-US": "Spanish (US)",
        "fr-FR": "French",
        "it-IT": "Italian",
        "ja-JP": "Japanese",
        "pt-BR": "Portuguese (Brazil)",
        "zh-CN": "Chinese (Mandarin)",
    }
)


def _polly(
    name: str,
    gender: Gender,
    *languages: str,
    alias: str | None = None,
    documented: bool = True,
    doubt: str | None = None,
) -> Voice:
    return Voice(
        name=f"Polly.{name}",
        languages=languages,
        gender=gender,
        engine="standard",
        aliases=(f"Polly.{alias}",) if alias else (),
        documented=documented,
        doubt=doubt,
    )


#: Every voice, by language.
VOICES: Final = (
    Voice(
        name="WOMAN",
        languages=(
            *("da-DK", "de-DE", "en-AU", "en-GB", "en-US", "es-ES", "es-US", "fr-CA", "fr-FR"),
            *("it-IT", "nl-NL", "pl-PL", "pt-BR", "ru-RU", "sv-SE"),
        ),
        gender="female",
        engine="basic",
    ),
    Voice(
        name="MAN",
        languages=(
            *("de-DE", "en-AU", "en-GB", "en-US", "es-ES", "es-US", "fr-FR"),
            *("it-IT", "nl-NL", "pl-PL", "pt-BR", "pt-PT"),
        ),
        gender="male",
        engine="basic",
    ),
    _polly(
        "Zeina",
        "female",
        "arb",
        documented=False,
        doubt="Four of Plivo's libraries have it, and a 29th language with it; no page does.",
    ),
    _polly("Zhiyu", "female", "cmn-CN"),
    _polly("Gwyneth", "female", "cy-GB"),
    _polly("Naja", "female", "da-DK"),
    _polly("Mads", "male", "da-DK"),
    _polly("Vicki", "female", "de-DE"),
    _polly("Marlene", "female", "de-DE", doubt="Plivo's library for Java has no such voice."),
    _polly("Hans", "male", "de-DE"),
    _polly("Nicole", "female", "en-AU"),
    _polly("Russell", "male", "en-AU"),
    _polly("Amy", "female", "en-GB"),
    _polly("Emma", "female", "en-GB"),
    _polly("Brian", "male", "en-GB"),
    _polly("Geraint", "male", "en-GB-WLS"),
    _polly("Raveena", "female", "en-IN"),
    _polly("Joanna", "female", "en-US"),
    _polly("Salli", "female", "en-US"),
    _polly("Kendra", "female", "en-US"),
    _polly("Kimberly", "female", "en-US"),
    _polly("Ivy", "female", "en-US"),
    _polly("Matthew", "male", "en-US"),
    _polly("Justin", "male", "en-US"),
    _polly("Joey", "male", "en-US"),
    _polly("Conchita", "female", "es-ES"),
    _polly("Enrique", "male", "es-ES"),
    _polly(
        "Lucia",
        "female",
        "es-ES",
        documented=False,
        doubt="The libraries for Go, Java and PHP have it; no page does.",
    ),
    _polly("Mia", "female", "es-MX"),
    _polly("Penelope", "female", "es-US", alias="Penélope"),
    _polly(
        "Lupe-Standard",
        "female",
        "es-US",
        doubt="A page has it; every library of Plivo's that knows voices refuses it.",
    ),
    _polly("Miguel", "male", "es-US"),
    _polly("Chantal", "female", "fr-CA"),
    _polly(
        "Lea", "female", "fr-FR", alias="Léa", doubt="Plivo's library for PHP has no such voice."
    ),
    _polly(
        "Celine",
        "female",
        "fr-FR",
        alias="Céline",
        doubt="Plivo's page has it among the male voices.",
    ),
    _polly("Mathieu", "male", "fr-FR", doubt="Plivo's page has it among the female voices."),
    _polly("Aditi", "female", "hi-IN", "en-IN"),
    _polly("Dora", "female", "is-IS", alias="Dóra"),
    _polly("Karl", "male", "is-IS"),
    _polly("Carla", "female", "it-IT"),
    _polly("Giorgio", "male", "it-IT"),
    _polly(
        "Bianca",
        "female",
        "it-IT",
        documented=False,
        doubt="The library for PHP has it; no page does.",
    ),
    _polly("Mizuki", "female", "ja-JP"),
    _polly("Takumi", "male", "ja-JP"),
    _polly("Seoyeon", "female", "ko-KR"),
    _polly("Liv", "female", "nb-NO"),
    _polly("Lotte", "female", "nl-NL"),
    _polly("Ruben", "male", "nl-NL"),
    _polly("Ewa", "female", "pl-PL"),
    _polly("Maja", "female", "pl-PL"),
    _polly("Jacek", "male", "pl-PL"),
    _polly("Jan", "male", "pl-PL"),
    _polly(
        "Vitória",
        "female",
        "pt-BR",
        alias="Vitoria",
        doubt="Plivo's library for Ruby takes the name without its accent only.",
    ),
    _polly("Ricardo", "male", "pt-BR"),
    _polly("Ines", "female", "pt-PT", alias="Inês"),
    _polly("Cristiano", "male", "pt-PT"),
    _polly("Carmen", "female", "ro-RO"),
    _polly("Tatyana", "female", "ru-RU"),
    _polly("Maxim", "male", "ru-RU"),
    _polly("Astrid", "female", "sv-SE"),
    _polly("Filiz", "female", "tr-TR"),
)

_BY_NAME: Final = {name: voice for voice in VOICES for name in (voice.name, *voice.aliases)}


def voice(name: str) -> Voice | None:
    """
    Return the voice of that name or alias, spelt as Speak's `voice` spells it, or None.

    `Amy` alone is none: without `Polly.` it is no voice to Plivo either.
    """
    return _BY_NAME.get(name)


def for_language(code: str) -> tuple[Voice, ...]:
    """Return the voices that speak a language, such as `en-GB`; none for an unknown code."""
    return tuple(voice for voice in VOICES if code in voice.languages)
