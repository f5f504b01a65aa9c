"""Values that are not seen: what is certain all the same, and what is said not to be judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from hypothesis import assume, given
from hypothesis import strategies as st

from plivoml import check
from tests.sources.marks import faults
from tests.support.checking import check_data
from tests.support.command import main
from tests.support.effort import examples
from tests.support.strategies import SPECS, right


# No parser leaves white space as it is.
WHITE = str.maketrans({one: f"&#{ord(one)};" for one in "\t\r\n"})


def told(text: str, suffix: str = ".py", *, templates: bool = False) -> list[str]:
    """Return what is said of a file, but of the values in it."""
    return [
        f"{one.line}:{one.column} {one.rule} {one.message}"
        for one in (
            check(text, templates=True)
            if templates
            else faults(text, suffix, severity="info", ignore=["unescaped-value"])
        )
    ]


def rules(document: str) -> list[str]:
    """Return the rules that a template breaks."""
    return [one.rule for one in check(document, templates=True)]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("<Response><Speak>a »<5 minutes {x}</Speak><Say>a</Say></Response>", "not-well-formed"),
        ("<Response><Speak>in <soon {x}»</Speak><Say>a</Say></Response>", "not-well-formed"),
        ("<Response><{x}>a</{x}>»<Say>a</Say></Response>", "twilio-element"),
        ("<Response><Sp{x}k>a</Sp{x}k>»<Say>a</Say></Response>", "twilio-element"),
        ("<Response><Speak{x}>a</Speak{x}>»<Say>a</Say></Response>", "twilio-element"),
        ("<Response><q{x}>a</q{x}>»<Say>a</Say></Response>", "twilio-element"),
        ('<Response><Speak {x}="1">a</Speak>»<Say>a</Say></Response>', "twilio-element"),
        ("<Response><Speak lo{x}='1' »vox='2'>a</Speak></Response>", "unknown-attribute"),
        ("<Response><Speak{x}loop='0'>a</Speak>»<Say>a</Say></Response>", "twilio-element"),
        ("<Response><Dial><{x}>1</{x}></Dial>»<Say>a</Say></Response>", "twilio-element"),
    ],
)
def test_a_value_in_a_wrong_place_hides_nothing_that_is_certain(
    document: str, expected: str
) -> None:
    ignored = ["not-judged", "unescaped-value"]
    found = faults(f"def f(x, y):\n    return f'''{document}'''", ignore=ignored)
    assert [one.rule for one in found] == [expected]

    template = document.replace("»", "").replace("{x}", "{{ x }}").replace("{y}", "{{ y }}")
    assert [rule for rule in rules(template) if rule != "not-judged"] == [expected]


@pytest.mark.parametrize(
    "document",
    [
        "<Response><Dial><{{ x }}>sip:a@example.com</{{ x }}></Dial><Hangup/></Response>",
        "<Response><{{ x }} timeout='x'><Number>+15550100123</Number></{{ x }}><Speak>a</Speak></Response>",
        "<Response><Speak {{ x }}voice='WOMAN'>a</Speak></Response>",
        "<Response><Speak {{ x }}>a</Speak></Response>",
        "<Response><Speak>a {{ x < 5 }}</Speak></Response>",
        '<Response><Speak voice="{{ a["b"] }}" loop="{{ 1 if x < 5 else "2" }}">a</Speak></Response>',
    ],
)
def test_what_may_be_right_is_not_told(document: str) -> None:
    assert {*rules(document)} <= {"not-judged"}


VALUES = [
    *((spec, one.name, one.value) for spec in SPECS for one in spec.attributes),
    *((spec, "", spec.content.value) for spec in SPECS if spec.content.value is not None),
]


@given(st.data())
@examples(600)
def test_a_value_of_which_a_part_is_not_seen_may_be_right(data: st.DataObject) -> None:
    spec, name, value = data.draw(st.sampled_from(VALUES))
    coerced: Any = value.coerce(data.draw(right(value)))
    text = value.dump(coerced)
    # Those are signs of templates.
    assume(not set("{%$#").intersection(text))
    start, end = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    parts = [escape(part, {'"': "&quot;"}) for part in (text[:start], text[end:])]
    seen = "{{ x }}".join(part.translate(WHITE) for part in parts)
    inside = f'<{spec.tag} {name}="{seen}"/>' if name else f"<{spec.tag}>{seen}</{spec.tag}>"
    found = check(f"<Response>{inside}</Response>", templates=True, select=["bad-value"])
    assert [one for one in found if not name or one.path.endswith(f"/@{name}")] == []


@pytest.mark.parametrize(
    "inside",
    [
        "<Stream>ws{{ s }}://example.com/</Stream>",
        "<Stream>w{{ x }}//example.com/{{ y }}</Stream>",
        "<Stream noiseCancellation='true' noiseCancellationLevel='{{ x }}9'>wss://a.example/</Stream>",
        "<Speak voice='Po{{ x }}ma'>a</Speak>",
        "<Dial confirmSound='https://example.com/'><User>s{{ x }}s:a@example.com</User></Dial>",
        "<Speak voice='Polly.Amy'><prosody rate='{{ x }}2%'>a</prosody></Speak>",
        "<Speak voice='Polly.Amy'><break time='0{{ x }}5{{ y }}'/></Speak>",
        "<Wait beep='dur{{ x }}ce=5'/>",
        "<MultiPartyCall role='Agent' statusCallbackEvents='mpc{{ x }}digit-input-events'>a</MultiPartyCall>",
    ],
)
def test_what_is_seen_of_a_value_may_be_less_than_a_word(inside: str) -> None:
    wrong = {"bad-value", "insecure-stream", "unknown-voice"}
    assert wrong.isdisjoint(rules(f"<Response>{inside}<Hangup/></Response>"))


@pytest.mark.parametrize(
    "inside",
    ["<Play>{{ x }}</Play>", "<Dial><Number>+4420712345{{ x }}</Number></Dial>"],
)
def test_values_that_were_tried_do_not_use_up_the_problems_that_are_told(inside: str) -> None:
    document = f"<Response>{inside * 1_100}<Wait lenght='1'/></Response>"
    found = check(document, templates=True, ignore=["no-fallback-after-dial"])
    assert [one.rule for one in found] == ["unknown-attribute"]


def test_more_problems_of_values_than_are_told_are_not_judged() -> None:
    document = f"<Response>{'<Play>https{{ x }}a.mp3</Play>' * 1_100}<Wait lenght='1'/></Response>"
    (found,) = check(document, templates=True)
    assert found.rule == "not-judged"
    assert found.message.endswith("; got more problems of values than are told")


def test_more_problems_than_are_told_are_said_whatever_the_values_are() -> None:
    waits = "<Wait lenght='{{ x }}'/>" * 1_100
    document = f"<Response>{waits}</Response>"
    found = check(document, templates=True, ignore=["wait-only"])
    assert [one.rule for one in found] == [*["unknown-attribute"] * 1_000, "refused-xml"]


@pytest.mark.parametrize(
    ("document", "got"),
    [
        ("<Response>»{x}</Response>", "which stands for all its elements"),
        ("<Response><!-- a -->»{x}{y}</Response>", "which stands for all its elements"),
        ("<Response><»{x}/>{y}</Response>", "which stands for the name of an element"),
        ("<Response><Speak »{x}a</Speak>{y}</Response>", "which stands for the end of a tag"),
    ],
)
def test_what_cannot_be_judged_is_said_once_with_its_place(document: str, got: str) -> None:
    (found,) = faults(f"def f(x, y):\n    return f'''{document}'''", severity="info")
    assert (found.rule, found.severity, found.path) == ("not-judged", "info", "/")
    assert found.message == f"expected a document that can be judged; got '{{x}}', {got}"


#: What changes a list `b` in a way that is not followed.
CHANGES = (
    "b.insert(1, '<Number>+15550100123</Number>')",
    "b[0:0] = a",
    "b[1] = a",
    "del b[0]",
    "b.pop()",
    "add = b.append",
    "c = b",
    "fill(b)",
    "[b.append(f'<Number>{n}</Number>') for n in a]",
    "f = lambda: b.append('<Number>+15550100123</Number>')",
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_list_that_is_changed_otherwise_is_not_judged(change: str) -> None:
    body = f"b = ['<Response><Dial>']\n    {change}\n    b.append('</Dial></Response>')"
    program = f"def answer(a):\n    {body}\n    return ''.join(b)\n"
    assert [one.rule for one in check_data(program.encode(), ".py")] == ["not-judged"]


@pytest.mark.parametrize(
    "use", ["len(b)", "print(b)", "if b:\n        pass", "c = b + a", "c = not b"]
)
def test_a_list_that_is_only_asked_is_judged(use: str) -> None:
    body = f"b = ['<Response><Dial>']\n    {use}\n    b.append('</Dial></Response>')"
    program = f"def answer(a):\n    {body}\n    return ''.join(b)\n"
    assert [one.rule for one in check_data(program.encode(), ".py")] == ["dial-without-target"]


def test_half_a_tag_in_a_value_is_not_judged() -> None:
    text = 'def f(n, a):\n    return f\'<Response>»{"<Dial>" if n else ""}<Dial/></Response>\''
    assert [found.rule for found in faults(text, severity="info")] == ["not-judged"]


def test_a_template_that_is_one_value_is_not_judged() -> None:
    assert told("{{ response|safe }}\n", templates=True) == [
        (
            "1:1 not-judged expected a document that can be judged; got '{{ response|safe }}', "
            "which stands for all of it"
        )
    ]


def test_what_is_not_judged_fails_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.j2").write_text("<Response>{{ x }}</Response>")

    assert main(["check", "a.j2"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("a.j2:1:11: info[not-judged] /: ")
    assert err == "1 document in 1 file; 1 info\n"


@pytest.mark.parametrize(
    "program",
    [
        "AGENT = '+15550100101'\nx = f'<Response>»<Dial>»{AGENT}</Dial><Wait/></Response>'",
        "AGENT = 15550100101\nx = f'<Response>»<Dial>»{AGENT}</Dial><Wait/></Response>'",
        "def f(agent_number):\n    return f'<Response>»<Dial>»{agent_number}</Dial><Wait/></Response>'",
        "def f(n):\n    return '<Response>»<Dial>»%s</Dial><Wait/></Response>' % n.phone",
        "def f(n):\n    return f'<Response>»<Dial>»{escape(n)} »</Dial><Wait/></Response>'".replace(
            " »", " "
        ),
        "def f(n):\n    return f'<Response>»<Dial>»{int(n)} or {n.number}</Dial><Wait/></Response>'",
    ],
)
def test_a_number_by_a_name_is_no_element(program: str) -> None:
    found = faults(program, ignore=["unescaped-value"])
    assert [one.rule for one in found] == ["dial-without-target", "stray-text"]


@pytest.mark.parametrize(
    "value",
    [
        "{{ number }}",
        "${process.env.AGENT_NUMBER}",
        "%(number)s",
        "<%= user.phoneNumber %>",
        "{{ a.number|e }}",
    ],
)
def test_a_number_of_a_template_is_no_element(value: str) -> None:
    document = f"<Response><Dial>{value}</Dial><Speak>Bye</Speak></Response>"
    found = check(document, templates=True)

    assert [one.rule for one in found] == ["dial-without-target", "stray-text"]
    assert repr(value) in found[1].message
    assert found[1].hint == f"write <Number>{value}</Number>"


@pytest.mark.parametrize(
    "program",
    [
        "def f(numbers):\n    return f'<Response><Dial>{numbers}</Dial><Wait/></Response>'",
        "def f(number_xml):\n    return f'<Response><Dial>{number_xml}</Dial><Wait/></Response>'",
        (
            "def f(n):\n    number = f'<Number>{int(n)}</Number>'\n"
            "    return f'<Response><Dial>{number}</Dial><Wait/></Response>'"
        ),
        (
            "def f(n):\n    number = tag('<Number>', n)\n"
            "    return f'<Response><Dial>{number}</Dial><Wait/></Response>'"
        ),
        "def f(n):\n    return f'<Response><Dial>{int(n)}{tags}</Dial><Wait/></Response>'",
        "def f(n):\n    inner = '<Wait/>' * 9\n    return f'<Response>{inner}<Wait/></Response>'",
        "def f(n):\n    return f'<Response>{n * 9}<Wait/></Response>'",
    ],
)
def test_what_may_be_an_element_is_no_number(program: str) -> None:
    assert faults(program) == []


def test_a_text_under_a_name_is_judged_where_it_is_used() -> None:
    marked = """\
