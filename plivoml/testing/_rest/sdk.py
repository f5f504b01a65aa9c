"""
Plivo's Python SDK, led to the double.

The SDK reads where Plivo is from constants of its modules, for calls and messages at every request,
so clients that were made before follow.  It is never loaded for that: what is not loaded yet is
changed once it is.
"""

from __future__ import annotations

import sys
import threading

from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
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


class Redirections(MetaPathFinder):
    """Leads the SDK to servers: of those that have begun and not ended, to the newest."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._urls: list[str] = []
        self._real: dict[tuple[ModuleType, str], object] = {}

    def begin(self, url: str) -> None:
        """Redirect what is loaded, and the rest as soon as it is."""
        with self._lock:
            if not self._urls:
                sys.meta_path.insert(0, self)
            self._urls.append(url)
            for module in [sys.modules[name] for name in _CONSTANTS if name in sys.modules]:
                self._take(module)

    def end(self, url: str) -> None:
        """Lead to whoever is left, or put everything back."""
        with self._lock:
            self._urls.remove(url)
            for module, _ in [*self._real]:
                self._take(module)
            if self._urls:
                return
            sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self]
            for (module, name), value in self._real.items():
                setattr(module, name, value)
            self._real.clear()

    def loaded(self, module: ModuleType) -> None:
        """Redirect a module that was not loaded before."""
        with self._lock:
            self._take(module)

    def _take(self, module: ModuleType) -> None:
        for name, path in _CONSTANTS[module.__name__].items() if self._urls else ():
            if hasattr(module, name):
                self._real.setdefault((module, name), getattr(module, name))
                setattr(module, name, f"{self._urls[-1]}{path}")

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Find a module as all others do, and have it changed when it is loaded."""
        others = [finder for finder in sys.meta_path if finder is not self]
        found = (finder.find_spec(fullname, path, target) for finder in others)
        spec = next(filter(None, found), None) if fullname in _CONSTANTS else None
        if spec is not None:
            assert spec.loader is not None
            spec.loader = _Taking(spec.loader)
        return spec


REDIRECTIONS: Final = Redirections()


class _Taking(Loader):
    """Loads a module, and has it changed."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        REDIRECTIONS.loaded(module)
