"""The rooms of the package and the arrows between them."""

from __future__ import annotations

import re

from pathlib import Path
from typing import Final

import pytest

import plivoml

from tests.support.faces import names_of
from tools.house import House


pytestmark = [pytest.mark.once, pytest.mark.uncounted]

PACKAGE: Final = Path(plivoml.__file__).parent

HOUSE: Final = House(PACKAGE)

#: The storeys from the ground.  A room imports what is on its own storey or below it.
STOREYS: Final = [
    "plivoml._lazy",
    "plivoml._web",
    "plivoml._model.record",
    "plivoml.errors",
    "plivoml.voices",
    "plivoml._model",
    "plivoml.urls",
    "plivoml.hangup_causes",
    "plivoml.callbacks",
    "plivoml.signatures",
    "plivoml.streams",
    "plivoml.elements",
    "plivoml._reading",
    "plivoml.ssml",
    "plivoml._lint",
    "plivoml._convert",
    "plivoml._sources.parts",
    "plivoml._sources.spelling",
    "plivoml._sources.branches",
    "plivoml._sources.budget",
    "plivoml._sources.ignored",
    "plivoml._sources.recognition",
    "plivoml._sources.candidates",
    "plivoml._sources.rewriting",
    "plivoml._sources.markdown",
    "plivoml._sources.tags",
    "plivoml._sources.plan",
    "plivoml._sources.verdicts",
    "plivoml._sources.templates",
    "plivoml._sources.languages",
    "plivoml._sources.python",
    "plivoml._sources",
    "plivoml._checking",
    "plivoml.testing",
    "plivoml",
    "plivoml._web.verification",
    "plivoml._web.replies",
    "plivoml._web.openapi",
    "plivoml.aiohttp",
    "plivoml.asgi",
    "plivoml.aws_lambda",
    "plivoml.django",
    "plivoml.fastapi",
    "plivoml.flask",
    "plivoml.wsgi",
    "plivoml._cli",
    "plivoml._lsp",
    "plivoml._cli.commands",
    "plivoml.__main__",
]

#: Modules named after a framework or a protocol, which are not counted.
OPTIONAL: Final = {
    *("aiohttp.py", "asgi.py", "aws_lambda.py", "django.py", "fastapi.py", "flask.py"),
    "wsgi.py",
}

#: Rows of data, however many there are.
TABLES: Final = {"_model/lookalikes.py", "hangup_causes/table.py", "testing/behaviours.py"}


def test_no_rooms_import_each_other() -> None:
    assert HOUSE.circles == []


def test_no_arrow_runs_up() -> None:
    up = [f"{room} imports {other}, which stands above it" for room, other in HOUSE.upward(STOREYS)]
    assert up == []


def test_every_room_has_its_storey() -> None:
    homeless = [
        room
        for room in HOUSE.rooms
        if not any(room == one or room.startswith(f"{one}.") for one in STOREYS if "." in one)
    ]
    assert homeless == ["plivoml"]


def test_an_arrow_that_runs_up_is_named() -> None:
    upside_down = [storey for storey in reversed(STOREYS) if storey != "plivoml._lazy"]
    up = HOUSE.upward([*upside_down, "plivoml._lazy"])
    assert ("plivoml.callbacks._parse", "plivoml._web.form") in up
    assert ("plivoml.callbacks", "plivoml._lazy") in up


def test_a_circle_is_found_however_its_imports_are_hidden(tmp_path: Path) -> None:
    package = tmp_path / "circle"
    package.mkdir()
    (package / "__init__.py").write_text('"""A package."""\n')
    (package / "one.py").write_text("from .two import b\n")
    (package / "two.py").write_text("def b():\n    from . import three\n")
    (package / "three.py").write_text("if TYPE_CHECKING:\n    import circle.one\n")
    (package / "four.py").write_text("from circle import one\n")
    house = House(package)
    assert house.circles == [{"circle.one", "circle.two", "circle.three"}]
    assert house.floors == {
        "circle.one": 1,
        "circle.two": 1,
        "circle.three": 1,
        "circle.four": 2,
    }


def test_the_top_can_be_taken_in_at_a_glance() -> None:
    shown = {entry.name for entry in PACKAGE.iterdir()} - {"__pycache__"} - OPTIONAL
    assert len(shown) <= 24


def test_nothing_in_a_private_folder_is_private_once_more() -> None:
    twice = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("_[a-z]*")
        if re.search(r"(^|/)_[a-z].*/", path.relative_to(PACKAGE).as_posix())
    ]
    assert twice == []


@pytest.mark.parametrize("room", HOUSE.rooms)
def test_a_room_can_be_read_in_one_sitting(room: str) -> None:
    path = HOUSE.rooms[room]
    lines = path.read_text("utf-8").count("\n")
    assert lines <= 400 or path.relative_to(PACKAGE).as_posix() in TABLES


def test_every_public_module_stands_at_the_top() -> None:
    public = {storey.removeprefix("plivoml.") for storey in STOREYS if "._" not in storey}
    modules = {name for name in names_of(plivoml) if (PACKAGE / name).exists()}
    modules |= {name for name in names_of(plivoml) if (PACKAGE / f"{name}.py").exists()}
    assert modules <= public
