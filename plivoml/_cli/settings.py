"""The settings of a project: `[tool.plivoml]` in its pyproject.toml."""

from __future__ import annotations

import argparse
import functools
import re

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from .._lint.document import Selection
from .._lint.project import SettingsError, file_of, read
from .._lint.rule import Answers
from .folders import OTHERS, path_of, pattern_of


# What an option of the command line takes the place of.
_OPTIONS: Final = ("select", "ignore", "fixable", "unfixable", "severity", "answers")

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@attrs.frozen
class Settings:
    """Which files count, and which problems: in all files and in each."""

    selection: Selection

    root: Path = attrs.Factory(Path.cwd)
    """The folder of the project, which patterns are relative to."""

    answers: Mapping[str, Answers] = attrs.Factory(dict[str, Answers])
    """What documents answer, by the pattern of their path, of which the last that fits counts."""

    ignores: Mapping[str, Sequence[str]] = attrs.Factory(dict[str, Sequence[str]])
    """The rules that do not count, by the pattern of a path, of which every one that fits does."""

    templates: tuple[str, ...] = ()
    """The patterns of files in which values may be missing."""

    exclude: tuple[str, ...] = OTHERS
    """The patterns of files, and of folders, that are left out."""

    fix: bool = False
    """Whether files are fixed."""

    diff: bool = False
    """Whether what would become of them is shown instead."""

    def of(self, name: str) -> Selection:
        """Return which problems count in a file."""
        answers = [what for pattern, what in self.answers.items() if self._fits(name, pattern)]
        ignored = [
            rule
            for pattern, rules in self.ignores.items()
            if self._fits(name, pattern)
            for rule in rules
        ]
        is_template = self._fits(name, *self.templates)
        if not (answers or ignored or is_template):
            return self.selection
        return attrs.evolve(
            self.selection,
            answers=answers[-1] if answers else self.selection.answers,
            ignore=(*self.selection.ignore, *ignored),
            templates=is_template or self.selection.templates,
        )

    def is_excluded(self, name: str) -> bool:
        """Whether a file, or a folder, is left out as such."""
        return self._fits(name, *self.exclude)

    def leaves_out(self, name: str) -> bool:
        """Whether a file is left out, or a folder of the project that it is in."""
        path = Path(path_of(name))
        folders = [*path.parents]
        inside = folders[: folders.index(self.root)] if self.root in folders else []
        return any(self.is_excluded(str(one)) for one in (path, *inside))

    def _fits(self, name: str, *patterns: str) -> bool:
        return bool(patterns) and _matcher(patterns, self.root)(path_of(name)) is not None


@functools.cache  # of more patterns than it keeps, each file would need all anew
def _matcher(patterns: tuple[str, ...], root: Path) -> Callable[[str], object]:
    return re.compile("|".join(pattern_of(pattern, root) for pattern in patterns)).match


def settings(options: argparse.Namespace) -> Settings:
    """
    Return which files and problems count, by the project and, before it, by the command line.

    Raises:
        SettingsError: If a setting is wrong.
    """
    given = {key: value for key in _OPTIONS if (value := getattr(options, key)) is not None}
    if options.templates:
        given["templates"] = True
    if options.unsafe_fixes:
        given["unsafe-fixes"] = True
    found = settings_of(file_of(Path.cwd()), Path.cwd(), given)
    return attrs.evolve(found, fix=options.fix, diff=options.diff)


def settings_of(file: Path | None, folder: Path, given: Mapping[str, Any] = _NOTHING) -> Settings:
    """
    Return which files and problems count in a project.

    Args:
        file: Where its settings are, if it has any.
        folder: What paths are relative to where it has none.
        given: What takes the place of its settings.

    Raises:
        SettingsError: If a setting is wrong.
    """
    chosen: dict[str, Any] = {**(read(file) if file else {}), **given}
    answers = chosen.get("answers")
    templates = chosen.get("templates", ())
    counting = {key: chosen[key] for key in (*_OPTIONS, "allow") if key in chosen}
    if isinstance(answers, dict):
        del counting["answers"]
    ignores: dict[str, list[str]] = chosen.get("per-file-ignores", {})
    unsafe = chosen.get("unsafe-fixes", False)
    try:
        selection = Selection(**counting, templates=templates is True, unsafe_fixes=unsafe)
        for rules in ignores.values():
            attrs.evolve(selection, ignore=rules)
    except ValueError as error:
        raise SettingsError(str(error)) from None
    return Settings(
        selection,
        file.parent if file else folder,
        cast("dict[str, Answers]", answers) if isinstance(answers, dict) else {},
        ignores,
        () if isinstance(templates, bool) else tuple(templates),
        (*chosen.get("exclude", OTHERS), *chosen.get("extend-exclude", ())),
    )
