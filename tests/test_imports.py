"""What there is under the name of the package, and what it costs to ask for it."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
import sysconfig

from pathlib import Path
from types import ModuleType

import pytest

import plivoml

from tests.support import rooms
from tests.support.faces import names_of
from tests.support.processes import PATIENCE


pytestmark = pytest.mark.uncounted


ROOT = Path(__file__).parent.parent
PATHS = [str(ROOT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]

#: Parsers that only some need, and what loads much for little.
HEAVY = {
    "email",
    "importlib.metadata",
    "lxml",
    "ssl",
    "urllib.request",
    "xml.etree",
    "xml.sax",
    "xmlschema",
}
#: What has a module of this package with its name; the first and the last are protocols.
FRAMEWORKS = {"aiohttp", "asgi", "aws_lambda", "django", "fastapi", "flask", "wsgi"}
#: The others that people import, but for `testing`, which loads what reads replies.
PUBLIC = {
    *("callbacks", "elements", "errors", "hangup_causes", "signatures", "ssml", "streams"),
    *("urls", "voices"),
}
#: What this package speaks to where it is installed, and asks nobody to install.
NOT_EVERYBODYS = {
    *("cattrs", "IPython", "jedi", "lxml", "msgspec", "numpy", "orjson", "plivo", "pydantic"),
    *("pydantic_core", "pytest", "rich", "starlette", "twilio", "werkzeug"),
}
#: What says what may be meant by something wrong.
SUGGESTING = {"difflib", rooms.LOOKALIKES, rooms.SUGGESTIONS}
#: What reads declarations; elements know nothing of it.
READERS = {
    "pyexpat",
    rooms.CHECKER,
    rooms.BUILDER,
    rooms.DIAGNOSIS,
    rooms.PARSER,
    "tools.generate.elements",
    rooms.SCHEMA,
    "plivoml.callbacks",
    rooms.COMMAND,
    rooms.RULES,
    "plivoml.signatures",
    "plivoml.streams",
    "plivoml.testing",
}


def loaded_by(code: str) -> set[str]:
    """Return the modules that *code* loads in an interpreter that has loaded nothing else."""
    program = f"import sys; sys.path += {PATHS}; before = set(sys.modules)\n{code}\n"
    program += "print(*set(sys.modules) - before)"
    done = subprocess.run(
        # -S: a site may load modules of its own, and coverage does.
        [sys.executable, "-I", "-S", "-c", program],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return set(done.stdout.split())


def ours(loaded: set[str]) -> set[str]:
    return {name for name in loaded if name.partition(".")[0] == "plivoml"}


def test_the_package_alone_loads_nothing() -> None:
    assert loaded_by("import plivoml") == {"__future__", "plivoml", rooms.LAZY}


def test_asking_for_constants_loads_nothing() -> None:
    code = "from plivoml import CONTENT_TYPE, __version__; import plivoml; dir(plivoml)"
    assert loaded_by(code) == {"__future__", "plivoml", rooms.LAZY}


def test_building_and_writing_loads_no_reader() -> None:
    loaded = loaded_by(
        "from plivoml import Dial, Response, UnknownElement\n"
        "str(Response([UnknownElement('Robot', {'arms': '2'}, ['a'])]))\n"
    )
    assert loaded & (HEAVY | READERS | SUGGESTING) == set()


def test_reading_what_is_right_loads_expat_alone() -> None:
    loaded = loaded_by("import plivoml; plivoml.parse('<Response/>')")
    assert loaded & (HEAVY | SUGGESTING) == set()
    assert loaded & READERS == {"pyexpat", rooms.BUILDER, rooms.PARSER}


def test_checking_what_is_right_loads_nothing_that_only_suggests() -> None:
    loaded = loaded_by(
        "import plivoml\n"
        "plivoml.check('<Response><Redirect>https://example.com/</Redirect></Response>')\n"
    )
    assert loaded & SUGGESTING == set()
    assert loaded_by("import plivoml; plivoml.check('<Response><Spaek/></Response>')") >= SUGGESTING


def test_saying_what_is_wrong_loads_no_schema() -> None:
    loaded = loaded_by(
        "import plivoml\n"
        "try: plivoml.parse('<Response><Say/></Response>')\n"
        "except plivoml.InvalidDocumentError: pass\n"
    )
    assert loaded & HEAVY == set()
    assert loaded & READERS == {"pyexpat", rooms.BUILDER, rooms.DIAGNOSIS, rooms.PARSER}


def test_the_path_of_the_schema_compiles_no_schema() -> None:
    assert "xmlschema" not in loaded_by("import plivoml; plivoml.schema_path()")


@pytest.mark.parametrize(
    "module", ["callbacks", "signatures", "streams", "errors", "urls", "hangup_causes"]
)
def test_what_has_no_xml_loads_none(module: str) -> None:
    loaded = loaded_by(f"import plivoml.{module}")
    assert loaded & (HEAVY | READERS | {"attr", "attrs"}) == ({f"plivoml.{module}"} & READERS)
    assert not {rooms.NODES, rooms.SPECS, rooms.RESPONSE} & loaded


def test_a_callback_is_read_without_elements() -> None:
    loaded = loaded_by("from plivoml.callbacks import DialAction; DialAction.from_form('A=b')")
    assert loaded & (HEAVY | {"attr", "attrs", "pyexpat", rooms.NODES}) == set()


@pytest.mark.once
def test_no_public_module_loads_what_only_some_have() -> None:
    modules = ", ".join(f"plivoml.{name}" for name in sorted(PUBLIC))
    loaded = loaded_by(f"import {modules}")
    assert {f"plivoml.{name}" for name in PUBLIC} <= loaded
    assert not loaded & (NOT_EVERYBODYS | FRAMEWORKS | HEAVY)


@pytest.mark.once
@pytest.mark.parametrize("module", sorted(FRAMEWORKS))
def test_a_module_for_a_framework_loads_that_one_alone(module: str) -> None:
    loaded = loaded_by(f"import plivoml.{module}")
    frameworks = {name for name in FRAMEWORKS if name in loaded}
    assert frameworks == {module} & {"aiohttp", "django", "fastapi", "flask"}
    assert not loaded & {rooms.CHECKER, rooms.PARSER, rooms.RULES, "plivoml.testing"}


@pytest.mark.once
@pytest.mark.parametrize("module", ["wsgi", "asgi"])
def test_a_module_for_a_protocol_loads_little(module: str) -> None:
    loaded = loaded_by(f"import plivoml.{module}")
    assert loaded & (HEAVY | READERS | SUGGESTING) == {"plivoml.callbacks", "plivoml.signatures"}


@pytest.mark.once
def test_nothing_loads_a_module_for_a_framework() -> None:
    loaded = loaded_by(
        "import plivoml; [getattr(plivoml, name) for name in plivoml.__all__]\n"
        "import plivoml.testing.pytest_plugin"
    )
    assert not loaded & {f"plivoml.{name}" for name in FRAMEWORKS}
    assert not loaded & FRAMEWORKS


def test_the_errors_and_problems_are_loaded_without_attrs() -> None:
    loaded = loaded_by("from plivoml import InvalidSignatureError, Problem")
    assert ours(loaded) == {
        "plivoml",
        rooms.LAZY,
        rooms.MODEL,
        rooms.RECORD,
        "plivoml.errors",
    }
    assert not loaded & {"attr", "dataclasses", "enum", "inspect", "re", "typing"}


def test_the_command_loads_only_what_was_asked_for() -> None:
    loaded = loaded_by(
        "import runpy; sys.argv = ['plivoml', '--version']\n"
        "try: runpy.run_module('plivoml', run_name='__main__')\nexcept SystemExit: pass"
    )
    assert ours(loaded) == {"plivoml", rooms.COMMAND, rooms.LAZY}


def test_all_is_sorted_and_has_no_name_twice() -> None:
    def kind_and_name(name: str) -> tuple[bool, bool, str]:
        return not name.isupper(), not name[0].isupper(), name

    assert names_of(plivoml) == sorted(set(names_of(plivoml)), key=kind_and_name)


def test_every_public_name_can_be_imported() -> None:
    names: dict[str, object] = {}
    exec("from plivoml import *", names)
    del names["__builtins__"]
    assert names.keys() == set(names_of(plivoml))
    for name, value in names.items():
        if isinstance(value, ModuleType):
            assert value.__name__ == f"plivoml.{name}"


def test_what_is_public_is_told_by_dir() -> None:
    assert set(names_of(plivoml)) <= set(dir(plivoml))
    assert dir(plivoml) == sorted(dir(plivoml))


def test_what_was_looked_up_is_kept() -> None:
    assert plivoml.Dial is vars(plivoml)["Dial"]
    assert plivoml.Dial is importlib.import_module(plivoml.Dial.__module__).Dial


def test_another_name_is_no_name_of_the_package() -> None:
    name = "Spaek"
    with pytest.raises(AttributeError, match="module 'plivoml' has no attribute 'Spaek'"):
        getattr(plivoml, name)
    with pytest.raises(ImportError, match="cannot import name 'Spaek' from 'plivoml'"):
        exec("from plivoml import Spaek")


def told_to_checkers(block: ast.If, package: str) -> dict[str, str]:
    """Return the names that type checkers are told, with the module that each comes from."""
    told: dict[str, str] = {}
    for node in block.body:
        assert isinstance(node, ast.ImportFrom)
        home = "." * (node.level - 1) + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                told |= dict.fromkeys(importlib.import_module(f".{home}", package).__all__, home)
            else:
                # Only a name that is given again is one that others may import.
                assert alias.asname == alias.name
                told[alias.name] = home
    return told


def told_to_python(block: ast.If) -> dict[str, str]:
    (call,) = (node.value for node in block.orelse if isinstance(node, ast.Assign))
    assert isinstance(call, ast.Call)
    homes: dict[str, tuple[str, ...]] = ast.literal_eval(call.args[1])
    return {name: home for home, names in homes.items() for name in names}


@pytest.mark.parametrize(
    "package", ["plivoml", "plivoml.callbacks", "plivoml.signatures", "plivoml.testing"]
)
def test_type_checkers_are_told_what_is_found(package: str) -> None:
    module = importlib.import_module(package)
    tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    found = told_to_python(block)
    assert told_to_checkers(block, package) == found
    assert set(names_of(module)) - found.keys() <= {"CONTENT_TYPE", "__version__"}


def test_no_module_has_the_name_of_a_public_function() -> None:
    modules = {path.stem for path in Path(plivoml.__file__).parent.iterdir()}
    for name in names_of(plivoml):
        is_module = isinstance(getattr(plivoml, name), ModuleType)
        assert (name in modules) is is_module, name
