"""The documents that stand in a program."""

from __future__ import annotations

import ast
import functools

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..budget import Budget
from ..parts import (
    HOLE,
    Hole,
    Part,
    at,
    first_offset,
    joined,
    without_margin,
    words_of,
)
from ..recognition import begins_document, has_elements
from ..templates import is_document
from ..templates.languages import split
from .comments import ignoring
from .escapes import noted
from .expressions import Texts, terms_of
from .literals import Literal
from .markup import with_markup
from .parsing import parse
from .pasted import Pasted
from .safety import Values
from .scope import Scopes, bound
from .sdk import Findings, Scope, is_meant, scopes_of
from .statements import REPLACING, growing, replaced
from .tree import Tree, children


# Texts of names in texts of names.
_DEEPEST: Final = 8

# A t-string, which Python has from 3.14 on, is no text by itself.
_FORMATTED: Final[tuple[type[ast.AST], ...]] = (
    ast.JoinedStr,
    getattr(ast, "TemplateStr", ast.JoinedStr),
)

_MARKUP: Final = frozenset("&<\"'")


class Program:
    """
    A program that is read and never run.

    Attributes:
        scopes: What its names stand for.
        is_ignored: Whether a comment turns a rule off on a line.

    Raises:
        SyntaxError: If it is no Python of the version that runs this.
        ValueError: If it is no Python of any version.
    """

    def __init__(self, source: str, budget: Budget) -> None:
        self._tree = Tree(parse(source))
        self.scopes = Scopes(self._tree)
        self._texts = Texts(source, budget, self.scopes.only_value, self.scopes.wrapper)
        self._values = Values(self.scopes)
        # The literals of documents that are nowhere a part of another.
        self._own: set[ast.AST] = set()
        self.is_ignored = ignoring(source, ast.walk(self._tree.module))

    def documents(self, *, is_followed: bool = False) -> Iterator[list[Part]]:
        """
        Yield the documents, the tags of templates told from the text.

        One that is kept under a name and filled in elsewhere comes twice, with its values and
        without.  Docstrings, and other literals that go nowhere, are not among them.

        Args:
            is_followed: Whether a name that stands for one text is that text.
        """
        for parts in self._found():
            whole = [*self._followed(parts, ())] if is_followed else parts
            yield split(noted(joined(whole), self._values))

    def built(self, findings: Findings, *, is_followed: bool = False) -> Iterator[Scope]:
        """
        Yield what the program builds with Plivo's SDK.

        Args:
            findings: Takes what is wrong with the calls themselves.
            is_followed: Whether a name that stands for one value is that value.
        """
        if is_meant(self._texts.source):
            yield from scopes_of(
                self._tree.module, self._texts, self._values, findings, is_followed=is_followed
            )

    def twilio(self) -> Iterator[int]:
        """Yield where the classes that build TwiML are imported first."""
        for node in self._tree.module.body if "twilio.twiml" in self._texts.source else ():
            names = (name for _, name in bound(node) if isinstance(name, str))
            if any(name.startswith("twilio.twiml") for name in names):
                yield self._texts.offset(node)
                return

    def _followed(self, parts: Iterable[Part], pending: tuple[ast.expr, ...]) -> Iterator[Part]:
        """Yield `parts`, with the texts of names in the places of these."""
        for part in parts:
            pasted = Pasted.of(part) if isinstance(part, Hole) and len(pending) < _DEEPEST else None
            match pasted:
                case Pasted(is_plain=True, value=ast.Name() | ast.Attribute() as name):
                    text = self._texts.kept(name)
                case _:
                    text = None
            if text is None or pasted is None or pasted.value in pending:
                yield part
            elif "<" in (words := words_of(text)):
                yield from self._followed(text, (*pending, pasted.value))
            elif HOLE in words or not _MARKUP.isdisjoint(words):
                # What is to be escaped is told of the value.
                yield part
            else:
                # Where it is used it is wrong, not where it is kept.
                assert isinstance(part, Hole)
                yield at(words, part.offset)

    def writing_at(self, offset: int) -> Literal | None:
        """Return the literal whose text is at an offset, if one is that nothing else is made of."""
        literal = self._texts.literals.at(offset)
        if literal is None or literal.node in self._own:
            return literal
        return None if literal.node in self._texts.shared else literal

    def unfollowed(self, covered: Container[int]) -> Iterator[tuple[int, str]]:
        """
        Yield where a document begins that cannot be followed, and what stands there.

        Args:
            covered: Where documents begin that can be.
        """
        if not has_elements(self._texts.source) and "SubElement" not in self._texts.source:
            return
        known: dict[ast.AST, bool] = {}
        texts = self._tree.of({ast.Constant, ast.JoinedStr})
        calls = self._tree.of({ast.Call}) if "Element" in self._texts.source else []
        for node in (*calls, *(text for text in texts if text in self._markup)):
            match node:
                case ast.Call(func=function, args=[ast.Constant("Response"), *_]) if ast.unparse(
                    function
                ).endswith("Element"):
                    yield self._texts.offset(node), "elements that are made one by one"
                case ast.Constant(str()) | ast.JoinedStr():
                    is_sent = _goes_out(node, self._tree.parents, known)
                    text = self._texts.of(node) if is_sent else None
                    # What has its end, and is no document, is none that goes on.
                    if text and begins_document(words := words_of(text)) and "</R" not in words:
                        offset = first_offset(text)
                        if offset not in covered:
                            yield offset, "the beginning of one, and how it goes on is not seen"
                case _:
                    pass

    @functools.cached_property
    def _markup(self) -> Container[ast.AST]:
        return with_markup(self._tree)

    def _found(self) -> Iterator[list[Part]]:
        done: set[ast.expr] = set()
        changed = replaced(self._tree)
        for parts, terms in growing(self._tree, self._markup, self._texts, changed):
            if is_document(parts):
                done.update(terms)
                yield without_margin(parts)
        found: list[tuple[ast.expr, list[Part]]] = []
        waiting: list[ast.AST] = [self._tree.module]
        while waiting:
            node = waiting.pop()
            if node not in self._markup or node in done or _is_changed(node, changed):
                continue
            # What a name stands for is found where it is given its value.
            if isinstance(node, ast.expr) and not isinstance(node, ast.Name | ast.Attribute):
                text = self._texts.of(node)
                if text is not None and is_document(text):
                    is_sent = _is_sent(node, self._tree.parents)
                    found.append((node, text if is_sent else without_margin(text)))
                    continue
            waiting.extend(reversed(self._inside(node)))
        # What a function wraps around something is judged where it is called.
        judged = [(node, text) for node, text in found if node not in self._texts.called]
        self._own.update(*(ast.walk(node) for node, _ in judged))
        yield from (text for _, text in judged)

    def _inside(self, node: ast.AST) -> Sequence[ast.AST]:
        """Return what of a node may be a document."""
        match node:
            case ast.Expr(value=ast.Constant()):
                return ()
            case _ if isinstance(node, _FORMATTED):
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
                return children(node)


