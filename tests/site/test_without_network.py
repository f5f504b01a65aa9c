"""The site where npm cannot be reached: all pages but for the form of the playground."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tools import npm


pytestmark = pytest.mark.once


def test_the_page_of_the_playground_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sphinx")
    from tools.site import playground

    def unreachable(name: str, _: str) -> None:
        message = f"npm cannot have {name} (no answer came)"
        raise npm.MissingError(message)

    monkeypatch.setattr(npm, "package", unreachable)
    app: Any = SimpleNamespace(env=SimpleNamespace())
    playground.prepare(app)
    page = [f"# Playground\n\n{playground.MARK}\n\nMore."]
    playground.place(app, "playground", page)
    assert (
        "It is not in this copy of the site: npm cannot have pyodide (no answer came)." in page[0]
    )
    assert "<textarea" not in page[0]
    playground.install(app, None)


def test_a_package_that_npm_cannot_have_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def failing(*_: str, **__: object) -> SimpleNamespace:
        return SimpleNamespace(returncode=1, stderr="npm error\nno such host\n")

    monkeypatch.setattr(npm, "KEPT", tmp_path / "npm")
    monkeypatch.setattr(npm, "run", failing)
    with pytest.raises(npm.MissingError, match=r"npm cannot have pyodide@1 \(no such host\)"):
        npm.package("pyodide", "1")
    assert list((tmp_path / "npm").iterdir()) == []
