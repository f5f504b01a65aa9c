"""
Inputs that once broke a promise, and what they take.

Each is in a process of its own, with what is done with it and its answer.
"""

from __future__ import annotations

import os

from collections.abc import Iterator
from typing import Any, Final

from . import hostile_work as work
from . import worst
from .bounded import bounded
from .figures import Figure
from .rounds import Ratio


#: In seconds of CPU: what is aimed at, where 10 are promised.
BAR: Final = 2.0

_PATIENCE: Final = 10
_ROOM: Final = 2_000

SPOKEN = "<Response><Speak>{}</Speak></Response>"
LARGE = 250_000
DOUBLED = f'a0 = "{SPOKEN.format("aa")}"\n'
BAD = "<Response><Wait length='x'/></Response>"
RIGHT = SPOKEN.format("Hello")
LINE = "https://example.com/men\u00fc"
SIGNS = "a\x9b31m\u202eb\u2066c\x7fd"


def dialled(inside: str) -> str:
    return f"<Response><Dial>{inside}</Dial></Response>"


def redirected(url: str) -> str:
    return f"<Response><Redirect>{url}</Redirect></Response>"


def doubling(line: str) -> str:
    return DOUBLED + "".join(line.format(new=n + 1, old=n) + "\n" for n in range(40))


def program(text: str) -> list[Any]:
    return [work.rules, "program.py", text]


def script(text: str) -> list[Any]:
    return [work.rules, "program.js", f'import plivo from "plivo";\n{text}']


def document(text: str) -> list[Any]:
    return [work.rules, "answer.xml", text]


def template(text: str) -> list[Any]:
    return [work.rules, "answer.html", text]


WRONG_NAME = '<Response><Speak xml:1="">a</Speak></Response>'

