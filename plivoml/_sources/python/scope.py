"""The names of a program, and what each of them stands for where it is used."""

from __future__ import annotations

import ast
import functools

from collections.abc import Container, Iterator, Mapping
from typing import Final, TypeAlias

import attrs

from .tree import Tree, children, inside


Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

_SCOPES: Final = frozenset(
    {ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda}
)

#: What gives names a value.
BINDING: Final = frozenset(
    {
        *(ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr, ast.Delete),
        *(ast.For, ast.AsyncFor, ast.comprehension, ast.withitem, ast.ExceptHandler),
        *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.arg),
        *(ast.Import, ast.ImportFrom, ast.MatchAs, ast.MatchStar, ast.MatchMapping),
    }
)


@attrs.frozen
class Wrapper:
    """A function that returns in one place, such as one that puts tags around a text."""

    parameters: list[str]
    returned: ast.expr


@attrs.frozen(eq=False)
class Rebound:
    """A value that is made of what the name stood for before."""

    value: ast.expr


#: What has a type that an annotation says, and a value from elsewhere.
Declared: TypeAlias = ast.arg | ast.AnnAssign

#: What a name is given: a value (one of many has a star before it), or the name that what is
#: imported has in its module; `None` where that is not followed.
Bound: TypeAlias = ast.expr | Function | ast.ClassDef | Declared | Rebound | str | None

#: The numbers that `enumerate` counts, or any others.
_NUMBERS: Final = ast.Starred(ast.Call(ast.Name("range"), [], []))


@attrs.frozen(eq=False)
class Scope:
    """A module, a class or a function, with the names that it binds."""

    node: ast.AST
    around: Scope | None
    """What its names may come from besides, which is never a class."""

    names: dict[str, list[Bound]] = attrs.field(factory=dict[str, "list[Bound]"])

    sure: dict[str, int] = attrs.field(factory=dict[str, int])
    """So many of a name's values are there since it was given one without a condition."""


class Scopes:
    """
    What the names of a program stand for.

    Attributes:
        bound: Every name that the program gives a value.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        # As far as somebody has asked: few functions of a program have to do with documents.
        self._scope_of: dict[ast.AST, Scope | None] = {}
        self._wrappers: dict[ast.AST, Wrapper | None] = {}
        self._found: dict[ast.Name, list[Bound]] = {}

    @functools.cached_property
    def bound(self) -> frozenset[str]:
        return frozenset(self._anywhere)

    @functools.cached_property
    def _shared(self) -> frozenset[str]:
        """The names that a function has in common with what is around it."""
        found = self._tree.of({ast.Global, ast.Nonlocal})
        return frozenset(name for node in found for name in getattr(node, "names", ()))

    @functools.cached_property
    def _anywhere(self) -> Mapping[str, list[Bound]]:
        return self._by_name(_SCOPES)

    @functools.cached_property
    def _in_classes(self) -> Mapping[str, list[Bound]]:
        return self._by_name({ast.ClassDef})

    def _by_name(self, kinds: Container[type[ast.AST]]) -> Mapping[str, list[Bound]]:
        """Return what each name is bound to in all scopes of some kinds."""
        found: dict[str, list[Bound]] = {}
        for node in self._tree.of(kinds):
            scope = self._within(node)
            assert scope is not None
            for name, values in scope.names.items():
                found.setdefault(name, []).extend(values)
        return found

    def find(self, node: ast.Name) -> list[Bound]:
        """Return what a name is bound to; nothing if it is not bound in the program."""
        if node not in self._found:
            # A scope tells some of its names what they are.
            scope = self._within(self._tree.parents.get(node))
            self._found.setdefault(node, self._bound(node.id, scope))
        return self._found[node]

    def _bound(self, name: str, scope: Scope | None) -> list[Bound]:
        if scope is None or name in self._shared:
            # It is global, or stands in no scope: `locals()` is all that is seen of it.
            return self._anywhere.get(name, [])
        while name not in scope.names and scope.around is not None:
            scope = scope.around
        return scope.names.get(name, [])

    def attribute(self, name: str) -> list[Bound]:
        """Return what an attribute of the program's own classes stands for."""
        return [*self._in_classes.get(name, ()), *self._anywhere.get(f".{name}", ())]

    def only_value(self, node: ast.Name | ast.Attribute) -> ast.expr | None:
        """Return what a name stands for, if it is given a value once."""
        found = self.find(node) if isinstance(node, ast.Name) else self.attribute(node.attr)
        match found:
            case [ast.expr() as value]:
                return value
            case _:
                return None

    def wrapper(self, node: ast.Name) -> Wrapper | None:
        """Return the function that a name stands for, if it is that alone and returns once."""
        match self.find(node):
            case [ast.FunctionDef(decorator_list=[]) as function]:
                if function not in self._wrappers:
                    self._wrappers[function] = self._returning(function)
                return self._wrappers[function]
            case _:
                return None

    def _returning(self, function: ast.FunctionDef) -> Wrapper | None:
        found = [one.value for one in inside(function) if isinstance(one, ast.Return)]
        if len(found) != 1 or found[0] is None:
            return None
        names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
        return Wrapper(names, found[0])

    def _within(self, node: ast.AST | None) -> Scope | None:
        """Return the scope that what is in a node of the program stands in."""
        passed: list[ast.AST] = []
        while node is not None and node not in self._scope_of:
            passed.append(node)
            node = self._tree.parents.get(node)
        scope = None if node is None else self._scope_of[node]
        for one in reversed(passed):
            if one.__class__ in _SCOPES:
                while scope is not None and isinstance(scope.node, ast.ClassDef):
                    scope = scope.around
                scope = Scope(one, scope)
                self._read(scope)
            self._scope_of[one] = scope
        return scope

    def _read(self, scope: Scope) -> None:
        """Take the names that are bound in a scope itself, in the order in which they stand."""
        waiting = [*reversed(children(scope.node))]
        while waiting:
            node = waiting.pop()
            if node.__class__ in BINDING:
                self._visit(node, scope)
            if node.__class__ not in _SCOPES:
                waiting += reversed(children(node))

    def _visit(self, node: ast.AST, scope: Scope) -> None:
        # What stands in the body of a function itself has no condition around it.
        is_sure = (
            isinstance(node, ast.Assign | ast.AnnAssign) and self._tree.parents[node] is scope.node
        )
        for name, given in bound(node):
            known = scope.names.setdefault(name, [])
            if is_sure and isinstance(given, ast.expr) and (own := self._uses(given, name)):
                self._found |= {node: [*known] for node in own}
                known[:] = [Rebound(given)]
                scope.sure[name] = 0
                continue
            if is_sure:
                since = scope.sure.get(name, 0)
                known[since:] = [one for one in known[since:] if not isinstance(one, Declared)]
                scope.sure[name] = len(known)
            known.append(given)

    def _uses(self, value: ast.expr, name: str) -> list[ast.Name]:
        names = (node for node in inside(value) if isinstance(node, ast.Name))
        return [node for node in names if node.id == name]


