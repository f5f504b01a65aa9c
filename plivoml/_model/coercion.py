"""
What a constructor does with what is not right as it was given.

Some of it may be converted: a list or a mapping to the text that will be written, a text
of a kind of its own, a value with blanks around it.  The rest is collected and said all at
once.
"""

from __future__ import annotations

import itertools
import re
import typing

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from ..errors import InvalidElementError
from . import diagnostic
from .diagnostic import Diagnostic
from .mapping import NOTHING, FrozenMapping
from .rule_names import RuleName
from .spec import ContentModel, ElementSpec, spec_of
from .values import WHITE_SPACE, WRONG, plain_text


if typing.TYPE_CHECKING:
    from .nodes import Element, Node

#: How many elements may stand in each other.
DEEPEST: Final = 100

_PLAIN_NAME: Final = re.compile(r"(xml:)?[A-Za-z_][A-Za-z0-9._-]*").fullmatch


def element(cls: type[Element], given: tuple[Any, ...]) -> tuple[Any, ...]:
    """
    Return what is kept of *given*, the fields of *cls* in the order of its constructor.

    The height comes last where there are children.

    Raises:
        InvalidElementError: With every problem.
    """
    spec = spec_of(cls)
    content = spec.content
    fields = [*([content.field] if content.field else []), *spec.by_field, "extra"]
    values = dict(zip(fields, given, strict=True))
    found: list[tuple[str, Diagnostic]] = []
    height: tuple[int, ...] = ()
    if content.children:
        nodes = _nodes(spec, values[content.field], found)
        values[content.field] = alone(nodes)
        height = (_height(nodes),)
        if height[0] > DEEPEST:
            found.append((content.field, diagnostic.too_deep(DEEPEST)))
    elif content.value is not None:
        values[content.field] = _text(spec, values[content.field], found)
    for field, attribute in spec.by_field.items():
        if values[field] is not None or attribute.required:
            coerced = attribute.value.coerce(values[field])
            if coerced is WRONG:
                found.append(
                    (
                        field,
                        diagnostic.bad_value(
                            attribute.value, values[field], secret=attribute.secret
                        ),
                    )
                )
            values[field] = coerced
    values["extra"] = _extra(spec, values["extra"], found)
    found += ((at or "", wrong) for at, wrong in diagnostic.across(spec, values, str))
    _refuse(cls.__name__, found)
    return (*values.values(), *height)


def unknown(tag: object, attributes: object, children: object) -> tuple[Any, ...]:
    """
    Return what is kept of the fields of an `UnknownElement`, and its height.

    Raises:
        InvalidElementError: With every problem.
    """
    found: list[tuple[str, Diagnostic]] = []
    if not isinstance(tag, str) or ":" in tag or not _is_name(tag):
        found.append(("tag", _expected("the name of an element", tag)))
    pairs = _pairs(attributes, "attributes", found)
    nodes: list[str | Node] = []
    from .nodes import Comment, UnknownElement

    for index, node in enumerate(_several(children)):
        if isinstance(node, Comment | UnknownElement):
            nodes.append(node)
        elif (text := plain_text(node)) is not None:
            nodes.append(text)
        else:
            expected = "text, Comment or UnknownElement"
            wrong = diagnostic.bad_text(node) or _expected(expected, node)
            found.append((f"children[{index}]", wrong))
    height = _height(nodes)
    if height > DEEPEST:
        found.append(("children", diagnostic.too_deep(DEEPEST)))
    _refuse("UnknownElement", found)
    return tag, pairs, joined(nodes), height


def comment(text: object) -> None:
    """
    Refuse what no comment can say.

    Raises:
        InvalidElementError: With what is wrong.
    """
    if plain_text(text) is None:
        _refuse("Comment", [("text", diagnostic.bad_text(text) or _expected("text", text))])
    assert isinstance(text, str)
    if "--" in text or text.endswith("-") or "\r" in text:
        expected = "text without '--', a '-' at its end and carriage returns"
        _refuse("Comment", [("text", _expected(expected, text))])


def elements(given: Any, kinds: frozenset[type]) -> tuple[Any, int]:
    """
    Return what is kept of the nodes in *given*, and the height of the element that holds them.

    A height of 0 says that something is not right as it is.
    """
    if given.__class__ is not list and given.__class__ is not tuple:
        return given, 0
    nodes: Sequence[Any] = given
    highest = 0
    for node in nodes:
        if type(node) not in kinds:
            return given, 0
        if node._height > highest:  # noqa: PLR1730 - max() takes longer than all the rest
            highest = node._height
    return (nodes[0] if len(nodes) == 1 else tuple(nodes)), highest + 1


def speech(given: Any, kinds: frozenset[type]) -> tuple[Any, int]:
    """Do the same where text may stand too; texts side by side run together, as in XML."""
    if given.__class__ is not list and given.__class__ is not tuple:
        return given, 0
    nodes: Sequence[Any] = given
    highest, after_text, is_split = 0, False, False
    for node in nodes:
        if type(node) is str:
            if not node or not node.isprintable():
                return given, 0
            is_split = is_split or after_text
            after_text = True
            continue
        if type(node) not in kinds:
            return given, 0
        after_text = False
        if node._height > highest:  # noqa: PLR1730 - as above
            highest = node._height
    return alone(joined(nodes) if is_split else nodes), highest + 1


