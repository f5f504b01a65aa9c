"""The double of the REST API: who may ask, what for, and what becomes of the calls it makes.

https://plivo.com/docs/voice/api/calls
"""

from __future__ import annotations

import threading

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from plivoml import Dial, GetDigits, Message, Number, Response, Speak, Wait
from plivoml.callbacks import (
    AnswerRequest,
    CallStatus,
    DialAction,
    HangupRequest,
    MachineDetection,
    MessageStatus,
    RingRequest,
    TransferRequest,
)
from plivoml.testing import Account, ApiRequest, CallError, FailedCallError
from tests.support import simulator

from .api import ANSWER, CALL, ask, place, refused, sdk, told
from .flows import flow, proves


MENU = GetDigits([Speak("Press 1.")], action="/menu")
HANGUP = "https://ivr.example.com/hangup"
RING = "https://ivr.example.com/ring"


def nothing(_: object) -> None:
    """Answer nothing."""


def menu(**pages: Any) -> dict[str, Any]:
    """Return an app that waits for a key, and takes note of rings and hangups."""
    return flow(MENU, ring=[], hangup=[], menu=[Speak("Bye.")], **pages)


@proves("The REST API", "Make Call rings; its request_uuid")
def test_a_call_that_the_api_makes_rings_until_it_is_answered() -> None:
    with Account(menu(), auth_id="MA00EXAMPLE00INVENT9") as account:
        uuid = place(account, ring_url=RING, hangup_url=HANGUP, sip_headers="Tenant=7")
        (call,) = account.calls
        assert (call.uuid, call.state, call.is_over) == (uuid, "ringing", False)
        (ring,) = call.sent(RingRequest)
        assert (ring.call_uuid, ring.request_uuid, ring.to) == (uuid, uuid, "15550100200")
        call.answer()
        assert call.heard == ["Press 1."]
        (answer,) = call.sent(AnswerRequest)
        assert (answer.parent_auth_id, dict(answer.sip_headers)) == (
            "MA00EXAMPLE00INVENT9",
            {"Tenant": "7"},
        )
        assert (answer.request_uuid, answer.a_leg_request_uuid) == (uuid, uuid)
        with pytest.raises(CallError, match="the call has begun already"):
            call.answer()
        call.hang_up()
        assert call.sent(HangupRequest)[0].hangup_cause_code == 4000


def test_many_destinations_are_many_calls() -> None:
    with Account(menu()) as account:
        body = {**CALL, "to": "+15550100200< +15550100300"}
        answer = told(account, "POST", "Call/", body)
        first, second = account.calls
        assert (answer["message"], answer["request_uuid"]) == (
            "calls fired",
            [first.uuid, second.uuid],
        )
        first.refuse("busy")
        second.answer()
        assert (first.state, second.state) == ("busy", "in-progress")
        assert first.sent(HangupRequest)[0].hangup_cause == "USER_BUSY"


@proves("The REST API", "A phone that rings for")
def test_a_phone_rings_for_so_long() -> None:
    with Account(menu(long=[Speak("Please wait."), Wait(length=60)])) as account:
        place(account, ring_timeout=20)
        place(account, hangup_on_ring=10)
        first, second = account.calls
        place(account, hangup_on_ring=15, answer_url="https://ivr.example.com/long")
        place(account, hangup_on_ring=15)
        third, fourth = account.calls[2:]
        third.answer(listen=0)
        fourth.refuse("busy", listen=0)
        first.wait(19, listen=0)
        assert (first.state, second.hangup_cause.code) == ("ringing", 6000)
        assert (third.hangup_cause.code, fourth.hangup_cause.code) == (6000, 3010)
        first.wait(2)
        assert (first.hangup_cause.code, first.state) == (6010, "no-answer")
        with pytest.raises(CallError, match="does not ring: 6010 Ring Timeout Reached"):
            first.answer()


