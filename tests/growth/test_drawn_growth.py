"""Whatever is repeated, the work grows as the input does; what, Hypothesis draws."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import check
from tests.support.effort import examples
from tests.support.growth import MOST, growth, read


pytestmark = pytest.mark.uncounted

#: What a document may be made of, right or wrong.
PIECES = [
    *("<Hangup/>", "<Bogus/>", '<Wait length="x"/>', '<Wait lenght="1"/>', "<Speak>", "</Speak>"),
    *("<Speak>a</Speak>", "<Dial>", "</Dial>", "<Number>1</Number>", '<s a="', '"/>', "<", ">"),
    *(
        "a",
        " ",
        "\n",
        "\r",
        "&amp;",
        "&",
        "&foo;",
        "&#1;",
        '"',
        "'",
        "=",
        "<!--",
        "-->",
        "<?a",
        "?>",
    ),
    *("<![CDATA[", "]]>", "<!-- plivoml: ignore all -->", "{{", "}}", "{{ x }}", "{% if a %}"),
    *("{% endif %}", "{% raw %}", "${x}", "<% a %>", "%s", "<Gather>", "</Gather>", "<!DOCTYPE a>"),
]
UNITS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
AROUND = st.sampled_from(
    ["{}", "<Response>{}</Response>", "<Response><Speak>{}</Speak></Response>"]
)


@pytest.mark.once
@given(around=AROUND, unit=UNITS)
@examples(8)
def test_drawn_documents_are_read_and_checked_in_linear_time(around: str, unit: str) -> None:
    def document(size: int) -> str:
        return around.replace("{}", unit * size)

    works: tuple[Callable[[int], object], ...] = (
        lambda size: read(document(size)),
        lambda size: check(document(size)),
        lambda size: check(document(size), templates=True),
    )
    for work in works:
        assert max(growth(work, 80)) <= MOST
