"""
Proof that a request comes from Plivo: its headers `X-Plivo-Signature-V3` and the like.

`verify` is what a web handler calls, `is_valid` the same for those who want a `bool`,
`explain` what a person calls whose check fails, and `sign` what a test calls to stand in
for Plivo.  The older V2 covers neither the query nor the body of a request; it has
functions of its own, so that it is never accepted by accident.

Plivo's page: https://www.plivo.com/docs/voice/concepts/signature-validation
"""

from __future__ import annotations


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from .._web.types import Headers as Headers
    from .._web.types import Tokens as Tokens
    from .advice import explain as explain
    from .checking import is_valid as is_valid
    from .checking import is_valid_v2 as is_valid_v2
    from .checking import sign as sign
    from .checking import sign_v2 as sign_v2
    from .checking import verify as verify
    from .checking import verify_v2 as verify_v2
    from .match import Explanation as Explanation
    from .match import SignatureMatch as SignatureMatch
    from .match import Variant as Variant
else:
    from .._lazy import face

    __all__, __getattr__, __dir__ = face(
        globals(),
        {
            "checking": ("is_valid", "is_valid_v2", "sign", "sign_v2", "verify", "verify_v2"),
            "advice": ("explain",),
            "match": ("Explanation", "SignatureMatch", "Variant"),
            "._web.types": ("Headers", "Tokens"),
        },
    )
