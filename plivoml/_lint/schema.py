"""The XML Schema, compiled, which has the last word on a document; loading it takes a moment."""

from __future__ import annotations

import copy
import functools
import threading

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import xmlschema

from .._lazy import loading
from .._model.diagnostic import Diagnostic
from .._model.outdated import go_on
from .._reading.gate import SCHEMAS
from .._reading.positions import data_of
from ..errors import Problem
from .xsd import schema_path


if TYPE_CHECKING:
    from xmlschema.aliases import SchemaType


_lock: Final = threading.Lock()

_INSTANCE: Final = SCHEMAS["xmlns:xsi"]


def schema() -> xmlschema.XMLSchema10:
    """
    Return the schema, compiled for `xmlschema`; that is done once and takes a moment.

    It can be used from several threads, and a process that forks meanwhile waits for it.
    """
    with loading, _lock:
        return _compiled()


class _Schema(xmlschema.XMLSchema10):
    """
    A schema that is not held against the meta-schema.

    The meta-schema is not built for it, which takes three times as long as what is in it.
    """

    @classmethod
    def create_meta_schema(  # pyright: ignore[reportIncompatibleMethodOverride] - as in XMLSchema10
        cls,
        source: str | None = None,
        base_schemas: dict[str, str] | None = None,
        global_maps: xmlschema.XsdGlobals | None = None,
    ) -> SchemaType:
        """Give a schema what a document may say of schemas; the rest of the meta-schema is not."""
        del source, base_schemas
        assert global_maps is not None
        return global_maps.loader.load_schema(cls.BASE_SCHEMAS[_INSTANCE], _INSTANCE)


@functools.cache
def _compiled() -> xmlschema.XMLSchema10:
    # The schema is our own, and a test holds it against the meta-schema.
    compiled = _Schema(schema_path(), validation="skip", allow="local", use_meta=False)
    compiled.validation = "strict"  # so that it is valid, and says so to whoever decodes with it
    return compiled


def complaints(source: str | bytes) -> list[Problem]:
    """
    Return what the schema says against a document that is well-formed.

    Raises:
        OutdatedError: If nobody waits for it any more.
    """
    data, encoding = data_of(source)
    # The reader has passed it: there is no document type declaration in it.
    parser = ET.XMLParser(encoding=encoding)  # noqa: S314
    parser.feed(data)
    root, compiled = parser.close(), schema()
    # Nothing that tells of errors is made for it: hardly ever is there one.
    context = copy.copy(compiled.validation_context)
    context.validation_hook = _let_go_on
    compiled.elements[root.tag].raw_decode(root, "lax", context)
    if not context.errors:
        return []
    return [
        Diagnostic(error.reason or str(error)).at(error.path or "/")
        for error in compiled.iter_errors(root, validation_hook=_let_go_on)
    ]


def _let_go_on(*_: object) -> bool:
    """Ask at each element whether somebody waits; `xmlschema` is told to change nothing."""
    go_on()
    return False
