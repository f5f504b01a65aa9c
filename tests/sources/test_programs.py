"""Documents in the source of programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from plivoml import check
from tests.support import sources
from tests.support.checking import check_data

from .marks import faults, program, rules


NUMBER = "<Number>+15550100123</Number>"


@pytest.mark.parametrize(
    "marked",
    [
        "x = '<Response><»Dial/></Response>'".replace("<»", "»<"),
        'x = "<Response>»<Dial/></Response>"',
        "x = '''\n<Response>\n  »<Dial/>\n</Response>\n'''",
        'x = """<Response>\r\n\t»<Dial/></Response>"""\r\n',
        'x = """<Response>\\\n »<Dial/></Response>"""',
        "x = rb'''<Response>»<Dial/></Response>'''",
        r"x = '<Response><Speak>\n\x41\u0041\U00000041\101\N{BULLET}\'\q</Speak>»<Dial/></Response>'",
        r"x = b'<Response><Speak>\n\x41\u0041\'</Speak>»<Dial/></Response>'",
        "x = R'<Response><Speak>\\'\\\r\n</Speak>»<Dial/></Response>'",
        "x = ('<Response>'\n     '»<Dial/>'  # why\n     \"</Response>\")",
        "x = '<Response>' \\\n '»<Dial/></Response>'",
        "x = 'é😀', '<Response><Speak>é😀</Speak>»<Dial/></Response>'",
        "x = f'<Response><Speak>{1:>{2}}{{</Speak>»<Dial/></Response>'",
        "x = f'<Response><Speak>{dict(a=1)[\"a\"]!r:02d}</Speak>»<Dial/></Response>'",
        "x = f'''<Response>\n<Speak>{[1,\n2][0]}</Speak>\n»<Dial/></Response>'''",
        "x = rf'<Response><Speak>\\{1}\\d</Speak>»<Dial/></Response>'",
        "x = ('<Response>' f'<Speak>{1}</Speak>' r'»<Dial/>' '</Response>')",
        "x = '<Response>' + '<Speak>' + str(1) + '</Speak>»<Dial/>' + '</Response>'",
        "x = '<Response><Speak>%5.2f%%</Speak>»<Dial/></Response>' % 1",
        "x = '<Response><Speak>%s %s</Speak>»<Dial/></Response>' % (1, 2)",
        "x = '<Response><Speak>%(a)s</Speak>»<Dial/></Response>' % {'a': 1}",
        "x = '<Response><Speak>%(a)s</Speak>»<Dial/></Response>' % {**y}",
        "x = '<Response><Speak>%s</Speak>»<Dial/></Response>' % [1]",
        "x = '<Response><Speak>{} {1} {a:>3} {{}}</Speak>»<Dial/></Response>'.format(1, 2, a=3)",
        "x = string.Template('<Response><Speak>$a $$</Speak>»<Dial/></Response>').substitute(a=1)",
        "x = Template('<Response><Speak>${a}</Speak>»<Dial/></Response>').safe_substitute()",
        "x = Template('<Response><Speak>$a</Speak>»<Dial/></Response>')",
        "x = ''.join(['<Response>', '»<Dial/>', '</Response>'])",
        "x = '\\n'.join(('<Response>', '', '»<Dial/>', '</Response>'))",
        "x = dedent('''\n    <Response>\n      »<Dial/>\n    </Response>''')",
        "x = textwrap.dedent(f'''\\\n    {a}\n    <Response>{a}\n    »<Dial/>\n    </Response>''')",
        "x = inspect.cleandoc('''\n    <?xml version='1.0'?>\n    <Response>»<Dial/></Response>''')",
        "x = '''\n<?xml version='1.0'?><Response>»<Dial/></Response>'''.strip().encode()",
        "x = '''\n<?xml version='1.0'?><Response>»<Dial/></Response>'''.lstrip()",
        "x = '''<?xml version='1.0'?><Response>»<Dial/></Response>\n'''.rstrip()",
        "return_(Response('<Response>»<Dial/></Response>', mimetype='text/xml'))",
        "x = header + '<Response>»<Dial/></Response>' + footer",
        "x = 'Say: ' + f('<Response>»<Dial/></Response>')",
        "x = '<Response><Speak>x</Speak>»</Respons>'",
        "x = '<Response>»<Speek>x</Speek></Response>'",
        "return '\\n»<?xml version=\"1.0\"?><Response><Wait/></Response>'",
        "x = '<Response><Dial timeout=\"20\" »timeOut=\"{}\">' + WHO + '</Dial></Response>'",
    ],
)  # fmt: skip
def test_a_fault_is_where_it_stands_in_the_literal(marked: str) -> None:
    assert len(faults(marked)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '"""<Response><Dial/></Response>"""',
        "def f():\n    '''<Response><Dial/></Response>'''",
        "x = 'holds a <Response> with <Dial/>'",
        "x = '<Response>'",
        "x = '<Response><Bad></Response>' % '<Response>' if 0 else '<Response'",
        'x = \'<Response xmlns="urn:x"><Dial bad=""/></Response>\'',
        "x = '<Response><Status>ok</Status></Response>'",
        "x = '<ResponseSet><Dial/></ResponseSet>'",
        "x = f'<Response><Dial {x}=\"1\"/></Response>'",
        "x = f\"{'<Response><Dial/></Response>'}\"",
        "x = ''.join([])\ny = '<Response>'.join(z)",
        # Programs in other languages, patterns, and what other services answer.
        "x = '`<Response>${x}</Response>`'",
        "x = '<Response><Wait/>${x ? \"<Speak>a</Speak>\" : {}}<Wait/></Response>'",
        "x = '<Response><Wait/></Response>`);\\n send(`<Response><Wait/></Response>'",
        "x = re.compile(r'<Response>(.*?)</Response>')",
        "x = re.search(r'<Response>\\s*<Wait/>(.*)</Response>', y)",
        "x = '<Response>OK</Response>'",
        "x = '<Response'.upper().format()\ny = z.format('<Response')\nq = Template(z).substitute()",
        "x = dedent(y) + 'a'\n'<Response'",
        "x = y + z\n'<Response'",
        "x = y % z\n'<Response'",
    ],
)
def test_what_is_no_document_of_ours_is_left_alone(text: str) -> None:
    assert faults(text, severity="info") == []


@pytest.mark.parametrize(
    "document",
    [
        "<Response><Dial timeout='{x}' method='{x}' callerId='{x}'><Number>{x}</Number></Dial><Hangup/></Response>",
        "<Response><Dial>{x}</Dial><Hangup/></Response>",
        "<Response><Dial {x}><Number>{x}</Number>{x}</Dial>{x}</Response>",
        "<Response><Dial{x}><Number>+15550100123</Number></Dial><Hangup/></Response>",
        "<Response><GetInput {x} {x}><Speak>{x}</Speak></GetInput><Hangup/></Response>",
        "<Response><Speak voice={x}>{x} of {x}</Speak></Response>",
        "<Response><Play>{x}/a.mp3</Play><Wait length='1{x}'/></Response>",
        "<Response><Redirect method='{x}T'>https://{x}/{x}</Redirect></Response>",
        "<Response><!-- {x} --><Speak><![CDATA[{x}]]></Speak></Response>",
        "{x}<Response>{x}</Response>{x}",
        "<Response><User>x{x}</User><Bad>{x}</Bad></Response>".replace("User>", "Speak>")
        .replace("<Bad>Q", "")
        .replace("<Bad>{x}</Bad>", ""),
    ],
)
def test_a_placeholder_stands_for_any_value(document: str) -> None:
    for text in (
        f"def f(x):\n    return f'''{document}'''",
        f"y = '''{document}'''",
        f"y = '''{document.replace('{x}', '%s')}''' % SOME",
        f"y = '''{document.replace('{x}', '${x}')}'''",
    ):
        found = faults(text, severity="info", ignore=["not-judged", "unescaped-value"])
        assert found == []


@pytest.mark.parametrize("used", ["x = {}\ny = x.strip()", "f({})", "x = {}\nx += '<!-- -->'"])
def test_white_space_before_a_declaration_may_be_stripped_elsewhere(used: str) -> None:
    document = "'''\n    <?xml version='1.0'?>\n    <Response><Speak>Hi</Speak></Response>'''"

    assert faults(used.format(document), severity="info") == []


@pytest.mark.parametrize(
    "value",
    [
        "'<Speak>' if x else '<Speak loop=\"2\">'",
        "x and f'<Speak loop=\"{x:d}\">' or '<Speak>'",
    ],
)
def test_a_value_that_may_be_half_a_tag_says_nothing_of_the_others(value: str) -> None:
    text = f"x = '<Response>' + ({value}) + 'hi</Speak></Response>'"
    whole = text.replace("</Speak></Resp", "</Resp").replace("'hi", "'<Hangup/>»<Dial/>")

    assert faults(text) == []
    for right in ("'<Wait/>' if x else y", "x or f'<Speak>{1}</Speak>'"):
        assert rules(whole.replace(value, right)) == ["dial-without-target"]


def test_no_value_makes_what_is_around_it_right() -> None:
    marked = """\
