"""Documents that a program fills in, as the Python that builds them."""

from __future__ import annotations

import ast
import contextlib
import html
import itertools
import re
import string
import textwrap

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import InvalidDocumentError, InvalidElementError, Response, Wait, parse
from tests.support import sources
from tests.support.checking import RuleName, Selection, check_document
from tests.support.command import main
from tests.support.converting import Document, python
from tests.support.effort import examples
from tests.support.reading import tokens_of
from tests.support.sameness import canonical
from tests.support.sources import Conversion, Refusal
from tests.support.strategies import documents
from tests.support.written import assert_is_formatted, assert_is_typed

from .marks import places


VALUES: dict[str, Any] = {
    "name": "Alice",
    "url": "https://example.com/",
    "number": "+15550100123",
    "seconds": "20",
    "flag": "true",
    "c": SimpleNamespace(t="true"),
    "method": "GET",
    "bound": "und",
    "no": "false",
    "end": "auto",
    "key": "5",
    "keys": "12",
    "user": SimpleNamespace(name="Alice", numbers=["+15550100123"]),
    "form": {"name": "Alice", "seconds": "20", "method": "GET"},
    "id": SimpleNamespace(hex="a1"),
    "width": "9",
    "count": 2,
    "ratio": 0.5,
    "items": ("Alice", "Bob"),
    "when": datetime(2026, 7, 1, 9, tzinfo=UTC),
    "html": html,
    "escape": html.escape,
    "quoteattr": quoteattr,
    "Template": string.Template,
    "textwrap": textwrap,
}

