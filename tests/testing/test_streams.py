"""The socket of a Stream in a call: what goes over it, and when."""

from __future__ import annotations

import asyncio
import contextlib
import sys

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from websockets.exceptions import ProtocolError
from websockets.protocol import State
from websockets.server import ServerProtocol

from plivoml import Element, Hangup, Redirect, Response, Speak, streams
from plivoml.callbacks import StreamEvent, StreamStatus, TransferRequest
from plivoml.streams import DTMF, Checkpoint, ClearAudio, ClearedAudio, Media, PlayAudio
from plivoml.testing import Call, CallError, FailedCallError

from .flows import handler, proves
from .sockets import (
    ANSWER,
    MULAW,
    SOUND,
    TALK,
    TOKEN,
    Socket,
    agent,
    call_to,
    echo,
    greeter,
    mute,
    stream,
)


# What is sent.


@proves("The socket of a Stream", "The socket is opened once what stands before the Stream has run")
def test_a_stream_begins_with_a_start_that_says_what_it_is() -> None:
    with call_to(
        mute,
        Speak("one two"),
        stream(extra_headers={"tenant": "7"}, status_callback_url=f"{ANSWER}/status"),
    ) as call:
        (told,) = call.sent(StreamStatus)
        start = call.stream.start
        assert start is not None
        assert (start.call_id, start.stream_id) == (call.uuid, told.stream_id)
        assert (start.format, start.tracks) == (MULAW, ("inbound",))
        assert (start.sequence_number, start.extra_headers) == (1, {"tenant": "7"})
        assert (call.seconds, call.heard) == (0.8, ["one two"])
        assert call.stream.is_open


@proves("The socket of a Stream", "Each 20 ms of a track are a message")
def test_silence_is_sent_while_nobody_speaks_and_the_voice_when_somebody_does() -> None:
    with call_to(mute) as call:
        call.wait(0.1)
        call.stream.speak(SOUND * 2)
        sound = [one for one in call.stream.sent if isinstance(one, Media)]
        assert [one.audio for one in sound] == [MULAW.silence] * 5 + [SOUND] * 2
        assert [one.chunk for one in sound] == [1, 2, 3, 4, 5, 6, 7]
        assert [one.sequence_number for one in sound] == [2, 3, 4, 5, 6, 7, 8]
        times = [one.timestamp or 0 for one in sound]
        assert [later - times[0] for later in times] == [0, 20, 40, 60, 80, 100, 120]
        assert {one.track for one in sound} == {"inbound"}


def test_the_headers_are_told_as_the_element_has_them() -> None:
    with call_to(mute, stream(extra_headers="tenant=7, lang=es")) as call:
        assert call.stream.start is not None
        assert call.stream.start.extra_headers == {"tenant": "7", "lang": "es"}


def test_both_sides_of_a_call_are_sent_where_both_are_asked_for() -> None:
    element = stream(bidirectional=None, audio_track="both")
    with call_to(mute, element) as call:
        call.wait(0.04)
        tracks = [one.track for one in call.stream.sent if isinstance(one, Media)]
        assert tracks == ["inbound", "outbound"] * 2


@pytest.mark.parametrize(
    ("content_type", "form"),
    [
        (None, streams.L16_8000),
        ("audio/x-l16;rate=8000", streams.L16_8000),
        ("audio/x-l16;rate=16000", streams.L16_16000),
        ("audio/x-l16;rate=24000", streams.L16_24000),
        ("audio/x-mulaw;rate=8000", streams.MULAW_8000),
    ],
)
def test_the_format_is_that_of_the_element(content_type: str | None, form: streams.Format) -> None:
    with call_to(mute, stream(content_type=content_type)) as call:
        call.stream.speak(seconds=0.1)
        sound = [one.audio for one in call.stream.sent if isinstance(one, Media)]
        assert {len(one) for one in sound} == {form.chunk_bytes}
        assert call.stream.format == form
        assert form.silence not in sound, "a tone is no silence"


# What is played.


@proves("The socket of a Stream", "Playback runs at the pace of speech")
def test_a_greeting_is_heard_as_time_passes_and_its_checkpoint_is_answered_then() -> None:
    with call_to(greeter) as call:
        assert call.stream.wait_for(Checkpoint).name == "greeting"
        assert (call.seconds, call.stream.played) == (0, b"")
        call.wait(0.5)
        assert call.stream.played == b"\x80" * 4000
        assert not any(isinstance(one, streams.PlayedStream) for one in call.stream.sent)
        answered = call.stream.wait_for(streams.PlayedStream)
        assert (answered.name, call.seconds) == ("greeting", 2.0)
        assert call.stream.played == b"\x80" * 16_000


