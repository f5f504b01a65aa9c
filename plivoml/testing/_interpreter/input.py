"""What the caller tells: GetDigits and GetInput.  https://www.plivo.com/docs/voice/xml/input"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ...callbacks import Callback, GetDigitsAction, GetInputAction, InputType, InterimSpeechResult
from ...elements.input import GetDigits, GetInput
from .._platform.leg import Leg
from .._platform.reply import ACTION
from .._platform.steps import Act, Key, Moved, Speech, Steps, Until
from .._platform.timing import AUTO_END
from .sound import prompts


_FIRST, _NEXT, _DIGITS, _ALL_KEYS = 5, 2, 99, "1234567890*#"
_EXECUTION, _MOST_INPUT_DIGITS = 15, 32


def get_digits(leg: Leg, element: GetDigits) -> Steps[None]:
    """
    Collect keys and post them to `action`; without any, the next element runs.

    The prompt stops at the first key.  Collecting ends with `numDigits`, `finishOnKey` (which
    is not among the digits) or `digitTimeout`; `retries` attempts are made.  Guesses: a new
    attempt repeats the prompts; a key outside `validDigits` spoils the attempt, plays
    `invalidDigitsSound` and begins the next (as the old open-source server did); the finish
    key alone posts empty digits.  https://www.plivo.com/docs/voice/xml/input
    """
    children = leg.known_in(element)
    valid = set(element.valid_digits or _ALL_KEYS)
    for _ in range(element.retries or 1):
        act = yield from prompts(leg, children, (Key,))
        if act is None and element.play_beep:
            leg.note("beeps")
        if act is None:
            act = yield Until(float(element.timeout or _FIRST), (Key,))
        if act is None:
            leg.note("no key was pressed")
            continue
        digits = yield from _keys(
            act,
            _finish_key(element.finish_on_key),
            element.num_digits or _DIGITS,
            float(element.digit_timeout or _NEXT),
        )
        if set(digits) <= valid:
            callback = GetDigitsAction(**leg.standard(leg.action_event), digits=digits)
            return _report(leg, element.action, element.method, callback, element.redirect)
        leg.note(f"{digits} is not valid")
        if element.invalid_digits_sound is not None:
            leg.hear(element.invalid_digits_sound)
    return None


def _keys(first: Act, finish: str, most: int, seconds: float) -> Steps[str]:
    digits = ""
    act: Act | None = first
    while isinstance(act, Key) and act.key != finish:
        digits += act.key
        if len(digits) == most:
            break
        # The caller has pressed what there was to press, so time goes on by itself.
        act = yield Until(seconds, (Key,), resting=False)
    return digits


def _finish_key(key: str | None) -> str:
    return "#" if key is None else "" if key == "none" else key


def get_input(leg: Leg, element: GetInput) -> Steps[None]:
    """
    Collect keys or speech, whichever comes first, and post it to `action`.

    `executionTimeout` counts from the end of the prompts; without input the next element runs.
    Guesses: both kinds where `inputType` is not given; `startInputTimeout` is the wait for the
    first input; the time that `auto` takes; a new attempt repeats the prompts; speech cuts the
    prompt short as a key does.  https://www.plivo.com/docs/voice/xml/input
    """
    kinds = element.input_type or "dtmf speech"
    wants: tuple[type[Act], ...] = tuple(
        act for act, kind in ((Key, "dtmf"), (Speech, "speech")) if kind in kinds.split()
    )
    seconds = float(element.execution_timeout or _EXECUTION)
    if element.start_input_timeout is not None:
        seconds = min(seconds, element.start_input_timeout)
    children = leg.known_in(element)
    for _ in range(1 if element.retries is None else max(1, element.retries)):
        act = yield from prompts(leg, children, wants)
        if act is None:
            act = yield Until(seconds, wants)
        if act is None:
            leg.note("there was no input")
            continue
        found: dict[str, Any]
        if isinstance(act, Speech):
            found = yield from _spoken(leg, element, act)
        else:
            end = element.digit_end_timeout
            digits = yield from _keys(
                act,
                _finish_key(element.finish_on_key),
                element.num_digits or _MOST_INPUT_DIGITS,
                AUTO_END if end is None or end == "auto" else float(end),
            )
            found = {"input_type": InputType.DTMF, "digits": digits, "speech": ""}
        callback = GetInputAction(**leg.standard(leg.action_event), **found)
        return _report(leg, element.action, element.method, callback, element.redirect)
    return None


def _spoken(leg: Leg, element: GetInput, speech: Speech) -> Steps[dict[str, Any]]:
    """Stream what was recognised so far, then wait for the silence that ends speech."""
    for number, words in enumerate(speech.interim, 1):
        callback = InterimSpeechResult(
            **leg.short(),
            stable_speech="",
            unstable_speech=words,
            stability=Decimal("0.5"),
            sequence_number=number,
        )
        url = element.interim_speech_results_callback
        leg.tell(url, element.interim_speech_results_callback_method, callback)
    end = element.speech_end_timeout
    yield Until(AUTO_END if end is None or end == "auto" else float(end), resting=False)
    return {
        "input_type": InputType.SPEECH,
        "digits": "",
        "speech": speech.words,
        "speech_confidence_score": speech.confidence,
    }


def _report(
    leg: Leg, url: str | None, method: str | None, callback: Callback, redirect: bool | None
) -> None:
    if url is not None:
        report(leg, url, method, callback, redirect)


def report(
    leg: Leg, url: str, method: str | None, callback: Callback, redirect: bool | None
) -> None:
    """
    Send what an element found to its action URL, and go on there unless `redirect` is false.

    Raises:
        Moved: With the document that takes over.
    """
    if redirect is False:
        leg.tell(url, method, callback)
    else:
        raise Moved(leg.ask(ACTION, url, method, callback))
