"""
Everything that this package raises.

* PlivoMLError
  - InvalidElementError    an element was built with something that Plivo does not take
    - InvalidArgumentError   or with an argument that its class does not have, or lacks
  - InvalidDocumentError   a document was read and found wanting
  - InvalidCallbackError   a parameter of a request cannot be read
  - InvalidSignatureError  a request does not prove that Plivo sent it

Each is a `ValueError` too (`InvalidArgumentError` a `TypeError` as well), and each can be
pickled.  `Problem`, which the first two
list, is here as well; it is loaded when it is first asked for, so that reading a
callback or checking a signature does not wait for attrs.
"""

from __future__ import annotations


TYPE_CHECKING = False  # type checkers read it as true; typing need not be loaded for it
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._problem import Problem

__all__ = [
    "InvalidArgumentError",
    "InvalidCallbackError",
    "InvalidDocumentError",
    "InvalidElementError",
    "InvalidSignatureError",
    "PlivoMLError",
    "Problem",
]


class PlivoMLError(Exception):
    """Base of every error that this package raises."""


class _ProblemsError(PlivoMLError, ValueError):
    """An error that lists every problem, a sentence each."""

    problems: tuple[Problem, ...]

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type, tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class InvalidElementError(_ProblemsError):
    """Raised by a constructor that is given a value or a child that Plivo does not take."""


class InvalidArgumentError(InvalidElementError, TypeError):
    """Raised by a constructor for an argument that is wrong, missing or one too many."""


class InvalidDocumentError(_ProblemsError):
    """Raised by `plivoml.parse` for a document that is not right; it lists every problem."""


class InvalidCallbackError(PlivoMLError, ValueError):
    """Raised by `from_form` when a parameter cannot be read; it lists every such parameter."""

    callback: str
    problems: tuple[str, ...]

    def __init__(self, callback: str, problems: Sequence[str]) -> None:
        self.callback = callback
        self.problems = tuple(problems)
        super().__init__(f"{callback}: {'; '.join(self.problems)}")

    def __reduce__(self) -> tuple[type, tuple[str, tuple[str, ...]]]:
        return type(self), (self.callback, self.problems)


class InvalidSignatureError(PlivoMLError, ValueError):
    """Raised by `plivoml.signatures.verify` for a request that Plivo did not sign."""

    reason: str

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name == "Problem":
            from ._problem import Problem

            globals()[name] = Problem
            return Problem
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
