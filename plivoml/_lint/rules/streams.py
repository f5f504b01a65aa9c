"""Streams: the sound of a call for a server of yours."""

from __future__ import annotations

import re

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ..._model.change import Change, left_out, with_attributes
from ..._model.diagnostic import Beside, Diagnostic, instead, shown
from ..._model.nodes import Element, UnknownElement, elements_in
from ..._model.rule_names import RuleName
from ..._model.types import StreamHeaders
from ...elements.recording import Record
from ...elements.response import Response
from ...elements.rooms import Conference, MultiPartyCall
from ...elements.routing import Dial, Wait
from ...elements.streaming import Stream
from .. import addresses
from ..flow import holds_the_call, is_in_background
from ..rule import Family, Given, Rule, takes


family: Final = Family()

#: In characters.
_LONGEST_URL: Final = 2048
#: In seconds.
_SHORTEST_TIMEOUT: Final = 120
_END_OF_XML: Final = 4010

_FORMAT: Final = ' contentType="audio/x-mulaw;rate=8000"'
_STATUS: Final = ' statusCallbackUrl="https://example.com/stream/"'
_KEPT: Final = ' keepCallAlive="true"'
_BOTH_WAYS: Final = ' bidirectional="true"'
_URL: Final = "wss://example.com/agent/"


def _stream(attributes: str = "", url: str = _URL, *, without: str = "") -> str:
    usual = f"{_BOTH_WAYS}{_KEPT}{_FORMAT}{_STATUS}".replace(without, "")
    return f"<Stream{usual}{attributes}>{url}</Stream>"


def _answer(*elements: str) -> str:
    return f"<Response>{''.join(elements)}</Response>"


_AGENT: Final = _answer(_stream())
_RECORD: Final = '<Record {}redirect="false" action="https://example.com/a/" maxLength="3600"/>'
_ROOM: Final = '<MultiPartyCall role="Customer">sales</MultiPartyCall>'

family.reader_rules(
    Rule(
        name=RuleName.STREAM_TRACK_CONFLICT,
        severity="error",
        says="A stream in both directions sends what comes in: its track is `inbound`.",
        wrong=_answer(_stream(' audioTrack="both"')),
        right=_answer(_stream(' audioTrack="inbound"')),
    ),
    Rule(
        name=RuleName.STREAM_HEADERS_LIMIT,
        severity="error",
        says="extraHeaders are 512 bytes at most.",
        wrong=_answer(_stream(f' extraHeaders="id={"7" * 512}"')),
        right=_answer(_stream(' extraHeaders="id=7"')),
    ),
)


# A value as a whole that is for a program or a template to fill in.
_FILLED_IN: Final = re.compile(r"\$?\{[^{}]*\}|\{\{.*\}\}|<%.*%>|%s").fullmatch


@family.value_rule(
    Rule(
        name=RuleName.STREAM_HEADERS,
        severity="warning",
        says="extraHeaders are pairs between commas, as in `id=7,lang=en`. Others may not arrive.",
        wrong=_answer(_stream(' extraHeaders="id=7;lang=en"')),
        right=_answer(_stream(' extraHeaders="id=7,lang=en"')),
    ),
    takes(StreamHeaders),
)
def _headers(given: Given) -> Iterator[Diagnostic]:
    # What a program fills in may be any number of pairs.
    text = given.text
    if _FILLED_IN(text):
        return
    for pair in dict.fromkeys(text.split(",")):
        if "=" not in pair:
            yield Diagnostic(f"expected name=value; got {shown(pair)}, which may not arrive")
        elif ";" in pair and "=" in pair.partition(";")[2]:
            message = f"expected a comma between pairs; got ';' in {shown(pair)}, which may arrive as one value"
            right = pair.replace(";", ",")
            change = Change("Write a comma between pairs", text=text.replace(pair, right))
            yield Diagnostic(message, instead(right, "a comma"), change=change)


@family.value_rule(
    Rule(
        name=RuleName.STREAM_URL_LIMIT,
        severity="error",
        says="The address of a Stream has 2,048 characters at most.",
        wrong=_answer(_stream(url=f"wss://example.com/{'a' * _LONGEST_URL}")),
        right=_AGENT,
    ),
    lambda attribute: addresses.is_stream(attribute) and not attribute.name,
)
def _long(given: Given) -> Iterator[Diagnostic]:
    if len(given.value) > _LONGEST_URL:
        yield Diagnostic(f"expected at most 2,048 characters; got {len(given.value):,}")


