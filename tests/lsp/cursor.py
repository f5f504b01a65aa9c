"""Texts with a bar where the cursor stands, and what the server says there."""

from __future__ import annotations

import itertools

from pathlib import Path
from typing import Any

from tests.support.editor import Editor


_NUMBERS = itertools.count()


def opened(editor: Editor, folder: Path, text: str, suffix: str = ".xml") -> tuple[str, Any]:
    """Open a new file; return its URI, and where the bar is."""
    before, _, after = text.partition("|")
    uri = editor.open(folder / f"file{next(_NUMBERS)}{suffix}", before + after)
    line = before.rpartition("\n")[2]
    units = len(line.encode("utf-16-le", "surrogatepass")) // 2
    return uri, {"line": before.count("\n"), "character": units}


def offered(editor: Editor, folder: Path, text: str, suffix: str = ".xml") -> list[str]:
    """Return the names that can be written at the bar."""
    return [item["label"] for item in items(editor, folder, text, suffix)]


def items(editor: Editor, folder: Path, text: str, suffix: str = ".xml") -> list[Any]:
    """Return what can be written at the bar, in the order in which an editor shows it."""
    found = editor.at("completion", *opened(editor, folder, text, suffix))["items"]
    return sorted(found, key=lambda item: item["sortText"])


def written(text: str, item: Any) -> str:
    """Return a text, of which the bar is the cursor, once something has been chosen."""
    edit = item["textEdit"]
    lines = text.replace("|", "").split("\n")
    start, end = edit["range"]["start"], edit["range"]["end"]
    assert start["line"] == end["line"]
    number = int(start["line"])
    line = lines[number]
    lines[number] = line[: start["character"]] + edit["newText"] + line[end["character"] :]
    return "\n".join(lines)


def changed(text: str, edits: list[Any]) -> str:
    """Return a text after some edits."""
    lines = text.split("\n")

    def offset(position: dict[str, int]) -> int:
        return sum(len(line) + 1 for line in lines[: position["line"]]) + position["character"]

    for edit in sorted(edits, key=lambda one: offset(one["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text
