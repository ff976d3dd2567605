"""The rows of a tab as they were seen, and which record each of them is."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from db.sheets.cells import Cell
from db.sheets.columns import Owner, Tab
from db.sheets.snapshot import View


@dataclass(frozen=True)
class Line:
    """A row of the sheet: its number there, and its cells in the order of the tab's columns."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def id(self) -> str:
        return str(self.cells[0]).strip()

    @property
    def print(self) -> str:
        """What tells this row from others when it has no id: a digest of all its other cells."""
        return fingerprint(self.cells[1:])


def fingerprint(cells: Sequence[Cell | None]) -> str:
    """A short digest of some cells."""
    return sha256(json.dumps(cells, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:20]


@dataclass(frozen=True)
class Base:
    """What both sides last agreed on in a row: the values, and the cells as they were seen then. A cell that is not
    agreed on is None, so that it is looked at again."""

    cells: tuple[Cell | None, ...]
    values: Mapping[str, Any]


@dataclass
class Identified:
    """Which row is whose. `lost` are rows that lost their id, with it; `absent` are ids that no row has any more."""

    by_id: dict[str, Line] = field(default_factory=dict)
    nameless: list[Line] = field(default_factory=list)
    copies: list[tuple[str, Line]] = field(default_factory=list)
    lost: list[tuple[str, Line]] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def identify(tab: Tab, lines: Sequence[Line], view: View, base: Mapping[str, Base]) -> Identified:
    """Tell the rows of a tab apart by the ids in their first column.

    Of several rows with one id the one that is most like what was agreed is meant. A row without an id, or with one
    that is not its own, and which is all that a vanished row was, is that row. Rows in which people have typed nothing
    are nobody's.
    """
    groups: dict[str, list[Line]] = defaultdict(list)
    out = Identified()
    nameless = []
    for line in lines:
        if line.id:
            groups[line.id].append(line)
        elif any(cell != "" and one.owner is not Owner.APP for cell, one in zip(line.cells, tab.columns, strict=True)):
            nameless.append(line)
    absent = [id for id in base if id not in groups and id in view.rows]
    vanished: dict[str, list[str]] = defaultdict(list)
    for id in absent:
        vanished[fingerprint(base[id].cells[1:])].append(id)

    def is_lost(line: Line) -> bool:
        ids = vanished.get(line.print) if vanished else None
        if not ids:
            return False
        out.lost.append((ids.pop(), line))
        return True

    out.nameless = [line for line in nameless if not is_lost(line)]
    for id, group in groups.items():
        best = group[0] if len(group) == 1 else max(group, key=lambda line: _likeness(line, base.get(id)))
        out.copies += [(id, line) for line in group if line is not best and not is_lost(line)]
        if id in view.rows or id in view.deleted or not is_lost(best):
            out.by_id[id] = best
    found = {id for id, _ in out.lost}
    out.absent = [id for id in absent if id not in found]
    return out


def _likeness(line: Line, base: Base | None) -> tuple[int, int]:
    same = sum(one == other for one, other in zip(line.cells, base.cells, strict=False)) if base else 0
    return same, -line.number
