"""The files in a folder that are a project's own: neither ignored by git, nor left out."""

from __future__ import annotations

import errno
import fnmatch
import glob
import os
import subprocess

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final


#: Folders of other people's code, and of what is built; a project that says `exclude` has its own.
OTHERS: Final = ("venv", "node_modules", "build", "dist", "vendor")

# What every virtual environment has in it, whatever it is called.
_ENVIRONMENT: Final = "pyvenv.cfg"

_GIT: Final = ("git", "-c", "core.fsmonitor=false")
_IGNORED: Final = ("ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z")
# In seconds.  A pattern in a file of its own can keep git busy for ever.
_GIT_PATIENCE: Final = 10
# A hook of git's is started with these, for another folder perhaps.
_OF_HOOKS: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


def files_in(
    folder: str, is_excluded: Callable[[str], bool], fail: Callable[[OSError], None]
) -> Iterator[str]:
    """
    Yield the files in a folder, in the order of their names; links are none.

    Args:
        folder: Where to begin.
        is_excluded: Whether a path is left out.
        fail: Is told of a folder that cannot be read, or of which git does not say what it ignores.
    """
    ignored: set[str] = set()
    is_git_asked = True
    for parent, folders, files in walk(folder, fail):
        names = [one.name for one in files]
        if is_git_asked and (parent == folder or ".git" in (*folders, *names)):
            try:
                ignored |= _ignored_in(parent)
            except TimeoutError as error:
                is_git_asked = False
                fail(error)
        if _ENVIRONMENT in names and parent != folder:
            folders.clear()
            continue
        paths = ((name, str(Path(parent, name))) for name in (*folders, *names))
        own = {name for name, path in paths if path not in ignored and not is_excluded(path)}
        # Hidden folders hold what tools keep for themselves.
        folders[:] = sorted(name for name in folders if name in own and name[0] != ".")
        # A link may lead anywhere, and what it leads to is shown: it has to be named.
        found = (one.name for one in files if one.name in own and not one.is_symlink())
        yield from (str(Path(parent, name)) for name in sorted(found))


def walk(
    folder: str, fail: Callable[[OSError], None]
) -> Iterator[tuple[str, list[str], list[os.DirEntry[str]]]]:
    """
    Yield each folder with the names of those in it, which may be taken out, and what else is there.

    Unlike `os.walk` it goes as deep as folders do.  Links are followed nowhere.

    Args:
        folder: Where to begin.
        fail: Is told of a folder that cannot be read, as one that has gone meanwhile.
    """
    waiting = [folder]
    while waiting:
        parent = waiting.pop()
        folders: list[str] = []
        others: list[os.DirEntry[str]] = []
        try:
            with os.scandir(parent) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.name)
                    else:
                        others.append(entry)
        except OSError as error:
            fail(error)
            continue
        yield parent, folders, others
        waiting += (str(Path(parent, name)) for name in reversed(folders))


def _ignored_in(folder: str) -> set[str]:
    """
    Return what git ignores in a folder; nothing where there is no git, or no repository.

    Raises:
        TimeoutError: If git does not come to an end.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    try:
        done = subprocess.run(  # noqa: S603 - git, and a folder that is named or found
            [*_GIT, "-C", folder, *_IGNORED],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment,
            timeout=_GIT_PATIENCE,
            check=True,
        )
    except subprocess.TimeoutExpired:
        why = (
            f"git does not say within {_GIT_PATIENCE} s what it ignores; nothing is left out for it"
        )
        raise TimeoutError(errno.ETIMEDOUT, why, folder) from None
    except (OSError, subprocess.CalledProcessError):
        return set()
    names = map(os.fsdecode, done.stdout.split(b"\0"))
    # All of a folder that is ignored itself is `./`.
    return {str(Path(folder, name)) for name in names if name not in ("", "./")}


def pattern_of(pattern: str, root: Path) -> str:
    """
    Return an expression for the paths that a project means by a pattern.

    Args:
        pattern: A name at any depth, such as `build`, or a path, such as `flows/old/*.xml`.
        root: The folder that paths are relative to.
    """
    pattern = pattern.removeprefix("./").rstrip("/")
    folder = f"{glob.escape(root.as_posix().rstrip('/'))}/"
    return fnmatch.translate(f"{folder if '/' in pattern else '*/'}{pattern}")


def path_of(name: str) -> str:
    """Return the whole path of a file, as patterns have it."""
    path = os.path.abspath(name)  # noqa: PTH100 - takes no link for another file
    return path.replace(os.sep, "/")
