"""
What programs in JavaScript and TypeScript build with Plivo's SDK for Node.

`plivo.Response()` begins a document, and `add` with the name of an element adds one to another
and returns it: first what is in the element, where it holds words, and then its attributes.
"""

from __future__ import annotations

import functools

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from ..._model.escaping import text as escaped
from ..._model.spec import ContentModel, spec_of
from ...elements import vocabulary
from ..budget import Budget, size
from ..parts import Chars, Hole, Part, joined
from .syntax import Tree
from .texts import Texts, arguments


if TYPE_CHECKING:
    from tree_sitter import Node


#: Names of the languages that have it.
SPOKEN: Final = frozenset({"JavaScript", "TypeScript", "TSX"})

_ROOT: Final = "Response"
_ADD: Final = "add"
_SDK: Final = "plivo"

_CALLS: Final = frozenset({"call_expression", "new_expression"})
_FUNCTIONS: Final = frozenset(
    {
        *("arrow_function", "function_declaration", "function_expression", "method_definition"),
        *("generator_function", "generator_function_declaration"),
    }
)
# What is in one of these may not be built, or several times.
_CONDITIONAL: Final = _FUNCTIONS | {
    *("if_statement", "else_clause", "for_statement", "for_in_statement", "while_statement"),
    *("do_statement", "switch_case", "switch_default", "ternary_expression", "try_statement"),
    *("catch_clause", "binary_expression"),
}
# As an element is charged that is written.
_SIZE: Final = 200


@attrs.define(eq=False)
class _Built:
    """An element as far as it is built."""

    tag: str
    offset: int
    around: tuple[int, ...]
    """The conditions under which it is."""

    parent: _Built | None = None
    attributes: list[Part] = attrs.field(factory=list[Part])
    content: list[Part | _Built] = attrs.field(factory=list["Part | _Built"])

    def written(self) -> Iterator[Part]:
        """Yield it with what is in it."""
        waiting: list[Part | _Built] = [self]
        while waiting:
            match waiting.pop():
                case _Built() as one:
                    yield from (_at(f"<{one.tag}", one.offset), *one.attributes)
                    yield _at(">", one.offset)
                    waiting.append(_at(f"</{one.tag}>", one.offset))
                    waiting += reversed(one.content)
                case part:
                    yield part

    def alone(self) -> Iterator[Part]:
        """Yield it in what it is in, among elements and attributes that are not seen."""
        # What is around it is told from it by its place.
        unseen = Hole(self.offset + 1, "...")
        inner: list[Part] = [*self.written()]
        parent = self.parent
        while parent:
            given: list[Part] = [_at(" ", unseen.offset), unseen] if parent.parent else []
            start = [_at(f"<{parent.tag}", unseen.offset), *given, _at(">", unseen.offset)]
            inner = [*start, unseen, *inner, unseen, _at(f"</{parent.tag}>", unseen.offset)]
            parent = parent.parent
        yield from inner


