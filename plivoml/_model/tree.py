"""Elements of plain data: what `to_dict` gives, or what else JSON holds."""

from __future__ import annotations

import reprlib

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

import attrs

from ..errors import InvalidDocumentError, InvalidElementError, Problem
from . import diagnostic
from .characters import WHITE_SPACE
from .diagnostic import Diagnostic
from .loading import load
from .mapping import NOTHING
from .nodes import DEEPEST, Comment, Element, UnknownElement
from .rule_names import RuleName
from .spec import ContentModel, ElementSpec, across, holds, spec_of
from .values import WRONG


_KEYS: Final = frozenset({"tag", "attributes", "children"})
_NODE: Final = "text, {'tag': ..., 'attributes': ..., 'children': ...} or {'comment': ...}"

#: Stands for a child that cannot be built, so that what is around it is judged all the same.
_STAND_IN: Final = UnknownElement("broken")


def read(cls: type[Element], data: object, *, strict: bool) -> Element:
    """
    Build an element of a class from plain data.

    Raises:
        InvalidDocumentError: With every problem, each with its path.
    """
    problems: list[Problem] = []
    root = _node(data, f"/{cls._tag}", problems)
    if not problems and (not isinstance(root, UnknownElement) or root.tag != cls._tag):
        message = f"expected {cls._tag} as the root; got {_shown(data)}"
        problems.append(Diagnostic(message, rule=RuleName.MISPLACED_ELEMENT).at(f"/{cls._tag}"))
    if problems:
        raise InvalidDocumentError(problems)
    assert isinstance(root, UnknownElement)
    if not strict:
        return _kept(root, (cls,))
    built = _built(root, f"/{cls._tag}", cls, problems)
    if problems:
        raise InvalidDocumentError(problems)
    return built


def _node(
    data: Any, at: str, problems: list[Problem], depth: int = 1
) -> UnknownElement | Comment | str:
    """Read data as the XML that it is, whatever elements there are."""
    if isinstance(data, str):
        return data
    whole = data
    given: dict[str, Any] = dict(cast("Any", data)) if isinstance(data, Mapping) else {}
    try:
        if given.keys() == {"comment"}:
            return Comment(given["comment"])
        if "tag" in given and given.keys() <= _KEYS and depth <= DEEPEST:
            texts = _texts(cast("object", given.get("attributes") or NOTHING))
            children = given.get("children") or ()
            if texts is not None and isinstance(children, list | tuple):
                several = cast("Sequence[object]", children)
                nodes = [
                    _node(one, place, problems, depth + 1)
                    for one, place in zip(several, _places(several, at), strict=True)
                ]
                return UnknownElement(given["tag"], texts, nodes)
    except InvalidElementError as error:
        problems += (problem.replace(path=at) for problem in error.problems)
        return ""
    wrong = diagnostic.too_deep(DEEPEST) if depth > DEEPEST else None
    problems.append((wrong or Diagnostic(f"expected {_NODE}; got {_shown(whole)}")).at(at))
    return ""


def _shown(data: Any) -> str:
    """Return some of the data, however deep and long it is."""
    return reprlib.repr(data)


def _texts(attributes: object) -> dict[str, str] | None:
    """Write numbers and booleans as XML has them; return None for what is no attributes."""
    if not isinstance(attributes, Mapping):
        return None
    texts: dict[str, str] = {}
    for name, value in cast("Mapping[str, object]", attributes).items():
        texts[name] = cast("str", value)  # an element refuses what is no text
        if isinstance(value, bool):
            texts[name] = "true" if value else "false"
        elif isinstance(value, int):
            texts[name] = str(value)
    return texts


def _places(nodes: Sequence[object], at: str) -> Iterator[str]:
    """Yield the paths of nodes: with an index among siblings of one name."""
    tags = [_tag(node) for node in nodes]
    counts, seen = Counter(tags), Counter[str]()
    for tag in tags:
        seen[tag] += 1
        yield f"{at}/{tag}" if counts[tag] == 1 else f"{at}/{tag}[{seen[tag]}]"


def _tag(node: object) -> str:
    if isinstance(node, UnknownElement):
        return node.tag
    tag = cast("Mapping[str, object]", node).get("tag") if isinstance(node, Mapping) else None
    return str(tag or "node()")


