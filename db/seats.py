"""Seats: what a programme promised, and how many of it were filled. Every page that tells of seats asks here.

A seat is filled by a person who was counted or named at a held event, once: of one event, category and place the larger
of the ledger's count and the people named from there; a person named at several events of the programme fills one seat.
Nobody in another category, nobody from another place, and nobody who is known to have stayed away, fills one. People
come from their province, or a ledger line's area, or else from the area that the event is for; those of whom that says
too little to tell their place may fill what is left where they can be from.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.areas import EVERY_PROVINCE, Area, divided, provinces_of
from db.attendance import EventNumbers, event_numbers
from db.choices import CATEGORY_OF_ROLE, Attended, Category
from db.filters import Filters
from db.records import Event, Programme, Target
from db.rows import among, record_of
from db.rules import Rows
from db.scope import Scope
from db.seating import Crowd, Origin


@dataclass(frozen=True)
class Filled:
    """The seats of one category (None: of all of them), each number in people; None is unknown.

    `counted`: the ledgers' lines of the category, of the `events - unknown` events that tell it; `named`: distinct
    people; `came`: both together, each person once; `filled`: those of them on a seat, never more than `target`, and of
    these `unplaced` from a place that is not known. `came` and `filled` are the least while `unknown` is not 0.
    """

    category: Category | None
    target: int
    counted: int | None
    named: int
    came: int | None
    filled: int | None
    unplaced: int
    events: int
    unknown: int

    @property
    def left(self) -> int | None:
        """Seats that nobody is known to have filled."""
        return None if self.filled is None else self.target - self.filled

    @property
    def over(self) -> int:
        """People without a seat: beyond those of their place, or from where there is none."""
        return (self.came or 0) - (self.filled or 0)

    @property
    def missing(self) -> int | None:
        """People who came and whose names are not known."""
        return None if self.came is None else self.came - self.named


@dataclass(frozen=True)
class Place:
    """The seats of one place in one category, in people. Everyone is told in the smallest place that they are surely
    from: `came` and, of these, `named`. `filled`: on its seats, at times by people of a smaller place inside it that is
    full; None while `unknown` events may have filled them and nobody is known to have."""

    serves: str
    category: Category
    target: int
    came: int
    named: int
    filled: int | None
    unknown: int


@dataclass(frozen=True)
class Seats:
    """The seats of a programme, those of it that one event is for, or those of several programmes: the places' filled
    seats and the `unplaced` of the categories add up to `filled`. `declared`: people as announced, whatever their
    category, of the events that announced it (None: none did). `unknown`: the events of which not every category is
    known."""

    declared: int | None
    events: int
    unknown: int
    categories: tuple[Filled, ...]
    places: tuple[Place, ...]

    @property
    def total(self) -> Filled:
        """The categories together: whoever came in two of them has two seats."""
        return _sum(None, self.categories, self.events, self.unknown)


@dataclass(frozen=True)
class Promised:
    """The seats of several `programmes` together, as `promised` says; None: all of them are `without` a target."""

    seats: Seats | None
    programmes: int
    without: int


def promised(scope: Scope) -> Promised:
    """The seats of all programmes of the fiscal year (without one: of every programme) on the day `as_of`, added up:
    whoever came to two programmes has a seat in each, and what is unknown of one is left out of the sum and said. No
    other filter narrows them."""
    found = scope.ask(
        f"""select p.*, exists (select 1 from targets t where t.programme_id = p.id and t.deleted is null) as aimed
            from programmes p
            where p.deleted is null and {"p.fiscal_year = :fiscal_year" if scope.filters.fiscal_year else "true"}
            order by p.name, p.id"""
    )
    aimed = [record_of(Programme, row) for row in found if row["aimed"]]
    each_one = [of_programme(scope.rows, programme, scope.filters.as_of) for programme in aimed]
    return Promised(_together([one for one in each_one if one]), len(found), len(found) - len(aimed))


def _together(all: list[Seats]) -> Seats | None:
    """The seats of programmes, whose events are not the same, as one."""
    if not all:
        return None
    categories: dict[Category | None, list[Filled]] = {}
    places: dict[tuple[str, Category], list[Place]] = {}
    for one in all:
        for filled in one.categories:
            categories.setdefault(filled.category, []).append(filled)
        for place in one.places:
            places.setdefault((place.serves, place.category), []).append(place)
    return Seats(
        declared=_known(one.declared for one in all),
        events=sum(one.events for one in all),
        unknown=sum(one.unknown for one in all),
        categories=tuple(
            _sum(category, those, sum(each.events for each in those), sum(each.unknown for each in those))
            for category in Category
            if (those := categories.get(category))
        ),
        places=tuple(
            Place(
                serves=serves,
                category=category,
                target=sum(each.target for each in those),
                came=sum(each.came for each in those),
                named=sum(each.named for each in those),
                filled=_known(each.filled for each in those),
                unknown=sum(each.unknown for each in those),
            )
            for (serves, category), those in places.items()
        ),
    )


def _sum(category: Category | None, all: Sequence[Filled], events: int, unknown: int) -> Filled:
    """Several as one, of so many events, and so many that are unknown; what is unknown of all of them is unknown."""
    return Filled(
        category=category,
        target=sum(each.target for each in all),
        counted=_known(each.counted for each in all),
        named=sum(each.named for each in all),
        came=_known(each.came for each in all),
        filled=_known(each.filled for each in all),
        unplaced=sum(each.unplaced for each in all),
        events=events,
        unknown=unknown,
    )


def _known(numbers: Iterable[int | None]) -> int | None:
    """What is known of them added up; None when nothing is."""
    known = [each for each in numbers if each is not None]
    return sum(known) if known else None


def of_programme(rows: Rows, programme: Programme, day: date) -> Seats | None:
    """The seats of a programme, filled by its events that were held by `day`; None when it has no targets."""
    targets = _targets(rows, programme.id)
    events = rows(
        """select id from events
           where deleted is null and programme_id = :id and state = 'held' and starts_on <= :day
           order by starts_on, id""",
        id=programme.id,
        day=day.isoformat(),
    )
    last = min(day, Filters(fiscal_year=programme.fiscal_year).last) if programme.fiscal_year else day
    return _seats(rows, targets, [row["id"] for row in events], divided(rows, last))


def of_event(rows: Rows, event: Event, serves: str | None, day: date) -> Seats | None:
    """The seats of the event's programme in places inside the area that the event `serves`, filled by this event alone.

    None when the programme has no targets there, nobody said for whom the event is, or it was not held yet.
    """
    division = divided(rows, event.starts_on or day)
    inside = provinces_of(division, serves)
    targets = [
        target
        for target in _targets(rows, event.programme_id)
        if provinces_of(division, target.serves) and provinces_of(division, target.serves) <= inside
    ]
    held = event.state == "held" and event.starts_on is not None and event.starts_on <= day
    return _seats(rows, targets, [event.id], division) if held else None


def _targets(rows: Rows, programme: str | None) -> list[Target]:
    found = rows(
        "select * from targets where deleted is null and programme_id = :programme order by rowid", programme=programme
    )
    return [record_of(Target, row) for row in found]


def _seats(rows: Rows, targets: list[Target], events: list[str], division: dict[str, list[Area]]) -> Seats | None:
    if not targets:
        return None
    numbers = event_numbers(rows, events)
    promised: dict[Category, Counter[str]] = {}
    for target in targets:
        promised.setdefault(target.category, Counter())[target.serves] += target.seats
    told = _told(rows, events, division)
    found = [
        _category(category, promised[category], division, numbers, told)
        for category in Category
        if category in promised
    ]
    places = {(place.serves, place.category): place for _filled, those, _unknown in found for place in those}
    return Seats(
        declared=_known(each.declared for each in numbers.values()),
        events=len(events),
        unknown=len({id for _filled, _those, unknown in found for id in unknown}),
        categories=tuple(filled for filled, _those, _unknown in found),
        places=tuple(places[key] for key in dict.fromkeys((target.serves, target.category) for target in targets)),
    )


@dataclass(frozen=True)
class _Told:
    """What events tell of people's places: whom each is for, its ledger's lines, its people of each category, and
    where each person came from. `complete`: those whose list of names is."""

    serves: Mapping[str, Origin]
    complete: frozenset[str]
    lines: Mapping[tuple[str, Category], list[tuple[Origin, int]]]
    people: Mapping[tuple[str, Category], frozenset[str]]
    origins: Mapping[str, Origin]


def _told(rows: Rows, events: list[str], division: dict[str, list[Area]]) -> _Told:
    found = among(
        rows,
        events,
        """select e.id, coalesce(e.serves, c.serves) as serves, e.list_complete
           from events e left join cohorts c on c.id = e.cohort_id where e.id in (select id from asked)""",
    )
    serves = {row["id"]: provinces_of(division, row["serves"]) or EVERY_PROVINCE for row in found}
    lines: dict[tuple[str, Category], list[tuple[Origin, int]]] = {}
    for row in among(
        rows,
        events,
        """select event_id, category, area, count from headcounts
           where deleted is null and count is not null and event_id in (select id from asked)""",
    ):
        area = provinces_of(division, row["area"]) or EVERY_PROVINCE if row["area"] else serves[row["event_id"]]
        lines.setdefault((row["event_id"], row["category"]), []).append((area, row["count"]))
    people: dict[tuple[str, Category], set[str]] = {}
    origins: dict[str, Origin] = {}
    for row in sorted(among(rows, events, _NAMED, absent=Attended.NO.value), key=_surest):
        category = CATEGORY_OF_ROLE[row["role"]]
        if category:
            people.setdefault((row["event_id"], category), set()).add(row["person_id"])
        origins.setdefault(
            row["person_id"], frozenset({row["province"]}) if row["province"] else serves[row["event_id"]]
        )
    return _Told(
        serves=serves,
        complete=frozenset(row["id"] for row in found if row["list_complete"]),
        lines=lines,
        people={key: frozenset(those) for key, those in people.items()},
        origins=origins,
    )


_NAMED = """select event_id, person_id, role, province from participations
    where deleted is null and attended <> :absent and event_id in (select id from asked)"""


def _surest(row: Mapping[str, Any]) -> tuple[bool, str, str]:
    """First the rows that say a province."""
    return row["province"] is None, row["province"] or "", row["event_id"]


def _category(
    category: Category,
    promised: Counter[str],
    division: dict[str, list[Area]],
    numbers: Mapping[str, EventNumbers],
    told: _Told,
) -> tuple[Filled, list[Place], list[str]]:
    """The seats of a category, whole and place by place; and the events of which it is not known."""
    by_event = {id: each.by_category[category] for id, each in numbers.items()}
    counted = [each.counted for each in by_event.values() if each.counted is not None]
    unknown = [id for id, each in by_event.items() if each.counted is None and id not in told.complete]
    held = {serves: provinces_of(division, serves) for serves in sorted(promised)}
    crowd = Crowd(held)
    for id, each in by_event.items():
        lines = told.lines.get((id, category), []) if each.counted is not None else []
        crowd.join(lines, {person: told.origins[person] for person in told.people.get((id, category), ())})
    on, unplaced = crowd.seated(promised)
    named = len(crowd.named)
    nothing = bool(by_event) and len(unknown) == len(by_event) and not named
    maybe = {serves: sum(not those.isdisjoint(told.serves[id]) for id in unknown) for serves, those in held.items()}
    filled = Filled(
        category=category,
        target=sum(promised.values()),
        counted=sum(counted) if counted or not by_event else None,
        named=named,
        came=None if nothing else crowd.size,
        filled=None if nothing else sum(on.values()) + unplaced,
        unplaced=unplaced,
        events=len(by_event),
        unknown=len(unknown),
    )
    places = [
        Place(
            serves=serves,
            category=category,
            target=seats,
            came=crowd.came[serves],
            named=sum(crowd.place(origin) == serves for origin in crowd.named.values()),
            filled=None if maybe[serves] and not on[serves] else on[serves],
            unknown=maybe[serves],
        )
        for serves, seats in promised.items()
    ]
    return filled, places, unknown
