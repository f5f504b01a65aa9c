"""The verbs of a call: where they may be said, how long they listen, and what they refuse."""

from __future__ import annotations

import re

from collections.abc import Callable
from typing import Any, cast

import pytest

from plivoml import (
    DTMF,
    Conference,
    Dial,
    Element,
    GetDigits,
    GetInput,
    Hangup,
    Message,
    Number,
    Play,
    PreAnswer,
    Record,
    Redirect,
    Response,
    Speak,
    Stream,
    User,
    Wait,
)
from plivoml.callbacks import HangupRequest, TransferRequest
from plivoml.ssml import Break, Emphasis
from plivoml.testing import Account, Call, CallError, Conversation, said

from .api import told
from .flows import ANSWER, call_to, flow, proves


MOVED = "https://ivr.example.com/moved"
MENU = GetDigits(action="/x", num_digits=1)


def doing(verb: Callable[[Call], object], *after: Any, path: str = "x", **settings: Any) -> Call:
    """Return a call whose application uses a verb while it is asked what to do after a key."""

    def handle(_: object) -> Response:
        verb(call)
        return Response(list(after))

    pages = {**flow(MENU, x=[Speak("One.")], moved=[Speak("Moved."), MENU]), f"/{path}": handle}
    call = Call(pages, ANSWER, **settings)
    return call


def test_a_minute_has_no_sixtieth_second() -> None:
    call = call_to(Conference("Team"))
    call.wait(59.97)
    call.press("2")
    assert "01:00.0  caller  presses 2" in call.transcript()


@proves("The call", "A verb from inside the app takes effect")
def test_the_application_may_hang_up_while_it_is_asked() -> None:
    call = doing(lambda call: call.hang_up(), Speak("Bye for now."), Speak("never"))
    call.begin()
    call.press("1")
    assert call.heard == ["Bye for now."]
    assert (call.hangup_cause.code, call.hangup_source) == (4000, "Caller")
    assert len(call.sent(HangupRequest)) == 1


def test_the_application_may_transfer_while_it_is_asked() -> None:
    call = doing(lambda call: call.transfer(MOVED), Speak("Please hold."), Speak("never"))
    call.begin()
    call.press("1")
    assert call.heard == ["Please hold.", "Moved."]
    assert len(call.sent(TransferRequest)) == 1
    call = doing(lambda call: call.transfer(MOVED), Hangup())
    call.begin()
    call.press("1")
    assert call.hangup_cause.code == 4000
    assert "the transfer comes too late" in call.transcript()


@proves("The REST API", "After 70 transfers")
def test_a_call_that_is_transferred_again_and_again_ends() -> None:
    call = call_to(MENU)
    for _ in range(70):
        call.transfer(ANSWER)
    assert not call.is_over
    call.transfer(ANSWER)
    assert (call.hangup_cause.code, call.hangup_source) == (2060, "Plivo")
    assert len(call.sent(TransferRequest)) == 70


@proves("The REST API", "After 70 transfers")
def test_transfers_by_the_api_and_by_a_test_are_counted_together() -> None:
    with Account(flow(MENU)) as account:
        call = account.call(ANSWER)
        call.answer()
        for _ in range(35):
            call.transfer(ANSWER)
            told(account, "POST", f"Call/{call.uuid}/", {"aleg_url": ANSWER})
        assert not call.is_over
        call.transfer(ANSWER)
        assert call.hangup_cause.code == 2060


def test_the_first_answer_may_come_with_a_transfer() -> None:
    call = doing(lambda call: call.transfer(MOVED), Speak("Please hold."), path="answer")
    call.begin()
    assert call.heard == ["Please hold.", "Moved."]


def test_a_hangup_callback_cannot_move_the_call_and_may_hang_up() -> None:
    call = doing(lambda call: call.transfer(MOVED), path="end", hangup_url=f"{ANSWER[:-6]}end")
    call.begin()
    call.hang_up()
    error = call.replies[-1].exception
    assert isinstance(error, CallError)
    assert error.message == (
        "no call goes on that could be transferred: the call is over: 4000 Normal Hangup (Caller)"
    )
    call = doing(lambda call: call.hang_up(), path="end", hangup_url=f"{ANSWER[:-6]}end")
    with call:
        call.begin()
        call.hang_up()


@pytest.mark.parametrize(
    ("verb", "argument", "told"),
    [
        ("press", "1", "press 1"),
        ("say", "yes", "say 'yes'"),
        ("record", 3, "leave a message"),
        ("wait", 3, "wait"),
        ("dial_answers", None, "let somebody answer"),
        ("dial_presses", "1", "let somebody press 1"),
        ("dial_ends", "busy", "end a Dial"),
    ],
)
def test_what_people_do_cannot_be_done_from_inside_the_app(
    verb: str, argument: object, told: str
) -> None:
    refuses(lambda call: getattr(call, verb)(argument), told)


