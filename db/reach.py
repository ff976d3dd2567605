"""Which provinces the trainings reached, and how: by plan, by count, by name; and the cohorts that say what is still
due.

A province is reached when a held training, seminar or forum of the period serves an area that contains it (by plan),
or has a ledger line of learners, not one of 0, whose area contains it (by count), or had a trainee or delegate from it
who attended (by name). Areas are those of the last day of the period. An area that is asked for narrows the provinces
that are listed, not the events.
"""

from dataclasses import dataclass, replace
from typing import Any

from db.areas import EVERY_PROVINCE, NAMES, in_no_area, provinces_of
from db.choices import CohortState, State
from db.scope import Scope
from thai.text import sort_key


@dataclass(frozen=True)
class CohortBoard:
    """A cohort and what is known of it. `state`: "held" (an event tells: its first one here), "stated" (said to be
    held, day unknown: not counted as reached), "not_held" or "unknown". Days are ISO texts; attendance is of that
    event. Where no event tells: `planned`, the id of the first event that is planned or postponed for it, `due_on`, the
    last planned day, its event's or else its own, or else the end of its programme's fiscal year, and whether it is
    `late`: not even said to be held, and that day is past; and whether it is `unsure`: late, and nobody says that
    it was not held either (not its state, and not an event that was postponed)."""

    id: str
    programme_id: str
    programme: str
    fiscal_year: int | None
    number: int
    serves: str | None
    state: str
    event_id: str | None
    starts_on: str | None
    ends_on: str | None
    attendance: int | None
    due_on: str | None
    planned: str | None
    late: bool
    unsure: bool


@dataclass(frozen=True)
class Reach:
    """A province. `state`: "reached", "stated" (only a cohort says so, on an unknown day: not counted) or
    "not_reached".

    `trained`: distinct people; None, not known, where the state is "stated". `cohorts`: those that serve a province not
    reached and no event tells of.
    """

    province: str
    state: str
    by_plan: bool
    by_count: bool
    by_name: bool
    trained: int | None
    cohorts: tuple[CohortBoard, ...]


@dataclass(frozen=True)
class Headline:
    """`reached` of `provinces` listed; the codes of those not reached, and of these the ones only said to be."""

    reached: int
    provinces: int
    not_reached: tuple[str, ...]
    stated: tuple[str, ...]


def coverage(scope: Scope) -> list[dict[str, Any]]:
    """Area by area: [{scheme, area, provinces, reached, by_plan, by_count, by_name, trained, not_reached}].

    Numbers of provinces, but `trained`: distinct people from the area; `not_reached`: names in dictionary order. The
    ways may overlap. Areas of the scheme that is asked for, else of every scheme, in its order; then, unless one area
    is asked for, area None with the provinces in no area, if there are any: so that each scheme adds up to the whole
    country.
    """
    ways = scope.ways
    listed: list[tuple[str, str | None, tuple[str, ...]]] = []
    for scheme, division in scope.division.items():
        if scope.filters.scheme in (None, scheme):
            listed += [(scheme, area.name, area.provinces) for area in scope.areas(scheme)]
            rest = in_no_area(division)
            if rest and not scope.filters.area:
                listed.append((scheme, None, rest))
    return [
        {
            "scheme": scheme,
            "area": area,
            "provinces": len(provinces),
            "reached": len(ways.any.intersection(provinces)),
            "by_plan": len(ways.plan.intersection(provinces)),
            "by_count": len(ways.count.intersection(provinces)),
            "by_name": len(ways.name.keys() & set(provinces)),
            "trained": scope.people("trained", provinces),
            "not_reached": sorted((NAMES[code]["th"] for code in set(provinces) - ways.any), key=sort_key),
        }
        for scheme, area, provinces in listed
    ]


def provinces(scope: Scope) -> list[Reach]:
    """Every province listed (all 77, or those of the area that is asked for) in dictionary order, and how it stands."""
    ways = scope.ways
    listed = EVERY_PROVINCE if scope.provinces is None else scope.provinces
    waiting = []
    if listed - ways.any:
        waiting = [(cohort, provinces_of(scope.division, cohort.serves)) for cohort in due(scope)]
    found = []
    for code in sorted(listed, key=_in_dictionary):
        serving = () if code in ways.any else tuple(cohort for cohort, served in waiting if code in served)
        said = any(cohort.state == "stated" for cohort in serving)
        found.append(
            Reach(
                province=code,
                state="reached" if code in ways.any else "stated" if said else "not_reached",
                by_plan=code in ways.plan,
                by_count=code in ways.count,
                by_name=code in ways.name,
                trained=None if said else ways.name.get(code, 0),
                cohorts=serving,
            )
        )
    return found


