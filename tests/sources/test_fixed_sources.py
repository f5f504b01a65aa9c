"""What is fixed of documents in programs, templates and pages, and how it is written there."""

from __future__ import annotations

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import fix
from tests.support.checking import RULES, check_bytes
from tests.support.command import main
from tests.support.effort import examples


def fixed(source: str, tmp_path: Path, suffix: str, encoding: str = "utf-8") -> str:
    path = tmp_path / f"file{suffix}"
    path.write_bytes(source.encode(encoding))
    main(["check", "--fix", "--quiet", "--select", "all", str(path)])
    return path.read_bytes().decode(encoding)


PROGRAMS = {
    # Quotes and escapes of each kind of literal.
    """'<Response><Reject/><Redirect method=\\'post\\'>{url}</Redirect></Response>'""": (
        """'<Response><Hangup reason="rejected"/><Redirect method=\\'POST\\'>{url}</Redirect></Response>'"""
    ),
    '''"<Response><Reject/>\\n<Pause length=\\"5 \\"/></Response>"''': (
        '''"<Response><Hangup reason=\\"rejected\\"/>\\n<Wait length=\\"5\\"/></Response>"'''
    ),
    '''"""\\
<Response>
  <Reject/>\\x20<speak>\\u00fc</speak>
</Response>"""''': (
        '''"""\\
<Response>
  <Hangup reason=\\"rejected\\"/>\\x20<Speak>\\u00fc</Speak>
</Response>"""'''
    ),
    """r'<Response><Reject/><Say>\\d</Say></Response>'""": (
        """r'<Response><Hangup reason="rejected"/><Speak>\\d</Speak></Response>'"""
    ),
    '''r"<Response><Reject/><Say>\\d</Say></Response>"''': (
        '''r"<Response><Reject/><Speak>\\d</Speak></Response>"'''
    ),
    'b"<Response><Say>a & b</Say></Response>"': 'b"<Response><Speak>a &amp; b</Speak></Response>"',
    # Values that are pasted.
    """f'<Response><Say>{{}} {name!r:>{width}}</Say><Dial timeOut="{n}">+15550100123</Dial></Response>'""": (
        """f'<Response><Speak>{{}} {name!r:>{width}}</Speak><Dial timeout="{n}"><Number>+15550100123</Number></Dial></Response>'"""
    ),
    """f'<Response><Redirect>https://example.com/{a}/b c?d={x["&"]}&e=1</Redirect></Response>'""": (
        """f'<Response><Redirect>https://example.com/{a}/b c?d={x["&"]}&amp;e=1</Redirect></Response>'"""
    ),
    """'<Response><Pause length="%d"/><Redirect>https://example.com/a b/%s</Redirect></Response>' % (a, b)""": (
        """'<Response><Wait length="%d"/><Redirect>https://example.com/a b/%s</Redirect></Response>' % (a, b)"""
    ),
    """'<Response><Say>{}</Say><pause/></Response>'.format(f"{a}{'b'}")""": (
        """'<Response><Speak>{}</Speak><pause/></Response>'.format(f"{a}{'b'}")"""
    ),
    # Texts that are joined.
    """'<Response><S' 'ay>Hi</Say>' + a + "<Wait Length='2'/></Response>\"""": (
        """'<Response><S' 'ay>Hi</Say>' + a + "<Wait length='2'/></Response>\""""
    ),
    """'<Response><Say>' + a + '</Say></Response>'""": (
        """'<Response><Speak>' + a + '</Speak></Response>'"""
    ),
    """textwrap.dedent('''
    <Response>
        <Connect><Stream>wss://example.com/</Stream></Connect>
        <Start>
            <Stream>wss://example.com/</Stream>
        </Start>
    </Response>''')""": (
        """textwrap.dedent('''
    <Response>
        <Connect><Stream>wss://example.com/</Stream></Connect>
            <Stream>wss://example.com/</Stream>
    </Response>''')"""
    ),
}