def _goes_out(
    node: ast.AST, parents: Mapping[ast.AST, ast.AST], known: dict[ast.AST, bool]
) -> bool:
    """
    Whether a text becomes a part of another, or is returned, rather than asked for something.

    Args:
        node: The text.
        parents: What each node is in.
        known: What was answered before; the answer is added.
    """
    passed: list[ast.AST] = []
    while node not in known:
        passed.append(node)
        match around := parents.get(node):
            case ast.BinOp() | ast.List() | ast.Tuple() | ast.IfExp():
                node = around
            case ast.Call(func=ast.Attribute(attr="append" | "write" | "join" | "format")):
                node = around
            case _:
                known[node] = isinstance(
                    around, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return | ast.Expr
                )
    known.update(dict.fromkeys(passed, known[node]))
    return known[node]


def _is_sent(node: ast.expr, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether a text goes out as it is."""
    around = parents[node]
    if isinstance(around, ast.keyword) and around.arg == "content":
        around = parents[around]
    match around:
        case ast.Return():
            return True
        case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name)):
            return name.endswith("Response")
        case _:
            return False


def _is_changed(node: ast.AST, changed: Container[str]) -> bool:
    """Whether `node` keeps a text that is another one when it is used."""
    match node:
        case (
            ast.Assign(targets=[ast.Name(name) | ast.Attribute(attr=name)])
            | ast.AnnAssign(target=ast.Name(name) | ast.Attribute(attr=name))
        ):
            return name in changed
        case _:
            return False
