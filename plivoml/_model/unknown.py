"""
What is said of names where they are not known, and what they are meant for.

Names of other platforms have a table; of the others the nearest one that is known is meant.
"""

from __future__ import annotations

import functools
import re

from collections.abc import Collection, Sequence
from typing import Final

from . import escaping
from .change import Change, left_out, renamed
from .closeness import closest, is_only
from .diagnostic import LONGEST, Diagnostic, alternatives, expected, shown, suggestion
from .lookalikes import ATTRIBUTES, ELEMENTS, ForeignElement
from .nodes import Element
from .rule_names import RuleName
from .spec import ElementSpec, by_tag, docs_of, elements, holds, spec_of
from .suggestions import nearest
from .values import WRONG, Value


_NUMBER: Final = re.compile(r"[+]?[1-9][0-9]{6,14}").fullmatch

# As many names as are worth a sentence.
_FEW: Final = 2

# As many as are worth a hint.
_SEVERAL: Final = 4


def is_foreign(name: str) -> bool:
    """Whether an element is another platform's, wherever it stands."""
    return name in ELEMENTS and not ELEMENTS[name].is_common


def is_wrapper(name: str, around: ElementSpec) -> bool:
    """Whether an element is to be left out, but for what is in it."""
    row = foreign(name, around)
    return row is not None and row.is_wrapper


def foreign(name: str, around: ElementSpec | None) -> ForeignElement | None:
    """Return what is known of a name that others have for an element."""
    row = ELEMENTS.get(name)
    is_elsewhere = row is not None and row.inside not in (None, around and around.tag)
    return None if is_elsewhere else row


def element(
    name: str,
    known: Sequence[str],
    meant: str | None,
    row: ForeignElement | None,
    around: ElementSpec | None,
) -> Diagnostic:
    """Say that there is no element of a name; `meant` is the one that it may stand for."""
    if around is not None and not around.content.children:
        wanted = _takes(around)
    else:
        wanted = alternatives(known) if len(known) <= _FEW else "an element of Plivo's"
    hint = row.hint if row else suggestion(meant)
    cls = by_tag.get(meant or "")
    if around is not None and cls is not None and cls not in around.content.elements:
        hint = "; ".join(filter(None, (hint, _home(cls))))
    is_twilio = row is not None and "TwiML" in row.sources
    rule = RuleName.TWILIO_ELEMENT if is_twilio else RuleName.UNKNOWN_ELEMENT
    code = row.hangup_code if row else None
    change: Change | None = None
    if row is not None and row.is_wrapper:
        change = left_out(name, is_safe=row.is_exact) if around else None
    elif meant is not None and meant in known:
        change = renamed(name, meant, is_safe=row.is_exact if row else is_only(name, known))
        change = change.replace(attributes=tuple(row.attributes.items()) if row else ())
    return Diagnostic(expected(wanted, name), hint, rule, hangup_code=code, change=change)


def misplaced(cls: type[Element], around: ElementSpec) -> Diagnostic:
    """Say that an element cannot stand in another one."""
    return Diagnostic(expected(_takes(around), cls._tag), _home(cls), RuleName.MISPLACED_ELEMENT)


def attribute(
    name: str, spec: ElementSpec, *, is_allowed: bool = False
) -> tuple[Diagnostic, str | None, bool]:
    """
    Say that an element has no such attribute.

    Returns:
        What there is to say, the attribute that may be meant, and whether it takes the same
        values.  Nothing else is meant by one that is allowed.
    """
    owners = _owners().get(name)
    row = ATTRIBUTES.get(spec.tag, {}).get(name)
    meant: str | None = None
    hint: str | None = None
    if is_allowed:
        pass
    elif row is not None:
        meant, hint = row.instead, row.hint
    elif between((name,), spec):
        hint = "write it between the tags"
    elif owners:
        hint = f"it belongs to {alternatives(owners)}"
    else:
        meant = closest(name, spec.by_name)
        hint = suggestion(meant)
    rule = RuleName.MISPLACED_ATTRIBUTE if owners else RuleName.UNKNOWN_ATTRIBUTE
    wrong = Diagnostic(expected(f"an attribute of {spec.tag}", name), hint, rule)
    return wrong, meant, row is None or row.same_value


