"""The flow of a document: what runs after what, and what never does."""

from __future__ import annotations

import itertools

from collections.abc import Iterator
from typing import Final

from ..._model.contents import elements_in
from ..._model.diagnostic import Diagnostic
from ..._model.nodes import Comment, Element
from ..._model.rule_names import RuleName
from ...elements.input import GetDigits, GetInput
from ...elements.messaging import Message
from ...elements.recording import Record
from ...elements.response import PreAnswer, Response
from ...elements.rooms import Conference, MultiPartyCall
from ...elements.routing import Dial, Wait
from ...elements.streaming import Stream
from .. import flow
from ..rule import Family, Rule


family: Final = Family()

_NO_MORE_ELEMENTS: Final = 4010
_SPOKEN = "<Speak>Goodbye</Speak>"
_DIAL = "<Dial{}><Number>+15550100123</Number></Dial>"
_ACTION = ' action="https://example.com/next/"'
_STAYS = ' redirect="false"'


@family.rule(
    Rule(
        name=RuleName.EMPTY_RESPONSE,
        severity="warning",
        says=(
            "A document without elements ends the call, so it is no answer to a call. It is the "
            "right answer to a callback that only tells you something."
        ),
        wrong="<Response/>",
        right=f"<Response>{_SPOKEN}</Response>",
        hangup_code=_NO_MORE_ELEMENTS,
        of_answers="error",
    ),
    Response,
)
def _empty(response: Response) -> Iterator[Diagnostic]:
    if all(isinstance(node, Comment) for node in response.children):
        message = "expected something to do; got nothing, which may end the call at once"
        yield Diagnostic(message)


@family.rule(
    Rule(
        name=RuleName.UNREACHABLE,
        severity="warning",
        says=(
            "Nothing runs after a Redirect, after a Hangup without a schedule, and after speech or "
            "a file that repeats until the call ends."
        ),
        wrong=f"<Response><Redirect>https://example.com/</Redirect>{_SPOKEN}</Response>",
        right=f"<Response>{_SPOKEN}<Redirect>https://example.com/</Redirect></Response>",
    ),
    Response,
    PreAnswer,
)
def _unreachable(around: Response | PreAnswer) -> Iterator[Diagnostic]:
    for before, after in itertools.pairwise(elements_in(around)):
        # Of an endless PreAnswer another rule tells.
        if flow.ends(before) and not (isinstance(around, PreAnswer) and flow.is_endless(before)):
            message = f"expected nothing after {before.tag}; got {after.tag!r}, which may never run"
            yield Diagnostic(message, element=after)
            return


@family.rule(
    Rule(
        name=RuleName.NO_FALLBACK,
        severity="warning",
        says=(
            "Where the caller gives no input, or nobody answers a Dial without an action, the next "
            "element runs. Without one the call ends."
        ),
        wrong=f'<Response><GetInput inputType="dtmf"{_ACTION}/></Response>',
        right=f'<Response><GetInput inputType="dtmf"{_ACTION}/>{_SPOKEN}</Response>',
        hangup_code=_NO_MORE_ELEMENTS,
    ),
    Response,
)
def _no_fallback(response: Response) -> Iterator[Diagnostic]:
    last = next(reversed(elements_in(response)), None)
    match last:
        case GetDigits() | GetInput():
            cause = "without input"
        case Dial() if last.action is None or flow.is_told_only(last):
            cause = "if nobody answers"
        case _:
            return
    message = f"expected an element after it; got none, so {cause} the call may just end"
    yield Diagnostic(message, element=last)


@family.rule(
    Rule(
        name=RuleName.ACTION_TAKES_OVER,
        severity="warning",
        says=(
            "The document that an action answers with takes the call over, so what stands after "
            'the element may not run. `redirect="false"` leaves no doubt.'
        ),
        wrong=f"<Response>{_DIAL.format(_ACTION)}{_SPOKEN}</Response>",
        right=f"<Response>{_DIAL.format(_ACTION + _STAYS)}{_SPOKEN}</Response>",
    ),
    Response,
)
def _action_takes_over(response: Response) -> Iterator[Diagnostic]:
    for element, after in itertools.pairwise(elements_in(response)):
        if not isinstance(element, Dial | Record | Conference) or _is_background(element):
            continue
        if flow.next_url(element) and not flow.is_told_only(element):
            message = (
                f'expected redirect="false" before {after.tag}; got an action whose document may '
                "run in its place"
            )
            yield Diagnostic(message, element=element, field="action")


def _is_background(element: Element) -> bool:
    """Whether an element records the call, or starts to once it is connected."""
    return isinstance(element, Record) and bool(
        element.record_session or element.start_on_dial_answer
    )


@family.rule(
    Rule(
        name=RuleName.PREANSWER_NOT_FIRST,
        severity="warning",
        says=(
            "PreAnswer plays before the call is answered. An element before it may answer the "
            "call, and then it comes too late."
        ),
        wrong=f"<Response>{_SPOKEN}<PreAnswer><Wait/></PreAnswer></Response>",
        right=f"<Response><PreAnswer><Wait/></PreAnswer>{_SPOKEN}</Response>",
    ),
    Response,
)
def _pre_answer_not_first(response: Response) -> Iterator[Diagnostic]:
    before: Element | None = None
    for element in elements_in(response):
        if isinstance(element, PreAnswer) and before is not None:
            message = f"expected it first; got it after {before.tag}, which may answer the call"
            yield Diagnostic(message, element=element)
        elif not isinstance(element, PreAnswer | Wait | Message):
            before = before or element


@family.rule(
    Rule(
        name=RuleName.ENDLESS_PREANSWER,
        severity="warning",
        says=(
            "A PreAnswer that repeats until the call ends may never let the call be answered; some "
            "carriers give up after 30 seconds."
        ),
        wrong=(
            '<Response><PreAnswer><Play loop="0">https://example.com/a.mp3</Play></PreAnswer>'
            f"{_SPOKEN}</Response>"
        ),
        right=(
            '<Response><PreAnswer><Play loop="2">https://example.com/a.mp3</Play></PreAnswer>'
            f"{_SPOKEN}</Response>"
        ),
    ),
    PreAnswer,
)
def _endless_pre_answer(around: PreAnswer) -> Iterator[Diagnostic]:
    for element in elements_in(around):
        if flow.is_endless(element):
            message = "expected 1 or more; got 0, so the call may never be answered"
            yield Diagnostic(message, element=element, field="loop")


@family.rule(
    Rule(
        name=RuleName.RECORD_TOO_LATE,
        severity="warning",
        says=(
            "A recording of the call starts where it stands, so it comes before the Dial, the "
            "Conference, the MultiPartyCall or the Stream that it is to record."
        ),
        wrong=f'<Response>{_DIAL.format("")}<Record recordSession="true"/></Response>',
        right=f'<Response><Record recordSession="true"/>{_DIAL.format(_ACTION)}</Response>',
    ),
    Response,
)
def _record_too_late(response: Response) -> Iterator[Diagnostic]:
    found = elements_in(response)
    talks = [
        index
        for index, element in enumerate(found)
        if isinstance(element, Dial | Conference | MultiPartyCall | Stream)
    ]
    for index, element in enumerate(found):
        if talks and _is_background(element) and index > talks[-1]:
            talk = found[talks[-1]].tag
            message = f"expected it before {talk}; got it after, so it may record nothing of that"
            yield Diagnostic(message, element=element)