def test_a_phone_that_rings_can_only_be_answered_or_refused() -> None:
    with Account(menu()) as account:
        place(account)
        (call,) = account.calls
        verbs: list[Callable[[], None]] = [
            call.hang_up,
            lambda: call.transfer(ANSWER),
            lambda: call.press("1"),
        ]
        for verb in verbs:
            with pytest.raises(CallError, match="the phone rings: answer or refuse the call"):
                verb()
        assert call.element is None
        call.answer()
        call.transfer(ANSWER)
        assert call.heard == ["Press 1.", "Press 1."]


@proves("The REST API", "A call is ended with 4000")
def test_the_api_takes_back_a_call_that_rings_and_ends_one_that_goes_on() -> None:
    with Account(menu()) as account:
        uuids = [place(account) for _ in range(3)]
        account.calls[2].answer()
        for path in (f"Call/{uuids[0]}/", f"Request/{uuids[1]}/", f"Call/{uuids[2]}/"):
            assert ask(account, "DELETE", path) == (204, {})
            assert refused(account, "DELETE", path)[0] == 404
        causes = [(call.hangup_cause.code, call.hangup_source) for call in account.calls]
        assert causes == [(1000, "API Request"), (1000, "API Request"), (4000, "API Request")]
        assert [call.state for call in account.calls] == ["cancel", "cancel", "completed"]
        assert "the API hangs up" in account.calls[2].transcript()
        assert told(account, "GET", "Call/?status=live")["calls"] == []


def test_a_call_that_is_answered_is_no_request_any_more() -> None:
    with Account(menu()) as account:
        uuid = place(account)
        account.calls[0].answer()
        assert refused(account, "DELETE", f"Request/{uuid}/") == (404, "request not found")


def test_a_call_that_is_taken_back_at_once_never_rings() -> None:
    with Account(menu()) as account:
        uuid = place(account, ring_url=RING)
        told(account, "DELETE", f"Call/{uuid}/")
        (call,) = account.calls
        assert [type(request) for request in call.requests] == [RingRequest, HangupRequest]


@proves("The REST API", "All calls of an account can be ended at once")
def test_all_calls_are_ended_at_once() -> None:
    with Account(menu()) as account:
        place(account)
        inbound = account.call(ANSWER)
        inbound.answer()
        over = account.call(ANSWER)
        over.answer()
        over.hang_up()
        told(account, "DELETE", "Call/")
        assert [call.hangup_cause.code for call in account.calls] == [1000, 0, 4000]


# Who may ask, and what for.


@proves("The REST API", "Requests without the right Auth ID and Auth Token")
def test_who_has_no_right_to_ask_is_sent_away() -> None:
    with Account(menu()) as account:
        pairs = [None, ("MA00EXAMPLE00INVENT0", "wrong"), ("MA00EXAMPLE00INVENT1", "secret")]
        for auth in pairs:
            reply = httpx.post(
                f"{account.url}/v1/Account/{account.auth_id}/Call/", json=CALL, auth=auth
            )
            assert (reply.status_code, reply.headers["content-type"]) == (401, "text/plain")
            assert reply.text == "Could not verify your access level for that URL."
        other = f"{account.url}/v1/Account/MA00EXAMPLE00INVENT1/Call/"
        right = (account.auth_id, account.auth_token)
        assert httpx.get(other, auth=right).status_code == 401
        garbled = {"Authorization": "Basic ~"}
        mine = f"{account.url}/v1/Account/{account.auth_id}/Call/"
        assert httpx.get(mine, headers=garbled).status_code == 401
        assert account.calls == []
        assert {request.status for request in account.requests} == {401}


def test_a_url_may_have_its_scheme_in_capitals() -> None:
    with Account(menu()) as account:
        place(account, answer_url="HTTPS://IVR.example.com/answer")
        account.calls[0].begin()
        assert account.calls[0].heard


NUMBER = "a number such as +15550100101, a SIP URI or anonymous"


