"""Ways in which programs put documents together: followed, or said not to be."""

from __future__ import annotations

import sys

import pytest

from tests.sources.marks import faults
from tests.support.checking import check_data


@pytest.mark.parametrize(
    "program",
    [
        # Lists that are joined.
        """\
def f(xs):
    parts = ["<Response>"]
    parts.append("<Speak »vox='1'>a</Speak>")
    for x in xs:
        parts.append(f"<Dial »timeOut='1'><Number>{int(x)}</Number></Dial>")
    parts.extend(["<Wait/>", "</Response>"])
    return "\\n".join(parts)
""",
        """\
def f(n):
    parts: list[str] = []
    parts += ["<Response>", f"<Speak »vox='1'>{int(n)}</Speak>"]
    if n:
        parts.append("<Wait »vox='1'/>")
    parts.append("</Response>")
    return "".join(parts)
""",
        # Joins of what is made one by one.
        "x = '<Response>' + ''.join(f\"<Speak »vox='1'>{int(x)}</Speak>\" for x in y) + '</Response>'",
        "x = ''.join(['<Response>', ''.join([\"<Wait »vox='1'/>\" for _ in y]), '</Response>'])",
        "z = ''.join(\"<Wait »vox='1'/>\" for _ in y)\nx = f'<Response>{z}</Response>'",
        "x = dedent('<Response>' + ''.join(\"<Wait »vox='1'/>\" for _ in y) + '</Response>')",
        # Functions that wrap what they are given.
        """\
def xml(inner, more=""):
    return f"<?xml version='1.0'?><Response>{inner}{more}</Response>"
a = xml("<Speak »vox='1'>a</Speak>")
b = xml(f"<Speak>{int(n)}</Speak>" + "<Wait »vox='1'/>", "<Wait »vox='2'/>")
""",
        # What is put together of names alone.
        """\
class Parts:
    HEAD = "<Response>"
    TAIL = b"</Response>"
WAIT = "<Wait »vox='1'/>"
BODY = WAIT
def f():
    x = Parts.HEAD
    x += BODY
    x += Parts.TAIL
    return x
def g(): return Parts.HEAD + BODY + "</Response>"
""",
        "x = '»<response><Speak>a</Speak></response>'",
        "x = '<?xml version=\"1.0\"?>»<Speak>a</Speak>'",
        "x = Response(content='\\n»<?xml version=\"1.0\"?><Response><Wait/></Response>')",
        "x = web.HttpResponse('\\n»<?xml version=\"1.0\"?><Response><Wait/></Response>')",
    ],
)  # fmt: skip
def test_it_is_followed(program: str) -> None:
    assert faults(program, ignore=["unescaped-value"])


@pytest.mark.parametrize(
    "program",
    [
        "x = '»<Response><Speak>a</Speak>'",
        "def f(xs):\n    xs.append('»<Response>')\n    xs.append('<Speak>a</Speak>')",
        "HEAD = '»<Response>'\ndef f(x):\n    return f'{HEAD + x}<Speak>a</Speak></Response>'",
        "root = »ET.Element('Response')\nET.SubElement(root, 'Speak').text = 'a'",
        "root = »Element(\"Response\")\nSubElement(root, 'Speak').text = 'a'",
    ],
)
def test_what_is_not_followed_is_said_not_to_be(program: str) -> None:
    found = faults(program, severity="info")
    assert [one.rule for one in found] == ["not-judged"]


@pytest.mark.parametrize(
    "program",
    [
        "assert '<Response>' in x\ny = '<Speak>'",
        "x.startswith('<Response>')\ny = '<Speak>'",
        "x = y == '<Response>' or '<Speak>'",
        "x = '<Response>'\ny = '<Answer/>'",
        "x = '<response><Status/></response>'",
        "x = '<?xml version=\"1.0\"?><Speak>a</Speak><Other/>'",
        "x = '<?xml version=\"1.0\"?><Other/>'\nprint x",
        "x = Element('Response')",
        "def f(x):\n    return x\ny = f('<Response>')\nz = '<Speak>'",
        "def f(x):\n    return f(x)\ny = f('<Speak>')\nz = '<?xml'",
        "def f(x):\n    return\ny = f('<Speak>')\nz = '<?xml'",
        "def f(x):\n    return '<?xml' + x\ny = f(x='<Speak>'), f(1, 2)",
        "x = ''.join(f'{y},' for y in z)\nw = '<?xml'",
    ],
)
def test_what_is_no_document_is_not_spoken_of(program: str) -> None:
    assert check_data(program.encode(), ".py") == []


@pytest.mark.skipif(sys.version_info < (3, 14), reason="there are no t-strings before Python 3.14")
def test_a_program_with_t_strings_is_read_and_they_are_no_text_by_themselves() -> None:
    program = """
name = "Ann"
greeting = t"<Response><Speek>{name}</Speek></Response>"
t"{name}"
answer = f"<Response><Speek>{greeting}</Speek></Response>"
"""
    told = [(problem.line, problem.rule) for problem in check_data(program.encode(), ".py")]
    assert told == [(5, "unknown-element"), (5, "unescaped-value")]


def test_a_template_in_small_letters_is_one() -> None:
    found = check_data(b"<response><Speak>{{ x }}</Speak></response>", ".j2")
    assert [one.rule for one in found] == ["unknown-element"]
    assert check_data(b"<response><status>{{ x }}</status></response>", ".j2") == []
