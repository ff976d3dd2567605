"""Whether a register is whole: the file, what refers to what, each row against its record and its lines in the
journal, the kept counts against a rebuild."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from db import counts
from db.records import RECORDS, Record
from db.refusals import Problem
from db.rows import called, record_of, row_of
from db.rules import Rows
from db.store import Store
from thai.words import N_

PAGE = 5_000


def problems(store: Store) -> Iterator[Problem]:
    """Everything that is wrong with the register, in words; nothing when it is whole. All of it is of one moment.

    Refuses with CannotOpen when the file is too damaged to be read.
    """
    with store.reading() as rows:
        yield from _file(rows)
        yield from _journal(rows)
        for kind in RECORDS:
            yield from _references(rows, kind)
            yield from _changes(rows, kind)
            yield from _records(rows, kind)
        yield from _counts(rows)


def _file(rows: Rows) -> Iterator[Problem]:
    for row in rows("pragma integrity_check"):
        if row["integrity_check"] != "ok":
            yield Problem("", N_("The file is damaged: {what}"), {"what": row["integrity_check"]})
    for row in rows("pragma foreign_key_check"):
        yield Problem("", N_("A row of {table} refers to a row of {other} that is not there."), _of(row))


def _of(row: dict[str, Any]) -> dict[str, Any]:
    return {"table": row["table"], "other": row["parent"]}


def _journal(rows: Rows) -> Iterator[Problem]:
    [journal] = rows("select count(*) as lines, coalesce(max(number), 0) as last from journal")
    if journal["lines"] != journal["last"]:
        missing = journal["last"] - journal["lines"]
        yield Problem("", N_("{count} lines are missing from the journal."), {"count": missing})


def _references(rows: Rows, kind: type[Record]) -> Iterator[Problem]:
    """Live rows that refer to a deleted one: the store leaves none behind."""
    for field, ref in kind.refs().items():
        for row in rows(
            f"""select child.* from {kind.table} child join {ref.table} owner on owner.id = child.{field}
                where child.deleted is null and owner.deleted is not null order by child.id"""
        ):
            yield _problem(
                kind, row, N_("{table} “{name}” ({id}) refers to a deleted row of {other}."), other=ref.table
            )


LINES = """
lines as (
    select record_id as id, number from journal where record = :table and record_id is not null
    union all
    select each.value, number from journal, json_each(journal.ids) each where record = :table and ids is not null),
last as (select id, max(number) as number from lines group by id)
"""


def _changes(rows: Rows, kind: type[Record]) -> Iterator[Problem]:
    """Rows that are not as the last line of the journal about them left them. The areas that a register begins with
    have no line."""
    told = {"table": kind.table}
    for row in rows(
        f"""with {LINES} select r.* from {kind.table} r
            where r.id not in (select id from last) and r.id not like 'scheme0%' order by r.id""",
        **told,
    ):
        yield _problem(kind, row, N_("{table} “{name}” ({id}) is not in the journal."))
    for row in rows(
        f"""with {LINES} select l.id from last l left join {kind.table} r on r.id = l.id
            where r.id is null order by l.id""",
        **told,
    ):
        yield Problem(
            "", N_("{table} has lost row {id}, which the journal tells of."), {"table": kind.table, "id": row["id"]}
        )
    for row in rows(
        f"""with {LINES} select r.* from last l
            join journal j on j.number = l.number join {kind.table} r on r.id = l.id
            where j.ids is not null and (case j.action when 'add' then r.deleted is not null or r.rev <> 1
                else coalesce(r.deleted, 0) <> j.batch end) order by r.id""",
        **told,
    ):
        yield _differs(kind, row)
    for row in _pages(
        rows,
        f"""with {LINES}, singly as (
                select record_id as id, max(number) as number from journal
                where record = :table and record_id > :after group by record_id)
            select r.*, j."after" as journal_after, l.number as journal_last, j.number as journal_number
            from singly s join journal j on j.number = s.number join last l on l.id = s.id
            join {kind.table} r on r.id = s.id order by r.id limit :page""",
        **told,
    ):
        told_of, last, number = (row.pop(name) for name in ("journal_after", "journal_last", "journal_number"))
        # A field that the record got after that line was empty then.
        then = {**dict.fromkeys(row), **json.loads(told_of)}
        if last != number:
            then["deleted"] = row["deleted"]
        if row != then:
            yield _differs(kind, row)


def _records(rows: Rows, kind: type[Record]) -> Iterator[Problem]:
    """Live rows that break a rule of their record, or whose kept keys (month, search key …) are not what they follow
    from."""
    for row in _pages(
        rows, f"select * from {kind.table} where deleted is null and id > :after order by id limit :page"
    ):
        try:
            whole = row_of(record_of(kind, row)) == row
        except (ValidationError, ValueError):
            whole = False
        if not whole:
            yield _problem(kind, row, N_("{table} “{name}” ({id}) breaks the rules of its record."))


def _counts(rows: Rows) -> Iterator[Problem]:
    """Counts that are not what a rebuild would give."""
    for table, keys, kept, right in counts.differences(rows):
        shown = {"table": table.name, "what": " ".join(str(key) for key in keys if key != "")}
        for name, stands, should in zip(table.sums, kept, right, strict=True):
            if stands != should:
                values = {**shown, "name": name, "kept": stands, "right": should}
                yield Problem("", N_("{table}, {what}: {name} is {kept} and should be {right}."), values)


def _pages(rows: Rows, sql: str, **params: Any) -> Iterator[dict[str, Any]]:
    """All rows of a select that is ordered by id and asks for those :after one, a :page at a time."""
    after = ""
    while found := rows(sql, **params, after=after, page=PAGE):
        yield from found
        after = found[-1]["id"]


def _differs(kind: type[Record], row: dict[str, Any]) -> Problem:
    return _problem(kind, row, N_("{table} “{name}” ({id}) is not as the journal left it."))


def _problem(kind: type[Record], row: dict[str, Any], message: str, **values: str) -> Problem:
    return Problem("", message, {"table": kind.table, "name": called(row), "id": row["id"], **values})
