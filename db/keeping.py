"""The kept counts brought up to date inside the transaction that changes what is counted: the store's own hand."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from db import connection, counts, touched
from db.rows import to_json
from db.rules import Rows
from thai import dates

View: TypeAlias = Callable[[], AbstractContextManager[Rows]]


class Keeper:
    """The counts in one transaction. It hears of every row that changes, and counts once, at the end."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._moved: dict[str, set[str]] = defaultdict(set)
        self._added: set[str] = set()

    def rows(self, sql: str, **params: Any) -> list[dict[str, Any]]:
        """The rows of one select as this transaction sees them."""
        return connection.asked(self._db, sql, params)

    def added(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """These rows of a table are new."""
        for row in rows:
            self._added.add(row["id"])
            for of, id in touched.moved_by(table, row):
                self._moved[of].add(id)

    def changed(self, table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """A row of a table is no longer what it was."""
        for of, id in touched.moved_by(table, after, before):
            self._moved[of].add(id)

    def keep(self, last: View) -> None:
        """Bring the counts to today and to what has changed since the view that `last` opens."""
        day, today = counts.counted_on(self.rows), dates.today()
        if day is None:
            self.recount()
            return
        if day != today:
            touched.join(self._moved, touched.passing(self.rows, day, today))
        moving = touched.moving(self.rows, self._moved)
        # What some gave stands in their own counts, and what is new gave nothing.
        told = {table.of for table in counts.TELLING}
        known = any(ids - self._added for of, ids in self._moved.items() if of not in told)
        with last() if known else nullcontext(self.rows) as before:
            if known:
                touched.join(moving, touched.moving(before, self._moved))
            tables = [table for table in counts.TABLES if moving[table.of]]
            was = {
                table: counts.gave(self.rows, before, table, day, old)
                for table in tables
                if (old := moving[table.of] - self._added)
            }
        for table in tables:
            now = counts.given(self.rows, table, today, moving[table.of])
            self._add(table, counts.moved(was.get(table, {}), now))
        if day != today:
            self._counted(today)

    def recount(self) -> None:
        """Make the counts anew, as of today."""
        today = dates.today()
        for table in counts.TABLES:
            self._db.execute(f"delete from {table.name}")
            self._add(table, counts.given(self.rows, table, today))
        self._counted(today)

    def _counted(self, today: date) -> None:
        put_setting(self._db, counts.COUNTED_ON, today.isoformat())

    def _add(self, table: counts.Table, moved: counts.Counts) -> None:
        if not moved:
            return
        self._db.executemany(_upsert(table), [key + sums for key, sums in moved.items()])
        gone = [key for key, sums in moved.items() if min(sums) < 0]
        if gone:
            where = " and ".join([*(f"{name} = ?" for name in table.keys), *(f"{name} = 0" for name in table.sums)])
            self._db.executemany(f"delete from {table.name} where {where}", gone)


@cache
def _upsert(table: counts.Table) -> str:
    columns = (*table.keys, *table.sums)
    return f"""insert into {table.name} ({", ".join(columns)}) values ({", ".join("?" * len(columns))})
        on conflict ({", ".join(table.keys)}) do update set
        {", ".join(f"{name} = {table.name}.{name} + excluded.{name}" for name in table.sums)}"""


def put_setting(db: sqlite3.Connection, key: str, value: Any) -> None:
    """Keep a setting in the place of what it was."""
    db.execute(
        "insert into settings (key, value) values (:key, :value) "
        "on conflict (key) do update set value = excluded.value",
        {"key": key, "value": to_json(value)},
    )
