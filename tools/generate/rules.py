"""The pages of the rules, written from the rules; `python -m tools.generate.rules`."""

from __future__ import annotations

import importlib

from collections.abc import Iterator
from typing import Final

from plivoml._checking import check_file
from plivoml._lint.document import Selection
from plivoml._lint.fixing import applied
from plivoml._lint.registry import FAMILIES, RULES
from plivoml._lint.rule import Rule
from plivoml._model.diagnostic import alternatives
from plivoml.errors import Fix
from plivoml.hangup_causes import by_code
from tools.generate import bridges, places


_LANGUAGES: Final = {".xml": "xml", ".py": "python"}
_GENERATED: Final = "<!-- Written by tools/generate/rules.py from the rules. -->"
_INTRODUCTION: Final = """\
An *error* breaks a documented rule: the schema refuses it, or a page says that it does not work.
A *warning* is a risk: it may break a call, or may not do what it looks like. Each page is written
from the rules, and each example is checked: the wrong one breaks its rule and no other.

[Checking documents](../checking.md) tells how to leave rules out, and [what the rules rest
on](facts.md) has the facts, their sources, and the few that no rule holds.
"""


def files() -> dict[str, str]:
    """Return every page by its path."""
    families = {f"{name}.md": "\n".join(_page(name)) for name in FAMILIES}
    pages = {"index.md": "\n".join(_index()), **families}
    return {f"docs/rules/{name}": page for name, page in pages.items()}


def _index() -> Iterator[str]:
    yield from (_GENERATED, "", f"# The {len(RULES)} rules of `plivoml check`", "", _INTRODUCTION)
    for name, family in FAMILIES.items():
        columns = ("| Rule | Severity | Fix | |", "|---|---|---|---|")
        yield from (f"## [{_title(name)}]({name}.md)", "", *columns)
        for rule in family.rules:
            link = f"[`{rule.name}`]({name}.md#{rule.name})"
            fix = _fix_of(rule, rule.fixable or rule.wrong)
            kind = ("safe" if fix.is_safe else "unsafe") if fix else ""
            yield f"| {link} | {rule.severity} | {kind} | {_escaped(rule.says)} |"
        yield ""


def _page(name: str) -> Iterator[str]:
    yield from (_GENERATED, "", f"# {_title(name)}", "")
    for rule in FAMILIES[name].rules:
        yield from _entry(rule)


def _entry(rule: Rule) -> Iterator[str]:
    yield from (f"## {rule.name}", "", f"*{rule.severity.capitalize()}.* {_escaped(rule.says)}", "")
    for title, example in rule.examples():
        yield from (f"{title}:", "", f"```{_LANGUAGES[rule.suffix]}", example.rstrip(), "```", "")
    yield from (_fix(rule), "")
    if rule.of_answers is not None:
        yield (
            f'With `answers = "calls"` it is an *{rule.of_answers}*, and with `answers = "callbacks"` '
            "it is not told: see [what documents answer](../checking.md#what-documents-answer).\n"
        )
    page = places.rule(rule).page
    about = bridges.declared_for(rule)
    told = "Elements" if about else "In the example"
    yield f"{told}: {places.links(map(places.element, about or bridges.shown_at(rule)), page)}.\n"
    links = [places.cause(cause).link(page) for cause in map(by_code, rule.hangup_codes) if cause]
    if links:
        # What holds of every case is said of it; what holds of some may or may not.
        is_sure = rule.severity == "error" and len(links) == 1 and rule.hangup_code is not None
        follows = "follows" if is_sure else "may follow"
        yield from (f"The hangup cause that {follows}: {alternatives(links)}.", "")
    if rule.docs is not None:
        yield from (f"[Plivo's page]({rule.docs})", "")


def _fix(rule: Rule) -> str:
    """Say what fixes the wrong document, or another one that breaks the rule."""
    if (fix := _fix_of(rule, rule.wrong)) is not None:
        return f"{_kind(fix)} makes the right one of the wrong one: *{_escaped(fix.title)}*."
    if rule.fixable is None:
        return "It has no [fix](../fixing.md)."
    fix = _fix_of(rule, rule.fixable)
    assert fix is not None
    fixed = applied(rule.fixable.encode(), [fix], "utf-8")[0].decode()
    return f"{_kind(fix)} makes `{fixed}` of `{rule.fixable}`; the wrong one above has none."


def _fix_of(rule: Rule, document: str) -> Fix | None:
    checked = check_file(document.encode(), rule.suffix, Selection(["all"]))
    return next((one.fix for one in checked.problems if one.rule == rule.name), None)


def _kind(fix: Fix) -> str:
    kind, options = ("A", "--fix") if fix.is_safe else ("An unsafe", "--fix --unsafe-fixes")
    return f"{kind} [fix](../fixing.md), `{options}`,"


def _title(name: str) -> str:
    """Return the first line of a module's docstring, without its full stop."""
    return (
        (importlib.import_module(f"plivoml._lint.rules.{name}").__doc__ or "").strip().rstrip(".")
    )


def _escaped(text: str) -> str:
    """Escape what is markup outside code."""
    parts = text.split("`")
    parts[::2] = [part.replace("&", "&amp;").replace("<", "&lt;") for part in parts[::2]]
    return "`".join(parts)
