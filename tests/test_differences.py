"""
Classes, reader and both engines of the schema on documents that are grown from a seed.

Interpreters are compared as well: each one that runs this leaves what it says of a set of
documents in `build/outputs`, under the digest of the package, and looks at what others left.
"""

from __future__ import annotations

import hashlib
import random
import sys

from collections.abc import Iterator
from pathlib import Path

import pytest

import plivoml

from plivoml import InvalidDocumentError, callbacks, parse, urls
from plivoml.errors import InvalidCallbackError
from tests.fuzz.grown import grown
from tests.support.converting import python


ROOT = Path(__file__).parent.parent
#: How many documents one test looks at, so that several processes share them.
SHARE = 1000


def documents(seed: int, number: int) -> Iterator[str]:
    """Grow documents: anything, and what is nearly right, since the first choices are right ones."""
    chance = random.Random(seed)
    for turn in range(number):
        last = 256 if turn % 3 == 0 else 4
        pairs = (
            (chance.randrange(256), chance.randrange(last)) for _ in range(chance.randint(1, 12))
        )
        yield grown(bytes(byte for pair in pairs for byte in pair))


def assert_one_verdict(seed: int) -> None:
    from tests.support.verdicts import verdicts  # it needs lxml

    names: dict[str, object] = {}
    exec("from plivoml import *", names)
    right = 0
    for document in documents(seed, SHARE):
        reader, *engines = verdicts(document)
        assert engines == [reader, reader], document
        try:
            read = parse(document)
        except InvalidDocumentError:
            continue
        assert eval(python.expression(read), names) == read, document
        right += 1
    assert SHARE / 10 < right < SHARE * 0.9


@pytest.mark.uncounted
@pytest.mark.once
@pytest.mark.parametrize("seed", range(2))
def test_classes_reader_and_engines_are_of_one_mind(seed: int) -> None:
    assert_one_verdict(seed)


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 100))
def test_classes_reader_and_engines_are_of_one_mind_on_many_documents(seed: int) -> None:
    assert_one_verdict(seed)


def outputs() -> Iterator[str]:
    """Yield what the package says of a set of inputs, a line for each."""
    for document in documents(2026, 100):
        kept = parse(document, strict=False)
        problems = plivoml.check(document, select=["all"])
        told = [str(kept), repr(kept), *map(str, problems), plivoml.fix(document)]
        yield repr([*told, python.source(kept), str(plivoml.graph(kept))])
    for path in sorted((ROOT / "tests" / "fuzz" / "seeds" / "forms").iterdir()):
        try:
            form = callbacks.parse(path.read_bytes())
        except InvalidCallbackError as error:
            yield repr(error)
        else:
            yield repr([form, form.to_form(), form.as_log(), form.json_schema()])
    for path in sorted((ROOT / "tests" / "fuzz" / "seeds" / "urls").iterdir()):
        yield repr(urls.options(path.read_text("utf-8")))


def test_interpreters_say_the_same() -> None:
    digest = hashlib.sha256()
    for path in sorted([*(ROOT / "plivoml").rglob("*.py"), *(ROOT / "tests/fuzz").rglob("*")]):
        digest.update(
            path.read_bytes() if path.is_file() and "__pycache__" not in path.parts else b""
        )
    folder = ROOT / "build" / "outputs" / digest.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    mine = [hashlib.sha256(one.encode("utf-8", "surrogatepass")).hexdigest() for one in outputs()]
    assert len(mine) > 100
    own = folder / f"{sys.version_info.major}.{sys.version_info.minor}-{sys.platform}.txt"
    own.write_text("\n".join(mine), "utf-8")
    for other in folder.glob("*.txt"):
        theirs = other.read_text("utf-8").splitlines()
        assert (other.name, len(theirs)) == (other.name, len(mine))
        pairs = enumerate(zip(mine, theirs, strict=True))
        assert (other.name, [at for at, (one, two) in pairs if one != two]) == (other.name, [])