@proves("The REST API", "A field that is missing or wrong is a 400")
@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"answer_url": None}, "answer_url parameter is missing"),
        ({"answer_url": "/answer"}, "answer_url: Must be a valid url; got '/answer'"),
        ({"answer_url": 5}, "answer_url: Must be a valid url; got 5"),
        ({"answer_url": "http://["}, "answer_url: Must be a valid url; got 'http://['"),
        ({"ring_url": "ftp://a/"}, "ring_url: Must be a valid url; got 'ftp://a/'"),
        ({"answer_method": "PUT"}, "answer_method: expected GET or POST; got 'PUT'"),
        ({"ring_url": "https://a b/"}, "ring_url: Must be a valid url; got 'https://a b/'"),
        ({"from": True}, "from: expected text; got True"),
        ({"from": "x"}, f"from: expected {NUMBER}; got 'x'"),
        ({"to": "15550100200<y"}, f"to: expected {NUMBER}; got '15550100200<y'"),
        ({"to": "1<"}, "to: expected text; got '1<'"),
        ({"to": ["1"] * 1001}, None),
        ({"to": []}, "to: expected 1 to 1000 destinations; got []"),
        ({"time_limit": "0"}, "time_limit: expected an integer of 1 or more; got '0'"),
        (
            {"ring_timeout": 10**9},
            "ring_timeout: expected an integer of at most 9 digits; got 1000000000",
        ),
        *(
            ({"time_limit": one}, f"time_limit: expected an integer of 1 or more; got {one!r}")
            for one in (1.9, 2.0, "1_000", "\uff11\uff12", " 12 ", "+5", "1" * 5000, [5], "")
        ),
        ({"time_limit": True}, "time_limit: expected an integer of 1 or more; got True"),
        (
            {"machine_detection_time": 99},
            "machine_detection_time: expected an integer, 2000 to 10000; got 99",
        ),
        ({"machine_detection": "yes"}, None),
        ({"to": "somebody"}, None),
        ({"sip_headers": "Tenant"}, "sip_headers: expected k=v,k2=v2; got 'Tenant'"),
        ({"error_if_parent_not_found": "maybe"}, None),
    ],
)
def test_a_wrong_field_is_told(change: dict[str, Any], error: str | None) -> None:
    with Account(menu()) as account:
        status, said = refused(account, "POST", "Call/", {**CALL, **change})
        assert status == 400
        assert error is None or said == error
        assert account.calls == []


@proves("The REST API", "Bodies are JSON or forms")
def test_json_and_text_and_forms_mean_the_same() -> None:
    fields = {
        **CALL,
        "ring_timeout": "30",
        "machine_detection": True,
        "sip_headers": "Tenant=7",
        "call_uuid": "passes",
    }
    with Account(menu()) as account:
        assert ask(account, "POST", "Call/", fields)[0] == 201
        fields["error_if_parent_not_found"] = "false"
        assert ask(account, "POST", "Call/", data=fields)[0] == 201
        assert ask(account, "POST", "Call/", content=b"{from")[0] == 400
        assert refused(account, "POST", "Call/", ["a list"]) == (
            400,
            "the body is no object of JSON, and no form",
        )
        assert account.sent("calls.create")[1].fields == {
            name: "true" if value is True else value for name, value in fields.items()
        }


@proves("The REST API", "Whatever else is asked is answered 501")
def test_what_is_not_simulated_says_so() -> None:
    with Account(menu()) as account:
        for method, path, said in (
            ("GET", "Number/", "plivoml.testing does not simulate GET Number/"),
            ("PUT", "Call/", "plivoml.testing does not simulate PUT Call/"),
            (
                "PATCH",
                "Call",
                "plivoml.testing does not simulate PATCH Call; paths of the API end with a slash",
            ),
        ):
            assert refused(account, method, path) == (501, said)
        status, said = refused(account, "GET", "Recording/?mpc_name=x")
        assert (status, said) == (501, "plivoml.testing does not simulate mpc_name here")
        status, said = refused(account, "GET", "Call/?end_time__gt=2026-01-01")
        assert (status, said) == (501, "plivoml.testing does not simulate end_time__gt here")
        reply = httpx.get(f"{account.url}/v2/Call/")
        assert (reply.status_code, account.requests[-1].operation) == (501, "")


