"""What the API plays, records and sends.

https://plivo.com/docs/voice/api/recordings
"""

from __future__ import annotations

from typing import Any

import pytest

from plivoml import Response
from plivoml.callbacks import MessageStatus, RecordingApiCallback
from plivoml.signatures import is_valid_v2
from plivoml.testing import Account, ApiMessage, Call

from .api import ANSWER, ask, refused, sdk, told
from .flows import proves
from .test_account import bridged, dialling, menu


RECORDED = "https://ivr.example.com/recorded"
STATUS = "https://sms.example.com/status"


def talking(account: Account) -> Call:
    """Return a call that waits for a key."""
    call = account.call(ANSWER)
    call.answer()
    return call


@proves("The REST API", "A recording that the API starts")
def test_a_recording_is_told_of_once_it_is_stored() -> None:
    with Account(menu(recorded=[])) as account:
        call = talking(account)
        client = sdk(account)
        answer = client.calls.start_recording(call.uuid, callback_url=RECORDED)
        assert answer.message == "async api spawned"
        assert not hasattr(answer, "recording_id")
        call.wait(2)
        client.calls.record_stop(call.uuid)
        call.wait(1)
        (told_of,) = call.sent(RecordingApiCallback)
        assert (told_of.api_id, told_of.call_uuid) == (answer.api_id, call.uuid)
        assert (told_of.recording_duration, str(told_of.recording_duration_ms)) == (2, "2000")
        assert "the API records the call" in call.transcript()
        assert "the recording of the API is over: 2 s" in call.transcript()
        stored = client.recordings.get(told_of.recording_id)
        assert stored.recording_url == told_of.record_url
        assert stored.recording_duration_ms == "2000.00000"


@proves("The REST API", "A request to record is answered with the id")
def test_the_id_of_a_recording_is_in_the_answer_where_nobody_is_called_back() -> None:
    for tells, body in ((False, {}), (True, {"callback_url": RECORDED})):
        with Account(menu(recorded=[]), tells_recording_ids=tells) as account:
            call = talking(account)
            answer = told(account, "POST", f"Call/{call.uuid}/Record/", body)
            assert answer["message"] == "call recording started"
            assert answer["url"] == (
                "https://media.plivo.com/v1/Account/MA00EXAMPLE00INVENT0/Recording/"
                f"{answer['recording_id']}.mp3"
            )


def test_recordings_end_with_their_time_or_the_call() -> None:
    with Account(menu(recorded=[])) as account:
        call = talking(account)
        path = f"Call/{call.uuid}/Record/"
        first = told(account, "POST", path, {"time_limit": 1})["recording_id"]
        second = told(account, "POST", path, {"file_format": "wav"})
        third = told(account, "POST", path)
        call.wait(2)
        told(account, "DELETE", path, {"URL": third["url"]})
        call.wait(1)
        call.hang_up()
        listed = told(account, "GET", f"Recording/?call_uuid={call.uuid}")["objects"]
        lengths = {one["recording_id"]: one["recording_duration_ms"] for one in listed}
        assert lengths == {
            first: "1000.00000",
            second["recording_id"]: "3000.00000",
            third["recording_id"]: "2000.00000",
        }
        assert told(account, "GET", "Recording/?conference_name=x")["objects"] == []
        told(account, "DELETE", f"Recording/{first}/")
        assert refused(account, "GET", f"Recording/{first}/") == (404, "recording not found")
        assert told(account, "GET", "Recording/")["meta"]["total_count"] == 2
        assert refused(account, "POST", path) == (404, "call not found")


def test_a_b_leg_is_recorded_by_its_own_uuid() -> None:
    with Account(dialling(recorded=[])) as account:
        call = bridged(account)
        uuid = call.requests[-1].dial_b_leg_uuid
        told(account, "POST", f"Call/{uuid}/Record/", {"callback_url": RECORDED})
        call.wait(1)
        told(account, "DELETE", f"Call/{uuid}/Record/")
        call.wait(1)
        assert call.sent(RecordingApiCallback)[0].call_uuid == uuid


def test_a_transcription_is_not_simulated() -> None:
    with Account(menu()) as account:
        call = talking(account)
        body = {"transcription_type": "auto"}
        assert refused(account, "POST", f"Call/{call.uuid}/Record/", body) == (
            501,
            "plivoml.testing does not simulate transcription_type here",
        )
        assert account.requests[-1].status == 501


@proves("The REST API", "Play, Speak and DTMF are heard")
def test_what_is_played_and_said_is_heard_by_those_who_are_meant() -> None:
    sound = "https://media.example.com/beep.mp3"
    with Account(dialling()) as account:
        call = bridged(account)
        client = sdk(account)
        client.calls.play(call.uuid, [sound])
        client.calls.speak(call.uuid, "One minute left.", legs="both", loop=True)
        client.calls.speak(call.uuid, "Only you.", legs="bleg")
        assert call.heard == [sound, "One minute left."]
        client.calls.send_digits(call.uuid, "12", leg="bleg")
        client.calls.send_digits(call.uuid, "3")
        client.calls.play_stop(call.uuid)
        client.calls.speak_stop(call.uuid)
        lines = [line[17:] for line in call.transcript().splitlines()]
        assert lines[-11:] == [
            "the API plays",
            f'hears "{sound}"',
            "the API speaks again and again",
            'hears "One minute left."',
            'hears "One minute left."',
            "the API speaks",
            'hears "Only you."',
            "the API presses 12 to +15550100303",
            "the API presses 3 to the caller",
            "the API stops playing",
            "the API stops speaking",
        ]


