"""The thread that syncs: it starts and stops with the app, goes on after trouble, and asks nothing when nothing is set
up."""

import json
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import enumerate as threads

import pytest

from db.access import Actor
from db.records import Organisation
from db.sheets import ledger
from db.sheets.google import UNREACHABLE, Trouble
from db.sheets.worker import Worker
from tests.db.sheets.twin import Desk

SOM = Actor("สมหญิง")


@pytest.fixture
def desk(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A linked register whose spreadsheet is set up in the environment."""
    made = Desk(home)
    made.link()
    key = tmp_path / "key.json"
    key.write_text(json.dumps({"client_email": made.twin.account}))
    monkeypatch.setenv("SAAN_SHEETS", made.book.id)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    return made


@pytest.fixture
def asked(desk: Desk) -> Queue[str]:
    """Every request of the thread, as it is made."""
    queue: Queue[str] = Queue()
    desk.twin.before = queue.put
    return queue


@pytest.fixture
def worker(desk: Desk, asked: Queue[str], home: Path) -> Iterator[Worker]:
    made = Worker(home, connect=lambda connection, budget: desk.twin)
    yield made
    made.stop()
    assert "sheets" not in {thread.name for thread in threads()}


def rounds(asked: Queue[str], count: int) -> None:
    """Wait until so many rounds at rest have asked their two questions."""
    for _ in range(2 * count):
        asked.get(timeout=20)


def test_it_syncs_at_the_start_and_at_once_when_asked(worker: Worker, asked: Queue[str], desk: Desk) -> None:
    with desk.store.writing(SOM, "test") as w:
        w.add(Organisation(name="สำนักงานประชาสัมพันธ์จังหวัดแพร่"))
    worker.start()
    while asked.get(timeout=20) != "/values:batchUpdate":
        pass
    rounds(asked, 1)
    assert [row["หน่วยงาน"] for row in desk.rows("หน่วยงาน")] == ["สำนักงานประชาสัมพันธ์จังหวัดแพร่"]
    desk.book.type("หน่วยงาน", "D2", "แพร่")
    worker.sync_now()
    rounds(asked, 1)
    worker.stop()
    [office] = desk.store.all(Organisation)
    assert office.province == "54"


def test_it_goes_on_after_trouble(worker: Worker, asked: Queue[str], desk: Desk) -> None:
    def lost(end: str) -> None:
        desk.twin.before = asked.put
        asked.put(end)
        raise Trouble("unreachable", UNREACHABLE)

    desk.twin.before = lost
    worker.start()
    asked.get(timeout=20)
    worker.sync_now()
    rounds(asked, 1)
    worker.stop()
    with desk.store.reading() as rows:
        assert [run.status for run in ledger.rounds(rows, 10)] == ["ok", "unreachable"]


def test_without_a_spreadsheet_it_asks_nothing_and_ends_when_told(
    worker: Worker, asked: Queue[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAAN_SHEETS")
    worker.start()
    worker.sync_now()
    worker.stop()
    assert asked.empty()


def test_a_spreadsheet_that_nobody_linked_is_left_alone(home: Path, worker: Worker, asked: Queue[str]) -> None:
    from db.sheets import link

    link.unlink(worker.store)
    worker.start()
    worker.stop()
    assert asked.empty()
