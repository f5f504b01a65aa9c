"""Documents laid out for people, and the command that does it."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import InvalidDocumentError, Response, parse
from tests.support.command import fail_on, main, take_input_from
from tests.support.converting import laid_out
from tests.support.declarations import WHITE_SPACE, by_tag, spec_of
from tests.support.effort import examples
from tests.support.processes import PATIENCE
from tests.support.reading import tokens_of
from tests.support.sameness import canonical
from tests.support.strategies import documents


ROOT = Path(__file__).parent.parent
WRITTEN = [
    file
    for folder in ("tests", "docs", "examples")
    for file in sorted((ROOT / folder).rglob("*.xml"))
]

ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="files are other things there")

UNTIDY = """\
<?xml version='1.0'?><!-- first -->
<?xml-stylesheet href="x"?>  <Response   >


<Hangup />  <!-- beside --> <Dial   timeOut = '5'
method="GET">
  <Number>
   +15550100123 </Number>


   <!-- two
     lines --><?pi x?><Number><![CDATA[555]]></Number> </Dial >
<Speak  voice="Polly.Amy" >  a   <emphasis  level="strong">b</emphasis>
</Speak><Play>https://example.com/a&amp;b <!-- c --> </Play><Wait
/><Message src='+15550100123' dst="+15550100124"> Hi </Message>
  <!-- nothing in it -->
<Response>
</Response><Foo>  <Wait/> </Foo>
<Dial action="https://example.com/dial_status/with/a/long/path" callerId="+15550100123" method="POST" >stray <Number>1</Number></Dial>
<Dial callerName="Two&#10;
lines"><Number>2</Number></Dial>  </Response>
<!-- last -->"""

TIDY = """\
<?xml version='1.0'?> <!-- first -->
<?xml-stylesheet href="x"?>
<Response>
    <Hangup/> <!-- beside -->
    <Dial timeOut='5' method="GET">
        <Number>+15550100123</Number>

        <!-- two
     lines -->
        <?pi x?>
        <Number><![CDATA[555]]></Number>
    </Dial>
    <Speak voice="Polly.Amy">  a   <emphasis  level="strong">b</emphasis>
</Speak>
    <Play>https://example.com/a&amp;b <!-- c --> </Play>
    <Wait/>
    <Message src='+15550100123' dst="+15550100124"> Hi </Message>
    <!-- nothing in it -->
    <Response></Response>
    <Foo>  <Wait/> </Foo>
    <Dial
        action="https://example.com/dial_status/with/a/long/path"
        callerId="+15550100123"
        method="POST"
    >stray <Number>1</Number></Dial>
    <Dial
        callerName="Two&#10;
lines"
    >
        <Number>2</Number>
    </Dial>
