"""Templates: right underneath or wrong underneath."""

from __future__ import annotations

import re

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import check, fix
from tests.support import sources
from tests.support.checking import RULES, SUFFIXES, check_data
from tests.support.command import main
from tests.support.declarations import AttributeSpec, ElementSpec
from tests.support.effort import examples
from tests.support.sources import UNSEEN_RULES
from tests.support.strategies import SPECS

from .marks import faults


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
    "unfinished": "{% if a %}{% endif %}{% endif %}{% else %}<Response><Speak>Hi</Speak>{% if b %}<Hangup/></Response>",
}  # fmt: skip


@pytest.mark.parametrize("language", RIGHT)
def test_a_template_that_is_right_underneath_has_no_problem(language: str) -> None:
    assert [str(found) for found in check(RIGHT[language], templates=True)] == []


#: What each language has besides: conditions in tags and in values, and tags around parts of them.
RIGHT_IN_PARTS = [
    '<Response><Dial>{% for n in ns %}<Number sendDigits="{{ n.d }}">{{ n.n }}</Number>{% endfor %}</Dial><Hangup/></Response>',
    '<Response><Speak{% if voice %} voice="{{ voice }}"{% endif %}{% if l %} language="{{ l }}"{% endif %}>Hi</Speak></Response>',
    '<Response>{% if a %}<GetInput action="{{ url }}">{% else %}<GetDigits action="{{ url }}">{% endif %}<Speak>Hi</Speak>{% if a %}</GetInput>{% else %}</GetDigits>{% endif %}<Hangup/></Response>',
    '<Response><Speak voice="{% if a %}WOMAN{% else %}MAN{% endif %}">Hi</Speak></Response>',
    '<Response><Speak voice="{% if a %}WOMAN{% elif b %}Polly.Amy{% else %}MAN{% endif %}">Hi</Speak></Response>',
    '<Response><Play>{{ base }}/{{ lang }}/menu.mp3</Play><Wait length="{{ a }}0"/></Response>',
    "{% extends 'base.xml' %}{% block body %}<Response><Wait/></Response>{% endblock %}",
    "{% import 'm.xml' as m %}<Response>{{ m.greet(name) }}{% call m.box() %}<Wait/>{% endcall %}</Response>",
    "<Response><Speak>{% raw %}{{ not a value }}{% endraw %}</Speak></Response>",
    "{% set x %}Hello{% endset %}<Response><Speak>{{ x }}</Speak></Response>",
    '<Response><Speak loop="{{ 2 if a else 1 }}">Hi {{ \'a\' if b else "c" }}</Speak></Response>',
    "<Response><Speak>{% filter upper %}hi{% endfilter %}</Speak></Response>",
    "<Response>\n{%- if a -%}\n<Wait/>\n{%- endif -%}\n</Response>",
    "{% if a %}<Response><Wait/></Response>{% else %}<Response><Hangup/></Response>{% endif %}",
    '<Response><Record redirect="{{ flag|lower }}" maxLength="{{ 60 * m }}"/></Response>',
    '<Response><Wait {# how long #} length="{{ x }}"/></Response>',
    "<Response>{% for a in b %}{% for c in a %}<Play>{{ c }}</Play>{% else %}<Wait/>{% endfor %}{% endfor %}</Response>",
    "<Response><Speak>{{ {'a': 1}['a'] }}</Speak></Response>",
    "<Response><Speak>{{ '}}' }}</Speak></Response>",
    '<Response><Redirect method="{{ m }}">{{ url_for(\'x\', _external=True) }}?a={{ a|urlencode }}&amp;b=1</Redirect></Response>',
    "{% autoescape true %}<Response><Speak>{{ x }}</Speak></Response>{% endautoescape %}",
    "{% load tz %}{% spaceless %}<Response><Speak>{% blocktranslate with n=name %}Hi {{ n }}{% endblocktranslate %}</Speak></Response>{% endspaceless %}",
    "<Response>{% comment %}<Dial/>{% endcomment %}<Wait/></Response>",
    "<Response><Speak>{% blocktrans count n=n %}one{% plural %}{{ n }} calls{% endblocktrans %}</Speak></Response>",
    "<Response><Speak>{% verbatim %}{{x}}{% endverbatim %}</Speak></Response>",
    "<Response><Speak>{% firstof a b 'c' %}</Speak><Redirect>{% url 'a' b=c %}</Redirect></Response>",
    "<Response>{% ifequal a b %}<Wait/>{% else %}<Hangup/>{% endifequal %}</Response>",
    "<Response>{% case x %}{% when 1 %}<Wait/>{% when 2 %}<Hangup/>{% else %}<Speak>Hi</Speak>{% endcase %}{% assign y = 1 %}{% unless y %}<Wait/>{% endunless %}</Response>",
    "<Response>{% for a in b if a.x %}<Play>{{ a.url }}</Play>{% endfor %}{{ include('x.xml') }}</Response>",
    '<Response>\n<% if @a -%>\n  <Dial action="<%= url %>"><% @ns.each do |n| %><Number><%= n %></Number><% end %></Dial>\n<% end -%>\n  <Hangup/>\n</Response>',
    "<Response><% @ns.each { |n| %><Play><%= n %></Play><% } %></Response>",
    "<Response><% case x %><% when 1 %><Wait/><% else %><Hangup/><% end %></Response>",
    '<Response><Speak voice="<%= a ? \'WOMAN\' : "MAN" %>">Hi</Speak></Response>',
    "<%- x = 1 -%><Response><%== render 'x' %><%# c %></Response>",
    "<Response><Speak>100%% sure <%= x %></Speak></Response>",
    '<?php\n$x = 1;\n?><?xml version="1.0"?>\n<Response><Speak><?= htmlspecialchars($x) ?></Speak><?php if ($a): ?><Wait/><?php elseif ($b): ?><Hangup/><?php else: ?><Redirect><?= $u ?></Redirect><?php endif ?></Response>',
    "<Response><?php while ($r = f()) { ?><Play><?= $r['url'] ?></Play><?php } ?></Response>",
    '<Response><Dial><?php foreach ($a as $k => $v): ?><Number sendDigits="<?= $k ?>"><?= $v ?></Number><?php endforeach; ?></Dial><Hangup/></Response>',
    '<?php echo \'<?xml version="1.0" encoding="UTF-8"?>\'; ?>\n<Response><Wait/></Response>',
    '<Response>{{- range $i, $n := .Ns }}<Play>{{ $n.Url }}</Play>{{- end }}{{ with .X }}<Speak>{{ . }}</Speak>{{ else }}<Wait/>{{ end }}{{ template "x" . }}</Response>',
    "<Response>{{/* no */}}<Wait/>{{- /* no */ -}}</Response>",
    '{{- /* no */ -}}\n<?xml version="1.0"?><Response><Wait/></Response>',
    '{{- define "r" -}}\n<?xml version="1.0"?><Response><Wait/></Response>{{ end }}',
    '{#- no -#}\n\n<?xml version="1.0"?><Response><Wait/></Response>',
    '{{~#if a~}}\n<?xml version="1.0"?><Response><Wait/></Response>{{~/if~}}',
    '{%~ if a ~%}\n<?xml version="1.0"?><Response><Wait/></Response>{% endif %}',
    '{{ $x := .Y }}<Response><Speak>{{ printf "%s" $x }}</Speak></Response>',
    '<Response>{{ if and .A (eq .B "c") }}<Wait/>{{ else if .C }}<Hangup/>{{ end }}</Response>',
    "<Response>{{#if a}}<Wait/>{{else if b}}<Hangup/>{{else}}<Speak>{{c}}</Speak>{{/if}}{{#unless d}}<Wait/>{{/unless}}{{#with e}}<Play>{{url}}</Play>{{/with}}</Response>",
    "<Response>{{!-- <Dial/> {{x}} --}}<Wait/></Response>",
    "<Response>{# a {# b #}<Wait/></Response>",
    '<Response><Speak>{{ "{{" }} {{ x }}</Speak><Wait/></Response>',
    "<Response>{% comment %}{% comment %}<Dial/>{% endcomment %}<Wait/></Response>",
    "<Response>{{#people}}<Speak>{{name}}</Speak>{{/people}}{{^people}}<Speak>Nobody</Speak>{{/people}}{{&raw}}</Response>",
    "<Response>{{> header}}<Wait/></Response>",
    "<Response><% if (x) { %><Wait/><% } else { %><Hangup/><% } %><%- include('a') %></Response>",
    "<Response><% for (const n of ns) { %><Play><%= n %></Play><% } %></Response>",
    "<Response><Speak>{name!r:>{width}}</Speak></Response>",
    "<Response><Speak>$!{a.b}</Speak></Response>",
    "<Response><Speak><![CDATA[{{ x }}]]></Speak></Response>",
    '<Response><Speak voice="Polly.Amy"><break time="300{{ unit }}"/><prosody volume="+6{{ db }}" rate="80{{ pc }}">x</prosody></Speak></Response>',
    '<Response><Dial><Number>+15550100123</Number></Dial><MultiPartyCall role="Agent" statusCallbackUrl="https://example.com/" statusCallbackEvents="mpc-state-changes,{{ e }}">x</MultiPartyCall></Response>',
    '<Response><MultiPartyCall role="Agent" statusCallbackUrl="https://example.com/" statusCallbackEvents="{{ a }},{{ b }}">x</MultiPartyCall></Response>',
    '<Response><MultiPartyCall role="Agent" statusCallbackUrl="https://example.com/" statusCallbackEvents="{{ a }}-state-changes, {{ b }}-events,{{ c }}">x</MultiPartyCall></Response>',
]  # fmt: skip


