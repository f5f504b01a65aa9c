"""Programs that build documents with Plivo's SDK for Node."""

from __future__ import annotations

import pytest

from tests.support.checking import check_data

from .marks import faults


pytestmark = pytest.mark.once

#: Programs whose one fault is marked.
WRONG = [
    'const r = plivo.Response();\nr.addSpeak("Hi", { »voise: "WOMAN" });',
    "const r = new plivo.Response();\nr.addSpeak('Hi', { »'voice': 'woman' });",
    'const r = plivo.Response();\nr.addDial({ »timeOut: 20 }).addNumber("+15550100123");',
    'const r = plivo.Response();\nr.»addDial({ timeout: 20 });',
    'const r = plivo.Response();\nr.addWait({ »length: -1 });',
    'const r = plivo.Response();\nr.»addPlay("https://example.com/a b.mp3");',
    'const r = plivo.Response();\nconst d = r.addDial();\nd.addNumber(to);\nd.»addSpeak("no");',
    'let r;\nr = plivo.Response();\nif (late) {\n  r.addWait({ »length: "five" });\n}',
    (
        "app.post('/', (req, res) => {\n  const r = plivo.Response();\n"
        "  for (const to of all) {\n    const d = r.addDial({ timeout });\n"
        "    d.addNumber(to, { »sendDigits: '1x2' });\n  }\n  res.send(r.toXML());\n});"
    ),
    'const r = plivo.Response();\n(r as any).addHangup({ »reason: `late${n}er`.trim() , ...more });',
    'const r = plivo.Response();\nr.addSpeak("Hi", { »language: \'say "hi"\' });',
]

RIGHT = [
    'const r = plivo.Response();\nr.addSpeak("Tom & <Jerry>", { voice: "WOMAN", loop: 2 });',
    'const r = plivo.Response();\nr.addSpeak(`Hello ${name} <b>`);\nr.addHangup();',
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
    "function f() { let r = plivo.Response(); r = null; r.addSpeek('Hi'); [a] = r; f()(); }",
]


@pytest.mark.parametrize("suffix", [".js", ".ts"])
@pytest.mark.parametrize("marked", WRONG)
def test_a_fault_is_where_it_stands_in_the_call(suffix: str, marked: str) -> None:
    program, places = faults(marked)
    if suffix == ".js" and " as " in program:
        program = program.replace("(r as any)", "(r)     ").replace("(r)     .", "/**/  (r).")
        places = [(line, column) for line, column in places]
    errors = [
        one for one in check_data(program.encode(), suffix, ["all"]) if one.severity == "error"
    ]
    assert [(one.line, one.column) for one in errors[:1]] == places[:1]
