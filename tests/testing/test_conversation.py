"""Text messages that come in, and what an app answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from plivoml import CONTENT_TYPE, GetDigits, Message, Response, Speak
from plivoml.callbacks import CallStatus, InboundMessage, MessageIntent, MessageState, MessageStatus
from plivoml.signatures import is_valid_v2
from plivoml.testing import Call, Conversation, FailedCallError

from .flows import proves


if TYPE_CHECKING:
    from plivoml.testing import App

URL = "https://sms.example.com/message"
TOKEN = "secret"


def reply_to(received: InboundMessage) -> Response | None:
    if received.message_intent or not (received.from_ and received.to):
        return None
    words = received.text or received.body or ""
    return Response([Message(words, src=received.to, dst=received.from_, callback_url="/status")])


def answered(reply: object, **settings: Any) -> Conversation:
    """Text an app that answers so."""
    talk = Conversation({"/message": lambda _: reply}, URL, **settings)
    talk.text("Hi.")
    return talk


@proves("Message, Stream", "A message that comes in is told to the message URL")
def test_a_message_is_answered_and_the_answer_delivered() -> None:
    app: App = {"/message": reply_to, "/status": lambda _: None}
    talk = Conversation(app, URL)
    talk.text("Are you open?")
    (received,) = talk.sent(InboundMessage)
    assert received == InboundMessage.from_form(
        f"From=15550100101&MessageUUID={received.message_uuid}&Text=Are+you+open%3F&To=15550100202"
        "&TotalAmount=0.00000&TotalRate=0.00000&Type=sms&Units=1"
    )
    assert talk.requests[0] is received
    reply = Message("Are you open?", src="15550100202", dst="15550100101", callback_url="/status")
    assert talk.messages == [reply]
    assert talk.documents == [Response([reply])]
    assert [report.status for report in talk.sent(MessageStatus)] == ["queued", "sent", "delivered"]
    assert (talk.failure, talk.seconds) == (None, 2)
    assert repr(talk) == "<Conversation +15550100101 to +15550100202: 4 requests>"
    report = "plivo   POST https://sms.example.com/status  MessageStatus"
    lines = [line for line in talk.transcript().splitlines() if "is relative" not in line]
    assert lines == [
        '00:00.0  sender  texts "Are you open?"',
        f"00:00.0  plivo   POST {URL}  InboundMessage",
        "00:00.0  plivo   document 1: Message",
        '00:00.0  plivo   sends a message to 15550100101: "Are you open?"',
        f"00:00.0  {report} (queued)",
        f"00:01.0  {report} (sent)",
        f"00:02.0  {report} (delivered)",
    ]


def test_an_answer_may_not_get_through() -> None:
    talk = Conversation({"/message": reply_to, "/status": lambda _: None}, URL)
    talk.delivery = MessageState.FAILED
    talk.text("Hi.")
    assert talk.sent(MessageStatus)[-1].status == MessageState.FAILED


def test_keywords_media_and_a_message_that_comes_twice() -> None:
    talk = Conversation({"/message": reply_to, "/status": lambda _: None}, URL)
    talk.text("STOP", intent="optout")
    assert talk.sent(InboundMessage)[0].message_intent == MessageIntent.OPT_OUT
    assert (talk.messages, talk.documents, talk.failure) == ([], [], None)
    photo = InboundMessage(
        message_uuid="m-1",
        from_="15550100101",
        to="15550100202",
        body="Look.",
        media=("https://media.example.com/1",),
    )
    talk.send(photo)
    talk.send(photo)
    assert [message.text for message in talk.messages] == ["Look.", "Look."]


def test_a_caller_writes_in_the_middle_of_a_call() -> None:
    app: App = {
        "/answer": lambda _: Response([GetDigits([Speak("Press 1.")], action="/menu", timeout=30)]),
        "/message": reply_to,
        "/status": lambda _: None,
    }
    call = Call(app, "https://sms.example.com/answer", from_="+15550100303")
    call.answer()
    talk = call.conversation(URL)
    talk.text("Hi.")
    assert talk.seconds == call.seconds == 0.8
    assert talk.messages[0].dst == ("15550100303",)
    assert talk.sent(MessageStatus) == []
    call.wait(5)
    assert [report.status for report in talk.sent(MessageStatus)] == ["queued", "sent", "delivered"]
    assert call.state == CallStatus.IN_PROGRESS
    other = call.conversation(URL, from_="+15550100404", to="+15550100505")
    assert repr(other) == "<Conversation +15550100404 to +15550100505: 0 requests>"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_messages_are_signed_with_v2(method: str) -> None:
    asked: list[dict[str, Any]] = []

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        asked.append(environ)
        query = environ["QUERY_STRING"]
        right = is_valid_v2(f"{URL}?{query}" if query else URL, environ, TOKEN)
        start_response("200 OK" if right else "403 Forbidden", [("Content-Type", CONTENT_TYPE)])
        return []

    with Conversation(app, URL, auth_token=TOKEN, method=method) as talk:
        talk.text("Hi.")
        assert talk.failure is None
        assert "HTTP_X_PLIVO_SIGNATURE_V3" not in asked[0]
        for wrong in ("another", None):
            talk.signs_with = wrong
            talk.text("Hi.")
            assert "answered 403" in str(talk.failure)
        talk.signs_with = TOKEN
        talk.text("Hi.")
        assert talk.failure is None


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("Message received", "answered with an invalid document: b'Message received'"),
        ("<Response><Massage/></Response>", "answered with an invalid document"),
        (7, "answered 500 (TypeError: expected a Response, its text, or None of the handler;"),
    ],
)
def test_a_reply_that_is_of_no_use_is_reported(reply: object, reason: str) -> None:
    talk = answered(reply)
    assert talk.failure is not None
    assert str(talk.failure).startswith(f"{URL} {reason}")
    assert (talk.failure.code, talk.messages) == (None, [])
    assert str(talk.failure).splitlines()[0] in talk.transcript()
    with pytest.raises(FailedCallError, match=f"^{URL} answered"), answered(reply):
        pass


def test_the_line_of_a_mistake_is_told() -> None:
    reply = '<Response>\n  <Message src="1" dst="2" callbackMethod="PUT">Hi.</Message>\n</Response>'
    failure = answered(reply).failure
    assert failure is not None
    assert failure.code is None
    assert f"{URL}:2:" in str(failure)


@proves("Message, Stream", "Of a reply that has anything but Message, nothing is sent")
def test_only_messages_may_answer_a_message() -> None:
    message = Message("Hi.", src="15550100202", dst="15550100101")
    reply = Response([message, Speak("Hi.")])
    talk = answered(reply)
    assert str(talk.failure) == (
        f"document 1, line 1, <Speak>: {URL} answered a message with <Speak>; "
        "only Message may stand there"
    )
    assert (talk.messages, talk.documents) == ([], [reply])
    with pytest.raises(FailedCallError, match="only Message may stand there"), answered(reply):
        pass


def test_the_next_message_finds_nothing_wrong() -> None:
    replies = ["no document", Response([Message("Hi.", src="1", dst="2")])]
    talk = Conversation({"/message": lambda _: replies.pop(0)}, URL)
    failures: list[bool] = []
    for words in ("One.", "Two."):
        talk.text(words)
        failures.append(talk.failure is not None)
    assert (failures, len(talk.messages)) == ([True, False], 1)


def test_a_doubtful_answer_fails_where_that_is_wanted() -> None:
    reply = Response([Message("Hi.", src="15550100202", dst="15550100101", callback_url="/status")])
    with answered(reply, strict=False):
        pass
    strict: dict[str, Any] = {"strict": "warnings"}
    with pytest.raises(FailedCallError, match="doubtful"), answered(reply, **strict):
        pass
    with (
        pytest.raises(FailedCallError) as caught,
        answered(reply, ignore=["relative-url"], **strict),
    ):
        pass
    assert "/status answered 404" in caught.value.message
    assert "doubtful" not in caught.value.message


def test_the_url_is_absolute() -> None:
    with pytest.raises(ValueError, match="expected an absolute http or https URL; got '/message'"):
        Conversation({}, "/message")
