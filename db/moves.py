"""Who of the members stood where, and who moved, seen through filters: from kept counts where they tell it, else by
looking at each person (db/standing.py says where somebody stands). D is the last day of the period."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import combinations, combinations_with_replacement
from typing import NamedTuple, TypeAlias

from db.areas import blocks
from db.counts import EVERYWHERE
from db.scope import Scope
from db.standing import ANYWHERE, LIVE, MONTHLY, MOVED, OUTSIDE, PROVINCE, TYPE, holds, in_network, turns, within
from thai import dates

Tally: TypeAlias = Counter[tuple[str, str]]
"""People by (month, place)."""
ON_LAST_DAY = f"select distinct m.person_id, :last as day from memberships m where {LIVE} and {holds(':last')}"
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
    """People (or organisations) from one province ("" if unknown) and of one organisation type (None if unknown).

    `stage` of people: "new" (at a held event in the 12 months to D, and at none before), "returning" (in them, and
    before), "lost" (before, and not in them) or "never" (at none so far). `stayed`: whether they were
    members 12 months before D too. Of organisations these are "" and False.
    """

    province: str
    type: str | None
    stage: str
    stayed: bool
    number: int


def standing(scope: Scope, turned: str, provinces: bool = True) -> str:
    """CTE `standing` (person_id, day, place) for the select `turned` (person_id, day).

    `place` is as in Move. Without `provinces`, and when no area is asked for, all members are at "".
    """
    member = in_network("t.person_id", "t.day") + (f" and {TYPE} = :type" if scope.filters.organisation_type else "")
    place = PROVINCE if provinces or scope.provinces is not None else "''"
    return f"""turn as ({turned}),
        standing as materialized (
            select t.person_id, t.day, case when {member} then {place} end as place from turn t)"""


def people(scope: Scope) -> list[Count]:
    """How many people are members on D, by province, organisation type and stage."""
    return scope.once("people", lambda: _people(scope))


def _people(scope: Scope) -> list[Count]:
    came = """exists (select 1 from participations p join events e on e.id = p.event_id
        where p.person_id = t.person_id and p.deleted is null and p.attended = 'yes'
          and e.deleted is null and e.state = 'held' and {})"""
    lately = came.format("e.starts_on > :year_before and e.starts_on <= :last")
    before = came.format("e.starts_on <= :year_before")
    found = scope.ask(
        f"""with {standing(scope, ON_LAST_DAY)},
            placed as (select place, {TYPE} as type, case
                    when {lately} then case when {before}
                        then 'returning' else 'new' end
                    when {before} then 'lost' else 'never' end as stage,
                    {in_network("t.person_id", ":year_before")} as stayed
                from standing t where place is not null)
            select place, type, stage, stayed, count(*) as people from placed group by place, type, stage, stayed""",
        year_before=dates.year_before(scope.filters.last).isoformat(),
    )
    return [Count(row["place"], row["type"], row["stage"], bool(row["stayed"]), row["people"]) for row in found]


def active(scope: Scope) -> int:
    """How many of them attended a held event of the last 12 months."""
    if scope.members_kept:
        asked = scope.filters
        over = asked.fiscal_year and asked.last == dates.fiscal_year_days(asked.fiscal_year).last
        return _sum(scope, "active_counts", "people", f"fiscal_year = {asked.fiscal_year if over else 0}")
    found = scope.ask(
        f"""with {standing(scope, ACTIVE, provinces=False)}
            select place, count(*) as people from standing where place is not null group by place""",
        year_before=dates.year_before(scope.filters.last).isoformat(),
    )
    return sum(row["people"] for row in found if scope.lists(row["place"]))


def offices(scope: Scope) -> int:
    """How many organisations are members on D."""
    if not scope.members_kept:
        return sum(one.number for one in organisations(scope) if scope.lists(one.province))
    return _sum(scope, "office_counts", "offices", f"year <= {dates.fiscal_year(scope.filters.last)}")


def _sum(scope: Scope, table: str, name: str, where: str) -> int:
    """The counts of the country or the area that is asked for."""
    place = f"province = '{EVERYWHERE}'" if scope.provinces is None else scope.inside("province")
    [found] = scope.ask(
        f"select coalesce(sum({name}), 0) as number from {table} where kind = :kind and {place} and {where}"
    )
    return int(found["number"])


def undated(scope: Scope) -> int | None:
    """How many memberships of people who are members on D have an unknown start; None where no count is kept."""
    if not scope.members_kept:
        return None
    places = {"": scope.provinces}
    return _grew(scope, "undated", places, dates.fiscal_year(scope.filters.last))[""]


def organisations(scope: Scope) -> list[Count]:
    """How many organisations are members on D, by their own province and type."""
    return scope.once("organisations", lambda: _organisations(scope))


def _organisations(scope: Scope) -> list[Count]:
    found = scope.ask(
        f"""select coalesce(o.province, '') as province, o.type, count(distinct o.id) as number
            from memberships m join organisations o on o.id = m.organisation_id
            where m.deleted is null and {holds(":last")}
              and {"o.type = :type" if scope.filters.organisation_type else "true"} group by o.province, o.type"""
    )
    return [Count(row["province"], row["type"], "", False, row["number"]) for row in found]


class Flow(NamedTuple):
    """How many members each place had `before`, and how many joined and left it, by (month, place)."""

    before: Counter[str]
    joined: Tally
    left: Tally


Places: TypeAlias = Mapping[str, Iterable[str] | None]
"""Provinces ("" is an unknown one) under a name of ours; None: all, wherever somebody is."""


def between(scope: Scope, before: date, places: Places) -> Flow:
    """Members on the day `before`, the one before the period or 12 months before D, and who moved from then to D."""
    if not scope.members_kept:
        looks = [(_month(scope.filters.last), scope.filters.last)]
        found = _moves(scope, before, looks, [within(f"'{before}'", "d.day")], provinces=False)
        return _flow(found, before, places)
    asked, year = scope.filters, dates.fiscal_year(scope.filters.last)
    if before == asked.before:
        moved = _kept(scope, "year", places, asked.fiscal_year) if asked.fiscal_year else _kept(scope, "ever", places)
    elif asked.last == dates.fiscal_year_days(year).last:
        moved = _kept(scope, "year", places, year)
    else:
        moved = _kept(scope, "twelve", places)
    now = _grew(scope, "year", places, year)
    now.subtract(_rest(*moved))
    return Flow(now, *moved)


def by_month(scope: Scope, months: list[tuple[str, date]], places: Places) -> Flow:
    """Members before the first month, and who moved by each (month, last day)."""
    (first, _), (_, last) = months[0], months[-1]
    day = date.fromisoformat(f"{first}-01")
    if not scope.members_kept:
        before = day - timedelta(1)
        found = _moves(scope, before, months, MONTHLY, provinces=scope.filters.scheme is not None)
        return _flow(found, before, places)
    year = dates.fiscal_year(day)
    joined, left = _kept(scope, "year", places, year, dates.fiscal_year(last), by_month=True)
    now = _grew(scope, "year", places, year - 1)
    for sign, moved in ((1, joined), (-1, left)):
        for (month, name), people in moved.items():
            now[name] += sign * people if month < first else 0
    return Flow(now, joined, left)


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _spots(places: Places, inside: bool) -> str:
    """Table `spot` (name, as a number, place, other, inside): the kept moves that tell of each place; with `inside`,
    those of who moved inside of it too."""
    spots = []
    for at, provinces in enumerate(places.values()):
        around = [(ANYWHERE, OUTSIDE)] if provinces is None else [(code, ANYWHERE) for code in sorted(provinces)]
        spots += [f"({at}, '{place}', '{other}', 0)" for place, other in around]
        if inside and provinces is not None:
            spots += [f"({at}, '{place}', '{other}', 1)" for place, other in _pairs(frozenset(provinces))]
    rows = f"values {', '.join(spots)}" if spots else "select 0, '', '', 0 where false"
    return f"spot (name, place, other, inside) as ({rows})"


@cache
def _pairs(provinces: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The kept moves between these provinces: by block where all of one is among them, for few rows tell as much."""
    whole = blocks(provinces)
    return (
        *combinations_with_replacement(sorted(whole), 2),
        *(pair for pair in combinations(sorted(provinces), 2) if not {code[:1] for code in pair} <= whole),
    )


