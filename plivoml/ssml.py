"""
The tags of SSML that shape speech, under their own names.

They work with a `Polly.` voice only.
"""

from __future__ import annotations

from .elements.ssml import Break, Emphasis, Lang, P, Phoneme, Prosody, S, SayAs, Sub, W


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
]
