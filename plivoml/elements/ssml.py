"""
The tags of SSML that shape speech, under their own names.

They work with a `Polly.` voice only.  What their attributes may say comes from Amazon
Polly's list of tags, which Plivo's page on SSML refers to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, TypeAlias

import attrs

from .._model.declare import Extensible, Nested, element
from .._model.nodes import Comment, UnknownElement
from .._model.rule_names import RuleName
from .._model.types import AnyText, Default, Doubt, Named, Rule, Spelled, Words, when_is
from .._model.values import Text


Duration: TypeAlias = Annotated[
    str,
    Text(
        "Duration",
        "a time from 0 to 10 seconds, such as 1.5s or 300ms",
        r"[+]?0*([0-9]([.][0-9]+)?|10([.]0+)?)s|[+]?0*([0-9]{1,4}([.][0-9]+)?|10000([.]0+)?)ms",
        is_plain=True,
    ),
]

Volume: TypeAlias = Annotated[
    Literal["default", "silent", "x-soft", "soft", "medium", "loud", "x-loud"]
    | Annotated[
        str,
        Text(
            "Decibels",
            "a change such as +6dB or -4.5dB",
            r"[+\-][0-9]+([.][0-9]+)?dB",
            is_plain=True,
        ),
    ],
    Named("Volume"),
]

Rate: TypeAlias = Annotated[
    Literal["x-slow", "slow", "medium", "fast", "x-fast"]
    | Annotated[
        str,
        Text(
            "RatePercent",
            "a percentage from 20% to 200%",
            r"0*([2-9][0-9]([.][0-9]+)?|1[0-9]{2}([.][0-9]+)?|200([.]0+)?)%",
            is_plain=True,
        ),
    ],
    Named("Rate"),
]

Pitch: TypeAlias = Annotated[
    Literal["default", "x-low", "low", "medium", "high", "x-high"]
    | Annotated[
        str,
        Text(
            "PitchPercent",
            "a change such as +5% or -10%",
            r"[+\-][0-9]+([.][0-9]+)?%",
            is_plain=True,
        ),
    ],
    Named("Pitch"),
]

SpokenLanguage: TypeAlias = Annotated[
    Literal[
        "arb",
        "cmn-CN",
        "cy-GB",
        "da-DK",
        "de-DE",
        "en-AU",
        "en-GB",
        "en-GB-WLS",
        "en-IN",
        "en-US",
        "es-ES",
        "es-MX",
        "es-US",
        "fr-CA",
        "fr-FR",
        "hi-IN",
        "is-IS",
        "it-IT",
        "ja-JP",
        "ko-KR",
        "nb-NO",
        "nl-NL",
        "pl-PL",
        "pt-BR",
        "pt-PT",
        "ro-RO",
        "ru-RU",
        "sv-SE",
        "tr-TR",
    ],
    Named("SpokenLanguage"),
]


class _Tag(Extensible):
    __slots__ = ()
    _namespace: ClassVar[str] = "ssml."


class _Span(Nested):
    __slots__ = ()
    _namespace: ClassVar[str] = "ssml."


@element
class Break(_Tag):
    """
    A pause in the speech.

    With neither attribute it lasts as long as at a comma.

    https://www.plivo.com/docs/voice/concepts/ssml
    """

    _tag: ClassVar[str] = "break"

    strength: Annotated[
        Literal["none", "x-weak", "weak", "medium", "strong", "x-strong"] | None,
        Named("BreakStrength"),
        Default("medium"),
    ] = None
    """How marked the pause is: `strong` as after a sentence, `x-strong` as after a paragraph.
    Default: `medium`."""

    time: Annotated[
        Duration | None,
        Doubt("No page says what holds where strength is given too: give one of them."),
    ] = None
    """How long the pause is, from 0 to 10 seconds, such as `1.5s` or `300ms`."""


@element
class Emphasis(_Span):
    """
    Words spoken louder and slower, or softer and faster.

    https://www.plivo.com/docs/voice/concepts/ssml
    """

    _tag: ClassVar[str] = "emphasis"

    content: Sequence[InSentence] = attrs.field(kw_only=False)
    """What to stress: text, or a list of text and tags."""

    level: Annotated[
        Literal["strong", "moderate", "reduced"] | None,
        Named("EmphasisLevel"),
        Default("moderate"),
        Doubt("Polly's page prints the levels with a capital in one place."),
    ] = None
    """How much to stress it; `reduced` is softer than the words around. Default: `moderate`."""


@element
class Lang(_Span):
    """
    Words in another language than the voice speaks; the accent stays that of the voice.

    https://www.plivo.com/docs/voice/concepts/ssml
    """

    _tag: ClassVar[str] = "lang"

    content: Sequence[Spoken] = attrs.field(kw_only=False)
    """What to say: text, or a list of text and tags."""

    xml_lang: Annotated[
        SpokenLanguage,
        Spelled("xml:lang"),
        Doubt("The list is that of two libraries; others take any language."),
    ]
    """The language of the words, such as `fr-FR`."""


@element
class P(_Span):
    """
    A paragraph, with the pause that follows one.

    https://www.plivo.com/docs/voice/concepts/ssml
    """

    _tag: ClassVar[str] = "p"

    content: Sequence[InParagraph] = attrs.field(kw_only=False)
    """What to say: text, or a list of text and tags."""


@element
class Phoneme(_Tag):
    """
    A word with its exact pronunciation.

    https://www.plivo.com/docs/voice/concepts/ssml
    """

    _tag: ClassVar[str] = "phoneme"

    text: Words = attrs.field(kw_only=False)
    """The word as it is written."""

    alphabet: Annotated[Literal["ipa", "x-sampa", "x-amazon-pinyin"], Named("PhoneticAlphabet")]
    """The alphabet of `ph`; `x-amazon-pinyin` is for Mandarin."""

    ph: AnyText
    """The pronunciation, in the characters themselves rather than in references to them."""


@element
class Prosody(_Span):
    """
    Words in another volume, speed or pitch.

    https://www.plivo.com/docs/voice/concepts/ssml
    """

    _tag: ClassVar[str] = "prosody"

    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(
            RuleName.PROSODY_WITHOUT_ATTRIBUTE,
            ("volume", "rate", "pitch"),
            holds=lambda *given: given != (None, None, None),
            expected="{0}, {1} or {2}",
            got="none of them",
        ),
    )

    content: Sequence[Spoken] = attrs.field(kw_only=False)
    """What to say: text, or a list of text and tags."""

    volume: Volume | None = None
    """How loud: a word, or a change in decibels such as `+6dB`, which is about twice as loud."""

    rate: Rate | None = None
    """How fast: a word, or a percentage from 20% to 200% of the usual speed."""

    pitch: Pitch | None = None
    """How high: a word, or a change in percent such as `-10%`."""


@element
class S(_Span):
    """
    A sentence, with the pause that follows one.

    https://www.plivo.com/docs/voice/concepts/ssml
    """

    _tag: ClassVar[str] = "s"

    content: Sequence[InSentence] = attrs.field(kw_only=False)
    """What to say: text, or a list of text and tags."""


@element
class SayAs(_Tag):
    """
    Text to read as a date, as digits, as a phone number and so on.

    A mixed fraction needs a plus sign, as in 3+1/2; a time is a duration, as in 1'21".
    Not every language has `telephone`.

    https://www.plivo.com/docs/voice/concepts/ssml
    """

    _tag: ClassVar[str] = "say-as"

    text: Words = attrs.field(kw_only=False)
    """What to read."""

    interpret_as: Annotated[
        Literal[
            "characters",
            "spell-out",
            "cardinal",
            "number",
            "ordinal",
            "digits",
            "fraction",
            "unit",
            "date",
            "time",
            "address",
            "expletive",
            "telephone",
        ],
        Named("InterpretAs"),
        Spelled("interpret-as"),
    ]
    """What the text stands for."""

    format: Annotated[
        Literal["mdy", "dmy", "ymd", "md", "dm", "ym", "my", "d", "m", "y", "yyyymmdd"] | None,
        Named("DateFormat"),
        when_is("interpret-as", "date"),
    ] = None
    """The order of the parts of a date; one in the form 20260203 needs none."""


@element
class Sub(_Tag):
    """
    An abbreviation, with the words to say for it.

    https://www.plivo.com/docs/voice/concepts/ssml
    """

    _tag: ClassVar[str] = "sub"

    text: Words = attrs.field(kw_only=False)
    """The abbreviation as it is written."""

    alias: AnyText
    """The words to say for it."""


@element
class W(_Span):
    """
    A word that is said in different ways, with its part of speech or its sense.

    https://www.plivo.com/docs/voice/concepts/ssml
    """

    _tag: ClassVar[str] = "w"

    content: Sequence[InWord] = attrs.field(kw_only=False)
    """The word: text, or a list of text and tags."""

    role: Annotated[
        Literal[
            "amazon:VB",
            "amazon:VBD",
            "amazon:DT",
            "amazon:IN",
            "amazon:JJ",
            "amazon:NN",
            "amazon:DEFAULT",
            "amazon:SENSE_1",
        ],
        Named("WordRole"),
        Doubt("Polly lists all of them; some libraries accept three or four."),
    ]
    """What it is: a verb (`VB`), a past tense (`VBD`), a noun (`NN`), its less usual sense."""


InWord: TypeAlias = (
    str | Break | Emphasis | Phoneme | Prosody | SayAs | Sub | Comment | UnknownElement
)
InSentence: TypeAlias = (
    str | Break | Emphasis | Lang | Phoneme | Prosody | SayAs | Sub | W | Comment | UnknownElement
)
InParagraph: TypeAlias = (
    str
    | Break
    | Emphasis
    | Lang
    | Phoneme
    | Prosody
    | S
    | SayAs
    | Sub
    | W
    | Comment
    | UnknownElement
)
Spoken: TypeAlias = (
    str
    | Break
    | Emphasis
    | Lang
    | P
    | Phoneme
    | Prosody
    | S
    | SayAs
    | Sub
    | W
    | Comment
    | UnknownElement
)