@pytest.mark.parametrize(
    "inside",
    [
        "{{#a}}<Speak>x</Speak>{{/a}}{{^a}}<Hangup/>{{/a}}<Speak>y</Speak>",
        "{{#a}}<Hangup/>{{/a}}<Speak>y</Speak>",
        "<% begin %><Speak>x</Speak><% rescue %><Hangup/><% end %><Speak>y</Speak>",
        "<% try { %><Hangup/><% } catch (e) { %><Speak>Sorry</Speak><% } %><Speak>y</Speak>",
        "<?php try { ?><Hangup/><?php } catch (E $e) { ?><Speak>Sorry</Speak><?php } ?><Speak>y</Speak>",
        "{% macro m(a, b=1) %}<Number>+15550100123</Number>{% endmacro %}<Dial>{{ m(1) }}</Dial><Hangup/>",
        "{{^a}}<Speak>{{/a}}{{#a}}<Speak voice='MAN'>{{/a}}Hi</Speak><Hangup/>",
    ],
)
def test_what_may_be_left_out_is_a_branch_however_it_is_called(inside: str) -> None:
    found = check(f"<Response>{inside}</Response>", templates=True)
    assert {one.rule for one in found} <= {"not-judged"}


@pytest.mark.parametrize("template", RIGHT_IN_PARTS)
def test_a_template_that_is_right_in_each_branch_has_no_error(template: str) -> None:
    found = check(template, templates=True)

    assert [str(problem) for problem in found if problem.severity == "error"] == []


