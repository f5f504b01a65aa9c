"""
The tags of SSML that shape speech, under their own names, and `parse`, which reads them.

They work with a `Polly.` voice only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from .elements.ssml import (
    Break,
    Emphasis,
    Lang,
    P,
    Phoneme,
    Prosody,
    S,
    SayAs,
    Spoken,
    Sub,
    W,
)


__all__ = [
    "Break",
    "Emphasis",
    "Lang",
    "P",
    "Phoneme",
    "Prosody",
    "S",
    "SayAs",
    "Sub",
    "W",
    "parse",
]


def parse(text: str) -> Sequence[Spoken]:
    """
    Read text with tags of SSML, such as `Hello <break time="1s"/> you`.

    It is what a `Speak` holds, so there is no tag around it:
    `Speak(ssml.parse("Hello <break/> you"), voice="Polly.Amy")`.

    Raises:
        InvalidDocumentError: With every problem; lines and columns are those of *text*.
    """
    from ._reading.parser import parse_inside  # whoever builds tags needs no reader

    return cast("Sequence[Spoken]", parse_inside("Speak", text))
