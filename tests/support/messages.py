"""Messages of a Stream, each use of them."""

from __future__ import annotations

import copy
import pickle

from dataclasses import replace

from plivoml import streams
from plivoml.errors import InvalidMessageError


def examine(frame: str | bytes) -> bool:
    """Say whether a frame is a message, of which every use has to work."""
    is_read = False
    for reads in (streams.parse, streams.parse_outgoing):
        try:
            message = reads(frame)
        except InvalidMessageError:
            continue
        is_read = True
        assert message == reads(frame)
        assert hash(message) == hash(copy.deepcopy(message))
        assert pickle.loads(pickle.dumps(message)) == message
        assert isinstance(repr(message), str)
        assert reads(message.to_json()) == message
        by_hand = replace(message)
        assert type(reads(by_hand.to_json())) is type(message)
    return is_read
