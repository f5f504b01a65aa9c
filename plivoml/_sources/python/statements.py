"""Texts that a program puts together statement by statement: `xml = ...`, then `xml += ...`."""

from __future__ import annotations

import ast

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import attrs

from ..parts import Block, Hole, Part
from .blocks import Branching, Entered, branches_of, enter, since
from .expressions import Texts, terms_of
from .scope import BINDING, bound
from .tree import Tree


#: What a branch ends with after which nothing comes.
_LEAVING: Final = ast.Return | ast.Raise | ast.Continue | ast.Break

# What may bind a name in a way that is not followed.
_REBINDING: Final = (BINDING | {ast.Global, ast.Nonlocal}) - {ast.arg, ast.comprehension}

#: Methods that put other text in the place of some.
REPLACING: Final = frozenset({"replace", "translate"})


@attrs.define(eq=False)
class _Text:
    """A text; of the statements around what is added, marks stand in it, and of no others."""

    parts: list[Part]
    terms: list[ast.expr]
    around: Branching | None
    """What it begins in, which is none of its own."""
    entered: Entered = ()
    is_closed: bool = False

    def enter(self, inner: Branching | None, grown: _Grown) -> None:
        """Mark what has begun and ended since it grew, as far as it grew there."""
        marks, self.entered = enter(self.entered, since(self.around, inner))
        for one, new in marks:
            self.parts += new
            if new:
                grown[one].append((self, len(self.parts)))

    def close(self) -> None:
        """Mark the end of everything."""
        self.is_closed = True
        for one, seen in reversed(self.entered):
            self.parts += one.marks[seen:]
            self.parts += [] if one.is_over else [Block(0, "end")]

    def cut(self, statement: Branching, size: int, put: Part) -> None:
        """Put something in the place of what was added in a branch, if anything was."""
        if len(self.parts) > size and not self.is_closed:
            self.parts[size:] = [put]
            around = [one for one, _ in self.entered]
            self.entered = self.entered[: around.index(statement) + 1]


#: The texts that grow in the last branch of a statement, and how many parts they had when it began.
_Grown: TypeAlias = defaultdict[Branching, list[tuple[_Text, int]]]


def replaced(tree: Tree) -> frozenset[str]:
    """Return names whose texts are put in place of others, all or in parts."""
    return frozenset(name for node in tree.of({ast.Call}) for name in _replaced(node))


def _replaced(node: ast.AST) -> Iterable[str]:
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(name) | ast.Attribute(attr=name), attr=method)
        ) if method in REPLACING:
            return [name]
        case ast.Call(
            func=ast.Attribute(value=ast.Name("re"), attr="sub" | "subn"),
            args=[_, _, ast.Name(name) | ast.Attribute(attr=name), *_],
        ):
            return [name]
        case _:
            return ()


def _rebound(node: ast.AST) -> Iterable[str]:
    """Return names that a statement changes in a way that is not followed."""
    match node:
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return names
        case ast.Assign(targets=[ast.Name()]) | ast.AnnAssign() | ast.AugAssign(op=ast.Add()):
            return ()
        case _:
            return (name for name, _ in bound(node))


def _put_together(node: ast.AST) -> Iterable[str]:
    """Return the name of a list whose texts are joined, with nothing but space between them."""
    match node:
        case ast.Call(
            func=ast.Attribute(ast.Constant(str(between)), "join"), args=[ast.Name(name)]
        ) if not between.strip():
            return [name]
        case _:
            return ()


