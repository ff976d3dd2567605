"""A crash, a full disk, a read-only folder, a newer file: the whole save or nothing, and one clear sentence."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from db import connection
from db.access import Actor
from db.check import problems
from db.records import Event, Headcount, Participation, Person
from db.refusals import CannotOpen, Refused
from db.store import Store

ROOT = Path(__file__).parents[2]
SOM = Actor("สมหญิง")


def one_save(home):
    """A save with a row of each sort: single, many at once, changed."""
    with Store.open(home).writing(SOM, "test", token="t1") as w:
        event = w.add(Event(title="อบรม", starts_on=date(2022, 3, 24)))
        person = w.add(Person(given_name="สมชาย"))
        w.add(Participation(event_id=event.id, person_id=person.id, role="trainee"))
        w.add_all([Headcount(event_id=event.id, category="learners", count=n) for n in range(3)])
        w.change(event, declared_total=3)


def save_and_die(home, statement):
    """Run that save in a process that dies at its n-th statement; True if the save was acknowledged."""
    child = os.fork()
    if child == 0:
        plain, seen = sqlite3.connect, iter(range(1, 1000))

        def traced(*args, **kwargs):
            made = plain(*args, **kwargs)
            made.set_trace_callback(lambda _: os._exit(9) if next(seen) == statement else None)
            return made

        connection.sqlite3.connect = traced
        one_save(home)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9)
    return code == 0


def counts(store):
    return [len(store.all(kind)) for kind in (Event, Person, Headcount)]


def test_killed_at_each_statement_a_save_is_whole_or_nothing(tmp_path):
    outcomes = []
    for statement in range(1, 100):
        home = tmp_path / str(statement)
        Store.open(home)
        acknowledged = save_and_die(home, statement)
        store = Store.open(home)
        assert list(problems(store)) == []
        outcomes.append((acknowledged, counts(store)))
        if acknowledged:
            break
    assert set(map(str, outcomes)) <= {"(False, [0, 0, 0])", "(False, [1, 1, 3])", "(True, [1, 1, 3])"}
    assert outcomes[-1][0]
    assert (False, [0, 0, 0]) in outcomes
    assert len(outcomes) > 15


def test_power_loss_leaves_an_exact_prefix_of_the_saves(tmp_path, home):
    store = Store.open(home)
    keep = sqlite3.connect(home / "saan.db")
    keep.execute("select 1 from journal").fetchone()
    for n in range(20):
        with store.writing(SOM, "test") as w:
            event = w.add(Event(title=f"งาน {n}", starts_on=date(2022, 3, 24)))
            w.add(Headcount(event_id=event.id, category="learners", count=n))
    whole = (home / "saan.db-wal").read_bytes()
    chance = random.Random(7)
    seen = set()
    for n in range(60):
        torn = tmp_path / f"torn{n}"
        torn.mkdir()
        shutil.copy(home / "saan.db", torn)
        cut = chance.randrange(len(whole))
        (torn / "saan.db-wal").write_bytes(whole[:cut] + chance.choice([b"", os.urandom(300), bytes(300)]))
        found = Store.open(torn)
        titles = [event.title for event in found.all(Event)]
        assert titles == [f"งาน {i}" for i in range(len(titles))]
        assert [line.count for line in found.all(Headcount)] == list(range(len(titles)))
        assert list(problems(found)) == []
        seen.add(len(titles))
    assert len(seen) > 5
    keep.close()


def test_a_full_disk_saves_nothing_and_says_so(store, home, monkeypatch):
    plain = sqlite3.connect

    def small(*args, **kwargs):
        made = plain(*args, **kwargs)
        made.execute("pragma max_page_count = 1")
        return made

    monkeypatch.setattr(connection, "_idle", [])  # no connection from before the disk was full
    monkeypatch.setattr(connection.sqlite3, "connect", small)
    with pytest.raises(CannotOpen) as refused, store.writing(SOM, "test") as w:
        w.add_all([Person(given_name=f"คน{n}", notes="ก" * 5000) for n in range(200)])
    monkeypatch.undo()
    assert refused.value.message == connection.FULL
    assert (store.version(), counts(store)) == (0, [0, 0, 0])
    with store.writing(SOM, "test") as w:
        w.add(Person(given_name="หลังจากนั้น"))
    assert counts(store) == [0, 1, 0]


def test_a_newer_file_is_refused_and_left_alone(store, home):
    with sqlite3.connect(home / "saan.db") as db:
        db.execute("insert into _sqlite_migrations values (null, 'saan', 'm999_future', '')")
    with pytest.raises(CannotOpen) as refused:
        Store.open(home)
    assert refused.value.message == connection.NEWER


def test_a_file_that_is_no_register_is_refused(home):
    home.mkdir()
    (home / "saan.db").write_bytes(b"this is a letter, not a register" * 100)
    with pytest.raises(CannotOpen) as refused:
        Store.open(home)
    assert refused.value.message == connection.DAMAGED
    assert (home / "saan.db").read_bytes().startswith(b"this is a letter")


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents:
        if parent != Path("/") and parent.stat().st_mode & 0o005 != 0o005:
            parent.chmod(parent.stat().st_mode | 0o005)
    home = tmp_path / "locked"
    home.mkdir(mode=0o555)
    code = (
        "import sys; from db.store import Store; from db.refusals import Refused\n"
        "try: Store.open(sys.argv[1])\nexcept Refused as r: print(r)"
    )
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_nobody, sys.executable, "-B", "-c", code, str(home)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if as_nobody and "Permission denied" in done.stderr and not done.stdout:
        pytest.skip("another user cannot read this checkout")
    assert done.stdout == f"The folder {home} cannot be written to. Give this user the right to write there.\n"


def test_four_starters_at_once_make_one_register(tmp_path):
    code = "import sys; from db.store import Store; print(Store.open(sys.argv[1]).setting('register'))"
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = {process.communicate()[0] for process in running}
    assert len(said) == 1
    assert [process.returncode for process in running] == [0, 0, 0, 0]


def test_a_busy_register_is_a_sentence_not_a_crash(store, home, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0)
    other = sqlite3.connect(home / "saan.db", isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(Refused) as refused, store.writing(SOM, "test") as w:
        w.add(Person(given_name="ก"))
    other.execute("rollback")
    other.close()
    assert refused.value.message == connection.BUSY