@pytest.mark.parametrize(
    "marked",
    [
        "<Response><Wait »length='{{ x }}s'/></Response>",
        "<Response><MultiPartyCall role='Agent' »statusCallbackEvents='{{ x }}-event'>x</MultiPartyCall></Response>",
        "<Response><Wait »lenght='{{ x }}'/></Response>",
        "<Response><Play »url='{{ x }}'/></Response>",
        "<Response>»<Say voice='{{ v }}'>{{ x }}</Say></Response>",
        "<Response>»<Connect>{{ x }}</Connect></Response>",
        "<Response>»<Sms »to='{{ x }}' »from='{{ y }}'>{{ z }}</Sms></Response>",
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
        '<Response>{% if a %}<GetInput action="{{ u }}">{% else %}<GetDigits action="{{ u }}" »bad="1">{% endif %}<Speak>Hi</Speak>{% if a %}</GetInput>{% else %}</GetDigits>{% endif %}</Response>',
        '<Response><Speak{% if v %} »voise="{{ v }}"{% endif %}>Hi</Speak></Response>',
        '<Response><Speak »voice="{% if a %}BOY{% else %}GIRL{% endif %}">Hi</Speak></Response>',
        '<Response><Speak »voice="{% if a %}WOMAN{% else %}BOY{% endif %}">Hi</Speak></Response>',
        "<Response>{% for n in ns %}<Dial><Number>{{ n }}</Number>»<Play>{{ x }}</Play></Dial>{% endfor %}</Response>",
        "<Response>{% for n in ns %}<Speak>{{ n }}»</Spek>{% endfor %}</Response>",
        "{% if a %}<Response>»<Dial/></Response>{% else %}<Response><Hangup/></Response>{% endif %}",
        "{% if a %}<Response><Hangup/></Response>{% else %}<Response>»<Dial/></Response>{% endif %}",
        "<Response>{% comment %}<Dial/>{% endcomment %}»<Dial/></Response>",
        "<Response>{{!-- <Dial/> {{x}} --}}»<Dial/></Response>",
        '<Response><% @ns.each do |n| %><Play »lop="1"><%= n %></Play><% end %></Response>',
        "<Response><?php foreach ($a as $v): ?>»<Number><?= $v ?></Number><?php endforeach; ?></Response>",
        '<Response>{{#if a}}<Wait »length="{{n}} s"/>{{else}}<Hangup/>{{/if}}</Response>',
        "<Response>{{ range .Ns }}»<Nmber>{{ . }}</Nmber>{{ end }}</Response>",
        "<Response>{{ if .A }}<Wait/>{{ end }}<Speak>a »& b {{ .C }}</Speak></Response>",
        '<Response><Dial timeout="{{ x }}" »timeout="{{ y }}"><Number>+15550100123</Number></Dial></Response>',
        "<Response>{% if a %}<Speak>{{ x }}</Speak>»{% endif %}",
        "<Response><Redirect>{{ url }}?a=1»&b=2</Redirect></Response>",
        "<Response>{% if a %}{% if b %}»<Dial/>{% endif %}{% endif %}<Wait/></Response>",
        "<Response>{% if a %}<Wait/>{% elif b %}<Wait/>{% elif c %}»<Dial/>{% else %}<Wait/>{% endif %}</Response>",
        "<Response><Speak>{% if a %}Hi »<foo/>{% endif %}</Speak></Response>",
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


#: Tags and values that hold what would end them elsewhere, up to where their language has their end.
ENDED = [
    # Jinja, Twig
    """{{ "}}" }}""",
    """{{ '}}' ~ "it's }}" -}}""",
    """{{ "{{ x }}" }}""",
    """{{ {"a": {"b": 1}} }}""",
    """{{ {"a": "}}"} }}""",
    """{{ a["\\n}}"] }}""",
    """{% set x = "%}" %}""",
    """{%- set x = {"a": '%}'} -%}""",
    # What has one quote is no text.
    """{{ it's }}""",
    """{{ it's }}<Speak>it's</Speak>{{ x }}""",
    """{% trans it's %}""",
    # Go, Handlebars
    """{{ printf `}}` }}""",
    """{{/* don't }} */}}<Speak>Hi</Speak>{{- /* can't */ -}}""",
    """{{#if (eq a "}}")}}<Wait/>{{/if}}""",
    """{{{ a "}}" }}}""",
    # ERB, EJS: a text hides nothing.
    """<%= "%>""",
    """<% x = '%>""",
    # JavaScript, Ruby
    """${f("}")}""",
    """#{x["{"] + {a: {b: '}'}}}""",
    """${don't}""",
    # PHP
    """<?php // a ?>""",
    """<?php # it's ?>""",
    """<?php /* ?> " */ ?>""",
    """<?php #[A('?>')] function f() {} ?>""",
    """<?= "?>" ?>""",
    """<?= '\\'?>' . "\\"?>" . `?>` ?>""",
    """<?= "{$a["it's"]} ?>" ?>""",
    """<?php echo "${a['?>']}", '<?xml version="1.0"?>' ?>""",
    """<?php $a = <<<XML\n<?xml version="1.0"?> it's\n XMLS\n  XML; ?>""",
    """<?php $a = <<<'XML'\r\n?> "\r\nXML . '?>'; ?>""",
    """<?php $a = <<<"XML"\nXML; ?>""",
    """<?php $a = 1 / 2 << 3 ?? $b?->c ?>""",
]


@pytest.mark.parametrize("tag", ENDED)
def test_a_tag_ends_where_its_language_ends_it(tag: str) -> None:
    before = "<Response><Speak>Hi</Speak>"

    assert check(f"{before}{tag}<Hangup/></Response>", templates=True) == []

    (found,) = check(f"{before}{tag}x<Hangup/></Response>", templates=True)
    lines = f"{before}{tag}".split("\n")
    assert (found.rule, found.line, found.column) == (
        "stray-text",
        len(lines),
        len(lines[-1]) + 1,
    )


@pytest.mark.parametrize("text", ["'", '"', "`", "/*", "<<<A\n", "<<<A\n A1"])
def test_what_has_no_end_in_php_goes_on_up_to_that_of_the_file(text: str) -> None:
    document = "<Response><Speak>Hi</Speak></Response>"
    assert check(f"{document}<?php f({text} ?></Response>", templates=True) == []


def test_a_comment_of_go_ends_no_condition() -> None:
    wrong = "<Response>{{ if .A }}{{/* no */}}<Dial/>{{ end }}<Hangup/></Response>"
    right = wrong.replace("<Dial/>", "<Wait/>")
    assert [one.rule for one in check(wrong, templates=True)] == ["dial-without-target"]
    assert check(right, templates=True) == []


@pytest.mark.parametrize(
    "tag",
    [
        '<Speak language="hi-IN" {{ attrs }}>Hi</Speak>',
        "<Dial action='https://example.com/' {{ attrs }}><Number>+15550100123</Number></Dial>",
        "<Record action='https://example.com/' <%= attrs %>/>",
        "<GetInput action='https://example.com/' numDigits='1' {{ attrs }}/>",
    ],
)
def test_attributes_that_are_not_seen_may_make_the_others_right(tag: str) -> None:
    assert check(f"<Response>{tag}<Hangup/></Response>", templates=True) == []


def test_a_value_that_cannot_be_right_is_shown_as_it_stands() -> None:
    (found,) = check(
        "<Response><Wait length='{{ x }}s'/><Speak>Hi</Speak></Response>", templates=True
    )

    assert found.message == "expected a whole number of seconds, 1 or more; got '{{ x }}s'"
    assert found.path == "/Response/Wait/@length"


def test_without_templates_a_placeholder_is_the_text_that_it_is() -> None:
    document = "<Response><Wait length='{{ x }}'/><Speak>Hi</Speak></Response>"

    assert [found.rule for found in check(document)] == ["bad-value"]
    assert check(document, templates=True) == []


BRANCHES = {
    "in a branch": "{% if a %}{% if b %}<Wait/>{% else %}»<Dial/>{% endif %}{% endif %}",
    "the last of many": "{% if a %}<Wait/>"
    + "{% elif b %}<Wait/>" * 20
    + "{% elif c %}»<Dial/>{% endif %}",
    "beside many": "{% if a %}{% if b %}<Wait/>{% endif %}{% else %}<Wait/>{% endif %}" * 6
    + "{% for x in y %}{% if a %}<Wait/>{% elif b %}<Wait/>{% else %}{% if c %}»<Dial/>{% endif %}{% endif %}{% endfor %}",
}


@pytest.mark.parametrize("inside", BRANCHES.values(), ids=list(BRANCHES))
def test_each_branch_is_checked_wherever_it_stands(inside: str) -> None:
    found = faults(f"<Response>{inside}<Hangup/></Response>", ".j2")
    assert [one.rule for one in found] == ["dial-without-target"]


@pytest.mark.parametrize(
    "inside",
    [
        "»{% if a %}<Speak>x</Speak>{% else %}<Speak>y{% endif %}",
        "<Speak>»{% if a %}x</Speak>{% else %}y</Spek>{% endif %}",
        "»{% if a %}<Dial><Number>+15550100123</Number>{% endif %}</Dial>",
        "{% if a %}<Wait/>{% endif %}{% if b %}»{% if c %}<Speak>{% endif %}x</Speak>{% endif %}",
    ],
)
def test_a_branch_whose_tags_match_nowhere_is_told(inside: str) -> None:
    found = faults(f"<Response>{inside}<Hangup/></Response>", ".j2", severity="info")
    assert [one.rule for one in found] == ["not-judged"]
    assert "a branch that is not well-formed" in found[0].message


# What stands in a branch, with marks, and what is left of it once it is fixed.
WRONG_WITHIN = {
    "an ampersand": ("<Speak>a »& b</Speak>", "<Speak>a &amp; b</Speak>"),
    "several": ("<Speak>a »& b & c</Speak>", "<Speak>a &amp; b &amp; c</Speak>"),
    "a less-than sign": ("<Speak>a »< b</Speak>", "<Speak>a &lt; b</Speak>"),
    "a name of HTML's": ("<Speak>a»&nbsp;b</Speak>", "<Speak>a&#160;b</Speak>"),
    "an end tag": ("<Speak>a»</speak>", "<Speak>a</Speak>"),
    "the end tag of another": ("<Dial><Number>+15550100123»</Dial>", None),
    "no quotes": ("<Wait length=»3/>", None),
    "the same twice": ('<Wait length="3" »length="4"/>', None),
    "behind another": ("<Wait »lenght='1'/><Speak>a »& b</Speak>", "<Wait length='1'/><Speak>a &amp; b</Speak>"),
    "beside values": ("<Speak>{{ a }} »& {{ b }}</Speak>", "<Speak>{{ a }} &amp; {{ b }}</Speak>"),
    "in a branch again": (
        "<Speak>{% if b %}a »& b{% endif %}</Speak>",
        "<Speak>{% if b %}a &amp; b{% endif %}</Speak>",
    ),
    "before another": (
        "<Speak>a »& b</Speak>{% endif %}{% if c %}<Speak>a »& c & d</Speak>",
        "<Speak>a &amp; b</Speak>{% endif %}{% if c %}<Speak>a &amp; c &amp; d</Speak>",
    ),
    "between tags in several": (
        "{% if b %}<Speak>{% else %}<Speak voice='MAN'>a »& {% endif %}b</Speak>",
        "{% if b %}<Speak>{% else %}<Speak voice='MAN'>a &amp; {% endif %}b</Speak>",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("wrong", "right"), WRONG_WITHIN.values(), ids=list(WRONG_WITHIN))
@pytest.mark.parametrize("beside", ["", "{% else %}<Speak>x</Speak>"])
@pytest.mark.parametrize("behind", ["", "<Hangup/>", "<Speak>{{ x }} »& y</Speak>"])
def test_what_is_wrong_within_a_branch_is_told_and_fixed(
    wrong: str, right: str | None, beside: str, behind: str
) -> None:
    before, after = "<Response>{% if a %}", f"{beside}{{% endif %}}{behind}</Response>"
    marked = before + wrong + after
    told = faults(marked, ".j2", severity="info")
    assert {one.rule for one in told} <= {"not-well-formed", "unknown-attribute"}
    if right is not None:
        mended = after.replace("»&", "&amp;")
        assert fix(marked.replace("»", ""), templates=True) == before + right + mended


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".erb", "<Response><% if a %><Speak>x »& y</Speak><% end %></Response>"),
        (".php", "<Response><?php if ($a): ?><Speak>x »& y</Speak><?php endif ?></Response>"),
        (".hbs", "<Response>{{#if a}}<Speak>x »& y</Speak>{{/if}}</Response>"),
        (".tmpl", "<Response>{{ if .A }}<Speak>x »& y</Speak>{{ end }}</Response>"),
        (
            ".py",
            'xml = "<Response>"\nif a:\n    xml += "<Speak>x »& y</Speak>"\nxml += "</Response>"\n',
        ),
    ],
)
def test_what_is_wrong_within_a_branch_is_told_in_each_language(suffix: str, source: str) -> None:
    (told,) = faults(source, suffix, severity="info")
    assert told.rule == "not-well-formed"
    assert told.fix is not None