def f(x):
    return f\"\"\"<Response>
        <Wait »length="{x}s"/>
        <Dial »method="{x}PUT" »timeOut="{x}"><Number>{int(x)}</Number></Dial>
        »<Hangup {x}>»{int(x)} words</Hangup>
    </Response>\"\"\"
"""
    marked = marked.replace("»<Hangup", "<Hangup")
    messages = [found.message for found in faults(marked)]

    assert messages[:2] == [
        "expected a whole number of seconds, 1 or more; got '{x}s'",
        "expected one of GET, POST; got '{x}PUT'",
    ]


def test_what_grows_statement_by_statement_is_one_document() -> None:
    marked = """\
def answer(name: int, lines):
    other = 1
    xml += "?"
    xml = "<Response>"
    xml += "<Speak>Hello</Speak>»<Dial/>"
    if lines:
        xml += "»<Dial/>"
    else:
        xml += f"<Dial »bad='1'><Number>{name}</Number></Dial>"
    if name:
        xml = xml + "<Wait »lenght='1'/>" + "<Wait/>"
    for line in lines:
        while line:
            xml += "<Wait »lenght='" + str(1) + "'/>"
    with lines:
        xml += "»<Dial/>"
    xml += "</Response>"
    xml = "<Response>" + "</Response>"
    return xml
