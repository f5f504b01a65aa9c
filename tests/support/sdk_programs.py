"""
Programs that build with Plivo's Python SDK in the manner of real ones, drawn from a seed.

Each has a function `answer` and takes what is in `VALUES` by name.  It builds by classes, by methods
that add and by methods that set, in chains and under names, with values of all kinds.
"""

from __future__ import annotations

import random

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Final, TypeAlias


#: What the functions of the programs are called with.
VALUES: Final[dict[str, Any]] = {
    "name": 'Alice & <Bob> "Junior"',
    "number": "+15550100123",
    "count": 2,
    "seconds": "20",
    "flag": True,
    "user": {"greeting": "Hi there", "limit": 60, "nothing": None},
    "settings": SimpleNamespace(url="https://example.com/a?b=1&c=2", language="en-GB", off=False),
}

#: Their types, where they are annotated.
TYPES: Final = {"name": "str", "number": "str", "count": "int", "seconds": "str", "flag": "bool"}

_WORDS: Final = (
    '"Thank you for calling."',
    "'It is \"now\" or never, & more'",
    "name",
    'f"Hello {name}, you have {count} <new> messages"',
    '"Room " + name + "!"',
    '"%s, hello" % name',
    '"{}, {}".format(name, count)',
    'user["greeting"]',
)
_URLS: Final = (
    '"https://example.com/next"',
    "settings.url",
    'f"https://example.com/{count}?a=1&b={number}"',
    'BASE + "/done"',
)
_METHODS: Final = ('"GET"', '"POST"', '"GET" if flag else "POST"', "None")
_TRUTHS: Final = ("True", "False", "flag", "settings.off", "not flag", "count > 1", "None")
_NUMBERS: Final = ("5", "count", "int(seconds)", '"7"', "seconds", "count + 1", 'user["limit"]')
_KEYS: Final = ("seconds", "str(count)", "7", '"1ww2"')
_PHONES: Final = ("number", '"+15550100177"', "AGENT", 'f"{number}"')

_Options: TypeAlias = Mapping[str, Sequence[str]]

#: Elements by class, with the method that adds them, what stands in them, and their keywords.
_ELEMENTS: Final[dict[str, tuple[str, Sequence[str], _Options]]] = {
    "SpeakElement": (
        "add_speak",
        _WORDS,
        {
            "voice": ('"WOMAN"', '"MAN"', '"MAN" if flag else "WOMAN"'),
            "language": ('"en-GB"', "settings.language"),
            "loop": _NUMBERS,
        },
    ),
    "PlayElement": ("add_play", _URLS, {"loop": _NUMBERS}),
    "WaitElement": (
        "add_wait",
        (),
        {"length": _NUMBERS, "silence": _TRUTHS, "beep": _TRUTHS, "min_silence": ("500",)},
    ),
    "RedirectElement": ("add_redirect", _URLS, {"method": _METHODS}),
    "HangupElement": ("add_hangup", (), {"schedule": _NUMBERS, "reason": ('"busy"', "None")}),
    "DTMFElement": ("add_dtmf", ('"1ww2"', "seconds"), {"async_": _TRUTHS}),
    "RecordElement": (
        "add_record",
        (),
        {
            "action": _URLS,
            "method": _METHODS,
            "max_length": _NUMBERS,
            "play_beep": _TRUTHS,
            "file_format": ('"wav"', '"mp3"'),
            "finish_on_key": ('"#"', "None"),
        },
    ),
    "ConferenceElement": (
        "add_conference",
        ('"Room"', 'f"room-{count}"', "number"),
        {"muted": _TRUTHS, "max_members": _NUMBERS, "callback_url": _URLS, "record": _TRUTHS},
    ),
    "MessageElement": ("add_message", _WORDS, {"src": _PHONES, "dst": _PHONES}),
    "GetInputElement": (
        "add_get_input",
        (),
        {
            "action": _URLS,
            "input_type": ('"dtmf"', '"dtmf speech"'),
            "num_digits": _NUMBERS,
            "hints": ('"sales,support"', "None"),
            "redirect": _TRUTHS,
        },
    ),
}
_PROMPTS: Final = ("SpeakElement", "PlayElement")


