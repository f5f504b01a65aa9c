"""Documents in the blocks of pages in Markdown."""

from __future__ import annotations

import pytest

from tests.sources.marks import faults
from tests.support.checking import check_data


PAGE = """\
# A page about <Response>

```xml
<Response>
    <Speak »vox='1'>{{ name }}</Speak>
</Response>
```

1. In a list:

   ~~~~ html title="a"
   <Response>
       <Hangup reason='busy' »vox='1'/>
 </Response>
   ~~~~

   ```python
   def f(x):
       return f"<Response><Speak »vox='1'>»{x}</Speak></Response>"
   ```

```text
<Response><Say/></Response>
```

```
<Response><Other/></Response>
```
"""


def test_the_blocks_of_a_page_are_checked_where_they_stand() -> None:
    found = faults(PAGE, ".md", severity="warning")
    assert [one.rule for one in found] == ["unknown-attribute"] * 3 + ["unescaped-value"]


def test_lines_may_end_as_on_windows() -> None:
    found = faults(PAGE.replace("\n", "\r\n"), ".md", severity="warning")
    assert [one.rule for one in found] == ["unknown-attribute"] * 3 + ["unescaped-value"]


def test_a_rule_of_programs_is_left_out_in_pages_too() -> None:
    text = PAGE.replace("»", "").encode()
    assert {one.rule for one in check_data(text, ".markdown", ignore=["unescaped-value"])} == {
        "unknown-attribute"
    }


@pytest.mark.parametrize(
    ("page", "rules"),
    [
        ("```python\n...\nx = '<Response>' ...\n```\n", ["not-judged"]),
        ("```python\nx = 1\n```\n<Response><Say/></Response>", []),
        ("```xml\n<Response><Say/></Response>", []),
        ("<Response><Say/></Response>", []),
        ("no documents", []),
    ],
)
def test_what_is_no_whole_document_is_left_alone(page: str, rules: list[str]) -> None:
    assert [one.rule for one in check_data(page.encode(), ".md")] == rules
