"""What a program pastes into a text, and the expressions that have it in them."""

from __future__ import annotations

import ast
import io
import re
import tokenize

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

import attrs

from ..._convert.literals import body, literal, quote_for
from ..parts import Hole, Part
from .known import Holds


_NO_CONVERSION: Final = -1

# Formats that only numbers and dates have.
_NO_TEXT: Final = re.compile(
    r"""(?=.*[+,_])\+?0?\d*[,_]?(?:\.\d+)?|(?=[^&<"']*\Z)(?s:.*?%[A-Za-z].*)"""
)
_NUMBER_FORMATS: Final = frozenset("bcdeEfFgGnoxX%")

# A value in the format of another one.
_NESTED: Final = re.compile(r"\{([^{}]*)\}")


@attrs.frozen(eq=False)
class Pasted:
    """A value that a program puts into a text."""

    value: ast.expr
    conversion: int = _NO_CONVERSION
    """The character after `!`, as `ast` has it."""

    format_spec: ast.expr | None = None
    type: str | None = None
    """What it is, where that is sure."""

    is_quoted: bool = False
    """Whether it comes with quotes around it."""

    is_given: bool = False
    """Whether it is an argument already, of a type that is not known, and may be `None`."""

    holds: Holds = Holds.ANYTHING
    """What may be in it as the program pastes it."""

    bare: Holds = Holds.ANYTHING
    """What may be in it without the program's own escapes."""

    @staticmethod
    def of(hole: Hole) -> Pasted | None:
        """Return what is pasted in a hole, where that is seen."""
        return hole.value if isinstance(hole.value, Pasted) else None

    @staticmethod
    def name_of(part: Part) -> str:
        """Return the name that is pasted as it comes."""
        match Pasted.of(part) if isinstance(part, Hole) else None:
            case Pasted(is_plain=True, value=ast.Name(name)):
                return name
            case _:
                return ""

    @property
    def is_plain(self) -> bool:
        """Whether it is put there as it comes."""
        return self.conversion == _NO_CONVERSION and self.format_spec is None

    @property
    def is_number(self) -> bool:
        """Whether its format is one that only numbers and dates have."""
        match self.format_spec:
            case ast.JoinedStr(values=[*before, ast.Constant(str(spec))]):
                is_whole = not before and _NO_TEXT.fullmatch(spec) is not None
                return is_whole or spec[-1:] in _NUMBER_FORMATS
            case _:
                return False

    @property
    def is_text(self) -> bool:
        """Whether it is sure to be a `str`; a name is, unless its type says otherwise."""
        is_taken_for_one = self.is_given or isinstance(self.value, ast.Name)
        return self.type == "str" or (self.type is None and is_taken_for_one)


#: A text in pieces.
Pieces: TypeAlias = Sequence[str | Pasted]

#: What is pasted where that is not seen.
_UNSEEN: Final = Pasted(ast.Name("..."))


def pieces_of(pieces: Iterable[str | Hole]) -> list[str | Pasted]:
    """Return a text with what is pasted into it."""
    return [one if isinstance(one, str) else Pasted.of(one) or _UNSEEN for one in pieces]


def has_half_a_tag(pasted: Pasted | None) -> bool:
    """Whether a value is one of several texts, some with tags that begin or end elsewhere."""
    match pasted:
        case Pasted(value=ast.IfExp() | ast.BoolOp() as value):
            pass
        case _:
            return False
    waiting: list[ast.AST] = [value]
    while waiting:
        node = waiting.pop()
        texts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(
            part.value
            for part in texts
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
        if text.count("<") != 2 * text.count("</") + text.count("/>"):
            return True
        if not isinstance(node, ast.JoinedStr):
            waiting.extend(ast.iter_child_nodes(node))
    return False


def text_of(pieces: Pieces) -> str:
    """Write an expression that is the text: an f-string, or the value that is all of it."""
    pieces = [piece for piece in pieces if piece]
    match pieces:
        case [Pasted(is_plain=True, is_text=True, value=value)]:
            return expression(value)
        case [Pasted(is_plain=True, value=value)]:
            return f"str({expression(value)})"
        case _:
            pass
    fields = [_field(piece) if isinstance(piece, Pasted) else "" for piece in pieces]
    words = "".join(piece for piece in pieces if isinstance(piece, str))
    inside = "".join(fields)
    if not inside:
        return literal(words)
    if "\\" in inside or not inside.isprintable() or ('"' in inside and "'" in inside):
        # Before Python 3.12, an f-string cannot hold that.
        return _format_call(pieces)
    quote = "'" if '"' in inside else '"' if "'" in inside else quote_for(words)
    written = (
        field if isinstance(piece, Pasted) else body(_doubled(piece), quote)
        for piece, field in zip(pieces, fields, strict=True)
    )
    return f"f{quote}{''.join(written)}{quote}"


def expression(node: ast.expr) -> str:
    """Write an expression on one line."""
    code = ast.unparse(node)
    found: list[str] = []
    end = 0
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.STRING and token.string[0] == "'":
            found += (code[end : token.start[1]], literal(ast.literal_eval(token.string)))
            end = token.end[1]
    return "".join([*found, code[end:]])


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _field(pasted: Pasted) -> str:
    code = ast.unparse(pasted.value)
    # Two braces in a row would be one that is meant.
    blank = " " if code.startswith("{") else ""
    return f"{{{blank}{code}{blank}{_after(pasted)}}}"


def _after(pasted: Pasted) -> str:
    """Write the conversion and the format of a value."""
    conversion = "" if pasted.conversion == _NO_CONVERSION else f"!{chr(pasted.conversion)}"
    return conversion if pasted.format_spec is None else f"{conversion}:{_spec(pasted.format_spec)}"


def _spec(node: ast.expr) -> str:
    """Write a format, which `ast.unparse` quotes in other ways on each interpreter."""
    match node:
        case ast.JoinedStr(values=values):
            return "".join(map(_spec, values))
        case ast.FormattedValue(value=value, conversion=conversion, format_spec=spec):
            return f"{{{ast.unparse(value)}{_after(Pasted(value, conversion, spec))}}}"
        case _:
            return str(ast.literal_eval(node))


def _format_call(pieces: Pieces) -> str:
    text: list[str] = []
    arguments: list[str] = []
    for piece in pieces:
        if isinstance(piece, Pasted):
            after = _after(piece)
            text.append(f"{{{_NESTED.sub('{}', after)}}}")
            arguments += (expression(piece.value), *_NESTED.findall(after))
        else:
            text.append(_doubled(piece))
    return f"{literal(''.join(text))}.format({', '.join(arguments)})"
