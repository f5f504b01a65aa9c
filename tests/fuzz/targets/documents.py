"""Documents: read, checked, laid out and converted."""

from __future__ import annotations

import re

from collections.abc import Set as AbstractSet
from typing import Any
from xml.etree import ElementTree as ET

import plivoml

from plivoml import Element, InvalidDocumentError, Problem, Speak, ssml
from tests.fuzz.grown import MARK, document_of, grown_speech
from tests.fuzz.target import target, text_of
from tests.support.converting import laid_out, python
from tests.support.sameness import canonical
from tests.support.verdicts import verdicts


#: The rules of what is no document at all, so that nothing is kept of it.
FATAL = {"not-well-formed", "refused-xml", "text-before-declaration"}

#: White space, with the other half of each character of UTF-16.
BLANKS = re.compile(rb"[\s\0]+")

LINE_END = re.compile("\r\n|\r|\n")


def kept_of(document: str | bytes) -> Element | None:
    """Return what lenient reading keeps, or None past the gate of what is no document."""
    try:
        return plivoml.parse(document, strict=False)
    except InvalidDocumentError as error:
        assert_told(error, rules=FATAL)
        return None


def assert_told(
    error: InvalidDocumentError, source: str | None = None, rules: AbstractSet[str] = frozenset()
) -> None:
    """Hold that an error has problems, with their places, and of one of some rules."""
    told = {problem.rule for problem in error.problems}
    assert told & (rules or told)
    assert_placed(error.problems, source)


def assert_placed(problems: Any, source: str | None) -> None:
    """Hold that each problem has a place, which is in the text if that is known."""
    lines = LINE_END.split(source) if source is not None else None
    for problem in problems:
        assert isinstance(problem, Problem)
        assert (problem.line or 0) > 0
        assert (problem.column or 0) > 0
        if lines is not None:
            assert problem.line is not None
            assert problem.column is not None
            assert problem.line <= len(lines)
            assert problem.column <= len(lines[problem.line - 1]) + 1


@target("documents")
def parse(data: bytes) -> bool:
    """What is read is written as what is read again; strict and lenient agree."""
    document = document_of(data)
    kept = kept_of(document)
    try:
        read = plivoml.parse(document)
    except InvalidDocumentError as error:
        assert_told(error)
        read = None
    if kept is None:
        assert read is None
        return False
    assert plivoml.parse(kept.to_bytes(), strict=False) == kept
    assert kept_of(kept.to_xml(indent="  ").encode()) is not None
    if read is not None:
        assert read == kept
        assert plivoml.parse(str(read)) == read
        assert plivoml.parse(read.to_xml(indent="\t")) == read
        assert hash(read) == hash(kept)
    return True


@target("documents")
def verdict(data: bytes) -> bool:
    """The reader and both engines of the schema are of one mind."""
    document = document_of(data)
    if kept_of(document) is None:
        return False
    reader, *engines = verdicts(document)
    assert engines == [reader, reader]
    return True


@target("documents")
def check(data: bytes) -> bool:
    """Checking says something against what is refused, at a place that is there."""
    document = document_of(data)
    found = plivoml.check(document, select=["all"])
    try:
        text = document.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        text = None
    assert_placed(found, text)
    if sum(data) % 4 == 0:
        assert plivoml.check(document, select=["all"]) == found
    assert all(problem.message.isprintable() for problem in found)
    if kept_of(document) is None:
        assert {problem.rule for problem in found} & FATAL
        return False
    try:
        plivoml.parse(document)
    except InvalidDocumentError as error:
        if b"plivoml" not in document:
            told = {(problem.rule, problem.line, problem.column) for problem in found}
            wanted = {(one.rule, one.line, one.column) for one in error.problems}
            assert wanted <= told
    return True


@target("documents")
def layout(data: bytes) -> bool:
    """Laying out is done once, and moves white space alone."""
    before = document_of(data)
    try:
        after = laid_out(before)
    except InvalidDocumentError as error:
        assert_told(error)
        return False
    assert laid_out(after) == after
    assert canonical(after) == canonical(before)
    assert BLANKS.sub(b"", after) == BLANKS.sub(b"", before)
    return True


@target("documents")
def to_python(data: bytes) -> bool:
    """The program that is written of a document builds it."""
    kept = kept_of(document_of(data))
    if kept is None:
        return False
    names: dict[str, Any] = {}
    exec(python.source(kept), names)
    assert names["answer"] == kept
    return True


@target("documents")
def graph(data: bytes) -> bool:
    """A flow is drawn in each language, and the picture is XML."""
    kept = kept_of(document_of(data))
    if kept is None:
        return False
    flow = plivoml.graph({"answer": kept, "menu": kept})
    assert str(flow).startswith("flowchart")
    assert flow.to_dot().startswith("digraph")
    assert ET.fromstring(flow.to_svg()).tag.endswith("svg")
    return True


@target("speech")
def speech(data: bytes) -> bool:
    """A text with tags of SSML is what a Speak holds."""
    text = grown_speech(data[1:]) if data.startswith(MARK) else text_of(data)
    try:
        said = ssml.parse(text)
    except InvalidDocumentError as error:
        assert_told(error, text)
        return False
    spoken = Speak(said)
    assert plivoml.parse_fragment(str(spoken)) == spoken
    assert Speak(list(said)) == spoken
    return True
