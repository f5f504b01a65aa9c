"""What a server may send, and what is refused before it is sent."""

import json

from base64 import b64encode
from typing import Any

import pytest

from plivoml import streams
from plivoml.errors import InvalidMessageError
from plivoml.streams import Checkpoint, ClearAudio, Format, PlayAudio, SendDTMF


SOUND = streams.MULAW_8000


def why(*args: Any, **kwargs: Any) -> str:
    make, *rest = args
    with pytest.raises(InvalidMessageError) as caught:
        make(*rest, **kwargs)
    return str(caught.value)


def frame(event: str, **keys: Any) -> str:
    return json.dumps({"event": event, **keys})


def test_sound_is_written_as_plivo_takes_it() -> None:
    assert PlayAudio(b"\xff\xff", format=SOUND).to_json() == (
        '{"event":"playAudio","media":{"contentType":"audio/x-mulaw","sampleRate":8000,'
        '"payload":"//8="}}'
    )
    assert PlayAudio(b"", format=streams.L16_24000, stream_id='a"b').to_json() == (
        '{"event":"playAudio","streamId":"a\\"b","media":{"contentType":"audio/x-l16",'
        '"sampleRate":24000,"payload":""}}'
    )


def test_the_rest_is_written_as_plivo_takes_it() -> None:
    assert Checkpoint("hello é", stream_id="s").to_json() == (
        '{"event":"checkpoint","name":"hello \\u00e9","streamId":"s"}'
    )
    assert ClearAudio().to_json() == '{"event":"clearAudio"}'
    assert ClearAudio(stream_id="s").to_json() == '{"event":"clearAudio","streamId":"s"}'
    assert SendDTMF("09*#AD").to_json() == '{"event":"sendDTMF","dtmf":"09*#AD"}'


@pytest.mark.parametrize("given", ["/w==", bytearray(b"\xff"), memoryview(b"\xff"), None, 5])
def test_sound_is_bytes(given: Any) -> None:
    assert why(PlayAudio, given, format=SOUND).startswith("PlayAudio: audio: expected bytes; got ")


def test_a_subclass_of_bytes_is_bytes() -> None:
    class Samples(bytes):
        __slots__ = ()

    assert PlayAudio(Samples(b"\xff"), format=SOUND) == PlayAudio(b"\xff", format=SOUND)


@pytest.mark.parametrize("given", ["audio/x-mulaw;rate=8000", None, ("audio/x-mulaw", 8000)])
def test_the_format_is_a_format(given: Any) -> None:
    assert why(PlayAudio, b"", format=given).startswith("PlayAudio: format: expected a Format; got")


WAV = b"RIFF$\x00\x00\x00WAVEfmt "
MP3 = b"ID3\x04\x00\x00\x00\x00\x01\x7f"


@pytest.mark.parametrize("file", [WAV, MP3])
def test_a_file_is_no_sound(file: bytes) -> None:
    expected = "PlayAudio: audio: expected raw samples; got the header of a file"
    assert why(PlayAudio, file + bytes(200), format=SOUND) == expected
    sent = frame(
        "playAudio",
        media={
            "contentType": "audio/x-mulaw",
            "sampleRate": 8000,
            "payload": b64encode(file + bytes(200)).decode(),
        },
    )
    assert why(streams.parse_outgoing, sent) == expected


@pytest.mark.parametrize("samples", [b"RIFF", b"RIFF" * 40, b"ID3" * 50, b"ID3\xff\xff" * 32])
def test_samples_that_look_a_little_like_a_file_are_sound(samples: bytes) -> None:
    assert PlayAudio(samples, format=SOUND).audio == samples


def test_a_message_is_as_long_as_plivo_takes_it() -> None:
    envelope = len(PlayAudio(b"", format=SOUND).to_json())
    most = (65_536 - envelope) // 4 * 3
    assert len(PlayAudio(bytes(most), format=SOUND).to_json()) <= 65_536
    assert why(PlayAudio, bytes(most + 1), format=SOUND).startswith(
        "PlayAudio: expected at most 65536 bytes; got 6"
    )
    assert "at most 65536 bytes" in why(PlayAudio, b"", format=SOUND, stream_id="s" * 70_000)
    assert "at most 65536 bytes" in why(Checkpoint, "n" * 70_000, stream_id="s")
    assert "at most 65536 bytes" in why(Checkpoint, "é" * 12_000, stream_id="s")
    assert "at most 65536 bytes" in why(ClearAudio, stream_id="s" * 70_000)
    assert "at most 65536 bytes" in why(SendDTMF, "1" * 70_000)


@pytest.mark.parametrize("digits", ["", "w", "1W2", "a", "1 2", "12\n", "+1", "\u0663"])
def test_digits_that_are_none_are_refused(digits: str) -> None:
    assert why(SendDTMF, digits) == (
        f"SendDTMF: digits: expected keys out of 0 to 9, *, # and A to D; got {digits!r}"
    )