@pytest.mark.parametrize(("wrong", "right"), PROGRAMS.items())
def test_a_program_keeps_its_quotes_and_escapes(wrong: str, right: str, tmp_path: Path) -> None:
    source = "# ü\nLONG = 1\n\ndef answer(a, b, n, name, width, url, x):\n    return {}  # <Say>\n"

    assert fixed(source.format(wrong), tmp_path, ".py") == source.format(right)


LEFT = {
    "kept under a name": (
        'LONG = "5 "\n\ndef answer():\n    return f"<Response><Wait length=\'{LONG}\'/></Response>"\n'
    ),
    "given to what may mean something by it": (
        "def answer(name):\n"
        '    return "<Response><Redirect>https://example.com/a b/%s</Redirect></Response>" % name\n'
    ),
    "with a sign that formats are made of": (
        "def answer():\n"
        "    return '<Response><Play url=\"https://example.com/$1.mp3\"/></Response>'\n"
    ),
    "more than bytes of ASCII": (
        'def answer():\n    return b"<Response><Speak>&eacute;</Speak></Response>"\n'
    ),
    "in what may be a format": (
        'ANSWER = "<Response><Play>https://example.com/a b.mp3</Play></Response>"\n'
        "print(ANSWER % ())\n"
    ),
    "a line end before a margin": (
        "ANSWER = textwrap.dedent('''\n"
        '    <Response><Wait length="2\n'
        '    "/></Response>\n'
        "    ''')\n"
    ),
}


@pytest.mark.parametrize("source", LEFT.values(), ids=list(LEFT))
def test_what_cannot_be_written_in_its_place_is_left_alone(source: str, tmp_path: Path) -> None:
    assert fixed(source, tmp_path, ".py") == source


def test_a_fix_leaves_the_end_of_a_literal_where_it_is() -> None:
    before = """ANSWER = '''<Response><Play loop='+''' "2'>{}</Play></Response>"\n"""
    after = """ANSWER = '''<Response><Play loop="+2''' "\\">{}</Play></Response>"\n"""
    sources = [one.format("https://example.com/a.mp3") for one in (before, after)]

    (gone,), (kept,) = (check_bytes(source.encode(), ".py") for source in sources)
    assert (gone.rule, kept.rule) == ("bad-value", "bad-value")
    assert gone.fix is None
    assert kept.fix is not None


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".java", 'class F { String f = String.format("<Response>@</Response>", a); }'),
        (".kt", 'val f = "<Response>@</Response>".format(a)'),
        (".go", 'package f\nvar f = fmt.Sprintf("<Response>@</Response>", a)'),
        (".php", "<?php $f = sprintf('<Response>@</Response>', $a);"),
        (".rb", "f = format('<Response>@</Response>', a)"),
    ],
)
@pytest.mark.parametrize(
    "verb", ["%s", "%1$s", "%[1]v", "%,d", "%tH", "%{a}", "%q", "%5.1f", "%6.f", "%ld", "%[2]*[1]d"]
)
def test_no_verb_of_a_format_is_made_or_taken_for_text(
    suffix: str, source: str, verb: str, tmp_path: Path
) -> None:
    play = "<Play>https://example.com/a file.mp3</Play>"
    verb = verb.replace("$", r"\$") if suffix == ".kt" else verb
    wrong = source.replace("@", f"{play}<Say>Hi</Say><Redirect>{verb}</Redirect>")
    rules = [problem.rule for problem in check_bytes(wrong.encode(), suffix)]

    assert rules == ["bad-value", "twilio-element"]
    assert fixed(wrong, tmp_path, suffix) == wrong.replace("Say>", "Speak>")
    # No value is needed to make a format of a text.
    empty = wrong.replace(verb, "https://example.com/")
    assert fixed(empty, tmp_path, suffix) == empty.replace("Say>", "Speak>")


TAKEN = {
    '<Speak{% if b %} Voice="MAN"{% endif %}{% if a %} voice="WOMAN"{% endif %}>Hi</Speak>': False,
    '<Speak{% if b %} Voice="MAN"{% else %} voice="WOMAN"{% endif %}>Hi</Speak>': False,
    '<Speak{% if b %} Voice="MAN"{% endif %}{% if a %} loop="2"{% endif %}>Hi</Speak>': True,
    '<Speak Voice="MAN" loop="{% if a %}2{% else %}3{% endif %}">Hi</Speak>': True,
}


