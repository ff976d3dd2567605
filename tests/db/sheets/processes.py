"""Rounds of the sync in processes of their own, which may be killed, with the real client over HTTPS."""

import os
import random
import signal
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Lock
from urllib.parse import urlsplit

from db import connection
from db.sheets import sending, settings
from db.sheets.budget import Budget
from db.sheets.cycle import Engine, Run
from db.sheets.google import Google
from db.sheets.settings import Settings
from db.store import Store
from standin import google
from standin.server import Serving
from tests.db.sheets.schedules import Play, drawn
from tests.db.sheets.twin import Still
from tests.forked import FRESH, begun


@dataclass(frozen=True)
class Job:
    """A round: of which register, at what time, with what in the environment. The process kills itself at the n-th
    `statement` of SQLite, if that is not 0, and puts no more bytes than `most` into a write."""

    home: Path
    env: Mapping[str, str]
    time: float
    statement: int = 0
    most: int = sending.MOST_BYTES


def _work(job: Job, answer: Connection) -> None:
    """What a process does: one round as `python -m db sync` makes it, except that it waits for nothing."""
    os.environ.update(job.env)
    sending.MOST_BYTES = job.most
    statements = _counted(job.statement)
    clock, found = Still(), settings.connection()
    clock.time = job.time
    assert found is not None
    store, budget = Store.open(job.home), Budget(clock, 40, 40)
    run = Engine(store, Google(found, budget), found.spreadsheet, Settings(), budget).run()
    answer.send((run, next(statements) - 1))


def _counted(last: int) -> "count[int]":
    """Count the statements of SQLite from now on; the process is killed at the last."""
    plain, statements = sqlite3.connect, count(1)

    def seen(_: str) -> None:
        if next(statements) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(*args: object, **more: object) -> sqlite3.Connection:
        made = plain(*args, **more)  # type: ignore[call-overload]
        made.set_trace_callback(seen)
        return made

    connection.sqlite3.connect = traced  # type: ignore[assignment]
    return statements


class Process:
    """A process that does one round."""

    def __init__(self, job: Job) -> None:
        self._answer, theirs = FRESH.Pipe(duplex=False)
        self._process = begun(_work, job, theirs)
        theirs.close()
        self._lock = Lock()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def kill(self) -> None:
        """kill -9. It is gone when this returns."""
        self._process.kill()
        self._ended()

    def run(self) -> tuple[Run | None, int]:
        """What the round came to (None: it was killed), and how many statements of SQLite it took."""
        try:
            run, statements = self._answer.recv()
        except EOFError:
            run, statements = None, 0
        assert self._ended() == (0 if run else -signal.SIGKILL)
        return run, statements

    def _ended(self) -> int | None:
        with self._lock:
            self._process.join()
        return self._process.exitcode


class Watched(google.Google):
    """The stand-in, which tells of each request to the Sheets API before and after it is answered. Whoever is told may
    raise Lost; what else is raised is kept in `failed`."""

    def __init__(self) -> None:
        super().__init__()
        self.before: Callable[[str], None] = lambda end: None
        self.after: Callable[[str], None] = lambda end: None
        self.failed: list[Exception] = []

    def handle(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> google.Answer:
        parts = urlsplit(url)
        if parts.hostname != google.SHEETS:
            return super().handle(method, url, headers, body)
        _, _, id = parts.path.rpartition("/v4/spreadsheets/")
        end = id.lstrip("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_")
        try:
            self.before(end)
            answer = super().handle(method, url, headers, body)
            self.after(end)
        except google.Lost:
            raise
        except Exception as error:
            self.failed.append(error)
            raise google.Lost from error
        return answer


class Over(Play):
    """A schedule played over HTTPS, each round by a new process. In a turn two try at once, of which one may sync at a
    time."""

    def __init__(self, folder: Path, sheets: Serving) -> None:
        super().__init__(folder, sheets.books)
        assert isinstance(sheets.google, Watched)
        self.served = sheets.google
        key = {"SAAN_SHEETS": self.desk.book.id, "GOOGLE_APPLICATION_CREDENTIALS": str(sheets.key_file)}
        self.env = {**sheets.env, **key}
        self.running: list[Process] = []
        self.started = Event()
        self.processes = 1
        self.most = sending.MOST_BYTES
        self.statement, self.statements = 0, 0
        """At which statement the next process is killed, and how many the last round took."""

    def process(self) -> Process:
        job = Job(self.home, self.env, self.desk.clock.time, self.statement, self.most)
        return Process(job)

    def turn(self, acts: list[tuple[str, int]], faults: list[tuple[int, str, int]]) -> None:
        self.processes = 2
        super().turn(acts, faults)
        self.processes = 1

    def round(self) -> Run | None:
        self.asked, self.fault, self.taken = 0, "", False
        self.served.before, self.served.after, self.served.failed = self.before, self.after, []
        self.started.clear()
        self.running = [self.process() for _ in range(self.processes)]
        self.started.set()
        runs = [process.run() for process in self.running]
        self.served.before = self.served.after = lambda end: None
        self.see(None)
        assert self.served.failed == [], self.served.failed
        for run, statements in runs:
            assert run is None or run.status in ("ok", "busy", "unreachable"), run
            self.statements = statements
        done = [run for run, _ in runs if run and run.status != "busy"]
        return done[-1] if done else None

    def lost(self, end: str) -> Exception:
        return google.Lost("on the way")

    def die(self) -> None:
        """Kill the process that syncs now, which waits for the answer to a request."""
        self.started.wait()
        [held] = self.desk.store.rows("select holder from sync_lease")
        next(one for one in self.running if held["holder"].endswith(f":{one.pid}")).kill()
        raise google.Lost("nobody waits any more")

    def see(self, older: object) -> None:
        self.served.faults.stale(older or {}, 1 if older else 0)  # type: ignore[arg-type]

    def other(self) -> Run:
        run, _ = self.process().run()
        assert run is not None
        return run

    def end(self) -> None:
        super().end()
        version, sheet = self.desk.store.version(), self.desk.book.revision
        self.desk.clock.time += 400
        run = self.round()
        assert run is not None
        assert run.settled
        assert (self.desk.store.version(), self.desk.book.revision) == (version, sheet)


def play(sheets: Serving, seed: int, folder: Path) -> None:
    """Play the schedule that a seed draws in an empty folder, and check what must hold."""
    it = Over(folder, sheets)
    for acts, faults in drawn(random.Random(seed)):
        it.turn(acts, faults)
    it.end()
    it.check()
