"""
The values that Plivo takes, each named once.

An alias below is a type for the reader and the type checker, a check at run time, a
simple type in the schema and a link target in the reference.  The markers at the end
say what else a declaration knows of an attribute.
"""

from __future__ import annotations

import enum

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final, Literal, TypeAlias, get_args

from ..errors import Severity
from .record import Record
from .rule_names import RuleName
from .values import NOT_BLANK, Integer, ListOf, MappingOf, Text


class Named(Record):
    """Names a union or a list of words, which Python does not."""

    name: str


class Spelled(Record):
    """The name in XML, where camelCase would give another one."""

    name: str


class Default(Record):
    """What Plivo does where the attribute is not given.  It is never written."""

    value: str | int | bool


class SdkOnly(Record):
    """No page of Plivo's describes it; these of its libraries write it."""

    sdks: tuple[str, ...]


class Doubt(Record):
    """Where the sources disagree, or what none of them says."""

    note: str


class Contested(Record):
    """The values that not every source has: they are built and read, and told of."""

    values: tuple[str | int, ...]
    note: str
    """Who has them and who has not, or what to write instead: short, as a hint."""
    severity: Severity = "warning"
    """`info` where the newest source of Plivo's calls them right."""


class IfWrong(Record):
    """What there is to say of a wrong value, or of children that are missing."""

    rule: RuleName = RuleName.BAD_VALUE
    hint: str | None = None
    hangup_code: int | None = None
    """What Plivo reports of a call that has one, where that is known."""
    code_if_empty: int | None = None
    """What it reports where there is nothing between the tags."""


#: What there is to say of most.
BAD_VALUE: Final = IfWrong()


class Reaches(enum.Enum):
    """What a URL leads to, where that is not the document that comes next."""

    AUDIO = "an audio file"
    DOCUMENT = "a document of what is heard"
    STREAM = "a WebSocket server"


class When(Record):
    """The attribute has an effect only if another one has a word, or if several others have it."""

    says: str
    """The condition, in the names of XML."""
    names: tuple[str, ...]
    """Those of the others in XML."""
    word: str | None = None
    """In capitals or not, and alone or among others; without one, it is enough to be given."""
    or_missing: bool = False
    """Whether it holds of one that is not given too."""
    severity: Severity = "warning"
    """How bad it is otherwise; `info` where a page of Plivo's calls it no more than useless."""

    def holds(self, texts: Callable[[str], str | None]) -> bool:
        """Ask for the text of each of the others by its name, which is `None` if it is not given."""
        return all(self._is_met_by(texts(name)) for name in self.names)

    def _is_met_by(self, text: str | None) -> bool:
        if text is None:
            return self.or_missing
        return self.word is None or self.word.lower() in text.lower().split()


def when_set(name: str) -> When:
    """Return that another attribute is given."""
    return When(f"{name} is set", (name,))


def when_is(name: str, word: str) -> When:
    """Return that another attribute is a word."""
    return When(f'{name}="{word}"', (name,), word)


def when_includes(name: str, word: str) -> When:
    """Return that another attribute has a word among its words."""
    # No page prints a default: where the attribute is not given, nobody can tell.
    return When(f"{name} includes {word}", (name,), word, or_missing=True)


class Secret(Record):
    """Nothing shows it but what writes it; its names stand in `plain.SECRETS` too."""


class Rule(Record):
    """
    What must hold between several attributes, which XML Schema 1.0 cannot say.

    The texts name the attributes by position, as in `"{0} together with {1}"`, because
    Python and XML spell them differently.
    """

    name: RuleName
    fields: tuple[str, ...]
    holds: Callable[..., bool]
    """Called with the values of `fields`, in that order."""
    expected: str
    got: str | None = None
    """Without it, the value of the field to point at."""
    at: str | None = None
    """The field to point at; without one, the element."""


