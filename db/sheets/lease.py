"""Who syncs now: one process at a time, however many were started on the same register."""

import os
import socket
from collections.abc import Callable
from typing import Any

from db.refusals import Refused
from db.rules import Rows
from db.store import Notes, Store
from thai.words import N_

SECONDS = 300.0
"""Longer than any request with the waits before it; a process that died gives its lease up at once."""
NAME = "sheets"


class Busy(Refused):
    """Another process syncs now."""

    def __init__(self) -> None:
        super().__init__("", N_("Another program is syncing this register now. Nothing was done here."))


class Lease:
    """The right to sync, while the block lasts. Its `fence` is higher than that of every lease before."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store, self._now = store, now
        self._holder = f"{socket.gethostname()}:{os.getpid()}"
        self.fence = 0

    def __enter__(self) -> "Lease":
        with self._store.note() as note:
            held = self._held(note.rows)
            if held and held["until"] > self._now() and _lives(held["holder"]):
                raise Busy
            self.fence = (held["fence"] if held else 0) + 1
            self._write(note, self._now() + SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        with self._store.note() as note:
            if self._is_mine(note.rows):
                self._write(note, 0.0)

    def renew(self, note: Notes) -> None:
        """Go on syncing. Busy when another process has taken over meanwhile."""
        if not self._is_mine(note.rows):
            raise Busy
        self._write(note, self._now() + SECONDS)

    def _held(self, rows: Rows) -> dict[str, Any] | None:
        return next(iter(rows("select * from sync_lease where name = :name", name=NAME)), None)

    def _is_mine(self, rows: Rows) -> bool:
        held = self._held(rows)
        return held is not None and held["fence"] == self.fence

    def _write(self, note: Notes, until: float) -> None:
        note.keep("sync_lease", [{"name": NAME, "holder": self._holder, "until": until, "fence": self.fence}])


def _lives(holder: str) -> bool:
    """Whether the process that holds a lease may still be there; one of another machine may."""
    host, _, pid = holder.rpartition(":")
    if host != socket.gethostname() or not pid.isdecimal():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
