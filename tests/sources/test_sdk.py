"""Programs that build with Plivo's Python SDK: what is told of them, and where."""

from __future__ import annotations

import textwrap

import pytest

from tests.sources.marks import faults
from tests.support.checking import check_data


IMPORT = "from plivo import plivoxml\n"


def program(body: str) -> str:
    """Put statements into a function that answers with a Response `r`."""
    lines = textwrap.dedent(body).strip("\n")
    inside = f"r = plivoxml.ResponseElement()\n{lines}\nreturn r.to_string()"
    return f"{IMPORT}def answer(a, b):\n{textwrap.indent(inside, '    ')}\n"


RIGHT = {
    "one after the other": """
        r.add(plivoxml.SpeakElement("Hello", voice="WOMAN", language="en-GB", loop=2))
        r.add(plivoxml.HangupElement(schedule=60, reason="busy"))
    """,
    "a chain": """
        r.add_speak("Hello").add_wait(length=2).add(plivoxml.PlayElement("https://example.com/a.mp3"))
    """,
    "an element that grows after it is added": """
        dial = plivoxml.DialElement(timeout=20, caller_id=a)
        r.add(dial)
        dial.add_number("+15550100123").add_user("sip:alice@example.com", send_digits="1w2")
        r.add_speak("Nobody is here.")
    """,
    "loops and conditions": """
        dial = plivoxml.DialElement(method="GET" if a else "POST", action="https://example.com/")
        for number in b:
            dial.add(plivoxml.NumberElement(number))
        if a:
            r.add(dial)
        elif b:
            r.add_speak(f"Hello {a}")
        else:
            r.add_hangup(reason="busy")
            return r.to_string()
        r.add_speak("Goodbye")
    """,
    "values of any kind": """
        wait = plivoxml.WaitElement(length="5", silence=True, min_silence=500.0)
        wait.set_beep(a).set_length(b["seconds"])
        wait.min_silence = 300
        r.add(wait).add_speak("Hello & <goodbye>, \\"Alice\\"\\n")
    """,
    "what is not seen": """
        r.add_speak("Hello", **a)
        r.add(plivoxml.DialElement(*b).add(a))
        r.add(a.menu())
        prepare(r)
    """,
    "speech": """
        speak = plivoxml.SpeakElement("Hello", voice="Polly.Amy")
        speak.add_break(strength="strong").add_cont(" you ").add_emphasis("there", level="strong")
        speak.add(plivoxml.LangElement("Bonjour", xmllang="fr-FR"))
        r.add(speak)
    """,
    "a call that lets nobody wait": """
        r.add(plivoxml.GetInputElement(
            action="https://example.com/", input_type="dtmf speech", hints="sales,support"
        ).add_speak("One?").add_play(content="https://example.com/a.mp3", loop=0))
        r.add_redirect("https://example.com/", method="GET")
    """,
    "words in any letters": """
        r.add(plivoxml.MultiPartyCallElement(
            "room", role="Agent", enter_sound="https://example.com/A.mp3", wait_music_method="post",
            status_callback_events=None, transcript=None, exit_sound=None,
        ))
    """,
    "with, try and match": """
        with a as b:
            r.add_speak("Hello")
        try:
            r.add_speak(b.name)
        except ValueError:
            raise
        finally:
            r.add_wait(length=1)
        match a:
            case 1:
                r.add_speak("One")
            case _:
                r.add_hangup()
    """,
}


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_nothing_is_told_of_what_is_right(body: str) -> None:
    told = check_data(program(body).encode(), ".py")
    wrong = [one for one in told if one.severity == "error" or one.rule == "written-by-sdk"]
    assert [one for one in wrong if "writes by itself" not in one.message] == []


