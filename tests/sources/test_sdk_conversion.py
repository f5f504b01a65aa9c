"""Programs that build with Plivo's Python SDK, as plivoml: run beside the SDK."""

from __future__ import annotations

import inspect

from pathlib import Path
from typing import Any

import pytest

from tests.support import sources
from tests.support.converting import Document, python
from tests.support.sameness import canonical
from tests.support.sdk_programs import VALUES, drawn
from tests.support.sources import Conversion, Refusal
from tests.support.written import assert_is_typed

from .marks import MARK, places


PROGRAMS = [*drawn(2026, 40)]

IMPORT = "from plivo import plivoxml\n"

#: What the SDK's pages build, in other words.
DOCUMENTED = {
    "speak": 'r.add_speak("Hello, how are you?", voice="MAN", language="en-GB", loop=1)',
    "play": 'r.add(plivoxml.PlayElement("https://example.com/trumpet.mp3"))',
    "dial a number": 'r.add(plivoxml.DialElement().add(plivoxml.NumberElement("+15550100123")))',
    "dial a user": """
        r.add_speak("Connecting your call..")
        dial = plivoxml.DialElement(action="https://example.com/status", confirm_key="3", timeout=20)
        dial.add(plivoxml.UserElement("sip:alice@example.com"))
        dial.add(plivoxml.NumberElement("+15550100123", send_digits="wwww2410"))
        r.add(dial)
        r.add_speak("Nobody has answered.")
    """,
    "a conference": """
        r.add(plivoxml.ConferenceElement(
            "My room", end_conference_on_exit=True, enter_sound="beep:2", wait_sound=settings.url
        ))
    """,
    "input": """
        r.add(
            plivoxml.GetInputElement()
            .set_action("https://example.com/first_branch")
            .set_method("POST")
            .set_input_type("dtmf")
            .set_digit_end_timeout(5)
            .set_redirect(True)
            .add_speak(content="Press 1 for your balance.")
        ).add_speak("Nothing was pressed.")
    """,
    "digits": """
        digits = plivoxml.GetDigitsElement(
            action="https://example.com/digits", valid_digits="12", num_digits=1, play_beep=True
        )
        r.add(digits.add_play("https://example.com/menu.mp3").add_wait(length=2))
    """,
    "a recording": """
        r.add_record(action=settings.url, max_length=30, transcription_type="auto", play_beep=False)
    """,
    "a message": 'r.add_message("Hi", src="+15550100123", dst="+15550100124", type="sms")',
    "before the call is answered": """
        r.add(plivoxml.PreAnswerElement().add_speak("This call is free.").add_wait(length=1))
        r.add_dtmf("12345", async_=False)
    """,
    "speech": """
        r.add(
            plivoxml.SpeakElement("The", voice="Polly.Joey", language="en-US")
            .add_s("This is a sentence.")
            .add_break(strength="medium", time="1s")
            .add_cont("and")
            .add_say_as("20", interpret_as="cardinal")
            .add_lang("Bonjour", xmllang="fr-FR")
            .add_prosody("slow", volume="loud", rate="slow", pitch="high")
            .add_phoneme("tomato", alphabet="ipa", ph="təˈmeɪtəʊ")
            .add_sub("WWW", alias="world wide web")
            .add_w("read", role="amazon:VB")
            .add(plivoxml.EmphasisElement("now", level="strong").add_break())
            .add(plivoxml.PElement("The end."))
        )
    """,
    "a multi-party call": """
        r.add_multi_party_call(name, role="agent", wait_music_url=settings.url, record=flag)
    """,
    "a stream": """
        r.add(plivoxml.StreamElement(
            "wss://example.com/stream", bidirectional=True, keepCallAlive=flag, streamTimeout=600,
            contentType="audio/x-mulaw;rate=8000", extraHeaders="user=alice",
        ))
    """,
    "waiting, redirected, ended": """
        r.add_wait(length=10, silence=True, min_silence=2000)
        r.add(plivoxml.RedirectElement(settings.url, method="GET"))
        r.add_hangup(reason="rejected", schedule=60)
    """,
}


def documented(body: str) -> str:
    lines = inspect.cleandoc(f"\n{body}").replace("\n", "\n    ")
    names = ", ".join(VALUES)
    return (
        f"{IMPORT}def answer({names}):\n    r = plivoxml.ResponseElement()\n    {lines}\n"
        "    return r.to_string(pretty=False)\n"
    )


