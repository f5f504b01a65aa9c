"""What the values of a document are without the escapes that the program puts on them."""

from __future__ import annotations

import ast

from collections.abc import Iterable

import attrs

from ..parts import Hole, Part
from . import known
from .known import Holds
from .pasted import Pasted
from .safety import MARKUP, Values, replaced


def noted(parts: Iterable[Part], values: Values) -> list[Part]:
    """Return *parts* with a note on each value that is pasted, of what it may hold."""
    return [_noted(part, values) if isinstance(part, Hole) else part for part in parts]


def _noted(hole: Hole, values: Values) -> Hole:
    pasted = hole.value
    if not isinstance(pasted, Pasted):
        return hole
    inner, is_quoted = _unescaped(pasted.value, values)
    bare = values.of(inner)
    pasted = attrs.evolve(
        pasted,
        value=inner,
        type=bare.type,
        holds=Holds.NOTHING if pasted.is_number else values.of(pasted.value).holds,
        bare=bare.holds,
        is_quoted=is_quoted,
    )
    return attrs.evolve(hole, value=pasted)


def _unescaped(value: ast.expr, values: Values) -> tuple[ast.expr, bool]:
    """Return what the program escapes, if it does, and whether it puts quotes around it."""
    call = value
    if isinstance(value, ast.Name):
        call = values.scopes.only_value(value) or value
    match call:
        case ast.Call(func=ast.Attribute(attr="replace")):
            inner, characters = replaced(call)
            return (inner, False) if characters >= MARKUP else (value, False)
        case ast.Call(func=func, args=[inner, *_]):
            names = [one if isinstance(one, str) else "" for one in values.origins(func)]
            if all(known.escapes(name, alone=True) for name in names):
                return inner, any(name.endswith("quoteattr") for name in names)
        case _:
            pass
    return _unescaped_inside(value, values), False


def _unescaped_inside(value: ast.expr, values: Values) -> ast.expr:
    """Return a value whose parts the program escapes, without that."""

    def bare(inner: ast.expr) -> ast.expr:
        found, is_quoted = _unescaped(inner, values)
        return inner if is_quoted else found

    match value:
        case ast.IfExp(test, body, orelse):
            return ast.IfExp(test, bare(body), bare(orelse))
        case ast.BoolOp(op, several):
            return ast.BoolOp(op, [*map(bare, several)])
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
