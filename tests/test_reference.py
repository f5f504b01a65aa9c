"""The pages that are written from the declarations."""

from __future__ import annotations

import re

from pathlib import Path

import pytest

from tests.support.declarations import ElementSpec
from tests.support.pages import without_anchors
from tests.support.strategies import SPECS
from tools.generate import files
from tools.generate.examples import EXAMPLES

from .test_facts import ELEMENTS, on_record


pytestmark = [pytest.mark.once, pytest.mark.stress]

CHECKOUT = Path(__file__).parent.parent
REFERENCE = CHECKOUT / "docs" / "reference"


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)
def test_a_page_has_a_row_for_each_attribute(spec: ElementSpec) -> None:
    page = without_anchors(files()[f"docs/reference/elements/{spec.tag.lower()}.md"])
    rows = [line.split(" | ")[:2] for line in page.splitlines() if line.startswith("| `")]

    assert rows == [[f"| `{a.field}`", f"`{a.name}`"] for a in spec.attributes]


def test_each_element_has_one_example() -> None:
    assert sorted(example.tag for example in EXAMPLES) == sorted(spec.tag for spec in SPECS)


@pytest.mark.parametrize("tag", ELEMENTS)
def test_a_row_says_what_is_on_record(tag: str) -> None:
    page = without_anchors(files()[f"docs/reference/elements/{tag.lower()}.md"])
    rows = {
        cells[1].strip(" `"): [cell.strip() for cell in cells[2:5]]
        for line in page.splitlines()
        if line.startswith("| `")
        for cells in [re.split(r" \| ", line.strip("| "))]
    }
    for name, recorded in ELEMENTS[tag].get("attributes", {}).items():
        row, (value, default, meaning) = on_record(recorded), rows[name]
        plain = {None: "", "": "empty"}.get(row.get("default"), f"`{row.get('default')}`")
        assert default == ("**required**" if row.get("required") else plain), name
        assert f"It has an effect if {row.get('when')}." in meaning or "when" not in row, name
        libraries = ", ".join(row.get("libraries", []))
        assert f"({libraries})" in meaning or not libraries, name
        described = value if "](" not in value else _described(value)
        for limit in (row.get("min"), row.get("max"), row.get("longest")):
            assert limit is None or re.search(rf"\b{limit}\b", described), (name, described)
        for word in row.get("values", []):
            assert (f"`{word}`" if word else "empty") in described.lower() or word in described, (
                name
            )


def _described(link: str) -> str:
    """Return what the page of values says of a type, and of the types that it refers to."""
    sections = files()["docs/reference/values.md"].split("\n## ")
    names = re.findall(r"#([a-z0-9-]+)\)", link)
    found = [part for part in sections if part.partition("\n")[0].lower() in names]
    return "\n".join([*found, *(_described(part) for part in found if "](#" in part)])