"""
    assert rules(marked) == [
        *["dial-without-target"] * 2,
        *["unknown-attribute"] * 3,
        "dial-without-target",
    ]


def test_a_text_under_a_name_is_followed_to_where_it_is_filled_in() -> None:
    marked = """\
HEAD = "<?xml version='1.0'?>"
ANSWER = HEAD + "<Response><Speak>»%s</Speak>»<Dial/></Response>"
OTHER = Template("<Response><Speak>Hi</Speak><Wait »lenght='1'/></Response>")
LAST = "never " + LAST
BODY = "<Speak>Hi</Speak><Wait »lenght='1'/>"
def f(name, other):
    other = "<Response>" + BODY + "</Response>"
    return ANSWER % name, other.format(1), LAST.format(2), name.format()
"""
    assert rules(marked, severity="warning", ignore=["no-fallback"]) == [
        "unescaped-value",
        "dial-without-target",
        "unknown-attribute",
        "unknown-attribute",
    ]


@pytest.mark.parametrize(
    "body",
    [
        """match digit:
    case "1":
        xml += "<Speak>a</Speak>"
    case "2":
        xml += "<Play>https://example.com/a.mp3</Play>\"""",
        """match digit:
    case "1":
        xml += "<Speak>a</Speak>"
    case _:
        xml += "<Wait/>\"""",
        """try:
    f()
except OSError:
    xml += "<Speak>a</Speak>"
else:
    xml += "<Speak>b</Speak>\"""",
        """try:
    f()
finally:
    xml += "<Speak>a</Speak>\"""",
        """for x in y:
    f(x)
else:
    xml += "<Speak>a</Speak>\"""",
        """while y:
    f(x)
else:
    xml += "<Speak>a</Speak>\"""",
        """def more():
    nonlocal xml
    xml += "<Speak>a</Speak>"
more()""",
        """if a:
    xml += "<Redirect>https://example.com/x</Redirect></Response>"
    return xml
xml += "<Speak>a</Speak>\"""",
        """if a:
    xml += "<Hangup/></Response>"
else:
    xml += "<Wait/></Response>"
    xml = "<Response><Speak>a</Speak>\"""",
        """if a:
    xml = "<Response><Wait/>"
    xml += "<Wait/>"
else:
    xml += "<Speak>a</Speak>\"""",
        """if a:
    xml = "<Response><Speak>a</Speak>"
    xml += "</Response>"
    xml = "<Response><Wait/>"
    xml += "<Wait/>"
else:
    xml += "<Speak>a</Speak>\"""",
        """if a:
    for x in y:
        xml += "<Redirect>https://example.com/x</Redirect></Response>"
    return xml
xml += "<Speak>a</Speak>\"""",
        """if a:
    xml += "<Speak>a</Speak></Response>"
    xml = "<Response><Speak>b</Speak></Response>"
    return xml
xml += "<Speak>a</Speak>\"""",
    ],
)
def test_no_statement_takes_parts_of_a_text_away(body: str) -> None:
    lines = ['xml: str = "<Response>"', *body.split("\n"), 'xml += "</Response>"', "return xml"]
    text = "def answer(a, digit, y):\n" + "".join(f"    {line}\n" for line in lines)

    assert faults(text, severity="info", ignore=["not-judged"]) == []


