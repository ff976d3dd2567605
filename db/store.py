"""The only door to the register: read, write, journal, undo. No other module changes data.

A write is one transaction (BEGIN IMMEDIATE, an in-process lock in front) in which every record is validated, its `rev`
bumped and a line left in the journal. The journal is the audit trail, the undo, and the version that live charts watch.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import Any, Self, TypeVar

from db import connection, counts, rules, touched
from db.access import Actor
from db.keeping import Keeper, put_setting
from db.records import BY_TABLE, CHILDREN, Event, Record
from db.refusals import AlreadySaved, Refused, Stale
from db.rows import among, called, fields, made, record_of, row_of, sides, to_json
from thai import dates
from thai.words import N_

R = TypeVar("R", bound=Record)
BULK = 10_000
DRAFT_DAYS = 30
BOOKKEPT = {
    "sync_base": ("tab", "row_id"),
    "sync_sent": ("tab", "row_id", "field"),
    "sync_reserved": ("row_id",),
    "sync_missing": ("tab", "row_id"),
    "sync_issue": ("number",),
    "sync_run": ("number",),
    "sync_lease": ("name",),
}
"""Tables that nobody's data stands in, with their keys."""
REFERRED = N_("{count} other records refer to this. Change them first.")
USED = N_("“{name}” is used by something newer ({other}). Undo or delete that first.")

_locks: dict[Path, Lock] = {}


class Store:
    """One register. Cheap to keep and to share between threads: it takes a connection for each use."""

    def __init__(self, path: Path, may_write: Callable[[Actor], bool]) -> None:
        self.path = path
        self._file = connection.identity(path)
        self._may_write = may_write
        self._lock = _locks.setdefault(path.resolve(), Lock())

    @classmethod
    def open(cls, home: Path | str, may_write: Callable[[Actor], bool] = lambda actor: True) -> Self:
        """The register in the folder `home`, made and migrated as needed. `may_write` is asked at every write.

        Refuses with CannotOpen: a newer file, a folder that cannot be written, a full disk, a damaged file.
        """
        store = cls(connection.prepare(Path(home)), may_write)
        store.count()
        return store

    @contextmanager
    def reading(self) -> Iterator[Callable[..., list[dict[str, Any]]]]:
        """One unchanging view of the register: yields rows(sql, **params) → the rows as dicts."""
        with connection.connected(self.path, self._file) as db:
            db.execute("begin")

            def rows(sql: str, **params: Any) -> list[dict[str, Any]]:
                return connection.asked(db, sql, params)

            yield rows

    def rows(self, sql: str, **params: Any) -> list[dict[str, Any]]:
        """The rows of one select, as dicts."""
        with self.reading() as rows:
            return rows(sql, **params)

    def version(self) -> int:
        """The journal's last number: it moves with every change of data, and with nothing else."""
        with connection.connected(self.path, self._file) as db:
            return int(db.execute("select coalesce(max(number), 0) from journal").fetchone()[0])

    def get(self, kind: type[R], id: str) -> R | None:
        """The live record with this id, or None."""
        return next(iter(self.all(kind, "id = :id", id=id)), None)

    def all(self, kind: type[R], where: str = "true", **params: Any) -> list[R]:
        """The live records for which the SQL condition `where` holds, in the order of their entry."""
        found = self.rows(f"select * from {kind.table} where deleted is null and ({where}) order by rowid", **params)
        return [record_of(kind, row) for row in found]

    def setting(self, key: str) -> Any:
        """A kept setting, or None."""
        found = self.rows("select value from settings where key = :key", key=key)
        return json.loads(found[0]["value"]) if found else None

    def draft(self, id: str, actor: Actor) -> dict[str, Any] | None:
        """What `actor` had typed in the form with this draft id, or None when there is none of theirs."""
        found = self.rows('select "values" from drafts where id = :id and actor = :actor', id=id, actor=actor.key)
        return json.loads(found[0]["values"]) if found else None

    @contextmanager
    def writing(self, actor: Actor, because: str, token: str | None = None) -> Iterator["Writer"]:
        """One batch of changes by `actor`: all or nothing. `because` says where it comes from ("form:log_event").

        Refuses: an actor who may not write; a `token` that was used (AlreadySaved); a full disk, a replaced file.
        """
        self.check_may_write(actor)
        with self._transaction() as db:
            writer = Writer(db, actor, because)
            if token is not None:
                writer._use(token)
            yield writer
            writer._counts.keep(self.reading)

    def check_may_write(self, actor: Actor) -> None:
        """Refuse somebody who may not write, or has no name."""
        if not actor.name.strip() or not self._may_write(actor):
            raise Refused("", N_("You may not change this register. Ask for access, then try again."))

    @contextmanager
    def note(self) -> Iterator["Notes"]:
        """Bookkeeping (drafts, settings) in a transaction of its own: no journal line, no new version."""
        with self._transaction() as db:
            yield Notes(db)

    def count(self) -> None:
        """Bring the kept counts to today, and make them where there are none."""
        with self.reading() as rows:
            last = counts.counted_on(rows)
        if last is None:
            self.recount()
        elif last != dates.today():
            with self._transaction() as db:
                Keeper(db).keep(self.reading)

    def recount(self) -> int:
        """Make the kept counts anew and return how many of them were wrong."""
        with self._transaction() as db:
            keeper = Keeper(db)
            wrong = sum(1 for _ in counts.differences(keeper.rows)) if counts.counted_on(keeper.rows) else 0
            keeper.recount()
        return wrong

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, connection.connected(self.path, self._file) as db:
            db.execute("begin immediate")
            try:
                yield db
                db.execute("commit")
            except BaseException:
                if db.in_transaction:
                    db.execute("rollback")
                raise

    def undo(self, batch: int, actor: Actor, because: str = "undo") -> int:
        """Take a whole batch back, as a new batch, and return its number. Undoing that one does the first again.

        Refuses, naming them, when a row was changed since or a row of another batch refers to one that would go.
        """
        with self.writing(actor, f"{because}:{batch}") as w:
            w._undo(batch)
            return w.batch


