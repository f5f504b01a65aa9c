"""
The pages on the command, the Python API and doubts, written from what the package says of itself.

`python -m tools.generate.command` writes them; tests/test_site.py proves that they are fresh.
"""

from __future__ import annotations

import contextlib
import enum
import importlib
import inspect
import io
import os
import re
import sys
import textwrap

from collections.abc import Callable, Iterable, Iterator, Sized
from pathlib import Path
from types import ModuleType, UnionType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints, is_typeddict

import plivoml

from plivoml import _cli, errors
from plivoml._model.docstrings import fields
from plivoml._model.spec import spec_of
from plivoml.elements import vocabulary
from tools.generate import places


DOCS: Final = Path(__file__).parents[2] / "docs"

#: As wide as a block is on a page.
WIDTH: Final = 80

NOTE: Final = "<!-- Written by tools/generate/command.py from {}. -->\n"

#: The public modules whose names have no pages elsewhere.
MODULES: Final = (
    *("errors", "signatures", "urls", "hangup_causes", "voices", "ssml", "testing"),
    *("flask", "django", "fastapi", "aiohttp", "wsgi", "asgi", "aws_lambda"),
)

MAP: Final = """\
| Module | What there is |
|---|---|
| `plivoml` | the [elements](../elements/index.md), and what this page has |
| [`plivoml.ssml`](ssml.md) | the [tags that shape speech](../elements/index.md#ssml), and `parse`, which reads text that holds them |
| `plivoml.callbacks` | a [class for each request](../callbacks/index.md) of Plivo's |
| `plivoml.streams` | a [class for each message](../streams/index.md) on the WebSocket of a Stream |
| [`plivoml.errors`](errors.md) | what is raised |
| [`plivoml.signatures`](signatures.md) | proof of who sent a request |
| [`plivoml.urls`](urls.md) | URLs with parameters, and with settings for Plivo |
| [`plivoml.hangup_causes`](hangup_causes.md) | why a call ended |
| [`plivoml.voices`](voices.md) | who can speak, in which language |
| [`plivoml.testing`](testing.md) | a phone call in a test |
| [`plivoml.flask`](flask.md), [`plivoml.django`](django.md), [`plivoml.fastapi`](fastapi.md), [`plivoml.aiohttp`](aiohttp.md), [`plivoml.wsgi`](wsgi.md), [`plivoml.asgi`](asgi.md), [`plivoml.aws_lambda`](aws_lambda.md) | pages of a [web framework](../../frameworks/index.md), each to import by its own name |
"""

#: A bar in a cell of a table.
BAR: Final = "\\|"

SECTION: Final = re.compile(r"^(Args|Returns|Raises|Yields):\n((?:    .*\n?|\n)+)", re.MULTILINE)


def files() -> dict[str, str]:
    """Return the text of each page by its path."""
    reference = "docs/reference"
    return {
        f"{reference}/command.md": joined(command()),
        f"{reference}/doubts.md": joined(doubts()),
        f"{reference}/python/index.md": joined(index()),
        **{f"{reference}/python/{name}.md": joined(of_module(name)) for name in MODULES},
    }


