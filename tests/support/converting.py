"""What writes documents anew: as Python, and laid out."""

from __future__ import annotations

from plivoml._convert import python
from plivoml._convert.layout import laid_out
from plivoml._convert.python import Document
from plivoml._sources.python import pasted as literals
from plivoml._sources.python.pasted import Pasted


__all__ = ["Document", "Pasted", "laid_out", "literals", "python"]