def alone(nodes: Sequence[Any]) -> Any:
    """Return what is kept of *nodes*: one that is alone, or a tuple."""
    return nodes[0] if len(nodes) == 1 else tuple(nodes)


def _refuse(name: str, found: Sequence[tuple[str, Diagnostic]]) -> None:
    if found:
        raise InvalidElementError([wrong.at(f"{name}.{at}" if at else name) for at, wrong in found])


def _expected(expected: str, got: object) -> Diagnostic:
    return Diagnostic(f"expected {expected}; got {diagnostic.shown(got)}")


def _height(nodes: Sequence[Any]) -> int:
    return 1 + max((node._height for node in nodes if not isinstance(node, str)), default=0)


def joined(nodes: Sequence[Any]) -> tuple[Any, ...]:
    """Run neighbouring texts together, as XML does."""
    kept: list[Any] = []
    for is_text, run in itertools.groupby(nodes, lambda node: isinstance(node, str)):
        if not is_text:
            kept.extend(run)
        elif text := "".join(run):
            kept.append(text)
    return tuple(kept)


def _several(given: object) -> Sequence[Any]:
    if isinstance(given, str | bytes) or not isinstance(given, Sequence):
        return (given,)
    return cast("Sequence[object]", given)


def _nodes(spec: ElementSpec, given: Any, found: list[tuple[str, Diagnostic]]) -> tuple[Any, ...]:
    content = spec.content
    is_speech = content.holds is ContentModel.SPEECH
    several = _several(given)
    if not isinstance(given, Sequence) or (isinstance(given, str | bytes) and not is_speech):
        wanted = f"a list of {diagnostic.holds(content, python=True)}"
        wrong = _expected(wanted, given)
        if isinstance(given, content.children):
            example = f"write {spec.cls.__name__}([{type(given).__name__}(...)])"
            wrong = Diagnostic(wrong.message, example)
        found.append((content.field, wrong))
        return ()
    nodes: list[Any] = []
    for index, node in enumerate(several):
        text = plain_text(node) if is_speech else None
        if text is not None:
            nodes.append(text)
        elif not isinstance(node, content.children):
            wrong = (is_speech and diagnostic.bad_text(node)) or Diagnostic(
                f"expected {diagnostic.holds(content, python=True)}; got {diagnostic.shown(node)}",
                rule=RuleName.MISPLACED_ELEMENT,
            )
            found.append((f"{content.field}[{index}]", wrong))
        elif (known := node._declared(content.elements)) is not None:
            wrong = _expected(f"{diagnostic.shown(known)}, which is known", node)
            found.append((f"{content.field}[{index}]", wrong))
        else:
            nodes.append(node)
    if content.required and content.holds is ContentModel.CHILDREN and not found:
        from .nodes import Element

        if not any(isinstance(node, Element) for node in nodes):
            found.append((content.field, diagnostic.missing_child(spec)))
    return joined(nodes)


def _text(spec: ElementSpec, given: object, found: list[tuple[str, Diagnostic]]) -> object:
    value = spec.content.value
    assert value is not None
    text = plain_text(given)
    if text is not None and not spec.content.is_words:
        text = text.strip(WHITE_SPACE)
    coerced = WRONG if text is None else value.coerce(text)
    if coerced is WRONG:
        wrong = diagnostic.bad_value(value, given)
        if isinstance(given, str) and not given.strip(WHITE_SPACE):
            wrong = diagnostic.missing_text(value, given)
        found.append((spec.content.field, wrong))
    return coerced


def _extra(spec: ElementSpec, given: object, found: list[tuple[str, Diagnostic]]) -> object:
    pairs = _pairs(given, "extra", found)
    found += (
        ("extra", _expected(f"no attribute that {spec.cls.__name__} has", name))
        for name in pairs
        if name in spec.by_name
    )
    return pairs


def _pairs(given: object, field: str, found: list[tuple[str, Diagnostic]]) -> FrozenMapping[str]:
    if not isinstance(given, Mapping):
        found.append((field, _expected("a mapping of names to texts", given)))
        return NOTHING
    kept: dict[str, str] = {}
    for name, value in cast("Mapping[object, object]", given).items():
        text = plain_text(value)
        if not isinstance(name, str) or not _is_name(name) or name == "xmlns":
            found.append((field, _expected("the name of an attribute", name)))
        elif text is None:
            wrong = diagnostic.bad_text(value) or _expected("text", value)
            found.append((f"{field}[{name!r}]", wrong))
        else:
            kept[name] = text
    return FrozenMapping(kept) if kept else NOTHING


def _is_name(text: str) -> bool:
    """Whether *text* is a name in XML, with no namespace but that of XML itself."""
    if _PLAIN_NAME(text):
        return True
    from xml.parsers import expat

    parser = expat.ParserCreate()
    names: list[str] = []
    parser.StartElementHandler = lambda name, _: names.append(name)
    try:
        parser.Parse(f"<{text.removeprefix('xml:')}/>", True)  # noqa: FBT003
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return names == [text.removeprefix("xml:")] and ":" not in names[0]
