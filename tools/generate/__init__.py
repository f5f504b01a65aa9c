"""What makes schema/, docs/reference/ and the like from the declarations, and a table of the SDK."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from tools.generate import (
    callbacks,
    command,
    completion,
    defaults,
    elements,
    facts,
    hangup_causes,
    json_schema,
    plivoxml,
    rules,
    scenarios,
    sdk,
    streams,
    twiml,
    xsd,
)


CHECKOUT: Final = Path(__file__).parents[2]

#: Everything in these is made.
FOLDERS: Final = ("docs/reference", "docs/rules", "schema", "plivoml/_cli/completions")


@cache
def files() -> dict[str, str]:
    """Return the text of every file that is made, by its path in the checkout."""
    makers = (
        *(xsd, json_schema, elements, callbacks, streams, hangup_causes, rules, facts, command),
        *(completion, defaults, plivoxml, scenarios, sdk, twiml),
    )
    return {path: text for maker in makers for path, text in maker.files().items()}


def stale() -> list[str]:
    """Return the paths of files that nothing makes any more."""
    found = (path for folder in FOLDERS for path in (CHECKOUT / folder).rglob("*.*"))
    return sorted({path.relative_to(CHECKOUT).as_posix() for path in found} - files().keys())
