"""
The text that an expression of Python comes to, as far as it can be seen.

Nothing is run: literals are read, what joins them is followed, and all else is a hole.
"""

from __future__ import annotations

import ast
import itertools
import re

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from ..._reading.positions import Lines
from ..budget import Budget, size
from ..parts import Block, Chars, Hole, Part, joined, substituted, words_of
from .literals import Literals
from .margins import dedented, stripped
from .pasted import Pasted
from .scope import Wrapper


_PERCENT: Final = re.compile(
    r"%(?:\((?P<name>\w+)\))?(?P<flags>[#0\- +]*+)(?P<width>\d++|\*)?(?P<precision>\.(?:\d++|\*)?)?"
    r"[hlL]?(?P<kind>[sdifFeEgGxXorcau%])"
)
_BRACES: Final = re.compile(
    r"\{\{|\}\}|\{(?P<name>[A-Za-z0-9_]*)(?P<path>[.\[][^{}!:]*)?(?:!(?P<conversion>[rsa]))?"
    r"(?::(?P<spec>(?:[^{}]++|\{[^{}]*+\})*+))?\}"
)
_STEP: Final = re.compile(r"\.(?P<attribute>[A-Za-z_]\w*)|\[(?:(?P<index>\d+)|(?P<key>[^\]]+))\]")
_DOLLAR: Final = re.compile(r"\$(?:\$|(?P<name>[A-Za-z_]\w*)|\{(?P<braced>[A-Za-z_]\w*)\})")

# What is turned into text, and the conversion of an f-string for it.
_PERCENT_TEXTS: Final = {"s": -1, "r": ord("r"), "a": ord("a")}

_STRIPS: Final = {
    "strip": (True, True),
    "lstrip": (True, False),
    "rstrip": (False, True),
    "cleandoc": (True, True),
}


#: Says what is given for a name, where that can be seen.
_ByName: TypeAlias = Callable[[str], ast.expr | None]


