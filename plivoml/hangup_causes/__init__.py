"""
Why calls end: every code that Plivo reports as `HangupCauseCode`, as data.

`by_code` looks one up.  Codes are what to go by: their names have been respelt over the
years, and new codes turn up, which is no error here.  `HangupCause` (`NORMAL_CLEARING`
and the like) and `MPCTerminationCauseCode` are other lists, with other meanings.

Plivo's page: https://plivo.com/docs/voice/troubleshooting/hangup-causes
"""

from __future__ import annotations

from typing import Final

from .cause import GROUPS, Basis, Group, HangupCause, Party, Source
from .table import CAUSES


__all__ = [
    "CAUSES",
    "GROUPS",
    "Basis",
    "Group",
    "HangupCause",
    "Party",
    "Source",
    "by_code",
    "by_name",
]


def by_code(code: int | str) -> HangupCause | None:
    """
    Return the cause with that code, a number or the text that a request has.

    None is the answer for a code that is not known here, and for text that is no number:
    keep the call's own `HangupCauseName` at hand for those.
    """
    return _BY_CODE.get(code.strip() if isinstance(code, str) else code)


def by_name(name: str) -> tuple[HangupCause, ...]:
    """
    Return the causes of that name: one, none if it is not known, seldom two.

    Case, blanks and signs do not count, and old spellings (`Cancelled`) are known.
    """
    return _BY_NAME.get(_bare(name), ())


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


_BY_CODE: Final[dict[int | str, HangupCause]] = {
    code: cause for cause in CAUSES for code in (cause.code, str(cause.code))
}
_BY_NAME: Final[dict[str, tuple[HangupCause, ...]]] = {}
for _cause in CAUSES:
    for _name in (_cause.name, *_cause.also_spelled):
        _BY_NAME[_bare(_name)] = (*by_name(_name), _cause)
