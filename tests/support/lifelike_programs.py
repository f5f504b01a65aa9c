"""
Programs and templates in the manner of real ones, drawn from a seed.

Each is a small application that answers calls.  It puts its documents together as people do:
f-strings, `%`, `.format()`, sums, lists that are joined, loops, helpers that wrap, and the
templates of several languages.  In some places stands a slip that real documents have.
"""

from __future__ import annotations

import random

from collections.abc import Iterator


#: Elements as people write them, right and wrong.  `NAME`, `NUMBER` and `URL` come in later.
RIGHT = (
    "<Speak>Thank you for calling. Please hold.</Speak>",
    '<Speak voice="WOMAN" language="en-US">Welcome back.</Speak>',
    '<Dial timeout="30" callerId="+15550100100"><Number>NUMBER</Number></Dial>',
    '<Dial action="https://example.com/done/"><User>sip:alice@example.com</User></Dial>',
    '<Play loop="2">https://example.com/hold.mp3</Play>',
    '<Wait length="2"/>',
    '<Record action="https://example.com/recorded/" maxLength="60" redirect="false"/>',
    "<Conference>room-NUMBER</Conference>",
    '<Redirect method="POST">URL</Redirect>',
    "<Speak>Hello NAME, how can we help?</Speak>",
    '<Message src="+15550100100" dst="NUMBER">Hello NAME</Message>',
)
SLIPS = (
    '<Dial timeOut="30"><Number>NUMBER</Number></Dial>',
    "<Dial>NUMBER</Dial>",
    "<Dial>+15550100177</Dial>",
    '<Say voice="alice">Hello NAME</Say>',
    '<Speak voice="woman">Hello NAME</Speak>',
    '<Speak language="en_US">One moment.</Speak>',
    '<Play Loop="0">https://example.com/hold.mp3</Play>',
    "<Play>http://media.example.com/hold.wav</Play>",
    "<Play>Welcome to our company</Play>",
    '<Gather numDigits="1" action="URL"><Say>Press one</Say></Gather>',
    '<GetDigits action="/menu" numDigits="1"><Speak>Press one</Speak></GetDigits>',
    '<GetInput action="https://example.com/in/" inputType="dtmf"><Number>1</Number></GetInput>',
    "<Redirect>/next</Redirect>",
    '<Record maxLength="forever"/>',
    '<Stream bidirectional="true">ws://example.com/socket</Stream>',
    '<Stream keepCallAlive="true" bidirectional="true" audioTrack="both">wss://example.com/s</Stream>',
    "<Speak>Terms & conditions apply, NAME.</Speak>",
    "<Speak>Wait <5 minutes, NAME.</Speak>",
    "<Hangup>Goodbye</Hangup>",
    '<Wait length="0"/>',
    '<Redirect method="PUT">URL</Redirect>',
    "<Number>NUMBER</Number>",
    "<DTMF>12x#</DTMF>",
    '<Conference startConferenceOnEnter="yes">Room NAME</Conference>',
)
NAMES = ("name", "caller", "user.first_name", "payload['name']", "request.form['From']")
NUMBERS = ("number", "agent_number", "settings.AGENT_PHONE", "to", "row.phone")
URLS = ("url", "next_url", "base_url", "callback")


class Writer:
    """Writes one application after another."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one_of(self, words: tuple[str, ...]) -> str:
        return self.random.choice(words)

    def elements(self) -> list[str]:
        """Return two to four elements, of which about half have a slip."""
        return [
            self.one_of(SLIPS if self.random.random() < 0.4 else RIGHT)
            for _ in range(self.random.randint(2, 4))
        ]

    def filled(self, text: str, form: str) -> str:
        """Put names of values where values come in; *form* is how the language writes one."""
        for word, names in (("NAME", NAMES), ("NUMBER", NUMBERS), ("URL", URLS)):
            while word in text:
                name = self.one_of(names)
                if word == "NAME" and self.random.random() < 0.5:
                    name = f"escape({name})"
                text = text.replace(word, form.format(name.replace("'", '"')), 1)
        return text

    def program(self) -> str:
        """Write a program in Python."""
        elements = self.elements()
        head = "from html import escape\n\n\n"
        build = self.random.randrange(6)
        if build == 0:
            inner = "".join(f"\n        {one}" for one in self.each(elements, "{{{}}}"))
            return f"{head}def answer(request):\n    return f'''<Response>{inner}\n    </Response>'''\n"
        if build == 1:
            lines = "".join(f"    xml += f'''{one}'''\n" for one in self.each(elements, "{{{}}}"))
            return f"{head}def answer(request):\n    xml = '<Response>'\n{lines}    return xml + '</Response>'\n".replace(
                "return xml + '</Response>'", "xml += '</Response>'\n    return xml"
            )
        if build == 2:
            lines = "".join(
                f"    parts.append(f'''{one}''')\n" for one in self.each(elements, "{{{}}}")
            )
            return (
                f"{head}def answer(request):\n    parts = ['<Response>']\n{lines}"
                "    parts.append('</Response>')\n    return ''.join(parts)\n"
            )
        if build == 3:
            first, *others = self.each(elements, "{{{}}}")
            more = "".join(f"\n        {one}" for one in others)
            return (
                f"{head}def answer(numbers):\n    return (\n"
                f"        '<Response>' + ''.join(f'''{first}''' for number in numbers) + f'''{more}</Response>'''\n    )\n"
            )
        if build == 4:
            inner = "".join(self.each(elements, "{{{}}}"))
            return (
                f"{head}def xml(inner):\n    return f'<?xml version=\"1.0\"?><Response>{{inner}}</Response>'\n\n\n"
                f"def answer(request):\n    return xml(f'''{inner}''')\n"
            )
        inner = (
            "".join(elements)
            .replace("NAME", "{name}")
            .replace("NUMBER", "{number}")
            .replace("URL", "{url}")
        )
        return (
            f"{head}ANSWER = '''<Response>{inner}</Response>'''\n\n\n"
            "def answer(name, number, url):\n    return ANSWER.format(name=escape(name), number=number, url=url)\n"
        )

    def each(self, elements: list[str], form: str) -> list[str]:
        return [self.filled(one, form) for one in elements]

    def template(self) -> tuple[str, str]:
        """Write a template, and return the end of its name too."""
        end, form, begin, finish = self.random.choice(
            (
                (".j2", "{{{{ {} }}}}", "{% if caller %}", "{% endif %}"),
                (".erb", "<%= {} %>", "<% if caller %>", "<% end %>"),
                (".ejs", "<%= {} %>", "<% if (caller) { %>", "<% } %>"),
                (".php", "<?= {} ?>", "<?php if ($caller): ?>", "<?php endif ?>"),
                (".hbs", "{{{{{}}}}}", "{{#if caller}}", "{{/if}}"),
            )
        )
        first, *others = self.each(self.elements(), form)
        inner = "".join(f"\n    {one}" for one in (f"{begin}{first}{finish}", *others))
        return f"<Response>{inner}\n</Response>\n", end


def applications(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield the names of files, and what is in them."""
    writer = Writer(seed)
    for number in range(count):
        if number % 5 < 3:
            yield f"{number:02}.py", writer.program()
        else:
            text, end = writer.template()
            yield f"{number:02}{end}", text
