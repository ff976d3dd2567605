"""Numbers kept as counts, so that a page need not read every event and person: what is counted, by one query each.

A table of counts is the sum of what each event (or person, or organisation) gives to it. Its query yields that sum for
the ids that are given, or for all: kept up to date, a table takes what those touched give now, less what they gave
before; rebuilt, it takes what all give; checked, it is compared with that. The counts are as of one day, the setting
`counted_on`: what is held or holds later is not in them yet, and every write brings them to today. Only the store
writes them.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from db.attendance import HIGH_BIT, LOW_BIT, MEASURED, crowds, served, took_part
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

    `query` selects both, in this order. `{chosen}` in it is where the ids of the table `of` are chosen; :day is the day
    of the counts.
    """

    name: str
    keys: tuple[str, ...]
    sums: tuple[str, ...]
    of: str
    query: str


HELD = ("held", "known", "attendance", "approximate", "learners_known", "learners", "learners_named", "unnamed")
WAITING = ("planned", "postponed")
_IS_HELD = "m.state = 'held'"

EVENTS = Table(
    "event_counts",
    ("event_id", "fiscal_year", "month", "starts_on", "province"),
    (*HELD, *WAITING),
    "events",
    f"""with chosen as (
            select e.* from events e
            where e.deleted is null and e.state in ('held', 'planned', 'postponed') and {{chosen:e.id}}), {MEASURED}
        select id, coalesce(fiscal_year, 0), coalesce(month, ''), coalesce(starts_on, ''), coalesce(province, ''),
            case when {_IS_HELD} then 1 else 0 end,
            case when {_IS_HELD} and attendance is not null then 1 else 0 end,
            case when {_IS_HELD} then coalesce(attendance, 0) else 0 end,
            case when {_IS_HELD} and approximate = 1 and declared_total is not null then 1 else 0 end,
            case when {_IS_HELD} and learners is not null then 1 else 0 end,
            case when {_IS_HELD} then coalesce(learners, 0) else 0 end,
            case when {_IS_HELD} then learners_named else 0 end,
            case when {_IS_HELD} and learners > learners_named then learners - learners_named else 0 end,
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


EVERYWHERE = "*"
"""Stands for the whole country in the place of a province; "" is an unknown one."""

MONTHS = Table(
    "month_counts",
    ("province", "fiscal_year", "month"),
    (*HELD, *WAITING),
    "events",
    f"""select case when w.whole = 1 then '{EVERYWHERE}' else c.province end, c.fiscal_year, c.month, {by_month(":day")}
        from event_counts c cross join (select 0 as whole union all select 1) w
        where {{chosen:c.event_id}} group by 1, c.fiscal_year, c.month""",
)
"""The events of a month in a province, and in the whole country."""

_HELD_BY_DAY = "e.deleted is null and e.state = 'held' and e.starts_on <= :day"

REACH = Table(
    "reach_counts",
    ("fiscal_year", "way", "serves"),
    ("events",),
    "events",
    f"""select case when w.ever = 1 then 0 else s.fiscal_year end, s.way, s.serves, count(*)
        from ({served(f"{_HELD_BY_DAY} and {{chosen:e.id}}")}) s cross join (select 0 as ever union all select 1) w
        where s.serves is not null group by 1, s.way, s.serves""",
)
"""How often somebody was served by plan, or counted, in a fiscal year, and ever (the year 0)."""

PEOPLE = Table(
    "people_counts",
    ("fiscal_year", "who", "low", "high"),
    ("people",),
    "people",
    f"""with {
        took_part(
            "participations p cross join events e on e.id = p.event_id", f"{_HELD_BY_DAY} and {{chosen:p.person_id}}"
        )
    } {crowds("took_part", "fiscal_year")} union all {crowds("took_part", "0")}
        union all select fiscal_year, 'active', {LOW_BIT}, {HIGH_BIT}, people
        from ({active(_HELD_BY_DAY, "{chosen:p.person_id}")}) a""",
)
"""The people at events of a fiscal year, and ever (the year 0), by the set of provinces that they came from; and the
active members on its last day (the year 0: on the day of the counts), by the province where they stood."""

MEMBERS = Table("member_counts", ("span", "was", "now", "at"), ("people",), "members", moves("{chosen:m.person_id}"))
"""Who came, left and moved in the networks, span by span."""

OFFICES = Table(
    "office_counts", ("province", "year"), ("offices",), "organisations", offices("{chosen:m.organisation_id}")
)
"""By how many organisations the networks grew in a fiscal year."""

TABLES = (EVENTS, MONTHS, REACH, PEOPLE, MEMBERS, OFFICES)
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
    found = (tuple(row.values()) for row in rows(select(table, ids is not None), **params))
    keys = len(table.keys)
    return {row[:keys]: row[keys:] for row in found if any(row[keys:])}


def kept(rows: Rows, table: Table) -> Counts:
    """A table of counts as it stands."""
    columns = ", ".join((*table.keys, *table.sums))
    keys = len(table.keys)
    return {
        row[:keys]: row[keys:] for row in (tuple(row.values()) for row in rows(f"select {columns} from {table.name}"))
    }


def moved(before: Counts, after: Counts) -> Counts:
    """What to add to a table that has `before`, so that it has `after` in its place."""
    nothing = (0,) * max(map(len, (*before.values(), *after.values())), default=0)
    pairs = {key: (before.get(key, nothing), after.get(key, nothing)) for key in before.keys() | after.keys()}
    return {
        key: tuple(now - was for was, now in zip(*pair, strict=True))
        for key, pair in pairs.items()
        if pair[0] != pair[1]
    }


MOVES = (
    ("events", "events", "select id from events where id"),
    ("events", "headcounts", "select event_id from headcounts where id"),
    ("events", "participations", "select event_id from participations where id"),
    ("events", "cohorts", "select id from events where cohort_id"),
    ("people", "events", "select person_id from participations where event_id"),
    ("people", "participations", "select person_id from participations where id"),
    ("people", "people", "select id from people where id"),
    ("people", "posts", "select person_id from posts where id"),
    ("people", "memberships", "select person_id from memberships where person_id is not null and id"),
    ("members", "people", "select id from people where id"),
    ("members", "posts", "select person_id from posts where id"),
    ("members", "memberships", "select person_id from memberships where person_id is not null and id"),
    ("organisations", "organisations", "select id from organisations where id"),
    (
        "organisations",
        "memberships",
        "select organisation_id from memberships where organisation_id is not null and id",
    ),
)
"""Whose counts a changed row moves: (their table, the table that was changed, how they are found by its ids)."""


def moving(rows: Rows, touched: Touched) -> dict[str, set[str]]:
    """Whose counts the touched rows move, by the table that they are of, as all of them stand in this view."""
    found: dict[str, set[str]] = defaultdict(set)
    for of, table, sql in MOVES:
        if touched.get(table):
            found[of] |= _ids(rows, f"{sql} in (select value from json_each(:ids))", ids=_json(touched[table]))
    return found


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
    return moving(rows, touched)


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
