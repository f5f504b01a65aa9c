"""Which values of a program may break a document that they are pasted into."""

from __future__ import annotations

import ast
import html
import re

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from .parts import Hole, Part


_SAFE_TYPES: Final = frozenset({"int", "float", "bool", "Decimal", "UUID", "date", "datetime"})

# Functions and methods whose results hold nothing that XML could misread.
_SAFE_CALLS: Final = _SAFE_TYPES.union(
    {
        "abs",
        "hash",
        "hex",
        "id",
        "isoformat",
        "len",
        "now",
        "ord",
        "quote",
        "quote_plus",
        "quoteattr",
        "randint",
        "randrange",
        "round",
        "sum",
        "time",
        "timestamp",
        "uuid4",
    }
)
#: What turns text into XML.
_ESCAPING: Final = re.compile(
    r"_*(?:(?:html|xml|conditional)_?)?escape(?:d?_?(?:html|xml))?|quoteattr", re.IGNORECASE
)
#: What the calls of some names give.
_RESULTS: Final = {
    **{name: name for name in _SAFE_TYPES},
    **dict.fromkeys(("hash", "id", "len", "ord", "randint", "randrange"), "int"),
    "str": "str",
}
_SPECIAL: Final = frozenset("&<\"'")
#: What must be replaced, one way or another, so that a text is XML.
_MARKUP: Final = frozenset("&<")


class Risks:
    """Knows what the names of a program stand for."""

    def __init__(self, tree: ast.Module) -> None:
        self._values: dict[str, list[ast.expr | None]] = {}
        for node in ast.walk(tree):
            for name, value in bound(node):
                self._values.setdefault(name, []).append(value)
        self._pending: set[str] = set()

    def only_value(self, name: str) -> ast.expr | None:
        """Return what a name stands for, if it is given a value once."""
        values = self._values.get(name, [])
        return values[0] if len(values) == 1 else None

    def told(self, parts: Iterable[Part]) -> list[Part]:
        """Return *parts* with a note on each value that cannot break a document."""
        return [self._told(part) if isinstance(part, Hole) else part for part in parts]

    def _told(self, hole: Hole) -> Hole:
        if hole.pasted is None:
            return hole
        value = hole.pasted.value
        inner, is_quoted = self._unescaped(value)
        return attrs.evolve(
            hole,
            pasted=attrs.evolve(hole.pasted, value=inner, type=self.type_of(inner)),
            is_safe=hole.is_safe or self.is_safe(value),
            is_quoted=is_quoted,
        )

    def _unescaped(self, value: ast.expr) -> tuple[ast.expr, bool]:
        """Return what the program escapes, if it does, and whether it puts quotes around it."""
        call = value
        if isinstance(value, ast.Name):
            call = self.only_value(value.id) or value
        match call:
            case ast.Call(func=ast.Attribute(attr="replace")):
                inner, replaced = _replaced(call)
                return (inner, False) if replaced >= _MARKUP else (value, False)
            case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name), args=[inner, *_]) if (
                _ESCAPING.fullmatch(name)
            ):
                return inner, name == "quoteattr"
            case _:
                return self._unescaped_inside(value), False

    def _unescaped_inside(self, value: ast.expr) -> ast.expr:
        """Return a value whose parts the program escapes, without that."""

        def bare(inner: ast.expr) -> ast.expr:
            found, is_quoted = self._unescaped(inner)
            return inner if is_quoted else found

        match value:
            case ast.IfExp(test, body, orelse):
                return ast.IfExp(test, bare(body), bare(orelse))
            case ast.BoolOp(op, values):
                return ast.BoolOp(op, [*map(bare, values)])
            case ast.Call(func=ast.Name("str"), args=[inner], keywords=[]):
                return ast.Call(value.func, [bare(inner)], [])
            case ast.Call(func=ast.Attribute(inner, "strip"), args=[], keywords=[]):
                return ast.Call(ast.Attribute(bare(inner), "strip"), [], [])
            case ast.Call(
                func=ast.Attribute(attr="join"),
                args=[ast.GeneratorExp(elt, loops) | ast.ListComp(elt, loops)],
            ):
                return ast.Call(value.func, [ast.GeneratorExp(bare(elt), loops)], [])
            case _:
                return value

    def type_of(self, value: ast.expr) -> str | None:
        """Return the type of *value* where it is sure."""
        match value:
            case ast.Constant(value=constant):
                return type(constant).__name__
            case ast.JoinedStr():
                return "str"
            case ast.Call(func=ast.Name(name)):
                return _RESULTS.get(name)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult(), right=right):
                types = {self.type_of(left), self.type_of(right)}
                return "int" if types == {"int"} else None
            case ast.Name(name) if name not in self._pending:
                self._pending.add(name)
                try:
                    values = self._values.get(name, [])
                    types = {None if value is None else self.type_of(value) for value in values}
                finally:
                    self._pending.discard(name)
                return types.pop() if len(types) == 1 else None
            case _:
                return None

    def is_safe(self, value: ast.expr) -> bool:  # noqa: C901 - a list of cases
        """Whether *value* is sure to hold no character that XML could misread."""
        match value:
            case ast.Constant(value=str(text)):
                return _SPECIAL.isdisjoint(text)
            case ast.Constant():
                return True
            case ast.Name(name):
                return name.isupper() or self._is_safe_name(name)
            case ast.Attribute(attr=name):
                return name.isupper() or name == "hex"
            case ast.Call():
                return self._is_safe_call(value)
            case ast.BinOp(left=left, op=ast.Add() | ast.Mod(), right=right):
                return self.is_safe(left) and self.is_safe(right)
            case ast.BinOp() | ast.UnaryOp() | ast.Compare():
                # Text cannot be subtracted, multiplied with text, or negated.
                return True
            case ast.IfExp(body=body, orelse=orelse):
                return self.is_safe(body) and self.is_safe(orelse)
            case ast.BoolOp(values=values) | ast.JoinedStr(values=values):
                return all(map(self.is_safe, values))
            case ast.FormattedValue(value=inner) | ast.NamedExpr(value=inner):
                return self.is_safe(inner)
            case _:
                return False

    def _is_safe_call(self, call: ast.Call) -> bool:
        match call.func:
            case ast.Attribute(value=inner, attr="strip" | "lower") if not call.args:
                return self.is_safe(inner)
            case ast.Attribute(value=between, attr="join"):
                match call.args:
                    case [ast.GeneratorExp(elt=item) | ast.ListComp(elt=item)]:
                        return self.is_safe(between) and self.is_safe(item)
                    case _:
                        return False
            case ast.Attribute(attr="strftime"):
                return all(map(self.is_safe, call.args))
            case ast.Name(name) | ast.Attribute(attr=name):
                pass
            case _:
                return False
        if name in ("max", "min", "str"):
            return all(map(self.is_safe, call.args))
        if name == "replace":
            return _replaced(call)[1] >= _MARKUP
        # Such as html.escape(), conditional_escape() and escapeXml().
        return (
            name in _SAFE_CALLS
            or "escape" in name.lower()
            or (
                # Several values have an `&` between them.
                name == "url_for" and len(call.keywords) <= 1
            )
        )

    def _is_safe_name(self, name: str) -> bool:
        values = self._values.get(name, [None])
        if name in self._pending:
            # What it is made of decides, not that it is made of itself.
            return True
        self._pending.add(name)
        try:
            return all(value is not None and self.is_safe(value) for value in values)
        finally:
            self._pending.discard(name)


