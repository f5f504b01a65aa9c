"""Literals of Python, as `ruff format` writes them."""

from __future__ import annotations


def literal(text: str) -> str:
    """Write a literal, in double quotes unless single ones need fewer escapes."""
    quote = quote_for(text)
    return f"{quote}{body(text, quote)}{quote}"


def quote_for(text: str) -> str:
    """Return the quote around a literal."""
    return "'" if text.count('"') > text.count("'") else '"'


def body(text: str, quote: str) -> str:
    """Write what stands between the quotes of a literal."""
    # A double quote at the end makes repr() take single quotes around all of it.
    escaped = repr(f'{text}"')[1:-2].replace("\\'", "'")
    return escaped.replace(quote, f"\\{quote}")
