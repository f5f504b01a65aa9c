"""
URLs for Plivo to call: queries that are escaped, and settings for one callback.

`url` adds parameters to an address.  `with_options` adds what Plivo reads from behind the
`#`: how long to wait for your server, how often to ask again, and from where; `options`
reads them back.  Plivo never sends what stands behind the `#`, and does not sign it.

Both give plain URLs.  In XML each `&` of one is written `&amp;`, which is the business of
whoever writes the XML: plivoml's elements do it for every value.

Plivo's page: https://plivo.com/docs/voice/concepts/callback-configurations
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, get_args
from urllib.parse import quote


__all__ = [
    "CallbackOptions",
    "OptionProblem",
    "Region",
    "RetryPolicy",
    "options",
    "url",
    "with_options",
]

RetryPolicy: TypeAlias = Literal["4xx", "5xx", "ct", "rt", "all"]
"""A failure to ask again after: a status, no connection, no answer in time, or any of them."""

Region: TypeAlias = Literal[
    "nearest", "local", "n_california", "n_virginia", "frankfurt", "singapore", "mumbai"
]
"""Where a request leaves Plivo: nearest to your host, near the call, or at a named place."""

Scalar: TypeAlias = str | int | float

#: Untyped, as nothing is known of what a sequence holds before it is looked at.
_SEQUENCE: Any = Sequence
_LONGEST: Final = 60  # characters of what is shown
_POLICIES: Final[tuple[str, ...]] = get_args(RetryPolicy)
_REGIONS: Final[tuple[str, ...]] = get_args(Region)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionProblem:
    """One thing that is wrong with the settings of a URL."""

    where: str
    """The setting as the URL writes it, such as `ct`."""

    message: str
    """`expected what; got what`."""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackOptions:
    """
    The settings that a URL carries; None where it says nothing and Plivo's default holds.

    `problems` lists what is there and cannot be read.
    """

    connect_timeout: int | None = None
    """`ct`: longest wait for a connection, in milliseconds; Plivo's default is 2000."""

    read_timeout: int | None = None
    """`rt`: longest wait for an answer once connected, in milliseconds; 40000."""

    total_timeout: int | None = None
    """`tt`: longest time for all tries together, in milliseconds; 55000."""

    retries: int | None = None
    """`rc`: tries after the first; 1."""

    policy: tuple[RetryPolicy, ...] | None = None
    """`rp`: which failures are tried again; no connection and no answer in time."""

    region: Region | None = None
    """`er`: where the request leaves Plivo; nearest."""

    problems: tuple[OptionProblem, ...] = ()
    """What was found and is no setting."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """A setting that is a whole number."""

    least: int
    most: int
    unit: str = ""

    @property
    def expected(self) -> str:
        return f"a whole number from {self.least} to {self.most}{self.unit}"

    def settle(self, given: Any) -> int | None:
        if type(given) is int and self.least <= given <= self.most:
            return given
        return None

    def load(self, text: str) -> int | None:
        if text.isascii() and text.isdigit() and len(text) <= len(str(self.most)):
            return self.settle(int(text))
        return None

    dump = str


@dataclass(frozen=True, slots=True)
class _OneOf:
    """A setting that is one word of several."""

    words: tuple[str, ...]

    @property
    def expected(self) -> str:
        return f"one of {', '.join(self.words)}"

    def settle(self, given: Any) -> str | None:
        return given if isinstance(given, str) and given in self.words else None

    load = settle
    dump = str


@dataclass(frozen=True, slots=True)
class _SomeOf:
    """A setting that is a list of words, joined by commas."""

    words: tuple[str, ...]

    @property
    def expected(self) -> str:
        return f"some of {', '.join(self.words)}"

    def settle(self, given: Any) -> tuple[str, ...] | None:
        words = tuple(given.split(",") if isinstance(given, str) else _several(given))
        return words if words and all(word in self.words for word in words) else None

    load = settle
    dump = ",".join


_MILLISECONDS = " (milliseconds)"
#: What the URL calls a setting, what Python calls it, and what it may be, in Plivo's order.
_SETTINGS: Final[dict[str, tuple[str, _Whole | _OneOf | _SomeOf]]] = {
    "ct": ("connect_timeout", _Whole(100, 10_000, _MILLISECONDS)),
    "rt": ("read_timeout", _Whole(100, 40_000, _MILLISECONDS)),
    "tt": ("total_timeout", _Whole(100, 55_000, _MILLISECONDS)),
    "rc": ("retries", _Whole(0, 5)),
    "rp": ("policy", _SomeOf(_POLICIES)),
    "er": ("region", _OneOf(_REGIONS)),
}


def with_options(
    url: str,
    *,
    connect_timeout: int | None = None,
    read_timeout: int | None = None,
    total_timeout: int | None = None,
    retries: int | None = None,
    policy: Sequence[RetryPolicy] | str | None = None,
    region: Region | None = None,
) -> str:
    """
    Return `url` with settings for this one callback behind a `#`.

    Settings that `url` has already stay, unless they are given again.

    Args:
        url: The URL for Plivo to call.
        connect_timeout: Longest wait for a connection: 100 to 10000 milliseconds.
        read_timeout: Longest wait for an answer: 100 to 40000 milliseconds.
        total_timeout: Longest time for all tries together: 100 to 55000 milliseconds.  It
            cuts the first try short where it is below the two above.
        retries: Tries after the first: 0 to 5.
        policy: Which failures are tried again, as a sequence or as Plivo's text, `"5xx,ct"`.
        region: Where the request leaves Plivo.

    Raises:
        ValueError: With a sentence for each setting that is out of range, or that `url` has
            already and Plivo does not know.
    """
    given = {
        "connect_timeout": connect_timeout,
        "read_timeout": read_timeout,
        "total_timeout": total_timeout,
        "retries": retries,
        "policy": policy,
        "region": region,
    }
    before = options(url)
    problems = [str(problem) for problem in before.problems]
    settings: list[str] = []
    for key, (name, kind) in _SETTINGS.items():
        value: Any = getattr(before, name)
        if given[name] is not None:
            value = kind.settle(given[name])
            if value is None:
                problems.append(f"{name}: expected {kind.expected}; got {given[name]!r}")
        if value is not None:
            settings.append(f"{key}={kind.dump(value)}")
    if problems:
        raise ValueError("\n".join(problems))
    address = url.partition("#")[0]
    return f"{address}#{'&'.join(settings)}" if settings else address


def options(url: str) -> CallbackOptions:
    """
    Return the settings behind the `#` of `url`.

    Nothing is an error: what Plivo does not know, or does not take, is in `problems`.
    """
    found: dict[str, Any] = {}
    problems: list[OptionProblem] = []
    for part in filter(None, url.partition("#")[2].split("&")):
        key, _, text = part.partition("=")
        if key not in _SETTINGS:
            message = f"expected one of {', '.join(_SETTINGS)}; got {_shown(key)}"
            problems.append(OptionProblem(where=key, message=message))
            continue
        name, kind = _SETTINGS[key]
        value = kind.load(text)
        if value is None:
            message = f"expected {kind.expected}; got {_shown(text)}"
            problems.append(OptionProblem(where=key, message=message))
        elif name in found:
            problems.append(OptionProblem(where=key, message="expected once; got it again"))
        else:
            found[name] = value
    return CallbackOptions(**found, problems=tuple(problems))


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}...")


def url(base: str, /, **query: Scalar | Sequence[Scalar] | None) -> str:
    """
    Return `base` with parameters added to its query, escaped.

    What `base` has stays as it is: its own query comes first, its `#` settings last.

    Args:
        base: A URL, written as a URL is.
        query: Names as they stand; of other names, `**{"X-Ref": 1}`.  `True` and `False`
            become `true` and `false`, None leaves a parameter out, several values repeat it.

    Raises:
        TypeError: For a value of another kind.
        ValueError: For text that is not Unicode (half a surrogate pair).
    """
    pairs = [
        f"{_escaped(name)}={_escaped(_text(name, one))}"
        for name, value in query.items()
        if value is not None
        for one in _several(value)
    ]
    address, mark, fragment = base.partition("#")
    if pairs:
        _, question, before = address.partition("?")
        joint = "&" if before and not before.endswith("&") else "" if question else "?"
        address += joint + "&".join(pairs)
    return address + mark + fragment


def _several(value: Any) -> Sequence[Any]:
    is_list = isinstance(value, _SEQUENCE) and not isinstance(value, str | bytes)
    return value if is_list else (value,)


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # A member of an enumeration is written as what it is, not by its name.
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return float.__repr__(value)
    msg = f"{name}: expected text, a number, a boolean or several of these; got {value!r}"
    raise TypeError(msg)


def _escaped(text: str) -> str:
    # A blank as %20, which is read alike everywhere; a plus sign is not.
    return quote(text, safe="")