def test_a_function_that_wraps_is_followed_wherever_it_is_called() -> None:
    marked = """
def page(inner):
    return f"<Response>{inner}</Response>"
a = page("»<Dial/>")
b = page("<Speak>a</Speak>»<Bogus/>")
"""
    assert rules(marked) == ["dial-without-target", "unknown-element"]


@pytest.mark.parametrize(
    "marked",
    [
        "if a:\n    xml += '<Wait/>'\nelif b:\n    xml += '»<Dial/>'",
        "match a:\n    case 1:\n        xml += '»<Dial/>'\n    case _:\n        xml += '»<Dial/>'",
        "try:\n    xml += '»<Dial/>'\nexcept OSError:\n    xml += '»<Dial/>'",
        "try:\n    xml += '»<Dial/>'\nfinally:\n    xml += '»<Dial/>'",
        "for x in y:\n    xml += '<Wait/>'\nelse:\n    xml += '»<Dial/>'",
    ],
)
def test_every_branch_of_a_text_is_checked(marked: str) -> None:
    assert rules(f"xml = '<Response>'\n{marked}\nxml += '</Response>'")


@pytest.mark.parametrize(
    "text",
    [
        "x = \"{}\".replace('__LEN__', str(1)).replace('__URL__', n)",
        'x = "{}".replace(a, b)',
        'x = "{}".translate(a)',
        "x = re.sub('__', a, \"{}\")",
        'x: str = "{}"\ny = x.replace(a, b)',
        "x = \"{}\"\nx = x.replace('__LEN__', 1)",
        'x = "{}"\nfor a in b:\n    x = re.sub(a, b, x)',
        'class A:\n    x = "{}"\ny = A.x.replace(a, b)',
        "x = \"{}\"\nx += '<!-- -->'\nx = x.replace(a, b)",
    ],
)
def test_a_text_is_what_is_put_in_its_place(text: str) -> None:
    document = "<Response><Wait length='__LEN__'/><Play>__URL__</Play><Hangup/></Response>"

    assert faults(text.format(document)) == []


def test_what_stays_where_others_are_replaced_is_checked() -> None:
    marked = """\
x = "<Response><Wait length='{}'/><Play>__URL__</Play>»<Dial/></Response>".format(n)
y = "<Response><Play>__URL__</Play><Wait length='{}'/>»<Dial/></Response>".format(2).replace("__URL__", z)
"""
    assert (
        rules(marked.replace("__URL__", "https://example.com/", 1)) == ["dial-without-target"] * 2
    )


def test_an_unfinished_text_is_no_document() -> None:
    assert faults("xml = '<Response>'\nxml += '<Dial/>'\nxml += close(xml)") == []


