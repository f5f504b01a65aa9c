"""Documents in the manner of real ones: what is right draws no error, and few warnings."""

from __future__ import annotations

import pytest

from plivoml import Problem, check, parse
from tests.support.lifelike import documents


pytestmark = pytest.mark.stress

DOCUMENTS = 500


def test_no_document_that_is_right_has_an_error() -> None:
    found: dict[str, list[Problem]] = {}
    for document in documents(DOCUMENTS):
        if errors := [one for one in check(document) if one.severity == "error"]:
            found[document] = errors
        else:
            assert str(parse(str(parse(document)))) == str(parse(document))
    assert found == {}


def test_what_is_doubted_of_them_is_what_their_writers_may_want_to_know() -> None:
    """
    Each is argued on the page of its rule.

    They have URLs without TLS, music that is a file where a document is asked for, streams
    that nobody watches, a PIN that is asked for, settings of callbacks where they do nothing,
    steps after an action that may answer in their place, and attributes of other input.
    """
    doubts = {
        (one.severity, one.rule) for document in documents(DOCUMENTS) for one in check(document)
    }
    assert doubts == {
        ("info", "bad-callback-options"),
        *(
            ("warning", rule)
            for rule in (
                "action-takes-over",
                "audio-file-as-document",
                "ignored-attribute",
                "insecure-audio",
                "insecure-callback",
                "logged-secret",
                "stream-format-missing",
                "stream-status-missing",
            )
        ),
    }
