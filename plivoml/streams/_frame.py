"""A frame of the WebSocket: text that is a JSON object."""

from typing import Any, NoReturn, TypeAlias, cast

from ._refusal import refuse, shown
from ._values import decoded


__all__ = ["MOST_BYTES", "Frame", "opened"]

#: What Plivo takes, and far more than it sends.
MOST_BYTES = 65_536

Frame: TypeAlias = str | bytes | bytearray
"""A message as a WebSocket library hands it over."""


def opened(frame: Frame) -> tuple[str, dict[str, Any]]:
    """
    Give the text of a frame, and the object in it, which has an event.

    Raises:
        InvalidMessageError: it has no such object, or is too long.
    """
    text = frame if type(frame) is str else _text(frame)
    if len(text) > MOST_BYTES or not (text.isascii() or _fits(text)):
        _refuse_long()
    bare = text.strip()
    found, end = decoded(bare)
    if end != len(bare):
        refuse("Message", f"expected JSON; got {shown(text)}")
    if type(found) is not dict:
        refuse("Message", f"expected an object; got {shown(found)}")
    data = cast("dict[str, Any]", found)
    if type(data.get("event")) is not str:
        refuse("Message", f"event: expected text; got {shown(data.get('event'))}")
    return text, data


def _text(frame: Any) -> str:
    if isinstance(frame, str):
        return str.__str__(frame)
    if not isinstance(frame, bytes | bytearray):
        refuse("Message", f"expected text or bytes; got {shown(frame)}")
    if len(frame) > MOST_BYTES:
        _refuse_long()
    try:
        return frame.decode()
    except UnicodeDecodeError:
        refuse("Message", "expected UTF-8; got other bytes")


def _fits(text: str) -> bool:
    return len(text.encode(errors="surrogatepass")) <= MOST_BYTES


def _refuse_long() -> NoReturn:
    refuse("Message", f"expected at most {MOST_BYTES} bytes; got more")