def test_what_cannot_be_played_is_refused() -> None:
    with Account(menu()) as account:
        call = talking(account)
        path = f"Call/{call.uuid}/"
        for what, body, error in (
            ("Play/", {"urls": "beep.mp3"}, (400, "urls: Must be a valid url; got 'beep.mp3'")),
            ("Play/", {}, (400, "urls parameter is missing")),
            ("Speak/", {"text": "Hello.", "legs": "both"}, (404, "bleg not found")),
            ("DTMF/", {"digits": "1", "leg": "both"}, None),
        ):
            answer = refused(account, "POST", path + what, body)
            assert answer == error or (error is None and answer[0] == 400)


def test_words_for_a_b_leg_that_has_gone_are_heard_by_nobody() -> None:
    with Account(dialling()) as account:
        call = bridged(account)
        b_leg, path = call.requests[-1].dial_b_leg_uuid, f"Call/{call.uuid}/Speak/"
        told(account, "POST", path, {"text": "Bye.", "legs": "bleg"})
        app_said = len(call.heard)
        told(account, "POST", path, {"text": "Bye.", "legs": "bleg"})
        told(account, "DELETE", f"Call/{b_leg}/")
        assert call.heard[app_said:] == ["Done."]


# Messages.


@proves("The REST API", "A message is queued, sent and delivered")
def test_a_message_is_sent_and_its_delivery_reported() -> None:
    headers: list[Any] = []

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        headers.append(environ)
        start_response("200 OK", [])
        return []

    with Account(app, auth_token="token") as account:
        client = sdk(account)
        answer = client.messages.create(
            src="+15550100100", dst="+15550100200<+15550100300", text="Hi.", url=STATUS
        )
        first, second = account.messages
        assert answer.message_uuid == [first.uuid, second.uuid]
        assert first == ApiMessage(
            uuid=first.uuid, src="+15550100100", dst="+15550100200", text="Hi.", type="sms"
        )
        states = [(report.to, report.status) for report in account.reports]
        assert states == [
            (number, state)
            for state in ("queued", "sent", "delivered")
            for number in ("15550100200", "15550100300")
        ]
        assert is_valid_v2(STATUS, headers[0], "token")
        assert client.messages.get(first.uuid).message_state == "delivered"
        assert 'the API sends a message to +15550100200: "Hi."' in account.transcript()
        assert refused(account, "GET", "Message/x/") == (404, "message not found")


def test_a_message_that_is_not_delivered_is_reported_as_such() -> None:
    with Account({"/status": lambda _: None}) as account:
        account.delivery = "undelivered"
        body = {"src": "+15550100100", "dst": "+15550100200", "text": "Hi."}
        told(account, "POST", "Message/", {**body, "url": STATUS})
        assert [report.error_code for report in account.reports] == [None, None, "30"]
        assert [reply.status for reply in account.replies] == [200] * 3
        assert account.delivery == "undelivered"
        assert isinstance(account.reports[0], MessageStatus)


def test_messages_are_listed_by_their_state() -> None:
    with Account(menu()) as account:
        call = talking(account)
        body = {"src": "Acme", "dst": "+15550100200", "text": "Hi."}
        told(account, "POST", "Message/", body)
        media = {**body, "type": "mms", "text": None, "media_urls": ["https://a.example.com/b"]}
        told(account, "POST", "Message/", media)
        assert [message.text for message in account.messages] == ["Hi.", ""]
        assert account.messages[1].media_urls == ("https://a.example.com/b",)
        queued = told(account, "GET", "Message/?message_state=queued&message_type=mms")
        assert [one["from_number"] for one in queued["objects"]] == ["Acme"]
        call.wait(1)
        assert told(account, "GET", "Message/?message_state=queued")["objects"] == []
        call.wait(1)
        assert len(told(account, "GET", "Message/?message_state=delivered")["objects"]) == 2


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"text": None}, 400, "text parameter is missing"),
        ({"text": "x" * 1601}, 400, "text: expected at most 1600 characters; got 1601"),
        ({"dst": "15550100100"}, 400, "src and dst cannot be identical"),
        ({"powerpack_uuid": "x"}, 501, "plivoml.testing does not simulate powerpack_uuid here"),
    ],
)
def test_a_message_that_cannot_be_is_refused(
    change: dict[str, Any], status: int, error: str
) -> None:
    body = {"src": "+15550100100", "dst": "+15550100200", "text": "Hi.", **change}
    with Account(menu()) as account:
        assert refused(account, "POST", "Message/", body) == (status, error)
        assert account.messages == []
        assert account.requests[-1].error == error


def test_somebody_writes_on_the_same_clock() -> None:
    with Account({**menu(), "/sms": lambda _: Response()}) as account:
        call = talking(account)
        call.wait(1)
        talk = account.conversation("https://ivr.example.com/sms")
        talk.text("Hello.")
        assert talk.seconds == account.seconds == call.seconds
        assert ask(account, "GET", "Message/")[1]["objects"] == []
