"""Problems that are about two places, and where the other one is told."""

from __future__ import annotations

import pytest

from plivoml import Hangup, InvalidDocumentError, Problem, Response, Speak, check, ssml
from tests.support.checking import check_data


_TWO_WAYS = "bidirectional='true'"
_KEPT = f"keepCallAlive='true' {_TWO_WAYS}"
_NUMBER = "<Number>+15550100123</Number>"


def related(problems: list[Problem], rule: str) -> list[tuple[str, int | None, int | None, str]]:
    """Return what else the only problem of a rule is about."""
    (problem,) = [one for one in problems if one.rule == rule]
    return [(one.message, one.line, one.column, one.path) for one in problem.related]


def stream(given: str = "") -> str:
    return f"<Stream {given}>wss://example.com/</Stream>"


# Each pair is a rule, and a document in which a bar is before what else is told.
@pytest.mark.parametrize(
    ("rule", "marked", "message"),
    [
        ("not-well-formed", "<Response>\n|<Speak>Hello", "where it begins"),
        ("not-well-formed", "<Response>\n|<Speak>Hello</Response>", "where it begins"),
        ("not-well-formed", "<Response><Play |loop='1'\nx='é' loop='2'/>", "the first one"),
        ("not-well-formed", "<Response |a='1' a='2'/>", "the first one"),
        ("unreachable", "<Response>\n|<Hangup/>\n<Speak>Hello</Speak></Response>", "the last that runs"),
        (
            "action-takes-over",
            f"<Response><Dial action='https://example.com/'>{_NUMBER}</Dial>|<Wait/></Response>",
            "what may not run",
        ),
        (
            "preanswer-not-first",
            "<Response>|<Speak>Hello</Speak>\n<PreAnswer><Wait/></PreAnswer></Response>",
            "what may answer the call",
        ),
        (
            "record-too-late",
            f"<Response>|<Dial>{_NUMBER}</Dial><Record recordSession='true'/></Response>",
            "what it may record nothing of",
        ),
        (
            "stream-without-keep-alive",
            f"<Response>{stream(_TWO_WAYS)}|<Speak>Hello</Speak></Response>",
            "what runs over the agent",
        ),
        (
            "stream-before-room",
            f"<Response>{stream(_KEPT)}|<Conference>a</Conference></Response>",
            "the room",
        ),
        (
            "second-stream",
            f"<Response>|{stream(_KEPT)}{stream(_KEPT)}</Response>",
            "the one that runs",
        ),
        (
            "wait-after-stream",
            f"<Response>|{stream(_KEPT)}<Wait length='5'/></Response>",
            "the Stream",
        ),
    ],
)  # fmt: skip
def test_a_rule_tells_what_else_it_is_about(rule: str, marked: str, message: str) -> None:
    before, _, after = marked.partition("|")
    ((told, line, column, _),) = related(check(before + after, select=["all"]), rule)
    last = before.rpartition("\n")[2]
    assert (told, line, column) == (message, before.count("\n") + 1, len(last) + 1)


DEAD = "<Response>\n<Hangup/>\n<Speak>{x}</Speak></Response>"
HANGUP = "/Response/Hangup"


@pytest.mark.parametrize(
    ("text", "suffix", "line"),
    [
        (DEAD, ".j2", 2),
        (f"x = 1\na = f'''{DEAD}'''", ".py", 3),
        (f"Words.\n\n```xml\n{DEAD}\n```\n", ".md", 5),
        (f"Words.\n\n```python\nx = 1\na = f'''{DEAD}'''\n```\n", ".md", 6),
    ],
)
def test_it_is_told_where_it_stands_in_the_file(text: str, suffix: str, line: int) -> None:
    found = check_data(text.encode(), suffix)
    assert related(found, "unreachable") == [("the last that runs", line, 1, HANGUP)]


def test_only_what_is_there_whatever_the_values_are_is_told() -> None:
    either = "<Response>{% if a %}<Hangup/>{% else %}<Redirect>https://example.com/</Redirect>{% endif %}"
    found = check_data(f"{either}\n<Speak>Hello</Speak></Response>".encode(), ".j2")
    assert related(found, "unreachable") == []


def test_what_was_built_has_a_path_alone() -> None:
    found = check(Response([Hangup(), Speak("Hello")]))
    assert related(found, "unreachable") == [("the last that runs", None, None, HANGUP)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a <p>b\n<emphasis>c</p>", [("where it begins", 2, 1, "/Speak/p/emphasis")]),
        # Nobody has written the tag around it.
        ("a </p>", []),
    ],
)
def test_it_is_told_of_a_text_with_tags(
    text: str, told: list[tuple[str, int | None, int | None, str]]
) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        ssml.parse(text)
    assert related(list(caught.value.problems), "not-well-formed") == told
