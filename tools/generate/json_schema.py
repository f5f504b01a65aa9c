"""The JSON Schema of callbacks and of messages of a stream as plain data."""

from __future__ import annotations

import json

from typing import Any, Final, get_args

from plivoml.callbacks._parse import classes
from plivoml.streams import Incoming, Outgoing


_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_CALLBACK: Final = (
    "A request of Plivo's as plain data; each class of plivoml.callbacks has its own."
)
_MESSAGE: Final = "A message on the WebSocket of a Stream as plain data; `event` says which."


def files() -> dict[str, str]:
    """Return both schemas by their paths."""
    messages = (*get_args(Incoming), *get_args(Outgoing))
    return {
        "schema/callbacks.schema.json": _written("plivoml.callbacks", _CALLBACK, classes()),
        "schema/streams.schema.json": _written("plivoml.streams", _MESSAGE, messages),
    }


def _written(title: str, says: str, kinds: tuple[Any, ...]) -> str:
    definitions = {kind.__name__: kind.json_schema() for kind in kinds}
    schema = {
        "$schema": _DIALECT,
        "title": title,
        "description": says,
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in definitions],
        "$defs": definitions,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
