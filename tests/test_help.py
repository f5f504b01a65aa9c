"""Help while a program runs: docstrings, notebooks and rich."""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import inspect
import io
import pickle
import pydoc
import re

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from rich.console import Console

import plivoml

from plivoml import (
    Comment,
    Dial,
    Element,
    Number,
    Response,
    Speak,
    UnknownElement,
    User,
    Wait,
    ssml,
    streams,
)
from plivoml.callbacks import DialAction
from tests.support.declarations import elements, spec_of


ANSWER = Response(
    [
        Comment("first"),
        Speak([ssml.Emphasis("Hello", level="strong"), " there"], voice="Polly.Amy"),
        Dial(
            [User("sip:alice@example.com", sip_auth_username="a", sip_auth_password="12345678")],
            action="https://example.com/dial_status/",
        ),
        UnknownElement("Robot", {"arms": "2"}),
    ]
)


@pytest.mark.parametrize("cls", elements(), ids=lambda cls: cls.__name__)
def test_the_docstring_tells_of_every_argument(cls: type[Element]) -> None:
    said = inspect.getdoc(cls) or ""
    spec = spec_of(cls)
    lines = said.splitlines()
    for name in [*filter(None, [spec.content.field]), *spec.by_field, "extra"]:
        assert any(line.startswith(f"    {name}: ") for line in lines), name
    assert lines[-1].startswith("https://")
    flat = " ".join(said.split())
    for attribute in spec.attributes:
        assert f"Expected: {attribute.value.expected}." in flat
        if attribute.default:
            assert f"Plivo takes {attribute.default} where it is not given." in flat


@pytest.mark.parametrize("cls", [DialAction, streams.Media, streams.PlayAudio])
def test_the_docstring_of_what_is_posted_and_sent_tells_of_every_field(cls: type) -> None:
    said = inspect.getdoc(cls) or ""
    fields = {field.name for field in dataclasses.fields(cls) if field.init}
    told = {line[4:].partition(":")[0] for line in said.splitlines() if line[:5].strip()}
    assert fields <= told
    assert said.splitlines()[-1].startswith("https://")


def test_help_tells_how_a_field_is_named_on_the_wire() -> None:
    assert "answered. Parameter: `DialBLegUUID`." in (DialAction.__doc__ or "")
    assert " In JSON:\n        `media.payload`." in (streams.Media.__doc__ or "")


def test_a_class_without_a_page_tells_of_its_fields_at_the_end() -> None:
    said = inspect.getdoc(streams.UnknownMessage) or ""
    assert said.startswith(
        "A message that nobody has told of; `extra` has all that is in it.\n\nArgs:\n"
    )
    assert said.endswith("Objects in it are mappings that cannot change, lists are tuples.")


def test_help_shows_type_unit_and_default() -> None:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        pydoc.Helper(output=shown).help(Wait)
    assert """\
 |      length: How long, in seconds. Expected: a whole number of seconds, 1 or more. Plivo takes 1
 |          where it is not given.
""" in shown.getvalue()  # fmt: skip


def test_the_docstring_is_that_of_the_class_for_whoever_has_one() -> None:
    assert Wait(length=1).__doc__ == Wait.__doc__
    assert pickle.loads(pickle.dumps(Wait)) is Wait


@pytest.mark.parametrize("cls", elements(), ids=lambda cls: cls.__name__)
def test_the_docstring_is_as_the_source_has_it_but_for_the_arguments(cls: type[Element]) -> None:
    before, _, after = (cls.__doc__ or "").partition("\n\nArgs:\n")
    source = inspect.cleandoc(inspect.getsource(cls))
    assert before.partition("\n")[0] in source
    assert after.rpartition("\n\n")[2] in source


def test_rich_lays_a_document_out() -> None:
    out = io.StringIO()
    Console(file=out, width=60, color_system=None).print(ANSWER)
    assert out.getvalue() == """\
Response(
    [
        Comment('first'),
        Speak(
            [Emphasis('Hello', level='strong'), ' there'],
            voice='Polly.Amy'
        ),
        Dial(
            [
                User(
                    'sip:alice@example.com',
                    sip_auth_username='a',
                    sip_auth_password='***'
                )
            ],
            action='https://example.com/dial_status/'
        ),
        UnknownElement('Robot', {'arms': '2'})
    ]
)
"""  # fmt: skip


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (DialAction.from_form("DialStatus=busy"), "DialAction(dial_status=DialStatus.BUSY)\n"),
        (streams.Media(audio=b"\xff\xff", track="inbound"), "Media(track='inbound', audio=<2 bytes>)\n"),
        (Number("+15550100123"), "Number('+15550100123')\n"),
    ],
)  # fmt: skip
def test_rich_shows_what_is_set(value: object, shown: str) -> None:
    out = io.StringIO()
    Console(file=out, width=80, color_system=None).print(value)
    assert out.getvalue() == shown


IPYTHON_ASKS_FOR = "_repr_pretty_"


class Printer:
    """As much of IPython's printer as it takes: a group is broken where it is too long."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    @contextlib.contextmanager
    def group(self, indent: int, opened: str, closed: str) -> Generator[None]:
        assert indent == len(opened)
        self.text(opened)
        yield
        self.text(closed)

    def text(self, text: str) -> None:
        self.pieces.append(text)

    def breakable(self) -> None:
        self.pieces.append("|")

    def pretty(self, value: Any) -> None:
        lay_out = getattr(value, IPYTHON_ASKS_FOR, None)
        if lay_out is None:
            self.text(repr(value))
        else:
            lay_out(self, cycle=False)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Dial([Number("1")], timeout=5, redirect=False), "Dial([Number('1')],|timeout=5,|redirect=False)"),
        (ssml.Emphasis("you"), "ssml.Emphasis('you')"),
        (Wait(), "Wait()"),
        (DialAction(dial_ring_status=True, call_uuid="a"), "DialAction(call_uuid='a',|dial_ring_status=True)"),
    ],
)  # fmt: skip
def test_notebooks_break_lines_between_arguments(value: Any, shown: str) -> None:
    printer = Printer()
    printer.pretty(value)
    assert "".join(printer.pieces) == shown


EMPHASIS = re.compile(r"(?<![\w*/])\*[^\s*][^*\n]*\*(?![\w*])|\\[_*]")


def docstrings() -> Iterator[tuple[str, str]]:
    """Give every docstring of the package, those below attributes too, with its place."""
    package = Path(plivoml.__file__).parent
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Expr(value=ast.Constant(value=str(said))):
                    yield f"{path.relative_to(package)}:{node.lineno}", said
                case _:
                    pass


@pytest.mark.once
def test_docstrings_have_code_between_backticks_as_editors_show_it() -> None:
    said = dict(docstrings())
    assert len(said) > 1000
    code = re.compile(r"`[^`]*`")
    assert {place for place, text in said.items() if EMPHASIS.search(code.sub("", text))} == set()


@pytest.mark.once
def test_python_may_leave_docstrings_out(monkeypatch: pytest.MonkeyPatch) -> None:
    document = "<Response><Play/><Play/></Response>"
    told, shown = plivoml.check(document), plivoml.Play.__doc__
    assert [one.docs for one in told] == ["https://www.plivo.com/docs/voice/xml/audio-output"] * 2
    # As under -OO, where the class has none.
    monkeypatch.setattr(vars(plivoml.Play)["__doc__"], "said", "")
    assert plivoml.check(document) == told
    assert plivoml.Play.__doc__ == shown
