"""What `signatures.explain` shows of a request: names of parameters, and values if asked."""

from __future__ import annotations

import re

from dataclasses import dataclass

from .._web.types import Pairs
from ..callbacks._names import known_names


HIDDEN = "***"

_NAME = re.compile(r"[A-Za-z_][\w.-]{0,63}(?:\[\w*\])?", re.ASCII)
_PLACE = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^:@\s]+)(?::\d+)?")


@dataclass(frozen=True, slots=True)
class Screen:
    """Keeps tokens out of what is shown, and values unless they are wanted."""

    tokens: tuple[str, ...]
    show_values: bool

    def text(self, text: str) -> str:
        """Quote `text`."""
        for token in self.tokens:
            text = text.replace(token, HIDDEN)
        return repr(text)  # a line break of a stranger starts no line of a log

    def host(self, host: str) -> str:
        """Return `host` without whom it is asked for, and none that is no host."""
        if self.show_values:
            return host
        user, _, place = host.rpartition("@")
        if not is_place(place):
            return HIDDEN
        return f"{HIDDEN}@{place}" if user else place

    def path(self, path: str, host: str) -> str:
        """Return `path`; of a URL whose password has a slash it is a part of the password."""
        return path if self.show_values or is_place(host.rpartition("@")[2]) else HIDDEN

    def pairs(self, pairs: Pairs) -> Pairs:
        """Return names and no values; of what is no form, nothing."""
        if self.show_values:
            return pairs
        if not is_form(pairs):
            return ((HIDDEN, ""),)
        return tuple((name if _is_name(name, value) else HIDDEN, HIDDEN) for name, value in pairs)

    def name(self, pairs: Pairs, at: int) -> str:
        """Tell one of `pairs` from the others."""
        if self.show_values or (is_form(pairs) and _is_name(*pairs[at])):
            return self.text(pairs[at][0])
        return f"no. {at + 1}"


def is_form(pairs: Pairs) -> bool:
    """Whether these are parameters; JSON, XML or plain text is split into pairs all the same."""
    known = known_names()
    return not pairs or (
        all(name in known or _NAME.fullmatch(name) for name, _ in pairs)
        and any(_is_name(name, value) for name, value in pairs)
    )


def is_place(host: str) -> bool:
    """Whether this is a host, with or without a port."""
    return _PLACE.fullmatch(host) is not None


def _is_name(name: str, value: str) -> bool:
    """Whether `name` is a name: a text without a value, or one in base64, may be anything."""
    return name in known_names() or bool(_NAME.fullmatch(name) and value.strip("="))
