"""Tests on a CPython that is WebAssembly, for versions that a machine need not have."""
