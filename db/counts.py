"""Numbers kept as counts, so that a page need not read every event and person: what is counted, by one query each.

A table of counts is the sum of what each event (or person, or organisation) gives to it. Its query yields that sum for
the ids that are given, or for all: kept up to date, a table takes what those touched give now, less what they gave
before; rebuilt, it takes what all give; checked, it is compared with that. The counts are as of one day, the setting
`counted_on`: what is held or holds later is not in them yet, and every write brings them to today. Only the store
writes them.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import add, sub
from typing import Any, TypeAlias

from db.attendance import MEASURED, crowds, quoted, served, took_part
from db.choices import TEACHING, OrganisationType
from db.rows import among
from db.rules import Rows
from db.standing import MOVED, active, moves, offices
from thai import dates

Row: TypeAlias = tuple[Any, ...]
Counts: TypeAlias = dict[Row, Row]
"""What is added up, by the keys of its row."""

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
    *("learners_unknown", "unnamed_at", "speakers_unnamed", "speakers_at", "ledgers", "incomplete"),
)
WAITING = ("planned", "postponed")
_IS_HELD = "m.state = 'held'"
LEARNERS_UNKNOWN = f"learners is null and kind in ({quoted(TEACHING)})"
INCOMPLETE = f"""attendance is null or learners > learners_named or speakers > speakers_named or ledgers = 1
    or {LEARNERS_UNKNOWN}"""
"""What is open at a held event on whatever day: db/worklist.py says what else may be."""

EVENTS = Table(
    "event_counts",
    ("event_id", "fiscal_year", "month", "starts_on", "province", "audience"),
    (*HELD, *WAITING),
    "events",
    f"""with chosen as (
            select e.id, e.state, e.fiscal_year, e.month, e.starts_on, e.province, e.audience, e.kind,
                e.declared_total, e.approximate, e.list_complete
            from events e where e.deleted is null and e.state in ('held', 'planned', 'postponed') and {{chosen:e.id}}),
            {MEASURED}
        select id, coalesce(fiscal_year, 0), coalesce(month, ''), coalesce(starts_on, ''), coalesce(province, ''),
            audience,
            case when {_IS_HELD} then 1 else 0 end,
            case when {_IS_HELD} and attendance is not null then 1 else 0 end,
            case when {_IS_HELD} then coalesce(attendance, 0) else 0 end,
            case when {_IS_HELD} and approximate = 1 and declared_total is not null then 1 else 0 end,
            case when {_IS_HELD} and learners is not null then 1 else 0 end,
            case when {_IS_HELD} then coalesce(learners, 0) else 0 end,
            case when {_IS_HELD} then learners_named else 0 end,
            case when {_IS_HELD} and learners > learners_named then learners - learners_named else 0 end,
            case when {_IS_HELD} and attendance is not null and {LEARNERS_UNKNOWN} then 1 else 0 end,
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


MONTHLY = ("held", "known", "attendance", "planned")
BY_MONTH = {f"{name}_{month}": (name, month) for month in dates.FISCAL_MONTHS for name in MONTHLY}
"""What each sum of a month adds up, and in which month."""


def by_year(names: Iterable[str], day: str) -> str:
    """Sums of YEARS over rows `c` of EVENTS: what was held by `day`, and what waits on whatever day."""

    def added(name: str) -> str:
        what, month = BY_MONTH.get(name, (name, None))
        when = [
            *([f"c.starts_on <= {day}"] if what in HELD else []),
            *([f"substr(c.month, 6) = '{month}'"] if month else []),
        ]
        return f"sum(case when {' and '.join(when) or 'true'} then c.{what} else 0 end) as {name}"

    return ", ".join(map(added, names))


EVERYWHERE = "*"
"""Stands for the country in the place of a province ("" is an unknown one)."""

EVERYONE = "*"
"""Stands for all in the place of a type of organisation."""

_KINDS = "kind (name) as (values " + ", ".join(f"('{kind}')" for kind in (EVERYONE, *OrganisationType)) + ")"


def _for(audience: str) -> str:
    """Whether the audience, as SQL, names the type `k`."""
    return f"(k.name = '{EVERYONE}' or {audience} like '%\"' || k.name || '\"%')"