@pytest.mark.parametrize(("tag", "is_fixed"), TAKEN.items())
def test_no_attribute_gets_the_name_of_one_in_another_branch(tag: str, is_fixed: bool) -> None:
    template = f"<Response>{{% if q %}}<Hangup/>{{% else %}}{tag}{{% endif %}}</Response>"
    right = template.replace("Voice", "voice") if is_fixed else template
    assert fix(template, templates=True) == right


BRANCHES = {
    "{% if a %}+15550100123{% else %}<Number>{{ number }}</Number>{% endif %}": (
        "{% if a %}<Number>+15550100123</Number>{% else %}<Number>{{ number }}</Number>{% endif %}"
    ),
    "{% if a %}{{ number }}{% endif %}": "{% if a %}{{ number }}{% endif %}",
    "{{ number }}": "<Number>{{ number }}</Number>",
    "\n  +15550100123\n": "\n  <Number>+15550100123</Number>\n",
    "+1555{% if a %}0100123{% else %}0100124{% endif %}": (
        "+1555{% if a %}0100123{% else %}0100124{% endif %}"
    ),
}


@pytest.mark.parametrize(("wrong", "right"), BRANCHES.items())
def test_what_is_put_around_a_text_stands_in_its_branch(
    wrong: str, right: str, tmp_path: Path
) -> None:
    source = "<Response><Dial>{}</Dial><Hangup/></Response>"
    assert fixed(source.format(wrong), tmp_path, ".j2") == source.format(right)


def test_what_is_put_around_a_text_of_a_program_stands_in_its_branch(tmp_path: Path) -> None:
    source = """
def answer(a):
    xml = "<Response><Dial>"
    if a:
        xml += "{}"
    else:
        xml += "<Number>+15550100124</Number>"
    xml += "</Dial><Hangup/></Response>"
    return xml
"""
    wrong, right = "+15550100123", "<Number>+15550100123</Number>"
    assert fixed(source.format(wrong), tmp_path, ".py") == source.format(right)


def test_what_is_put_in_stands_behind_a_margin(tmp_path: Path) -> None:
    source = """
import textwrap
a = textwrap.dedent('''\\
    <Response>
        <Dial>
            {}
        </Dial>
        <Hangup/>
    </Response>''')
"""
    wrong, right = "+15550100123", "<Number>+15550100123</Number>"
    assert fixed(source.format(wrong), tmp_path, ".py") == source.format(right)


SHARED = {
    "the end of two documents": """
END = "</Say></Response>"
def answer():
    return "<Response><Say>Hi" + END
""",
    "the name of two tags": """
TAG = "speek"
a = "<Response><" + TAG + ">Hi</" + TAG + "><Hangup/></Response>"
""",
    "the name of two tags in a function": """
def tag(name, inner):
    return f"<{name}>{inner}</{name}>"
a = "<Response>" + tag("speek", "Hi") + "<Hangup/></Response>"
""",
    "a word that is said, too": """
VOICE = "alice"
a = "<Response><Speak voice='" + VOICE + "'>Hi</Speak></Response>"
print("I am " + VOICE)
""",
    "an argument that is said, too": """
def page(name):
    return f"<Response><Speak voice='{name}'>I am {name}</Speak></Response>"
page("alice")
""",
    "what is between two texts": """
a = "<Response>" + "<speek/>".join(["<Hangup/>", "<Wait/>", "<Hangup/>"]) + "</Response>"
""",
}


@pytest.mark.parametrize("source", SHARED.values(), ids=list(SHARED))
def test_what_is_read_in_several_places_is_left_alone(source: str, tmp_path: Path) -> None:
    assert fixed(source, tmp_path, ".py") == source


