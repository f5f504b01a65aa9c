"""Hostile inputs, each in a process of its own that may take 10 seconds and 300 MB."""

from __future__ import annotations

import sys

from collections.abc import Iterator

import pytest


if sys.platform == "win32":
    pytest.skip("no limits there", allow_module_level=True)

from benchmarks import hostile_work, worst
from benchmarks.bounded import Outcome
from benchmarks.hostile import INPUTS
from tests.support.bounded import Workshop, workshop


pytestmark = pytest.mark.uncounted


NEW_SYNTAX = "x = '<Response/>'\nt'{x}'\n"
READ_THERE = sys.version_info >= (3, 14)


@pytest.fixture(scope="module")
def bounds() -> Iterator[Workshop]:
    with workshop(hostile_work.__name__) as found:
        yield found


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("name", INPUTS)
def test_a_hostile_input_has_an_answer_in_bounds(name: str, bounds: Workshop) -> None:
    (work, *arguments), answer = INPUTS[name]
    outcome = bounds.do(work, *arguments)
    assert (outcome.result, outcome.failure) == (answer, "")


def test_syntax_that_is_newer_than_this_python_is_read_or_said(bounds: Workshop) -> None:
    outcome = bounds.do(hostile_work.rules, "program.py", NEW_SYNTAX)
    version = ".".join(map(str, sys.version_info[:2]))
    told = [] if READ_THERE else [f"Python {version} cannot read it: line 2: invalid syntax"]
    assert (outcome.result, outcome.failure) == (told, "")


def _fill(megabytes: int) -> int:
    return len(b"a" * (megabytes * 1024 * 1024))


def _turn() -> None:
    while True:
        pass


@pytest.mark.long
@pytest.mark.once
def test_what_takes_more_is_ended(bounds: Workshop) -> None:
    assert bounds.do(_fill, 30).result == 30 * 1024 * 1024
    assert "MemoryError" in bounds.do(_fill, 300).failure
    assert bounds.do(_turn, seconds=1).failure == "ended by signal 9"


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("command", worst.COMMANDS)
def test_the_worst_documents_take_so_many_times_what_right_ones_take(
    command: str, bounds: Workshop
) -> None:
    size = worst.size_for(command)

    def work(shape: str, seconds: int = 100) -> Outcome:
        return bounds.do(
            worst.work, command, shape, size, seconds=seconds, megabytes=worst.BAR_MEMORY
        )

    def right() -> float:
        return max(worst.LEAST, *(work(shape).seconds for shape in worst.RIGHT))

    work("a dial")  # the first has to load what there is to load
    bar = worst.BAR * right()
    # A limit is in whole seconds; what is a little over the bar is to be measured again.
    done = {shape: work(shape, 2 * int(bar) + 1) for shape in worst.SHAPES}
    assert {shape: one.failure for shape, one in done.items() if one.failure} == {}
    # Others may have had more of the machine meanwhile, so the two take turns.
    over = [shape for shape, one in done.items() if one.seconds > bar]
    times = {shape: min(work(shape).seconds / right() for _ in range(3)) for shape in over}
    assert {shape: one for shape, one in times.items() if one > worst.BAR} == {}
