"""Plivo's call XML as typed, immutable Python."""

__version__ = "0.1.0"
