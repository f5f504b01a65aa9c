"""What a program pastes into a document, as plivoml takes it: text, numbers and words."""

from __future__ import annotations

import ast
import builtins
import symtable

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

import attrs

from ..._model.values import Boolean, Enumeration, Integer, Union, Value
from .pasted import Pasted, Pieces, expression, text_of


#: A value that is pasted, and what is declared where it is.
Use: TypeAlias = tuple[Pasted, Value | None]

_BUILTINS: Final = frozenset(dir(builtins))
_WEAK: Final = (ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda, ast.UnaryOp)
_PLAIN_TYPES: Final = ("int", "float", "bool", "str")


def code(pieces: Pieces, value: Value | None) -> str:
    """
    Return the expression that gives an argument.

    Args:
        pieces: Its text.
        value: What is declared of it; `None` for any text.
    """
    text = text_of(pieces)
    match pieces:
        case [Pasted(value=given, is_given=True)]:
            is_name = isinstance(given, ast.Name)
            return f'cast("Any", {text})' if _is_word(value) and not is_name else text
        case [Pasted(value=given, type="bool" | "int" as known, is_plain=True)] if _takes(
            value, known
        ):
            return expression(given)
        case _:
            pass
    match value:
        case Boolean():
            return _truth(pieces, text)
        case Integer():
            return _whole(pieces)
        case Union(members=(Boolean(), *_)):
            left = _operand(pieces, text)
            return f'{left} == "true" if {left} in ("true", "false") else {left}'
        case Union(members=(Enumeration(words=(word,)), Integer())):
            return f'"{word}" if {_operand(pieces, text)} == "{word}" else {_whole(pieces)}'
        case _ if _is_word(value):
            return _word(pieces, text)
        case _:
            return text


def parameters(uses: Iterable[Use], bound: frozenset[str]) -> dict[str, str]:
    """
    Return the names that values are made of, in their order, each with its type.

    Args:
        uses: The values.
        bound: The names that the program gives a value; they may hide what is built in.
    """
    found: dict[str, str] = {}
    for pasted, value in uses:
        for name, type_ in _names(pasted, value, bound):
            found[name] = type_ if found.get(name, type_) == type_ else "Any"
    return found


def typed(pasted: Pasted, names: Mapping[str, str]) -> Pasted:
    """Give a name the type that it has as a parameter, unless that is text."""
    match pasted:
        case Pasted(value=ast.Name(name), type=None, is_given=False) if names.get(name) == "Any":
            return attrs.evolve(pasted, type="Any")
        case _:
            return pasted


def _takes(value: Value | None, known: str) -> bool:
    """Whether what is declared of a value lets in all of a type."""
    match value:
        case Boolean():
            return known == "bool"
        case Integer():
            return known == "int"
        case Union(members=members):
            return any(_takes(member, known) for member in members)
        case _:
            return False


def _truth(pieces: Pieces, text: str) -> str:
    match pieces:
        case [Pasted(value=ast.IfExp(test, ast.Constant("true"), ast.Constant("false")))]:
            return f"bool({expression(test)})"
        case _:
            return f'{_operand(pieces, text)} == "true"'


def _operand(pieces: Pieces, text: str) -> str:
    """Put what is weaker than a comparison in brackets, unless it is in those of `str()`."""
    match pieces:
        case [Pasted(value=value, is_plain=True, is_text=True)] if isinstance(value, _WEAK):
            return f"({text})"
        case _:
            return text


def _whole(pieces: Pieces) -> str:
    match pieces:
        case [Pasted(value=value, is_plain=True)]:
            return f"int({expression(value)})"
        case _:
            return f"int({text_of(pieces)})"


def _word(pieces: Pieces, text: str) -> str:
    match pieces:
        case [Pasted(value=ast.Name(name), type=None | "Any", is_plain=True)]:
            # It is a parameter of any type.
            return name
        case _:
            return f'cast("Any", {text})'


def _is_word(value: Value | None) -> bool:
    """Whether only some words will do, which type checkers want to see."""
    match value:
        case Enumeration():
            return True
        case Union(members=members):
            return all(map(_is_word, members))
        case _:
            return False


def _type_for(value: Value | None) -> str:
    """Return the type of an argument that is given as it is."""
    match value:
        case Integer():
            return "int"
        case Boolean():
            return "bool"
        case Union():
            return "Any"
        case _:
            return "str"


def _names(pasted: Pasted, value: Value | None, bound: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the names in a value that come from outside it."""
    inside = [pasted.value, pasted.format_spec]
    if isinstance(pasted.value, ast.Name):
        # What takes a format may be a number.
        guess = "Any" if pasted.format_spec else _type_for(value) if pasted.is_given else "str"
        known = pasted.type if pasted.type in (None, *_PLAIN_TYPES) else "Any"
        yield pasted.value.id, "Any" if _is_word(value) else known or guess
        inside = inside[1:]
    for tree in filter(None, inside):
        free = _free(tree)
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        hidden = _BUILTINS - (bound - called)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in free - hidden:
                yield node.id, "Any"


def _free(tree: ast.expr) -> set[str]:
    """Return the names that come from outside an expression."""
    outer = symtable.symtable(ast.unparse(tree), "", "eval")
    tables = [outer]
    free: set[str] = set()
    for table in tables:
        free.update(symbol.get_name() for symbol in table.get_symbols() if symbol.is_global())
        tables += table.get_children()
    return free.difference(
        symbol.get_name() for symbol in outer.get_symbols() if symbol.is_assigned()
    )
