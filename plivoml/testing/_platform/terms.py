"""What the socket of a stream is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...streams import Format


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the socket of a stream is about."""

    url: str
    stream_id: str
    call_id: str
    format: Format
    tracks: tuple[str, ...]
    is_two_way: bool
    headers: Mapping[str, str]