def test_nor_can_a_stream_end_or_another_call_begin() -> None:
    refuses(lambda call: call.stream_ends(), "end a stream")
    refuses(lambda call: call.another().begin(), "begin a call")


def refuses(verb: Callable[[Call], object], told: str) -> None:
    call = doing(verb)
    call.begin()
    call.press("1")
    error = call.replies[1].exception
    assert isinstance(error, CallError)
    assert error.message == (
        f"cannot {told} from inside the app while it is asked something: the call goes on once "
        "it has replied. Only hang_up and transfer, which then wait for that, are taken there"
    )
    assert call.hangup_cause.code == 7012


def test_every_verb_may_stop_time() -> None:
    call = call_to(Conference("room"))
    other = call.another()
    other.begin(listen=0)
    room = call.another(from_="+15550100404")
    room.begin()
    call.wait(10)
    before = call.seconds
    call.hang_up(listen=0)
    assert (call.is_over, call.seconds) == (True, before)
    call = Call(flow(), ANSWER, direction="outbound")
    menu = call.another()
    menu.begin(listen=0)
    call.refuse("busy", listen=0)
    assert call.hangup_cause.code == 3010
    dialled = call_to(Dial([Number("+15550100303")]))
    dialled.dial_ends("cancel", listen=0)
    assert dialled.is_over


def test_begin_is_what_answer_was() -> None:
    call = Call(flow(Speak("Hello.")), ANSWER)
    call.begin(listen=0)
    assert not call.is_over
    with pytest.raises(CallError, match="the call has begun already"):
        call.answer()


def test_time_passes_after_the_end() -> None:
    call = Call(flow(Speak("Bye.")), ANSWER)
    with pytest.raises(CallError, match=r"^nobody waits: the call has not begun"):
        call.wait(1)
    call.begin()
    before = call.seconds
    call.wait(5)
    assert call.seconds == before + 5


def test_the_end_is_told_with_its_reason() -> None:
    call = call_to(MENU, x="OK")
    call.press("1")
    with pytest.raises(CallError) as caught:
        call.press("2")
    assert caught.value.message.startswith(
        "cannot press 2: nothing waits for a key; the call is over: "
        "8012: document 1, line 1, <GetDigits>: https://ivr.example.com/x answered with"
    )
    assert call.failure is not None
    call = call_to(Speak("Bye."))
    with pytest.raises(CallError) as caught:
        call.say("hello")
    assert caught.value.message == (
        "cannot say 'hello': nothing waits for speech; the call is over: "
        "4010 End Of XML Instructions (Plivo)"
    )


@pytest.mark.parametrize("words", ["", "  "])
def test_nothing_cannot_be_said(words: str) -> None:
    call = call_to(GetInput(action="/x"))
    told = rf"^words: expected what is said; got '{words}'; call.wait is how to say nothing$"
    with pytest.raises(ValueError, match=told):
        call.say(words)


SECONDS = "expected a number from 0 to 31,536,000"

KINDS = ("None", "int", "str", "bytes", "list", "dict")

#: Verbs, what they are given, and what is said of that.
WRONG_ARGUMENTS: list[tuple[str, dict[str, Any], str]] = [
    ("press", {"keys": 1}, "keys: expected text; got int"),
    ("press", {"keys": None}, "keys: expected text; got None"),
    ("say", {"words": "a\ud800"}, "words: expected text; got half a surrogate pair in it"),
    ("say", {"words": "a", "confidence": True}, f"confidence: {SECONDS}; got True"),
    ("press", {"keys": "1", "listen": "x"}, f"listen: {SECONDS} or None; got str"),
    ("say", {"words": b"hello"}, "words: expected text; got bytes"),
    ("say", {"words": "a", "interim": [1]}, "interim: expected Sequence[str]; got list"),
    ("say", {"words": "a", "confidence": 2}, "confidence: expected a number from 0 to 1; got 2"),
    ("record", {"seconds": None}, f"seconds: {SECONDS}; got None"),
    ("record", {"seconds": 1, "end_key": 1}, "end_key: expected text or None; got int"),
    ("dial_answers", {"who": 15550100101}, "who: expected text or None; got int"),
    ("dial_ends", {"status": []}, "status: expected text; got list"),
    ("transfer", {"url": None}, "url: expected text; got None"),
    (
        "another",
        {"parameters": {"CallerName": 1}},
        "parameters: expected Mapping[str, str] or None; got dict",
    ),
    ("sent", {"kind": "HangupRequest"}, "kind: expected a class; got str"),
    *(
        ("wait", {"seconds": seconds}, f"seconds: {SECONDS}; got {seconds}")
        for seconds in (-1, float("nan"), float("inf"), 1e308)
    ),
    ("wait", {"seconds": 10**5000}, f"seconds: {SECONDS}; got <int>"),
]


