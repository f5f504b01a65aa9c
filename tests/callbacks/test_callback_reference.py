"""The committed pages are those that the declarations give."""

import functools

from pathlib import Path

import pytest

from plivoml.callbacks import ConferenceCallback, HangupRequest
from tools.generate.callbacks import meanings, pages, write


COMMITTED = {
    path.name: path
    for path in (Path(__file__).parents[2] / "docs" / "reference" / "callbacks").iterdir()
}

rendered = functools.cache(pages)


@pytest.mark.parametrize("name", sorted(COMMITTED))
def test_a_committed_page_is_fresh(name: str) -> None:
    assert COMMITTED[name].read_text("utf-8") == rendered()[name]


def test_no_other_page_is_committed() -> None:
    assert COMMITTED.keys() == rendered().keys()


def test_pages_are_written_into_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "callbacks")
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "callbacks").iterdir()} == (
        rendered()
    )


def test_what_stands_under_a_field_is_its_meaning() -> None:
    assert meanings(HangupRequest)["hangup_source"] == "Who ended the call."
    assert meanings(HangupRequest)["duration"].startswith("The length of the call in seconds;")


def test_a_page_tells_of_a_callback() -> None:
    page = rendered()["conference.md"]
    section = page.split("\n## ")[2]
    assert section.startswith(f"{ConferenceCallback.__name__}\n\nFollows a conference room.\n")
    assert (
        "* Idempotency key: `conference_uuid`, `conference_member_id`, `conference_action`; "
        "none on `digits`, `floor`, `record`\n"
    ) in section
    assert (
        "| `conference_member_id` | `ConferenceMemberID` | `str` | The member, on `enter`, "
        "`exit`, `digits` and `floor`. Empty: no one member is meant. |\n"
    ) in section
    assert "| `extra` | `*` | `FrozenMapping[str]` |" in rendered()["standard.md"]