def bound(  # noqa: C901 - a list of cases
    node: ast.AST,
) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield the names that *node* gives a value, with the value where it can be seen."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _names(target, value)
        case (
            ast.AnnAssign(target=target, value=value)
            | ast.AugAssign(target=target, value=value)
            | ast.NamedExpr(target=target, value=value)
        ):
            yield from _names(target, value)
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            yield from _in_turn(target, value)
        case ast.withitem(optional_vars=ast.expr() as target):
            yield from _names(target, None)
        case ast.arg(arg=name, annotation=annotation):
            yield name, _of_annotation(annotation)
        case ast.alias(name=name, asname=other):
            yield (other or name).partition(".")[0], None
        case (
            ast.FunctionDef(name=name)
            | ast.AsyncFunctionDef(name=name)
            | ast.ClassDef(name=name)
            | ast.ExceptHandler(name=str(name))
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


def _replaced(value: ast.expr) -> tuple[ast.expr, set[str]]:
    """Return what calls of `replace` are made on, and the characters that they escape."""
    found: set[str] = set()
    while True:
        match value:
            case ast.Call(
                func=ast.Attribute(value=inner, attr="replace"),
                args=[ast.Constant(value=str(old)), ast.Constant(value=str(new))],
            ) if new.startswith("&") and html.unescape(new) == old:
                found.add(old)
                value = inner
            case _:
                return value, found


def _in_turn(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield the names of a loop with what they stand for in it."""
    match target, value:
        case _, ast.Call(func=ast.Name("range")):
            yield from _names(target, _value_of_type("int"))
        case ast.Tuple(elts=[ast.Name(count), item]), ast.Call(func=ast.Name("enumerate")):
            yield count, _value_of_type("int")
            yield from _names(item, None)
        case ast.Name(name), ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
            yield from ((name, item) for item in items)
        case _:
            yield from _names(target, None)


def _of_annotation(annotation: ast.expr | None) -> ast.expr | None:
    """Return what is like all that an annotation lets in, if that is known."""
    match annotation:
        case ast.Name(type_) if type_ in _SAFE_TYPES:
            return _value_of_type(type_)
        case (
            ast.BinOp(left=inner, op=ast.BitOr(), right=ast.Constant(None))
            | ast.Subscript(value=ast.Name("Optional"), slice=inner)
        ):
            known = _of_annotation(inner)
            return None if known is None else ast.BoolOp(ast.Or(), [known, ast.Constant(None)])
        case ast.Subscript(value=ast.Name("Annotated"), slice=ast.Tuple(elts=[inner, *_])):
            return _of_annotation(inner)
        case ast.Subscript(value=ast.Name("Literal"), slice=words):
            items = words.elts if isinstance(words, ast.Tuple) else [words]
            return ast.BoolOp(ast.Or(), items)
        case _:
            return None


def _value_of_type(name: str) -> ast.expr:
    """Return an expression that has a type, and of which nothing more is known."""
    return ast.Call(ast.Name(name), [], [])


def _names(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(target, ast.Name):
        yield target.id, value
        return
    for inner in ast.walk(target):
        if isinstance(inner, ast.Name):
            yield inner.id, None
