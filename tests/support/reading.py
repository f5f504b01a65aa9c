"""How a document is read."""

from __future__ import annotations

from plivoml._model.diagnostic import Complaint
from plivoml._reading import positions
from plivoml._reading.positions import lines
from plivoml._reading.tokens import Kind, pieces


__all__ = ["Complaint", "Kind", "lines", "pieces", "positions"]