def drawn(seed: int, count: int) -> Iterator[str]:
    """Yield programs."""
    for number in range(count):
        yield _Writer(random.Random(f"{seed} {number}")).program()


class _Writer:
    def __init__(self, drawer: random.Random) -> None:
        self._random = drawer
        self._lines: list[str] = []
        self._names = 0

    def program(self) -> str:
        is_typed = self._random.random() < 0.5
        parameters = ", ".join(
            f"{name}: {TYPES[name]}" if is_typed and name in TYPES else name for name in VALUES
        )
        self._lines.append("response = plivoxml.ResponseElement()")
        for _ in range(self._random.randint(1, 6)):
            self._random.choice([self._added, self._called, self._named, self._dialed])("response")
        head = [
            "from plivo import plivoxml",
            "",
            'AGENT = "+15550100188"',
            'BASE = "https://example.com"',
            "",
            "",
            f"def answer({parameters}):",
        ]
        body = [f"    {line}" for line in (*self._lines, "return response.to_string(pretty=False)")]
        return "\n".join([*head, *body, ""])

    def _added(self, parent: str) -> None:
        """Write `add` with an element that is made there."""
        self._lines.append(f"{parent}.add({self._element(self._kind())})")

    def _called(self, parent: str) -> None:
        """Write a chain of methods that add elements."""
        calls = (self._kind() for _ in range(self._random.randint(1, 2)))
        chain = "".join(f".{_ELEMENTS[kind][0]}({self._arguments(kind)})" for kind in calls)
        self._lines.append(f"{parent}{chain}")

    def _named(self, parent: str) -> None:
        """Write an element under a name, what is set of it later, and `add`."""
        kind = self._kind()
        name = self._name()
        setters, content = self._random.random() < 0.6, _ELEMENTS[kind][1]
        given = self._random.choice(content) if content else ""
        self._lines.append(
            f"{name} = plivoxml.{kind}({given if setters else self._arguments(kind)})"
        )
        if kind == "GetInputElement":
            self._lines.append(f"{name}.add_speak({self._arguments('SpeakElement')})")
        self._lines.append(f"{parent}.add({name})")
        for keyword, values in self._keywords(kind) if setters else ():
            value = self._random.choice([one for one in values if one not in ("None", "flag")])
            is_plain = keyword == "async_" or self._random.random() < 0.3
            self._lines.append(
                f"{name}.{keyword} = {value}" if is_plain else f"{name}.set_{keyword}({value})"
            )

    def _dialed(self, parent: str) -> None:
        name = self._name()
        self._lines.append(f"{name} = plivoxml.DialElement(timeout={self._of(_NUMBERS)})")
        self._lines.append(f"{parent}.add({name})")
        self._lines.append(f"{name}.add_number({self._of(_PHONES)}, send_digits={self._of(_KEYS)})")
        self._lines.append(
            f"{name}.add(plivoxml.UserElement('sip:alice@example.com', sip_headers=f'Id={{count}}'))"
        )

    def _element(self, kind: str) -> str:
        text = f"plivoxml.{kind}({self._arguments(kind)})"
        prompt = self._random.choice(_PROMPTS)
        return f"{text}.add({self._element(prompt)})" if kind == "GetInputElement" else text

    def _arguments(self, kind: str) -> str:
        _, content, _ = _ELEMENTS[kind]
        by_name = "content=" if self._random.random() < 0.2 else ""
        given = [f"{by_name}{self._of(content)}"] if content else []
        given += [f"{keyword}={self._of(values)}" for keyword, values in self._keywords(kind)]
        return ", ".join(given)

    def _keywords(self, kind: str) -> list[tuple[str, Sequence[str]]]:
        keywords = [*_ELEMENTS[kind][2].items()]
        return self._random.sample(keywords, self._random.randint(0, len(keywords)))

    def _kind(self) -> str:
        return self._random.choice([*_ELEMENTS])

    def _name(self) -> str:
        self._names += 1
        return f"part_{self._names}"

    def _of(self, values: Sequence[str]) -> str:
        return self._random.choice(values)
