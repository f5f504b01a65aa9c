"""`check`: every problem of a document, in one go, in order, at its place."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

import plivoml

from plivoml import Comment, Problem, Response, Speak, check
from tests.support.checking import (
    ERRORS_OF_MEANING,
    RULES,
    check_data,
    do_without_libxml2,
    is_valid_to_libxml2,
    problems_of,
    refuse_in_schema,
    said_by_schema,
)
from tests.support.effort import examples
from tests.support.reading import read
from tests.support.strategies import documents
from tests.support.verdicts import CROSS_FIELD, verdicts
from tests.test_schema import trees


MIXED = """\
<Response>
    <Speak>Hello <break/>you</Speak>
    <Dial timeOut="20" method="PUT" action="/done/">
        <Number></Number>
        <Number>0123</Number>
    </Dial>
    <Say>Bye</Say>
    stray
    <Redirect>/next/</Redirect>
    <Hangup reason="closed"/>
</Response>
"""


def places(problems: list[Problem]) -> list[str]:
    return [f"{one.line}:{one.column} {one.rule}" for one in problems]


def test_errors_and_warnings_come_in_one_go_in_the_order_of_the_document() -> None:
    assert places(check(MIXED)) == [
        "2:18 ssml-needs-polly",
        "3:11 unknown-attribute",
        "3:24 bad-value",
        "3:37 action-takes-over",
        "3:37 relative-url",
        "4:9 missing-text",
        "5:9 number-not-e164",
        "7:5 twilio-element",
        "8:5 stray-text",
        "9:5 relative-url",
        "10:5 unreachable",
        "10:13 free-text-reason",
    ]


@given(documents(loose=True))
@examples(100)
def test_problems_are_sorted_by_place_whatever_the_document(document: Response) -> None:
    problems = check(document.to_xml(indent="  "))
    found = [(one.line or 0, one.column or 0) for one in problems]

    assert found == sorted(found)


@given(trees())
@examples(300)
@example("<Response><Hangup reason='no'/></Response>")
@example(f"<Response><Hangup/><!--{'.' * 102_400}--></Response>")
@example("<Response xmlns='https://example.com/'/>")
def test_an_error_is_what_the_schema_refuses_or_a_closed_list(document: str) -> None:
    errors = {one.rule for one in check(document) if one.severity == "error"}
    closed = {*CROSS_FIELD, *ERRORS_OF_MEANING, "too-large", "refused-xml"}

    if not errors & {"not-well-formed", "refused-xml"}:
        # xmlschema takes NBSP between elements for white space, which it is not in XML.
        _, _, is_valid = verdicts(document)
        assert is_valid == (errors <= closed)
    assert errors <= set(RULES)


@given(trees())
@examples(100)
def test_a_problem_points_at_a_tag_at_an_attribute_or_at_text(document: str) -> None:
    written = read(document)
    for one in check(document):
        assert one.line is not None
        assert one.column is not None
        there = written.line(one.line)[one.column - 1 :]
        if "/@" in one.path:
            assert there.startswith(one.path.rpartition("@")[2])
        elif one.rule != "stray-text":
            tag = one.path.rpartition("/")[2].partition("[")[0]
            assert there.startswith(f"<{tag}")


@pytest.mark.parametrize("around", ["x", "\xe4", "€😀"], ids=["narrow", "latin", "wide"])
@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        *(("utf-8", ""), ("utf-8-sig", ""), ("utf-16", "")),
        ("utf-16-be", '<?xml version="1.0" encoding="UTF-16BE"?>'),
        ("iso-8859-1", '<?xml version="1.0" encoding="ISO-8859-1"?>'),
    ],
)
def test_places_in_a_document_without_errors_are_exact(
    around: str, encoding: str, declared: str
) -> None:
    text = (
        f"{declared}<Response><Speak>{around}</Speak>\n<Speak>{around}</Speak>"
        f"<Dial action='https://example.com/{around}'\n ><Number>+15550100123</Number></Dial\n>"
        f"<Hangup/><Speak>{around}</Speak></Response>"
    )
    data = text.encode(encoding, "xmlcharrefreplace")
    column = data.decode(encoding).split("\n")[1].index("action") + 1

    assert [f"{one.line}:{one.column} {one.path}" for one in check(data)] == [
        f"2:{column} /Response/Dial/@action",
        "4:11 /Response/Speak[3]",
    ]
    if encoding == "utf-8":
        assert check(text) == check(data)
        assert check("\ufeff" + text) == check(text.encode("utf-8-sig"))


BEFORE = "\t<!-- 😀 \U0001f600 e\u0301 -->\t"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", '<?xml version="1.0" encoding="UTF-16LE"?>'),
        ("utf-8", '<?xml version="1.0" encoding="UTF-8"?>'),
    ],
)
def test_places_are_exact(line_end: str, encoding: str, declared: str) -> None:
    text = (
        f"{declared}<Response>\n{BEFORE}<Dial\n\taction='/😀'\n timeOut='1'>"
        f"<Number>+15550100123</Number></Dial>\n{BEFORE}<Redirect>/a</Redirect></Response>"
    ).replace("\n", line_end)
    column = len(BEFORE) + 1

    expected = [
        "3:2 action-takes-over",
        "3:2 relative-url",
        "4:2 unknown-attribute",
        f"5:{column} relative-url",
    ]
    assert places(check(text.encode(encoding))) == expected
    if encoding == "utf-8":
        assert places(check(text)) == expected


def test_places_are_exact_in_latin_1() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><Response><!-- é --><Redirect>/é</Redirect></Response>'
    column = text.index("<Redirect") + 1

    assert places(check(text.encode("latin-1"))) == [f"1:{column} relative-url"]


def test_an_element_built_in_python_has_no_lines() -> None:
    (problem,) = check(Response([Speak("Hi", language="hi-IN")]))

    assert problem.rule == "voice-language-mismatch"
    assert (problem.line, problem.column) == (None, None)
    assert problem.path == "/Response/Speak/@language"


def test_an_element_that_is_used_twice_has_two_places() -> None:
    bye = Speak("Tschüss", language="xx-YY")

    assert [one.path for one in check(Response([bye, bye]))] == [
        "/Response/Speak[1]/@language",
        "/Response/Speak[2]/@language",
    ]


def test_a_path_is_read(tmp_path: Path) -> None:
    file = tmp_path / "answer.xml"
    file.write_text(MIXED, "utf-8")

    assert check(file) == check(MIXED) == check(MIXED.encode())
    with pytest.raises(FileNotFoundError):
        check(tmp_path / "missing.xml")


def test_the_name_of_a_rule_may_stand_for_a_list_of_one() -> None:
    wrong = "<Response><Dial/><Speak/></Response>"
    assert check(wrong, select="missing-text") == check(wrong, select=["missing-text"])
    assert check(wrong, ignore="missing-text") == check(wrong, ignore=["missing-text"])
    assert check(wrong, select="all") == check(wrong, select=["all"])


def test_select_has_no_other_rules_and_ignore_leaves_some_out() -> None:
    chosen = {"twilio-element", "relative-url"}

    found = ["relative-url", "twilio-element", "relative-url"]
    assert [one.rule for one in check(MIXED, select=chosen)] == found
    assert check(MIXED, select=chosen, ignore=chosen) == []
    rest = [one for one in check(MIXED) if one.rule not in chosen]
    assert check(MIXED, ignore=chosen) == rest


def test_an_unknown_rule_is_told() -> None:
    with pytest.raises(ValueError, match=r"got 'relative_url'; did you mean 'relative-url'"):
        check("<Response/>", ignore=["relative_url"])
    with pytest.raises(ValueError, match=r"^expected the name of a rule; got 'zzz'$"):
        check("<Response/>", select=["zzz"])


def test_the_least_severity_counts() -> None:
    problems = problems_of(MIXED, severity="error")

    assert problems == [one for one in check(MIXED) if one.severity == "error"]
    assert problems_of(MIXED, severity="warning") == check(MIXED)


def allowed(document: str, *names: str) -> list[str]:
    return [one.rule for one in problems_of(document, allow=names)]


def test_a_project_allows_names() -> None:
    document = (
        '<Response><New a="1"><Number/></New><Say>Hi</Say>'
        '<Hangup newThing="1" timeout="2"/></Response>'
    )

    rules = ["unknown-element", "missing-text", "twilio-element", "unknown-attribute"]
    rules.append("misplaced-attribute")
    assert allowed(document) == rules
    assert allowed(document, "New", "Hangup.newThing") == ["twilio-element", "misplaced-attribute"]
    assert allowed(document, "New", "Say", "Hangup.newThing", "Hangup.timeout") == []
    assert allowed(document, "newThing", "Dial.newThing", "Hangup") == rules


@pytest.mark.parametrize(
    "document",
    [
        "<!-- plivoml: ignore relative-url --><Response>{}</Response>",
        "<Response><!-- plivoml: ignore relative-url -->{}</Response>",
        "<Response><!--plivoml:ignore bad-value, relative-url-->\n  {}</Response>",
        "<Response><!-- plivoml: ignore relative-url --><!-- why: it is a test -->{}</Response>",
        "<Response><!-- plivoml: ignore wait --><!-- plivoml: ignore relative-url -->{}</Response>",
    ],
)
def test_a_comment_before_an_element_turns_a_rule_off(document: str) -> None:
    for inside in (
        "<Redirect>/next</Redirect>",
        '<Dial action="/done"><Number>+15550100123</Number></Dial>',
    ):
        assert check(document.format(inside)) == []


@pytest.mark.parametrize(
    "document",
    [
        "<Response><!-- plivoml: ignore bad-value --><Redirect>/next</Redirect></Response>",
        "<Response><!-- plivoml: ignore --><Redirect>/next</Redirect></Response>",
        "<Response><!-- ignore relative-url --><Redirect>/next</Redirect></Response>",
        "<Response><Redirect>/next</Redirect><!-- plivoml: ignore relative-url --></Response>",
        "<Response><!-- plivoml: ignore relative-url --><Wait/><Redirect>/next</Redirect></Response>",
        "<Response><Redirect><!-- plivoml: ignore relative-url -->/next</Redirect></Response>",
    ],
)
def test_a_comment_elsewhere_or_on_another_rule_does_not(document: str) -> None:
    assert [one.rule for one in check(document)] == ["relative-url"]


def test_text_or_an_end_tag_after_a_comment_ends_what_it_is_for() -> None:
    speak = "<Speak>Hi <!-- plivoml: ignore ssml-needs-polly -->{}<break/></Speak>"

    assert check(f"<Response>{speak.format('')}</Response>") == []
    assert len(check(f"<Response>{speak.format('you ')}</Response>")) == 1


def test_an_error_can_be_turned_off_and_still_is_one_for_the_reader() -> None:
    document = (
        "<!-- plivoml: ignore unknown-attribute --><Response><Speak mood='x'>Hi</Speak></Response>"
    )

    assert check(document) == []
    with pytest.raises(plivoml.InvalidDocumentError):
        plivoml.parse(document)


def test_comments_of_python_turn_rules_off_too() -> None:
    note = Comment(" plivoml: ignore voice-language-mismatch ")

    assert check(Response([note, Speak("Hi", language="hi-IN")])) == []


@pytest.mark.parametrize("size", [102_399, 102_400, 200_000])
def test_a_document_of_100_kb_is_too_large(size: int) -> None:
    document = "<Response><Speak>Hi</Speak><!--{}--></Response>"
    document = document.format("." * (size - len(document) + 2))

    found = [one.rule for one in check(document)]
    assert len(document) == size
    assert found == ([] if size < 102_400 else ["too-large"])
    assert found == [one.rule for one in check(document.encode())]


@pytest.mark.parametrize("size", [1_024_000, 1_024_001])
def test_a_document_that_is_ten_times_too_large_is_not_looked_at(size: int) -> None:
    document = "<Response><Speak mood='x'>Hi</Speak><!--{}--></Response>"
    document = document.format("." * (size - len(document) + 2))
    rest = [] if size > 1_024_000 else ["unknown-attribute"]

    problems = check(document)
    assert [one.rule for one in problems] == ["too-large", *rest]
    assert (problems[0].hint == "nothing else was looked at") is (not rest)
    # Who does not want to hear of its size hears of all the rest.
    found = [one.rule for one in check(document, ignore=["too-large"])]
    assert found == ["unknown-attribute"]


def test_what_the_reader_refuses_for_its_size_is_one_problem() -> None:
    document = b"<Response><!--" + b"." * 10 * 1024 * 1024 + b"--></Response>"

    assert [one.rule for one in check(document)] == ["refused-xml"]


def test_the_size_and_what_is_wrong_are_told_together() -> None:
    document = f"<Response><Speak mood='x'>Hi</Speak><!--{'.' * 102_400}--></Response>"

    assert [one.rule for one in check(document)] == ["too-large", "unknown-attribute"]


@given(st.text(max_size=30) | st.binary(max_size=60))
@examples(200)
def test_anything_has_an_answer(document: str | bytes) -> None:
    assert all(one.rule in RULES for one in check(document))


def test_where_the_reader_finds_nothing_the_schema_has_the_last_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refused = Problem("bad-value", "error", "refused", path="/Response")

    refuse_in_schema(refused, monkeypatch)

    assert check(Response([Speak("Hi")])) == [refused]
    assert check("<Response><Redirect>/a</Redirect></Response>")[0] == refused
    assert refused not in check("<Response><Say>Hi</Say></Response>")


def test_the_schema_is_not_asked_of_what_is_wrong_anyway(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = Problem("bad-value", "error", "refused", path="/Response")
    wrong = "<Response><Play>https://localhost/a.mp3</Play></Response>"

    refuse_in_schema(refused, monkeypatch)

    assert [one.rule for one in check(wrong)] == ["unreachable-host"]
    assert check(wrong, ignore=["unreachable-host"]) == [refused]


def test_the_schema_is_not_asked_of_what_a_program_or_a_template_may_come_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refuse_in_schema(Problem("bad-value", "error", "refused", 1, 1, "/Response"), monkeypatch)

    assert check("<Response><Speak>{{ x }}</Speak></Response>", templates=True) == []
    assert check_data(b'x = f"<Response><Speak>{y}</Speak></Response>"', ".py", ["bad-value"]) == []


@pytest.mark.parametrize(
    "document",
    [
        "<Response><Speak>Hi</Speak></Response>",
        "<?xml version='1.0' encoding='iso-8859-1'?><Response><Speak>\xe4</Speak></Response>",
        b"<?xml version='1.0' encoding='iso-8859-1'?><Response><Speak>\xe4</Speak></Response>",
        "<Response><Speak>\xe4</Speak></Response>".encode("utf-16"),
        "<?xml version='1.0' encoding='UTF-8'?><Response><Hangup/></Response>".encode("utf-16"),
        '<Response><Speak xml:lang="en-US">Hi</Speak></Response>',
        (
            "<Response xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
            "xsi:noNamespaceSchemaLocation='plivoml.xsd'><Hangup/></Response>"
        ),
        "<Response><Redirect>/a</Redirect></Response>",
    ],
)
def test_with_libxml2_and_without_it_the_same_is_said(
    document: str | bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = check(document)

    do_without_libxml2(monkeypatch)

    assert check(document) == told


def test_what_the_schema_refuses_has_its_path_and_its_reason() -> None:
    assert said_by_schema("<Response><Hangup/></Response>") == []
    (told,) = said_by_schema("<Response><Wait length='x'/></Response>")
    assert (told.severity, told.path) == ("error", "/Response/Wait")
    assert "'x'" in told.message


def test_libxml2_is_asked_only_where_it_is_and_confirms_only_what_is_valid(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = "<Response><Hangup/></Response>"
    asked = (right, "<Response><Speak loop='x'/></Response>", "<Response>", b"\xff\xfe\xff")

    assert [is_valid_to_libxml2(one) for one in asked] == [True, False, False, False]

    do_without_libxml2(monkeypatch)

    assert not is_valid_to_libxml2(right)


@pytest.mark.parametrize(
    ("answers", "told"), [(None, ["warning"]), ("calls", ["error"]), ("callbacks", [])]
)
def test_what_a_document_answers_decides_on_an_empty_one(
    answers: Literal["calls", "callbacks"] | None, told: list[str]
) -> None:
    problems = check("<Response/>", answers=answers)
    assert [found.severity for found in problems if found.rule == "empty-response"] == told


def test_what_documents_answer_is_calls_or_callbacks() -> None:
    with pytest.raises(ValueError, match="expected calls or callbacks; got 'call'"):
        check("<Response/>", answers="call")  # type: ignore[arg-type]


def test_what_is_no_document_is_refused_by_its_type() -> None:
    for wrong in (None, 5, bytearray(b"<Response/>"), "answer.xml".split):
        said = f"^expected a document as str, bytes, Path or Response; got {type(wrong).__name__}$"
        with pytest.raises(TypeError, match=said):
            check(wrong)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match="expected a document as str; got bytes"):
        plivoml.fix(b"<Response/>")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
