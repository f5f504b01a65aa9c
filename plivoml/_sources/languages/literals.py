"""The kinds of literals that programs have, each with its escapes and their inverse."""

from __future__ import annotations

import re

from typing import Final

import attrs

from ..spelling import Spelling


# What a letter after a backslash stands for, in the languages that have it.
_LETTERS: Final = dict(zip("0abefnrstv", "\0\a\b\x1b\f\n\r \t\v", strict=True))

_BREAKS: Final = {"\n": r"\n", "\r": r"\r"}

# Characters by their numbers, of which UTF-16 has some in two halves.
_X: Final = "x[0-9a-fA-F]{2}"
_X_SHORT: Final = "x[0-9a-fA-F]{1,2}"
_X_LONG: Final = "x[0-9a-fA-F]{1,4}"
_U: Final = (
    r"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    "|u[0-9a-fA-F]{4}"
)  # fmt: skip
_US: Final = _U.replace("u", "u+")
_U_LONG: Final = "U[0-9a-fA-F]{8}"
_BRACED: Final = r"u\{[0-9a-fA-F ]+\}"
_OCTAL: Final = "[0-7]{1,3}"
_LINE_END: Final = r"\r?\n"


def _escaped(
    opening: str,
    closing: str,
    letters: str,
    *codes: str,
    kept: str = "",
    hole: str = "",
    octal: str = "",
    joined: str = "",
    doubled: str = "",
    written: dict[str, str] | None = None,
    refused: str = "%",
) -> Spelling:
    """
    Return how a literal is written in which a backslash has a meaning.

    Args:
        opening: A pattern of how it begins.
        closing: One of how it ends.
        letters: Those that have a meaning after a backslash.
        codes: How characters are written by their numbers.
        kept: The other characters that lose their backslash, where the rest keep it.
        hole: What stands for a value, where the grammar does not say so.
        octal: How characters are written by their octal numbers.
        joined: What is left out together with the backslash before it.
        doubled: What is written twice in place of a backslash.
        written: How a quote and its like are written.
        refused: What it cannot hold; a text with a `%` more may be a format somewhere.
    """
    ways = {
        "hole": hole,
        "doubled": _twice(doubled),
        "code": codes and rf"\\(?:{'|'.join(codes)})",
        "octal": octal and rf"\\{octal}",
        "joined": joined and rf"\\{joined}",
        "letter": r"\\(?s:.)",
    }
    return Spelling(
        re.compile(f"(?s:{opening}(?P<body>.*){closing})"),
        re.compile("|".join(f"(?P<{name}>{way})" for name, way in ways.items() if way)),
        {letter: _LETTERS[letter] for letter in letters} | {one: one for one in kept},
        bool(kept),
        {"\\": "\\\\"} | {one: 2 * one for one in doubled} | (written or {}),
        re.compile(refused) if refused else None,
    )


def _raw(opening: str, closing: str, refused: str, *, doubled: str = "") -> Spelling:
    """
    Return how a literal is written in which a backslash is one.

    Args:
        opening: A pattern of how it begins.
        closing: One of how it ends.
        refused: One of what it cannot hold.
        doubled: What is written twice.
    """
    refused = f"{refused}|%" if refused else "%"
    return Spelling(
        re.compile(f"(?s:{opening}(?P<body>.*){closing})"),
        re.compile(f"(?P<doubled>{_twice(doubled) or '(?!)'})"),
        {},
        is_kept=False,
        written={one: 2 * one for one in doubled},
        refused=re.compile(refused),
    )


def _twice(characters: str) -> str:
    return "|".join(2 * re.escape(one) for one in characters)


def _quoted(quote: str, letters: str, *codes: str, held: str = "", **others: str) -> Spelling:
    """Return how a literal on one line is written; `held` needs a backslash as its quote does."""
    escapes = {one: f"\\{one}" for one in (quote, held) if one}
    return _escaped(quote, quote, letters, *codes, written=escapes | _BREAKS, **others)


