"""Documents in programs of other languages than Python."""

from __future__ import annotations

from typing import Final

import pytest

from plivoml import check
from tests.support.checking import check_data
from tests.support.sources import Chars, Lines, allow_no_steps, read_program, spelled

from .marks import faults


pytestmark = pytest.mark.once

#: The end of a name, and programs whose one fault is marked.
WRONG: Final[dict[str, list[str]]] = {
    ".js": [
        "const xml = '<Response>»<Dial/></Response>';",
        'const xml = "<Response>»<Dial/></Response>"',
        "module.exports = `<Response>\n  »<Dial/>\n</Response>`;",
        'res.send(`<?xml version="1.0"?>\n<Response><Wait »length="${seconds}s"/></Response>`);',
        "const xml = '<Response>' +\n  '<Speak>\\u0041\\x41\\u{1F600}\\uD83D\\uDE00\\'</Speak>' +\n  '»<Dial/></Response>';",
        "const xml = ['<Response>', '»<Dial/>', '</Response>'].join('\\n');",
        "const xml = '<Response>'.concat('»<Dial/>', `</Response>`)",
        "const xml = '<Response>\\\n»<Dial/></Response>'",
        'function f(n) { return `\n  <Response><Dial »timeOut="20"><Number>${n}</Number></Dial></Response>`.trim() }',
        "app.post('/', (q, r) => r.type('xml').send('<Response><Speak>é😀</Speak>»<Speek>Hi</Speek></Response>'))",
    ],
    ".jsx": [
        "const xml = 'é' + '<Response>»<Dial/></Response>'".replace("'é' + ", ""),
        "const A = () => <div title=\"a\">{'<Response>»<Dial/></Response>'}</div>;",
    ],
    ".ts": [
        "const xml: string = '<Response>»<Dial/></Response>';",
        "export const xml = `<Response>»<Dial/></Response>` as const;",
        "function f(n: string): string {\n  return `<Response>\n    »<Dial/>\n  </Response>`;\n}",
        "const xml = ('<Response>' as string) + `»<Dial/>` + '</Response>'!;",
        'class A { private readonly xml = `<Response><Wait »length="${this.n}s"/></Response>`; }',
        "enum A { X = '<Response>»<Dial/></Response>' }",
        "const a = { xml: ['<Response>', `»<Dial/>`, '</Response>'].join('') };",
        "const xml = <string>'<Response>»<Dial/></Response>';",
        'const xml = `<Response><Dial »timeOut="20"><Number>${a as string}</Number></Dial></Response>` satisfies string;',
        "type A = { a: string }; async function* f<T>(x: T) { yield `<Response>${x}»<Dial/></Response>`; }",
    ],
    ".tsx": [
        "const xml = <T,>(x: T) => `<Response>${x}»<Dial/></Response>`;",
    ],
    ".php": [
        "<?php\n$xml = '<Response>»<Dial/></Response>';",
        '<?php\necho "<Response>»<Dial/></Response>";',
        '<?php\n$xml = "<Response><Wait »length=\\"{$a->b[\'c\']}s\\"/></Response>";',
        "<?php\n$xml = \"<Response><Wait »length='$seconds s'/></Response>\";",
        "<?php\n$xml = '<Response>' . '»<Dial/>' . '</Response>';",
        "<?php\nreturn <<<XML\n<Response>\n  <Speak>$a->b {$c[0]} \\$x</Speak>»<Dial/>\n</Response>\nXML;",
        "<?php\n$xml = <<<'XML'\n  <Response>\n    <Speak>$a</Speak>»<Dial/>\n  </Response>\n  XML;",
        "<?php\n$xml = implode('', ['<Response>', '»<Dial/>', '</Response>']);",
        "<html><?php f(sprintf('<Response><Wait »length=\"%ds\"/></Response>', $n)) ?></html>",
        "<?php\nclass A { const X = '<Response><Speak>It\\'s \\n</Speak>»<Dial/></Response>'; }",
    ],
    ".rb": [
        "xml = '<Response>»<Dial/></Response>'",
        'xml = "<Response><Wait »length=\\"#{seconds}s\\"/></Response>"',
        "xml = %q(<Response>»<Dial/></Response>)",
        "xml = %Q{<Response><Speak>#{name}</Speak>»<Dial/></Response>}",
        "xml = %(<Response>»<Dial/></Response>)",
        "render xml: <<~XML\n  <Response>\n    <Speak>#{name}</Speak>\n    »<Dial/>\n  </Response>\nXML\n",
        "f(<<-'A', <<~B.strip)\n  <Response>»<Dial/></Response>\n  A\n  <Response>#{x}</Response>\nB\n",
        "xml = '<Response>' + '»<Dial/>' + '</Response>'",
        "xml = '<Response>' \\\n  '»<Dial/></Response>'",
        "xml = ['<Response>', '»<Dial/>', '</Response>'].join(\"\\n\")",
    ],
    ".java": [
        'class A { String x = "<Response>»<Dial/></Response>"; }',
        'class A { String x = """\n    <Response>\n      »<Dial/>\n    </Response>\n    """; }',
        'class A { String x = """\n  <Response>\\\n  <Speak>\\"\\"\\"</Speak>»<Dial/></Response>""".strip(); }',
        'class A { String x = "<Response>"\n  + "»<Dial/>"\n  + "</Response>"; }',
        'class A { String x = "<Response><Wait »length=\\"" + n + "s\\"/></Response>"; }',
        'class A { String x() { return String.format("<Response><Wait »length=\\"%ds\\"/></Response>", n); } }',
        'class A { String x = String.join("\\n", "<Response>", "»<Dial/>", "</Response>"); }',
        'class A { String x = new StringBuilder().append("<Response>").append("»<Dial/>").append("</Response>").toString(); }',
        'class A { String x = "<Response>".concat("»<Dial/>").concat("</Response>"); }',
        '@A("<Response><Speak>\\u0041\\101\\t</Speak>»<Dial/></Response>") class B {}',
        'class A { String x = "<Response><Spea\\uu006b>\\uuuD83D\\uuDE00</Speak>»<Dial/></Response>"; }',
    ],
    ".cs": [
        'class A { string x = "<Response>»<Dial/></Response>"; }',
        'class A { string x = @"<Response>\n  <Wait »length=""x""/>\n</Response>"; }',
        'class A { string x = $"<Response><Wait »length=\\"{n}s\\"/></Response>"; }',
        'class A { string x = $@"<Response><Wait »length=""{n}s""/></Response>"; }',
        'class A { string x = """\n  <Response>\n    »<Dial/>\n  </Response>\n  """; }',
        'class A { string x = $"""\n  <Response><Wait »length="{n}s"/></Response>\n  """; }',
        'class A { string x = $$"""<Response><Speak>{{n}}</Speak>»<Dial/></Response>"""; }',
        'class A { string x = "<Response>" + "»<Dial/>" + "</Response>"; }',
        'class A { string x = string.Concat("<Response>", "»<Dial/>", "</Response>"); }',
        'var x = string.Format("<Response><Wait »length=\\"{0}s\\"/></Response>", n);',
    ],
    ".go": [
        'package a\nconst x = "<Response>»<Dial/></Response>"',
        "package a\nconst x = `<Response>\n  »<Dial/>\n</Response>`",
        'package a\nvar x = fmt.Sprintf("<Response><Wait »length=\\"%ds\\"/></Response>", n)',
        'package a\nvar x = fmt.Sprintf(`<Response><Wait »length="%ds"/></Response>`, n)',
        'package a\nvar x = "<Response>" + "»<Dial/>" + "</Response>"',
        'package a\nfunc f() string { return `<Response><Wait »length="` + n + `s"/></Response>` }',
        'package a\nvar x = strings.Join([]string{"<Response>", "»<Dial/>", "</Response>"}, "\\n")',
        'package a\nvar x = []byte("<Response><Speak>\\u0041\\x41\\101</Speak>»<Dial/></Response>")',
        "package a\nfunc f(w http.ResponseWriter) { io.WriteString(w, `<Response>»<Dial/></Response>`) }",
        'package a\nvar x = map[string]string{"a": `<?xml version="1.0"?><Response>»<Dial/></Response>`}',
    ],
    ".kt": [
        'val x = "<Response>»<Dial/></Response>"',
        'val x = "<Response><Wait »length=\\"${n}s\\"/></Response>"',
        'val x = "<Response><Wait »length=\\"$n s\\"/></Response>"',
        'fun f() = """\n  <Response>\n    »<Dial/>\n  </Response>\n""".trimIndent()',
        'val x = """<Response><Wait »length="${n}s"/></Response>"""',
        'val x = """<Response><Wait »length="$n s"/></Response>"""',
        'val x = """\n  |<?xml version="1.0"?>\n  |<Response>\n  |  »<Dial/>\n  |</Response>\n""".trimMargin()',
        'val x = "<Response>" + "»<Dial/>" + "</Response>"',
        'val x = """<Response>\n  |  $y»<Dial/>\n  |</Response>""".trimMargin()',
        'val x = listOf("<Response>", "»<Dial/>", "</Response>").joinToString("")',
        'class A { fun f(n: Int) { call.respondText("<Response><Speak>\\$5 \\u0041</Speak>»<Dial/></Response>") } }',
    ],
    ".rs": [
        'const X: &str = "<Response>»<Dial/></Response>";',
        'const X: &str = r#"<Response><Wait »length="x"/></Response>"#;',
        'const X: &str = r"<Response>»<Dial/></Response>";',
        'const X: &[u8] = b"<Response>»<Dial/></Response>";',
        'fn f() -> String { format!("<Response><Wait »length=\\"{}s\\"/></Response>", n) }',
        'fn f() -> String { format!(r#"<Response><Wait »length="{n}s"/></Response>"#) }',
        'fn f() { let x = concat!("<Response>", "»<Dial/>", "</Response>"); }',
        'fn f() { let x = ["<Response>", "»<Dial/>", "</Response>"].join("\\n"); }',
        'fn f() { let x = "<Response>".to_string() + "»<Dial/>" + "</Response>"; }',
        'const X: &str = "<Response>\\\n    <Speak>\\u{41}\\x41\\n</Speak>»<Dial/></Response>";',
    ],
}