@pytest.mark.parametrize(
    "inside",
    [
        "»{% if a %}<Speak>x{% endif %}",
        "»{% if a %}<Speak>x{% endif %}<Hangup/>",
        "<Wait/>»{% if a %}<Speak>x{% endif %}",
        "<Dial>»{% if a %}<Number>+15550100123{% endif %}</Dial><Hangup/>",
        "<GetInput action='https://example.com/' inputType='dtmf'/>»{% if a %}<Speak>x{% endif %}",
    ],
)
def test_nothing_is_said_to_be_missing_that_may_be_in_a_branch_that_is_not_judged(
    inside: str,
) -> None:
    (told,) = faults(f"<Response>{inside}</Response>", ".j2", severity="info")
    assert told.rule == "not-judged"


def test_what_is_certain_is_told_behind_a_branch_that_is_not_judged() -> None:
    inside = "»{% if a %}<Speak>x{% endif %}<Wait »lenght='1'/>»<Dial/>"
    told = faults(f"<Response>{inside}<Hangup/></Response>", ".j2", severity="info")
    assert [one.rule for one in told] == ["not-judged", "unknown-attribute", "dial-without-target"]


@pytest.mark.parametrize(
    "inside",
    [
        "<Speak>{% if b %}<![CDATA[{% endif %}x & y{% if b %}]]>{% endif %}</Speak>",
        "<Wait/>{% if b %}<!-- {% endif %}<Wait/>{% if b %} x & y -->{% endif %}",
    ],
)
def test_what_may_be_in_a_comment_of_another_branch_is_not_wrong(inside: str) -> None:
    told = check(
        f"<Response>{{% if a %}}<Wait/>{{% else %}}{inside}{{% endif %}}<Hangup/></Response>",
        templates=True,
    )
    assert [one.rule for one in told] == ["not-judged"]


