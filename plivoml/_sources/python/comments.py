"""Comments that turn rules off in a program: `# plivoml: ignore RULE`."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings

from collections.abc import Callable, Iterable, Iterator

from ..._reading.comments import ignored_by


def ignoring(source: str, nodes: Iterable[ast.AST]) -> Callable[[int, str], bool]:
    """
    Return what says whether a rule is turned off on a line.

    A comment does so for the statement that it stands in or behind, with all that is in it; one
    on a line of its own, for the statement below.
    """
    found = [*_comments(source)] if "plivoml:" in source else []
    statements = [node for node in nodes if isinstance(node, ast.stmt)] if found else []
    spans = [
        (statement.lineno, statement.end_lineno or statement.lineno, rules)
        for line, is_alone, rules in found
        if (statement := _statement(statements, line, is_alone=is_alone)) is not None
    ]

    def is_ignored(line: int, rule: str) -> bool:
        return any(first <= line <= last and rule in rules for first, last, rules in spans)

    return is_ignored


def first_line(source: str, line: int) -> int:
    """
    Return the line on which the statement begins that a line is in: the place below a comment.

    Raises:
        SyntaxError: If it is no Python of the version that runs this.
        ValueError: If it is no Python of any version.
    """
    with warnings.catch_warnings():
        # Whether the program is good Python is for others to say.
        warnings.simplefilter("ignore")
        tree = ast.parse(source)
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    around = (one.lineno for one in statements if one.lineno <= line <= (one.end_lineno or 0))
    return max(around, default=line)


def _comments(source: str) -> Iterator[tuple[int, bool, frozenset[str]]]:
    """Yield the line of each comment, whether it has that for itself, and the rules."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and (rules := ignored_by(token.string[1:])):
            is_alone = not token.line[: token.start[1]].strip()
            yield token.start[0], is_alone, rules


def _statement(statements: list[ast.stmt], line: int, *, is_alone: bool) -> ast.stmt | None:
    """Return the statement that a comment is about."""
    around = [one for one in statements if one.lineno <= line <= (one.end_lineno or 0)]
    inner = max(around, key=lambda one: one.lineno, default=None)
    if is_alone and not (inner is not None and not hasattr(inner, "body")):
        below = (one for one in statements if one.lineno > line)
        return min(below, key=lambda one: (one.lineno, -(one.end_lineno or 0)), default=None)
    return inner
