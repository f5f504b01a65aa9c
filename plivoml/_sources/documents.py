"""Which texts of a program are documents of Plivo's."""

from __future__ import annotations

import ast
import re
import warnings

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from .._model import diagnostic
from .._model.values import WHITE_SPACE
from .._reading.tokens import Kind, Piece, pieces
from ..elements import lookalikes
from ..elements.vocabulary import by_tag
from .expressions import Texts, terms_of
from .parts import HOLE, Chars, Part, skeleton
from .safety import Risks
from .statements import REPLACING, growing, replaced
from .templates import branches, split


_ROOT: Final = "Response"

# What may stand before a document, and after it.
_NOTHING: Final = rf"[\s{HOLE}]|<!--(?:(?!-->).)*-->"
_START: Final = re.compile(
    rf"(?:{_NOTHING}|<\?xml(?:(?!\?>).)*\?>)*(<{_ROOT}(?=[\s/>{HOLE}]))", re.DOTALL
)
_GAP: Final = re.compile(rf"(?:{_NOTHING})*(?:<|\Z)", re.DOTALL)
_END: Final = re.compile(rf"(?:{_NOTHING})*\Z", re.DOTALL)

# Names that XML of all kinds has tell nothing.
_KNOWN: Final = {
    *by_tag,
    *(name for name, element in lookalikes.ELEMENTS.items() if not element.is_common),
}


def documents(source: str) -> Iterator[list[Part]]:
    """
    Yield the documents in a program, the tags of templates told from the text.

    One that is kept under a name and filled in elsewhere comes twice, with its values and
    without.  Docstrings, and other literals that go nowhere, are not among them.

    Raises:
        SyntaxError: If it is no Python of the version that runs this.
        ValueError: If it is no Python of any version.
    """
    with warnings.catch_warnings():
        # Whether the program is good Python is for others to say.
        warnings.simplefilter("ignore")
        tree = ast.parse(source)
    risks = Risks(tree)
    texts = Texts(source, risks.only_value)
    done: set[ast.expr] = set()
    changed = replaced(tree)
    for parts, terms in growing(tree, texts, changed):
        if is_document(parts):
            done.update(terms)
            yield split(risks.told(_without_margin(parts)))
    returned = {node.value for node in ast.walk(tree) if isinstance(node, ast.Return)}
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if node in done or _is_changed(node, changed):
            continue
        # What a name stands for is found where it is given its value.
        if isinstance(node, ast.expr) and not isinstance(node, ast.Name | ast.Attribute):
            text = texts.of(node)
            if text is not None and is_document(text):
                is_used = node in returned
                yield split(risks.told(text if is_used else _without_margin(text)))
                continue
        waiting.extend(reversed([*_inside(node)]))


def _without_margin(parts: list[Part]) -> list[Part]:
    """Take away white space before a declaration: where the text goes, it may be stripped."""
    first = parts[0]
    if isinstance(first, Chars) and (text := first.text.lstrip()).startswith("<?xml"):
        return [first[len(first.text) - len(text) :], *parts[1:]]
    return parts


def _is_changed(node: ast.AST, changed: Container[str]) -> bool:
    """Whether *node* keeps a text that is another one when it is used."""
    match node:
        case (
            ast.Assign(targets=[ast.Name(name) | ast.Attribute(attr=name)])
            | ast.AnnAssign(target=ast.Name(name) | ast.Attribute(attr=name))
        ):
            return name in changed
        case _:
            return False


def _inside(node: ast.AST) -> Iterable[ast.AST]:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.JoinedStr():
            # Python 3.11 does not know where in a program the values of an f-string are.
            return ()
        case ast.Call(func=ast.Attribute(value=ast.Name("re"), attr="sub" | "subn")):
            return ()
        case ast.Call(func=ast.Attribute(attr=method)) if method in REPLACING:
            # What a text is that is replaced, nobody sees here.
            return node.args
        case ast.Call(func=ast.Attribute(value=ast.Name("re"))):
            # A pattern for documents is none.
            return node.args[1:]
        case ast.BinOp(op=ast.Add()):
            # What is not the whole of a sum is no document.
            return terms_of(node)
        case _:
            return ast.iter_child_nodes(node)


def is_document(parts: Iterable[Part]) -> bool:
    """Whether a text is, or may become, a whole document, and of Plivo's rather than of others."""
    return any(_is_document(skeleton(branch).text) for branch in branches(split(parts)))


def begins_document(parts: Iterable[Part]) -> bool:
    """Whether a template begins as a document of ours does."""
    return any(_START.match(skeleton(branch).text) for branch in branches(split(parts)))


def _is_document(text: str) -> bool:
    start = _START.match(text)
    if start is None:
        return False
    text = text[start.start(1) :]
    tags = [piece for piece in pieces(_without_holes(text)) if piece.name]
    return bool(tags) and _is_whole(text, tags) and _is_ours(text, tags)


def _is_whole(text: str, tags: Sequence[Piece]) -> bool:
    """Whether a text ends where its document does."""
    last = tags[-1]
    # An end tag of another name than any start tag is the wrong end of a document.
    is_end = last.kind is Kind.END and last.name not in _names(tags) - {_ROOT}
    if not is_end and (last.kind is not Kind.EMPTY or len(tags) > 1):
        return False
    ends = [tag.end for tag in tags if tag.kind is Kind.END and tag.name == _ROOT]
    # Words after the end of the root make it a part of something larger.
    return all(_GAP.match(text, end) for end in ends) and _END.match(text, last.end) is not None


def _is_ours(text: str, tags: Sequence[Piece]) -> bool:
    """Whether a document is one of Plivo's rather than of others."""
    if any(_is_foreign(attribute.name) for attribute in tags[0].attributes):
        return False
    inner = _names(tags) - {_ROOT}
    if inner:
        return any(name in _KNOWN or diagnostic.did_you_mean(name, by_tag) for name in inner)
    # Words alone are what other services answer, and what patterns look for.
    inside = text[tags[0].end : tags[-1].start].strip(f"{HOLE}{WHITE_SPACE}")
    return not inside or "<" in inside


def _names(tags: Iterable[Piece]) -> set[str]:
    return {tag.name for tag in tags if tag.kind is not Kind.END}


def _without_holes(text: str) -> str:
    """Make tags of a text that has values in tags, too; its length stays."""
    return text.replace(f"={HOLE}", "= ").replace(HOLE, " ")


def _is_foreign(attribute: str) -> bool:
    """Whether an attribute of the root says that the document is of another kind."""
    return attribute.startswith("xmlns") and attribute != "xmlns:xsi"
