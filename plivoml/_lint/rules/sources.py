"""Programs and templates: what they paste into documents."""

from __future__ import annotations

from typing import Final

from ..._model.rule_names import RuleName
from ..rule import Family, Rule


family: Final = Family()

UNESCAPED: Final = Rule(
    name=RuleName.UNESCAPED_VALUE,
    severity="warning",
    says=(
        "A value that is pasted into XML as it comes may break the document: by an & in a name, "
        "or by elements that whoever chooses the value puts there. The classes of plivoml escape "
        "every value."
    ),
    wrong="""\
def answer(name: str) -> str:
    return f"<Response><Speak>Hello {name}</Speak></Response>"
""",
    right="""\
from plivoml import Response, Speak


def answer(name: str) -> str:
    return str(Response([Speak(f"Hello {name}")]))
""",
    suffix=".py",
)

NOT_JUDGED: Final = Rule(
    name=RuleName.NOT_JUDGED,
    severity="info",
    says=(
        "What comes in with a value is not seen: the name of an element, all that is in a document, "
        "or how it goes on. It may be right or wrong. This is told once for a document, and does "
        "not fail a run."
    ),
    wrong="""\
def answer(elements: str) -> str:
    return f"<Response>{elements}</Response>"
""",
    right="""\
from plivoml import Response, Speak


def answer(elements: list[Speak]) -> str:
    return str(Response(elements))
""",
    suffix=".py",
)

family.reader_rules(UNESCAPED, NOT_JUDGED)