def test_the_account_can_be_asked_for() -> None:
    with Account(menu(), auth_id="MA00EXAMPLE00INVENT9") as account:
        assert sdk(account).account.get().auth_id == "MA00EXAMPLE00INVENT9"


@proves("The REST API", "With callback_url the answer says")
def test_an_asynchronous_request_is_answered_without_an_id() -> None:
    with Account(menu()) as account:
        body = {**CALL, "callback_url": "https://ivr.example.com/api"}
        answer = told(account, "POST", "Call/", body)
        assert sorted(answer) == ["api_id", "message"]
        assert answer["message"] == "async api spawned"
        assert len(account.calls) == 1


def test_requests_are_kept_with_their_answers() -> None:
    with Account(menu(), seed=1) as account:
        answer = told(account, "POST", "Call/", CALL)
        (request,) = account.requests
        assert request == ApiRequest(
            operation="calls.create",
            method="POST",
            path="Call/",
            fields=CALL,
            status=201,
            answer=answer,
            seconds=0.0,
        )
        assert account.transcript() == "00:00.0  app     POST Call/  calls.create: 201 call fired"
        assert repr(account) == "<Account MA00EXAMPLE00INVENT0: 1 requests>"


def test_an_account_has_a_url_in_its_block_alone() -> None:
    account = Account(menu())
    with pytest.raises(RuntimeError, match="in its with block alone"):
        _ = account.url
    with account:
        port = int(account.url.removeprefix("http://127.0.0.1:"))
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/")
    assert [thread.name for thread in threading.enumerate() if "plivo-api" in thread.name] == []


def test_what_is_not_simulated_fails_unless_the_test_has_looked() -> None:
    def ask_for_numbers(**settings: Any) -> None:
        with Account(menu(), **settings) as account:
            ask(account, "GET", "Number/")

    with pytest.raises(FailedCallError, match=r"GET Number/ is answered 501: plivoml"):
        ask_for_numbers()
    ask_for_numbers(strict=False)


def test_what_cannot_be_answered_at_all_is_told_and_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise LookupError

    def ask_for_nonsense() -> None:
        with Account(menu()) as account:
            told = "plivoml.testing cannot answer that: LookupError()"
            assert refused(account, "GET", "Call/") == (500, told)

    monkeypatch.setattr(simulator.Route, "match", fail)
    with pytest.raises(FailedCallError, match=r"GET /v1/\S+/Call/ is answered 500: plivoml"):
        ask_for_nonsense()


def test_the_api_can_be_told_to_refuse() -> None:
    with Account(menu()) as account:
        account.refuse("calls.create", 403, "calls to this country are barred", times=2)
        error = (403, "calls to this country are barred")
        assert [refused(account, "POST", "Call/", CALL) for _ in range(2)] == [error] * 2
        place(account)
        account.refuse("calls.create", 503)
        sdk(account).calls.create("15550100100", "15550100200", ANSWER)  # it tries again
        assert [request.status for request in account.requests[-2:]] == [503, 201]
        with pytest.raises(ValueError, match=r"expected an operation; got 'calls.make'"):
            account.refuse("calls.make", 403)
        with pytest.raises(ValueError, match="400 to 599; got 200"):
            account.refuse("calls.create", 200)


def test_odd_bodies_are_refused() -> None:
    with Account(menu()) as account:
        fields = b'{"from": "15550100100", "to": "15550100200", "answer_url": "https://a.example/"'
        for body, status in (
            (fields + b', "time_limit": Infinity}', 400),
            (b"[" * 100_000, 400),
            (iter([fields, b"}"]), 201),
        ):
            assert ask(account, "POST", "Call/", content=body)[0] == status


