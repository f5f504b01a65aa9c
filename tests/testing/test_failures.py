"""Failures: https://plivo.com/docs/voice/troubleshooting/hangup-causes"""

from __future__ import annotations

import pickle

from typing import Any

import pytest

from plivoml import Dial, GetDigits, Number, Redirect, Response, Speak, Wait
from plivoml.testing import Call, CallError, DocumentError, Failure, RunawayCallError

from .apps import Handler
from .flows import ANSWER, Page, call_to, flow, proves


BAD = '<?xml version="1.0"?>\n<Response>\n  <Say>Hello</Say>\n</Response>'
INVALID = "<Response>\n<Speak>a</Speak>\n{}\n</Response>"


def pressed(page: Page, *, strict: bool = False) -> Call:
    menu = GetDigits([Speak("Well?")], action="https://ivr.example.com/x", num_digits=1)
    call = Call(flow(menu, Speak("Nothing."), x=page), ANSWER, strict=strict)
    call.answer()
    call.press("1")
    return call


def crash(_: object) -> Response:
    raise RuntimeError


@proves("Documents", "No usable answer is 7011 to 7014")
@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("OK", 8012),
        ("", 8012),
        (BAD, 8012),
        ("<Response><Speak>", 8012),
        ("<html/>", 8012),
        (crash, 7012),
        ('<Response><Redirect method="PUT">https://a.example.com</Redirect></Response>', 7034),
        ('<Response><GetDigits method="get" action="https://a.example.com"/></Response>', 7032),
        ('<Response><GetDigits method="get" acton="https://a.example.com"/></Response>', 8012),
        ([Redirect("https://ivr.example.com/nowhere")], 7014),
        ([Redirect("https://ivr.example.com/text")], 7014),
        ([Redirect("ftp://ivr.example.com/x")], 7024),
    ],
)
def test_what_is_wrong_after_a_key_ends_the_call_with_its_code(page: Page, code: int) -> None:
    call = pressed(page)
    assert call.hangup_cause.code == code
    assert call.hangup_source == "Error"
    assert call.failure is not None
    assert call.failure.code == code


@pytest.mark.parametrize(("page", "code"), [("OK", 8011), (crash, 7011)])
def test_what_is_wrong_at_the_start_has_a_code_of_its_own(page: Page, code: int) -> None:
    call = Call({"/answer": lambda _: page(_) if callable(page) else page}, ANSWER)
    call.answer()
    assert call.hangup_cause.code == code


@pytest.mark.parametrize(("page", "code"), [("OK", 8014), (crash, 7014), (BAD, 8014)])
def test_a_redirect_may_lead_to_nothing(page: Page, code: int) -> None:
    call = call_to(Redirect("/next"), next=page)
    assert call.hangup_cause.code == code


def test_an_action_without_a_usable_scheme_is_7022() -> None:
    call = call_to(Dial([Number("+15550100303")], action="mailto:a@example.com"))
    call.dial_ends("busy")
    assert call.hangup_cause.code == 7022


def test_a_plain_text_reply_is_no_error_where_nobody_reads_it() -> None:
    dial = Dial([Number("+15550100303")], action="/x", redirect=False)
    call = call_to(dial, Speak("Next."), x="OK")
    call.dial_ends("busy")
    assert call.heard == ["Next."]


@proves("Documents", "Elements and attributes that plivoml does not know")
def test_a_failure_says_which_document_which_line_and_why() -> None:
    text = INVALID.format("<Redirect>https://ivr.example.com/x</Redirect>")
    pages: dict[str, Handler] = {"/answer": lambda _: text, "/x": lambda _: BAD}
    call = Call(pages, ANSWER)
    call.answer()
    failure = call.failure
    assert failure is not None
    assert (failure.code, failure.document, failure.line, failure.tag) == (8014, 1, 3, "Redirect")
    assert str(failure).startswith(
        "8014: document 1, line 3, <Redirect>: https://ivr.example.com/x "
        "answered with an invalid document\n    https://ivr.example.com/x:3:"
    )
    assert failure.problems[0].rule == "twilio-element"
    assert str(failure) in call.transcript().replace("\n                 ", "\n")


