"""
Proof that a request comes from Plivo: its headers `X-Plivo-Signature-V3` and the like.

`verify` is what a web handler calls, `is_valid` the same for those who want a `bool`,
`explain` what a person calls whose check fails, and `sign` what a test calls to stand in
for Plivo.  The older V2 covers neither the query nor the body of a request; it has
functions of its own, so that it is never accepted by accident.

Plivo's page: https://www.plivo.com/docs/voice/concepts/signature-validation
"""

from __future__ import annotations

from .checking import (
    Explanation,
    SignatureMatch,
    explain,
    is_valid,
    is_valid_v2,
    sign,
    sign_v2,
    verify,
    verify_v2,
)


TYPE_CHECKING = False  # as in errors.py: typing need not be loaded
if TYPE_CHECKING:
    from .._web.types import Headers, Tokens

__all__ = [
    "Explanation",
    "Headers",
    "SignatureMatch",
    "Tokens",
    "explain",
    "is_valid",
    "is_valid_v2",
    "sign",
    "sign_v2",
    "verify",
    "verify_v2",
]


# Not for type checkers: they would take any name for a name of this module.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # Types are for annotations: what checks a signature loads no typing.
        if name not in {"Headers", "Tokens"}:
            msg = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(msg)
        from .._web import types

        value = getattr(types, name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
