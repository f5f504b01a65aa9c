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

from ..._model.escaping import ESCAPED
from ..._model.spec import ElementSpec, spec_of
from ...elements import vocabulary
from ...elements.response import Response
from ..budget import Budget, size
from ..parts import Chars, Hole, Part, at, escaped, joined
from .syntax import Tree
from .texts import Texts, arguments


if TYPE_CHECKING:
    from tree_sitter import Node


#: Names of the languages that have it.
SPOKEN: Final = frozenset({"JavaScript", "TypeScript", "TSX"})

_ADD: Final = "add"
_WRITE: Final = "toXML"
_SDK: Final = "plivo"

# What an expression stands in and stays what it is.
_AROUND: Final = frozenset({"as_expression", "non_null_expression", "parenthesized_expression"})
_MEMBER: Final = "member_expression"
_NAMES: Final = frozenset({"identifier", "shorthand_property_identifier"})
#: What gives a value a name, with the fields of the name and of the value.
_SETS: Final = {
    "assignment_expression": ("left", "right"),
    "variable_declarator": ("name", "value"),
}

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
_WORDS: Final = frozenset({"words and elements", "one value"})

# As an element is charged that is written.
_SIZE: Final = 200


@attrs.define(eq=False)
class _Built:
    """An element as far as it is built."""

    tag: str
    offset: int
    around: int | None
    """The innermost condition under which it is."""

    parent: _Built | None = None
    attributes: list[Part] = attrs.field(factory=lambda: [])
    content: list[Part | _Built] = attrs.field(factory=lambda: [])

    def written(self) -> Iterator[Part]:
        """Yield it with what is in it."""
        waiting: list[Part | _Built] = [self]
        while waiting:
            match waiting.pop():
                case _Built() as one:
                    yield from (at(f"<{one.tag}", one.offset), *one.attributes)
                    yield at(">", one.offset)
                    waiting.append(at(f"</{one.tag}>", one.offset))
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
            given: list[Part] = [at(" ", unseen.offset), unseen] if parent.parent else []
            start = [at(f"<{parent.tag}", unseen.offset), *given, at(">", unseen.offset)]
            inner = [*start, unseen, *inner, unseen, at(f"</{parent.tag}>", unseen.offset)]
            parent = parent.parent
        yield from inner