CASES: Final = [(suffix, one) for suffix, programs in WRONG.items() for one in programs]


@pytest.mark.parametrize(("suffix", "marked"), CASES)
def test_a_fault_is_where_it_stands_in_the_literal(suffix: str, marked: str) -> None:
    assert len(faults(marked, suffix)) == 1


RIGHT: Final = "<Response><Speak>Hi</Speak><Hangup/></Response>"

#: What is no document, and documents of which nothing wrong can be said.
QUIET: Final[dict[str, list[str]]] = {
    ".js": [
        f"const xml = '{RIGHT}';",
        "const xml = `<Response><Speak>${name}</Speak></Response>`;",
        'const xml = `<Response><Dial timeout="${n}"><Number>${n}</Number></Dial></Response>`;',
        "// '<Response><Dial/></Response>'\nconst x = 1;",
        "/* `<Response><Dial/></Response>` */",
        "const found = /<Response><Dial\\/><\\/Response>/.test(text);",
        "const a = '<Response>'; const b = '<Response';",
        "const xml = '<Response><Status>ok</Status></Response>';",
        'const xml = \'<Response xmlns="urn:x"><Dial bad=""/></Response>\';',
        "const text = 'It holds a <Response> with <Dial/>';",
        f"const xml = '<Response>' + {'(' * 20}'<Dial/></Response>'{')' * 20};",
        f"const xml = ['<Response>', {'[' * 20}'<Dial/></Response>'{']' * 20}].join('');",
    ],
    ".tsx": ["const A = () => <Response><Dial/></Response>;"],
    ".php": [
        f"<?php $xml = '{RIGHT}';",
        '<?php $xml = "<Response><Speak>{$a->name()} $b[0] ${c}</Speak></Response>";',
        '<?php $xml = <<<XML\n<Response><Wait length="$n"/></Response>\nXML;',
        "<?php // '<Response><Dial/></Response>'",
        "<?php # '<Response><Dial/></Response>'",
        "<?php if (preg_match('/<Response><Dial/', $x)) {}",
        "<?php $xml = '<Response>' . $rest . '</Response>';",
        "<?php $xml = '<Response>' . $rest;",
        "<?php $xml = '<Response><Status>ok</Status></Response>';",
        "<?php $xml = '<Response><Speak>' . ",
    ],
    ".rb": [
        f"xml = '{RIGHT}'",
        'xml = "<Response><Speak>#{name}</Speak></Response>"',
        "xml = <<~XML\n  <Response><Wait length='#{n}'/></Response>\nXML\n",
        "xml = <<~XML\n  <Response><Wait",
        "xml = <<~XML + '<Response>'",
        "xml = '<Response>' + <<~XML\\",
        "# '<Response><Dial/></Response>'",
        "=begin\n'<Response><Dial/></Response>'\n=end\n",
        "puts 'ok' if xml =~ /<Response><Dial/",
        "xml = '<Response>' + rest + '</Response>'",
        "xml = %q(<Response><Speak>(Hi)</Speak></Response>)",
        "xml = '<Response><Status>ok</Status></Response>'",
    ],
    ".java": [
        f'class A {{ String x = "{RIGHT}"; }}',
        'class A { String x = "<Response><Speak>" + name + "</Speak></Response>"; }',
        'class A { String x = """\n<Response><Wait length="%d"/></Response>""".formatted(n); }',
        'class A { /** "<Response><Dial/></Response>" */ void f() {} }',
        'class A { // "<Response><Dial/></Response>"\n }',
        'class A { boolean x = y.contains("<Response><Dial"); }',
        'class A { String x = "<Response>" + rest + "</Response>"; }',
        "class A { char x = '<'; String y = \"<Response>\"; }",
        'class A { String x = "<Response><Status>ok</Status></Response>"; }',
        'class A { String x = "<Response><Wait',
    ],
    ".cs": [
        f'class A {{ string x = "{RIGHT}"; }}',
        'class A { string x = $"<Response><Speak>{name}</Speak></Response>"; }',
        'class A { string x = $"<Response><Speak>{{a}} {b:N2}</Speak></Response>"; }',
        'class A { string x = @"<Response><Speak>C:\\a ""b""</Speak></Response>"; }',
        'class A { // "<Response><Dial/></Response>"\n }',
        '/// <summary>"<Response><Dial/></Response>"</summary>\nclass A { }',
        'class A { bool x = y.Contains("<Response><Dial"); }',
        'class A { string x = "<Response>" + rest + "</Response>"; }',
        'class A { string x = "<Response><Status>ok</Status></Response>"; }',
        'var x = new XElement("Response");',
    ],
    ".go": [
        f'package a\nconst x = "{RIGHT}"',
        "package a\nconst x = `<Response><Speak>Hi</Speak></Response>`",
        'package a\nvar x = fmt.Sprintf("<Response><Speak>%s</Speak></Response>", name)',
        "package a\nvar x = `<Response><Wait length='` + n + `'/></Response>`",
        'package a\n// "<Response><Dial/></Response>"',
        "package a\n/* `<Response><Dial/></Response>` */",
        'package a\nvar x = strings.Contains(y, "<Response><Dial")',
        'package a\nvar x = "<Response>" + rest + "</Response>"',
        "package a\nvar x = `<Response>{{ .Rest }}</Response>`",
        'package a\nvar x = "<Response><Status>ok</Status></Response>"',
    ],
    ".kt": [
        f'val x = "{RIGHT}"',
        'val x = "<Response><Speak>$name ${user.name}</Speak></Response>"',
        'val x = """<Response><Wait length="$n"/></Response>"""',
        'val x = "<Response><Dial><Number>${agent?.number}</Number></Dial></Response>"',
        '// "<Response><Dial/></Response>"',
        '/* "<Response><Dial/></Response>" */',
        'val x = "<Response><Dial" in y',
        'val x = "<Response>" + rest + "</Response>"',
        'val x = "<Response><Speak>\\$5</Speak></Response>"',
        'val x = "<Response><Status>ok</Status></Response>"',
    ],
    ".rs": [
        f'const X: &str = "{RIGHT}";',
        'fn f() { format!("<Response><Speak>{}</Speak></Response>", name); }',
        'fn f() { format!("<Response><Speak>{name:?}</Speak></Response>"); }',
        'const X: &str = r##"<Response><Speak>#</Speak></Response>"##;',
        '// "<Response><Dial/></Response>"',
        '/// `"<Response><Dial/></Response>"`\nfn f() {}',
        '/* "<Response><Dial/></Response>" */',
        'fn f() { x.contains("<Response><Dial"); }',
        'fn f() { let x = "<Response>".to_owned() + &rest + "</Response>"; }',
        'const X: &str = "<Response><Status>ok</Status></Response>";',
    ],
}


