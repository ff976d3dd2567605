"""Random schedules of what people and the app do on both sides of a sync, with faults, and what must then hold."""

import json
import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from db.access import Actor
from db.check import problems
from db.records import Event, Headcount, Organisation, Participation, Person, Record
from db.refusals import Refused
from db.sheets import inbox, lease, snapshot
from db.sheets.cells import Unreadable
from db.sheets.columns import TABS, Owner, tabs
from db.sheets.cycle import Run
from db.sheets.google import UNREACHABLE, Trouble, Unknown
from db.sheets.issues import Kind
from db.sheets.layout import Found, letters, places, read
from standin.books import Books
from tests.db.sheets.twin import Desk
from tests.seeds import seeded
from thai.places import PROVINCES

SOM = Actor("สมหญิง")
TOKEN = re.compile(r"ฟ\d+ฟ")
EDITED = ("หน่วยงาน", "บุคคล", "กิจกรรม", "จำนวนผู้เข้าร่วม", "ผู้เข้าร่วม")
TYPED = ("", "12", "สิบที่", "=1+1", "21/11/2533", "ลำปาง", "เชียงไหม่", "อบรม", "ใช่", "812345678", "ประมาณ 40", "65-0001")
FAULTS = (
    *("lost before", "lost after", "killed before", "killed after", "stale", "person", "app"),
    *("other engine", "taken over"),
)

ACTS = ("type", "bad", "row", "sort", "delete", "copy", "blank", "app", "app", "decide", "mess", "mess")

number = st.integers(0, 10_000)
act = st.tuples(st.sampled_from(ACTS), number)
fault = st.tuples(st.integers(0, 7), st.sampled_from(FAULTS), number)
turn = st.tuples(st.lists(act, max_size=4), st.lists(fault, max_size=2))
schedules = st.lists(turn, min_size=1, max_size=4)
"""Turns: what people and the app do, then a round of the sync with what happens at which of its requests."""


def drawn(chance: random.Random) -> list[Any]:
    """A schedule of several turns, the same one for the same seed."""

    def some(names: tuple[str, ...]) -> tuple[str, int]:
        return chance.choice(names), chance.randrange(10_000)

    return [
        (
            [some(ACTS) for _ in range(chance.randint(1, 4))],
            [(chance.randrange(8), *some(FAULTS)) for _ in range(chance.randint(0, 2))],
        )
        for _ in range(chance.randint(2, 4))
    ]


class Killed(BaseException):
    """The process ends here."""


@cache
def _begun() -> tuple[Path, Any, str]:
    """A linked register with a few rows of each kind, which every schedule begins with."""
    home = Path(tempfile.mkdtemp())
    desk = Desk(home)
    with desk.store.writing(SOM, "test") as w:
        offices = w.add_all([Organisation(name=f"หน่วยงาน {n}", province=PROVINCES[n].code) for n in range(4)])
        people = w.add_all(
            [Person(given_name=f"คน{n}", family_name="ตัวอย่าง", province=PROVINCES[n].code) for n in range(5)]
        )
        events = w.add_all([Event(title=f"อบรม {n}", starts_on=f"2022-0{n + 1}-05") for n in range(3)])
        w.add_all([Headcount(event_id=events[0].id, category="learners", count=n, label=f"กลุ่ม {n}") for n in range(3)])
        w.add_all(
            [
                Participation(event_id=events[1].id, person_id=one.id, role="trainee", organisation_id=offices[0].id)
                for one in people[:3]
            ]
        )
    desk.link()
    assert desk.sync().settled
    return home, desk.book.snapshot(), desk.book.id


