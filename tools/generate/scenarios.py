"""
What a page on a call flow says of the reference, below what people have written.

The rest of such a page is kept as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tools.generate import bridges, places
from tools.generate.places import DOCS


_MARK: Final = "<!-- From here on written by tools/generate/scenarios.py from the imports. -->"


def files() -> dict[str, str]:
    """Return the text of each page by its path."""
    return {f"docs/{one.place.page}": "\n".join(_page(one)) for one in bridges.scenarios()}


def _page(scenario: bridges.Scenario) -> Iterator[str]:
    page = scenario.place.page
    written, _, _ = (DOCS / page).read_text("utf-8").partition(_MARK)
    yield f"{written.rstrip()}\n\n{_MARK}\n\n## See also\n"
    yield f"* Elements: {places.links(map(places.element, scenario.elements), page)}"
    requests = places.links(map(places.callback, scenario.callbacks), page)
    if requests:
        yield f"* Requests: {requests}"
    yield ""