@pytest.mark.parametrize(("verb", "given", "told"), WRONG_ARGUMENTS)
def test_a_verb_that_is_given_something_else_says_so_and_does_nothing(
    verb: str, given: dict[str, Any], told: str
) -> None:
    call = call_to(MENU)
    error = TypeError if told.endswith(KINDS) else ValueError
    before = call.transcript(), call.seconds
    with pytest.raises(error, match=f"^{re.escape(told)}$"):
        getattr(call, verb)(**given)
    assert (call.transcript(), call.seconds) == before


def test_what_calls_are_made_of_is_looked_at_and_a_token_is_not_shown() -> None:
    token: Any = b"secret"
    with pytest.raises(TypeError, match=r"^auth_token: expected text or None; got bytes$"):
        Call({}, ANSWER, auth_token=token)
    with pytest.raises(TypeError, match=r"^auth_token: expected text; got bytes$"):
        Account({}, auth_token=token)
    with pytest.raises(TypeError, match=r"^from_: expected text; got int$"):
        Conversation({}, ANSWER, from_=cast("Any", 15550100101))


@pytest.mark.parametrize("name", ["limit", "time_limit"])
@pytest.mark.parametrize("number", [-1, 10**10])
def test_a_limit_is_one(name: str, number: int) -> None:
    settings: dict[str, Any] = {name: number}
    told = f"^{name}: expected a whole number from 0 to 31,536,000; got {number}$"
    with pytest.raises(ValueError, match=told):
        Call({}, ANSWER, **settings)


def test_what_is_said_is_that_of_an_element_and_what_is_sent_a_message() -> None:
    nothing: Any = None
    with pytest.raises(TypeError, match=r"^element: expected Element; got None$"):
        said(nothing)
    with pytest.raises(TypeError, match=r"^message: expected InboundMessage; got None$"):
        Conversation({}, ANSWER).send(nothing)


def test_a_stream_looks_at_what_it_is_given() -> None:
    with call_to(Stream("wss://ivr.example.com/none", keep_call_alive=True)) as call:
        with pytest.raises(TypeError, match=r"^sound: expected bytes, a Path or None; got str$"):
            call.stream.speak(cast("Any", "hello.wav"))
        with pytest.raises(TypeError, match=r"^kind: expected a class or text; got int$"):
            call.stream.wait_for(cast("Any", 5))


@pytest.mark.parametrize("name", ["from_", "to"])
@pytest.mark.parametrize("number", ["hello", "", "+", "+1 555", "sip:", "12"])
def test_a_number_is_one(name: str, number: str) -> None:
    settings: dict[str, Any] = {name: number}
    for kind in (Call, Conversation):
        with pytest.raises(ValueError, match=f"^{name}: expected a number such as "):
            kind({}, ANSWER, **settings)


@pytest.mark.parametrize(
    "number", ["+15550100101", "15550100101", "55501", "anonymous", "sip:ann@example.com"]
)
def test_callers_have_numbers_of_many_kinds(number: str) -> None:
    Call({}, ANSWER, from_=number)
    Conversation({}, ANSWER, from_=number)


@pytest.mark.parametrize("name", ["method", "fallback_method", "hangup_method", "ring_method"])
def test_plivo_asks_by_get_or_post(name: str) -> None:
    settings: dict[str, Any] = {name: "put"}
    with pytest.raises(ValueError, match=f"^{name}: expected GET or POST; got 'put'$"):
        Call({}, ANSWER, **settings)


def test_the_other_methods_are_checked_too() -> None:
    with pytest.raises(ValueError, match=r"^method: expected GET or POST; got 'post'$"):
        Conversation({}, ANSWER, method="post")
    call = call_to(MENU)
    with pytest.raises(ValueError, match=r"^method: expected GET or POST; got 'PATCH'$"):
        call.transfer(MOVED, method="PATCH")


SONG = "https://a.example.com/song.mp3"


@pytest.mark.parametrize(
    ("element", "words"),
    [
        (Speak(["Hello,", Break(time="1s"), Emphasis("Ann"), "."]), "Hello,Ann."),
        (Play(SONG), SONG),
        (Redirect(MOVED), MOVED),
        (Stream("wss://a.example.com/talk"), "wss://a.example.com/talk"),
        (DTMF("12w3"), "12w3"),
        (Message("Hi.", src="+15550100202", dst="+15550100101"), "Hi."),
        (Conference("room"), "room"),
        (Number("+15550100303"), "+15550100303"),
        (User("sip:ann@example.com"), "sip:ann@example.com"),
        (Dial([Number("+15550100303"), Number("+15550100304")]), "+15550100303 +15550100304"),
        (GetDigits([Speak("Press 1."), Wait(), Play(SONG)], action="/x"), f"Press 1. {SONG}"),
        (Response([PreAnswer([Speak("One.")]), Speak("Two."), Hangup()]), "One. Two."),
        (Record(action="/x"), ""),
    ],
)
def test_what_an_element_says_has_one_name(element: Element, words: str) -> None:
    assert said(element) == words
