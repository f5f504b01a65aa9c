"""
Whatever is repeated, the work grows as the input does; what, Hypothesis draws.

Of programs and templates, what their budget is charged is counted besides the calls.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import check
from tests.support.effort import examples
from tests.support.growth import MOST, growth, growths, read


pytestmark = pytest.mark.uncounted

#: What a document may be made of, right or wrong.
PIECES = [
    *("<Hangup/>", "<Bogus/>", '<Wait length="x"/>', '<Wait lenght="1"/>', "<Speak>", "</Speak>"),
    *("<Speak>a</Speak>", "<Dial>", "</Dial>", "<Number>1</Number>", '<s a="', '"/>', "<", ">"),
    *(
        "a",
        " ",
        "\n",
        "\r",
        "&amp;",
        "&",
        "&foo;",
        "&#1;",
        '"',
        "'",
        "=",
        "<!--",
        "-->",
        "<?a",
        "?>",
    ),
    *("<![CDATA[", "]]>", "<!-- plivoml: ignore all -->", "{{", "}}", "{{ x }}", "{% if a %}"),
    *("{% endif %}", "{% raw %}", "${x}", "<% a %>", "%s", "<Gather>", "</Gather>", "<!DOCTYPE a>"),
]
UNITS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
AROUND = st.sampled_from(
    ["{}", "<Response>{}</Response>", "<Response><Speak>{}</Speak></Response>"]
)


@pytest.mark.once
@given(around=AROUND, unit=UNITS)
@examples(8)
def test_drawn_documents_are_read_and_checked_in_linear_time(around: str, unit: str) -> None:
    def document(size: int) -> str:
        return around.replace("{}", unit * size)

    works: tuple[Callable[[int], object], ...] = (
        lambda size: read(document(size)),
        lambda size: check(document(size)),
        lambda size: check(document(size), templates=True),
    )
    for work in works:
        assert max(growth(work, 80)) <= MOST


#: What stands in a program: texts, values and what is done with them.
EXPRESSIONS = [
    *("'<Hangup/>'", "'<Bogus/>'", "'<Speak>a</Speak>'", "'<Speak>'", "'</Speak>'", "'&'", "'a'"),
    *("a", "b.c", "str(a)", "a['b']", "g(a)", "g('<Dial/>')", "(a or '')", "f'<Play>{a}</Play>'"),
    *("f'{a}{b.c!r}'", "('<Wait/>' if a else '<Wait length=\"x\"/>')", "('<Say>%s</Say>' % a)"),
    *("'<Speak>{}</Speak>'.format(a)", "''.join(['<Dial>', a])", "' <Hangup/>'.strip()"),
    *("'<Wait/>'.replace('a', 'b')", "('<Dial>' + a + '</Dial>')", "html.escape(a)", "b''"),
]
#: Statements; `@` is the number of one, and `EXPR` an expression.
STATEMENTS = [
    *("x@ = '<Response>' + EXPR + '</Response>'\n", "x = '<Response>' + EXPR + '</Response>'\n"),
    *(
        "x@ = EXPR\n",
        "f(EXPR)\n",
        "x@: str = EXPR\n",
        "x@ = '<Response>'\nx@ += EXPR\nx@ += '</Response>'\n",
    ),
    "def f@(a):\n    return '<Response>' + a + EXPR + '</Response>'\nx@ = f@(EXPR)\n",
    "if a:\n    x@ = '<Response>'\nelse:\n    x@ = EXPR\nx@ += '</Response>'\n",
    "x@ = '<Response>'\nfor a in b:\n    x@ += EXPR\nx@ += '</Response>'\n",
    "x@ = ['<Response>']\nx@.append(EXPR)\ny@ = ''.join(x@)\n",
    "class A@:\n    x = EXPR\n    def f(self):\n        return '<Response>' + self.x\n",
    "try:\n    x@ = EXPR\nexcept E:\n    pass\n",
    "with a as b@:\n    x@ = '<Response>'\n    x@ += EXPR\n",
    "def f@():\n    x = '<Response>'\n    if a:\n        return x + EXPR\n    return x\n",
    "a = 1  # plivoml: ignore bad-value\nx@ = '<Response>' + EXPR\n",
    "r@ = plivoxml.ResponseElement()\nr@.add_speak(EXPR)\nx@ = r@.to_string()\n",
]
MORE = [
    "x += EXPR\n",
    "if a:\n    x += EXPR\n",
    "for c in d:\n    x += EXPR\n",
    "x = x + EXPR\n",
    "f(EXPR)\n",
]
FORMATTED = [
    "<Hangup/>",
    "<Bogus/>",
    "<Speak>",
    "</Speak>",
    "{a}",
    "{b.c}",
    "{g(a)}",
    "{a!r:>3}",
    "{{",
]


def filled(statements: list[str], expressions: list[str]) -> str:
    """Put expressions into statements, one after the other."""
    text = "".join(statements)
    for number in range(text.count("EXPR")):
        text = text.replace("EXPR", expressions[number % len(expressions)], 1)
    return text


def repeated(before: str, unit: str, after: str) -> Callable[[int], str]:
    """Return what repeats a unit, with its number in the place of `@`."""
    return lambda size: before + "".join(unit.replace("@", str(n)) for n in range(size)) + after


def units(statements: list[str], expressions: list[str]) -> st.SearchStrategy[str]:
    return st.builds(
        filled,
        st.lists(st.sampled_from(statements), min_size=1, max_size=3),
        st.lists(st.sampled_from(expressions), min_size=1, max_size=3),
    )


TERMS = st.lists(st.sampled_from(EXPRESSIONS), min_size=1, max_size=3)
PROGRAMS = st.one_of(
    units(STATEMENTS, EXPRESSIONS).map(lambda unit: repeated("", unit, "")),
    units(MORE, EXPRESSIONS).map(
        lambda unit: repeated("x = '<Response>'\n", unit, "x += '</Response>'\n")
    ),
    TERMS.map(
        lambda terms: repeated("x = '<Response>' + ", f"{' + '.join(terms)} + ", "'</Response>'")
    ),
    TERMS.map(
        lambda terms: repeated(
            "x = ''.join(['<Response>', ", f"{', '.join(terms)}, ", "'</Response>'])"
        )
    ),
    st.lists(st.sampled_from(FORMATTED), min_size=1, max_size=4).map(
        lambda pieces: repeated("x = f'<Response>", "".join(pieces), "</Response>'")
    ),
)


@pytest.mark.once
@given(program=PROGRAMS)
@examples(12)
def test_drawn_programs_are_checked_in_linear_time(program: Callable[[int], str]) -> None:
    assert max(growths("Python", program, 30)) <= MOST


TAGS = [
    *("{{ x }}", "{{", "}}", "{% if a %}", "{% else %}", "{% endif %}", "{% for a in b %}"),
    *("{% endfor %}", "{% raw %}", "{% set a = b %}", "{# a #}", "{#", "<%= a %>", "<% if a %>"),
    *("<% end %>", "<%", "%>", "<?= a ?>", "<?php if (a): ?>", "<?php endif; ?>", "{{#if a}}"),
    *("{{/if}}", "{{else}}", "{{{a}}}", "{{!-- a --}}", "${x}", "%s", "{{ if a }}", "{{ end }}"),
    *("<Hangup/>", "<Bogus/>", "<Speak>", "</Speak>", "a", "&", '"', "<", "<!--", "-->"),
]
PLACES = ["{}", "<Speak>{}</Speak>", "<Dial {}/>", '<Play loop="{}">a</Play>', "<Play>{}"]


@pytest.mark.once
@given(around=st.sampled_from(PLACES), unit=st.lists(st.sampled_from(TAGS), min_size=1, max_size=4))
@examples(12)
def test_drawn_templates_are_checked_in_linear_time(around: str, unit: list[str]) -> None:
    def template(size: int) -> str:
        return f"<Response>{around.replace('{}', ''.join(unit) * size)}</Response>"

    assert max(growths("template", template, 80)) <= MOST


SCRIPTED = [
    *("'<Hangup/>'", "'<Bogus/>'", "a", "b.c", "`<Play>${a}</Play>`", "`${`${a}`}`", "f(a)"),
    *("['<Dial>', a].join('')", "(a ? '<Wait/>' : '')", "' <Hangup/>'.trim()", "`a${b}`"),
]
SCRIPTS = [
    *("let x@ = '<Response>' + EXPR + '</Response>';\n", "f(EXPR);\n", "x += EXPR;\n"),
    *("if (a) { x += EXPR; } else { x += '<Wait/>'; }\n", "for (const c of d) { x += EXPR; }\n"),
    *(
        "function f@(a) { return '<Response>' + a + EXPR; }\n",
        "x@ = `<Response>${EXPR}</Response>`;\n",
    ),
    "const r@ = new plivo.Response();\nr@.addSpeak(EXPR);\nr@.toXML();\n",
]


@pytest.mark.once
@given(unit=units(SCRIPTS, SCRIPTED))
@examples(5)
def test_drawn_scripts_are_checked_in_linear_time(unit: str) -> None:
    script = repeated("let x = '<Response>';\n", unit, "x += '</Response>';\n")
    assert max(growths("JavaScript", script, 20)) <= MOST
