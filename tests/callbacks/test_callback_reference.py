"""What the pages of the callbacks say."""

from pathlib import Path

from plivoml.callbacks import ConferenceCallback, HangupRequest
from tests.support.pages import without_anchors
from tools.generate.callbacks import meanings


REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "callbacks"


def test_what_stands_under_a_field_is_its_meaning() -> None:
    assert meanings(HangupRequest)["hangup_source"] == "Who ended the call."
    assert meanings(HangupRequest)["duration"].startswith("The length of the call in seconds;")


def test_a_page_tells_of_a_callback() -> None:
    page = without_anchors((REFERENCE / "conference.md").read_text("utf-8"))
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
    standard = without_anchors((REFERENCE / "standard.md").read_text("utf-8"))
    assert "| `extra` | `*` | `FrozenMapping[str]` |" in standard
