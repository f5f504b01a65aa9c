"""`plivoml check --fix` and `--diff`: what becomes of files."""

from __future__ import annotations

import io
import json
import os
import stat
import sys

from pathlib import Path

import pytest

from tests.support.command import change_while_fixing, main


Captured = pytest.CaptureFixture[str]

WRONG = (
    '<Response>\n  <Say>Hi</Say>\n  <Leave/>\n  <Redirect method="PUT">x</Redirect>\n</Response>\n'
)
SAFE = WRONG.replace("Say>", "Speak>")
UNSAFE = SAFE.replace("Leave", "Hangup")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("flows").mkdir()
    Path("flows/a.xml").write_text(WRONG)
    Path("flows/b.xml").write_text(
        UNSAFE.replace("PUT", "GET").replace("x<", "https://example.com/<")
    )
    return tmp_path


def rules(captured: str) -> list[str]:
    return [one["rule"] for one in json.loads(captured)]


def test_files_are_fixed_in_their_place(capfd: Captured) -> None:
    Path("flows/a.xml").chmod(0o640)
    Path("link.xml").symlink_to("flows/a.xml")

    assert main(["check", "--fix", "--format", "json", "--select", "twilio-element", "flows"]) == 1
    out, err = capfd.readouterr()
    assert Path("flows/a.xml").read_text() == SAFE
    assert stat.S_IMODE(Path("flows/a.xml").stat().st_mode) == 0o640
    assert rules(out) == ["twilio-element"]
    assert err == "2 documents in 2 files; 1 error; 1 fixed\n"

    assert main(["check", "--fix", "--unsafe-fixes", "--select", "twilio-element", "link.xml"]) == 0
    assert capfd.readouterr() == ("", "1 document in 1 file; no problems; 1 fixed\n")
    assert Path("link.xml").is_symlink()
    assert Path("flows/a.xml").read_text() == UNSAFE


def test_what_would_change_is_shown(capfd: Captured) -> None:
    assert main(["check", "--diff", "flows"]) == 1
    assert capfd.readouterr() == (
        (
            "--- flows/a.xml\n+++ flows/a.xml\n@@ -1,5 +1,5 @@\n <Response>\n-  <Say>Hi</Say>\n"
            "+  <Speak>Hi</Speak>\n   <Leave/>\n"
            '   <Redirect method="PUT">x</Redirect>\n </Response>\n'
        ),
        "2 documents in 2 files; 1 would be fixed\n",
    )
    assert Path("flows/a.xml").read_text() == WRONG
    assert main(["check", "--diff", "flows/b.xml"]) == 0
    assert capfd.readouterr() == ("", "1 document in 1 file; nothing would be fixed\n")


def test_the_input_is_printed_as_it_becomes(
    capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))

    assert main(["check", "--fix", "--quiet", "--select", "twilio-element", "-"]) == 1
    out, err = capfd.readouterr()
    assert out == SAFE
    assert err.startswith("-:3:3: error[twilio-element]")


def test_what_can_be_fixed_is_counted(capfd: Captured) -> None:
    select = ["check", "--select", "twilio-element", "flows/a.xml"]
    summary = "1 document in 1 file; 2 errors\n"

    assert main(select) == 1
    assert capfd.readouterr().err == f"{summary}1 problem can be fixed with --fix\n"
    assert main([*select, "--unsafe-fixes"]) == 1
    assert capfd.readouterr().err == f"{summary}2 problems can be fixed with --fix\n"
    assert main([*select, "--unfixable", "twilio-element"]) == 1
    assert capfd.readouterr().err == summary
    assert main([*select, "--fixable", "bad-value"]) == 1
    assert capfd.readouterr().err == summary


def test_a_project_says_what_is_fixed(capfd: Captured) -> None:
    Path("pyproject.toml").write_text(
        '[tool.plivoml]\nselect = ["twilio-element", "bad-value"]\n'
        'unsafe-fixes = true\nunfixable = ["bad-value"]\n'
    )
    Path("flows/a.xml").write_text(WRONG.replace("PUT", "post"))

    assert main(["check", "--fix", "--quiet", "--format", "json", "flows/a.xml"]) == 1
    assert rules(capfd.readouterr().out) == ["bad-value"]
    assert Path("flows/a.xml").read_text() == UNSAFE.replace("PUT", "post")


def test_a_file_that_changed_meanwhile_is_not_touched(
    capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_while_fixing("flows/a.xml", "<Response/>", monkeypatch)

    assert main(["check", "--fix", "--quiet", "flows/a.xml"]) == 2
    assert capfd.readouterr() == ("", "plivoml: flows/a.xml: Changed since it was read\n")
    assert Path("flows/a.xml").read_text() == "<Response/>"
    assert sorted(os.listdir("flows")) == ["a.xml", "b.xml"]  # noqa: PTH208 - hidden ones, too


def test_a_file_that_cannot_be_written_is_left_as_it_is(
    capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bool:
        return False

    monkeypatch.setattr(os, "access", refuse)

    assert main(["check", "--fix", "flows/a.xml"]) == 2
    assert capfd.readouterr() == (
        "",
        (
            "plivoml: flows/a.xml: Permission denied\n"
            "no document found in 1 file; 1 file could not be read or written\n"
        ),
    )
    assert Path("flows/a.xml").read_text() == WRONG


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("latin-1", "ISO-8859-1"),
    ],
)
def test_a_file_keeps_its_encoding(encoding: str, declared: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    document = head + "<Response>\r\n<Speak>é{}</Speak><Wait {}ength='5'/></Response>"
    Path("a.xml").write_bytes(document.format("&eacute;", "L").encode(encoding))

    assert main(["check", "--fix", "--quiet", "a.xml"]) == 0
    assert Path("a.xml").read_bytes() == document.format("é", "l").encode(encoding)


def test_what_an_encoding_has_not_is_a_reference() -> None:
    document = '<?xml version="1.0" encoding="US-ASCII"?><Response><Speak>{}</Speak></Response>'
    Path("a.xml").write_text(document.format("&eacute;"), "ascii")

    assert main(["check", "--fix", "--quiet", "a.xml"]) == 0
    assert Path("a.xml").read_text("ascii") == document.format("&#233;")
