"""Comments that turn rules off in a program: `# plivoml: ignore RULE`."""

from __future__ import annotations

import ast
import bisect
import functools
import io
import tokenize

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..._model.tokens import ignored_by
from .. import ignored
from .parsing import last_line, parse


def ignoring(source: str, nodes: Iterable[ast.AST]) -> Callable[[int, str], bool]:
    """
    Return what says whether a rule is turned off on a line.

    A comment does so for the statement that it stands in or behind, with all that is in it; one
    on a line of its own, for the statement below.
    """
    found = [*_comments(source)] if "plivoml:" in source else []
    statements = [node for node in nodes if isinstance(node, ast.stmt)] if found else []
    return ignored.ignoring(
        (statement.lineno, last_line(statement), rules)
        for statement, rules in _about(found, statements)
    )


def first_line(source: str, line: int) -> int:
    """
    Return the line on which the statement begins that a line is in: the place below a comment.

    Raises:
        SyntaxError: If it is no Python of the version that runs this.
        ValueError: If it is no Python of any version.
    """
    return _first_lines(source).get(line, line)


@functools.lru_cache(maxsize=1)
def _first_lines(source: str) -> dict[int, int]:
    """Return the line on which the innermost statement begins, for each line that is in one."""
    statements = [node for node in ast.walk(parse(source)) if isinstance(node, ast.stmt)]
    return {
        line: one.lineno
        for one in sorted(statements, key=lambda one: one.lineno)
        for line in range(one.lineno, last_line(one) + 1)
    }


def _comments(source: str) -> Iterator[tuple[int, bool, frozenset[str]]]:
    """Yield the line of each comment, whether it has that for itself, and the rules."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and (rules := ignored_by(token.string[1:])):
            is_alone = not token.line[: token.start[1]].strip()
            yield token.start[0], is_alone, rules


def _about(
    found: Sequence[tuple[int, bool, frozenset[str]]], statements: Sequence[ast.stmt]
) -> Iterator[tuple[ast.stmt, frozenset[str]]]:
    """Yield the statement that each comment is about, and the rules."""
    lines = [line for line, *_ in found]
    ordered = sorted(statements, key=lambda one: (one.lineno, -last_line(one)))
    # The statements in which a comment is, the innermost of which begins last.
    inner: dict[int, ast.stmt] = {}
    for one in ordered:
        for line in lines[
            bisect.bisect_left(lines, one.lineno) : bisect.bisect(lines, last_line(one))
        ]:
            if line not in inner or inner[line].lineno < one.lineno:
                inner[line] = one
    for line, is_alone, rules in found:
        about = inner.get(line)
        if is_alone and (about is None or hasattr(about, "body")):
            below = bisect.bisect(ordered, line, key=lambda one: one.lineno)
            about = ordered[below] if below < len(ordered) else None
        if about is not None:
            yield about, rules
