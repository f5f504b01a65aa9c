"""
The work grows as the input does: at most 2.2 times for twice as much.

Work is counted, never timed: in calls of Python and of what is built in.  What a regular
expression does within one call is not seen by that; `test_patterns.py` looks at those.
"""

from __future__ import annotations

import itertools
import tracemalloc

from collections.abc import Callable
from pathlib import Path

import pytest

from plivoml import Message, Response, Speak, check
from plivoml.testing import pytest_plugin
from tests.support.checking import Selection, fix_file
from tests.support.command import diff
from tests.support.growth import MOST, calls, growth, read


pytestmark = pytest.mark.uncounted


SPOKEN = "<Response><Speak>{}</Speak></Response>"

DOCUMENTS: dict[str, Callable[[int], str]] = {
    "unknown elements": lambda n: f"<Response>{'<Bogus/>' * n}</Response>",
    "unknown attributes": lambda n: f"<Response><Hangup {named(n)}/></Response>",
    "bad values": lambda n: "<Response>" + '<Wait length="x"/>' * n + "</Response>",
    "text among elements": lambda n: f"<Response>{'a<Hangup/>' * n}</Response>",
    "broken levels": lambda n: SPOKEN.format(
        '<prosody rate="bad">' * 90 + "<break/>" * n + "</prosody>" * 90
    ),
    "foreign wrappers": lambda n: f"<Response>{'<Gather><Say>a</Say></Gather>' * n}</Response>",
    "elements after an action": lambda n: (
        "<Response>" + '<Record action="https://example.com/"/>' * n + "</Response>"
    ),
    "attempts at input": lambda n: (
        "<Response>" + '<GetDigits action="https://example.com/"/>' * n + "</Response>"
    ),
    "lines": lambda n: SPOKEN.format("a\n" * n),
    "entities": lambda n: SPOKEN.format("&amp;" * n),
    "open tags": lambda n: f"<Response>{'<Speak>' * n}",
    "comments": lambda n: f"<Response>{'<!-- plivoml: ignore a -->' * n}</Response>",
    "headers of one kind": lambda n: f'<Response><Dial sipHeaders="{"a=b," * n}"/></Response>',
    "headers": lambda n: f'<Response><Dial sipHeaders="{pairs(n, ",")}"/></Response>',
    "headers of a stream": lambda n: (
        f'<Response><Stream extraHeaders="{pairs(n, ";c=d,")}">wss://a.b/</Stream></Response>'
    ),
}


#: What was thought over once is remembered: each document has names of its own.
FRESH = itertools.count(1000)


def named(count: int) -> str:
    prefix = f"a{next(FRESH)}x"
    return " ".join(f'{prefix}{number:04}=""' for number in range(count))


def pairs(count: int, between: str) -> str:
    return between.join(f"a{number:04}=b" for number in range(count))


@pytest.mark.once
@pytest.mark.parametrize("shape", DOCUMENTS)
def test_wrong_documents_are_read_and_checked_in_linear_time(shape: str) -> None:
    document = DOCUMENTS[shape]
    assert max(growth(lambda n: read(document(n)), 60)) <= MOST
    assert max(growth(lambda n: check(document(n)), 60)) <= MOST


PROGRAMS: dict[str, Callable[[int], str]] = {
    "documents": lambda n: 'a = "<Response><Speak>Hi</Speak></Response>"\n' * n,
    "documents that differ": lambda n: "".join(
        f'a{i} = "<Response><Speak>Hi {i}</Speak></Response>"\n' for i in range(n)
    ),
    "values in one attribute": lambda n: (
        "x = f'<Response><Dial action=\"" + "{a}" * n + "\"/></Response>'"
    ),
    "sums": lambda n: 'x = "<Response>" + ' + '"<Hangup/>" + ' * n + '"</Response>"',
    "statements": lambda n: (
        'x = "<Response>"\n' + 'x += "<Hangup/>"\n' * n + 'x += "</Response>"\n'
    ),
    "names and conditions": lambda n: (
        "".join(f'x{i} = "<Response>"\n' for i in range(n)) + "if a: pass\n" * n
    ),
    "names and branches that return": lambda n: (
        "def f():\n    x = '<Response>'\n"
        + "".join(f"    x{i} = '<Response>'\n    if a:\n        return x\n" for i in range(n))
    ),
    "names of each other": lambda n: (
        "a0 = '<Response>'\n" + "".join(f"a{i + 1} = [a{i}]\n" for i in range(n))
    ),
    "one name": lambda n: "a: str\na = '<Response></Response>'\n" * n,
    "calls": lambda n: (
        "def g(a):\n"
        + "    a\n" * n
        + "    return '<Speak>' + a\n"
        + "x = '<Response>' + g('a')\n" * n
    ),
    "calls in one sum": lambda n: "x = '<Response>' + " + " + ".join(["g(a)"] * n),
    "branches beside what the SDK builds": lambda n: (
        "from plivo import plivoxml\n"
        + "".join(
            f"r{at} = plivoxml.ResponseElement()\nif a:\n    r{at}.add_hangup()\nelse:\n    b = 1\n"
            for at in range(n)
        )
    ),
    "names that are shared": lambda n: "".join(
        f"def f{i}():\n    global a\n    a = '<Response>' + a\n" for i in range(n)
    ),
    "attributes of classes": lambda n: "".join(
        f"class A{i}:\n    x{i} = '<Response>'\n    def f(self):\n        return self.x{i}\n"
        for i in range(n)
    ),
    "comments": lambda n: (
        "a = 1  # plivoml: ignore bad-value\nb = '<Response><Bogus/></Response>'\n" * n
    ),
    "values in one literal": lambda n: "x = f'<Response>" + "{a}{b.c}" * n + "</Response>'",
}