</Response>
<!-- last -->
"""


def test_only_the_layout_changes() -> None:
    assert laid_out(UNTIDY.encode()).decode() == TIDY


def test_what_is_laid_out_stays_as_it_is() -> None:
    assert laid_out(TIDY.encode()).decode() == TIDY


def test_nothing_but_white_space_is_moved() -> None:
    """Every character that is not white space is there still, in its order."""
    assert "".join(TIDY.split()) == "".join(UNTIDY.split())
    assert canonical(TIDY) == canonical(UNTIDY)


@given(documents(loose=True), st.sampled_from(["", "  ", "\t"]), st.booleans())
@examples(100)
def test_the_document_stays_the_same(document: Response, indent: str, declaration: bool) -> None:
    before = document.to_xml(indent=indent, declaration=declaration).encode()

    after = laid_out(before)

    assert canonical(after) == canonical(before)
    assert parse(after, strict=False) == document
    assert laid_out(after) == after


@given(documents(loose=True), st.randoms(use_true_random=False))
@examples(100)
def test_a_document_loses_nothing_however_it_was_written(document: Response, random: Any) -> None:
    before = "".join(rewritten(document.to_xml(declaration=False), random)).encode()

    after = laid_out(before)

    assert laid_out(after) == after
    assert parse(after, strict=False) == parse(before, strict=False)
    assert tokens(after) == tokens(before)
    assert spoken(after) == spoken(before)


def rewritten(text: str, random: Any) -> Iterator[str]:
    """Write a document with other quotes and white space, with CDATA, comments and instructions."""
    yield random.choice(
        ["", "\ufeff", "\r\n", "\r", "<?xml version='1.0'?>\r\n", "<!-- top -->", "<?p q?>\n"]
    )
    around: list[str] = []
    for token in tokens_of(text):
        words = text[token.start : token.end]
        if token.kind == "text" and "&" not in words and words.strip():
            yield random.choice([words, f"<![CDATA[{words}]]>"])
        elif token.kind in ("start", "empty"):
            around.append(token.name)
            yield f"<{token.name}"
            for found in token.attributes:
                value = text[found.start : found.end].replace("'", "&apos;").replace('"', "&quot;")
                quote, equals = random.choice("\"'"), random.choice(["=", " =", "=\r\n", "\t= "])
                yield f"{random.choice([' ', '  ', chr(10)])}{found.name}{equals}{quote}{value}{quote}"
            yield random.choice(["", " ", "\r\n"])
            yield ">" if token.kind == "start" else random.choice(["/>", f"></{token.name}\n>"])
        else:
            yield words
        if token.kind in ("end", "empty"):
            around.pop()
        cls = by_tag.get(around[-1]) if around else None
        if cls is not None and spec_of(cls).content.holds == "elements":
            blanks = ["", "", " ", "\n\n\n", "\r\n\t", "\r", "<!-- one\n  two -->", " <?pi a?>"]
            yield random.choice([*blanks, "<![CDATA[\n]]>", "<![CDATA[\r\n]]>"])
    yield random.choice(["", "\n", "\r\n\r\n", "<!-- end -->", "\n<?e?>"])


def tokens(data: bytes) -> list[str]:
    """Return tags and attributes, texts without what is around them, and all else as it is."""
    text = data.decode("utf-8-sig")
    found: list[str] = []
    for token in tokens_of(text):
        if token.name:
            values = (text[each.start - 1 : each.end + 1] for each in token.attributes)
            names = (each.name for each in token.attributes)
            found.append(f"{token.kind} {token.name} {[*zip(names, values, strict=True)]}")
        else:
            words = text[token.start : token.end]
            found += [words.strip(WHITE_SPACE)] if words.strip(WHITE_SPACE) else []
    return found


def spoken(data: bytes) -> list[str]:
    """Return what stands between the tags of each Speak."""
    tag = r"""<Speak(?:[^>"']|"[^"]*"|'[^']*')*(?<!/)>"""
    return re.findall(f"{tag}(.*?)</Speak", data.decode(), re.DOTALL)


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_each_document_of_the_project_stays_the_same(file: Path) -> None:
    before = file.read_bytes()

    after = laid_out(before)

    assert canonical(after) == canonical(before)
    assert laid_out(after) == after


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_are_those_of_the_document(line_end: str) -> None:
    before = f"<Response>{line_end}<Wait/><Speak>a{line_end}b</Speak></Response>"

    after = laid_out(before.encode()).decode()

    assert after == line_end.join(
        ["<Response>", "    <Wait/>", "    <Speak>a", "b</Speak>", "</Response>", ""]
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"\r\n<Response><![CDATA[\n]]><Wait/></Response>",
            b"<Response><![CDATA[\n]]><Wait/></Response>\n",
        ),
        (
            b"\r<Response><Speak>a\r\nb</Speak></Response>",
            b"<Response>\r\n    <Speak>a\r\nb</Speak>\r\n</Response>\r\n",
        ),
        (
            b"<Response>\r\n<Speak>a\rb</Speak>\n</Response>",
            b"<Response>\n    <Speak>a\rb</Speak>\n</Response>\n",
        ),
    ],
)
def test_of_several_line_ends_one_is_put_between_lines(before: bytes, after: bytes) -> None:
    assert laid_out(before) == after
    assert laid_out(after) == after


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("latin-1", "ISO-8859-1"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_encoding_stays(encoding: str, declared: str, mark: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    if mark and not encoding.startswith("utf-16-"):
        mark = ""
    text = f"{mark}{declaration}<Response><Speak>é</Speak></Response>"
    if encoding == "utf-16-le" and not mark:
        mark = ""

    after = laid_out(text.encode(encoding)).decode(encoding)

    assert after == f"{mark}{declaration}<Response>\n    <Speak>é</Speak>\n</Response>\n"


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(InvalidDocumentError, match="1:11: error"):
        laid_out(b"<Response>")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "untidy.xml").write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "flows" / "tidy.xml").write_text(TIDY, encoding="utf-8")
    return tmp_path


def test_the_command_rewrites_files_and_names_them(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["format", "flows"]) == 0
    assert capsys.readouterr().out == f"{Path('flows', 'untidy.xml')}\n"
    assert (here / "flows" / "untidy.xml").read_text("utf-8") == TIDY

    assert main(["format", "flows", "flows/tidy.xml"]) == 0
    assert capsys.readouterr().out == ""


