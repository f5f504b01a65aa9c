"""What a conversion has to know of the program around a document."""

from __future__ import annotations

import ast
import warnings

from .arguments import is_escaping
from .parts import Lines


class Names:
    """
    What a program binds, and where its texts are bytes.

    Attributes:
        bound: The names that it gives a value.
        escaping: What it calls functions that escape.
        in_bytes: The places of its literals of bytes.
    """

    def __init__(self, source: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        lines = Lines(source)
        bound: set[str] = set()
        escaping: set[str] = set()
        self.in_bytes: set[int] = set()
        for node in ast.walk(tree):
            match node:
                case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                    bound.add(name)
                case ast.alias(name=name, asname=str(other)) if is_escaping(name):
                    escaping.add(other)
                case ast.Constant(value=bytes()):
                    assert node.end_lineno is not None
                    assert node.end_col_offset is not None
                    start = lines.place_of_byte(node.lineno, node.col_offset)
                    end = lines.place_of_byte(node.end_lineno, node.end_col_offset)
                    self.in_bytes.update(range(start, end))
                case _:
                    pass
        self.bound = frozenset(bound)
        self.escaping = frozenset(escaping)