@family.rule(
    Rule(
        name=RuleName.STREAM_FORMAT_MISSING,
        severity="warning",
        says=(
            "Pages print two defaults of `contentType`. What is sent may be noise to a server that "
            "takes the other: give it."
        ),
        wrong=_answer(_stream(without=_FORMAT)),
        right=_AGENT,
    ),
    Stream,
)
def _format_missing(stream: Stream) -> Iterator[Diagnostic]:
    if stream.content_type is None:
        yield Diagnostic(
            "expected 'contentType'; got none, and what is sent then may be noise to your server",
            'write contentType="audio/x-mulaw;rate=8000"',
            change=with_attributes(contentType="audio/x-mulaw;rate=8000"),
        )


@family.rule(
    Rule(
        name=RuleName.STREAM_STATUS_MISSING,
        severity="warning",
        says=(
            "Without a `statusCallbackUrl` nobody is told of a stream that cannot connect, drops or "
            "suffers."
        ),
        wrong=_answer(_stream(without=_STATUS)),
        right=_AGENT,
    ),
    Stream,
)
def _status_missing(stream: Stream) -> Iterator[Diagnostic]:
    if stream.status_callback_url is None:
        yield Diagnostic(
            "expected 'statusCallbackUrl'; got none, so nobody may be told of a stream that drops"
        )


@family.rule(
    Rule(
        name=RuleName.SHORT_STREAM_TIMEOUT,
        severity="warning",
        says=(
            "A `streamTimeout` below 120 seconds cuts conversations off, and where nothing follows "
            "the call ends. 300 and 600 cut real ones too."
        ),
        wrong=_answer(_stream(' streamTimeout="60"')),
        right=_answer(_stream(' streamTimeout="86400"')),
        hangup_code=_END_OF_XML,
    ),
    Stream,
)
def _short_timeout(stream: Stream) -> Iterator[Diagnostic]:
    seconds = stream.stream_timeout
    if seconds is not None and seconds < _SHORTEST_TIMEOUT:
        yield Diagnostic(
            f"expected 120 seconds or more; got {seconds}, which may cut the conversation off",
            field="stream_timeout",
        )


def _streams(response: Response) -> list[tuple[Stream, Element | None]]:
    """Return each Stream with the next element below it that holds the call."""
    found: list[tuple[Stream, Element | None]] = []
    holding: Element | None = None
    for element in reversed(elements_in(response)):
        if isinstance(element, Stream):
            found.append((element, holding))
        if holds_the_call(element):
            holding = element
    return found[::-1]


@family.rule(
    Rule(
        name=RuleName.ONE_WAY_STREAM,
        severity="warning",
        says=(
            'A Stream sends sound one way unless `bidirectional="true"`: the caller hears nothing '
            "of the server. That is right for a transcription."
        ),
        wrong=_answer(_stream(without=_BOTH_WAYS)),
        right=_AGENT,
    ),
    Response,
    holding=[Stream],
)
def _one_way(response: Response) -> Iterator[Diagnostic]:
    for stream, holding in _streams(response):
        is_alone = stream.keep_call_alive is True or holding is None
        if is_alone and stream.bidirectional is not True:
            wanted = {"bidirectional": "true"}
            if stream.audio_track not in {None, "inbound"}:
                wanted["audioTrack"] = "inbound"
            both_ways = " and ".join(f'{name}="{value}"' for name, value in wanted.items())
            message = (
                f"expected {both_ways}; got a stream that only listens, so the caller may hear "
                "nothing"
            )
            yield Diagnostic(message, element=stream, change=with_attributes(**wanted))


