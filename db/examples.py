"""Data that is not the agency's own: the samples and the made-up register. It is told by its ids, and goes as a whole.

Its ids are ULIDs of the first millisecond of 1970, which no clock gives any more: time, mark, batch, record, number.
"""

from db.records import CHILDREN, RECORDS, Record
from db.refusals import Refused
from db.rows import called
from db.rules import Rows
from db.store import USED, Writer

SAMPLES = "0000000000S"
FILL = "0000000000F"


class Ids:
    """The ids of one run: its mark, and the number of the batch that it begins with."""

    def __init__(self, mark: str, batch: int) -> None:
        self._start = {kind: f"{mark}{batch:06}{place:02}" for place, kind in enumerate(RECORDS)}

    def of(self, kind: type[Record], number: int) -> str:
        """The id of the record with this number of its kind: 26 characters, in the order of the numbers."""
        return f"{self._start[kind]}{number:07}"


def present(rows: Rows, mark: str) -> bool:
    """Whether such data is in the register. Organisations and programmes come first and go last, so they tell."""
    return any(rows(f"select 1 from {table} where {_live(mark)} limit 1") for table in ("organisations", "programmes"))


def ids(rows: Rows, kind: type[Record], mark: str) -> list[str]:
    """The ids of the live rows of one kind with this mark, last entered first."""
    return [row["id"] for row in rows(f"select id from {kind.table} where {_live(mark)} order by rowid desc")]


def others(rows: Rows, *marks: str) -> bool:
    """Whether the register has a live row without any of these marks. The ways to divide the country do not count."""
    unmarked = " and ".join(f"not ({_marked('id', mark)})" for mark in marks)
    divisions = ("schemes", "area_members")
    return any(
        rows(f"select 1 from {kind.table} where deleted is null and {unmarked} limit 1")
        for kind in RECORDS
        if kind.table not in divisions
    )


def refuse_if_used(rows: Rows, mark: str) -> None:
    """Refuse, naming both, when a live row without the mark refers to one that has it."""
    for kind in RECORDS:
        for child, field, _ in CHILDREN[kind.table]:
            hanging = rows(
                f"""select * from {child.table}
                    where deleted is null and {_marked(field, mark)} and not ({_marked("id", mark)}) limit 1"""
            )
            if hanging:
                [owner] = rows(f"select * from {kind.table} where id = :id", id=hanging[0][field])
                raise Refused("", USED, {"name": called(owner), "other": called(hanging[0])})


def remove(w: Writer, mark: str) -> None:
    """Mark all such data as deleted in one batch. Refuses, naming it, when something else hangs on it."""
    refuse_if_used(w.rows, mark)
    for kind in reversed(RECORDS):
        w.delete_all(kind, ids(w.rows, kind, mark))


def _marked(field: str, mark: str) -> str:
    """A range instead of a pattern, so that an index serves."""
    return f"{field} > '{mark}' and {field} < '{mark}~'"


def _live(mark: str) -> str:
    return f"deleted is null and {_marked('id', mark)}"