def one_line(name: str, expected: str) -> Text:
    """Return the type of text on one line, without white space at its ends."""
    pattern = r"[^ \t\r\n]([^\t\r\n]*[^ \t\r\n])?"
    cheaper = "{v} and {v}.strip() == {v}"
    return Text(name, expected, pattern, is_one_line=True, if_printable=cheaper)


def keys(name: str, expected: str, others: str = "*#") -> Text:
    """Return the type of digits and `others`, which stand for keys and pauses."""
    cheaper = f"{{v}} and not {{v}}.strip('0123456789{others}')"
    return Text(name, expected, f"[0-9{others}]+", is_plain=True, if_printable=cheaper)


# Names that an editor completes; others are taken as well.

# ruff lays a list out by one item on a line, which would be a page of names.
# fmt: off
PollyVoice: TypeAlias = Literal[
    "Polly.Zeina", "Polly.Zhiyu", "Polly.Gwyneth", "Polly.Naja", "Polly.Mads", "Polly.Vicki",
    "Polly.Marlene", "Polly.Hans", "Polly.Nicole", "Polly.Russell", "Polly.Amy", "Polly.Emma",
    "Polly.Brian", "Polly.Geraint", "Polly.Raveena", "Polly.Joanna", "Polly.Salli",
    "Polly.Kendra", "Polly.Kimberly", "Polly.Ivy", "Polly.Matthew", "Polly.Justin",
    "Polly.Joey", "Polly.Conchita", "Polly.Enrique", "Polly.Lucia", "Polly.Mia",
    "Polly.Penelope", "Polly.Lupe-Standard", "Polly.Miguel", "Polly.Chantal", "Polly.Lea",
    "Polly.Celine", "Polly.Mathieu", "Polly.Aditi", "Polly.Dora", "Polly.Karl", "Polly.Carla",
    "Polly.Giorgio", "Polly.Bianca", "Polly.Mizuki", "Polly.Takumi", "Polly.Seoyeon",
    "Polly.Liv", "Polly.Lotte", "Polly.Ruben", "Polly.Ewa", "Polly.Maja", "Polly.Jacek",
    "Polly.Jan", "Polly.Vitória", "Polly.Ricardo", "Polly.Ines", "Polly.Cristiano",
    "Polly.Carmen", "Polly.Tatyana", "Polly.Maxim", "Polly.Astrid", "Polly.Filiz",
]

SpokenLanguage: TypeAlias = Literal[
    "arb", "cmn-CN", "cy-GB", "da-DK", "de-DE", "en-AU", "en-GB", "en-GB-WLS", "en-IN", "en-US",
    "es-ES", "es-MX", "es-US", "fr-CA", "fr-FR", "hi-IN", "is-IS", "it-IT", "ja-JP", "ko-KR",
    "nb-NO", "nl-NL", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "ru-RU", "sv-SE", "tr-TR",
]

RecognizedLanguage: TypeAlias = Literal[
    "de-DE", "en-AU", "en-GB", "en-US", "es-ES", "es-US", "fr-FR", "it-IT", "ja-JP", "pt-BR",
    "zh-CN",
]
# fmt: on

Method: TypeAlias = Annotated[Literal["GET", "POST"], Named("Method")]

Url: TypeAlias = Annotated[
    str,
    Text(
        "Url",
        "a URL without white space",
        r"[^ \t\r\n]+",
        is_one_line=True,
        if_printable="{v} and ' ' not in {v}",
    ),
]

ActionUrl: TypeAlias = Annotated[Url, IfWrong(hangup_code=7022)]
ActionMethod: TypeAlias = Annotated[Method, IfWrong(hangup_code=7032)]

AudioUrl: TypeAlias = Annotated[Url, Reaches.AUDIO]
SoundUrl: TypeAlias = Annotated[Url, Reaches.DOCUMENT]

AnyText: TypeAlias = Annotated[str, Text("AnyText", "text that is not empty")]

