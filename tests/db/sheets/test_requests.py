"""How many requests a sync makes of Google, as Google counts them: the unmodified client, answered in memory."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.records import Event, Organisation, Programme
from db.sheets import google as client
from db.sheets import link, sending
from db.sheets.budget import MINUTE, Budget
from db.sheets.cycle import Engine, Run
from db.sheets.settings import Connection, Settings
from db.store import Store
from standin.faults import Quota
from standin.google import Answer, Google
from standin.memory import answering
from tests.db.sheets.office import EVENTS, PEOPLE, SOM, Office
from tests.db.sheets.twin import Still


class Timed(Google):
    """The stand-in, which knows when each request came."""

    def __init__(self, clock: Still) -> None:
        super().__init__(clock.seconds)
        self.times: list[float] = []
        self.time = clock

    def _sheets(self, *asked: object) -> Answer:
        self.times.append(self.time.seconds())
        return super()._sheets(*asked)  # type: ignore[arg-type]


class Rig:
    """A register and a spreadsheet with the real client between them, whose waits take no time."""

    def __init__(self, store: Store, google: Timed, spreadsheet: str) -> None:
        self.store, self.google, self.spreadsheet = store, google, spreadsheet
        self.budget = Budget(google.time, 40, 40)
        self.remote = client.Google(Connection(spreadsheet, google.account.key_file()), self.budget)

    def sync(self, after: float = MINUTE) -> Run:
        """A round, so many seconds after the last."""
        self.google.time.time += after
        run = Engine(self.store, self.remote, self.spreadsheet, Settings(), self.budget).run()
        assert run.status == "ok", run
        return run

    @property
    def cost(self) -> tuple[int, int]:
        """Reads and writes since the ledger was cleared."""
        return self.google.ledger.reads, self.google.ledger.writes


@pytest.fixture
def google() -> Iterator[Timed]:
    made = Timed(Still())
    with answering(made, made.time.sleep):
        yield made
    assert made.strangers == []


@pytest.fixture
def rig(office: Office, google: Timed) -> Rig:
    """The office, six tabs with rows in each, at rest."""
    google.books, google.time.time = office.books, office.clock.time
    made = Rig(office.store, google, office.book.id)
    made.sync()
    google.ledger.clear()
    return made


def test_nothing_changed_is_two_reads(rig: Rig) -> None:
    version = rig.store.version()
    assert rig.sync().settled
    assert (rig.cost, rig.store.version()) == ((2, 0), version)


def sheet_venue(office: Office) -> None:
    office.book.type(EVENTS, "J3", "หอประชุม")


def sheet_name(office: Office) -> None:
    office.book.type(PEOPLE, "C2", "ใกล้")


def app_venue(office: Office) -> None:
    office.change(office.events[1], venue="หอประชุม")


def app_name(office: Office) -> None:
    office.change(office.people[0], given_name="ใกล้")


@pytest.mark.parametrize("edit", [sheet_venue, sheet_name, app_venue, app_name])
def test_one_cell_changed_is_five_reads_and_a_write_at_most(
    office: Office, rig: Rig, edit: Callable[[Office], None]
) -> None:
    """Also when other tabs show what was changed."""
    edit(office)
    assert rig.sync().settled
    assert rig.cost <= (5, 1)
    assert rig.cost == ((2, 0) if edit is sheet_venue else (5, 1))
    changed = office.now(office.events[1]).venue, office.now(office.people[0]).given_name
    assert ("หอประชุม" if edit in (sheet_venue, app_venue) else "ใกล้") in changed
    assert office.book.value(EVENTS, "J3") == changed[0]
    assert office.book.value(PEOPLE, "C2") == changed[1]
    rig.google.ledger.clear()
    assert rig.sync().settled
    assert rig.cost == (2, 0)


def test_ten_thousand_rows_of_fifteen_columns_are_pushed_in_few_writes_of_two_megabytes(
    home: Path, google: Timed
) -> None:
    store = Store.open(home)
    with store.writing(SOM, "test") as w:
        office = w.add(Organisation(name="สำนักงานประชาสัมพันธ์จังหวัดสมุทรสงคราม", province="75"))
        programme = w.add(Programme(name="โครงการพัฒนาศักยภาพเครือข่ายสื่อท้องถิ่น"))
        w.add_all(
            [
                Event(
                    title=f"อบรมเชิงปฏิบัติการเครือข่ายสื่อท้องถิ่น รุ่นที่ {number}",
                    starts_on=date(2020, 1, 6) + timedelta(days=number // 10),
                    ends_on=date(2020, 1, 7) + timedelta(days=number // 10),
                    starts_at="09:00",
                    kind="training",
                    state="held",
                    province="75",
                    venue="ห้องประชุมใหญ่ ศาลากลางจังหวัด",
                    organiser_id=office.id,
                    programme_id=programme.id,
                    declared_total=number % 90 + 10,
                    approximate=True,
                    source_url=f"https://example.org/news/{number}",
                    notes="ผู้เข้าร่วมได้รับเอกสารประกอบครบทุกคน",
                )
                for number in range(10_000)
            ]
        )
    book = google.books.create()
    rig = Rig(store, google, book.id)
    link.link(store, rig.remote, book.id, Settings())
    google.ledger.clear()
    run = rig.sync()
    assert (run.settled, run.did["appended"]) == (True, 10_001)
    reads, writes = rig.cost
    assert max(google.ledger.written) <= 2_000_000
    assert sum(google.ledger.written) > 5_000_000
    assert reads <= 7
    assert writes <= 10
    rows = book.values(EVENTS)[1:]
    assert [len(rows), min(sum(cell != "" for cell in row) for row in rows)] == [10_000, 16]
    assert google.ledger.refused == 0


def many(office: Office, rows: int) -> None:
    office.add(*(Organisation(name=f"หน่วยงานที่ {number}", province="75") for number in range(rows)))


def test_a_quota_of_six_reads_and_six_writes_a_minute_ends_well(
    office: Office, rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_BYTES", 2_000)
    rig.google.faults.quota = Quota(reads=6, writes=6)
    many(office, 500)
    assert rig.sync().settled
    ledger = rig.google.ledger
    assert len(office.book.values("หน่วยงาน")) == 1 + 6 + 500
    assert ledger.writes > 20
    assert 0 < ledger.refused < len(ledger.requests) / 2
    for number in range(20):
        office.change(office.events[1], venue=f"ห้อง {number}")
        assert rig.sync(after=1).settled
    assert office.book.value(EVENTS, "J3") == "ห้อง 19"
    assert ledger.refused < len(ledger.requests) / 2


def test_the_budget_holds_in_any_minute(office: Office, rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MOST_BYTES", 600)
    many(office, 400)
    rig.google.times.clear()
    assert rig.sync().settled
    made = list(zip(rig.google.times, [one.kind for one in rig.google.ledger.requests], strict=True))
    writes = [time for time, kind in made if kind == "write"]
    assert len(writes) > 80
    assert rig.google.ledger.refused == 0
    assert max(sum(time <= other < time + MINUTE for other in writes) for time in writes) == 40
    assert writes[-1] - writes[0] < 3 * MINUTE
