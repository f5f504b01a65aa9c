"""
`python -m tests.fuzz [--minutes MINUTES | --inputs INPUTS] [--jobs JOBS] [TARGET...]`: look for
inputs that fail.

Targets share the time; or the inputs, a tenth of them equally, and the others so that each target
takes the same time.  A run of so many inputs that was stopped goes on where it was, as long as
neither the package nor a target is changed.  What targets learn is kept in `build/fuzz/TARGET`, and
so is an input that one fails on: it ends with 1 then.  Last comes a table: how many inputs each
was given, the share of them that came past the first gate, and the seconds of CPU.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from .running import BUILD, Limit, Tally, forget, fuzz, watch
from .target import TARGETS


ROOT = Path(__file__).parent.parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run targets, print what became of each, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="for all targets together")
    parser.add_argument("--inputs", type=int, help="for all targets together, instead of minutes")
    parser.add_argument("--jobs", type=int, default=1, help="how many targets run side by side")
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    options = parser.parse_args(arguments)
    if find_spec("atheris") is None:
        print("--- fuzzing is skipped: there is no atheris for this Python")
        return 0
    atheris = watch()
    names: list[str] = options.targets or sorted(TARGETS)
    if unknown := sorted({*names} - TARGETS.keys()):
        parser.error(f"there is no target {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    run = f"{options.inputs}-{digest()}" if options.inputs else "minutes"
    if not options.inputs:
        forget(names, run)
    found: dict[str, list[str]] = {}
    for given in limits(names, run, options.inputs, options.minutes * options.jobs):
        left = {name: limit for name, limit in given.items() if name not in found}
        for name, new in fuzz(atheris, run, left, options.jobs):
            print(f"--- {name} {left[name]}, said in {BUILD / name / 'log'}", flush=True)
            if new:
                found[name] = new
    tallies = {name: Tally.of(name, run) for name in names}
    print("\n" + "\n".join(table(tallies, found)))
    forget(names, run)
    return int(bool(found))


def digest() -> str:
    """Tell one state of the package and the targets from another."""
    files = sorted(file for room in ("plivoml", "tests/fuzz") for file in (ROOT / room).rglob("*"))
    read = (file.read_bytes() for file in files if file.is_file() and file.suffix != ".pyc")
    return hashlib.sha256(b"\0".join(read)).hexdigest()[:12]


def limits(
    names: list[str], run: str, inputs: int | None, minutes: float
) -> Iterator[dict[str, Limit]]:
    """Yield what each target is given, and then what each is given besides."""
    if inputs is None:
        seconds = max(1, round(minutes * 60 / len(names)))
        yield {name: Limit(seconds=seconds) for name in names}
        return
    least = math.ceil(inputs / 10 / len(names))
    missing = {name: least - Tally.of(name, run).inputs for name in names}
    yield {name: Limit(left) for name, left in missing.items() if left > 0}
    tallies = {name: Tally.of(name, run) for name in names}
    rates = {name: one.inputs / max(one.seconds, 0.1) for name, one in tallies.items()}
    rest = inputs - sum(one.inputs for one in tallies.values())
    if rest > 0:
        every = sum(rates.values())
        yield {name: Limit(math.ceil(rest * rate / every)) for name, rate in rates.items()}


def table(tallies: Mapping[str, Tally], found: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the lines of what became of each target, and of all."""
    yield f"{'target':<16} {'inputs':>10} {'past the gate':>14} {'seconds':>8}  found"
    for name, one in tallies.items():
        share = f"{one.past_gate / one.inputs:.0%}" if one.inputs else ""
        files = ", ".join(found.get(name, []))
        yield f"{name:<16} {one.inputs:>10,} {share:>14} {one.seconds:>8,.0f}  {files}".rstrip()
    inputs, seconds = (
        sum(getattr(one, what) for one in tallies.values()) for what in ("inputs", "seconds")
    )
    yield f"{'all':<16} {inputs:>10,} {'':>14} {seconds:>8,.0f}"


if __name__ == "__main__":
    sys.exit(main())