@proves("Documents", "An empty body is an invalid document")
def test_what_is_no_xml_is_shown() -> None:
    assert str(pressed("OK").failure).splitlines()[0] == (
        "8012: document 1, line 1, <GetDigits>: https://ivr.example.com/x "
        "answered with an invalid document: b'OK'"
    )
    assert "an invalid document: b''" in str(pressed("").failure)


@proves("Documents", "100 KB or more is an invalid document")
def test_a_large_document_is_an_invalid_one() -> None:
    call = pressed(Response([Speak("a" * 2999) for _ in range(35)]))
    assert call.hangup_cause.code == 8012
    assert "smaller than 100 KB" in str(call.failure)


@proves("Documents", "A content type other than XML is noted")
def test_another_content_type_fails_with_strict_alone() -> None:
    def app(_: object, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"<Response><Speak>Hello.</Speak></Response>"]

    call = Call(app, ANSWER)
    call.answer()
    assert call.heard == ["Hello."]
    assert "answered as text/html; Plivo wants application/xml" in call.transcript()
    with pytest.raises(DocumentError, match="answered as text/html"):
        Call(app, ANSWER, strict=True).answer()


def test_strict_fails_the_test_on_errors_and_on_warnings() -> None:
    with pytest.raises(DocumentError, match=r"8012: document 1, line 1, <GetDigits>") as caught:
        pressed("OK", strict=True)
    assert "POST https://ivr.example.com/x" in caught.value.transcript
    doubtful = "<Response>\n<Redirect>/relative</Redirect>\n</Response>"
    with pytest.raises(DocumentError, match=r"x:2:\d+: warning\[relative-url\]"):
        pressed(doubtful, strict=True)
    assert pressed([Speak("Hello.")], strict=True).heard == ["Well?", "Hello."]


def test_other_calls_go_on_after_an_error() -> None:
    call = Call(
        flow(Speak("Hello."), Redirect("https://ivr.example.com/x"), x="OK"), ANSWER, strict=True
    )
    with pytest.raises(DocumentError):
        call.answer()
    call.hang_up()
    with pytest.raises(CallError, match="the call is over"):
        call.press("1")
    other = call.another()
    with pytest.raises(DocumentError):
        other.answer()
    assert other.heard == ["Hello."]


def test_rules_may_be_ignored_with_strict() -> None:
    app = flow(Redirect("/next"), next=[Speak("Hello.")])
    call = Call(app, ANSWER, strict=True, ignore=["relative-url"])
    call.answer()
    assert call.heard == ["Hello."]


@pytest.mark.parametrize("element", [Redirect("/answer"), Wait(length=1)])
def test_a_flow_that_goes_round_by_itself_is_an_error(element: Redirect | Wait) -> None:
    app = flow(element, Redirect("/answer"))
    call = Call(app, ANSWER, limit=50)
    with pytest.raises(RunawayCallError, match="asked for more than 50 documents") as caught:
        call.answer()
    assert "goes round between https://ivr.example.com/answer" in str(caught.value)
    assert not call.is_over


def test_a_flow_that_waits_for_somebody_may_go_round_for_ever() -> None:
    menu = GetDigits([Speak("Well?")], action="/answer", num_digits=1)
    call = Call(flow(menu), ANSWER, limit=3)
    call.answer()
    for _ in range(10):
        call.press("1")
    assert len(call.documents) == 11


def test_an_end_that_nobody_hears_of_changes_nothing() -> None:
    pages: dict[str, Handler] = {
        "/answer": lambda request: crash(request) if request.event == "Hangup" else "<Response/>"
    }
    call = Call(pages, ANSWER)
    call.answer()
    assert call.hangup_cause.code == 4010
    assert "it makes no difference" in call.transcript()


def test_errors_can_be_pickled_and_failures_are_values() -> None:
    for error in (CallError("no"), CallError("no", "00:00"), RunawayCallError("no", "x")):
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy)) == (type(error), str(error))
    failure = Failure(code=7011, url=ANSWER, reason="answered 500")
    assert failure == Failure(code=7011, url=ANSWER, reason="answered 500")
    assert str(failure) == f"7011: {ANSWER} answered 500"
