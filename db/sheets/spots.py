"""One cell, three ways: what stands in the sheet, what the register has, and what both last agreed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.sheets.cells import Cell, Names, Unreadable
from db.sheets.columns import Column, Owner
from db.sheets.issues import APP, SHEET, Choice, Issue, Kind
from db.sheets.lines import Line
from db.sheets.plans import OVERRULED, State
from db.sheets.snapshot import cell as cell_of
from db.sheets.telling import Telling


@dataclass(frozen=True)
class Spot:
    """A cell of a row that is on both sides. `known`: something was agreed on, `before`; `unmoved`: the sheet still
    shows what it showed then."""

    id: str
    line: Line
    column: Column
    cell: Cell
    app: Any
    before: Any
    known: bool
    unmoved: bool


@dataclass(frozen=True)
class Outcome:
    """What becomes of a cell: `base` is agreed from now on, and the cell as seen shows it if `settled`. `pull`: `value`
    goes into the register on behalf of `by`; `push`: the register's is written. `changed`: a person changed it."""

    base: Any
    settled: bool = False
    pull: bool = False
    value: Any = None
    by: str = ""
    push: bool = False
    entry: Issue | None = None
    trace: Issue | None = None
    changed: bool = False
    waiting: bool = False


class Spots:
    """Merges the cells of one tab. `by_id` are its rows; `all_at_once` is what somebody decided about all changes."""

    def __init__(
        self,
        telling: Telling,
        names: Names,
        state: State,
        by_id: Mapping[str, Line],
        now: float,
        grace: float,
        all_at_once: Choice | None,
    ) -> None:
        self.telling, self.names, self.state, self.by_id = telling, names, state, by_id
        self.now, self.grace, self.all_at_once = now, grace, all_at_once

    def merge(self, spot: Spot) -> Outcome:
        """What becomes of a cell. Nothing but a decision of a person lets go of what a person has typed."""
        column, cell, app = spot.column, spot.cell, spot.app
        if cell == cell_of(column, app, self.names):
            return Outcome(app, settled=True)
        sent = self.state.sent.get((spot.id, column.name))
        if sent and cell == sent.old and cell != sent.cell and self.now - sent.at < self.grace:
            return Outcome(spot.before, settled=spot.unmoved, waiting=True)
        if spot.unmoved:
            value = spot.before
        else:
            try:
                value = column.kind.read(cell, self.names) if column.owner is Owner.BOTH else _text(cell)
            except Unreadable as bad:
                return self._unreadable(spot, bad)
        if value == app:
            return Outcome(value, settled=True)
        if value == spot.before if spot.known else cell == "":
            return Outcome(spot.before, settled=spot.unmoved, push=True)
        if self._misplaced(spot):
            return Outcome(spot.before, push=True)
        if column.owner is not Owner.BOTH:
            return self._overwritten(spot)
        return self._edited(spot, value)

    def _edited(self, spot: Spot, value: Any) -> Outcome:
        """A person changed it: it is pulled, unless the register changed too or refused this value before."""
        taken = Outcome(value, settled=True, pull=True, value=value, changed=self._is_news(spot))
        if self.all_at_once:
            return self._all_at_once(spot, taken)
        if spot.app == spot.before if spot.known else spot.app is None:
            return self._decided(Kind.UNREADABLE, spot, taken) or taken
        entry = self._entry(Kind.CONFLICT, spot)
        return self._decided(Kind.CONFLICT, spot, taken) or Outcome(spot.before, entry=entry, changed=taken.changed)

    def _unreadable(self, spot: Spot, bad: Unreadable) -> Outcome:
        if not spot.known and spot.cell == "":
            return Outcome(spot.before, push=True)
        kind = Kind.WAITING if bad.waits else Kind.UNREADABLE
        entry = self.telling.of_cell(
            kind, spot.id, spot.line, spot.column, spot.before, spot.cell, spot.app, bad.problem
        )
        left = Outcome(spot.before, entry=entry, changed=self._is_news(spot))
        if self.all_at_once and self.all_at_once.answer == APP:
            return self._overwritten(spot)
        return self._decided(kind, spot, left) or left

    def _all_at_once(self, spot: Spot, taken: Outcome) -> Outcome:
        assert self.all_at_once is not None
        if self.all_at_once.answer == APP:
            return self._overwritten(spot)
        return Outcome(taken.base, settled=True, pull=True, value=taken.value, by=self.all_at_once.by)

    def _decided(self, kind: Kind, spot: Spot, taken: Outcome) -> Outcome | None:
        """What somebody decided about this cell as it stands now; None when nobody did."""
        choice = self.state.choices.get((kind.value, self.telling.tab.table, spot.id, spot.column.name))
        if choice is None or choice.sheet != str(spot.cell):
            return None
        if choice.answer == SHEET:
            return Outcome(taken.base, settled=True, pull=True, value=taken.value, by=choice.by)
        if choice.answer == APP:
            return Outcome(OVERRULED, settled=True, push=True)
        try:
            meant = spot.column.kind.read(choice.answer, self.names)
        except Unreadable as bad:
            entry = self.telling.of_cell(
                kind, spot.id, spot.line, spot.column, spot.before, spot.cell, spot.app, bad.problem
            )
            return Outcome(spot.before, entry=entry)
        if meant == spot.app:
            return Outcome(OVERRULED, settled=True, push=True)
        return Outcome(OVERRULED, settled=True, pull=True, value=meant, by=choice.by)

    def _misplaced(self, spot: Spot) -> bool:
        """Whether this is what was just sent to another row, which was moved away under the write."""
        at = self.telling.tab.columns.index(spot.column)
        return spot.cell != "" and any(
            name == spot.column.name
            and other != spot.id
            and sent.cell == spot.cell
            and self.now - sent.at < self.grace
            and other in self.by_id
            and self.by_id[other].cells[at] != spot.cell
            for (other, name), sent in self.state.sent.items()
        )

    def _overwritten(self, spot: Spot) -> Outcome:
        """What a person typed goes, but not without a trace."""
        shown = self.telling.shown
        before, after = shown(spot.column, spot.before), shown(spot.column, spot.app)
        trace = self.telling.overwritten(spot.id, spot.line, spot.column, before, spot.cell, after)
        return Outcome(OVERRULED, settled=True, push=True, trace=trace if spot.cell != "" else None)

    def _entry(self, kind: Kind, spot: Spot) -> Issue:
        base = spot.before if spot.known else None
        return self.telling.of_cell(kind, spot.id, spot.line, spot.column, base, spot.cell, spot.app)

    def _is_news(self, spot: Spot) -> bool:
        """Whether a person changed an agreed cell since the inbox last spoke of it."""
        kinds = (Kind.CONFLICT, Kind.UNREADABLE, Kind.WAITING)
        keys = ((kind.value, self.telling.tab.table, spot.id, spot.column.name) for kind in kinds)
        return spot.known and all(self.state.open.get(key) != str(spot.cell) for key in keys)


def _text(cell: Cell) -> str:
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
