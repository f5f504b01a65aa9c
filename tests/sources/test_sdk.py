"""Programs that build with Plivo's Python SDK: what is told of them, and where."""

from __future__ import annotations

import textwrap

import pytest

from tests.sources.marks import faults
from tests.support.checking import check_data
from tests.support.sources import Refusal, documents_in


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


#: Ways to get somewhere: each `wait` is followed, and is wrong wherever it stands.
FOLLOWED = [
    "if (w := plivoxml.WaitElement(»length=0)):\n    r.add(w)",
    "r.add(await plivoxml.WaitElement(»length=0))",
    "[r.add_wait(»length=0) for _ in a]",
    "w = plivoxml.WaitElement()\nw.»length = 0\nw.other = 1\nr.add(w)",
    "w = plivoxml.WaitElement()\nif a:\n    w.»set_length(0)\nr.add(w)",
    "w = plivoxml.WaitElement(»length=0)\nif a:\n    w.»set_length(-1)\n    w.length = None\nr.add(w)",
    "w = plivoxml.WaitElement(length=-1)\nw.set_length(None)\nr.add(w)\nr.add_wait(»length=0)",
    "w: object = plivoxml.WaitElement(»length=0)\nr.add(element=w)",
    "s = t = plivoxml.SpeakElement('x', »voice='bob')\nr.add(s).add(t)",
    "w, v = plivoxml.WaitElement(length=1), 2\nr.add(w).add_wait(»length=0)",
    "w[0] = r\nr.add_wait(»length=0)",
    "while a:\n    r.add_wait(»length=0)\nelse:\n    r.add_wait(»length=-1)",
    "async for x, y in a:\n    r.add_wait(»length=0)",
    "match a:\n    case 1:\n        r.add_wait(»length=0)\n    case 2:\n        pass",
    "if a:\n    r.add_wait(»length=0)\n    return r\nelse:\n    with a:\n        return r",
    "try:\n    r.add_wait(»length=0)\n    return r\nexcept OSError:\n    raise\nr.add_wait(length=-1)",
    "if a:\n    return\nr.add_wait(»length=0)",
    "if a:\n    if b:\n        return 1\n    else:\n        return 2\nr.add_wait(»length=0)",
    "async with a as b:\n    r.add_wait(»length=0)",
    "w = v = None\nif a:\n    w = r.add_wait(»length=0)\nelse:\n    w = r\nw.add_wait(»length=-1)",
    "g = plivoxml.GetInputElement(action=a)\ng.add_speak('x', »voice='bob')\na(g, str(r))\nr.add(g)",
    "w = plivoxml.WaitElement(»length=0)\na(w)\nr.add(w)",
    "f = lambda: 0\nr.add_wait(»length=0)\nassert r.to_string()",
    "class X:\n    pass\nr.add_wait(»length=0)\na(r.to_dict())",
    "s = plivoxml.SpeakElement('x', voice='Polly.Amy')\ns.content = »5\nr.add(s)",
    "e = plivoxml.EmphasisElement('x', »level='high').add_break()\ne.add(e)\nr.add_speak('x').add(e)".replace(
        "r.add_speak('x')", "s = plivoxml.SpeakElement('x', voice='Polly.Amy')\nr.add(s)\ns"
    ),
    "a1 = -1\n" + "".join(f"a{n} = a{n - 1}\n" for n in range(2, 12)) + "r.add_wait(»length=0)"
    ".add_wait(length=a11)",
    "r.add_speak('%c' % a).add_wait(»length=0)",
    "c = »plivoxml.ContElement()\nr.add(plivoxml.SpeakElement('x', voice='Polly.Amy').add(c))",
    "r.add_play('https://example.com/a.mp3', »loop=1e999)".replace("»loop=", "loop=»"),
    "r.add_wait(»length=0, min_silence=0x" + "f" * 5000 + ")",
    "try:\n    return r.add_wait(»length=0)\nexcept OSError:\n    with a:\n        return 1",
    "if a:\n    try:\n        return 1\n    except OSError:\n        return 2\nr.add_wait(»length=0)",
    "r.add_speak(b'x').add_wait(»length=0)",
    "r.add_speak('%(x)s' % a).add_wait(»length=0)",
    "r.add_speak('%d' % (a, b)).add_wait(»length=0)",
    "r.add_conference(content=a, »enter_sound={'a': 1})",
]


