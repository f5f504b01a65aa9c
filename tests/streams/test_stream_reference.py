"""What the pages of the messages say."""

import inspect

from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest

from plivoml import streams
from plivoml.streams import Incoming, Outgoing
from tests.support.pages import without_anchors


REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "streams"
PAGES = {path.name: without_anchors(path.read_text("utf-8")) for path in REFERENCE.glob("*.md")}


@pytest.mark.parametrize("cls", [*get_args(Incoming), *get_args(Outgoing)])
def test_a_page_tells_of_every_field_of_a_message(cls: Any) -> None:
    page = PAGES["incoming.md" if cls in get_args(Incoming) else "outgoing.md"]
    section = page.split(f"\n## {cls.__name__}\n")[1].split("\n## ")[0]
    told = [line.split("`")[1] for line in section.splitlines() if line.startswith(("| `", "| **"))]
    assert sorted([*told, "extra", "raw"]) == sorted(
        {"extra", "raw", *(field.name for field in fields(cls))}
    )
    assert (inspect.getdoc(cls) or "").splitlines()[0] in section
    assert f"[`{cls.__name__}`]" in PAGES["index.md"]


def test_a_page_tells_of_every_format() -> None:
    for name, value in vars(streams).items():
        if isinstance(value, streams.Format):
            assert f"| `{name}` | `{value.content_type}` |" in PAGES["format.md"]
