"""Streams: the sound of a call for a server of yours."""

from __future__ import annotations

import re

from collections.abc import Iterator
from typing import Final

from ..._model.diagnostic import Diagnostic, shown
from ..._model.rule_names import RuleName
from ..._model.spec import spec_of
from ...elements.streaming import Stream
from ..rule import Family, Rule, written


family: Final = Family()

_STREAM = '<Response><Stream keepCallAlive="true"{}>wss://example.com/</Stream></Response>'
_HEADERS: Final = re.compile("[A-Za-z0-9]+=[A-Za-z0-9]+(,[A-Za-z0-9]+=[A-Za-z0-9]+)*").fullmatch

family.reader_rules(
    Rule(
        name=RuleName.STREAM_TRACK_CONFLICT,
        severity="error",
        says="A stream in both directions sends what comes in: its track is `inbound`.",
        wrong=_STREAM.format(' bidirectional="true" audioTrack="both"'),
        right=_STREAM.format(' bidirectional="true" audioTrack="inbound"'),
    ),
    Rule(
        name=RuleName.STREAM_HEADERS_LIMIT,
        severity="error",
        says="extraHeaders are 512 bytes at most.",
        wrong=_STREAM.format(f' extraHeaders="id={"7" * 512}"'),
        right=_STREAM.format(' extraHeaders="id=7"'),
    ),
)


@family.rule(
    Rule(
        name=RuleName.STREAM_HEADERS,
        severity="warning",
        says=(
            "Names and values of extraHeaders are letters and digits, as in `id=7,lang=en`. Others "
            "may not arrive."
        ),
        wrong=_STREAM.format(' extraHeaders="session-id=7"'),
        right=_STREAM.format(' extraHeaders="sessionId=7"'),
    ),
    Stream,
)
def _headers(stream: Stream) -> Iterator[Diagnostic]:
    text = written(stream, spec_of(Stream).by_field["extra_headers"])
    if text is not None and not _HEADERS(text):
        message = (
            f"expected names and values of letters and digits; got {shown(text)}, which may not "
            "arrive"
        )
        yield Diagnostic(message, field="extra_headers")
