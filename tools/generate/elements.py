"""The declarations as pages for people: one for each element, one for the values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plivoml._convert.python import expression
from plivoml._model import docstrings
from plivoml._model.nodes import Element
from plivoml._model.spec import AttributeSpec, ContentSpec, ElementSpec, spec_of
from plivoml._model.types import Reaches, Rule
from plivoml._model.values import (
    Boolean,
    Enumeration,
    Integer,
    ListOf,
    MappingOf,
    Text,
    Union,
    Value,
)
from plivoml.elements import vocabulary
from plivoml.elements.response import Response
from tools.generate import bridges, places
from tools.generate.examples import example_of
from tools.generate.patterns import pattern_of
from tools.generate.places import is_ssml, python_name


_NOTE = "<!-- Written by tools/generate/elements.py from the declarations. -->\n"


def files() -> dict[str, str]:
    """Return the text of each page by its path."""
    elements = vocabulary.elements()
    reference = "docs/reference"
    return {
        f"{reference}/elements/index.md": _joined(_index(elements)),
        f"{reference}/values.md": _joined(_values()),
        **{
            f"{reference}/elements/{_slug(cls)}.md": _joined(_page(spec_of(cls)))
            for cls in elements
        },
    }


def _joined(lines: Iterator[str]) -> str:
    return "\n".join([_NOTE, *lines]).rstrip() + "\n"


def _slug(cls: type[Element]) -> str:
    return cls._tag.lower()


def _index(elements: list[type[Element]]) -> Iterator[str]:
    yield "# Elements\n"
    yield "Each class is an element of Plivo's XML. What is passed by position stands between"
    yield "the tags; what is passed by keyword is an attribute."
    for chapter in vocabulary.CHAPTERS:
        title = chapter.__name__.rpartition(".")[2]
        yield f"\n## {title.upper() if title == 'ssml' else title.capitalize()}\n"
        yield f"{docstrings.paragraphs(chapter)[0]}\n"
        yield "| Class | What it does |\n|---|---|"
        for cls in elements:
            if cls.__module__ == chapter.__name__:
                summary = docstrings.paragraphs(cls)[0]
                yield f"| [`{python_name(cls)}`]({_slug(cls)}.md) | {summary} |"
    yield "\n## What no schema says\n"
    yield "An XML Schema sees one value at a time. These are all that classes and `parse` refuse besides:"
    yield "in the rest they and the schema are of one mind.\n"
    yield "| Rule | Element | What is expected |\n|---|---|---|"
    for cls in elements:
        for rule in spec_of(cls).rules:
            link = f"[`{python_name(cls)}`]({_slug(cls)}.md)"
            yield f"| `{rule.name}` | {link} | {_wanted(spec_of(cls), rule)} |"


def _wanted(spec: ElementSpec, rule: Rule) -> str:
    return rule.expected.format(*(f"`{spec.by_field[field].name}`" for field in rule.fields))


def _page(spec: ElementSpec) -> Iterator[str]:
    cls = spec.cls
    *said, link = docstrings.paragraphs(cls)
    notes = docstrings.fields(cls)
    example = example_of(cls)
    yield f"# {python_name(cls)}\n"
    yield from (f"{paragraph}\n" for paragraph in said)
    yield f"`<{spec.tag}>` in XML. [Plivo's page]({link})\n"
    module = f"plivoml.{'ssml' if is_ssml(cls) else ''}".rstrip(".")
    yield f"```python\nfrom plivoml import {', '.join(_names(example))}\n"
    yield f"example = {expression(example)}\n```\n"
    yield f"```xml\n{example.to_xml(indent='    ', declaration=False)}\n```\n"
    yield f"* Import: `from {module} import {cls.__name__}`"
    parents = [around for around in vocabulary.elements() if cls in _content(around).elements]
    if parents:
        undocumented = [around for around in parents if cls in _content(around).sdk_only]
        yield f"* Stands in: {_links(parents, sdk_only=undocumented)}"
    yield f"* Holds: {_holds(spec.content)}"
    yield ""
    if spec.content.field:
        yield "## Between the tags\n"
        field = spec.content.field
        # The title of the page has that name already.
        named = f"`{field}`" if field == places.slug(python_name(cls)) else _named(field)
        yield f"{named}: {notes[field]}{_requests(cls, field)}\n"
    if spec.attributes:
        yield "## Attributes\n"
        yield "| Keyword | Attribute | Value | Default | Meaning |\n|---|---|---|---|---|"
        for attribute in spec.attributes:
            yield _row(cls, attribute, notes[attribute.field])
        yield ""
    if spec.rules:
        yield "## Between attributes\n"
        yield from (f"* `{rule.name}`: {_wanted(spec, rule)}" for rule in spec.rules)
        yield ""
    doubts = [attribute for attribute in spec.attributes if attribute.doubt]
    if doubts:
        yield "## In doubt\n"
        yield from (f"* `{attribute.name}`: {attribute.doubt}" for attribute in doubts)
        yield ""
    yield "## See also\n"
    yield from _bridges(cls)


def _bridges(cls: type[Element]) -> Iterator[str]:
    """Yield what leads from the page of an element to the others that have to do with it."""
    page = places.element(cls).page
    spec = spec_of(cls)
    requests = {
        callback: places.callback(callback)
        for field in [spec.content.field, *(one.field for one in spec.attributes)]
        for callback in bridges.requests_of(cls, field)
    }
    if cls is Response:
        asked = (each for each in bridges.CALLBACKS if each.EXPECTS_XML)
        yield f"* The answer to: {places.links(map(places.callback, asked), page)}"
        told = (each for each in bridges.CALLBACKS if not each.EXPECTS_XML)
        yield f"* Not read as the answer to: {places.links(map(places.callback, told), page)}"
    if requests:
        carried = "[what they carry besides](../callbacks/standard.md)"
        yield f"* Requests: {places.links(requests.values(), page)}; {carried}"
    if any(one.reaches is Reaches.STREAM for one in (spec.content, *spec.attributes)):
        yield "* On the WebSocket: [messages of a stream](../streams/index.md)"
    flows = bridges.flows_with(cls)
    if flows:
        yield f"* Call flows: {places.links(flows, page)}"
    rules = map(places.rule, bridges.rules_about(cls))
    yield f"* Rules of `plivoml check`: {places.links(rules, page)}"
    causes = bridges.causes_of(cls)
    if causes:
        yield f"* Hangup causes: {places.links(map(places.cause, causes), page)}"
    yield "* Python: [what every element can do](../python/index.md#element)"


def _named(field: str) -> str:
    """Return the name of a field, and an anchor for those who link to it."""
    return f'<a id="{field}"></a>`{field}`'


def _requests(cls: type[Element], field: str) -> str:
    """Say which requests a field brings."""
    found = map(places.callback, bridges.requests_of(cls, field))
    told = places.links(found, places.element(cls).page)
    return f" It is sent {told}." if told else ""


def _row(cls: type[Element], attribute: AttributeSpec, note: str) -> str:
    remarks = [f"{note}{_requests(cls, attribute.field)}"]
    if attribute.when:
        remarks.append(f"It has an effect if {attribute.when.says}.")
    if attribute.sdk_only:
        sdks = ", ".join(attribute.sdk_only)
        remarks.append(f"Not documented: only libraries of Plivo's have it ({sdks}).")
    default = "**required**" if attribute.required else _code(attribute.default)
    cells = [
        _named(attribute.field),
        f"`{attribute.name}`",
        _type(attribute.value),
        default,
        " ".join(remarks),
    ]
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _type(value: Value) -> str:
    """Say what a value may be, and link to its name."""
    if isinstance(value, Boolean):
        return "`True` or `False`"
    if isinstance(value, Integer):
        return value.expected
    return f"[{value.name}](../values.md#{value.name.lower()})"


def _values() -> Iterator[str]:
    yield "# Values\n"
    yield "The named values that attributes and texts take. A pattern is that of the whole text,"
    yield "as it stands in the XML."
    found: dict[str, Value] = {}
    for cls in vocabulary.elements():
        spec = spec_of(cls)
        values = [attribute.value for attribute in spec.attributes]
        for value in [*values, *([spec.content.value] if spec.content.value else [])]:
            found[value.name] = value
            if isinstance(value, Union):
                found |= {m.name: m for m in value.members if not isinstance(m, Enumeration)}
    for name, value in sorted(found.items()):
        if not isinstance(value, Boolean | Integer):
            yield f"\n## {name}\n"
            yield from _value(value)


def _value(value: Enumeration | Union | Text | ListOf | MappingOf) -> Iterator[str]:
    match value:
        case Enumeration(words=words):
            yield f"One of {_words(words)}."
        case Union(members=members):
            parts = [
                _words(m.words)
                if isinstance(m, Enumeration)
                else _type(m).replace("../values.md", "")
                for m in members
            ]
            yield f"{_sentence(' or '.join(parts))}"
        case Text(expected=expected, pattern=pattern, shortest=shortest, longest=longest):
            yield _sentence(expected)
            if pattern:
                yield f"\nPattern: `{pattern}`"
            if longest:
                yield f"\nLength: {shortest} to {longest} characters"
        case _:
            given = "a list or the text" if isinstance(value, ListOf) else "a mapping or the text"
            yield f"{_sentence(value.expected)} In Python: {given}."
            yield f"\nPattern: `{pattern_of(value)}`"
            if isinstance(value, ListOf) and value.longest:
                yield f"\nLength: at most {value.longest} characters"


def _holds(content: ContentSpec) -> str:
    if content.value is not None:
        return _type(content.value)
    if not content.children:
        return "nothing"
    words = "text, " if content.holds == "words and elements" else ""
    fewest = "at least one of " if content.required and not words else ""
    return f"{fewest}{words}{_links(content.elements, sdk_only=content.sdk_only)}"


def _links(kinds: Sequence[type[Element]], *, sdk_only: Sequence[type[Element]]) -> str:
    return ", ".join(
        f"[{python_name(cls)}]({_slug(cls)}.md){' (not documented)' if cls in sdk_only else ''}"
        for cls in kinds
    )


def _content(cls: type[Element]) -> ContentSpec:
    return spec_of(cls).content


def _names(example: Element) -> list[str]:
    kinds = {type(element) for element in example.walk()}
    return sorted({"ssml" if is_ssml(kind) else kind.__name__ for kind in kinds})


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(_code(word) for word in words)


def _code(text: str | None) -> str:
    if text is None:
        return ""
    return f"`{text}`" if text else "empty"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