_IN_SPAN = "c.kind = :kind and c.span = :span and c.at >= :since and c.at <= :until"


def _grew(scope: Scope, span: str, places: Places, until: int | str) -> Counter[str]:
    """By how many each place grew in the spans of a kind until the last one."""
    names = list(places)
    found = scope.ask(
        f"""with {_spots(places, inside=False)}
            select s.name, sum(c.came - c.went) as people from spot s
            cross join member_counts c on c.place = s.place and c.other = s.other and {_IN_SPAN} group by s.name""",
        span=span,
        since="",
        until=str(until),
    )
    return Counter({names[row["name"]]: row["people"] for row in found})


def _kept(
    scope: Scope, span: str, places: Places, since: int | str = "", until: int | str = "", by_month: bool = False
) -> tuple[Tally, Tally]:
    """Who joined and left each place in the spans of a kind, from `since` (the first one) to `until` (the last one, or
    the same): two counts of people by (span, or month of it, place). Who moves inside of a place joins and leaves
    nothing."""
    names = list(places)
    joined, left = Tally(), Tally()
    sums = MOVED if by_month else {"came": ("came", ""), "went": ("went", "")}
    for row in scope.ask(
        f"""with {_spots(places, inside=True)}
            select c.at, s.name, s.inside, {", ".join(f"sum(c.{name}) as {name}" for name in sums)} from spot s
            cross join member_counts c on c.place = s.place and c.other = s.other and {_IN_SPAN}
            group by c.at, s.name, s.inside""",
        span=span,
        since=str(since),
        until=str(until or since or "~"),
    ):
        name = names[row["name"]]
        months = dates.fiscal_year_months(int(row["at"])) if by_month else [row["at"]]
        for at, came, went in zip(months, list(sums)[::2], list(sums)[1::2], strict=True):
            joined[at, name] += -row[came] if row["inside"] else row[came]
            left[at, name] += -row[came] if row["inside"] else row[went]
    return joined, left


