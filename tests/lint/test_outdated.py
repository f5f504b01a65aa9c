"""Checks that nobody waits for any more."""

from __future__ import annotations

import pytest

from plivoml import check
from tests.support.checking import OutdatedError, check_data, do_without_libxml2, unless


RIGHT = f"<Response>{'<Play>https://example.com/a.mp3</Play>' * 9}</Response>"
WRONG = RIGHT.replace("<Play>", "<Play lop='1'>")


class Asked:
    """Says at the n-th time that nobody waits."""

    def __init__(self, last: int) -> None:
        self.times = 0
        self.last = last

    def __call__(self) -> bool:
        self.times += 1
        return self.times == self.last


@pytest.mark.parametrize("document", [RIGHT, WRONG])
@pytest.mark.parametrize("last", [1, 2, 5])
def test_a_document_is_left_in_the_middle(document: str, last: int) -> None:
    asked = Asked(last)
    with unless(asked), pytest.raises(OutdatedError):
        check(document)
    assert asked.times == last


def test_the_schema_is_left_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    do_without_libxml2(monkeypatch)
    # Once for the document, and for each element as the rules and the schema come to it.
    whole = Asked(0)
    with unless(whole):
        assert check(RIGHT) == []
    assert whole.times == 1 + 10 + 10
    asked = Asked(whole.times - 3)
    with unless(asked), pytest.raises(OutdatedError):
        check(RIGHT)
    assert asked.times == asked.last


def test_a_program_is_left_in_the_middle() -> None:
    document = "<Response><Wait length='{0}'/></Response>"
    documents = "".join(f'x{number} = "{document.format(number)}"\n' for number in range(1, 9))
    asked = Asked(5)
    with unless(asked), pytest.raises(OutdatedError):
        check_data(documents.encode(), ".py")
    assert asked.times == 5


def test_a_check_that_somebody_waits_for_comes_to_its_end() -> None:
    asked = Asked(0)
    with unless(asked):
        assert [one.rule for one in check(WRONG)] == ["unknown-attribute"] * 9
    assert asked.times > 9
    assert check(RIGHT) == []
