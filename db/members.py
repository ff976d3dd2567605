"""Who is in the networks: members, who joined and left, how they grow, where and from what kind of organisation.

D is the last day of the period. Members are narrowed by their province and organisation type on the day (db/moves.py
says which those are), not by programme.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from db import moves
from db.areas import EVERY_PROVINCE
from db.choices import OrganisationType
from db.filters import months_between
from db.moves import Count
from db.scope import Scope
from db.standing import LIVE, PROVINCE, TYPE, holds
from thai import dates

ALL = ""
"""Everyone who is asked for, beside the areas by their names."""


@dataclass(frozen=True)
class Network:
    members: int
    organisations: int
    joined: int
    left: int
    active: int

    @property
    def before(self) -> int:
        """Members on the day before the period."""
        return self.members - self.joined + self.left


def network(scope: Scope) -> Network:
    """Members: distinct people with a membership that holds on D; organisations beside them, never added to them.

    Joined: in the set on D, not on the day before the period; left: the reverse; so members = before + joined − left.
    An unknown start has no day to join on: such a member is in the set since ever. Active: members on D who attended a
    held event whose first day is within the 12 months up to D.
    """
    change = _change(scope, scope.filters.before)
    return Network(
        members=change.members,
        organisations=moves.offices(scope),
        joined=change.joined,
        left=change.left,
        active=moves.active(scope),
    )


@dataclass(frozen=True)
class Change:
    """`members` now = `before` + `joined` − `left`."""

    before: int
    joined: int
    left: int
    members: int


def year_change(scope: Scope) -> Change:
    """Members on D against 12 months before: how many then, who joined and left since, how many now."""
    return _change(scope, dates.year_before(scope.filters.last))


def growth(scope: Scope) -> list[dict[str, Any]]:
    """Month by month: [{month, area, joined, left, members}]: members at the month's end (on D in the last month),
    joined and left against the end of the month before. First all months for area None (everyone who is asked for),
    then, when a scheme is asked, those of each of its areas. A move between two areas is left in one and joined in the
    other.

    The months of the fiscal year up to D; without a year from the first in which somebody's membership starts on a
    known day. Nothing while there is no such month.
    """
    months = _months_of_growth(scope)
    if not months:
        return []
    areas = scope.areas(scope.filters.scheme) if scope.filters.scheme else []
    # With one area asked for, it is everyone who is asked for.
    listed = {} if scope.filters.area else {area.name: area.provinces for area in areas}
    flow = moves.by_month(scope, months, {ALL: scope.provinces, **listed})
    named = [(None, ALL), *((area.name, area.name if listed else ALL) for area in areas)]
    return [row for name, place in named for row in _grown([month for month, _ in months], name, place, flow)]


def _months_of_growth(scope: Scope) -> list[tuple[str, date]]:
    """Each month with its last day, the last one with D."""
    filters = scope.filters
    first = filters.first
    if first is None:
        [known] = scope.ask(f"select min(m.starts_on) as first from memberships m where {LIVE}")
        first = date.fromisoformat(known["first"]) if known["first"] else date.max
    if first > filters.last:
        return []
    months = months_between(f"{first:%Y-%m}", f"{filters.last:%Y-%m}")
    starts = [date.fromisoformat(f"{month}-01") for month in months]
    return list(zip(months, [*(start - timedelta(1) for start in starts[1:]), filters.last], strict=True))


def _grown(months: list[str], area: str | None, place: str, flow: moves.Flow) -> Iterator[dict[str, Any]]:
    members = flow.before[place]
    for month in months:
        joined, left = flow.joined[month, place], flow.left[month, place]
        members += joined - left
        yield {"month": month, "area": area, "joined": joined, "left": left, "members": members}


STAGES = ("new", "returning", "lost", "never")
"""How members stand to the events (`moves.Count` says what each is): together they are all members."""


def members_by_area(scope: Scope, scheme: str) -> list[dict[str, Any]]:
    """Members on D in each area of a scheme, in its order: [{area, area_en, members, organisations, the members by
    STAGES, stayed (of the members, those who were members 12 months before D too) and stayed_lost (of these, the lost:
    stayed_lost / stayed is the share that an area is losing)}].

    People count by their province on D, organisations by their own. A last row with area None has those of an unknown
    province or of one in no area, if there are any (and no one area is asked for).
    """
    division = scope.areas(scheme)
    found = [
        {"area": area.name, "area_en": area.name_en, **_members(scope, "province", area.provinces)} for area in division
    ]
    nowhere = {"", *EVERY_PROVINCE}.difference(*(area.provinces for area in division))
    rest = {"area": None, "area_en": None, **_members(scope, "province", nowhere)}
    return [*found, rest] if rest["members"] or rest["organisations"] else found


def members_by_type(scope: Scope) -> list[dict[str, Any]]:
    """Members on D by the type of organisation of their post, in the order of OrganisationType: [{type, members,
    organisations, and the others by area}]; organisations count by their own type. A last row with type None has the
    unknown, if there are any.
    """
    types: list[OrganisationType | None] = [*OrganisationType, None]
    found = [{"type": str(kind) if kind else None, **_members(scope, "type", (kind,))} for kind in types]
    return found if found[-1]["members"] or found[-1]["organisations"] else found[:-1]


def _members(scope: Scope, name: str, values: Collection[str | None]) -> dict[str, int]:
    people, organisations = (
        [one for one in counts if scope.lists(one.province) and getattr(one, name) in values]
        for counts in (moves.people(scope), moves.organisations(scope))
    )
    return {
        "members": _sum(people),
        "organisations": _sum(organisations),
        **{stage: _sum(one for one in people if one.stage == stage) for stage in STAGES},
        "stayed": _sum(one for one in people if one.stayed),
        "stayed_lost": _sum(one for one in people if one.stayed and one.stage == "lost"),
    }


def starts_unknown(scope: Scope, limit: int) -> tuple[int, list[dict[str, Any]]]:
    """The people who are members on D by a membership whose start is unknown: how many memberships, and the first of
    them [{id, name, network_id}] in dictionary order; provinces and types as for members."""
    where = [
        "true",
        *([scope.inside(PROVINCE)] if scope.provinces is not None else []),
        *([f"{TYPE} = :type"] if scope.filters.organisation_type else []),
    ]
    # People outermost: in the order of their index, so that a few are found without reading all.
    found = f"""from people h cross join (
            select m.person_id, m.network_id, :last as day from memberships m
            where m.deleted is null and m.starts_on is null and {holds(":last")}) t on t.person_id = h.id
        where h.deleted is null and {" and ".join(where)}"""
    count = moves.undated(scope)
    if count is None:
        count = scope.ask(f"select count(*) as count {found}")[0]["count"]
    if not count or not limit:
        return count, []
    people = scope.ask(
        f"""select h.id, h.given_name, h.family_name, t.network_id {found}
            order by h.sort_key, h.id, t.network_id limit :limit""",
        limit=min(limit, count),
    )
    return count, [
        {
            "id": row["id"],
            "name": " ".join(filter(None, (row["given_name"], row["family_name"]))),
            "network_id": row["network_id"],
        }
        for row in people
    ]


def _change(scope: Scope, before: date) -> Change:
    flow = moves.between(scope, before, {ALL: scope.provinces})
    then, joined, left = flow.before[ALL], flow.joined.total(), flow.left.total()
    return Change(then, joined, left, then + joined - left)


def _sum(counts: Iterable[Count]) -> int:
    return sum(one.number for one in counts)
