"""
What runs inside: pytest, with the arguments in `given`.

It has no processes, no threads, and no package that has to be compiled.  Tests that ask for one
are skipped, with what they need; anything else that goes wrong is a failure.
"""

from __future__ import annotations

import os
import re
import sys

from collections.abc import Generator, Sequence
from pathlib import Path

import pytest


sys.path[:0] = ["/project"]
sys.dont_write_bytecode = True
os.chdir("/project")

STARTS = re.compile(
    r"^(?:import|from) (?:multiprocessing|resource|signal|socket|threading)\b", re.MULTILINE
)
OURS = {"benchmarks", "examples", "plivoml", "tests", "tools"}


class Absent:
    """Skips what asks for something that is not here."""

    def __init__(self) -> None:
        self.passed = self.skipped = 0
        self.left_out: list[str] = []

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Leave out a file that is about signals, sockets or threads."""
        if collection_path.suffix == ".py" and STARTS.search(collection_path.read_text("utf-8")):
            self.left_out.append(collection_path.name)
            return True
        return None

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name what was left out."""
        names = ", ".join(sorted(self.left_out))
        terminalreporter.line(f"left out, for signals, sockets or threads: {names}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what was run."""
        self.passed += report.when == "call" and report.passed
        self.skipped += report.skipped

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Skip a file that imports a package that is not here."""
        report = yield
        found = str(report.longrepr).rpartition("ModuleNotFoundError: No module named '")
        name = found[2].partition("'")[0]
        if report.failed and found[1] and name.partition(".")[0] not in OURS:
            report.outcome = "skipped"
            report.longrepr = (str(collector.path), 0, f"Skipped: needs {name}")
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        """Skip a test that starts a process or a thread, or imports such a package itself."""
        try:
            return (yield)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in OURS:
                pytest.skip(f"needs {error.name}")
            raise
        except MemoryError as error:
            if "Parser stack" in str(error):  # it is a small one
                pytest.skip("needs a deep stack for Python's parser")
            raise
        except (OSError, RuntimeError) as error:
            if "support processes" in str(error) or "start new thread" in str(error):
                pytest.skip("needs processes or threads")
            raise


def run(arguments: Sequence[str]) -> int:
    """Run the tests, and return the exit status; it is 1 where fewer pass than are skipped."""
    print(f"--- the tests that need no processes, on CPython {sys.version.split()[0]}", flush=True)
    absent = Absent()
    # What tells of a test that hangs would be a thread.
    status = int(pytest.main(["-o", "faulthandler_timeout=0", *arguments], plugins=[absent]))
    return status or int(absent.passed < absent.skipped)
