"""Documents in programs, in pages and in templates."""

from __future__ import annotations

import plivoml

from tests.fuzz.grown import MARK, document_of, grown
from tests.fuzz.target import target
from tests.support.checking import DISTINCT_SUFFIXES, check_bytes

from .documents import assert_placed


#: What stands around a document that was grown, where it is not the whole of a file.
AROUND = {
    ".py": "def answer(x):\n    return f'''{}'''\n",
    ".md": "```xml\n{}\n```\n",
}


@target("templates")
def template(data: bytes) -> bool:
    """A template is checked whatever is in it."""
    text = document_of(data).decode("utf-8", "surrogateescape")
    found = plivoml.check(text, templates=True, select=["all"])
    assert_placed(found, text.removeprefix("\ufeff"))
    assert all(problem.message.isprintable() for problem in found)
    return "<Response" in text


def file(suffix: str) -> None:
    """Register the target of the files with a certain end of their names."""

    def check(data: bytes) -> bool:
        source = data
        if data.startswith(MARK):
            source = AROUND.get(suffix, "{}").replace("{}", grown(data[1:])).encode()
        try:
            found = check_bytes(source, suffix, ["all"])
        except SyntaxError:
            assert suffix == ".py"
            return False
        except ModuleNotFoundError:  # what reads the language is not installed
            return True
        assert_placed(found, None)
        assert all(problem.message.isprintable() for problem in found)
        return b"<Response" in source

    check.__name__ = f"file_{suffix.removeprefix('.')}"
    target("programs")(check)


for _suffix in DISTINCT_SUFFIXES:
    file(_suffix)
