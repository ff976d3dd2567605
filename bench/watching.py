"""A hundred people who watch a page of charts while ten others write: how soon each sees what was written."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from statistics import quantiles
from threading import Barrier, Event, Thread

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from db.access import Actor
from db.records import Event as Happening
from db.records import Headcount
from db.store import Store
from tests.serving import RESTARTED, Session, serving, session

WATCHERS, WRITERS, SECONDS, PAUSE, LAST = 100, 10, 60.0, 10.0, 10.0
"""Each writer saves an event every `PAUSE` seconds; the pages have `LAST` seconds to show what was written last."""
SOON = 3.0
"""Seconds until a page shows what another saved."""
WRONG = {"exception", "alert"}


class Watcher:
    """An open page. `took`: the seconds from each save that it had not shown yet until it was drawn to its end."""

    def __init__(self, session: Session, saved: list[float]) -> None:
        self._session, self._saved = session, saved
        self._shown = self._begun = time.monotonic()
        self.took: list[float] = []
        self.drawn: set[str] = set()

    @property
    def behind(self) -> bool:
        return bool(self._saved) and self._shown < self._saved[-1]

    def watch(self, stop: Event) -> None:
        while not stop.is_set():
            try:
                frame = self._session.socket.recv(timeout=2)
            except TimeoutError:
                continue  # to see whether it is over
            assert isinstance(frame, bytes)
            message = ForwardMsg.FromString(frame)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._begun = time.monotonic()
            elif kind == "delta":
                self.drawn.add(str(message.delta.new_element.WhichOneof("type")))
            elif kind == "script_finished" and message.script_finished != RESTARTED:
                now = time.monotonic()
                # What was saved while it ran may not be in it.
                self.took += [now - at for at in list(self._saved) if self._shown < at <= self._begun]
                self._shown = self._begun


def refreshes(home: Path) -> tuple[float, int, int]:
    """Of all refreshes of an overview: the seconds that 95 % of them stay under, how many they are, and how many things
    went wrong (a page or a save that failed, a page that never showed the last save)."""
    saved: list[float] = []
    failed: list[BaseException] = []
    stop = Event()

    def safely(act: Callable[[], None]) -> Thread:
        def run() -> None:
            try:
                act()
            except BaseException as error:
                failed.append(error)

        thread = Thread(target=run)
        thread.start()
        return thread

    with ExitStack() as stack:
        server = stack.enter_context(serving(home))
        sessions = [stack.enter_context(session(server.url, server.known("bench"))) for _ in range(WATCHERS)]
        watchers = [Watcher(one.run("overview"), saved) for one in sessions]
        watching = [safely(lambda one=watcher: one.watch(stop)) for watcher in watchers]  # type: ignore[misc]
        begin = Barrier(WRITERS)
        writing = [safely(lambda n=n: write(server.store, n, begin, saved)) for n in range(WRITERS)]  # type: ignore[misc]
        for thread in writing:
            thread.join()
        until = time.monotonic() + LAST
        while time.monotonic() < until and any(watcher.behind for watcher in watchers):
            time.sleep(0.1)
        stop.set()
        for thread in watching:
            thread.join()
    took = [seconds for watcher in watchers for seconds in watcher.took]
    wrong = len(failed) + sum(bool(watcher.drawn & WRONG) + watcher.behind for watcher in watchers)
    return quantiles(took, n=20)[-1], len(took), wrong


def write(store: Store, number: int, begin: Barrier, saved: list[float]) -> None:
    """One writer among ten: their saves are spread over the pause."""
    begin.wait()
    time.sleep(PAUSE * number / WRITERS)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with store.writing(Actor(f"writer {number}"), "form:log_event") as w:
            event = w.add(Happening(title="อบรมประชาสัมพันธ์", starts_on=date(2022, 3, 24), province="48"))
            w.add(Headcount(event_id=event.id, category="learners", count=40))
        saved.append(time.monotonic())
        time.sleep(PAUSE)
