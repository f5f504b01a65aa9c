"""Hostile inputs, each in a process of its own that may take 10 seconds and 300 MB."""

from __future__ import annotations

import sys

from collections.abc import Iterator
from typing import Any

import pytest


if sys.platform == "win32":
    pytest.skip("no limits there", allow_module_level=True)

from benchmarks import worst
from benchmarks.bounded import Outcome
from tests.support import hostile
from tests.support.bounded import Workshop, workshop


pytestmark = pytest.mark.uncounted


SPOKEN = "<Response><Speak>{}</Speak></Response>"
LARGE = 250_000
DOUBLED = f'a0 = "{SPOKEN.format("aa")}"\n'
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
    return [hostile.rules, "program.py", text]


def script(text: str) -> list[Any]:
    return [hostile.rules, "program.js", f'import plivo from "plivo";\n{text}']


def document(text: str) -> list[Any]:
    return [hostile.rules, "answer.xml", text]


def template(text: str) -> list[Any]:
    return [hostile.rules, "answer.html", text]


WRONG_NAME = '<Response><Speak xml:1="">a</Speak></Response>'
NEW_SYNTAX = "x = '<Response/>'\nt'{x}'\n"
READ_THERE = sys.version_info >= (3, 14)

#: What is done, with what, and the answer: by what once went wrong.
INPUTS: dict[str, tuple[list[Any], Any]] = {
    # Names that are none ended in an error that is not documented.
    "name, read": ([hostile.read, WRONG_NAME], ["refused-xml"]),
    "name, checked": (document(WRONG_NAME), ["refused-xml"]),
    "name, spoken": ([hostile.spoken, '<s xml:1="">a</s>'], ["1:1 refused-xml"]),
    "name, in a call": ([hostile.simulated, WRONG_NAME], "8011"),
    "name, beside another, json": (
        [hostile.checked_beside_another, WRONG_NAME, "json"],
        ["refused-xml", "wait-only", "bad-value"],
    ),
    "name, beside another, sarif": (
        [hostile.checked_beside_another, WRONG_NAME, "sarif"],
        ["refused-xml", "wait-only", "bad-value"],
    ),
    # A file was cut off, or written through a link.
    "full disk": ([hostile.formatted_on_a_full_disk, 80_000], [True, True, True]),
    "link, formatted": ([hostile.formatted_through_a_link, RIGHT], [True, True]),
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
    "set": (template(SPOKEN.format("{% set %}" * 12_000)), ["speech-too-long"]),
    "raw": (template(SPOKEN.format("{% raw %}" * 12_000)), ["speech-too-long"]),
    "comment": (template(SPOKEN.format("{% comment %}" * 9_000)), ["speech-too-long"]),
    "comments in a template": (
        template("<Response>" + "<!--" * 100_000),
        ["not-well-formed", "too-large"],
    ),
    "fences of a page": ([hostile.rules, "page.md", "```xml\n" * 30_000 + RIGHT], []),
    "a long line of a page": ([hostile.rules, "page.md", f"```{'a' * 90_000}`\n{RIGHT}"], []),
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
    # Conditions in conditions ended in an error that is not documented.
    "conditions in a template": (
        template(f"<Response>{'{% if a %}' * 9_000}<Dial/>{'{% endif %}' * 9_000}</Response>"),
        ["dial-without-target", "no-fallback-after-dial"],
    ),
    "conditions of nothing": (
        program(f"x = '<Response>{'{% if a %}' * 9_000}{'{% endif %}' * 9_000}</Response>'"),
        ["empty-response"],
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
    # URLs that no client takes ended the simulator.
    "host": ([hostile.called, redirected("http://[x/")], [True, True, True]),
    "port": ([hostile.called, redirected("http://example.com:99999/")], [True, True, True]),
    "letters": ([hostile.called, redirected(LINE)], [True, True, True]),
    "host, led to": ([hostile.called, "", "http://[x/"], [True, True, True]),
    "letters, led to": ([hostile.called, "", LINE], [True, True, True]),
    "host, of an action": (
        [hostile.called, '<Response><Record action="http://[x/" redirect="true"/></Response>'],
        [False, True, True],
    ),
    # A child of a fork waited for ever.
    "fork": ([hostile.forked_while_loading, RIGHT], [7, 7, 7, 7]),
    # What a zip file held was not found.
    "zip": (
        [hostile.zipped, '<Response><Wait length="x"/></Response>'],
        ["wait-only", "bad-value"],
    ),
    # Files outside a folder were read by links in it.
    "link, checked": (
        [hostile.checked_by_a_link, f"TOKEN={hostile.SECRET}"],
        "no document found in 0 files\n",
    ),
    # Control characters reached the terminal.
    "signs": ([hostile.shown, "a.xml", SPOKEN.format(SIGNS)], []),
    "signs in a name": ([hostile.shown, "a\x1b]0;b\x07\u202e.xml", RIGHT], []),
    "signs that no XML has": ([hostile.shown, "a.xml", SPOKEN.format("\x1b[31m")], []),
    # Secrets were shown.
    **{
        f"secret in {tag}": (
            [hostile.showing_secrets, dialled(f'<{tag} sipAuthPassword="{hostile.SECRET}" a=""/>')],
            [],
        )
        for tag in ("User", "Number", "Users", "NewThing")
    },
    # Messages spoke of a document that nobody wrote.
    "speech, closed": ([hostile.spoken, "a</Speak>"], ["1:10 not-well-formed"]),
    "speech, open": ([hostile.spoken, "a\n<s>b"], ["2:5 not-well-formed"]),
    # Each of many hosts was tried with each change.
    "hosts": (
        [hostile.explained, 10_000],
        ["It matches if the host is 'host0.example.com'."],
    ),
    # A query began without its question mark, and a time overflowed.
    "query": (
        [hostile.with_a_query, "https://example.com/fish&"],
        "https://example.com/fish&?x=1",
    ),
    "calendar": ([hostile.at_the_end_of_the_calendar, -5], True),
    "calendar, east": ([hostile.at_the_end_of_the_calendar, 5], True),
    # Texts in lists were not looked at, or not joined.
    "list, bad": ([hostile.built_of, ["a\x01"]], "refused"),
    "list, joined": ([hostile.built_of, ["a", "b"]], [True, "ab"]),
}


@pytest.fixture(scope="module")
def bounds() -> Iterator[Workshop]:
    with workshop(hostile.__name__) as found:
        yield found


@pytest.mark.once
@pytest.mark.parametrize("name", INPUTS)
def test_a_hostile_input_has_an_answer_in_bounds(name: str, bounds: Workshop) -> None:
    (work, *arguments), answer = INPUTS[name]
    outcome = bounds.do(work, *arguments)
    assert (outcome.result, outcome.failure) == (answer, "")


def test_syntax_that_is_newer_than_this_python_is_read_or_said(bounds: Workshop) -> None:
    outcome = bounds.do(hostile.rules, "program.py", NEW_SYNTAX)
    version = ".".join(map(str, sys.version_info[:2]))
    told = [] if READ_THERE else [f"Python {version} cannot read it: line 2: invalid syntax"]
    assert (outcome.result, outcome.failure) == (told, "")


def _fill(megabytes: int) -> int:
    return len(b"a" * (megabytes * 1024 * 1024))


def _turn() -> None:
    while True:
        pass


@pytest.mark.once
def test_what_takes_more_is_ended(bounds: Workshop) -> None:
    assert bounds.do(_fill, 30).result == 30 * 1024 * 1024
    assert "MemoryError" in bounds.do(_fill, 300).failure
    assert bounds.do(_turn, seconds=1).failure == "ended by signal 9"


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("command", worst.COMMANDS)
def test_the_worst_documents_take_so_many_times_what_right_ones_take(
    command: str, bounds: Workshop
) -> None:
    size = worst.size_for(command)

    def work(shape: str, seconds: int = 100) -> Outcome:
        return bounds.do(
            worst.work, command, shape, size, seconds=seconds, megabytes=worst.BAR_MEMORY
        )

    def right() -> float:
        return max(worst.LEAST, *(work(shape).seconds for shape in worst.RIGHT))

    work("a dial")  # the first has to load what there is to load
    bar = worst.BAR * right()
    # A limit is in whole seconds; what is a little over the bar is to be measured again.
    done = {shape: work(shape, 2 * int(bar) + 1) for shape in worst.SHAPES}
    assert {shape: one.failure for shape, one in done.items() if one.failure} == {}
    # Others may have had more of the machine meanwhile, so the two take turns.
    over = [shape for shape, one in done.items() if one.seconds > bar]
    times = {shape: min(work(shape).seconds / right() for _ in range(3)) for shape in over}
    assert {shape: one for shape, one in times.items() if one > worst.BAR} == {}
