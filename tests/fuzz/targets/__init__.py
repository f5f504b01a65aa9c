"""The targets, by what they take."""

from . import account, calls, documents, programs, requests


__all__ = ["account", "calls", "documents", "programs", "requests"]
