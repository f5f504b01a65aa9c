"""What writes documents anew: as Python, and laid out."""

from __future__ import annotations

from plivoml._convert import literals, python
from plivoml._convert.layout import laid_out
from plivoml._convert.literals import Pasted
from plivoml._convert.python import Document


__all__ = ["Document", "Pasted", "laid_out", "literals", "python"]