#: What a program pastes together, what is in its Response instead, and the names that takes.
CONVERTED = [
    # Where text is wanted, the value is bare, or in an f-string with what is around it.
    ("f'<Response><Speak>{name}</Speak></Response>'", "Speak(name)", "name: str"),
    ("f'<Response><Speak>Hello {name}!</Speak></Response>'", 'Speak(f"Hello {name}!")', "name: str"),
    ("f'<Response><Speak>{name}{name}</Speak></Response>'", 'Speak(f"{name}{name}")', "name: str"),
    ("f'<Response><Speak>{{ &amp; {name}</Speak></Response>'", 'Speak(f"{{ & {name}")', "name: str"),
    ("f'<Response><Speak>say \"{name}\"</Speak></Response>'", "Speak(f'say \"{name}\"')", "name: str"),
    ("f'<Response><Speak>\\n{name}\\t\\\\</Speak></Response>'", 'Speak(f"\\n{name}\\t\\\\")', "name: str"),
    ("f'<Response><Speak>{user.name}</Speak></Response>'", "Speak(str(user.name))", "user: Any"),
    ("f'<Response><Speak>{form[\"name\"]}</Speak></Response>'", 'Speak(str(form["name"]))', "form: Any"),
    ("f'<Response><Speak>Hi {form[\"name\"]}</Speak></Response>'", "Speak(f\"Hi {form['name']}\")", "form: Any"),
    ("f'<Response><Speak>{form.get(\"x\", \"it is\")}</Speak></Response>'", 'Speak(str(form.get("x", "it is")))', "form: Any"),
    ("f'<Response><Speak>{name!r} {name!s:>9} {name:^{width}}</Speak></Response>'", 'Speak(f"{name!r} {name!s:>9} {name:^{width}}")', "name: Any, width: Any"),
    ("f'<Response><Speak>{name=} {name = !s}</Speak></Response>'", 'Speak(f"name={name!r} name = {name!s}")', "name: str"),
    ("f'<Response><Speak>{ {\"a\": 1}[\"a\"] } {name}</Speak></Response>'", "Speak(f\"{ {'a': 1}['a']} {name}\")", "name: str"),
    ("f'<Response><Speak>{name!r:>9}</Speak></Response>'", 'Speak(f"{name!r:>9}")', "name: Any"),
    ("f'<Response><Speak>a<break/>{name}<emphasis>{name}</emphasis></Speak></Response>'", 'Speak(["a", ssml.Break(), name, ssml.Emphasis(name)])', "name: str"),
    ("f'<Response><Speak><![CDATA[{name} & co]]></Speak></Response>'", 'Speak(f"{name} & co")', "name: str"),
    ("f'<Response><!-- {name} --><Wait/></Response>'", 'Comment(f" {name} "), Wait()', "name: str"),
    ("f'<Response><Speak>{[n for n in items if n][0]}{(lambda n: n)(name)}</Speak></Response>'", 'Speak(f"{[n for n in items if n][0]}{(lambda n: n)(name)}")', "items: Any, name: Any"),
    ("f'<Response><Speak>{str(len(items))}</Speak></Response>'", "Speak(str(len(items)))", "items: Any"),
    ("f'<Response><Speak>{len(items)}</Speak></Response>'", "Speak(str(len(items)))", "items: Any"),
    ("'<Response><Speak>%.f %ld %.3s %6s %.s</Speak></Response>' % (ratio, ratio, ratio, count, name)", 'Speak(f"{ratio:.0f} {int(ratio)} {ratio!s:.3} {count!s:>6} {name!s:.0}")', "ratio: Any, count: int, name: Any"),
    # A value that is tried may not go with another.
    ('f\'<Response><Stream bidirectional="{no}" audioTrack="outbo{bound}">wss://example.com/</Stream></Response>\'', 'Stream("wss://example.com/", bidirectional=no == "true", audio_track=cast("Any", f"outbo{bound}"))', "no: str, bound: Any"),
    # What may be no text is made text, which the document has, too.
    ("f'<Response><Speak>{count + ratio}</Speak></Response>'", "Speak(str(count + ratio))", "count: Any, ratio: Any"),
    ("f'<Response><Speak>{round(ratio, 2)}</Speak></Response>'", "Speak(str(round(ratio, 2)))", "ratio: Any"),
    ("f'<Response><Speak>{width}{width * 2}</Speak><Play>{width}</Play></Response>'", 'Speak(f"{width}{width * 2}"), Play(str(width))', "width: Any"),
    ("f'<Response><Speak>{width}</Speak><Speak>{width * 2}</Speak></Response>'", "Speak(str(width)), Speak(str(width * 2))", "width: Any"),
    ("f'<Response><Redirect method=\"{form[\"method\"]}\">{url}</Redirect></Response>'", "Redirect(url, method=cast('Any', str(form['method'])))", "form: Any, url: str"),
    ("'<Response><Wait silence=\"' + ('true' if name else 'no') + '\"/></Response>'", 'Wait(silence=("true" if name else "no") == "true")', "name: Any"),
    ("'<Response><Speak>' + ', '.join(items).upper() + '</Speak></Response>'", 'Speak(", ".join(items).upper())', "items: Any"),
    ("f'<Response><Wait length=\"{form[\"seconds\"]}\"/></Response>'", "Wait(length=int(form['seconds']))", "form: Any"),
    # A name may be another one inside a value, or one that Python has, too.
    ("f'<Response><Speak>{[name for name in name]}{id.hex}{len(key)}</Speak></Response>'", 'Speak(f"{[name for name in name]}{id.hex}{len(key)}")', "name: Any, id: Any, key: Any"),
    ("f'<Response><Speak>{[y := name, y]}{(lambda name: len(name))(key)}</Speak></Response>'", 'Speak(f"{[(y := name), y]}{(lambda name: len(name))(key)}")', "name: Any, key: Any"),
    # Quotes and backslashes in values, which f-strings cannot hold before Python 3.12.
    ("'<Response><Speak>a{{{} {!r:>9}</Speak></Response>'.format(form['name'], \"it's\")", 'Speak("a{{{} {!r:>9}".format(form["name"], "it\'s"))', "form: Any"),
    ("f'''<Response><Speak>{name:>{width}} {form['name']!r:>9} {\"it's\"}</Speak></Response>'''", "Speak(\"{:>{}} {!r:>9} {}\".format(name, width, form[\"name\"], \"it's\"))", "name: Any, width: Any, form: Any"),
    ("f\"\"\"<Response><Speak>{ratio:{count}.{count}f}{when:%I o'clock \"q\"}</Speak></Response>\"\"\"", "Speak('{:{}.{}f}{:%I o\\'clock \"q\"}'.format(ratio, count, count, when))", "ratio: float, count: Any, when: Any"),
    # A document may have characters in it that stand for nothing.
    ("f'<Response><Speak>\\U0010ffff\\U000f0000{name}</Speak></Response>'", 'Speak(f"\\U0010ffff\\U000f0000{name}")', "name: str"),
    # Where a number, a truth value or a word is wanted.
    ("f'<Response><Wait length=\"{seconds}\"/></Response>'", "Wait(length=int(seconds))", "seconds: str"),
    ("f'<Response><Wait length=\"{count}\"/></Response>'", "Wait(length=count)", "count: int"),
    ("f'<Response><Wait length=\"{count + 1}\"/></Response>'", "Wait(length=count + 1)", "count: Any"),
    ("f'<Response><Wait length=\"{count}{seconds}\"/></Response>'", 'Wait(length=int(f"{count}{seconds}"))', "count: int, seconds: str"),
    ("f'<Response><Speak>{count}</Speak><Wait length=\"{count}\"/></Response>'", "Speak(str(count)), Wait(length=count)", "count: int"),
    ("f'<Response><Speak>{ratio} {ratio:.2f}</Speak></Response>'", 'Speak(f"{ratio} {ratio:.2f}")', "ratio: float"),
    ("f'<Response><Speak>{seconds}</Speak><Wait length=\"{seconds}\"/></Response>'", "Speak(seconds), Wait(length=int(seconds))", "seconds: str"),
    ("f'<Response><Wait silence=\"{flag}\"/></Response>'", 'Wait(silence=flag == "true")', "flag: str"),
    ("f'<Response><Wait silence=\"{str(True).lower()}\"/></Response>'", 'Wait(silence=str(True).lower() == "true")', ""),
    ("f'<Response><Wait beep=\"{flag}\"/></Response>'", 'Wait(beep=flag == "true" if flag in ("true", "false") else flag)', "flag: str"),
    ("'<Response><Wait silence=\"' + ('true' if name else 'false') + '\"/></Response>'", "Wait(silence=bool(name))", "name: Any"),
    ("'<Response><Wait silence=\"' + ('true' if name else flag) + '\"/></Response>'", 'Wait(silence=str("true" if name else flag) == "true")', "name: Any, flag: Any"),
    ("f'<Response><Wait beep=\"{c.t}\"/></Response>'", 'Wait(beep=str(c.t) == "true" if str(c.t) in ("true", "false") else str(c.t))', "c: Any"),
    ("f'<Response><Redirect method=\"{method}\">{url}</Redirect></Response>'", "Redirect(url, method=method)", "method: Any, url: str"),
    ("f'<Response><Redirect method=\"{method[:2]}T\">{url}</Redirect></Response>'", 'Redirect(url, method=cast("Any", f"{method[:2]}T"))', "method: Any, url: str"),
    ("f'<Response><GetDigits action=\"{url}\" finishOnKey=\"{key}\"/></Response>'", "GetDigits(action=url, finish_on_key=key)", "url: str, key: Any"),
    ("f'<Response><GetDigits action=\"{url}\" finishOnKey=\"{count}\"/></Response>'", "GetDigits(action=url, finish_on_key=cast('Any', str(count)))", "url: str, count: Any"),
    ("f'<Response><GetInput action=\"{url}\" hints=\"{name},x\" digitEndTimeout=\"{end}\"/></Response>'", 'GetInput(action=url, digit_end_timeout="auto" if end == "auto" else int(end), hints=f"{name},x")', "url: str, name: str, end: str"),
    ("f'<Response><Dial action=\"{url}?a=1&amp;b={name}\"><Number sendDigits=\"{keys}\">\\n{number}\\n</Number></Dial></Response>'", 'Dial([Number(number, send_digits=keys)], action=f"{url}?a=1&b={name}")', "url: str, name: str, keys: str, number: str"),
    # White space where it counts, and characters by their numbers.
    ("f'<Response><Dial callerName=\"  {name} \"><Number>1</Number></Dial></Response>'", 'Dial([Number("1")], caller_name=f"  {name} ")', "name: str"),
    ("f'<Response><Dial callerName=\"\\t{name}\\r\\n&#10;\"><Number>1</Number></Dial></Response>'", 'Dial([Number("1")], caller_name=f" {name} \\n")', "name: str"),
    ("f'<Response><Message src=\"1\" dst=\"2\">\\n {name}\\r\\n</Message></Response>'", 'Message(f"\\n {name}\\n", src="1", dst="2")', "name: str"),
    ("f'<Response><DTMF> &#49;{keys}&#13;</DTMF></Response>'", 'DTMF(f"1{keys}")', "keys: str"),
    ("f'<Response><Dial callerName=\"{name}&#146;&amp;lt;\"><Number>1</Number></Dial></Response>'", 'Dial([Number("1")], caller_name=f"{name}\\x92&lt;")', "name: str"),
    ("f'<Response><Play><![CDATA[{url}?a=1&b]]></Play></Response>'", 'Play(f"{url}?a=1&b")', "url: str"),
    ("f'<Response><Play>{url}<!-- x -->/</Play></Response>'", 'Play(f"{url}/")', "url: str"),
    # What plivoml does not know is text.
    ("f'<Response><Wait foo=\"{name} x\"/></Response>'", 'Wait(extra={"foo": f"{name} x"})', "name: str"),
    ("f'<Response><Wait lenght=\"{seconds}\" length=\"{count}\"/></Response>'", 'Wait(length=count, extra={"lenght": seconds})', "seconds: str, count: int"),
    ("f'<Response><Wait length=\"{seconds}\" silence=\"maybe\"/></Response>'", 'UnknownElement("Wait", {"length": seconds, "silence": "maybe"})', "seconds: str"),
    ("f'<Response><Gather numDigits=\"{count}\"><Say>{name}</Say></Gather></Response>'", 'UnknownElement("Gather", {"numDigits": str(count)}, [UnknownElement("Say", children=name)])', "count: int, name: str"),
    # Escapes of the program's own.
    ("f'<Response><Speak>{html.escape(name)}</Speak></Response>'", "Speak(name)", "name: str"),
    ("f'<Response><Speak>{escape(form[\"name\"])} x</Speak><GetDigits action={quoteattr(url)}/></Response>'", "Speak(f\"{form['name']} x\"), GetDigits(action=url)", "form: Any, url: str"),
    ("f'<Response><Speak>{name.replace(\"&\", \"&amp;\").replace(\"<\", \"&lt;\")}</Speak></Response>'", "Speak(name)", "name: str"),
    ("f'<Response><Speak>{name.replace(\"&\", \"and\")}</Speak></Response>'", 'Speak(str(name.replace("&", "and")))', "name: Any"),
    ("'<Response><Speak>' + safe + '</Speak></Response>'", "Speak(name)", "name: str"),
    ("f'<Response><Speak>{html.escape(name, quote=False)} {escape(name, False)}</Speak></Response>'", 'Speak(f"{name} {name}")', "name: str"),
    ("f'<Response><Speak>{escape(name) if key else \"caller\"}</Speak></Response>'", 'Speak(str(name if key else "caller"))', "key: Any, name: Any"),
    ("f'<Response><Speak>{str(escape(name)).strip()}</Speak></Response>'", "Speak(str(name).strip())", "name: Any"),
    ("f'<Response><Speak>{escape(name) or escape(key)}</Speak></Response>'", "Speak(str(name or key))", "name: Any, key: Any"),
    ("f'<Response><Speak>{\", \".join(escape(i) for i in items)}</Speak></Response>'", "Speak(', '.join(i for i in items))", "items: Any"),
    # Every way to fill in.
    ("'<Response><Speak>' + name + '</Speak></Response>'", "Speak(name)", "name: str"),
    ("''.join(['<Response><Speak>', name, '</Speak></Response>'])", "Speak(name)", "name: str"),
    ("'<Response><Speak>%s</Speak></Response>' % name", "Speak(name)", "name: str"),
    ("'<Response><Speak>%s 100%% %r</Speak></Response>' % (name, url)", 'Speak(f"{name} 100% {url!r}")', "name: str, url: str"),
    ("'<Response><Speak>%d %5.1f %-9s|%9s|%+d %x</Speak></Response>' % (ratio, ratio, name, name, count, count)", 'Speak(f"{int(ratio)} {ratio:5.1f} {name!s:<9}|{name!s:>9}|{int(count):+} {count:x}")', "ratio: Any, name: Any, count: Any"),
    ("'<Response><Wait length=\"%i\"/></Response>' % int(seconds)", "Wait(length=int(seconds))", "seconds: Any"),
    ("'<Response><Speak>%(a)s %(b)s</Speak></Response>' % {'a': name, 'b': url}", 'Speak(f"{name} {url}")', "name: str, url: str"),
    ("'<Response><Speak>%(a)s</Speak></Response>' % dict(a=name)", "Speak(name)", "name: str"),
    ("'<Response><Speak>%(name)s</Speak></Response>' % form", 'Speak(str(form["name"]))', "form: Any"),
    ("'<Response><Speak>{} {}</Speak></Response>'.format(name, url)", 'Speak(f"{name} {url}")', "name: str, url: str"),
    ("'<Response><Speak>{1} {0!r:>9} {a.name} {b[name]} {c[1]}</Speak></Response>'.format(name, url, a=user, b=form, c=items)", "Speak(f\"{url} {name!r:>9} {user.name} {form['name']} {items[1]}\")", "url: str, name: Any, user: Any, form: Any, items: Any"),
    ("'<Response><Speak>{name}</Speak></Response>'.format(**form)", 'Speak(str(form["name"]))', "form: Any"),
    ("'<Response><Speak>{name}</Speak></Response>'.format_map(form)", 'Speak(str(form["name"]))', "form: Any"),
    ("Template('<Response><Speak>$a ${b} $$</Speak></Response>').substitute(a=name, b=url)", 'Speak(f"{name} {url} $")', "name: str, url: str"),
    ("Template('<Response><Speak>$name</Speak></Response>').substitute(form)", 'Speak(str(form["name"]))', "form: Any"),
    ("textwrap.dedent(f'''\n    <Response>\n      <Speak>{name}</Speak>\n    </Response>''')", "Speak(name)", "name: str"),
    ("f'{\"\"}<Response><Speak>{name}</Speak></Response>'", "Speak(name)", "name: str"),
]  # fmt: skip