YEARS = Table(
    "year_counts",
    ("kind", "province", "fiscal_year"),
    (*HELD, *WAITING, *BY_MONTH),
    "events",
    f"""with {_KINDS}, each as materialized (
            select k.name as kind, c.province, c.fiscal_year, {by_year((*HELD, *WAITING, *BY_MONTH), ":day")}
            from event_counts c join kind k on {_for("c.audience")} where {{chosen:c.event_id}} group by 1, 2, 3)
        select kind, case when digits = 0 then '{EVERYWHERE}' else substr(province, 1, digits) end, fiscal_year,
            {", ".join(f"sum({name})" for name in (*HELD, *WAITING, *BY_MONTH))}
        from each cross join (select 0 as digits union all select 1 union all select 2) w
        where digits <> 1 or province <> '' group by 1, 2, 3""",
)
"""The events of a fiscal year and of its months, in a province, a block (`areas.blocks`) and the whole country, for all
and for each type of organisation. A year is one row: to read it takes as long when every month has events as when few
have."""

_HELD_BY_DAY = "e.deleted is null and e.state = 'held' and e.starts_on <= :day"

REACH = Table(
    "reach_counts",
    ("kind", "fiscal_year", "way", "serves"),
    ("events",),
    "served",
    f"""with {_KINDS}
        select k.name, case when w.ever = 1 then 0 else s.fiscal_year end, s.way, s.serves, count(*)
        from ({served(f"{_HELD_BY_DAY} and {{chosen:e.id}}", "e.fiscal_year, e.audience")}) s
        join kind k on {_for("s.audience")} cross join (select 0 as ever union all select 1) w
        where s.serves is not null group by 1, 2, s.way, s.serves""",
)
"""How often somebody was served by plan, or counted, in a fiscal year, and ever (the year 0), by events for all and for
each type of organisation."""

_PEOPLE_FIRST = """participations p cross join events e on e.id = p.event_id
    left join organisations o on o.id = p.organisation_id"""

PEOPLE = Table(
    "people_counts",
    ("kind", "fiscal_year", "who", "low", "high"),
    ("people",),
    "people",
    f"""with came as materialized (
            {took_part(_PEOPLE_FIRST, f"{_HELD_BY_DAY} and {{chosen:p.person_id}}", ", e.fiscal_year, o.type")}),
        ever as (
            select case when w.whole = 1 then '{EVERYONE}' else type end as kind,
                case when y.ever = 1 then 0 else fiscal_year end as fiscal_year,
                person_id, province, max(trained) as trained
            from came cross join (select 0 as whole union all select 1) w
            cross join (select 0 as ever union all select 1) y
            where w.whole = 1 or type is not null group by 1, 2, person_id, province)
        {crowds("ever", "kind, fiscal_year,")}""",
)
"""The people at events of a fiscal year, and ever (the year 0), by the set of provinces that they came from: all, and
those from each type of organisation."""

ACTIVE = Table(
    "active_counts",
    ("kind", "fiscal_year", "province"),
    ("people",),
    "active",
    active(_HELD_BY_DAY, "{chosen:p.person_id}"),
)
"""Who was a member on the last day of a fiscal year and at an event within it; the year 0: on the day of the counts and
in the 12 months to it."""

MEMBERS = Table(
    "member_counts",
    ("kind", "span", "place", "other", "at"),
    ("came", "went", *MOVED),
    "members",
    moves("{chosen:m.person_id}"),
)
"""Who came, left and moved in the networks, span by span."""

OFFICES = Table(
    "office_counts", ("kind", "province", "year"), ("offices",), "organisations", offices("{chosen:m.organisation_id}")
)
"""By how many organisations the networks grew in a fiscal year."""

