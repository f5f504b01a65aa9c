"""A small mapping that cannot change: it can be hashed, pickled and compared with a dict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar


ValueT_co = TypeVar("ValueT_co", covariant=True)


class FrozenMapping(Mapping[str, ValueT_co]):
    """
    Names and values, in the order given.

    Equal to any mapping that holds the same pairs; the order does not count.  `repr()`
    is that of a dict, since a dict is what one writes to build it.
    """

    __slots__ = ("_pairs",)

    def __init__(self, pairs: Mapping[str, ValueT_co] | None = None) -> None:
        self._pairs = dict(pairs or {})

    def __getitem__(self, name: str) -> ValueT_co:
        return self._pairs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __hash__(self) -> int:
        return hash(frozenset(self._pairs.items()))

    def __repr__(self) -> str:
        return repr(self._pairs)

    def __reduce__(self) -> tuple[type, tuple[dict[str, ValueT_co]]]:
        return type(self), (self._pairs,)

    def __copy__(self) -> FrozenMapping[ValueT_co]:
        return self

    def __deepcopy__(self, memo: object) -> FrozenMapping[ValueT_co]:
        return self


#: The mapping that holds nothing.
NOTHING: FrozenMapping[str] = FrozenMapping()