def test_digits_are_text() -> None:
    expected = "SendDTMF: digits: expected keys out of 0 to 9, *, # and A to D; got 12"
    assert why(SendDTMF, 12) == expected


@pytest.mark.parametrize("odd", ["", None, 5, b"s"])
def test_names_and_streams_are_text(odd: Any) -> None:
    assert why(Checkpoint, odd, stream_id="s").startswith("Checkpoint: name: expected text; got")
    assert why(Checkpoint, "n", stream_id=odd).startswith(
        "Checkpoint: stream_id: expected text; got"
    )
    if odd is not None:
        assert "ClearAudio: stream_id: expected text" in why(ClearAudio, stream_id=odd)
        assert "PlayAudio: stream_id: expected text" in why(
            PlayAudio, b"", format=SOUND, stream_id=odd
        )


def test_what_a_server_sent_is_read_leniently() -> None:
    media = {"contentType": "audio/x-l16", "sampleRate": "16000", "payload": "AAA=", "new": 1}
    sent = streams.parse_outgoing(frame("playAudio", streamId="s", media=media, new=1))
    assert sent == PlayAudio(bytes(2), format=streams.L16_16000, stream_id="s")
    assert streams.parse_outgoing(b'{"event":"clearAudio","streamId":null}') == ClearAudio()


REFUSED = {
    frame("start"): (
        "Message: event: expected playAudio or checkpoint or clearAudio or sendDTMF; got 'start'"
    ),
    frame("sendDtmf", dtmf="1"): (
        "Message: event: expected playAudio or checkpoint or clearAudio or sendDTMF; got 'sendDtmf'"
    ),
    frame("checkpoint"): (
        "Checkpoint: name: expected text; got nothing; streamId: expected text; got nothing"
    ),
    frame("clearAudio", streamId=[]): "ClearAudio: streamId: expected text; got a list",
    frame("sendDTMF", dtmf={"digit": "1"}): "SendDTMF: dtmf: expected text; got an object",
    frame("sendDTMF", dtmf="1w"): (
        "SendDTMF: digits: expected keys out of 0 to 9, *, # and A to D; got '1w'"
    ),
    frame("playAudio", media="/w=="): (
        "PlayAudio: media.payload: expected base64; got nothing; "
        "media.contentType, media.sampleRate: expected audio/x-mulaw with 8000 or "
        "audio/x-l16 with 8000 or audio/x-l16 with 16000 or audio/x-l16 with 24000; "
        "got nothing with nothing"
    ),
    frame(
        "playAudio",
        media={"contentType": "audio/x-mulaw;rate=8000", "sampleRate": 8000, "payload": ""},
    ): (
        "PlayAudio: media.contentType, media.sampleRate: expected audio/x-mulaw with 8000 or "
        "audio/x-l16 with 8000 or audio/x-l16 with 16000 or audio/x-l16 with 24000; "
        "got 'audio/x-mulaw;rate=8000' with 8000"
    ),
}


@pytest.mark.parametrize("sent", REFUSED, ids=lambda sent: sent[:50])
def test_what_plivo_does_not_take_is_refused(sent: str) -> None:
    assert why(streams.parse_outgoing, sent) == REFUSED[sent]


@pytest.mark.parametrize("sent", ["", "[]", b"\xff", "{}"])
def test_what_is_no_message_is_no_message_of_a_server_either(sent: str | bytes) -> None:
    assert why(streams.parse_outgoing, sent).startswith("Message: ")


def test_a_format_is_read_from_the_text_of_the_attribute() -> None:
    assert Format.of("audio/x-mulaw;rate=8000") is streams.MULAW_8000
    assert Format.of("audio/x-l16;rate=24000") is streams.L16_24000
    assert Format("audio/x-l16", 16000) == streams.L16_16000


@pytest.mark.parametrize("text", ["audio/x-mulaw", "audio/x-wav", "", None, 8000])
def test_another_text_is_no_format(text: Any) -> None:
    expected = (
        "Format: expected audio/x-mulaw;rate=8000 or audio/x-l16;rate=8000 or "
        "audio/x-l16;rate=16000 or audio/x-l16;rate=24000; got "
    )
    assert why(Format.of, text).startswith(expected)


@pytest.mark.parametrize(
    ("encoding", "rate"),
    [("audio/x-mulaw", 16000), ("audio/pcmu", 8000), ("audio/x-l16", 8000.0), (None, None)],
)
def test_a_pair_that_nobody_has_is_no_format(encoding: Any, rate: Any) -> None:
    assert why(Format, encoding, rate).startswith("Format: expected audio/x-mulaw with 8000 or ")


def test_sound_is_cut_at_20_ms() -> None:
    assert [len(chunk) for chunk in SOUND.chunks(bytes(401))] == [160, 160, 81]
    assert list(SOUND.chunks(b"")) == []
    samples = bytes(range(256)) * 5
    assert b"".join(streams.L16_16000.chunks(samples)) == samples
    assert list(SOUND.chunks(SOUND.silence * 2)) == [b"\xff" * 160] * 2
