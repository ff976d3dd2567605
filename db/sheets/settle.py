"""One look at the sheet, carried out in the register: pulls, new records and deletions in one transaction with what is
remembered of them. What is to be written to the sheet comes out."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.access import Actor
from db.records import CHILDREN, new_id
from db.refusals import Problem, Refused
from db.sheets import births, memory, snapshot
from db.sheets.cells import Waits
from db.sheets.columns import Column, Owner, Tab
from db.sheets.issues import Choice, Issue, Kind
from db.sheets.lines import Base, Line
from db.sheets.merge import merge
from db.sheets.plans import NewRow, Plan, Pull, State
from db.sheets.settings import Settings
from db.sheets.snapshot import Snapshot
from db.sheets.telling import Telling
from db.store import Store, Writer

GOOGLE = Actor("Google Sheets")
"""Whom the journal names for what people changed in the sheet."""

Lines = Mapping[str, Sequence[Line]]
"""The rows of each tab that could be read, by table."""


class _Moved(Exception):
    """The register changed while the merge was being thought about."""


class _Trial(Exception):
    """Ends a trial, so that nothing of it stays."""


@dataclass
class Settled:
    """What a look came to: the snapshot and the plans that it ended with, ids to be written into rows, by table, and
    how many cells, rows and deletions went into the register. `quiet`: nothing is due by time alone."""

    snapshot: Snapshot
    plans: list[Plan]
    namings: dict[str, list[tuple[str, Line]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    left: bool = False

    @property
    def quiet(self) -> bool:
        return not any(plan.waiting for plan in self.plans)


def settle(
    store: Store,
    tabs: Sequence[Tab],
    lines: Lines,
    troubles: Sequence[Issue],
    now: float,
    settings: Settings,
    may_sync: Callable[[Writer], None],
    dry: bool = False,
) -> Settled:
    """Merge what was seen into the register until nothing more moves there.

    `may_sync` is asked inside each transaction and raises when another process syncs now; `troubles` are tabs that
    cannot be read. A dry settle says what the first step would do, and leaves nothing behind.
    """
    counts: Counter[str] = Counter()
    while True:
        try:
            one, moved = _step(store, tabs, lines, troubles, now, settings, may_sync, dry)
        except _Moved:
            continue
        counts += one.counts
        one.counts = counts
        if dry or not (moved or one.left):
            return one


def _step(
    store: Store,
    tabs: Sequence[Tab],
    lines: Lines,
    troubles: Sequence[Issue],
    now: float,
    settings: Settings,
    may_sync: Callable[[Writer], None],
    dry: bool,
) -> tuple[Settled, bool]:
    """One transaction, on behalf of one person. Also: whether the register moved in it."""
    with store.reading() as rows:
        shot = snapshot.take(rows, tabs)
        states = {tab.table: memory.load(rows, tab) for tab in tabs}
    plans = [
        merge(tab, lines[tab.table], shot.views[tab.table], states[tab.table], shot.names, now, settings)
        if tab.table in lines
        else Plan(tab, issues=[one for one in troubles if one.table == tab.table], stopped=True)
        for tab in tabs
    ]
    actor = next((Actor(by, by if "@" in by else None) for plan in plans for by in _deciders(plan)), GOOGLE)
    settled = Settled(shot, plans)
    try:
        with store.writing(actor, "sheets") as w:
            if w.version() != shot.version:
                raise _Moved
            may_sync(w)
            for plan in plans:
                work = _Step(w, actor, plan, states[plan.tab.table], settled, now)
                work.carry_out()
            moved = w.version() != shot.version
            for plan in plans:
                seen = {line.id for line in lines.get(plan.tab.table, ())}
                memory.save(w, plan, states[plan.tab.table], seen, now, settings, actor, w.batch if moved else None)
            if dry:
                raise _Trial
    except _Trial:
        pass
    return settled, moved


def _deciders(plan: Plan) -> list[str]:
    """Who decided what this plan carries out in the register."""
    choices = [one.choice for one in plan.new if one.id] + [choice for _, choice in plan.deletes]
    return [one.actor for one in plan.pulls if one.actor] + [choice.by for choice in choices if choice]


class _Step:
    """One tab's part of a transaction."""

    def __init__(self, w: Writer, actor: Actor, plan: Plan, state: State, settled: Settled, now: float) -> None:
        self.w, self.actor, self.plan, self.state, self.settled, self.now = w, actor, plan, state, settled, now
        self.tab = plan.tab
        self.kind = plan.tab.record
        shot = settled.snapshot
        self.view = shot.views[plan.tab.table]
        self.telling = Telling(plan.tab, self.view, shot.names)

    def carry_out(self) -> None:
        memory.forget_rows(self.w, self.tab, self.plan.forgotten)
        # The merge asks the register nothing: what hangs on a row is known here only.
        self.plan.issues = [
            self.telling.missing(one.row_id, more=self._more(one.row_id)) if one.kind is Kind.MISSING else one
            for one in self.plan.issues
        ]
        for pull in self.plan.pulls:
            self._pull(pull)
        for id, choice in self.plan.deletes:
            self._delete(id, choice)
        namings = self.settled.namings.setdefault(self.tab.table, [])
        namings += self.plan.namings
        for new in self.plan.new:
            if new.id:
                self._birth(new)
            elif reserved := self._reserve(new):
                namings.append((reserved, new.line))

    def _is_mine(self, by: str, *spots: tuple[str, str]) -> bool:
        """Whether this is carried out here; else it is left to the next transaction, with what was decided of it."""
        mine = self.actor.key == (by or GOOGLE.key)
        if not mine:
            self.settled.left = True
            self.plan.deferred |= {*spots, ("", "")} if by else set(spots)
        return mine

    # -- cells

    def _pull(self, pull: Pull) -> None:
        values = dict(pull.values)
        if not self._is_mine(pull.actor, *((pull.id, name) for name in values)):
            self._keep_base(pull, list(values))
            return
        while values:
            try:
                with self.w.trying():
                    self.w.change(self.w.live(self.kind, pull.id), **self._stored(values))
                break
            except Refused as refused:
                names = [refused.field] if refused.field in values else list(values)
                self._keep_base(pull, names)
                for name in names:
                    del values[name]
                    self._refuse(pull.line, pull.id, name, refused.problems[0])
        self.settled.counts["pulled"] += len(values)

    def _stored(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self.tab.column(name).kind.stored(value) for name, value in values.items()}

    def _keep_base(self, pull: Pull, names: list[str]) -> None:
        """What was not pulled is not agreed on."""
        base, before = self.plan.agreed[pull.id], self.state.base.get(pull.id)
        cells, values = list(base.cells), dict(base.values)
        for name in names:
            cells[self._at(name)] = None
            values[name] = before.values.get(name) if before else None
        self.plan.agreed[pull.id] = Base(tuple(cells), values)

    def _at(self, name: str) -> int:
        return next(at for at, column in enumerate(self.tab.columns) if column.name == name)

    def _refuse(self, line: Line, key: str, name: str, problem: Problem) -> None:
        """Say why the register does not take a cell, or the row as a whole."""
        column = next((one for one in self.tab.columns if one.name == name), None)
        row = self.view.rows.get(key)
        if column is None:
            entry = self.telling.of_row(Kind.UNREADABLE, key, line, problem)
        elif row is None:
            cell = line.cells[self._at(name)]
            entry = self.telling.of_new(Kind.UNREADABLE, key, line, column, cell, problem)
        else:
            app, cell = row.values[name], line.cells[self._at(name)]
            entry = self.telling.of_cell(Kind.UNREADABLE, key, line, column, app, cell, app, problem)
        self.plan.issues.append(entry)

    # -- deletions

    def _delete(self, id: str, choice: Choice | None) -> None:
        if not self._is_mine(choice.by if choice else "", (id, "")):
            return
        more = self._more(id)
        if more and not choice:
            self.plan.issues.append(self.telling.missing(id, more=more))
            return
        try:
            with self.w.trying():
                self.w.delete(self.w.live(self.kind, id))
        except Refused as refused:
            self.plan.issues.append(self.telling.missing(id, refused.problems[0], more))
            return
        memory.forget_rows(self.w, self.tab, [id])
        del self.plan.missing[id]
        self.settled.counts["deleted"] += 1
        self.plan.traces.append(self.telling.missing(id, more=more))

    def _more(self, id: str) -> dict[str, Any]:
        """What speaks against deleting a row unasked: what hangs on it, and that it was edited in the register."""
        hanging = sum(
            self.w.rows(f"select count(*) as n from {child.table} where {name} = :id and deleted is null", id=id)[0][
                "n"
            ]
            for child, name, _ in CHILDREN[self.tab.table]
        )
        base, row = self.state.base[id], self.view.rows[id]
        edited = any(
            base.values.get(column.name) != row.values[column.name]
            for column in self.tab.columns
            if column.owner is Owner.BOTH
        )
        return {**({"hanging": hanging} if hanging else {}), **({"edited": True} if edited else {})}

    # -- new rows

    def _birth(self, new: NewRow) -> None:
        if not self._is_mine(new.choice.by if new.choice else ""):
            return
        if self._born(new, new.id, trial=False):
            self.w.forget("sync_reserved", [{"row_id": new.id}])
            values = {one.name: new.values[one.name] for one in self.tab.columns if self._was_read(one, new)}
            cells = [
                cell if one.name in values else None for one, cell in zip(self.tab.columns, new.line.cells, strict=True)
            ]
            self.plan.agreed[new.id] = Base(tuple(cells), values)
            self.settled.counts["added"] += 1

    def _was_read(self, column: Column, new: NewRow) -> bool:
        return column.owner is Owner.BOTH and column.name in new.values

    def _reserve(self, new: NewRow) -> str | None:
        """An id for a row that would make a record; None when it would not, which the inbox then says."""
        id = new.spare or new_id()
        if not self._born(new, id, trial=True):
            return None
        memory.reserve(self.w, self.tab, id, new.line.print, new.choice, self.now)
        return id

    def _born(self, new: NewRow, id: str, trial: bool) -> bool:
        try:
            with self.w.trying():
                births.born(self.w, self.tab, new, id, self.settled.snapshot.names)
                if trial:
                    raise _Trial
        except _Trial:
            return True
        except births.Ask as ask:
            reason, more = Problem("", ask.message), {"candidates": ask.candidates}
            self.plan.issues.append(self.telling.of_row(Kind.QUESTION, new.key, new.line, reason, more))
            return False
        except Waits as waits:
            self.plan.issues.append(self.telling.of_row(Kind.WAITING, new.key, new.line, waits.problem))
            return False
        except Refused as refused:
            self._refuse(new.line, new.key, refused.field, refused.problems[0])
            return False
        return True
