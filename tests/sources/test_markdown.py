"""Documents in the blocks of pages in Markdown."""

from __future__ import annotations

import pytest

from tests.sources.marks import faults
from tests.support.checking import Selection, check_data, fix_file


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

QUOTED = """\
> Somebody wrote:
>
> ```xml
> <Response>
>
>     <Speak »vox='1'>{{ name }}</Speak>
> </Response>
> ```
>> ~~~html
>><Response><Hangup reason='busy' »vox='1'/></Response>
> > ~~~

- ```xml
  <Response><Speak »vox='1'>Hi</Speak></Response>
  ```
1. > * ```python
   >   def f(x):
   >       return f"<Response><Speak »vox='1'>»{x}</Speak></Response>"
   >   ```

>```python
> x = "<Response><Speak »vox='1'>Hi</Speak></Response>"
>```
"""


def test_the_blocks_of_a_page_are_checked_where_they_stand() -> None:
    found = faults(PAGE, ".md", severity="warning")
    assert [one.rule for one in found] == ["unknown-attribute"] * 3 + ["unescaped-value"]


def test_lines_may_end_as_on_windows() -> None:
    found = faults(PAGE.replace("\n", "\r\n"), ".md", severity="warning")
    assert [one.rule for one in found] == ["unknown-attribute"] * 3 + ["unescaped-value"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_blocks_in_quotes_and_lists_are_checked_where_they_stand(end: str) -> None:
    found = faults(QUOTED.replace("\n", end), ".md", severity="warning")
    assert [one.rule for one in found] == [
        *["unknown-attribute"] * 4,
        "unescaped-value",
        "unknown-attribute",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_fix_keeps_the_signs_of_a_quote(end: str) -> None:
    page = """\
> ```xml
> <Response>
>     <Dial timeOut="20"><Number>+15550100123</Number></Dial>
>     <Play loop="2">https://example.com/a
>         b.mp3</Play>
>     <Redirect>https://example.com/?a=1&b=2</Redirect>
> </Response>
> ```
> ```python
> A = '''<Response>
> <Dial timeOut="20"><Number>+15550100123</Number></Dial></Response>'''
> ```
""".replace("\n", end)
    fixed = fix_file(page.encode(), ".md", Selection()).data.decode()

    assert fixed == page.replace("timeOut", "timeout").replace("&", "&amp;")


def test_a_block_that_nothing_closes_ends_with_its_quote() -> None:
    page = """\
> ```xml
> <Response><Say/></Response>

```xml
<Response><Speak »vox='1'>Hi</Speak></Response>
```
"""
    assert [one.rule for one in faults(page, ".md")] == ["unknown-attribute"]


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
        ("> ```xml\n<Response><Say/></Response>\n> ```\n", []),
        (
            "```xml\n<Response><Speak>\n> ```\n</Speak><Hold/></Response>\n```\n",
            ["unknown-element"],
        ),
        ("<Response><Say/></Response>", []),
        ("no documents", []),
    ],
)
def test_what_is_no_whole_document_is_left_alone(page: str, rules: list[str]) -> None:
    assert [one.rule for one in check_data(page.encode(), ".md")] == rules