# What there is.


@proves("The REST API", "Live calls are those that ring or go on")
def test_live_calls_and_those_that_are_over() -> None:
    with Account(menu()) as account:
        client = sdk(account)
        uuid = place(account, hangup_url=HANGUP)
        live = client.live_calls.get(uuid)
        assert (live.call_status, live.to, live.direction) == (
            "ringing",
            "15550100200",
            "outbound",
        )
        assert refused(account, "GET", f"Call/{uuid}/") == (404, "call not found")
        call = account.calls[0]
        call.answer()
        call.wait(2)
        assert ask(account, "GET", f"Call/{uuid}/?status=live")[1]["call_status"] == "in-progress"
        assert ask(account, "GET", f"Call/{uuid}?status=live")[0] == 200
        assert ask(account, "GET", f"Call/{uuid}")[0] == 501
        call.hang_up()
        record = client.calls.get(uuid)
        assert (record.hangup_cause_code, record.call_state, record.bill_duration) == (
            4000,
            "ANSWER",
            2,
        )
        assert record.from_number == "+15550100100"
        assert refused(account, "GET", f"Call/{uuid}/?status=live")[0] == 404
        assert account.sent("") != []
        assert told(account, "GET", "Call/?status=queued")["calls"] == []
        assert refused(account, "GET", f"Call/{uuid}/?status=queued")[0] == 404


def test_records_are_listed_in_pages_and_by_number() -> None:
    with Account(menu()) as account:
        for last in (1, 2, 3):
            place(account, to=f"+1555010020{last}")
            account.calls[-1].refuse("busy")
        page = told(account, "GET", "Call/?limit=2&offset=1")
        numbers = [record["to_number"] for record in page["objects"]]
        assert numbers == ["+15550100202", "+15550100203"]
        root = "/v1/Account/MA00EXAMPLE00INVENT0/Call/"
        assert page["meta"] == {
            "limit": 2,
            "next": None,
            "offset": 1,
            "previous": f"{root}?limit=2&offset=0",
            "total_count": 3,
        }
        first = told(account, "GET", "Call/?limit=1")["meta"]["next"]
        assert first == f"{root}?limit=1&offset=1"
        for query, count in (
            ("to_number=15550100202", 1),
            ("from_number=%2B1555", 3),
            ("call_direction=inbound", 0),
            ("hangup_cause_code=3010", 3),
        ):
            assert len(told(account, "GET", f"Call/?{query}")["objects"]) == count
        assert page["objects"][0]["call_state"] == "USER_BUSY"


# Transfers.


@proves("The REST API", "A transfer is asked for once the app has replied")
def test_a_leg_is_moved_to_another_document() -> None:
    with Account(menu(sales=[Speak("Sales.")])) as account:
        uuid = place(account)
        call = account.calls[0]
        call.answer()
        sdk(account).calls.transfer(
            uuid, legs="aleg", aleg_url="https://ivr.example.com/sales", aleg_method="POST"
        )
        assert call.heard == ["Press 1.", "Sales."]
        assert len(call.sent(TransferRequest)) == 1
        assert f"the API transfers the call to {ANSWER[:-7]}/sales" in call.transcript()


def test_a_transfer_needs_its_url_and_somebody_to_move() -> None:
    with Account(menu()) as account:
        uuid = place(account)
        assert refused(account, "POST", f"Call/{uuid}/", {"aleg_url": ANSWER})[0] == 404
        account.calls[0].answer()
        for body, error in (
            ({}, (400, "aleg_url parameter is missing")),
            ({"legs": "both", "aleg_url": ANSWER}, (400, "bleg_url parameter is missing")),
            ({"legs": "bleg", "bleg_url": ANSWER}, (404, "bleg not found")),
        ):
            assert refused(account, "POST", f"Call/{uuid}/", body) == error