#: What is done, with what, and the answer: by what once went wrong.
INPUTS: dict[str, tuple[list[Any], Any]] = {
    # Names that are none ended in an error that is not documented.
    "name, read": ([work.read, WRONG_NAME], ["refused-xml"]),
    "name, checked": (document(WRONG_NAME), ["refused-xml"]),
    "name, spoken": ([work.spoken, '<s xml:1="">a</s>'], ["1:1 refused-xml"]),
    "name, in a call": ([work.simulated, WRONG_NAME], "8011"),
    "name, beside another, json": (
        [work.checked_beside_another, WRONG_NAME, "json"],
        ["refused-xml", "wait-only", "bad-value"],
    ),
    "name, beside another, sarif": (
        [work.checked_beside_another, WRONG_NAME, "sarif"],
        ["refused-xml", "wait-only", "bad-value"],
    ),
    # A file was cut off, or written through a link.
    "full disk": ([work.formatted_on_a_full_disk, 80_000], [True, True, True]),
    "link, formatted": ([work.formatted_through_a_link, RIGHT], [True, True]),
    # Small programs hung.
    "replaced": (program(doubling('a{new} = a{old}.replace("a", "aa")')), ["not-judged"]),
    "added": (program(doubling("a{new} = a{old} + a{old}")), ["not-judged"]),
    "stripped": (program(doubling("a{new} = a{old} + a{old}.strip()")), ["not-judged"]),
    "joined": (program(doubling('a{new} = "".join([a{old}, a{old}])')), ["not-judged"]),
    "pasted": (program(doubling('a{new} = f"{{a{old}}}{{a{old}}}"')), []),
    "formatted": (program(doubling('a{new} = "{{0}}{{0}}".format(a{old})')), []),
    "percent": (program(f'x = "{SPOKEN.format("%" + "0" * 16_000)}" % y'), ["speech-too-long"]),
    "values": (
        program("x = f'" + redirected("https://example.com/" + "{a}" * 1500) + "'"),
        ["unescaped-value"],
    ),
    "form": (program(f"x = f'{SPOKEN.format('{a:' + '%a' * 16_000 + '}')}'"), []),
    "names and conditions": (
        program("".join(f"x{n} = '<Response>'\n" for n in range(2000)) + "if a:0\n" * 4000),
        [],
    ),
    "names of each other": (
        program("a0 = '<Response>'\n" + "".join(f"a{n + 1} = [a{n}]\n" for n in range(8000))),
        [],
    ),
    "comments of a program": (
        program("a = 1 # plivoml: ignore all\n" * 9000 + "b = '<Response><Dial/></Response>'\n"),
        ["dial-without-target", "no-fallback-after-dial"],
    ),
    # Templates were quadratic.
    "braces": (template(SPOKEN.format("{{" * 30_000)), ["speech-too-long"]),
    "set": (template(SPOKEN.format("{% set %}" * 12_000)), ["not-judged"]),
    "raw": (template(SPOKEN.format("{% raw %}" * 12_000)), ["not-judged"]),
    "comment": (template(SPOKEN.format("{% comment %}" * 9_000)), ["not-judged"]),
    # Each looked for its own end in all that was left.
    "declarations in PHP": (
        template("<Response><Hangup/></Response><?php " + "<?xml " * 30_000),
        ["hangup-only"],
    ),
    "quotes in a template": (template(SPOKEN.format("{{\\'" * 20_000)), ["speech-too-long"]),
    "comments in a template": (
        template("<Response>" + "<!--" * 100_000),
        ["not-well-formed", "too-large"],
    ),
    "fences of a page": ([work.rules, "page.md", "```xml\n" * 30_000 + RIGHT], []),
    "a long line of a page": ([work.rules, "page.md", f"```{'a' * 90_000}`\n{RIGHT}"], []),
    # What Plivo's SDK builds was looked for on every level.
    "parentheses": (
        script("x = " + "(" * 20_000 + "plivo.Response()" + ")" * 20_000),
        ["empty-response"],
    ),
    "functions": (
        script("() => { x;" * 20_000 + "x = plivo.Response()" + "}" * 20_000),
        ["empty-response"],
    ),
    "given away": (
        script("x = plivo.Response();" + "if (a) {" * 20_000 + "f(x);" * 9_000 + "}" * 20_000),
        ["not-judged"],
    ),
    # Levels in levels did too, where a value is in each.
    "levels in a template": (
        template("<Response>" + "<Speak>{{ x }}" * 1_500),
        ["misplaced-element", "refused-xml"],
    ),
    # Each of very many values was tried a dozen times.
    "values for elements": (template(f"<Response>{'%s#' * 25_000}</Response>"), ["not-judged"]),
    # Conditions in conditions ended in an error that is not documented.
    "conditions in a template": (
        template(f"<Response>{'{% if a %}' * 9_000}<Dial/>{'{% endif %}' * 9_000}</Response>"),
        ["dial-without-target", "no-fallback-after-dial", "not-judged"],
    ),
    "conditions of nothing": (
        program(f"x = '<Response>{'{% if a %}' * 9_000}{'{% endif %}' * 9_000}</Response>'"),
        ["empty-response", "not-judged"],
    ),
    # Wrong documents took quadratic time, or memory for each line.
    "levels": (
        document(worst.SHAPES["levels that are wrong"](90_000)),
        ["bad-value", "ssml-needs-polly"],
    ),
    "unknown": (
        document(worst.SHAPES["unknown elements"](LARGE)),
        ["refused-xml", "too-large", "unknown-element"],
    ),
    "unknown attributes": (
        document(worst.SHAPES["unknown attributes"](LARGE)),
        ["refused-xml", "too-large", "unknown-attribute"],
    ),
    "message": (
        document(f'<Response><Message src="1" dst="2">a{chr(10) * 9_000_000}</Message></Response>'),
        ["too-large"],
    ),
    "comments": (document("<Response>" + "<!--" * 100_000), ["not-well-formed", "too-large"]),
    "headers": (
        document(worst.SHAPES["many headers"](90_000)),
        ["no-fallback-after-dial", "refused-xml", "sip-header-form"],
    ),
    # Grammars looked for what does not come: for ever, or from each place in a program.
    **{
        f"end of {name}": (
            [work.rules, f"program{suffix}", f'x = "{BAD}";\n{text}'],
            answer,
        )
        for name, suffix, text, answer in (
            ("an annotation", ".kt", "@", ["bad-value", "wait-only"]),
            ("comments in Kotlin", ".kt", "/*" * 20_000, ["not-judged"]),
            ("comments in JavaScript", ".js", "/*x\n" * 20_000, ["not-judged"]),
            ("comments in Go", ".go", "(/*" * 20_000, ["not-judged"]),
            ("comments in C#", ".cs", "(/*" * 20_000, ["not-judged"]),
        )
    },
    # URLs that no client takes ended the simulator.
    "host": ([work.called, redirected("http://[x/")], [True, True, True]),
    "port": ([work.called, redirected("http://example.com:99999/")], [True, True, True]),
    "letters": ([work.called, redirected(LINE)], [True, True, True]),
    "host, led to": ([work.called, "", "http://[x/"], [True, True, True]),
    "letters, led to": ([work.called, "", LINE], [True, True, True]),
    "host, of an action": (
        [work.called, '<Response><Record action="http://[x/" redirect="true"/></Response>'],
        [False, True, True],
    ),
    # A child of a fork waited for ever.
    "fork": ([work.forked_while_loading, RIGHT], [7, 7, 7, 7]),
    # What a zip file held was not found.
    "zip": (
        [work.zipped, '<Response><Wait length="x"/></Response>'],
        ["wait-only", "bad-value"],
    ),
    # Files outside a folder were read by links in it.
    "link, checked": (
        [work.checked_by_a_link, f"TOKEN={work.SECRET}"],
        "no document found in 0 files\n",
    ),
    # Control characters reached the terminal.
    "signs": ([work.shown, "a.xml", SPOKEN.format(SIGNS)], []),
    "signs in a name": ([work.shown, "a\x1b]0;b\x07\u202e.xml", RIGHT], []),
    "signs that no XML has": ([work.shown, "a.xml", SPOKEN.format("\x1b[31m")], []),
    # Secrets were shown.
    **{
        f"secret in {tag}": (
            [work.showing_secrets, dialled(f'<{tag} sipAuthPassword="{work.SECRET}" a=""/>')],
            [],
        )
        for tag in ("User", "Number", "Users", "NewThing")
    },
    # Messages spoke of a document that nobody wrote.
    "speech, closed": ([work.spoken, "a</Speak>"], ["1:10 not-well-formed"]),
    "speech, open": ([work.spoken, "a\n<s>b"], ["2:5 not-well-formed"]),
    # Each of many hosts was tried with each change.
    "hosts": (
        [work.explained, 10_000],
        ["It matches if the host is 'host0.example.com'."],
    ),
    # A query began without its question mark, and a time overflowed.
    "query": (
        [work.with_a_query, "https://example.com/fish&"],
        "https://example.com/fish&?x=1",
    ),
    "calendar": ([work.at_the_end_of_the_calendar, -5], True),
    "calendar, east": ([work.at_the_end_of_the_calendar, 5], True),
    # Texts in lists were not looked at, or not joined.
    "list, bad": ([work.built_of, ["a\x01"]], "refused"),
    "list, joined": ([work.built_of, ["a", "b"]], [True, "ab"]),
}


def figures() -> Iterator[Figure]:
    """Yield what the longest of them takes."""
    if not hasattr(os, "fork"):
        return
    taken: dict[str, float] = {}
    for name, ((do, *arguments), answer) in INPUTS.items():
        outcome = bounded(do, *arguments, seconds=_PATIENCE, megabytes=_ROOM)
        assert outcome.result == answer, f"{name}: {outcome}"
        taken[name] = outcome.seconds
    longest = max(taken, key=taken.__getitem__)
    most = taken[longest]
    of = f"the longest of {len(taken)} hostile inputs, {longest}: seconds of CPU"
    yield Figure(of, Ratio(most, most, most), BAR)
