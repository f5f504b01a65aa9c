"""A language server of plivoml, and an editor that has a folder open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.editor import Editor, served


#: An editor of today.
ABLE = {
    "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
    "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("project")


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    with served() as editor:
        editor.start(folder, ABLE)
        yield editor
        editor.stop()
