"""What the playground does with a text, run in the browser by a CPython that is WebAssembly."""

from __future__ import annotations

import contextlib
import io
import json
import re
import tempfile

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import attrs

from plivoml import Problem, check, graph, parse
from plivoml._cli import main
from plivoml._lint.fixing import applied
from plivoml._lint.registry import FAMILIES
from plivoml._reading.positions import Lines
from plivoml._sources import Conversion, Refusal, documents_in
from plivoml.errors import PlivoMLError


#: What a text can be, and the name of a file that holds it.
KINDS: Final = {
    "xml": "document.xml",
    "template": "template.xml",
    "python": "program.py",
    "request": "request.txt",
}

_PAGE_OF: Final = {
    rule.name.value: f"rules/{family}.html#{rule.name}"
    for family, those in FAMILIES.items()
    for rule in those.rules
}
_TEMPLATE: Final = re.compile(r"\{[{%]|<%|<\?(?:php|=)|\$\{")
_REQUEST: Final = re.compile(r"\s*(?:https?://\S*\?)?\w+=[^\s<]*\s*")
# What is marked: an attribute with its value, a tag as far as its name, what is pasted in, or a word.
_TOKEN: Final = re.compile(
    r"[\w:.-]+\s*=\s*(?:\"[^\"\n]*\"|'[^'\n]*')|</?[\w:.-]+|\{[^{}\n]*\}|[\w.+-]+|."
)


def kind_of(text: str) -> str:
    """Say what a text looks like: one of `KINDS`."""
    if _REQUEST.fullmatch(text):
        return "request"
    if re.match(r"\s*<", text):
        return "template" if _TEMPLATE.search(text) else "xml"
    return "python" if text.strip() else "xml"


def look(text: str, kind: str = "") -> str:
    """Return, as JSON, all that there is to say of a text; without a kind it is told by its looks."""
    text = _held(text)
    kind = kind or kind_of(text)
    is_request = kind == "request"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / KINDS[kind]
        file.write_text(text, "utf-8")
        found = {
            "kind": kind,
            "problems": [] if is_request else _tried(lambda: _problems(text, file, kind)),
            "python": "" if is_request else _printed("to-python", file, kind),
            "flow": "" if is_request else _tried(lambda: _flow(text, kind)),
            "request": _decoded(text) if is_request else "",
        }
    return json.dumps(found)


def mend(text: str, kind: str, chosen: int | None = None) -> str:
    """Put in the fix of one problem, or every safe one."""
    text = _held(text)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / KINDS[kind]
        file.write_text(text, "utf-8")
        if chosen is None:
            templates = ["--templates"] if kind == "template" else []
            _ran("check", "--fix", *templates, str(file))
            return file.read_text("utf-8")
        fix = _checked(text, file, kind)[chosen].fix
    return applied(text.encode(), [fix] if fix else [], "utf-8")[0].decode()


def _problems(text: str, file: Path, kind: str) -> list[dict[str, Any]]:
    lines = Lines(text)
    return [_shown(problem, text, lines) for problem in _checked(text, file, kind)]


def _checked(text: str, file: Path, kind: str) -> list[Problem]:
    return check(file) if kind == "python" else check(text, templates=kind == "template")


def _shown(problem: Problem, text: str, lines: Lines) -> dict[str, Any]:
    offset = lines.offset(problem.line or 1, problem.column or 1)
    token = _TOKEN.match(text, offset)
    fix = problem.fix
    return {
        "rule": problem.rule,
        "page": _PAGE_OF.get(problem.rule),
        "severity": problem.severity,
        "line": problem.line,
        "column": problem.column,
        "sentence": problem.sentence,
        "start": _in_browser(text[:offset]),
        "end": _in_browser(text[: token.end() if token else offset]),
        "fix": fix and {"title": fix.title, "is_safe": fix.is_safe},
    }


def _in_browser(text: str) -> int:
    """Return how long a text is where JavaScript counts."""
    return len(text.encode("utf-16-le")) // 2


def _held(text: str) -> str:
    """Return a text as a file can hold it: a browser may have half a character in one."""
    return text.encode("utf-8", "replace").decode()


def _flow(text: str, kind: str) -> str:
    if kind != "python":
        return graph(parse(text, strict=False)).to_svg()
    found = {
        f"line {line}": one for line, _, one in documents_in(text) if not isinstance(one, Refusal)
    }
    drawn = graph({line: one.element for line, one in found.items()})
    names = [_names(one) for one in found.values()]
    steps = tuple(
        attrs.evolve(
            step,
            title=_named(step.title, names[step.document]),
            lines=tuple(_named(line, names[step.document]) for line in step.lines),
        )
        for step in drawn.steps
    )
    return attrs.evolve(drawn, steps=steps).to_svg() if steps else ""


def _names(document: Conversion) -> dict[str, str]:
    """Return the code of what a program fills in, by what stands for it in its document."""
    blanks = document.blanks
    words = str(document.element)
    found = {mark: f"{{{blanks.text(mark)}}}" for mark in words if mark >= "\U000f0000"}
    for element in document.element.walk():
        for name in (name for number, name in blanks.written if number == id(element)):
            value = getattr(element, name)
            if isinstance(value, str):
                code = f"{{{blanks.written[id(element), name]}}}"
                # One value may stand for several: then it is for none of them.
                found[value] = code if found.get(value, code) == code else "…"
    return found


def _named(text: str, names: dict[str, str]) -> str:
    for value, code in names.items():
        text = text.replace(value, code)
    return text


def _printed(command: str, file: Path, kind: str) -> dict[str, str] | str:
    if kind == "template":
        return {"failure": "A template is converted with the program that fills it in: paste that."}
    out, err = _ran(command, str(file))
    told = err.replace(f"{file}:", "").replace("plivoml: ", "").strip()
    return out.replace(str(file), file.name) or ({"failure": told} if told else "")


def _decoded(text: str) -> dict[str, str] | str:
    out, err = _ran("decode", "--", text.strip())
    return out or {"failure": err.removeprefix("plivoml: ").strip()}


def _ran(*arguments: str) -> tuple[str, str]:
    """Run a command, and return what it prints."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        main(arguments)
    return out.getvalue(), err.getvalue()


def _tried(do: Callable[[], Any]) -> Any:
    try:
        return do()
    except (PlivoMLError, SyntaxError, ValueError) as error:
        return {"failure": str(error)}
