"""Small random registers full of what makes counting hard, for the tests of numbers."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from db.access import Actor
from db.choices import Attended, Category, CohortState, Kind, OrganisationType, Role, Standing, State
from db.records import (
    AreaMember,
    Cohort,
    Event,
    Headcount,
    Membership,
    Network,
    Organisation,
    Participation,
    Person,
    Post,
    Programme,
    Record,
    Scheme,
)
from db.store import Store, Writer

T = TypeVar("T")
NIDA = Actor("นิดา")
PROVINCES = ("10", "48", "50", "81", "90")
TYPES = (OrganisationType.MEDIA, OrganisationType.LOCAL)
ROLES = (Role.TRAINEE, Role.TRAINEE, Role.DELEGATE, Role.SPEAKER, Role.STAFF, Role.CHAIR)
SERVES = (None, None, "unknown", "country", "province:48", "area:region4:ใต้", "area:own:ก", "area:own:ข")
KINDS = (Kind.TRAINING, Kind.SEMINAR, Kind.FORUM, Kind.MEETING)
STATES = (State.HELD,) * 5 + (State.PLANNED, State.POSTPONED, State.CANCELLED)
# The ends of fiscal years and months, a leap day, the looks of the tests and the days around them.
DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        *(
            "2020-02-29",
            "2020-12-31",
            "2021-03-31",
            "2021-04-01",
            "2021-09-29",
            "2021-09-30",
            "2021-10-01",
            "2021-10-31",
        ),
        *(
            "2021-11-01",
            "2022-02-28",
            "2022-03-01",
            "2022-03-30",
            "2022-03-31",
            "2022-04-01",
            "2022-09-30",
            "2022-10-01",
        ),
        *("2023-02-28", "2024-02-29", "2025-01-01"),
    )
)


def fill(store: Store, random: Random, size: int = 8) -> None:
    """Write a register of about `size` people, then delete a few rows of each kind."""
    with store.writing(NIDA, "test") as w:
        _Builder(w, random, size).write()
    for kind in (Membership, Post, Participation, Headcount, AreaMember, Event, Person, Cohort, Programme):
        victims = [row for row in store.all(kind) if random.random() < 0.1 and not _referred(store, row)]
        with store.writing(NIDA, "test") as w:
            for victim in victims:
                w.delete(victim)


def _referred(store: Store, row: Record) -> bool:
    """A cohort or programme that events name cannot be deleted; seeded areas stay."""
    if isinstance(row, Cohort):
        return bool(store.all(Event, "cohort_id = :id", id=row.id))
    if isinstance(row, Programme):
        return bool(store.all(Event, "programme_id = :id", id=row.id))
    return isinstance(row, AreaMember) and row.id.startswith("scheme0")


class _Builder:
    def __init__(self, w: Writer, random: Random, size: int) -> None:
        self.w = w
        self.random = random
        self.size = size

    def one(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def maybe(self, choices: Sequence[T]) -> T | None:
        return self.one(choices) if self.random.random() < 0.7 else None

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def write(self) -> None:
        self.areas()
        self.offices = [
            self.w.add(Organisation(name=f"หน่วยงาน {n}", type=self.maybe(TYPES), province=self.maybe(PROVINCES)))
            for n in range(4)
        ]
        self.networks = [self.w.add(Network(name=f"เครือข่าย {n}")) for n in range(2)]
        self.people = [
            self.w.add(Person(given_name=f"คน {n}", province=self.maybe(PROVINCES))) for n in range(self.size)
        ]
        for person in self.people:
            self.posts(person)
            self.stays(person_id=person.id)
        for office in self.offices[:2]:
            self.stays(organisation_id=office.id)
        programmes = [self.w.add(Programme(name=f"โครงการ {n}")) for n in range(2)]
        self.cohorts = [
            self.w.add(
                Cohort(programme_id=one.id, number=n, serves=self.one(SERVES), state=self.one(list(CohortState)))
            )
            for one in programmes
            for n in (1, 2)
        ]
        for number in range(self.size):
            self.event(number, [*programmes, None])

    def areas(self) -> None:
        """A scheme of the agency's own, in which provinces move, overlap with themselves, or are in no area."""
        own = self.w.add(Scheme(key="own", name="ของหน่วยงาน", name_en="Own"))
        for province in PROVINCES[:4]:
            for area, position in (("ก", 2), ("ข", 1)):
                if self.chance(0.7):
                    self.w.add(
                        AreaMember(
                            scheme_id=own.id,
                            area=area,
                            area_en=area,
                            position=self.maybe((position,)),
                            province=province,
                            **self.span(),
                        )
                    )
        for area in "กข":  # each exists at least once, so that records may serve it
            self.w.add(AreaMember(scheme_id=own.id, area=area, area_en=area, province="90", starts_on=date(2030, 1, 1)))

    def span(self) -> dict[str, date | None]:
        first, last = sorted((self.one(DAYS), self.one(DAYS)))
        return {"starts_on": self.one((None, first, first)), "ends_on": self.one((None, last))}

    def posts(self, person: Person) -> None:
        for _ in range(self.one((0, 1, 1, 2, 3))):
            self.w.add(
                Post(
                    person_id=person.id,
                    organisation_id=self.maybe([office.id for office in self.offices]),
                    province=self.maybe(PROVINCES),
                    standing=self.one(list(Standing)),
                    **self.span(),
                )
            )

    def stays(self, **member: str) -> None:
        """Stays one after the other in one network, perhaps with another one beside them in a second."""
        days = sorted(self.random.sample(DAYS, 4))
        first = self.one((None, days[0]))
        if self.chance(0.8):
            again = self.chance(0.4)
            self.stay(0, first, days[1] if again or self.chance(0.4) else None, **member)
            if again:
                back = days[1] + timedelta(1) if self.chance(0.3) else days[2]
                self.stay(0, back, self.one((None, days[3])), **member)
        if self.chance(0.3):
            self.stay(1, self.one((None, days[1])), self.one((None, days[3])), **member)

    def stay(self, network: int, first: date | None, last: date | None, **member: str) -> None:
        self.w.add(Membership(network_id=self.networks[network].id, starts_on=first, ends_on=last, **member))

    def event(self, number: int, programmes: Sequence[Programme | None]) -> None:
        state, programme = self.one(STATES), self.one(programmes)
        cohorts = [cohort.id for cohort in self.cohorts if programme and cohort.programme_id == programme.id]
        event = self.w.add(
            Event(
                title=f"งาน {number}",
                starts_on=self.one(DAYS) if state is State.HELD else self.maybe(DAYS),
                kind=self.one(KINDS),
                state=state,
                province=self.maybe(PROVINCES),
                programme_id=programme.id if programme else None,
                cohort_id=self.maybe(cohorts) if cohorts else None,
                serves=self.one(SERVES),
                audience=tuple(kind for kind in TYPES if self.chance(0.5)),
                declared_total=self.one((None, None, None, 0, 7)),
                approximate=self.chance(0.4),
                list_complete=self.chance(0.4),
            )
        )
        for _ in range(self.one((0, 0, 1, 2, 3))):
            self.w.add(
                Headcount(
                    event_id=event.id,
                    category=self.one((Category.LEARNERS, Category.LEARNERS, Category.SPEAKERS)),
                    count=self.one((None, 0, 1, 3, 5, 9)),
                    area=self.one(SERVES),
                )
            )
        taken = set()
        for _ in range(self.one((0, 1, 3, 5))):
            person, role = self.one(self.people), self.one(ROLES)
            if (person.id, role) not in taken:
                taken.add((person.id, role))
                self.attend(event, person, role)

    def attend(self, event: Event, person: Person, role: Role) -> None:
        self.w.add(
            Participation(
                event_id=event.id,
                person_id=person.id,
                role=role,
                attended=self.one((Attended.YES, Attended.YES, Attended.NO, Attended.UNKNOWN)),
                organisation_id=self.maybe([office.id for office in self.offices]),
                province=self.maybe(PROVINCES),
            )
        )


def everything_asked(**choices: Sequence[Any]) -> list[dict[str, Any]]:
    """Every combination of the choices for filters; `area` is given as "scheme" or "scheme:area"."""
    found: list[dict[str, Any]] = [{}]
    for name, values in choices.items():
        found = [{**so_far, name: value} for so_far in found for value in values]
    for one in found:
        one["scheme"], _, area = (one.pop("area") or "").partition(":")
        one["scheme"], one["area"] = one["scheme"] or None, area or None
    return found
