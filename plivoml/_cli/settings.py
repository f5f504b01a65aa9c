"""The settings of a project: `[tool.plivoml]` in its pyproject.toml."""

from __future__ import annotations

import argparse
import fnmatch
import glob
import os

from collections.abc import Mapping
from pathlib import Path

import attrs

from .._lint.document import Selection
from .._lint.project import KEYS, SettingsError, file_of, read
from .._lint.rule import Answers


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
    given = {key: value for key in KEYS if (value := getattr(options, key, None)) is not None}
    file = file_of(Path.cwd())
    chosen = (read(file) if file else {}) | given
    answers: dict[str, Answers] = {}
    if file and isinstance(chosen.get("answers"), dict):
        folder = glob.escape(file.parent.as_posix())
        answers = {f"{folder}/{name}": what for name, what in chosen.pop("answers").items()}
    try:
        selection = Selection(**chosen, templates=getattr(options, "templates", False))
        return Settings(selection, answers)
    except ValueError as error:
        raise SettingsError(str(error)) from None
