"""
The types of what a web framework hands over, for annotations.

They are read by those who ask functions for their annotations; typing is not loaded for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from typing import TypeAlias

#: What has the parameters of a request: a mapping (a list for a repeated name), a multi-dict of
#: any framework, pairs, a raw body or query, or None.
Form: TypeAlias = (
    Mapping[str, object]
    | Mapping[bytes, object]
    | Iterable[tuple[str | bytes, object]]
    | str
    | bytes
    | None
)

#: The headers of a request, in any spelling: a mapping, a WSGI `environ`, or pairs, such as those
#: of an ASGI `scope`.
Headers: TypeAlias = Mapping[str, object] | Iterable[tuple[str | bytes, str | bytes]]

#: An auth token, or several while they are changed.
Tokens: TypeAlias = str | Sequence[str]

Pairs: TypeAlias = tuple[tuple[str, str], ...]
