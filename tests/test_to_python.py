"""Documents as Python, and the command that prints it."""

from __future__ import annotations

import ast
import subprocess
import sys

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import (
    Comment,
    Dial,
    Element,
    GetInput,
    Number,
    Response,
    Speak,
    Stream,
    UnknownElement,
    User,
    parse,
    parse_fragment,
    ssml,
)
from tests.support.command import main
from tests.support.converting import Document, Pasted, literals, python
from tests.support.effort import examples
from tests.support.processes import PATIENCE
from tests.support.strategies import documents, drawn
from tests.support.written import assert_is_formatted, assert_is_typed


ROOT = Path(__file__).parent.parent
WRITTEN = [
    file
    for folder in ("tests", "docs", "examples")
    for file in sorted((ROOT / folder).rglob("*.xml"))
]


X60 = "x" * 60


def built(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(source, names)
    return names


@pytest.fixture(scope="module")
def answers() -> Sequence[Response]:
    """Documents of every kind, so that tools which start slowly start once."""
    found = drawn(documents(loose=True), 60)
    return [*found, tall(99), *(parse(file.read_bytes()) for file in WRITTEN)]


def tall(height: int) -> Response:
    """A document as deep as one can be, with two brackets for each level."""
    inner: ssml.Emphasis = ssml.Emphasis([Comment("deep"), "words"])
    for _ in range(height - 2):
        inner = ssml.Emphasis([inner])
    return Response([Speak([inner])])


@pytest.fixture(scope="module")
def programs(answers: Sequence[Response], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programs")
    for number, document in enumerate(answers):
        text = python.source(document)
        (folder / f"program_{number}.py").write_text(text, encoding="utf-8", newline="")
    return folder


def test_the_program_builds_an_equal_document(answers: Sequence[Response]) -> None:
    for document in answers:
        assert built(python.source(document))["answer"] == document


@given(documents())
@examples(100)
def test_the_expression_builds_an_equal_document(document: Response) -> None:
    names = built("from plivoml import *")

    assert eval(python.expression(document), names) == document


@pytest.mark.once
def test_the_program_is_formatted_as_ruff_would(programs: Path) -> None:
    assert_is_formatted(programs)


@pytest.mark.once
def test_the_program_passes_mypy(programs: Path) -> None:
    assert_is_typed(programs)


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (Response(), "Response()"),
        (Speak('He said "hi"'), "Speak('He said \"hi\"')"),
        (Speak("It's \"quoted'"), 'Speak("It\'s \\"quoted\'")'),
        (Speak("a\\'\n\u200b"), 'Speak("a\\\\\'\\n\\u200b")'),
        (Speak(["Hi ", ssml.Break(time="1s")]), 'Speak(["Hi ", ssml.Break(time="1s")])'),
        (
            User("sip:a@example.com", sip_auth_username="alice", sip_auth_password="invented"),
            'User("sip:a@example.com", sip_auth_username="alice", sip_auth_password="invented")',
        ),
        (
            GetInput(action="/x", hints=["a", "b"], log=False, num_digits=1),
            'GetInput(action="/x", num_digits=1, hints=["a", "b"], log=False)',
        ),
        (
            Stream("wss://example.com", extra_headers={"a": "b"}, extra={"x": "y"}),
            'Stream("wss://example.com", extra_headers={"a": "b"}, extra={"x": "y"})',
        ),
        (UnknownElement("x", children=["y"]), 'UnknownElement("x", children="y")'),
        (
            Response([Dial([Number("+15550100123")], action=f"https://example.com/{X60}")]),
            f"""\
Response(
    [
        Dial(
            [Number("+15550100123")],
            action="https://example.com/{X60}",
        )
    ]
)""",
        ),
        # A wide character takes two columns, and a mark that joins another takes none.
        (Speak("你" * 39), f'Speak("{"你" * 39}")'),
        (Speak("你" * 40), f'Speak(\n    "{"你" * 40}"\n)'),
        (Speak("e\u0301" * 70), "".join(['Speak("', "e\u0301" * 70, '")'])),
    ],
)  # fmt: skip
def test_an_element_is_written_as_a_person_would(element: Element, expected: str) -> None:
    assert python.expression(element) == expected


#: Values with quotes, braces and backslashes in them, and with formats of their own.
PASTED = [
    "{name}", "{name!r}", "{name:>9}", "{name!s:^{width}}", "{table['a']}", "{table['a']:>{table['b']}}",
    "{ {'a': 1}['a'] }", "{[each for each in name]}", "{chr(10)!r}", "{width:+05d}", "{width if name else 0}",
    "{'it' + chr(39)}", "{(lambda: name)()}", "{name == 'x'!r}", "{*name, width}",
]  # fmt: skip


