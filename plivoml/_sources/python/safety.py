"""
What the values of a program may hold that XML would misread.

A value is followed to what produced it: assignments, loops, annotations, the functions of
the program itself, and those of the standard library by where they are imported from.
Where nothing is seen, a function is what its name says.
"""

from __future__ import annotations

import ast
import builtins
import html

from collections.abc import Iterable
from typing import Final

import attrs

from . import known
from .known import ESCAPED, HARMLESS, ITSELF, UNKNOWN, Holds, Known, cut, either
from .scope import Bound, Function, Rebound, Scopes


#: What must be replaced, one way or another, so that a text is XML.
MARKUP: Final = frozenset("&<")

#: Decorators that leave what a function gives as it is.
_PLAIN: Final = frozenset({"classmethod", "staticmethod"})

#: Methods whose result has in it what the text and the arguments have, and nothing else.
_KEEPING: Final = ("encode", "format", "lower", "lstrip", "rstrip", "strip")


class Values:
    """Follows the values of a program."""

    def __init__(self, scopes: Scopes) -> None:
        self.scopes = scopes
        self._pending: list[object] = []
        self._cycles = 0
        self._known: dict[object, Known] = {}

    def of(self, value: ast.AST) -> Known:  # noqa: C901, PLR0912 - a list of cases
        """Return what is known of a value."""
        match value:
            case ast.Constant(value=str(text)):
                return known.of_text(text)
            case ast.Constant(value=constant):
                return Known(Holds.NOTHING, type(constant).__name__)
            case ast.JoinedStr(values=values):
                return attrs.evolve(self._all(values), type="str")
            case (
                ast.FormattedValue(value=inner)
                | ast.NamedExpr(value=inner)
                | ast.Await(value=inner)
                | ast.keyword(value=inner)
            ):
                return self.of(inner)
            case ast.Name(name):
                bound = self.scopes.find(value)
                return _named(name, self._bound(id(bound), bound) if bound else UNKNOWN)
            case ast.Attribute(value=of, attr=name):
                if self._is_own(of):
                    bound = self.scopes.attribute(name)
                    return _named(name, self._bound(name, bound))
                return HARMLESS if name == "hex" else _named(name, self._made_of([of]))
            case ast.Call():
                return either([self._result(one, value) for one in self.origins(value.func)])
            case ast.IfExp(body=body, orelse=orelse):
                return self._all([body, orelse])
            case ast.BoolOp(values=values) | ast.Tuple(elts=values):
                return self._all(values)
            case ast.BinOp(left=left, op=op, right=right):
                both = self._all([left, right])
                if isinstance(op, ast.Add) and "int" in (self.of(left).type, self.of(right).type):
                    # Text cannot be added to a number.
                    return Known(Holds.NOTHING, both.type)
                is_int = both.type == "int" and isinstance(op, ast.Add | ast.Sub | ast.Mult)
                # Text cannot be subtracted, or multiplied with text.
                is_text = isinstance(op, ast.Add | ast.Mod)
                if isinstance(op, ast.Mult):
                    # It may be a text, several times.
                    return Known(both.holds & ~Holds.ANYTHING, "int" if is_int else None)
                return Known(both.holds if is_text else Holds.NOTHING, "int" if is_int else None)
            case ast.UnaryOp() | ast.Compare():
                return HARMLESS
            case ast.Subscript(value=inner, slice=ast.Slice()):
                return cut(self.of(inner))
            case ast.Subscript(value=inner, slice=ast.Constant(str(key))):
                return _named(key, self._item(inner))
            case ast.Subscript(value=inner) | ast.Starred(value=inner):
                return self._item(inner)
            case ast.Dict(values=values):
                return self._all(values)
            case _:
                return self._made_of(ast.iter_child_nodes(value))

    def origins(self, node: ast.expr) -> list[Function | str]:
        """Return what a function is: one of the program, or the name of another in its module."""
        match node:
            case ast.Lambda():
                return [node]
            case ast.Name(name):
                values = self.scopes.find(node)
                if not values and hasattr(builtins, name):
                    return [f"builtins.{name}"]
            case ast.Attribute(value=inner, attr=name):
                values = self.scopes.attribute(name) if self._is_own(inner) else []
                modules = [one for one in self.origins(inner) if isinstance(one, str)]
                if not values:
                    return [f"{module}.{name}" for module in modules or "?"]
            case _:
                return ["?"]
        found: list[Function | str] = []
        for value in values:
            match value:
                case str() | ast.FunctionDef() | ast.AsyncFunctionDef():
                    found.append(value)
                case ast.Name() | ast.Attribute() | ast.Lambda() if value not in self._pending:
                    self._pending.append(value)
                    found += self.origins(value)
                    self._pending.remove(value)
                case _:
                    found.append(f"?.{name}")
        return found or [f"?.{name}"]

    def _all(self, values: Iterable[ast.AST]) -> Known:
        return either([*map(self.of, values)])

    def _made_of(self, values: Iterable[ast.AST]) -> Known:
        """Return what is known of a value that is made in ways which are not known."""
        found = self._all(value for value in values if isinstance(value, ast.expr | ast.keyword))
        return Known(Holds.ANYTHING | found.holds & (Holds.TAGS | Holds.REFERENCES))

    def _is_own(self, value: ast.expr) -> bool:
        """Whether `value` is an object, or a class, that the program itself declares."""
        if not isinstance(value, ast.Name):
            return False
        is_class = any(isinstance(one, ast.ClassDef) for one in self.scopes.find(value))
        return is_class or value.id in ("self", "cls")

    def _bound(self, name: object, values: Iterable[Bound]) -> Known:
        """Return what is known of a name that stands for one of several values."""
        if name in self._pending:
            # What it is made of decides, not that it is made of itself.
            self._cycles += 1
            return ITSELF
        if name in self._known:
            return self._known[name]
        cycles = self._cycles
        self._pending.append(name)
        found = either([*map(self._value, values)] or [UNKNOWN])
        self._pending.remove(name)
        if self._cycles == cycles:
            self._known[name] = found
        return found

    def _value(self, value: Bound) -> Known:
        match value:
            case Rebound(inner):
                return self.of(inner)
            case ast.arg(annotation=annotation) | ast.AnnAssign(annotation=annotation):
                return self._declared(annotation)
            case ast.expr():
                return self.of(value)
            case _:
                return UNKNOWN

    def _declared(self, annotation: ast.expr | None) -> Known:
        """Return what is known of all that an annotation lets in."""
        match annotation:
            case ast.Name() | ast.Attribute():
                origins = self.origins(annotation)
                names = [one for one in origins if isinstance(one, str)]
                return either([known.given(one, known.TYPES) for one in names] or [UNKNOWN])
            case ast.Constant(value=None):
                return HARMLESS
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                return either([self._declared(left), self._declared(right)])
            case ast.Subscript(value=ast.Name("Optional"), slice=inner):
                return attrs.evolve(self._declared(inner), type=None)
            case ast.Subscript(value=ast.Name("Annotated"), slice=ast.Tuple(elts=[inner, *_])):
                return self._declared(inner)
            case ast.Subscript(value=ast.Name("Literal"), slice=words):
                return self.of(words)
            case _:
                return UNKNOWN

    def _item(self, value: ast.expr) -> Known:
        """Return what is known of that which comes out of a value, one by one."""
        items = self._items(value)
        return self._all(items) if items else Known(self.of(value).holds | Holds.ANYTHING)

    def _items(self, value: ast.expr) -> list[ast.expr]:
        """Return what is in a value, where all of it is seen."""
        match value:
            case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
                return items
            case ast.Dict(keys=keys, values=items):
                return [*filter(None, keys), *items]
            case ast.GeneratorExp(elt=item) | ast.ListComp(elt=item):
                return [item]
            case ast.Call(func=ast.Name("range")):
                return [ast.Constant(0)]
            case ast.Constant():
                # The characters of a text.
                return [value]
            case ast.Subscript(value=inner):
                found = [self._items(item) for item in self._items(inner)]
                return [item for items in found for item in items] if all(found) else []
            case ast.Name() | ast.Attribute() if value not in self._pending:
                self._pending.append(value)
                only = self.scopes.only_value(value)
                # What is in a list, and in a table, may change.
                is_constant = isinstance(only, ast.Tuple) or ast.unparse(value).isupper()
                items = self._items(only) if only is not None and is_constant else []
                self._pending.remove(value)
                return items
            case _:
                return []

    def _result(self, function: Function | str, call: ast.Call) -> Known:
        """Return what a call gives."""
        whole = name_of(function)
        if not isinstance(function, str):
            found = self._returned(function)
            if Holds.ANYTHING not in found.holds:
                return found
        if known.escapes(whole):
            return ESCAPED
        name = whole.rpartition(".")[2]
        if name == "url_for":
            # Several values have an `&` between them.
            return HARMLESS if len(call.keywords) <= 1 else Known(Holds.AMPERSANDS)
        if name in ("max", "min", "str", "strftime"):
            return attrs.evolve(self._all(call.args), type="str" if name == "str" else None)
        found = known.given(whole)
        match name, call.args:
            case (("get" | "getenv"), [ast.Constant(str(key)), *default]) if key.isupper():
                # A setting.
                return either([HARMLESS, *map(self.of, default)])
            case _:
                pass
        if found is UNKNOWN and isinstance(call.func, ast.Attribute):
            found = self._of_method(name, call.func.value, call)
        return self._made_of(ast.iter_child_nodes(call)) if found is UNKNOWN else found

    def _of_method(self, name: str, text: ast.expr, call: ast.Call) -> Known:
        """Return what a method of texts or of tables gives."""
        match name, call.args:
            case "join", [joined]:
                found = either([self.of(text), self._item(joined)])
            case "replace", [_, new]:
                found = ESCAPED if MARKUP.issubset(replaced(call)[1]) else self._all([text, new])
            case "get", [_, *default] if items := self._items(text):
                return self._all([*items, *default])
            case (("upper" | "title" | "capitalize"), []):
                found = cut(self.of(text))
            case _ if name in _KEEPING:
                found = self._all([text, *call.args, *call.keywords])
            case _:
                return UNKNOWN
        return attrs.evolve(found, type=self.of(text).type)

    def _returned(self, function: Function) -> Known:
        """Return what a function of the program itself gives."""
        if isinstance(function, ast.Lambda):
            return self._bound(function, [function.body])
        declared = self._declared(function.returns)
        nodes = (node for node in ast.walk(function) if isinstance(node, ast.Return))
        returned = [node.value for node in nodes if node.value is not None]
        is_plain = {ast.unparse(one) for one in function.decorator_list} <= _PLAIN
        is_followed = is_plain and Holds.ANYTHING in declared.holds
        return self._bound(function, returned) if is_followed else declared