@pytest.mark.parametrize(
    ("suffix", "program"),
    [(suffix, one) for suffix, programs in QUIET.items() for one in programs],
)
def test_nothing_is_said_of_what_is_right_or_no_document(suffix: str, program: str) -> None:
    assert faults(program, suffix) == []


@pytest.mark.parametrize(
    ("suffix", "literal"),
    [
        (".js", 'const x = "{}";'),
        (".js", "const x = `{}`;"),
        (".ts", 'const x = "{}";'),
        (".rb", 'x = "{}"'),
        (".cs", 'class A {{ string x = "{}"; }}'),
        (".go", 'package a\nvar x = "{}"'),
        (".rs", 'fn f() {{ let x = "{}"; }}'),
    ],
)
def test_a_literal_with_an_escape_of_java_alone_is_none_elsewhere(
    suffix: str, literal: str
) -> None:
    document = r"<Response><Spea\uu006b>Hi</Speak><Dial/></Response>"
    assert faults(literal.format(document), suffix) == []


#: Documents with all that a language may write in another way.
DOCUMENTS: Final = (
    "<Response><Speek>It's \\ 'n' $x é😀</Speek><Dial timeOut='20'/></Response>",
    "<Response>\n\t<Wait length=\"x\"/>\n<Play loop='a'>https://example.com/a.mp3</Play></Response>",
    "<?xml version='1.0'?>\n<Response><Dial><Speak>&amp;</Speak></Dial><Hangup reason='x'/></Response>",
    "<Response><Speak>Bye</Speak><Redirect>/next</Redirect></Respons>",
)