def given(names: Collection[str], tag: str | None) -> set[str]:
    """Return `names`, which are attributes, with those of an element that they stand for."""
    meant = (attribute(name, spec_of(by_tag[tag]))[1] for name in names) if tag else ()
    return {*names, *filter(None, meant)}


def instead(name: str, text: str, spec: ElementSpec, meant: str | None) -> Change | None:
    """Return what becomes of an attribute that an element has not, and that stands for `meant`."""
    row = ATTRIBUTES.get(spec.tag, {}).get(name)
    if row is not None and row.may_go:
        return left_out(name)
    if between((name,), spec):
        return Change(f"Write {name!r} between the tags", is_moved=True)
    if meant is None:
        return left_out(name) if row is None and name in _owners() else None
    if row is None:
        return renamed(name, meant, is_safe=is_only(name, spec.by_name))
    if row.same_value:
        return renamed(name, meant, is_safe=row.is_exact)
    value = spec.by_name[meant].value
    stored, is_sure = nearest(value, text)
    if stored is WRONG or not row.is_exact:
        return None
    new = value.dump(stored)
    return Change(f'Write {meant}="{new}"', is_sure, name=meant, text=new)


@functools.cache
def _owners() -> dict[str, list[str]]:
    """Return the elements that have an attribute, by its name."""
    owners: dict[str, list[str]] = {}
    for cls in elements():
        for name in spec_of(cls).by_name:
            owners.setdefault(name, []).append(cls._tag)
    return owners


def judged_as(name: str) -> type[Element] | None:
    """Return the class as which an element is judged, whatever it stands in."""
    if name in by_tag:
        return by_tag[name]
    row = foreign(name, None)
    meant = row.counterpart if row else closest(name, by_tag)
    return by_tag.get(meant or "")


def value_of(name: str, spec: ElementSpec) -> Value | None:
    """Return the type as whose value an attribute is judged, if one is known."""
    if between((name,), spec):
        return spec.content.value
    meant, is_same = (name, True) if name in spec.by_name else attribute(name, spec)[1:]
    return spec.by_name[meant].value if meant and is_same else None


def between(names: Collection[str], spec: ElementSpec) -> str | None:
    """Return the one of `names`, which are attributes, that should stand between the tags."""
    name = spec.content.field
    is_theirs = name in spec.by_name or name in ATTRIBUTES.get(spec.tag, {})
    return name if spec.content.value and name in names and not is_theirs else None


def stray_text(text: str, spec: ElementSpec) -> Diagnostic:
    """Say that text cannot stand in an element."""
    # Words are spoken wherever they can be; elsewhere they are the value of an element.
    kinds = [spec_of(kind) for kind in spec.content.elements]
    kinds.sort(key=lambda kind: kind.content.holds != "words and elements")
    # The hint says as much of a long one as anybody wants to read.
    words = escaping.text(text) if len(text) <= LONGEST else ""
    words = shown(words, write=str) if 0 < len(words) <= LONGEST else "..."
    tag = next(
        (
            kind.tag
            for kind in kinds
            if kind.content.holds == "words and elements"
            or (kind.content.value and kind.content.value.load(text) is not WRONG)
        ),
        None,
    )
    message = expected(_takes(spec), text, "the text ")
    wrong = Diagnostic(message, rule=RuleName.STRAY_TEXT, docs=docs_of(spec.cls))
    if tag is None:
        return wrong
    # What is no number may be meant for anything.
    is_safe = tag == "Number" and _NUMBER(text) is not None
    change = Change(f"Put <{tag}> around it", is_safe, text=text, around=tag)
    return wrong.replace(hint=f"write <{tag}>{words}</{tag}>", change=change)


def _takes(around: ElementSpec) -> str:
    if around.content.children:
        return f"{holds(around.content)} in {around.tag}"
    return f"{'a text' if around.content.field else 'nothing'} in {around.tag}"


def _home(cls: type[Element]) -> str | None:
    """Return a hint on where an element stands, if there are few places."""
    parents = [f"<{one._tag}>" for one in elements() if cls in spec_of(one).content.elements]
    return f"it stands in {alternatives(parents)}" if 0 < len(parents) <= _SEVERAL else None
