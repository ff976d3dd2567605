"""Every number that a manager sees, one function each. Pages, exports and the command line call these; nothing else
counts.

A function takes a `Scope` (one unchanging view of the register, seen through filters) and says in its docstring the
formula, the unit, what unknown does to it, and the shape that comes out. D is the last day of the period: of the
fiscal year, or the `as_of` of the filters if that is earlier or no year is asked. A held event counts when its first
day is not after D. The filters narrow events by the province where they take place and by their audience; people at
events by their province and organisation as of the event; members by their province and organisation type on the day.
A programme does not narrow members.
"""

from dataclasses import asdict, dataclass
from typing import Any

from db.attendance import event_numbers
from db.filters import Filters, asked, months_between
from db.matrix import Matrix, matrix
from db.members import growth, members_by_area, members_by_type, network, year_change
from db.outreach import speakers, untrained
from db.reach import cohorts, coverage, ever, headline, provinces
from db.scope import Scope
from db.seats import promised
from db.store import Store
from db.visits import last_events, trained_from, year_before
from db.worklist import unknowns, whole
from thai import dates

__all__ = [
    "Filters",
    "Matrix",
    "Scope",
    "asked",
    "attendance",
    "by_fiscal_year",
    "cohorts",
    "coverage",
    "event_numbers",
    "events",
    "events_by_month",
    "ever",
    "growth",
    "headline",
    "last_events",
    "matrix",
    "members_by_area",
    "members_by_type",
    "network",
    "people",
    "promised",
    "provinces",
    "recent_events",
    "report",
    "speakers",
    "trained_from",
    "unknowns",
    "untrained",
    "whole",
    "year_before",
    "year_change",
]


@dataclass(frozen=True)
class Events:
    held: int
    planned: int
    postponed: int
    known: int
    unknown: int
    learners_known: int


def events(scope: Scope) -> Events:
    """Events held, planned and postponed; of those held, how many have a known attendance and how many not, and how
    many have known learners.

    Planned and postponed ones count on whatever day they are; those without a day only when no fiscal year is asked,
    those without a province only when no area is.
    """
    held, known = _all(scope.years, "held"), _all(scope.years, "known")
    return Events(
        held,
        _all(scope.years, "planned"),
        _all(scope.years, "postponed"),
        known,
        held - known,
        _all(scope.years, "learners_known"),
    )


@dataclass(frozen=True)
class Attendance:
    total: int | None
    approximate: int
    learners: int | None


def attendance(scope: Scope) -> Attendance:
    """People who came to held events, counted once for each event: the sum of the known attendances (None when events
    were held and none is known), on how many approximate totals it rests, and of them the known learners (likewise)."""
    return Attendance(
        total=_known(scope.years, "attendance", "known"),
        approximate=_all(scope.years, "approximate"),
        learners=_known(scope.years, "learners", "learners_known"),
    )


def _all(spans: list[dict[str, Any]], name: str) -> int:
    return sum(span[name] for span in spans)


def _known(spans: list[dict[str, Any]], name: str, known: str) -> int | None:
    """The known ones added up; None when there are held events and none is known."""
    return _all(spans, name) if _all(spans, known) or not _all(spans, "held") else None


@dataclass(frozen=True)
class People:
    named: int
    trained: int
    learners_unnamed: int | None


def people(scope: Scope) -> People:
    """Distinct people at held events. Named: in any role, not known to be absent. Trained: attended a training, seminar
    or forum as a trainee or delegate. Learners unnamed: over the held events with known learners, those learners beyond
    the trainees and delegates who are named and attended (None when events were held and none has known learners).
    """
    return People(
        named=scope.people("named", scope.provinces),
        trained=scope.people("trained", scope.provinces),
        learners_unnamed=_known(scope.years, "unnamed", "learners_known"),
    )


def by_fiscal_year(scope: Scope) -> list[dict[str, Any]]:
    """Every fiscal year with a held event, in order: [{fiscal_year, held, attendance, unknown}].

    Attendance is the sum of the known ones, None when no event of the year is known; unknown counts the others.
    """
    return [{"fiscal_year": year["fiscal_year"], **_held([year])} for year in scope.years if year["held"]]


def _held(spans: list[dict[str, Any]]) -> dict[str, Any]:
    held = _all(spans, "held")
    return {
        "held": held,
        "attendance": _known(spans, "attendance", "known"),
        "unknown": held - _all(spans, "known"),
    }


def events_by_month(scope: Scope) -> list[dict[str, Any]]:
    """Month after month without a gap: [{month, held, attendance, unknown, planned}]; attendance as by fiscal year,
    and 0 in a month without events. The twelve months of the fiscal year, or from the first month with an event to the
    last.
    """
    told = {month["month"]: month for month in scope.months if month["held"] or month["planned"]}
    if scope.filters.fiscal_year:
        months = dates.fiscal_year_months(scope.filters.fiscal_year)
    else:
        months = months_between(min(told), max(told)) if told else []
    return [
        {"month": month, **_held(those), "planned": _all(those, "planned")}
        for month in months
        for those in [[told[month]] if month in told else []]
    ]


def recent_events(scope: Scope, limit: int = 20) -> list[dict[str, Any]]:
    """The last held events, newest first: [{id, code, title, starts_on, ends_on, kind, province, attendance,
    approximate}]; attendance None is unknown."""
    names = ("id", "code", "title", "starts_on", "ends_on", "kind", "province", "attendance")
    return [
        {**{name: event[name] for name in names}, "approximate": bool(event["approximate"])}
        for event in scope.newest(limit)
    ]


def report(store: Store, filters: Filters) -> dict[str, Any]:
    """All numbers as one object, ready for JSON: version (of the register), filters, events, attendance, people,
    network, growth, coverage, by_fiscal_year. All of it is of one moment."""
    with store.reading() as rows:
        scope = Scope(rows, filters)
        [journal] = rows("select coalesce(max(number), 0) as version from journal")
        held = events(scope)
        return {
            "version": journal["version"],
            "filters": {**asdict(filters), "as_of": filters.as_of.isoformat()},
            "events": {"held": held.held, "planned": held.planned, "known": held.known, "unknown": held.unknown},
            "attendance": asdict(attendance(scope)),
            "people": asdict(people(scope)),
            "network": asdict(network(scope)),
            "growth": growth(scope),
            "coverage": coverage(scope),
            "by_fiscal_year": by_fiscal_year(scope),
        }
