"""A text of somebody's own type counts as the text that it holds, whatever `str()` makes of it."""

from __future__ import annotations

from enum import Enum

from plivoml import Comment, Response, Speak, UnknownElement, ssml, streams
from plivoml.callbacks import DialAction, DialStatus


class Word(str, Enum):  # noqa: UP042 - str() and format() give its name, unlike those of StrEnum
    TEXT = "busy"
    MARKED = "Hold<break/>"
    MESSAGE = '{"event": "stop", "streamId": "s-1"}'


def test_it_is_written_as_what_it_holds() -> None:
    answer = Response(
        [
            Comment(Word.TEXT),
            Speak("a", extra={Word.TEXT: Word.MARKED}),
            UnknownElement(Word.TEXT, {Word.TEXT: Word.TEXT}, [Word.MARKED]),
        ]
    )
    assert answer.to_xml(declaration=False) == (
        '<Response><!--busy--><Speak busy="Hold&lt;break/>">a</Speak>'
        '<busy busy="busy">Hold&lt;break/&gt;</busy></Response>'
    )
    assert repr(answer) == (
        "Response([Comment('busy'), Speak('a', extra={'busy': 'Hold<break/>'}),"
        " UnknownElement('busy', {'busy': 'busy'}, 'Hold<break/>')])"
    )


def test_it_is_told_to_an_app_as_what_it_holds() -> None:
    done = DialAction(
        dial_status=Word.TEXT,  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        call_uuid=Word.TEXT,
        extra={Word.TEXT: Word.TEXT},  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    )
    assert done.to_form() == [("CallUUID", "busy"), ("DialStatus", "busy"), ("busy", "busy")]
    assert done.to_dict() == {
        "dial_status": "busy",
        "call_uuid": "busy",
        "extra": {"busy": "busy"},
    }
    read = DialAction.from_dict({"dial_status": Word.TEXT, "call_uuid": Word.TEXT})
    assert read == DialAction(dial_status=DialStatus.BUSY, call_uuid="busy")
    assert type(read.call_uuid) is str
    assert DialStatus(Word.MARKED).value == "Hold<break/>"


def test_it_is_read_as_what_it_holds() -> None:
    assert ssml.parse(Word.MARKED) == ("Hold", ssml.Break())
    assert streams.parse(Word.MESSAGE) == streams.Stop(stream_id="s-1")
