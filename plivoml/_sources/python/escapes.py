"""What the values of a document are without the escapes that the program puts on them."""

from __future__ import annotations

import ast
import copy

from collections.abc import Iterable
from typing import Final

import attrs

from ..parts import Hole, Part, is_called_a_number
from . import known
from .known import Holds
from .pasted import Pasted
from .safety import MARKUP, Values, name_of, replaced


# Of what may hold that, its type says nothing.
_UNTOLD: Final = Holds.ANYTHING | Holds.TAGS

# A constant may be one of a table, by its key.
_NAMES: Final = ast.Name | ast.Attribute | ast.Constant


def noted(parts: Iterable[Part], values: Values) -> list[Part]:
    """Return `parts` with a note on each value that is pasted, of what it may hold."""
    return [_noted(part, values) if isinstance(part, Hole) else part for part in parts]


def _noted(hole: Hole, values: Values) -> Hole:
    pasted = Pasted.of(hole)
    if pasted is None:
        return hole
    inner, is_quoted = _unescaped(pasted.value, values)
    if not pasted.is_plain:
        # A width counts the characters of the escapes, too.
        inner = pasted.value
    bare = values.of(inner)
    given = bare if inner is pasted.value else values.of(pasted.value)
    holds = Holds.NOTHING if pasted.is_number else given.holds
    pasted = attrs.evolve(
        pasted, value=inner, type=bare.type, holds=holds, bare=bare.holds, is_quoted=is_quoted
    )
    is_told = pasted.is_number or given.type is not None or Holds.REFERENCES in holds
    is_text = (Holds.TAGS not in holds and is_called_a_number(_code(inner))) or (
        is_told and not holds & _UNTOLD and not _is_constant(inner)
    )
    return attrs.evolve(hole, value=pasted, is_text=is_text)


def _is_constant(value: ast.expr) -> bool:
    """Whether there is a constant in a value: whoever wrote one may mean its tags."""
    names = (one for one in ast.walk(value) if isinstance(one, _NAMES))
    return any(map(str.isupper, map(_code, names)))


def _code(node: ast.AST) -> str:
    # Most of them are names, for which the writer of `ast` does too much.
    return node.id if isinstance(node, ast.Name) else ast.unparse(node)


def _does_more(inner: ast.expr, more: Iterable[ast.expr], named: Iterable[ast.keyword]) -> bool:
    """Whether what escapes is told something besides the value, other than what becomes of quotes."""
    switches = (isinstance(one, ast.Constant) and isinstance(one.value, bool) for one in more)
    is_same = all(switches) and all(one.arg == "quote" for one in named)
    return isinstance(inner, ast.Starred) or not is_same


def _unescaped(  # noqa: C901 - a list of cases
    value: ast.expr, values: Values
) -> tuple[ast.expr, bool]:
    """Return what the program escapes, if it does, and whether it puts quotes around it."""

    def bare(inner: ast.expr) -> ast.expr:
        found, is_quoted = _unescaped(inner, values)
        return inner if is_quoted else found

    call = value
    if isinstance(value, ast.Name):
        call = values.scopes.only_value(value) or value
    match call:
        case ast.Call(func=ast.Attribute(attr="replace")):
            inner, characters = replaced(call)
            # What is escaped before an `&` is, is escaped twice.
            is_escaped = MARKUP.issubset(characters) and "&" not in characters[:-1]
            return (inner, False) if is_escaped else (value, False)
        case ast.Call(func=func, args=[inner, *more], keywords=named):
            names = [*map(name_of, values.origins(func))]
            if all(known.escapes(name, alone=True) for name in names):
                is_quoted = any(name.endswith("quoteattr") for name in names)
                return value if _does_more(inner, more, named) else inner, is_quoted
        case _:
            pass
    changed = copy.copy(value)
    match changed:
        case ast.IfExp(body=body, orelse=orelse):
            changed.body, changed.orelse = bare(body), bare(orelse)
        case ast.BoolOp(values=several):
            changed.values = [*map(bare, several)]
        case ast.Call(func=ast.Name("str"), args=[inner], keywords=[]):
            changed.args = [bare(inner)]
        case ast.Call(func=ast.Attribute(inner, "strip") as func, args=[], keywords=[]):
            changed.func = ast.Attribute(bare(inner), func.attr)
        case ast.Call(
            func=ast.Attribute(attr="join"),
            args=[ast.GeneratorExp(elt, loops) | ast.ListComp(elt, loops)],
        ):
            changed.args = [ast.GeneratorExp(bare(elt), loops)]
        case _:
            return value, False
    return changed, False
