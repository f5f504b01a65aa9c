"""Texts that a program puts together statement by statement: `xml = ...`, then `xml += ...`."""

from __future__ import annotations

import ast

from collections.abc import Iterator, Sequence

import attrs

from ._expressions import Texts, terms_of
from ._parts import Block, Part


@attrs.define
class _Text:
    parts: list[Part]
    terms: list[ast.expr]


def growing(tree: ast.Module, texts: Texts) -> Iterator[tuple[list[Part], list[ast.expr]]]:
    """
    Yield texts that several statements put together, and the expressions in them.

    What stands under an `if` or in a loop is in blocks, as in a template.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            scope = _Scope(texts)
            scope.run(node.body)
            yield from scope.finished()


class _Scope:
    """The names of a function, and the texts that grow under them."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._open: dict[str, _Text] = {}
        self._closed: list[_Text] = []

    def finished(self) -> Iterator[tuple[list[Part], list[ast.expr]]]:
        for text in (*self._closed, *self._open.values()):
            if len(text.terms) > 1:
                yield text.parts, text.terms

    def run(self, statements: Sequence[ast.stmt]) -> None:
        for statement in statements:
            match statement:
                case ast.Assign(targets=[ast.Name(name)], value=value):
                    self._assign(name, value)
                case ast.AugAssign(target=ast.Name(name), op=ast.Add(), value=value):
                    self._grow(name, value)
                case ast.If():
                    self._mark(statement, "if")
                    self.run(statement.body)
                    if statement.orelse:
                        self._mark(statement, "else")
                        self.run(statement.orelse)
                    self._mark(statement, "end")
                case ast.For() | ast.AsyncFor() | ast.While():
                    self._mark(statement, "loop")
                    self.run(statement.body)
                    self._mark(statement, "end")
                case ast.With() | ast.AsyncWith() | ast.Try():
                    self.run(statement.body)
                case _:
                    pass

    def _assign(self, name: str, value: ast.expr) -> None:
        first, *rest = terms_of(value)
        if isinstance(first, ast.Name) and first.id == name and rest:
            for term in rest:
                self._grow(name, term)
            return
        if name in self._open:
            self._closed.append(self._open.pop(name))
        parts = self._texts.of(value)
        if parts is not None:
            self._open[name] = _Text(parts, [value])

    def _grow(self, name: str, value: ast.expr) -> None:
        if name in self._open:
            text = self._open[name]
            text.parts += self._texts.or_hole(value)
            text.terms.append(value)

    def _mark(self, statement: ast.stmt, kind: str) -> None:
        place = self._texts.place(statement)
        for text in self._open.values():
            text.parts.append(Block(place, kind))
