"""Whose counts a change of rows moves: the ids whose share db/counts.py is to ask anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from db.rows import among
from db.rules import Rows
from db.standing import within
from thai import dates

Touched: TypeAlias = Mapping[str, Collection[str]]
"""Ids by the table that they are of."""


@dataclass(frozen=True)
class Move:
    """A row of `table` moves counts of the `of` in its `column`: whenever it changes, or only where one of `fields`
    does, and when it is new, unless nothing can hang on it yet."""

    table: str
    of: str
    column: str
    fields: frozenset[str] = frozenset()
    new: bool = True


_PLACE = frozenset({"province", "deleted"})
_HELD_ON = frozenset({"state", "starts_on", "kind", "deleted"})
MOVES = (
    Move("events", "events", "id"),
    Move("headcounts", "events", "event_id"),
    Move("participations", "events", "event_id"),
    Move("events", "served", "id", _HELD_ON | {"serves", "cohort_id", "audience"}),
    Move("headcounts", "served", "event_id"),
    Move("cohorts", "cohorts", "id", frozenset({"serves", "deleted"}), new=False),
    Move("events", "held", "id", _HELD_ON, new=False),
    Move("events", "due", "cohort_id", frozenset({"state", "starts_on", "ends_on", "cohort_id", "deleted"})),
    Move("cohorts", "due", "id", frozenset({"state", "due_on", "programme_id", "deleted"})),
    Move("programmes", "programmes", "id", frozenset({"fiscal_year"}), new=False),
    Move("participations", "people", "person_id"),
    Move("participations", "active", "person_id"),
    Move("posts", "members", "person_id"),
    Move("memberships", "members", "person_id"),
    Move("people", "members", "id", _PLACE, new=False),
    Move("memberships", "organisations", "organisation_id"),
    Move("organisations", "organisations", "id", _PLACE | {"type"}, new=False),
    Move("organisations", "types", "id", frozenset({"type"}), new=False),
)
"""Whose counts a changed row moves. What no table is of ("held", "cohorts" …) moves those of others: FOLLOW."""

_OF_EVENT = "select person_id from participations where deleted is null and event_id in (select id from asked)"
_OF_OFFICE = "select person_id from {} where deleted is null and organisation_id in (select id from asked)"
FOLLOW = (
    ("held", "people", _OF_EVENT),
    ("held", "active", _OF_EVENT),
    (
        "cohorts",
        "served",
        "select id from events where deleted is null and cohort_id in (select id from asked)",
    ),
    (
        "programmes",
        "due",
        "select id from cohorts where deleted is null and programme_id in (select id from asked)",
    ),
    ("types", "people", _OF_OFFICE.format("participations")),
    ("types", "members", _OF_OFFICE.format("posts")),
)


def moved_by(table: str, row: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> Iterator[tuple[str, str]]:
    """Whose counts (of, id) it moves that a row of a table is as it is, and not as it was `before`; None: it is new."""
    differ = {name for name in row if before and before[name] != row[name]}
    for move in MOVES:
        if move.table == table and (not move.fields or (move.new if before is None else differ & move.fields)):
            yield from ((move.of, id) for id in {row[move.column], (before or row)[move.column]} if id)


def columns(table: str) -> list[str]:
    """What `moved_by` asks of a row of a table that is deleted."""
    return sorted({"id", *(move.column for move in MOVES if move.table == table)})


def moving(rows: Rows, moved: Touched) -> dict[str, set[str]]:
    """Whose counts move with those of `moved`, by the table that they are of, as all stand in this view."""
    found: dict[str, set[str]] = defaultdict(set, {of: set(ids) for of, ids in moved.items()})
    for what, of, sql in FOLLOW:
        found[of] |= _ids(among(rows, found.get(what, ()), sql))
    found["active"] |= found["members"]
    members = "select distinct person_id from memberships where deleted is null and person_id in (select id from asked)"
    known = _ids(among(rows, found["active"], members))
    found["active"] &= known
    found["members"] &= known
    return found


def passing(rows: Rows, last: date, today: date) -> dict[str, set[str]]:
    """Whose counts move because the day that they are as of goes from `last` to `today`, in either direction."""
    first, end = sorted((last, today))
    crossed = [(first, end), (dates.year_before(first), dates.year_before(end))]
    if dates.fiscal_year(first + timedelta(1)) != dates.fiscal_year(end + timedelta(1)):
        crossed = [(dates.year_before(first), end)]
    moved: dict[str, set[str]] = defaultdict(set)
    for after, until in crossed:
        days = {"after": after.isoformat(), "until": until.isoformat()}
        events = _ids(rows("select id from events where starts_on > :after and starts_on <= :until", **days))
        for of in ("events", "served", "held"):
            moved[of] |= events
        for of, column, table in _BEGINNING:
            when = within(":after", ":until")
            moved[of] |= _ids(rows(f"select {column} from {table} m where {column} is not null and {when}", **days))
    return moved


_BEGINNING = (
    ("members", "person_id", "memberships"),
    ("members", "person_id", "posts"),
    ("organisations", "organisation_id", "memberships"),
)


def join(into: dict[str, set[str]], more: Mapping[str, set[str]]) -> None:
    """Add ids to ids."""
    for of, ids in more.items():
        into[of] |= ids


def _ids(found: Iterable[Mapping[str, Any]]) -> set[str]:
    return {next(iter(row.values())) for row in found}
