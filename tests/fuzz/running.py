"""libFuzzer on targets, each in a process of its own, and what is kept of it."""

from __future__ import annotations

import hashlib
import importlib
import json
import multiprocessing
import os
import re
import sys
import time

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stderr
from dataclasses import asdict, dataclass
from io import StringIO
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from .target import TARGETS, Target


BUILD = Path("build") / "fuzz"

#: Seconds for one input, and megabytes for a process.
LIMITS = ("-timeout=25", "-rss_limit_mb=2048")

#: How libFuzzer calls the files of what it found.
ARTIFACTS = "*-[0-9a-f]*[0-9a-f]"

#: Seconds to wait for a target beyond what it was given, or beyond a second for an input.
PATIENCE = 300

#: How often a tally is noted, in seconds of CPU.
OFTEN = 0.2

#: What of a seed is worth to be put into other inputs.
WORD = re.compile(rb"[\w./-]{3,40}[=\"']*|</?\w+|[^\w\s]{2,6}")


@dataclass
class Tally:
    """What a target was given since the run began."""

    inputs: int = 0
    past_gate: int = 0
    seconds: float = 0
    """Of CPU."""

    @classmethod
    def of(cls, name: str, run: str) -> Tally:
        """Return what was noted of a target in a run."""
        path = _tally(name, run)
        return cls(**json.loads(path.read_text("utf-8"))) if path.exists() else cls()

    def keep(self, name: str, run: str) -> None:
        """Note it, in one go: the process may be ended at any time."""
        path = _tally(name, run)
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(asdict(self)), "utf-8")
        beside.replace(path)


def _tally(name: str, run: str) -> Path:
    return BUILD / name / f"{run}.json"


def forget(names: Iterable[str], run: str) -> None:
    """Let a run begin anew the next time."""
    for name in names:
        _tally(name, run).unlink(missing_ok=True)


def watch() -> Any:
    """Have the package loaded with its branches watched, now and when more of it is needed."""
    atheris: Any = importlib.import_module("atheris")
    atheris.instrument_imports(include=["plivoml"], enable_loader_override=False).__enter__()
    with redirect_stderr(StringIO()):  # a line for each module
        importlib.import_module("tests.fuzz.targets")
    return atheris


@dataclass(frozen=True)
class Limit:
    """So many inputs, or so many seconds."""

    inputs: int = 0
    seconds: int = 0

    def __str__(self) -> str:
        return f"-runs={self.inputs}" if self.inputs else f"-max_total_time={self.seconds}"


def fuzz(
    atheris: Any, run: str, limits: Mapping[str, Limit], jobs: int = 1
) -> Iterator[tuple[str, list[str]]]:
    """
    Give targets inputs, and yield each with the files of what it found.

    So many run side by side, each in a process.  That is a fork, so that what it needs is loaded
    already.
    """
    waiting, running = deque(limits.items()), set[_Running]()
    while waiting or running:
        while waiting and len(running) < jobs:
            running.add(_Running(atheris, run, *waiting.popleft()))
        wait([one.child.sentinel for one in running], timeout=1)
        for one in [one for one in running if one.is_over()]:
            running.remove(one)
            yield one.name, one.found()


class _Running:
    """A target that is given inputs."""

    def __init__(self, atheris: Any, run: str, name: str, limit: Limit) -> None:
        self.name, self._run = name, run
        self._folder = BUILD / name
        (self._folder / "corpus").mkdir(parents=True, exist_ok=True)
        self._log, self._tally = self._folder / "log", Tally.of(name, run)
        self._before = {*self._folder.glob(ARTIFACTS)}
        self._log.write_bytes(b"")
        self._last = time.monotonic() + PATIENCE + limit.inputs + limit.seconds
        self.child = multiprocessing.get_context("fork").Process(
            target=_fuzz, args=(atheris, TARGETS[name], run, limit), daemon=True
        )
        self.child.start()

    def is_over(self) -> bool:
        return not self.child.is_alive() or time.monotonic() > self._last

    def found(self) -> list[str]:
        """Return the files of what it found, and note how many inputs it was given."""
        self.child.kill()
        self.child.join()
        found = sorted(str(path) for path in {*self._folder.glob(ARTIFACTS)} - self._before)
        log = self._log.read_text("utf-8", "replace")
        executed = re.search(r"number_of_executed_units:\s*(\d+)", log)
        if executed is None:
            return found or [str(self._log)]
        noted = Tally.of(self.name, self._run)
        noted.inputs = self._tally.inputs + int(executed[1])
        noted.keep(self.name, self._run)
        return found


def _fuzz(atheris: Any, target: Target, run: str, limit: Limit) -> None:
    """Run libFuzzer; this never returns."""
    folder = BUILD / target.name
    with (folder / "log").open("wb") as said:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            os.dup2(said.fileno(), stream.fileno())
    longest = max(path.stat().st_size for path in target.seeds)
    options = [
        *(*LIMITS, f"-max_len={longest}", str(limit), "-print_final_stats=1"),
        *(f"-artifact_prefix={folder}{os.sep}", f"-dict={dictionary(target)}"),
        *(str(folder / "corpus"), *(str(path.parent) for path in target.seeds[:1])),
    ]
    atheris.Setup([sys.argv[0], *options], counted(target, run, limit.inputs))
    atheris.Fuzz()


def counted(target: Target, run: str, last: int) -> Callable[[bytes], None]:
    """Return what gives a target an input, and counts: libFuzzer ends without a word to Python."""
    tally, began, parent = Tally.of(target.name, run), time.process_time(), os.getppid()
    spent, noted = tally.seconds, 0.0
    last += tally.inputs

    def give(data: bytes) -> None:
        nonlocal noted
        try:
            tally.past_gate += target.function(data)
        except BaseException:
            # Where libFuzzer is a child of this process it ends before it keeps it.
            kept = f"crash-{hashlib.sha1(data, usedforsecurity=False).hexdigest()}"
            (BUILD / target.name / kept).write_bytes(data)
            raise
        tally.inputs += 1
        now = time.process_time()
        if now > noted + OFTEN or tally.inputs == last:
            noted, tally.seconds = now, spent + now - began
            tally.keep(target.name, run)
            if os.getppid() != parent:  # it was ended, and nobody waits any more
                os._exit(1)

    return give


def dictionary(target: Target) -> Path:
    """Write the words of the seeds as libFuzzer takes them."""
    words = {word for path in target.seeds for word in WORD.findall(path.read_bytes())}
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in sorted(words))
    path = BUILD / target.name / "words.dict"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
