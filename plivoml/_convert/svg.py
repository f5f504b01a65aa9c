"""
Graphs as pictures.

Steps stand under each other.  A URL stands beside the element that leads to it, and an
arrow to another document runs down or up a lane at the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from .._model.escaping import attributes, text
from .columns import columns
from .steps import Arrow, Step


_MARGIN: Final = 24
_GAP: Final = 30
_LINE: Final = 17
_PADDING: Final = 12
# What a column of a font with fixed widths takes at 12 pixels.
_COLUMN: Final = 7.25
_COLUMNS: Final = 44
_BOX: Final = int(_COLUMNS * _COLUMN) + 2 * _PADDING
# How far apart an element and the URL beside it are; labels are as long.
_BESIDE: Final = 190
_LABEL_COLUMNS: Final = int(_BESIDE / _COLUMN) - 3
_LANE: Final = 16
_MOST_LINES: Final = 3

_STYLE: Final = """
svg { background: #fff }
text { font: 12px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1f2430 }
rect { fill: #fff; stroke: #5b6472; stroke-width: 1.2 }
.title { font-weight: bold }
.document rect { fill: #1f4e8c; stroke: #1f4e8c }
.document text { fill: #fff }
.url rect { fill: #f3f6fa; stroke-dasharray: 4 3 }
.end rect { fill: #eceff3 }
path { fill: none; stroke: #5b6472; stroke-width: 1.4; marker-end: url(#tip) }
.leaves { stroke: #1f4e8c; stroke-dasharray: 5 3; marker-end: url(#tip-leaves) }
marker path { fill: #5b6472; stroke: none; marker-end: none }
#tip-leaves path { fill: #1f4e8c }
.label { font-size: 11px; fill: #1f4e8c }
"""


_TIP: Final = """\
<marker id="{}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
<path d="M0 0 8 4 0 8z"/>
</marker>
"""
_TIPS: Final = f"<defs>\n{_TIP.format('tip')}{_TIP.format('tip-leaves')}</defs>"


@attrs.frozen
class _Box:
    """A step with its place."""

    step: Step
    title: Sequence[str]
    lines: Sequence[str]
    x: float
    y: float

    @property
    def height(self) -> int:
        return (len(self.title) + len(self.lines)) * _LINE + 2 * _PADDING

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def svg(steps: Sequence[Step], arrows: Sequence[Arrow]) -> str:
    """Draw a graph."""
    boxes = _placed(steps)
    lanes = _lanes(arrows, boxes)
    bottom = max((box.y + box.height for box in boxes.values()), default=0) + _MARGIN
    width = max([_right(boxes), *lanes.values()]) + _MARGIN
    titles = ", ".join(step.title for step in steps if step.kind == "document")
    size = {
        "width": f"{width:g}",
        "height": f"{bottom:g}",
        "viewBox": f"0 0 {width:g} {bottom:g}",
    }
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg"{attributes(size)} role="img">',
        f"<title>{text(f'The flow of {titles}')}</title>",
        f"<style>{_STYLE}</style>",
        _TIPS,
        *(line for arrow in arrows for line in _arrow(arrow, boxes, lanes)),
        *(line for box in boxes.values() for line in _box(box)),
        "</svg>",
    ]
    return "\n".join(lines)


def _placed(steps: Sequence[Step]) -> dict[str, _Box]:
    """Put each step under the one before, and URLs beside the elements that lead there."""
    boxes: dict[str, _Box] = {}
    y = bottom = float(_MARGIN)
    for step in steps:
        title = _wrapped(step.title)
        lines = [part for line in step.lines for part in _wrapped(line)]
        if step.kind == "url":
            box = _Box(step, title, lines, _MARGIN + _BOX + _BESIDE, y)
        else:
            y = bottom + (_GAP if boxes else 0)
            if step.kind == "document" and boxes:
                y += _GAP
            box = _Box(step, title, lines, _MARGIN, y)
        bottom = max(bottom, box.y + box.height)
        boxes[step.name] = box
    return boxes


def _right(boxes: dict[str, _Box]) -> float:
    return max((box.x for box in boxes.values()), default=_MARGIN) + _BOX


def _lanes(arrows: Sequence[Arrow], boxes: dict[str, _Box]) -> dict[str, float]:
    """Give each document that others lead to a lane at the right."""
    ends = dict.fromkeys(arrow.end for arrow in arrows if arrow.leaves)
    wanted = [end for end in ends if boxes[end].step.kind == "document"]
    right = max(_right(boxes), _MARGIN + _BOX + _BESIDE)
    return {end: right + _LANE * number for number, end in enumerate(wanted, 1)}


def _arrow(arrow: Arrow, boxes: dict[str, _Box], lanes: dict[str, float]) -> Iterator[str]:
    start, end = boxes[arrow.start], boxes[arrow.end]
    if not arrow.leaves:
        middle = start.x + _BOX / 2
        yield _path(f"M{middle} {start.y + start.height}V{end.y}")
        yield from _label(arrow.label, middle + 8, end.y - _PADDING)
        return
    edge = start.x + _BOX
    level = start.y + min(start.height, end.height) / 2
    label = arrow.label
    if arrow.end in lanes:
        level = start.middle
        # A lane is long: what it leads to is said where it begins.
        label = f"{label} → {end.step.title}".lstrip()
        yield _path(f"M{edge} {level}H{lanes[arrow.end]}V{end.middle}H{edge}", "leaves")
    else:
        yield _path(f"M{edge} {level}H{end.x}", "leaves")
    yield from _label(label, edge + 8, level - 5)


def _path(line: str, kind: str = "stays") -> str:
    return f'<path class="{kind}" d="{line}"/>'


def _label(label: str, x: float, y: float) -> Iterator[str]:
    if label:
        shown = text(_cut(label, _LABEL_COLUMNS))
        yield f'<text class="label" x="{x}" y="{y}">{shown}</text>'


def _box(box: _Box) -> Iterator[str]:
    round_off = box.height / 2 if box.step.kind in ("document", "end") else 4
    yield f'<g class="{box.step.kind}">'
    yield (
        f'<rect x="{box.x}" y="{box.y}" width="{_BOX}" height="{box.height}" '
        f'rx="{min(round_off, 20)}"/>'
    )
    y = box.y + _PADDING - 4
    for number, line in enumerate((*box.title, *box.lines), 1):
        kind = ' class="title"' if number <= len(box.title) else ""
        at = f'x="{box.x + _PADDING}" y="{y + number * _LINE}"'
        yield f"<text{kind} {at}>{text(line)}</text>"
    yield "</g>"


def _wrapped(line: str) -> list[str]:
    """Break *line* where a box ends; what takes more than a few lines is cut."""
    rows: list[str] = []
    row = ""
    for word in line[: 2 * _MOST_LINES * _COLUMNS].split(" "):
        rest = word
        while columns(f"{row} {rest}" if row else rest) > _COLUMNS:
            if row:
                rows.append(row)
                row = ""
                continue
            head = _cut(rest, _COLUMNS, "")
            rows.append(head)
            rest = rest[len(head) :]
        row = f"{row} {rest}" if row else rest
    rows.append(row)
    if len(rows) > _MOST_LINES:
        rows[_MOST_LINES - 1 :] = [_cut(" ".join(rows[_MOST_LINES - 1 :]), _COLUMNS)]
    return rows


def _cut(line: str, most: int, mark: str = "…") -> str:
    """Return as much of *line* as fits."""
    if columns(line) <= most:
        return line
    while columns(line + mark) > most:
        line = line[:-1]
    return line + mark