#: How a program begins and ends around a literal, and how that literal begins and ends.
AROUND: Final = {
    ".js": [("const x = ", '"', '"', ";"), ("f(", "'", "'", ")"), ("x = ", "`", "`", "")],
    ".ts": [("const x: string = ", '"', '"', ";"), ("export default ", "`", "`", "")],
    ".php": [
        ("<?php $x = ", '"', '"', ";"),
        ("<?php $x = ", "'", "'", ";"),
        ("<?php $x = ", "<<<XML\n", "\nXML", ";"),
        ("<?php $x = ", "<<<'XML'\n", "\nXML", ";"),
    ],
    ".rb": [
        ("x = ", '"', '"', ""),
        ("x = ", "'", "'", ""),
        ("x = ", "%q<", ">", ""),
        ("x = ", "%<", ">", ""),
        ("x = <<~XML", "\n", "\nXML", "\n"),
        ("x = <<~'XML'", "\n", "\nXML", "\n"),
    ],
    ".java": [
        ("class A { String x = ", '"', '"', "; }"),
        ("class A { String x = ", '"""\n', '"""', "; }"),
    ],
    ".cs": [
        ("var x = ", '"', '"', ";"),
        ("var x = ", '@"', '"', ";"),
        ("var x = ", '$"', '"', ";"),
        ("var x = ", '$@"', '"', ";"),
        ("var x = ", '"""\n', '\n"""', ";"),
        ("var x = ", '$"""\n', '\n"""', ";"),
    ],
    ".go": [("package a\nvar x = ", '"', '"', ""), ("package a\nvar x = ", "`", "`", "")],
    ".kt": [("val x = ", '"', '"', ""), ("val x = ", '"""', '"""', "")],
    ".rs": [
        ("const X: &str = ", '"', '"', ";"),
        ("const X: &str = ", 'r#"', '"#', ";"),
    ],
}


