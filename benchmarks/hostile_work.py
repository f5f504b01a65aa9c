"""What is done with hostile inputs, each in a process of its own: see `bounded`."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import traceback

from collections.abc import Callable, Generator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import plivoml

from plivoml import InvalidDocumentError, signatures, ssml, urls
from plivoml._cli import main
from plivoml.callbacks import AnswerRequest
from plivoml.testing import Call
from plivoml.testing.flow_map import walk


ROOT = Path(__file__).parent.parent

#: In seconds, however busy the machine is.
_PATIENCE = 250
SECRET = "correct-horse-battery"


@contextlib.contextmanager
def folder(**files: str) -> Generator[Path]:
    """Be in a folder of its own, with files whose names end after two underscores."""
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        for file, text in files.items():
            Path(file.replace("__", ".")).write_text(text, "utf-8")
        yield Path(name)


def _told(document: str) -> list[str]:
    """Return what reading ends with, in both ways."""
    told: list[str] = []
    for strict in (True, False):
        try:
            plivoml.parse(document, strict=strict)
        except InvalidDocumentError as error:
            told += [problem.rule for problem in error.problems]
    return sorted({*told})


def rules(name: str, text: str) -> list[str]:
    """Read a document, and check what is in a file of a name."""
    if name.endswith(".xml"):
        _told(text)
    with folder() as here:
        file = here / name
        file.write_text(text, "utf-8")
        try:
            found = plivoml.check(file, templates=name.endswith(".html"), select=["all"])
        except SyntaxError as error:
            return [str(error)]
    return sorted({problem.rule for problem in found})


def read(document: str) -> list[str]:
    """Return the rules that reading a document fails by."""
    return _told(document)


def spoken(text: str) -> list[str]:
    """Return what reading a text of speech fails by."""
    try:
        ssml.parse(text)
    except InvalidDocumentError as error:
        return [f"{one.line}:{one.column} {one.rule}" for one in error.problems]
    return []


def _command(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([*arguments])
    return status, out.getvalue(), err.getvalue()


def checked_beside_another(document: str, form: str) -> list[str]:
    """Return the rules that are told of a folder in which a document lies before a wrong one."""
    with folder(a__xml=document, b__xml='<Response><Wait length="x"/></Response>'):
        _, out, _ = _command("check", "--format", form, ".")
    told = json.loads(out)
    if form == "json":
        return [problem["rule"] for problem in told]
    return [result["ruleId"] for result in told["runs"][0]["results"]]


def _answering(document: str, location: str) -> Callable[..., list[bytes]]:
    def app(_: dict[str, str], start: Callable[..., object]) -> list[bytes]:
        headers = [("Content-Type", "application/xml"), ("Location", location)]
        start("302 Found" if location else "200 OK", headers if location else headers[:1])
        return [document.encode()]

    return app


def called(document: str, location: str = "") -> list[bool]:
    """Return whether a call of an app fails, is told, and is on the map."""
    app = _answering(document, location)
    call = Call(app, "https://example.com/answer", strict=False)
    call.begin()
    found = walk(Call(app, "https://example.com/answer", strict=False), 20)
    return [call.failure is not None, bool(call.transcript()), bool(found.findings or found.nodes)]


def simulated(document: str) -> str:
    """Return how a call ends, by the code of its cause."""
    call = Call(_answering(document, ""), "https://example.com/answer", strict=False)
    call.begin()
    return str(call.failure and call.failure.code)


def formatted_on_a_full_disk(size: int) -> list[bool]:
    """Return whether the command fails, and whether the file stays and nothing is beside it."""
    document = f"<Response>{'<Speak>words</Speak>' * (size // 20)}</Response>"
    with folder(a__xml=document) as here:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))
        status, _, _ = _command("format", "a.xml")
        return [status == 2, (here / "a.xml").read_text() == document, len([*here.iterdir()]) == 1]


def formatted_through_a_link(document: str) -> list[bool]:
    """Return whether what a link in a folder leads to stays, and the link too."""
    with folder(a__txt=document) as here:
        (here / "flows").mkdir()
        (here / "flows" / "a.xml").symlink_to(here / "a.txt")
        _command("format", "flows")
        return [(here / "a.txt").read_text() == document, (here / "flows" / "a.xml").is_symlink()]


def checked_by_a_link(text: str) -> str:
    """Return what is told of a link in a folder to a file elsewhere."""
    with folder(environ__txt=text) as here:
        (here / "flows").mkdir()
        (here / "flows" / "a.xml").symlink_to(here / "environ.txt")
        _, out, err = _command("check", "flows")
    return out + err


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """Whether it is one."""
        return True


def shown(name: str, text: str) -> list[str]:
    """Return what commands show of a file that a terminal would act on."""
    screen = Screen()
    with folder() as here:
        (here / name).write_text(text, "utf-8")
        with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
            for command in (
                ["format", "--diff"],
                ["format", "--check"],
                ["graph", "--format=svg"],
                ["graph"],
                ["to-python"],
                ["check", "--select=all"],
                ["check", "--fix", "--diff"],
            ):
                main([*command, name])
            main(["map", f"http://127.0.0.1:1/{name}"])
            main(["call", f"http://127.0.0.1:1/{name}"])
            main(["decode", f"Digits={text}"])
            main(["explain", text])
    left = re.sub("\x1b\\[[0-9;]*m|\r\x1b\\[K", "", screen.getvalue())
    return sorted({sign for sign in left if not sign.isprintable() and sign not in "\n\t"})


def showing_secrets(document: str) -> list[str]:
    """Return what tells a secret of a document that is not for writing it."""
    kept = plivoml.parse(document, strict=False)
    said = {
        "repr": repr(kept),
        "check": "".join(map(str, plivoml.check(document, select=["all"]))),
        "read": "".join(_problems(document)),
    }
    try:
        plivoml.Play(kept)  # type: ignore[arg-type]
    except plivoml.InvalidElementError as error:
        said["error"] = "".join(traceback.format_exception(error))
    return [name for name, text in said.items() if SECRET in text]


def _problems(document: str) -> list[str]:
    try:
        plivoml.parse(document)
    except InvalidDocumentError as error:
        return [str(error), repr(error), *map(repr, error.problems)]
    return []


def zipped(document: str) -> list[str]:
    """Return the rules that `plivoml check` tells of a document where it runs from a zip file."""
    with folder(a__xml=document) as here:
        shutil.copytree(ROOT / "plivoml", here / "app" / "plivoml")
        shutil.copytree(ROOT / "schema", here / "app" / "plivoml" / "_data", dirs_exist_ok=True)
        archive = shutil.make_archive(str(here / "app"), "zip", here / "app")
        shutil.rmtree(here / "app")
        program = (
            "import sys; sys.path.insert(0, sys.argv[1]); from plivoml._cli import main; "
            "import plivoml; assert '.zip' in plivoml.__file__; "
            "assert plivoml.schema_path().is_file(); "
            "sys.exit(main(['check', '--select=all', '--format=json', 'a.xml']))"
        )
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _WITH_LIBRARIES + program, archive],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    assert done.returncode == 1, done.stderr
    return [problem["rule"] for problem in json.loads(done.stdout)]


#: What lets a process find the libraries that plivoml needs, and plivoml in no other place.
_WITH_LIBRARIES = f"import sys; sys.path.append({str(Path(io.__file__).parent)!r}); " + "".join(
    f"sys.path.append({str(Path(str(importlib.import_module(name).__file__)).parent.parent)!r}); "
    for name in ("attrs", "xmlschema")
)


def forked_while_loading(document: str) -> list[int]:
    """Return how children of a fork end while another thread loads the schema."""
    import threading
    import warnings

    sys.modules["lxml"] = None  # type: ignore[assignment]  # xmlschema is what takes long
    warnings.simplefilter("ignore")
    warming = threading.Thread(target=plivoml.check, args=(document,))
    warming.start()
    children: list[int] = []
    for _ in range(4):
        child = os.fork()
        if not child:
            plivoml.check(document)
            os._exit(7)
        children.append(child)
    warming.join()
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def explained(hosts: int) -> list[str]:
    """Return what would make a request right that names many hosts."""
    url = "https://example.com/answer"
    signed = signatures.sign("POST", "https://host0.example.com/answer", None, SECRET)
    named = ",".join(f"host{number}.example.com" for number in range(hosts))
    headers = {**signed, "X-Forwarded-Host": named}
    return [*signatures.explain("POST", url, headers, None, SECRET).fixes]


def with_a_query(url: str) -> str:
    """Return a URL with a parameter."""
    return urls.url(url, x=1)


def at_the_end_of_the_calendar(hours: int) -> bool:
    """Whether a time comes back from a form."""
    zone = timezone(timedelta(hours=hours))
    sent = AnswerRequest(session_start=datetime.max.replace(tzinfo=zone))
    return AnswerRequest.from_form(sent.to_form()) == sent


def built_of(texts: list[str]) -> Any:
    """Return what a Speak of texts with a pause between them is, or why it is none."""
    try:
        element = plivoml.Speak([*texts, ssml.Break()])
    except plivoml.InvalidElementError:
        return "refused"
    same = plivoml.parse_fragment(str(element)) == element
    return [same, *(node for node in element.content if isinstance(node, str))]
