"""What is loaded, and when."""

import subprocess
import sys

from importlib import import_module

import pytest

from plivoml import callbacks
from tests.support import rooms
from tests.support.callbacks import ENUMERATIONS
from tests.support.faces import names_of
from tests.support.processes import PATIENCE
from tools.generate.callbacks import FAMILIES


UNWANTED = {
    "attrs",
    "attr",
    "lxml",
    "pyexpat",
    "xml",
    "xmlschema",
    rooms.NODES,
    rooms.SPECS,
    rooms.RESPONSE,
    rooms.ROUTING,
    rooms.SPEECH,
}


def modules_after(code: str) -> set[str]:
    """Run code in a process of its own and give the modules that it loaded."""
    script = f"import sys; before = set(sys.modules)\n{code}\nprint(*set(sys.modules) - before)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    return set(done.stdout.split())


def families(modules: set[str]) -> set[str]:
    prefix = "plivoml.callbacks."
    named = {name.removeprefix(prefix) for name in modules if name.startswith(prefix)}
    return {name for name in named if not name.startswith("_")}


def test_the_package_alone_loads_no_family() -> None:
    loaded = modules_after("import plivoml.callbacks")
    assert {name for name in loaded if name.startswith("plivoml")} == {
        "plivoml",
        rooms.LAZY,
        "plivoml.callbacks",
    }
    assert not loaded & {"dataclasses", "typing", "enum"}


def test_a_name_loads_its_family() -> None:
    assert families(modules_after("from plivoml.callbacks import DialAction, DialStatus")) == {
        "dial"
    }


def test_no_callback_loads_an_element_or_an_xml_parser() -> None:
    loaded = modules_after("from plivoml.callbacks import *\nparse('Event=Ring&CallUUID=a')")
    assert not loaded & UNWANTED
    assert not {name for name in loaded if name.startswith("xml.")}
    assert len(families(loaded)) == 10


def test_all_is_sorted_and_is_what_can_be_imported() -> None:
    assert names_of(callbacks) == sorted(names_of(callbacks))
    for name in names_of(callbacks):
        value = getattr(callbacks, name)
        assert name in {"Form", getattr(value, "__name__", name)}
        assert getattr(callbacks, name) is value
    assert set(names_of(callbacks)) <= set(dir(callbacks))


def test_every_public_name_of_a_family_is_public() -> None:
    public = {"Callback", "Form", "parse", *ENUMERATIONS}
    for module in FAMILIES:
        if not module.startswith("_"):
            public |= {*import_module(f"plivoml.callbacks.{module}").__all__}
    assert set(names_of(callbacks)) == public


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"'plivoml\.callbacks' has no attribute 'Dail'"):
        getattr(callbacks, "Dail")  # noqa: B009 - type checkers refuse the attribute, as they should
