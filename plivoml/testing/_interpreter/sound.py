"""What the caller hears: Speak, Play, DTMF, Wait.  https://www.plivo.com/docs/voice/xml/audio-output"""

from __future__ import annotations

from collections.abc import Sequence

from ..._model.nodes import Element
from ...elements.media import DTMF, Play
from ...elements.routing import Wait
from ...elements.speech import Speak
from .._platform.heard import seconds_of, words_of
from .._platform.leg import Leg
from .._platform.steps import Act, Steps, Until, pause
from .._platform.timing import SECONDS_PER_SOUND, SECONDS_PER_TONE


_FOREVER = 0  # what `loop` calls it
_PAUSES = {"w": 0.5, "W": 1.0}
_SILENCE = 2000  # milliseconds


def speak(leg: Leg, element: Speak) -> Steps[None]:
    """
    Say the words as often as `loop` says; 0 repeats until the call ends.

    How long words take is a guess.  https://www.plivo.com/docs/voice/xml/audio-output
    """
    yield from _repeated(leg, words_of(element), seconds_of(element), element.loop)


def play(leg: Leg, element: Play) -> Steps[None]:
    """
    Play a file as often as `loop` says; 0 repeats until the call ends.

    How long a file is cannot be known: each takes as long.
    https://www.plivo.com/docs/voice/xml/audio-output
    """
    yield from _repeated(leg, element.url, SECONDS_PER_SOUND, element.loop)


def _repeated(leg: Leg, heard: str, seconds: float, loop: int | None) -> Steps[None]:
    times = 1 if loop is None else loop
    if times == _FOREVER:
        leg.hear(heard)
        leg.note("it is repeated until the call ends")
        yield Until(None)
    for _ in range(times):
        leg.hear(heard)
        yield from pause(seconds)


def dtmf(leg: Leg, element: DTMF) -> Steps[None]:
    """
    Press keys; w waits for half a second, W for one.  `async="false"` waits for the tones.

    https://www.plivo.com/docs/voice/xml/audio-output
    """
    leg.note(f"presses {element.tones}")
    if element.async_ is False:
        yield from pause(sum(_PAUSES.get(tone, SECONDS_PER_TONE) for tone in element.tones))


def wait(leg: Leg, element: Wait) -> Steps[None]:
    """
    Let time pass; with `silence` until it has been quiet for `minSilence` milliseconds.

    The pages disagree on `silence`; this is the reading of the older one and of the section
    on silence.  The caller is quiet during a wait, and no machine beeps.
    https://www.plivo.com/docs/voice/xml/routing
    """
    seconds = float(element.length or 1)
    if element.silence:
        quiet = _SILENCE if element.min_silence is None else element.min_silence
        seconds = min(seconds, quiet / 1000)
    leg.note(f"waits for {seconds:g} s")
    yield from pause(seconds)


def prompts(
    leg: Leg, elements: Sequence[Element], wants: tuple[type[Act], ...]
) -> Steps[Act | None]:
    """Play what stands in GetDigits or GetInput, and return what cuts it short."""
    for element in elements:
        if isinstance(element, Wait):
            until = Until(float(element.length or 1), wants, resting=False)
            act = yield until
            if act is not None:
                return act
            continue
        assert isinstance(element, Speak | Play)
        if isinstance(element, Speak):
            heard, seconds = words_of(element), seconds_of(element)
        else:
            heard, seconds = element.url, SECONDS_PER_SOUND
        times = 1 if element.loop is None else element.loop
        for _ in range(times or 1):
            leg.hear(heard)
            act = yield Until(seconds if times else None, wants, resting=times == _FOREVER)
            if act is not None:
                return act
    return None


def listen_to(leg: Leg, document: Element | None) -> None:
    """
    Let the caller hear a document of Play, Speak and Wait, such as music, from its start.

    Anything else in it is ignored.  https://www.plivo.com/docs/voice/xml/conference
    """
    for element in () if document is None else document.walk():
        if isinstance(element, Speak):
            leg.hear(words_of(element))
        elif isinstance(element, Play):
            leg.hear(element.url)