def bound(  # noqa: C901, PLR0912 - a list of cases
    node: ast.AST,
) -> Iterator[tuple[str, Bound]]:
    """
    Yield the names that `node` gives a value, with the value where it can be seen.

    An attribute of `self` is a name with a dot before it.
    """
    match node:
        # Most of them are parameters.
        case ast.arg(arg=name):
            yield name, node
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _names(target, value)
        case ast.AnnAssign(target=target, value=None):
            yield from _names(target, node)
        case (
            ast.AnnAssign(target=target, value=value)
            | ast.AugAssign(target=target, value=value)
            | ast.NamedExpr(target=target, value=value)
        ):
            yield from _names(target, value)
        case (
            ast.For(target=target, iter=value)
            | ast.AsyncFor(target=target, iter=value)
            | ast.comprehension(target=target, iter=value)
        ):
            yield from _in_turn(target, value)
        case ast.withitem(optional_vars=ast.expr() as target):
            yield from _names(target, None)
        case ast.Import(names=names):
            for alias in names:
                first = alias.name.partition(".")[0]
                yield alias.asname or first, alias.name if alias.asname else first
        case ast.ImportFrom(module=module, names=names, level=level):
            for alias in names:
                name = f"{'.' * level}{module or ''}.{alias.name}"
                yield alias.asname or alias.name, name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name, node
        case (
            ast.ExceptHandler(name=str(name))
            | ast.MatchAs(name=str(name))
            | ast.MatchStar(name=str(name))
            | ast.MatchMapping(rest=str(name))
        ):
            yield name, None
        case ast.Delete(targets=targets):
            for target in targets:
                yield from _names(target, None)
        case _:
            pass


def _in_turn(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, Bound]]:
    """Yield the names of a loop with what they stand for in it."""
    match target, value:
        case ast.Tuple(elts=[ast.Name(count), item]), ast.Call(
            func=ast.Name("enumerate"), args=[of, *_]
        ):
            yield count, _NUMBERS
            yield from _in_turn(item, of)
        case ast.Name(name), _:
            yield name, ast.Starred(value)
        case _:
            yield from _names(target, None)


def _names(target: ast.expr, value: Bound) -> Iterator[tuple[str, Bound]]:
    match target:
        case ast.Name(name):
            yield name, value
        case ast.Attribute(value=ast.Name("self" | "cls"), attr=name):
            yield f".{name}", value
        case ast.Tuple() | ast.List() | ast.Starred():
            for inner in ast.iter_child_nodes(target):
                if isinstance(inner, ast.expr):
                    yield from _names(inner, None)
        case _:
            pass
