"""What the caller tells: keys and speech."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

import attrs

from .._model.declare import Nested, element
from .._model.nodes import Comment, UnknownElement
from .._model.rule_names import RuleName
from .._model.types import (
    ActionMethod,
    ActionUrl,
    Attempts,
    AudioUrl,
    Contested,
    Default,
    Doubt,
    FinishKey,
    InputLanguage,
    Keys,
    Method,
    Named,
    Rule,
    SdkOnly,
    Seconds,
    SecondsFrom1,
    Url,
    when_includes,
)
from .._model.values import Integer, ListOf
from .media import Play
from .routing import Wait
from .speech import Speak


__all__ = ["GetDigits", "GetInput"]


_MOST_HINTS = 500
_LONGEST_HINT = 100

Hints: TypeAlias = Annotated[
    Sequence[str] | str, ListOf("Hints", "phrases to expect", longest=10_000)
]

InputFinishKey: TypeAlias = Annotated[
    Literal[""] | FinishKey,
    Named("InputFinishKey"),
    Contested(("",), "write none, which means the same"),
]

EndTimeout: TypeAlias = Annotated[
    Literal["auto"] | Annotated[int, Integer("seconds", 2, 10)], Named("EndTimeout")
]


def _are_few_and_short(hints: Sequence[str] | str | None) -> bool:
    phrases = hints.split(",") if isinstance(hints, str) else hints or ()
    return len(phrases) <= _MOST_HINTS and all(len(one) <= _LONGEST_HINT for one in phrases)


@element
class GetDigits(Nested):
    """
    Collects the keys that the caller presses and sends them to a URL.

    Plivo advises `GetInput` for new work.  The prompts stop at the first key.  Without
    a key, after all attempts, nothing is sent and the next element runs.

    https://www.plivo.com/docs/voice/xml/input
    """

    children: Sequence[Prompt] = attrs.field(default=(), kw_only=False)
    """What the caller hears meanwhile."""

    action: Annotated[
        ActionUrl | None, Doubt("The tables have it optional, though nothing else gets the keys.")
    ] = None
    """Told the keys, and asked what comes next."""

    method: Annotated[ActionMethod | None, Default("POST")] = None
    """How `action` is asked. Default: `POST`."""

    timeout: Annotated[SecondsFrom1 | None, Default(5)] = None
    """How long to wait for the first key, in seconds. Default: `5`."""

    digit_timeout: Annotated[SecondsFrom1 | None, Default(2)] = None
    """How long to wait for the next key, in seconds. Default: `2`."""

    finish_on_key: Annotated[
        InputFinishKey | None,
        Default("#"),
        Doubt("An empty text, which means none, is on an older page and in one example only."),
    ] = None
    """The key that ends the input and is not part of it; `none` for no such key. Default: `#`."""

    num_digits: Annotated[DigitsFrom1 | None, Default(99)] = None
    """How many keys end the input; more are ignored. Default: `99`."""

    retries: Annotated[
        Attempts | None,
        Default(1),
        Contested(
            (0,),
            "an older page asks for 1 or more; a guide of today says not to refuse it",
            severity="info",
        ),
        Doubt(
            "0 is below what an older page allows; the page of today prints no minimum, and a guide "
            "of Plivo's says not to refuse it. No page says what it does, nor whether the prompts "
            "are played again, nor whether 1 is one try or two."
        ),
    ] = None
    """How many attempts the caller has as long as no key is pressed. Default: `1`."""

    redirect: Annotated[bool | None, Default(value=True)] = None
    """Whether the document that `action` answers with takes the call over. Default: `true`."""

    play_beep: Annotated[bool | None, Default(value=False)] = None
    """Whether there is a beep after the prompts. Default: `false`."""

    valid_digits: Annotated[Keys | None, Default("1234567890*#")] = None
    """The keys that the caller may press. Default: `1234567890*#`."""

    invalid_digits_sound: AudioUrl | None = None
    """An audio file (MP3 or WAV) to play after another key."""

    log: Annotated[bool | None, Default(value=True)] = None
    """Whether Plivo keeps the keys in its logs; say false for a PIN or a card number. Default:
    `true`."""

    def then(self, *children: Prompt) -> Self:
        """Return the same element with more prompts."""
        return self._then(children)


@element
class GetInput(Nested):
    """
    Collects speech, keys, or whichever comes first, and sends it to a URL.

    Without input the next element runs.

    https://www.plivo.com/docs/voice/xml/input
    """

    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(
            RuleName.HINTS_LIMIT,
            ("hints",),
            holds=_are_few_and_short,
            expected=f"at most {_MOST_HINTS} phrases of {_LONGEST_HINT} characters at most",
            got="more, or a longer one",
            at="hints",
        ),
    )

    children: Sequence[Prompt] = attrs.field(default=(), kw_only=False)
    """What the caller hears meanwhile."""

    action: Annotated[ActionUrl, Doubt("One older page has it optional.")]
    """Told what the caller said or pressed, and asked what comes next."""

    method: Annotated[ActionMethod | None, Default("POST")] = None
    """How `action` is asked. Default: `POST`."""

    input_type: Annotated[
        Literal["dtmf", "speech", "dtmf speech"] | None,
        Named("InputType"),
        Doubt("No page prints a default."),
    ] = None
    """What to listen for: keys, speech, or both, of which the first counts."""

    execution_timeout: Annotated[ExecutionTimeout | None, Default(15)] = None
    """How long to wait for input once the prompts are over, in seconds. Default: `15`."""

    digit_end_timeout: Annotated[
        EndTimeout | None,
        Default("auto"),
        when_includes("inputType", "dtmf"),
    ] = None
    """How long to wait for the next key, in seconds, or `auto`. Default: `auto`."""

    speech_end_timeout: Annotated[
        EndTimeout | None,
        Default("auto"),
        when_includes("inputType", "speech"),
    ] = None
    """How long a silence ends the speech, in seconds, or `auto`. Default: `auto`."""

    start_input_timeout: Annotated[
        Seconds | None, Doubt("One page lists it, without a range and a default.")
    ] = None
    """How long to wait for the input to start, in seconds."""

    retries: Annotated[Attempts | None, Default(1), Doubt("One page lists it.")] = None
    """How many attempts the caller has. Default: `1`."""

    num_digits: Annotated[InputDigits | None, Default(32), when_includes("inputType", "dtmf")] = (
        None
    )
    """How many keys end the input. Default: `32`."""

    finish_on_key: Annotated[
        InputFinishKey | None,
        Default("#"),
        when_includes("inputType", "dtmf"),
        Doubt("An empty text, which means none, is on an older page only."),
    ] = None
    """The key that ends the input and is not part of it; `none` for no such key. Default: `#`."""

    language: Annotated[
        InputLanguage | None,
        Default("en-US"),
        when_includes("inputType", "speech"),
        Doubt("The list of languages is introduced as the common ones."),
    ] = None
    """The language that the caller speaks, such as `en-GB`. Default: `en-US`."""

    speech_model: Annotated[
        Literal["default", "command_and_search", "phone_call"] | None,
        Named("SpeechModel"),
        Default("default"),
        when_includes("inputType", "speech"),
    ] = None
    """What kind of speech to expect. Default: `default`."""

    hints: Annotated[Hints | None, when_includes("inputType", "speech")] = None
    """Phrases to expect: 500 at most of 100 characters at most, 10,000 characters in all."""

    profanity_filter: Annotated[
        bool | None, Default(value=False), when_includes("inputType", "speech")
    ] = None
    """Whether swear words are left out. Default: `false`."""

    interim_speech_results_callback: Annotated[
        Url | None,
        when_includes("inputType", "speech"),
    ] = None
    """Told what has been recognized while the caller speaks."""

    interim_speech_results_callback_method: Annotated[
        Method | None,
        Default("POST"),
        when_includes("inputType", "speech"),
    ] = None
    """How `interim_speech_results_callback` is asked. Default: `POST`."""

    redirect: Annotated[bool | None, Default(value=True)] = None
    """Whether the document that `action` answers with takes the call over. Default: `true`."""

    log: Annotated[bool | None, Default(value=True)] = None
    """Whether Plivo keeps the input in its logs; say false for what is secret. Default: `true`."""

    def then(self, *children: Prompt) -> Self:
        """Return the same element with more prompts."""
        return self._then(children)


DigitsFrom1: TypeAlias = Annotated[int, Integer("digits", 1)]
InputDigits: TypeAlias = Annotated[int, Integer("digits", 1, 32)]
ExecutionTimeout: TypeAlias = Annotated[int, Integer("seconds", 5, 60)]
Prompt: TypeAlias = (
    Speak
    | Play
    | Annotated[Wait, SdkOnly(("python", "node", "ruby", "php", "dotnet"))]
    | Comment
    | UnknownElement
)