def test_what_is_put_in_stands_in_the_text_that_is_read_there_alone(tmp_path: Path) -> None:
    source = """
HEAD = "<Response><Dial>"
TAIL = "</Dial><Hangup/></Response>"
a = HEAD + "{}" + TAIL
b = HEAD + "<Number>+15550100124</Number>" + TAIL

def page(inner):
    return f"<Response><Dial>{{inner}}</Dial><Hangup/></Response>"
page("{}")
page("<Number>+15550100124</Number>")
"""
    wrong, right = "+15550100123", "<Number>+15550100123</Number>"
    assert fixed(source.format(wrong, wrong), tmp_path, ".py") == source.format(right, right)


def test_a_whole_document_under_a_name_is_fixed_where_it_is_kept(tmp_path: Path) -> None:
    source = """
PAGE = "<Response>" + "<{0}>{{}}</{0}></Response>"
a = PAGE.format("x")
b = PAGE.format("y")
"""
    assert fixed(source.format("Say"), tmp_path, ".py") == source.format("Speak")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_a_program_keeps_its_encoding(encoding: str, tmp_path: Path) -> None:
    head = "# coding: latin-1\r\n" if encoding == "latin-1" else "# ü\r\n"
    source = head + "XML = f'<Response><Speak>{}</Speak><Wait {}ength=\"2\"/>ü</Response>'"
    wrong, right = source.format("é&eacute;", "L"), source.format("éé", "l")
    assert fixed(wrong, tmp_path, ".py", encoding) == right


#: Names of encodings: of none, of none of text, and of some in which texts are not written as
#: they were read.
CODINGS = ["nonsense", "base64", "idna", "punycode", "undefined", "unicode_escape", "utf-7"]


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("end", ["", "-"])
def test_a_program_of_an_odd_encoding_is_fixed_in_place(
    coding: str, end: str, tmp_path: Path
) -> None:
    source = "\n".join(
        [
            f"# coding: {coding}",
            "XML = '<Response><Speak>\\u00e9+AOk.</Speak><{0}/></Response>'",
            f"#{end}",
        ]
    )
    wrong, right = source.format("hangup"), source.format("Hangup")
    assert fixed(wrong, tmp_path, ".py", "ascii") == right


JINJA = """\
<Response>
  {{% if a %}}<{0}>Hello {{{{ a }}}}</{0}>{{% else %}}<{0}>Bye</{0}>{{% endif %}}
  <Dial {{% if t %}}time{1}ut='{{{{ t }}}}'{{% endif %}}>{2}+15550100123{3}</Dial>
  <Redirect>https://example.com/?a={{{{ a & b }}}}&{4}b={{{{ b }}}}</Redirect>
  <Wait length="{{{{ n }}}} "/>
</Response>
"""

PAGE = """\
# é

1. One

   ```xml
   <Response>{0}
     <{1}peak>Hi</{1}peak>{2}
   </Response>
   ```

   ```python
   def a(b):
       return f'<Response><{3}/><{4}>é {{b}}</{4}></Response>'
   ```
```xml
<nothing>
  <Say/>
</nothing>
```
"""

TEMPLATES = {
    ".j2": (
        JINJA.format("Say", "O", "", "", ""),
        JINJA.format("Speak", "o", "<Number>", "</Number>", "amp;"),
    ),
    ".erb": (
        "<Response><Say><%= @a %> é</Say><Hangup/></Response>",
        "<Response><Speak><%= @a %> é</Speak><Hangup/></Response>",
    ),
    ".md": (
        PAGE.format("\n     <Start>", "s", "\n     </Start>", "Reject", "Say"),
        PAGE.format("", "S", "", 'Hangup reason="rejected"', "Speak"),
    ),
}


@pytest.mark.parametrize("suffix", TEMPLATES)
def test_what_is_filled_in_stays(suffix: str, tmp_path: Path) -> None:
    wrong, right = TEMPLATES[suffix]
    assert fixed(wrong, tmp_path, suffix) == right


def test_bytes_are_counted_far_into_a_file(tmp_path: Path) -> None:
    page = "é" * 5000 + "\n\n```xml\n<Response>\n<{0}>é</{0}>\n<{1}/>\n</Response>\n```\n"
    assert fixed(page.format("Say", "hangup"), tmp_path, ".md") == page.format("Speak", "Hangup")


