"""
`python -m tests.fuzz [--minutes MINUTES] [TARGET...]`: look for inputs that a target fails on.

The targets share the time, one process after the other.  What they learn is kept in
`build/fuzz/TARGET`, and so is an input that one fails on: it ends with 1 then.  Last comes a
table: how many inputs each was given, and the share of them that came past the first gate.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys

from importlib.util import find_spec
from pathlib import Path

from . import targets
from .target import TARGETS, Target


__all__ = ["main", "targets"]

BUILD = Path("build") / "fuzz"

#: Seconds for one input, megabytes for a process, and the longest input in bytes.
LIMITS = ("-timeout=25", "-rss_limit_mb=2048", "-max_len=4096")

#: What of a seed is worth to be put into other inputs.
WORD = re.compile(rb"[\w./-]{3,40}[=\"']*|</?\w+|[^\w\s]{2,6}")


def main(arguments: list[str] | None = None) -> int:
    """Run targets, print what became of each, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="for all targets together")
    parser.add_argument("targets", nargs="*", choices=[[], *sorted(TARGETS)], metavar="TARGET")
    options = parser.parse_args(arguments)
    if find_spec("atheris") is None:
        print("--- fuzzing is skipped: there is no atheris for this Python")
        return 0
    names: list[str] = options.targets or sorted(TARGETS)
    seconds = max(1, round(options.minutes * 60 / len(names)))
    rows = [fuzz(TARGETS[name], seconds) for name in names]
    total = sum(inputs for _, inputs, _, _ in rows)
    print(f"\n{'target':<12} {'inputs':>10} {'past the gate':>14}  found")
    for name, inputs, share, found in [*rows, ("all", total, "", "")]:
        print(f"{name:<12} {inputs:>10,} {share:>14}  {found}")
    return int(any(found for _, _, _, found in rows))


def fuzz(target: Target, seconds: int) -> tuple[str, int, str, str]:
    """Run one target; return its name, its inputs, the share past the gate, and what it found."""
    folder = BUILD / target.name
    learnt, log, tally = folder / "corpus", folder / "log", folder / "tally"
    learnt.mkdir(parents=True, exist_ok=True)
    before = set(folder.glob("*-*"))
    tally.write_text("0 0", "utf-8")
    command = [
        *(sys.executable, "-m", "tests.fuzz.one", target.name, str(tally)),
        *(*LIMITS, f"-max_total_time={seconds}", "-print_final_stats=1"),
        *(f"-artifact_prefix={folder}{os.sep}", f"-dict={dictionary(target, folder)}"),
        *(str(learnt), *(str(path.parent) for path in target.seeds[:1])),
    ]
    print(f"--- {target.name}: {seconds} s, said in {log}", flush=True)
    with log.open("wb") as said:
        patience = seconds + 300  # an input, and the corpus before all
        subprocess.run(command, stdout=said, stderr=said, timeout=patience, check=False)
    counted, taken = map(int, tally.read_text("utf-8").split())
    executed = re.search(r"executed_units:\s*(\d+)", log.read_text("utf-8", "replace"))
    share = f"{taken / counted:.0%}" if counted else ""
    found = sorted(str(path) for path in {*folder.glob("*-*")} - before)
    if executed is None and not found:
        found = [str(log)]
    return target.name, int(executed[1]) if executed else counted, share, ", ".join(found)


def dictionary(target: Target, folder: Path) -> Path:
    """Write the words of the seeds as libFuzzer takes them."""
    words = {word for path in target.seeds for word in WORD.findall(path.read_bytes())}
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in sorted(words))
    path = folder / "words.dict"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
