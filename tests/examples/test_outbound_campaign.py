"""The outbound campaign, by Plivo's SDK and by HTTP."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from examples.frameworks.calls import URL
from examples.scenarios.outbound_campaign import AGENT, THANKS, Api, Http, Sdk, create_app
from plivoml.callbacks import HangupRequest, RecordingApiCallback
from plivoml.testing import Account, pytest_plugin


pytestmark = pytest.mark.uncounted


plivo_account = pytest_plugin.plivo_account

TOKEN = "the-auth-token-of-nobody"
NUMBERS = ["+15550100301", "+15550100302"]


@pytest.mark.parametrize("api", [Sdk, Http])
def test_a_campaign(
    api: Callable[[], Api],
    plivo_account: Callable[..., Account],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = create_app(api)
    account = plivo_account(app, auth_token=TOKEN)
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("PLIVO_AUTH_ID", account.auth_id)
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", account.auth_token)
    monkeypatch.setenv("PLIVO_API_URL", account.url)

    app.test_client().post("/campaign", json={"numbers": NUMBERS})
    busy, answered = account.calls
    busy.refuse("busy")
    assert account.messages == []
    answered.answer()
    answered.press("1")
    assert answered.dialling == [AGENT]
    answered.dial_ends("completed", seconds=20)
    assert answered.sent(HangupRequest)[0].hangup_cause_code == 4010
    (recording,) = answered.sent(RecordingApiCallback)
    assert recording.recording_duration == answered.sent(HangupRequest)[0].duration
    assert [(one.dst, one.text) for one in account.messages] == [(NUMBERS[1], THANKS)]
    assert [request.operation for request in account.requests] == [
        "calls.create",
        "calls.create",
        "calls.start_recording",
        "calls.transfer",
        "messages.create",
    ]