def _rest(joined: Tally, left: Tally) -> Counter[str]:
    """By how many each place grew."""
    rest: Counter[str] = Counter()
    for sign, moved in ((1, joined), (-1, left)):
        for (_, name), people in moved.items():
            rest[name] += sign * people
    return rest


def _flow(moves: list[Move], before: date, places: Places) -> Flow:
    """The same out of the moves of people who were looked at."""
    flow = Flow(Counter(), Counter(), Counter())
    for name, provinces in places.items():
        listed = None if provinces is None else set(provinces)
        for day, was, now, people in moves:
            inside = [place is not None and (listed is None or place in listed) for place in (was, now)]
            if inside == [False, True] and day == before.isoformat():
                flow.before[name] += people
            elif inside == [False, True]:
                flow.joined[day[:7], name] += people
            elif inside == [True, False]:
                flow.left[day[:7], name] += people
    return flow


def _moves(
    scope: Scope, before: date, looks: list[tuple[str, date]], changed: Iterable[str], provinces: bool
) -> list[Move]:
    """The moves between `before` and each look (month, day). To be quick, a person is looked at only where one of the
    conditions `changed` on a moment `d` and a membership or post `m` says that something may have begun or ended."""
    places = provinces or scope.provinces is not None or scope.filters.organisation_type is not None
    months = [f"{before:%Y-%m}", *(month for month, _ in looks)]
    moments = ", ".join(f"('{day}', '{month}', '{was}')" for (month, day), was in zip(looks, months, strict=False))
    then = holds(f"'{before}'")
    there = f"select m.person_id, '{before}' as day from memberships m where {LIVE} and {then}"
    turned = [there, *turns(changed, places)]
    found = scope.ask(
        f"""with moment (day, month, previous) as (values {moments}),
            {standing(scope, " union ".join(turned), provinces)},
            looked as (
                select day, place, lag(place) over (partition by person_id order by day) as was from standing)
            select day, was, place, count(*) as people from looked
            where coalesce(was, '-') <> coalesce(place, '-') group by day, was, place order by day"""
    )
    return [Move(row["day"], row["was"], row["place"], row["people"]) for row in found]
