"""
`plivoml check` on a folder of mixed kinds: documents, other XML, programs, templates, pages.

Half of the files have a document in them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from .figures import Figure
from .rounds import ratio, rounds_of, spread


FILES: Final = 1000
ROUNDS: Final = 7
#: Two processes may take, of the time that one takes: from 500 files on, and on few.
BAR_MANY: Final = 1.0
BAR_FEW: Final = 1.1

_SPEECH: Final = "<Speak>You have NUMBER messages.</Speak>"
_DIAL: Final = "<Dial timeout='20'><Number>+15550100123</Number></Dial>"
_RIGHT: Final = f"<Response>{_SPEECH}{_DIAL}</Response>"
#: The ends of names, with what is in such files; `NUMBER` is another one in each.
KINDS: Final = (
    (".xml", _RIGHT),
    (".pom.xml", "<project><version>NUMBER</version></project>"),
    (".warned.xml", _RIGHT.replace("<Dial", "<Redirect>/next/NUMBER</Redirect><Dial")),
    (".py", f'def answer(name):\n    return f"{_RIGHT.replace("NUMBER", "{name}")}"\n'),
    (".models.py", "import os\n\n\nclass Model:\n    number = NUMBER\n" * 20),
    (".j2", _RIGHT.replace("NUMBER", "{% if n %}{{ n }}{% else %}no{% endif %}")),
    (".html", "<html><body><p>NUMBER</p></body></html>\n" * 50),
    (".md", f"# Page NUMBER\n\n```xml\n{_RIGHT}\n```\n"),
    (".notes.md", "# Page NUMBER\n\nWords.\n" * 50),
    (".json.py", "import json\n\n\ndef text():\n    return json.dumps([NUMBER])\n" * 20),
)


class Run(NamedTuple):
    """What one run took: seconds, and megabytes at its peak."""

    seconds: float
    megabytes: float


def figures() -> Iterator[Figure]:
    """Yield the speed and the memory of a run, and what a second process does to its time."""
    for count, bar in ((FILES, BAR_MANY), (FILES // 2, BAR_MANY), (FILES // 20, BAR_FEW)):
        with tempfile.TemporaryDirectory() as name:
            fill(Path(name), count)
            one, two = (_runs(name, jobs) for jobs in (1, 2))
            found = rounds_of({"one": one, "two": two}, count=ROUNDS)
        alone, beside = found["one"], found["two"]
        if count == FILES:
            title = f"check of a folder of {count:,} files of mixed kinds"
            yield Figure(f"{title}: files per second", spread(count / run.seconds for run in alone))
            yield Figure(f"{title}: MB at its peak", spread(run.megabytes for run in alone))
        yield Figure(
            f"check --jobs 2 of a folder of {count:,} files: times without",
            ratio((run.seconds for run in beside), (run.seconds for run in alone)),
            bar,
        )


def fill(folder: Path, count: int) -> None:
    """Write files of all kinds."""
    for number in range(count):
        end, text = KINDS[number % len(KINDS)]
        inner = folder / f"part-{number // 100}"
        inner.mkdir(exist_ok=True)
        (inner / f"{number}{end}").write_text(text.replace("NUMBER", str(number)), "utf-8")


def _runs(folder: str, jobs: int) -> Callable[[], Run]:
    program = Path(sys.executable).with_name("plivoml")
    command = [str(program), "check", folder, "--quiet", "--severity", "error", "--jobs", str(jobs)]

    def run() -> Run:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        return Run(seconds, used.ru_maxrss / 1024)

    return run
