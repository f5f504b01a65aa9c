"""Plivo's own libraries and this one build the same documents, but for the differences in a file."""

from __future__ import annotations

import tomllib

from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.declarations import by_tag, spec_of
from tests.support.sameness import canonical
from tools.npm import MissingError

from .building import Outcome, by_classes, by_plivo_node, by_plivo_python
from .parts import Tree, cases


pytestmark = pytest.mark.once

CASES: Final = cases()
DIFFERENCES: Final[list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("differences.toml").read_text("utf-8")
)["difference"]


def differences(outcomes: list[Outcome]) -> set[str]:
    """Return how outcomes differ from the cases that they came of."""
    pairs = zip(outcomes, CASES.items(), strict=True)
    return {one for outcome, (name, tree) in pairs for one in outcome.beside(name, tree)}


def told(sdk: str) -> set[str]:
    return {one for row in DIFFERENCES if row["sdk"] == sdk for one in row["does"]}


def refused(sdk: str) -> set[tuple[str, str]]:
    """Return the attributes that a library is said to refuse, each with its element."""
    words = (one.split() for one in told(sdk) if one.startswith("refuses "))
    return {(name[1], name[2]) for name in words if len(name) == 3 and name[1] in by_tag}


@pytest.mark.parametrize("row", DIFFERENCES, ids=lambda row: row["why"])
def test_a_difference_has_somebody_who_is_right_and_a_reason(row: dict[str, Any]) -> None:
    assert row.keys() == {"sdk", "right", "why", "does"}
    assert row["right"] in {"plivoml", "both", "open"}
    assert row["why"].endswith(".")
    assert row["does"] == sorted(set(row["does"]))


def test_the_cases_are_about_every_element_and_every_attribute_and_all_that_holds_something() -> (
    None
):
    specs = [spec_of(cls) for cls in by_tag.values()]
    attributes = {f"{spec.tag} {one.name}" for spec in specs for one in spec.attributes}
    nested = {f"{spec_of(kind).tag} in {one.tag}" for one in specs for kind in one.content.elements}
    assert (attributes | nested) - CASES.keys() == set()


def test_the_classes_build_each_case() -> None:
    built = {name: canonical(by_classes(tree)) for name, tree in CASES.items()}
    assert built == {name: canonical(str(tree)) for name, tree in CASES.items()}


def test_plivo_python_builds_the_same_but_for_the_differences() -> None:
    assert differences([by_plivo_python(tree) for tree in CASES.values()]) == told("plivo-python")


@pytest.mark.long
def test_plivo_node_builds_the_same_but_for_the_differences(tmp_path: Path) -> None:
    try:
        outcomes = by_plivo_node(CASES.values(), tmp_path)
    except MissingError as missing:
        pytest.skip(f"what plivo-node builds is not compared: {missing}")
    assert differences(outcomes) == told("plivo-node")


@pytest.mark.parametrize(("sdk", "language"), [("plivo-python", "python"), ("plivo-node", "node")])
def test_what_only_libraries_have_is_built_by_those_that_are_named(sdk: str, language: str) -> None:
    refuses = refused(sdk)
    for cls in by_tag.values():
        for attribute in spec_of(cls).attributes:
            if attribute.sdk_only:
                is_built = (cls._tag, attribute.name) not in refuses
                assert is_built == (language in attribute.sdk_only), (cls._tag, attribute.name)


def test_a_difference_is_seen() -> None:
    tree = Tree("Response", {}, (Tree("Wait", {"length": 5}),))
    assert Outcome(xml=str(tree)).beside("a", tree) == set()
    assert Outcome(refused="no").beside("a", tree) == {"refuses a"}
    assert Outcome(xml="<Response>").beside("a", tree) == {"writes no XML for a"}
    assert Outcome(xml='<Response><Wait length="6"/></Response>').beside("a", tree) == {
        "writes length='6' on Wait for '5'"
    }
    assert Outcome(xml="<Response><Wait/></Response>").beside("a", tree) == {
        "writes something else for a"
    }
