"""Tests speak to what users see: `tests/support` alone reaches behind it."""

from __future__ import annotations

import ast
import re

from collections.abc import Iterator
from pathlib import Path

import pytest


pytestmark = [pytest.mark.once, pytest.mark.uncounted]

TESTS = Path(__file__).parent
FILES = [path for path in TESTS.rglob("*.py") if TESTS / "support" not in path.parents]
#: What is about the rooms has to name them.
ABOUT_ROOMS = {"test_house.py", "test_private_rooms.py"}

#: Private modules and names of the package, and the classes' own modules, in any text.
PRIVATE = re.compile(
    r"\bplivoml(?:\.\w+)*\.(?:_[a-z]|elements\b)\w*|\bfrom plivoml[\w.]* import _[a-z]\w*"
)
#: Whose private names are not meant: a test's own, and lxml's, whose elements have no other type.
OWNERS = {"self", "cls", "super()", "etree"}
#: What Python itself documents under such names.
DOCUMENTED = {"_asdict", "_exit", "_fields", "_replace"}


def private(program: str) -> Iterator[str]:
    """Yield each private name of the package that a program uses, with its line."""
    for node in ast.walk(ast.parse(program)):
        match node:
            case ast.Import():
                texts = [alias.name for alias in node.names]
            case ast.ImportFrom(module=str(module)):
                texts = [f"from {module} import {alias.name}" for alias in node.names]
                texts += [module]
            case ast.Constant(value=str(text)):
                texts = [text]
            case ast.Attribute(value=owner, attr=name) if (
                re.match(r"_[^_]", name)
                and name not in DOCUMENTED
                and ast.unparse(owner) not in OWNERS
            ):
                yield f"{node.lineno}: {ast.unparse(node)}"
                continue
            case _:
                continue
        for text in texts:
            yield from (f"{node.lineno}: {found.group()}" for found in PRIVATE.finditer(text))


@pytest.mark.parametrize(
    ("program", "found"),
    [
        ("import plivoml._model.nodes", ["1: plivoml._model"]),
        ("from plivoml._model import nodes", ["1: plivoml._model"] * 2),
        ("from plivoml import _cli", ["1: from plivoml import _cli"]),
        ("from plivoml.callbacks import _base", ["1: from plivoml.callbacks import _base"]),
        ("from plivoml.elements.routing import Dial", ["1: plivoml.elements"] * 2),
        ("\nx('plivoml._lint.schema.complaints')", ["2: plivoml._lint"]),
        ("run('from plivoml import _cli; _cli.main()')", ["1: from plivoml import _cli"]),
        ("element._kind", ["1: element._kind"]),
        ("self._kind, os._exit, asked._replace, element.__class__", []),
        ("from plivoml import Dial, __version__; import plivoml.__main__", []),
        ("'python -m plivoml._'", []),
    ],
)
def test_what_is_private_is_seen(program: str, found: list[str]) -> None:
    assert list(private(program)) == found


def test_tests_use_no_private_name() -> None:
    assert len(FILES) > 50
    found = [
        f"{path.relative_to(TESTS)}:{name}"
        for path in FILES
        if path.name not in ABOUT_ROOMS
        for name in private(path.read_text("utf-8"))
    ]
    assert found == [], "what is needed of it belongs into tests/support"
