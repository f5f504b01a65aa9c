"""What is loaded, and what is public."""

import subprocess
import sys

from plivoml import streams
from tests.support.processes import PATIENCE


def loaded_by(code: str) -> set[str]:
    program = f"import sys; before = set(sys.modules)\n{code}\nprint(*set(sys.modules) - before)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return set(done.stdout.split())


def test_no_element_no_parser_of_xml_and_no_callback_is_loaded() -> None:
    loaded = loaded_by(
        "from plivoml.streams import *\n"
        'parse(\'{"event": "stop"}\')\n'
        "parse_outgoing(ClearAudio().to_json())\n"
        "try: parse('')\n"
        "except ValueError: pass"
    )
    ours = {name.removeprefix("plivoml.") for name in loaded if name.startswith("plivoml.")}
    assert {name.partition(".")[0] for name in ours} <= {"_lazy", "_model", "errors", "streams"}
    assert not {"_model.nodes", "_model.spec", "_model.constructor", "_model.values"} & ours
    assert not loaded & {"attr", "attrs", "lxml", "pyexpat", "xmlschema", "typing_extensions"}
    assert not {name for name in loaded if name.startswith("xml")}


def test_the_package_alone_loads_no_stream() -> None:
    assert "plivoml.streams" not in loaded_by("import plivoml; import plivoml.callbacks")


def test_all_is_what_can_be_imported() -> None:
    names: dict[str, object] = {}
    exec("from plivoml.streams import *", names)
    del names["__builtins__"]
    assert names.keys() == set(streams.__all__)
    public = {name for name in vars(streams) if name.isidentifier() and name[0] != "_"}
    assert public - set(streams.__all__) == {"format", "incoming", "outgoing"}


def test_a_message_says_where_it_is_found() -> None:
    for name in streams.__all__:
        value = getattr(streams, name)
        if isinstance(value, type):
            assert value.__module__.startswith("plivoml.streams.")
            assert value.__name__ == name
