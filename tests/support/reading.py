"""How a document is read."""

from __future__ import annotations

from plivoml._reading import tokens
from plivoml._reading.positions import lines
from plivoml._reading.tokens import Kind
from plivoml._reading.tokens import tokens as tokens_of


__all__ = ["Kind", "lines", "tokens", "tokens_of"]
