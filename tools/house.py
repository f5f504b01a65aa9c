"""
The rooms of this package and the arrows between them, as its imports draw them.

A room is a file, an arrow an import, wherever it stands: at the top of a file, inside a
function or for type checkers alone.  The floor of a room is one above the highest of those
that it imports.  `python -m tools.house [FOLDER]` prints the figures.
"""

from __future__ import annotations

import ast
import sys

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path


@dataclass(frozen=True)
class House:
    """A package, read as text: nothing of it is imported."""

    package: Path

    @cached_property
    def rooms(self) -> dict[str, Path]:
        """The file of each module by its name; docstrings alone make no room."""
        return {
            _name(path, self.package.parent): path
            for path in sorted(self.package.rglob("*.py"))
            if len(ast.parse(path.read_text("utf-8")).body) > 1 or path.name != "__init__.py"
        }

    @cached_property
    def arrows(self) -> dict[str, set[str]]:
        """What each room imports."""
        return {
            name: set(_imported(path, name, set(self.rooms))) - {name}
            for name, path in self.rooms.items()
        }

    @cached_property
    def circles(self) -> list[set[str]]:
        """Rooms that import each other, whatever the way round."""
        return [circle for circle in components(self.arrows) if len(circle) > 1]

    @cached_property
    def floors(self) -> dict[str, int]:
        """The floor of each room, from 1; the rooms of a circle are on one floor."""
        circle_of = {name: min(circle) for circle in components(self.arrows) for name in circle}
        below: dict[str, set[str]] = {circle: set() for circle in circle_of.values()}
        for name, imported in self.arrows.items():
            below[circle_of[name]] |= {circle_of[one] for one in imported}
        floor: dict[str, int] = {}
        for circle in TopologicalSorter({c: b - {c} for c, b in below.items()}).static_order():
            floor[circle] = 1 + max((floor[one] for one in below[circle] - {circle}), default=0)
        return {name: floor[circle] for name, circle in circle_of.items()}

    def upward(self, order: list[str]) -> list[tuple[str, str]]:
        """
        Return the arrows that run up where *order* names the storeys from the ground.

        An entry is a module or a package; the longest that fits a room is its own.
        """

        def storey(name: str) -> int:
            return max(
                (len(one), at)
                for at, one in enumerate(order)
                if name == one or name.startswith(f"{one}.")
            )[1]

        return [
            (name, imported)
            for name, every in self.arrows.items()
            for imported in sorted(every)
            if storey(imported) > storey(name)
        ]


def _name(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(path: Path, name: str, rooms: set[str]) -> Iterator[str]:
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in rooms)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *(node.module or "").split(".")]).rstrip(".")
            for alias in node.names:
                # A name of a package may be a module in it.
                inner = f"{source}.{alias.name}"
                yield from (
                    one
                    for one in (inner, source)
                    if one in rooms and one == (inner if inner in rooms else source)
                )


def components(arrows: dict[str, set[str]]) -> list[set[str]]:
    """Split rooms into those that reach each other (Tarjan's algorithm)."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found: list[set[str]] = []

    def visit(name: str) -> None:
        index[name] = lowest[name] = len(index)
        path.append(name)
        for one in arrows[name]:
            if one not in index:
                visit(one)
                lowest[name] = min(lowest[name], lowest[one])
            elif one in path:
                lowest[name] = min(lowest[name], index[one])
        if lowest[name] == index[name]:
            at = path.index(name)
            found.append(set(path[at:]))
            del path[at:]

    for name in arrows:
        if name not in index:
            visit(name)
    return found


def main(package: str = "plivoml") -> None:
    """Print the figures of a package."""
    house = House(Path(package).resolve())
    arrows = sum(map(len, house.arrows.values()))
    sizes = sorted(map(len, house.circles), reverse=True)
    print(f"{len(house.rooms)} rooms on {max(house.floors.values())} floors, {arrows} arrows")
    print(f"{len(sizes)} circles{f' of {sizes} rooms' if sizes else ''}")
    for circle in house.circles:
        print(" ", ", ".join(sorted(circle)))


if __name__ == "__main__":
    main(*sys.argv[1:])
