"""
The tags of SSML that shape speech, under their own names, and `parse`, which reads them.

They work with a `Polly.` voice only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

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
from .errors import InvalidDocumentError, Problem


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


_OPENING: Final = "<Speak>"


def parse(text: str) -> Sequence[Spoken]:
    """
    Read text with tags of SSML, such as `Hello <break time="1s"/> you`.

    It is what a `Speak` holds, so there is no tag around it:
    `Speak(ssml.parse("Hello <break/> you"), voice="Polly.Amy")`.

    Raises:
        InvalidDocumentError: With every problem; lines and columns are those of *text*.
    """
    # Whoever builds tags needs no reader.
    from ._reading.parser import parse_fragment
    from .elements.speech import Speak

    try:
        speak = parse_fragment(f"{_OPENING}{text}</Speak>")
    except InvalidDocumentError as error:
        raise InvalidDocumentError([*map(_moved, error.problems)]) from None
    assert isinstance(speak, Speak)
    return speak.content


def _moved(problem: Problem) -> Problem:
    if problem.line != 1 or problem.column is None:
        return problem
    return problem.replace(column=problem.column - len(_OPENING))
