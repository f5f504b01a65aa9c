"""The calls of a program that build elements with the SDK."""

from __future__ import annotations

import ast
import itertools
import re

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

import attrs

from ...parts import Block, Hole, Part, at
from ..known import Holds
from ..pasted import Pasted
from .elements import Attribute, Built, Ones, State
from .table import SdkClass, Signature, Takes, classes
from .values import Arguments


# `plivo.xml` is the module, `plivo.plivoxml` a name for it.
_NAME: Final = re.compile(r"plivo\.(?:plivoxml|xml)\.(?:\w+\.)?(?P<name>[A-Z]\w*)")

# What every element has besides `add`.
_READING: Final = frozenset({"to_string", "to_dict", "continue_speak", "_to_element"})

#: Functions that only read what they are given.
_ASKING: Final = frozenset(
    f"builtins.{name}" for name in ("bool", "hasattr", "isinstance", "len", "print", "repr", "str")
)


class Calls:
    """
    Follows the expressions of a program in their order.

    Attributes:
        state: What has been built so far.
        is_returning: Whether a value is looked at that a function returns.
        inner: The names that inner functions and classes of what is followed have.
    """

    def __init__(self, arguments: Arguments) -> None:
        self.state = State()
        self.is_returning = False
        self.inner: AbstractSet[str] = frozenset()
        self.texts = arguments.texts
        self._arguments = arguments
        self._findings = arguments.findings
        self._numbers = itertools.count()

    def evaluate(self, node: ast.AST) -> Ones:
        """Follow an expression, and return the elements of which it is one."""
        match node:
            case ast.Name() | ast.Attribute():
                return self._named(node)
            case ast.NamedExpr(target=ast.Name(name), value=value):
                ones = self.evaluate(value)
                self.name(name, ones, value)
                return ones
            case ast.Await(value=value):
                return self.evaluate(value)
            case ast.Call():
                return self._call(node)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                self.state.mark(self.texts.offset(node), "loop")
                self.used(node)
                self.state.mark(self.texts.offset(node), "end")
                return ()
            case ast.JoinedStr():
                # Python 3.11 does not know where in a program its values are.
                is_read = all(map(_is_read, ast.walk(node)))
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Name):
                        ones = self.state.names.get(inner.id, ())
                        self.state.out.update(ones)
                        self.open(() if is_read else ones, node)
                return ()
            case ast.Lambda() | ast.Constant():
                return ()
            case _:
                return self.used(node)

    def name(self, name: str, ones: Ones, node: ast.expr) -> None:
        """Give elements a name; by one that inner functions have, these may add to them."""
        self.state.names[name] = ones
        if name in self.inner:
            self.open(ones, node)

    def used(self, node: ast.AST) -> Ones:
        """Follow what is in something; elements in it may have more in them afterwards."""
        for child in ast.iter_child_nodes(node):
            ones = self.evaluate(child)
            if isinstance(child, ast.expr):
                # What it is used for is not followed.
                self.open(ones, child)
        return ()

    def open(self, ones: Ones, node: ast.expr) -> None:
        """Say that there may be more in elements."""
        for one in ones:
            if self.state.heap[one].cls.nests:
                self.state.append(one, self.texts.hole(node, _elements(node)))

    def put(self, ones: Ones, keyword: str, node: ast.expr, offset: int) -> None:
        """Give elements an attribute, or what stands between their tags."""
        for one in ones:
            built = self.state.heap[one]
            if keyword == "content":
                parts = self._arguments.content(node, built.cls.content, built.cls.name)
                self.state.heap[one] = attrs.evolve(built, content=parts)
            elif keyword in built.cls.keywords:
                takes = built.cls.keywords[keyword]
                self._put(one, keyword, takes, node, offset)
            else:
                self.open((one,), node)

    def share(self, ones: Ones, name: str) -> None:
        """Take note that elements are known elsewhere too."""
        for one in ones:
            self.state.heap[one] = attrs.evolve(self.state.heap[one], name=name)

    def declare(self, node: ast.arg) -> None:
        """Take a parameter for what its annotation says."""
        cls = self._class(node.annotation) if node.annotation else None
        self.state.names[node.arg] = self._begun(cls, node, node.arg) if cls else ()

    def _begun(self, cls: SdkClass, node: ast.arg | ast.Attribute, name: str) -> Ones:
        """Return an element that is built elsewhere, before and perhaps afterwards."""
        offset = self.texts.offset(node)
        before = Hole(offset, f"{{{name}}}", _elements(ast.Constant(None)))
        return self._new(Built(cls, offset, children=[before], name=name))

    def _named(self, node: ast.Name | ast.Attribute) -> Ones:
        key = key_of(node)
        if key is None:
            return self.used(node)
        if isinstance(node, ast.Attribute) and key not in self.state.names:
            # Another method may have made it.
            match self._arguments.values.scopes.attribute(node.attr):
                case [ast.Call(func=function)] if cls := self._class(function):
                    self.state.names[key] = self._begun(cls, node, ast.unparse(node))
                case _:
                    pass
        ones = self.state.names.get(key, ())
        if self.is_returning:
            self.state.out.update(ones)
        return ones

    def _new(self, built: Built) -> Ones:
        number = next(self._numbers)
        self.state.add(number, built)
        return (number,)

    def _class(self, function: ast.expr) -> SdkClass | None:
        """Return the class of the SDK that is called, if one is."""
        for origin in self._arguments.values.origins(function):
            found = _NAME.fullmatch(origin) if isinstance(origin, str) else None
            if found is None:
                continue
            name = found["name"]
            if name not in classes():
                offset = self.texts.offset(function)
                self._findings.refuse_name(offset, "a class of plivoxml", name, classes())
            return classes().get(name)
        return None

    def _call(self, node: ast.Call) -> Ones:
        if cls := self._class(node.func):
            return self._made(node, cls, cls.signature, self.texts.offset(node.func))
        match node.func:
            case ast.Attribute(value=inner, attr=method):
                if ones := self.evaluate(inner):
                    return self._method(node, ones, method)
            case _:
                self.evaluate(node.func)
        origins = self._arguments.values.origins(node.func)
        may_add = not _ASKING.issuperset(origins)
        for given in (*node.args, *node.keywords):
            ones = self.evaluate(given.value if isinstance(given, ast.keyword) else given)
            self.state.out.update(ones)
            if may_add:
                self.open(ones, node)
        return ()

    def _method(self, node: ast.Call, ones: Ones, method: str) -> Ones:
        assert isinstance(node.func, ast.Attribute)
        offset = self.texts.extent(node.func)[1] - len(method)
        cls = self.state.heap[ones[0]].cls
        if method == "add":
            self._add(node, ones, offset)
        elif method in cls.adders:
            name, signature = cls.adders[method]
            child = self._made(node, classes()[name], signature, offset)
            self._append(ones, *child)
        elif method in cls.setters:
            self._set(node, ones, method, offset)
        elif method in _READING:
            self.state.out.update(ones)
            for given in (*node.args, *node.keywords):
                self.evaluate(given)
            return ()
        elif method.startswith("__"):
            self.used(node)
            return ()
        else:
            known = ("add", "to_string", *cls.adders, *cls.setters)
            self._findings.refuse_name(offset, f"a method of {cls.name}", method, known)
            self.used(node)
        return ones

    def _set(self, node: ast.Call, ones: Ones, method: str, offset: int) -> None:
        cls = self.state.heap[ones[0]].cls
        keyword, takes = cls.setters[method]
        match [*node.args, *(one.value for one in node.keywords)]:
            case [value]:
                for one in ones:
                    self._put(one, keyword, takes, value, offset)
            case several:
                self._findings.refuse_arguments(offset, method, 1, len(several))

    def _add(self, node: ast.Call, ones: Ones, offset: int) -> None:
        match [*node.args, *(one.value for one in node.keywords)]:
            case [given]:
                self._add_one(ones, given)
            case several:
                self._findings.refuse_arguments(offset, "add", 1, len(several))
                self.used(node)

    def _add_one(self, ones: Ones, given: ast.expr) -> None:
        offset = self.texts.offset(given)
        if isinstance(given, ast.IfExp):
            self.evaluate(given.test)
            self._append(ones, Block(offset, "if"))
            self._add_one(ones, given.body)
            self._append(ones, Block(offset, "else"))
            self._add_one(ones, given.orelse)
            self._append(ones, Block(offset, "end"))
            return
        children = self.evaluate(given)
        if not children and isinstance(given, ast.Constant | ast.JoinedStr):
            parent = self.state.heap[ones[0]].cls
            what = f"an element in {parent.tag}"
            self._findings.refuse_name(offset, what, ast.unparse(given), ())
            return
        if not children:
            self.open(ones, given)
            return
        kinds = itertools.chain(["if"], itertools.repeat("elif", len(children) - 2), ["else"])
        for child, kind in zip(children, kinds, strict=False):
            if len(children) > 1:
                self._append(ones, Block(offset, kind))
            for one in ones:
                parent, tag = self.state.heap[one].cls, self.state.heap[child].cls.tag
                if tag in parent.nests:
                    self.state.append(one, child)
                else:
                    self._findings.refuse_nesting(offset, parent.tag, tag, parent.nests)
        if len(children) > 1:
            self._append(ones, Block(offset, "end"))

    def _append(self, ones: Ones, *children: int | Part) -> None:
        for one in ones:
            self.state.append(one, *children)

    def _put(self, one: int, keyword: str, takes: Takes, node: ast.expr, offset: int) -> None:
        built = self.state.heap[one]
        parts = self._arguments.attribute(node, takes, keyword, built.cls.name)
        if parts is not None:
            self.state.put(one, keyword, Attribute(offset, parts))
        elif not self.state.blocks(built):
            attributes = {name: is_ for name, is_ in built.attributes.items() if name != keyword}
            self.state.heap[one] = attrs.evolve(built, attributes=attributes)

    def _made(self, node: ast.Call, cls: SdkClass, signature: Signature, offset: int) -> Ones:
        """Make an element of the arguments of a call."""
        named = dict(self._arguments_of(node, cls, signature))
        for value in (*node.args, *(one.value for one in node.keywords)):
            if self.evaluate(value):
                place = self.texts.offset(value)
                self._findings.refuse_element(place, signature.name)
                named = {name: one for name, one in named.items() if one[1] is not value}
        loose = next(self._loose(node), None)
        missing = [name for name in signature.required if name not in named]
        if missing and not loose:
            self._findings.refuse_missing(offset, signature.name, missing)
        content = named.pop("content", None)
        parts = self._arguments.content(content[1], cls.content, cls.name) if content else ()
        ones = self._new(Built(cls, offset, parts, loose=loose))
        for keyword, (place, value) in named.items():
            self._put(ones[0], keyword, cls.keywords[keyword], value, place)
        by_itself = {
            keyword: text for keyword, text in signature.defaults.items() if keyword not in named
        }
        for keyword, text in by_itself.items():
            self.state.put(ones[0], keyword, Attribute(offset, [at(text, offset)]))
        if by_itself:
            built = self.state.heap[ones[0]]
            self.state.heap[ones[0]] = attrs.evolve(built, is_extended=True)
            names = (f'{cls.keywords[one].attribute}="{text}"' for one, text in by_itself.items())
            self._findings.added(offset, cls.name, names)
        return ones

    def _arguments_of(
        self, node: ast.Call, cls: SdkClass, signature: Signature
    ) -> Iterator[tuple[str, tuple[int, ast.expr]]]:
        """Yield the arguments of a call by name, each with its place."""
        by_place = [*itertools.takewhile(lambda one: not isinstance(one, ast.Starred), node.args)]
        for name, value in zip(signature.names, by_place, strict=False):
            yield name, (self.texts.offset(value), value)
        most = len(signature.names)
        if len(by_place) > most:
            place = self.texts.offset(by_place[most])
            self._findings.refuse_arguments(place, signature.name, most, len(by_place))
        for one in node.keywords:
            place = self.texts.offset(one)
            if one.arg is None:
                continue
            if one.arg in signature.names[: len(by_place)]:
                self._findings.refuse_twice(place, signature.name, one.arg)
            elif one.arg in signature.names:
                yield one.arg, (place, one.value)
            elif one.arg in cls.signature.names:
                self._findings.refuse_keyword(place, signature.name, one.arg, cls.name)
            else:
                what = f"a keyword of {signature.name}"
                self._findings.refuse_name(place, what, one.arg, signature.names)

    def _loose(self, node: ast.Call) -> Iterator[Hole]:
        """Yield what stands for arguments that are not seen."""
        several: list[ast.expr] = [one for one in node.args if isinstance(one, ast.Starred)]
        several += [one.value for one in node.keywords if one.arg is None]
        yield from (self.texts.hole(value, Pasted(value)) for value in several)


def key_of(node: ast.expr) -> str | None:
    """Return under which key a name is kept; an attribute of `self` has a dot before it."""
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(value=ast.Name("self" | "cls"), attr=name):
            return f".{name}"
        case _:
            return None


def _is_read(node: ast.AST) -> bool:
    """Whether what is in a text only reads elements."""
    match node:
        case ast.Call(func=ast.Attribute(attr=method)):
            return method in _READING
        case ast.Call(func=ast.Name(name)):
            return f"builtins.{name}" in _ASKING
        case _:
            return not isinstance(node, ast.Call | ast.Lambda | ast.NamedExpr)


def _elements(node: ast.expr) -> Pasted:
    """Return what stands for elements that are not seen, which the SDK writes."""
    return Pasted(node, holds=Holds.NOTHING, bare=Holds.TAGS)
