"""
Documents in the manner of real ones, drawn from a seed as text.

They are written without the package: as people and programs write them, with declarations,
comments, both kinds of quotes, blank lines, sections of CDATA and attributes in any order.
Each is right: Plivo's own documentation has every attribute and value that stands here.
"""

from __future__ import annotations

import random
import string

from collections.abc import Callable, Iterable, Iterator


GREETINGS = (
    "Thank you for calling. Please hold.",
    "Welcome to Café Zürich & Sons!",
    "¡Hola! Bienvenido.",
    "नमस्ते, कृपया प्रतीक्षा करें",
    "Your balance is <$12.50.",
    'Press "1" for sales, or stay on the line.',
    "It is 5 o'clock; we're closed -- call tomorrow.",
)
MENUS = (
    "For sales press 1. For support press 2.",
    "Please enter your PIN, followed by the hash key.",
    "Say yes or no, or press 1 for yes.",
)
VOICES: tuple[dict[str, str], ...] = (
    {"voice": "WOMAN", "language": "en-US"},
    {"voice": "MAN", "language": "en-GB"},
    {"voice": "Polly.Joanna", "language": "en-US"},
    {"voice": "Polly.Aditi", "language": "hi-IN"},
    {"language": "fr-FR"},
    {},
)


class Writer:
    """Writes one document after another, as its random numbers have it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    # XML, in one of the ways in which it may be written

    def document(self, elements: Iterable[str]) -> str:
        start = self.one_of(
            "", "", '<?xml version="1.0" encoding="UTF-8"?>\n', "<?xml version='1.0'?>\n", "\n"
        )
        gap = self.one_of("", "\n    ", "\n\t", "\r\n  ", "\n\n")
        inner = "".join(f"{gap}{self.noted(element)}" for element in elements)
        end = self.one_of("", "\n", "\n<!-- end -->\n")
        return f"{start}<Response>{inner}{gap and chr(10)}</Response>{end}"

    def noted(self, element: str) -> str:
        note = self.one_of("step", "todo: ask Ana", "v2")
        return f"<!-- {note} -->{element}" if self.random.random() < 0.1 else element

    def tag(self, name: str, attributes: dict[str, str | None], content: str | None = None) -> str:
        pairs = [(key, value) for key, value in attributes.items() if value is not None]
        self.random.shuffle(pairs)
        space = self.one_of(" ", " ", " ", "\n        ")
        start = name + "".join(f"{space}{key}={self.quoted(value)}" for key, value in pairs)
        if content is None:
            return self.one_of(f"<{start}/>", f"<{start} />", f"<{start}></{name}>")
        return f"<{start}>{content}</{name}>"

    def quoted(self, value: str) -> str:
        value = value.replace("&", "&amp;").replace("<", "&lt;")
        if self.random.random() < 0.2:
            return "'" + value.replace("'", "&apos;") + "'"
        return '"' + value.replace('"', "&quot;") + '"'

    def text(self, value: str) -> str:
        way = self.random.random()
        if way < 0.1:
            return f"<![CDATA[{value}]]>"
        value = value.replace("&", "&amp;").replace("<", "&lt;")
        if way < 0.2:
            return "".join(one if one.isascii() else f"&#x{ord(one):X};" for one in value)
        return f"\n        {value}\n    " if way < 0.3 else value

    # Values

    def one_of(self, *choices: str) -> str:
        return self.random.choice(choices)

    def perhaps(self, *choices: str) -> str | None:
        return self.one_of(*choices) if self.random.random() < 0.5 else None

    def url(self, *paths: str) -> str:
        query = self.one_of("", "", "?lang=en&try=2", "?id=7f%20a", "#rt=3000&rp=all")
        host = self.one_of("example.com", "ivr.example.com:8443", "xn--bcher-kva.example.com")
        return f"{self.one_of('https', 'http')}://{host}/{self.one_of(*paths)}{query}"

    def number(self) -> str:
        digits = "".join(self.random.choices(string.digits, k=7))
        return self.one_of("+1555", "1555") + digits

    # Steps of a call

    def speak(self, *sentences: str) -> str:
        attributes = {**self.random.choice(VOICES), "loop": self.perhaps("1", "2", "3")}
        words = self.text(self.one_of(*(sentences or GREETINGS)))
        if str(attributes.get("voice", "")).startswith("Polly") and self.random.random() < 0.6:
            words += self.one_of(
                '<break time="500ms"/>',
                '<say-as interpret-as="telephone">+15550100</say-as>',
                '<prosody rate="slow">slowly</prosody>',
                '<s>One.</s><emphasis level="strong">Two</emphasis>',
            )
        return self.tag("Speak", attributes, words)

    def play(self) -> str:
        attributes = {"loop": self.perhaps("1", "2")}
        return self.tag("Play", attributes, self.text(self.url("hold.mp3", "beep.wav")))

    def wait(self) -> str:
        return self.tag("Wait", {"length": self.one_of("1", "3", "10")})

    def sounds(self) -> Iterator[str]:
        for _ in range(self.random.randint(1, 3)):
            yield self.random.choice((self.speak, self.play, self.speak))()

    def redirect(self) -> str:
        return self.tag(
            "Redirect", {"method": self.perhaps("GET", "POST")}, self.text(self.url("menu"))
        )

    def hangup(self) -> str:
        return self.tag("Hangup", {})

    # Whole answers

    def announcement(self) -> Iterator[str]:
        yield from self.sounds()
        yield self.one_of(self.hangup(), self.redirect(), self.wait())

    def menu(self) -> Iterator[str]:
        asked = "".join((self.speak(*MENUS), self.one_of("", self.play())))
        attributes = {
            "action": self.url("digits", "menu/1"),
            "method": self.perhaps("POST", "GET"),
            "timeout": self.perhaps("5", "10"),
            "numDigits": self.perhaps("1", "4"),
            "finishOnKey": self.perhaps("#", "*"),
            "retries": self.perhaps("1", "2"),
            "redirect": self.perhaps("true"),
        }
        yield self.tag("GetDigits", attributes, asked)
        yield self.speak("We did not hear from you. Goodbye.")

    def speech(self) -> Iterator[str]:
        attributes = {
            "action": self.url("said"),
            "method": self.perhaps("POST", "GET"),
            "inputType": self.one_of("speech", "dtmf speech", "dtmf"),
            "executionTimeout": self.perhaps("10", "15"),
            "digitEndTimeout": self.perhaps("auto", "3"),
            "speechEndTimeout": self.perhaps("auto", "2"),
            "language": self.perhaps("en-US", "en-GB"),
        }
        yield self.tag("GetInput", attributes, self.speak(*MENUS))
        yield self.redirect()

    def forwarding(self) -> Iterator[str]:
        if self.random.random() < 0.5:
            yield self.speak("Connecting you.")
        called = "".join(
            self.tag("Number", {"sendDigits": self.perhaps("ww12", "123")}, self.number())
            for _ in range(self.random.randint(1, 3))
        )
        if self.random.random() < 0.3:
            called += self.tag("User", {}, f"sip:agent{self.random.randint(1, 9)}@phone.plivo.com")
        attributes = {
            "action": self.url("dialed"),
            "method": self.perhaps("POST", "GET"),
            "callerId": self.perhaps(self.number()),
            "timeout": self.perhaps("20", "30"),
            "timeLimit": self.perhaps("3600"),
            "hangupOnStar": self.perhaps("true", "false"),
            "callbackUrl": self.perhaps(self.url("events")),
            "dialMusic": self.perhaps("real", self.url("ring.mp3")),
        }
        yield self.tag("Dial", attributes, called)
        yield self.speak("Nobody is here.")

    def voicemail(self) -> Iterator[str]:
        yield self.speak("Please leave a message after the beep.")
        attributes = {
            "action": self.url("recorded"),
            "method": self.perhaps("POST", "GET"),
            "maxLength": self.perhaps("30", "120"),
            "timeout": self.perhaps("10"),
            "finishOnKey": self.perhaps("#", "*"),
            "playBeep": self.perhaps("true", "false"),
            "fileFormat": self.perhaps("mp3", "wav"),
            "transcriptionType": self.perhaps("auto"),
        }
        attributes["transcriptionUrl"] = attributes["transcriptionType"] and self.url("text")
        yield self.tag("Record", attributes)

    def room(self) -> Iterator[str]:
        yield self.speak("You are joining the room.")
        attributes = {
            "enterSound": self.perhaps("beep:1", "beep:2"),
            "maxMembers": self.perhaps("10", "20"),
            "record": self.perhaps("true", "false"),
            "startConferenceOnEnter": self.perhaps("true"),
            "endConferenceOnExit": self.perhaps("true", "false"),
            "waitSound": self.perhaps(self.url("music")),
            "callbackUrl": self.perhaps(self.url("room")),
        }
        name = self.one_of("standup", "Room 12", "team-a")
        yield self.tag("Conference", attributes, name)

    def agent(self) -> Iterator[str]:
        if self.random.random() < 0.5:
            yield self.speak()
        attributes = {
            "bidirectional": "true",
            "keepCallAlive": "true",
            "contentType": self.perhaps("audio/x-mulaw;rate=8000", "audio/x-l16;rate=16000"),
            "statusCallbackUrl": self.perhaps(self.url("stream")),
            "extraHeaders": self.perhaps("user=12,lang=en"),
        }
        yield self.tag("Stream", attributes, "wss://example.com/agent")

    def texted(self) -> Iterator[str]:
        attributes = {"src": self.number(), "dst": self.number(), "type": self.perhaps("sms")}
        yield self.tag("Message", attributes, self.text(self.one_of(*GREETINGS)))


ANSWERS: tuple[Callable[[Writer], Iterator[str]], ...] = (
    Writer.announcement,
    Writer.menu,
    Writer.speech,
    Writer.forwarding,
    Writer.voicemail,
    Writer.room,
    Writer.agent,
    Writer.texted,
)


def documents(number: int) -> Iterator[str]:
    """Yield so many documents, the same ones each time."""
    for seed in range(number):
        writer = Writer(seed)
        answer = ANSWERS[seed % len(ANSWERS)]
        yield writer.document(answer(writer))