def test_tags_of_conditions_that_belong_together_match() -> None:
    inside = "{% if a %}<Dial>{% endif %}<!-- -->{% if a %}<Number>+15550100123</Number></Dial>{% endif %}"
    assert check(f"<Response>{inside}<Hangup/></Response>", templates=True) == []


def test_more_branches_than_are_looked_at_are_told() -> None:
    inside = "{% if a %}<Wait/>{% elif b %}<Wait/>{% endif %}" * 500
    inside = f"{{% if z %}}<Wait/>{{% else %}}{inside}{'{% elif c %}<Wait/>' * 200}{{% endif %}}"
    (told,) = check(
        f"<Response>{inside}<Hangup/></Response>", templates=True, select=["not-judged"]
    )
    assert "more branches than are looked at" in told.message


def test_what_holds_in_each_branch_alone_is_kept() -> None:
    """After a Redirect nothing runs; after one that is there at times, something may."""
    always = "<Response><Redirect>{{ x }}</Redirect>{% if a %}<Wait/>{% endif %}</Response>"
    at_times = "<Response>{% if a %}<Redirect>{{ x }}</Redirect>{% endif %}<Hangup/></Response>"

    assert [found.rule for found in check(always, templates=True)] == ["unreachable"]
    assert check(at_times, templates=True) == []


