"""URLs: what Plivo asks and streams to."""

from __future__ import annotations

import re

from collections.abc import Iterator
from typing import Final

from ..._model.change import Change
from ..._model.closeness import closest
from ..._model.diagnostic import Diagnostic, alternatives, instead, shown, suggestion
from ..._model.rule_names import RuleName
from ..._model.spec import AttributeSpec
from ..._model.types import StreamHeaders
from ..._model.values import Enumeration, is_text
from ...elements.routing import Redirect
from ...elements.streaming import Stream
from ...urls import options
from .. import addresses
from ..rule import CALLBACK_SETTINGS, OVERVIEW, Family, Given, Rule, takes


family: Final = Family()

_REDIRECT: Final = "<Response><Redirect>{}</Redirect></Response>"
_STREAM: Final = (
    '<Response><Stream bidirectional="true" keepCallAlive="true" '
    'contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="{}">{}</Stream></Response>'
)
_STATUS: Final = "https://example.com/status"

# What Plivo reports where nobody answers, by what it reports of a URL that is none.
_ROOM: Final = 40  # characters of the name of a setting
_NOBODY_ANSWERS: Final[dict[int | None, int]] = {7022: 7012, 7024: 7014}
# What a box of the page on settings calls them, and no table.
_BOX: Final = {"plivo_timeout": "did you mean 'rt' or 'tt'?", "plivo_retries": "did you mean 'rc'?"}


def _code_if_invalid(attribute: AttributeSpec) -> int | None:
    return attribute.if_wrong.hangup_code if addresses.is_of_the_web(attribute) else None


def _code_if_nobody_answers(attribute: AttributeSpec) -> int | None:
    return _NOBODY_ANSWERS.get(_code_if_invalid(attribute))


@family.value_rule(
    Rule(
        name=RuleName.RELATIVE_URL,
        severity="warning",
        says=(
            "Plivo asks URLs that start with `https://` or `http://`. One without may end the call "
            "(7022 for an action, 7024 for a Redirect): Plivo's own list of mistakes calls it a "
            "break, and yet examples on its pages have such URLs."
        ),
        wrong=_REDIRECT.format("/menu/"),
        right=_REDIRECT.format("https://example.com/menu/"),
        docs=OVERVIEW,
        code_of=_code_if_invalid,
    ),
    addresses.is_of_the_web,
    find=addresses.NO_WEB,
)
def _relative(given: Given) -> Iterator[Diagnostic]:
    if addresses.fault(given) is RuleName.RELATIVE_URL:
        yield Diagnostic(
            f"expected a URL that starts with https://; got {shown(given.value)}, which may not be "
            "found",
            hangup_code=_code_if_invalid(given.attribute),
        )


@family.value_rule(
    Rule(
        name=RuleName.UNKNOWN_SCHEME,
        severity="error",
        says=(
            "Plivo asks URLs of `https://` and `http://` alone. Another scheme is an invalid URL "
            "(7022 for an action, 7024 for a Redirect)."
        ),
        wrong=_REDIRECT.format("ftp://example.com/menu/"),
        right=_REDIRECT.format("https://example.com/menu/"),
        docs=OVERVIEW,
        code_of=_code_if_invalid,
    ),
    addresses.is_of_the_web,
    find=addresses.NO_WEB,
)
def _unknown_scheme(given: Given) -> Iterator[Diagnostic]:
    if addresses.fault(given) is RuleName.UNKNOWN_SCHEME:
        meant = closest(addresses.scheme(given.value) or "", ("https", "http"))
        expected = alternatives(
            [
                *map(repr, addresses.words(given.attribute)),
                "a URL that starts with https:// or http://",
            ]
        )
        yield Diagnostic(
            f"expected {expected}; got {shown(given.value)}",
            suggestion(meant and "https://"),
            hangup_code=_code_if_invalid(given.attribute),
        )


