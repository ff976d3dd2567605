"""The register's file: made and migrated once at start, asked through a few kept connections, never another file in its
place."""

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlite_utils import Database

from db.migrations import migrations
from db.records import new_id
from db.refusals import CannotOpen, Refused
from thai.words import N_

FILE = "saan.db"
BUSY_SECONDS = 5

Key = tuple[int, Path, tuple[int, int]]
"""Whose a connection is: the process's (it must not live on in a forked one), to a file at a path."""
MOST_IDLE = 4
_idle: list[tuple[Key, sqlite3.Connection]] = []
"""Connections that nobody uses now, the last used at the end: to open one and read its tables takes longer than most
questions do."""
_idle_lock = Lock()

FULL = N_("The disk is full. Nothing was saved; free some space and save again.")
READ_ONLY = N_("The folder {path} cannot be written to. Give this user the right to write there.")
BUSY = N_("The register is busy. Nothing was saved; save again in a moment.")
REPLACED = N_("The file {path} was moved, deleted or replaced. Stop the app, put the right file back and start again.")
DAMAGED = N_("The file {path} is not a register, or it is damaged. Restore it from a backup.")
NEWER = N_("The file {path} comes from a newer version of Saan. Install that version, or open another register.")


def prepare(home: Path) -> Path:
    """The register's file in `home`, made if there is none, every migration applied, under a lock for all processes.

    Refuses with CannotOpen: a file of a newer version, a folder that cannot be written, a full disk, a damaged file.
    """
    path = home / FILE
    try:
        home.mkdir(parents=True, exist_ok=True)
        with open(home / "saan.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
                _migrate(Database(connection), path)
    except OSError as error:
        raise CannotOpen(FULL if error.errno == 28 else READ_ONLY, {"path": str(home)}) from error
    except sqlite3.Error as error:
        raise explain(error, path) from error
    return path


def _migrate(db: Database, path: Path) -> None:
    if "_sqlite_migrations" in db.table_names():
        known = {migration.name for migration in migrations.pending(Database(memory=True))}
        applied = {row["name"] for row in db.query("select name from _sqlite_migrations")}
        if applied - known:
            raise CannotOpen(NEWER, {"path": str(path)})
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    migrations.apply(db)
    db.execute(
        "insert into settings (key, value) values ('register', :id) on conflict (key) do nothing",
        {"id": json.dumps(new_id())},
    )


def identity(path: Path) -> tuple[int, int]:
    """Which file stands at `path`: its device and inode. Refuses with CannotOpen when none does."""
    try:
        found = os.stat(path)
    except OSError as error:
        raise CannotOpen(REPLACED, {"path": str(path)}) from error
    return found.st_dev, found.st_ino


@contextmanager
def connected(path: Path, file: tuple[int, int]) -> Iterator[sqlite3.Connection]:
    """A connection to the existing file `file` at `path`; errors of SQLite come out as one plain refusal."""
    if identity(path) != file:
        raise CannotOpen(REPLACED, {"path": str(path)})
    key = os.getpid(), path, file
    try:
        connection = _taken(key) or _opened(path)
        try:
            yield connection
            if connection.in_transaction:
                connection.execute("rollback")
        except BaseException:
            connection.close()
            raise
        _keep(key, connection)
    except sqlite3.IntegrityError:
        raise
    except sqlite3.Error as error:
        raise explain(error, path) from error


def _opened(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        # To prepare a question may take longer than to answer it.
        cached_statements=512,
    )
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma synchronous = full")
    # Room for every page that a bulk write touches; with the usual 2 MB each is written many times over.
    connection.execute("pragma cache_size = -65536")
    return connection


def asked(db: sqlite3.Connection, sql: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of one select as dicts."""
    found = db.execute(sql, params)
    names = [name for name, *_ in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _taken(key: Key) -> sqlite3.Connection | None:
    with _idle_lock:
        at = next((at for at in reversed(range(len(_idle))) if _idle[at][0] == key), None)
        return None if at is None else _idle.pop(at)[1]


def _keep(key: Key, connection: sqlite3.Connection) -> None:
    with _idle_lock:
        _idle.append((key, connection))
        over = _idle.pop(0)[1] if len(_idle) > MOST_IDLE else None
    if over:
        over.close()


def explain(error: sqlite3.Error, path: Path) -> Refused:
    """The refusal that an error of SQLite means to a person; a programming mistake stays what it is."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = (code or 0) & 0xFF
    if primary == sqlite3.SQLITE_BUSY:
        return Refused("", BUSY)
    for sentence, codes in MEANINGS.items():
        if primary in codes:
            return CannotOpen(sentence, {"path": str(path.parent if sentence == READ_ONLY else path)})
    raise error


MEANINGS = {
    FULL: (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
    READ_ONLY: (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
    DAMAGED: (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB),
}
