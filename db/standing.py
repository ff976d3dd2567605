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


IN_NETWORK = f"""case when exists (select 1 from memberships n
    where n.person_id = m.person_id and n.deleted is null and {holds("d.day", "n")}) then 1 else 0 end"""
_POST = f"""from posts s left join organisations o on o.id = s.organisation_id
    where s.person_id = t.person_id and s.deleted is null and {holds("t.day", "s")}
      and not (s.standing = 'former' and s.ends_on is null)"""
_LATEST = "order by coalesce(s.starts_on, '') desc, s.id desc limit 1"
PROVINCE = f"""coalesce((select s.province {_POST} and s.province is not null {_LATEST}),
    (select h.province from people h where h.id = t.person_id), '')"""
TYPE = f"(select o.type {_POST} {_LATEST})"
ON_LAST_DAY = (
    f"select distinct m.person_id, :last as day, 1 as member from memberships m where {LIVE} and {holds(':last')}"
)
ACTIVE = f"""{ON_LAST_DAY} and m.person_id in (
    select p.person_id from events e cross join participations p
    where e.deleted is null and e.state = 'held' and e.starts_on > :year_before and e.starts_on <= :last
      and p.event_id = e.id and p.deleted is null and p.attended = 'yes')"""


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


def standing(scope: Scope, turns: str, provinces: bool = True) -> str:
    """CTE `standing` (person_id, day, place) for the select `turns` (person_id, day, member: 1 or 0).

    `place` is as in Move. Without `provinces`, and when no area is asked for, all members are at "".
    """
    member = f"t.member = 1 and {TYPE} = :type" if scope.filters.organisation_type else "t.member = 1"
    place = PROVINCE if provinces or scope.provinces is not None else "''"
    return f"""turn as ({turns}),
        standing as materialized (
            select t.person_id, t.day, case when {member} then {place} end as place from turn t)"""


def people(scope: Scope) -> list[Count]:
    """How many people are members on D, by province and organisation type."""
    found = scope.ask(
        f"""with {standing(scope, ON_LAST_DAY)},
            placed as (select place, {TYPE} as type from standing t where place is not null)
            select place, type, count(*) as people from placed group by place, type"""
    )
    return [Count(row["place"], row["type"], row["people"]) for row in found]


def active(scope: Scope) -> list[Count]:
    """How many of them attended a held event of the last 12 months, by province."""
    found = scope.ask(
        f"""with {standing(scope, ACTIVE, provinces=False)}
            select place, count(*) as people from standing where place is not null group by place""",
        year_before=year_before(scope.filters.last).isoformat(),
    )
    return [Count(row["place"], None, row["people"]) for row in found]


def organisations(scope: Scope) -> list[Count]:
    """How many organisations are members on D, by their own province and type."""
    found = scope.ask(
        f"""select coalesce(o.province, '') as province, o.type, count(distinct o.id) as number
            from memberships m join organisations o on o.id = m.organisation_id
            where m.deleted is null and {holds(":last")}
              and {"o.type = :type" if scope.filters.organisation_type else "true"} group by o.province, o.type"""
    )
    return [Count(row["province"], row["type"], row["number"]) for row in found]


def between(scope: Scope, before: date) -> list[Move]:
    """Who stood where on the day `before` (all of them from None), and who moved from then to D."""
    changed = f"""(m.starts_on > '{before}' and m.starts_on <= d.day)
        or (m.ends_on >= '{before}' and m.ends_on < d.day)"""
    return _moves(scope, before, [("", scope.filters.last)], [changed], provinces=False)


def by_month(scope: Scope, months: list[tuple[str, date]]) -> list[Move]:
    """Who stood where before the first month (all of them from None), and who moved by each (month, last day)."""
    before = date.fromisoformat(f"{months[0][0]}-01") - timedelta(1)
    changed = [
        "d.month = substr(m.starts_on, 1, 7)",
        "d.month = substr(m.ends_on, 1, 7)",
        "d.previous = substr(m.ends_on, 1, 7)",
    ]
    return _moves(scope, before, months, changed, provinces=scope.filters.scheme is not None)


def _moves(
    scope: Scope, before: date, looks: list[tuple[str, date]], changed: list[str], provinces: bool
) -> list[Move]:
    """The moves between `before` and each look (month, day). To be quick, a person is looked at only where one of the
    conditions `changed` on a moment `d` and a membership or post `m` says that something may have begun or ended."""
    places = provinces or scope.provinces is not None or scope.filters.organisation_type is not None
    months = [f"{before:%Y-%m}", *(month for month, _ in looks)]
    moments = ", ".join(f"('{day}', '{month}', '{was}')" for (month, day), was in zip(looks, months, strict=False))
    then = holds(f"'{before}'")
    turns = [f"select m.person_id, '{before}' as day, 1 as member from memberships m where {LIVE} and {then}"]
    turns += [
        f"""select m.person_id, d.day, {IN_NETWORK} as member
            from {table} m cross join moment d where {LIVE} and ({condition})"""
        for table in (("memberships", "posts") if places else ("memberships",))
        for condition in changed
    ]
    found = scope.ask(
        f"""with moment (day, month, previous) as (values {moments}),
            {standing(scope, " union ".join(turns), provinces)},
            looked as (
                select day, place, lag(place) over (partition by person_id order by day) as was from standing)
            select day, was, place, count(*) as people from looked
            where coalesce(was, '-') <> coalesce(place, '-') group by day, was, place order by day"""
    )
    return [Move(row["day"], row["was"], row["place"], row["people"]) for row in found]


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
