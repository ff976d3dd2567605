"""The one thread that syncs, started and stopped with the app."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Event, Lock, Thread

from db.refusals import Refused
from db.sheets import settings
from db.sheets.budget import Budget, Clock, Stopped
from db.sheets.cycle import LINKED, Engine, Run
from db.sheets.google import Google, Remote
from db.sheets.settings import Connection
from db.store import Store

log = logging.getLogger("saan")


@dataclass(frozen=True)
class Doing:
    """What the thread is doing ("rest", "look", "merge", "write"), and how much of how much is done."""

    what: str = "rest"
    done: int = 0
    all: int = 1


class Worker:
    """Syncs a register with its spreadsheet every so often, and at once when asked."""

    def __init__(self, home: Path, connect: Callable[[Connection, Budget], Remote] = Google) -> None:
        self.store = Store.open(home)
        self.clock = Clock()
        self.budget = Budget(self.clock, settings.settings().reads, settings.settings().writes)
        self.doing = Doing()
        self.pulse = 0
        """Moves whenever there is something new to show."""
        self._connect = connect
        self._wake = Event()
        self._lock = Lock()
        self._remote: tuple[Connection, Remote] | None = None
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin to sync, if a spreadsheet is set up, or as soon as one is."""
        self._thread = Thread(target=self._work, name="sheets", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread, also in the middle of a wait. What it leaves undone the next start does."""
        self.clock.stopped.set()
        self._wake.set()
        if self._thread:
            self._thread.join(timeout=5)

    def sync_now(self) -> None:
        """Do a round at once, on the thread."""
        self._wake.set()

    def remote(self) -> Remote | None:
        """The spreadsheet that is set up, or None. Refuses settings that cannot be read; Trouble for a useless key."""
        with self._lock:
            wanted = settings.connection()
            if wanted is None:
                return None
            if self._remote is None or self._remote[0] != wanted:
                self._remote = wanted, self._connect(wanted, self.budget)
            return self._remote[1]

    def engine(self) -> Engine | None:
        """What does a round with the spreadsheet that is set up, or None."""
        remote = self.remote()
        if remote is None or self._remote is None:
            return None
        found = settings.settings()
        self.budget.limits = {"read": found.reads, "write": found.writes}
        engine = Engine(self.store, remote, self._remote[0].spreadsheet, found, self.budget)
        engine.tell = self._tell
        return engine

    def _work(self) -> None:
        while not self.clock.stopped.is_set():
            self._wake.clear()
            try:
                self._round()
            except Stopped:
                return
            except Refused as refused:
                log.warning("sheets: %s", refused.message)
            except Exception:
                # One round that fails must not be the last; the log says where.
                log.exception("sheets")
            self._tell("rest", 0, 1)
            self._wake.wait(self._interval())

    def _interval(self) -> float:
        try:
            return settings.settings().interval
        except Refused:
            return settings.Settings().interval

    def _round(self) -> Run | None:
        engine = self.engine()
        if engine is None or self.store.setting(LINKED) is None:
            return None
        return engine.run()

    def _tell(self, what: str, done: int, all: int) -> None:
        self.doing = Doing(what, done, all)
        self.pulse += 1


@cache
def of(home: Path) -> Worker:
    """The worker of the register in a folder, one for the whole process."""
    return Worker(home)
