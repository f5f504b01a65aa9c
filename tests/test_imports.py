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
#: What reads declarations; elements know nothing of it.
READERS = {
    "pyexpat",
    "plivoml._lint.document",
    "plivoml._reading.builder",
    "plivoml._reading.diagnosis",
    "plivoml._reading.parser",
    "tools.generate.elements",
    "plivoml._lint.schema",
    "plivoml.callbacks",
    "plivoml._cli",
    "plivoml._lint.registry",
    "plivoml.signatures",
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
        check=True,
    )
    return set(done.stdout.split())


def ours(loaded: set[str]) -> set[str]:
    return {name for name in loaded if name.partition(".")[0] == "plivoml"}


def test_the_package_alone_loads_nothing() -> None:
    assert loaded_by("import plivoml") == {"__future__", "plivoml"}


def test_asking_for_constants_loads_nothing() -> None:
    code = "from plivoml import CONTENT_TYPE, __version__; import plivoml; dir(plivoml)"
    assert loaded_by(code) == {"__future__", "plivoml"}


def test_building_and_writing_loads_no_reader() -> None:
    loaded = loaded_by(
        "from plivoml import Dial, Response, UnknownElement\n"
        "str(Response([UnknownElement('Robot', {'arms': '2'}, ['a'])]))\n"
    )
    assert loaded & (HEAVY | READERS) == set()


def test_reading_what_is_right_loads_expat_alone() -> None:
    loaded = loaded_by("import plivoml; plivoml.parse('<Response/>')")
    assert loaded & HEAVY == set()
    assert loaded & READERS == {"pyexpat", "plivoml._reading.builder", "plivoml._reading.parser"}


def test_saying_what_is_wrong_loads_no_schema() -> None:
    loaded = loaded_by(
        "import plivoml\n"
        "try: plivoml.parse('<Response><Say/></Response>')\n"
        "except plivoml.InvalidDocumentError: pass\n"
    )
    assert loaded & HEAVY == set()
    assert loaded & READERS == {
        "pyexpat",
        "plivoml._reading.builder",
        "plivoml._reading.diagnosis",
        "plivoml._reading.parser",
    }


def test_the_path_of_the_schema_compiles_no_schema() -> None:
    assert "xmlschema" not in loaded_by("import plivoml; plivoml.schema_path()")


@pytest.mark.parametrize("module", ["callbacks", "signatures", "errors", "urls", "hangup_causes"])
def test_what_has_no_xml_loads_none(module: str) -> None:
    loaded = loaded_by(f"import plivoml.{module}")
    assert loaded & (HEAVY | READERS | {"attr", "attrs"}) == ({f"plivoml.{module}"} & READERS)
    assert not {"plivoml._model.nodes", "plivoml._model.spec", "plivoml.elements.response"} & loaded


def test_the_types_of_forms_and_headers_are_loaded_when_they_are_asked_for() -> None:
    use = "signatures.is_valid('GET', 'https://example.com/', {}, None, 'a')"
    assert "typing" not in loaded_by(f"from plivoml import signatures; {use}")
    assert ours(loaded_by("from plivoml.callbacks import Form")) == {
        "plivoml",
        "plivoml._web",
        "plivoml._web.types",
        "plivoml.callbacks",
    }


def test_a_callback_is_read_without_elements() -> None:
    loaded = loaded_by("from plivoml.callbacks import DialAction; DialAction.from_form('A=b')")
    assert loaded & (HEAVY | {"attr", "attrs", "pyexpat", "plivoml._model.nodes"}) == set()


def test_the_errors_are_loaded_without_attrs() -> None:
    assert ours(loaded_by("from plivoml import InvalidSignatureError")) == {
        "plivoml",
        "plivoml.errors",
    }


def test_the_command_loads_only_what_was_asked_for() -> None:
    loaded = loaded_by(
        "from plivoml import _cli\ntry: _cli.main(['--version'])\nexcept SystemExit: pass"
    )
    assert ours(loaded) == {"plivoml", "plivoml._cli"}


def test_all_is_sorted_and_has_no_name_twice() -> None:
    def kind_and_name(name: str) -> tuple[bool, bool, str]:
        return not name.isupper(), not name[0].isupper(), name

    assert plivoml.__all__ == sorted(set(plivoml.__all__), key=kind_and_name)


def test_every_public_name_can_be_imported() -> None:
    names: dict[str, object] = {}
    exec("from plivoml import *", names)
    del names["__builtins__"]
    assert names.keys() == set(plivoml.__all__)
    for name, value in names.items():
        if isinstance(value, ModuleType):
            assert value.__name__ == f"plivoml.{name}"


def test_what_is_public_is_told_by_dir() -> None:
    assert set(plivoml.__all__) <= set(dir(plivoml))
    assert dir(plivoml) == sorted(dir(plivoml))


def test_what_was_looked_up_is_kept() -> None:
    assert plivoml.Dial is vars(plivoml)["Dial"]
    assert plivoml.Dial is importlib.import_module("plivoml.elements.routing").Dial


def test_another_name_is_no_name_of_the_package() -> None:
    name = "Spaek"
    with pytest.raises(AttributeError, match="module 'plivoml' has no attribute 'Spaek'"):
        getattr(plivoml, name)
    with pytest.raises(ImportError, match="cannot import name 'Spaek' from 'plivoml'"):
        exec("from plivoml import Spaek")


def told_to_checkers() -> dict[str, str]:
    """Return the names that type checkers are told, with the module that each comes from."""
    tree = ast.parse(Path(plivoml.__file__).read_text("utf-8"))
    (block,) = (
        node
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    assert len(imports) == len(block.body)
    return {alias.name: node.module or "" for node in imports for alias in node.names}


def test_type_checkers_are_told_what_is_found() -> None:
    told = told_to_checkers()
    assert {name: home for name, home in told.items() if home} == plivoml._home_of
    here = {"CONTENT_TYPE", "__version__"}
    assert told.keys() == set(plivoml.__all__) - here


def test_no_module_has_the_name_of_a_public_function() -> None:
    modules = {path.stem for path in Path(plivoml.__file__).parent.iterdir()}
    for name in plivoml.__all__:
        is_module = isinstance(getattr(plivoml, name), ModuleType)
        assert (name in modules) is is_module, name
