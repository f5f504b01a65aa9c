"""The settings of a project: `[tool.plivoml]` in its pyproject.toml."""

from __future__ import annotations

import argparse
import functools
import re

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

import attrs

from .._lint.document import ANSWERS, SEVERITIES, Selection
from .._lint.rule import Answers
from .._model.diagnostic import alternatives, not_known
from .folders import OTHERS, path_of, pattern_of


_KEYS: Final = (
    *("select", "ignore", "allow", "severity", "answers"),
    *("exclude", "extend-exclude", "per-file-ignores", "templates"),
)
# What an option of the command line takes the place of.
_OPTIONS: Final = ("select", "ignore", "severity", "answers")


class SettingsError(ValueError):
    """A setting is wrong; the text says which."""


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
        inside = (parent for parent in path.parents if self.root in parent.parents)
        return any(self.is_excluded(str(one)) for one in (path, *inside))

    def _fits(self, name: str, *patterns: str) -> bool:
        return bool(patterns) and _matcher(patterns, self.root)(path_of(name)) is not None


@functools.lru_cache
def _matcher(patterns: tuple[str, ...], root: Path) -> Callable[[str], object]:
    return re.compile("|".join(pattern_of(pattern, root) for pattern in patterns)).match


def settings(options: argparse.Namespace) -> Settings:
    """
    Return which files and problems count, by the project and, before it, by the command line.

    Raises:
        SettingsError: If a setting is wrong.
    """
    file = _file(Path.cwd())
    chosen = _read(file) if file else {}
    chosen |= {key: value for key in _OPTIONS if (value := getattr(options, key)) is not None}
    answers = chosen.get("answers")
    templates = options.templates or chosen.get("templates", ())
    counting = {key: chosen[key] for key in (*_OPTIONS, "allow") if key in chosen}
    if isinstance(answers, dict):
        del counting["answers"]
    ignores: dict[str, list[str]] = chosen.get("per-file-ignores", {})
    try:
        selection = Selection(**counting, templates=templates is True)
        for rules in ignores.values():
            attrs.evolve(selection, ignore=rules)
    except ValueError as error:
        raise SettingsError(str(error)) from None
    return Settings(
        selection,
        file.parent if file else Path.cwd(),
        answers if isinstance(answers, dict) else {},
        ignores,
        () if isinstance(templates, bool) else tuple(templates),
        (*chosen.get("exclude", OTHERS), *chosen.get("extend-exclude", ())),
    )


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
    """Say what is wrong with a setting, if something is."""
    match key:
        case "severity":
            is_right = value in SEVERITIES
            return None if is_right else f"expected one of {', '.join(SEVERITIES)}; got {value!r}"
        case "answers":
            wrong = next((word for word in _values(value) if word not in ANSWERS), None)
            return None if wrong is None else f"expected {alternatives(ANSWERS)}; got {wrong!r}"
        case "per-file-ignores":
            wrong = next((one for one in _values(value) if not _is_texts(one)), None)
            return None if wrong is None else f"expected lists of rules by file; got {wrong!r}"
        case "templates":
            is_right = isinstance(value, bool) or _is_texts(value)
            return None if is_right else f"expected true, false or a list of files; got {value!r}"
        case _ if key in _KEYS:
            return None if _is_texts(value) else f"expected a list of texts; got {value!r}"
        case _:
            return not_known(f"one of {', '.join(_KEYS)}", key, _KEYS)


def _values(value: object) -> list[object]:
    """Return what a setting says of each file, or of all."""
    return [*cast("dict[str, object]", value).values()] if isinstance(value, dict) else [value]


def _is_texts(value: object) -> bool:
    items = cast("list[object]", value if isinstance(value, list) else [value, None])
    return all(isinstance(item, str) for item in items)
