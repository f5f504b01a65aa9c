"""
The archives that a release is made of, looked at as an index and an installer look at them.

`python -m tools.dist [FOLDER]` reads the wheel and the sdist in a folder (`dist`), says what
is wrong with them and what is left to the owner, and ends with 1 if anything is wrong.
`make dist` builds them first, and installs them into empty environments afterwards.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import sys
import tarfile
import zipfile

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from packaging.metadata import Metadata
from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from trove_classifiers import classifiers


ROOT = Path(__file__).parent.parent
NAME = "plivoml"

#: What nobody but the owner knows: field of the metadata, and where pyproject.toml has it.
OWNERS = {
    "license_expression": "the licence: `license` in pyproject.toml, LICENSE, and README.md",
    "author_email": "who wrote it: `authors` in pyproject.toml",
    "project_urls": "where it is kept: `[project.urls]` in pyproject.toml",
}


@dataclass(frozen=True)
class Archives:
    """A wheel and an sdist in a folder."""

    folder: Path

    @cached_property
    def wheel(self) -> Path:
        """The one wheel."""
        return _only(self.folder, "*.whl")

    @cached_property
    def sdist(self) -> Path:
        """The one sdist."""
        return _only(self.folder, "*.tar.gz")

    @cached_property
    def in_wheel(self) -> dict[str, bytes]:
        """The files in the wheel."""
        with zipfile.ZipFile(self.wheel) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def in_sdist(self) -> list[tarfile.TarInfo]:
        """The members of the sdist."""
        with tarfile.open(self.sdist) as archive:
            return archive.getmembers()

    @cached_property
    def metadata(self) -> dict[Path, bytes]:
        """The metadata in each."""
        (inside,) = (one for one in self.in_wheel if one.endswith(".dist-info/METADATA"))
        with tarfile.open(self.sdist) as archive:
            stem = self.sdist.name.removesuffix(".tar.gz")
            information = archive.extractfile(f"{stem}/PKG-INFO")
            assert information is not None
            return {self.wheel: self.in_wheel[inside], self.sdist: information.read()}

    def complaints(self) -> Iterator[str]:
        """Say what is wrong."""
        yield from _of_names(self)
        yield from _of_metadata(self)
        yield from _of_record(self)
        yield from _of_members(self)

    def left_to_the_owner(self) -> list[str]:
        """Return what the metadata does not say and nobody else can."""
        metadata = Metadata.from_email(self.metadata[self.wheel], validate=False)
        return [what for field, what in OWNERS.items() if not getattr(metadata, field)]


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        msg = f"expected one {pattern} in {folder}; got {[path.name for path in found]}"
        raise SystemExit(msg)
    return found[0]


def _of_names(archives: Archives) -> Iterator[str]:
    try:
        name, version, _, tags = parse_wheel_filename(archives.wheel.name)
        others = parse_sdist_filename(archives.sdist.name)
    except (InvalidWheelFilename, InvalidSdistFilename) as error:
        yield str(error)
        return
    if (name, version) != others:
        yield f"expected one version; got {archives.wheel.name} and {archives.sdist.name}"
    if {str(tag) for tag in tags} != {"py3-none-any"}:
        yield f"expected a wheel for every Python 3; got {archives.wheel.name}"
    if f"\n## {version}" not in (ROOT / "docs/changelog.md").read_text("utf-8"):
        yield f"expected {version} in docs/changelog.md; got no section of it"


def _of_metadata(archives: Archives) -> Iterator[str]:
    if len(set(archives.metadata.values())) != 1:
        yield "expected the same metadata in both; got different ones"
    readme = (ROOT / "README.md").read_text("utf-8")
    for archive, data in archives.metadata.items():
        try:
            metadata = Metadata.from_email(data)
        except ExceptionGroup as errors:
            yield from (f"{archive.name}: {error}" for error in errors.exceptions)
            continue
        stem = f"{canonicalize_name(metadata.name)}-{metadata.version}"
        if not archive.name.startswith((f"{stem}-", f"{stem}.")) or metadata.name != NAME:
            yield f"{archive.name}: expected its own name and version; got {stem}"
        if metadata.description_content_type != "text/markdown":
            got = metadata.description_content_type
            yield f"{archive.name}: expected a description in text/markdown; got {got}"
        if (metadata.description or "").strip() != readme.strip():
            yield f"{archive.name}: expected README.md for a description; got something else"
        unknown = sorted({*(metadata.classifiers or ())} - classifiers)
        yield from (f"{archive.name}: expected a classifier; got {one!r}" for one in unknown)


def _of_record(archives: Archives) -> Iterator[str]:
    """Compare the files of the wheel with its list of them, as an installer does."""
    (name,) = (one for one in archives.in_wheel if one.endswith(".dist-info/RECORD"))
    rows = csv.reader(io.StringIO(archives.in_wheel[name].decode()))
    listed = {path: (digest, size) for path, digest, size in rows}
    for path, data in archives.in_wheel.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        right = ("", "") if path == name else (f"sha256={digest}", str(len(data)))
        if listed.pop(path, None) != right:
            yield f"{archives.wheel.name}: expected {path} as RECORD has it; got another"
    yield from (
        f"{archives.wheel.name}: expected {path}, which RECORD lists; got none" for path in listed
    )


def _of_members(archives: Archives) -> Iterator[str]:
    stem = archives.sdist.name.removesuffix(".tar.gz")
    for path in archives.in_wheel:
        if PurePosixPath(path).parts[0] not in {NAME, f"{stem}.dist-info"}:
            yield f"{archives.wheel.name}: expected {NAME} alone; got {path}"
    for member in archives.in_sdist:
        parts = PurePosixPath(member.name).parts
        if parts[0] != stem or ".." in parts or not (member.isfile() or member.isdir()):
            yield f"{archives.sdist.name}: expected files below {stem}; got {member.name}"


def main(arguments: list[str]) -> int:
    """Look at the archives in a folder."""
    archives = Archives(Path(arguments[0] if arguments else "dist"))
    for path in (archives.wheel, archives.sdist):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{path.name}  {path.stat().st_size} bytes  sha256 {digest}")
    complaints = list(archives.complaints())
    for complaint in complaints:
        print(f"wrong: {complaint}", file=sys.stderr)
    for what in archives.left_to_the_owner():
        print(f"left to the owner: {what}")
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