def converted(program: str) -> str:
    """Return the module that builds the one document of a program."""
    ((_, _, found),) = sources.documents_in(program)
    assert isinstance(found, Conversion), found
    return python.module([Document(found.element, found.blanks)])


def run(program: str) -> Any:
    """Return what `answer` is in a program, called with what it asks for."""
    names: dict[str, Any] = {}
    exec(program, names)
    answer = names["answer"]
    if not callable(answer):
        return answer
    known = {**VALUES, "AGENT": "+15550100188", "BASE": "https://example.com"}
    return answer(**{name: known[name] for name in inspect.signature(answer).parameters})


EVERY = [*PROGRAMS, *map(documented, DOCUMENTED.values())]
IDS = [*map(str, range(len(PROGRAMS))), *DOCUMENTED]


@pytest.mark.parametrize("program", EVERY, ids=IDS)
def test_what_is_converted_builds_what_the_sdk_builds(program: str) -> None:
    assert canonical(str(run(converted(program)))) == canonical(run(program))


@pytest.mark.long
@pytest.mark.once
def test_what_is_converted_is_typed(tmp_path: Path) -> None:
    folder = tmp_path / "programs"
    folder.mkdir()
    for number, program in enumerate(EVERY):
        (folder / f"program_{number}.py").write_text(converted(program), encoding="utf-8")
    assert_is_typed(folder)


#: What cannot be carried over: a mark stands before the place that is named.
REFUSED = [
    ("»for x in a:\n    r.add_speak(x)", "what is conditional or repeated"),
    ("»if a:\n    r.add_wait(length=1)", "what is conditional or repeated"),
    ("r.add(»a)", "'{a}' stands for elements"),
    ("»a(r)", "'{a(r)}' stands for elements"),
    ("r.add_speak('Hello', »lang='en-GB')", "expected a keyword of add_speak; got 'lang'"),
    ("r.add_speak('Hello', **»a)", "'{a}' stands for attributes"),
    ("w = »plivoxml.WaitElement(length=2)\nr.add_hangup()", "stands in no document that is seen"),
]


@pytest.mark.parametrize(("body", "why"), REFUSED)
def test_what_cannot_be_converted_is_named(body: str, why: str) -> None:
    lines = body.replace("\n", "\n    ")
    marked = (
        f"{IMPORT}def answer(a):\n    r = plivoxml.ResponseElement()\n    {lines}\n"
        "    return r.to_string()\n"
    )
    found = [*sources.documents_in(marked.replace(MARK, ""))]
    told = [(line, column, one.why) for line, column, one in found if isinstance(one, Refusal)]
    ((line, column, said),) = told
    assert [(line, column)] == places(marked)
    assert why in said


#: Calls, and what they are as plivoml; `x` has no type, `n` is a number and `t` a text.
WRITTEN = [
    ("r.add_speak(x)", "Speak(x)"),
    ("r.add_speak(x.a)", "Speak(x.a)"),
    ("r.add_speak(n)", "Speak(str(n))"),
    ("r.add_wait(length=x)", "Wait(length=None if x is None else int(x))"),
    ("r.add_wait(length=x.a())", "Wait(length=int(x.a()))"),
    ("r.add_wait(length=n)", "Wait(length=n)"),
    ("r.add_wait(length=t)", "Wait(length=int(t))"),
    ("r.add_wait(beep=x)", "Wait(beep=x)"),
    ("r.add_wait(beep=t)", "Wait(beep=bool(t))"),
    ("r.add_play(t, loop=f'{n}')", "Play(t, loop=n)"),
    ("r.add_redirect(t, method=x)", "Redirect(t, method=x)"),
    ("r.add_redirect(t, method=x.a)", 'Redirect(t, method=cast("Any", x.a))'),
    ("r.add(plivoxml.StreamElement(t, streamTimeout=x))", "Stream(t, stream_timeout=x)"),
    ("r.add_speak(None)", "Speak([])"),
    ("r.add_speak('a', voice=None)", 'Speak("a")'),
    ("r.add(plivoxml.DTMFElement(f'{t}w{n}'))", 'DTMF(f"{t}w{n}")'),
]


@pytest.mark.parametrize(("call", "code"), WRITTEN)
def test_a_value_is_given_as_plivoml_takes_it(call: str, code: str) -> None:
    text = (
        f"{IMPORT}def answer(x, n: int, t: str):\n    r = plivoxml.ResponseElement()\n    {call}\n"
        "    return r.to_string()\n"
    )
    ((_, _, found),) = sources.documents_in(text)
    assert isinstance(found, Conversion)
    assert found.code == f"Response([{code}])"