#: Each mark stands before a fault, of which the line below names the rule.
WRONG = {
    "misspelt keywords": (
        """
        r.add(plivoxml.SpeakElement("Hello", »lang="en-GB"))
        r.add(plivoxml.DialElement(»timeOut=20).add_number("+15550100123"))
        r.add_speak("Nobody", »langauge="en-GB")
        """,
        ["refused-by-sdk"] * 3,
    ),
    "names that there are not": (
        """
        r.add(»plivoxml.SpeekElement("Hello"))
        r.»add_speek("Hello")
        r.»add_stream("wss://example.com").add_hangup()
        """,
        ["refused-by-sdk"] * 3,
    ),
    "values that Plivo does not take": (
        """
        r.add(plivoxml.SpeakElement("Hello", »voice="alice"))
        wait = plivoxml.WaitElement()
        wait.»set_length(0)
        r.add(wait)
        r.add_record(»method="PUT", action=f"https://example.com/{a}")
        r.add_play("https://example.com/a.mp3", »-1)
        """,
        ["bad-value"] * 4,
    ),
    "values that the SDK does not take": (
        """
        r.add_wait(»"soon", min_silence=»[1])
        r.add(plivoxml.MultiPartyCallElement("room", "agent", max_duration=»"3600"))
        r.add(plivoxml.StreamElement("wss://example.com", keepCallAlive=»f"{a}"))
        r.add_speak(»5)
        r.add_speak(»"bell \\a")
        """,
        ["refused-by-sdk"] * 6,
    ),
    "arguments": (
        """
        r.»add_speak()
        r.add(»plivoxml.MultiPartyCallElement("room"))
        r.add_redirect("https://example.com/", "GET", »"POST")
        r.add_play("https://example.com/a.mp3", »content="https://example.com/b.mp3")
        r.»add()
        plivoxml.WaitElement().»set_length(1, 2)
        """,
        ["refused-by-sdk"] * 6,
    ),
    "helpers that lag": (
        """
        r.add_conference("room", »record_when_alone="true")
        r.add_dial(»plivoxml.DialElement().add_number("+15550100123"))
        """,
        ["refused-by-sdk", "refused-by-sdk"],
    ),
    "nesting that the SDK refuses": (
        """
        dial = plivoxml.DialElement().add(»plivoxml.SpeakElement("Hello")).add_number("+15550100123")
        r.add(dial).add(»plivoxml.NumberElement("+15550100123")).add(»"Hello").add(»f"{a}")
        plivoxml.HangupElement().add(»plivoxml.WaitElement(length=1))
        """,
        ["refused-by-sdk"] * 5,
    ),
    "nesting that Plivo refuses": (
        """
        r.add(»plivoxml.DialElement())
        """,
        ["dial-without-target"],
    ),
    "what is written otherwise": (
        """
        r.add_wait(length=5, beep=»"false")
        r.add_get_input(action="https://example.com/", input_type="dtmf", num_digits=»7.5)
        r.add_dtmf("1w2", async_=»"no")
        r.add_conference("room", enter_sound=»True)
        """,
        ["written-by-sdk"] * 4,
    ),
    "in each branch": (
        """
        if a:
            dial = plivoxml.DialElement(»method="PUT")
        else:
            dial = plivoxml.DialElement(»method="PATCH")
        for number in b:
            dial.add_number(number, »sendDigits="1")
        r.add(dial)
        r.add(plivoxml.WaitElement(»length=0) if a else plivoxml.SpeakElement("a", »voice="bob"))
        """,
        ["bad-value", "bad-value", "refused-by-sdk", "bad-value", "bad-value"],
    ),
}


@pytest.mark.parametrize(("body", "rules"), WRONG.values(), ids=WRONG)
def test_each_fault_has_its_line_and_column(body: str, rules: list[str]) -> None:
    told = faults(program(body), severity="warning", select=sorted({*rules}))
    assert [one.rule for one in told] == rules


WRITTEN = "expected a value that"
TRUE = "becomes 'true'"
GIVEN = "expected what the program gives"
FIRST = 'maxDuration="14400"'
MORE = "attributes that"
ITSELF = "writes by itself"


def test_what_is_told_names_what_is_meant() -> None:
    body = """
        r.add(plivoxml.DialElement(timeOut=20).add_number("+15550100123"))
        r.add_dial(confirm_timeout=5)
        r.add_speak(content="Hello", voice=None, loop="twice")
        r.add_wait(length=5, beep="false")
        r.add(plivoxml.MultiPartyCallElement("room", role="agent"))
        r.add_hangup().add(plivoxml.HangupElement().add(plivoxml.WaitElement()))
    """
    told = check_data(program(body).encode(), ".py", ["refused-by-sdk", "written-by-sdk"])
    found = [f"{one.line}:{one.column}: {one.severity}: {one.message}" for one in told]
    assert found == [
        "4:32: error: expected a keyword of DialElement; got 'timeOut'",
        "5:16: error: expected a keyword of add_dial; got 'confirm_timeout'",
        "6:51: error: expected a whole number as loop of SpeakElement; got 'twice'",
        f"7:31: warning: {WRITTEN} WaitElement writes as it is; got beep='false', which {TRUE}",
        f"8:11: info: {GIVEN}; got {FIRST} and 26 more {MORE} MultiPartyCallElement {ITSELF}",
        "9:53: error: expected nothing in Hangup; got 'Wait'",
    ]
    hints = [one.hint for one in told if one.hint]
    assert hints == ["did you mean 'timeout'?", "write add(DialElement(...)), which takes it"]


def test_a_comment_turns_a_rule_off() -> None:
    text = program('r.add_speak("Hello", lang="en-GB")  # plivoml: ignore refused-by-sdk')
    assert check_data(text.encode(), ".py") == []
