"""What is missing in the register or overdue, each with the first places to mend; and how many events are whole.

The oldest come first. What the period and the filters take is said in db/kpis.py; that something is overdue or past is
judged on the day `as_of` of the filters, today.
"""

from dataclasses import dataclass
from typing import Any

from db.attendance import ledgers
from db.choices import Category, CohortState
from db.members import starts_unknown
from db.reach import LATE, UNSURE, of_year
from db.records import FollowUp
from db.rows import record_of
from db.scope import Scope

Rows = list[dict[str, Any]]
FIRST = 20


@dataclass(frozen=True)
class Gap:
    """Something that nobody has said or done yet: how much of it, at how many places, and the first places."""

    count: int
    rows: Rows
    places: int


@dataclass(frozen=True)
class Unknowns:
    """Every line of the worklist, in its order."""

    headcounts: Gap
    learners: Gap
    ledgers: Gap
    unnamed: Gap
    speakers: Gap
    late: Gap
    unsure: Gap
    past: Gap
    follow_ups: Gap
    cohorts: Gap
    starts: Gap


def unknowns(scope: Scope, first: int = FIRST) -> Unknowns:
    """What is open, with the `first` places to mend, the oldest first.

    Each row of an event has {id, code, title, starts_on}. headcounts: held events with unknown attendance.
    learners: held trainings, seminars and forums whose attendance is known and whose number of learners is not.
    ledgers: held events whose lines do not add up to their declared total, [{…, declared, counted}], counted None
    when a line is unknown; an approximate total is not asked to add up. unnamed, speakers: learners and speakers
    counted but not named (their number), [{…, counted, named}] of the events. late, unsure: cohorts that are
    late (`reach.CohortBoard`), those apart of which nobody knows whether they were held, [{id, programme, fiscal_year,
    number, due_on (None: no day was planned, its year is over), event (the code of the one planned for it, or None)}].
    past: planned events whose last day is over, but for those of such cohorts, [{…, ends_on}]. follow_ups: not done and
    their day is over, [{follow_up (the record), code, title}]. cohorts: said to be held, on an unknown day, [{id,
    programme_id, programme, fiscal_year, number, serves, event}]. starts: memberships on D with an unknown start, [{id
    (the person), name, network_id}].
    """
    missing = {name: scope.newest(first, which, "asc") if first else [] for name, which in _OPEN.items()}
    counted = ledgers(scope.rows, [row["id"] for name in ("ledgers", "speakers") for row in missing[name]])
    late, unsure = (
        Gap(count, [{name: row[name] for name in _LATE} for row in found], count)
        for which in (f"{LATE} and not ({UNSURE})", UNSURE)
        for count, found in [_cohorts(scope, first, which, "d.due_on, d.programme_id, c.number")]
    )
    said, stated = _cohorts(scope, first, f"d.state = '{CohortState.HELD}'", "p.name, p.id, c.number")
    starts, people = starts_unknown(scope, first)
    tasks, overdue = _follow_ups(scope, first)
    past = _count_past(scope)["untold"]

    def total(name: str) -> int:
        return int(sum(year[name] for year in scope.years))

    unknown, untold, unadded = total("held") - total("known"), total("learners_unknown"), total("ledgers")
    return Unknowns(
        headcounts=Gap(unknown, [_event(row) for row in missing["headcounts"]], unknown),
        learners=Gap(untold, [_event(row) for row in missing["learners"]], untold),
        ledgers=Gap(
            unadded,
            [
                {**_event(row), "declared": row["declared_total"], "counted": _sum(counted, row["id"])}
                for row in missing["ledgers"]
            ],
            unadded,
        ),
        unnamed=Gap(
            total("unnamed"),
            [{**_event(row), "counted": row["learners"], "named": row["learners_named"]} for row in missing["unnamed"]],
            total("unnamed_at"),
        ),
        speakers=Gap(
            total("speakers_unnamed"),
            [
                {**_event(row), "counted": those, "named": those - row["speakers_unnamed"]}
                for row in missing["speakers"]
                for those in [counted[row["id"], Category.SPEAKERS]["counted"]]
            ],
            total("speakers_at"),
        ),
        late=late,
        unsure=unsure,
        past=Gap(past, _past(scope, first) if past and first else [], past),
        follow_ups=Gap(tasks, overdue, tasks),
        cohorts=Gap(said, [{name: row[name] for name in _STATED} for row in stated], said),
        starts=Gap(starts, people, starts),
    )


_OPEN = {
    "headcounts": "c.known = 0",
    "learners": "c.learners_unknown = 1",
    "ledgers": "c.ledgers = 1",
    "unnamed": "c.unnamed > 0",
    "speakers": "c.speakers_unnamed > 0",
}


def _sum(counted: dict[tuple[str, str], dict[str, Any]], event: str) -> int | None:
    lines = [line["counted"] for (id, _), line in counted.items() if id == event]
    return None if None in lines else sum(lines)


