"""Seats: what a programme promised, and how many of it were filled. Every page that tells of seats asks here.

A seat is filled by a person who was counted or named at a held event, once: of one event and category the larger of
the ledger's count and the named people; a person named at several events of the programme fills one seat. Nobody in
another category, and nobody who is known to have stayed away, fills one.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.areas import EVERY_PROVINCE, Area, divided, provinces_of
from db.attendance import EventNumbers, event_numbers, quoted
from db.choices import CATEGORY_OF_ROLE, Category
from db.filters import Filters
from db.records import Event, Programme, Target
from db.rows import record_of
from db.rules import Rows


@dataclass(frozen=True)
class Filled:
    """The seats of one category, each number in people; None is unknown.

    `counted`: the ledgers' lines of the category, of the `events - unknown` events that tell it; `named`: distinct
    people; `filled`: both together, each person once, at least that many while `unknown` is not 0.
    """

    category: Category
    target: int
    counted: int | None
    named: int
    filled: int | None
    events: int
    unknown: int

    @property
    def left(self) -> int | None:
        """Seats that nobody is known to have filled."""
        return None if self.filled is None else max(0, self.target - self.filled)

    @property
    def over(self) -> int:
        """People beyond the seats."""
        return max(0, (self.filled or 0) - self.target)

    @property
    def missing(self) -> int | None:
        """People who filled a seat and whose names are not known."""
        return None if self.filled is None else self.filled - self.named


@dataclass(frozen=True)
class Place:
    """The seats of one place in one category, and how many people are named who came from there: everyone is told in
    one place only, the smallest that still has a seat, or else the smallest there is."""

    serves: str
    category: Category
    target: int
    named: int


@dataclass(frozen=True)
class Seats:
    """The seats of a programme, or those of it that one event is for. `declared`: people as announced, whatever their
    category, of the events that announced it (None: none did)."""

    declared: int | None
    events: int
    categories: tuple[Filled, ...]
    places: tuple[Place, ...]

    @property
    def target(self) -> int:
        return sum(each.target for each in self.categories)

    @property
    def filled(self) -> int | None:
        """People on seats, none beyond them; None when that is unknown of every category."""
        known = [each for each in self.categories if each.filled is not None]
        return sum(each.target - (each.left or 0) for each in known) if known else None

    @property
    def over(self) -> int:
        return sum(each.over for each in self.categories)

    @property
    def unknown(self) -> int:
        """Events of which not every category is known."""
        return max((each.unknown for each in self.categories), default=0)


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
    people = _named(rows, events)
    announced = [each.declared for each in numbers.values() if each.declared is not None]
    promised = Counter[Category]()
    for target in targets:
        promised[target.category] += target.seats
    return Seats(
        declared=sum(announced) if announced else None,
        events=len(events),
        categories=tuple(
            _filled(category, promised[category], numbers, _complete(rows, events), len(people[category]))
            for category in Category
            if category in promised
        ),
        places=_places(targets, people, division),
    )


def _filled(
    category: Category, target: int, numbers: Mapping[str, EventNumbers], complete: set[str], named: int
) -> Filled:
    told = {id: each.by_category[category] for id, each in numbers.items()}
    counted = [each.counted for each in told.values() if each.counted is not None]
    known = sum(each.counted is not None or id in complete for id, each in told.items())
    # At each event the larger of the two, less those who are named at more than one.
    most = sum(max(each.counted or 0, each.named) for each in told.values())
    filled = most - (sum(each.named for each in told.values()) - named)
    return Filled(
        category=category,
        target=target,
        counted=sum(counted) if counted or not told else None,
        named=named,
        filled=filled if known or named or not told else None,
        events=len(told),
        unknown=len(told) - known,
    )


def _complete(rows: Rows, events: list[str]) -> set[str]:
    """Those of the events whose list of names is complete."""
    among, wanted = _among("id", events)
    return {row["id"] for row in rows(f"select id from events where list_complete = 1 and {among}", **wanted)}


def _named(rows: Rows, events: list[str]) -> dict[Category, dict[str, str | None]]:
    """The people named in each category at the events who are not known to be absent, with a province that they came
    from."""
    among, wanted = _among("event_id", events)
    found: dict[Category, dict[str, str | None]] = {}
    for category in Category:
        roles = quoted(role for role, of in CATEGORY_OF_ROLE.items() if of is category)
        named = rows(
            f"""select person_id, min(province) as province from participations
                where deleted is null and attended <> 'no' and role in ({roles}) and {among}
                group by person_id order by person_id""",
            **wanted,
        )
        found[category] = {row["person_id"]: row["province"] for row in named}
    return found


def _among(column: str, ids: list[str]) -> tuple[str, dict[str, str]]:
    """The condition that a column holds one of these ids, and its parameters."""
    wanted = {f"id_{place}": id for place, id in enumerate(ids)}
    return f"{column} in ({', '.join(f':{name}' for name in wanted)})" if wanted else "false", wanted


def _places(
    targets: list[Target], people: Mapping[Category, Mapping[str, str | None]], division: dict[str, list[Area]]
) -> tuple[Place, ...]:
    promised = Counter[tuple[str, Category]]()
    for target in targets:
        promised[target.serves, target.category] += target.seats
    held = {serves: provinces_of(division, serves) for serves, _category in promised}
    named = Counter[tuple[str, Category]]()
    for category, came in people.items():
        mine = sorted((len(held[serves]), serves) for serves, of in promised if of is category)
        for province in came.values():
            fitting = [
                (serves, category)
                for _size, serves in mine
                if province in held[serves] or (province is None and held[serves] == EVERY_PROVINCE)
            ]
            if fitting:
                named[next((place for place in fitting if named[place] < promised[place]), fitting[0])] += 1
    return tuple(
        Place(serves, category, seats, named[serves, category]) for (serves, category), seats in promised.items()
    )