class Texts:
    """
    Reads the expressions of one program.

    Attributes:
        source: The program.
        budget: What is charged for each text.
        called: What functions return whose calls were followed.
        literals: Those that were read.
        shared: The literals that were read by a name, or in a function that was called.
    """

    def __init__(
        self,
        source: str,
        budget: Budget,
        value_of: Callable[[ast.Name | ast.Attribute], ast.expr | None],
        function_of: Callable[[ast.Name], Wrapper | None],
    ) -> None:
        self.source = source
        self.budget = budget
        self.literals = Literals(source)
        self._lines = Lines(source)
        self._value_of = value_of
        self._function_of = function_of
        self._pending: set[ast.expr] = set()
        self.called: set[ast.expr] = set()
        self.shared: set[ast.expr] = set()

    def of(self, node: ast.expr) -> list[Part] | None:
        """
        Return the text of `node`, or `None` if no literal is in it.

        Raises:
            SpentError: If more text has been put together than is looked at.
        """
        text = self._read(node)
        self.budget.charge(1 if text is None else size(text))
        return text

    def _read(self, node: ast.expr) -> list[Part] | None:
        match node:
            case ast.Constant(value=str() | bytes()) | ast.JoinedStr():
                if self._pending:
                    self.shared.add(node)
                return self.literals.parts_of(*self.extent(node), node)
            case ast.BinOp(op=ast.Add()):
                return self._sum(node)
            case ast.BinOp(left=left, op=ast.Mod(), right=right):
                return _unless_none(self.of(left), lambda text: _percent(text, right))
            case ast.Name():
                return self._named(node)
            case ast.Attribute(attr=name) if name.isupper():
                # A constant of a class.
                return self._named(node)
            case ast.Call(func=ast.Attribute(value=of, attr=method)):
                return self._method(node, of, method)
            case ast.Call(func=ast.Name(id="dedent" | "cleandoc" as name), args=[text]):
                return self._without_margin(text, name)
            case ast.Call(func=ast.Name() as function):
                return self._called(node, function)
            case _:
                return None

    def offset(self, node: ast.expr | ast.stmt | ast.keyword | ast.arg) -> int:
        """Return where `node` begins."""
        return self._lines.offset_of_byte(node.lineno, node.col_offset)

    def extent(self, node: ast.expr) -> tuple[int, int]:
        """Return where `node` begins and ends."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.offset(node), self._lines.offset_of_byte(node.end_lineno, node.end_col_offset)

    def or_hole(self, node: ast.expr) -> list[Part]:
        """Return the text of `node`, which is a hole where no literal is in it."""
        text = self.of(node)
        return [self.hole(node, Pasted(node))] if text is None else text

    def hole(self, node: ast.expr, pasted: Pasted) -> Hole:
        """Return what stands for the value of `node` where it is pasted."""
        start, end = self.extent(node)
        return Hole(start, f"{{{self.source[start:end]}}}", pasted)

    def kept(self, node: ast.Name | ast.Attribute) -> list[Part] | None:
        """Return the text that a name stands for, a number too, if it is given one once."""
        match self._value_of(node):
            case ast.Constant(value=int(number)) if not isinstance(number, bool):
                return [Chars(str(number), [0] * len(str(number)))]
            case _:
                return self.of(node)

    def _named(self, node: ast.Name | ast.Attribute) -> list[Part] | None:
        """Return the text that a name stands for, if it is given one once."""
        value = self._value_of(node)
        if value is None or value in self._pending:
            return None
        self._pending.add(value)
        try:
            return self.of(value)
        finally:
            self._pending.discard(value)

    def _sum(self, node: ast.BinOp) -> list[Part] | None:
        texts = [(term, self.of(term)) for term in terms_of(node)]
        if all(text is None for _, text in texts):
            return None
        found = ([self.hole(term, Pasted(term))] if text is None else text for term, text in texts)
        return joined(itertools.chain.from_iterable(found))

    def _method(self, node: ast.Call, of: ast.expr, method: str) -> list[Part] | None:
        match method, of, node.args:
            case "dedent" | "cleandoc", ast.Name(), [text]:
                return self._without_margin(text, method)
            case "substitute" | "safe_substitute", ast.Call(args=[literal]), _:
                by_name = _keywords(node, *node.args)
                return _unless_none(self.of(literal), lambda text: _dollar(text, by_name))
            case "join", ast.Constant(str()), [ast.List(elts=items) | ast.Tuple(elts=items)]:
                between = self.or_hole(of)
                self.budget.charge(len(items) * size(between))
                texts = [part for item in items for part in (*between, *self.or_hole(item))]
                return joined(texts[len(between) :]) if items else None
            case "join", ast.Constant(str()), [ast.GeneratorExp(elt=item) | ast.ListComp(elt=item)]:
                return self._repeated(node, item)
            case "format_map", _, [mapping]:
                filled = ast.Call(of, [], [ast.keyword(None, mapping)])
                return _unless_none(self.of(of), lambda text: _formatted(text, filled))
            case "format", _, _:
                return _unless_none(self.of(of), lambda text: _formatted(text, node))
            case (("strip" | "lstrip" | "rstrip"), _, []):
                return _unless_none(self.of(of), lambda text: stripped(text, *_STRIPS[method]))
            case "replace", _, [ast.Constant(str(old)), new] if old:
                return _unless_none(self.of(of), lambda text: self._replaced(text, old, new))
            case "encode", _, _:
                return self.of(of)
            case _:
                return None

    def _replaced(self, parts: list[Part], old: str, new: ast.expr) -> list[Part]:
        given = self.or_hole(new)
        count = sum(part.text.count(old) for part in parts if isinstance(part, Chars))
        self.budget.charge(count * size(given))
        return substituted(parts, re.compile(re.escape(old)), lambda _, __: given)

    def _repeated(self, node: ast.expr, item: ast.expr) -> list[Part] | None:
        """Return elements that are written several times; what is no element is a value."""
        text = self.of(item)
        if text is None or "<" not in words_of(text):
            return None
        offset = self.offset(node)
        return [Block(offset, "loop"), *text, Block(offset, "end")]

    def _called(self, node: ast.Call, name: ast.Name) -> list[Part] | None:
        """Return the text that a function of the program wraps around what it is given."""
        function = self._function_of(name)
        if function is None or function.returned in self._pending:
            return None
        given = dict(zip(function.parameters, node.args, strict=False))
        if node.keywords or len(given) < len(node.args):
            return None
        self._pending.add(function.returned)
        text = self.of(function.returned)
        self._pending.discard(function.returned)
        names = [Pasted.name_of(part) for part in text or ()]
        if text is None or given.keys().isdisjoint(names):
            return None
        self.called.add(function.returned)
        found = (
            self.or_hole(given[pasted]) if pasted in given else [part]
            for part, pasted in zip(text, names, strict=True)
        )
        return joined(itertools.chain.from_iterable(found))

    def _without_margin(self, node: ast.expr, name: str) -> list[Part] | None:
        sides = _STRIPS.get(name, (False, False))
        return _unless_none(self.of(node), lambda text: stripped(dedented(text), *sides))


def terms_of(node: ast.expr) -> list[ast.expr]:
    """Return what a sum adds up, in its order."""
    # A long sum leans to the left, further than functions can call each other.
    terms: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        terms.append(node.right)
        node = node.left
    return [node, *reversed(terms)]


def _unless_none(
    text: list[Part] | None, change: Callable[[list[Part]], list[Part]]
) -> list[Part] | None:
    return None if text is None else change(text)


def _percent(parts: list[Part], right: ast.expr) -> list[Part]:
    every = [
        found for part in parts if isinstance(part, Chars) for found in _PERCENT.finditer(part.text)
    ]
    taken = sum(1 + found[0].count("*") for found in every if found["kind"] != "%")
    in_order: list[ast.expr] = []
    match right:
        case ast.Tuple(elts=items):
            in_order = _before_starred(items)
        case ast.Name() | ast.Call() | ast.Attribute() | ast.Subscript() | ast.BinOp():
            # What fills in several must be a tuple.
            in_order = [right] if taken == 1 else []
        case _:
            pass
    following = iter(in_order)

    def fill(found: re.Match[str], offset: int) -> list[Part]:
        kind = found["kind"]
        if kind == "%":
            return [Chars("%", [offset])]
        stars = [next(following, None) for _ in range(found[0].count("*"))]
        value = _item(right, found["name"]) if found["name"] else next(following, None)
        is_other = stars or kind == "c" or (kind in "diu" and found["precision"])
        pasted = None if value is None or is_other else _by_percent(value, found)
        return [Hole(offset, found[0], pasted)]

    return substituted(parts, _PERCENT, fill)


def _by_percent(value: ast.expr, found: re.Match[str]) -> Pasted:
    """Return what `%` pastes as an f-string would."""
    kind, flags = found["kind"], found["flags"]
    if kind in "diu" and not (isinstance(value, ast.Call) and ast.unparse(value.func) == "int"):
        # `%d` cuts off what is behind the point.
        value = ast.Call(ast.Name("int", ast.Load()), [value], [])
    is_text = kind in _PERCENT_TEXTS
    align = "" if not found["width"] else "<" if "-" in flags else ">" if is_text else ""
    kept = "" if is_text else "+ #" if "-" in flags else "+ #0"
    signs = "".join(flag for flag in kept if flag in flags)
    letter = "" if is_text or kind in "diu" else kind
    # A point alone is one without places behind it.
    precision = ".0" if found["precision"] == "." else found["precision"] or ""
    spec = f"{align}{signs}{found['width'] or ''}{precision}{letter}"
    # A format is one of a text, whatever the value is.
    conversion = ord("s") if kind == "s" and spec else _PERCENT_TEXTS.get(kind, -1)
    return Pasted(value, conversion, _spec(spec))


def _spec(text: str) -> ast.expr | None:
    return ast.JoinedStr([ast.Constant(text)]) if text else None


def _formatted(parts: list[Part], call: ast.Call) -> list[Part]:
    by_name = _keywords(call)
    in_order = _before_starred(call.args)
    count = itertools.count()

    def fill(found: re.Match[str], offset: int) -> list[Part]:
        if found[0] in ("{{", "}}"):
            return [Chars(found[0][0], [offset])]
        name, spec = found["name"], found["spec"] or ""
        value = by_name(name)
        if not name or name.isdigit():
            index = int(name) if name else next(count)
            value = in_order[index] if index < len(in_order) else None
        value = None if value is None or "{" in spec else _followed(value, found["path"] or "")
        conversion = ord(found["conversion"]) if found["conversion"] else -1
        pasted = None if value is None else Pasted(value, conversion, _spec(spec))
        return [Hole(offset, found[0], pasted)]

    return substituted(parts, _BRACES, fill)


def _followed(value: ast.expr, path: str) -> ast.expr:
    """Return what `.format` finds under a path: `.name`, `[0]`, `[key]`."""
    for step in _STEP.finditer(path):
        if step["attribute"]:
            value = ast.Attribute(value, step["attribute"])
        else:
            key = int(step["index"]) if step["index"] else step["key"]
            value = ast.Subscript(value, ast.Constant(key))
    return value


def _dollar(parts: list[Part], by_name: _ByName) -> list[Part]:
    def fill(found: re.Match[str], offset: int) -> list[Part]:
        name = found["name"] or found["braced"]
        if not name:
            return [Chars("$", [offset])]
        value = by_name(name)
        return [Hole(offset, found[0], None if value is None else Pasted(value))]

    return substituted(parts, _DOLLAR, fill)


def _before_starred(items: Sequence[ast.expr]) -> list[ast.expr]:
    """Return the items whose number is known."""
    return [*itertools.takewhile(lambda item: not isinstance(item, ast.Starred), items)]


def _keywords(call: ast.Call, *mappings: ast.expr) -> _ByName:
    """Say what a call gives for a name; `mappings` are the arguments that have names in them."""
    given = {found.arg: found.value for found in call.keywords if found.arg is not None}
    starred = [found.value for found in call.keywords if found.arg is None]

    def by_name(name: str) -> ast.expr | None:
        if name in given:
            return given[name]
        several = (*mappings, *starred)
        return _item(several[0], name) if len(several) == 1 else None

    return by_name


def _item(mapping: ast.expr, name: str) -> ast.expr | None:
    """Return what a mapping has under a name."""
    match mapping:
        case ast.Dict(keys=keys, values=values):
            return next(
                (
                    value
                    for key, value in zip(keys, values, strict=True)
                    if isinstance(key, ast.Constant) and key.value == name
                ),
                None,
            )
        case ast.Call(func=ast.Name("locals"), args=[]):
            return ast.Name(name, ast.Load())
        case ast.Call(func=ast.Name("dict"), args=[]):
            return _keywords(mapping)(name)
        case ast.Name() | ast.Attribute() | ast.Subscript() | ast.Call():
            return ast.Subscript(mapping, ast.Constant(name))
        case _:
            return None
