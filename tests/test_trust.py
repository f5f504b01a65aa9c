"""What may be relied on, whatever comes in and wherever the package runs."""

from __future__ import annotations

import cProfile
import importlib
import io
import linecache
import logging
import os
import queue
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import traceback
import warnings
import zipimport

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

import plivoml

from plivoml import callbacks, ssml, streams
from plivoml.callbacks import AnswerRequest
from plivoml.testing import App, Call
from tests.support import rooms
from tests.support.command import main
from tests.support.declarations import SECRETS, by_tag, spec_of
from tests.support.processes import PATIENCE


SCHEMA = Path(__file__).parent.parent / "schema"


def test_each_promise_names_a_test_that_there_is() -> None:
    root = Path(__file__).parent.parent
    page = (root / "docs" / "security.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+[.]py)::(\w+)`", page)
    assert len(named) > 20
    missing = [
        f"{file}::{name}"
        for file, name in named
        if f"def {name}(" not in (root / file).read_text("utf-8")
    ]
    assert missing == []


def test_no_socket_is_opened_to_read_and_check_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    where = 'xsi:noNamespaceSchemaLocation="http://example.com/a.xsd"'
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    document = f'<Response xmlns:xsi="{xsi}" {where}><Speak>Hello</Speak></Response>'
    assert plivoml.check(document) == []
    assert str(plivoml.parse(document)).endswith("<Response><Speak>Hello</Speak></Response>")
    assert plivoml.check('<!DOCTYPE a SYSTEM "http://example.com/a.dtd">' + document)


