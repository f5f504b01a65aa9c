"""
XML to elements.

Most documents are right, so the `builder` only finds out whether one is.  If not, the
`diagnosis` reads the document again, and takes its time: it knows what is wrong and
where, all of it, and what can be kept all the same.
"""

from __future__ import annotations

from typing import Final, Literal, cast, overload

from .._lazy import loading
from .._model.nodes import Element, UnknownElement
from ..elements.response import Response
from ..errors import InvalidDocumentError
from .builder import build


# To make a union of them takes longer than to ask for both.
_KINDS: Final = (str, bytes)


@overload
def parse(source: str | bytes, *, strict: Literal[True] = True) -> Response: ...
@overload
def parse(source: str | bytes, *, strict: bool) -> Response | UnknownElement: ...
def parse(source: str | bytes, *, strict: bool = True) -> Response | UnknownElement:
    """
    Read a document.

    Comments are kept where elements or words may stand; comments elsewhere, processing
    instructions and what the root says of schemas are dropped.

    Args:
        source: The document.  The encoding that a `str` declares does not count.
        strict: With `False` nothing of a well-formed document is lost: an element that
            cannot be built becomes an `UnknownElement`, and attributes that are not
            known go into `extra`.

    Raises:
        InvalidDocumentError: With every problem, its line and its column.
    """
    return cast("Response | UnknownElement", _element(source, "Response", strict=strict))


def parse_fragment(source: str | bytes, *, strict: bool = True) -> Element:
    """
    Read a text that holds exactly one element, such as `<Number>15550100123</Number>`.

    Args:
        source: The text.  The encoding that a `str` declares does not count.
        strict: As for `parse`.

    Raises:
        InvalidDocumentError: With every problem, its line and its column.
    """
    return _element(source, None, strict=strict)


def _element(source: str | bytes, root: str | None, *, strict: bool) -> Element:
    if not isinstance(cast("object", source), _KINDS):
        msg = f"expected a document as str or bytes; got {type(source).__name__}"
        raise TypeError(msg)
    built = build(source)
    if built is not None and root in (None, built._tag):
        return built
    with loading:
        from .diagnosis import Diagnosis  # only what is wrong pays for it

    diagnosis = Diagnosis(source, root)
    if (strict and diagnosis.found) or (element := diagnosis.element) is None:
        raise InvalidDocumentError(diagnosis.problems)
    return element