def joined(parts: Iterable[str]) -> str:
    """Return a page without blank lines that say nothing."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip() + "\n"


def command() -> Iterator[str]:
    """Yield the page on the command."""
    yield NOTE.format("what `--help` says")
    yield "# The command\n"
    yield "`plivoml` is installed with the library; `python -m plivoml` is the same. Each command"
    yield "ends with 0 where there is nothing to say, 1 where there is, and 2 where a file cannot be"
    yield "read or the call is wrong.\n"
    # What `plivoml --help` has, whose columns depend on the version of Python.
    yield "| Command | What it does |\n|---|---|"
    for name, does in _cli.COMMANDS.items():
        yield f"| [`{name}`](#plivoml-{name}) | {does} |"
    yield ""
    for name in _cli.COMMANDS:
        yield f"## plivoml {name}\n"
        yield f"```console\n$ plivoml {name} --help\n{helped(name)}```\n"


def doubts() -> Iterator[str]:
    """Yield the page on what the sources of facts disagree about."""
    yield NOTE.format("the declarations")
    yield "# Doubts\n"
    yield "What the sources disagree on, or do not say. [Sources and"
    yield "doubts](../explanation/sources-and-doubts.md) tells where facts come from, and what is done"
    yield "where they differ.\n"
    yield "| Element | Attribute | Doubt |\n|---|---|---|"
    for cls in vocabulary.elements():
        spec = spec_of(cls)
        for attribute in spec.attributes:
            if attribute.doubt:
                link = f"[{spec.tag}](elements/{spec.tag.lower()}.md)"
                yield f"| {link} | `{attribute.name}` | {attribute.doubt.replace('|', BAR)} |"
    yield "\n## Not documented\n"
    yield "No page of Plivo's has these, and some of its libraries can write them.\n"
    yield "| Element | Attribute | Libraries |\n|---|---|---|"
    for cls in vocabulary.elements():
        spec = spec_of(cls)
        for attribute in spec.attributes:
            if attribute.sdk_only:
                link = f"[{spec.tag}](elements/{spec.tag.lower()}.md)"
                yield f"| {link} | `{attribute.name}` | {', '.join(attribute.sdk_only)} |"


def helped(command: str) -> str:
    """Return what `--help` of a command prints on a terminal that is 80 columns wide."""
    said = io.StringIO()
    kept = {name: os.environ.get(name) for name in ("COLUMNS", "NO_COLOR")}
    os.environ |= {"COLUMNS": "80", "NO_COLOR": "1"}
    try:
        with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
            _cli.main([command, "--help"])
    finally:
        for name, value in kept.items():
            del os.environ[name]
            if value is not None:
                os.environ[name] = value
    return said.getvalue()


def index() -> Iterator[str]:
    """Yield the page on the package, which leads to its modules."""
    yield NOTE.format("the docstrings")
    yield "# Python\n"
    yield "What is public is in `__all__` of a module whose name has no underscore.\n"
    yield MAP
    elements = (places.element(cls) for cls in vocabulary.elements())
    yield f"The elements: {places.links(elements, 'reference/python/index.md')}.\n"
    yield from (entry(plivoml, name) for name, _ in exports(plivoml))


def of_module(name: str) -> Iterator[str]:
    """Yield the page on a module."""
    module = importlib.import_module(f"plivoml.{name}")
    yield NOTE.format("the docstrings")
    yield f"# plivoml.{name}\n"
    yield prose(inspect.cleandoc(module.__doc__ or ""))
    yield from (entry(module, name) for name, _ in exports(module))


def exports(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """Yield what a module gives to its users and no page of another module has."""
    for name in module.__all__:
        value = getattr(module, name)
        elsewhere = value is plivoml.Problem if module is errors else is_error(module, value)
        if not (
            isinstance(value, ModuleType) or name.startswith("__") or elsewhere or is_element(value)
        ):
            yield name, value


def is_error(module: ModuleType, value: object) -> bool:
    """Tell whether this is an error that the package has from its module of errors."""
    return module is plivoml and isinstance(value, type) and issubclass(value, errors.PlivoMLError)


def is_element(value: object) -> bool:
    """Tell whether a page of the elements has this."""
    return any(value is cls for cls in vocabulary.elements())


def entry(module: ModuleType, name: str) -> str:
    """Return what is said of one name."""
    value = getattr(module, name)
    if inspect.isclass(value):
        said = of_class(value)
    elif inspect.isfunction(value):
        said = iter([signature(name, value), documented(value)])
    else:
        said = iter([constant(module, name)])
    return "\n".join([f"## {name}\n", *said])


def of_class(cls: type[Any]) -> Iterator[str]:
    """Yield what is said of a class: its docstring, how it is made, and what it can do."""
    if issubclass(cls, enum.Enum):
        yield documented(cls)
        yield f"One of {', '.join(f'`{member.value}`' for member in cls)}.\n"
        return
    if is_typeddict(cls):
        yield documented(cls)
        says = fields(cls)
        for name, kind in get_type_hints(cls).items():
            sides = " or ".join(f"`{one!r}`" for one in get_args(kind))
            yield f"* `{name}`, {sides}: {says[name][:1].lower()}{says[name][1:]}\n"
        return
    if not issubclass(cls, BaseException) and cls is not plivoml.Element:
        yield signature(cls.__name__, cls)
    yield documented(cls)
    made = inspect.getdoc(cls.__init__) or ""
    if "__init__" in vars(cls) and not re.match("Method generated|Initialize self", made):
        yield prose(made)
    for name, member in members(cls):
        if isinstance(member, property):
            yield f"### {cls.__name__}.{name}\n\n{documented(member)}"
        else:
            yield f"### {cls.__name__}.{name}()\n\n{signature(name, member)}\n{documented(member)}"


def members(cls: type[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the methods and properties of a class that no other page has."""
    seen: set[str] = set()
    for base in cls.__mro__:
        if base is plivoml.Element and cls is not base:
            return
        for name, member in vars(base).items() if base.__module__.startswith("plivoml") else ():
            if name.startswith("_") or name in seen or not getattr(member, "__doc__", None):
                continue
            if isinstance(member, property | classmethod) or inspect.isfunction(member):
                seen.add(name)
                yield name, member if isinstance(member, property) else getattr(cls, name)


