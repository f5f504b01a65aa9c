"""The flow of a document: what runs after what, and what never does."""

from __future__ import annotations

import itertools

from collections.abc import Iterator
from typing import Final

from ..._model.change import with_attributes
from ..._model.diagnostic import Beside, Diagnostic
from ..._model.nodes import Comment, Element, UnknownElement, elements_in
from ..._model.rule_names import RuleName
from ..._model.spec import spec_of
from ...elements.input import GetDigits, GetInput
from ...elements.media import Play
from ...elements.messaging import Message
from ...elements.recording import Record
from ...elements.response import PreAnswer, Response
from ...elements.rooms import Conference, MultiPartyCall
from ...elements.routing import Dial, Hangup, Redirect, Wait
from ...elements.speech import Speak
from ...elements.streaming import Stream
from .. import flow
from ..rule import Family, Rule


family: Final = Family()

_HANGUP, _NO_MORE_ELEMENTS, _NO_SOUND = 4000, 4010, 6020
_CARRIERS_GIVE_UP: Final = 30  # seconds
_SPOKEN = "<Speak>Goodbye</Speak>"
_DIAL = "<Dial{}><Number>+15550100123</Number></Dial>"
_RECORD = '<Record recordSession="true" maxLength="3600"/>'
_ACTION = ' action="https://example.com/next/"'
_STAYS = ' redirect="false"'
_ASKING: Final = (GetDigits, GetInput)
_TALKS: Final = (Dial, Conference, MultiPartyCall, Stream)
# What serves those who gave no input, and what nobody knows.
_WITHOUT_INPUT: Final = (
    *(Speak, Play, Wait, Hangup, Redirect, GetDigits, GetInput),
    UnknownElement,
)


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
        name=RuleName.HANGUP_ONLY,
        severity="warning",
        says=(
            "As the answer to a call, Hangup alone may pick the call up and end it, which looks like "
            "a finished call in the records. To turn it away, give a `reason`. An older page has such "
            "a call rejected with 3020; both of Plivo's guides saw it answered."
        ),
        wrong="<Response><Hangup/></Response>",
        right='<Response><Hangup reason="rejected"/></Response>',
        hangup_code=_HANGUP,
        of_answers="error",
    ),
    Response,
    holding=[Hangup],
)
def _hangup_only(response: Response) -> Iterator[Diagnostic]:
    match elements_in(response):
        case [Hangup(reason=None, schedule=None)]:
            message = (
                "expected something before Hangup; got it alone, so the call may be answered and "
                "ended at once"
            )
            yield Diagnostic(message, 'give reason="rejected" or reason="busy" to turn it away')
        case _:
            pass


@family.rule(
    Rule(
        name=RuleName.WAIT_ONLY,
        severity="warning",
        says=(
            "Wait does not pick up a call that comes in: a document of nothing else may never answer "
            "it, and after a minute without sound the call ends. A call that you make is answered "
            "already."
        ),
        wrong='<Response><Wait length="120"/></Response>',
        right=f'<Response>{_SPOKEN}<Wait length="120"/></Response>',
        hangup_code=_NO_SOUND,
        of_answers="error",
    ),
    Response,
    holding=[Wait],
)
def _wait_only(response: Response) -> Iterator[Diagnostic]:
    found = elements_in(response)
    if {Wait} <= {*map(type, found)} <= {Wait, Hangup}:
        message = (
            "expected something that answers the call; got Wait alone, so a call that comes in may "
            "never be answered"
        )
        hint = (
            'let something be said first, or write <Record recordSession="true" maxLength="3600"/>'
        )
        yield Diagnostic(message, hint)


@family.rule(
    Rule(
        name=RuleName.UNREACHABLE,
        severity="warning",
        is_of_unused=True,
        says=(
            "Nothing runs after a Redirect, after a Hangup without a schedule, and after speech or "
            "a file that repeats until the call ends. Of a Redirect, one edition of Plivo's guide "
            "says so, and another that no page does: what stands below it may be dead."
        ),
        wrong=f"<Response><Redirect>https://example.com/</Redirect>{_SPOKEN}</Response>",
        right=f"<Response>{_SPOKEN}<Redirect>https://example.com/</Redirect></Response>",
    ),
    Response,
    PreAnswer,
    holding=[Hangup, Redirect, Speak, Play],
)
def _unreachable(around: Response | PreAnswer) -> Iterator[Diagnostic]:
    for before, after in itertools.pairwise(elements_in(around)):
        # Of an endless PreAnswer another rule tells.
        if flow.ends(before) and not (isinstance(around, PreAnswer) and flow.is_endless(before)):
            message = f"expected nothing after {before.tag}; got {after.tag!r}, which may never run"
            last = Beside("the last that runs", before)
            yield Diagnostic(message, element=after, beside=(last,))
            return


@family.rule(
    Rule(
        name=RuleName.NO_FALLBACK,
        severity="warning",
        says=("Where the caller gives no input the next element runs. Without one the call ends."),
        wrong=f'<Response><GetInput inputType="dtmf"{_ACTION}/></Response>',
        right=f'<Response><GetInput inputType="dtmf"{_ACTION}/>{_SPOKEN}</Response>',
        hangup_code=_NO_MORE_ELEMENTS,
    ),
    Response,
    holding=_ASKING,
)
def _no_fallback(response: Response) -> Iterator[Diagnostic]:
    last = next(reversed(elements_in(response)), None)
    if isinstance(last, GetDigits | GetInput):
        yield Diagnostic(_just_ends("without input"), element=last)


