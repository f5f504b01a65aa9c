"""Failures: https://plivo.com/docs/voice/troubleshooting/hangup-causes"""

from __future__ import annotations

import gc
import pickle

from typing import Any

import pytest

from plivoml import (
    Dial,
    Element,
    GetDigits,
    Hangup,
    Number,
    Redirect,
    Response,
    Speak,
    Stream,
    Wait,
)
from plivoml.testing import (
    Call,
    CallError,
    DocumentError,
    FailedCallError,
    Failure,
    RunawayCallError,
)

from .apps import Handler
from .flows import ANSWER, Page, call_to, flow, proves


BAD = '<?xml version="1.0"?>\n<Response>\n  <Say>Hello</Say>\n</Response>'
INVALID = "<Response>\n<Speak>a</Speak>\n{}\n</Response>"


def pressed(page: Page, **settings: Any) -> Call:
    menu = GetDigits([Speak("Well?")], action="https://ivr.example.com/x", num_digits=1)
    call = Call(flow(menu, Speak("Nothing."), x=page), ANSWER, **settings)
    call.answer()
    call.press("1")
    return call


async def silent(connection: Any) -> None:
    async for _ in connection:
        pass


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
    assert call.failure is not None
    assert call.failure.code == call.hangup_cause.code == code


@pytest.mark.parametrize(("page", "code"), [("OK", 8014), (crash, 7014), (BAD, 8014)])
def test_a_redirect_may_lead_to_nothing(page: Page, code: int) -> None:
    call = call_to(Redirect("/next"), next=page)
    assert call.failure is not None
    assert call.failure.code == call.hangup_cause.code == code


def test_an_action_without_a_usable_scheme_is_7022() -> None:
    call = call_to(Dial([Number("+15550100303")], action="mailto:a@example.com"))
    call.dial_ends("busy")
    assert call.failure is not None
    assert call.failure.code == call.hangup_cause.code == 7022


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


def test_what_fails_where_a_document_has_run_out_is_told_without_a_line() -> None:
    stream = Stream("wss://agent.example.com", status_callback_url="/gone")
    menu = GetDigits(action="/x", num_digits=1)
    with Call(flow(stream, menu, x=[]), ANSWER, sockets={stream.url: silent}) as call:
        call.answer()
        call.press("1")
        assert call.hangup_cause.code == 4010
        told = [str(reply.url) for reply in call.replies if reply.status == 404]
        assert told == ["https://ivr.example.com/gone"] * 2
        assert call.failure is None


@proves("Documents", "An empty body is an invalid document")
def test_what_is_no_xml_is_shown() -> None:
    assert str(pressed("OK").failure).splitlines()[0] == (
        "8012: document 1, line 1, <GetDigits>: https://ivr.example.com/x "
        "answered with an invalid document: b'OK'"
    )
    assert "an invalid document: b''" in str(pressed("").failure)


@proves("Documents", "A language that the voice does not speak")
def test_of_a_document_whose_voice_does_not_speak_its_language_nothing_is_heard() -> None:
    call = call_to(Speak("Hello"), Speak("Namaste", language="hi-IN", voice="WOMAN"))
    assert call.hangup_cause.code == 8011
    assert call.heard == []
    assert "expected a language that WOMAN speaks; got 'hi-IN'" in str(call.failure)
    after_a_key = pressed([Speak("Namaste", language="mr-IN", voice="Polly.Aditi")])
    assert after_a_key.hangup_cause.code == 8012
    assert "no voice of Plivo's speaks mr-IN" in str(after_a_key.failure)
    assert call_to(Speak("Namaste", language="hi-IN", voice="Polly.Aditi")).heard == ["Namaste"]


def test_a_hangup_alone_is_doubtful_as_an_answer_and_right_once_the_call_is_answered() -> None:
    call = Call({"/answer": lambda _: "<Response><Hangup/></Response>"}, ANSWER, strict="warnings")
    with pytest.raises(DocumentError, match=r"error\[hangup-only\]"), call:
        call.answer()
    menu = GetDigits(action="https://ivr.example.com/x", num_digits=1, redirect=True)
    with Call(flow(menu, Speak("Bye."), x=[Hangup()]), ANSWER, strict="warnings") as call:
        call.answer()
        call.press("1")
        assert call.hangup_cause.code == 4000


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
    call = Call(app, ANSWER, strict="warnings")
    call.answer()
    with pytest.raises(FailedCallError, match="answered as text/html"):
        leave(call)


def leave(call: Call) -> None:
    """End the test of a call."""
    with call:
        pass


def crashing(*elements: Element) -> Call:
    """Call an app that crashes when it is told of the end."""
    pages = {**flow(*elements), "/end": crash}
    call = Call(pages, ANSWER, hangup_url="https://ivr.example.com/end")
    call.answer()
    return call


def test_a_call_that_fails_fails_its_test() -> None:
    with pytest.raises(DocumentError, match=r"^8012: document 1, line 1, <GetDigits>") as caught:
        leave(pressed("OK"))
    assert "POST https://ivr.example.com/x" in caught.value.transcript
    with pytest.raises(FailedCallError, match=r"^7012: .* answered 500 \(RuntimeError:") as crashed:
        leave(pressed(crash))
    assert type(crashed.value) is FailedCallError
    leave(pressed("OK", strict=False))
    leave(pressed([Speak("Hello.")]))


