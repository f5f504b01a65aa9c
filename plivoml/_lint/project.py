"""What a project says of itself: `[tool.plivoml]` in its pyproject.toml."""

from __future__ import annotations

import functools

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

from .._model.diagnostic import alternatives, not_known
from .document import ANSWERS, SEVERITIES


KEYS: Final = (
    *("select", "ignore", "fixable", "unfixable", "unsafe-fixes", "allow", "severity", "answers"),
    *("exclude", "extend-exclude", "per-file-ignores", "templates"),
)


_UNREADABLE: Final = (ValueError, RecursionError)  # of an integer's size, and of depth, too


class SettingsError(ValueError):
    """A setting is wrong; the text says which."""


def project_settings() -> Mapping[str, Any]:
    """
    Return the settings of the project in which the program runs.

    Raises:
        SettingsError: If one is wrong.
    """
    file = file_of(Path.cwd())
    return read(file) if file else {}


def file_of(folder: Path) -> Path | None:
    """
    Return the nearest pyproject.toml, from a folder upwards, that has settings of plivoml.

    One that names plivoml and cannot be read may have some.
    """
    for parent in (folder, *folder.parents):
        file = parent / "pyproject.toml"
        try:
            data = file.read_bytes()
        except OSError:
            continue
        # Most files have no such word, in UTF-16 neither, and need not be read as TOML.
        if b"plivoml" in data.replace(b"\0", b"") and _has_settings(data):
            return file
    return None


def _has_settings(data: bytes) -> bool:
    try:
        tool = _parsed(data).get("tool", {})
    except _UNREADABLE:
        return True
    return "plivoml" in tool if isinstance(tool, dict) else True


def read(file: Path) -> dict[str, Any]:
    """
    Return the settings in a file.

    Raises:
        SettingsError: If one is wrong.
    """
    try:
        table = _parsed(file.read_bytes())
    except _UNREADABLE as error:
        msg = f"{file}: {error}"
        raise SettingsError(msg) from None
    settings = _table(_table(table, "tool", file), "plivoml", file)
    for key, value in settings.items():
        if message := _wrong(key, value):
            msg = f"{file}: [tool.plivoml] {key}: {message}"
            raise SettingsError(msg)
    return settings


@functools.lru_cache(maxsize=1)
def _parsed(data: bytes) -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(data.decode("utf-8"))


def _table(table: Mapping[str, Any], key: str, file: Path) -> dict[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        msg = f"{file}: {key}: expected a table; got {value!r}"
        raise SettingsError(msg)
    return cast("dict[str, Any]", value)


def _wrong(key: str, value: Any) -> str | None:
    """Say what is wrong with a setting, if something is."""
    match key:
        case "severity":
            is_right = value in SEVERITIES
            return None if is_right else f"expected one of {', '.join(SEVERITIES)}; got {value!r}"
        case "answers":
            wrong = next((word for word in _values(value) if word not in ANSWERS), None)
            return None if wrong is None else f"expected {alternatives(ANSWERS)}; got {wrong!r}"
        case "unsafe-fixes":
            is_right = isinstance(value, bool)
            return None if is_right else f"expected true or false; got {value!r}"
        case "per-file-ignores":
            lists = _values(value)
            is_right = isinstance(value, dict) and all(map(_is_texts, lists))
            return None if is_right else f"expected lists of rules by file; got {value!r}"
        case "templates":
            is_right = isinstance(value, bool) or _is_texts(value)
            return None if is_right else f"expected true, false or a list of files; got {value!r}"
        case _ if key in KEYS:
            return None if _is_texts(value) else f"expected a list of texts; got {value!r}"
        case _:
            return not_known(f"one of {', '.join(KEYS)}", key, KEYS)


def _values(value: object) -> list[object]:
    """Return what a setting says of each file, or of all."""
    return [*cast("dict[str, object]", value).values()] if isinstance(value, dict) else [value]


def _is_texts(value: object) -> bool:
    items = cast("list[object]", value if isinstance(value, list) else [value, None])
    return all(isinstance(item, str) for item in items)