def _kept(raw: UnknownElement, kinds: Sequence[type[Element]]) -> Element:
    """Build what can be built, and keep the rest as it is."""
    cls = next((kind for kind in kinds if kind._tag == raw.tag), None)
    if cls is None:
        return raw
    spec = spec_of(cls)
    nodes = [
        _kept(node, spec.content.elements) if isinstance(node, UnknownElement) else node
        for node in raw.children
    ]
    known = {name: text for name, text in raw.attributes.items() if name in spec.by_name}
    extra = {name: text for name, text in raw.attributes.items() if name not in known}
    try:
        element = load(cls, known, nodes)
    except (LookupError, TypeError, ValueError):
        return raw
    return attrs.evolve(cast("Any", element), extra=extra) if extra else element


def _built(raw: UnknownElement, at: str, cls: type[Element], problems: list[Problem]) -> Element:
    """Build an element, and note what is wrong with it and what is in it."""
    spec = spec_of(cls)
    kinds = {kind._tag: kind for kind in spec.content.elements}
    nodes: list[Any] = []
    before = len(problems)
    for node, place in zip(raw.children, _places(raw.children, at), strict=True):
        if not isinstance(node, UnknownElement):
            nodes.append(node)
        elif node.tag in kinds:
            nodes.append(_built(node, place, kinds[node.tag], problems))
        else:
            nodes.append(_STAND_IN)
            problems.append(_misplaced(node.tag, spec).at(place))
    try:
        return load(cls, raw.attributes, nodes)
    except (LookupError, TypeError, ValueError):
        problems[before:before] = _wrong(raw, nodes, spec, at)
        return _STAND_IN


def _misplaced(tag: str, spec: ElementSpec) -> Diagnostic:
    if not spec.content.elements:
        message = diagnostic.expected(f"no element in {spec.tag}", tag)
        return Diagnostic(message, rule=RuleName.MISPLACED_ELEMENT)
    message = diagnostic.expected(holds(spec.content), tag)
    hint = diagnostic.did_you_mean(tag, [kind._tag for kind in spec.content.elements])
    return Diagnostic(message, hint, RuleName.MISPLACED_ELEMENT)


def _wrong(
    raw: UnknownElement, nodes: Sequence[Any], spec: ElementSpec, at: str
) -> Iterator[Problem]:
    """Yield what the constructor has against an element, in the names of XML."""
    for name in [name for name in raw.attributes if name not in spec.by_name]:
        message = diagnostic.expected(f"an attribute of {spec.tag}", name)
        hint = diagnostic.did_you_mean(name, spec.by_name)
        yield Diagnostic(message, hint, RuleName.UNKNOWN_ATTRIBUTE).at(f"{at}/@{name}")
    known = [one for one in spec.attributes if one.name in raw.attributes]
    values = {one.field: one.value.load(raw.attributes[one.name]) for one in known}
    # The constructor tells of a text that is no value, as it was given.
    given: dict[str, Any] = {
        one.field: raw.attributes[one.name] if values[one.field] is WRONG else values[one.field]
        for one in known
    }
    content, stray = _content(nodes, spec)
    if stray:
        message = diagnostic.expected(f"nothing between the tags of {spec.tag}", stray)
        yield Diagnostic(message, rule=RuleName.STRAY_TEXT).at(at)
    try:
        cast("Any", spec.cls)(*content, **given)
    except InvalidElementError as error:
        between = {rule.name.value for rule in spec.rules}
        for problem in error.problems:
            if problem.rule not in between:
                field = problem.path.partition(".")[2].partition("[")[0]
                yield problem.replace(path=_path(at, spec, field))
    for at_field, wrong in across(spec, values, spec.spelled):
        yield wrong.at(_path(at, spec, at_field))


def _content(nodes: Sequence[Any], spec: ElementSpec) -> tuple[list[Any], str]:
    """Return what the constructor takes by position, and text that has no place."""
    words = "".join(node for node in nodes if isinstance(node, str))
    match spec.content.holds:
        case ContentModel.SPEECH:
            return [nodes], ""
        case ContentModel.CHILDREN:
            shown = [n for n in nodes if not isinstance(n, str) or n.strip(WHITE_SPACE)]
            return [shown], ""
        case ContentModel.VALUE:
            return [words], ""
        case _:
            return [], words.strip(WHITE_SPACE)


def _path(at: str, spec: ElementSpec, field: str | None) -> str:
    return f"{at}/@{spec.spelled(field)}" if field in spec.by_field else at
