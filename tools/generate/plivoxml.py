"""
Every name of the SDK's `plivoxml`, with what to write for it.

A keyword, and a `set_` method, is what it writes an attribute of; an `add_` method is what it adds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from plivoml._model.nodes import Element
from plivoml._model.spec import AttributeSpec, spec_of
from plivoml._sources.python.sdk.table import SdkClass, read
from plivoml.elements import vocabulary
from tools.generate import places, sdk


_PAGE: Final = "reference/plivoxml.md"
_BY_TAG: Final = {cls._tag: cls for cls in vocabulary.elements()}

_INTRODUCTION: Final = """\
<!-- Written by tools/generate/plivoxml.py from what tools/generate/sdk.py has of Plivo's SDK. -->

# Every name of plivoxml

Each class of `plivo.plivoxml`, with its keywords, its `set_` methods and its `add_` methods, and what
they are called here. [Coming from plivoxml](../coming-from-plivoxml.md) tells the rest.

Where plivoxml writes values that nobody gave, there is a column for them: in bold where no page of
Plivo's says that the same holds without them.
"""


def files() -> dict[str, str]:
    """Return the page by its path."""
    return {f"docs/{_PAGE}": "\n".join(_lines())}


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    (table,) = sdk.files().values()
    classes = read(table)
    for name, cls in classes.items():
        yield f"## {name}\n"
        ours = _BY_TAG.get(cls.tag)
        if ours is None:
            yield "Words stand in the content, beside the tags and in their order: it is not needed.\n"
        else:
            yield f"Write {places.element(ours).link(_PAGE)}.\n"
            yield from _keywords(cls, ours)
        yield from _added(cls, classes)


def _keywords(cls: SdkClass, ours: type[Element]) -> Iterator[str]:
    spec = spec_of(ours)
    if "content" in cls.signature.names and spec.content.field:
        yield f"What it calls `content` is `{spec.content.field}`, and is given by position.\n"
    rows: list[list[str]] = []
    for keyword, written in cls.keywords.items():
        declared = spec.by_name[written.attribute]
        place = places.element(ours, declared.field)
        here = places.Place(f"`{declared.field}`", place.page, place.anchor).link(_PAGE)
        setters = [f".{name}" for name, (set_, _) in cls.setters.items() if set_ == keyword]
        told = ", ".join(f"`{name}`" for name in (keyword, *setters))
        rows.append([told, here, _default(cls.signature.defaults.get(keyword), declared)])
    # The last column is there where it has something to say.
    wide = 3 if any(row[2] for row in rows) else 2
    for row in [["plivoxml", "Here", "Written by itself"], ["---"] * 3, *rows] if rows else []:
        yield f"| {' | '.join(row[:wide])} |"
    yield ""


def _default(text: str | None, attribute: AttributeSpec) -> str:
    if text is None or attribute.required:
        return ""
    return f"`{text}`" if attribute.default == text else f"**`{text}`**"


def _added(cls: SdkClass, classes: Mapping[str, SdkClass]) -> Iterator[str]:
    if cls.adders:
        yield "| plivoxml | Among what it holds |\n|---|---|"
        for name, (added, _) in cls.adders.items():
            yield f"| `.{name}` | {_place(classes[added].tag)} |"
        yield ""


def _place(tag: str) -> str:
    return places.element(_BY_TAG[tag]).link(_PAGE) if tag in _BY_TAG else "the words themselves"
