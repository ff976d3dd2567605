"""An office with its register and its spreadsheet: rows of every kind on both sides, and words to say what moved."""

import json
from copy import copy
from pathlib import Path
from shutil import copytree
from typing import Any, NamedTuple, TypeVar

from db.access import Actor
from db.records import (
    Event,
    Headcount,
    Membership,
    Network,
    Organisation,
    Participation,
    Person,
    Post,
    Programme,
    Record,
)
from db.rows import called
from db.sheets import inbox
from db.sheets.columns import TABS
from db.sheets.layout import letters
from db.sheets.settings import Settings
from tests.db.sheets.twin import Desk

R = TypeVar("R", bound=Record)
SOM, NIDA = Actor("สมหญิง"), Actor("นิดา", "nida@example.org")
EVENTS, OFFICES, PEOPLE, COUNTS, TAKING_PART, MEMBERS = (tab.title for tab in TABS)
ID, STATUS = "รหัสแถว (ห้ามแก้)", "สถานะในทะเบียน"
GOOGLE = "Google Sheets"


class Item(NamedTuple):
    """An entry of the inbox: what it is about, what stands where, and why. Of a whole row there is no `sheet`."""

    kind: str
    tab: str
    label: str
    field: str = ""
    base: str | None = None
    sheet: str | None = None
    app: str | None = None
    reason: str | None = None


class Moved(NamedTuple):
    """A line of the journal: who, why, what, in which table, and {field: (before, after)} or what the row is called."""

    actor: str
    because: str
    action: str
    table: str
    what: Any