@pytest.mark.parametrize("body", FOLLOWED)
def test_it_is_followed(body: str) -> None:
    ignored = ["no-fallback", "unreachable"]
    assert faults(program(body).replace("def ", "async def "), ignore=ignored)


def test_what_the_module_builds_is_known_in_its_functions() -> None:
    marked = f"""{IMPORT}
LENGTH = 0
END = plivoxml.HangupElement(»schedule=0)
class Menu:
    VOICE = "bob"
    def __init__(self):
        self.response = plivoxml.ResponseElement()
        self.response.add(END).add_wait(»length=LENGTH)
        self.response.add_speak("Hello", »voice=Menu.VOICE)
def more(response: plivoxml.ResponseElement, number: int):
    response.add_wait(»length=0)
    response.add_wait(length=number)
    return response
def part():
    return plivoxml.DialElement(caller_id="+15550100123", »method="PUT")
def number():
    return plivoxml.NumberElement("+15550100123", »send_digits=»True)
def pause():
    return plivoxml.BreakElement(»time="long")
"""
    told = faults(marked, severity="warning", select=["bad-value", "written-by-sdk"])
    assert [one.rule for one in told] == ["bad-value"] * 6 + ["written-by-sdk", "bad-value"]


@pytest.mark.parametrize(
    "text",
    [
        "from plivo import plivoxml as x\nr = x.ResponseElement().add_wait(»length=0)",
        "import plivo\nr = plivo.plivoxml.ResponseElement().add_wait(»length=0)",
        "import plivo.xml\nr = plivo.xml.ResponseElement().add_wait(»length=0)",
        "from plivo.xml import ResponseElement\nr = ResponseElement().add_wait(»length=0)",
        "from plivo.xml.waitElement import WaitElement as W\nfrom plivo.xml import *\nx = W(»length=0)",
    ],
)
def test_the_classes_are_known_by_every_name(text: str) -> None:
    assert faults(text)


def test_an_older_library_of_that_name_is_left_alone() -> None:
    assert check_data(b"import plivoxml\nr = plivoxml.Response()\nr.addWait(length=0)", ".py") == []


@pytest.mark.uncounted
def test_what_grows_without_end_is_left_alone() -> None:
    lines = [f"d{n} = plivoxml.SpeakElement('x').add(d{n - 1}).add(d{n - 1})" for n in range(1, 60)]
    text = program("\n".join(["d0 = plivoxml.EmphasisElement('x')", *lines, "r.add(d59)"]))
    text = text.replace("Speak", "Emphasis")
    (told,) = check_data(text.encode(), ".py", ["not-judged"])
    assert told.message.startswith("expected a document that can be judged; got more text")
    ((*_, refusal),) = documents_in(text)
    assert isinstance(refusal, Refusal)
    assert refusal.why.startswith("expected a document that can be read; got more text")


def test_twilios_builders_are_told_once() -> None:
    text = """\
import os
from twilio.twiml.voice_response import Dial, VoiceResponse
import twilio.twiml.messaging_response
response = VoiceResponse()
response.say("Hello")
"""
    (told,) = check_data(text.encode(), ".py")
    assert (told.rule, told.severity, told.line, told.column) == ("twilio-builder", "info", 2, 1)
    ignored = text.replace(
        "VoiceResponse\n", "VoiceResponse  # plivoml: ignore twilio-builder\n", 1
    )
    assert check_data(ignored.encode(), ".py") == []
    assert check_data(b"URL = 'twilio.twiml'", ".py") == []


