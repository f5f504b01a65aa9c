"""The targets, by what they take."""

from ..target import TARGETS
from . import account, calls, documents, editor, fixes, programs, requests


__all__ = [
    "TARGETS",
    "account",
    "calls",
    "documents",
    "editor",
    "fixes",
    "programs",
    "requests",
]