def _event(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("id", "code", "title", "starts_on")}


_LATE = ("id", "programme", "fiscal_year", "number", "due_on", "event")
_STATED = ("id", "programme_id", "programme", "fiscal_year", "number", "serves", "event")


def _which(scope: Scope, which: str) -> str:
    programme = "d.programme_id = :programme" if scope.filters.programme else "true"
    return f"{which} and {of_year(scope)} and {programme}"


def _cohorts(scope: Scope, first: int, which: str, order: str) -> tuple[int, Rows]:
    """How many cohorts `d` of those that no held event tells of, and the first of them."""
    where = _which(scope, which)
    [found] = scope.ask(f"select count(*) as count from cohort_counts d where {where}")
    if not found["count"] or not first:
        return int(found["count"]), []
    rows = scope.ask(
        f"""select c.id, d.programme_id, p.name as programme, p.fiscal_year, c.number, c.serves, e.code as event,
                case when c.due_on is not null or e.state = 'planned' and e.starts_on is not null then d.due_on end
                    as due_on
            from cohort_counts d join cohorts c on c.id = d.cohort_id join programmes p on p.id = d.programme_id
            left join events e on e.id = d.event_id
            where {where} order by {order} limit :limit""",
        limit=first,
    )
    return int(found["count"]), rows


def _told(scope: Scope) -> str:
    """The events that late cohorts tell of, as a select."""
    return f"select d.event_id from cohort_counts d where {_which(scope, LATE)}"


_IS_PAST = "e.state = 'planned' and e.starts_on < :today and coalesce(e.ends_on, e.starts_on) < :today"


def _count_past(scope: Scope) -> dict[str, int]:
    """How many planned events are past: all of them, and those ("untold") that no late cohort tells of."""
    return scope.once("past", lambda: _past_counts(scope))


def _past_counts(scope: Scope) -> dict[str, int]:
    [found] = scope.ask(
        f"""select count(*) as "all", count(case when e.id not in ({_told(scope)}) then 1 end) as untold
            from events e where {_IS_PAST} and {scope.asked_for} and {scope.here}""",
        today=scope.filters.as_of.isoformat(),
    )
    return found


def _past(scope: Scope, first: int) -> Rows:
    return scope.ask(
        f"""select e.id, e.code, e.title, e.starts_on, e.ends_on from events e
            where {_IS_PAST} and {scope.asked_for} and {scope.here} and e.id not in ({_told(scope)})
            order by e.starts_on, e.id limit :limit""",
        today=scope.filters.as_of.isoformat(),
        limit=first,
    )


_OVERDUE = "f.deleted is null and f.done_on is null and f.due_on < :today"


def _follow_ups(scope: Scope, first: int) -> tuple[int, Rows]:
    day = scope.filters.as_of.isoformat()
    asked = scope.filters
    narrowed = asked.fiscal_year or asked.programme or asked.organisation_type or scope.provinces is not None
    of_events = f"join events e on e.id = f.event_id and {scope.asked_for} and {scope.here}"
    # Whoever asks for everything needs no event, for a follow-up goes with its own.
    among = of_events if narrowed else ""
    [found] = scope.ask(f"select count(*) as count from follow_ups f {among} where {_OVERDUE}", today=day)
    if not found["count"] or not first:
        return int(found["count"]), []
    rows = scope.ask(
        f"""select f.*, e.code as event_code, e.title as event_title from follow_ups f {of_events}
            where {_OVERDUE} order by f.due_on, f.id limit :limit""",
        today=day,
        limit=first,
    )
    return int(found["count"]), [
        {"code": row.pop("event_code"), "title": row.pop("event_title"), "follow_up": record_of(FollowUp, row)}
        for row in rows
    ]


@dataclass(frozen=True)
class Whole:
    """How many events the register should know all about by now, and of how many nothing is open."""

    events: int
    whole: int


def whole(scope: Scope) -> Whole:
    """Events held, and planned ones whose last day is over; whole: those held at which nothing of the worklist is open.

    An event is whole when its attendance is known, and where people were taught (a training, seminar or forum) the
    number of its learners; when its ledger adds up to an exact declared total, as many learners and speakers are named
    as were counted, and none of its follow-ups is overdue. Who else came need not be counted.
    Postponed and cancelled events and those still to come are left out; cohorts and memberships are no events.
    """
    held = sum(year["held"] for year in scope.years)
    incomplete = sum(year["incomplete"] for year in scope.years)
    [overdue] = scope.ask(
        f"""select count(distinct f.event_id) as count from follow_ups f
            join event_counts c on c.event_id = f.event_id and c.held = 1 and c.incomplete = 0
            join events e on e.id = f.event_id and {scope.held} and {scope.here}
            where {_OVERDUE}""",
        today=scope.filters.as_of.isoformat(),
    )
    return Whole(held + _count_past(scope)["all"], held - incomplete - int(overdue["count"]))
