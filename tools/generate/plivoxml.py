"""
Every name of the SDK's `plivoxml`, with what to write for it: read from the SDK, as it writes.

A keyword, and a `set_` method, is what it writes an attribute of; an `add_` method is what it adds.
"""

from __future__ import annotations

import importlib
import inspect

from collections.abc import Iterator
from typing import Any, Final

from plivoml._model.nodes import Element
from plivoml._model.spec import spec_of
from plivoml.elements import vocabulary
from tools.generate import places


# The SDK has no types.
_SDK: Final[Any] = importlib.import_module("plivo").plivoxml
_REFUSED: Final[Any] = importlib.import_module("plivo").exceptions.ValidationError
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_PAGE: Final = "reference/plivoxml.md"
_BY_TAG: Final = {cls._tag: cls for cls in vocabulary.elements()}
_ROLE: Final = "Agent"
# One of these is taken by each keyword.
_SAMPLES: Final = (
    *(True, False, 7, 600, "x", _ROLE, "GET", "POST", "https://example.com/"),
    *("wav", "participant-state-changes", "inbound", "audio/x-l16;rate=16000"),
)

_INTRODUCTION: Final = """\
<!-- Written by tools/generate/plivoxml.py from Plivo's SDK. -->

# Every name of plivoxml

Each class of `plivo.plivoxml`, with its keywords, its `set_` methods and its `add_` methods, and what
they are called here. [Coming from plivoxml](../coming-from-plivoxml.md) tells the rest.

Where plivoxml writes values that nobody gave, there is a column for them: in bold where no page of
Plivo's says that the same holds without them.
"""


def files() -> dict[str, str]:
    """Return the page by its path."""
    return {f"docs/{_PAGE}": "\n".join(_lines())}


def classes() -> dict[str, Any]:
    """Return the classes of the SDK's elements by their names."""
    return {
        name: cls
        for name, cls in sorted(vars(_SDK).items())
        if inspect.isclass(cls) and hasattr(cls, "_name")
    }


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for name, cls in classes().items():
        yield f"## {name}\n"
        ours = _BY_TAG.get(cls._name)
        if ours is None:
            yield "Words stand in the content, beside the tags and in their order: it is not needed.\n"
        else:
            yield f"Write {places.element(ours).link(_PAGE)}.\n"
            yield from _keywords(cls, ours)
        yield from _added(cls)


def _keywords(cls: Any, ours: type[Element]) -> Iterator[str]:
    spec = spec_of(ours)
    fields = {one.name: one for one in spec.attributes}
    by_itself = _attributes(_made(cls))
    if "content" in inspect.signature(cls).parameters and spec.content.field:
        yield f"What it calls `content` is `{spec.content.field}`, and is given by position.\n"
    rows: list[list[str]] = []
    for attribute, names in _written(cls).items():
        declared = fields[attribute]
        place = places.element(ours, declared.field)
        here = places.Place(f"`{declared.field}`", place.page, place.anchor).link(_PAGE)
        told = ", ".join(f"`{name}`" for name in names)
        rows.append([told, here, _default(by_itself.get(attribute), declared)])
    # The last column is there where it has something to say.
    wide = 3 if any(row[2] for row in rows) else 2
    for row in [["plivoxml", "Here", "Written by itself"], ["---"] * 3, *rows] if rows else []:
        yield f"| {' | '.join(row[:wide])} |"
    yield ""


def _default(text: str | None, attribute: Any) -> str:
    if text is None or attribute.required:
        return ""
    return f"`{text}`" if attribute.default == text else f"**`{text}`**"


def _written(cls: Any) -> dict[str, list[str]]:
    """Return the names that write each attribute: a keyword, and the method that sets it."""
    found: dict[str, list[str]] = {}
    for name in list(inspect.signature(cls).parameters):
        for attribute in _changed(cls, lambda value, name=name: _made(cls, **{name: value})):
            found.setdefault(attribute, []).append(name)
    for name in vars(cls):
        if name.startswith("set_"):
            setter = lambda value, name=name: getattr(_made(cls), name)(value)  # noqa: E731
            for attribute in _changed(cls, setter):
                found.setdefault(attribute, []).append(f".{name}")
    return found


def _changed(cls: Any, make: Any) -> set[str]:
    """Return the attributes that are other than before, for the first value that is taken."""
    before = _attributes(_made(cls))
    for value in _SAMPLES:
        try:
            after = _attributes(make(value))
        except (_REFUSED, TypeError, ValueError):
            continue
        changed = {name for name, text in after.items() if before.get(name) != text}
        if changed:
            return changed
    return set()


def _attributes(element: Any) -> dict[str, str]:
    """Return what an element is written with, under the names that stand in XML."""
    return {name.replace(_XML, "xml:"): text for name, text in element.to_dict().items()}


def _made(cls: Any, **given: Any) -> Any:
    """Return an element with what it cannot do without."""
    taken = inspect.signature(cls).parameters.values()
    needed = {one.name: "x" for one in taken if one.default is one.empty}
    if "role" in needed:
        needed["role"] = "supervisor"
    return cls(**{**needed, **given})


def _added(cls: Any) -> Iterator[str]:
    rows = [f"| `.{name}` | {_adds(cls, name)} |" for name in vars(cls) if name.startswith("add_")]
    if rows:
        yield "| plivoxml | Among what it holds |\n|---|---|"
        yield from rows
        yield ""


def _adds(cls: Any, name: str) -> str:
    element = _made(cls)
    method = inspect.unwrap(getattr(element, name))
    taken = list(inspect.signature(method).parameters.values())
    needed = ["x" for one in taken if one.default is one.empty and one.name != "role"]
    getattr(element, name)(*needed, *([_ROLE] if "role" in {one.name for one in taken} else []))
    tag = element.children[-1]._name
    return places.element(_BY_TAG[tag]).link(_PAGE) if tag in _BY_TAG else "the words themselves"