TIMEOUT = 0
MUSIC = "ftp://example.com/a.mp3"
NAMES = "Tea & cake"
def f(n: int):
    inner = f"<Number »vox='1'>{n}</Number>"
    again = f"{again}<Wait/>{NAMES}"
    return f"<Response><Dial »timeout='{TIMEOUT}'>{inner}</Dial>»<Play>{MUSIC}</Play>{again}</Response>"
"""
    found = faults(marked, ignore=["unescaped-value"])
    assert [one.rule for one in found] == ["unknown-attribute", "bad-value", "unknown-scheme"]


def test_what_was_tried_is_never_shown() -> None:
    marked = "def f(h):\n    return f'<Response>»<Stream>\\n ws://{h}/media\\n</Stream></Response>'"
    found = faults(marked, severity="warning", select=["insecure-stream"])
    assert "got 'ws://{h}/media'," in found[0].message


def test_a_template_that_is_taken_for_a_document_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(
        "<Response><!--é-->{% if x %}<Wait length='{{ x }}'/>{% endif %}</Response>", "utf-8"
    )

    *_, last = check(file)
    assert last.message == (
        "expected a document that can be judged; got '{% if x %}' of a template, which may be "
        "anything"
    )
    assert (last.rule, last.line, last.column) == ("not-judged", 1, 19)
    assert last.hint == "check it with --templates"
    assert "not-judged" not in {one.rule for one in check(file, ignore=["not-judged"])}
    assert check(file, templates=True) == []


@pytest.mark.parametrize(
    "document",
    [
        "<!-- plivoml: ignore unescaped-value --><Response><Speak>{x}</Speak></Response>",
        "<Response><!-- plivoml: ignore unescaped-value -->\n<Speak><break/>{x}</Speak></Response>",
        "<Response><!-- plivoml: ignore bad-value, not-judged -->{x}</Response>",
    ],
)
def test_a_comment_in_the_document_turns_rules_of_values_off(document: str) -> None:
    text = f"def f(x):\n    return '''{document}'''".replace("return ", "return f")
    ignored = ["ssml-needs-polly", "unescaped-value" if "not-judged" in document else "bad-value"]
    assert faults(text, severity="info", ignore=ignored) == []


def test_a_comment_before_an_element_is_about_that_one() -> None:
    text = """\
def f(x):
    return f'''<Response><!-- plivoml: ignore unescaped-value --><Wait/>
        <Speak>»{x}</Speak><!-- plivoml: ignore unescaped-value --></Response>'''
"""
    assert len(faults(text, severity="warning")) == 1


def test_a_comment_in_the_program_turns_rules_off() -> None:
    text = """\
# plivoml: ignore unescaped-value
def a(x):
    return f"<Response><Speak>{x}</Speak>»<Say>a</Say></Response>"

def b(x):
    c = f"<Response><Speak>{x}</Speak><Say>a</Say></Response>"  # plivoml: ignore unescaped-value, twilio-element
    d = g(
        f"<Response><Speak>{x}</Speak></Response>",
        # plivoml: ignore unescaped-value
        f"<Response><Speak>{x}</Speak></Response>",
    )
    if c:  # plivoml: ignore unescaped-value
        return f"<Response><Speak>{x}</Speak></Response>"
    x = x; e = "<Response>" # plivoml: ignore not-judged
    f = "»<Response>"
    return f"<Response><Speak>»{x}</Speak></Response>"
# plivoml: ignore unescaped-value
"""
    found = faults(text, severity="info")
    assert [one.rule for one in found] == ["twilio-element", "not-judged", "unescaped-value"]
