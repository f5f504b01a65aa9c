"""
The text that an expression of Python comes to, as far as it can be seen.

Nothing is run: literals are read, what joins them is followed, and all else is a hole.
"""

from __future__ import annotations

import ast
import itertools
import re
import textwrap

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from . import _literals
from ._parts import Chars, Hole, Lines, Part, joined, skeleton


_PERCENT: Final = re.compile(
    r"%(?:\((?P<name>\w+)\))?[#0\- +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?P<kind>[sdifFeEgGxXorcau%])"
)
_BRACES: Final = re.compile(
    r"\{\{|\}\}|\{(?P<name>[A-Za-z0-9_]*)(?P<path>[.\[][^{}!:]*)?(?:![rsa])?"
    r"(?::(?P<spec>(?:[^{}]|\{[^{}]*\})*))?\}"
)
_DOLLAR: Final = re.compile(r"\$(?:\$|(?P<name>[A-Za-z_]\w*)|\{(?P<braced>[A-Za-z_]\w*)\})")

_PERCENT_NUMBERS: Final = frozenset("difFeEgGxXoc")
_FORMAT_NUMBERS: Final = frozenset("bcdeEfFgGnoxX%")

_STRIPS: Final = {
    "strip": (True, True),
    "lstrip": (True, False),
    "rstrip": (False, True),
    "cleandoc": (True, True),
}


