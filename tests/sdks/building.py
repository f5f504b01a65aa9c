"""What each library makes of a tree."""

from __future__ import annotations

import importlib
import inspect
import json
import re

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from plivoml import parse
from tests.support.converting import python
from tests.support.faces import untyped
from tests.support.sameness import canonical
from tools import npm

from .parts import Tree


#: The version of the SDK for Node.
NODE = "4.79.0"

PLIVOXML: Any = importlib.import_module("plivo").plivoxml
CLASSES: dict[str, Any] = {
    untyped(value)["_name"]: value
    for value in untyped(PLIVOXML).values()
    if inspect.isclass(value) and "_name" in untyped(value)
}


@dataclass(frozen=True)
class Outcome:
    """What came of a tree: XML, or a refusal."""

    xml: str = ""
    refused: str = ""

    def beside(self, name: str, tree: Tree) -> set[str]:
        """Say how this differs from a tree with a name, one by one."""
        if self.refused:
            return {f"refuses {name}"}
        try:
            built = canonical(self.xml)
        except etree.XMLSyntaxError:
            return {f"writes no XML for {name}"}
        wanted = canonical(str(tree))
        if built == wanted:
            return set()
        attributes = {
            f"writes {key}={value!r} on {element.tag}"
            + ("" if meant.get(key) is None else f" for {meant.get(key)!r}")
            for element, meant in zip(_elements(built), _elements(wanted), strict=True)
            for key, value in element.items()
            if value != meant.get(key)
        }
        return attributes or {f"writes something else for {name}"}


def _elements(document: bytes) -> list[Any]:
    return list(etree.fromstring(document).iter())


def by_classes(tree: Tree) -> str:
    """Build with this library, by its classes."""
    names: dict[str, Any] = {}
    exec("from plivoml import *", names)
    return str(eval(python.expression(parse(str(tree))), names))


def by_plivo_python(tree: Tree) -> Outcome:
    """Build with the SDK for Python."""
    try:
        return Outcome(xml=_python(tree).to_string(pretty=False))
    except Exception as error:  # noqa: BLE001  # it raises all kinds
        return Outcome(refused=f"{type(error).__name__}: {error}")


def _python(tree: Tree) -> Any:
    cls = CLASSES[tree.tag]
    keywords = {_plain(name): name for name in inspect.signature(cls).parameters}
    content = list(tree.content)
    given: dict[str, Any] = {}
    for name, value in tree.attributes.items():
        if _plain(name) not in keywords:
            message = f"{cls.__name__} has no keyword for {name}"
            raise TypeError(message)
        given[keywords[_plain(name)]] = value
    if content and isinstance(content[0], str):
        given["content"] = content.pop(0)
    elif "content" in keywords:
        given["content"] = ""
    element = cls(**given)
    for one in content:
        element.add(PLIVOXML.ContElement(one) if isinstance(one, str) else _python(one))
    return element


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def by_plivo_node(trees: Iterable[Tree], folder: Path) -> list[Outcome]:
    """
    Build with the SDK for Node.

    Raises:
        tools.npm.MissingError: If it cannot be had.
    """
    package = npm.package("plivo", NODE)
    file = folder / "trees.json"
    file.write_text(json.dumps([asdict(tree) for tree in trees]), "utf-8")
    script = Path(__file__).with_name("build.mjs")
    done = npm.run("node", str(script), str(package), str(file), patience=60)
    assert done.returncode == 0, done.stderr
    return [Outcome(**json.loads(line)) for line in done.stdout.splitlines()]