def test_a_program_is_read_and_never_run(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    program = tmp_path / "program.py"
    program.write_text(
        f"y = open({str(trace)!r}, 'w')\nx = f'<Response><Play>{{y}}</Play></Response>'\n", "utf-8"
    )
    assert plivoml.check(program)
    main(["to-python", str(program)])
    assert not trace.exists()


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_nothing_that_does_something_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "answer\x1b]0;title\x07\r\x1b[K\x1b[8mhidden.xml"
    file.write_text("<Response><Speak>a\x9b31m\u202eb</Speak></Response>", "utf-8")
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setattr("sys.stderr", screen)
    for arguments in (["format", "--diff"], ["graph"], ["to-python"], ["check", "--select=all"]):
        main([*arguments, str(file)])
    for arguments in (["format", "-"], ["check", "--fix", "-"]):
        stdin = io.TextIOWrapper(io.BytesIO(file.read_bytes()))
        monkeypatch.setattr("sys.stdin", stdin)
        main(arguments)
    assert "\x1b[8m" not in screen.getvalue()
    shown = re.sub("\x1b\\[[0-9;]*m|[\n\t]", "", screen.getvalue())
    assert "\N{REPLACEMENT CHARACTER}" in shown
    assert shown.isprintable()


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


@pytest.mark.parametrize("token", [None, "t" * 40])
def test_a_url_that_is_not_of_http_is_asked_for_by_nobody(token: str | None) -> None:
    url = "ftp://example.com/"
    dial = f"<Dial callbackUrl='{url}' dialMusic='{url}' confirmSound='{url}' confirmKey='1'>"
    app = answering(f"<Response>{dial}<Number>+15550100111</Number></Dial></Response>")
    call = Call(app, "https://example.com/answer", auth_token=token, strict=False)
    call.begin()
    call.dial_answers()
    call.hang_up()
    transcript = call.transcript()
    for callback in ("DialMusicRequest", "DialCallback", "ConfirmSoundRequest"):
        assert f"POST {url}  {callback}" in transcript
    assert f"{url} is neither http:// nor https://; there is silence" in transcript
    assert f"{url} is neither http:// nor https://; it makes no difference" in transcript


def test_a_secret_in_a_url_with_a_blank_is_hidden_in_what_is_meant() -> None:
    url = "https://example.com/ a?sipAuthPassword=hunter2zq"
    for tag in (f'<Dial action="{url}">sip:a@example.com</Dial>', f"<Redirect>{url}</Redirect>"):
        found = plivoml.check(f"<Response>{tag}</Response>")
        fixes = [problem.fix.title for problem in found if problem.fix]
        assert fixes
        assert "hunter2zq" not in f"{fixes} {[str(problem) for problem in found]}"


def test_a_relative_url_that_is_none_is_a_failure_of_the_call() -> None:
    app = answering("<Response><Redirect>//[x</Redirect></Response>")
    call = Call(app, "https://example.com/answer", strict=False)
    call.begin()
    assert str(call.failure).endswith("//[x is neither http:// nor https://")


def test_the_url_of_an_application_is_one_that_clients_take() -> None:
    with pytest.raises(ValueError, match="cannot be asked for: it names no host"):
        Call(answering(""), "https:///answer")


SECRET = "correct-horse-battery"
WITH_SECRETS = (
    f'<User sipAuthPassword="{SECRET}" sipAuthUsername="a" sendDigits="x">sip:a@example.com</User>',
    f'<User sipAuthPasswort="" sipAuthPassword="{SECRET}">no uri</User>',
    f'<Number sipAuthPassword="{SECRET}">+15550100101</Number>',
    f'<NewThing sipAuthPassword="{SECRET}"/>',
)


@pytest.mark.parametrize("inside", WITH_SECRETS)
def test_a_secret_is_shown_by_nothing_that_speaks_of_an_element(inside: str) -> None:
    document = f"<Response><Dial>{inside}</Dial></Response>"
    kept = plivoml.parse(document, strict=False)
    assert SECRET in str(kept)
    assert SECRET not in repr(kept)
    assert "'***'" in repr(kept)
    assert SECRET not in "".join(map(str, plivoml.check(document)))
    with pytest.raises(plivoml.InvalidElementError) as caught:
        plivoml.Play(kept)  # type: ignore[arg-type]
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def quoted_by_from_dict(given: Any) -> object:
    return plivoml.User.from_dict({"tag": "User", "attributes": given, "children": 5})


def quoted_as_an_element(given: Any) -> object:
    return plivoml.Dial([given])


def quoted_as_extra(given: Any) -> object:
    pairs: Any = [*given.items()]
    return plivoml.User("sip:a@example.com", extra=pairs)


@pytest.mark.parametrize(
    "name",
    [
        "sipAuthPassword",
        "SIPAuthPassword",
        "sip_auth_password",
        "sipAuthPasswort",
        "sip-auth-pass",
        f"sip{'_' * 50}AuthPassword",
    ],
)
@pytest.mark.parametrize(
    "build",
    [quoted_by_from_dict, plivoml.User.from_dict, quoted_as_an_element, quoted_as_extra],
)
def test_a_secret_among_plain_data_that_is_quoted_is_hidden(
    name: str, build: Callable[[Any], object]
) -> None:
    with pytest.raises(ValueError, match="got ") as caught:
        build({"a": "b", name: SECRET})
    assert SECRET not in str(caught.value)
    assert f"{name}'" in str(caught.value)
    assert str(caught.value).endswith("'***'...")
    kept = plivoml.UnknownElement("NewThing", {"a": "b", name: SECRET})
    assert repr(kept) == f"UnknownElement('NewThing', {{'a': 'b', '{name}': '***'}})"


@pytest.mark.parametrize("filling", ["", "x" * 60])
@pytest.mark.parametrize("kind", [str, str.encode])
@pytest.mark.parametrize(
    "text", ['{{"a": "{}", "sipAuthPassword": "{}"}}', "<User a='{}' sipAuthPassword='{}'/>"]
)
def test_a_secret_in_a_text_that_is_quoted_is_hidden(
    text: str, kind: Callable[[str], Any], filling: str
) -> None:
    given = kind(text.format(filling, SECRET))
    for build in (plivoml.User.from_dict, plivoml.Dial):
        with pytest.raises(ValueError, match="got ") as caught:
            build(given)
        assert SECRET not in str(caught.value)
        assert str(caught.value).endswith("'***'...")
    nested: Any = {"tag": "Dial", "attributes": [given]}
    with pytest.raises(ValueError, match="got ") as caught:
        plivoml.Dial.from_dict(nested)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "inside",
    [
        f'<Dial>User sipAuthPassword="{SECRET}"</Dial>',
        f"<Play>sipAuthPassword={SECRET}</Play>",
        f"<Dial><Number>sip:a@example.com;sipAuthPassword={SECRET}</Number></Dial>",
        f'<Stream extraHeaders="a=1;sipAuthPassword={SECRET}">wss://example.com</Stream>',
    ],
)
def test_a_secret_is_hidden_in_what_is_to_be_written_too(inside: str) -> None:
    problems = plivoml.check(f"<Response>{inside}</Response>")

    hints = [problem.hint for problem in problems if "'***'..." in problem.message]
    assert [(hint or "").startswith("write ") and "'***'..." in (hint or "") for hint in hints] == [
        True
    ]
    assert SECRET not in "".join(map(str, problems))