@proves("The socket of a Stream", "clearAudio empties the queue")
def test_what_is_cleared_is_neither_heard_nor_answered() -> None:
    with call_to(greeter) as call:
        call.wait(0.5)
        call.press("5")
        assert isinstance(call.stream.wait_for(ClearAudio), ClearAudio)
        assert isinstance(call.stream.wait_for("clearedAudio"), ClearedAudio)
        call.wait(5)
        assert len(call.stream.played) == 4000
        assert not any(isinstance(one, streams.PlayedStream) for one in call.stream.sent)
        assert "throws away 1.5 s of sound and 'greeting', which nothing will answer" in (
            call.transcript()
        )


@pytest.mark.uncounted
def test_a_minute_of_speech_that_is_paced_costs_no_time() -> None:
    async def reader(socket: Socket) -> None:
        await socket.recv()
        for _ in range(60 * 50):
            await socket.send(PlayAudio(SOUND, format=MULAW))
            await asyncio.sleep(0.02)
        await socket.mark("end")
        await mute(socket)

    with call_to(reader) as call:
        call.stream.wait_for(Checkpoint, within=61)
        assert 59 < call.seconds < 61
        call.stream.listen()
        assert len(call.stream.played) == 60 * 8000


def test_timers_between_two_frames_go_off_in_their_order() -> None:
    seen: list[tuple[str, float]] = []

    async def impatient(socket: Socket) -> None:
        await socket.recv()
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for wait in (0.005, 0.01, 0.03):
            await asyncio.sleep(wait)
            seen.append((f"{wait}", round(loop.time() - begun, 3)))
        await mute(socket)

    with call_to(impatient) as call:
        call.wait(0.04)
        assert seen == [("0.005", 0.005), ("0.01", 0.015)]
        call.wait(0.02)
        assert seen[-1] == ("0.03", 0.045)


def test_an_echo_is_heard_a_moment_later() -> None:
    with call_to(echo) as call:
        call.stream.speak(SOUND * 3)
        call.stream.listen(0.04)
        assert call.stream.played == SOUND * 3 + MULAW.silence


def test_silence_that_is_sent_is_not_listened_to() -> None:
    with call_to(echo) as call:
        call.stream.speak(SOUND * 3)
        call.stream.listen()
        assert call.stream.played.startswith(SOUND * 3 + MULAW.silence)
        assert call.seconds < 1


def test_tones_go_into_the_call() -> None:
    async def dialler(socket: Socket) -> None:
        await socket.recv()
        await socket.send(streams.SendDTMF("12#"))
        await mute(socket)

    with call_to(dialler) as call:
        assert call.stream.wait_for("sendDTMF") == streams.SendDTMF("12#")
        assert "server  presses 12# into the call" in call.transcript()


# What the caller does.


@proves("The socket of a Stream", "A key is a dtmf message")
def test_keys_go_to_the_socket_one_by_one() -> None:
    with call_to(mute) as call:
        call.press("1#")
        keys = [(one.digit, one.track) for one in call.stream.sent if isinstance(one, DTMF)]
        assert keys == [("1", "inbound"), ("#", "inbound")]


def test_words_are_refused_with_what_to_give_instead() -> None:
    with call_to(mute) as call:
        with pytest.raises(CallError) as refused:
            call.say("hello")
        assert refused.value.message == (
            "cannot say 'hello': a Stream carries sound and no words; call.stream.speak takes "
            "samples, a WAV file, or seconds=1.5 of a tone"
        )


@pytest.mark.parametrize("form", [streams.MULAW_8000, streams.L16_8000, streams.L16_16000])
def test_a_file_is_spoken(tmp_path: Path, form: streams.Format) -> None:
    path = wav(tmp_path, rate=form.sample_rate)
    with call_to(mute, stream(content_type=form.content_type)) as call:
        call.stream.speak(path)
        sound = [one.audio for one in call.stream.sent if isinstance(one, Media)]
        assert len(sound) == 5
        assert form.silence not in sound
        assert call.seconds == 0.1


def wav(folder: Path, *, rate: int = 8000, channels: int = 1, width: int = 2) -> Path:
    import wave

    path = folder / "words.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(bytes([1, 32][:width]) * (rate // 10) * channels)
    return path


