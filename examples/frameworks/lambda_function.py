"""
AWS Lambda, behind a Function URL, or an HTTP or REST API of API Gateway.

Set the handler to `frameworks.lambda_function.lambda_handler`, and PUBLIC_URL and
PLIVO_AUTH_TOKEN in the environment; point Plivo to PUBLIC_URL/answer.  PUBLIC_URL is the
address of the function, with the stage behind it if the address has one.
"""

from __future__ import annotations

from plivoml import Response
from plivoml.aws_lambda import Event, Handler, Result, path_of, received
from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, GetInputAction

from . import calls


@received(AnswerRequest)
def answer(_: Event, call: AnswerRequest) -> Response:
    """Say what comes first."""
    return calls.answer(call)


@received(GetInputAction)
def chosen(_: Event, told: GetInputAction) -> Response:
    """Connect the caller with what was chosen."""
    return calls.chosen(told)


@received(DialAction)
def dialled(_: Event, done: DialAction) -> Response:
    """Say how the Dial ended."""
    return calls.dialled(done)


@received(DialCallback)
def dial_event(_: Event, told: DialCallback) -> None:
    """Note what a dialled leg does."""
    calls.dial_event(told)


PAGES: dict[str, Handler] = {
    "/answer": answer,
    "/chosen": chosen,
    "/dialled": dialled,
    "/dial-events": dial_event,
}


def lambda_handler(event: Event, context: object) -> Result:
    """Answer a request."""
    page = PAGES.get(path_of(event))
    if page is None:
        text = {"Content-Type": "text/plain; charset=utf-8"}
        return {"statusCode": 404, "headers": text, "body": f"expected one of {', '.join(PAGES)}"}
    return page(event, context)
