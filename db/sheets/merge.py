"""What one look at a tab means: a three-way merge of what stands in the sheet, what stands in the register and what
both last agreed on. Pure: nothing is read or written here.

The base moves only by observation: a value becomes the agreed one when the sheet is seen to hold what the register
holds, never because it was sent.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from db.refusals import Problem
from db.sheets.cells import Cell, Names, Unreadable
from db.sheets.columns import STATUS, Column, Owner, Tab
from db.sheets.issues import APP, SHEET, Choice, Kind
from db.sheets.lines import Base, Identified, Line, fingerprint, identify
from db.sheets.plans import NewRow, Plan, Pull, Push, State
from db.sheets.settings import Settings
from db.sheets.snapshot import Row, View, deleted_status
from db.sheets.snapshot import cell as cell_of
from db.sheets.spots import Spot, Spots
from db.sheets.telling import Telling
from thai.words import N_


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
        breaker = work.telling.breaker(mark, known, found.absent, work.changed)
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


STUCK = (Kind.UNREADABLE, Kind.WAITING, Kind.QUESTION)


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
        self.telling = Telling(tab, view, names)
        self.spots = Spots(self.telling, names, state, found.by_id, now, settings.grace, all_at_once)
        self.plan = Plan(tab, namings=list(found.lost))
        self.changed: dict[str, list[tuple[Column, Cell]]] = {}
        self.given: set[str] = set()
        self.alike: Counter[str] = Counter()
        # Rows that somebody said are new, and which could not become records yet.
        self.let_through = {id for kind, _, id, _ in state.open if kind in STUCK}

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
        pulled: dict[str, dict[str, Any]] = {}
        for at, column in enumerate(self.tab.columns):
            spot = _spot(id, line, column, at, row.values[column.name], base)
            outcome = self.spots.merge(spot)
            if outcome.pull:
                pulled.setdefault(outcome.by, {})[column.name] = outcome.value
            if outcome.push:
                self._push(id, column, spot.app, spot.cell)
            if outcome.changed:
                self.changed.setdefault(id, []).append((column, spot.cell))
            self.plan.issues += filter(None, [outcome.entry])
            self.plan.traces += filter(None, [outcome.trace])
            self.plan.waiting |= outcome.waiting
            if spot.known or outcome.settled:
                values[column.name] = outcome.base
            cells.append(spot.cell if outcome.settled else None)
        self.plan.agreed[id] = Base(tuple(cells), values)
        self.plan.pulls += [Pull(id, line, one, by) for by, one in pulled.items()]

    def _push(self, id: str, column: Column, app: Any, old: Cell) -> None:
        self.plan.pushes.append(Push(id, column.name, cell_of(column, app, self.names), old))

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
            self.plan.issues.append(self.telling.of_row(Kind.DELETED, id, line, None, {"cells": preview}))
            return
        if edited or line.cells[-1] == deleted_status():
            settled = Base(line.cells, {**(base.values if base else {}), STATUS: line.cells[-1]})
            if settled != base:
                self.plan.agreed[id] = settled
        if line.cells[-1] != deleted_status():
            self._push(id, status, deleted_status(), line.cells[-1])
            if line.cells[-1] != "":
                trace = self.telling.overwritten(id, line, status, None, line.cells[-1], deleted_status())
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
            self.plan.issues.append(self.telling.missing(id))

    def lost(self) -> None:
        """Rows that get their id back; what was typed over it is kept."""
        for id, line in self.found.lost:
            if line.id:
                self.plan.traces.append(self.telling.overwritten(id, line, self.tab.columns[0], id, line.id, id))

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
        if self._spare(line) or (choice and choice.answer == SHEET) or key in self.let_through:
            # That it is another event or person is said by this; who takes part in one more row is not.
            whose = any(column.name == "person_id" for column in self.tab.columns)
            self._new(line, "", key, None if whose else choice)
        else:
            self.plan.issues.append(self.telling.of_row(kind, key, line, reason))

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
                self.plan.issues.append(self.telling.of_new(kind, key, line, column, cell, bad.problem))
        if fine:
            choice = self.state.choices.get((Kind.QUESTION.value, self.tab.table, key, ""))
            reserved = self.state.reserved.get(id)
            choice = choice or decided or (reserved.choice if reserved else None)
            spare = "" if id else self._spare(line)
            self.given.add(spare)
            self.plan.new.append(NewRow(line, id, key, values, choice, spare))


def _spot(id: str, line: Line, column: Column, at: int, app: Any, base: Base | None) -> Spot:
    known = base is not None and column.name in base.values
    before = base.values[column.name] if base and known else None
    unmoved = base is not None and at < len(base.cells) and base.cells[at] == line.cells[at]
    return Spot(id, line, column, line.cells[at], app, before, known, unmoved)
