"""The settings of a project: `[tool.plivoml]` in its pyproject.toml."""

from __future__ import annotations

import argparse
import fnmatch
import glob
import os

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

import attrs

from .._lint.document import ANSWERS, SEVERITIES, Selection
from .._lint.rule import Answers
from .._model.diagnostic import not_known


_LISTS: Final = ("select", "ignore", "allow")
_KEYS: Final = (*_LISTS, "severity", "answers")


class SettingsError(ValueError):
    """A setting is wrong; the text says which."""


@attrs.frozen
class Settings:
    """Which problems count, in all files and in each."""

    selection: Selection

    answers: Mapping[str, Answers] = attrs.Factory(dict[str, Answers])
    """What documents answer, by the pattern of their path, of which the last that fits counts."""

    def of(self, name: str) -> Selection:
        """Return which problems count in a file."""
        path = Path(os.path.abspath(name)).as_posix()  # noqa: PTH100 - takes no link for another file
        fitting = [
            answers
            for pattern, answers in self.answers.items()
            if fnmatch.fnmatchcase(path, pattern)
        ]
        return attrs.evolve(self.selection, answers=fitting[-1]) if fitting else self.selection


def settings(options: argparse.Namespace) -> Settings:
    """
    Return which problems count, by the project and, before it, by the command line.

    Raises:
        SettingsError: If a setting is wrong.
    """
    given = {key: value for key in _KEYS if (value := getattr(options, key, None)) is not None}
    file = _file(Path.cwd())
    chosen = (_read(file) if file else {}) | given
    answers: dict[str, Answers] = {}
    if file and isinstance(chosen.get("answers"), dict):
        folder = glob.escape(file.parent.as_posix())
        answers = {f"{folder}/{name}": what for name, what in chosen.pop("answers").items()}
    try:
        selection = Selection(**chosen, templates=getattr(options, "templates", False))
        return Settings(selection, answers)
    except ValueError as error:
        raise SettingsError(str(error)) from None


def _file(folder: Path) -> Path | None:
    """Return the nearest pyproject.toml, from a folder upwards, that speaks of plivoml."""
    for parent in (folder, *folder.parents):
        file = parent / "pyproject.toml"
        try:
            if b"tool.plivoml" in file.read_bytes():
                return file
        except OSError:
            continue
    return None


def _read(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{file}: {error}"
        raise SettingsError(msg) from None
    settings: dict[str, Any] = table.get("tool", {}).get("plivoml", {})
    for key, value in settings.items():
        if message := _wrong(key, value):
            msg = f"{file}: [tool.plivoml] {key}: {message}"
            raise SettingsError(msg)
    return settings


def _wrong(key: str, value: Any) -> str | None:
    if key not in _KEYS:
        return not_known(f"one of {', '.join(_KEYS)}", key, _KEYS)
    if key == "severity":
        is_right = value in SEVERITIES
        return None if is_right else f"expected one of {', '.join(SEVERITIES)}; got {value!r}"
    if key == "answers":
        by_file = cast("dict[str, object]", value) if isinstance(value, dict) else {"": value}
        wrong = next((word for word in by_file.values() if word not in ANSWERS), None)
        return None if wrong is None else f"expected calls or callbacks; got {wrong!r}"
    items = cast("list[object]", value if isinstance(value, list) else [value, None])
    is_right = all(isinstance(item, str) for item in items)
    return None if is_right else f"expected a list of texts; got {value!r}"
