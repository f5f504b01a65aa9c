"""Values that are URLs: what kind they are of, and what they say of the place they lead to."""

from __future__ import annotations

import ipaddress
import re

from collections.abc import Iterator
from typing import Final

from .._model.change import Change
from .._model.closeness import closest
from .._model.diagnostic import Diagnostic, shown
from .._model.nodes import Element
from .._model.rule_names import RuleName
from .._model.spec import AttributeSpec, value_of
from .._model.types import Reaches, Url
from .._model.values import Enumeration, members_of
from ..elements.media import Play
from ..elements.routing import Redirect
from .rule import Given


#: Finds out whether a value does not begin as what Plivo asks does, and whether it has no TLS.
NO_WEB: Final = re.compile("(?!https?://)", re.IGNORECASE | re.ASCII).match
PLAIN_WEB: Final = re.compile("http://", re.IGNORECASE | re.ASCII).match
# What a word has not, and a path or a value that is yet to be filled in has.
_OF_NO_WORD: Final = frozenset("/.?#{$")

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST: Final = re.compile(
    r"[a-z][a-z0-9+.-]*:/{1,2}(?:[^/?#]*@)?(\[[^\]/?#]*\]|[^:/?#]*)", re.IGNORECASE
)
_PLACEHOLDER: Final = re.compile(r"\{\{.{,99}?\}\}|\$\{.{,99}?\}|<%.{,99}?%>")

#: The last labels of names that are known inside a network alone.
_INSIDE: Final = (".localhost", ".local", ".internal")
_PRIVATE: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
        *("0.0.0.0/32", "::1/128", "fc00::/7", "fe80::/10"),
    )
)
#: The domains of services that lead to a computer for as long as they run.
_TUNNELS: Final = (
    *(".ngrok.io", ".ngrok.app", ".ngrok-free.app", ".ngrok-free.dev", ".trycloudflare.com"),
    *(".lhr.life", ".localhost.run", ".loca.lt", ".serveo.net"),
)


def is_url(attribute: AttributeSpec) -> bool:
    """Whether a value is a URL, or may be one."""
    return is_stream(attribute) or value_of(Url) in members_of(attribute.value)


def is_of_the_web(attribute: AttributeSpec) -> bool:
    """Whether a value is a URL that Plivo asks by HTTP, or may be one."""
    return is_url(attribute) and not is_stream(attribute)


def insecure(url: str, why: str) -> Iterator[Diagnostic]:
    """Tell of a URL without TLS, unless it leads to where nobody else can read along."""
    if not is_inside(url):
        plain, _, rest = url.partition("://")
        title = f"Write {plain}s:// for {plain}://"
        change = Change(title, is_safe=False, text=f"{plain}s://{rest}")
        expected = f"a URL that starts with {plain.lower()}s://"
        yield Diagnostic(f"expected {expected}; got {shown(url)}, {why}", change=change)


def is_audio(attribute: AttributeSpec) -> bool:
    """Whether a value is the URL of an audio file."""
    return attribute.reaches is Reaches.AUDIO


def is_stream(attribute: AttributeSpec) -> bool:
    """Whether a value is the URL of a WebSocket server."""
    return attribute.reaches is Reaches.STREAM


def words(attribute: AttributeSpec) -> list[str]:
    """Return the words that may stand in place of a URL, such as `beep:1`."""
    lists = [one.words for one in members_of(attribute.value) if isinstance(one, Enumeration)]
    return [word for words in lists for word in words if word]


def fault(given: Given) -> RuleName | None:
    """Return the one rule that tells of a value that does not begin as a URL of the web."""
    url = given.value
    known = words(given.attribute)
    if not url or url in known or placeholder(given):
        return None
    if names_its_own_document(given.element, url):
        return None
    is_word = _OF_NO_WORD.isdisjoint(url)
    if known and (is_word or closest(url, known)):
        return RuleName.UNKNOWN_SOUND
    if scheme(url):
        return RuleName.UNKNOWN_SCHEME
    is_spoken = is_word and isinstance(given.element, Play)
    return RuleName.WORDS_IN_PLAY if is_spoken else RuleName.RELATIVE_URL


def names_its_own_document(element: Element, url: str) -> bool:
    """Whether a URL is the one of the document itself, but for its query."""
    return isinstance(element, Redirect) and url.startswith(("?", "#"))


def placeholder(given: Given) -> str | None:
    """Return the first placeholder in a URL, in the brackets of a template."""
    found = _PLACEHOLDER.search(given.value)
    if found is None and is_stream(given.attribute) and "%s" in given.value:
        return "%s"
    return found[0] if found else None


def scheme(url: str) -> str | None:
    """Return what stands before the first colon, in lower case, if it may be a scheme."""
    found = _SCHEME.match(url)
    return found[1].lower() if found else None


def ending(url: str) -> str:
    """Return the end of the name of the file that `url` leads to, such as `.mp3`, or nothing."""
    name = re.split("[?#]", url, maxsplit=1)[0].rpartition("/")[2]
    _, dot, last = name.rpartition(".")
    return dot and f".{last.lower()}"


def is_inside(url: str) -> bool:
    """Whether the host of `url` can be reached from its own network alone."""
    host = _host(url)
    if not (":" in host or host[-1:].isdigit()):  # that of a name is never asked for an address
        return _is_below(host, _INSIDE)
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return _is_below(host, _INSIDE)
    return any(address in network for network in _PRIVATE)


def is_tunnel(url: str) -> bool:
    """Whether the host of `url` is one that a tunnel lends."""
    return _is_below(_host(url), _TUNNELS)


def _host(url: str) -> str:
    found = _HOST.match(url)
    return found[1].lower().strip("[]").rstrip(".") if found else ""


def _is_below(host: str, domains: tuple[str, ...]) -> bool:
    return f".{host}".endswith(domains)
