"""
Plivo's Python SDK, led to the double.

The SDK reads where Plivo is from constants of its modules, for calls and messages at every request,
so clients that were made before follow.  It is never loaded for that: what is not loaded yet is
changed once it is.
"""

from __future__ import annotations

import sys

from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Final


_API: Final = "/v1/Account"
#: The constants by their modules, and what stands for each on the server.  After a 5xx the SDK asks
#: the others of the API, which are the real one as well; the rest are other hosts of Plivo's.
_CONSTANTS: Final[Mapping[str, Mapping[str, str]]] = {
    "plivo.rest.client": {
        "PLIVO_API_BASE_URI": _API,
        "API_VOICE_BASE_URI": _API,
        "API_VOICE_BASE_URI_FALLBACK_1": _API,
        "API_VOICE_BASE_URI_FALLBACK_2": _API,
        "CALLINSIGHTS_BASE_URL": "/stats",
    },
    "plivo.rest.base_client": {"PLIVO_API_BASE_URI": _API},
    "plivo.rest.phlo_client": {"PHLO_API_BASE_URI": "/phlo/v1"},
    "plivo.resources.lookup": {"LOOKUP_API_ENDPOINT": "/lookup/v1/Number"},
}


class Redirection(MetaPathFinder):
    """Leads the SDK to a server from `begin` to `end`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._before: list[tuple[ModuleType, str, object]] = []
        self._is_looking = False

    def begin(self) -> None:
        """Redirect what is loaded, and the rest as soon as it is."""
        loaded = [sys.modules[name] for name in _CONSTANTS if name in sys.modules]
        for module in loaded:
            self.take(module)
        if len(loaded) < len(_CONSTANTS):
            sys.meta_path.insert(0, self)

    def end(self) -> None:
        """Put everything back."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        for module, name, value in self._before:
            setattr(module, name, value)
        self._before.clear()

    def take(self, module: ModuleType) -> None:
        """Redirect what a module asks."""
        for name, path in _CONSTANTS[module.__name__].items():
            if hasattr(module, name):
                self._before.append((module, name, getattr(module, name)))
                setattr(module, name, f"{self._url}{path}")

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Find a module as all others do, and have it changed when it is loaded."""
        del path, target
        if fullname not in _CONSTANTS or self._is_looking:
            return None
        self._is_looking = True
        try:
            spec = find_spec(fullname)
        finally:
            self._is_looking = False
        if spec is not None:
            assert spec.loader is not None
            spec.loader = _Taking(spec.loader, self)
        return spec


class _Taking(Loader):
    """Loads a module, and has it changed."""

    def __init__(self, loader: Loader, redirection: Redirection) -> None:
        self._loader = loader
        self._redirection = redirection

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        if self._redirection in sys.meta_path:
            self._redirection.take(module)