def converted(expression: str) -> Conversion:
    program = f"""\
safe = escape(name)
def answer(count: int, ratio: float, id):
    return {expression}
"""
    ((*_, found),) = sources.documents_in(program)
    assert isinstance(found, Conversion), found
    return found


def module(expression: str) -> str:
    found = converted(expression)
    return python.module([Document(found.element, found.blanks)])


@pytest.mark.parametrize(("expression", "children", "parameters"), CONVERTED)
def test_a_value_stands_in_the_python_as_the_program_has_it(
    expression: str, children: str, parameters: str
) -> None:
    found = converted(expression)

    assert ast.dump(ast.parse(found.code)) == ast.dump(ast.parse(f"Response([{children}])"))
    given = ", ".join(f"{name}: {type_}" for name, type_ in found.blanks.parameters.items())
    assert given == parameters


@pytest.mark.parametrize("expression", [expression for expression, *_ in CONVERTED])
def test_what_is_built_is_the_document_that_the_program_pastes(expression: str) -> None:
    pasted = eval(expression, VALUES | {"safe": html.escape("Alice")})
    names: dict[str, Any] = {}
    exec(module(expression), names)
    parameters = converted(expression).blanks.parameters
    answer = names["answer"]
    built = answer(**{name: VALUES[name] for name in parameters}) if parameters else answer

    assert canonical(str(built)) == canonical(pasted)


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("modules")
    for number, (expression, *_) in enumerate(CONVERTED):
        (folder / f"module_{number}.py").write_text(module(expression), encoding="utf-8")
    return folder


