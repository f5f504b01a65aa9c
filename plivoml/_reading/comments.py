"""Comments that turn rules of `check` off: `plivoml: ignore RULE`."""

from __future__ import annotations

import re

from typing import Final


_IGNORE: Final = re.compile(r"\s*plivoml:\s*ignore\s(.*)", re.DOTALL)
_RULE: Final = re.compile("[a-z0-9-]+")


def ignored_by(comment: str) -> frozenset[str]:
    """Return the rules that a comment turns off, without its marks."""
    found = _IGNORE.match(comment)
    return frozenset(_RULE.findall(found[1])) if found else frozenset()
