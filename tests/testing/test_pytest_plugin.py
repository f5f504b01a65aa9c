"""The fixtures `plivo_call`, `plivo_conversation` and `plivo_account`."""

from __future__ import annotations

import subprocess
import sys

from pathlib import Path

import pytest

from plivoml import Dial, Hangup, Number, Response, UnknownElement, User
from plivoml.callbacks import DialAction, HangupRequest
from plivoml.streams import Checkpoint
from plivoml.testing import pytest_plugin
from tests.support import rooms
from tests.support.processes import PATIENCE


pytest_plugins = ["pytester"]

PLUGIN = ("-p", "no:plivoml", "-p", "plivoml.testing.pytest_plugin", "-p", "no:cacheprovider")

TEST = """
from plivoml import GetDigits, Response, Speak

APP = {"/answer": lambda _: Response([Speak("Hello."), GetDigits(action="/x")])}
URL = "https://ivr.example.com/answer"

def test_passes(plivo_call):
    call = plivo_call(APP, URL)
    call.answer()
    assert call.heard == ["Hello."]

def test_fails(plivo_call):
    call = plivo_call(APP, URL)
    call.answer()
    assert call.heard == ["Good morning."]

def test_writes(plivo_call, plivo_conversation):
    call = plivo_call(APP, URL)
    call.answer()
    call.another(from_="+15550100404").answer()
    talk = plivo_conversation({"/message": lambda _: None}, "https://sms.example.com/message")
    talk.text("Are you open?")
    assert talk.messages

def test_does_not_look(plivo_call):
    plivo_call({"/answer": lambda _: "OK"}, URL).answer()

def test_looks(plivo_call):
    call = plivo_call({"/answer": lambda _: "OK"}, URL)
    call.answer()
    assert call.failure.code == 8011

def test_fails_before_it_looks(plivo_call):
    plivo_call({"/answer": lambda _: "OK"}, URL).answer()
    assert False

def test_without():
    assert False
"""


def test_the_transcript_of_a_failing_test_is_shown(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TEST)
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(passed=3, failed=4, errors=1)
    text = result.stdout.str().partition("= short test summary info =")[0]
    assert text.count("- <Call +15550100101 to +15550100202: in-progress> -") == 2
    assert text.count("- <Call +15550100404 to +15550100202: in-progress> -") == 1
    assert text.count('caller  hears "Hello."') == 3
    assert "FailedCallError: 8011: " not in text
    assert text.count("DocumentError: 8011: https://ivr.example.com/answer answered") == 1
    assert text.count("- <Conversation +15550100101 to +15550100202: 1 requests> -") == 1


ENDS = """
import pytest

URL = "https://ivr.example.com/answer"

@pytest.fixture(autouse=True)
def failed(plivo_call):
    plivo_call({"/answer": lambda _: "OK"}, URL).answer()

@pytest.fixture
def unready(failed):
    pytest.skip("not here")

def test_skips():
    pytest.skip("later")

def test_fails_as_expected():
    pytest.xfail("not yet")

@pytest.mark.xfail(strict=True)
def test_is_marked():
    assert False

def test_is_not_begun(unready):
    pass
"""


def test_a_test_that_ends_itself_is_asked_for_nothing_more(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(ENDS)
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(skipped=2, xfailed=2)


ACCOUNT = """
import plivo

URL = "https://ivr.example.com/answer"

def test_fails(plivo_account):
    account = plivo_account({}, auth_token="token")
    client = plivo.RestClient(account.auth_id, account.auth_token)
    client.calls.create(from_="15550100100", to_="15550100200", answer_url=URL)
    assert account.calls[0].is_over

def test_passes(plivo_account):
    account = plivo_account({})
    assert account.requests == []
"""


def test_what_was_asked_of_the_api_is_shown_too(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(ACCOUNT)
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "* <Account MA00EXAMPLE00INVENT0: 1 requests> *",
            "00:00.0  app     POST Call/  calls.create: 201 call fired",
            "* <Call 15550100100 to 15550100200: ringing> *",
            "00:00.0  caller  calls 15550100200 (outbound)",
        ]
    )


@pytest.mark.once
def test_nothing_heavy_is_loaded_before_the_fixture_is_used() -> None:
    code = """
import sys
before = set(sys.modules)
import pytest
with_pytest = set(sys.modules)
import plivoml.testing.pytest_plugin
print(*sorted(set(sys.modules) - with_pytest))
"""
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
        cwd=root,
    )
    assert done.stdout.split() == [
        "plivoml",
        rooms.LAZY,
        "plivoml.testing",
        "plivoml.testing.pytest_plugin",
    ]


