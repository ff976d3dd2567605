"""What is written to the sheet, and where: each cell by its row's id, read once more right before; new rows below the
last used one; never anything but plain values."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.sheets import snapshot
from db.sheets.cells import Cell
from db.sheets.layout import Found, letters
from db.sheets.lines import Line
from db.sheets.plans import Plan, Push
from db.sheets.snapshot import Snapshot

MOST_BYTES = 1_800_000
SPARE_ROWS = 50
"""Empty rows that are left below the last one when a tab grows, for people to type in."""


@dataclass(frozen=True)
class Parcel:
    """A part of what is to be written: one range of cells of one tab, and what of the plan it carries."""

    plan: Plan
    data: dict[str, Any]
    pushes: tuple[Push, ...] = ()
    appends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """All that is to be written to one tab."""

    plan: Plan
    found: Found
    namings: tuple[tuple[str, Line], ...]

    def __bool__(self) -> bool:
        return bool(self.plan.pushes or self.plan.appends or self.namings or self.found.blank)

    def ranges(self) -> list[str]:
        """What must be read once more before writing: the ids; for a new row also what may stand below the last one by
        now; for an id, the whole rows."""
        place, at = self.found.place, self.found.at
        if self.namings:
            return [place.range()]
        ids = letters(at[0])
        ranges = [place.range(f"{ids}1:{ids}")]
        if self.plan.appends and self.found.last < place.rows:
            ranges.append(place.range(f"A{self.found.last + 1}:{letters(max(at))}"))
        return ranges


def parcels(wanted: Wanted, answers: Sequence[Sequence[Sequence[Cell]]], shot: Snapshot) -> tuple[list[Parcel], int]:
    """What to write to a tab, given the answers to its `ranges()`; and how many rows it must have for that.

    A row whose id is not there any more, or there twice, is left for the next look.
    """
    at, place = wanted.found.at, wanted.found.place
    whole = bool(wanted.namings)
    numbers: dict[str, list[int]] = {}
    for number, row in enumerate(answers[0], 1):
        column = at[0] if whole else 0
        id = str(row[column]).strip() if column < len(row) else ""
        if id and number > 1:
            numbers.setdefault(id, []).append(number)
    out = []
    for push in wanted.plan.pushes:
        rows = numbers.get(push.id, [])
        if len(rows) == 1:
            column = at[next(n for n, one in enumerate(wanted.plan.tab.columns) if one.name == push.column)]
            out.append(Parcel(wanted.plan, _range(wanted, rows[0], column, [[push.cell]]), pushes=(push,)))
    out += _headers(wanted)
    out += _namings(wanted, answers[0])
    last = max([wanted.found.last if not whole else 1, *_used(answers[0])])
    if len(answers) > 1:
        last = max([last, *(wanted.found.last + number for number in _used(answers[1]))])
    new = [id for id in wanted.plan.appends if id not in numbers]
    out += _appends(wanted, new, last + 1, shot)
    needed = last + len(new)
    return out, needed + SPARE_ROWS if needed > place.rows else place.rows


def _headers(wanted: Wanted) -> Iterator[Parcel]:
    """The titles of columns whose header was emptied."""
    for at, column in zip(wanted.found.at, wanted.plan.tab.columns, strict=True):
        if at in wanted.found.blank:
            yield Parcel(wanted.plan, _range(wanted, 1, at, [[column.header]]))


def _used(rows: Sequence[Sequence[Cell]]) -> list[int]:
    return [number for number, row in enumerate(rows, 1) if any(cell != "" for cell in row)]


def _namings(wanted: Wanted, rows: Sequence[Sequence[Cell]]) -> Iterator[Parcel]:
    """Ids for rows that still look as they did, wherever they stand now."""
    at = wanted.found.at
    if not wanted.namings:
        return
    looks: dict[tuple[Cell, ...], list[int]] = {}
    for number, row in enumerate(rows, 1):
        if number > 1:
            looks.setdefault(tuple(row[each] if each < len(row) else "" for each in at), []).append(number)
    for id, line in wanted.namings:
        same = looks.get(line.cells, [])
        if same:
            number = line.number if line.number in same else same[0]
            same.remove(number)
            yield Parcel(wanted.plan, _range(wanted, number, at[0], [[id]]))


def _appends(wanted: Wanted, ids: Sequence[str], first: int, shot: Snapshot) -> Iterator[Parcel]:
    """New rows, as many in one range as one request may carry."""
    view = shot.views[wanted.plan.tab.table]
    part: list[list[Cell | None]] = []
    carried: list[str] = []
    size = 0
    for id in ids:
        row: list[Cell | None] = [None] * (max(wanted.found.at) + 1)
        for at, column in zip(wanted.found.at, wanted.plan.tab.columns, strict=True):
            row[at] = snapshot.cell(column, view.rows[id].values[column.name], shot.names)
        bytes = _bytes(row)
        if part and size + bytes > MOST_BYTES:
            yield Parcel(wanted.plan, _range(wanted, first, 0, part), appends=tuple(carried))
            first, part, carried, size = first + len(part), [], [], 0
        part.append(row)
        carried.append(id)
        size += bytes
    if part:
        yield Parcel(wanted.plan, _range(wanted, first, 0, part), appends=tuple(carried))


def _range(wanted: Wanted, row: int, column: int, values: Sequence[Sequence[Cell | None]]) -> dict[str, Any]:
    end = f"{letters(column + len(values[0]) - 1)}{row + len(values) - 1}"
    return {"range": wanted.found.place.range(f"{letters(column)}{row}:{end}"), "values": values}


def requests(parcels: Sequence[Parcel]) -> Iterator[list[Parcel]]:
    """The parcels in as few requests as their size allows."""
    part: list[Parcel] = []
    size = 0
    for parcel in parcels:
        bytes = _bytes(parcel.data)
        if part and size + bytes > MOST_BYTES:
            yield part
            part, size = [], 0
        part.append(parcel)
        size += bytes
    if part:
        yield part


def _bytes(data: Any) -> int:
    return len(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()) + 1
