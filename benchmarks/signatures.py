"""
What it costs to check a signature, against plivo-python.

plivoml looks the headers up among twelve, which plivo-python leaves to its caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from plivo.utils import validate_v3_signature  # type: ignore[import-untyped]  # it has no types

from plivoml import signatures

from .figures import Figure
from .rounds import race, ratio


BAR = 0.25

TOKEN = "aW52ZW50ZWQtdG9rZW4tb2YtYS1iZW5jaG1hcms"  # noqa: S105  # invented
URL = "https://voice.example.com/plivo/hangup"
FORM = {
    "ALegUUID": "4d7d11a9-6b49-4119-9167-1992428ec219",
    "AnswerTime": "2026-02-03 09:35:06",
    "BillDuration": "60",
    "BillRate": "0.005",
    "CallStatus": "completed",
    "CallUUID": "4d7d11a9-6b49-4119-9167-1992428ec219",
    "Direction": "outbound",
    "Duration": "42",
    "EndTime": "2026-02-03 09:35:48",
    "Event": "Hangup",
    "From": "+15550100101",
    "HangupCause": "NORMAL_CLEARING",
    "HangupCauseCode": "4000",
    "HangupCauseName": "Normal Hangup",
    "HangupSource": "Callee",
    "ParentAuthID": "MA00EXAMPLE00INVENT0",
    "RequestUUID": "4d7d11a9-6b49-4119-9167-1992428ec219",
    "STIRAttestation": "A",
    "STIRVerification": "Verified",
    "SessionStart": "2026-02-03 09:35:00.123456",
    "StartTime": "2026-02-03 09:35:04",
    "To": "+15550100202",
    "TotalCost": "0.00500",
    "tenant": "7",
}
HEADERS = {
    "Host": "voice.example.com",
    "Accept": "*/*",
    "Accept-Encoding": "gzip",
    "Content-Type": "application/x-www-form-urlencoded",
    "Content-Length": "612",
    "User-Agent": "Plivo",
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Proto": "https",
    "Connection": "close",
}

Check = Callable[[], object]


def figures() -> Iterator[Figure]:
    """Yield the ratio for a POST and for a GET, with 24 parameters each."""
    for method, url, form in (("POST", URL, FORM), ("GET", f"{URL}?{urlencode(FORM)}", {})):
        ours, theirs = checks(method, url, form)
        times = race({"plivoml": ours, "plivo-python": theirs}, count=21)
        name = f"check a signature of a {method}: times plivo-python"
        yield Figure(name, ratio(times["plivoml"], times["plivo-python"]), BAR)


def checks(method: str, url: str, form: dict[str, str]) -> tuple[Check, Check]:
    """The same check by plivoml and by plivo-python."""
    signed = signatures.sign(method, url, form, TOKEN)
    headers = HEADERS | signed
    nonce, signature = signed["X-Plivo-Signature-V3-Nonce"], signed["X-Plivo-Signature-V3"]

    def ours() -> object:
        return signatures.is_valid(method, url, headers, form, TOKEN)

    def theirs() -> object:
        # It writes into the dict that it is given.
        return validate_v3_signature(method, url, nonce, TOKEN, signature, dict(form))

    assert ours() is theirs() is True
    return ours, theirs
