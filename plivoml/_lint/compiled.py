"""The schema as `xmlschema` has it, for whoever works with that: its types can be looked up here."""

from __future__ import annotations

import xmlschema

from .schema import compiled


def schema() -> xmlschema.XMLSchema10:
    """
    Return the schema, compiled for `xmlschema`; that is done once and takes a moment.

    It can be used from several threads, and a process that forks meanwhile waits for it.
    """
    return compiled()