@pytest.mark.parametrize(
    "said",
    [
        f'{{"a":"b","sipAuthPassword":"{SECRET}"}}',
        f"{{'sip_auth_password': '{SECRET}', \"a\": 1}}",
        f'User sipAuthPasswort="{SECRET}"',
        f"a=b&sipAuthPassword={SECRET}",
        f"sipAuthPassword:{SECRET}",
        f'{{"sipAuthPassword" : "{SECRET}"}}',
        f"&#39;sip_auth_password&#39;: &quot;{SECRET}&quot;",
        f"'sipAuthPassword' => '{SECRET}'",
        f"('sipAuthPassword', '{SECRET}')",
        f"a <td>sipAuthPassword</td><td>{SECRET}</td>",
        f"<td>sipAuthPassword</td>\n<td>{SECRET}</td>",
        f"<b>sip</b><b>Auth</b><b>Password</b> {SECRET}",
        f'<input name="sipAuthPassword"><b>{SECRET}</b>',
        f"SIP Auth Password: {SECRET}",
        f"sip{'_' * 40}AuthPassword {SECRET}",
        f"sip%41uth%50assword={SECRET}",
        f"sip%2541uth%5FPassword={SECRET}",
        f"{{'sip\\u0041uth\\u005Fpassword': '{SECRET}'}}",
        f"{{'\\x73ip\\u{{41}}uth\\120assword': '{SECRET}'}}",
        f"sip&#65;uth&#x50;assword={SECRET}",
        "\0".join(f"sipAuthPassword={SECRET}"),
        "\N{SOFT HYPHEN}".join("sipAuth") + f"\N{ZERO WIDTH SPACE}Pass\\u200bword={SECRET}",
        f"a\0sipAuthPassword\0{SECRET}",
    ],
)
def test_a_secret_in_an_answer_that_is_no_document_is_hidden(said: str) -> None:
    def refuse(_: object, start: Callable[..., object]) -> list[bytes]:
        start("400 Bad Request", [])
        return [said.encode()]

    def fail(_: object) -> object:
        raise ValueError(said)

    apps: list[App] = [refuse, {"/": lambda _: said}, {"/": lambda _: [said]}, {"/": fail}]
    for app in apps[: None if said[0] != "<" else 1]:
        call = Call(app, "https://example.com/", strict=False)
        call.begin()
        assert "'***'..." in str(call.failure)
        told = re.sub(r"\0|\\x00", "", f"{call.failure} {call.transcript()}")
        assert SECRET not in told


NAME = "sipAuthPassword"
NO_PAIR = (
    "InvalidElementError: User: expected sip_auth_username and sip_auth_password together; "
    "got one without the other"
)


def without_a_key(_: object) -> object:
    return os.environ[NAME]


def without_a_password(_: object) -> object:
    return plivoml.User("sip:a@example.com", sip_auth_username="a")


@pytest.mark.parametrize(
    ("handler", "told"),
    [(without_a_key, f"KeyError: {NAME!r}"), (without_a_password, NO_PAIR)],
)
def test_the_name_of_a_secret_alone_hides_nothing(
    handler: Callable[[object], object], told: str
) -> None:
    call = Call({"/": handler}, "https://example.com/", strict=False)
    call.begin()
    line = handler.__code__.co_firstlineno + 1
    place = f"{__file__}:{line}: {linecache.getline(__file__, line).strip()}"
    assert str(call.failure) == f"7011: https://example.com/ answered 500 ({told} ({place}))"


def test_a_reply_shows_neither_what_was_answered_nor_what_was_raised() -> None:
    def fail(_: object) -> object:
        msg = f"sipAuthPassword={SECRET}"
        raise ValueError(msg)

    document = f"<Response><Dial>{WITH_SECRETS[0]}</Dial></Response>"
    apps: list[App] = [{"/": fail}, {"/": lambda _: document}]
    for app in apps:
        call = Call(app, "https://example.com/", strict=False)
        call.begin()
        reply = call.replies[0]
        assert SECRET not in repr(reply)
        assert SECRET in f"{reply.body!r} {reply.exception!r}"


def test_a_secret_among_what_is_no_callback_or_no_message_is_hidden() -> None:
    given = f"sipAuthPassword: {SECRET}"
    for read in (
        lambda: streams.parse(given),
        lambda: streams.parse_outgoing(f'{{"event": "{given}"}}'),
        lambda: callbacks.parse({"Digits": "1", "CallUUID": "c", "Duration": given}),
    ):
        with pytest.raises(ValueError, match="got ") as caught:
            read()
        assert str(caught.value).endswith("got 'sipAuthPassword: '***'...")


