"""What waits for a person's decision, and deciding it. A decision is kept here and carried out by the next round."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.access import Actor
from db.refusals import Refused
from db.rows import called, row_of
from db.rules import Rows
from db.sheets import memory
from db.sheets.cells import Unreadable
from db.sheets.columns import TABS, Tab
from db.sheets.cycle import SETTLED
from db.sheets.issues import APP, SHEET, Issue, Kind
from db.sheets.snapshot import names_of
from db.store import Store
from thai import dates
from thai.words import N_

ANSWERS: dict[Kind, tuple[str, ...]] = {
    Kind.BREAKER: (SHEET, APP),
    Kind.TAB: (),
    Kind.CONFLICT: (SHEET, APP),
    Kind.UNREADABLE: (APP,),
    Kind.WAITING: (APP,),
    Kind.QUESTION: (SHEET,),
    Kind.COPY: (SHEET,),
    Kind.UNKNOWN: (SHEET,),
    Kind.MISSING: (SHEET, APP),
    Kind.DELETED: (SHEET, APP),
    Kind.OVERWRITTEN: (),
}
"""The ready answers to each kind: the sheet's (also: it is a new row; delete it; bring it back), or the register's."""

CHANGED = N_("“{name}” was changed since, so this can no longer be undone.")

UNDONE = "undone"
"""The outcome of a decision that was taken back after it was carried out."""

TYPED = (Kind.CONFLICT, Kind.UNREADABLE, Kind.WAITING)
"""The kinds that may be answered with another value."""


@dataclass(frozen=True)
class Entry:
    """An entry of the inbox: its number, what it says, since when, who changed the register's side last and when
    (while it waits), and what was decided (which the next round carries out) by whom."""

    number: int
    issue: Issue
    at: str
    changed_by: str
    changed_at: str
    choice: str | None
    chosen_by: str | None
    closed_at: str | None
    outcome: str | None
    batch: int | None

    @property
    def tab(self) -> Tab:
        return next(tab for tab in TABS if tab.table == self.issue.table)

    @property
    def column(self) -> str:
        """The title of the column that it is about, an English source string; "" for a whole row."""
        return next((one.title for one in self.tab.columns if one.name == self.issue.field), "")

    @property
    def answers(self) -> tuple[str, ...]:
        """The ready answers. A new row that cannot be read is mended in the sheet, and so has none."""
        if self.issue.kind in (Kind.UNREADABLE, Kind.WAITING) and self.issue.app is None:
            return ()
        return ANSWERS[self.issue.kind]

    @property
    def may_undo(self) -> bool:
        """Whether the decision can be taken back by itself; what it made of whole new rows is undone in the history."""
        whole = self.issue.kind in (Kind.BREAKER, Kind.MISSING) and self.choice == SHEET and self.batch is not None
        live = self.closed_at is None or bool(self.issue.field) or whole
        return self.choice is not None and live and self.outcome != UNDONE

    @property
    def may_type(self) -> bool:
        return self.issue.kind in TYPED and self.issue.app is not None and bool(self.issue.field)


def count(rows: Rows) -> int:
    """How many entries wait for somebody."""
    return int(rows("select count(*) as n from sync_issue where closed_at is null and choice is null")[0]["n"])


def counts(rows: Rows) -> Counter[Kind]:
    """How many entries wait, by kind."""
    found = rows("select kind, count(*) as n from sync_issue where closed_at is null and choice is null group by kind")
    return Counter({Kind(row["kind"]): row["n"] for row in found})


def entries(rows: Rows, kind: Kind | None = None, most: int = 100) -> list[Entry]:
    """What waits, in the order of the kinds, the oldest first."""
    found = rows(
        """select * from sync_issue where closed_at is null and (:kind is null or kind = :kind)
           order by number limit :most""",
        kind=kind and kind.value,
        most=most,
    )
    order = list(Kind)
    return [_entry(rows, row) for row in sorted(found, key=lambda row: order.index(Kind(row["kind"])))]


def closed(rows: Rows, most: int = 20) -> list[Entry]:
    """What was decided, or deleted as in the sheet, the newest first. What healed by itself is left out."""
    found = rows(
        """select * from sync_issue where closed_at is not null and outcome not in ('agreed', 'overwritten')
           order by closed_at desc, number desc limit :most""",
        most=most,
    )
    return [_entry(rows, row) for row in found]


def overwritten(rows: Rows, most: int = 200) -> list[Entry]:
    """What people had typed where the register decided, the newest first."""
    found = rows(
        """select * from sync_issue where closed_at is not null and outcome = 'overwritten'
           order by closed_at desc, number limit :most""",
        most=most,
    )
    return [_entry(rows, row) for row in found]


def _entry(rows: Rows, row: dict[str, Any]) -> Entry:
    waits = row["closed_at"] is None
    last = _last_change(rows, row["tab"], row["row_id"], row["field"]) if waits else None
    return Entry(
        number=row["number"],
        issue=memory.issue_of(row),
        at=row["at"],
        changed_by=last["actor"] if last else "",
        changed_at=last["at"] if last else "",
        choice=row["choice"],
        chosen_by=row["chosen_by"],
        closed_at=row["closed_at"],
        outcome=row["outcome"],
        batch=row["batch"],
    )


def _last_change(rows: Rows, table: str, id: str, field: str) -> dict[str, Any] | None:
    """The journal's last line about a row, or about that field of it if it has one; None when it came in bulk."""
    lines = rows(
        """select actor, at, before, after from journal where record = :table and record_id = :id
           order by number desc""",
        table=table,
        id=id,
    )
    for line in lines:
        before, after = (json.loads(line[side] or "{}") for side in ("before", "after"))
        if field not in after or before.get(field) != after[field]:
            return line
    return None


