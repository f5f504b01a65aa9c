"""What a value that is given to the SDK comes to in XML, with its place in the file."""

from __future__ import annotations

import ast

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from ...._model.characters import bad_character
from ...._model.escaping import ESCAPED
from ...parts import Chars, Hole, Part, at, escaped
from ..expressions import Texts
from ..known import Holds
from ..pasted import Pasted
from ..safety import Values
from .findings import Findings
from .table import Takes


# Names of names of values.
_DEEPEST: Final = 8

# A `>` in a value stands there as it does between tags.
_IN_VALUE: Final = {**ESCAPED["text"], **ESCAPED["quoted"]}

_TYPES: Final = {"str": "a text", "int": "a whole number", "bool": "True or False"}

# What is evaluated twice without harm, and is nothing at times.
_MAY_BE_NONE: Final = ast.Name | ast.Attribute | ast.Subscript

_UNSEEN: Final = object()


@attrs.frozen
class Arguments:
    """Reads the values that the calls of a program give."""

    texts: Texts
    values: Values
    findings: Findings
    is_followed: bool
    """Whether a name that stands for one value is that value."""

    def attribute(self, node: ast.expr, takes: Takes, name: str, owner: str) -> list[Part] | None:
        """
        Return what stands between the quotes of an attribute; nothing if it is not written.

        Args:
            node: The value.
            takes: What becomes of it.
            name: The keyword.
            owner: The class that has it.
        """
        parts = self._parts(node, takes, name, owner)
        return None if parts is None else _escaped(parts, _IN_VALUE)

    def content(self, node: ast.expr, takes: Takes, owner: str) -> list[Part]:
        """Return what stands between the tags of an element."""
        # What is no text and not empty, lxml refuses.
        takes = takes if takes.makes == "str" else Takes("same", ["str"])
        match self.constant(node):
            case None | False | 0 if takes.makes == "same":
                return []
            case _:
                parts = self._parts(node, takes, "content", owner) or []
                return _escaped(parts, ESCAPED["text"])

    def constant(self, node: ast.expr) -> Any:
        """Return the value of an expression, where it is seen."""
        for _ in range(_DEEPEST):
            match node:
                case ast.Name():
                    pass
                case ast.Attribute(attr=name) if name.isupper():
                    pass
                case _:
                    break
            value = self.values.scopes.only_value(node) if self.is_followed else None
            if value is None:
                return _UNSEEN
            node = value
        try:
            value = ast.literal_eval(node)
            # Python does not write every number that it reads.
            str(value)
        except (ValueError, TypeError):
            return _UNSEEN
        return _UNSEEN if isinstance(value, bytes) else value

    def _parts(self, node: ast.expr, takes: Takes, name: str, owner: str) -> list[Part] | None:
        offset = self.texts.offset(node)
        value = self.constant(node)
        if value is None:
            return None
        if value is not _UNSEEN:
            text = self._written(offset, value, takes, name, owner)
            if text is None:
                return [self._hole(node, takes)]
            if text == value and isinstance(node, ast.Constant):
                return self.texts.or_hole(node)
            return [at(text, offset)]
        # What comes of bytes is nobody's intention.
        is_unseen = isinstance(node, ast.Name | ast.Attribute | ast.Constant)
        found = None if is_unseen else self.texts.of(node)
        if found is None:
            return [self._hole(node, takes)]
        if takes.takes and "str" not in takes.takes:
            what = _TYPES[takes.takes[-1]]
            shown = ast.unparse(node)
            self.findings.refuse_value(offset, what, name, owner, shown)
        return [self._noted(part) if isinstance(part, Hole) else part for part in found]

    def _written(self, offset: int, value: Any, takes: Takes, name: str, owner: str) -> str | None:
        """Return the text of a value; nothing where the SDK refuses it."""
        text = _converted(value, takes)
        if text is None:
            what = _TYPES[takes.takes[-1] if takes.takes else takes.makes]
            self.findings.refuse_value(offset, what, name, owner, value)
        elif character := bad_character(text):
            what = f"characters other than {character!r}"
            self.findings.refuse_value(offset, what, name, owner, value)
            return None
        elif not _is_meant(value, text, takes):
            self.findings.changed(offset, owner, name, value, text)
        return text

    def _hole(self, node: ast.expr, takes: Takes) -> Hole:
        given, type_ = node, self._type(node)
        # The SDK makes a number of a text, and a truth of anything.
        is_made = type_ not in (None, takes.makes) or takes.makes == "int" != type_
        if takes.makes in ("int", "bool") and is_made:
            made = ast.Call(ast.Name(takes.makes), [node], [])
            is_none = ast.Compare(node, [ast.Is()], [ast.Constant(None)])
            may_be_none = type_ is None and isinstance(node, _MAY_BE_NONE)
            type_ = None if may_be_none else takes.makes
            node = ast.IfExp(is_none, ast.Constant(None), made) if may_be_none else made
        pasted = Pasted(
            node,
            type=type_,
            holds=Holds.NOTHING,
            bare=Holds.NOTHING,
            is_given=type_ is None,
        )
        return self.texts.hole(given, pasted)

    def _type(self, node: ast.expr) -> str | None:
        """Return the type of a value, where that is sure."""
        bound = self.values.scopes.find(node) if isinstance(node, ast.Name) else []
        match bound:
            case [ast.arg(annotation=ast.Name("str")) | ast.AnnAssign(annotation=ast.Name("str"))]:
                return "str"
            case _:
                return self.values.of(node).type

    def _noted(self, hole: Hole) -> Hole:
        """Say of what is in a text that the SDK escapes it."""
        if pasted := Pasted.of(hole):
            type_ = self.values.of(pasted.value).type
            pasted = attrs.evolve(pasted, type=type_, holds=Holds.NOTHING, bare=Holds.NOTHING)
        return attrs.evolve(hole, value=pasted)


def _converted(value: Any, takes: Takes) -> str | None:
    if takes.takes and type(value).__name__ not in takes.takes:
        return None
    match takes.makes:
        case "int":
            try:
                return str(int(value))
            except (ValueError, TypeError, OverflowError):
                return None
        case "bool":
            return str(bool(value)).lower()
        case "str":
            return str(value)
        case "upper":
            return str(value).upper()
        case "lower" if "://" not in value:
            return str(value).lower()
        case _:
            return _plain(value)


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_meant(value: Any, text: str, takes: Takes) -> bool:
    """Whether a text says what the value says."""
    if isinstance(value, list | tuple | dict | set):
        return False
    match takes.makes:
        case "int":
            return str(value).strip() == text if isinstance(value, str) else int(value) == value
        case "bool":
            return _plain(value).lower() == text if isinstance(value, str) else True
        case "str":
            return text == _plain(value)
        case _:
            return True


def _escaped(parts: Iterable[Part], references: Mapping[str, str]) -> list[Part]:
    return [escaped(part, references) if isinstance(part, Chars) else part for part in parts]
