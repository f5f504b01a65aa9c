"""
The languages of templates: what stands for a value, and what makes a part conditional.

Jinja, Django, Twig, Liquid, Handlebars, Go, ERB, EJS and PHP are told apart by nothing but
their brackets, and so are the formats of Python and the `${x}` of many languages.
"""

from __future__ import annotations

import re

from collections.abc import Container, Iterable, Iterator
from typing import Final

from ..parts import Block, Chars, Hole, Part, in_texts, is_called_a_number


def _up_to(opening: str) -> str:
    """
    Return a pattern of what stands in a bracket.

    Brackets of its kind begin in it a few times at most, as in a text in quotes, so that one
    without its end costs little however many there are.
    """
    inside = rf"(?:(?!{opening}).)*?"
    return rf"{inside}(?:(?={opening}).{inside}){{,3}}?"


# A text in quotes, on a line.  None escapes a quote: what begins in one kind of them and what
# begins in another never come to the same, and so few brackets are looked at beyond the next one.
_TEXT: Final = "|".join(
    rf"{quote}(?:[^{quote}\\\r\n]|\\[^\"'`\r\n])*+{quote}" for quote in ('"', "'", "`")
)


def _braces(inner: str = r"(?!)") -> str:
    """Return a pattern of what stands in braces, texts and `inner` ones among it."""
    return rf"\{{(?:{_TEXT}|[^{{}}\"'`]|{inner})*+\}}"


_DEEP: Final = _braces(_braces())


def _code(opening: str, closing: str, inner: str = r"(?!)") -> str:
    """Return a pattern of what stands in a bracket, whose end may stand in a text or in `inner`."""
    plain = rf"(?!{opening})(?:{inner}|(?!{closing})[^\"'`])"
    return rf"(?:(?:{_TEXT}|{plain})*+(?={closing})|{_up_to(opening)})"


_RUBY: Final = _up_to("<%")
_TAG: Final = _code(r"\{%", r"[-+~]?%\}")
_MUSTACHE: Final = _code(r"\{\{", r"[-~]?\}\}", _DEEP)

_COMMENT: Final = "|".join(
    f"{opening}{_up_to(opening)}{closing}"
    for opening, closing in (
        (r"\{\#", r"\#\}"),
        (r"\{\{!--", r"--\}\}"),
        (r"\{\{!", r"\}\}"),
        (r"\{\{(?:-\s)?/\*", r"\*/(?:\s-)?\}\}"),
        (r"<%\#", r"%>"),
    )
)
#: What is kept under a name stands elsewhere, if at all.
_AWAY: Final = (
    r"\{%[-+]?\s*(?P<away>comment|set(?=[^=%]*%\})|capture|macro)\b[^%]*%\}"
    + _up_to(r"\{%[-+]?\s*(?P=away)\b")
    + r"\{%[-+]?\s*end(?P=away)\b.{,99}?%\}"
)
# What ends a tag of PHP ends a comment of one line too, and nothing else that it stands in; what
# has no end goes on up to that of the file.
_FILLED_IN: Final = rf"(?:(?=\{{\$)|\$){_braces()}"
_ECHO: Final = r"(?P<value>=|php\s+(?:echo|print)\b)"
_HEREDOC: Final = r"<<<(?=[ \t]*['\"]?[^\W\d]\w*['\"]?[\r\n])[ \t]*['\"]?"
_PHP: Final = "|".join(
    (
        r"[^?/\#<'\"`]++",
        r"(?://|\#(?!\[))(?:(?!\?>)[^\r\n])*+",
        r"/\*.*?(?:\*/|\Z)",
        rf"{_HEREDOC}(?P<label>\w+).*?(?:[\r\n][ \t]*(?P=label)\b|\Z)",
        r"'(?:[^'\\]++|\\.?)*+(?:'|\Z)",
        *(rf"{quote}(?:{_FILLED_IN}|[^{quote}\\]|\\.?)*+(?:{quote}|\Z)" for quote in '"`'),
        r"(?!\?>).",
    )
)

# A verb of printf, in any language that has it: which value, flags, width, precision and what it
# becomes.  A blank of a URL is none, nor are the other characters that are written in capitals.
_VERB: Final = (
    r"%(?!20|[0-9][A-F])(?:\(\w+\)|\[\d+\]|\d+\$)?(?:[-+#0,(]|(?<!\d%)[ ])*+(?:'[^<>&\"'])?"
    r"(?:\d++|(?:\[\d+\])?\*)?(?:\.(?:\d++|(?:\[\d+\])?\*)?)?(?:\[\d+\])?[hlL]?"
    r"(?:s|d(?![0-9A-Fa-f])|(?:[A-Zabcefghijnopqruvwx]|[tT][A-Za-z]?)(?![0-9A-Za-z]))"
)