def _used_otherwise(name: ast.Name, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether a list is used in a way that may change it, and is not followed."""
    around = parents[name]
    match around:
        case ast.Attribute(attr="append" | "extend"):
            call = parents[around]
            return not (isinstance(call, ast.Call) and isinstance(parents[call], ast.Expr))
        case ast.Call(func=ast.Attribute(ast.Constant(), "join") | ast.Name("len" | "print")):
            return False
        case ast.BinOp() | ast.Compare() | ast.If() | ast.While() | ast.UnaryOp() | ast.arg():
            return False
        case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
            return isinstance(name.ctx, ast.Load)
        case _:
            return True


def growing(
    tree: Tree, markup: Container[ast.AST], texts: Texts, left_alone: Iterable[str]
) -> Iterator[tuple[list[Part], list[ast.expr]]]:
    """
    Yield texts that several statements put together, and the expressions in them.

    What stands under an `if` or in a loop is in blocks, as in a template.  Names
    that change in ways that are not followed are left alone.

    Args:
        tree: The program.
        markup: The nodes that may come to a text with tags; in others nothing is looked for.
        texts: Reads its texts.
        left_alone: Names that are left alone besides.
    """
    binding = tree.of(_REBINDING)
    changed = {*left_alone, *(name for node in binding for name in _rebound(node))}
    lists = {name for node in tree.of({ast.Call}) for name in _put_together(node)}
    names = (node for node in tree.of({ast.Name}) if lists)
    changed |= {
        node.id
        for node in names
        if isinstance(node, ast.Name) and node.id in lists and _used_otherwise(node, tree.parents)
    }
    every = tree.of({ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})
    for node in sorted(every, key=lambda one: getattr(one, "lineno", 0)):
        if node in markup:
            scope = _Scope(texts, changed, lists)
            scope.run(getattr(node, "body", ()))
            yield from scope.finished()


class _Scope:
    """The names of a function, and the texts that grow under them."""

    def __init__(self, texts: Texts, changed: Container[str], lists: Container[str]) -> None:
        self._texts = texts
        self._lists = lists
        self._changed = changed
        self._open: dict[str, _Text] = {}
        self._closed: list[_Text] = []
        self._inner: Branching | None = None
        self._grown: _Grown = defaultdict(list)
        # What has begun, until another branch begins, in which it does not go on.
        self._begun: list[tuple[str, _Text]] = []

    def finished(self) -> Iterator[tuple[list[Part], list[ast.expr]]]:
        for name in [*self._open]:
            self._close(name)
        for text in self._closed:
            if len(text.terms) > 1:
                yield text.parts, text.terms

    def run(self, statements: Sequence[ast.stmt]) -> None:
        for statement in statements:
            match statement:
                case (
                    ast.Assign(targets=[ast.Name(name)], value=value)
                    | ast.AnnAssign(target=ast.Name(name), value=ast.expr() as value)
                ):
                    self._assign(name, value)
                case ast.AugAssign(target=ast.Name(name), op=ast.Add(), value=value):
                    self._grow(name, value)
                case ast.Expr(
                    ast.Call(ast.Attribute(ast.Name(name), "append" | "extend"), [value])
                ) if name in self._lists:
                    self._grow(name, value)
                case ast.If() | ast.Match():
                    _, bodies, always = branches_of(statement)
                    self._either(statement, bodies, always=always)
                case ast.For() | ast.AsyncFor() | ast.While():
                    self._inner = loop = Branching(self._inner)
                    self._mark(loop, statement, "loop")
                    self.run(statement.body)
                    self._end(loop, statement)
                    # A `break` skips what comes after the loop.
                    self._either(statement, [statement.orelse], always=False)
                case ast.With() | ast.AsyncWith():
                    self.run(statement.body)
                case ast.Try() | ast.TryStar():
                    body = [*statement.body, *statement.orelse]
                    handlers = [handler.body for handler in statement.handlers]
                    if handlers:
                        self._either(statement, [body, *handlers], always=True)
                    else:
                        self.run(body)
                    self.run(statement.finalbody)
                case _:
                    pass

    def _either(
        self, statement: ast.stmt, bodies: Sequence[Sequence[ast.stmt]], *, always: bool
    ) -> None:
        """Run bodies of which one is taken at most, or exactly one if `always`."""
        self._inner = branching = Branching(self._inner)
        before = len(self._begun)
        for number, body in enumerate(bodies):
            is_last = always and number == len(bodies) - 1
            # What another branch begins does not go on in this one.
            self._close_since(before)
            self._mark(branching, statement, "if" if not number else "else" if is_last else "elif")
            self.run(body)
            if body and isinstance(body[-1], _LEAVING):
                # What comes next does not follow what this branch adds.
                left = Hole(self._texts.offset(statement), "...")
                for text, size in self._grown.pop(branching, ()):
                    text.cut(branching, size, left)
                self._close_since(before)
        self._end(branching, statement)

    def _mark(self, branching: Branching, statement: ast.stmt, kind: str) -> None:
        branching.marks.append(Block(self._texts.offset(statement), kind))
        self._grown.pop(branching, None)

    def _end(self, branching: Branching, statement: ast.stmt) -> None:
        self._mark(branching, statement, "end")
        self._inner = branching.around

    def _begin(self, name: str, parts: list[Part], value: ast.expr) -> None:
        text = _Text(parts, [value], self._inner)
        self._open[name] = text
        self._begun.append((name, text))

    def _close_since(self, before: int) -> None:
        """Close what has begun since so many texts had begun."""
        for name, text in self._begun[before:]:
            if self._open.get(name) is text:
                self._close(name)
        del self._begun[before:]

    def _close(self, name: str) -> None:
        text = self._open.pop(name)
        text.close()
        self._closed.append(text)

    def _assign(self, name: str, value: ast.expr) -> None:
        first, *rest = terms_of(value)
        if isinstance(first, ast.Name) and first.id == name and rest:
            for term in rest:
                self._grow(name, term)
            return
        if name in self._open:
            self._close(name)
        if name in self._changed:
            return
        if isinstance(value, ast.List) and name in self._lists:
            self._begin(name, [], value)
            self._grow(name, value)
        elif (parts := self._texts.of(value)) is not None:
            self._begin(name, parts, value)

    def _grow(self, name: str, value: ast.expr) -> None:
        # A list grows by what is in the list that is added.
        for term in value.elts if isinstance(value, ast.List) else [value]:
            if name in self._open:
                text = self._open[name]
                before = len(text.parts)
                text.enter(self._inner, self._grown)
                self._texts.budget.charge(len(text.parts) - before)
                text.parts += self._texts.or_hole(term)
                text.terms.append(term)
