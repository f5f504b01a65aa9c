"""Documents as people write them, which use every element and every attribute."""

from __future__ import annotations

from pathlib import Path

import pytest

from plivoml import check, parse
from tests.support.declarations import spec_of
from tests.support.sameness import canonical
from tests.support.strategies import SPECS


SAMPLES = sorted((Path(__file__).parent / "documents").glob("*.xml"))
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)


@each_sample
def test_a_sample_comes_back_as_the_same_document(sample: Path) -> None:
    document = parse(sample.read_bytes())

    assert canonical(str(document)) == canonical(sample.read_bytes())
    assert parse(document.to_xml(indent="  ")) == document


@each_sample
def test_a_sample_has_no_errors(sample: Path) -> None:
    assert [problem for problem in check(sample) if problem.severity == "error"] == []


def test_the_samples_use_every_element_and_every_attribute() -> None:
    used = {
        (element.tag, attribute.name)
        for sample in SAMPLES
        for element in parse(sample.read_bytes()).walk()
        for attribute in spec_of(type(element)).attributes
        if getattr(element, attribute.field) is not None
    }
    tags = {element.tag for sample in SAMPLES for element in parse(sample.read_bytes()).walk()}

    assert tags == {spec.tag for spec in SPECS}
    assert used == {(spec.tag, attribute.name) for spec in SPECS for attribute in spec.attributes}