@pytest.mark.parametrize(
    "inside",
    [
        '{% if state == "a" %}<Hangup/>{% endif %}{% if state == "b" %}<Speak>x</Speak>{% endif %}',
        "{{#if closed}}<Hangup/>{{/if}}{{#unless closed}}<Speak>x</Speak>{{/unless}}",
        "{% if a %}<Hangup/>{% endif %}{% if b %}<Speak>x</Speak>{% endif %}" * 6,
        '{% if a %}<GetDigits action="https://e.com/"/>{% endif %}{% if b %}<Wait/>{% endif %}<Hangup/>',
    ],
)
def test_conditions_may_exclude_each_other(inside: str) -> None:
    assert check(f"<Response>{inside}</Response>", templates=True) == []


def test_what_many_conditions_make_is_not_tried_out() -> None:
    many = "{% if a %}<Wait/>{% endif %}" * 20

    (found,) = check(f"<Response>{many}<Dial/><Hangup/></Response>", templates=True)

    assert found.rule == "dial-without-target"


def test_more_values_than_are_tried_in_a_document_are_told() -> None:
    start = "<Response><Wait length='x'/><!--"
    room, more = (f"{start}{'{{ x }}' * count}--></Response>" for count in (1500, 1501))
    (found,) = check(more, templates=True)

    assert [one.rule for one in check(room, templates=True)] == ["wait-only", "bad-value"]
    assert (found.rule, found.column) == ("not-judged", len(start) + 1500 * len("{{ x }}") + 1)
    assert found.message.endswith("'{{ x }}', behind more values than are tried in a document")


