"""The names of private modules, for the tests of what is loaded when."""

from __future__ import annotations

from importlib.util import find_spec


def _there(name: str) -> str:
    assert find_spec(name) is not None, f"there is no module {name}"
    return name


BUDGET = _there("plivoml._sources.budget")
BUILDER = _there("plivoml._reading.builder")
CHECKER = _there("plivoml._lint.document")
COMMAND = _there("plivoml._cli")
DIAGNOSIS = _there("plivoml._reading.diagnosis")
FORM = _there("plivoml._web.form")
LAZY = _there("plivoml._lazy")
LOOKALIKES = _there("plivoml._model.lookalikes")
NODES = _there("plivoml._model.nodes")
MODEL = _there("plivoml._model")
OUTLINE = _there("plivoml._lsp.outline")
PLAIN = _there("plivoml._model.plain")
PARSER = _there("plivoml._reading.parser")
RECORD = _there("plivoml._model.record")
RULES = _there("plivoml._lint.registry")
SCHEMA = _there("plivoml._lint.schema")
SPECS = _there("plivoml._model.spec")
SUGGESTIONS = _there("plivoml._model.suggestions")
WEB = _there("plivoml._web")
XSD = _there("plivoml._lint.xsd")
WEB_TYPES = _there("plivoml._web.types")
RESPONSE = _there("plivoml.elements.response")
ROUTING = _there("plivoml.elements.routing")
SPEECH = _there("plivoml.elements.speech")