class _Builders:
    """Follows what one program builds, call by call."""

    def __init__(self, tree: Tree, texts: Texts, budget: Budget) -> None:
        self._tree = tree
        self._texts = texts
        self._budget = budget
        self._by_node: dict[int, _Built] = {}
        self._names: dict[str, list[tuple[int, _Built]]] = {}
        # What has been used before it was seen what that is.
        self._early: set[str] = set()
        # The root of a program with faults is of another kind.
        self._functions = {tree.root.id: None}
        self._conditions: list[int | None] = [None]
        self.built: list[_Built] = []
        """What is a document, or stands in one on a condition."""

    def follow(self) -> None:
        """Go through the program, what is inside of a node before the node."""
        # A node is asked for its parent in a time that grows with its depth.
        waiting: list[tuple[Node, Node | None, bool]] = [(self._tree.root, None, False)]
        while waiting:
            node, parent, is_done = waiting.pop()
            if is_done:
                self._leave(node, parent)
                continue
            waiting.append((node, parent, True))
            waiting += ((one, node, False) for one in reversed(node.named_children))
            if node.type in _CONDITIONAL:
                self._conditions.append(node.id)
            if node.type in _FUNCTIONS:
                self._functions[node.id] = None

    def _leave(self, node: Node, parent: Node | None) -> None:
        if node.type in _CONDITIONAL:
            self._conditions.pop()
        if node.type in _FUNCTIONS:
            self._functions.popitem()
        elif node.type in _CALLS:
            self._call(node)
        elif node.type in _SETS:
            self._set(node)
        elif node.type in _AROUND and (inside := self._element(node.named_children[0])):
            self._by_node[node.id] = inside
        used = node.child_by_field_name("object") if node.type == _MEMBER else node
        one = used and self._element(used)
        if used and parent and not _is_understood(node, parent, self._tree):
            # Whoever has it may add to it.
            if one:
                one.content.append(self._unseen(node))
            elif used.type in _NAMES:
                self._early.add(self._tree.code(used))

    def _set(self, node: Node) -> None:
        name, value = map(node.child_by_field_name, _SETS[node.type])
        if name is None or value is None or name.type != "identifier":
            return
        held = self._held(self._tree.code(name))
        function, before = held.pop() if held else (next(reversed(self._functions)), None)
        found = self._element(value)
        if before is not None:
            # What is added by the name may be added to either, or to none.
            before.content.append(self._unseen(node))
        if found is None:
            if value.type in _NAMES:
                self._early.add(self._tree.code(value))
            return
        if self._tree.code(name) in self._early:
            found.content.append(self._unseen(node))
        if before is None or self._is_certain(before):
            held.append((function, found))
        else:
            found.content.append(self._unseen(node))

    def _held(self, name: str) -> list[tuple[int, _Built]]:
        """Return what functions know by a name: those that are around, the innermost last."""
        held = self._names.setdefault(name, [])
        while held and held[-1][0] not in self._functions:
            held.pop()
        return held

    def _element(self, node: Node) -> _Built | None:
        """Return the element that an expression stands for."""
        if node.type in _NAMES:
            held = self._held(self._tree.code(node))
            return held[-1][1] if held else None
        return self._by_node.get(node.id)

    def _call(self, node: Node) -> None:
        called = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        subject, member = (
            called and called.child_by_field_name(field) for field in ("object", "property")
        )
        if subject is None or member is None:
            return
        name, offset = self._tree.code(member), self._tree.start(member)
        around = self._conditions[-1]
        if name == Response._tag and self._tree.code(subject) == _SDK:
            self._by_node[node.id] = made = _Built(name, offset, around)
            self.built.append(made)
        elif (spec := _by_method().get(name)) is None:
            return
        elif (parent := self._element(subject)) is None:
            self._early.add(self._tree.code(subject))
        else:
            self._budget.charge(_SIZE)
            made = _Built(spec.tag, offset, around, parent)
            # A template without brackets around it is what is given, too.
            given = arguments(node) or [
                one for one in node.named_children if one.type == "template_string"
            ]
            if spec.content.holds in _WORDS:
                made.content += self._words(given[0]) if given else []
                given = given[1:]
            made.attributes += self._attributes(given[0]) if given else []
            self._by_node[node.id] = made
            if self._is_certain(parent):
                parent.content.append(made)
            else:
                parent.content.append(self._unseen(node))
                self.built.append(made)

    def _is_certain(self, element: _Built) -> bool:
        """Whether what is here comes just as often as an element."""
        return element.around == self._conditions[-1]

    def _attributes(self, node: Node) -> Iterator[Part]:
        """Yield what is written of an object."""
        if node.type != "object":
            yield from (at(" ", self._tree.start(node)), self._unseen(node))
            return
        for one in node.named_children:
            key, value = map(one.child_by_field_name, ("key", "value"))
            offset = self._tree.start(one)
            if key is not None and value is not None and "computed" not in key.type:
                name = self._tree.code(key).strip("'\"")
                yield from (at(f' {name}="', offset), *self._words(value))
                yield at('"', offset)
            elif one.type == "shorthand_property_identifier":
                name = self._tree.code(one)
                yield from (at(f' {name}="', offset), Hole(offset, name, is_text=True))
                yield at('"', offset)
            elif one.type != "comment":
                yield from (at(" ", offset), self._unseen(one))

    def _words(self, node: Node) -> list[Part]:
        """Return a value as the SDK writes it: escaped, but for quotes."""
        offset, code = self._tree.start(node), self._tree.code(node)
        if node.type in ("number", "true", "false", "unary_expression"):
            return [at(code, offset)]
        found = self._texts.of(node)
        if found is None:
            return [Hole(offset, code, is_text=True)]
        return [
            escaped(one, ESCAPED["text"])
            if isinstance(one, Chars)
            else Hole(offset, code, is_text=True)
            for one in found
        ]

    def _unseen(self, node: Node) -> Hole:
        return Hole(self._tree.start(node), self._tree.code(node))


def _is_understood(node: Node, parent: Node, tree: Tree) -> bool:
    """Whether an element, or a member of one, is used for what is followed."""
    if node.type == _MEMBER:
        member = node.child_by_field_name("property")
        name = "" if member is None else tree.code(member)
        is_known = name == _WRITE or name in _by_method()
        # What is called comes first.
        return is_known and parent.type in _CALLS and parent.named_children[0].id == node.id
    if parent.type in _SETS:
        target = parent.child_by_field_name(_SETS[parent.type][0])
        return target is None or target.type == "identifier"
    if parent.type == _MEMBER:
        subject = parent.child_by_field_name("object")
        return subject is None or subject.id == node.id
    return parent.type in ("expression_statement", *_AROUND)


@functools.cache
def _by_method() -> Mapping[str, ElementSpec]:
    """Return what is said of elements, by the methods that add them."""
    return {f"{_ADD}{cls.__name__}": spec_of(cls) for cls in vocabulary.elements()}


def built(tree: Tree, texts: Texts, budget: Budget) -> Iterator[tuple[int | None, list[Part]]]:
    """Yield what a program builds, with where a document begins if it is a whole one."""
    builders = _Builders(tree, texts, budget)
    builders.follow()
    for one in builders.built:
        parts = joined(one.alone())
        budget.charge(size(parts))
        yield None if one.parent else one.offset, parts