def answer(number: str, password: str = "tell-nobody") -> Response:
    user = User("sip:a@example.com", sip_auth_username="a", sip_auth_password=password)
    return Response([Dial([Number(number), user], timeout=20), Hangup()])


def test_documents_that_differ_are_told_apart_line_by_line() -> None:
    told = pytest_plugin.pytest_assertrepr_compare(
        "==", answer("15550100111"), answer("15550100112")
    )
    assert told == [
        "Response == Response",
        "  <Response>",
        '      <Dial timeout="20">',
        "-         <Number>15550100112</Number>",
        "?                           ^",
        "+         <Number>15550100111</Number>",
        "?                           ^",
        '          <User sipAuthUsername="a" sipAuthPassword="***">sip:a@example.com</User>',
        "      </Dial>",
        "      <Hangup/>",
        "  </Response>",
    ]


def test_callbacks_that_differ_are_told_apart_by_their_fields() -> None:
    told = pytest_plugin.pytest_assertrepr_compare(
        "==",
        DialAction.from_form("CallUUID=c-1&DialStatus=busy&tenant=7"),
        DialAction.from_form("CallUUID=c-1&DialStatus=failed&DialHangupCause=Busy&tenant=8"),
    )
    assert told == [
        "DialAction == DialAction",
        "- dial_status='failed'",
        "+ dial_status='busy'",
        "- dial_hangup_cause='Busy'",
        "- extra={'tenant': '8'}",
        "+ extra={'tenant': '7'}",
    ]


def test_messages_that_differ_are_told_apart_by_their_fields() -> None:
    told = pytest_plugin.pytest_assertrepr_compare(
        "==", Checkpoint("greeting", stream_id="s-1"), Checkpoint("goodbye", stream_id="s-1")
    )
    assert told == ["Checkpoint == Checkpoint", "- name='goodbye'", "+ name='greeting'"]


@pytest.mark.parametrize(
    ("op", "left", "right"),
    [
        ("!=", Hangup(), Hangup()),
        ("==", Hangup(), 1),
        ("==", 1, Hangup()),
        ("==", DialAction(), HangupRequest()),
        ("==", DialAction(), Hangup()),
        ("==", 1, 2),
        ("==", DialAction(), DialAction()),
    ],
)
def test_anything_else_is_told_as_pytest_does(op: str, left: object, right: object) -> None:
    assert pytest_plugin.pytest_assertrepr_compare(op, left, right) is None


def test_where_nothing_was_built_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, rooms.NODES)
    monkeypatch.delitem(sys.modules, rooms.PLAIN)
    assert pytest_plugin.pytest_assertrepr_compare("==", 1, 2) is None
    assert rooms.PLAIN not in sys.modules


def test_callbacks_are_told_apart_without_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, rooms.NODES)
    told = pytest_plugin.pytest_assertrepr_compare(
        "==", DialAction(call_uuid="c-1"), DialAction(call_uuid="c-2")
    )
    assert told == ["DialAction == DialAction", "- call_uuid='c-2'", "+ call_uuid='c-1'"]
    assert rooms.NODES not in sys.modules


def test_a_failing_comparison_shows_the_difference(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from plivoml import Hangup, Response, Wait

        def test_answer():
            assert Response([Wait(length=3)]) == Response([Hangup()])
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.stdout.fnmatch_lines(["E * -     <Hangup/>", 'E * +     <Wait length="3"/>'])


def test_a_secret_of_what_is_no_user_is_hidden_too() -> None:
    unknown = UnknownElement("User", {"sipAuthPassword": "tell-nobody", "SIP_auth_password": "it"})
    extra = Number("+15550100111", extra={"sipAuthPassword": "tell-nobody"})
    told = pytest_plugin.pytest_assertrepr_compare("==", Dial([extra, unknown]), Dial([extra]))
    assert told == [
        "Dial == Dial",
        "  <Dial>",
        '      <Number sipAuthPassword="***">+15550100111</Number>',
        '+     <User sipAuthPassword="***" SIP_auth_password="***"/>',
        "  </Dial>",
    ]


def test_without_a_secret_nothing_is_hidden() -> None:
    told = pytest_plugin.pytest_assertrepr_compare(
        "==", Dial([User("sip:a@example.com")]), Dial([User("sip:b@example.com")])
    )
    assert told is not None
    assert "-     <User>sip:b@example.com</User>" in told
    assert "+     <User>sip:a@example.com</User>" in told
