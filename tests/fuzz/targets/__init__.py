"""The targets, by what they take."""

from . import account, calls, documents, editor, fixes, programs, requests


__all__ = ["account", "calls", "documents", "editor", "fixes", "programs", "requests"]
