"""
`python -m tools.mutants [--seed SEED] [--number NUMBER] [PATH...]`: put mistakes into the code.

cosmic-ray knows the mistakes: another operator, another number, a decorator less.  Places are
drawn by a seed, over all modules of `ROOMS` or over those that are named, and one mistake for
each; a change of a line draws anew for that line alone.  In a copy of the tree each is made in turn, and the tests of its room run until one fails.
A mistake that none tells of has survived: it is listed in `survivors.toml` with the reason why it
changes nothing that can be told, or a test is missing, and the exit status is 1.

What has become of each is kept in `build/mutants`, so that a run that was stopped goes on where it
was.  One that tests told of is not made again, nor is one that survived until a test is changed;
`--anew` forgets all that.

cosmic-ray has an environment of its own; the tests run in the one of this project.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import random
import shutil
import sys
import tomllib

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import Visitor, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from .running import Verdict, put, run


ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "build" / "mutants"
COPY = KEPT / "tree"
SURVIVORS = Path(__file__).with_name("survivors.toml")

#: The tests of what is read, and of how tags are judged.
READING = [
    *("tests/test_reading.py", "tests/test_wrong_documents.py", "tests/test_trust.py"),
    *("tests/test_fast_reading.py", "tests/lint/test_fixes.py", "tests/test_documents.py"),
    *("tests/test_layout.py", "tests/lint/test_one_round.py"),
    *("tests/lint/test_broken_elements.py", "tests/lint/test_related_places.py"),
]

#: The tests of each room or module, those first that tell most; the first one that fits counts.
ROOMS = {
    "plivoml/_model/validator.py": [*READING, "tests/test_plain_data.py"],
    "plivoml/_model/unknown.py": [*READING, "tests/test_plain_data.py"],
    "plivoml/_model": [
        *("tests/test_elements.py", "tests/test_wrong_elements.py", "tests/test_values.py"),
        *("tests/test_lookalikes.py", "tests/test_annotations.py", "tests/test_plain_data.py"),
        *("tests/test_errors.py", "tests/test_trust.py", "tests/test_documents.py"),
        *("tests/test_help.py", "tests/test_generated.py"),
    ],
    # Lines are asked for by editors, and for what stands in programs.
    "plivoml/_reading/positions.py": [
        *(*READING, "tests/sources/test_fixed_sources.py", "tests/lsp/test_completion.py"),
    ],
    "plivoml/_reading": READING,
    "plivoml/signatures": ["tests/test_signatures.py"],
    "plivoml/callbacks": ["tests/callbacks", "tests/test_plain_data.py"],
    "plivoml/_web/form.py": ["tests/callbacks", "tests/web"],
    "plivoml/streams": ["tests/streams", "tests/test_plain_data.py"],
    "plivoml/_lint/rules": [
        *("tests/lint/test_rules.py", "tests/lint/test_check.py", "tests/lint/test_url_rules.py"),
        *("tests/lint/test_speech_rules.py", "tests/lint/test_check_facts.py"),
        *("tests/lint/test_findings.py", "tests/lint/test_broken_elements.py"),
    ],
}

#: Of operators that need arguments nothing is drawn; nor of those that put `is` where `==` stands
#: or `==` where `is` stands, which is the same for most values that a test could choose.
LEFT_OUT = (
    *("core/Variable", "core/ReplaceComparisonOperator_Eq_Is"),
    *("core/ReplaceComparisonOperator_Is_Eq", "core/ReplaceComparisonOperator_IsNot_NotEq"),
)


# Columns of any line.
_LINE = range(200)


@dataclass(frozen=True)
class Place:
    """Where a mistake can be made."""

    file: Path
    start: tuple[int, int]
    mistakes: tuple[tuple[str, int], ...]
    """Names of operators, and the how manieth of its places in the file this is."""


class _Positions(Visitor):
    def __init__(self, operator: object) -> None:
        self.operator = operator
        self.found: list[tuple[int, int]] = []

    def visit(self, node: object) -> object:
        self.found += [start for start, _ in self.operator.mutation_positions(node)]
        return node


def places(file: Path) -> Iterator[Place]:
    """Yield the places of a file at which something runs."""
    source = file.read_text("utf-8")
    tree, idle = get_ast(source), set(_idle(ast.parse(source)))
    mistakes: defaultdict[tuple[int, int], list[tuple[str, int]]] = defaultdict(list)
    for name in operator_names():
        if not name.startswith(LEFT_OUT):
            positions = _Positions(get_operator(name)())
            positions.walk(tree)
            for occurrence, start in enumerate(positions.found):
                mistakes[start].append((name, occurrence))
    for start, found in sorted(mistakes.items()):
        if start not in idle:
            yield Place(file, start, tuple(found))


def _idle(tree: ast.AST) -> Iterator[tuple[int, int]]:
    """Yield each position within what changes no value: for people, type checkers or memory."""
    for node in ast.walk(tree):
        match node:
            case ast.AnnAssign(annotation=part) | ast.arg(annotation=ast.expr() as part):
                pass
            case ast.FunctionDef(
                decorator_list=[ast.Name("overload"), *_] as said, body=[*_, part]
            ):
                # What it gives stands on the line of its name, or on one of its own.
                lines = range(said[0].lineno, part.lineno + 1)
                yield from ((line, at) for line in lines for at in _LINE)
            case ast.FunctionDef(returns=ast.expr() as part):
                pass
            case ast.Call(ast.Name("lru_cache") | ast.Attribute(attr="lru_cache")) as part:
                pass
            case ast.If(test=ast.Name("TYPE_CHECKING"), body=[*_, part]):
                # With the decorators in it, which stand before what they decorate.
                yield from ((line, at) for line in range(node.lineno, part.lineno) for at in _LINE)
            case _:
                continue
        for line in range(part.lineno, (part.end_lineno or 0) + 1):
            first = part.col_offset if line == part.lineno else 0
            last = part.end_col_offset if line == part.end_lineno else None
            yield from ((line, at) for at in _LINE[first:last])


@dataclass(frozen=True)
class Mutant:
    """One mistake in one file."""

    file: str
    line: int
    before: str
    after: str
    code: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}\n  - {self.before}\n  + {self.after}"


def mutant(place: Place, chance: random.Random) -> Mutant | None:
    """Make one of the mistakes that can be made at a place."""
    name, occurrence = chance.choice(place.mistakes)
    source = place.file.read_text("utf-8")
    code = mutate_code(source, get_operator(name)(), occurrence)
    if code is None or code == source or not _is_python(code):
        return None
    olds, news = source.splitlines(), code.splitlines()
    at = next((n for n, (old, new) in enumerate(zip(olds, news, strict=False)) if old != new), 0)
    at = next(n for n in range(at, len(olds)) if olds[n].strip())  # a decorator takes a blank along
    after = "" if len(news) < len(olds) else news[at].strip()
    file = place.file.relative_to(ROOT).as_posix()
    return Mutant(file, at + 1, olds[at].strip(), after, code)


def _is_python(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def drawn(rooms: list[str], seed: int, number: int) -> list[Mutant]:
    """Draw mistakes."""
    files = {
        file
        for room in rooms
        for file in ([ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py"))
    }
    every = sorted(
        (pair for file in sorted(files) for pair in _numbered(file, seed)),
        key=lambda pair: pair[0],
    )
    # The mistake is the same for everybody.
    found = (mutant(place, random.Random(key)) for key, place in every)  # noqa: S311
    return [one for one, _ in zip(filter(None, found), range(number), strict=False)]


def _numbered(file: Path, seed: int) -> Iterator[tuple[str, Place]]:
    """Yield the places of a file, each with a number of its own that its line decides."""
    lines = file.read_text("utf-8").splitlines()
    seen: Counter[tuple[str, int]] = Counter()
    for place in places(file):
        line, column = place.start
        text = lines[line - 1].strip()
        column -= len(lines[line - 1]) - len(lines[line - 1].lstrip())
        seen[text, column] += 1
        about = (seed, file.relative_to(ROOT).as_posix(), text, column, seen[text, column])
        yield _digest(*map(str, about)), place


def tests_of(file: str) -> list[str]:
    """Return the tests of the room that a file is in."""
    return next(tests for room, tests in ROOMS.items() if file.startswith(room))


class Memory:
    """What has become of mistakes, by what the code was with each."""

    def __init__(self) -> None:
        self._file = KEPT / "verdicts"
        lines = self._file.read_text("utf-8").splitlines() if self._file.exists() else []
        self._kept = {
            digest: Verdict(value) for digest, value in (one.split("\t") for one in lines)
        }

    def recall(self, one: Mutant) -> Verdict | None:
        """Return what is known of a mistake."""
        return self._kept.get(_digest(one.code)) or self._kept.get(self._with_tests(one))

    def keep(self, one: Mutant, verdict: Verdict) -> None:
        """Note what has become of a mistake; that one survived holds for the tests that there are."""
        digest = self._with_tests(one) if verdict is Verdict.SURVIVED else _digest(one.code)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{digest}\t{verdict.value}\n")

    @staticmethod
    def _with_tests(one: Mutant) -> str:
        paths = [COPY / name for name in tests_of(one.file)]
        files = [file for path in paths for file in sorted(path.rglob("*.py")) or [path]]
        return _digest(one.code, *(file.read_text("utf-8") for file in files))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def main() -> int:
    """Draw mistakes, make them one after the other, and say which of them survive."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("--python", default=".venv/bin/python", help="what runs the tests")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=150)
    parser.add_argument("--anew", action="store_true", help="forget what is known of mistakes")
    parser.add_argument("paths", nargs="*", default=[*ROOMS])
    options = parser.parse_args()
    python = (ROOT / options.python).absolute()
    argued = {
        (row["file"], row["before"], row["after"])
        for row in tomllib.loads(SURVIVORS.read_text("utf-8")).get("survivor", [])
    }
    chosen = drawn(options.paths, options.seed, options.number)
    shutil.rmtree(KEPT if options.anew else COPY, ignore_errors=True)
    shutil.copytree(ROOT, COPY, ignore=_left_behind)
    memory = Memory()
    for tests in {tuple(tests_of(one.file)) for one in chosen if memory.recall(one) is None}:
        if run(python, COPY, tests) is not Verdict.SURVIVED:
            print(f"these fail without any mistake, or take too long: {' '.join(tests)}")
            return 2
    counts: defaultdict[str, int] = defaultdict(int)
    for number, one in enumerate(chosen, 1):
        verdict = memory.recall(one)
        if verdict is None:
            verdict = made(one, python)
            memory.keep(one, verdict)
        told = verdict.value
        if verdict is Verdict.SURVIVED and (one.file, one.before, one.after) in argued:
            told = "argued"
        counts[told] += 1
        print(f"{number}/{len(chosen)} {told}: {one}", flush=True)
    print(", ".join(f"{count} {told}" for told, count in sorted(counts.items())))
    return int(counts[Verdict.SURVIVED.value] > 0)


def made(one: Mutant, python: Path) -> Verdict:
    """Make a mistake in the copy of the tree, and say what becomes of it."""
    file = COPY / one.file
    right = file.read_text("utf-8")
    put(file, one.code)
    verdict = run(python, COPY, tests_of(one.file))
    put(file, right)
    return verdict


def _left_behind(folder: str, names: list[str]) -> set[str]:
    """Leave out what the tests do not read."""
    top = {".git", ".venv", ".venvs", "build", "dist"} if Path(folder) == ROOT else set()
    return {name for name in names if name in top or name in {"__pycache__", ".hypothesis"}}


if __name__ == "__main__":
    sys.exit(main())
