"""`plivoml decode`: a request of Plivo's, in its typed form."""

from __future__ import annotations

import argparse
import os
import sys

from ... import callbacks
from ..._model.diagnostic import not_known
from ...callbacks import Callback
from ...callbacks._parse import classes
from ...errors import InvalidCallbackError
from .. import CLEAN, FAILED, PROBLEMS


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.add_argument(
        "request", metavar="REQUEST", help="a body, a query, a URL with one, or - for the input"
    )
    parser.add_argument(
        "--as",
        dest="kind",
        metavar="CLASS",
        help="the class to read it with, such as DialAction (default: the one that fits)",
    )
    parser.add_argument("--log", action="store_true", help="hide what a person said, typed or sent")


def run(options: argparse.Namespace) -> int:
    """Print the request, with a line for each of its fields."""
    request: str = options.request
    body = sys.stdin.buffer.read() if request == "-" else os.fsencode(_query(request))
    known = {cls.__name__: cls for cls in classes()}
    if options.kind is not None and options.kind not in known:
        told = not_known("the name of a class in plivoml.callbacks", options.kind, known)
        print(f"plivoml: {told}", file=sys.stderr)
        return FAILED
    try:
        found = known[options.kind].from_form(body) if options.kind else callbacks.parse(body)
    except InvalidCallbackError as error:
        print(f"plivoml: {error}", file=sys.stderr)
        return PROBLEMS
    _print(found, hidden=options.log)
    return CLEAN


def _query(request: str) -> str:
    """Return the query of a URL; a body is what it is."""
    is_url = request.lower().startswith(("http://", "https://"))
    return request.partition("?")[2].partition("#")[0] if is_url else request.strip()


def _print(found: Callback, *, hidden: bool) -> None:
    given = {name: value for name, _, value in found._given()}
    fields = found.as_log() if hidden else given
    print(f"{type(found).__name__}(")
    for name, value in fields.items():
        print(f"    {name}={value!r},")
    print(")")