@pytest.mark.parametrize(
    ("expression", "hint"),
    [
        ("f'<Response><Speak>Hi &amp; {»name}</Speak></Response>'", 'Speak(f"Hi & {name}")'),
        ("f'<Response><Speak>{»a.b}</Speak></Response>'", "Speak(a.b)"),
        ("f'<Response><Speak><emphasis>{»a}</emphasis></Speak></Response>'", "ssml.Emphasis(a)"),
        ("f'<Response><Dial action=\"{»url}\">' + NUMBER + '</Dial></Response>'", "Dial(action=url)"),
        ("'<Response><Speak>»%s %s %d</Speak></Response>' % (a, 1, b)", 'Speak(f"{a} {1} {int(b)}")'),
        ("'<Response><Speak>»%s</Speak></Response>' % a", "Speak(a)"),
        ("'<Response><Speak>»{x} {y.z:d}</Speak></Response>'.format(x=a)", 'Speak(f"{a} {...}")'),
        ("'<Response><Speak>»{} {2}</Speak></Response>'.format(a)", 'Speak(f"{a} {...}")'),
        ("Template('<Response><Speak>»$x</Speak></Response>').substitute(x=a)", "Speak(a)"),
        ("'<Response><Speak>' + »a + '</Speak></Response>'", "Speak(a)"),
        ("''.join(['<Response><Speak>', »a, '</Speak></Response>'])", "Speak(a)"),
        ("f'<Response><Foo>{»a}</Foo><Wait/></Response>'", "the document with the classes of plivoml"),
        ("f'<Response><Wait foo=\"{»a}\"/></Response>'", "the document with the classes of plivoml"),
    ],
)  # fmt: skip
def test_a_value_that_is_pasted_unescaped_is_found_with_its_plivoml_form(
    expression: str, hint: str
) -> None:
    marked = f"answer = {expression}".replace("{»", "»{")
    (found,) = faults(marked, severity="info", select=["unescaped-value"])

    assert found.rule == "unescaped-value"
    assert found.severity == "warning"
    assert found.hint == f"write {hint}, which escapes it"


@pytest.mark.parametrize(
    "value",
    [
        "escape(x)", "html.escape(x)", "saxutils.quoteattr(x)", "int(x)", "str(int(x))", "len(x)",
        "-x", "x * 2", "1 + 2", "x if 0 else 1".replace("x", "3"), "BASE_URL", "settings.BASE_URL",
        "'plain'", "count", "total", "each", "safe", "again", "f'{count}'", "a_constant or 1",
        "max(1, min(count, 10))", "_escape_xml(x)", "x.replace('&', '&amp;').replace('<', '&lt;')",
        "total:,", "x:+", "x:%H:%M", "str(flag).lower()", "escape(x).strip()", "uuid4().hex",
        "', '.join(escape(a) for a in x)", "x.strftime('%H')", "maybe", "perhaps", "word", "one",
        "noted", "index", "team", "url_for('x', a=1)", "url_for('x')", "x is None", "given", "found", "when", "size", "(now := time())",
    ],
)  # fmt: skip
def test_a_value_that_cannot_break_xml_is_left_alone(value: str) -> None:
    text = f"""\
a_constant: str = "plain"
from math import pi
def f(x, count: int, *, size: float, when: datetime,
      flag: bool, maybe: int | None, perhaps: Optional[int], word: Literal["a", "b"],
      one: Literal["a"], noted: Annotated[int, "b"]):
    for index, item in enumerate(x):
        pass
    for team in ("sales", "support"):
        pass
    total = count + 1
    total += 1
    given = a_constant
    safe = escape(x)
    again = again_2 = total
    again += again
    (found := 1)
    for each in range(3):
        return f'''<Response><Speak>{{{value}}}</Speak></Response>'''
"""
    assert faults(text, severity="info") == []


