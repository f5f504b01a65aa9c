"""What Plivo plays, and the keys that it presses."""

from __future__ import annotations

from typing import Annotated

import attrs

from .._model.declare import Extensible, element
from .._model.types import AudioUrl, Default, Doubt, IfWrong, SdkOnly, Times, Tones


__all__ = ["DTMF", "Play"]


@element
class Play(Extensible):
    """
    Plays an audio file to the caller.

    The file is MP3 or WAV, of 10 MB at most; 8 or 16 kHz mono suits a phone call best.

    https://www.plivo.com/docs/voice/xml/audio-output
    """

    url: Annotated[
        AudioUrl,
        IfWrong(
            hint="a blank in a URL is %20, and words are spoken by <Speak>", code_if_empty=8011
        ),
    ] = attrs.field(kw_only=False)
    """Where the file is, over HTTPS."""

    loop: Annotated[Times | None, Default(1)] = None
    """How many times to play it; 0 repeats until the call ends. Default: `1`."""


@element
class DTMF(Extensible):
    """
    Presses keys on the call.

    To reach an extension of a number that is dialled, `Number` has `send_digits`.

    https://www.plivo.com/docs/voice/xml/audio-output
    """

    tones: Tones = attrs.field(kw_only=False)
    """The keys; w waits half a second and W one second."""

    async_: Annotated[bool | None, Default(value=True)] = None
    """Whether the next element starts while the tones are still going out. Default: `true`."""

    digits: Annotated[
        Tones | None,
        SdkOnly(("node",)),
        Doubt("Probably a leftover: the keys stand in the element."),
    ] = None
    """The keys, a second time."""