COHORTS = Table(
    "cohort_counts",
    ("cohort_id", "programme_id", "fiscal_year", "state", "due_on", "event_id"),
    ("cohorts",),
    "due",
    """select c.id, c.programme_id, coalesce(p.fiscal_year, 0), c.state,
            coalesce(case when e.state = 'planned' then coalesce(e.ends_on, e.starts_on) end, c.due_on,
                (p.fiscal_year - 543) || '-09-30', ''),
            coalesce(e.id, ''), 1
        from cohorts c join programmes p on p.id = c.programme_id
        left join events e on e.id = (
            select n.id from events n
            where n.cohort_id = c.id and n.deleted is null and n.state in ('planned', 'postponed')
            order by n.state, n.starts_on is null, n.starts_on, n.id limit 1)
        where c.deleted is null and {chosen:c.id} and not exists (
            select 1 from events h where h.cohort_id = c.id and h.deleted is null and h.state = 'held')""",
)
"""Each cohort that no held event tells of: the first event that is planned or postponed for it, and the day until which
it is planned. A postponed event has lost its day, and the cohort with it unless it has one of its own. A cohort without
a day is due when the fiscal year of its programme ends."""

TABLES = (EVENTS, COHORTS, YEARS, REACH, PEOPLE, ACTIVE, MEMBERS, OFFICES)
"""Every table of counts, each after those that its query reads."""
TELLING = (EVENTS, COHORTS)
"""Those with a row for each id that they are of, which tells what the id gave so far."""


def counted_on(rows: Rows) -> date | None:
    """The day that the counts are as of; None when they were never made."""
    found = rows("select value from settings where key = :key", key=COUNTED_ON)
    return date.fromisoformat(json.loads(found[0]["value"])) if found else None


@cache
def select(table: Table, chosen: bool) -> str:
    """The query of a table for those in `asked` (see `among`), or for all."""
    head, *rest = table.query.split("{chosen:")
    return head + "".join(
        f"{column} in (select id from asked){after}" if chosen else f"true{after}"
        for column, _, after in (part.partition("}") for part in rest)
    )


def given(rows: Rows, table: Table, day: date, ids: Collection[str] | None = None) -> Counts:
    """What the rows with these ids give to a table, or what all do, as of a day."""
    days = {"day": day, "year_before": dates.year_before(day)}
    params = {name: value.isoformat() for name, value in days.items() if f":{name}" in table.query}
    sql = select(table, ids is not None)
    return _counts(table, rows(sql, **params) if ids is None else among(rows, ids, sql, **params))


def gave(rows: Rows, view: Rows, table: Table, day: date, ids: Collection[str]) -> Counts:
    """What the rows with these ids gave to a table so far, where `rows` has the counts so far, and `view` what they
    were counted from."""
    if table in TELLING:
        return kept(rows, table, ids)
    return given(rows if table is YEARS else view, table, day, ids)


def kept(rows: Rows, table: Table, ids: Collection[str] | None = None) -> Counts:
    """A table of counts as it stands; with `ids`, the rows whose first key is among them."""
    sql = f"select {', '.join((*table.keys, *table.sums))} from {table.name}"
    if ids is None:
        return _counts(table, rows(sql))
    return _counts(table, among(rows, ids, f"{sql} where {table.keys[0]} in (select id from asked)"))


def _counts(table: Table, found: Iterable[Mapping[str, Any]]) -> Counts:
    keys = len(table.keys)
    counts: Counts = {}
    for row in found:
        values = tuple(row.values())
        key, sums = values[:keys], values[keys:]
        counts[key] = tuple(map(add, counts[key], sums)) if key in counts else sums
    return {key: sums for key, sums in counts.items() if any(sums)}


def moved(before: Counts, after: Counts) -> Counts:
    """What to add to a table that has `before`, so that it has `after` in its place."""
    nothing = (0,) * max(map(len, (*before.values(), *after.values())), default=0)
    pairs = {key: (before.get(key, nothing), after.get(key, nothing)) for key in before.keys() | after.keys()}
    return {key: tuple(map(sub, now, was)) for key, (was, now) in pairs.items() if was != now}


def differences(rows: Rows) -> Iterator[tuple[Table, Row, Row, Row]]:
    """Where the counts are not what they should be: (table, keys, as kept, as they should be)."""
    day = counted_on(rows) or date.min
    for table in TABLES:
        stand, right = kept(rows, table), given(rows, table, day)
        nothing = (0,) * len(table.sums)
        for key in sorted(stand.keys() | right.keys()):
            if stand.get(key, nothing) != right.get(key, nothing):
                yield table, key, stand.get(key, nothing), right.get(key, nothing)
