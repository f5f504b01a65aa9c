"""The pages of the documentation, as their readers see them."""

from __future__ import annotations

import re


def without_anchors(page: str) -> str:
    """Return a page without the places in it that can be linked to."""
    return re.sub(r'<a id="[^"]+"></a>', "", page)
