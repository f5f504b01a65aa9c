"""The forms in which problems are told: for people, for programs and for GitHub."""

from __future__ import annotations

import json
import os
import re

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TextIO
from urllib.parse import quote

from .. import __version__
from .._lint import registry
from .._lint.rule import Rule
from .._model.record import Record
from ..errors import Fix, Problem, Related, Severity
from .files import Report
from .terminal import knows_codes, printable


Format = Callable[[Iterable[Report], bool], Iterator[str]]

_COLOURS: Final[dict[Severity, str]] = {"error": "31", "warning": "33", "info": "36"}
_SARIF: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "note"}
# What GitHub calls a severity.
_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "notice"}


def is_colourful(stream: TextIO) -> bool:
    """Whether to print in colour: on a terminal, unless the person wants it otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return knows_codes(stream)


def text(reports: Iterable[Report], in_colour: bool) -> Iterator[str]:
    """Yield a line for each problem, the line that it is on, and what to write instead."""

    def painted(words: str, colour: str) -> str:
        return f"\x1b[{colour}m{words}\x1b[0m" if in_colour else words

    for report in reports:
        name = printable(report.name)
        for problem, excerpt in zip(report.problems, report.excerpts, strict=True):
            place = ":".join(map(str, filter(None, (name, problem.line, problem.column))))
            severity = painted(problem.severity, f"1;{_COLOURS[problem.severity]}")
            yield f"{painted(place, '1')}: {severity}[{problem.rule}] {printable(problem.sentence)}\n"
            if excerpt is not None:
                margin = f"{problem.line:>5}"
                caret = printable(" ".join(filter(None, ("^", problem.hint))))
                yield f"{margin} | {excerpt.text}\n"
                yield f"{' ' * len(margin)} | {excerpt.indent}{painted(caret, '32')}\n"


def as_json(reports: Iterable[Report], _: bool) -> Iterator[str]:
    """Yield a list with an object for each problem."""
    separator = "["
    for report in reports:
        for problem in report.problems:
            told = {"file": report.name, **problem.as_dict()}
            yield f"{separator}\n  {json.dumps(told, default=Record.as_dict)}"
            separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"


def github(reports: Iterable[Report], _: bool) -> Iterator[str]:
    """Yield a command of GitHub Actions for each problem, which annotates the file."""
    for report in reports:
        for problem in report.problems:
            given = {"file": report.name, "line": problem.line, "col": problem.column}
            given["title"] = f"plivoml {problem.rule}"
            properties = ",".join(
                f"{key}={_escaped(str(value), ':,')}" for key, value in given.items() if value
            )
            # An annotation has no other place for what is to be written instead.
            told = problem.sentence
            if (fix := problem.fix) is not None:
                told += f"\n{'fix' if fix.is_safe else 'unsafe fix'}: {fix.title}"
            yield f"::{_COMMANDS[problem.severity]} {properties}::{_escaped(told)}\n"


def _escaped(words: str, signs: str = "") -> str:
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{signs}" else sign for sign in words)


def sarif(reports: Iterable[Report], _: bool) -> Iterator[str]:
    """Yield a log in SARIF 2.1.0, as GitHub's code scanning and others read it, result by result."""
    rules = {name: index for index, name in enumerate(registry.RULES)}
    failures: list[dict[str, Any]] = []
    yield _around_results(failures)[0]
    separator = "\n"
    for report in reports:
        for problem in report.problems:
            result = _result(report.name, problem, rules[problem.rule])
            yield f"{separator}{' ' * 8}{json.dumps(result)}"
            separator = ",\n"
        if report.failure is not None:
            place = {"physicalLocation": _location(report.name)}
            message = {"text": report.failure}
            failures.append({"message": message, "level": "error", "locations": [place]})
    yield f"{_around_results(failures)[1]}\n"


def _around_results(failures: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """Write a log without results: what comes before them, and what comes after."""
    rules = [_descriptor(rule) for rule in registry.RULES.values()]
    run = {
        "tool": {"driver": {"name": "plivoml", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [],
        # What failed is known once all is read.
        "invocations": [
            {"executionSuccessful": not failures, "toolExecutionNotifications": failures}
        ],
    }
    log = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    # In a text, these quotes would be escaped.
    before, results, after = json.dumps(log, indent=2).partition('"results": [')
    return before + results, after


def _descriptor(rule: Rule) -> dict[str, Any]:
    help_uri = {"helpUri": rule.docs} if rule.docs else {}
    examples = (f"{title}:\n\n{example}" for title, example in rule.examples())
    return {
        "id": rule.name,
        # The standard asks for one sentence here.
        "shortDescription": {"text": re.split(r"(?<=\.) ", rule.says, maxsplit=1)[0]},
        "fullDescription": {"text": rule.says},
        "help": {"text": "\n\n".join((rule.says, *examples))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        **help_uri,
    }


def _result(name: str, problem: Problem, index: int) -> dict[str, Any]:
    place = _place(name, problem)
    related = [{**_place(name, one), "message": {"text": one.message}} for one in problem.related]
    fixes = {"fixes": [_fix(name, problem.fix)]} if problem.fix else {}
    return {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": problem.sentence},
        "locations": [place],
        **({"relatedLocations": related} if related else {}),
        **fixes,
    }


def _place(name: str, about: Problem | Related) -> dict[str, Any]:
    return {
        "physicalLocation": _location(name, about.line, about.column),
        "logicalLocations": [{"fullyQualifiedName": about.path}],
    }


def _fix(name: str, fix: Fix) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.line,
                "startColumn": edit.column,
                "endLine": edit.end_line,
                "endColumn": edit.end_column,
                "byteOffset": edit.start,
                "byteLength": edit.end - edit.start,
            },
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": _uri(name)}, "replacements": replacements}
    return {
        "description": {"text": fix.title},
        "artifactChanges": [change],
        "properties": {"isSafe": fix.is_safe},
    }


def _location(name: str, line: int | None = None, column: int | None = None) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(name)}}
    if line is not None:
        location["region"] = {"startLine": line, "startColumn": column}
    return location


def _uri(name: str) -> str:
    path = Path(name)
    # A name is bytes, which need not be text.
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


#: Every form by its name.
FORMATS: Final[dict[str, Format]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}