def pasted(text: str) -> Pasted:
    tree: Any = ast.parse(f'f"{text}"', mode="eval")
    (found,) = tree.body.values
    return Pasted(found.value, found.conversion, found.format_spec)


QUOTED = Pasted(ast.Constant("it's \\"))


@given(st.lists(st.one_of(st.text(), st.sampled_from(PASTED), st.just(None)), max_size=5))
def test_a_text_with_values_in_it_is_the_text_that_it_comes_to(
    given_pieces: list[str | None],
) -> None:
    names = {"name": "Alice", "width": 7, "table": {"a": "b", "b": 9}}
    pieces = [
        QUOTED if piece is None else pasted(piece) if piece in PASTED else piece
        for piece in given_pieces
    ]
    expected = "".join(
        "it's \\" if piece is None else eval(f'f"{piece}"', names) if piece in PASTED else piece
        for piece in given_pieces
    )

    assert str(eval(literals.text_of(pieces), names)) == expected


def test_several_documents_have_several_names() -> None:
    first, second = Response([Speak("a")]), Response([Speak("b")])

    names = built(python.module([Document(first, comment="first.xml"), Document(second)]))

    assert (names["answer"], names["answer_2"]) == (first, second)


def test_a_long_import_has_a_line_for_each_name() -> None:
    everything = parse((ROOT / "tests/documents/speech.xml").read_bytes())
    source = python.module([Document(everything), Document(Response([Dial([Number("1")])]))])

    assert all(len(line) <= 88 for line in source.splitlines() if "import" in line)


ANSWER = "<Response><Dial timeOut='5'><Number>+15550100123</Number></Dial></Response>"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_prints_the_program(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "answer.xml").write_text(ANSWER, encoding="utf-8")

    assert main(["to-python", "answer.xml"]) == 0

    printed = capsys.readouterr().out
    assert "#" not in printed
    assert built(printed)["answer"] == parse(ANSWER, strict=False)


def test_each_document_of_a_program_is_printed_with_its_place(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = f'x = f"<Response>{{x}}</Response>"\ny = """{ANSWER}"""\nz = "<Response/>"\n'
    (here / "app.py").write_text(program, encoding="utf-8")

    assert main(["to-python", "app.py"]) == 2

    printed = capsys.readouterr()
    assert printed.err == "plivoml: app.py:1:17: '{x}' stands for elements\n"
    assert "# app.py:2\n" in printed.out
    assert built(printed.out)["answer_2"] == Response()


def test_a_comment_has_one_line_whatever_a_file_is_called(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["a\nanswer = 1\n.xml", "a\ranswer = 1.py"]
    (here / names[0]).write_text(ANSWER, encoding="utf-8")
    (here / names[1]).write_text(f'x = """{ANSWER}"""\n', encoding="utf-8")

    assert main(["to-python", *names]) == 0

    answer = parse(ANSWER, strict=False)
    program = built(capsys.readouterr().out)
    assert [program["answer"], program["answer_2"]] == [answer, answer]


def test_what_cannot_be_converted_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "broken.xml").write_text("<Response>", encoding="utf-8")
    (here / "old.py").write_text("print '<Response/>'", encoding="utf-8")

    assert main(["to-python", "broken.xml", "old.py", "missing.xml"]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert "broken.xml:1:11: error[not-well-formed]" in printed.err
    assert "plivoml: old.py: " in printed.err
    assert "plivoml: missing.xml: No such file or directory" in printed.err


def test_a_program_that_is_too_long_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    longest = 1024 * 1024
    program = f'x = """{ANSWER}"""\n#'
    (here / "long.py").write_text(program.ljust(longest, "#"), encoding="utf-8")
    (here / "longer.py").write_text(program.ljust(longest + 1, "#"), encoding="utf-8")

    assert main(["to-python", "longer.py", "long.py"]) == 2

    printed = capsys.readouterr()
    assert printed.err == "plivoml: longer.py: Too long to look for documents in it\n"
    assert built(printed.out)["answer"] == parse(ANSWER, strict=False)


def test_the_command_reads_the_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "plivoml", "to-python", "-"],
        input="<Hangup/>",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert built(done.stdout)["answer"] == parse_fragment("<Hangup/>")
