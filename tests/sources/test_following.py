"""What a program does to a value before it pastes it, as far as the program shows it."""

from __future__ import annotations

import ast

import pytest

from tests.support.checking import check_data
from tests.support.sources import Conversion, documents_in

from .marks import faults


def told(program: str) -> list[str | None]:
    """Return the hints of what is said of the values of a program."""
    ast.parse(program.replace("»", ""))
    return [one.hint for one in faults(program, severity="info", select=["unescaped-value"])]


def python(program: str) -> list[str]:
    """Return what to-python makes of a program."""
    found = [one for *_, one in documents_in(program)]
    return [one.code if isinstance(one, Conversion) else one.why for one in found]


def pasted(setup: str, value: str, mark: str = "") -> str:
    lines = "".join(f"    {line}\n" for line in setup.split("\n"))
    document = f"<Response><Speak>{mark}{{{value}}}</Speak></Response>"
    return f'def f(form, name, n):\n{lines}    return f"""{document}"""\n'


@pytest.mark.parametrize(
    ("before", "setup", "value"),
    [
        # Functions of the standard library, by where they come from.
        ("from html import escape as e", "", "e(name)"),
        ("import html\ne = html.escape", "", "e(name)"),
        ("import html as h", "", "'Hello ' + h.escape(name)"),
        ("from xml.sax import saxutils", "", "saxutils.escape(name, {})"),
        ("import math", "", "math.sqrt(n)"),
        ("import random as r", "", "r.randint(1, 6)"),
        ("from urllib.parse import quote as q", "", "q(name)"),
        ("try:\n    from markupsafe import escape\nexcept ImportError:\n    from html import escape", "", "escape(name)"),
        # Functions of the program itself.
        ("import html\ndef esc(s): return html.escape(s)", "", "esc(name)"),
        ("import html\ndef esc(s: str) -> str:\n    s = html.escape(s)\n    return s", "", "esc(name)"),
        ("import html\nesc = lambda s: html.escape(s)", "", "esc(name)"),
        ("def minutes(s) -> int: return s", "", "minutes(n)"),
        ("def greeting(n): return 'Hi' if n else again(n)\ndef again(n): return greeting(n)", "", "greeting(n)"),
        ("def price(): return min(1, 2) + 3", "", "price()"),
        ("def escape_all(s):\n    for a in form: s = a(s)\n    return s", "", "escape_all(name)"),
        ("import html\nclass A:\n    @staticmethod\n    def esc(s): return html.escape(s)", "", "A.esc(name)"),
        # Names, by what they stand for where they are used.
        ("import html", "name = html.escape(name)", "name"),
        ("import html", "who = form['x']\nwho = html.escape(who)", "who"),
        ("def g(n): n = form['x']", "n = 1", "n"),
        ("class A:\n    n: int\n    LIMIT = 'plain'", "", "A.n} {A.LIMIT"),
        ("count = 1\ncount += 2", "", "count"),
        # What is in tables and lists that do not change.
        ("COPY = {'en': 'Hello', 'de': 'Hallo'}", "", "COPY[name]} {COPY.get(name, 'x')"),
        ("COPY = {'en': {'hello': 'Hello'}}", "", "COPY[name]['hello']"),
        ("for team in ('sales', *('support',)): pass", "", "team"),
        ("TEAMS = ['sales', 'support']\nfor team in TEAMS: pass", "", "team"),
        ("for at, team in enumerate(('a', 'b')): pass", "", "at} {team"),
        # Texts that the program itself writes.
        ("TEXT = 'Tea &amp; cake &#33;'\ntext = \"it's\"", "", "TEXT} {text"),
        ("PAUSE = '<break/>'\nimport os\nURL = os.environ['URL']", "", "PAUSE} {URL"),
        ("import re", "", "'%s of %s' % (n * 2, len(name))"),
        ("", "", "'{} {x}'.format(1, x=len(name))"),
        ("", "", "'plain'.upper()} {'a'.replace('a', 'b')} {'plain'[1:]} {'plain'[0]"),
    ],
)  # fmt: skip
def test_what_cannot_hold_markup_is_left_alone(before: str, setup: str, value: str) -> None:
    assert told(f"{before}\n{pasted(setup or 'pass', value)}") == []


@pytest.mark.parametrize(
    ("before", "setup", "value"),
    [
        ("import re", "", "re.escape(name)"),
        ("from html import unescape", "", "unescape(name)"),
        ("def strip(s): return s.strip()", "", "strip(name)"),
        ("def forever(s): return forever(s)\nforever = print", "", "forever(name)"),
        ("@upper\ndef fixed(s): return 'x'", "", "fixed(name)"),
        ("def nothing(s): pass", "", "nothing(name)"),
        ("", "name = name.strip()", "name"),
        ("total = 1\ndef g():\n    global total\n    total = form['x']", "", "total"),
        ("COPY = {'en': 'Tea & cake'}", "", "COPY[name]"),
        ("copy = {'en': 'Hello'}\ncopy['de'] = input()", "", "copy[name]"),
        ("TEAMS = []\nfor team in TEAMS: pass", "", "team"),
        ("A = B\nB = A", "", "A[0]"),
        ("TEXT = 'Tea & cake'", "", "TEXT"),
        ("class A:\n    def x(self): pass", "", "A.x"),
        ("class A:\n    def __init__(self): self.x = input()", "self = name", "self.x"),
        ("def f2(x: 'int | str', y: list[int]): pass", "", "y"),
        ("import html", "", "html.escape(name)[:9]"),
        ("import html", "", "html.escape(name).upper()"),
    ],
)  # fmt: skip
def test_what_may_hold_markup_is_told(before: str, setup: str, value: str) -> None:
    program = f"{before}\n{pasted(setup or 'pass', value, mark='»')}"

    assert len(told(program)) == 1