@pytest.mark.parametrize("suffix", [".j2", ".jinja", ".jinja2", ".erb", ".tmpl", ".html"])
def test_a_template_is_known_by_its_name(suffix: str, tmp_path: Path) -> None:
    assert suffix in SUFFIXES
    faults("<Response>\n<Speak>{{ x }}</Speak><Wait »lenght='1'/></Response>", suffix)
    file = tmp_path / f"answer.xml{suffix}"
    file.write_text("<Response><Speak>{{ x }}</Speak></Response>", encoding="utf-8")
    assert check(file) == []


def test_the_command_takes_every_document_for_a_template(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answer.xml"
    file.write_text(
        "<Response><Wait length='{{ x }}'/><Speak>Hi</Speak></Response>", encoding="utf-8"
    )

    assert main(["check", str(file)]) == 1
    assert main(["check", "--templates", str(file)]) == 0
    assert capsys.readouterr().out.count("error[bad-value]") == 1


def test_the_files_of_a_folder_are_checked_by_their_kinds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = "<Response><Speak>x</Speak><Wait lenght='1'/></Response>"
    for name in ("a.xml", "b.xml.j2", "c.html", "d.py", "e.txt"):
        text = f'x = "{wrong}"' if name.endswith(".py") else wrong
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert main(["check", "--severity", "error", str(tmp_path)]) == 1

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
        assert check_data(page, ".html") == []


def test_a_template_in_another_encoding_is_read() -> None:
    data = "<Response><Speak>é {{ x }}</Speak><Dial/><Wait/></Response>"

    for encoded in (data.encode("latin-1"), data.encode(), data.encode("utf-8-sig")):
        (found,) = check_data(encoded, ".j2")
        assert (found.line, found.column) == (1, 35)


def test_what_is_told_of_tags_that_are_not_seen_whole_are_rules() -> None:
    assert {*RULES} >= UNSEEN_RULES


@pytest.mark.uncounted
def test_half_a_character_in_a_reference_is_no_character() -> None:
    text = "<Response><Play>{{ url }}&am\udcdbp;</Play></Response>"
    assert [one.rule for one in check(text, templates=True)] == ["not-well-formed"]


def test_brackets_without_an_end_cost_little() -> None:
    for bracket in (
        "{{ x }}",
        "{% comment %}",
        "{% set x %}",
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
        check(f"<Response>{bracket * 200}", templates=True)


@pytest.mark.parametrize(
    ("spec", "attribute"),
    [(spec, attribute) for spec in SPECS for attribute in spec.attributes],
    ids=lambda value: getattr(value, "tag", None) or getattr(value, "name", None),
)
def test_there_is_a_value_to_try_for_every_attribute(
    spec: ElementSpec, attribute: AttributeSpec
) -> None:
    del spec
    assert sources.whole_values(attribute.value)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)
def test_there_is_a_text_to_try_for_every_element(spec: ElementSpec) -> None:
    if spec.content.value is not None:
        assert sources.whole_values(spec.content.value)


PIECES = [
    "<Response>", "</Response>", "<Dial", ">", "/>", "<Number>", "</Number>", " timeout='", "'",
    '"', "=", "{{ x }}", "{% if x %}", "{% else %}", "{% elif x %}", "{% for x in y %}", "{% end %}",
    "%s", "${x}", "<% x %>", "<%= x %>", "<?php x ?>", "{", "}", "<!--", "-->", "<![CDATA[", "]]>",
    "<?xml version='1.0'?>", "&", "&amp;", "\n", "\r\n", " ", "é😀", "\0", "<Speak>", "</Speak>", "<",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@examples(100)
def test_no_template_is_a_reason_to_stop(text: str) -> None:
    lines = re.split("\r\n|\r|\n", text)
    for found in check(text, templates=True):
        assert found.line is not None
        assert found.column is not None
        assert 1 <= found.column <= len(lines[found.line - 1]) + 2


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@examples(100)
def test_no_literal_is_a_reason_to_stop(text: str) -> None:
    for program in (f"x = {text!r}", f"x = {text!r}.format(1)", f"x = {text!r} % 1"):
        check_data(program.encode(), ".py")
        for line, column, _ in sources.documents_in(program):
            assert line == 1
            assert column <= len(program)


def test_nothing_is_meant_by_a_value_that_was_only_tried() -> None:
    document = "<Response><Stream>https://{{ host }}/talk</Stream></Response>"
    (wrong,) = [one for one in check(document, templates=True) if one.rule == "bad-value"]

    assert wrong.message.endswith("; got 'https://{{ host }}/talk'")
    assert wrong.hint is None


@pytest.mark.once
@pytest.mark.parametrize("sign", [*"/=>\x0b\x0c\x1c\x85\xa0\u2003", " /", "\x85="])
@pytest.mark.parametrize("after", ["y", "=", "='1'"])
@pytest.mark.parametrize("before", ["<Dial", "<Dial a='1'", "<Dial a=", "</Dial"])
def test_a_value_in_a_tag_may_stand_after_any_sign(before: str, sign: str, after: str) -> None:
    template = f"<Response>{before}{sign}{{{{ x }}}}{after}/></Response>"
    assert all(problem.line == 1 for problem in check(template, templates=True))


def test_several_attributes_of_a_tag_may_have_values_in_their_names() -> None:
    dial = '<Dial a{{ x }}b="1" c{{ y }}d="2"><Number>1</Number></Dial>'
    found = check(f"<Response>{dial}</Response>", templates=True)
    assert [(problem.rule, problem.path) for problem in found] == [
        ("number-not-e164", "/Response/Dial/Number")
    ]
