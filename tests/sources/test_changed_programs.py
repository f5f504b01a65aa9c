"""What is said of a program that was changed: what is wrong in all of it, as it stands now."""

from __future__ import annotations

import pytest

from tests.support.checking import check_data

from .marks import faults


#: Documents with a fault each, which comes to stand behind the mark.
REASON = "'<Response><Hangup »reason=\"loud\"/></Response>'"
LENGTH = "'<Response><Wait »length=\"long\"/></Response>'"
UNMARKED = REASON.replace("»", "")
RIGHT = "'<Response><Wait length=\"5\"/></Response>'"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(f"a = {REASON}\nb = 1\nc = {LENGTH}\n", "", id="nothing"),
        pytest.param(
            f"a = {REASON}\nb = {RIGHT}\nc = {LENGTH}\n",
            f"a = {REASON}\nbee = {LENGTH}\nc = {LENGTH}\n",
            id="one of several statements",
        ),
        pytest.param(f"a = 1\nb = {RIGHT}\n", f"a = 1\n\nb = {REASON}\n", id="what is below moves"),
        pytest.param(
            f"a = {REASON}\nb = 1\n\nc = {RIGHT}\n",
            f"a = {REASON}\nc = {LENGTH}\n",
            id="lines are taken away",
        ),
        pytest.param(
            f"a = 1\n@b\ndef c():\n    return {REASON}\n",
            f"a = 2\n@d({LENGTH})\ndef c():\n    return {REASON}\n",
            id="a decorator",
        ),
        pytest.param(
            f"a = {REASON}; b = (1,\n{RIGHT})\nc = 1\n",
            f"a = {REASON}; b = (1,\n{LENGTH})\nc = 1\n",
            id="a statement that begins on a line with another",
        ),
        pytest.param(
            f"b = (1,\n{RIGHT}); c = {LENGTH}\n",
            f"b = (1,\n2,\n{REASON}); c = {LENGTH}\n",
            id="a statement that ends on a line with another",
        ),
        pytest.param(
            f"b = ({RIGHT},\n2); c = (3,\n{LENGTH})\n",
            f"b = ({REASON},\n2); c = (3,\n{LENGTH})\n",
            id="only the first of two on a line",
        ),
        pytest.param(
            f"a = {RIGHT} \\\n\nb = {REASON}\n",
            f"a = {RIGHT} \\\n+ 'x'\nb = {REASON}\n",
            id="what goes on below",
        ),
        pytest.param(
            f"a = 1\nb = 2\n\nc = {REASON}\n",
            f"a = 1\nb = {REASON} \\\n\nc = {REASON}\n",
            id="what ends in a backslash",
        ),
        pytest.param(
            f"if a:\n    b = {REASON}\n\nc = {LENGTH}\n",
            f"if a:\n    b = {REASON}\nelse: b = {LENGTH}\nc = {LENGTH}\n",
            id="the end of a statement",
        ),
        pytest.param(
            f"a = 1\nb = {REASON}\n# '''\n",
            f"a = '''\nb = {UNMARKED}\n# '''\n",
            id="what is below in a literal",
        ),
        pytest.param(f"a = {REASON}\nb = 1", f"a = {REASON}\nb = 1\n\n", id="the last line"),
        pytest.param(f"a = {REASON}\rb = 1\r", f"a = {REASON}\rb = {LENGTH}\r", id="other lines"),
        pytest.param(
            f"a = {REASON}\nb = 1\n#{300_000 * ' '}\n",
            f"a = {REASON}\nb = {LENGTH}\n#{300_000 * ' '}\n",
            id="a long program",
        ),
    ],
)
def test_a_changed_program_is_judged_as_it_stands(before: str, after: str) -> None:
    faults(before)
    faults(after or before)
    faults(before)


def test_a_program_is_judged_again_once_it_is_right_again() -> None:
    program = f"a = {REASON}\nb = 1\nc = {LENGTH}\n"
    first = faults(program)
    with pytest.raises(SyntaxError, match="line 2"):
        check_data(program.replace("»", "").replace("1", "1 +").encode(), ".py")
    assert faults(program) == first