def test_a_callback_that_crashes_fails_the_test() -> None:
    call = crashing(Speak("Hello."))
    assert call.failure is None
    with pytest.raises(FailedCallError) as caught:
        leave(call)
    assert caught.value.message == (
        "https://ivr.example.com/end answered 500 "
        f"(RuntimeError:  ({__file__}:{crash.__code__.co_firstlineno + 1}: raise RuntimeError))"
    )
    leave(call)


def test_who_looks_at_what_failed_goes_on() -> None:
    call = pressed("OK")
    assert call.failure is not None
    leave(call)
    call = crashing(Speak("Hello."))
    answer, end = call.replies
    assert (answer.status, answer.problem, answer.exception) == (200, None, None)
    assert answer.body == Response([Speak("Hello.")]).to_bytes()
    assert (end.url, end.status, end.body) == ("https://ivr.example.com/end", 500, b"")
    assert isinstance(end.exception, RuntimeError)
    leave(call)


def test_what_fails_after_a_look_is_not_seen() -> None:
    call = crashing(GetDigits(action="/x"))
    assert [reply.status for reply in call.replies] == [200]
    call.hang_up()
    with pytest.raises(FailedCallError, match="/end answered 500"):
        leave(call)


def test_a_test_that_fails_already_shows_its_own_error() -> None:
    call = pressed("OK")
    with pytest.raises(ZeroDivisionError), call:
        _ = 1 / 0
    leave(call)


def test_all_calls_of_an_account_are_looked_at() -> None:
    pages = flow(Redirect("https://ivr.example.com/x"), x="OK", sms="OK")
    call = Call(pages, ANSWER)
    call.another().answer()
    call.conversation("https://ivr.example.com/sms").text("Hi.")
    with pytest.raises(DocumentError, match=r"^8014: ") as caught:
        leave(call)
    (note,) = caught.value.__notes__
    assert "https://ivr.example.com/sms answered with an invalid document" in note


def test_a_failure_outside_of_a_block_is_a_warning() -> None:
    with pytest.warns(ResourceWarning, match="> failed outside of a with block: 8012: document 1"):
        forget()


def forget() -> None:
    """Lose a call that failed."""
    pressed("OK")
    gc.collect()


def test_what_check_warns_of_fails_where_that_is_wanted() -> None:
    doubtful = "<Response>\n<Redirect>/answer</Redirect>\n</Response>"
    call = pressed(doubtful, strict="warnings")
    assert call.heard == ["Well?", "Well?"]
    call.hang_up()
    assert call.failure is None
    with pytest.raises(DocumentError, match=r"x:2:\d+: warning\[relative-url\]") as caught:
        leave(call)
    assert caught.value.message.startswith(
        "document 1, line 1, <GetDigits>: https://ivr.example.com/x answered with a doubtful"
    )
    call = pressed(doubtful)
    call.hang_up()
    leave(call)


def test_rules_may_be_ignored() -> None:
    app = flow(Redirect("/next"), next=[Speak("Hello.")])
    with Call(app, ANSWER, strict="warnings", ignore=["relative-url"]) as call:
        call.answer()
        assert call.heard == ["Hello."]


def test_a_server_on_this_computer_may_lead_to_itself() -> None:
    app = flow(Redirect("http://127.0.0.1:8000/next"), next=[Speak("Hello.")])
    with Call(app, "http://127.0.0.1:8000/answer", strict="warnings") as call:
        call.answer()
        assert call.heard == ["Hello."]


def test_another_level_is_refused() -> None:
    strict: Any = True
    with pytest.raises(
        ValueError, match=r"^strict: expected 'errors' or 'warnings' or False; got True$"
    ):
        Call({}, ANSWER, strict=strict)


def test_other_calls_go_on_after_an_error() -> None:
    call = pressed("OK", strict=False)
    call.hang_up()
    with pytest.raises(CallError, match="the call is over"):
        call.press("1")
    other = call.another()
    other.answer()
    assert other.heard == ["Well?"]


@pytest.mark.parametrize("element", [Redirect("/answer"), Wait(length=1)])
def test_a_flow_that_goes_round_by_itself_is_an_error(element: Redirect | Wait) -> None:
    app = flow(element, Redirect("/answer"))
    call = Call(app, ANSWER, limit=50)
    with pytest.raises(RunawayCallError, match="asked for more than 50 documents") as caught:
        call.answer()
    assert "goes round between https://ivr.example.com/answer" in str(caught.value)
    assert not call.is_over


def test_a_stream_that_is_left_by_such_a_flow_holds_up_nobody() -> None:
    stream = Stream("wss://agent.example.com")
    app = flow(stream, Redirect(ANSWER))
    with Call(app, ANSWER, limit=5, sockets={stream.url: silent}, strict=False) as call:
        with pytest.raises(RunawayCallError):
            call.answer()
        call.press("1")
        assert call.stream.is_open


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
    assert [reply.status for reply in call.replies] == [200, 500]


def test_errors_can_be_pickled_and_failures_are_values() -> None:
    for error in (CallError("no"), CallError("no", "00:00"), RunawayCallError("no", "x")):
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy)) == (type(error), str(error))
    failure = Failure(code=7011, url=ANSWER, reason="answered 500")
    assert failure == Failure(code=7011, url=ANSWER, reason="answered 500")
    assert str(failure) == f"7011: {ANSWER} answered 500"