class Office(Desk):
    """Six events, offices and people, two of them of one name; counts, participations and a member; linked, agreed."""

    def __init__(self, home: Path, settings: Settings = Settings()) -> None:  # noqa: B008 (it cannot change)
        super().__init__(home, settings)
        place = {"แพร่": "54", "น่าน": "55", "ลำปาง": "52", "พะเยา": "56", "เลย": "42", "ตาก": "63"}
        self.offices = self.add(*(Organisation(name=f"อบจ.{name}", province=code) for name, code in place.items()))
        self.people = self.add(
            Person(
                given_name="ไกล", family_name="มาก", province="54", telephone="0812345678", email="klai@example.org"
            ),
            Person(given_name="เอก", family_name="ตัวอย่าง", province="55"),
            Person(title="นาง", given_name="สมใจ", family_name="งาม", province="52"),
            Person(given_name="บุญมี", family_name="ใจดี", province="54"),
            Person(given_name="บุญมี", family_name="ใจดี", province="54"),
            Person(given_name="มานะ", family_name="อดทน", province="42"),
        )
        self.programme, self.network = self.add(Programme(name="โครงการสื่อ"), Network(name="เครือข่าย"))
        self.events = self.add(
            *(
                Event(title=f"อบรม {n}", starts_on=f"2022-03-0{n}", venue=f"ห้อง {n}", declared_total=n * 10)
                for n in range(1, 7)
            )
        )
        first = self.events[0].id
        self.counts = self.add(
            Headcount(event_id=first, category="learners", label="ผู้แทน", count=40),
            Headcount(event_id=first, category="speakers", count=3),
        )
        klai, ek, *_ = self.people
        self.post, self.member, *self.parts = self.add(
            Post(person_id=klai.id, organisation_id=self.offices[0].id, position="ปลัด"),
            Membership(network_id=self.network.id, person_id=klai.id, starts_on="2022-01-01"),
            Participation(event_id=first, person_id=klai.id, role="trainee", province="54"),
            Participation(event_id=first, person_id=ek.id, role="speaker", province="55"),
        )
        self.link()
        assert self.sync().settled
        self.mark()

    def moved_to(self, home: Path) -> "Office":
        """The same office with a register and a spreadsheet of its own, as both are now."""
        copytree(self.store.path.parent, home)
        made = copy(self)
        Desk.__init__(made, home, self.settings)
        made.clock.time = self.clock.time
        made.books.by_id.clear()
        made.book = made.twin.book = made.books.create(id=self.book.id)
        made.book.restore(self.book.snapshot())
        made.mark()
        return made

    # -- the register

    def add(self, *new: Any) -> list[Any]:
        with self.store.writing(SOM, "test") as w:
            return [w.add(one) for one in new]

    def change(self, one: R, **values: Any) -> R:
        with self.store.writing(SOM, "test") as w:
            return w.change(w.live(type(one), one.id), **values)

    def delete(self, one: Record) -> None:
        with self.store.writing(SOM, "test") as w:
            w.delete(w.live(type(one), one.id))

    def now(self, one: R) -> R:
        """A row as it stands now."""
        found = self.store.get(type(one), one.id)
        assert found is not None
        return found

    # -- people at the sheet

    def row(self, tab: str, what: object) -> int:
        """The number of the only row in which this stands in some cell."""
        [row] = [number for number, row in enumerate(self.book.values(tab), 1) if what in row]
        return row

    def at(self, tab: str, what: object, header: str) -> str:
        """The cell below a header, in the row of `what`."""
        return f"{letters(self.book.values(tab)[0].index(header))}{self.row(tab, what)}"

    def type(self, tab: str, what: object, header: str, typed: str) -> None:
        """Somebody types into the cell below a header, in the row of `what`."""
        self.book.type(tab, self.at(tab, what, header), typed)

    def says(self, tab: str, what: object, header: str) -> object:
        return self.book.value(tab, self.at(tab, what, header))

    def write_row(self, tab: str, cells: dict[str, str]) -> int:
        """Somebody types a new row below the last, by the headers; its number."""
        values = self.book.values(tab)
        for header, typed in cells.items():
            self.book.type(tab, f"{letters(values[0].index(header))}{len(values) + 1}", typed)
        return len(values) + 1

    # -- what moved

    def mark(self) -> None:
        """From here on, `journal` and `moved` tell what moves."""
        self._version = self.store.version()
        self._cells = self.cells()
        self.twin.asked.clear()

    def cells(self) -> dict[tuple[str, str], object]:
        """All cells of all tabs in which something stands."""
        return {
            (tab, f"{letters(column)}{row}"): value
            for tab in self.book.tabs()
            for row, line in enumerate(self.book.values(tab), 1)
            for column, value in enumerate(line)
            if value != ""
        }

    def moved(self) -> dict[tuple[str, str], object]:
        """The cells of the sheet that hold something else since the mark: {(tab, cell): value}, "" if emptied."""
        now = self.cells()
        return {key: now.get(key, "") for key in {**self._cells, **now} if self._cells.get(key, "") != now.get(key, "")}

    def journal(self) -> list[Moved]:
        """What moved in the register since the mark."""
        lines = self.store.rows("select * from journal where number > :mark order by number", mark=self._version)
        return [
            Moved(*(line[name] for name in ("actor", "because", "action", "record")), _what(line)) for line in lines
        ]

    # -- the inbox

    def asks(self) -> list[Item]:
        """What waits for somebody."""
        with self.store.reading() as rows:
            return [_item(one) for one in inbox.entries(rows) if one.choice is None]

    def closed(self) -> list[Item]:
        """What was decided or overwritten, the oldest first."""
        with self.store.reading() as rows:
            done = [*inbox.closed(rows), *reversed(inbox.overwritten(rows))]
        return [_item(one) for one in sorted(done, key=lambda one: (one.closed_at or "", one.number))]

    def entry(self) -> inbox.Entry:
        """The only entry that waits."""
        with self.store.reading() as rows:
            [one] = inbox.entries(rows)
        return one

    def decide(self, answer: str, actor: Actor = NIDA) -> inbox.Entry:
        """Decide the only entry that waits, and sync."""
        one = self.entry()
        inbox.resolve(self.store, actor, [one.number], answer)
        self.sync()
        return one

    def agree(self) -> None:
        """Sync until nothing is due by time; at the end both sides are at rest."""
        for _ in range(3):
            run = self.sync()
        assert run.settled


def _what(line: dict[str, Any]) -> Any:
    after = json.loads(line["after"])
    if line["action"] != "change":
        return called(after)
    before = json.loads(line["before"])
    return {name: (before[name], after[name]) for name in after if before[name] != after[name] and name not in SAME}


SAME = ("rev", "search_key", "sort_key", "month", "fiscal_year")


def _item(entry: inbox.Entry) -> Item:
    issue = entry.issue
    reason = issue.reason.message.format(**issue.reason.values) if issue.reason else None
    sheet = issue.sheet if issue.field else None
    return Item(issue.kind.value, entry.tab.title, issue.label, issue.field, issue.base, sheet, issue.app, reason)