WRITTEN: Final = [
    (suffix, around, document, text)
    for suffix, every in AROUND.items()
    for around in every
    for document in DOCUMENTS
    if (text := spelled(suffix, around, document)) is not None
]


@pytest.mark.parametrize(("suffix", "around", "document", "text"), WRITTEN)
def test_the_same_document_has_the_same_problems_in_each_language(
    suffix: str, around: tuple[str, str, str, str], document: str, text: str
) -> None:
    before, opening, closing, after = around
    program = f"{before}{opening}{text}{closing}{after}"
    expected: list[tuple[str, str, int, int]] = []
    for found in check(document):
        assert found.line is not None
        assert found.column is not None
        offset = Lines(document).offset(found.line, found.column)
        start = spelled(suffix, around, document[:offset]) or ""
        place = Lines(program).position(len(f"{before}{opening}{start}"))
        expected.append((found.rule, found.message, *place))
    assert expected == [
        (found.rule, found.message, found.line, found.column)
        for found in check_data(program.encode(), suffix)
    ]


def test_nearly_every_kind_of_literal_can_hold_every_document() -> None:
    held = {(suffix, around) for suffix, around, *_ in WRITTEN}
    assert held == {(suffix, around) for suffix, every in AROUND.items() for around in every}
    assert len(WRITTEN) >= 0.9 * len(DOCUMENTS) * len(held)


