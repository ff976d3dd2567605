"""The events of a made-up register: who came, how many were counted or declared, and how many nobody knows."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Any

from db.choices import Attended, Category, Kind, OrganisationType, Role, SessionKind, State
from db.made_up import BY_REGION, POSITIONS, TOPICS, YEARS, Country, home
from db.records import Appearance, Cohort, Event, FollowUp, Headcount, Participation, Record, Session
from thai import dates
from thai.places import Province

KINDS = (*[Kind.TRAINING] * 8, *[Kind.SEMINAR] * 4, *[Kind.FORUM] * 3, *[Kind.MEETING] * 3, Kind.BROADCAST, Kind.VISIT)
WORDS = {
    Kind.TRAINING: "อบรม",
    Kind.SEMINAR: "สัมมนา",
    Kind.FORUM: "เสวนา",
    Kind.MEETING: "ประชุม",
    Kind.BROADCAST: "ถ่ายทอดสด",
    Kind.VISIT: "ศึกษาดูงาน",
}
LEARNER = {Kind.TRAINING: Role.TRAINEE, Kind.SEMINAR: Role.DELEGATE, Kind.FORUM: Role.DELEGATE}
LEADING = (Role.CHAIR, Role.REPORTER, Role.SPEAKER, Role.SPEAKER, Role.SPEAKER, Role.MODERATOR, Role.STAFF, Role.MEDIA)
SMALL = 20
"""Up to so many people, nobody leads."""


class Events:
    """The events of a country whose people are made."""

    def __init__(self, country: Country) -> None:
        self._country = country

    @cached_property
    def sizes(self) -> list[int]:
        """How many participations each event has, 2 × people in all. Only events that took place have any."""
        country = self._country
        steps = list(
            accumulate(
                country.between(40, 120) if self._state(number) is State.HELD else 0 for number in range(country.events)
            )
        )
        ends = [2 * country.people * step // steps[-1] for step in steps]
        return [end - start for start, end in zip([0, *ends], ends, strict=False)]

    def event(self, number: int) -> Iterator[Record]:
        """The event with this number, from 0, and all that hangs on it."""
        country, size, state, kind = self._country, self.sizes[number], self._state(number), self._country.pick(KINDS)
        year = country.years[number % YEARS]
        programme_id, cohort = self._belongs(year)
        place = self._place(number, cohort)
        first = self._first_day(year, state)
        declared, counted, complete = self._told(number, state)
        event = country.new(
            Event,
            title=f"{WORDS[kind]}สมมติ {country.pick(TOPICS)} ครั้งที่ {number + 1}",
            starts_on=first,
            ends_on=first and self._last_day(first),
            starts_at="09:00" if country.chance(0.3) else None,
            kind=kind,
            state=state,
            province=None if country.chance(0.04) else place.code,
            venue=f"ห้องประชุมสมมติ {country.between(1, 9)}",
            organiser_id=country.office(place.code),
            programme_id=programme_id,
            cohort_id=cohort and cohort.id,
            serves=None if cohort else self._serves(place),
            audience=tuple(sorted(country.some(list(OrganisationType), country.pick((0, 1, 2, 4))))),
            declared_total=size + country.between(0, size) if declared else None,
            approximate=declared and country.chance(0.2),
            list_complete=complete,
        )
        yield event
        if counted is not None:
            yield from self._ledger(event, place, size, counted)
        came = list(self._participations(event, size))
        yield from came
        if state is State.HELD:
            yield from self._sessions(event, came)
            for task in range(1, 1 + country.pick((0, 0, 0, 1, 3))):
                yield country.new(FollowUp, event_id=event.id, number=task, task=f"งานสมมติที่ {task}")

    def _state(self, number: int) -> State:
        """By the number, so that it is known before the event is made. Half of the last year is still planned."""
        if number % YEARS == YEARS - 1 and number // YEARS % 2:
            return State.PLANNED
        if number % 23 == 11:
            return State.POSTPONED
        return State.CANCELLED if number % 29 == 17 else State.HELD

    def _belongs(self, year: int) -> tuple[str | None, Cohort | None]:
        """A programme of the year and the next of its cohorts, or neither, or no cohort."""
        country = self._country
        if country.chance(0.4):
            return None, None
        programme_id = country.pick(country.programmes[year])
        waiting = country.cohorts[programme_id]
        return programme_id, waiting.pop(0) if waiting else None

    def _place(self, number: int, cohort: Cohort | None) -> Province:
        """Where an event is: in its cohort's area if it has one, else after its number, province by province."""
        if cohort is None or cohort.serves is None:
            return home(number, self._country.events)
        _, division, area = cohort.serves.split(":")
        return self._country.pick([each for each in BY_REGION if getattr(each, division) == area])

    def _serves(self, place: Province) -> str | None:
        if self._country.chance(0.02):
            return "country"
        here = f"province:{place.code}"
        return self._country.pick(
            (here, here, None, "unknown", f"area:region4:{place.region4}", f"area:region6:{place.region6}")
        )

    def _first_day(self, year: int, state: State) -> date | None:
        """A day of the fiscal year: in its first half in the last one, in the second or none yet when planned."""
        country, days = self._country, dates.fiscal_year_days(year)
        if state is State.PLANNED:
            return None if country.chance(0.3) else days.last - timedelta(country.between(0, 150))
        return days.first + timedelta(country.between(0, 180 if year == country.years[-1] else days.length - 1))

    def _last_day(self, first: date) -> date | None:
        days = self._country.pick((None, 0, 0, 1, 1, 2))
        return None if days is None else first + timedelta(days)

    def _told(self, number: int, state: State) -> tuple[bool, bool | None, bool]:
        """What is told of the headcount: a declared total; a ledger, all of it known or not, or None; a complete list.

        One event in five tells of none that counts.
        """
        country = self._country
        if state is not State.HELD:
            return False, None, False
        if (number + number // YEARS) % 5 == 3:
            return False, country.pick((None, False)), False
        declared, counted = country.pick(((True, True), (True, True), (True, None), (False, True), (False, None)))
        return declared, counted, not (declared or counted) or country.chance(0.1)

    def _ledger(self, event: Event, place: Province, size: int, known: bool) -> Iterator[Headcount]:
        """The learners in one to three lines, then some of the others. Unless all is known, the first is not."""
        country = self._country
        areas = (None, "unknown", f"province:{place.code}", f"area:region4:{place.region4}", event.serves)
        lines: list[dict[str, Any]] = []
        for line in range(1, 1 + country.between(1, 3)):
            if country.chance(0.3):
                counts = {"units": country.between(2, 20), "per_unit": country.between(1, 5)}
            else:
                counts = {"count": country.between(size // 4, size)}
            label, area = f"ผู้เข้ารับการอบรมสมมติ {line}", country.pick(areas)
            lines.append({"category": Category.LEARNERS, "label": label, "area": area, **counts})
        for category in (Category.SPEAKERS, Category.ORGANISERS, Category.GUESTS_MEDIA, Category.OTHER):
            if country.chance(0.5):
                lines.append({"category": category, "count": country.between(1, 15)})
        if not known:
            lines[0] = {"category": Category.LEARNERS, "label": lines[0]["label"]}
        for position, values in enumerate(lines, 1):
            yield country.new(Headcount, event_id=event.id, position=position, **values)

    def _participations(self, event: Event, size: int) -> Iterator[Participation]:
        """`size` of them; where that is more than the people, or by chance, the first take part in a second role."""
        country = self._country
        learner = LEARNER.get(event.kind, Role.PARTICIPANT)
        for place, (person, again) in enumerate(self._drawn(event.province, size)):
            role = Role.GUEST if again else LEADING[place] if place < len(LEADING) and size > SMALL else learner
            drawn = country.between(1, 100)
            yield country.new(
                Participation,
                event_id=event.id,
                person_id=country.person(person),
                role=role,
                attended=Attended.YES if drawn <= 88 else Attended.NO if drawn <= 94 else Attended.UNKNOWN,
                position=country.pick(POSITIONS),
                organisation_id=country.office_of[person],
                province=None if country.chance(0.08) else country.province_of(person),
            )

    def _drawn(self, province: str | None, size: int) -> list[tuple[int, bool]]:
        """Who takes part: the place among the people, and whether for the second time.

        Mostly those of the province, or of the region when the province has few.
        """
        country = self._country
        once = min(size - (size > SMALL and country.chance(0.3)), country.people)
        around = country.around(province) if province and country.chance(0.9) else []
        enough = (pool for pool in around if once <= len(pool) // 2)
        people = country.some(next(enough, range(country.people)), once)
        return [(person, False) for person in people] + [(person, True) for person in people[: size - once]]

    def _sessions(self, event: Event, came: list[Participation]) -> Iterator[Record]:
        """A topic for each speaker."""
        country = self._country
        for number, speaker in enumerate((each for each in came if each.role is Role.SPEAKER), 1):
            session = country.new(
                Session,
                event_id=event.id,
                kind=country.pick((SessionKind.LECTURE, SessionKind.SPECIAL, SessionKind.WORKSHOP)),
                number=number,
                topic=f"หัวข้อสมมติ {country.pick(TOPICS)}",
            )
            yield session
            yield country.new(Appearance, session_id=session.id, participation_id=speaker.id)
