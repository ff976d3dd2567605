"""One round of the sync: look, merge, write, look again, until both sides agree or the inbox says why not."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from db.refusals import Refused
from db.sheets import memory, sending
from db.sheets.budget import Budget
from db.sheets.columns import Tab, tabs
from db.sheets.google import Remote, Trouble, Unknown
from db.sheets.issues import Issue
from db.sheets.layout import Found, column_tag, places, read, tag_of
from db.sheets.lease import Busy, Lease
from db.sheets.settings import Settings
from db.sheets.settle import Settled, settle
from db.store import Store
from thai import dates
from thai.words import N_

ROUNDS = 5
SETTLED = "sheets:settled"
LINKED = "sheets:linked"
"""Settings: which spreadsheet somebody has linked; and what was last seen when nothing was left to do."""

NOT_LINKED = N_("This spreadsheet is not linked to the register yet. Link it on the page Google Sheets.")
OTHER_REGISTER = N_("This spreadsheet belongs to another register. Choose another spreadsheet.")
A_COPY = N_("This spreadsheet is a copy of the linked one. Link it if this is the one to use from now on.")


@dataclass
class Run:
    """What a round came to. `status`: ok, or why it ended: not_linked, other_register, copy, busy, stopped (the
    register cannot be written), or a Trouble's.
    `did`: cells pulled and pushed, rows added, appended and deleted; `planned`, of a dry run: what would be done."""

    status: str = "ok"
    message: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    did: Counter[str] = field(default_factory=Counter)
    planned: list[dict[str, Any]] = field(default_factory=list)
    settled: bool = False


@dataclass(frozen=True)
class Look:
    """What was seen at one moment. `mark` is the same as long as nothing in the sheet moves."""

    mark: str
    found: dict[str, Found]
    troubles: list[Issue]


class Engine:
    """Syncs one register with one spreadsheet. What matters is kept in the store: any process may do the next round."""

    def __init__(self, store: Store, remote: Remote, spreadsheet: str, settings: Settings, budget: Budget) -> None:
        self.store, self.remote, self.spreadsheet = store, remote, spreadsheet
        self.settings, self.budget, self.clock = settings, budget, budget.clock
        self.tabs: tuple[Tab, ...] = tabs(settings.share)
        self.tell: Callable[[str, int, int], None] = lambda what, done, all: None
        """Called with what is being done ("look", "merge", "write"), how much of it is done, and of how much."""

    def run(self, dry: bool = False) -> Run:
        """One round. What Google refuses, and what cannot be synced at all, is the run's status, never an exception; a
        dry run changes neither side."""
        run, before = Run(), dict(self.budget.used)
        try:
            with Lease(self.store, self.clock.seconds) as lease:
                self._rounds(run, lease, dry)
        except Trouble as trouble:
            run.status, run.message, run.values = trouble.status, trouble.message, trouble.values
        except Busy as busy:
            run.status, run.message = "busy", busy.message
        except Refused as refused:
            run.status, run.message, run.values = "stopped", refused.message, refused.values
        if not dry:
            self._note(run, {kind: self.budget.used[kind] - before[kind] for kind in before})
        return run

    def _rounds(self, run: Run, lease: Lease, dry: bool) -> None:
        refused = False
        for left in reversed(range(ROUNDS)):
            try:
                if self._is_done(run, lease, dry):
                    return
            except Trouble as trouble:
                # Somebody may have renamed or deleted a tab between two requests: the next look knows.
                if trouble.status != "refused" or refused or not left:
                    raise
                refused = True

    def _is_done(self, run: Run, lease: Lease, dry: bool) -> bool:
        """Look once and do what is to be done. Whether nothing is left to look at again."""
        self.tell("look", 0, 1)
        look = self._look()
        if self.store.setting(SETTLED) == [look.mark, self.store.version()]:
            run.settled = True
            return True
        if not dry:
            # What is remembered moves from here on: that the sheet looks as it did before is no sign of rest.
            with self.store.note() as note:
                note.set(SETTLED, None)
            if self._adopt(look, lease):
                return False
        self.tell("merge", 0, 1)
        lines = {table: found.lines for table, found in look.found.items()}
        settled = settle(
            self.store, self.tabs, lines, look.troubles, self.clock.seconds(), self.settings, lease.renew, dry
        )
        run.did += settled.counts
        wanted = [
            sending.Wanted(plan, look.found[plan.tab.table], tuple(settled.namings.get(plan.tab.table, ())))
            for plan in settled.plans
            if plan.tab.table in look.found and not plan.stopped
        ]
        if dry:
            run.planned = [_told(one) for one in settled.plans]
            run.did["added"] += sum(len(one.namings) - len(one.plan.namings) for one in wanted)
            run.did["pushed"] += sum(len(one.plan.pushes) for one in wanted)
            run.did["appended"] += sum(len(one.plan.appends) for one in wanted)
            return True
        wanted = [one for one in wanted if one]
        if not wanted:
            run.settled = settled.quiet
            if settled.quiet:
                with self.store.note() as note:
                    note.set(SETTLED, [look.mark, settled.snapshot.version])
            return True
        self._send(wanted, settled, lease, run)
        return False

    # -- reading

    def _look(self) -> Look:
        document = self.remote.document()
        tag = tag_of(document)
        if tag is None or self.store.setting(LINKED) != self.spreadsheet:
            raise Trouble("not_linked", NOT_LINKED)
        if tag["register"] != self.store.setting("register"):
            raise Trouble("other_register", OTHER_REGISTER)
        if tag["spreadsheet"] != self.spreadsheet:
            raise Trouble("copy", A_COPY)
        there, troubles = places(document, self.tabs)
        body = self.remote.values([place.range() for place in there]) if there else b"{}"
        columns = [[tab.table, [column.name for column in tab.columns]] for tab in self.tabs]
        mark = sha256(json.dumps([document, columns], sort_keys=True).encode() + body).hexdigest()
        if self.store.setting(SETTLED) == [mark, self.store.version()]:
            return Look(mark, {}, [])
        found = {}
        for place, rows in zip(there, rows_of(body), strict=False):
            one = read(place, rows)
            if isinstance(one, Issue):
                troubles.append(one)
            else:
                found[place.tab.table] = one
        return Look(mark, found, troubles)

    # -- writing

    def _adopt(self, look: Look, lease: Lease) -> bool:
        """Tag the columns that were found by their header alone, of which nothing was agreed on. Whether there were
        any."""
        found = [one for one in look.found.values() if one.untagged]
        if not found:
            return False
        with self.store.note() as note:
            lease.renew(note)
            for one in found:
                memory.forget_columns(note, one.place.tab, {name for _, name in one.untagged})
        with suppress(Unknown):
            self.remote.change([column_tag(one.place.gid, at, name) for one in found for at, name in one.untagged])
        return True

    def _send(self, wanted: Sequence[sending.Wanted], settled: Settled, lease: Lease, run: Run) -> None:
        """Write what is wanted, after one more look at where the rows are. What becomes of it the next look shows."""
        ranges = [one.ranges() for one in wanted]
        answers = iter(rows_of(self.remote.values([each for one in ranges for each in one])))
        parcels: list[sending.Parcel] = []
        grow = []
        for one, asked in zip(wanted, ranges, strict=True):
            mine, rows = sending.parcels(one, [next(answers) for _ in asked], settled.snapshot)
            parcels += mine
            if rows > one.found.place.rows:
                size = {"sheetId": one.found.place.gid, "gridProperties": {"rowCount": rows}}
                grow.append({"updateSheetProperties": {"properties": size, "fields": "gridProperties.rowCount"}})
        try:
            if grow:
                self._claim(lease)
                self.remote.change(grow)
            parts = list(sending.requests(parcels))
            for number, part in enumerate(parts):
                self.tell("write", number, len(parts))
                with self.store.note() as note:
                    lease.renew(note)
                    for parcel in part:
                        tab = parcel.plan.tab
                        memory.note_sent(note, tab, parcel.pushes, parcel.appends, self.clock.seconds())
                self.remote.write([parcel.data for parcel in part])
                run.did["pushed"] += sum(len(parcel.pushes) for parcel in part)
                run.did["appended"] += sum(len(parcel.appends) for parcel in part)
        except Unknown:
            # The next look shows what became of it.
            return

    def _claim(self, lease: Lease) -> None:
        with self.store.note() as note:
            lease.renew(note)

    # -- the ledger

    def _note(self, run: Run, asked: dict[str, int]) -> None:
        """One line of the ledger; rounds in which nothing happened share one."""
        at = dates.now()
        detail = json.dumps({"message": run.message, "values": run.values, "did": dict(run.did)}, ensure_ascii=False)
        did = any(run.did.values())
        with self.store.note() as note:
            last = next(iter(note.rows("select * from sync_run order by number desc limit 1")), None)
            if last and not did and last["status"] == run.status and last["detail"] == detail:
                more = {"reads": last["reads"] + asked["read"], "writes": last["writes"] + asked["write"]}
                note.keep("sync_run", [{**last, **more, "until": at, "times": last["times"] + 1}])
                return
            row = {
                "number": last["number"] + 1 if last else 1,
                "at": at,
                "until": at,
                "times": 1,
                "status": run.status,
                "pulled": run.did["pulled"] + run.did["added"] + run.did["deleted"],
                "pushed": run.did["pushed"] + run.did["appended"],
                "reads": asked["read"],
                "writes": asked["write"],
                "detail": detail,
            }
            note.keep("sync_run", [row])


def rows_of(body: bytes) -> list[list[list[Any]]]:
    """The rows of each range that values:batchGet answers, ragged as they come."""
    return [one.get("values", []) for one in json.loads(body).get("valueRanges", [])]


def _told(plan: Any) -> dict[str, Any]:
    """What a plan would do, for people."""
    return {
        "tab": plan.tab.title,
        "stopped": plan.stopped,
        "pull": [{"id": one.id, **one.values} for one in plan.pulls],
        "push": [{"id": one.id, "column": one.column, "from": one.old, "to": one.cell} for one in plan.pushes],
        "append": plan.appends,
        "add": [dict(one.values) for one in plan.new],
        "delete": [id for id, _ in plan.deletes],
        "inbox": [
            {"kind": one.kind.value, "row": one.label, "field": one.field, "sheet": one.sheet} for one in plan.issues
        ],
    }
