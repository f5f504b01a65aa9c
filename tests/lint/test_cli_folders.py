"""`plivoml check` on a folder: what is looked at, what is left out, and what is said of it."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess

from collections.abc import Generator
from pathlib import Path

import pytest

from plivoml import check
from tests.support.checking import SUFFIXES, do_without_grammars
from tests.support.command import main
from tests.support.processes import PATIENCE


ROOT = Path(__file__).parents[2]
RIGHT = "<Response><Speak>Hi</Speak></Response>"
WRONG = "<Response><Redirect>/next</Redirect></Response>"

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(**files: str) -> None:
    for name, text in files.items():
        put(name.replace("__", "/") + ".xml", text)


def put(name: str, text: str = WRONG) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def found(capfd: Captured, *arguments: str) -> list[str]:
    """Return the files in which something is found."""
    main(["check", "--quiet", *(arguments or ["."])])
    out, err = capfd.readouterr()
    assert err == ""
    return [line.partition(":")[0] for line in out.splitlines() if not line.startswith(" ")]


def last_line(capfd: Captured, *arguments: str) -> str:
    main(["check", *(arguments or ["."])])
    return capfd.readouterr().err.splitlines()[-1]


@contextlib.contextmanager
def deep(levels: int) -> Generator[None]:
    """Be in a folder in so many others; they go with all that is in them."""
    for _ in range(levels):
        os.mkdir("d")  # noqa: PTH102 - each is made in the one before
        os.chdir("d")
    try:
        yield
    finally:
        for _ in range(levels):
            for name in os.listdir():  # noqa: PTH208 - as above
                if name != "d":
                    os.remove(name)  # noqa: PTH107
            os.chdir("..")
            os.rmdir("d")  # noqa: PTH106


@pytest.mark.long
def test_folders_may_be_as_deep_as_they_can(here: Path, capfd: Captured) -> None:
    with deep(1100):
        put("a.xml")
        innermost = os.getcwd()  # noqa: PTH109
        os.chdir(here)
        try:
            assert [main([command, "."]) for command in ("check", "graph", "format")] == [1, 0, 0]
        finally:
            os.chdir(innermost)
    out, err = capfd.readouterr()
    assert err.splitlines()[0] == "1 document in 1 file; 1 warning"
    assert out.endswith("/d/a.xml\n")


@pytest.mark.parametrize("command", ["format", "graph"])
def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_read(
    command: str, monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    put("a/a.xml", "<Response><Hangup /></Response>")
    put("b/b.xml", "<Response/>")
    listed = os.scandir

    def refuse(folder: str) -> object:
        if folder == "b":
            raise FileNotFoundError(2, "No such file or directory", folder)
        return listed(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert main([command, "."]) == 2
    out, err = capfd.readouterr()
    assert err == "plivoml: b: No such file or directory\n"
    assert "a" in out


def test_the_last_line_says_what_was_looked_at(capfd: Captured) -> None:
    put("right.xml", RIGHT)
    assert last_line(capfd, "right.xml") == "1 document in 1 file; no problems"
    assert last_line(capfd) == "1 document in 1 file; no problems"

    put("pom.xml", "<project/>")
    put("wrong.xml", "<Response><Redirect>/next</Redirect><Play/><Dial/></Response>")
    put("two.py", f"a = '{RIGHT}'\nb = '{WRONG}'\n")
    put("old.py", f"print '{RIGHT}'\n")
    put("page.html", "<p></p>")
    assert main(["check", "."]) == 2
    told = capfd.readouterr().err.splitlines()
    assert told[0].startswith("plivoml: old.py: Python 3.")
    assert told[0].endswith(" cannot read it: line 1: " + told[0].rpartition("line 1: ")[2])
    assert told[1:] == [
        "4 documents in 3 of 6 files; 2 errors, 3 warnings; 1 file could not be read"
    ]


def test_quiet_takes_the_last_line_away(capfd: Captured) -> None:
    put("right.xml", RIGHT)

    assert main(["check", ".", "--quiet"]) == 0
    assert capfd.readouterr() == ("", "")


def test_a_folder_without_documents_is_no_failure_and_is_told(capfd: Captured) -> None:
    put("app.swift", f"let a = '{RIGHT}'")
    assert main(["check", "."]) == 0
    told = "no document found in 0 files, and 1 of kinds that are not looked at\n"
    assert capfd.readouterr() == ("", told)

    put("app.py", "a = 1")
    assert main(["check", "."]) == 0
    told = "no document found in 1 file, and 1 of kinds that are not looked at\n"
    assert capfd.readouterr() == ("", told)


def test_without_what_reads_other_languages_the_files_that_it_would_take_are_told(
    capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("app.ts", f"const a = `{WRONG}`")
    put("page.php", f"<?php $a = '{WRONG}';")
    put("other.go", "package a")
    put("right.xml", RIGHT)
    assert last_line(capfd) == "3 documents in 3 of 4 files; 2 warnings"

    do_without_grammars(monkeypatch)
    extra = "pip install 'plivoml[languages]'"
    needed = f"documents in TypeScript are read by packages that are not installed: {extra}"
    assert last_line(capfd) == (
        f"1 document in 1 of 4 files; no problems; 2 files more with {extra}"
    )
    assert main(["check", "app.ts", "right.xml"]) == 2
    assert capfd.readouterr().err.splitlines() == [
        f"plivoml: app.ts: {needed}",
        "1 document in 1 of 2 files; no problems; 1 file could not be read",
    ]
    with pytest.raises(ModuleNotFoundError, match=f"^{re.escape(needed)}$"):
        check(Path("app.ts"))


def test_a_file_that_is_named_has_a_document(capfd: Captured) -> None:
    put("app.py", "a = 1")
    put("right.xml", RIGHT)

    assert main(["check", "app.py"]) == 2
    assert capfd.readouterr() == ("", "no document found in 1 file\n")
    assert main(["check", "app.py", "right.xml"]) == 0
    assert capfd.readouterr().err == "1 document in 1 of 2 files; no problems\n"
    assert main(["check", "--as-found", "app.py"]) == 0
    assert capfd.readouterr().err == "no document found in 1 file\n"


def test_a_named_file_of_a_kind_that_is_not_known_is_told_as_such(capfd: Captured) -> None:
    put("answer.swift", f'let answer = "{RIGHT}"')
    put("answer.vue", f"<template>{RIGHT}</template>")

    assert main(["check", "answer.swift", "answer.vue"]) == 2
    known = "expected a document, or a program or template of a known kind"
    assert capfd.readouterr() == (
        "",
        "".join(
            (
                f"plivoml: answer.swift: {known}; got a .swift file\n",
                f"plivoml: answer.vue: {known}; got a .vue file\n",
                "no document found in 2 files; 2 files could not be read\n",
            )
        ),
    )
    assert main(["check", "--as-found", "answer.vue"]) == 0
    with pytest.raises(ValueError, match=f"^{known}; got a .swift file$"):
        check(Path("answer.swift"))


def test_a_named_file_that_begins_as_a_document_is_one_whatever_its_name_is(
    capfd: Captured,
) -> None:
    put("answer.txt", f"\ufeff\n{WRONG}")
    put("wide.txt")
    Path("wide.txt").write_bytes(WRONG.encode("utf-16"))
    Path("bare.txt").write_bytes(WRONG.encode("utf-16-be"))
    put("answer.tpl", f"{{% if x %}}{WRONG}{{% endif %}}")

    assert found(capfd, "answer.txt", "wide.txt", "bare.txt") == [
        "answer.txt",
        "wide.txt",
        "bare.txt",
    ]
    assert found(capfd, "--templates", "answer.tpl") == ["answer.tpl"]


@pytest.mark.parametrize(
    "text",
    [
        "<project><modules/></project>",
        "<resources><string name='a'>b</string></resources>",
        "<Message><Id>1</Id></Message>",
        "<User/><Name/>",
        "<p>Words</p>",
        "<response><status>ok</status></response>",
        "<Response xmlns='urn:oasis:names:tc:SAML:2.0:protocol'><Issuer/></Response>",
        "<!-- <Response> --><project/>",
        "",
        "no XML at all",
    ],
)
def test_xml_that_is_not_for_plivo_is_no_document(text: str, capfd: Captured) -> None:
    put("other.xml", text)

    assert main(["check", "."]) == 0
    assert capfd.readouterr() == ("", "no document found in 1 file\n")
    assert main(["check", "other.xml"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<?xml version='1.0'?><!-- a --><Response><a/></Response>",
        "{% if x %}<Response><Nothing/></Response>",
        "<response><Speak>Hi</Speak></response>",
        "<Respnse><Speak>Hi</Speak></Respnse>",
        "<Speak>Hi</Speak>",
        "<Dial><Number>1</Number></Dial>",
        "<Response xmlns='urn:x'><Speak>Hi</Speak></Response>",
        "<Response><Speak>Hi</Response>",
        "<Response",
    ],
)
def test_xml_that_is_meant_for_plivo_is_a_document(text: str, capfd: Captured) -> None:
    put("meant.xml", text)
    assert set(found(capfd)) == {"meant.xml"}

    # Appendix F of XML tells each of them by its first bytes.
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        Path("meant.xml").write_bytes(text.encode(encoding))
        assert set(found(capfd)) == {"meant.xml"}, encoding


def test_folders_of_other_peoples_code_are_left_out(capfd: Captured) -> None:
    for folder in ("venv", "a/node_modules/b", "build", "dist", "a/vendor", ".tox", "a"):
        put(f"{folder}/wrong.xml")
    put("environment/pyvenv.cfg", "")
    put("environment/lib/wrong.xml")

    assert found(capfd) == ["a/wrong.xml"]
    assert found(capfd, "build", "environment/lib") == [
        "build/wrong.xml",
        "environment/lib/wrong.xml",
    ]


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True, timeout=PATIENCE)


def test_what_git_ignores_is_left_out(capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "-q")
    put(".gitignore", "made/\n*.out.xml\n")
    for name in (
        "a.xml",
        "a.out.xml",
        "made/b.xml",
        "deep/made/c.xml",
        "deep/d.xml",
        "kept.out.xml",
    ):
        put(name)
    git("add", "-f", "kept.out.xml")
    git("init", "-q", "inner")
    put("inner/.gitignore", "e.xml")
    put("inner/e.xml")
    put("inner/f.xml")
    monkeypatch.setenv("GIT_DIR", "nowhere")

    kept = ["a.xml", "kept.out.xml", "deep/d.xml", "inner/f.xml"]
    assert found(capfd) == kept
    assert found(capfd, "deep") == ["deep/d.xml"]
    # A folder that is named is meant.
    assert found(capfd, "made") == ["made/b.xml"]
    monkeypatch.setenv("PATH", "")
    assert {*found(capfd)} > {*kept}


def test_a_git_that_does_not_end_is_asked_once_and_told(
    capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: list[str], *, timeout: float, **_: object) -> None:
        raise subprocess.TimeoutExpired(command, timeout)

    write(a=RIGHT, inner__b=RIGHT)
    for folder in (".git", "inner/.git"):
        Path(folder).mkdir()
    monkeypatch.setattr(subprocess, "run", run)

    assert main(["check", "."]) == 2
    assert capfd.readouterr().err.splitlines() == [
        "plivoml: .: git does not say within 10 s what it ignores; nothing is left out for it",
        "2 documents in 2 of 3 files; no problems; 1 file could not be read",
    ]


def test_a_project_leaves_files_out(capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("old.xml", "a/old.xml", "a/b.xml", "a/c/d.xml", "build/e.xml", "f.xml"):
        put(name)
    put("pyproject.toml", '[tool.plivoml]\nexclude = ["old.xml", "a/c/", "./f.*"]\n')
    assert found(capfd) == ["a/b.xml", "build/e.xml"]

    put("pyproject.toml", '[tool.plivoml]\nextend-exclude = ["old.xml", "a/[bc]*"]\n')
    assert found(capfd) == ["f.xml"]
    assert found(capfd, "old.xml") == ["old.xml"]
    assert found(capfd, "--as-found", "old.xml", "a/c/d.xml", "build/e.xml", "f.xml") == ["f.xml"]
    monkeypatch.chdir("a")
    assert found(capfd) == []


def test_a_project_leaves_rules_out_for_some_files(capfd: Captured) -> None:
    for name in ("a.xml", "a/b.xml", "a/c.xml"):
        put(name)
    put(
        "pyproject.toml",
        '[tool.plivoml.per-file-ignores]\n"a/*" = ["bad-value"]\n"b.xml" = ["relative-url"]\n',
    )

    assert found(capfd) == ["a.xml", "a/c.xml"]
    assert found(capfd, ".", "--ignore", "unreachable") == ["a.xml", "a/c.xml"]


def test_a_project_names_its_templates(capfd: Captured) -> None:
    for name in ("flows/a.xml", "b.xml"):
        put(name, "<Response><Speak voice='{{ voice }}'>Hi</Speak></Response>")
    assert [*dict.fromkeys(found(capfd))] == ["b.xml", "flows/a.xml"]

    put("pyproject.toml", '[tool.plivoml]\ntemplates = ["flows/*"]\n')
    assert [*dict.fromkeys(found(capfd))] == ["b.xml"]
    put("pyproject.toml", "[tool.plivoml]\ntemplates = true\n")
    assert [*dict.fromkeys(found(capfd))] == []
    put("pyproject.toml", "[tool.plivoml]\ntemplates = false\n")
    assert [*dict.fromkeys(found(capfd))] == ["b.xml", "flows/a.xml"]
    assert found(capfd, "--templates", ".") == []


def test_rules_that_most_authors_disagree_with_have_to_be_selected(capfd: Captured) -> None:
    put("dial.xml", "<Response><Dial><Number>+15550100123</Number></Dial></Response>")

    assert found(capfd) == []
    assert found(capfd, ".", "--select", "all") == ["dial.xml"]
    assert found(capfd, ".", "--select", "no-fallback-after-dial") == ["dial.xml"]
    assert found(capfd, ".", "--select", "all", "--ignore", "no-fallback-after-dial") == []


def test_the_hook_takes_what_a_folder_is_searched_for(capfd: Captured) -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    (pattern,) = re.findall(r"^  files: (.*)$", text, re.MULTILINE)
    (entry,) = re.findall(r"^  entry: plivoml (.*)$", text, re.MULTILINE)
    kinds = {".xml", *SUFFIXES}

    assert {kind for kind in kinds if re.search(pattern, f"a/b{kind}")} == kinds
    assert not re.search(pattern, "a.swift")
    put("a.py", "def f(name):\n    return f'<Response><Speak>{name}</Speak></Response>'")
    put("pom.xml", "<project/>")
    assert main([*entry.split(), "a.py", "pom.xml"]) == 1
    assert capfd.readouterr().out.startswith("a.py:2:31: warning[unescaped-value] ")
    assert main([*entry.split(), "pom.xml"]) == 0


@pytest.mark.parametrize(
    "name",
    [
        "a.ejs",
        "a.php",
        "a.blade.php",
        "a.twig",
        "a.hbs",
        "a.mustache",
        "a.liquid",
        "a.erb",
        "a.j2",
        "a.tmpl",
    ],
)
def test_templates_are_known_by_the_ends_of_their_names(name: str, capfd: Captured) -> None:
    put(name, "<Response><Speak vox='1'>{{ x }}</Speak></Response>")
    assert found(capfd) == [name]


def test_a_program_that_goes_too_deep_could_not_be_read(capfd: Captured) -> None:
    put("deep.py", "x = '<Response'\ny = " + "-" * 50_000 + "1")

    assert main(["check", "."]) == 2
    told = "plivoml: deep.py: it goes too deep to be read\n"
    assert (
        capfd.readouterr().err == told + "no document found in 1 file; 1 file could not be read\n"
    )


def test_without_a_document_there_is_nothing_to_print(capfd: Captured) -> None:
    put("app.py", "a = 1")

    assert main(["to-python", "app.py"]) == 2
    assert capfd.readouterr() == ("", "plivoml: no document found\n")
    assert main(["graph", "."]) == 2
    assert capfd.readouterr() == ("", "plivoml: no document found\n")
    assert main(["format", "."]) == 0
    assert capfd.readouterr() == ("", "plivoml: no document found\n")

    put("right.xml", RIGHT)
    assert main(["to-python", "app.py", "right.xml"]) == 0
    assert capfd.readouterr().err == ""
    assert main(["to-python", "app.py", "missing.xml"]) == 2
    assert capfd.readouterr().err == "plivoml: missing.xml: No such file or directory\n"
