"""What a check finds, and what is said of one that fails."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


_NO_FIX = """\
Nothing that was tried makes it right.  Is it the auth token of the account or subaccount that
owns the call?  Does the URL have the port and the query that Plivo was told?  Are the parameters
those of the raw body, empty and repeated ones included, and the headers of the same request?"""


class Variant(StrEnum):
    """
    Which URL was signed, as text too.

    Only the handshake of a stream has several: a GET of a `ws://` or `wss://` URL.  They are
    tried in this order, which is that of the evidence for them.
    """

    HTTP = "http"
    """A stream's URL with `http://` in front and without its query: what live calls had."""

    HTTP_WITH_QUERY = "http-with-query"
    """A stream's URL with `http://` in front, and its query."""

    AS_DIALLED = "as-dialled"
    """The URL as Plivo was told it: of every other request, and of a stream the least likely."""


@dataclass(frozen=True, slots=True)
class SignatureMatch:
    """What a check has found: whose signature, which of your tokens made it, and over what."""

    header: str
    """The header, such as `X-Plivo-Signature-V3`."""

    token_index: int
    """The place of the token among those given, from 0: it tells when an old one is done with."""

    variant: Variant = Variant.AS_DIALLED
    """Which URL was signed.  With `Variant.HTTP` the query is not proven to be Plivo's."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    Why a check fails, for the person who has to mend it; `str()` is the whole of it.

    It is for your own eyes: what would make a request pass is no answer to whoever sent it.
    Tokens and right signatures are never in it.
    """

    findings: tuple[str, ...]
    """What there is to see in the request, a sentence each."""

    fixes: tuple[str, ...]
    """The changes that would make the signature right, a sentence each; each was tried."""

    match: SignatureMatch | None
    """What `verify` returns, or None where it raises."""

    reason: str | None
    """What `verify` raises, or None where it returns."""

    signed_text: str | None
    """The text that the signature was compared with; None where the request has none."""

    def __str__(self) -> str:
        if self.match is None:
            lines = [f"The signature is not right: {self.reason}"]
        else:
            lines = [f"The signature is right: {self.match.header}, token {self.match.token_index}"]
            if self.match.variant is not Variant.AS_DIALLED:
                lines[0] += f", signed as {self.match.variant}"
        if self.signed_text is not None:
            lines.append(f"Signed text: {self.signed_text}")
            if self.match is None and not self.fixes:
                lines.append(_NO_FIX)
        return "\n".join([*lines, *(f"* {line}" for line in (*self.fixes, *self.findings))])