#: Programs in which every fault but the marked one is on lines where a comment turns it off.
QUIETED: Final[dict[str, list[str]]] = {
    ".js": [
        "f('<Response><Dial/></Response>'); // plivoml: ignore dial-without-target",
        "// plivoml: ignore dial-without-target\nf('<Response><Dial/></Response>');",
        "/* plivoml: ignore dial-without-target */\n\n// why\nf(`<Response>\n<Dial/></Response>`);",
        "// plivoml: ignore dial-without-target\nfunction f() {\n  return '<Response><Dial/></Response>';\n}",
        "function f() { // plivoml: ignore dial-without-target\n  return '<Response><Dial/></Response>';\n}",
        "x = '<Response>' + // plivoml: ignore dial-without-target\n  '<Dial/></Response>';",
        "x = [\n  // plivoml: ignore dial-without-target\n  '<Response><Dial/></Response>',\n];",
        "x = `<Response>\n<Dial/></Response>`; // plivoml: ignore dial-without-target",
        "f('<Response>»<Dial/></Response>'); // plivoml: ignore bad-value",
        "f('<Response>»<Dial/></Response>');\n// plivoml: ignore dial-without-target",
        "// plivoml: ignore dial-without-target\nf(1);\nf('<Response>»<Dial/></Response>');",
        "f('<Response><!-- plivoml: ignore dial-without-target --><Dial/></Response>');",
        "f('<Response>»<Dial/></Response>'); // not plivoml: ignore dial-without-target",
    ],
    ".php": ["<?php\n# plivoml: ignore dial-without-target\nf('<Response><Dial/></Response>');"],
    ".rb": [
        "f '<Response><Dial/></Response>' # plivoml: ignore dial-without-target",
        "# plivoml: ignore dial-without-target\nx = <<~A\n<Response>\n<Dial/></Response>\nA",
        "f(<<~A, <<~B).strip # plivoml: ignore dial-without-target\n<Response><Dial/></Response>\nA\n<Response><Dial/></Response>\nB\nx = <<~A\n<Response>»<Dial/></Response>\nA",
        "def f\n  # plivoml: ignore dial-without-target\n  x = '<Response><Dial/></Response>'\n  '<Response>»<Dial/></Response>'\nend",
    ],
    ".java": [
        'class A {\n  // plivoml: ignore dial-without-target\n  String x = "<Response><Dial/></Response>";\n  String y = "<Response>»<Dial/></Response>";\n}',
    ],
    ".cs": ['var x = "<Response><Dial/></Response>"; // plivoml: ignore dial-without-target'],
    ".go": [
        'package a\nfunc f() {\n\t// plivoml: ignore dial-without-target\n\tx := "<Response><Dial/></Response>"\n\ty := "<Response>»<Dial/></Response>"\n}',
    ],
    ".kt": [
        'fun f() {\n  // plivoml: ignore dial-without-target\n  val x = "<Response><Dial/></Response>"\n  val y = "<Response>»<Dial/></Response>"\n}',
    ],
    ".rs": [
        'fn f() {\n  // plivoml: ignore dial-without-target\n  let x = "<Response><Dial/></Response>";\n  let y = "<Response>»<Dial/></Response>";\n}',
    ],
}


