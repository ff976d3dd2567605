"""What one look at a tab means, cell by cell: a three-way merge of what stands in the sheet, what stands in the
register and what both last agreed on. Pure: nothing is read or written here.

The base moves only by observation: a value becomes the agreed one when the sheet is seen to hold what the register
holds, never because it was sent.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.refusals import Problem
from db.sheets.cells import Cell, Names, Unreadable
from db.sheets.columns import STATUS, Column, Owner, Tab
from db.sheets.issues import APP, SHEET, Choice, Issue, Key, Kind
from db.sheets.lines import Base, Identified, Line, fingerprint, identify
from db.sheets.settings import Settings
from db.sheets.snapshot import Row, View, deleted_status
from db.sheets.snapshot import cell as cell_of
from thai.words import N_

PREVIEWED = 20
OVERRULED = "\0overruled"
"""The agreed value of a cell whose text is to go, by decision or because the column is the register's: whatever the
register holds differs from it, so it is written until it is seen, and a person's next change is a change again."""


@dataclass(frozen=True)
class Sent:
    """A cell that was sent and may not be seen yet: what was sent, what stood there before, and when."""

    cell: Cell
    old: Cell
    at: float


@dataclass(frozen=True)
class Reserved:
    """An id that was given to a row which looked like `print`, before its record is made, and what somebody decided."""

    print: str
    choice: Choice | None


@dataclass
class State:
    """What is remembered of one tab between two looks. `appended` and `missing` hold since when, by row id."""

    base: dict[str, Base] = field(default_factory=dict)
    sent: dict[tuple[str, str], Sent] = field(default_factory=dict)
    appended: dict[str, float] = field(default_factory=dict)
    reserved: dict[str, Reserved] = field(default_factory=dict)
    missing: dict[str, float] = field(default_factory=dict)
    open: dict[Key, str | None] = field(default_factory=dict)
    choices: dict[Key, Choice] = field(default_factory=dict)


@dataclass(frozen=True)
class Pull:
    """Cells of one row that go into the register, on behalf of `actor` ("" for whoever edits the sheet)."""

    id: str
    line: Line
    values: Mapping[str, Any]
    actor: str = ""


@dataclass(frozen=True)
class Push:
    """A cell that is to be written: in the row with this id, and what stands there now."""

    id: str
    column: str
    cell: Cell
    old: Cell


@dataclass(frozen=True)
class NewRow:
    """A row that may become a record: its values by column, and what somebody decided about it. `id` is "" until one
    was given to it and seen there; `spare` is one that was reserved for it before and did not arrive."""

    line: Line
    id: str
    key: str
    values: Mapping[str, Any]
    choice: Choice | None
    spare: str = ""


@dataclass
class Plan:
    """What is to be done about one tab. `stopped`: nothing, before somebody decides. `waiting`: something is due by
    time alone, so that the next look must be a whole one."""

    tab: Tab
    agreed: dict[str, Base] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    pulls: list[Pull] = field(default_factory=list)
    pushes: list[Push] = field(default_factory=list)
    appends: list[str] = field(default_factory=list)
    namings: list[tuple[str, Line]] = field(default_factory=list)
    new: list[NewRow] = field(default_factory=list)
    deletes: list[tuple[str, Choice | None]] = field(default_factory=list)
    missing: dict[str, float] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    traces: list[Issue] = field(default_factory=list)
    stopped: bool = False
    waiting: bool = False


def merge(
    tab: Tab, lines: Sequence[Line], view: View, state: State, names: Names, now: float, settings: Settings
) -> Plan:
    """What to do about a tab whose rows now are `lines`. A tab in which too much changed at once is left alone, unless
    somebody decided about exactly this change."""
    found = identify(tab, lines, view, state.base)
    work = _Work(tab, found, view, state, names, now, settings)
    work.rows()
    known = sum(id in view.rows for id in state.base)
    if settings.many(len(found.absent), len(work.changed), known):
        mark = fingerprint([line.print for line in lines])
        breaker = work.breaker(mark, known)
        choice = state.choices.get(breaker.key)
        if choice is None or choice.sheet != mark:
            return Plan(tab, issues=[breaker], stopped=True)
        work = _Work(tab, found, view, state, names, now, settings, choice)
        work.rows()
    work.absent()
    work.lost()
    work.new_rows()
    # Nobody can say which of two rows with one id a write would reach.
    twice = {id for id, _ in found.copies}
    work.plan.pushes = [push for push in work.plan.pushes if push.id not in twice]
    return work.plan


