"""Templates: right underneath or wrong underneath."""

from __future__ import annotations

import re

from pathlib import Path

import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from plivoml import check, cli
from plivoml._check import KINDS, check_file
from plivoml._spec import AttributeSpec, ElementSpec
from plivoml.sources import _candidates

from ..strategies import SPECS
from .marks import ALL, faults


NUMBER = "<Number>+15550100123</Number>"

RIGHT = {
    "Jinja": """\
{# A greeting. #}
{%- set x = 1 -%}
<?xml version="1.0"?>
<Response>
    {% for who in people %}
    <Speak voice="{{ voice }}" language="{{ who.language }}">Hello {{ who.name|e }}!</Speak>
    {% else %}
    <Speak>Nobody is here.</Speak>
    {% endfor %}
    {% if a %}
    <Dial action="{{ url_for("x", y=1) }}" redirect="false" {% if b %}timeout="{{ b }}"{% endif %}>
    {% else %}
    <Dial {{ attributes }}>
    {% endif %}
        {% for number in numbers %}<Number>{{- number -}}</Number>{% endfor %}
    </Dial>
    {% macro f() %}<Wait length="{{ 1 }}"/>{% endmacro %}
    {% if done %}<Redirect>{{ url }}</Redirect>{% elif x %}<Wait/>{% else %}<Hangup/>{% endif %}
    {{ more }}
</Response>
""",
    "Django": """\
{% load i18n %}<Response>
    <Speak>{% trans "Hello" %} {% blocktrans %}{{ n }} calls{% endblocktrans %}</Speak>
    <Dial action="{% url 'dialled' pk=1 %}" redirect="{{ redirect }}">{% include "numbers.xml" %}</Dial>
    {% with x=1 %}<Wait length="{{ x }}"/>{% endwith %}
    {% ifchanged x %}<Wait/>{% endifchanged %}
    <Hangup/>
</Response>
""",
    "ERB": """\
<%# A greeting. %>
<Response>
<% @people.each do |who| -%>
    <Speak>Hello <%= who.name %>, #{who}</Speak>
<% end %>
<% if a %><Redirect><%== url %></Redirect><% elsif b %><Wait/><% else %><Hangup/><% end %>
<% x = 1 %>
<% unless y %><Hangup/><% end %>
</Response>
""",
    "EJS": """\
<Response>
<% people.forEach(function (who) { %>
    <Speak><%- who %></Speak>
<% }) %>
<% if (a) { %><Redirect><%= url %></Redirect><% } else if (b) { %><Wait/><% } else { %><Hangup/><% } %>
</Response>
""",
    "PHP": """\
<?php header("Content-Type: application/xml"); if ($x) { y(); } ?>
<?xml version="1.0"?>
<Response>
    <?php foreach ($people as $who): ?>
    <Speak loop="<?= $n ?>">Hello <?php echo $who; ?></Speak>
    <?php endforeach; ?>
    <?php if ($a) { ?><Redirect><?= $url ?></Redirect><?php } else { ?><Hangup/><?php } ?>
</Response>
""",
    "Go": """\
{{ define "answer" }}<Response>
    {{ range .People }}<Speak>Hello {{ .Name }}</Speak>{{ end }}
    {{ if .A }}<Redirect>{{ .Url }}</Redirect>{{ else if .B }}<Wait/>{{ else }}<Hangup/>{{ end }}
</Response>{{ end }}
""",
    "Handlebars": """\
{{! A greeting. }}<Response>
    {{#each people}}<Speak>Hello {{{name}}}</Speak>{{/each}}
    {{#if a}}<Redirect>{{ url }}</Redirect>{{else}}<Hangup/>{{/if}}
    {{> more }}
</Response>
""",
    "formats": """\
<Response>
    <Speak loop="%d">Hello %s, %(name)s, {name}, {}, ${name}, $name: 100%</Speak>
    <Dial timeout="{timeout}">${numbers}</Dial>
    <Redirect>{base}/again?x=%20%2F</Redirect>
</Response>
""",
    "unfinished": "{% if a %}{% endif %}{% endif %}{% else %}<Response><Wait/>{% if b %}<Hangup/></Response>",
}  # fmt: skip