class Texts:
    """Reads the expressions of one program."""

    def __init__(self, source: str, value_of: Callable[[str], ast.expr | None]) -> None:
        self._source = source
        self._lines = Lines(source)
        self._value_of = value_of
        self._pending: set[str] = set()

    def of(self, node: ast.expr) -> list[Part] | None:
        """Return the text of *node*, or `None` if no literal is in it."""
        match node:
            case ast.Constant(value=str() | bytes()) | ast.JoinedStr():
                return _literals.parts_of(self._source, *self._extent(node), node)
            case ast.BinOp(op=ast.Add()):
                return self._sum(node)
            case ast.BinOp(left=left, op=ast.Mod(), right=right):
                return _unless_none(self.of(left), lambda text: _percent(text, right))
            case ast.Name(name):
                return self._named(name)
            case ast.Call(func=ast.Attribute(value=of, attr=method)):
                return self._method(node, of, method)
            case ast.Call(func=ast.Name(id="dedent" | "cleandoc" as name), args=[text]):
                return self._without_margin(text, name)
            case _:
                return None

    def place(self, node: ast.expr | ast.stmt) -> int:
        """Return where *node* begins."""
        return self._lines.place_of_byte(node.lineno, node.col_offset)

    def _extent(self, node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.place(node), self._lines.place_of_byte(node.end_lineno, node.end_col_offset)

    def or_hole(self, node: ast.expr) -> list[Part]:
        """Return the text of *node*, which is a hole where no literal is in it."""
        text = self.of(node)
        return [self._hole(node)] if text is None else text

    def _hole(self, node: ast.expr) -> Hole:
        start, end = self._extent(node)
        return Hole(start, f"{{{self._source[start:end]}}}", node)

    def _named(self, name: str) -> list[Part] | None:
        """Return the text that a name stands for, if it is given one once."""
        value = self._value_of(name)
        if value is None or name in self._pending:
            return None
        self._pending.add(name)
        try:
            return self.of(value)
        finally:
            self._pending.discard(name)

    def _sum(self, node: ast.BinOp) -> list[Part] | None:
        texts = [(term, self.of(term)) for term in terms_of(node)]
        if all(text is None for _, text in texts):
            return None
        found = ([self._hole(term)] if text is None else text for term, text in texts)
        return joined(itertools.chain.from_iterable(found))

    def _method(self, node: ast.Call, of: ast.expr, method: str) -> list[Part] | None:
        match method, of, node.args:
            case "dedent" | "cleandoc", ast.Name(), [text]:
                return self._without_margin(text, method)
            case "substitute" | "safe_substitute", ast.Call(args=[literal]), _:
                return _unless_none(self.of(literal), lambda text: _dollar(text, _keywords(node)))
            case "join", ast.Constant(str()), [ast.List(elts=items) | ast.Tuple(elts=items)]:
                between = self.or_hole(of)
                texts = [part for item in items for part in (*between, *self.or_hole(item))]
                return joined(texts[len(between) :]) if items else None
            case "format", _, _:
                return _unless_none(self.of(of), lambda text: _formatted(text, node))
            case (("strip" | "lstrip" | "rstrip"), _, []):
                return _unless_none(self.of(of), lambda text: _stripped(text, *_STRIPS[method]))
            case "encode", _, _:
                return self.of(of)
            case _:
                return None

    def _without_margin(self, node: ast.expr, name: str) -> list[Part] | None:
        sides = _STRIPS.get(name, (False, False))
        return _unless_none(self.of(node), lambda text: _stripped(_dedented(text), *sides))


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


def _dedented(parts: Sequence[Part]) -> list[Part]:
    """Take away the margin that all lines have, as `textwrap.dedent` does."""
    whole = skeleton(parts).text
    first, kept = (
        next(filter(None, text.splitlines()), "") for text in (whole, textwrap.dedent(whole))
    )
    margin = first[: len(first) - len(kept)]
    pattern = re.compile(rf"(?m)^{re.escape(margin)}")
    found: list[Part] = []
    for number, part in enumerate(parts):
        if isinstance(part, Chars) and margin:
            # A text after a hole does not begin a line.
            cuts = [cut for cut in pattern.finditer(part.text) if not number or cut.start()]
            ends = [0, *(cut.end() for cut in cuts)]
            starts = [*(cut.start() for cut in cuts), len(part.text)]
            found += (part[end:start] for end, start in zip(ends, starts, strict=True))
        else:
            found.append(part)
    return joined(found)


def _stripped(parts: list[Part], left: bool, right: bool) -> list[Part]:
    """Take away the white space around a text."""
    if parts and left and isinstance(first := parts[0], Chars):
        parts = [first[len(first.text) - len(first.text.lstrip()) :], *parts[1:]]
    if parts and right and isinstance(last := parts[-1], Chars):
        parts = [*parts[:-1], last[: len(last.text.rstrip())]]
    return joined(parts)


def _percent(parts: list[Part], right: ast.expr) -> list[Part]:
    by_name: dict[str, ast.expr] = {}
    in_order: list[ast.expr] = []
    match right:
        case ast.Tuple(elts=items):
            in_order = items
        case ast.Dict(keys=keys, values=values):
            by_name = _named(keys, values)
        case ast.Name() | ast.Call() | ast.Attribute() | ast.Subscript() | ast.BinOp():
            in_order = [right]
        case _:
            pass
    following = iter(in_order)

    def fill(found: re.Match[str], place: int) -> Part:
        if found["kind"] == "%":
            return Chars("%", [place])
        value = by_name.get(found["name"]) if found["name"] else next(following, None)
        return Hole(place, found[0], value, found["kind"] in _PERCENT_NUMBERS)

    return _filled(parts, _PERCENT, fill)


def _formatted(parts: list[Part], call: ast.Call) -> list[Part]:
    by_name = _keywords(call)
    count = itertools.count()

    def fill(found: re.Match[str], place: int) -> Part:
        if found[0] in ("{{", "}}"):
            return Chars(found[0][0], [place])
        name = found["name"]
        value = by_name.get(name)
        if not name or name.isdigit():
            index = int(name) if name else next(count)
            value = call.args[index] if index < len(call.args) else None
        if found["path"]:
            value = None
        return Hole(place, found[0], value, (found["spec"] or "")[-1:] in _FORMAT_NUMBERS)

    return _filled(parts, _BRACES, fill)


def _dollar(parts: list[Part], by_name: Mapping[str, ast.expr]) -> list[Part]:
    def fill(found: re.Match[str], place: int) -> Part:
        name = found["name"] or found["braced"]
        return Hole(place, found[0], by_name.get(name)) if name else Chars("$", [place])

    return _filled(parts, _DOLLAR, fill)


def _filled(
    parts: list[Part], pattern: re.Pattern[str], fill: Callable[[re.Match[str], int], Part]
) -> list[Part]:
    """Put what *fill* gives where *pattern* stands in the texts among *parts*."""

    def pieces(part: Chars) -> Iterator[Part]:
        end = 0
        for found in pattern.finditer(part.text):
            yield part[end : found.start()]
            yield fill(found, part.places[found.start()])
            end = found.end()
        yield part[end:]

    filled = ([*pieces(part)] if isinstance(part, Chars) else [part] for part in parts)
    return joined(itertools.chain.from_iterable(filled))


def _keywords(call: ast.Call) -> dict[str, ast.expr]:
    return {given.arg: given.value for given in call.keywords if given.arg is not None}


def _named(keys: Sequence[ast.expr | None], values: Sequence[ast.expr]) -> dict[str, ast.expr]:
    return {
        key.value: value
        for key, value in zip(keys, values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
