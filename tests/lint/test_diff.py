"""The difference of two texts, as `--diff` shows it."""

from __future__ import annotations

import difflib
import io
import os
import random
import shutil
import subprocess

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from tests.support.command import diff, main, unified
from tests.support.processes import PATIENCE


def changed(seed: int, size: int, kinds: int) -> tuple[list[str], list[str]]:
    """Return lines, and what becomes of them where some are left out and others put in."""
    draw = random.Random(seed)
    old = [f"{draw.randrange(kinds)}\n" for _ in range(size)]
    new = [line for line in old if draw.random() > 0.1]
    for _ in range(draw.randrange(6)):
        new.insert(draw.randrange(len(new) + 1), f"new {draw.randrange(5)}\n")
    return old, new


def applied(old: Sequence[str], told: Sequence[str]) -> Iterator[str]:
    """Yield what becomes of lines by a difference."""
    at = 0
    for line in told[2:]:
        if line.startswith("@@"):
            first, _, size = line.split()[1].removeprefix("-").partition(",")
            start = int(first) if size == "0" else int(first) - 1
            yield from old[at:start]
            at = start
            continue
        if line[0] != "+":
            assert old[at] == line[1:]
            at += 1
        if line[0] != "-":
            yield line[1:]
    yield from old[at:]


def patched(before: bytes, told: bytes) -> bytes:
    """Return what becomes of a file by a difference, in which lines end with LF alone."""
    lines = [line.decode("latin-1") for line in io.BytesIO(told)]
    unended = [at for at, line in enumerate(lines) if line.startswith("\\")]
    for at in reversed(unended):
        lines[at - 1 : at + 1] = [lines[at - 1].removesuffix("\n")]
    old = [line.decode("latin-1") for line in io.BytesIO(before)]
    return "".join(applied(old, lines)).encode("latin-1")


# What ends a line, or may be taken for that, and what is no text.
PIECES = (
    *(b"\n", b"\r\n", b"\r", b"\x0b", b"\x0c", b"\x1c", b"\xc2\x85", b"\xe2\x80\xa8"),
    *(b"\xff", b"\0", b"a", b"b", b"-", b"+", b"@@", b"\\", b" "),
)
FILES = st.lists(st.sampled_from(PIECES)).map(b"".join)


@pytest.mark.once
@given(FILES, FILES)
def test_a_difference_makes_the_one_file_of_the_other_byte_for_byte(
    before: bytes, after: bytes
) -> None:
    assert patched(before, diff("a.xml", before, after)) == after


@pytest.mark.skipif(os.name == "nt", reason="no file is called so")
def test_a_name_is_written_so_that_it_ends_where_it_ends() -> None:
    names = ["a/é.xml", "a b.xml", 'a"\\\n.xml', os.fsdecode(b"\xff.xml")]
    assert [diff(name, b"", b"a\n").partition(b"\n")[0] for name in names] == [
        "--- a/é.xml".encode(),
        b"--- a b.xml\t",
        b'--- "a\\042\\134\\012.xml"',
        b"--- \xff.xml",
    ]


ODD = "<Response>\n<Speak>a\u2028b\x85c é</Speak>\r\n<Say>d\r</Say>{0}</Response>{0}"


@pytest.mark.once
@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not here")
@pytest.mark.parametrize(
    ("name", "encoding", "end"),
    [
        ("a.xml", "UTF-8", "\n"),
        ("a b.xml", "UTF-8", ""),
        ('a"b\\.xml', "ISO-8859-1", "\r\n"),
        ("é.xml", "ISO-8859-1", "\r"),
        ("a\tb\n.xml", "UTF-16", "\n"),
    ],
)
@pytest.mark.parametrize("tool", [["patch", "-p0"], ["git", "apply", "-p0"]], ids=" ".join)
@pytest.mark.parametrize("command", [["check", "--diff"], ["format", "--diff"]], ids=" ".join)
def test_patch_and_git_make_of_a_file_what_would_become_of_it(
    *,
    command: list[str],
    tool: list[str],
    name: str,
    encoding: str,
    end: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.chdir(tmp_path)
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n'
    document = (head + ODD.format(end)).encode(encoding, "xmlcharrefreplace")
    Path(name).write_bytes(document)

    assert main([*command, name]) == 1
    told = capfdbinary.readouterr().out
    done = subprocess.run(tool, input=told, capture_output=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    given_back = Path(name).read_bytes()

    Path(name).write_bytes(document)
    main([command[0], *(["--fix"] if command[0] == "check" else []), name])
    assert given_back == Path(name).read_bytes() != document


@pytest.mark.once
@pytest.mark.parametrize("size", [0, 1, 3, 20, 60, 150])
@pytest.mark.parametrize("kinds", [2, 20, 1000])
def test_a_short_difference_is_that_of_difflib(size: int, kinds: int) -> None:
    for seed in range(20):
        old, new = changed(seed, size, kinds)
        assert [*unified("a", old, new)] == [*difflib.unified_diff(old, new, "a", "a")]


@pytest.mark.once
@pytest.mark.parametrize("kinds", [2, 20, 10_000])
@pytest.mark.parametrize("moved", [0, 10, 2000])
def test_a_long_difference_makes_the_one_text_of_the_other(kinds: int, moved: int) -> None:
    old, new = changed(kinds, 3000, kinds)
    new[700:700] = [f"{number}\n" for number in range(moved)]
    assert [*applied(old, [*unified("a", old, new)])] == new


@pytest.mark.once
def test_equal_lines_of_a_long_text_are_not_shown() -> None:
    old = [f"{number}\n" for number in range(2000)]
    new = [*old[:1200], "new\n", *old[1201:]]
    around = [f" {number}\n" for number in range(1197, 1200)]
    after = [f" {number}\n" for number in range(1201, 1204)]
    assert [*unified("a.xml", old, new)] == [
        *("--- a.xml\n", "+++ a.xml\n", "@@ -1198,7 +1198,7 @@\n"),
        *(*around, "-1200\n", "+new\n", *after),
    ]