@pytest.mark.parametrize("language", RIGHT)
def test_a_template_that_is_right_underneath_has_no_problem(language: str) -> None:
    assert [str(found) for found in check(RIGHT[language], templates=True)] == []


@pytest.mark.parametrize(
    "marked",
    [
        "<Response><Wait »length='{{ x }}s'/></Response>",
        "<Response><Wait »lenght='{{ x }}'/></Response>",
        "{% if a %}\n<Response>{{ x }}<Dial »method='PUT'>{{ y }}</Dial></Response>\n{% endif %}",
        "<Response>{% if a %}»<Dial/>{% else %}<Wait »lenght='1'/>{% endif %}<Hangup/></Response>",
        "<Response>{% if a %}<Wait/>{% elif b %}<Hangup/>{% else %}»<Dial/>{% endif %}</Response>",
        "<Response><% x.each do |y| %>»<Dial></Dial><% end %></Response>",
        "<Response>{% if a %}<Hangup>{% else %}<Hangup>{% endif %}»</Respons>",
        "<Response><Dial {{ x }} »timeOut='1'><Number>{{ y }}</Number></Dial></Response>",
        "<Response><Speak>{{ x }}</Speak>»{{ y }} and words</Response>".replace("»{{ y }} ", "{{ y }} »"),
        "<Response><Dial><Number>{{ x }}</Number>»<Speak>{{ x }}</Speak></Dial></Response>",
        "»<Respons><Speak>{{ x }}</Speak></Respons>",
        "<Response>{{ x }}<Dial>{{ x }}<Number>{{ x }}»</Dial></Response>",
        "<Response>{{ x }}»</Foo>{{ x }}</Response>",
        "»",
    ],
)  # fmt: skip
def test_a_template_that_is_wrong_underneath_has_the_error_at_its_place(marked: str) -> None:
    text = marked.replace("»", "")
    found = [problem for problem in check(text, templates=True) if problem.severity == "error"]
    where = [(problem.line, problem.column) for problem in found]
    lines = marked.split("\n")

    assert where == [
        (number, column + 1 - line[:column].count("»"))
        for number, line in enumerate(lines, 1)
        for column, character in enumerate(line)
        if character == "»"
    ]


def test_a_value_that_cannot_be_right_is_shown_as_it_stands() -> None:
    (found,) = check("<Response><Wait length='{{ x }}s'/><Hangup/></Response>", templates=True)

    assert found.message == "expected a whole number of seconds, 1 or more; got '{{ x }}s'"
    assert found.path == "/Response/Wait/@length"


def test_without_templates_a_placeholder_is_the_text_that_it_is() -> None:
    document = "<Response><Wait length='{{ x }}'/><Hangup/></Response>"

    assert [found.rule for found in check(document)] == ["bad-value"]
    assert check(document, templates=True) == []


def test_what_holds_in_each_branch_alone_is_kept() -> None:
    """After a Redirect nothing runs; after one that is there at times, something may."""
    always = "<Response><Redirect>{{ x }}</Redirect>{% if a %}<Wait/>{% endif %}</Response>"
    at_times = "<Response>{% if a %}<Redirect>{{ x }}</Redirect>{% endif %}<Hangup/></Response>"

    assert [found.rule for found in check(always, templates=True)] == ["unreachable"]
    assert check(at_times, templates=True) == []


@pytest.mark.parametrize("suffix", [".j2", ".jinja", ".jinja2", ".erb", ".tmpl", ".html"])
def test_a_template_is_known_by_its_name(suffix: str, tmp_path: Path) -> None:
    assert suffix in KINDS
    faults("<Response>\n<Speak>{{ x }}</Speak><Wait »lenght='1'/></Response>", suffix)
    file = tmp_path / f"answer.xml{suffix}"
    file.write_text("<Response><Speak>{{ x }}</Speak></Response>", encoding="utf-8")
    assert check(file) == []