def bridged(account: Account) -> Any:
    """Return a call that is connected to somebody."""
    call = account.call(ANSWER)
    call.answer()
    call.dial_answers()
    return call


def dialling(**pages: Any) -> dict[str, Any]:
    dial = Dial([Number("+15550100303")], action="/dialled", callback_url="/events")
    return flow(dial, Speak("Next."), events=[], dialled=[Speak("Done.")], **pages)


@proves("The REST API", "The B leg of a Dial that is transferred")
@pytest.mark.parametrize("legs", ["bleg", "both"])
def test_a_b_leg_gets_a_document_of_its_own(legs: str) -> None:
    text = Message("Hi.", src="15550100100", dst="15550100200", callback_url="/events")
    pages = {
        "other": [Speak("Hold on."), text, MENU],
        "menu": [Speak("Bye.")],
        "mine": [Speak("You too.")],
    }
    with Account(dialling(**pages)) as account:
        call = bridged(account)
        fields = {
            "legs": legs,
            "aleg_url": "https://ivr.example.com/mine",
            "bleg_url": "https://ivr.example.com/other",
        }
        told(account, "POST", f"Call/{call.uuid}/", fields)
        mine, other = account.calls
        assert mine is call
        assert other.heard == ["Hold on.", "Press 1."]
        assert (other.state, other.is_over) == ("in-progress", False)
        assert other.sent(TransferRequest)[0].a_leg_uuid == call.uuid
        assert call.heard == (["Done."] if legs == "bleg" else ["You too."])
        other.press("1")
        assert other.heard[-1] == "Bye."
        assert other.is_over
        assert (len(other.sent(MessageStatus)), other.sent(HangupRequest)) == (3, [])
        assert told(account, "GET", "Call/")["meta"]["total_count"] == 1


def test_a_b_leg_that_has_gone_meanwhile_is_not_moved() -> None:
    with Account(dialling(other=[Speak("Hold on.")])) as account:
        call = bridged(account)
        path, url = f"Call/{call.uuid}/", "https://ivr.example.com/other"
        for legs in ("bleg", "bleg", "both"):
            told(account, "POST", path, {"legs": legs, "aleg_url": url, "bleg_url": url})
        assert len(account.calls) == 2
        assert call.heard == ["Done.", "Hold on."]
        assert call.transcript().count("the API moves nobody: the B leg is gone") == 2


def test_a_b_leg_is_hung_up_by_its_own_uuid() -> None:
    with Account(dialling()) as account:
        call = bridged(account)
        uuid = call.requests[-1].dial_b_leg_uuid
        for _ in range(2):
            told(account, "DELETE", f"Call/{uuid}/")
        assert call.sent(DialAction)[0].dial_status == "completed"
        assert call.heard == ["Done."]


@proves("The REST API", "After 70 transfers")
def test_a_call_that_is_moved_round_and_round_ends() -> None:
    def again(request: Any) -> Response | None:
        if isinstance(request, HangupRequest):
            return None
        told(account, "POST", f"Call/{request.call_uuid}/", {"aleg_url": ANSWER})
        return Response([MENU])

    with Account({"/answer": again}) as account:
        call = account.call(ANSWER)
        call.answer()
        assert call.hangup_cause.code == 2060
        assert len(call.sent(TransferRequest)) == 70


# From inside a handler.


@proves("The REST API", "A request from inside a handler")
def test_a_request_from_inside_a_handler_takes_effect_once_the_reply_is_in() -> None:
    seen: list[Any] = []

    def answer(request: Any) -> Response | None:
        if isinstance(request, HangupRequest):
            seen.append(refused(account, "DELETE", f"Call/{request.call_uuid}/"))
            return None
        seen.append(ask(account, "DELETE", f"Call/{request.call_uuid}/"))
        seen.append(account.calls[0].is_over)
        return Response([Speak("Never heard to the end."), MENU])

    with Account({"/answer": answer}) as account:
        call = account.call(ANSWER)
        call.answer()
        assert seen == [(204, {}), False, (404, "call not found")]
        assert (call.hangup_cause.code, call.seconds) == (4000, 0)