@pytest.mark.parametrize(
    ("before", "setup", "value"),
    [
        ("", "url = f\"wss://x/?{'&amp;'.join(form)}\"", "url"),
        ("", "body = '<break/>' if n else name", "body"),
        ("", "body = form.render('<break/>')", "body"),
    ],
)
def test_nothing_is_advised_that_would_escape_twice(before: str, setup: str, value: str) -> None:
    assert told(f"{before}\n{pasted(setup, value, mark='»')}") == [None]


@pytest.mark.parametrize(
    ("before", "setup", "value", "expected"),
    [
        ("from html import escape as e", "pass", "e(name)", "Response([Speak(name)])"),
        ("import html\ne = html.escape", "pass", "e(name)", "Response([Speak(name)])"),
        ("", "who = escape(name)", "who", "Response([Speak(name)])"),
        ("import html\ndef esc(s): return html.escape(s)", "pass", "esc(name)", "'{esc(name)}' is XML in part"),
        ("import html", "name = html.escape(name)", "name", "'{name}' is XML in part"),
        ("", "url = f\"wss://x/?{'&amp;'.join(form)}\"", "url", "'{url}' is XML in part"),
        ("", "body = '<break/>' if n else name", "body", "'{body}' stands for elements"),
        ("PAUSE = '<break/>'", "pass", "PAUSE", "'{PAUSE}' is XML in part"),
    ],
)  # fmt: skip
def test_what_is_xml_already_is_not_escaped_again(
    before: str, setup: str, value: str, expected: str
) -> None:
    assert python(f"{before}\n{pasted(setup, value)}") == [expected]


def test_a_quote_in_a_value_breaks_an_attribute_alone() -> None:
    program = 'key = "it\'s"\nf(f\'<Response><Play extra="»{key}">{key}</Play></Response>\')'

    assert told(program) == ["write the document with the classes of plivoml, which escapes it"]


def test_a_chain_of_names_is_followed_once() -> None:
    names = "\n".join(f"a{n + 1} = max(a{n}, a{n})" for n in range(50))

    assert told(f"a0 = 1\n{names}\n{pasted('pass', 'a50')}") == []


def test_no_message_is_long_whatever_a_program_says() -> None:
    long = "a" * 300
    program = f"""
def answer({long}, n):
    return f'''<Response>
        <Speak voice="x{{{long}}}">Hello {{{long}}}</Speak><Wait length="{{{long}}}s"/>
        <Play loop="{{n}}x">{{{long}.strip()}}</Play>
    </Response>'''
"""
    found = check_data(program.encode(), ".py")

    assert {"unescaped-value", "bad-value"} <= {one.rule for one in found}
    assert max(max(len(one.message), len(one.hint or "")) for one in found) <= 200
    (loop,) = [
        one.message for one in found if one.path.endswith("@loop") and one.rule == "bad-value"
    ]
    assert loop.endswith("; got '{n}x'")


@pytest.mark.parametrize(
    ("before", "value"),
    [
        ("COPY = {'en': 'Hello', 'fr': {'a': 'Bonjour'}}", "COPY['en']"),
        ("COPY = {'en': 'Hello', 'fr': {'a': 'Bonjour'}}", "COPY[lang]['a']"),
        ("", "x.count + 1"),
        ("", "os.environ['HOST']"),
        ("", "os.environ.get('HOST')"),
        ("url = os.getenv('PUBLIC', 'https://example.com')", "url"),
        ("", "self.base_url"),
        ("", "request.url_root"),
        ("", "config['public_url']"),
        ("", "host"),
        ("text = 'Hello ' + html.escape(name)", "text"),
    ],
)
def test_what_is_no_place_for_markup_is_left_alone(before: str, value: str) -> None:
    assert told(f"import html, os\n{before}\n{pasted('pass', value)}") == []


@pytest.mark.parametrize(
    ("before", "value"),
    [
        ("", "os.environ['host'] + x"),
        ("", "os.environ.get('HOST', x)"),
        ("", "hosted"),
        ("", "self.url"),
        ("base_url = 'https://example.com/?a=1&b=2'", "base_url"),
    ],
)
def test_what_a_name_does_not_say_is_told(before: str, value: str) -> None:
    assert len(told(f"import os\n{before}\n{pasted('pass', value, '»')}")) == 1
