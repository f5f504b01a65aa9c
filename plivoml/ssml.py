"""
The tags of SSML that shape speech, under their own names, and `parse`, which reads them.

They work with a `Polly.` voice only.
"""

from __future__ import annotations

import re

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

# What is said of the tags around a text, and of the text itself.
_MEANT: Final = {
    "expected </Speak>": "expected the end of the text",
    "got '</Speak>'": "got the end of the text",
}


def parse(text: str) -> Sequence[Spoken]:
    """
    Read text with tags of SSML, such as `Hello <break time="1s"/> you`.

    It is what a `Speak` holds, so there is no tag around it:
    `Speak(ssml.parse("Hello <break/> you"), voice="Polly.Amy")`.

    Raises:
        InvalidDocumentError: With every problem; lines and columns are those of `text`.
    """
    # Whoever builds tags needs no reader.
    from ._reading.parser import parse_fragment
    from .elements.speech import Speak

    try:
        speak = parse_fragment(_OPENING + text + "</Speak>")
    except InvalidDocumentError as error:
        lines = re.split("\r\n|\r|\n", text)
        end = len(lines), len(lines[-1]) + 1
        raise InvalidDocumentError([_moved(one, end) for one in error.problems]) from None
    assert isinstance(speak, Speak)
    return speak.content


def _moved(problem: Problem, end: tuple[int, int]) -> Problem:
    """Say it of the text, in which nobody has written the tags around it."""
    assert problem.line is not None
    assert problem.column is not None
    from ._model.diagnostic import moved  # only what is wrong pays for it

    column = problem.column - len(_OPENING) * (problem.line == 1)
    line, column = min((problem.line, column), end)
    message = problem.message
    for written, meant in _MEANT.items():
        message = message.replace(written, meant)
    return problem.replace(
        line=line, column=column, message=message, related=moved(problem.related, _in_text)
    )


def _in_text(line: int, column: int) -> tuple[int, int] | None:
    """Return where in the text something is, unless that is the tag before it."""
    column -= len(_OPENING) * (line == 1)
    return (line, column) if column > 0 else None
