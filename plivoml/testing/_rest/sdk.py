"""
Plivo's Python SDK, led to the double.

The SDK reads where the API is from constants of one of its modules at every request, so clients
that were made before follow.  It is never loaded for that: where it is not loaded yet, its module
is changed once it is.
"""

from __future__ import annotations

import sys

from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Final


_MODULE: Final = "plivo.rest.client"
#: All of them: after a 5xx the SDK asks the others, which are the real API as well.
_NAMES: Final = (
    "PLIVO_API_BASE_URI",
    "API_VOICE_BASE_URI",
    "API_VOICE_BASE_URI_FALLBACK_1",
    "API_VOICE_BASE_URI_FALLBACK_2",
)


class Redirection(MetaPathFinder):
    """Leads the SDK to a server from `begin` to `end`."""

    def __init__(self, url: str) -> None:
        self._base = f"{url}/v1/Account"
        self._before: dict[str, object] = {}
        self._module: ModuleType | None = None
        self._is_looking = False

    def begin(self) -> None:
        """Redirect it now, or as soon as it is loaded."""
        module = sys.modules.get(_MODULE)
        if module is None:
            sys.meta_path.insert(0, self)
        else:
            self.take(module)

    def end(self) -> None:
        """Put everything back."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        for name, value in self._before.items():
            setattr(self._module, name, value)
        self._before.clear()

    def take(self, module: ModuleType) -> None:
        """Redirect what the module asks."""
        self._module = module
        for name in _NAMES:
            if hasattr(module, name):
                self._before[name] = getattr(module, name)
                setattr(module, name, self._base)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Find the module as all others do, and have it changed when it is loaded."""
        del path, target
        if fullname != _MODULE or self._is_looking:
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
    """Loads the module, and has it changed."""

    def __init__(self, loader: Loader, redirection: Redirection) -> None:
        self._loader = loader
        self._redirection = redirection

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        redirection = self._redirection
        if redirection in sys.meta_path:
            sys.meta_path.remove(redirection)
            redirection.take(module)