def _in_dictionary(code: str) -> str:
    return sort_key(NAMES[code]["th"])


def headline(scope: Scope) -> Headline:
    """How many of the provinces listed were reached, and which were not, in dictionary order."""
    found = provinces(scope)
    waiting = [reach for reach in found if reach.state != "reached"]
    return Headline(
        reached=len(found) - len(waiting),
        provinces=len(found),
        not_reached=tuple(reach.province for reach in waiting),
        stated=tuple(reach.province for reach in waiting if reach.state == "stated"),
    )


def ever(scope: Scope) -> dict[str, str]:
    """The state (`Reach`) of every province listed over all fiscal years up to `as_of`, the other filters as they are:
    one "not_reached" was never reached, and nobody says so either."""
    asked = scope.filters
    over = Scope(scope.rows, replace(asked, fiscal_year=None, scheme=None, area=None)) if asked.fiscal_year else scope
    return {each.province: each.state for each in provinces(over) if scope.lists(each.province)}


def cohorts(scope: Scope) -> list[CohortBoard]:
    """The cohorts of the programme asked for, else of every programme, by the programme's name and their number.

    A cohort is held when a held event of it is in the period. One without any held event has no day of its own: with a
    fiscal year it is listed when its programme is of that year, or of none that is known. Audience, area and kind of
    the event do not matter.
    """
    told = f"""left join cohort_counts d on d.cohort_id = c.id
        left join events e on e.id = (select e.id from events e
            where e.cohort_id = c.id and {scope.held} order by e.starts_on, e.id limit 1)
        left join event_counts n on n.event_id = e.id"""
    seen = "e.id as event_id, e.starts_on, e.ends_on, case when n.known = 1 then n.attendance end as attendance"
    return _board(scope, seen, f"cohorts c {told}", f"(e.id is not null or d.cohorts = 1 and {of_year(scope)})")


def due(scope: Scope) -> list[CohortBoard]:
    """Those of them that no held event tells of."""
    nothing = "null as event_id, null as starts_on, null as ends_on, null as attendance"
    told = "cohort_counts d join cohorts c on c.id = d.cohort_id"
    return scope.once("due", lambda: _board(scope, nothing, told, of_year(scope)))


def of_year(scope: Scope) -> str:
    """The cohort `d` that no held event tells of is listed in the fiscal year that is asked for."""
    return "d.fiscal_year in (0, :fiscal_year)" if scope.filters.fiscal_year else "true"


LATE = f"d.state <> '{CohortState.HELD}' and d.due_on <> '' and d.due_on < :last"
"""Nobody says that the cohort `d`, which no held event tells of, was held, and the day it was due on is past."""
UNSURE = f"""{LATE} and d.state = '{CohortState.UNKNOWN}'
    and not exists (select 1 from events w where w.id = d.event_id and w.state = '{State.POSTPONED}')"""
"""And nobody says that it was not."""


def _board(scope: Scope, seen: str, told: str, which: str) -> list[CohortBoard]:
    """The cohorts of `told` that the condition `which` takes."""
    found = scope.ask(
        f"""select c.id, c.programme_id, p.name as programme, p.fiscal_year, c.number, c.serves, c.state, {seen},
                d.due_on, d.event_id as planned, case when {LATE} then 1 else 0 end as late,
                case when {UNSURE} then 1 else 0 end as unsure
            from {told} join programmes p on p.id = c.programme_id
            where c.deleted is null and {"c.programme_id = :programme" if scope.filters.programme else "true"}
              and {which}
            order by p.name, p.id, c.number"""
    )
    return [
        CohortBoard(
            **{name: row[name] for name in _FIELDS},
            state="held" if row["event_id"] else _SAID[row["state"]],
            due_on=row["due_on"] or None,
            planned=row["planned"] or None,
            late=bool(row["late"]),
            unsure=bool(row["unsure"]),
        )
        for row in found
    ]


_FIELDS = (
    *("id", "programme_id", "programme", "fiscal_year", "number", "serves"),
    *("event_id", "starts_on", "ends_on", "attendance"),
)
_SAID = {CohortState.HELD: "stated", CohortState.NOT_HELD: "not_held", CohortState.UNKNOWN: "unknown"}