@pytest.mark.parametrize(
    "value",
    [
        "url_for('x', a=1, b=2)", "', '.join(x)", "', '.join([a for a in x])", "x:,>10", "listed", "text", "word",
        "captured", "stars", "rest", "problem", "func", "Klass", "gone",
        "x", "'a & b'".replace("'", '"'), "str(x)", "x + y", "get(x)", "x[0]", "both", "tuple_1",
        "line", "file", "pi", "unknown", "quote(x)(y)",
        "x.replace('&', '&amp;')", "x.replace('<', '&lt;').replace('&', 'and')", "max(x, 'a')", "x.upper()", "x or 1", "item",
    ],
)  # fmt: skip
def test_a_value_that_may_break_xml_is_told_of(value: str) -> None:
    text = f"""\
from math import pi
def f(x: str, listed: list[str], text: str | None, word: Literal["a & b"]):
    both = captured = stars = rest = problem = func = Klass = gone = 1
    match x:
        case [1, *stars] | {{"a": 1, **rest}} | [captured]:
            pass
    try:
        pass
    except OSError as problem:
        pass
    def func():
        pass
    class Klass:
        pass
    del gone
    both = x
    tuple_1, tuple_2 = 1, 2
    with open("x") as file:
        for line in file:
            for item in [x for y in x]:
                return f'''<Response><Speak>{{{value}}}</Speak></Response>'''
"""
    assert [found.rule for found in check_data(text.encode(), ".py")] == ["unescaped-value"]


def test_a_rule_of_programs_is_chosen_as_any_other(tmp_path: Path) -> None:
    file = program(tmp_path, "x = f'<Response><Speak>{y}</Speak><Dial/><Wait/></Response>'")

    assert [found.rule for found in check(file)] == ["unescaped-value", "dial-without-target"]
    assert [found.rule for found in check(file, ignore=["unescaped-value"])] == [
        "dial-without-target"
    ]
    assert [found.rule for found in check(file, select=["unescaped-value"])] == ["unescaped-value"]


@pytest.mark.parametrize(
    "data",
    [
        b"print '<Response><Dial/></Response>'",
        b"x = '<Response>\0'",
        b"# coding: nonsense\nx = '<Response><Dial/>'\n(",
        b"\xff<Response>(",
        b"x = '<Response'" + b"(" * 5000,
        b"x = '<Response'\ny = " + b"-" * 50_000 + b"1",
    ],
)
def test_a_program_that_python_cannot_read_is_told_as_such(data: bytes) -> None:
    with pytest.raises((SyntaxError, ValueError), match=r"cannot read it|too deep to be read"):
        check_data(data, ".py")


def test_a_program_is_read_in_the_encoding_that_it_declares() -> None:
    text = "# coding: latin-1\né = '<Response><Speak>é</Speak><Dial/><Wait/></Response>'"

    (found,) = check_data(text.encode("latin-1"), ".py")

    assert (found.line, found.column) == (2, 32)


def test_a_program_may_begin_with_a_byte_order_mark() -> None:
    (found,) = check_data(b"\xef\xbb\xbfx = '<Response><Dial/><Wait/></Response>'", ".py")

    assert (found.line, found.column) == (1, 16)


def test_no_character_of_the_program_is_a_placeholder() -> None:
    assert faults("x = '<Response><Speak>\U000f0000</Speak></Response>'", severity="info") == []
    assert rules("x = '<Response><Speak>»\\uffff</Speak></Response>'") == ["not-well-formed"]


def test_a_program_without_documents_is_not_read() -> None:
    assert check_data(b"def f(:", ".py") == []


@pytest.mark.parametrize(
    "value",
    [
        "x}", "x!r}", "x:>3}", "x:{a}>{b}}", "{'a': 1}['a']}", "[a for a in (1, 2)]}",
        "'}'}", "f'{x}}}{{'}", "f'{'nested'}'}", "'\\'}'}", "x  # why }\n}", "x # why }\r\n }",
        '"""}"""}', "rb'}'}",
    ],
)  # fmt: skip
def test_the_end_of_a_value_is_found_as_each_version_of_python_finds_it(value: str) -> None:
    """Since Python 3.12 a value may hold the quotes of its f-string, and comments."""
    assert sources.end_of_hole("{" + value + "rest}", 1) == len(value) + 1


def test_long_sums_are_read() -> None:
    text = (
        "x = '<Response>' + " + " + ".join(["'<Wait/>'"] * 400) + " + '<Dial/><Wait/></Response>'"
    )

    assert [found.rule for found in sources.in_python(text, check).problems] == [
        "dial-without-target"
    ]
