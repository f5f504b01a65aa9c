"""What a test, or its project, does not count of what is wrong in documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plivoml.testing import Call, Conversation, DocumentError

from .flows import ANSWER, call_to, flow, handler


NEW = """\
<Response>
  <Chime/>
  <GetDigits newThing="1" numDigits="1" action="/x" retries="2"><Chime/><Speak>Well?</Speak></GetDigits>
  <Dial><Number>15550100303</Number><Chime/></Dial>
  <PreAnswer><Chime/><Speak>Soon.</Speak></PreAnswer>
</Response>
"""
ALLOWED = ["Chime", "GetDigits.newThing"]


def called(text: str, **settings: Any) -> Call:
    call = Call({**flow(x="OK"), "/answer": handler(text)}, ANSWER, strict=False, **settings)
    call.answer()
    return call


@pytest.mark.parametrize(
    "settings", [{"allow": ALLOWED}, {"ignore": ["unknown-element", "unknown-attribute"]}]
)
def test_what_is_allowed_or_ignored_ends_no_call(settings: Any) -> None:
    assert called(NEW).hangup_cause.code == 8011
    call = called(NEW, **settings)
    assert call.heard == ["Well?"]
    call.wait(60)
    assert call.dialling == ["15550100303"]
    call.dial_ends("busy")
    assert call.heard == ["Well?", "Well?", "Soon."]
    assert (call.hangup_cause.code, call.failure) == (4010, None)
    assert call.transcript().count("passes over <Chime>") == 3


def test_what_cannot_be_built_is_passed_over() -> None:
    text = '<Response><Wait length="long"/><Speak>Hello.</Speak></Response>'
    call = called(text, ignore=["bad-value"])
    assert call.heard == ["Hello."]
    assert "passes over <Wait>" in call.transcript()


@pytest.mark.parametrize("text", ["<Response>", "OK", "", "<Speak>Hello.</Speak>"])
def test_what_is_no_response_ends_the_call_whatever_is_ignored(text: str) -> None:
    call = called(text, ignore=["not-well-formed", "misplaced-element", "missing-text"])
    assert call.hangup_cause.code == 8011
    assert call.failure is not None
    assert call.failure.problems


def test_the_settings_of_the_project_are_heeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(
        '[tool.plivoml]\nallow = ["Chime", "GetDigits.newThing"]\nignore = ["relative-url"]\n'
    )
    inner = tmp_path / "tests"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert called(NEW).heard == ["Well?"]
    redirect = '<Response><Redirect method="GET">/x</Redirect></Response>'
    pages = {**flow(x="<Response><Speak>Hi.</Speak></Response>"), "/answer": handler(redirect)}
    with Call(pages, ANSWER, strict="warnings") as call:
        call.answer()
    monkeypatch.chdir(tmp_path.parent)
    call = Call(pages, ANSWER, strict="warnings")
    with pytest.raises(DocumentError, match="relative-url"), call:
        call.answer()
    file.write_text('[tool.plivoml]\nignroe = ["relative-url"]\n')
    monkeypatch.chdir(inner)
    with pytest.raises(ValueError, match=r"\[tool.plivoml\] ignroe: expected one of"):
        call_to()


def test_rules_that_are_none_are_refused() -> None:
    told = r"^ignore: expected the name of a rule; got 'relative-uri'; did you mean 'relative-url'"
    for kind in (Call, Conversation):
        with pytest.raises(ValueError, match=told):
            kind({}, ANSWER, ignore=["relative-uri"])
        with pytest.raises(ValueError, match=r"^allow: expected a name such as .*; got '1bad'"):
            kind({}, ANSWER, allow=["1bad"])


def test_a_conversation_heeds_them_too() -> None:
    text = "<Response><Chime/><Message src='15550100202' dst='15550100101'>Hi.</Message></Response>"
    url = "https://ivr.example.com/text"
    talk = Conversation({"/text": handler(text)}, url, strict=False)
    talk.text("Hello")
    assert talk.failure is not None
    talk = Conversation({"/text": handler(text)}, url, allow=["Chime"])
    with talk:
        talk.text("Hello")
        assert [message.text for message in talk.messages] == ["Hi."]