class _Work:
    def __init__(
        self,
        tab: Tab,
        found: Identified,
        view: View,
        state: State,
        names: Names,
        now: float,
        settings: Settings,
        all_at_once: Choice | None = None,
    ) -> None:
        self.tab, self.found, self.view, self.state = tab, found, view, state
        self.names, self.now, self.settings, self.all_at_once = names, now, settings, all_at_once
        self.plan = Plan(tab, namings=list(found.lost))
        self.changed: dict[str, list[tuple[Column, Cell]]] = {}
        self.given: set[str] = set()
        self.alike: Counter[str] = Counter()

    def rows(self) -> None:
        for id, line in self.found.by_id.items():
            if id in self.view.rows:
                self._row(id, line, self.view.rows[id])
            elif id in self.view.deleted:
                self._deleted_row(id, line)

    # -- a row that is on both sides

    def _row(self, id: str, line: Line, row: Row) -> None:
        base = self.state.base.get(id)
        if base and base.cells == line.cells and base.values == row.values:
            return
        cells: list[Cell | None] = []
        values: dict[str, Any] = {}
        pulled: dict[str, Any] = {}
        by = ""
        for at, column in enumerate(self.tab.columns):
            cell, app = line.cells[at], row.values[column.name]
            known = base is not None and column.name in base.values
            before = base.values[column.name] if base and known else None
            unmoved = base is not None and at < len(base.cells) and base.cells[at] == cell
            outcome = self._cell(id, line, column, cell, app, before, known, unmoved)
            if outcome.pull:
                pulled[column.name], by = outcome.value, outcome.by or by
            values[column.name] = outcome.base
            cells.append(cell if outcome.settled else None)
        self.plan.agreed[id] = Base(tuple(cells), values)
        if pulled:
            self.plan.pulls.append(Pull(id, line, pulled, by))

    def _cell(
        self, id: str, line: Line, column: Column, cell: Cell, app: Any, before: Any, known: bool, unmoved: bool
    ) -> "_Outcome":
        if cell == cell_of(column, app, self.names):
            return _Outcome(app, settled=True)
        sent = self.state.sent.get((id, column.name))
        if sent and cell == sent.old and cell != sent.cell and self.now - sent.at < self.settings.grace:
            self.plan.waiting = True
            return _Outcome(before, settled=unmoved)
        if unmoved:
            value = before
        else:
            try:
                value = column.kind.read(cell, self.names) if column.owner is Owner.BOTH else str(_whole(cell))
            except Unreadable as bad:
                return self._unreadable(id, line, column, cell, app, before, known, bad)
        if value == app:
            return _Outcome(value, settled=True)
        if (known and value == before) or (not known and cell == ""):
            self._push(id, column, app, cell)
            return _Outcome(before, settled=unmoved)
        if self._misplaced(id, column, cell):
            self._push(id, column, app, cell)
            return _Outcome(before)
        if column.owner is not Owner.BOTH:
            return self._overwrite(id, line, column, cell, app, before)
        self._note_change(id, line, column, cell, known)
        if self.all_at_once and self.all_at_once.answer == APP:
            return self._overwrite(id, line, column, cell, app, before)
        if (known and app == before) or (not known and app is None):
            # A value that the register refused when it was pulled before is on the list of what cannot be read.
            return self._decided(Kind.UNREADABLE, id, line, column, cell, app, before) or _Outcome(
                value, settled=True, pull=True, value=value
            )
        if self.all_at_once:
            return _Outcome(value, settled=True, pull=True, value=value, by=self.all_at_once.by)
        return self._decided(Kind.CONFLICT, id, line, column, cell, app, before, value) or self._conflict(
            id, line, column, cell, app, before, known
        )

    def _conflict(
        self, id: str, line: Line, column: Column, cell: Cell, app: Any, before: Any, known: bool
    ) -> "_Outcome":
        base = self._shown(column, before) if known else None
        self._issue(Kind.CONFLICT, id, line, column, cell, app, base)
        return _Outcome(before)

    def _unreadable(
        self, id: str, line: Line, column: Column, cell: Cell, app: Any, before: Any, known: bool, bad: Unreadable
    ) -> "_Outcome":
        if not known and cell == "":
            self._push(id, column, app, cell)
            return _Outcome(before)
        self._note_change(id, line, column, cell, known)
        if self.all_at_once and self.all_at_once.answer == APP:
            return self._overwrite(id, line, column, cell, app, before)
        kind = Kind.WAITING if bad.waits else Kind.UNREADABLE
        decided = self._decided(kind, id, line, column, cell, app, before)
        if decided is None:
            self._issue(kind, id, line, column, cell, app, self._shown(column, before), bad.problem)
        return decided or _Outcome(before)

    def _decided(
        self, kind: Kind, id: str, line: Line, column: Column, cell: Cell, app: Any, before: Any, value: Any = None
    ) -> "_Outcome | None":
        """What somebody decided about this cell as it stands now, carried out; None when nobody did."""
        key = (kind.value, self.tab.table, id, column.name)
        choice = self.state.choices.get(key)
        if choice is None or choice.sheet != str(cell):
            return None
        if choice.answer == SHEET:
            return _Outcome(value, settled=True, pull=True, value=value, by=choice.by)
        if choice.answer != APP:
            try:
                meant = column.kind.read(choice.answer, self.names)
            except Unreadable as bad:
                self._issue(kind, id, line, column, cell, app, self._shown(column, before), bad.problem)
                return _Outcome(before)
            if meant != app:
                return _Outcome(OVERRULED, settled=True, pull=True, value=meant, by=choice.by)
        self._push(id, column, app, cell)
        return _Outcome(OVERRULED, settled=True)

    def _misplaced(self, id: str, column: Column, cell: Cell) -> bool:
        """Whether this is what was just sent to another row, which was moved away under the write."""
        return cell != "" and any(
            name == column.name
            and other != id
            and sent.cell == cell
            and self.now - sent.at < self.settings.grace
            and other in self.found.by_id
            and self._at(self.found.by_id[other], column) != cell
            for (other, name), sent in self.state.sent.items()
        )

    def _at(self, line: Line, column: Column) -> Cell:
        return line.cells[self.tab.columns.index(column)]

    # -- a row that was deleted in the register

    def _deleted_row(self, id: str, line: Line) -> None:
        base = self.state.base.get(id)
        edited = [
            (column, cell)
            for column, cell, then in zip(self.tab.columns, line.cells, base.cells if base else (), strict=False)
            if column.owner is Owner.BOTH and then is not None and cell != then
        ]
        status = self.tab.columns[-1]
        key = (Kind.DELETED.value, self.tab.table, id, "")
        choice = self.state.choices.get(key)
        if edited and not (choice and choice.answer == APP and choice.sheet == line.print):
            preview = [{"field": column.name, "sheet": str(cell)} for column, cell in edited]
            self._row_issue(Kind.DELETED, line, id, None, {"cells": preview})
            return
        if edited or line.cells[-1] == deleted_status():
            settled = Base(line.cells, {**(base.values if base else {}), STATUS: line.cells[-1]})
            if settled != base:
                self.plan.agreed[id] = settled
        if line.cells[-1] != deleted_status():
            self._push(id, status, deleted_status(), line.cells[-1])
            if line.cells[-1] != "":
                shown = (None, str(line.cells[-1]), deleted_status())
                told = self._told(line)
                trace = Issue(Kind.OVERWRITTEN, self.tab.table, id, STATUS, line.number, told, *shown)
                self.plan.traces.append(trace)

    # -- a row that is not in the sheet (any more)

    def absent(self) -> None:
        for id in self.found.absent:
            self._absent(id)
        there = self.state.base.keys() | self.found.by_id.keys() | {id for id, _ in self.found.lost}
        for id in self.view.rows:
            if id not in there:
                self._append(id)

    def _append(self, id: str) -> None:
        if self.now - self.state.appended.get(id, float("-inf")) < self.settings.grace:
            self.plan.waiting = True
        else:
            self.plan.appends.append(id)

    def _absent(self, id: str) -> None:
        key = (Kind.MISSING.value, self.tab.table, id, "")
        choice = self.state.choices.get(key) or self.all_at_once
        since = self.state.missing.get(id, self.now)
        self.plan.missing[id] = since
        if choice and choice.answer == APP:
            self.plan.forgotten.append(id)
            self._append(id)
        elif choice or self.now - since >= self.settings.confirm:
            self.plan.deletes.append((id, choice))
        else:
            self.plan.waiting = True
            self.plan.issues.append(self.missing(id))

    def missing(self, id: str) -> Issue:
        """The entry of the inbox for a row that is gone from the sheet."""
        return Issue(Kind.MISSING, self.tab.table, id, label=self._called(id))

    def lost(self) -> None:
        """Rows that get their id back; what was typed over it is kept."""
        for id, line in self.found.lost:
            if line.id:
                column = self.tab.columns[0]
                self.plan.traces.append(
                    Issue(
                        Kind.OVERWRITTEN,
                        self.tab.table,
                        id,
                        column.name,
                        line.number,
                        self._called(id),
                        id,
                        line.id,
                        id,
                    )
                )

    # -- rows that may become records

    def new_rows(self) -> None:
        for id, line in self.found.copies:
            reason = Problem("", N_("The id of this row stands in another row too."))
            self._maybe_new(Kind.COPY, line, self._key(f"{id}:{line.print}"), reason)
        for id, line in self.found.by_id.items():
            if id in self.view.rows or id in self.view.deleted:
                continue
            if id in self.state.reserved:
                self._new(line, id, id)
            else:
                reason = Problem("", N_("The register never gave this id."))
                self._maybe_new(Kind.UNKNOWN, line, id, reason)
        twins = {line.print for line in self.found.by_id.values()} if self.found.nameless else set()
        for line in self.found.nameless:
            if line.print in twins:
                same = Problem("", N_("Another row says exactly the same."))
                self._maybe_new(Kind.COPY, line, self._key(line.print), same)
            else:
                self._new(line, "", self._key(line.print))
                twins.add(line.print)

    def _maybe_new(self, kind: Kind, line: Line, key: str, reason: Problem) -> None:
        choice = self.state.choices.get((kind.value, self.tab.table, key, ""))
        if self._spare(line) or (choice and choice.answer == SHEET):
            # That it is another event or person is said by this; who takes part in one more row is not.
            whose = any(column.name == "person_id" for column in self.tab.columns)
            self._new(line, "", key, None if whose else choice)
        else:
            self._row_issue(kind, line, key, reason)

    def _spare(self, line: Line) -> str:
        """An id that was reserved for a row like this one, and which no row has got yet."""
        used = self.found.by_id.keys() | self.given
        return next((id for id, one in self.state.reserved.items() if one.print == line.print and id not in used), "")

    def _key(self, key: str) -> str:
        """The key of a row without an identity, told from other rows that look the same."""
        self.alike[key] += 1
        return key if self.alike[key] == 1 else f"{key}:{self.alike[key]}"

    def _new(self, line: Line, id: str, key: str, decided: Choice | None = None) -> None:
        values: dict[str, Any] = {}
        fine = True
        for column, cell in zip(self.tab.columns, line.cells, strict=True):
            if column.owner is Owner.APP:
                continue
            try:
                if cell != "" or column.owner is Owner.NEW:
                    values[column.name] = column.kind.read(cell, self.names)
            except Unreadable as bad:
                fine = False
                kind = Kind.WAITING if bad.waits else Kind.UNREADABLE
                self.plan.issues.append(
                    Issue(
                        kind,
                        self.tab.table,
                        key,
                        column.name,
                        line.number,
                        self._told(line),
                        None,
                        str(cell),
                        None,
                        bad.problem,
                    )
                )
        if fine:
            choice = self.state.choices.get((Kind.QUESTION.value, self.tab.table, key, ""))
            reserved = self.state.reserved.get(id)
            choice = choice or decided or (reserved.choice if reserved else None)
            spare = "" if id else self._spare(line)
            self.given.add(spare)
            self.plan.new.append(NewRow(line, id, key, values, choice, spare))

    # -- what is said

    def _note_change(self, id: str, line: Line, column: Column, cell: Cell, known: bool) -> None:
        keys = (
            (kind.value, self.tab.table, id, column.name) for kind in (Kind.CONFLICT, Kind.UNREADABLE, Kind.WAITING)
        )
        if known and all(self.state.open.get(key) != str(cell) for key in keys):
            self.changed.setdefault(id, []).append((column, cell))

    def breaker(self, mark: str, known: int) -> Issue:
        """The entry of the inbox for a tab in which too much changed at once."""
        changed = [
            {"label": self._called(id), "field": column.name, "sheet": str(cell), "app": self._of(id, column)}
            for id, cells in list(self.changed.items())[:PREVIEWED]
            for column, cell in cells
        ]
        gone = [self._called(id) for id in self.found.absent[:PREVIEWED]]
        more = {
            "gone": len(self.found.absent),
            "changed": len(self.changed),
            "known": known,
            "preview": changed,
            "preview_gone": gone,
        }
        return Issue(Kind.BREAKER, self.tab.table, "", sheet=mark, label=self.tab.title, more=more)

    def _issue(
        self,
        kind: Kind,
        id: str,
        line: Line,
        column: Column,
        cell: Cell,
        app: Any,
        base: str | None,
        reason: Problem | None = None,
    ) -> None:
        self.plan.issues.append(
            Issue(
                kind,
                self.tab.table,
                id,
                column.name,
                line.number,
                self._called(id),
                base,
                str(cell),
                self._shown(column, app),
                reason,
            )
        )

    def _row_issue(
        self, kind: Kind, line: Line, key: str, reason: Problem | None, more: dict[str, Any] | None = None
    ) -> None:
        self.plan.issues.append(
            Issue(
                kind, self.tab.table, key, "", line.number, self._told(line), None, line.print, None, reason, more or {}
            )
        )

    def _overwrite(self, id: str, line: Line, column: Column, cell: Cell, app: Any, before: Any) -> "_Outcome":
        """What a person typed goes, but not without a trace."""
        self._push(id, column, app, cell)
        if cell != "":
            shown = self._shown(column, before)
            self.plan.traces.append(
                Issue(
                    Kind.OVERWRITTEN,
                    self.tab.table,
                    id,
                    column.name,
                    line.number,
                    self._called(id),
                    shown,
                    str(cell),
                    self._shown(column, app),
                )
            )
        return _Outcome(OVERRULED, settled=True)

    def _push(self, id: str, column: Column, app: Any, old: Cell) -> None:
        self.plan.pushes.append(Push(id, column.name, cell_of(column, app, self.names), old))

    def _shown(self, column: Column, value: Any) -> str:
        return "" if value is None or value == OVERRULED else str(cell_of(column, value, self.names))

    def _of(self, id: str, column: Column) -> str:
        return self._shown(column, self.view.rows[id].values[column.name])

    def _called(self, id: str) -> str:
        """What people call a row of the register."""
        return " · ".join(filter(None, (self._of(id, column) for column in self.tab.columns[1:4])))

    def _told(self, line: Line) -> str:
        """What people may call a row of the sheet."""
        return " · ".join(str(cell) for cell in line.cells[1:] if cell != "")[:120]


@dataclass(frozen=True)
class _Outcome:
    """What became of a cell: the agreed value from now on, and whether the cell as seen shows it."""

    base: Any
    settled: bool = False
    pull: bool = False
    value: Any = None
    by: str = ""


def _whole(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
