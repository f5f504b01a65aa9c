# a program of its own
"""
What it costs to check a signature, against plivo-python in the same process.

    python benchmarks/signatures.py

needs `plivo` beside `plivoml`, best in a virtual environment that is thrown away.  Both
check the same genuine requests, in turns; the figure is the median over the rounds of
plivoml's time divided by plivo-python's in the same round.  plivoml looks the headers up
among twelve, which plivo-python leaves to its caller.
"""

from __future__ import annotations

import functools
import statistics
import subprocess
import sys
import time

from collections.abc import Callable
from urllib.parse import urlencode

from plivo.utils import validate_v3_signature  # type: ignore[import-untyped]  # it has no types

from plivoml import signatures


ROUNDS = 31
CALLS = 400
BAR_CHECK = 1 / 5
BAR_IMPORT = 1 / 10

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


def timed(check: Check) -> float:
    """Seconds that *check* takes, `CALLS` times over."""
    start = time.perf_counter()
    for _ in range(CALLS):
        check()
    return time.perf_counter() - start


def imported(statement: str) -> float:
    """Seconds that an import adds to an empty interpreter."""
    program = (
        f"import time; start = time.perf_counter(); {statement}; print(time.perf_counter() - start)"
    )
    done = subprocess.run(  # noqa: S603  # a program of our own
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def report(name: str, ours: Callable[[], float], theirs: Callable[[], float], bar: float) -> bool:
    """Print the median ratio of *ours* to *theirs*, and whether it is within *bar*."""
    rounds = [(ours(), theirs()) for _ in range(ROUNDS)]
    ratio = statistics.median(mine / other for mine, other in rounds)
    print(f"{name:28} {ratio:.3f} of plivo-python's (at most {bar:.2f})")
    return ratio <= bar


def main() -> int:
    """Print three ratios; fail where one is over its bar."""
    right = True
    for name, method, url, form in (
        ("POST, 24 parameters", "POST", URL, FORM),
        ("GET, 24 parameters in URL", "GET", f"{URL}?{urlencode(FORM)}", {}),
    ):
        ours, theirs = checks(method, url, form)
        right &= report(
            name, functools.partial(timed, ours), functools.partial(timed, theirs), BAR_CHECK
        )
    right &= report(
        "import",
        lambda: imported("import plivoml.signatures"),
        lambda: imported("from plivo import plivoxml"),
        BAR_IMPORT,
    )
    return not right


if __name__ == "__main__":
    sys.exit(main())
