"""What was found by fuzzing is mended, and each target can fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import plivoml

from plivoml import Hangup, Response, callbacks, signatures, ssml, urls

from . import __main__ as command
from . import running
from .running import Limit, Tally
from .target import HERE, Target
from .targets import TARGETS


pytestmark = pytest.mark.once

INPUTS = [
    pytest.param(target, path, id=f"{target.name}-{path.name}")
    for target in TARGETS.values()
    for path in [*target.seeds, *target.found]
]


@pytest.mark.uncounted
@pytest.mark.parametrize(("target", "path"), INPUTS)
def test_what_is_promised_holds_for_each_seed_and_for_what_was_found(
    target: Target, path: Path
) -> None:
    target.function(path.read_bytes())


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS.keys())
def test_seeds_come_past_the_first_gate(target: Target) -> None:
    assert any(target.function(path.read_bytes()) for path in target.seeds)


def test_what_was_found_belongs_to_a_target() -> None:
    found = {path for path in (HERE / "found").iterdir() if path.name != "README.md"}
    assert found == {path for target in TARGETS.values() for path in target.found}


def test_seeds_are_small() -> None:
    sizes = {path: path.stat().st_size for one in TARGETS.values() for path in one.seeds}
    assert max(sizes.values()) < 1024
    assert sum(sizes.values()) < 32 * 1024


def fails(name: str, seed: str) -> bool:
    target = TARGETS[name]
    try:
        target.function((HERE / "seeds" / target.kind / seed).read_bytes())
    except (AssertionError, LookupError):
        return True
    return False


def answers(value: object) -> Callable[..., object]:
    """Return what gives the same whatever it is asked."""

    def give(*_: object, **__: object) -> object:
        return value

    return give


def fail(*_: object, **__: object) -> None:
    raise LookupError


@pytest.mark.parametrize(
    ("module", "name", "of", "seed"),
    [
        (plivoml, "parse", "verdict", "dial"),
        (plivoml, "check", "template", "jinja"),
        (ssml, "parse", "speech", "tags"),
        (callbacks, "parse", "form", "dial"),
        (urls, "options", "url", "settings"),
    ],
)
def test_a_target_fails_where_another_error_is_raised(
    module: ModuleType, name: str, of: str, seed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not fails(of, seed)
    monkeypatch.setattr(module, name, fail)
    assert fails(of, seed)


@pytest.mark.parametrize(
    ("module", "name", "answer", "of", "seed"),
    [
        (plivoml, "parse", Response([Hangup()]), "verdict", "wrong"),
        (plivoml, "check", [], "check", "wrong"),
        (signatures, "is_valid", True, "signature", "post"),
        (urls, "url", "https://example.com/answer", "url", "settings"),
    ],
)
def test_a_target_fails_where_an_answer_is_wrong(  # noqa: PLR0917  # a table
    module: ModuleType,
    name: str,
    answer: object,
    of: str,
    seed: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, name, answers(answer))
    assert fails(of, seed)


def test_fuzzing_is_skipped_by_name_where_there_is_no_atheris(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "find_spec", answers(None))
    assert command.main([]) == 0
    assert capsys.readouterr().out == (
        "--- fuzzing is skipped: there is no atheris for this Python\n"
    )


def test_a_tenth_of_the_inputs_is_shared_equally_and_the_others_by_speed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BUILD", tmp_path)
    speeds = {"parse": 10, "url": 90}
    given: list[dict[str, Limit]] = []
    for name in speeds:
        (tmp_path / name).mkdir()
    Tally(60, 30, 6).keep("parse", "run")  # it was stopped

    for limits in command.limits([*speeds], "run", 1800, 0):
        given.append(limits)
        for name, limit in limits.items():
            tally, more = Tally.of(name, "run"), limit.inputs
            done = Tally(tally.inputs + more, tally.past_gate, tally.seconds + more / speeds[name])
            done.keep(name, "run")

    assert given == [
        {"parse": Limit(30), "url": Limit(90)},
        {"parse": Limit(162), "url": Limit(1458)},
    ]
    assert [*command.limits([*speeds], "run", 1800, 0)] == [{}]
    tallies = {name: Tally.of(name, "run") for name in speeds}
    assert [*command.table(tallies, {"url": ["build/fuzz/url/crash-1"]})] == [
        "target               inputs  past the gate  seconds  found",
        "parse                   252            12%       25",
        "url                   1,548             0%       17  build/fuzz/url/crash-1",
        "all                   1,800                      42",
    ]

    running.forget(speeds, "run")
    assert Tally.of("url", "run") == Tally()


def test_minutes_are_shared_equally() -> None:
    assert [*command.limits(["parse", "url"], "run", None, 1)] == [
        {"parse": Limit(seconds=30), "url": Limit(seconds=30)}
    ]