# Whether the line end after a tag is written is a setting of the language: nothing is said against
# it here.
_LANGUAGES: Final = re.compile(
    "|".join(
        (
            rf"(?P<comment>(?:{_COMMENT}|{_AWAY})(?:\r?\n)?)",
            rf"\{{%[-+~]?(?P<tag>{_TAG})(?:[-~]%\}}|\+?%\}}(?:\r?\n)?)",
            rf"<%(?![=-])(?P<ruby>{_RUBY})-?%>(?:\r?\n)?",
            rf"<\?(?:{_ECHO}|php\b)(?P<php>(?:{_PHP})*+)(?:\?>(?(value)|(?:\r?\n)?)|\Z)",
            # What is left is a value.
            rf"\{{{{3}}{_MUSTACHE}\}}{{3}}",
            rf"\{{\{{[-~]?(?P<mustache>{_MUSTACHE})[-~]?\}}\}}",
            rf"<%[=-]{_RUBY}%>",
            rf"[$#]{_braces(_DEEP)}",
            r"[$#]\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\}",
            rf"%\{{\w+\}}|{_VERB}",
            r"\{[^{}\"'<>\r\n]*(?::.?[<>][^{}\"'<>\r\n]*)?\}",
            r"\$[A-Za-z_]\w*",
        )
    ),
    re.DOTALL,
)

# What each of these begins with.
_BRACKET: Final = re.compile(r"[{$%]|<[?%]")

# Brackets that take away the white space before them.
_TRIMS: Final = ("{%-", "{{-", "{#-", "{{~", "{%~")
#: And those that take away the white space after them.
_TRIMS_AFTER: Final = ("-%}", "-}}", "-#}", "~}}", "~%}")

_IF: Final = frozenset(
    {
        "if",
        "unless",
        "ifequal",
        "ifnotequal",
        "ifchanged",
        "case",
        "switch",
        "begin",
        "try",
    }
)
_ELSE: Final = frozenset({"else", "empty", "plural", "^"})
_ELSE_IF: Final = frozenset(
    {"elif", "elsif", "elseif", "when", "rescue", "ensure", "catch", "finally"}
)
#: What begins a block that ends with `end`, with a brace or with a slash and its name.
_OPENING: Final = frozenset({"for", "foreach", "while", "range", "with", "define", "block"})
_EACH: Final = "#each"
_GO_TAG: Final = re.compile(
    r"(?:end|else|else\s+if\s.*|(?:if|range|with|define|block)\s.*)\Z", re.DOTALL
)
_WORD: Final = re.compile(r"[#^/]?[A-Za-z_]*")
_END: Final = re.compile(r"\bend\w*")
_RUBY_BLOCK: Final = re.compile(r"(?:\bdo\s*(?:\|[^|]*\|)?|\{)\Z")


def split(parts: Iterable[Part]) -> list[Part]:
    """Find the values and the tags of templates in the texts among `parts`."""
    return in_texts(parts, _in_text)


def _in_text(chars: Chars) -> Iterator[Part]:
    if _BRACKET.search(chars.text) is None:
        yield chars
        return
    end = 0
    ends = frozenset(_END.findall(chars.text))
    for found in _LANGUAGES.finditer(chars.text):
        before = chars[end : found.start()]
        if found[0].startswith(_TRIMS):
            before = before[: len(before.text.rstrip())]
        yield before
        end = found.end()
        if found[0].rstrip().endswith(_TRIMS_AFTER):
            after = chars.text[end:]
            end += len(after) - len(after.lstrip())
        offset = chars.offsets[found.start()]
        php = None if found["value"] else found["php"]
        code = next(filter(None, (found["tag"], found["ruby"], php)), None)
        mustache = found["mustache"]
        if mustache is not None and _is_tag(mustache.strip()):
            code = mustache
        kind = None if code is None else _kind(code.strip(), ends)
        if kind is not None:
            yield Block(offset, kind)
        elif not found["comment"]:
            yield Hole(offset, found[0], is_text=is_called_a_number(found[0]))
    yield chars[end:]


def _is_tag(mustache: str) -> bool:
    """Whether `{{ ... }}` is a tag, as in Go and in Handlebars, rather than a value."""
    return mustache[:1] in ("#", "/", "^") or _GO_TAG.match(mustache) is not None


def _kind(code: str, ends: Container[str]) -> str | None:
    """
    Say what a tag does to what comes after it; `None` where it may write something.

    Which words end a block is seen in `ends`, those of the template.
    """
    code = code.removeprefix("}").strip().rstrip(":;").rstrip()
    found = _WORD.match(code)
    word = found[0] if found else ""
    if word[:1] == "/" or word[:3] == "end" or not code:
        return "end"
    if word in _ELSE:
        # `else if` is two words in Go, JavaScript and PHP.
        return "elif" if re.match(r"else\s+if\b", code) else "else"
    if word in _ELSE_IF:
        return "elif"
    # What stands in a section is left out where its name is false, or is not.
    if word in _IF or (word[:1] in ("#", "^") and word != _EACH):
        return "if"
    is_block = word == _EACH or word in _OPENING or _RUBY_BLOCK.search(code)
    return "loop" if is_block or f"end{word}" in ends else None
