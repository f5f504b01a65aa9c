"""The small commands: schema, rules, explain and decode."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tomllib

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import plivoml

from plivoml.hangup_causes import CAUSES
from tests.support.checking import RULES
from tests.support.command import COMMANDS, main
from tests.support.declarations import ElementSpec, docs_of
from tests.support.processes import PATIENCE
from tests.support.strategies import SPECS


Captured = pytest.CaptureFixture[str]

CALLBACKS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "facts" / "callbacks.toml").read_text("utf-8")
)
#: What `HangupCause` was seen to say.
SWITCH_NAMES: list[str] = CALLBACKS["Standard"]["parameters"]["HangupCause"]["seen"]


def test_schema_prints_where_it_is_or_what_it_says(capfd: Captured) -> None:
    assert main(["schema"]) == 0
    assert capfd.readouterr().out == f"{plivoml.schema_path()}\n"
    assert main(["schema", "--text"]) == 0
    assert capfd.readouterr().out == plivoml.schema_path().read_text("utf-8")


def test_rules_has_a_line_for_each(capfd: Captured) -> None:
    assert main(["rules"]) == 0
    lines = capfd.readouterr().out.splitlines()
    told = [line.split(maxsplit=2) for line in lines if line.startswith("  ")]

    assert told == [[rule.name, rule.severity, rule.says] for rule in RULES.values()]
    assert lines[0] == "documents:"


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_the_command_is_completed_in_shells(shell: str, capfd: Captured) -> None:
    assert main(["completion", shell]) == 0
    script = capfd.readouterr().out

    assert all(command in script for command in COMMANDS)
    assert "--severity" in script or shell == "tcsh"


@pytest.mark.once
@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes_commands_and_options(capfd: Captured) -> None:
    main(["completion", "bash"])
    script = capfd.readouterr().out
    ask = (
        "\nCOMP_WORDS=(plivoml {}); COMP_CWORD={}; _shtab_plivoml; "
        'printf "%s\\n" "${{COMPREPLY[@]}}"\n'
    )
    for words, at, expected in (("to", 1, "to-python"), ("check --sev", 2, "--severity")):
        done = subprocess.run(
            ["bash", "-c", script + ask.format(words, at)],
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        )
        assert done.stdout.decode().split() == [expected]


def test_rules_are_told_to_programs(capfd: Captured) -> None:
    assert main(["rules", "--format", "json"]) == 0
    told = json.loads(capfd.readouterr().out)

    assert [one["name"] for one in told] == list(RULES)
    assert [one["name"] for one in told if not one["is_default"]] == ["no-fallback-after-dial"]
    (found,) = [one for one in told if one["name"] == "too-large"]
    assert found == {
        "name": "too-large",
        "family": "documents",
        "severity": "error",
        "is_default": True,
        "says": RULES["too-large"].says,
        "hangup_codes": [8011, 8012, 8013, 8014],
        "docs": RULES["too-large"].docs,
        "wrong": RULES["too-large"].wrong,
        "right": RULES["too-large"].right,
    }


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_explained(name: str, capfd: Captured) -> None:
    assert main(["explain", name]) == 0
    out = capfd.readouterr().out

    assert out.startswith(f"{name} ({RULES[name].severity})\n\n")
    assert " ".join(RULES[name].says.split()) in " ".join(out.split())


def test_an_explanation_has_the_hangup_code_the_examples_and_the_page(capfd: Captured) -> None:
    assert main(["explain", "too-large"]) == 0
    assert capfd.readouterr().out == (
        "too-large (error)\n\n"
        "A document is smaller than 100 KB. Split it, and go from one part to the next\n"
        "with Redirect.\n\n"
        "Hangup code 8011, Invalid Answer XML: The answer URL gave no document that Plivo\n"
        "can run.\n\n"
        "Hangup code 8012, Invalid Action XML: The action URL gave no document that Plivo\n"
        "can run.\n\n"
        "Hangup code 8013, Invalid Transfer XML: The transfer URL gave no document that\n"
        "Plivo can run.\n\n"
        "Hangup code 8014, Invalid Redirect XML: The URL in a Redirect gave no document\n"
        "that Plivo can run.\n\n"
        "Right:\n\n<Response><Speak>Goodbye</Speak></Response>\n\n"
        "https://www.plivo.com/docs/voice/xml/overview\n"
    )


def test_an_explanation_says_what_the_setting_makes_of_a_rule(capfd: Captured) -> None:
    assert main(["explain", "empty-response"]) == 0
    assert (
        '\n\nWith answers = "calls": error; with answers = "callbacks": not told.\n\n'
        in capfd.readouterr().out
    )


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("7022", ["bad-value", "relative-url"]),
        ("7024", ["missing-text", "bad-value", "relative-url"]),
        ("7034", ["bad-value"]),
        ("8013", ["not-well-formed", "too-large", "bad-value", "missing-text"]),
    ],
)
def test_a_hangup_code_names_the_rules_that_tell_it_in_some_cases(
    code: str, rules: list[str], capfd: Captured
) -> None:
    assert main(["explain", code]) == 0
    told = capfd.readouterr().out.partition("see it coming: ")[2]
    assert set(rules) <= set(told.strip().split(", "))


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: str(cause.code))
def test_every_hangup_code_is_explained(
    cause: plivoml.hangup_causes.HangupCause, capfd: Captured
) -> None:
    assert main(["explain", str(cause.code)]) == 0
    told = " ".join(capfd.readouterr().out.split())

    assert told.startswith(f"{cause.code} {cause.name} ")
    assert " ".join(cause.next_step.split()) in told
    assert all(mistake in told for mistake in cause.mistakes)
    assert f"Doubt: {cause.doubt}" in told or cause.doubt is None


def test_a_hangup_code_names_the_rules_that_see_it_coming(capfd: Captured) -> None:
    assert main(["explain", "4010"]) == 0
    assert capfd.readouterr().out.endswith(
        "\nRules of check that see it coming: empty-response, no-fallback, "
        "no-fallback-after-dial, short-stream-timeout, stream-without-keep-alive\n"
    )


def test_what_cannot_be_explained_is_told(capfd: Captured) -> None:
    assert main(["explain", "no-fallbak"]) == 2
    assert capfd.readouterr() == (
        "",
        (
            "plivoml: expected the name of a rule or of an element, or a hangup code; "
            "got 'no-fallbak'; did you mean 'no-fallback'?\n"
        ),
    )


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)
def test_every_element_is_explained(spec: ElementSpec, capfd: Captured) -> None:
    assert main(["explain", spec.tag]) == 0
    told = " ".join(capfd.readouterr().out.split())
    assert told.startswith(f"{spec.tag}: ")
    assert all(f"* {one.name}: {one.value.expected}" in told for one in spec.attributes)
    assert told.endswith(docs_of(spec.cls) or "")


def test_an_explanation_of_an_element_has_what_stands_in_it_and_its_defaults(
    capfd: Captured,
) -> None:
    assert main(["explain", "DTMF"]) == 0
    assert capfd.readouterr().out == (
        "DTMF: Presses keys on the call.\n\n"
        "Between the tags: keys 0-9, *, #, w (a wait of half a second) and W (of one\n"
        "second)\n\n"
        "Attributes:\n"
        "* async: true or false; true without it\n"
        "* digits: keys 0-9, *, #, w (a wait of half a second) and W (of one second)\n\n"
        "https://www.plivo.com/docs/voice/xml/audio-output\n"
    )
    assert main(["explain", "Dial"]) == 0
    assert "\nBetween the tags: Number or User\n" in capfd.readouterr().out


def test_an_element_of_others_is_explained_by_what_to_write(capfd: Captured) -> None:
    assert main(["explain", "Gather"]) == 0
    assert capfd.readouterr().out == "Gather: no element of Plivo's; write <GetInput>\n"


def test_a_name_of_the_switch_is_explained_by_the_codes_seen_with_it(capfd: Captured) -> None:
    assert main(["explain", "NORMAL_CLEARING"]) == 0
    assert capfd.readouterr().out == (
        "NORMAL_CLEARING: what HangupCause, DialHangupCause or DialBLegHangupCause may say\n\n"
        "It is the telephone switch's own name for the end of a call, and says little by\n"
        "itself. Seen with HangupCauseCode 4000 and 4010.\n\n"
        "What to do: explain the HangupCauseCode that came with it.\n"
    )


@pytest.mark.parametrize("name", SWITCH_NAMES)
def test_every_name_of_the_switch_that_was_seen_is_explained(name: str, capfd: Captured) -> None:
    assert main(["explain", name]) == 0
    assert capfd.readouterr().out.startswith(f"{name}: ")


def test_the_name_of_a_hangup_code_is_explained_as_the_code_is(capfd: Captured) -> None:
    assert main(["explain", "Busy Line"]) == 0
    by_name = capfd.readouterr().out
    assert main(["explain", "3010"]) == 0
    assert capfd.readouterr().out == by_name


BODY = "DialStatus=busy&DialRingStatus=true&DialALegUUID=a1&DialBLegUUID=&X-PH-Ref=7&New=3"
DECODED = """\
DialAction(
    sip_headers={'Ref': '7'},
    dial_status=DialStatus.BUSY,
    dial_ring_status=True,
    dial_a_leg_uuid='a1',
    dial_b_leg_uuid='',
    extra={'New': '3'},
)
"""


@pytest.mark.parametrize(
    "request_", [BODY, f"{BODY}\n", f"https://example.com/dialled/?{BODY}#rc=2"], ids=range(3)
)
def test_decode_reads_a_body_a_query_or_a_url(request_: str, capfd: Captured) -> None:
    assert main(["decode", request_]) == 0
    assert capfd.readouterr() == (DECODED, "")


def test_decode_takes_bytes_that_are_no_text(capfd: Captured) -> None:
    assert main(["decode", os.fsdecode(b"\xff")]) == 1
    told = "plivoml: Callback: expected parameters that belong to one callback; got '\ufffd'\n"
    assert capfd.readouterr() == ("", told)


def test_decode_reads_its_input(monkeypatch: pytest.MonkeyPatch, capfd: Captured) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(BODY.encode())))

    assert main(["decode", "-"]) == 0
    assert capfd.readouterr().out == DECODED


def test_decode_hides_what_a_person_said(capfd: Captured) -> None:
    assert main(["decode", "--log", BODY]) == 0
    plain = DECODED.replace("DialStatus.BUSY", "'busy'")
    assert capfd.readouterr().out == plain.replace("'7'", "'***'").replace("'3'", "'***'")


def test_decode_reads_with_the_class_that_is_named(capfd: Captured) -> None:
    assert main(["decode", "CallUUID=1", "--as", "HangupRequest"]) == 0
    assert capfd.readouterr().out == "HangupRequest(\n    call_uuid='1',\n)\n"


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (
            ["A=1"],
            1,
            "Callback: expected parameters that belong to one callback; got 'A'",
        ),
        (
            ["Duration=abc", "--as", "HangupRequest"],
            1,
            "HangupRequest: Duration: expected a whole number of at most 18 digits; got 'abc'",
        ),
        (
            ["A=1", "--as", "HangupReqest"],
            2,
            (
                "expected the name of a class in plivoml.callbacks; got 'HangupReqest'; "
                "did you mean 'HangupRequest'?"
            ),
        ),
    ],
)
def test_what_cannot_be_decoded_is_told(
    arguments: list[str], status: int, told: str, capfd: Captured
) -> None:
    assert main(["decode", *arguments]) == status
    out, err = capfd.readouterr()
    assert (out, err.strip()) == ("", f"plivoml: {told}")
