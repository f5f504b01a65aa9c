"""The page of hangup causes, written from the causes; `python -m tools.generate.hangup_causes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plivoml.hangup_causes import CAUSES, GROUPS, HangupCause
from tools.generate import bridges, places


if TYPE_CHECKING:
    from collections.abc import Iterator

_INTRODUCTION = """\
# Hangup causes

Why calls end: what Plivo reports as `HangupCauseCode`, `HangupCauseName` and `HangupSource`
([Plivo's page](https://plivo.com/docs/voice/troubleshooting/hangup-causes)). In Python this
is `plivoml.hangup_causes`; this page is written from it.

*Caused by*: `you` is your application, `account` its settings and money at Plivo. *Source* is
`HangupSource`: documented on a page, observed in a request, or inferred from the meaning.
What *leads to it* are hints and no proof.
"""


def files() -> dict[str, str]:
    """Return the page by its path."""
    return {"docs/reference/hangup-causes.md": "\n".join(_lines())}


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for group, title in GROUPS.items():
        yield f"## {title}\n"
        for cause in CAUSES:
            if cause.group == group:
                yield from _entry(cause)


def _entry(cause: HangupCause) -> Iterator[str]:
    yield f"### {cause.code} {cause.name}\n"
    yield f"{_escaped(cause.meaning)} **What to do:** {_escaped(cause.next_step)}\n"
    yield f"* Caused by: {', '.join(cause.caused_by)}"
    yield f"* Source: {', '.join(cause.sources)} ({cause.basis})"
    if cause.also_spelled:
        yield f"* Also spelled: {', '.join(cause.also_spelled)}"
    if cause.only_if:
        yield f"* Only if: {_escaped(cause.only_if)}"
    if cause.b_leg_only:
        yield "* Told of the leg that Dial makes"
    if not cause.in_table:
        yield "* On other pages of Plivo, and missing from its table"
    if cause.doubt:
        yield f"* Doubt: {_escaped(cause.doubt)}"
    if cause.mistakes:
        yield "* What leads to it:"
        yield from (f"    * {_escaped(mistake)}" for mistake in cause.mistakes)
    page = places.cause(cause).page
    elements = places.links(map(places.element, bridges.elements_behind(cause)), page)
    if elements:
        yield f"* Elements: {elements}"
    rules = places.links(map(places.rule, bridges.rules_behind(cause)), page)
    if rules:
        yield f"* Rules of `plivoml check`: {rules}"
    yield ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("_", r"\_")