_IN_JAVASCRIPT: Final = ("bfnrtv0", _X, _U, _BRACED)
# No function there fills in a `%` and two digits.
JAVASCRIPT: Final = (
    _quoted('"', *_IN_JAVASCRIPT, joined=_LINE_END, refused=""),
    _quoted("'", *_IN_JAVASCRIPT, joined=_LINE_END, refused=""),
    _escaped(
        "`",
        "`",
        *_IN_JAVASCRIPT,
        joined=_LINE_END,
        written={"`": r"\`", "${": r"\${"},
        refused="",
    ),
)

_IN_JAVA: Final = ("bfnrst", _US)
JAVA: Final = (
    _escaped(
        r'"""[ \t]*\r?\n',
        '"""',
        *_IN_JAVA,
        octal=_OCTAL,
        joined=_LINE_END,
        written={'"""': r'\"""'},
    ),
    _quoted('"', *_IN_JAVA, octal=_OCTAL),
)

_IN_C_SHARP: Final = ("0abefnrtv", _X_LONG, _U, _U_LONG)
C_SHARP: Final = (
    _raw(r'(?P<quote>"{3,})', "(?P=quote)(?:u8)?", '"""'),
    _raw(r'\$+(?P<quote>"{3,})', "(?P=quote)", '"""|[{}]'),
    _raw(r'(?:\$@|@\$)"', '"', "", doubled='"{}'),
    _raw('@"', '"(?:u8)?', "", doubled='"'),
    _escaped(r'\$"', '"', *_IN_C_SHARP, doubled="{}", written={'"': r"\""} | _BREAKS),
    _escaped('"', '"(?:u8)?', *_IN_C_SHARP, written={'"': r"\""} | _BREAKS),
)

GO: Final = (
    _quoted('"', "abfnrtv", _X, _U, _U_LONG, octal=_OCTAL),
    _raw("`", "`", "`"),
)

KOTLIN: Final = (
    _raw('"""', '"""', r'"""|\$'),
    _quoted('"', "bnrt", _U, held="$", hole=r"\$[A-Za-z_]\w*"),
)

RUST: Final = (
    _raw('[bc]?r(?P<marks>#*)"', '"(?P=marks)', '"'),
    _escaped(
        '[bc]?"', '"', "0nrt", _X, _BRACED, joined=r"\r?\n\s*", written={'"': r"\""} | _BREAKS
    ),
)

_IN_PHP: Final = ("efnrtv", _X_SHORT, _BRACED)
PHP: Final = (
    _escaped("[bB]?'", "'", "", kept="'\\", written={"'": r"\'"}),
    _escaped(
        '[bB]?"',
        '"',
        *_IN_PHP,
        kept='"$\\',
        octal=_OCTAL,
        written={'"': r"\"", "$": r"\$"} | _BREAKS,
    ),
    _raw(r"<<<[ \t]*'(?P<tag>\w+)'\r?\n", r"\r?\n[ \t]*(?P=tag)", ""),
    _escaped(
        r'<<<[ \t]*"?(?P<tag>\w+)"?\r?\n',
        r"\r?\n[ \t]*(?P=tag)",
        *_IN_PHP,
        kept="$\\",
        octal=_OCTAL,
        written={"$": r"\$"},
    ),
)

_IN_RUBY: Final = ("0abefnrstv", _X_SHORT, _U, _BRACED)
#: A bracket may be the mark of a literal, and so does not stand in one.
_BRACKETS: Final = r"[()\[\]{}|!\\#%]"
RUBY: Final = (
    _escaped("'", "'", "", kept="'\\", written={"'": r"\'"}),
    _quoted('"', *_IN_RUBY, octal=_OCTAL, joined=_LINE_END, held="#{"),
    _raw(r"%q[^\w\s]", r"[^\w\s]", _BRACKETS),
    attrs.evolve(
        _escaped(r"%Q?[^\w\s]", r"[^\w\s]", *_IN_RUBY, octal=_OCTAL, joined=_LINE_END),
        refused=re.compile(_BRACKETS),
    ),
)
# What they say stands below the line on which they begin.
_IN_HEREDOC: Final = (r"\r?\n", r"(?<=\n)[ \t]*\w+")
RUBY_HEREDOC: Final = _escaped(
    *_IN_HEREDOC, *_IN_RUBY, octal=_OCTAL, joined=_LINE_END, written={"#{": r"\#{"}
)
RUBY_RAW_HEREDOC: Final = _raw(*_IN_HEREDOC, "")