def signature(name: str, of: Callable[..., Any]) -> str:
    """Return how something is called, one parameter on a line where there are many."""
    called = inspect.signature(of)
    parameters = [p for p in called.parameters.values() if p.name != "self"]
    gives = called.empty if inspect.isclass(of) else called.return_annotation
    called = called.replace(parameters=parameters, return_annotation=gives)
    line = f"{name}{called}"
    if len(unquoted(line)) > WIDTH:
        end = str(called.replace(parameters=[])).removeprefix("()")
        line = f"{name}(\n{''.join(each_on_a_line(parameters))}){end}"
    return f"```text\n{unquoted(line)}\n```\n"


def unquoted(line: str) -> str:
    """Return a signature whose annotations stand in no quotes."""
    line = re.sub(r"ForwardRef\('([^']*)'\)", r"\1", line)
    return re.sub(r"""(: |-> )(["'])(.*?)\2(?=[,)\n]| =|$)""", r"\1\3", line)


def each_on_a_line(parameters: Iterable[inspect.Parameter]) -> Iterator[str]:
    """Yield a line for each parameter."""
    before = None
    for parameter in parameters:
        if parameter.kind is parameter.KEYWORD_ONLY is not before:
            yield "    *,\n"
        if before is parameter.POSITIONAL_ONLY is not parameter.kind:
            yield "    /,\n"
        before = parameter.kind
        yield f"    {parameter},\n"


def documented(value: object) -> str:
    """Return the docstring of something, as Markdown."""
    return prose(inspect.getdoc(value) or "")


def constant(module: ModuleType, name: str) -> str:
    """Return what is said of a value: the comment above it, and the value where it is short."""
    source = inspect.getsource(home(module, name))
    found = re.search(rf"((?:^#: .*\n)+){name}\b", source, re.MULTILINE)
    said = re.sub(r"^#: ", "", found[1], flags=re.MULTILINE) if found else ""
    value = getattr(module, name)
    if get_origin(value) is Literal:
        return f"{said}\nOne of {', '.join(f'`{one}`' for one in get_args(value))}.\n"
    if isinstance(value, UnionType):
        names = (kind.__name__ for kind in get_args(value))
        kinds = dict.fromkeys(f"`{name}`".replace("NoneType", "None") for name in names)
        return f"{said}\n{' or '.join(kinds)}.\n"
    if isinstance(value, str | int):
        return f"{said}\n`{value!r}`\n"
    return f"{said}\n" if said or not isinstance(value, Sized) else f"There are {len(value)}.\n"


def home(module: ModuleType, name: str) -> ModuleType:
    """Return the module where a value stands: its public one may only pass it on."""
    declared = re.compile(rf"^{name}\b.*=", re.MULTILINE)
    ours = (each for path, each in sys.modules.items() if path.startswith("plivoml."))
    having = (each for each in (module, *ours) if vars(each).get(name) is getattr(module, name))
    return next(each for each in having if declared.search(inspect.getsource(each)))


def prose(docstring: str) -> str:
    """Turn the sections of a docstring into lists."""
    text = SECTION.sub(listed, f"{docstring}\n")
    return re.sub(r"Plivo's page: (https://\S+)", r"[Plivo's page](\1)", text)


def listed(found: re.Match[str]) -> str:
    """Return a section as a list."""
    title, said = found[1], textwrap.dedent(found[2]).strip()
    if title in {"Returns", "Yields"}:
        return f"{title}: {said}\n\n"
    items = re.sub(r"\n +", " ", said).splitlines()
    lines = [re.sub(r"^(\w+): ", r"* `\1`: ", item) for item in items if item]
    return "\n".join([f"{'Parameters' if title == 'Args' else title}:\n", *lines, "\n"])
