"""A file as an editor has it, with what is wrong in it and what stands where."""

from __future__ import annotations

import functools
import io
import re
import tokenize

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import attrs

from lsprotocol import types
from pygls import uris

from .. import _checking
from .._cli.files import File, Report, examine
from .._cli.settings import Settings
from .places import Shown, raw, unfinished
from .spots import Spot, spot_at
from .text import Text


#: In characters: of more, nothing is shown but what is wrong with it.
_LONGEST: Final = 1024 * 1024

# In characters: what says the encoding of a program is on one of its first two lines.
_HEAD: Final = 1000

#: The end of the name of a file that has none yet, by what an editor calls its language.
_SUFFIXES: Final = {
    "csharp": ".cs",
    "go": ".go",
    "java": ".java",
    "javascript": ".js",
    "javascriptreact": ".jsx",
    "jinja": ".j2",
    "kotlin": ".kt",
    "markdown": ".md",
    "php": ".php",
    "python": ".py",
    "ruby": ".rb",
    "rust": ".rs",
    "typescript": ".ts",
    "typescriptreact": ".tsx",
}

# An encoding that writes these in another way is none that an editor keeps a file in.
_SIGNS: Final = rb"\u0041+-"

_XML_ENCODING: Final = re.compile(
    r"""\ufeff?<\?xml[^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z][\w.-]*)["']"""
)


@attrs.frozen(eq=False)
class Document:
    """One version of a file; another version is another one."""

    uri: str
    version: int | None
    language: str
    """What the editor calls it."""
    text: Text
    settings: Settings | None = None
    """Which problems count; without them, nobody has been asked."""

    @property
    def source(self) -> str:
        """The text."""
        return self.text.source

    @functools.cached_property
    def name(self) -> str:
        """The path of the file, or a name for one that has none."""
        path = uris.to_fs_path(self.uri) if self.uri.startswith("file:") else None
        # No file has a NUL in its name.
        path = None if path and "\0" in path else path
        return path or f"untitled{_SUFFIXES.get(self.language, '.xml')}"

    @property
    def suffix(self) -> str:
        """The end of its name, which says what it is."""
        return Path(self.name).suffix.lower()

    @property
    def encoding(self) -> str:
        """The encoding that the text says of itself, in which it will be kept."""
        if self.suffix == ".py":
            start = io.BytesIO(self.source[:_HEAD].encode("utf-8", "replace"))
            try:
                named = tokenize.detect_encoding(start.readline)[0]
                return named if _SIGNS.decode(named) == _SIGNS.decode() else "utf-8"
            except (LookupError, SyntaxError, UnicodeError):
                return "utf-8"
        found = None if self.suffix in _checking.KINDS else _XML_ENCODING.match(self.source)
        return found[1] if found else "utf-8"

    @property
    def data(self) -> bytes:
        """The text as the file will have it."""
        return self._kept[0]

    def replaced(self, data: bytes) -> types.TextEdit:
        """Return what makes the file have `data`, in the encoding of `self.data`."""
        _, encoding, errors = self._kept
        return types.TextEdit(self.text.range(0, len(self.source)), data.decode(encoding, errors))

    @functools.cached_property
    def _kept(self) -> tuple[bytes, str, str]:
        try:
            return self.source.encode(self.encoding), self.encoding, "strict"
        except (LookupError, ValueError):
            # A byte order mark counts more than the encoding that cannot hold the text.
            encoding = "utf-8" if self.source.startswith("\ufeff") else "utf-8-sig"
            return self.source.encode(encoding, "surrogatepass"), encoding, "surrogatepass"

    @functools.cached_property
    def report(self) -> Report:
        """What `plivoml check` says of the file, as it does of one that it finds in a folder."""
        if self.settings is None or self.settings.leaves_out(self.name):
            return Report(self.name)
        return examine(File(self.name, is_found=True, data=self.data), self.settings)

    @functools.cached_property
    def documents(self) -> Sequence[Shown]:
        """The documents in the file, as far as they can be seen."""
        if len(self.source) > _LONGEST:
            return []
        found = _checking.texts_in(self.source, self.suffix)
        if found is not None:
            return [
                Shown(one.text, one.offsets, {at: hole.shown for at, hole in one.holes.items()})
                for one in found
            ]
        if self.suffix in _checking.KINDS:
            start = self.source.find("<Response")
            return [] if start < 0 else [raw(self.source, start)]
        return [raw(self.source)] if self.suffix == ".xml" else []

    def shown_at(self, offset: int) -> tuple[Shown, Spot] | None:
        """Return the document at an offset, and what stands there in it."""
        for shown in self.documents:
            if (spot := shown.spot(offset)) is not None:
                return shown, spot
        if len(self.source) <= _LONGEST and (left := unfinished(self.source, offset)) is not None:
            return left, spot_at(left.text, offset - left.offsets[0])
        return None

    def span(self, shown: Shown, start: int, end: int) -> types.Range:
        """Return where in the file a part of a document is."""
        return self.text.range(
            shown.in_file(start), shown.after(end) if end > start else shown.in_file(end)
        )
