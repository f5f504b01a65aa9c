"""What may be relied on, whatever comes in and wherever the package runs."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
import zipimport

from collections.abc import Callable
from pathlib import Path

import pytest

import plivoml

from plivoml.testing import Call
from tests.support import rooms
from tests.support.processes import PATIENCE


SCHEMA = Path(__file__).parent.parent / "schema"


BAD_URLS = {
    "http://[x/": "Invalid IPv6 URL",
    "https://example.com:99999/": "Port out of range 0-65535",
    "https://example.com/men\u00fc": "a URL writes other characters as in %C3%BC",
    "https://ex\u00e4mple.com/": "a URL writes other characters as in %C3%BC",
}


def answering(document: str, location: str = "") -> Callable[..., list[bytes]]:
    """Return an application of WSGI that answers one document, or leads elsewhere."""

    def app(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
        assert environ["PATH_INFO"] == "/answer"
        headers = [("Content-Type", "application/xml")]
        start("302 Found" if location else "200 OK", [*headers, ("Location", location)])
        return [document.encode()]

    return app


@pytest.mark.parametrize("url", BAD_URLS)
def test_a_url_that_no_client_takes_is_a_failure_of_the_call(url: str) -> None:
    why = f"{url} cannot be asked for: {BAD_URLS[url]}"
    for app in (
        answering(f"<Response><Redirect>{url}</Redirect></Response>"),
        answering("", location=url),
    ):
        call = Call(app, "https://example.com/answer", strict=False)
        call.begin()
        assert call.failure is not None
        assert why.endswith(call.failure.reason)
    stream = (
        f"<Response><Stream keepCallAlive='true'>{url.replace('http', 'ws')}</Stream></Response>"
    )
    call = Call(answering(stream), "https://example.com/answer", strict=False)
    call.begin()
    assert BAD_URLS[url] in call.transcript()


def test_a_relative_url_that_is_none_is_a_failure_of_the_call() -> None:
    app = answering("<Response><Redirect>//[x</Redirect></Response>")
    call = Call(app, "https://example.com/answer", strict=False)
    call.begin()
    assert str(call.failure).endswith("//[x is neither http:// nor https://")


def test_the_url_of_an_application_is_one_that_clients_take() -> None:
    with pytest.raises(ValueError, match="cannot be asked for: it names no host"):
        Call(answering(""), "https:///answer")


FORKING = """
import os, sys, threading, time, warnings
sys.modules["lxml"] = None  # xmlschema is what takes long
warnings.simplefilter("ignore")
import plivoml
document = "<Response><Speak>Hello</Speak></Response>"
warming = threading.Thread(target=plivoml.check, args=(document,))
warming.start()
children = []
for _ in range(6):
    child = os.fork()
    if not child:
        plivoml.check(document)
        os._exit(7)
    children.append(child)
    time.sleep(0.02)
warming.join()
print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_a_fork_while_another_thread_loads_the_schema_waits_for_it() -> None:
    command = [sys.executable, "-c", FORKING]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ended.stdout == f"{[7] * 6}\n"


def test_the_schema_in_a_zip_file_is_copied_to_where_others_can_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "app" / "plivoml" / "_data"
    packed.mkdir(parents=True)
    for file in SCHEMA.glob("*.xsd"):
        shutil.copy(file, packed)
    (packed.parent / "__init__.py").touch()
    archive = Path(shutil.make_archive(str(tmp_path / "app"), "zip", tmp_path / "app", "plivoml"))
    xsd = importlib.import_module(rooms.XSD)
    monkeypatch.setattr(xsd, "__file__", str(archive / "plivoml" / "_lint" / "xsd.py"))
    monkeypatch.setattr(plivoml, "__file__", str(archive / "plivoml" / "__init__.py"))
    monkeypatch.setattr(plivoml.__spec__, "loader", zipimport.zipimporter(str(archive)))
    path = plivoml.schema_path()
    names = ["plivoml.xsd", "xml.xsd"]
    assert path.name == names[0]
    for name in names:
        assert (path.parent / name).read_bytes() == (SCHEMA / name).read_bytes()
    assert plivoml.schema_path() == path
    # A child of a fork takes it along when it ends.
    shutil.rmtree(path.parent)
    assert plivoml.schema_path().read_bytes() == (SCHEMA / names[0]).read_bytes()