@family.value_rule(
    Rule(
        name=RuleName.UNREACHABLE_HOST,
        severity="error",
        says=(
            "Plivo asks from outside. It reaches neither `localhost` nor a private address, nor a "
            "name that is known in your network alone (7012 for an action, 7014 for a Redirect)."
        ),
        wrong=_REDIRECT.format("https://localhost:8000/menu/"),
        right=_REDIRECT.format("https://example.com/menu/"),
        code_of=_code_if_nobody_answers,
    ),
    addresses.is_url,
    find=addresses.is_inside,
)
def _unreachable_host(given: Given) -> Iterator[Diagnostic]:
    message = f"expected a host that Plivo can reach; got {shown(given.value)}"
    yield Diagnostic(message, hangup_code=_code_if_nobody_answers(given.attribute))


@family.value_rule(
    Rule(
        name=RuleName.UNFILLED_PLACEHOLDER,
        severity="error",
        says=(
            "Plivo fills in no placeholders: a URL goes out as it stands (7012 for an action, 7014 "
            "for a Redirect)."
        ),
        wrong=_REDIRECT.format("https://example.com/{{tenant}}/menu/"),
        right=_REDIRECT.format("https://example.com/acme/menu/"),
        code_of=_code_if_nobody_answers,
    ),
    addresses.is_url,
    find=re.compile("[{%]").search,
)
def _unfilled_placeholder(given: Given) -> Iterator[Diagnostic]:
    found = addresses.placeholder(given)
    if found:
        message = f"expected a URL that is filled in; got {shown(found)} in it"
        yield Diagnostic(message, hangup_code=_code_if_nobody_answers(given.attribute))


@family.value_rule(
    Rule(
        name=RuleName.TUNNEL_HOST,
        severity="warning",
        says=(
            "The host that a tunnel lends is gone when the tunnel is closed, and the call may fail. "
            "It is fine while you develop. No page lists such hosts: those of common services are "
            "known here."
        ),
        wrong=_REDIRECT.format("https://abc.ngrok-free.app/menu/"),
        right=_REDIRECT.format("https://example.com/menu/"),
    ),
    addresses.is_url,
    find=addresses.is_tunnel,
)
def _tunnel_host(given: Given) -> Iterator[Diagnostic]:
    message = f"expected a host that stays; got {shown(given.value)}, which may go with its tunnel"
    yield Diagnostic(message)


@family.value_rule(
    Rule(
        name=RuleName.INSECURE_CALLBACK,
        severity="warning",
        says="A callback over `http://` works, and whoever is on its way may read it.",
        wrong=_REDIRECT.format("http://example.com/menu/"),
        right=_REDIRECT.format("https://example.com/menu/"),
    ),
    lambda attribute: addresses.is_of_the_web(attribute) and not addresses.is_audio(attribute),
    find=addresses.PLAIN_WEB,
)
def _insecure_callback(given: Given) -> Iterator[Diagnostic]:
    return addresses.insecure(given.value, "which others may read")


@family.value_rule(
    Rule(
        name=RuleName.INSECURE_STREAM,
        severity="warning",
        says="The sound of a call goes over `wss://`. Over `ws://` it works, and others may listen.",
        wrong=_STREAM.format(_STATUS, "ws://example.com/"),
        right=_STREAM.format(_STATUS, "wss://example.com/"),
    ),
    addresses.is_stream,
)
def _insecure_stream(given: Given) -> Iterator[Diagnostic]:
    url = given.value
    if url.lower().startswith("ws://"):
        yield from addresses.insecure(url, "over which others may listen")
    elif not url.lower().startswith("wss://") and addresses.scheme(url) != "ws":
        message = f"expected a URL that starts with wss://; got {shown(url)}, which may be refused"
        yield Diagnostic(message)


@family.value_rule(
    Rule(
        name=RuleName.BAD_CALLBACK_OPTIONS,
        severity="info",
        says=(
            "Behind the `#` of a URL stand settings for that request: `ct`, `rt`, `tt`, `rc`, `rp` "
            "and `er`, each in its range. Others may be ignored, as may those of an audio file and "
            "those of a Stream's `statusCallbackUrl`."
        ),
        wrong=_REDIRECT.format("https://example.com/#rc=9"),
        right=_REDIRECT.format("https://example.com/#rc=5"),
        docs=CALLBACK_SETTINGS,
    ),
    addresses.is_of_the_web,
    find=re.compile("#").search,
)
def _bad_options(given: Given) -> Iterator[Diagnostic]:
    address, _, settings = given.value.partition("#")
    if addresses.is_audio(given.attribute) or isinstance(given.element, Stream):
        message = f"expected no settings; got {shown(settings)}, which may have no effect here"
        yield Diagnostic(message, instead(address, "it without what begins at the #"))
        return
    for problem in options(given.value).problems:
        message = f"{problem.message} for {shown(problem.where, _ROOM)}, which may be ignored"
        yield Diagnostic(message, _BOX.get(problem.where))


