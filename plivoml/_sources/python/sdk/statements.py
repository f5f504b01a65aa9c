"""Documents that a program builds with the SDK, statement by statement."""

from __future__ import annotations

import ast
import itertools

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from ...parts import Part
from ..blocks import branches_of
from .calls import Calls, key_of
from .elements import Built, Ones, State
from .findings import Findings
from .values import Arguments


# What has names of its own, and those of what is around it.
_INNER: Final = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda


@attrs.frozen
class Document:
    """A document of a function, or an element that goes into one elsewhere."""

    offset: int
    parts: Sequence[Part]
    is_whole: bool
    """Whether it is a document."""

    extended: frozenset[int]
    """Where attributes stand that the SDK writes by itself."""


@attrs.frozen
class Scope:
    """What a module or a function builds, and where the SDK refuses something of it."""

    documents: Sequence[Document]
    refused: Sequence[tuple[int, str]]


def scopes(tree: ast.Module, arguments: Arguments) -> Iterator[Scope]:
    """Yield what the module builds and what each of its functions does."""
    walker = _Walker(arguments, State())
    yield walker.scope(tree.body)
    module = walker.calls.state
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            walker.enter(module, node.args)
            yield walker.scope(node.body)


class _Walker:
    def __init__(self, arguments: Arguments, state: State) -> None:
        self.calls = Calls(arguments)
        self._budget = arguments.texts.budget
        self._findings: Findings = arguments.findings
        self._known = {*state.heap}
        self._found: list[Document] = []
        self._returned: set[int] = set()

    def enter(self, module: State, parameters: ast.arguments) -> None:
        """Begin a function; what the names of the module stand for is known in it."""
        self._budget.charge(len(module.heap))
        self.calls.state = module.copy()
        self._known = {*module.heap}
        several = (*parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs)
        for parameter in several:
            self.calls.declare(parameter)

    def scope(self, body: Sequence[ast.stmt]) -> Scope:
        self._found = []
        self._returned = set()
        self.calls.inner = _names_inside(body)
        before = len(self._findings.refused)
        self._run(body)
        # What has not gone out anywhere may do so in ways that are not seen.
        heap = self.calls.state.heap
        self._emit(one for one in heap if one not in self._returned and _is_begun(heap[one]))
        return Scope(self._found, self._findings.refused[before:])

    def _emit(self, ones: Iterable[int]) -> None:
        """Keep what is built of some elements, each as it goes out first."""
        state = self.calls.state
        self._budget.charge(len(state.heap))
        wanted = {*ones}
        for number in state.roots(self._known):
            if number in wanted:
                built = state.heap[number]
                parts = state.document(number, self._budget.charge)
                whole = Document(built.offset, parts, built.is_root, state.extended())
                self._found.append(whole)

    def _run(self, body: Sequence[ast.stmt]) -> bool:
        """Follow statements; return whether they leave the function."""
        return any(self._statement(statement) for statement in body)

    def _statement(  # noqa: C901, PLR0912 - a list of cases
        self, node: ast.stmt
    ) -> bool:
        evaluate = self.calls.evaluate
        match node:
            case ast.Return(value=value):
                self.calls.is_returning = True
                self.calls.state.out.update(evaluate(value) if value is not None else ())
                self.calls.is_returning = False
                self._emit(self.calls.state.out)
                self._returned |= self.calls.state.out
                return True
            case ast.Raise():
                self.calls.used(node)
                return True
            case ast.Expr():
                evaluate(node.value)
            case ast.Assign(targets=targets, value=value):
                ones = evaluate(value)
                for target in targets:
                    self._bind(target, ones, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._bind(target, evaluate(value), value)
            case ast.If() | ast.Match():
                tests, bodies, always = branches_of(node)
                for test in tests:
                    # A pattern may give it another name.
                    self.calls.open(evaluate(test), test)
                return self._branches(node, bodies, always=always)
            case ast.For() | ast.AsyncFor() | ast.While():
                evaluate(node.test if isinstance(node, ast.While) else node.iter)
                if not isinstance(node, ast.While):
                    self._bind(node.target, (), node.iter)
                self._branches(node, [node.body], always=False, kind="loop")
                self._branches(node, [node.orelse], always=False)
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                for item in items:
                    self.calls.used(item)
                return self._run(body)
            case ast.Try() | ast.TryStar():
                body = [*node.body, *node.orelse]
                handlers = [handler.body for handler in node.handlers]
                has_left = self._branches(node, [body, *handlers], always=True)
                return self._run(node.finalbody) or has_left
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                pass
            case _:
                self.calls.used(node)
        return False

    def _bind(self, target: ast.expr, ones: Ones, value: ast.expr) -> None:
        if key := key_of(target):
            self.calls.name(key, ones, value)
            if isinstance(target, ast.Attribute):
                self.calls.share(ones, ast.unparse(target))
        elif isinstance(target, ast.Attribute):
            # An attribute of an element is set as by its method.
            built = self.calls.evaluate(target.value)
            offset = self.calls.texts.extent(target)[1] - len(target.attr)
            self.calls.put(built, target.attr, value, offset)
            self.calls.open(ones, value)
        elif isinstance(target, ast.Tuple | ast.List | ast.Starred):
            for inner in ast.iter_child_nodes(target):
                if isinstance(inner, ast.expr):
                    self._bind(inner, (), value)
        else:
            self.calls.open(ones, value)
            self.calls.used(target)

    def _branches(
        self,
        node: ast.stmt,
        bodies: Sequence[Sequence[ast.stmt]],
        *,
        always: bool,
        kind: str = "if",
    ) -> bool:
        """
        Follow bodies of which one is taken at most, or exactly one if `always`.

        What leaves the function has nothing to do with what comes next.
        """
        before = self.calls.state
        for body in (body for body in bodies if _leaves(body)):
            self._budget.charge(len(before.heap))
            self.calls.state = before.copy()
            self._run(body)
        self.calls.state = before
        staying = [body for body in bodies if body and not _leaves(body)]
        if always and not staying:
            return True
        if always and len(staying) == 1:
            self._run(staying[0])
            return False
        if staying:
            self._either(self.calls.texts.offset(node), staying, kind, always=always)
        return False

    def _either(
        self, offset: int, bodies: Sequence[Sequence[ast.stmt]], kind: str, *, always: bool
    ) -> None:
        state = self.calls.state
        names = state.names
        given: list[Mapping[str, Ones]] = []
        for number, body in enumerate(bodies):
            state.names = names.new_child()
            is_last = always and number == len(bodies) - 1
            state.mark(offset, kind if not number else "else" if is_last else "elif")
            self._run(body)
            given.append(state.names.maps[0])
        state.mark(offset, "end")
        state.names = names
        # A name stands for what one of the branches has given it.
        for name in dict.fromkeys(itertools.chain(*given)):
            before = names.get(name, ())
            ways = [found.get(name, before) for found in given]
            every = itertools.chain(*([] if always else [before]), *ways)
            names[name] = tuple(dict.fromkeys(every))


def _is_begun(built: Built) -> bool:
    """Whether an element is more than the root of a document to come."""
    return not built.is_root or any(isinstance(child, int) for child in built.children)


def _names_inside(body: Sequence[ast.stmt]) -> frozenset[str]:
    """Return the names in the functions and classes of a body."""
    found: set[str] = set()
    waiting: list[ast.AST] = [*body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _INNER):
            found.update(one.id for one in ast.walk(node) if isinstance(one, ast.Name))
        else:
            waiting += ast.iter_child_nodes(node)
    return frozenset(found)


def _leaves(body: Sequence[ast.stmt]) -> bool:
    """Whether a body ends with what leaves the function."""
    match body[-1] if body else None:
        case ast.Return() | ast.Raise():
            return True
        case ast.If(body=inner, orelse=otherwise):
            return _leaves(inner) and _leaves(otherwise)
        case ast.With(body=inner) | ast.AsyncWith(body=inner):
            return _leaves(inner)
        case ast.Try(body=inner, handlers=handlers, orelse=otherwise):
            bodies = [[*inner, *otherwise], *(handler.body for handler in handlers)]
            return all(map(_leaves, bodies))
        case _:
            return False