def test_check_names_the_files_and_writes_none(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["format", "--check", "flows"]) == 1
    assert capsys.readouterr().out == f"{Path('flows', 'untidy.xml')}\n"
    assert (here / "flows" / "untidy.xml").read_text("utf-8") == UNTIDY
    assert main(["format", "--check", "flows/tidy.xml"]) == 0


def test_diff_shows_the_change_and_writes_none(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a.xml").write_text("<Response>\n<Wait/></Response>", encoding="utf-8")

    assert main(["format", "--diff", "a.xml"]) == 1

    assert (
        capsys.readouterr().out
        == """\
--- a.xml
+++ a.xml
@@ -1,2 +1,3 @@
 <Response>
-<Wait/></Response>
\\ No newline at end of file
+    <Wait/>
+</Response>
"""
    )
    assert (here / "a.xml").read_text("utf-8") == "<Response>\n<Wait/></Response>"


def test_what_cannot_be_read_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "broken.xml").write_text("<Response>", encoding="utf-8")

    assert main(["format", "broken.xml", "missing.xml"]) == 2

    told = capsys.readouterr().err
    assert told.startswith("broken.xml:1:11: error[not-well-formed] ")
    assert told.endswith("plivoml: missing.xml: No such file or directory\n")


def test_a_failure_of_ours_ends_no_run(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_on(b"<Wait/>", monkeypatch)
    (here / "a.xml").write_text("<Response><Wait/></Response>", encoding="utf-8")
    (here / "b.xml").write_text("<Response><Hangup/></Response>", encoding="utf-8")

    assert main(["format", "a.xml", "b.xml"]) == 2
    assert capsys.readouterr() == (
        "b.xml\n",
        "plivoml: a.xml: plivoml failed on it, please report that: LookupError: <Wait/>\n",
    )


LARGE = f"<Response>{'<Speak>words that are spoken</Speak>' * 2000}</Response>"


@ON_UNIX
@pytest.mark.parametrize("in_folder", [True, False])
def test_a_file_stays_as_it_is_where_the_disk_is_full(here: Path, in_folder: bool) -> None:
    import resource

    (here / "flows" / "large.xml").write_text(LARGE)

    def leave_little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    done = subprocess.run(
        [
            sys.executable,
            "-B",
            "-m",
            "plivoml",
            "format",
            *(["flows"] if in_folder else ["flows/large.xml"]),
        ],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=leave_little_room,
    )
    assert done.returncode == 2
    assert done.stderr == b"plivoml: flows/large.xml: File too large\n"
    assert (here / "flows" / "large.xml").read_text() == LARGE
    assert sorted(path.name for path in (here / "flows").iterdir()) == [
        "large.xml",
        "tidy.xml",
        "untidy.xml",
    ]


def test_each_file_is_laid_out_by_itself_and_once(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "a" * 5000
    names = ["", long, "flows/untidy.xml/a.xml", "./flows/untidy.xml", "flows", str(here / "flows")]

    assert main(["format", "--check", *names]) == 2
    assert capsys.readouterr() == (
        "./flows/untidy.xml\n",
        (
            "plivoml: '': No such file or directory\n"
            f"plivoml: {long}: File name too long\n"
            "plivoml: flows/untidy.xml/a.xml: Not a directory\n"
        ),
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is full")
def test_that_the_output_is_full_is_said_once_and_of_no_file(here: Path) -> None:
    (here / "flows" / "large.xml").write_text(LARGE)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "plivoml", "format", "--diff", "flows"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert (done.returncode, done.stderr) == (2, b"plivoml: No space left on device\n")


def test_what_was_begun_is_taken_away(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)

    assert main(["format", "flows"]) == 2
    assert capsys.readouterr() == (
        "",
        f"plivoml: {Path('flows', 'untidy.xml')}: No space left on device\n",
    )
    assert (here / "flows" / "untidy.xml").read_text("utf-8") == UNTIDY
    assert len(list((here / "flows").iterdir())) == 2


@ON_UNIX
def test_a_file_keeps_its_mode(here: Path) -> None:
    file = here / "flows" / "untidy.xml"
    for mode in (0o640, 0o600, 0o755):
        file.write_text(UNTIDY, encoding="utf-8")
        file.chmod(mode)
        assert main(["format", "flows"]) == 0
        assert file.read_text("utf-8") == TIDY
        assert stat.S_IMODE(file.stat().st_mode) == mode


@ON_UNIX
@pytest.mark.parametrize("mode", [0o2755, 0o4755, 0o6711])
@pytest.mark.parametrize("names", [1, 2])
def test_a_file_keeps_its_owner_and_special_bits(here: Path, mode: int, names: int) -> None:
    file = here / "flows" / "untidy.xml"
    if names > 1:
        (here / "other.xml").hardlink_to(file)
    if os.geteuid() == 0:
        os.chown(file, 1234, 1235)
    file.chmod(mode)
    before = file.stat()

    assert main(["format", "flows"]) == 0
    assert file.read_text("utf-8") == TIDY
    after = file.stat()
    kept = [(one.st_mode, one.st_uid, one.st_gid, one.st_nlink) for one in (before, after)]
    assert kept[0] == kept[1]


@ON_UNIX
def test_all_names_of_a_file_lead_to_what_is_written(here: Path) -> None:
    file, other = here / "flows" / "untidy.xml", here / "other.xml"
    other.hardlink_to(file)

    assert main(["format", "flows"]) == 0
    assert other.read_text("utf-8") == TIDY
    assert other.samefile(file)
    assert len(list((here / "flows").iterdir())) == 2


@ON_UNIX
def test_a_file_whose_owner_cannot_be_kept_is_written_to(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    file = here / "flows" / "untidy.xml"
    os.chown(file, 1234, 1235)
    before = file.stat()

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse)

    assert main(["format", "flows"]) == 0
    assert file.read_text("utf-8") == TIDY
    after = file.stat()
    assert (after.st_ino, after.st_uid) == (before.st_ino, 1234)


@ON_UNIX
@pytest.mark.parametrize(
    "document", ["<Response><Hangup/><Hangup/></Response>", f"<Response>{' ' * 999}</Response>"]
)
def test_a_file_of_several_names_is_as_it_was_where_the_disk_fails(
    document: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = here / "flows" / "untidy.xml"
    file.write_text(document)
    (here / "other.xml").hardlink_to(file)
    done: list[int] = []
    fsync = os.fsync

    def fails_at_last(descriptor: int) -> None:
        done.append(descriptor)
        if len(done) > 1:
            assert file.read_text() != document
            raise OSError(28, "No space left on device")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", fails_at_last)

    assert main(["format", "flows"]) == 2
    assert capsys.readouterr().err == "plivoml: flows/untidy.xml: No space left on device\n"
    assert file.read_text() == (here / "other.xml").read_text() == document
    assert len(list((here / "flows").iterdir())) == 2


@ON_UNIX
def test_links_in_a_folder_are_left_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = here / "elsewhere.xml"
    elsewhere.write_text(UNTIDY, encoding="utf-8")
    (here / "flows" / "untidy.xml").unlink()
    link = here / "flows" / "link.xml"
    link.symlink_to(elsewhere)

    assert main(["format", "flows"]) == 0
    assert capsys.readouterr().out == ""
    assert elsewhere.read_text("utf-8") == UNTIDY

    assert main(["format", "flows/link.xml"]) == 0
    assert elsewhere.read_text("utf-8") == TIDY
    assert link.readlink() == elsewhere


@ON_UNIX
def test_what_is_locked_is_not_replaced(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def is_locked(_: object, __: int) -> bool:
        return False  # who is root may write all

    monkeypatch.setattr(os, "access", is_locked)

    assert main(["format", "flows"]) == 2
    assert capsys.readouterr().err == "plivoml: flows/untidy.xml: Permission denied\n"
    assert (here / "flows" / "untidy.xml").read_text("utf-8") == UNTIDY


@ON_UNIX
def test_a_pipe_is_not_replaced_by_a_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe.xml")
    with ThreadPoolExecutor(1) as pool:
        pool.submit((here / "pipe.xml").write_text, UNTIDY, encoding="utf-8")
        assert main(["format", "pipe.xml"]) == 2
    assert capsys.readouterr().err == "plivoml: pipe.xml: Not a regular file\n"
    assert (here / "pipe.xml").is_fifo()


def test_the_input_goes_to_the_output() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "plivoml", "format", "-"],
        input=UNTIDY.encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    assert done.stdout.decode() == TIDY


def test_the_input_goes_to_the_output_here(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    take_input_from(UNTIDY.encode(), monkeypatch)

    assert main(["format", "-"]) == 0
    assert capsysbinary.readouterr().out == TIDY.encode()
