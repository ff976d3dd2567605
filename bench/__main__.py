"""make bench: processor time, collector off. Ends with 1 when a ratio is above its limit."""

import gc
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import counts, watching
from bench.register import filled
from bench.sync import unchanged
from db.access import Actor
from db.records import Event
from db.store import Store
from tests.serving import Server, Session, installed, serving, session

ROUNDS, RUNS = 7, 30

BARE_APP = 'import streamlit as st\n\napp = st.App("x.py")\n'
X = 'import streamlit as st\n\n\ndef page():\n    st.write("x")\n'
FILTERS_ONLY = "from ui import filters\n\n\ndef page():\n    filters.ask()\n"


def main() -> int:
    gc.disable()
    with TemporaryDirectory() as folder, ExitStack() as stack:
        scratch = Path(folder)
        # Where SAAN_BENCH names a folder, the registers stay there for the next run: a million people take a while.
        registers = Path(os.environ.get("SAAN_BENCH") or scratch)
        small, large = filled(registers / "10k", 10_000), filled(registers / "1m", 1_000_000)
        bare = installed(folder_of(scratch / "bare"))
        (bare / "app.py").write_text(BARE_APP)
        (bare / "x.py").write_text('import streamlit as st\n\nst.write("x")\n')
        frame = installed(folder_of(scratch / "frame"))
        (frame / "pages" / "coverage.py").write_text(X)
        (frame / "pages" / "network.py").write_text(FILTERS_ONLY)

        def served(home: Path, root: Path | None = None) -> Server:
            at = {} if root is None else {"root": root}
            return stack.enter_context(serving(home, collected=False, **at))

        def page(server: Server, path: str) -> Callable[[], float]:
            visitor = stack.enter_context(session(server.url, server.known("bench")))
            visitor.run(path)
            assert not {"exception", "alert"} & set(visitor.elements()), path
            return lambda: run_of(server, visitor, path)

        framed, register = served(small, frame), served(small)
        sync_10k, json_10k = unchanged(scratch / "sheet10k", 10_000)
        sync_100k, json_100k = unchanged(scratch / "sheet100k", 100_000)
        cost = compared(
            {
                "x": page(served(folder_of(scratch / "nothing"), bare), ""),
                "frame": page(framed, "coverage"),
                "filters": page(framed, "network"),
                "overview": page(register, "overview"),
                "coverage": page(register, "coverage"),
                "overview_1m": page(served(large), "overview"),
                "commit": bare_commit(scratch / "commit"),
                "save": save(scratch / "save"),
                **{
                    f"{number}, {question}, {name}": counts.reading(home, number, question)
                    for name, home in (("10k", small), ("1m", large))
                    for number in counts.NUMBERS
                    for question in counts.KEPT
                },
                "sync_10k": lambda: spent(sync_10k, 3),
                "json_10k": lambda: spent(json_10k, 3),
                "sync_100k": lambda: spent(sync_100k, 1),
                "json_100k": lambda: spent(json_100k, 1),
            }
        )
        once = {
            **{f"{n}, whole, scanned": counts.reading(large, n, "whole", counts.Scanned, 1)() for n in counts.NUMBERS},
            **{
                f"overview, {question}, {name}": counts.reading(home, "overview", question)()
                for name, home in (("10k", small), ("1m", large))
                for question in counts.NARROWED
            },
        }
        cost |= once | counts.saves({name: folder_of(scratch / name) for name in ("counted", "uncounted")})
        kept_up = watched(small)
    lines = [
        ("the frame, over st.write", "frame", "x", 2.0),
        ("the overview, over the frame with its filters", "overview", "filters", 4.0),
        ("coverage, over the frame with its filters", "coverage", "filters", 8.0),
        ("a save, over a bare durable commit", "save", "commit", 3.0),
        ("a round of the sync at rest, over json.loads, 10k", "sync_10k", "json_10k", 3.0),
        ("the same with 100,000 rows of 15 columns", "sync_100k", "json_100k", 3.0),
        ("the overview drawn again at 1,000,000 people, over 10,000", "overview_1m", "overview", 1.1),
        ("a save with its counts, over one without", "counted", "uncounted", 1.5),
        *(
            (
                f"{number} of {question}, 1,000,000 over 10,000",
                f"{number}, {question}, 1m",
                f"{number}, {question}, 10k",
                1.2,
            )
            for number in counts.NUMBERS
            for question in counts.KEPT
        ),
        *((f"{n} by a scan, over its counts", f"{n}, whole, scanned", f"{n}, whole, 1m", None) for n in counts.NUMBERS),
        *(
            (f"overview of {q}, 1,000,000 over 10,000", f"overview, {q}, 1m", f"overview, {q}, 10k", 10.0)
            for q in counts.NARROWED
        ),
    ]
    late = 0
    for what, dear, cheap, limit in lines:
        ratio = cost[dear] / cost[cheap]
        late += limit is not None and ratio > limit
        goal = "no limit" if limit is None else f"at most {limit:.3g}"
        print(f"{what:60} {ratio:6.2f}   {goal:12} ({cost[dear] * 1e3:.2f} ms / {cost[cheap] * 1e3:.2f} ms)")
    return int(late > 0 or not kept_up)


def watched(home: Path) -> bool:
    """Whether a hundred people see within three seconds what ten others write; says how soon they did."""
    seconds, refreshes, wrong = watching.refreshes(home)
    what = f"{watching.WATCHERS} watch, {watching.WRITERS} write: 95 % of {refreshes:,} refreshes within"
    print(f"{what:60} {seconds:6.2f} s at most {watching.SOON:.3g} s ({wrong} went wrong)")
    return wrong == 0 and seconds <= watching.SOON


def compared(things: dict[str, Callable[[], float]]) -> dict[str, float]:
    """The seconds that each takes: the median of rounds in which all take turns, so that a busy moment hits all."""
    for thing in things.values():
        thing()
    rounds = [{name: thing() for name, thing in things.items()} for _ in range(ROUNDS)]
    return {name: median(took[name] for took in rounds) for name in things}


def run_of(server: Server, visitor: Session, path: str) -> float:
    """Processor seconds that the server spends on one run of a page for a session that is there already."""
    # Linux numbers the processor clock of another process so.
    clock = (~server.process.pid << 3) | 2
    before = time.clock_gettime(clock)
    for _ in range(RUNS):
        visitor.run(path)
    return (time.clock_gettime(clock) - before) / RUNS


def bare_commit(folder: Path) -> Callable[[], float]:
    """One row of an event's size, committed to disk through a connection of its own."""
    path = folder_of(folder) / "bare.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("create table events (id integer primary key, body text)")

    def commit() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("pragma synchronous = full")
            db.execute("begin immediate")
            db.execute("insert into events (body) values (?)", ["x" * 600])
            db.execute("commit")

    return lambda: spent(commit)


def save(folder: Path) -> Callable[[], float]:
    """One event through the door of the store: validated, coded, journalled, its token kept."""
    store = Store.open(folder_of(folder))
    tokens = count()

    def write() -> None:
        with store.writing(Actor("bench"), "form:log_event", token=str(next(tokens))) as w:
            w.add(Event(title="อบรมประชาสัมพันธ์", starts_on=date(2022, 3, 24), ends_on=date(2022, 3, 25)))

    return lambda: spent(write)


def spent(act: Callable[[], object], runs: int = RUNS) -> float:
    before = time.process_time()
    for _ in range(runs):
        act()
    return (time.process_time() - before) / runs


def folder_of(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


if __name__ == "__main__":
    sys.exit(main())