def test_a_secret_is_hidden_before_its_element_is_loaded() -> None:
    program = f"""
import plivoml
try:
    plivoml.Speak.from_dict({{"sipAuthPassword": "{SECRET}"}})
except ValueError as error:
    print(error)
"""
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (ended.stdout, ended.stderr) == (
        "/Speak: expected Speak as the root; got {'sipAuthPassword': '***'...\n",
        "",
    )


def test_the_secrets_that_are_hidden_are_those_that_are_declared() -> None:
    every = [attribute for cls in by_tag.values() for attribute in spec_of(cls).attributes]
    declared = {attribute.field: attribute.name for attribute in every if attribute.secret}
    assert declared == SECRETS
    assert [one.field for one in every if "password" in one.field and not one.secret] == []


@pytest.mark.parametrize("wrong", [f"{SECRET}\x00", SECRET.encode(), [SECRET]])
def test_a_secret_that_xml_cannot_hold_is_hidden(wrong: object) -> None:
    attributes: Any = {"sipAuthPassword": wrong}
    with pytest.raises(plivoml.InvalidElementError) as caught:
        plivoml.Number("+15550100123", extra=attributes)
    assert str(caught.value) == (
        "Number.extra['sipAuthPassword']: expected text that XML can hold; got '***'"
    )


def test_a_moment_at_the_end_of_the_calendar_comes_back_from_a_form() -> None:
    west = timezone(-timedelta(hours=5))
    sent = AnswerRequest(session_start=datetime.max.replace(tzinfo=west))
    assert AnswerRequest.from_form(sent.to_form()) == sent


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a</b>", "1:2 expected the end of the text; got '</b>'"),
        ("a\n<s>b", "2:5 expected </s>; got the end of the text"),
        ("a\n<break", "2:7 expected well-formed XML; got '<' out of place"),
        ("a</Speak>", "1:10 expected a start tag before its end tag; got the end of the text"),
    ],
)
def test_what_is_said_of_a_text_of_speech_is_said_of_that_text(text: str, told: str) -> None:
    with pytest.raises(plivoml.InvalidDocumentError) as caught:
        ssml.parse(text)
    (problem,) = caught.value.problems
    assert f"{problem.line}:{problem.column} {problem.message}" == told


DOCUMENTS = sorted((Path(__file__).parent / "documents").glob("*.xml"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_right_is_read_in_the_fast_way_alone(path: Path) -> None:
    compact = str(plivoml.parse(path.read_bytes()))
    profile = cProfile.Profile()
    assert str(profile.runcall(plivoml.parse, compact)) == compact
    files = {getattr(entry.code, "co_filename", "") for entry in profile.getstats()}
    names = {Path(file).name for file in files}
    assert "loading.py" in names
    assert names.isdisjoint({"diagnosis.py", "scanner.py"})


def test_each_text_in_a_list_of_speech_is_looked_at() -> None:
    with pytest.raises(plivoml.InvalidElementError, match="characters that XML can hold"):
        plivoml.Speak(["a\x01", ssml.Break()])


def test_texts_side_by_side_are_one_as_they_are_when_they_are_read() -> None:
    spoken = plivoml.Speak(["a", "b", ssml.Break(), "c", "d"])
    assert spoken.content == ("ab", ssml.Break(), "cd")
    assert plivoml.parse_fragment(str(spoken)) == spoken


WRAPPED = '"<Response><Speak>Hello</Speak></Response>"'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", f"a = {WRAPPED}"),
        ("a.md", f"```xml\n{WRAPPED[1:-1]}\n```\n"),
        ("a.j2", WRAPPED[1:-1]),
    ],
)
def test_where_a_budget_is_spent_is_said_in_each_kind_of_file(
    name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget = importlib.import_module(rooms.BUDGET)
    monkeypatch.setattr(budget, "_LEAST", 0)
    monkeypatch.setattr(budget, "_TIMES", 0)
    (tmp_path / name).write_text(text, "utf-8")
    told = plivoml.check(tmp_path / name)
    assert [(problem.rule, problem.severity) for problem in told] == [("not-judged", "info")]


def test_to_python_says_where_a_budget_is_spent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    budget = importlib.import_module(rooms.BUDGET)
    monkeypatch.setattr(budget, "_LEAST", 0)
    monkeypatch.setattr(budget, "_TIMES", 0)
    (tmp_path / "a.py").write_text(f"a = {WRAPPED}", "utf-8")
    assert main(["to-python", str(tmp_path / "a.py")])
    assert "more text, put together from what is here, than is looked at" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_a_fork_waits_until_no_other_thread_loads() -> None:
    loading = importlib.import_module(rooms.LAZY).loading
    is_held = threading.Event()
    done: list[bool] = []

    def load() -> None:
        with loading:
            is_held.set()
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=load)
    thread.start()
    is_held.wait()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        child = os.fork()
    if not child:
        os._exit(0)
    assert done == [True]
    assert os.waitpid(child, 0)[1] == 0
    thread.join()


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