def test_a_text_with_values_is_fixed_on_demand() -> None:
    wrong = '<Response><Say>{{ name }}</Say><Pause length="{n}"/></Response>'
    assert fix(wrong, templates=True) == wrong.replace("Say", "Speak").replace("Pause", "Wait")


@pytest.mark.parametrize("name", ["refused-by-sdk"])
def test_the_wrong_program_of_a_rule_becomes_the_right_one(name: str, tmp_path: Path) -> None:
    assert fixed(RULES[name].wrong, tmp_path, ".py") == RULES[name].right


def test_what_is_built_with_the_sdk_is_fixed_in_keywords_and_literals(tmp_path: Path) -> None:
    source = """
from plivo import plivoxml

def answer(name):
    response = plivoxml.ResponseElement()
    response.add(plivoxml.SpeakElement("a & b " + name, voice="{0}", l{1}p=2))
    response.add_speak("Hi", {2}="Polly.Amy")
    response.add(plivoxml.{3}("https://example.com/a{4}b?c=1&d=2", method='POST'))
    return response.to_string()
"""
    wrong = source.format("polly.amy", "o", "voise", "RedirectElment", " ")
    assert fixed(wrong, tmp_path, ".py") == source.format(
        "Polly.Amy", "oo", "voice", "RedirectElement", "%20"
    )


def test_a_name_that_is_not_written_where_it_is_told_of_is_left_alone(tmp_path: Path) -> None:
    source = """
from plivo.plivoxml import RedirectElment as Redirect

def answer():
    return Redirect("https://example.com/").to_string()
"""
    assert fixed(source, tmp_path, ".py") == source


TS = "const a = (b: string) => `<Response><{0}>${{b}} \\`</{0}>` + '<{1}/><{2}/></Response>';\n"
GO = """
var a = "<Response><{0}>é &{1} \\"</{0}><{2}/></Response>"
var b = fmt.Sprintf(`<Response><Redirect>https://example.com/a b/%s?c&{1}d</Redirect></Response>`, c)
"""

OTHERS = {
    ".ts": (
        TS.format("Say", "Pause length=\\'2 \\'", "Reject"),
        TS.format("Speak", "Wait length=\\'2\\'", 'Hangup reason="rejected"'),
    ),
    ".go": (
        GO.format("Say", "", "Reject"),
        GO.format("Speak", "amp;", 'Hangup reason=\\"rejected\\"'),
    ),
}


@pytest.mark.parametrize("suffix", OTHERS)
def test_a_program_in_another_language_keeps_its_quotes(suffix: str, tmp_path: Path) -> None:
    pytest.importorskip("tree_sitter")
    wrong, right = OTHERS[suffix]
    assert fixed(wrong, tmp_path, suffix) == right


PIECES = st.sampled_from(["}}", "%}", "{{", "{%", "{", "}", "'", '"', " ", "<Reject/>", "a"])


@st.composite
def quoted(draw: st.DrawFn) -> str:
    """Draw a text in quotes."""
    quote = draw(st.sampled_from("'\""))
    pieces = draw(st.lists(PIECES))
    return quote + "".join(pieces).replace(quote, "") + quote


@pytest.mark.once
@given(st.lists(quoted(), min_size=3, max_size=3))
@examples(100)
def test_a_template_comes_to_what_it_came_to_but_for_what_is_fixed(texts: list[str]) -> None:
    jinja = pytest.importorskip("jinja2").Environment(autoescape=True)
    tags = "{{% set x = {} %}}<Reject/>{{{{ {} }}}}<Reject/>{{% if {} %}}<Reject/>{{% endif %}}"
    template = f"<Response>{tags.format(*texts)}</Response>"

    def came_to(source: str) -> str:
        rendered: str = jinja.from_string(source).render()
        return rendered

    fixed_tags = fix(template, templates=True)
    assert came_to(fixed_tags) == came_to(template).replace(
        "<Reject/>", '<Hangup reason="rejected"/>'
    )
