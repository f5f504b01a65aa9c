"""What the theme leaves out for people who do not see a page, or have no mouse."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx


#: After the theme has written its margin.
LAST = 900
#: The margin has the name of the project as its first level.
WITHOUT_LEVEL, WITH_LEVEL = 'role="heading"', 'role="heading" aria-level="2"'


def setup(app: Sphinx) -> dict[str, bool]:
    """Say what is done to a page when it is written."""
    app.add_js_file("reachable.js")
    app.connect("html-page-context", mend, priority=LAST)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def mend(_: Sphinx, __: str, ___: str, context: dict[str, Any], ____: object) -> None:
    """Give the headings of the margin their level."""
    margin = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = margin.replace(WITHOUT_LEVEL, WITH_LEVEL)
