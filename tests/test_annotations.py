"""Annotations that can be read: by type readers at run time, and by editors."""

from __future__ import annotations

import importlib
import inspect
import typing

from collections.abc import Iterator
from types import ModuleType
from typing import Any, cast

import pytest

import plivoml

from tests.support.faces import names_of


def public_modules() -> Iterator[ModuleType]:
    yield plivoml
    for name in names_of(plivoml):
        if isinstance(found := getattr(plivoml, name), ModuleType):
            yield found
    # Nothing loads these but whoever has what they are named after.
    for name in ("asgi", "django", "fastapi", "flask", "wsgi"):
        yield importlib.import_module(f"plivoml.{name}")


def annotated(value: Any) -> Iterator[Any]:
    """Yield *value* and, of a class, its methods and properties."""
    yield value
    if inspect.isclass(value):
        for name, member in vars(value).items():
            match member:
                # attrs and the constructor write these, and nobody calls them by name.
                case _ if name.startswith("__"):
                    pass
                case classmethod() | staticmethod():
                    yield cast("Any", member).__func__
                case property():
                    yield member.fget
                case _ if inspect.isfunction(member):
                    yield member
                case _:
                    pass


# It has no types of its own.
jedi: Any = importlib.import_module("jedi")

PUBLIC = {
    f"{module.__name__}.{name}": getattr(module, name)
    for module in public_modules()
    for name in names_of(module)
    if inspect.isclass(getattr(module, name)) or inspect.isroutine(getattr(module, name))
}


@pytest.mark.parametrize("name", PUBLIC)
def test_every_annotation_can_be_read_at_run_time(name: str) -> None:
    for one in annotated(PUBLIC[name]):
        typing.get_type_hints(one, include_extras=True)


def test_there_is_much_to_read() -> None:
    assert {"plivoml.Dial", "plivoml.callbacks.DialAction", "plivoml.signatures.verify"} <= {
        *PUBLIC
    }


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("from plivoml import Di", "Dial"),
        ("from plivoml import che", "check"),
        ("from plivoml.callbacks import DialA", "DialAction"),
        ("from plivoml.signatures import ver", "verify"),
        ("from plivoml.testing import Ca", "Call"),
        ("from plivoml.ssml import Emph", "Emphasis"),
        ("from plivoml.wsgi import Sig", "SignatureMiddleware"),
        ("from plivoml.asgi import Sig", "SignatureMiddleware"),
        ("from plivoml.flask import rec", "received"),
        ("from plivoml.django import ans", "answered"),
        ("from plivoml.fastapi import rec", "received"),
        ("import plivoml\nplivoml.Resp", "Response"),
        ("import plivoml\nplivoml.Dial(time", "timeout="),
        ("from plivoml.callbacks import DialAction\nDialAction.from_f", "from_form"),
    ],
)
def test_jedi_completes_it(typed: str, name: str) -> None:
    assert name in [found.name for found in jedi.Script(typed).complete()]