def name_of(function: Function | str) -> str:
    """Return the name of a function, with the module that it is in; `?` is one that is not seen."""
    return function if isinstance(function, str) else f"?.{getattr(function, 'name', '')}"


def _named(name: str, found: Known) -> Known:
    """
    Take what a name says: that it is the beginning of a URL, or a constant.

    The beginning of a URL has no query.  Whoever wrote the program chose what a constant holds,
    and means its tags.
    """
    if not name.isupper():
        is_base = found.holds is Holds.ANYTHING and known.is_base(name)
        return Known(Holds.NOTHING) if is_base else found
    holds = found.holds & ~(Holds.ANYTHING | Holds.TAGS)
    is_xml = Holds.TAGS in found.holds
    return attrs.evolve(found, holds=holds | Holds.REFERENCES if is_xml else holds)


def replaced(value: ast.expr) -> tuple[ast.expr, list[str]]:
    """Return what calls of `replace` are made on, and the characters that they escape, last first."""
    found: list[str] = []
    while True:
        match value:
            case ast.Call(
                func=ast.Attribute(value=inner, attr="replace"),
                args=[ast.Constant(value=str(old)), ast.Constant(value=str(new))],
            ) if new.startswith("&") and html.unescape(new) == old:
                found.append(old)
                value = inner
            case _:
                return value, found
