"""Which message a frame is."""

from typing import Any, cast, get_args

from ._base import plan_of
from ._frame import Frame, opened
from ._reader import Reader, reader_of
from ._refusal import refuse, shown
from .incoming import BY_EVENT, Incoming, UnknownMessage
from .outgoing import Outgoing


__all__ = ["parse", "parse_outgoing"]


class _Readers(dict[str, Reader]):
    """The readers by event, compiled when they are first needed."""

    def __missing__(self, event: str) -> Reader:
        if event not in BY_EVENT:
            return _read_unknown
        self[event] = reader_of(BY_EVENT[event])
        return self[event]


_read_unknown = reader_of(UnknownMessage)
_READERS = _Readers()
_OUTGOING: dict[str, type[Outgoing]] = {cls.event: cls for cls in get_args(Outgoing)}


def parse(frame: Frame) -> Incoming:
    """
    Read a message of Plivo's.

    A key that is not known, a value that is odd, an event that nobody has told of: all are kept,
    in `extra` or as an `UnknownMessage`, and no reason to lose the call.

    Args:
        frame: the text of the frame, or its bytes.

    Raises:
        InvalidMessageError: it is no JSON object with an event, is too long or too deep, or
            lacks that without which it means nothing, such as the sound of a `Media`.
    """
    text, data = opened(frame)
    message: Incoming = _READERS[data["event"]](data, text)
    return message


def parse_outgoing(frame: Frame) -> Outgoing:
    """
    Read a message of a server's, as a test does that plays Plivo's part.

    Keys that Plivo does not know are left out.

    Args:
        frame: the text of the frame, or its bytes.

    Raises:
        InvalidMessageError: it is none that Plivo takes.
    """
    _, data = opened(frame)
    cls = _OUTGOING.get(data["event"])
    if cls is None:
        known = " or ".join(_OUTGOING)
        refuse("Message", f"event: expected {known}; got {shown(data['event'])}")
    problems: list[str] = []
    values: dict[str, Any] = {
        slot.name: slot.settle(None, problems, *(_found(data, key) for key in slot.keys))
        for slot in plan_of(cls).slots
    }
    if problems:
        refuse(cls.__name__, *problems)
    return cls(**values)


def _found(data: dict[str, Any], key: str) -> Any:
    found: Any = data
    for name in key.split("."):
        found = cast("dict[str, Any]", found).get(name) if isinstance(found, dict) else None
    return found