@family.rule(
    Rule(
        name=RuleName.SELF_REDIRECT,
        severity="warning",
        says=(
            "A Redirect to its own document, with nothing but another query, may go round for "
            "ever. Count the rounds, and leave after some."
        ),
        wrong=_REDIRECT.format("?again=1"),
        right=_REDIRECT.format("https://example.com/goodbye/"),
    ),
    Redirect,
)
def _self_redirect(redirect: Redirect) -> Iterator[Diagnostic]:
    if addresses.names_its_own_document(redirect, redirect.url):
        message = f"expected another document; got {shown(redirect.url)}, which may loop for ever"
        yield Diagnostic(message)


_SECRET: Final = Rule(
    name=RuleName.EXPOSED_SECRET,
    severity="warning",
    says=(
        "What stands in an address, and in `extraHeaders`, is kept in logs, and headers come with "
        "every message. A password or a token there may be read by others. A token that is good "
        "once, for a short time, is sometimes all that ties a stream to its call."
    ),
    wrong=_STREAM.format(_STATUS, "wss://example.com/agent?token=abc123"),
    right=_STREAM.format(_STATUS, "wss://example.com/agent"),
)
_PASSWORD: Final = re.compile("[a-z]+:/{1,2}[^/?#@:]*:[^/?#@]+@", re.IGNORECASE).match
_WORDS: Final = re.compile("[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])")
_SECRETS: Final = frozenset({"auth", "key", "passwd", "password", "secret", "token"})


def _may_be_an_address(attribute: AttributeSpec) -> bool:
    return is_text(attribute.value) and not isinstance(attribute.value, Enumeration)


def _secret_in(pairs: list[str]) -> str | None:
    """Return the first name that says that its value is a secret."""
    for pair in pairs:
        name, _, value = pair.partition("=")
        if value and not _SECRETS.isdisjoint(map(str.lower, _WORDS.findall(name))):
            return name
    return None


@family.value_rule(_SECRET, _may_be_an_address, find=_PASSWORD)
def _password(_: Given) -> Iterator[Diagnostic]:
    yield Diagnostic("expected an address without a password; got one, which may be logged")


@family.value_rule(_SECRET, addresses.is_stream)
def _secret_in_query(given: Given) -> Iterator[Diagnostic]:
    query = given.value.partition("#")[0].partition("?")[2]
    if name := _secret_in(query.split("&")):
        yield Diagnostic(f"expected no secret in the query; got {shown(name)}, which may be logged")


@family.value_rule(_SECRET, takes(StreamHeaders))
def _secret_in_headers(given: Given) -> Iterator[Diagnostic]:
    if name := _secret_in(re.split("[,;]", given.text)):
        message = f"expected no secret in extraHeaders; got {shown(name)}, which may be logged"
        yield Diagnostic(message)


@family.value_rule(
    Rule(
        name=RuleName.PLUS_IN_STREAM_QUERY,
        severity="warning",
        says=(
            "A `+` in the query of an address arrives as a blank, so that base64 there is broken. "
            "Write `%2B`."
        ),
        wrong=_STREAM.format(_STATUS, "wss://example.com/agent?id=a+b"),
        right=_STREAM.format(_STATUS, "wss://example.com/agent?id=a%2Bb"),
    ),
    addresses.is_stream,
)
def _plus(given: Given) -> Iterator[Diagnostic]:
    address, mark, rest = given.value.partition("#")
    path, _, query = address.partition("?")
    if "+" in query:
        message = "expected %2B; got '+' in the query, which may arrive as a blank"
        right = f"{path}?{query.replace('+', '%2B')}{mark}{rest}"
        change = Change("Write %2B for +", is_safe=False, text=right)
        yield Diagnostic(message, "write %2B", change=change)
