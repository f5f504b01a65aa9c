"""
Graphs as pictures.

Steps stand under each other.  A URL stands beside the element that leads to it, and an
arrow to another document runs down or up a lane at the right.  What leaves a step leaves it
at a height of its own; what arrives there arrives above that.

A page that shows a picture as a part of itself may give it other colours: all of its style is
below the class `flow`.
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
# How long a label is at most, and what stands before and behind it.
_LABEL_COLUMNS: Final = 32
_AROUND_LABEL: Final = 24
_LANE: Final = 16
_MOST_LINES: Final = 3

_STYLE: Final = """
.flow { background: #fff }
.flow text { font: 12px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1f2430 }
.flow rect { fill: #fff; stroke: #5b6472; stroke-width: 1.2 }
.flow .title { font-weight: bold }
.flow .document rect { fill: #1f4e8c; stroke: #1f4e8c }
.flow .document text { fill: #fff }
.flow .url rect { fill: #f3f6fa; stroke-dasharray: 4 3 }
.flow .end rect { fill: #eceff3 }
.flow path { fill: none; stroke: #5b6472; stroke-width: 1.4; marker-end: url(#tip) }
.flow .leaves { stroke: #1f4e8c; stroke-dasharray: 5 3; marker-end: url(#tip-leaves) }
.flow marker path { fill: #5b6472; stroke: none; marker-end: none }
.flow #tip-leaves path { fill: #1f4e8c }
.flow .label { font-size: 11px; fill: #1f4e8c }
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
    leaving: Sequence[Arrow]
    x: float
    y: float

    @property
    def height(self) -> int:
        rows = max(len(self.title) + len(self.lines), len(self.leaving))
        return rows * _LINE + 2 * _PADDING

    @property
    def entry(self) -> float:
        """The height at which what comes from another document arrives."""
        return self.y + _PADDING

    def exit(self, arrow: Arrow) -> float:
        """The height at which an arrow to another document leaves."""
        return self.entry + (self.leaving.index(arrow) + 1) * _LINE


def svg(steps: Sequence[Step], arrows: Sequence[Arrow]) -> str:
    """Draw a graph."""
    by_name = {step.name: step for step in steps}
    labels = {arrow: _label_of(arrow, by_name[arrow.end]) for arrow in arrows}
    longest = max((columns(label) for label in labels.values()), default=0)
    beside = int(longest * _COLUMN) + _AROUND_LABEL
    boxes = _placed(steps, arrows, beside)
    lanes = _lanes(arrows, boxes, beside)
    bottom = max((box.y + box.height for box in boxes.values()), default=0) + _MARGIN
    width = max([_right(boxes), *lanes.values()]) + _MARGIN
    titles = ", ".join(step.title for step in steps if step.kind == "document")
    size = {
        "width": f"{width:g}",
        "height": f"{bottom:g}",
        "viewBox": f"0 0 {width:g} {bottom:g}",
    }
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flow"{attributes(size)} role="img">',
        f"<title>{text(f'The flow of {titles}')}</title>",
        f"<style>{_STYLE}</style>",
        _TIPS,
        *(line for arrow in arrows for line in _arrow(arrow, labels[arrow], boxes, lanes)),
        *(line for box in boxes.values() for line in _box(box)),
        "</svg>",
    ]
    return "\n".join(lines)


def _label_of(arrow: Arrow, end: Step) -> str:
    """Say when an arrow is taken; where a lane begins, which is long, also where it leads to."""
    label = arrow.label
    if arrow.leaves and end.kind != "url":
        to = f"→ {_cut(_brief(end.title), _LABEL_COLUMNS // 2)}"
        label = f"{_cut(label, _LABEL_COLUMNS - columns(to) - 1)} {to}".lstrip()
    return _cut(label, _LABEL_COLUMNS)


def _brief(title: str) -> str:
    """Return a URL without its host."""
    _, found, rest = title.partition("://")
    return f"/{rest.partition('/')[2]}" if found else title


def _placed(steps: Sequence[Step], arrows: Sequence[Arrow], beside: int) -> dict[str, _Box]:
    """Put each step under the one before, and URLs beside the elements that lead there."""
    leaving: dict[str, list[Arrow]] = {step.name: [] for step in steps}
    for arrow in arrows:
        if arrow.leaves:
            leaving[arrow.start].append(arrow)
    boxes: dict[str, _Box] = {}
    y = bottom = float(_MARGIN)
    for step in steps:
        title = _wrapped(step.title)
        lines = [part for line in step.lines for part in _wrapped(line)]
        x = float(_MARGIN)
        if step.kind == "url":
            x += _BOX + beside
        else:
            y = bottom + (_GAP if boxes else 0)
            if step.kind == "document" and boxes:
                y += _GAP
        box = _Box(step, title, lines, leaving[step.name], x, y)
        bottom = max(bottom, box.y + box.height)
        boxes[step.name] = box
    return boxes


def _right(boxes: dict[str, _Box]) -> float:
    return max((box.x for box in boxes.values()), default=_MARGIN) + _BOX


def _lanes(arrows: Sequence[Arrow], boxes: dict[str, _Box], beside: int) -> dict[str, float]:
    """Give each step that other documents lead to a lane at the right."""
    ends = dict.fromkeys(arrow.end for arrow in arrows if arrow.leaves)
    wanted = [end for end in ends if boxes[end].step.kind != "url"]
    right = max(_right(boxes), _MARGIN + _BOX + beside)
    return {end: right + _LANE * number for number, end in enumerate(wanted, 1)}


def _arrow(
    arrow: Arrow, label: str, boxes: dict[str, _Box], lanes: dict[str, float]
) -> Iterator[str]:
    start, end = boxes[arrow.start], boxes[arrow.end]
    if not arrow.leaves:
        middle = start.x + _BOX / 2
        yield _path(f"M{middle} {start.y + start.height}V{end.y}")
        yield from _label(label, middle + 8, end.y - _PADDING)
        return
    edge = start.x + _BOX
    level = start.exit(arrow)
    if arrow.end in lanes:
        yield _path(f"M{edge} {level}H{lanes[arrow.end]}V{end.entry}H{end.x + _BOX}", "leaves")
    else:
        yield _path(f"M{edge} {level}H{end.x}", "leaves")
    yield from _label(label, edge + 8, level - 5)


def _path(line: str, kind: str = "stays") -> str:
    return f'<path class="{kind}" d="{line}"/>'


def _label(label: str, x: float, y: float) -> Iterator[str]:
    if label:
        yield f'<text class="label" x="{x}" y="{y}">{text(label)}</text>'


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
    """Break `line` where a box ends; what takes more than a few lines is cut."""
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
    """Return as much of `line` as fits."""
    if columns(line) <= most:
        return line
    while columns(line + mark) > most:
        line = line[:-1]
    return line + mark