@pytest.mark.parametrize(
    ("kind", "got"),
    [
        ({"rate": 44_100}, "got mono, 16 bits, 44100 Hz"),
        ({"channels": 2}, "got 2 channels, 16 bits, 8000 Hz"),
        ({"width": 1}, "got mono, 8 bits, 8000 Hz"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_converts_it(
    tmp_path: Path, kind: dict[str, int], got: str
) -> None:
    path = wav(tmp_path, **kind)
    with call_to(mute) as call:
        with pytest.raises(ValueError, match="expected mono, 16 bits, 8000 Hz") as refused:
            call.stream.speak(path)
        assert got in str(refused.value)
        assert "soxr.resample" in str(refused.value)
        assert call.seconds == 0


def test_what_is_no_wav_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.mp3"
    path.write_bytes(b"ID3")
    with call_to(mute) as call, pytest.raises(ValueError, match="expected a WAV file of 16 bits"):
        call.stream.speak(path)


def test_either_sound_or_a_time_is_spoken() -> None:
    with call_to(mute) as call:
        with pytest.raises(ValueError, match="got both or neither"):
            call.stream.speak()
        with pytest.raises(ValueError, match="got both or neither"):
            call.stream.speak(SOUND, seconds=1)


@pytest.mark.parametrize("form", [streams.MULAW_8000, streams.L16_8000])
def test_what_was_heard_can_be_kept_and_spoken_again(tmp_path: Path, form: streams.Format) -> None:
    path = tmp_path / "heard.wav"

    async def repeat(socket: Socket) -> None:
        while (message := await socket.recv()) is not None:
            if isinstance(message, Media):
                await socket.send(PlayAudio(message.audio, format=form))

    with call_to(repeat, stream(content_type=form.content_type)) as call:
        # All of mu-law but the zero that decoding makes positive, and whatever in linear.
        sound = (bytes(range(0x7F)) + bytes(range(0x80, 0x100))) * 32
        call.stream.speak(sound)
        call.stream.listen(0.04)
        heard = call.stream.played[: len(sound)]
        assert (heard, call.stream.seconds_played) == (sound, call.seconds - 0.02)
        call.stream.save(path)
        call.stream.speak(path)
        call.stream.listen(0.04)
        assert heard in call.stream.played[len(heard) :]


def test_a_tone_is_as_loud_as_a_voice() -> None:
    with call_to(mute, stream(content_type="audio/x-l16;rate=16000")) as call:
        call.stream.speak(seconds=1)
        sound = b"".join(one.audio for one in call.stream.sent if isinstance(one, Media))
        samples = memoryview(sound).cast("h")
        loud = (sum(one * one for one in samples) / len(samples)) ** 0.5
        assert 2000 < loud < 8000
        assert max(map(abs, samples)) < 32_000


# How it ends.


def events(call: Call) -> list[tuple[str | None, str | None]]:
    return [(one.event, one.status_reason or one.error) for one in call.sent(StreamStatus)]


STATUS = f"{ANSWER}/status"


@proves("The socket of a Stream", "The server's close ends the stream")
def test_the_next_element_runs_once_the_server_has_closed() -> None:
    with call_to(greeter, stream(status_callback_url=STATUS), Speak("After.")) as call:
        call.press("9")
        assert call.heard == ["After."]
        assert (call.stream.is_open, call.stream.close_code) == (False, 1000)
        assert events(call) == [
            ("StartStream", None),
            ("StopStream", "the server closed the stream"),
        ]
        assert call.hangup_cause.code == 4010


def test_a_hangup_behind_the_stream_is_a_normal_end() -> None:
    with call_to(greeter, stream(), Hangup()) as call:
        call.press("9")
        assert call.hangup_cause.code == 4000


@pytest.mark.parametrize("code", [1011, 4000])
def test_a_close_that_says_something_is_wrong_breaks_the_stream(code: int) -> None:
    async def broken(socket: Socket) -> None:
        await socket.recv()
        await socket.close(code)

    with call_to(broken, stream(status_callback_url=STATUS), Speak("After.")) as call:
        assert events(call)[-1] == ("DroppedStream", f"the server closed the socket with {code}")
        assert (call.stream.close_code, call.heard) == (code, ["After."])


def test_a_server_may_close_in_the_middle_of_time() -> None:
    async def brief(socket: Socket) -> None:
        await socket.recv()
        await asyncio.sleep(3)

    with call_to(brief) as call:
        assert call.stream.is_open
        call.wait(10)
        assert call.heard == ["After."]
        assert call.stream.close_code == 1000


def test_nobody_speaks_or_listens_to_a_socket_that_has_closed() -> None:
    async def brief(socket: Socket) -> None:
        await socket.recv()
        await asyncio.sleep(0.1)

    with call_to(brief) as call:
        call.stream.speak(seconds=2)
        assert (call.seconds, call.heard) == (0.5, ["After."])


def test_the_application_is_told_when_the_caller_hangs_up() -> None:
    ended: list[str] = []

    async def tidy(socket: Socket) -> None:
        await mute(socket)
        await asyncio.sleep(1)
        ended.append("tidied up")

    with call_to(tidy, stream(status_callback_url=STATUS)) as call:
        call.wait(1)
        call.hang_up()
        assert ended == ["tidied up"]
        assert events(call)[-1] == ("StopStream", "Call hangup")
        assert "the stream is over: the caller hung up" in call.transcript()
        assert (call.stream.is_open, call.stream.close_code) == (False, None)
        assert call.hangup_cause.code == 4000


def test_the_time_of_a_stream_may_run_out() -> None:
    with call_to(
        mute, stream(stream_timeout=30, status_callback_url=STATUS), Speak("After.")
    ) as call:
        call.wait(29)
        assert call.stream.is_open
        call.wait(1)
        assert events(call)[-1] == ("StopStream", "Stream timeout")
        assert (call.stream.is_open, call.heard) == (False, ["After."])


def test_the_api_may_stop_a_stream() -> None:
    with call_to(mute) as call:
        call.stream.close()
        assert (call.stream.is_open, call.heard) == (False, ["After."])
        with pytest.raises(CallError, match=r"cannot be closed: <AudioStream .*: closed \(None\)>"):
            call.stream.close()


def test_the_end_of_a_stream_can_be_told_from_outside() -> None:
    with call_to(mute, stream(status_callback_url=STATUS), Speak("After.")) as call:
        call.stream_ends(error="the network is down")
        assert not call.stream.is_open
        assert events(call)[-1] == (StreamEvent.DROPPED_STREAM, "the network is down")
        assert call.heard == ["After."]


@proves("The socket of a Stream", "A transfer waits for the end of a stream")
def test_a_transfer_waits_for_the_end_of_the_stream() -> None:
    app = agent(mute)
    there = f"{ANSWER}/there"
    with Call(
        {"/answer": answer_with(stream()), "/answer/there": moved}, ANSWER, sockets={TALK: app}
    ) as call:
        call.answer()
        call.transfer(there)
        assert (call.sent(TransferRequest), call.stream.is_open) == ([], True)
        call.stream.close()
        assert len(call.sent(TransferRequest)) == 1
        assert call.heard == ["Moved."]


def test_a_transfer_that_leads_nowhere_ends_the_call_after_the_stream() -> None:
    with Call({"/answer": answer_with(stream())}, ANSWER, sockets={TALK: agent(mute)}) as call:
        call.answer()
        call.transfer(f"{ANSWER}/nowhere")
        call.stream.close()
        assert call.hangup_cause.code == 7013
        assert call.failure is not None


def test_a_transfer_after_the_stream_is_made_at_once() -> None:
    app = {"/answer": answer_with(stream(), Speak("Long " * 50)), "/answer/there": moved}
    with Call(app, ANSWER, sockets={TALK: agent(mute)}) as call:
        call.answer()
        call.stream_ends(listen=1)
        call.transfer(f"{ANSWER}/there", listen=1)
        assert call.heard[-1] == "Moved."


def answer_with(*elements: Element) -> Callable[[object], object]:
    return handler(list(elements))


def moved(_: object) -> Response:
    return Response([Speak("Moved.")])


# Beside the call.


def test_a_stream_runs_beside_what_follows() -> None:
    element = stream(keep_call_alive=False, status_callback_url=STATUS)
    with call_to(greeter, element, Speak("one two three four five six")) as call:
        assert len(call.stream.played) == 16_000
        assert events(call)[-1] == ("StopStream", "Call hangup")
        assert call.stream.close_code is None


def test_a_stream_beside_the_call_may_end_before_it() -> None:
    async def brief(socket: Socket) -> None:
        await socket.recv()
        await asyncio.sleep(0.5)

    async def broken(socket: Socket) -> None:
        await brief(socket)
        await socket.close(1011)

    element = stream(keep_call_alive=False, status_callback_url=STATUS)
    for endpoint, event in ((brief, "StopStream"), (broken, "DroppedStream")):
        with call_to(endpoint, element, Speak("one two three four five")) as call:
            assert [one[0] for one in events(call)] == ["StartStream", event]
            assert call.heard == ["one two three four five"]


def test_a_stream_beside_the_call_can_be_closed_alone() -> None:
    element = stream(keep_call_alive=False)
    with Call(agent(mute, element, Speak("one two three")), ANSWER) as call:
        call.answer(listen=0.5)
        call.stream.close()
        assert not call.stream.is_open
        assert call.is_over


@proves("The socket of a Stream", "A call has one stream at a time")
def test_a_second_stream_beside_the_first_is_not_opened() -> None:
    element = stream(keep_call_alive=False)
    with call_to(mute, element, element, Speak("one")) as call:
        assert len(call.streams) == 1
        assert "a call has one stream at a time: this one is not opened" in call.transcript()


def test_a_call_may_have_one_stream_after_the_other() -> None:
    with call_to(greeter, stream(), stream()) as call:
        first = call.stream
        call.press("9")
        assert call.streams == [first, call.stream]
        assert [one.is_open for one in call.streams] == [False, True]


# Who has the other end.


def test_a_function_has_the_socket_of_another_host() -> None:
    elsewhere = "wss://agent.example.com/talk?call=c-1"
    paths: list[str] = []

    async def talk(connection: Any) -> None:
        paths.append(connection.request.path)
        assert connection.request.headers["HOST"] == "agent.example.com"
        assert len(connection.request.headers) == len(list(connection.request.headers))
        async for frame in connection:
            message = streams.parse(frame)
            if isinstance(message, DTMF):
                await connection.close()
                with pytest.raises(Exception, match="1000"):
                    await connection.send("late")
                with pytest.raises(Exception, match="1000"):
                    await connection.recv()
                await connection.close()
        assert connection.close_code == 1000

    app = {"/answer": answer_with(stream(url=elsewhere), Speak("After."))}
    for address in ("wss://agent.example.com/talk", "wss://agent.example.com"):
        with Call(app, ANSWER, sockets={address: talk}) as call:
            call.answer()
            call.wait(1)
            call.press("9")
            assert call.heard == ["After."]
    assert paths == ["/talk?call=c-1"] * 2


def test_a_function_that_hears_of_a_hangup_while_it_sends() -> None:
    raised: list[str] = []

    async def talkative(connection: Any) -> None:
        frame = streams.PlayAudio(SOUND, format=MULAW).to_json()
        try:
            while True:
                await connection.send(frame)
                await asyncio.sleep(0.02)
        except Exception as error:
            raised.append(type(error).__name__)
            raise

    with Call({"/answer": answer_with(stream())}, ANSWER, sockets={TALK: talkative}) as call:
        call.answer()
        call.wait(1)
        call.hang_up()
        assert raised == ["ConnectionClosedOK"]


@pytest.mark.parametrize("path", ["", "/", "/Talk"])
def test_a_socket_is_found_however_its_scheme_and_host_are_written(path: str) -> None:
    app = {"/answer": answer_with(stream(url="wss://Agent.example.com/Talk?call=C-1"))}
    sockets = {f"Wss://AGENT.example.com{path}": agent(mute)}
    with Call(app, ANSWER, auth_token=TOKEN, sockets=sockets) as call:
        call.answer()
        assert call.stream.is_open


WRONG_CLOSES = [
    *((code, "") for code in (0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 70_000)),
    (4000, "x" * 124),
    (4000, "\u00fc" * 62),
]


def test_a_function_closes_as_websockets_lets_it() -> None:
    raised: list[Exception] = []

    async def talk(connection: Any) -> None:
        for code, reason in WRONG_CLOSES:
            try:
                await connection.close(code, reason)
            except ProtocolError as error:
                raised.append(error)
        assert connection.close_code is None
        await connection.close(4999, "x" * 123)

    with Call({"/answer": answer_with(stream())}, ANSWER, sockets={TALK: talk}) as call:
        call.answer()
        assert call.stream.close_code == 4999
    assert [str(error).partition(":")[0] for error in raised] == [
        *["invalid status code"] * (len(WRONG_CLOSES) - 2),
        *["control frame too long"] * 2,
    ]
    for (code, reason), error in zip(WRONG_CLOSES, raised, strict=True):
        with pytest.raises(ProtocolError, match=str(error).partition(":")[0]):
            ServerProtocol(state=State.OPEN).send_close(code, reason)


@pytest.mark.parametrize("ask", ["recv", "send", "close", "frames"])
def test_a_function_that_asks_a_closed_connection_again_is_left_waiting(ask: str) -> None:
    async def talk(connection: Any) -> None:
        async for _ in connection:
            pass
        while True:
            with contextlib.suppress(Exception):
                if ask == "frames":
                    async for _ in connection:
                        pass
                else:
                    await (connection.send("{}") if ask == "send" else getattr(connection, ask)())

    call = Call({"/answer": answer_with(stream())}, ANSWER, sockets={TALK: talk}, timeout=1)
    call.answer()
    call.hang_up()
    with pytest.raises(FailedCallError, match="its endpoint still runs 10 s after"):
        call.__exit__(None, None, None)


def test_a_function_needs_no_websockets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "websockets.exceptions", None)
    raised: list[str] = []

    async def talk(connection: Any) -> None:
        await connection.recv()
        with pytest.raises(ValueError, match=r"^invalid status code: .* got 1005$"):
            await connection.close(1005)
        await connection.close()
        try:
            await connection.recv()
        except ConnectionError as error:
            raised.append(str(error))

    with Call(
        {"/answer": answer_with(stream())}, ANSWER, sockets={TALK: talk}, strict=False
    ) as call:
        call.answer()
        assert raised == ["the connection is closed"]


def test_nobody_is_known_to_have_the_other_end() -> None:
    with Call({"/answer": answer_with(stream(), Speak("After."))}, ANSWER) as call:
        call.answer()
        assert call.stream.is_open
        call.press("5")
        assert [type(one) for one in call.stream.sent] == [streams.Start, DTMF]
        with pytest.raises(CallError) as refused:
            call.stream.speak(seconds=1)
        assert refused.value.message == (
            f"cannot speak: nobody is known to have the other end of {TALK}: "
            "give Call(..., sockets={URL: what has it})"
        )
        with pytest.raises(CallError, match="cannot wait for Checkpoint: nobody is known"):
            call.stream.wait_for(Checkpoint)
        call.stream_ends()
        assert call.heard == ["After."]


@pytest.mark.parametrize(
    ("sockets", "error", "message"),
    [
        ({"https://agent.example.com": mute}, ValueError, "expected a URL that starts with wss://"),
        ({TALK: 5}, TypeError, "expected a URL, an ASGI application or a function; got 5"),
        ({TALK: "ws://agent.example.com"}, ValueError, "expected a URL on loopback"),
    ],
)
def test_what_can_have_no_socket_is_refused(
    sockets: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        Call({}, ANSWER, sockets=sockets)  # type: ignore[arg-type]


# Several.


def test_several_calls_have_sockets_at_once() -> None:
    with Call(agent(echo), ANSWER, auth_token=TOKEN) as first:
        first.answer()
        second = first.another()
        second.answer()
        first.stream.speak(SOUND * 5)
        second.stream.speak(b"\x90" * 320)
        first.stream.listen(0.1)
        for call, sound in ((first, SOUND), (second, b"\x90" * 160)):
            assert set(call.stream.played) == {sound[0], 0xFF}
        first.hang_up()
        assert second.stream.is_open


def test_a_test_may_be_asynchronous() -> None:
    async def test() -> None:
        with call_to(echo) as call:
            await asyncio.sleep(0)
            call.stream.speak(SOUND)
            assert call.stream.wait_for(PlayAudio).audio == SOUND

    asyncio.run(test())


def test_there_is_no_stream_yet() -> None:
    call = Call(agent(mute), ANSWER)
    with pytest.raises(CallError, match="the call has no stream; the call has not begun"):
        _ = call.stream
    assert call.streams == []


def test_a_redirect_behind_the_stream_answers_by_what_was_asked_for() -> None:
    app = {
        "/answer": answer_with(stream(), Redirect(f"{ANSWER}/talked")),
        "/answer/talked": moved,
    }
    with Call(app, ANSWER, sockets={TALK: agent(greeter)}) as call:
        call.answer()
        call.press("9")
        assert call.heard == ["Moved."]
