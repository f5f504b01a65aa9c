"""
Reporting the status of a Dial, as Plivo's own samples in six languages do it.

Each sample builds a document; here the same is built, and compared with what the sample
prints or means.
"""

from __future__ import annotations

import itertools

from urllib.parse import urlencode

import pytest

from plivoml import Dial, Number, Response, Speak, check, parse
from plivoml.callbacks import DialAction, DialStatus
from plivoml.callbacks import parse as parse_callback
from tests.support.sameness import canonical


def connecting(action: str) -> Response:
    return Response(
        [Speak("Connecting your call.."), Dial([Number("1111111111")], action=action, method="GET")]
    )


HOSTED = "https://morning-ocean-4669.herokuapp.com/dial_status/"
PRINTED = """\
<Response>
    <Speak>Connecting your call..</Speak>
    <Dial action="https://morning-ocean-4669.herokuapp.com/dial_status/" method="GET">
        <Number>1111111111</Number>
    </Dial>
</Response>"""

BY_LANGUAGE = {
    "Python": (
        connecting("https://example.com/dial_status/"),
        (
            "<Response><Speak>Connecting your call..</Speak>"
            '<Dial action="https://example.com/dial_status/" method="GET">'
            "<Number>1111111111</Number></Dial></Response>"
        ),
    ),
    "Ruby": (
        Response()
        .then(Speak("Connecting your call.."))
        .then(
            Dial([Number("1111111111")], action="https://example.com/dial_status/", method="GET")
        ),
        (
            "<Response><Speak>Connecting your call..</Speak>"
            "<Dial action='https://example.com/dial_status/' method='GET'>"
            "<Number>1111111111</Number></Dial></Response>"
        ),
    ),
    "PHP": (
        connecting("https://example.com/dial_status.php"),
        (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            "<Response><Speak>Connecting your call..</Speak>"
            '<Dial action="https://example.com/dial_status.php" method="GET">'
            "<Number>1111111111</Number></Dial></Response>\n"
        ),
    ),
    "Java": (
        connecting("https://example.com/dial_status/"),
        (
            "<Response>\n  <Speak>Connecting your call..</Speak>\n"
            '  <Dial method="GET" action="https://example.com/dial_status/">\n'
            "    <Number>1111111111</Number>\n  </Dial>\n</Response>"
        ),
    ),
    ".NET": (
        Response(
            [Dial([Number("1111111111")], action="http://example.com/dial_status/", method="GET")]
        ),
        (
            '<Response><Dial action="http://example.com/dial_status/" method="GET">'
            "<Number>1111111111</Number></Dial></Response>"
        ),
    ),
    "Go": (
        Response(
            [
                Dial(
                    [Number("<phone_number>")],
                    action="https://<yourdomain>.com/dialstatus/action/",
                    method="POST",
                    redirect=True,
                )
            ]
        ),
        (
            '<Response><Dial action="https://&lt;yourdomain&gt;.com/dialstatus/action/" method="POST" '
            'redirect="true"><Number>&lt;phone_number&gt;</Number></Dial></Response>'
        ),
    ),
}


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_document_of_each_sample_is_the_same(language: str) -> None:
    built, meant = BY_LANGUAGE[language]
    assert canonical(str(built)) == canonical(meant)
    assert parse(meant) == built
    assert parse(str(built)) == built


def test_the_sample_output_is_written_to_the_letter() -> None:
    assert connecting(HOSTED).to_xml(indent="    ", declaration=False) == PRINTED
    assert parse(PRINTED) == connecting(HOSTED)
    assert [problem for problem in check(PRINTED) if problem.severity == "error"] == []


def test_placeholders_are_escaped_rather_than_refused() -> None:
    built, _ = BY_LANGUAGE["Go"]
    assert built.to_xml(declaration=False) == (
        '<Response><Dial action="https://&lt;yourdomain>.com/dialstatus/action/" method="POST" '
        'redirect="true"><Number>&lt;phone_number&gt;</Number></Dial></Response>'
    )


STATUSES = {
    "completed": DialStatus.COMPLETED,
    "busy": DialStatus.BUSY,
    "failed": DialStatus.FAILED,
    "timeout": DialStatus.TIMEOUT,
    "no-answer": DialStatus.NO_ANSWER,
    "cancel": DialStatus.CANCEL,
}
A_LEG = "52bb0058-902d-11e4-9681-2d7d49a323a0"
B_LEG = "54f84290-902d-11e4-96df-2d7d49a323a0"

# What is sent, the field that it becomes, and the value that it has there.
PARAMETERS = {
    "DialRingStatus": ("true", "dial_ring_status", True),
    "DialHangupCause": ("NORMAL_CLEARING", "dial_hangup_cause", "NORMAL_CLEARING"),
    "DialStatus": ("completed", "dial_status", DialStatus.COMPLETED),
    "DialALegUUID": (A_LEG, "dial_a_leg_uuid", A_LEG),
    "DialBLegUUID": (B_LEG, "dial_b_leg_uuid", B_LEG),
}


def test_the_statuses_are_those_of_the_samples_and_cancel() -> None:
    assert {status.value: status for status in DialStatus} == STATUSES


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("rang", [True, False])
def test_what_is_sent_to_the_action_url_is_read(status: str, *, rang: bool) -> None:
    answered = status == "completed"
    form = {
        "DialRingStatus": str(rang).lower(),
        "DialHangupCause": "NORMAL_CLEARING" if answered else "USER_BUSY",
        "DialStatus": status,
        "DialALegUUID": A_LEG,
        # Empty if nobody answers.
        "DialBLegUUID": B_LEG if answered else "",
    }
    done = DialAction.from_form(form)
    assert (
        done.dial_ring_status,
        done.dial_hangup_cause,
        done.dial_status,
        done.dial_a_leg_uuid,
        done.dial_b_leg_uuid,
    ) == (
        rang,
        form["DialHangupCause"],
        STATUSES[status],
        A_LEG,
        form["DialBLegUUID"],
    )
    # By GET it is in the query and by POST in the body; both have one form.
    assert DialAction.from_form(urlencode(form)) == done
    assert DialAction.from_form(urlencode(form).encode()) == done
    assert parse_callback(form) == done


@pytest.mark.parametrize(
    "names",
    [names for size in range(6) for names in itertools.combinations(PARAMETERS, size)],
    ids=",".join,
)
def test_a_phlo_sends_any_of_the_five_and_nothing_else(names: tuple[str, ...]) -> None:
    done = DialAction.from_form({name: PARAMETERS[name][0] for name in names})
    assert {field: getattr(done, field) for _, field, _ in PARAMETERS.values()} == {
        field: value if name in names else None for name, (_, field, value) in PARAMETERS.items()
    }
    assert dict(done.to_form()) == {name: PARAMETERS[name][0] for name in names}


def test_the_line_of_the_samples_is_printed_from_what_is_read() -> None:
    done = DialAction.from_form({name: sent for name, (sent, _, _) in PARAMETERS.items()})
    line = (
        f"Status : {done.dial_status}, ALeg Uuid : {done.dial_a_leg_uuid}, "
        f"BLeg Uuid : {done.dial_b_leg_uuid}"
    )
    assert line == f"Status : completed, ALeg Uuid : {A_LEG}, BLeg Uuid : {B_LEG}"
