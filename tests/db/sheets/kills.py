"""kill -9 at any moment of a sync: what the next process makes of it must be what there would be without."""

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.records import Event, Headcount, Organisation, Participation, Person
from db.sheets import inbox
from standin.server import Serving
from tests.db.sheets.processes import Over
from tests.db.sheets.schedules import EDITED, SOM

SMALL = 900
"""Bytes of a write, so that there are several to be killed between."""


class Killing(Over):
    """A sync with something of everything to do, and what both sides hold in the end."""

    def __init__(self, folder: Path, sheets: Serving, first: bool) -> None:
        super().__init__(folder, sheets)
        self.most = SMALL
        if first:
            self.empty()
        else:
            self.edit()

    def empty(self) -> None:
        """As it was linked, before anything was pushed."""
        for tab in EDITED:
            self.desk.book.delete_rows(tab, *range(2, len(self.desk.book.values(tab)) + 1))
        with self.desk.store.note() as note:
            for table, key in (("sync_base", ("tab", "row_id")), ("sync_sent", ("tab", "row_id", "field"))):
                note.forget(table, [{name: row[name] for name in key} for row in note.rows(f"select * from {table}")])

    def edit(self) -> None:
        """New rows, changes and a deletion on both sides."""
        book, store = self.desk.book, self.desk.store
        for pick, tab in enumerate(EDITED):
            self.do(("row", 1000 * len(EDITED) + pick))
            assert len(book.values(tab)) > 2
        book.type("บุคคล", "C3", "พิมพ์ใหม่")
        book.type("กิจกรรม", "J3", "หอประชุม")
        book.sort("หน่วยงาน", "B", descending=True)
        book.delete_rows("จำนวนผู้เข้าร่วม", 2)
        with store.writing(SOM, "test") as w:
            w.change(store.all(Person)[0], family_name="ในแอป")
            w.change(store.all(Event)[2], declared_total=45)
            w.delete(store.all(Headcount)[2])
            w.add(Organisation(name="จากแอป", province="52"))
            w.add(Participation(event_id=store.all(Event)[0].id, person_id=store.all(Person)[4].id, role="trainee"))

    def outcome(self) -> Any:
        """What both sides hold, but for the ids that are new."""
        self.end()
        self.check()
        with self.desk.store.reading() as rows:
            waiting = inbox.entries(rows)
        assert waiting == []
        sheet = {tab: sorted(repr(row[1:]) for row in self.desk.book.values(tab)[1:] if row) for tab in EDITED}
        people = self.desk.store.all(Person)
        return sheet, sorted((one.given_name, one.family_name or "") for one in people)


@cache
def undisturbed(sheets: Serving, first: bool) -> tuple[Any, int, int]:
    """What comes out when nothing is killed, after how many requests and statements of the first process."""
    with TemporaryDirectory() as folder:
        it = Killing(Path(folder), sheets, first)
        assert it.round()
        asked, statements = it.asked, it.statements
        return it.outcome(), asked, statements


def kill(sheets: Serving, seed: int) -> None:
    """Kill a process at a moment that the seed says, let others finish, and check that nobody could tell."""
    chance = random.Random(seed)
    first, how = chance.random() < 0.3, chance.choice(("killed before", "killed after", "statement"))
    expected, requests, statements = undisturbed(sheets, first)
    with TemporaryDirectory() as folder:
        it = Killing(Path(folder), sheets, first)
        at = chance.randrange(statements) + 1 if how == "statement" else chance.randrange(requests)
        if how == "statement":
            it.statement = at
        else:
            it.faults = {at: (how, 0)}
        assert it.round() is None
        it.statement, it.faults = 0, {}
        it.desk.clock.time += 1
        after = it.round()
        assert after is not None
        assert after.status == "ok", after
        assert it.outcome() == expected
