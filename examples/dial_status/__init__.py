"""Connects a caller with somebody, and reports how it went."""
