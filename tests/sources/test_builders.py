"""Programs that build documents with Plivo's SDK for Node."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import main

from .marks import faults


pytestmark = pytest.mark.once

#: Programs whose one fault is marked.
WRONG = [
    'const r = plivo.Response();\nlet d = r.addDial();\nd = r.addRecord();\nd.»addSpeak("Hi");',
    'const r = plivo.Response();\nr.addSpeak("Hi", { »voise: "WOMAN" });',
    "const r = new plivo.Response();\nr.addSpeak('Hi', { »'voice': 'woman' });",
    'const r = plivo.Response();\nr.addDial({ »timeOut: 20 }).addNumber("+15550100123");',
    "const r = plivo.Response();\nr.»addDial({ timeout: 20 });",
    "const r = plivo.Response();\nr.addWait({ »length: -1 });",
    'const r = plivo.Response();\nr.»addPlay("https://example.com/a b.mp3");',
    'const r = plivo.Response();\nconst d = r.addDial();\nd.addNumber(to);\nd.»addSpeak("no");',
    'let r;\nr = plivo.Response();\nif (late) {\n  r.addWait({ »length: "five" });\n}',
    (
        "app.post('/', (req, res) => {\n  const r = plivo.Response();\n"
        "  for (const to of all) {\n    const d = r.addDial({ timeout });\n"
        "    d.addNumber(to, { »sendDigits: '1x2' });\n  }\n  res.send(r.toXML());\n});"
    ),
    "const r = plivo.Response();\n(r as any).addHangup({ »reason: `late${n}er`.trim() , ...more });",
    (
        "function f() { let r = plivo.Response(); r.addHangup(); }\n"
        "function g() { let r = plivo.Response().addDial(); ((r)).»addSpeak('Hi'); }"
    ),
    "const r = plivo.Response();\nr.addSpeak('Hi', { language: 'say \"»hi\"' });",
]

RIGHT = [
    # Whoever has an element may add to it.
    "class A { constructor() { this.r = plivo.Response(); } }",
    "const made = () => plivo.Response();",
    "function made() { const r = plivo.Response(); const d = r.addDial(); return { r, d }; }",
    "const [r] = [plivo.Response()]; const { d } = plivo.Response().addDial();",
    "const r = plivo.Response();\nconst d = x ? r.addDial() : null;\nd.addNumber(n);",
    # What a name stands for may change.
    (
        "const r = plivo.Response();\nlet d = r.addDial();\n"
        'if (x) d = r.addGetInput({ action: url, inputType: "dtmf" });\nd.addSpeak("Hi");'
    ),
    "const r = plivo.Response();\nlet d = r.addDial();\nif (x) { d = null; }\nd.addNumber(n);",
    (
        "const r = plivo.Response();\nlet d = r.addDial();\nd.addNumber(n);\n"
        'd = r.addGetInput({ action: url, inputType: "dtmf" });\nd.addSpeak("Hi");\nr.addHangup();'
    ),
    'const r = plivo.Response();\nr.addSpeak("Tom & <Jerry>", { voice: "WOMAN", loop: 2 });',
    "const r = plivo.Response();\nr.addSpeak(`Hello ${name} <b>`);\nr.addHangup();",
    "const r = plivo.Response();\nr.addSpeak(words, options);",
    "const r = plivo.Response();\nr.addSpeak(words, { voice, ...options, [key]: 1 /* loud */ });",
    "const r = plivo.Response();\nconst d = r.addDial(options);\naddNumbers(d);",
    "const r = plivo.Response();\nif (x) {\n  r.addHangup();\n} else {\n  r.addRedirect(url);\n}",
    (
        "const r = plivo.Response();\nconst g = r.addGetInput({ action: url, inputType: 'dtmf' });\n"
        "g.addSpeak('Press 1');\nr.addSpeak('Nothing was pressed.');"
    ),
    "const r = plivo.Response();\nr.addSpeak();\nr.setNothing(1);\nr.toXML();",
    "const { Response } = plivo;\nr = other.Response();\nr.addSpeek('Hi'); plivo.Response;",
    (
        "function f() { let r = plivo.Response().addDial(); r.addNumber(n); }\n"
        "function g() { r.addSpeek('Hi'); r.addSpeak('Hi'); }"
    ),
    "function f() { let r = plivo.Response(); r = null; r.addSpeek('Hi'); [a] = r; f()(); }",
]


@pytest.mark.parametrize("marked", WRONG)
def test_a_fault_is_where_it_stands_in_the_call(marked: str) -> None:
    faults(marked, ".ts")
    faults(marked.replace(" as any", ""), ".js")


#: Uses of a Response `r` by which more may come into it.
UNFOLLOWED = [
    "r['addSpeak']('Hi')",
    "r?.[method]('Hi')",
    "r.children.push(more)",
    "r.add(new plivo.Speak('Hi'))",
    "r!.add(more)",
    "with (r) { addSpeak('Hi') }",
    "const f = r.addSpeak; f.call(other, 'Hi')",
    "[r.addSpeak, r.addWait][index]('Hi')",
    "r.more = more",
    "function f() { r[method]('Hi') } f()",
    "for (const method of all) r[method]('Hi')",
    "const q = r; q.add(more)",
]


@pytest.mark.parametrize("use", UNFOLLOWED)
def test_what_is_used_in_a_way_that_is_not_followed_may_have_more_in_it(use: str) -> None:
    faults(f"const r = plivo.Response();\n{use};\nres.send(r.toXML());", ".ts", "warning")


@pytest.mark.parametrize(
    "before",
    [
        "function f() { r.addSpeak('Hi') }",
        "function f() { const q = r; q.addSpeak('Hi') }",
        "function f() { g(r) }",
        "function f() { r['addSpeak']('Hi') }",
        "const f = () => ({ r }).r.addSpeak('Hi');",
    ],
)
def test_a_function_may_stand_before_what_it_adds_to(before: str) -> None:
    program = f"{before}\nconst r = plivo.Response();\nr.addWait();\nf();\nres.send(r.toXML());"
    faults(program, ".ts", "warning")


def test_a_function_before_it_may_read_it_and_what_has_another_value() -> None:
    program = (
        "function f() { const q = 1; return r.toXML() }\n"
        "const r = plivo.»Response();\nr.addWait();\nf();"
    )
    assert [problem.rule for problem in faults(program, ".ts", "warning")] == ["wait-only"]


def test_a_template_that_a_method_is_called_with_is_what_is_said() -> None:
    faults("const r = plivo.Response();\nr.addSpeak`Hi`;\nres.send(r.toXML());", ".js", "warning")


def test_what_is_only_written_is_all_there() -> None:
    faults("const r = plivo.»Response();\nres.send(r.toXML());", ".ts", "warning")


@pytest.mark.parametrize("program", RIGHT)
def test_nothing_is_said_of_what_is_right_or_not_seen(program: str) -> None:
    faults(program, ".js")


def test_what_is_given_to_the_sdk_is_fixed_in_its_literals(tmp_path: Path) -> None:
    program = "const r = plivo.Response();\nr.addRedirect('https://example.com/a b', { method });\n"
    path = tmp_path / "app.ts"
    path.write_text(program, encoding="utf-8")
    assert main(["check", "--fix", "--quiet", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == program.replace("a b", "a%20b")


def test_a_program_with_faults_is_followed_as_far_as_it_is_read() -> None:
    faults("r = plivo.Response();\nr.addSpeak('Hi', { »voise: 'WOMAN' });\n)))\0((", ".ts")


def test_a_comment_turns_rules_off_for_a_call() -> None:
    program = (
        "const r = plivo.Response();\n"
        "// plivoml: ignore unknown-attribute\nr.addSpeak('Hi', { voise: 'WOMAN' });\n"
    )
    faults(program, ".ts")
