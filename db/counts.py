"""Numbers kept as counts, so that a page need not read every event and person: what is counted, by one query each.

A table of counts is the sum of what each event (or person, or organisation) gives to it. Its query yields that sum for
the ids that are given, or for all: kept up to date, a table takes what those touched give now, less what they gave
before; rebuilt, it takes what all give; checked, it is compared with that. The counts are as of one day, the setting
`counted_on`: what is held or holds later is not in them yet, and every write brings them to today. Only the store
writes them.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from db.attendance import MEASURED, crowds, served, took_part
from db.rules import Rows
from db.standing import active, moves, offices, within
from thai import dates

Row: TypeAlias = tuple[Any, ...]
Counts: TypeAlias = dict[Row, Row]
"""What is added up, by the keys of its row."""
Touched: TypeAlias = Mapping[str, Collection[str]]
"""Ids by the table that they are of."""

COUNTED_ON = "counted_on"


@dataclass(frozen=True)
class Table:
    """A table of counts: what a row is about (`keys`), what is added up in it (`sums`; a row of zeros is not kept).

    `query` selects both, in this order. Where it has `{chosen:x.id}`, those are chosen whose counts are asked; `of`
    says who they are, as MOVES does. :day is the day of the counts, :year_before the one 12 months before.
    """

    name: str
    keys: tuple[str, ...]
    sums: tuple[str, ...]
    of: str
    query: str


HELD = (
    *("held", "known", "attendance", "approximate", "learners_known", "learners", "learners_named", "unnamed"),
    *("unnamed_at", "speakers_unnamed", "speakers_at", "ledgers", "incomplete"),
)
WAITING = ("planned", "postponed")
_IS_HELD = "m.state = 'held'"
INCOMPLETE = "attendance is null or learners > learners_named or speakers > speakers_named or ledgers = 1"
"""What is open at a held event on whatever day: db/worklist.py says what else may be."""

EVENTS = Table(
    "event_counts",
    ("event_id", "fiscal_year", "month", "starts_on", "province"),
    (*HELD, *WAITING),
    "events",
    f"""with chosen as (
            select e.id, e.state, e.fiscal_year, e.month, e.starts_on, e.province, e.declared_total, e.approximate,
                e.list_complete
            from events e where e.deleted is null and e.state in ('held', 'planned', 'postponed') and {{chosen:e.id}}),
            {MEASURED}
        select id, coalesce(fiscal_year, 0), coalesce(month, ''), coalesce(starts_on, ''), coalesce(province, ''),
            case when {_IS_HELD} then 1 else 0 end,
            case when {_IS_HELD} and attendance is not null then 1 else 0 end,
            case when {_IS_HELD} then coalesce(attendance, 0) else 0 end,
            case when {_IS_HELD} and approximate = 1 and declared_total is not null then 1 else 0 end,
            case when {_IS_HELD} and learners is not null then 1 else 0 end,
            case when {_IS_HELD} then coalesce(learners, 0) else 0 end,
            case when {_IS_HELD} then learners_named else 0 end,
            case when {_IS_HELD} and learners > learners_named then learners - learners_named else 0 end,
            case when {_IS_HELD} and learners > learners_named then 1 else 0 end,
            case when {_IS_HELD} and speakers > speakers_named then speakers - speakers_named else 0 end,
            case when {_IS_HELD} and speakers > speakers_named then 1 else 0 end,
            case when {_IS_HELD} then ledgers else 0 end,
            case when {_IS_HELD} and ({INCOMPLETE}) then 1 else 0 end,
            case when m.state = 'planned' then 1 else 0 end,
            case when m.state = 'postponed' then 1 else 0 end
        from measured m""",
)
"""Each event that is held, planned or postponed, with what is known of it: an unknown number is 0 in both columns, the
number and whether it is known."""


def by_month(day: str) -> str:
    """The sums of a month over rows `c` of EVENTS: what was held by `day`, and what waits on whatever day."""
    return ", ".join(
        [
            *(f"sum(case when c.starts_on <= {day} then c.{name} else 0 end) as {name}" for name in HELD),
            *(f"sum(c.{name}) as {name}" for name in WAITING),
        ]
    )


EVERYWHERE = WHOLE_YEAR = "*"
"""Stands for the country in the place of a province ("" is an unknown one), for the year in that of a month."""

MONTHS = Table(
    "month_counts",
    ("province", "fiscal_year", "month"),
    (*HELD, *WAITING),
    "events",
    f"""select case when w.country = 1 then '{EVERYWHERE}' else c.province end, c.fiscal_year,
            case when y.year = 1 then '{WHOLE_YEAR}' else c.month end, {by_month(":day")}
        from event_counts c cross join (select 0 as country union all select 1) w
        cross join (select 0 as year union all select 1) y
        where {{chosen:c.event_id}} group by 1, 2, 3""",
)
"""The events of a month, and of a fiscal year, in a province and in the whole country."""

_HELD_BY_DAY = "e.deleted is null and e.state = 'held' and e.starts_on <= :day"

REACH = Table(
    "reach_counts",
    ("fiscal_year", "way", "serves"),
    ("events",),
    "served",
    f"""select case when w.ever = 1 then 0 else s.fiscal_year end, s.way, s.serves, count(*)
        from ({served(f"{_HELD_BY_DAY} and {{chosen:e.id}}")}) s cross join (select 0 as ever union all select 1) w
        where s.serves is not null group by 1, s.way, s.serves""",
)
"""How often somebody was served by plan, or counted, in a fiscal year, and ever (the year 0)."""

_PEOPLE_FIRST = "participations p cross join events e on e.id = p.event_id"

PEOPLE = Table(
    "people_counts",
    ("fiscal_year", "who", "low", "high"),
    ("people",),
    "people",
    f"""with came as materialized (
            {took_part(_PEOPLE_FIRST, f"{_HELD_BY_DAY} and {{chosen:p.person_id}}", "e.fiscal_year")}),
        ever as (
            select person_id, fiscal_year, province, trained from came
            union all
            select person_id, 0, province, max(trained) from came group by person_id, province)
        {crowds("ever")}""",
)
"""The people at events of a fiscal year, and ever (the year 0), by the set of provinces that they came from."""

ACTIVE = Table(
    "active_counts", ("fiscal_year", "province"), ("people",), "active", active(_HELD_BY_DAY, "{chosen:p.person_id}")
)
"""Who was a member on the last day of a fiscal year and at an event within it; the year 0: on the day of the counts and
in the 12 months to it."""

MEMBERS = Table("member_counts", ("span", "was", "now", "at"), ("people",), "members", moves("{chosen:m.person_id}"))
"""Who came, left and moved in the networks, span by span."""

OFFICES = Table(
    "office_counts", ("province", "year"), ("offices",), "organisations", offices("{chosen:m.organisation_id}")
)
"""By how many organisations the networks grew in a fiscal year."""

TABLES = (EVENTS, MONTHS, REACH, PEOPLE, ACTIVE, MEMBERS, OFFICES)
"""Every table of counts, each after those that its query reads."""


def counted_on(rows: Rows) -> date | None:
    """The day that the counts are as of; None when they were never made."""
    found = rows("select value from settings where key = :key", key=COUNTED_ON)
    return date.fromisoformat(json.loads(found[0]["value"])) if found else None


def select(table: Table, chosen: bool) -> str:
    """The query of a table for the ids in :ids, or for all."""
    head, *rest = table.query.split("{chosen:")
    among = "in (select value from json_each(:ids))"
    return head + "".join(
        f"{column} {among}{after}" if chosen else f"true{after}"
        for column, _, after in (part.partition("}") for part in rest)
    )


def given(rows: Rows, table: Table, day: date, ids: Collection[str] | None = None) -> Counts:
    """What the rows with these ids give to a table, or what all do, as of a day."""
    if ids is not None and not ids:
        return {}
    params = {} if ids is None else {"ids": _json(ids)}
    days = {"day": day, "year_before": dates.year_before(day)}
    params |= {name: value.isoformat() for name, value in days.items() if f":{name}" in table.query}
    return _counts(table, rows(select(table, ids is not None), **params))


def gave(rows: Rows, view: Rows, table: Table, day: date, ids: Collection[str]) -> Counts:
    """What the rows with these ids gave to a table so far, where `rows` has the counts so far, and `view` what they
    were counted from."""
    if table is EVENTS:
        return kept(rows, table, ids)
    return given(rows if table is MONTHS else view, table, day, ids)


def kept(rows: Rows, table: Table, ids: Collection[str] | None = None) -> Counts:
    """A table of counts as it stands; with `ids`, the rows whose first key is among them."""
    sql = f"select {', '.join((*table.keys, *table.sums))} from {table.name}"
    if ids is None:
        return _counts(table, rows(sql))
    return _counts(table, rows(f"{sql} where {table.keys[0]} in (select value from json_each(:ids))", ids=_json(ids)))


def _counts(table: Table, found: Iterable[Mapping[str, Any]]) -> Counts:
    keys = len(table.keys)
    values = (tuple(row.values()) for row in found)
    return {row[:keys]: row[keys:] for row in values if any(row[keys:])}


def moved(before: Counts, after: Counts) -> Counts:
    """What to add to a table that has `before`, so that it has `after` in its place."""
    nothing = (0,) * max(map(len, (*before.values(), *after.values())), default=0)
    pairs = {key: (before.get(key, nothing), after.get(key, nothing)) for key in before.keys() | after.keys()}
    return {
        key: tuple(now - was for was, now in zip(*pair, strict=True))
        for key, pair in pairs.items()
        if pair[0] != pair[1]
    }


_MEMBER = "exists (select 1 from memberships m where m.deleted is null and m.person_id = p.person_id)"
_COMER = "exists (select 1 from participations c where c.deleted is null and c.person_id = p.person_id)"
MOVES = (
    ("events", "events", "select id from events where id"),
    ("events", "headcounts", "select event_id from headcounts where id"),
    ("events", "participations", "select event_id from participations where id"),
    ("served", "served", "select id from events where id"),
    ("served", "headcounts", "select event_id from headcounts where id"),
    ("served", "cohorts", "select id from events where deleted is null and cohort_id"),
    ("people", "held", "select person_id from participations where deleted is null and event_id"),
    ("people", "participations", "select person_id from participations where id"),
    ("active", "held", f"select person_id from participations p where {_MEMBER} and deleted is null and event_id"),
    ("active", "participations", f"select person_id from participations p where {_MEMBER} and id"),
    ("active", "people", f"select person_id from memberships p where {_COMER} and deleted is null and person_id"),
    ("active", "posts", f"select person_id from posts p where {_MEMBER} and {_COMER} and id"),
    ("active", "memberships", f"select person_id from memberships p where {_COMER} and id"),
    ("members", "people", "select person_id from memberships where deleted is null and person_id"),
    ("members", "posts", f"select person_id from posts p where {_MEMBER} and id"),
    ("members", "memberships", "select person_id from memberships where person_id is not null and id"),
    (
        "organisations",
        "organisations",
        "select organisation_id from memberships where deleted is null and organisation_id",
    ),
    (
        "organisations",
        "memberships",
        "select organisation_id from memberships where organisation_id is not null and id",
    ),
)
"""Whose counts a changed row moves: (`of` of the counts, what was touched, how they are found by its ids)."""

MATTERS = {
    "served": ("events", {"state", "starts_on", "kind", "serves", "cohort_id", "deleted"}, True),
    "held": ("events", {"state", "starts_on", "kind", "deleted"}, False),
    "cohorts": ("cohorts", {"serves", "deleted"}, False),
    "people": ("people", {"province", "deleted"}, False),
    "organisations": ("organisations", {"province", "deleted"}, False),
}
"""What is touched only where certain fields of a table are, and perhaps by a new row, on which nothing hangs yet. Any
other table is touched by every change."""


def touches(table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> set[str]:
    """What is touched when a row of a table changes from `before` to `after`, or is new."""
    differ = {name for name in after if before and before[name] != after[name]}
    found = {
        what for what, (of, fields, new) in MATTERS.items() if of == table and (differ & fields if before else new)
    }
    return found if table in MATTERS else found | {table}


def moving(rows: Rows, touched: Touched) -> dict[str, set[str]]:
    """Whose counts the touched rows move, by the table that they are of, as all of them stand in this view."""
    found: dict[str, set[str]] = defaultdict(set)
    for of, table, sql in MOVES:
        if touched.get(table):
            found[of] |= _ids(rows, f"{sql} in (select value from json_each(:ids))", ids=_json(touched[table]))
    return found


def rests_on_rows(moving: Mapping[str, Set[str]], touched: Mapping[str, Set[str]], added: Set[str]) -> bool:
    """Whether what rows gave before they were touched is to be asked: not of those that were added, nor of events,
    whose counts say what they were."""
    return any(ids - added for of, ids in moving.items() if of != EVENTS.of) or any(
        touched.get(what, set()) - added for of, what, _ in MOVES if of != EVENTS.of
    )


def join(into: dict[str, set[str]], more: Mapping[str, set[str]]) -> None:
    """Add ids to ids."""
    for of, ids in more.items():
        into[of] |= ids


def passing(rows: Rows, last: date, today: date) -> dict[str, set[str]]:
    """Whose counts move because the day that they are as of goes from `last` to `today`, in either direction."""
    first, end = sorted((last, today))
    crossed = [(first, end), (dates.year_before(first), dates.year_before(end))]
    if dates.fiscal_year(first + timedelta(1)) != dates.fiscal_year(end + timedelta(1)):
        crossed = [(dates.year_before(first), end)]
    touched: dict[str, set[str]] = defaultdict(set)
    for after, until in crossed:
        days = {"after": after.isoformat(), "until": until.isoformat()}
        touched["events"] |= _ids(
            rows, "select id from events where starts_on > :after and starts_on <= :until", **days
        )
        for table in ("memberships", "posts"):
            touched[table] |= _ids(rows, f"select id from {table} m where {within(':after', ':until')}", **days)
    return moving(rows, {**touched, "held": touched["events"], "served": touched["events"]})


def _ids(rows: Rows, sql: str, **params: Any) -> set[str]:
    return {next(iter(row.values())) for row in rows(sql, **params)}


def _json(ids: Collection[str]) -> str:
    return json.dumps(sorted(ids))


def differences(rows: Rows) -> Iterator[tuple[Table, Row, Row, Row]]:
    """Where the counts are not what they should be: (table, keys, as kept, as they should be)."""
    day = counted_on(rows) or date.min
    for table in TABLES:
        stand, right = kept(rows, table), given(rows, table, day)
        nothing = (0,) * len(table.sums)
        for key in sorted(stand.keys() | right.keys()):
            if stand.get(key, nothing) != right.get(key, nothing):
                yield table, key, stand.get(key, nothing), right.get(key, nothing)