def resolve(store: Store, actor: Actor, numbers: Sequence[int], answer: object) -> int:
    """Decide entries: `answer` is "sheet", "app", the id of a candidate, or a value as one would type it. How many.

    The next round carries it out, if the sheet still says what it said. Refuses an entry that is gone, an answer that
    it does not take, and a value that its column cannot read; then none is decided.
    """
    if not isinstance(answer, str):
        raise Refused("answer", N_("Choose one of the list."))
    store.check_may_write(actor)
    back: list[Entry] = []
    with store.note() as note:
        decided = []
        for number in dict.fromkeys(numbers):
            found = note.rows("select * from sync_issue where number = :number", number=number)
            if not found:
                raise Refused("", N_("There is no entry {number} in the inbox."), {"number": number})
            if found[0]["closed_at"] is not None:
                raise Refused("", N_("This is settled already."))
            [row] = found
            entry = _entry(note.rows, row)
            _check(note.rows, entry, answer)
            if entry.issue.kind is Kind.DELETED and answer == SHEET:
                back.append(entry)
            decided.append(
                {
                    **row,
                    "choice": answer,
                    "chosen_by": actor.key,
                    "chosen_at": dates.now(),
                    "chosen_sheet": entry.issue.sheet,
                }
            )
        note.keep("sync_issue", decided)
        note.set(SETTLED, None)
    for entry in back:
        [row] = store.rows(f"select deleted from {entry.issue.table} where id = :id", id=entry.issue.row_id)
        if row["deleted"] is not None:
            store.undo(row["deleted"], actor, "sheets")
    return len(decided)


def _check(rows: Rows, entry: Entry, answer: str) -> None:
    if answer in entry.answers:
        return
    if entry.issue.kind is Kind.QUESTION:
        people = entry.tab.table in ("participations", "memberships")
        if people and any(one["id"] == answer for one in entry.issue.more["candidates"]):
            return
    elif entry.may_type and answer not in (SHEET, APP):
        try:
            entry.tab.column(entry.issue.field).kind.read(answer, names_of(rows))
        except Unreadable as bad:
            raise Refused("answer", bad.problem.message, bad.problem.values) from bad
        return
    raise Refused("answer", N_("This cannot be decided that way."))


def undo(store: Store, actor: Actor, number: int) -> None:
    """Take a decision back: before it is carried out it is forgotten; afterwards the other side's value is put into the
    register, from where the sheet gets it. Refuses what cannot be taken back, as a change made since."""
    with store.reading() as rows:
        found = rows("select * from sync_issue where number = :number", number=number)
        entry = _entry(rows, found[0]) if found else None
    if entry is None or not entry.may_undo:
        raise Refused("", N_("There is nothing to undo."))
    if entry.closed_at is None:
        with store.note() as note:
            note.keep(
                "sync_issue", [{**found[0], "choice": None, "chosen_by": None, "chosen_at": None, "chosen_sheet": None}]
            )
        return
    if not entry.issue.field:
        assert entry.batch is not None
        store.undo(entry.batch, actor, "sheets")
    elif entry.choice == APP:
        _take_sheets(store, actor, entry.issue)
    else:
        _take_registers(store, actor, entry)
    with store.note() as note:
        note.keep("sync_issue", [{**found[0], "outcome": UNDONE}])


def _take_registers(store: Store, actor: Actor, entry: Entry) -> None:
    """What the cell held before the decision, and nothing else of what was carried out together with it."""
    issue = entry.issue
    with store.writing(actor, "sheets") as w:
        lines = w.rows(
            "select * from journal where batch = :batch and record = :table and record_id = :id and action = 'change'",
            batch=entry.batch,
            table=issue.table,
            id=issue.row_id,
        )
        sides = [(json.loads(line["before"])[issue.field], json.loads(line["after"])) for line in lines]
        before, after = next((one for one in sides if one[0] != one[1][issue.field]), (None, None))
        if after is None:
            raise Refused("", N_("There is nothing to undo."))
        now = w.live(entry.tab.record, issue.row_id)
        if row_of(now)[issue.field] != after[issue.field]:
            raise Refused("", CHANGED, {"name": called(after)})
        w.change(now, **{issue.field: before})


def _take_sheets(store: Store, actor: Actor, issue: Issue) -> None:
    tab = next(tab for tab in TABS if tab.table == issue.table)
    try:
        with store.reading() as rows:
            value = tab.column(issue.field).kind.read(issue.sheet or "", names_of(rows))
    except Unreadable as bad:
        raise Refused("", bad.problem.message, bad.problem.values) from bad
    with store.writing(actor, "sheets") as w:
        w.change(w.live(tab.record, issue.row_id), **{issue.field: tab.column(issue.field).kind.stored(value)})


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry for the command line."""
    issue = entry.issue
    reason = issue.reason.message.format(**issue.reason.values) if issue.reason else None
    return {
        "id": entry.number,
        "kind": issue.kind.value,
        "tab": entry.tab.title,
        "row": issue.row,
        "label": issue.label,
        "column": issue.field,
        "base": issue.base,
        "sheet": issue.sheet if issue.field else None,
        "app": issue.app,
        "reason": reason,
        "since": entry.at,
        "changed_by": entry.changed_by,
        "changed_at": entry.changed_at,
        "answers": list(entry.answers),
        "may_type": entry.may_type,
        "choice": entry.choice,
        **({"more": json.loads(json.dumps(issue.more))} if issue.more else {}),
    }