class _Builders:
    """Follows what one program builds, call by call."""

    def __init__(self, tree: Tree, texts: Texts, budget: Budget) -> None:
        self._tree = tree
        self._texts = texts
        self._budget = budget
        self._by_node: dict[int, _Built] = {}
        self._names: dict[tuple[int, str], _Built] = {}
        # The root of a program with faults is of another kind.
        self._functions = [tree.root.id]
        self._conditions: list[int] = []
        self.built: list[_Built] = []
        """What is a document, or stands in one on a condition."""

    def follow(self) -> None:
        """Go through the program, what is inside of a node before the node."""
        waiting: list[tuple[Node, bool]] = [(self._tree.root, False)]
        while waiting:
            node, is_done = waiting.pop()
            if is_done:
                self._leave(node)
                continue
            waiting.append((node, True))
            waiting += ((one, False) for one in reversed(node.named_children))
            if node.type in _CONDITIONAL:
                self._conditions.append(node.id)
            if node.type in _FUNCTIONS:
                self._functions.append(node.id)

    def _leave(self, node: Node) -> None:
        if node.type in _CONDITIONAL:
            self._conditions.pop()
        if node.type in _FUNCTIONS:
            self._functions.pop()
        elif node.type in _CALLS:
            self._call(node)
        elif node.type in ("variable_declarator", "assignment_expression"):
            self._assign(node)

    def _assign(self, node: Node) -> None:
        is_new = node.type == "variable_declarator"
        name = node.child_by_field_name("name" if is_new else "left")
        value = node.child_by_field_name("value" if is_new else "right")
        if name is None or name.type != "identifier":
            return
        found = value and self._element(value)
        key = self._key(self._tree.code(name))
        if found:
            self._names[key] = found
        else:
            self._names.pop(key, None)

    def _key(self, name: str) -> tuple[int, str]:
        """Return what a name is kept by: that of the innermost function that knows it."""
        keys = [(function, name) for function in reversed(self._functions)]
        return next((key for key in keys if key in self._names), keys[0])

    def _element(self, node: Node) -> _Built | None:
        """Return the element that an expression stands for."""
        while node.type in ("parenthesized_expression", "as_expression", "non_null_expression"):
            node = node.named_children[0]
        if node.type == "identifier":
            return self._names.get(self._key(self._tree.code(node)))
        return self._by_node.get(node.id)

    def _call(self, node: Node) -> None:
        called = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        given = arguments(node)
        for one in given:
            # Who is given an element may add to it.
            if (passed := self._element(one)) is not None:
                passed.content.append(self._unseen(node))
        subject, member = (
            called and called.child_by_field_name(field) for field in ("object", "property")
        )
        if subject is None or member is None:
            return
        name, offset = self._tree.code(member), self._tree.start(member)
        if name == _ROOT and self._tree.code(subject) == _SDK:
            self._keep(node, _Built(_ROOT, offset, (*self._conditions,)))
        elif (parent := self._element(subject)) and (spec := _by_method().get(name)):
            self._budget.charge(_SIZE)
            tag, holds = spec
            made = _Built(tag, offset, (*self._conditions,), parent)
            if holds in (ContentModel.VALUE, ContentModel.SPEECH):
                made.content += self._words(given[0]) if given else []
                given = given[1:]
            made.attributes += self._attributes(given[0]) if given else []
            self._keep(node, made)

    def _keep(self, node: Node, made: _Built) -> None:
        self._by_node[node.id] = made
        if made.parent is None or made.around != made.parent.around:
            self.built.append(made)
        if made.parent is not None:
            is_certain = made.around == made.parent.around
            made.parent.content.append(made if is_certain else self._unseen(node))

    def _attributes(self, node: Node) -> Iterator[Part]:
        """Yield what is written of an object."""
        if node.type != "object":
            yield from (_at(" ", self._tree.start(node)), self._unseen(node))
            return
        for one in node.named_children:
            key, value = map(one.child_by_field_name, ("key", "value"))
            offset = self._tree.start(one)
            if key is not None and value is not None and "computed" not in key.type:
                name = self._tree.code(key).strip("'\"")
                yield from (_at(f' {name}="', offset), *self._words(value))
                yield _at('"', offset)
            elif one.type == "shorthand_property_identifier":
                name = self._tree.code(one)
                yield from (_at(f' {name}="', offset), Hole(offset, name, is_text=True))
                yield _at('"', offset)
            elif one.type != "comment":
                yield from (_at(" ", offset), self._unseen(one))

    def _words(self, node: Node) -> list[Part]:
        """Return a value as the SDK writes it: escaped, but for quotes."""
        offset, code = self._tree.start(node), self._tree.code(node)
        if node.type in ("number", "true", "false", "unary_expression"):
            return [_at(code, offset)]
        found = self._texts.of(node)
        if found is None:
            return [Hole(offset, code, is_text=True)]
        return [
            _escaped(one) if isinstance(one, Chars) else Hole(offset, code, is_text=True)
            for one in found
        ]

    def _unseen(self, node: Node) -> Hole:
        return Hole(self._tree.start(node), self._tree.code(node))


def _escaped(chars: Chars) -> Chars:
    written = [escaped(one) for one in chars.text]
    offsets = (
        offset for one, offset in zip(written, chars.offsets, strict=True) for _ in range(len(one))
    )
    return Chars("".join(written), [*offsets])


def _at(text: str, offset: int) -> Chars:
    """Return a text all of which stands for one place."""
    return Chars(text, [offset] * len(text))


@functools.cache
def _by_method() -> Mapping[str, tuple[str, ContentModel]]:
    """Return the tags and contents of what methods add, by the names of these."""
    specs = {cls.__name__: spec_of(cls) for cls in vocabulary.elements()}
    return {f"{_ADD}{name}": (spec.tag, spec.content.holds) for name, spec in specs.items()}


def built(tree: Tree, texts: Texts, budget: Budget) -> Iterator[tuple[int | None, list[Part]]]:
    """Yield what a program builds, with where a document begins if it is a whole one."""
    builders = _Builders(tree, texts, budget)
    builders.follow()
    for one in builders.built:
        parts = joined(one.alone())
        budget.charge(size(parts))
        yield None if one.parent else one.offset, parts