@pytest.mark.parametrize(
    ("suffix", "marked"),
    [(suffix, one) for suffix, programs in QUIETED.items() for one in programs],
)
def test_a_comment_turns_rules_off_for_its_statement(suffix: str, marked: str) -> None:
    assert len(faults(marked, suffix)) == marked.count("»")


@pytest.mark.parametrize(("suffix", "around", "document", "text"), WRITTEN)
def test_where_a_literal_is_read_its_text_can_be_written_anew(
    suffix: str, around: tuple[str, str, str, str], document: str, text: str
) -> None:
    before, opening, closing, after = around
    program = f"{before}{opening}{text}{closing}{after}"
    found, writing_at = read_program(suffix, program)
    read = (part.text if isinstance(part, Chars) else part.shown for part in found)
    assert "".join(read).strip() == document
    start = program.index(text)
    writing = writing_at(start)
    assert writing is not None
    ends = [start]
    while ends[-1] < start + len(text):
        ends.append(writing.end_of(program, ends[-1]))
    assert ends == [start + len(writing.spelled(document[:at]) or "") for at in range(len(ends))]
    assert len(ends) == len(document) + 1
    assert writing_at(start - len(opening) - 1) is None
    assert writing_at(len(program) - 1) is None


def test_every_character_that_has_a_number_is_read_by_it() -> None:
    marked = r"x = '<Response><Speak>\u{110000}\ud83d</Speak>»<Dial/></Response>'"
    assert len(faults(marked, ".js")) == 1


def test_a_program_that_is_no_text_of_unicode_is_read_all_the_same() -> None:
    program = "x = '<Response><Speak>é</Speak><Dial/></Response>'".encode("latin-1")
    (found,) = check_data(program, ".js", ["dial-without-target"])
    assert (found.line, found.column) == (1, 32)


def test_a_program_that_takes_too_much_work_to_read_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = "x = '<Response><Dial/></Response>'\n" * 100
    allow_no_steps(monkeypatch)
    (found,) = check_data(program.encode(), ".rb")
    assert (found.rule, found.line, found.column) == ("not-judged", 1, 1)
    monkeypatch.undo()
    assert len(check_data(program.encode(), ".rb", ["dial-without-target"])) == 100


#: Documents that are put together statement by statement.
GROWN: Final = [
    (
        ".go",
        "package a\nfunc f() {\n\tvar b strings.Builder\n\tb.WriteString(`<Response>`)\n\tb.WriteString(`»<Dial/></Response>`)\n}",
    ),
    (".js", "let xml = '<Response>';\nxml += '»<Dial/>';\nxml += '</Response>';\nsend(xml);"),
    (
        ".ts",
        "function f(a: A) {\n  let xml: string = `<Response>`;\n  f(a);\n  xml += `»<Dial/>`;\n  for (const x of a.b) { xml += x; }\n  xml += `</Response>`;\n  xml = '';\n}",
    ),
    (".php", "<?php\n$xml = '<Response>';\n$xml .= '»<Dial/>' . $x;\n$xml .= '</Response>';"),
    (".rb", "def f\n  xml = '<Response>'\n  xml << '»<Dial/>'\n  xml << '</Response>'\nend"),
    (
        ".java",
        'class A { void f() {\n  var sb = new StringBuilder();\n  sb.append("<Response>");\n  sb.append("»<Dial/>").append("</Response>");\n} }',
    ),
    (
        ".cs",
        'class A { void F() { var x = "<Response>"; x += "»<Dial/>"; x += y; x += "</Response>"; } }',
    ),
    (
        ".go",
        'package a\nfunc f() string {\n\tx := "<Response>"\n\tx += "»<Dial/>"\n\tx += "</Response>"\n\treturn x\n}',
    ),
    (
        ".kt",
        'fun f() {\n  var x: String = "<Response>"\n  x += "»<Dial/>"\n  x += "</Response>"\n}',
    ),
    (
        ".rs",
        'fn f() {\n  let mut x = String::from("<Response>");\n  x.push_str("»<Dial/>");\n  x += "</Response>";\n}',
    ),
]


@pytest.mark.parametrize(("suffix", "marked"), GROWN)
def test_a_text_that_grows_from_statement_to_statement_is_one(suffix: str, marked: str) -> None:
    assert len(faults(marked, suffix)) == 1