def test_the_command_takes_every_document_for_a_template(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answer.xml"
    file.write_text("<Response><Wait length='{{ x }}'/><Hangup/></Response>", encoding="utf-8")

    assert cli.main(["check", str(file)]) == 1
    assert cli.main(["check", "--templates", str(file)]) == 0
    assert capsys.readouterr().out.count("error[bad-value]") == 1


def test_the_files_of_a_folder_are_checked_by_their_kinds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = "<Response><Speak>x</Speak><Wait lenght='1'/></Response>"
    for name in ("a.xml", "b.xml.j2", "c.html", "d.py", "e.txt"):
        text = f'x = "{wrong}"' if name.endswith(".py") else wrong
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert cli.main(["check", "--severity", "error", str(tmp_path)]) == 1

    printed = capsys.readouterr().out
    found = [name for name in "abcde" if f"{tmp_path / name}." in printed]
    assert found == ["a", "b", "c", "d"]


def test_a_template_of_something_else_is_left_alone() -> None:
    pages = (
        b"<!DOCTYPE html><html><body>{% block body %}{% endblock %}</body>",
        b"<!DOCTYPE html><html><body><pre>&lt;<Response><Dial/></Response></pre></body>",
        b"# How to answer a call\n\n<Response><Dial/></Response>\n",
    )
    for page in pages:
        assert check_file(page, ".html", ALL) == []


def test_a_template_in_another_encoding_is_read() -> None:
    data = "<Response><Speak>é {{ x }}</Speak><Dial/></Response>"

    for encoded in (data.encode("latin-1"), data.encode(), data.encode("utf-8-sig")):
        (found,) = check_file(encoded, ".j2", ALL)
        assert (found.line, found.column) == (1, 35)


def test_brackets_without_an_end_cost_little() -> None:
    for bracket in (
        "{{",
        "{%",
        "<%",
        "<?php",
        "{#",
        "<!--",
        "<![CDATA[",
        "<",
        "${",
        "%(",
        '<a b="',
    ):
        check(f"<Response>{bracket * 3000}", templates=True)


@pytest.mark.parametrize(
    ("spec", "attribute"),
    [(spec, attribute) for spec in SPECS for attribute in spec.attributes],
    ids=lambda value: getattr(value, "tag", None) or getattr(value, "name", None),
)
def test_there_is_a_value_to_try_for_every_attribute(
    spec: ElementSpec, attribute: AttributeSpec
) -> None:
    del spec
    assert _candidates.whole_values(attribute.value)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)
def test_there_is_a_text_to_try_for_every_element(spec: ElementSpec) -> None:
    if spec.content.value is not None:
        assert _candidates.whole_values(spec.content.value)


PIECES = [
    "<Response>", "</Response>", "<Dial", ">", "/>", "<Number>", "</Number>", " timeout='", "'",
    '"', "=", "{{ x }}", "{% if x %}", "{% else %}", "{% elif x %}", "{% for x in y %}", "{% end %}",
    "%s", "${x}", "<% x %>", "<%= x %>", "<?php x ?>", "{", "}", "<!--", "-->", "<![CDATA[", "]]>",
    "<?xml version='1.0'?>", "&", "&amp;", "\n", "\r\n", " ", "é😀", "\0", "<Speak>", "</Speak>", "<",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_template_is_a_reason_to_stop(text: str) -> None:
    lines = re.split("\r\n|\r|\n", text)
    for found in check(text, templates=True):
        assert found.line is not None
        assert found.column is not None
        assert 1 <= found.column <= len(lines[found.line - 1]) + 2


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_literal_is_a_reason_to_stop(text: str) -> None:
    for program in (f"x = {text!r}", f"x = {text!r}.format(1)", f"x = {text!r} % 1"):
        check_file(program.encode(), ".py", ALL)