def test_what_comes_too_late_is_told() -> None:
    def answer(request: Any) -> Response | None:
        if isinstance(request, AnswerRequest):
            body = {"text": "Hello."}
            told(account, "POST", f"Call/{request.call_uuid}/Speak/", body)
            return Response()
        return None

    with Account({"/answer": answer}) as account:
        call = account.call(ANSWER)
        call.answer()
        assert call.heard == []
        assert "comes too late: the call is over" in call.transcript()


def test_an_account_that_is_over_leaves_what_was_asked_for_undone_and_can_begin_anew() -> None:
    account = Account(menu())
    with pytest.raises(KeyError), account:  # noqa: PT012 - the block is what raises
        place(account, ring_url=RING)
        raise KeyError
    (call,) = account.calls
    assert (call.requests, call.state) == ([], "ringing")
    with account:
        place(account, ring_url=RING)
        assert len(account.calls[1].sent(RingRequest)) == 1
        call.answer()
        assert [type(request) for request in call.requests] == [RingRequest, AnswerRequest]


def test_failures_of_its_calls_fail() -> None:
    def boom(_: object) -> Response:
        raise FileNotFoundError

    app: Any = {**menu(), "/bill": boom}
    with pytest.raises(FailedCallError, match="FileNotFoundError"), Account(app) as account:  # noqa: PT012
        for _ in range(2):
            place(account, hangup_url="https://ivr.example.com/bill")
            account.calls[-1].refuse("busy")
    with pytest.raises(KeyError), Account(app) as account:  # noqa: PT012
        place(account, hangup_url="https://ivr.example.com/bill")
        account.calls[-1].refuse("busy")
        raise KeyError


# Machines.


@proves("The REST API", "Detection of a machine runs beside the document")
def test_a_machine_is_told_of_or_hung_up() -> None:
    app: Any = {**menu(), "/machine": nothing}
    machine = "https://ivr.example.com/machine"
    with Account(app, machines=["15550100200"]) as account:
        place(account, machine_detection=True, machine_detection_url=machine)
        place(account, machine_detection="hangup", machine_detection_time=2000)
        place(account)
        place(account, machine_detection="true", to="+15550100201")
        for call in account.calls:
            call.answer()
        account.calls[0].wait(6)
        told_, ended, quiet, person = account.calls
        (seen,) = told_.sent(MachineDetection)
        assert (seen.machine, seen.if_machine, seen.call_status) == (
            True,
            "continue",
            CallStatus.IN_PROGRESS,
        )
        assert (ended.hangup_cause.code, ended.sent(MachineDetection)) == (9100, [])
        assert "an answering machine has picked up" in quiet.transcript()
        assert "machine" not in person.transcript()
        assert account.machines == {"15550100200"}


def test_a_machine_that_is_gone_is_not_detected() -> None:
    app: Any = {**flow(Speak("Hi.")), "/machine": nothing}
    with Account(app, machines=["+15550100200"]) as account:
        place(account, machine_detection="true", machine_detection_url=ANSWER)
        account.calls[0].answer()
        assert account.calls[0].sent(MachineDetection) == []


def test_digits_are_sent_and_a_parent_is_looked_for() -> None:
    with Account(menu()) as account:
        uuid = place(account, send_digits="1w2", time_limit=30)
        account.calls[0].answer()
        assert "presses 1w2" in account.calls[0].transcript()
        strict = {**CALL, "error_if_parent_not_found": True}
        assert refused(account, "POST", "Call/", {**strict, "parent_call_uuid": "x"})[0] == 404
        told(account, "POST", "Call/", {**strict, "parent_call_uuid": uuid})
        account.calls[0].wait(31)
        assert account.calls[0].hangup_cause.code == 4010
