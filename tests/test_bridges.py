"""What leads from one page of the reference to another, and to each name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from tests.support.declarations import elements, members_of, spec_of
from tests.support.faces import names_of, public_modules
from tests.test_documentation import ROOT, anchors, links
from tools.generate import bridges
from tools.generate.names import Name, names


pytestmark = pytest.mark.once

DOCS: Final = ROOT / "docs"
REFERENCE: Final = DOCS / "reference"


def pages(folder: str, *, without: Iterable[str] = ("index",)) -> set[Path]:
    return {page for page in (DOCS / folder).glob("*.md") if page.stem not in without}


ELEMENTS: Final = pages("reference/elements")
REQUESTS: Final = pages("reference/callbacks")
RULES: Final = pages("rules", without=("index", "facts"))
FLOWS: Final = pages("scenarios")
CAUSES: Final = {REFERENCE / "hangup-causes.md"}

LED_TO: Final = {
    page: {target for target, _ in links(page)}
    for page in ELEMENTS | REQUESTS | RULES | FLOWS | CAUSES
}


def met(page: Path, others: set[Path]) -> set[Path]:
    """Return those of the other pages that this one leads to and that lead back."""
    return {other for other in others & LED_TO[page] if page in LED_TO[other]}


@pytest.mark.parametrize("page", sorted(ELEMENTS), ids=lambda page: page.stem)
def test_a_page_on_an_element_and_those_on_what_it_has_to_do_with_lead_to_each_other(
    page: Path,
) -> None:
    assert met(page, RULES)
    assert LED_TO[page] & (REQUESTS | FLOWS | CAUSES) == met(page, REQUESTS | FLOWS | CAUSES)


@pytest.mark.parametrize(
    "page",
    sorted(REQUESTS | RULES | FLOWS | CAUSES),
    ids=lambda page: f"{page.parent.name}-{page.stem}",
)
def test_what_has_to_do_with_elements_leads_to_them_and_they_lead_back(page: Path) -> None:
    assert met(page, ELEMENTS)
    assert LED_TO[page] & ELEMENTS == met(page, ELEMENTS)


def test_a_rule_and_the_hangup_causes_that_follow_lead_to_each_other() -> None:
    (causes,) = CAUSES
    told = {page for page in RULES if causes in LED_TO[page]}
    assert told
    assert LED_TO[causes] & RULES == told


def test_the_row_of_an_attribute_leads_to_the_request_that_it_brings() -> None:
    page = (REFERENCE / "elements/dial.md").read_text("utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith('| <a id="action">')]
    assert "It is sent [`DialAction`](../callbacks/dial.md#dialaction)." in row


def test_every_url_of_an_element_brings_a_request_but_for_these() -> None:
    brought = {source for callback in bridges.CALLBACKS for source in bridges.sources_of(callback)}
    urls = {
        (cls, attribute.field)
        for cls in elements()
        for attribute in spec_of(cls).attributes
        if "Url" in {value.name for value in members_of(attribute.value)}
    }
    # A file is asked for without a form, and of the others nobody tells what they are sent.
    assert {f"{cls.__name__}.{field}" for cls, field in urls - brought} == {
        "GetDigits.invalid_digits_sound",
        "MultiPartyCall.ai_agent_stream_service_url",
        "MultiPartyCall.ai_agent_stream_status_callback_url",
        "MultiPartyCall.transcription_url",
    }


NAMES: Final = list(names())


def test_every_public_name_has_its_place() -> None:
    public = {
        f"{module.__name__}.{name}"
        for module in public_modules()
        for name in names_of(module)
        if not name.startswith("__")
    }
    found = {name.path for name in NAMES}
    assert public - found == set()
    assert len(found) == len(NAMES)


@pytest.mark.parametrize(
    "page", sorted({name.place.page for name in NAMES}), ids=lambda page: page.removesuffix(".md")
)
def test_the_place_of_a_name_is_there(page: str) -> None:
    there = anchors(DOCS / page)
    assert [name.path for name in NAMES if name.place.page == page and lost(name, there)] == []


def lost(name: Name, there: set[str]) -> bool:
    return name.place.anchor not in there


def test_every_page_is_three_clicks_from_the_front_at_most() -> None:
    reached = {DOCS / "index.md"}
    for _ in range(3):
        reached |= {
            target for page in reached for target, _ in links(page) if target.suffix == ".md"
        }
    assert set(DOCS.rglob("*.md")) - reached == set()
