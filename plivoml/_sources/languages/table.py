"""The languages, each with its grammar and its literals."""

from __future__ import annotations

from typing import Final

import attrs

from ..spelling import Spelling
from . import literals


@attrs.frozen(eq=False)
class Language:
    """A language other than Python."""

    name: str
    package: str
    """What has its grammar."""

    literals: tuple[Spelling, ...]
    """The ways in which literals are written, of which the first that fits counts."""

    grammar: str = "language"
    """The function of the package that returns the grammar."""

    comment: str = "//"
    """What a comment begins with that reaches to the end of its line."""

    has_several_u: bool = False
    """Whether the `u` of an escape may be written several times."""


_ROWS: Final = (
    Language("JavaScript", "tree_sitter_javascript", literals.JAVASCRIPT),
    Language(
        "TypeScript",
        "tree_sitter_typescript",
        literals.JAVASCRIPT,
        "language_typescript",
    ),
    Language("TSX", "tree_sitter_typescript", literals.JAVASCRIPT, "language_tsx"),
    Language("PHP", "tree_sitter_php", literals.PHP, "language_php"),
    Language("Ruby", "tree_sitter_ruby", literals.RUBY, comment="#"),
    Language("Java", "tree_sitter_java", literals.JAVA, has_several_u=True),
    Language("C#", "tree_sitter_c_sharp", literals.C_SHARP),
    Language("Go", "tree_sitter_go", literals.GO),
    Language("Kotlin", "tree_sitter_kotlin", literals.KOTLIN),
    Language("Rust", "tree_sitter_rust", literals.RUST),
)

#: The languages by their names.
LANGUAGES: Final = {row.name: row for row in _ROWS}