LOCKING = f"""
import os, sys, threading, time
from importlib import import_module
loading = import_module({rooms.LAZY!r}).loading
with loading:
    pass
assert "logging" not in sys.modules
if {{is_before}}:
    import logging
is_held = threading.Event()
def load():
    with loading:
        is_held.set()
        time.sleep(0.1)
        import logging
        logging.Handler()
loader = threading.Thread(target=load)
loader.start()
is_held.wait()
child = os.fork()
if not child:
    os._exit(7)
loader.join()
logging = sys.modules["logging"]
other = threading.Thread(target=logging.Handler)
other.start()
other.join()
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
@pytest.mark.parametrize("is_before", [True, False])
def test_a_fork_keeps_no_lock_that_what_is_loaded_waits_for(is_before: bool) -> None:
    program = LOCKING.replace("{is_before}", repr(is_before))
    command = [sys.executable, "-W", "ignore", "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (ended.stdout, ended.stderr) == ("7\n", "")


def test_the_lock_of_logging_is_held_over_a_fork_as_if_nobody_had_waited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hooks: dict[str, Callable[[], None]] = {}
    monkeypatch.setattr(os, "register_at_fork", hooks.update, raising=False)
    loading = importlib.import_module(rooms.LAZY).Loading()
    is_held = threading.Event()
    got: list[logging.Logger] = []

    def load() -> None:
        with loading:
            is_held.set()
            got.append(logging.getLogger("plivoml.loaded"))

    # As logging and this package register what a fork calls first, the last one first.
    lock: Any = logging.__dict__["_lock"]
    with loading:
        pass
    hooks["after_in_parent"]()  # of a fork that had begun before
    lock.acquire()
    loader = threading.Thread(target=load)
    loader.start()
    is_held.wait()
    hooks["before"]()
    loader.join()
    is_free = queue.SimpleQueue[bool]()
    other = threading.Thread(target=lambda: is_free.put(lock.acquire(blocking=False)))
    other.start()
    other.join()
    hooks["after_in_parent"]()
    lock.release()
    assert (len(got), is_free.get()) == (1, False)


def test_the_schema_in_a_zip_file_is_copied_to_where_others_can_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "app" / "plivoml" / "_data"
    shutil.copytree(SCHEMA, packed)
    (packed.parent / "__init__.py").touch()
    archive = Path(shutil.make_archive(str(tmp_path / "app"), "zip", tmp_path / "app", "plivoml"))
    xsd = importlib.import_module(rooms.XSD)
    monkeypatch.setattr(xsd, "__file__", str(archive / "plivoml" / "_lint" / "xsd.py"))
    monkeypatch.setattr(plivoml, "__file__", str(archive / "plivoml" / "__init__.py"))
    monkeypatch.setattr(plivoml.__spec__, "loader", zipimport.zipimporter(str(archive)))
    path = plivoml.schema_path()
    names = ["plivoml.xsd", "xml.xsd", "typed/plivoml.xsd"]
    assert path.name == names[0]
    for name in names:
        assert (path.parent / name).read_bytes() == (SCHEMA / name).read_bytes()
    assert plivoml.schema_path() == path
    # A child of a fork takes it along when it ends.
    shutil.rmtree(path.parent)
    assert plivoml.schema_path().read_bytes() == (SCHEMA / names[0]).read_bytes()


def test_of_a_long_value_no_part_is_written_anew() -> None:
    def fixes(headers: str) -> list[bool]:
        document = f'<Response><Dial sipHeaders="{headers}"><Number>1</Number></Dial></Response>'
        found = plivoml.check(document, select=["sip-header-form"])
        return [problem.fix is not None for problem in found]

    assert fixes("a=b,a=b,c=d") == [True, True]
    assert fixes(f"a=b,{'Aa=b,' * 200}Aa=b") == [False]


def test_ten_thousand_ampersands_are_mended_at_once() -> None:
    (found,) = plivoml.check(f"<Response><Speak>{'& ' * 10_001}</Speak></Response>")
    assert found.fix is not None
    assert len(found.fix.edits) == 10_000