@pytest.mark.once
@pytest.mark.parametrize("shape", PROGRAMS)
def test_programs_are_checked_in_linear_time(shape: str, tmp_path: Path) -> None:
    file = tmp_path / "program.py"

    def work(size: int) -> None:
        file.write_text(PROGRAMS[shape](size), "utf-8")
        check(file)

    assert max(growth(work, 30)) <= MOST


#: Programs in other languages, by the ends of their names.
OTHERS: list[tuple[str, Callable[[int], str]]] = [
    (".js", lambda n: "f('<Response><Dial/></Response>'); // plivoml: ignore bad-value\n" * n),
    (".js", lambda n: "x = " + " + ".join(["'<Response>'"] * n)),
    (".js", lambda n: "x = " + "'<Response>' + (" * n + "1" + ")" * n),
    (".js", lambda n: "x = " + "`<Response>${" * n + "1" + "}`" * n),
    (".js", lambda n: "x = " + "[" * n + "'<Response>'" + "].join('')" * n),
    (".js", lambda n: "x = '<Response>'" + ".trim()" * n),
    (".js", lambda n: "x = '<Response>';\n" + "x += '<Wait/>';\n" * n + "x += '</Response>';"),
    (".js", lambda n: "let x = '<Response>'; if (y) { x += '<Wait/>'; " * n + "}" * n),
    (".rb", lambda n: "f(<<~A)\n<Response>\nA\n" * n),
    (".java", lambda n: "class A { String x = y" + '.append("<Response>")' * n + "; }"),
]


@pytest.mark.once
@pytest.mark.parametrize(("suffix", "program"), OTHERS)
def test_programs_in_other_languages_are_checked_in_linear_time(
    suffix: str, program: Callable[[int], str], tmp_path: Path
) -> None:
    file = tmp_path / f"program{suffix}"

    def work(size: int) -> None:
        file.write_text(program(size), "utf-8")
        check(file)

    assert max(growth(work, 60)) <= MOST


TEMPLATES = ["{{", "{% set %}", "{% raw %}", "{% comment %}", "{% if a %}", "<%", "${", "{#", "{a}"]


@pytest.mark.once
@pytest.mark.parametrize(
    "around", ["<Conference>{0}a b</Conference>", "<{0}b>c</{0}b>", "<Play>{0}"]
)
def test_many_holes_in_one_place_are_filled_in_linear_time(around: str) -> None:
    def work(size: int) -> None:
        check(f"<Response>{around.format('{{ x }}' * size)}</Response>", templates=True)

    assert max(growth(work, 40)) <= MOST


@pytest.mark.once
@pytest.mark.parametrize("piece", TEMPLATES)
def test_templates_are_checked_in_linear_time(piece: str) -> None:
    def work(size: int) -> None:
        check(SPOKEN.format(piece * size), templates=True)

    assert max(growth(work, 60)) <= MOST


@pytest.mark.long
@pytest.mark.once
def test_many_conditions_take_a_few_times_what_a_document_of_all_of_them_takes() -> None:
    size = 800
    branches = '<Speak loop="x">a</Speak>', '<Wait length="b"/>'
    block = "{% if x %}" + "{% else %}".join(branches) + "{% endif %}"
    template = calls(lambda: check(f"<Response>{block * size}</Response>", templates=True))
    document = calls(lambda: check(f"<Response>{''.join(branches) * size}</Response>"))
    assert template < 20 * document


@pytest.mark.once
def test_end_tags_of_nothing_that_is_open_are_looked_at_in_linear_time() -> None:
    def work(size: int) -> None:
        check(f"<Response>{{{{ x }}}}{'<Play></Dial>' * size}</Response>", templates=True)

    assert max(growth(work, 200)) <= MOST


@pytest.mark.once
def test_a_program_that_doubles_a_text_is_looked_at_so_far_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    lines = ['a0 = "<Response><Speak>aaaa</Speak></Response>"']
    lines += [f"a{n + 1} = a{n} + a{n}" for n in range(40)]
    file.write_text("\n".join(lines), "utf-8")
    told = {(problem.rule, problem.severity) for problem in check(file)}
    assert ("not-judged", "info") in told


@pytest.mark.once
def test_many_problems_are_fixed_in_linear_time() -> None:
    few = Selection(most=20)

    def work(size: int) -> None:
        wrong = b"<Response>" + b'<Wait lenght="1"/>' * size + b"</Response>"
        assert fix_file(wrong, ".xml", few).data == wrong.replace(b"lenght", b"length")

    assert max(growth(work, 300)) <= MOST


@pytest.mark.once
def test_the_difference_of_two_texts_is_found_in_linear_time() -> None:
    def work(size: int) -> None:
        numbers = [number % 200 for number in range(size)]
        old, new = (
            "".join(f'<Wait {name}="1"/>\n<Wait length="{number}"/>\n' for number in numbers)
            for name in ("lenght", "length")
        )
        assert diff("a.xml", old.encode(), new.encode())

    assert max(growth(work, 500)) <= MOST


@pytest.mark.long
@pytest.mark.once
def test_the_difference_of_two_documents_in_a_test_is_found_in_linear_time() -> None:
    def work(size: int) -> None:
        one, other = (Response([Speak(word)] * size) for word in ("Hello.", "Goodbye."))
        assert pytest_plugin.pytest_assertrepr_compare("==", one, other)

    assert max(growth(work, 100)) <= MOST


@pytest.mark.once
def test_a_text_of_many_lines_takes_as_much_memory_as_one_line() -> None:
    def most(text: str) -> int:
        tracemalloc.start()
        Message(text, src="1", dst="2")
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert most("a\n" * 500_000) < 10 * 1_000_000
