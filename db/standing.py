"""Where each member of the networks stands on a day: what the numbers on members rest on.

A membership holds on a day: from its first day (or since ever, when that is unknown) to its last (or still). A person's
post on a day is, of those that cover the day, the one since the latest day (an unknown day is the earliest; then the
highest id); a former one without a last day covers none. The person's province is that of the post, or of the latest
covering post that has one, else their own; the organisation type is that of the post's organisation, else unknown.
An organisation that is a member has its own province and type. D is the last day of the period.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from db.scope import Scope

LIVE = "m.person_id is not null and m.deleted is null"
Tally: TypeAlias = Counter[tuple[str, str]]
"""People by (day, group)."""


def holds(day: str, table: str = "m") -> str:
    """The dated row `table` holds on `day` (an SQL expression)."""
    return (
        f"({table}.starts_on is null or {table}.starts_on <= {day}) "
        f"and ({table}.ends_on is null or {table}.ends_on >= {day})"
    )


_POST = f"""from posts s left join organisations o on o.id = s.organisation_id
    where s.person_id = t.person_id and s.deleted is null and {holds("t.day", "s")}
      and not (s.standing = 'former' and s.ends_on is null)"""
_LATEST = "order by coalesce(s.starts_on, '') desc, s.id desc limit 1"
PROVINCE = f"""coalesce((select s.province {_POST} and s.province is not null {_LATEST}),
    (select h.province from people h where h.id = t.person_id))"""
TYPE = f"(select o.type {_POST} {_LATEST})"
IN_NETWORK = f"""exists (select 1 from memberships m
    where m.person_id = t.person_id and m.deleted is null and {holds("t.day")})"""


ON_LAST_DAY = f"select distinct m.person_id, :last as day from memberships m where {LIVE} and {holds(':last')}"
ACTIVE = f"""{ON_LAST_DAY} and m.person_id in (
    select p.person_id from events e join participations p on p.event_id = e.id
    where e.deleted is null and e.state = 'held' and e.starts_on > :year_before and e.starts_on <= :last
      and p.deleted is null and p.attended = 'yes')"""


class Move(NamedTuple):
    """On `day`, `people` persons stand in `now` who at the look before stood in `was`: a province, "" for an unknown
    one, None for outside of the networks (or of the organisation type that is asked for)."""

    day: str
    was: str | None
    now: str | None
    people: int


class Count(NamedTuple):
    """People (or organisations) from one province ("" if unknown) and of one organisation type (None if unknown)."""

    province: str
    type: str | None
    number: int


def standing(scope: Scope, turns: str) -> str:
    """CTE `standing` (person_id, day, place, type) for the people and days that the select `turns` names.

    `place` is as in Move. Provinces and types are looked up only where the filters need them.
    """
    narrow = scope.filters.organisation_type is not None
    return f"""turn as ({turns}),
        known as (select t.person_id, t.day, {IN_NETWORK} as member, {PROVINCE} as province, {TYPE} as type
            from turn t),
        standing as (select person_id, day, type,
            case when member {"and type = :type" if narrow else ""} then coalesce(province, '') end as place
            from known)"""


def people(scope: Scope, who: str = ON_LAST_DAY) -> list[Count]:
    """How many people are members on D, by province and organisation type; `who`: all of them, or the ACTIVE ones."""
    found = scope.ask(
        f"""with {standing(scope, who)}
            select place, type, count(*) as people from standing where place is not null group by place, type""",
        year_before=year_before(scope.filters.last).isoformat(),
    )
    return [Count(row["place"], row["type"], row["people"]) for row in found]


def organisations(scope: Scope) -> list[Count]:
    """How many organisations are members on D, by their own province and type."""
    found = scope.ask(
        f"""select coalesce(o.province, '') as province, o.type, count(distinct o.id) as number
            from memberships m join organisations o on o.id = m.organisation_id
            where m.deleted is null and {holds(":last")}
              and {"o.type = :type" if scope.filters.organisation_type else "true"} group by o.province, o.type"""
    )
    return [Count(row["province"], row["type"], row["number"]) for row in found]


def _moves(scope: Scope, moments: str, turns: str) -> list[Move]:
    found = scope.ask(
        f"""with {moments} {standing(scope, turns)},
            looked as (
                select day, place, lag(place) over (partition by person_id order by day) as was from standing)
            select day, was, place, count(*) as people from looked
            where coalesce(was, '-') <> coalesce(place, '-') group by day, was, place order by day"""
    )
    return [Move(row["day"], row["was"], row["place"], row["people"]) for row in found]


def between(scope: Scope, before: date) -> list[Move]:
    """Who stood where on the day `before` (all of them from None), and who moved from then to D."""
    days = f"(select '{before}' as day union select :last)"
    return _moves(
        scope,
        "",
        f"""select distinct m.person_id, d.day from memberships m cross join {days} d
            where {LIVE} and (({holds(f"'{before}'")}) or ({holds(":last")}))""",
    )


def by_month(scope: Scope, months: list[tuple[str, date]]) -> list[Move]:
    """Who stood where on the day before the first month (all of them from None), and who moved by each (month, last
    day).

    A person is looked at only in the months in which a membership or a post of theirs begins or has ended.
    """
    before = date.fromisoformat(f"{months[0][0]}-01") - timedelta(1)
    previous = [f"{before:%Y-%m}", *(month for month, _ in months)]
    values = ", ".join(
        f"('{last}', '{month}', '{was}')"
        for (month, last), was in zip([("", before), *months], ["", *previous], strict=False)
    )
    turns = [
        f"select m.person_id, d.day from memberships m join moment d on d.month = '' where {LIVE} and {holds('d.day')}"
    ]
    for table in ("memberships", "posts"):
        turns += [
            f"select m.person_id, d.day from {table} m join moment d on d.{column} = substr(m.{end}, 1, 7) where {LIVE}"
            for column, end in (("month", "starts_on"), ("month", "ends_on"), ("previous", "ends_on"))
        ]
    return _moves(scope, f"moment (day, month, previous) as (values {values}),", " union ".join(turns))


def tally(moves: list[Move], place: Callable[[str], str | None]) -> tuple[Tally, Tally]:
    """Who entered and who left what: two counts of people by (day, group), where `place` gives a province's group."""
    joined: Tally = Counter()
    left: Tally = Counter()
    for move in moves:
        was = None if move.was is None else place(move.was)
        now = None if move.now is None else place(move.now)
        if was != now:
            if was is not None:
                left[move.day, was] += move.people
            if now is not None:
                joined[move.day, now] += move.people
    return joined, left


def year_before(day: date) -> date:
    """The same day a year before; of 29 February, the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