class Notes:
    """Bookkeeping inside one transaction: what people are typing, and settings that are nobody's data."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._counts = Keeper(db)
        self.rows = self._counts.rows

    def keep_draft(self, id: str, page: str, actor: Actor, values: dict[str, Any]) -> None:
        """Keep what was typed so far; a draft of another person's is left alone, drafts older than 30 days go."""
        self._db.execute(
            """insert into drafts (id, page, actor, "values", updated_at) values (:id, :page, :actor, :values, :at)
               on conflict (id) do update set "values" = excluded."values", updated_at = excluded.updated_at
               where drafts.actor = excluded.actor""",
            {"id": id, "page": page, "actor": actor.key, "values": to_json(values), "at": dates.now()},
        )
        self._db.execute(
            "delete from drafts where updated_at < :old", {"old": (dates.today() - timedelta(DRAFT_DAYS)).isoformat()}
        )

    def drop_draft(self, id: str, actor: Actor) -> None:
        """Forget a draft of this person's."""
        self._db.execute("delete from drafts where id = :id and actor = :actor", {"id": id, "actor": actor.key})

    def set(self, key: str, value: Any) -> None:
        """Keep a setting."""
        put_setting(self._db, key, value)

    def keep(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keep rows of a table of BOOKKEPT, each in place of the one with the same key."""
        if not rows:
            return
        keys, names = BOOKKEPT[table], list(rows[0])
        rest = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in keys)
        self._db.executemany(
            f"""insert into {table} ({", ".join(f'"{name}"' for name in names)})
                values ({", ".join(f":{name}" for name in names)})
                on conflict ({", ".join(keys)}) do {f"update set {rest}" if rest else "nothing"}""",
            rows,
        )

    def forget(self, table: str, rows: Sequence[Mapping[str, Any]] | None = None) -> None:
        """Forget rows of a table of BOOKKEPT by what is given of them, or all of it."""
        for row in [{}] if rows is None else rows:
            where = " and ".join(f'"{name}" = :{name}' for name in row) or "true"
            self._db.execute(f"delete from {table} where {where}", dict(row))


class Writer(Notes):
    """One batch being written. Its `batch` is the number of its first journal line."""

    def __init__(self, db: sqlite3.Connection, actor: Actor, because: str) -> None:
        super().__init__(db)
        self._actor = actor
        self._because = because
        self._next = int(db.execute("select coalesce(max(number), 0) + 1 from journal").fetchone()[0])
        self._codes: dict[str, int] = {}
        self._at = dates.now()
        self.batch = self._next

    def add(self, new: R) -> R:
        """Write a new record and return it as stored (rev 1; an event with its code).

        Refuses: a rule between records, a reference to no live row, a second row where there may be one.
        """
        [stored] = self._insert([new])
        self._log("add", new.table, stored.id, after=row_of(stored))
        return stored

    def add_all(self, new: Iterable[R]) -> list[R]:
        """Write many new records of one kind, with one journal line for each 10,000. Refuses as `add` does."""
        pending, stored = list(new), []
        for start in range(0, len(pending), BULK):
            part = self._insert(pending[start : start + BULK])
            self._log("add", part[0].table, ids=[row.id for row in part])
            stored += part
        return stored

    def change(self, old: R, rev: int | None = None, **new_values: Any) -> R:
        """Change fields of `old` and return it as stored. Nothing is written when nothing differs.

        `rev` is the one that the person saw (that of `old` if None). Refuses: a newer one (Stale, with both versions),
        a deleted row, and all that `add` refuses.
        """
        now = self.live(type(old), old.id)
        if now.rev != (old.rev if rev is None else rev):
            raise self._stale(now, new_values)
        new = made(type(old), {**fields(now), **new_values, "rev": now.rev + 1})
        if fields(new) == {**fields(now), "rev": new.rev}:
            return now
        self._check([new])
        self._put(new.table, new.id, row_of(new), row_of(now))
        self._log("change", new.table, new.id, before=row_of(now), after=row_of(new))
        return new

    def delete(self, old: Record) -> None:
        """Mark a row and all that it owns as deleted. Refuses a stale one, and one that other live rows refer to."""
        now = self.live(type(old), old.id)
        if now.rev != old.rev:
            raise self._stale(now, {})
        self._delete(type(old), old.id, set())

    def delete_all(self, kind: type[Record], ids: list[str]) -> None:
        """Mark many rows of one kind as deleted, one journal line for each 10,000.

        Refuses while other live rows refer to them; those of the same 10,000 go together.
        """
        for start in range(0, len(ids), BULK):
            part = ids[start : start + BULK]
            for child, field, _ in CHILDREN[kind.table]:
                sql = f"select id from {child.table} where deleted is null and {field} in (select id from asked)"
                hanging = {row["id"] for row in among(self.rows, part, sql)}.difference(part)
                if hanging:
                    raise Refused("", REFERRED, {"count": len(hanging)})
            self._mark(kind.table, part)
            self._log("delete", kind.table, ids=part)

    @contextmanager
    def trying(self) -> Iterator[None]:
        """What is done inside is all taken back when it ends in an exception; the rest of the batch stays."""
        next_number, codes = self._next, dict(self._codes)
        self._db.execute("savepoint trying")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("rollback to trying")
            self._next, self._codes = next_number, codes
            raise
        finally:
            if self._db.in_transaction:
                self._db.execute("release trying")

    def version(self) -> int:
        """The journal's last number as this batch would leave it."""
        return self._next - 1

    def _delete(self, kind: type[Record], id: str, seen: set[str]) -> None:
        if id in seen:
            return
        seen.add(id)
        for child, field, owned in CHILDREN[kind.table]:
            children = self.rows(f"select * from {child.table} where {field} = :id and deleted is null", id=id)
            if children and not owned:
                raise Refused("", REFERRED, {"count": len(children)})
            for row in children:
                self._delete(child, row["id"], seen)
        before = self.rows(f"select * from {kind.table} where id = :id and deleted is null", id=id)
        if before:
            after = {**before[0], "rev": before[0]["rev"] + 1, "deleted": self.batch}
            self._put(kind.table, id, after, before[0])
            self._log("delete", kind.table, id, before=before[0], after=after)

    def _insert(self, new: list[R]) -> list[R]:
        stored = [self._with_code(made(type(one), {**fields(one), "rev": 1, "deleted": None})) for one in new]
        self._check(stored)
        rows = [row_of(one) for one in stored]
        names = ", ".join(f'"{name}"' for name in rows[0])
        values = ", ".join(f":{name}" for name in rows[0])
        with _unique(type(stored[0])):
            self._db.executemany(f"insert into {stored[0].table} ({names}) values ({values})", rows)
        self._counts.added(stored[0].table, rows)
        return stored

    def _with_code(self, one: R) -> R:
        """An event's code: the number of entry in the fiscal year of its first day, or ผ- while it has no day."""
        if not isinstance(one, Event) or one.code:
            return one
        prefix = f"{one.fiscal_year % 100:02}-" if one.fiscal_year else "ผ-"
        if prefix not in self._codes:
            self._codes[prefix] = int(
                self.rows(
                    "select coalesce(max(cast(substr(code, :from) as integer)), 0) as last from events "
                    "where substr(code, 1, 2) = :year and substr(code, 1, :length) = :prefix",
                    prefix=prefix,
                    year=prefix[:2],
                    length=len(prefix),
                    **{"from": len(prefix) + 1},
                )[0]["last"]
            )
        self._codes[prefix] += 1
        return one.model_copy(update={"code": f"{prefix}{self._codes[prefix]:04}"})

    def _check(self, new: list[R]) -> None:
        for field, ref in new[0].refs().items():
            wanted = {value for one in new if (value := getattr(one, field)) is not None}
            if wanted - self._among(ref.table, wanted):
                raise Refused(field, N_("What this refers to is not in the register any more. Choose again."))
        for one in new:
            rules.check(one, self.rows)

    def _among(self, table: str, ids: set[str]) -> set[str]:
        """Which of these ids are live rows."""
        sql = f"select id from {table} where deleted is null and id in (select id from asked)"
        return {row["id"] for row in among(self.rows, ids, sql)}

    def live(self, kind: type[R], id: str) -> R:
        """The live record with this id as this transaction sees it. Refuses a deleted or unknown one."""
        found = self.rows(f"select * from {kind.table} where id = :id and deleted is null", id=id)
        if not found:
            raise Refused("", N_("This was deleted meanwhile. Nothing was changed."))
        return record_of(kind, found[0])

    def _stale(self, now: Record, yours: dict[str, Any]) -> Stale:
        last = self.rows(
            "select actor, at from journal where record = :table and record_id = :id order by number desc limit 1",
            table=now.table,
            id=now.id,
        )
        return Stale(yours, now, last[0]["actor"] if last else "", last[0]["at"] if last else "")

    def _put(self, table: str, id: str, row: dict[str, Any], before: dict[str, Any]) -> None:
        names = ", ".join(f'"{name}" = :{name}' for name in row if name != "id")
        with _unique(BY_TABLE[table]):
            self._db.execute(f"update {table} set {names} where id = :id", row)
        self._counts.changed(table, before, row)

    def _mark(self, table: str, ids: list[str]) -> None:
        live = f"select {', '.join(touched.columns(table))} from {table} where deleted is null"
        for row in among(self.rows, ids, f"{live} and id in (select id from asked)"):
            self._counts.changed(table, {**row, "deleted": None}, {**row, "deleted": self.batch})
        self._db.executemany(
            f"update {table} set deleted = ? where deleted is null and id = ?", [(self.batch, id) for id in ids]
        )

    def _use(self, token: str) -> None:
        used = self.rows("select batch from tokens where token = :token", token=token)
        if used:
            raise AlreadySaved(used[0]["batch"])
        self._db.execute(
            "insert into tokens (token, batch, at) values (:token, :batch, :at)",
            {"token": token, "batch": self.batch, "at": self._at},
        )

    def _log(
        self,
        action: str,
        table: str,
        id: str | None = None,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        ids: list[str] | None = None,
    ) -> None:
        self._db.execute(
            """insert into journal
               (number, batch, at, actor, signed_in, because, action, record, record_id, before, after, ids)
               values
               (:number, :batch, :at, :actor, :signed_in, :because, :action, :record, :id, :before, :after, :ids)""",
            {
                "number": self._next,
                "batch": self.batch,
                "at": self._at,
                "actor": self._actor.key,
                "signed_in": int(self._actor.signed_in),
                "because": self._because,
                "action": action,
                "record": table,
                "id": id,
                "before": before and to_json(before),
                "after": after and to_json(after),
                "ids": ids and to_json(ids),
            },
        )
        self._next += 1

    def _undo(self, batch: int) -> None:
        lines = self.rows("select * from journal where batch = :batch order by number", batch=batch)
        if not lines:
            raise Refused("", N_("There is nothing to undo."))
        back: dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]] = {}
        for line in lines:
            for now, before in sides(line, self._batch_rows(line)):
                key = line["record"], now["id"]
                back[key] = now, back[key][1] if key in back else before
        for (table, _), (now, _before) in back.items():
            self._unchanged(table, now)
        going = {key for key, (now, before) in back.items() if before["deleted"] is not None}
        for table, id in going:
            self._nothing_hangs_on(table, id, {key: before for key, (_now, before) in back.items()})
        for (table, id), (now, before) in back.items():
            after = {**before, "rev": now["rev"] + 1}
            self._put(table, id, after, now)
            self._log("undo", table, id, before=now, after=after)
        for (table, _), (_now, before) in back.items():
            if before["deleted"] is None:
                self._check([record_of(BY_TABLE[table], before)])

    def _batch_rows(self, line: dict[str, Any]) -> list[dict[str, Any]]:
        """The rows of a bulk line as they stand; none for a line of one row."""
        if not line["ids"]:
            return []
        found = f"select * from {line['record']} where id in (select id from asked)"
        return among(self.rows, json.loads(line["ids"]), found)

    def _unchanged(self, table: str, then: dict[str, Any]) -> None:
        [now] = self.rows(f"select * from {table} where id = :id", id=then["id"])
        if (now["rev"], now["deleted"]) != (then["rev"], then["deleted"]):
            raise Refused("", N_("“{name}” was changed since, so this can no longer be undone."), {"name": called(now)})

    def _nothing_hangs_on(self, table: str, id: str, back: Mapping[tuple[str, str], dict[str, Any]]) -> None:
        """Refuse while a live row refers to one that goes, unless it goes too or goes back to what it was before."""
        for child, field, _ in CHILDREN[table]:
            for row in self.rows(f"select * from {child.table} where {field} = :id and deleted is null", id=id):
                before = back.get((child.table, row["id"]), row)
                if before["deleted"] is None and before.get(field) == id:
                    [owner] = self.rows(f"select * from {table} where id = :id", id=id)
                    raise Refused("", USED, {"name": called(owner), "other": called(row)})


@contextmanager
def _unique(kind: type[Record]) -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_UNIQUE:
            raise
        field, message = rules.TAKEN.get(kind, ("", N_("This is in the register already.")))
        raise Refused(field, message) from error