@pytest.mark.once
def test_the_module_is_formatted_as_ruff_would(modules: Path) -> None:
    assert_is_formatted(modules)


@pytest.mark.once
def test_the_module_passes_mypy(modules: Path) -> None:
    assert_is_typed(modules)


@pytest.mark.parametrize(
    ("marked", "why"),
    [
        ("x = f'<Response>»{x}</Response>'", "'{x}' stands for elements"),
        ("x = f'<Response><Dial>»{x}</Dial></Response>'", "'{x}' stands for elements"),
        ("x = f'<Response><Dial><Number>»{\"</Number><Number>\".join(x)}</Number></Dial></Response>'", "'{\"</Number><Number>\".join(x)}' stands for elements"),
        ("x = f'<Response><Speak»{x}/></Response>'", "'{x}' stands for attributes"),
        ("x = f'<Response><Speak »{x}/></Response>'", "'{x}' stands for attributes"),
        ("x = f'<Response><Speak »{x}=\"1\"/></Response>'", "'{x}' stands for the name of an attribute"),
        ("x = f'<Response><Speak/><»{x}/></Response>'", "'{x}' stands for the name of an element"),
        ("x = f'<Response><Speak loop=»{x}/></Response>'", "'{x}' stands for a value with its quotes"),
        ("x = f'<Response><DTMF>»{x}<!-- x --></DTMF></Response>'", "'{x}' stands for a part of a value"),
        ("x = f'<Response><DTMF><![CDATA[»{x}]]></DTMF></Response>'", "'{x}' stands for a part of a value"),
        ("x = '<Response><Speak>»%s</Speak></Response>'", "'%s' is filled in elsewhere"),
        ("x = '<Response><Speak>»%s %s</Speak></Response>' % x", "'%s' is filled in elsewhere"),
        ("x = '<Response><Speak>»%c</Speak></Response>' % x", "'%c' is filled in elsewhere"),
        ("x = '<Response><Speak>»%*d</Speak></Response>' % (x, y)", "'%*d' is filled in elsewhere"),
        ("x = '<Response><Speak>»%.3d</Speak></Response>' % x", "'%.3d' is filled in elsewhere"),
        ("x = '<Response><Speak>{} »{}</Speak></Response>'.format(x, *y)", "'{}' is filled in elsewhere"),
        ("x = '<Response><Speak>»{:{}}</Speak></Response>'.format(x, y)", "'{:{}}' is filled in elsewhere"),
        ("x = '<Response><Speak>»{x}</Speak></Response>'.format(**a, **b)", "'{x}' is filled in elsewhere"),
        ("x = '<Response><Speak>»%(a)s</Speak></Response>' % (x or y)", "'%(a)s' is filled in elsewhere"),
        ("x = f'<Response><Speak>{x} »{{{{ y }}}}</Speak></Response>'", "'{{ y }}' is filled in elsewhere"),
        ("async def f():\n    x = f'<Response><Speak>»{await x}</Speak></Response>'", "'{await x}' works only where it stands"),
        ("x = f'<Response><Speak>»{Speak}</Speak></Response>'", "'Speak' is a name that its Python needs"),
        ("x = '<Response>»{% if a %}<Wait/>{% endif %}</Response>'", "what is conditional or repeated cannot be converted"),
        ("x = '<Response>'\n»for y in z:\n    x += '<Wait/>'\nx += '</Response>'", "what is conditional or repeated cannot be converted"),
        ("x = f'<Response><Speak>»{escape(x)[:9]}</Speak></Response>'", "'{escape(x)[:9]}' is XML in part"),
        ("x = f'<Response><Speak>»{escape(x):>20}</Speak></Response>'", "'{escape(x):>20}' is XML in part"),
        ("x = f'<Response><Speak>»{escape(x)!r}</Speak></Response>'", "'{escape(x)!r}' is XML in part"),
        ("x = '<Response><Speak>»%-9s</Speak></Response>' % escape(x)", "'%-9s' is XML in part"),
        ("x = '<Response><Speak>»{:^9}</Speak></Response>'.format(escape(x))", "'{:^9}' is XML in part"),
        ("x = f'<Response><Speak>»{escape(x, {\"#\": \" number \"})}</Speak></Response>'", "'{escape(x, {\"#\": \" number \"})}' is XML in part"),
        ("x = f'<Response><Speak>»{escape(x, entities=y)}</Speak></Response>'", "'{escape(x, entities=y)}' is XML in part"),
        ("x = f'<Response><Speak>»{escape(x, **y)}</Speak></Response>'", "'{escape(x, **y)}' is XML in part"),
        ("x = f'<Response><Speak>»{escape(x, \"js\")}</Speak></Response>'", "'{escape(x, \"js\")}' is XML in part"),
        ("x = f'<Response><Speak>»{escape(*x)}</Speak></Response>'", "'{escape(*x)}' is XML in part"),
        ("x = f'<Response><Speak>»{escape(x, y) if y else x}</Speak></Response>'", "'{escape(x, y) if y else x}' is XML in part"),
        ("y = escape(x, {'#': ' number '})\nx = f'<Response><Speak>»{y}</Speak></Response>'", "'{y}' is XML in part"),
        ("x = f'<Response><GetDigits action=»{quoteattr(x, {\"#\": \"%23\"})}/></Response>'", "'{quoteattr(x, {\"#\": \"%23\"})}' is XML in part"),
        ("x = '<Response><Speak>' + »y.replace('<', '&lt;').replace('&', '&amp;') + '</Speak></Response>'", "\"{y.replace('<', '&lt;').replace('&', '&amp;')}\" is XML in part"),
        # Where nothing is read as XML, an escape is not, either.
        ("x = f'<Response><Speak><![CDATA[»{escape(x)}]]></Speak></Response>'", "'{escape(x)}' is XML in part"),
        ("x = f'<Response><!-- »{escape(x)} --><Wait/></Response>'", "'{escape(x)}' is XML in part"),
        ("x = f'<Response><Speak>»{x or quoteattr(x)}</Speak></Response>'", "'{x or quoteattr(x)}' is XML in part"),
        ("x = f'<Response><Speak>»{x.y(\"&amp;\")}</Speak></Response>'", "'{x.y(\"&amp;\")}' is XML in part"),
        ("esc = lambda s: html.escape(s)\nx = f'<Response><Speak>»{esc(x)}</Speak></Response>'", "'{esc(x)}' is XML in part"),
        ("x = f'<Response><Play>{x}»&nbsp;</Play></Response>'", "expected a reference that XML has; got '&nbsp;'"),
        ("x = b'»<Response><Speak>%s</Speak></Response>' % x.encode()", "values of bytes cannot be converted"),
        ("x = '<Response><Speak>\\n»</Wait></Response>'", "expected </Speak>; got '</Wait>'"),
        ("b = ['»<Response>', '</Response>']\nb.insert(1, '<Wait/>')\nx = ''.join(b)", "expected all of a document; got the beginning of one, and how it goes on is not seen"),
        ("x = '<Response><Speak>a</Speak>»<Wait></Response>'".replace("»<Wait></", "<Wait>»</"), "expected </Wait>; got '</Response>'"),
    ],
)  # fmt: skip
def test_what_cannot_be_converted_is_named_with_its_place(marked: str, why: str) -> None:
    ((line, column, found),) = sources.documents_in(marked.replace("»", ""))

    assert isinstance(found, Refusal)
    assert found.why == why
    assert [(line, column)] == places(marked)


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("A = '<Response><Speak>%s</Speak></Response>'\nx = A % a\ny = A % b", ["Speak(a)", "Speak(b)"]),
        ("A = '<Response><Speak>a</Speak></Response>\\n'\nx = A.strip()\ny = A", ['Speak("a")']),
        ("x = '<Response>'\nx += f'<Speak>{y}</Speak>'\nx += '</Response>'", ["Speak(y)"]),
        (
            "x = '<Response>'\nif y:\n    print()\n    for z in y:\n        print()\nx += f'<Speak>{y}</Speak></Response>'",
            ["Speak(y)"],
        ),
        (
            "if y:\n    x = '<Response>'\n    x += '<Speak>a</Speak></Response>'\nelse:\n    x = ''",
            ['Speak("a")'],
        ),
        ("x = '<Response><Speak>%(y)s</Speak></Response>' % locals()", ["Speak(y)"]),
        ("def f(x: UUID): return f'<Response><Speak>{x}</Speak></Response>'", ["Speak(str(x))"]),
        ("def f(x: str): return f'<Response><Speak>{x}</Speak></Response>'", ["Speak(x)"]),
        ("x = ''\nx = x\ny = f'<Response><Speak>{x}</Speak></Response>'", ["Speak(x)"]),
        ("for i in range(3):\n    f(f'<Response><Speak>{i}</Speak></Response>')", ["Speak(str(i))"]),
        ("f(f'<Response><Speak>{1.5 + x}</Speak></Response>')", ["Speak(str(1.5 + x))"]),
        ("x = f'text'\ny = f'<Response><Speak>{x}</Speak></Response>'", ["Speak(x)"]),
        (
            "f(f'<Response><Wait silence=\"{not x}\"/></Response>')",
            ['Wait(silence=str(not x) == "true")'],
        ),
        (
            "def a(input): return f\"<Response><Speak>{input['name']}{len(x)}</Speak></Response>\"",
            ["Speak(f\"{input['name']}{len(x)}\")"],
        ),
        ("x = b'<Response><Speak>a</Speak></Response>'", ['Speak("a")']),
        (
            "class A:\n    X = '<Response><Speak>%s</Speak></Response>'\n    def f(self, x):\n        return self.X % x",
            ["Speak(x)"],
        ),
        (
            "def f(x: bool): return f'<Response><Wait silence=\"{x}\"/></Response>'",
            ["Wait(silence=x)"],
        ),
    ],
)  # fmt: skip
def test_each_document_of_a_program_comes_once(program: str, expected: list[str]) -> None:
    found = [conversion for *_, conversion in sources.documents_in(program)]

    assert [one.code if isinstance(one, Conversion) else one.why for one in found] == [
        f"Response([{children}])" for children in expected
    ]