#: Programs of which nothing is told, by any rule of the default selection.
QUIET = {
    "an answer without a document comes first": """
def answer(request):
    response = plivoxml.ResponseElement()
    dial = plivoxml.DialElement()
    if not request.user:
        return "", 403
    dial.add_number("+15550100123")
    response.add(dial).add_speak("Nobody is here.")
    return f"{response}"
""",
    "each branch answers": """
def answer(request):
    response = plivoxml.ResponseElement()
    if request.method == "GET":
        response.add_speak("Hello")
        return Response(response.to_string(), mimetype="text/xml")
    elif request.method == "POST":
        response.add_speak("Goodbye")
        return xml(response=response)

def xml(response):
    print(response)
    return Response(response.to_string())
""",
    "what is written is what has been built": """
def send(file):
    response = plivoxml.ResponseElement()
    response.add_speak("Hello")
    show(response)
    file.write(response.to_string())

def show(response):
    log.debug(response)
""",
    "methods share a document": """
class Answer:
    def __init__(self):
        self.response = plivoxml.ResponseElement()

    def connect(self):
        self.response.add_wait(length=1).add_speak("Hello")
        return self.response.to_string()

    def other(self):
        return self.unknown.add_speak("Hello")
""",
    "a function adds to what it is given": """
def connect(response: plivoxml.ResponseElement, other, count: int = 0):
    response.add(plivoxml.DialElement().add_number("+15550100123"))
    other.add_speak("Hello", lang="en-GB")

def answer():
    response = plivoxml.ResponseElement()
    response.add_speak("Hello")
    connect(response, None)
    return str(response)
""",
}


@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_nothing_is_told_of_what_is_not_meant_so(text: str) -> None:
    assert check_data(f"{IMPORT}{text}".encode(), ".py") == []


def test_an_element_that_is_kept_is_judged_where_it_is_used() -> None:
    text = """\
class Answer:
    def __init__(self):
        self.response = plivoxml.ResponseElement()

    def connect(self):
        self.response.add_speak("Hello", »voice="bob").add_wait(»beeps=True)
        return self.response
"""
    assert [one.rule for one in faults(f"{IMPORT}{text}")] == ["bad-value", "refused-by-sdk"]


#: Uses of a Response `r` by which more may come into it.
UNFOLLOWED = [
    "f = getattr(r, 'add_speak')\nf('Hi')",
    "vars(r)['elements'].append(a)",
    "r.elements.append(a)",
    "setattr(r, 'elements', b)",
    "list(map(r.add_speak, b))",
    "[r.add_speak, r.add_wait][a]('Hi')",
    "f = r.add_speak\nf('Hi')",
    "r.__class__.add_speak(r, 'Hi')",
    "a = [r]\na[0].add_speak('Hi')",
    "a = b or r\na.add_speak('Hi')",
    "a(*[r])",
    "a.r = r\na.f()",
    "b['r'] = r",
    "r.elements = [a]",
    "r.elements[0] = a",
    "r.elements += [a]",
    "r |= a",
    "r.__dict__['elements'].append(a)",
    "r.__getattribute__('add_speak')('Hi')",
    "with r as q:\n    q.add_speak('Hi')",
    "match r:\n    case q:\n        q.add_speak('Hi')",
    "match b:\n    case _ if r.add_speak('Hi'):\n        pass",
    "f = lambda: r.add_speak('Hi')\nf()",
    "def f():\n    r.add_speak('Hi')\nf()",
    "def f(q=r):\n    q.add_speak('Hi')\nf()",
    "class F:\n    r.add_speak('Hi')",
    "class F:\n    def f(self):\n        r.add_speak('Hi')\nF().f()",
    "a(f\"{r.add_speak('Hi')}\")",
    "a(f'{a(r)}')",
    "for q in [r]:\n    q.add_speak('Hi')",
    "(q := r).add_speak('Hi')\nf = lambda: q.add_speak('Hi')",
    "return finish(r)",
    "yield r",
]


@pytest.mark.parametrize("body", UNFOLLOWED)
def test_what_is_used_in_a_way_that_is_not_followed_may_have_more_in_it(body: str) -> None:
    text = program(f"r.add_wait(length=5)\n{body}")
    assert check_data(text.encode(), ".py", ["wait-only"]) == []


def test_nothing_is_said_of_what_becomes_of_bytes() -> None:
    text = program("r.add_speak(a, voice=b'x')\nr.add_conference('room', relay_dtmf=b'x')")
    rules = [one.rule for one in check_data(text.encode(), ".py")]
    assert not {"bad-value", "refused-by-sdk"}.intersection(rules)


@pytest.mark.parametrize(
    "body",
    ["print(r)", "a(r.to_string())", "str(r)", "a(f'{r}')", "a(f'{r.to_string()} {len(b)}')"],
)
def test_what_is_only_read_is_all_there(body: str) -> None:
    text = program(f"r.add_wait(length=5)\n{body}")
    assert [one.rule for one in check_data(text.encode(), ".py", ["wait-only"])] == ["wait-only"]