class Play:
    """One schedule being played."""

    def __init__(self, folder: Path, books: Books | None = None) -> None:
        home, document, id = _begun()
        self.home = folder / "home"
        shutil.copytree(home, self.home)
        self.desk = Desk(self.home, books=books)
        self.desk.books.by_id.clear()
        self.desk.book = self.desk.twin.book = self.desk.books.create(id=id)
        self.desk.book.restore(document)
        self.made = 0
        self.due: set[str] = set()
        self.old = self.desk.book.snapshot()
        self.faults: dict[int, tuple[str, int]] = {}
        self.lagging: tuple[Any, Any] = ({}, {})
        self.asked, self.fault, self.aside = 0, "", False
        self.taken = False
        """Whether another engine has taken this one's lease, which it finds out when it next writes."""

    # -- people

    def token(self) -> str:
        self.made += 1
        return f"ฟ{self.made}ฟ"

    def do(self, act: tuple[str, int]) -> None:
        """One act. What a person overwrites or deletes themselves need not be found again."""
        name, pick = act
        before = self.visible()
        getattr(self, f"do_{name}")(pick)
        after = self.visible()
        self.due |= after
        self.due -= before - after

    def visible(self) -> set[str]:
        """The tokens that stand in the sheet."""
        return {
            token
            for tab in self.desk.book.tabs()
            for row in self.desk.book.values(tab)
            for cell in row
            for token in TOKEN.findall(str(cell))
        }

    def tab(self, pick: int) -> str | None:
        here = [tab for tab in EDITED if tab in self.desk.book.tabs()]
        return here[pick % len(here)] if here else None

    def place(self, pick: int) -> tuple[str, int, int] | None:
        """A tab, a row and a column with data."""
        tab = self.tab(pick)
        values = self.desk.book.values(tab) if tab else []
        if tab is None or len(values) < 2 or not values[0]:
            return None
        width = len(values[0])
        return tab, 2 + pick // 7 % (len(values) - 1), pick // 3 % width

    def do_type(self, pick: int) -> None:
        if found := self.place(pick):
            tab, row, column = found
            self.desk.book.type(tab, f"{letters(column)}{row}", self.token())

    def do_bad(self, pick: int) -> None:
        if found := self.place(pick):
            tab, row, column = found
            self.desk.book.type(tab, f"{letters(column)}{row}", TYPED[pick // 11 % len(TYPED)])

    def do_row(self, pick: int) -> None:
        """A new row, typed below the last or into a row above."""
        tab = self.tab(pick)
        if tab is None or not (values := self.desk.book.values(tab)):
            return
        cells = {
            "หน่วยงาน": {1: self.token(), 3: "ลำปาง"},
            "บุคคล": {2: self.token(), 3: self.token(), 4: "พะเยา"},
            "กิจกรรม": {2: self.token(), 3: "5 มี.ค. 2565"},
            "จำนวนผู้เข้าร่วม": {1: "65-0001", 3: "ผู้เข้าอบรม", 4: self.token(), 7: str(pick % 50)},
            "ผู้เข้าร่วม": {1: "65-0002", 3: f"{self.token()} ใหม่", 4: "หน่วยงาน 1", 5: "แพร่", 7: "ผู้เข้าอบรม"},
        }[tab]
        row = len(values) + 1 + pick % 2
        for column, text in cells.items():
            self.desk.book.type(tab, f"{letters(column)}{row}", text)

    def do_sort(self, pick: int) -> None:
        if found := self.place(pick):
            tab, _, column = found
            self.desk.book.sort(tab, letters(column), descending=bool(pick % 2))

    def do_delete(self, pick: int) -> None:
        if found := self.place(pick):
            self.desk.book.delete_rows(found[0], found[1])

    def do_copy(self, pick: int) -> None:
        if found := self.place(pick):
            tab, row, _ = found
            self.desk.book.copy_row(tab, row, len(self.desk.book.values(tab)) + 1)

    def do_blank(self, pick: int) -> None:
        if found := self.place(pick):
            self.desk.book.insert_row(found[0], found[1])

    def do_mess(self, pick: int) -> None:
        """What happens now and then: an id is wiped, columns move, a tab is renamed or copied, one column is sorted."""
        if not (found := self.place(pick)):
            return
        tab, row, column = found
        book = self.desk.book
        messes: list[Callable[[], object]] = [
            lambda: book.put(tab, f"A{row}", ""),
            lambda: book.insert_column(tab, "C", "ของเรา"),
            lambda: book.move_column(tab, "D", "B"),
            lambda: book.rename_header(tab, str(book.values(tab)[0][column]), "หัวใหม่"),
            lambda: book.duplicate_tab(tab),
            lambda: book.sort_one_column(tab, letters(column)),
            lambda: [book.put(tab, f"{letters(at)}{row}", "") for at in range(len(book.values(tab)[0]))],
            lambda: book.restore(self.old),
            lambda: book.delete_rows(tab, *range(2, len(book.values(tab)) + 1)),
            lambda: book.delete_tab(tab),
            lambda: book.clear_tab(tab),
            lambda: book.rename_tab(tab, f"{tab} เก่า"),
        ]
        messes[pick // 13 % len(messes)]()

    # -- the app

    def do_app(self, pick: int) -> None:
        kinds: list[tuple[type[Record], dict[str, Any]]] = [
            (Organisation, {"name": f"แอป {self.token()}"}),
            (Person, {"family_name": f"แอป {self.token()}"}),
            (Event, {"venue": f"แอป {self.token()}", "declared_total": pick}),
            (Headcount, {"count": pick % 100}),
            (Participation, {"position": f"แอป {self.token()}"}),
        ]
        kind, values = kinds[pick % len(kinds)]
        live = self.desk.store.all(kind)
        try:
            with self.desk.store.writing(SOM, "test") as w:
                if live and pick // 5 % 4 == 0:
                    w.delete(live[pick // 20 % len(live)])
                elif kind is Organisation and pick // 5 % 4 == 1:
                    w.add(Organisation(**values))
                elif live:
                    w.change(live[pick // 20 % len(live)], **values)
        except Refused:
            pass

    def do_decide(self, pick: int) -> None:
        with self.desk.store.reading() as rows:
            waiting = [one for one in inbox.entries(rows) if one.choice is None and one.answers]
        if waiting:
            one = waiting[pick % len(waiting)]
            inbox.resolve(self.desk.store, SOM, [one.number], one.answers[pick // 7 % len(one.answers)])

    # -- rounds

    def turn(self, acts: list[tuple[str, int]], faults: list[tuple[int, str, int]]) -> None:
        """What people and the app do, then a round of the sync with what happens at which of its requests."""
        earlier = self.desk.books.snapshot()
        for act in acts:
            self.do(act)
        self.lagging = earlier, self.desk.books.snapshot()
        self.faults = {when: (name, pick) for when, name, pick in faults}
        self.desk.clock.time += 25
        self.round()
        self.faults = {}

    def round(self) -> Run | None:
        """A round; None when it was killed."""
        self.asked, self.fault, self.taken = 0, "", False
        self.desk.twin.before, self.desk.twin.after = self.before, self.after
        try:
            return self.desk.engine().run()
        except Killed:
            return None
        finally:
            self.desk.twin.before = self.desk.twin.after = lambda end: None
            self.desk.twin.seen = None

    def before(self, end: str) -> None:
        """What happens before a request is answered."""
        if self.aside:
            return
        self.fault, pick = self.faults.get(self.asked, ("", 0))
        self.asked += 1
        if self.fault == "lost before":
            raise self.lost(end)
        self.see(self.lagging[pick % 2] if self.fault == "stale" else None)
        if self.fault == "killed before":
            self.die()
        if self.fault in ("person", "app"):
            # People move rows, and type where nothing is being written, while a round is under way.
            self.do(("app" if self.fault == "app" else ("sort", "blank")[pick % 2], pick))
        if self.fault in ("other engine", "taken over"):
            self.aside = True
            if self.fault == "taken over":
                self.desk.clock.time += 2 * lease.SECONDS
                self.taken = True
            run = self.other()
            assert run.status == ("ok" if self.taken else "busy"), run
            self.aside = False

    def after(self, end: str) -> None:
        """What happens after a request was answered, before the answer arrives."""
        if self.aside:
            return
        if self.fault == "lost after":
            raise self.lost(end)
        if self.fault == "killed after":
            self.die()

    def lost(self, end: str) -> Exception:
        kind = Unknown if end in ("/values:batchUpdate", ":batchUpdate") else Trouble
        return kind("unreachable", UNREACHABLE)

    def die(self) -> None:
        raise Killed

    def see(self, older: Any) -> None:
        """Let the next read see an older state of the books, or (None) the present one."""
        self.desk.twin.seen = older

    def other(self) -> Run:
        """A round of another process, while this one waits for an answer."""
        return self.desk.engine().run()

    def end(self) -> None:
        """No more faults: rounds until nothing is left to do."""
        for _ in range(12):
            self.desk.clock.time += 60
            run = self.round()
            assert run is not None
            assert run.status == "ok", run
            if run.settled and not any(run.did.values()):
                return
        raise AssertionError("it never comes to rest")

    # -- what must hold

    def check(self) -> None:
        assert list(problems(self.desk.store)) == []
        with self.desk.store.reading() as rows:
            shot = snapshot.take(rows, TABS)
            entries = inbox.entries(rows, most=10_000)
            kept = json.dumps(rows("select before, after from journal"), ensure_ascii=False)
            kept += json.dumps(rows("select entry from sync_issue"), ensure_ascii=False)
        self.agrees(shot, entries)
        gone = {token for token in self.due - self.visible() if token not in kept}
        assert gone == set()

    def agrees(self, shot: snapshot.Snapshot, entries: list[inbox.Entry]) -> None:
        """Both sides hold the same, or the inbox names the difference."""
        document = self.desk.twin.document()
        there, _ = places(document, tabs())
        named = {(one.issue.table, one.issue.row_id, one.issue.field) for one in entries}
        stopped = {one.issue.table for one in entries if one.issue.kind in (Kind.BREAKER, Kind.TAB)}
        for place in there:
            tab = place.tab
            if tab.table in stopped:
                continue
            found = read(place, self.desk.book.values(place.title))
            assert isinstance(found, Found), found
            view = shot.views[tab.table]
            ids = Counter(line.id for line in found.lines if line.id)
            for id in view.rows:
                assert ids[id] >= 1 or (tab.table, id, "") in named, f"{tab.title} {id} is not in the sheet"
            for line in found.lines:
                blank = all(cell == "" for cell in line.cells)
                asked = any(one.issue.table == tab.table and one.issue.row == line.number for one in entries)
                if blank or (not line.id and asked):
                    continue
                if ids[line.id] > 1:
                    numbers = {other.number for other in found.lines if other.id == line.id}
                    assert any(one.issue.table == tab.table and one.issue.row in numbers for one in entries)
                    continue
                if line.id in view.deleted:
                    assert line.cells[-1] == snapshot.deleted_status() or asked, line
                    continue
                if line.id not in view.rows:
                    typed = any(
                        cell != "" and one.owner is not Owner.APP
                        for cell, one in zip(line.cells, tab.columns, strict=True)
                    )
                    assert asked or not (typed or line.id), f"nobody asks about {line}"
                    continue
                for column, cell in zip(tab.columns, line.cells, strict=True):
                    value = view.rows[line.id].values[column.name]
                    try:
                        same = (
                            column.kind.read(cell, shot.names) if column.owner is Owner.BOTH else str(cell)
                        ) == value
                    except Unreadable:
                        same = False
                    assert same or (tab.table, line.id, column.name) in named, (
                        f"{column.name}: {cell!r} is not {value!r}"
                    )


def play(schedule: list[Any], folder: Path) -> None:
    """Play a schedule in an empty folder, and check what must hold."""
    it = Play(folder)
    for acts, faults in schedule:
        it.turn(acts, faults)
    it.end()
    it.check()


def play_many(count: int, begin: int) -> int:
    """Play `count` random schedules, the same ones for the same seed; how many were played. One that fails is made as
    short as it can be, and raises."""
    played = 0

    @seed(begin)
    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(schedules)
    def play_one(schedule: list[Any]) -> None:
        nonlocal played
        played += 1
        with tempfile.TemporaryDirectory() as folder:
            play(schedule, Path(folder))

    with seeded(begin):
        play_one()
    return played
