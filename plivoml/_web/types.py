"""
The types of what a web framework hands over, for annotations.

The functions that take it look at what they get and need none of these, so nothing loads this
module but who asks for a name of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