@family.rule(
    Rule(
        name=RuleName.NO_FALLBACK_AFTER_DIAL,
        severity="warning",
        says=(
            "Where nobody answers a Dial without an action the next element runs. Without one the "
            "call ends, which most authors mean: the rule counts where it is selected."
        ),
        wrong=f"<Response>{_DIAL.format('')}</Response>",
        right=f"<Response>{_DIAL.format('')}{_SPOKEN}</Response>",
        hangup_code=_NO_MORE_ELEMENTS,
        is_default=False,
    ),
    Response,
    holding=[Dial],
)
def _no_fallback_after_dial(response: Response) -> Iterator[Diagnostic]:
    last = next(reversed(elements_in(response)), None)
    if isinstance(last, Dial) and (last.action is None or flow.is_told_only(last)):
        yield Diagnostic(_just_ends("if nobody answers"), element=last)


def _just_ends(cause: str) -> str:
    return f"expected an element after it; got none, so {cause} the call may just end"


@family.rule(
    Rule(
        name=RuleName.ACTION_TAKES_OVER,
        severity="warning",
        says=(
            "The document that an action answers with takes the call over, so what stands after "
            'the element may not run. `redirect="false"` leaves no doubt. Below GetDigits and '
            "GetInput, what serves those who gave no input is right: words, Redirect, another try."
        ),
        wrong=f"<Response>{_DIAL.format(_ACTION)}{_SPOKEN}</Response>",
        right=f"<Response>{_DIAL.format(_ACTION + _STAYS)}{_SPOKEN}</Response>",
    ),
    Response,
    holding=[Dial, Record, Conference, *_ASKING],
)
def _action_takes_over(response: Response) -> Iterator[Diagnostic]:
    after_any: Element | None = None
    after_input: Element | None = None
    for element in reversed(elements_in(response)):
        after = _taken_over(element, after_any, after_input)
        if after is not None and flow.next_url(element) and not flow.is_told_only(element):
            message = (
                f'expected redirect="false" before {after.tag}; got an action whose document may '
                "run in its place"
            )
            skipped = Beside("what may not run", after)
            yield Diagnostic(message, element=element, field="action", beside=(skipped,))
        after_any = element
        if not isinstance(element, _WITHOUT_INPUT):
            after_input = element


def _taken_over(
    element: Element, after_any: Element | None, after_input: Element | None
) -> Element | None:
    """Return the first of the elements below one that is not to be left to its action."""
    match element:
        case Dial() | Record() | Conference() if not flow.is_in_background(element):
            return after_any
        case GetDigits() | GetInput():
            return after_input
        case _:
            return None


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
    holding=[PreAnswer],
)
def _pre_answer_not_first(response: Response) -> Iterator[Diagnostic]:
    before: Element | None = None
    for element in elements_in(response):
        if isinstance(element, PreAnswer) and before is not None:
            message = f"expected it first; got it after {before.tag}, which may answer the call"
            answering = Beside("what may answer the call", before)
            yield Diagnostic(message, element=element, beside=(answering,))
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
        name=RuleName.LONG_PREANSWER,
        severity="warning",
        says=(
            "Carriers may give up on a call that is not answered for long, so a PreAnswer stays "
            "below 30 seconds."
        ),
        wrong=f'<Response><PreAnswer><Wait length="60"/></PreAnswer>{_SPOKEN}</Response>',
        right=f'<Response><PreAnswer><Wait length="5"/></PreAnswer>{_SPOKEN}</Response>',
    ),
    PreAnswer,
)
def _long_pre_answer(around: PreAnswer) -> Iterator[Diagnostic]:
    default = int(spec_of(Wait).by_field["length"].default or 0)
    waits = (element for element in elements_in(around) if isinstance(element, Wait))
    seconds = sum(wait.length or default for wait in waits)
    if seconds >= _CARRIERS_GIVE_UP:
        message = (
            f"expected less than {_CARRIERS_GIVE_UP} seconds of Wait; got {seconds}, so the call may "
            "be given up before it is answered"
        )
        yield Diagnostic(message)


@family.rule(
    Rule(
        name=RuleName.RECORD_TOO_LATE,
        severity="warning",
        says=(
            "A recording of the call starts where it stands, so it comes before the Dial, the "
            "Conference, the MultiPartyCall or the Stream that it is to record."
        ),
        wrong=f"<Response>{_DIAL.format('')}{_RECORD}</Response>",
        right=f"<Response>{_RECORD}{_DIAL.format(_ACTION)}</Response>",
    ),
    Response,
    holding=[Record],
)
def _record_too_late(response: Response) -> Iterator[Diagnostic]:
    found = elements_in(response)
    last = max((at for at, one in enumerate(found) if isinstance(one, _TALKS)), default=len(found))
    for at, element in enumerate(found):
        if flow.is_in_background(element) and at > last:
            talk = found[last]
            message = (
                f"expected it before {talk.tag}; got it after, so it may record nothing of that"
            )
            missed = Beside("what it may record nothing of", talk)
            yield Diagnostic(message, element=element, beside=(missed,))


@family.rule(
    Rule(
        name=RuleName.SHORT_RECORDING,
        severity="info",
        says=(
            "A recording of the call ends after 60 seconds unless `maxLength` says otherwise, and "
            "may miss most of it."
        ),
        wrong=f'<Response><Record recordSession="true"/>{_SPOKEN}</Response>',
        right=f"<Response>{_RECORD}{_SPOKEN}</Response>",
    ),
    Record,
)
def _short_recording(record: Record) -> Iterator[Diagnostic]:
    if record.record_session and record.max_length is None:
        seconds = spec_of(Record).by_field["max_length"].default
        message = f"expected maxLength; got none, so the recording may end after {seconds} seconds"
        change = with_attributes(maxLength="3600")
        yield Diagnostic(message, 'write maxLength="3600" for an hour', change=change)