@family.rule(
    Rule(
        name=RuleName.STREAM_WITHOUT_KEEP_ALIVE,
        severity="error",
        says=(
            'Without `keepCallAlive="true"` the elements after a Stream run at once: where none is '
            "left the call ends as the stream begins, and where one is left it is heard over the "
            "agent. A guide of September 2026 calls it a risk, one of October a break, which is "
            "what calls have shown. A room right after it is how the guides put both into one."
        ),
        wrong=_answer(_stream(without=_KEPT)),
        right=_AGENT,
        other_codes=(_END_OF_XML,),
    ),
    Response,
    holding=[Stream],
)
def _not_kept(response: Response) -> Iterator[Diagnostic]:
    for stream, holding in _streams(response):
        if stream.keep_call_alive is True:
            continue
        if holding is None:
            got = "nothing after it that holds the call, which ends as the stream begins"
        elif stream.bidirectional is not True or isinstance(
            holding, Conference | MultiPartyCall | UnknownElement
        ):
            continue
        else:
            got = f"{holding._tag} after it, which runs over the agent"
        yield Diagnostic(
            f'expected keepCallAlive="true"; got {got}',
            'write keepCallAlive="true"',
            hangup_code=_END_OF_XML if holding is None else None,
            element=stream,
            change=with_attributes(keepCallAlive="true"),
            beside=() if holding is None else (Beside("what runs over the agent", holding),),
        )


@family.rule(
    Rule(
        name=RuleName.STREAM_BEFORE_ROOM,
        severity="warning",
        says=(
            "With `keepCallAlive` a room below is entered only once the stream is over. Leave it "
            "out in front of a MultiPartyCall."
        ),
        wrong=_answer(_stream(), _ROOM),
        right=_answer(_stream(without=_KEPT), _ROOM),
    ),
    Response,
    holding=[Stream],
)
def _before_room(response: Response) -> Iterator[Diagnostic]:
    for stream, holding in _streams(response):
        if stream.keep_call_alive is True and isinstance(holding, Conference | MultiPartyCall):
            yield Diagnostic(
                f"expected no keepCallAlive before {holding._tag}; got it, so the room may be "
                "entered only when the stream is over",
                element=stream,
                field="keep_call_alive",
                change=left_out("keepCallAlive"),
                beside=(Beside("the room", holding),),
            )


@family.rule(
    Rule(
        name=RuleName.SECOND_STREAM,
        severity="warning",
        says="A call has one stream at a time.",
        wrong=_answer(_stream(), _stream()),
        right=_AGENT,
    ),
    Response,
    holding=[Stream],
)
def _second(response: Response) -> Iterator[Diagnostic]:
    first: Stream | None = None
    for element in elements_in(response):
        if isinstance(element, Dial | Conference | MultiPartyCall):
            first = None
        elif isinstance(element, Stream):
            if first is not None:
                message = "expected one Stream; got another, which may not run beside it"
                beside = Beside("the one that runs", first)
                yield Diagnostic(message, element=element, beside=(beside,))
            first = first or element


@family.rule(
    Rule(
        name=RuleName.RECORD_BEFORE_STREAM,
        severity="warning",
        says=(
            "A Record without `recordSession` waits for the caller to speak and then stops: the "
            "stream below it comes late and is not recorded."
        ),
        wrong=_answer(_RECORD.format(""), _stream()),
        right=_answer(_RECORD.format('recordSession="true" '), _stream()),
    ),
    Response,
    holding=[Stream],
)
def _record(response: Response) -> Iterator[Diagnostic]:
    elements = elements_in(response)
    last = max((at for at, one in enumerate(elements) if isinstance(one, Stream)), default=0)
    for element in elements[:last]:
        if isinstance(element, Record) and not is_in_background(element):
            yield Diagnostic(
                'expected recordSession="true" before Stream; got a Record that may hold the '
                "stream up",
                element=element,
                change=with_attributes(recordSession="true"),
            )


@family.rule(
    Rule(
        name=RuleName.WAIT_AFTER_STREAM,
        severity="warning",
        says=(
            "A Wait below a Stream keeps the line open when the agent is done, and the caller hears "
            "silence."
        ),
        wrong=_answer(_stream(), '<Wait length="5"/>'),
        right=_AGENT,
    ),
    Response,
    holding=[Stream],
)
def _wait(response: Response) -> Iterator[Diagnostic]:
    for stream, after in pairwise(elements_in(response)):
        # One that talks is to be kept in any case.
        is_kept = isinstance(stream, Stream) and (stream.keep_call_alive or stream.bidirectional)
        if is_kept and isinstance(after, Wait):
            message = "expected no Wait after Stream; got one, which may keep the line open"
            yield Diagnostic(message, element=after, beside=(Beside("the Stream", stream),))
