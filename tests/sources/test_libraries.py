"""Programs that have nothing to do with Plivo: the standard library and what the tests use."""

from __future__ import annotations

import ast
import functools
import sysconfig
import tokenize
import warnings

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support import sources
from tests.support.checking import check_data
from tests.support.sources import Chars, Lines, parts_of


pytestmark = pytest.mark.stress


STANDARD_LIBRARY = Path(sysconfig.get_path("stdlib"))
INSTALLED = Path(sysconfig.get_path("purelib"))

#: What others have installed beside the standard library.
ELSEWHERE = {"site-packages", "dist-packages"}

#: Those that do have documents of call XML.
OURS = {"plivo", "plivoml", "twilio"}


@functools.cache
def programs(one_of: int) -> Sequence[Path]:
    """Return a sample of the files: one of so many."""
    library = (file for file in STANDARD_LIBRARY.rglob("*.py") if not ELSEWHERE & {*file.parts})
    return sorted({*library, *INSTALLED.rglob("*.py")})[::one_of]


def builds_call_xml(file: Path) -> bool:
    """Say whether a file belongs to one of the libraries that build documents of calls."""
    return file.is_relative_to(INSTALLED) and file.relative_to(INSTALLED).parts[0] in OURS


def samples(small: int, large: int) -> pytest.MarkDecorator:
    """Run a test with a small sample, and where time is no matter with a large one."""
    return pytest.mark.parametrize(
        "one_of",
        [small, pytest.param(large, marks=pytest.mark.long)],
        ids=lambda one_of: f"one of {one_of}",
    )


@pytest.mark.once
@samples(4, 1)
def test_nothing_is_found_where_no_plivo_is(one_of: int) -> None:
    checked = 0
    for file in programs(one_of):
        data = file.read_bytes()
        if b"<Response" in data:
            checked += 1
            problems = check_data(data, ".py")
            if not builds_call_xml(file):
                assert problems == [], file
    assert checked


@samples(400, 20)
def test_each_literal_reads_as_python_reads_it(one_of: int) -> None:
    literals = 0
    for file in programs(one_of):
        try:
            with file.open("rb") as stream:
                encoding, _ = tokenize.detect_encoding(stream.readline)
            text = file.read_bytes().decode(encoding)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(text)
        except (SyntaxError, ValueError, LookupError):
            continue
        lines = Lines(text)
        for node in strings(tree):
            literals += 1
            assert read(text, lines, node) == said(node), f"{file}:{node.lineno}"
    assert literals > 100_000 / one_of


def strings(tree: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.JoinedStr):
            yield node
        else:
            if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
                yield node
            waiting.extend(ast.iter_child_nodes(node))


def read(text: str, lines: Lines, node: ast.Constant | ast.JoinedStr) -> str:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    start = lines.offset_of_byte(node.lineno, node.col_offset)
    end = lines.offset_of_byte(node.end_lineno, node.end_col_offset)
    parts = parts_of(text, start, end, node, [])
    return "".join(part.text if isinstance(part, Chars) else "\0" for part in parts)


def said(node: ast.expr) -> str:
    match node:
        case ast.Constant(bytes(value)):
            return value.decode("latin-1")
        case ast.Constant(value):
            return str(value)
        case ast.JoinedStr(values=values):
            return "".join(map(said, values))
        case _:
            return "\0"


@pytest.mark.once
@samples(400, 20)
def test_every_string_of_a_library_can_be_asked_whether_it_is_a_document(one_of: int) -> None:
    for file in programs(one_of):
        if builds_call_xml(file):
            continue
        text = sources.program(file.read_bytes())
        try:
            assert [*sources.documents_in(text)] == [], file
        except (SyntaxError, ValueError):
            continue