PhoneNumber: TypeAlias = Annotated[
    str, one_line("PhoneNumber", "a phone number such as +15550100123, on one line")
]

SipUri: TypeAlias = Annotated[
    str,
    Text(
        "SipUri",
        "a SIP URI such as sip:alice@phone.plivo.com, or the digits of a WhatsApp number",
        r"sips?:[^ \t\r\n]+|[+]?[0-9]+",
        is_one_line=True,
    ),
]

Seconds: TypeAlias = Annotated[int, Integer("seconds")]
SecondsFrom1: TypeAlias = Annotated[int, Integer("seconds", 1)]

Key: TypeAlias = Annotated[
    Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"], Named("Key")
]

DialDigits: TypeAlias = Annotated[
    str, keys("DialDigits", "keys 0-9, *, # and w (a wait of half a second)", "*#w")
]

DigitPatterns: TypeAlias = Annotated[
    Sequence[str] | str, ListOf("DigitPatterns", "patterns of keys to match")
]

SipHeaders: TypeAlias = Annotated[
    Mapping[str, str] | str,
    MappingOf("SipHeaders", "SIP headers, as a mapping or as 'name=value,name2=value2'"),
]

Times: TypeAlias = Annotated[int, Integer("times")]

Voice: TypeAlias = Annotated[
    Literal["WOMAN", "MAN"]
    | Annotated[
        PollyVoice | str,
        Text(
            "PollyVoice",
            "a voice such as Polly.Amy",
            r"Polly[.][^ \t\r\n]+",
            is_one_line=True,
            common=get_args(PollyVoice),
        ),
    ],
    Named("Voice"),
    IfWrong(hangup_code=8011),
]

_LANGUAGE: Final = Text(
    "Language",
    "a language such as en-GB",
    r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*",
    is_plain=True,
    common=get_args(SpokenLanguage),
)

#: A language that is spoken to the caller, and one that the caller speaks.
SpeechLanguage: TypeAlias = Annotated[SpokenLanguage | str, _LANGUAGE]
InputLanguage: TypeAlias = Annotated[RecognizedLanguage | str, _LANGUAGE]

MillisecondsFrom1: TypeAlias = Annotated[int, Integer("milliseconds", 1)]
Attempts: TypeAlias = Annotated[int, Integer("attempts")]

FinishKey: TypeAlias = Annotated[
    Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#", "none"],
    Named("FinishKey"),
]

Keys: TypeAlias = Annotated[str, keys("Keys", "keys 0-9, * and #")]

Tones: TypeAlias = Annotated[
    str, keys("Tones", "keys 0-9, *, #, w (a wait of half a second) and W (of one second)", "*#wW")
]

Words: TypeAlias = Annotated[
    str,
    Text(
        "Words",
        "text that is not blank",
        NOT_BLANK,
        is_words=True,
        if_printable="{v} and {v}[0] != ' '",
    ),
]

RoomName: TypeAlias = Annotated[str, one_line("RoomName", "the name of a room, on one line")]

AudioFormat: TypeAlias = Annotated[Literal["mp3", "wav"], Named("AudioFormat")]

TranscriptionType: TypeAlias = Annotated[
    Literal["auto", "hybrid", "manual"],
    Named("TranscriptionType"),
    Contested(("hybrid", "manual"), "one page lists it, another has auto alone"),
]

StreamContentType: TypeAlias = Annotated[
    Literal[
        "audio/x-l16;rate=8000",
        "audio/x-l16;rate=16000",
        "audio/x-l16;rate=24000",
        "audio/x-mulaw;rate=8000",
    ],
    Named("StreamContentType"),
    Contested(
        ("audio/x-l16;rate=24000",), "one page of today has it; older ones do not", severity="info"
    ),
]

StreamHeaders: TypeAlias = Annotated[
    Mapping[str, str] | str,
    MappingOf("StreamHeaders", "headers, as a mapping or as 'name=value,name2=value2'"),
]
