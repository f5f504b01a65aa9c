"""What Plivo says: text read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import attrs

from .._model.declare import Nested, element
from .._model.types import AnyText, Default, Doubt, SdkOnly, SpeechLanguage, Times, Voice
from .ssml import Spoken


__all__ = ["Speak"]


@element
class Speak(Nested):
    """
    Reads text to the caller.

    It holds 3,000 characters at most.  With a `Polly.` voice the text may hold the tags
    of `plivoml.ssml`.

    https://www.plivo.com/docs/voice/xml/audio-output
    """

    content: Sequence[Spoken] = attrs.field(kw_only=False)
    """What to say: text, or a list of text and tags of `plivoml.ssml`."""

    voice: Annotated[
        Voice | None,
        Default("WOMAN"),
        Doubt("One page allows WOMAN and MAN alone, and yet shows Polly names further down."),
    ] = None
    """Who speaks: `WOMAN`, `MAN` or a voice of Amazon Polly's, such as `Polly.Amy`. Default:
    `WOMAN`."""

    language: Annotated[
        SpeechLanguage | None,
        Default("en-US"),
        Doubt(
            "The pages speak of 27 languages and list 28; no page says that there are no others. "
            "WOMAN and MAN have 16 of them. The one call with another that is told of (hi-IN with "
            "WOMAN) failed as a whole, with 8011; one guide of Plivo's says that such a document "
            "breaks, another that it is untested."
        ),
    ] = None
    """The language of the text, such as `en-GB`; the voice must speak it. Default: `en-US`."""

    loop: Annotated[Times | None, Default(1)] = None
    """How many times to say it; 0 repeats until the call ends. Default: `1`."""

    legs: Annotated[
        AnyText | None,
        SdkOnly(("java",)),
        Doubt("The REST API knows aleg, bleg and both; no page on XML mentions it."),
    ] = None
    """Who hears it: the leg of the caller or the one that was dialled."""
