"""The document as a whole: whether it is XML that Plivo reads."""

from __future__ import annotations

from typing import Final

from ..._model.rule_names import RuleName
from ..rule import OVERVIEW, Family, Rule


family: Final = Family()

#: What a document has to stay below, in bytes; Plivo says 100 KB.
LIMIT: Final = 100 * 1024

family.reader_rules(
    Rule(
        name=RuleName.NOT_WELL_FORMED,
        severity="error",
        says=(
            "A document is well-formed XML. What breaks it most often is an ampersand: in XML "
            "each `&` of a URL or a text is written `&amp;`. An HTML page, JSON or plain text is "
            "what a server says when it fails, or asks people to log in."
        ),
        wrong="<Response><Redirect>https://example.com/?a=1&b=2</Redirect></Response>",
        right="<Response><Redirect>https://example.com/?a=1&amp;b=2</Redirect></Response>",
        docs=OVERVIEW,
        hangup_code=8011,
    ),
    Rule(
        name=RuleName.TEXT_BEFORE_DECLARATION,
        severity="error",
        says=(
            "Where there is an XML declaration, nothing stands before it, not even a line break. "
            "Templates and warnings of the server are what puts something there."
        ),
        wrong='\n<?xml version="1.0" encoding="UTF-8"?>\n<Response><Speak>Goodbye</Speak></Response>',
        right='<?xml version="1.0" encoding="UTF-8"?>\n<Response><Speak>Goodbye</Speak></Response>',
        docs=OVERVIEW,
        hangup_code=8011,
    ),
    Rule(
        name=RuleName.REFUSED_XML,
        severity="error",
        says=(
            "A document is plain XML 1.0: no document type declaration, no namespaces, at most "
            "100 elements in each other, and an encoding that every parser reads. plivoml refuses "
            "the rest, since parsers differ on it or can be attacked through it. After a thousand "
            "problems it looks for no more, and this says so."
        ),
        wrong='<Response xmlns="https://example.com/"><Speak>Goodbye</Speak></Response>',
        right="<Response><Speak>Goodbye</Speak></Response>",
        docs=OVERVIEW,
    ),
    Rule(
        name=RuleName.TOO_LARGE,
        severity="error",
        says=(
            "A document is smaller than 100 KB. Split it, and go from one part to the next with "
            "Redirect."
        ),
        wrong=f"<Response><Speak>Goodbye</Speak><!--{'.' * LIMIT}--></Response>",
        right="<Response><Speak>Goodbye</Speak></Response>",
        docs=OVERVIEW,
        hangup_code=8011,
    ),
)