@pytest.mark.parametrize(
    "program",
    [
        "let xml = '<Response>';\nxml += '<Dial/>';",
        "let xml = '<Response>';\nxml = '<Dial/></Response>';",
        "xml += '<Dial/>'; xml += '</Response>';",
        "let a = '<Response>', b = '<Dial/>'; a += '</Response>';",
    ],
)
def test_a_text_that_does_not_grow_to_a_document_is_none(program: str) -> None:
    assert faults(program, ".js") == []


#: What adds to a text where it is not seen how often.
ADDING: Final = [
    (".go", 'for _, n := range ns { b += "<Number>" + n + "</Number>" }'),
    (".go", 'if n := g(); n != "" { b += "<Number>" + n + "</Number>" }'),
    (".go", 'fmt.Fprintf(&b, "<Number>%s</Number>", n)'),
    (".java", 'for (String n : ns) { b.append("<Number>").append(n).append("</Number>"); }'),
    (".cs", 'foreach (var n in ns) { b.Append("<Number>").Append(n).Append("</Number>"); }'),
    (".cs", 'b.AppendFormat("<Number>{0}</Number>", n);'),
    (".kt", 'for (n in ns) { b.append("<Number>").append(n).append("</Number>") }'),
    (".rs", 'for n in ns { b.push_str(&format!("<Number>{n}</Number>")); }'),
    (".rs", 'write!(b, "<Number>{}</Number>", n);'),
    (".js", "const done = ns.map(n => { b += `<Number>${n}</Number>`; });"),
    (".rb", "ok = ns.each { |n| b << '<Number>' }"),
    (".php", "$ok = array_walk($ns, function ($n) use (&$b) { $b .= '<Number>'; });"),
]
AROUND_ADDING: Final = {
    ".go": 'package a\nfunc f() {{ b := "<Response><Dial>"\n{}\nb += "</Dial></Response>" }}',
    ".java": 'class A {{ void f() {{ String b = "<Response><Dial>";\n{}\nb += "</Dial></Response>"; }} }}',
    ".cs": 'class A {{ void F() {{ var b = "<Response><Dial>";\n{}\nb += "</Dial></Response>"; }} }}',
    ".kt": 'fun f() {{\n var b = "<Response><Dial>"\n{}\nb += "</Dial></Response>"\n}}',
    ".rs": 'fn f() {{ let mut b = String::from("<Response><Dial>");\n{}\nb += "</Dial></Response>"; }}',
    ".js": 'let b = "<Response><Dial>";\n{}\nb += "</Dial></Response>";',
    ".rb": "b = '<Response><Dial>'\n{}\nb << '</Dial></Response>'",
    ".php": "<?php $b = '<Response><Dial>';\n{}\n$b .= '</Dial></Response>';",
}


@pytest.mark.parametrize(("suffix", "adds"), ADDING)
def test_what_is_added_otherwise_may_be_any_elements(suffix: str, adds: str) -> None:
    around = AROUND_ADDING[suffix]
    assert check_data(around.format(adds).encode(), suffix) == []
    missing = check_data(around.format("").encode(), suffix)
    assert [one.rule for one in missing] == ["dial-without-target"]


def test_an_element_that_a_tree_begins_with_is_no_document_yet() -> None:
    program = "<?php $xml = new SimpleXMLElement('{}');"
    assert check_data(program.format("<Response></Response>").encode(), ".php") == []
    marked = program.format("<Response>»<Dial/></Response>")
    assert len(faults(marked, ".php")) == 1


WAITING: Final = "x = \"<Response><Wait length='x'/></Response>\";\n"


def test_a_program_may_end_where_a_grammar_looks_for_more() -> None:
    told = [problem.rule for problem in check_data(f"{WAITING}@".encode(), ".kt")]
    assert told == ["wait-only", "bad-value"]


@pytest.mark.parametrize(
    ("suffix", "opening"), [(".kt", "/*"), (".js", "/*x\n"), (".go", "(/*"), (".cs", "(/*")]
)
def test_comments_that_do_not_end_are_looked_for_so_far_and_it_is_said(
    suffix: str, opening: str
) -> None:
    program = WAITING + opening * 12_000
    told = [problem.rule for problem in check_data(program.encode(), suffix)]
    assert told == ["not-judged"]
