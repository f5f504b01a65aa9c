"""The house as a drawing: the chapters of a package, each on the floor that its imports give it."""

from __future__ import annotations

import ast
import re
import textwrap

from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape

from tools.house import House, components


#: How many stand in a row, and what is how long.
BROAD, WIDTH, HEIGHT, GAP, LABEL, ROOF, ROW = 3, 222, 76, 10, 30, 54, 13
LETTERS = 33


def svg(house: House) -> str:
    """Draw a house, from the roof to the ground."""
    arrows = chapters(house)
    floors = floors_of(arrows)
    below = shortest(arrows, floors)
    width = LABEL + BROAD * (WIDTH + GAP) + GAP
    y, drawn = ROOF, list[str]()
    for floor in sorted(set(floors.values()), reverse=True):
        names = sorted(name for name in floors if floors[name] == floor)
        rows = [names[at : at + BROAD] for at in range(0, len(names), BROAD)]
        height = len(rows) * (HEIGHT + GAP) + GAP
        drawn += [
            f'<rect class="band" x="{LABEL}" y="{y}" width="{width - LABEL}" height="{height}"/>',
            f'<text class="floor" x="6" y="{y + height / 2 + 4:g}">{floor}</text>',
        ]
        for number, row in enumerate(rows):
            at = y + GAP + number * (HEIGHT + GAP)
            indent = LABEL + GAP + (BROAD - len(row)) * (WIDTH + GAP) / 2
            for place, name in enumerate(row):
                drawn += box(house, name, below[name], indent + place * (WIDTH + GAP), at)
        y += height
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="house" width="{width}" height="{y + 2}" '
        f'viewBox="0 0 {width} {y + 2}" role="img">'
    )
    roof = f"M{LABEL} {ROOF}L{(width + LABEL) / 2:g} 4L{width} {ROOF}z"
    title = f"<title>What stands on what in {house.package.name}</title>"
    return "\n".join([head, title, f'<path class="roof" d="{roof}"/>', *drawn, "</svg>"])


def box(house: House, name: str, below: set[str], x: float, y: float) -> Iterator[str]:
    """Yield what shows a chapter."""
    count = sum(chapter(room) == name for room in house.rooms)
    rooms = f"{count} rooms" if count > 1 else "1 room"
    on = ", ".join(sorted(short(one) for one in below))
    lines = textwrap.wrap(said(house, name), LETTERS, max_lines=2, placeholder=" …")
    yield f'<rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="5"/>'
    yield (
        f'<text class="title" x="{x + 9:g}" y="{y + 17:g}">{escape(short(name))}'
        f'<tspan class="rooms"> {rooms}</tspan></text>'
    )
    for number, line in enumerate(lines, 1):
        yield f'<text x="{x + 9:g}" y="{y + 18 + number * ROW:g}">{escape(line)}</text>'
    if on:
        line = textwrap.shorten(f"on {on}", LETTERS, placeholder=" …")
        yield f'<text class="rooms" x="{x + 9:g}" y="{y + HEIGHT - 8:g}">{escape(line)}</text>'


def short(name: str) -> str:
    """Return the name of a chapter within its package."""
    return name.partition(".")[2]


def chapter(room: str) -> str:
    """Return the folder or the file at the top of the package in which a room is."""
    return ".".join(room.split(".")[:2])


def chapters(house: House) -> dict[str, set[str]]:
    """Return what each chapter imports; the face of the package stands over all of them."""
    found: dict[str, set[str]] = defaultdict(set)
    for room, others in house.arrows.items():
        if "." in room:
            found[chapter(room)] |= {chapter(one) for one in others if "." in one}
    return {name: others - {name} for name, others in found.items()}


def floors_of(arrows: Mapping[str, set[str]]) -> dict[str, int]:
    """Return the floor of each chapter, from 1; those that import each other share one."""
    floors: dict[str, int] = {}
    # What others import comes first.
    for circle in components(dict(arrows)):
        below = {other for name in circle for other in arrows[name]} - circle
        floor = 1 + max((floors[other] for other in below), default=0)
        floors |= dict.fromkeys(circle, floor)
    return floors


def shortest(arrows: Mapping[str, set[str]], floors: Mapping[str, int]) -> dict[str, set[str]]:
    """Leave out the arrows to what is reached over another chapter too."""
    reached: dict[str, set[str]] = {}
    for name in sorted(arrows, key=floors.__getitem__):
        below = {other for other in arrows[name] if floors[other] < floors[name]}
        reached[name] = below.union(*(reached[other] for other in below))
    return {
        name: {
            other
            for other in others
            if floors[other] < floors[name]
            and not any(other in reached[one] for one in others if floors[one] < floors[name])
        }
        for name, others in arrows.items()
    }


def said(house: House, name: str) -> str:
    """Return the first sentence of a chapter's docstring."""
    place = house.package / short(name)
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    words = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return re.split(r"(?<=\.)\s|:\s|\n\n", " ".join(words.split("\n\n")[0].split()))[0].replace(
        "`", ""
    )
