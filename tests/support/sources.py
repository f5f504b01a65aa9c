"""How documents in programs and in templates are read."""

from __future__ import annotations

from plivoml._reading.positions import Lines
from plivoml._sources import Conversion, Refusal, documents_in, in_python, program, verdicts
from plivoml._sources.candidates import whole_values
from plivoml._sources.parts import Chars
from plivoml._sources.python.literals import end_of_hole, parts_of


__all__ = [
    "UNSEEN_RULES",
    "Chars",
    "Conversion",
    "Lines",
    "Refusal",
    "documents_in",
    "end_of_hole",
    "in_python",
    "parts_of",
    "program",
    "whole_values",
]

#: The rules that speak of tags which are not seen whole.
UNSEEN_RULES = frozenset({*verdicts._OF_ATTRIBUTES, *verdicts._OF_WHOLE_TAGS})