@pytest.mark.parametrize(
    "program",
    [
        "x = '<Response>{% if a %}{% endif %}<Wait/></Response>'",
        "x = '<Response>{% if a %}{% if b %}{% endif %}{% endif %}<Wait/></Response>'",
        "x = '<Response>'\nfor y in z:\n    x += ''\nx += '<Wait/></Response>'",
        "x = '<Response>'\nif y:\n    z()\nelse:\n    a = b\nx += '<Wait/></Response>'",
    ],
)
def test_what_is_conditional_or_repeated_counts_where_something_is_in_it(program: str) -> None:
    ((_, _, found),) = sources.documents_in(program)

    assert isinstance(found, Conversion)
    assert found.element == Response([Wait()])


def test_nothing_is_hinted_for_a_value_that_holds_elements() -> None:
    program = 'def f(n, a): return f\'<Response><Speak>{a}{"</Speak><Speak>" if n else ""}</Speak></Response>\''
    found = sources.in_python(program, lambda _: []).problems

    assert [problem.hint for problem in found if "if n" in problem.message] == [None]


@pytest.mark.parametrize("deep", ["x + " * 3000 + "x", "-" * 5000 + "x"])
def test_a_program_that_goes_too_deep_is_named(
    deep: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = f"f(f'<Response><Speak>{{{deep}}}</Speak></Response>')"
    (tmp_path / "APP.PY").write_text(program, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(["to-python", "APP.PY"]) == 2
    assert capsys.readouterr().err == "plivoml: APP.PY: it goes too deep to be read\n"


def test_functions_stand_apart_from_what_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = """\
a = "<Response><Hangup/></Response>"
b = f"<Response><Speak>{name}</Speak></Response>"
c = "<Response><Wait/></Response>"
d = "<Response/>"
"""
    (tmp_path / "app.py").write_text(program, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(["to-python", "app.py"]) == 0
    assert (
        capsys.readouterr().out
        == """\
from plivoml import Hangup, Response, Speak, Wait

# app.py:1
answer = Response([Hangup()])


# app.py:2
def answer_2(name: str) -> Response:
    return Response([Speak(name)])


# app.py:3
answer_3 = Response([Wait()])
# app.py:4
answer_4 = Response()
"""
    )


#: What a value has that XML takes as it is, wherever it stands.
PLAIN = r"[A-Za-z0-9.,:/+*#é'{}$%\\ -]"

#: What is put into texts: white space, what is written for others, and what Python writes twice.
DISTURBING = (" ", "\t", "\n", "\r\n", "&#9;", "&#10;", "&#13;", "&amp;", "&lt;", "&#146;", "&#x41;", "{", "}", "%", "$", "'", "\\")  # fmt: skip

#: What a program may write for a value, by its name.
EXPRESSIONS = ("{}", "form['{}']", "str({})", '({} or "it\'s")', "''.join([{}])")
FORMATS = ("", "", "!s", "!r", ":>9", "!s:^7")


@given(documents(), st.randoms())
@examples(150)
def test_values_that_move_out_of_any_document_are_filled_in_again(
    document: Response, random: Random
) -> None:
    text = document.to_xml(declaration=False)
    for _ in range(5):
        texts, values = moved_out(disturbed(text, random), random)
        assert_is_filled_in_again(pasting(texts, [*values], random), values)


def assert_is_filled_in_again(expression: str, values: dict[str, str]) -> None:
    """Hold what an expression pastes against what is built by the Python that is made of it."""
    given = {**values, "form": values, "Template": string.Template}
    try:
        wanted = parse(eval(expression, dict(given)))
    except InvalidDocumentError:
        # With its format a value may be none any more.
        return
    program = f"from string import Template\nx = {expression}"
    ((*_, found),) = sources.documents_in(program)
    if isinstance(found, Refusal):
        # A literal text may look like a value.
        assert found.why.endswith("is filled in elsewhere")
        return
    names: dict[str, Any] = {}
    exec(python.module([Document(found.element, found.blanks)]), names)
    answer = names["answer"]
    parameters = {name: given[name] for name in found.blanks.parameters}
    try:
        assert (answer(**parameters) if parameters else answer) == wanted
    except InvalidElementError:
        # No value was found that makes a right one of a part of it, which is told.
        told = sources.in_python(program, lambda text: check_document(text, Selection()))
        assert RuleName.BAD_VALUE in {problem.rule for problem in told.problems}


def disturbed(text: str, random: Random) -> str:
    """Put something into the texts of a document, as far as it stays right."""
    for start, stop in reversed([*spans(text)]):
        units = re.findall("&[^;]*;|(?s:.)", text[start:stop])
        units.insert(random.choice((0, len(units) // 2, len(units))), random.choice(DISTURBING))
        changed = f"{text[:start]}{''.join(units)}{text[stop:]}"
        with contextlib.suppress(InvalidDocumentError):
            parse(changed)
            text = changed
    return text


def moved_out(text: str, random: Random) -> tuple[list[str], dict[str, str]]:
    """Return a document without parts of its texts, and these by names."""
    parts = re.compile(rf"&[^;]*;|(?P<plain>{PLAIN}{{1,{random.randint(1, 12)}}})|(?s:.)")
    texts = [""]
    values: dict[str, str] = {}
    end = 0
    for start, stop in spans(text):
        for part in parts.finditer(text, start, stop):
            if random.random() < 0.4 and part.lastgroup:
                values[f"v{len(values)}"] = part[0]
                texts[-1] = text[end : part.start()]
                texts.append("")
                end = part.end()
    texts[-1] = text[end:]
    return texts, values


def pasting(texts: Sequence[str], names: Sequence[str], random: Random) -> str:
    """Write an expression that pastes values between texts, in any of the ways there are."""
    values = [random.choice(EXPRESSIONS).format(name) for name in names]
    formats = [random.choice(FORMATS) for _ in names]
    doubled = [text.replace("{", "{{").replace("}", "}}") for text in texts]
    match random.choice(("+", "join", "%", "% by name", "format", "Template", "f")):
        case "+":
            return " + ".join(alternating(map(repr, texts), values))
        case "join":
            return f"''.join([{', '.join(alternating(map(repr, texts), values))}])"
        case "%":
            signs = (random.choice(("%s", "%r", "%9s")) for _ in names)
            text = "".join(alternating((text.replace("%", "%%") for text in texts), signs))
            return f"{text!r} % ({''.join(f'{value}, ' for value in values)})"
        case "% by name":
            signs = (f"%({name})s" for name in names)
            text = "".join(alternating((text.replace("%", "%%") for text in texts), signs))
            given = zip(names, values, strict=True)
            return f"{text!r} % {{{', '.join(f'{name!r}: {value}' for name, value in given)}}}"
        case "format":
            text = "".join(alternating(doubled, (f"{{{one}}}" for one in formats)))
            return f"{text!r}.format({', '.join(values)})"
        case "Template":
            holes = (f"${{{name}}}" for name in names)
            text = "".join(alternating((text.replace("$", "$$") for text in texts), holes))
            given = zip(names, values, strict=True)
            return f"Template({text!r}).substitute({', '.join(f'{a}={b}' for a, b in given)})"
        case _:
            pass
    # Before Python 3.12, no quote of its own stands in a value of a literal.
    written = (repr(f'"{text}')[2:-1].replace("'", "\\'") for text in doubled)
    holes = (f"{{{value}{one}}}" for value, one in zip(values, formats, strict=True))
    return f"f'''{''.join(alternating(written, holes))}'''"


def alternating(texts: Iterable[str], between: Iterable[str]) -> list[str]:
    """Put something between each two texts."""
    pairs = itertools.zip_longest(texts, between, fillvalue="")
    return [one for one in itertools.chain.from_iterable(pairs) if one]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where values and words are in a document."""
    for token in tokens_of(text):
        yield from ((attribute.start, attribute.end) for attribute in token.attributes)
        if token.kind == "text":
            yield token.start, token.end
