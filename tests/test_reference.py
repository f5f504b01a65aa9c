"""The pages that are written from the declarations."""

from __future__ import annotations

from pathlib import Path

import pytest

from plivoml import _reference
from plivoml._examples import EXAMPLES
from plivoml._spec import ElementSpec

from .strategies import SPECS


CHECKOUT = Path(__file__).parent.parent
REFERENCE = CHECKOUT / "docs" / "reference"


def test_the_committed_pages_are_what_the_declarations_give() -> None:
    committed = {path: (REFERENCE / path).read_text("utf-8") for path in _reference.pages()}

    assert committed == _reference.pages()


def test_no_page_is_left_of_an_element_that_is_gone() -> None:
    found = {f"elements/{page.name}" for page in (REFERENCE / "elements").glob("*.md")}

    assert found | {"values.md"} == set(_reference.pages())


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)
def test_a_page_has_a_row_for_each_attribute(spec: ElementSpec) -> None:
    page = _reference.pages()[f"elements/{spec.tag.lower()}.md"]
    rows = [line.split(" | ")[:2] for line in page.splitlines() if line.startswith("| `")]

    assert rows == [[f"| `{a.field}`", f"`{a.name}`"] for a in spec.attributes]


def test_each_element_has_one_example() -> None:
    assert sorted(example.tag for example in EXAMPLES) == sorted(spec.tag for spec in SPECS)


def test_pages_and_schema_are_written_where_a_checkout_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    _reference.write(tmp_path)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]

    assert {path.relative_to(tmp_path): path.read_bytes() for path in written} == {
        path.relative_to(tmp_path): (CHECKOUT / path.relative_to(tmp_path)).read_bytes()
        for path in written
    }
