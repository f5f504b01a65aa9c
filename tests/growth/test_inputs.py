"""Hostile inputs, each in a process of its own that may take 10 seconds and 300 MB."""

from __future__ import annotations

import subprocess
import sys

from pathlib import Path

import pytest

from tests.support.processes import PATIENCE


pytestmark = pytest.mark.stress


resource = pytest.importorskip("resource")

SPOKEN = "<Response><Speak>{}</Speak></Response>"
MEGABYTE = 1_000_000

PROGRAM = """
import resource, sys
from pathlib import Path
from plivoml import InvalidDocumentError, check, parse
limits = {resource.RLIMIT_CPU: 10, resource.RLIMIT_DATA: 300 * 1024 * 1024}
for limit, most in limits.items():
    resource.setrlimit(limit, (most, most))
file = Path(sys.argv[1])
if file.suffix == ".xml":
    for strict in (True, False):
        try:
            parse(file.read_bytes(), strict=strict)
        except InvalidDocumentError as error:
            str(error)
problems = check(file, templates=file.suffix == ".html", select=["all"])
print(*sorted({problem.rule for problem in problems}))
"""

INPUTS: dict[str, tuple[str, str]] = {
    "unknown-elements.xml": (f"<Response>{'<Bogus/>' * (MEGABYTE // 8)}</Response>", "too-large"),
    "broken-levels.xml": (
        SPOKEN.format('<prosody rate="bad">' * 90 + "<break/>" * 9000 + "</prosody>" * 90),
        "bad-value",
    ),
    "message.xml": (
        f'<Response><Message src="1" dst="2">{"a" * 8}{chr(10) * 9_000_000}</Message></Response>',
        "too-large",
    ),
    "comments.xml": ("<Response>" + "<!--" * 100_000, "not-well-formed"),
    "replaced.py": (
        f'a0 = "{SPOKEN.format("aa")}"\n'
        + "".join(f'a{n + 1} = a{n}.replace("a", "aa")\n' for n in range(40)),
        "not-judged",
    ),
    "added.py": (
        f'a0 = "{SPOKEN.format("aa")}"\n' + "".join(f"a{n + 1} = a{n} + a{n}\n" for n in range(40)),
        "not-judged",
    ),
    "stripped.py": (
        f'a0 = "{SPOKEN.format("aa")}"\n'
        + "".join(f"a{n + 1} = a{n} + a{n}.strip()\n" for n in range(40)),
        "not-judged",
    ),
    "percent.py": (f'x = "{SPOKEN.format("%" + "0" * 16_000)}" % y', "speech-too-long"),
    "values.py": (
        "x = f'<Response><Redirect>https://example.com/" + "{a}" * 1500 + "</Redirect></Response>'",
        "unescaped-value",
    ),
    "format.py": (f"x = f'{SPOKEN.format('{a:' + '%a' * 16_000 + '}')}'", ""),
    "braces.html": (SPOKEN.format("{{" * 30_000), "speech-too-long"),
    "set.html": (SPOKEN.format("{% set %}" * 12_000), "speech-too-long"),
    "raw.html": (SPOKEN.format("{% raw %}" * 12_000), "speech-too-long"),
}

#: Each of these takes seconds, within the bounds.
SLOW = {"unknown-elements.xml"}


@pytest.mark.once
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.long if name in SLOW else ()) for name in INPUTS],
)
def test_a_hostile_input_has_an_answer_in_bounds(name: str, tmp_path: Path) -> None:
    text, rule = INPUTS[name]
    file = tmp_path / name
    file.write_text(text, "utf-8")
    command = [sys.executable, "-c", PROGRAM, str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert rule in ended.stdout
