"""URLs: what Plivo asks, plays and streams to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..._model.diagnostic import Diagnostic, shown
from ..._model.nodes import Element
from ..._model.rule_names import RuleName
from ..._model.spec import AttributeSpec, value_of
from ..._model.types import Reaches, Url
from ..._model.values import Union
from ...elements.media import Play
from ...elements.routing import Redirect
from ...urls import options
from ..rule import CALLBACK_SETTINGS, OVERVIEW, Family, Given, Rule


family: Final = Family()

_WEB: Final = ("https://", "http://")


def _is_url(attribute: AttributeSpec) -> bool:
    """Whether a value is a URL of the web, or may be one."""
    members = attribute.value.members if isinstance(attribute.value, Union) else (attribute.value,)
    return value_of(Url) in members and attribute.reaches is not Reaches.STREAM


def _is_word(given: Given) -> bool:
    """Whether a value is one of the words that stand beside URLs, such as `beep:1`."""
    value = given.attribute.value
    return isinstance(value, Union) and value.members[0].load(given.value) == given.value


def _names_its_own_document(element: Element, url: str) -> bool:
    """Whether a URL is the one of the document itself, but for its query."""
    return isinstance(element, Redirect) and url.startswith(("?", "#"))


@family.value_rule(
    Rule(
        name=RuleName.RELATIVE_URL,
        severity="warning",
        says=(
            "Plivo asks URLs that start with `https://` or `http://`. Another one may end the call "
            "(7022 for an action, 7024 for a Redirect)."
        ),
        wrong="<Response><Redirect>/menu/</Redirect></Response>",
        right="<Response><Redirect>https://example.com/menu/</Redirect></Response>",
        docs=OVERVIEW,
    ),
    _is_url,
)
def _relative(given: Given) -> Iterator[Diagnostic]:
    if given.value.lower().startswith(_WEB) or _is_word(given):
        return
    if _names_its_own_document(given.element, given.value):
        return
    yield Diagnostic(
        f"expected a URL that starts with https://; got {shown(given.value)}, which may not be found",
        hangup_code=given.attribute.if_wrong.hangup_code,
    )


@family.value_rule(
    Rule(
        name=RuleName.INSECURE_AUDIO,
        severity="warning",
        says="Audio files are served over HTTPS. Plivo may not play one that is not.",
        wrong="<Response><Play>http://example.com/a.mp3</Play></Response>",
        right="<Response><Play>https://example.com/a.mp3</Play></Response>",
    ),
    lambda attribute: attribute.reaches is Reaches.AUDIO,
)
def _insecure_audio(given: Given) -> Iterator[Diagnostic]:
    if given.value.lower().startswith("http://"):
        message = f"expected a URL that starts with https://; got {shown(given.value)}, which may not play"
        yield Diagnostic(message)


@family.value_rule(
    Rule(
        name=RuleName.INSECURE_STREAM,
        severity="warning",
        says=(
            "The sound of a call goes over `wss://`. Over `ws://` others may listen, and Plivo may "
            "refuse to connect."
        ),
        wrong='<Response><Stream keepCallAlive="true">ws://example.com/</Stream></Response>',
        right='<Response><Stream keepCallAlive="true">wss://example.com/</Stream></Response>',
    ),
    lambda attribute: attribute.reaches is Reaches.STREAM,
)
def _insecure_stream(given: Given) -> Iterator[Diagnostic]:
    if not given.value.startswith("wss://"):
        message = f"expected a URL that starts with wss://; got {shown(given.value)}, which may be refused"
        yield Diagnostic(message)


@family.value_rule(
    Rule(
        name=RuleName.BAD_CALLBACK_OPTIONS,
        severity="warning",
        says=(
            "Behind the `#` of a URL stand settings for that request: `ct`, `rt`, `tt`, `rc`, `rp` "
            "and `er`, each in its range. Others may be ignored, as may those of an audio file."
        ),
        wrong="<Response><Redirect>https://example.com/#rc=9</Redirect></Response>",
        right="<Response><Redirect>https://example.com/#rc=5</Redirect></Response>",
        docs=CALLBACK_SETTINGS,
    ),
    _is_url,
)
def _bad_options(given: Given) -> Iterator[Diagnostic]:
    address, mark, settings = given.value.partition("#")
    if not mark:
        return
    if isinstance(given.element, Play):
        message = f"expected no settings; got {shown(settings)}, which may have no effect on a file"
        yield Diagnostic(message, f"write {address}")
        return
    for problem in options(given.value).problems:
        message = f"{problem.message} for {problem.where!r}, which may be ignored"
        yield Diagnostic(message)


@family.rule(
    Rule(
        name=RuleName.SELF_REDIRECT,
        severity="warning",
        says=(
            "A Redirect to its own document, with nothing but another query, may go round for "
            "ever. Count the rounds, and leave after some."
        ),
        wrong="<Response><Redirect>?again=1</Redirect></Response>",
        right="<Response><Redirect>https://example.com/goodbye/</Redirect></Response>",
    ),
    Redirect,
)
def _self_redirect(redirect: Redirect) -> Iterator[Diagnostic]:
    if _names_its_own_document(redirect, redirect.url):
        message = f"expected another document; got {shown(redirect.url)}, which may loop for ever"
        yield Diagnostic(message)
