"""The offices, networks, programmes and people of a made-up register, drawn by chance from a seed. Nothing is real.

Every draw comes from one random.Random; nothing depends on the day, on the order of a set, or on the machine.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from random import Random
from typing import Any, TypeVar

from db.choices import Category, CohortState, Consent, OrganisationType, Standing
from db.examples import Ids
from db.records import Cohort, Membership, Network, Organisation, Person, Post, Programme, Record, Target
from db.rows import R
from thai import dates
from thai.places import PROVINCES, Province

T = TypeVar("T")

YEARS = 10
PEOPLE_PER_EVENT = 40
PROGRAMMES_PER_YEAR = 12
BANGKOK = "10"

FIRST = ("กม", "ขวัญ", "จิต", "ชล", "ดา", "ทิพ", "ธน", "นภ", "บุญ", "ปรี", "พร", "มณ", "รัต", "วิ", "ศิ", "สม", "อร", "อัม")
SECOND = ("กร", "ชา", "ดี", "ทอง", "นันท์", "พงศ์", "พันธ์", "มาศ", "ยา", "รัตน์", "ลักษณ์", "วรรณ", "ศรี", "สิทธิ์", "อร")
FAMILY = ("ตัวอย่าง", "สมมติ")
TITLES = ("นาย", "นาง", "นางสาว", "ดร.", "ร.ต.อ.", None)
POSITIONS = ("นักประชาสัมพันธ์", "เจ้าหน้าที่ประชาสัมพันธ์", "หัวหน้าฝ่าย", "ผู้สื่อข่าว", "ผู้ประสานงาน", "ผู้อำนวยการ", None)
TOPICS = ("การเขียนข่าว", "สื่อดิจิทัล", "การสื่อสารในภาวะวิกฤต", "การสร้างเครือข่าย", "การพูดในที่ชุมชน", "ข่าวลวง")
NETWORKS = ("เครือข่ายประชาสัมพันธ์สมมติ", "เครือข่ายสื่อชุมชนสมมติ", "เครือข่ายวิทยากรสมมติ", "เครือข่ายเยาวชนสมมติ")
OFFICES = {
    OrganisationType.MEDIA: "สถานีวิทยุสมมติ",
    OrganisationType.CENTRAL: "กรมสมมติ",
    OrganisationType.REGIONAL: "สำนักงานจังหวัดสมมติ",
    OrganisationType.LOCAL: "เทศบาลสมมติ",
    OrganisationType.STATE_ENTERPRISE: "การไฟฟ้าสมมติ",
    OrganisationType.INDEPENDENT: "สำนักงานอิสระสมมติ",
    OrganisationType.EDUCATION: "วิทยาลัยสมมติ",
    OrganisationType.PRIVATE: "บริษัทสมมติ",
    OrganisationType.CIVIL: "สมาคมสมมติ",
    OrganisationType.FREELANCE: "กลุ่มนักประชาสัมพันธ์สมมติ",
    OrganisationType.OTHER: "ชมรมสมมติ",
    None: "หน่วยงานสมมติ",
}
TYPES = tuple(OFFICES)
HEADS = 2 * len(TYPES)
DIVISIONS = ("region4", "region6")
BY_REGION = tuple(sorted(PROVINCES, key=lambda each: (each.region4, each.code)))
"""The order in which people are made up: those of a region stand together, so that they can be drawn from."""
SHARES = (0, *accumulate(6 if each.code == BANGKOK else 1 + int(each.code) % 3 for each in BY_REGION))
"""Where the people of each province begin, and at last where they end, counted in shares."""
CODES = [each.code for each in BY_REGION]


def home(place: int, all_: int) -> Province:
    """The province of one of so many people or events: they follow one another as the provinces do."""
    return BY_REGION[bisect(SHARES, place * SHARES[-1] // all_) - 1]


class Country:
    """The frame of a made-up register and its people, and the chance that all else is drawn from."""

    def __init__(self, ids: Ids, people: int, seed: int, until: int) -> None:
        self.people = people
        self.events = max(1, people // PEOPLE_PER_EVENT)
        self.years = range(until - YEARS + 1, until + 1)
        self.offices: dict[str, list[str]] = {}
        self.programmes: dict[int, list[str]] = {year: [] for year in self.years}
        self.cohorts: dict[str, list[Cohort]] = {}
        """The cohorts of each programme that events are still to tell of."""
        self.office_of: list[str | None] = []
        self._ids = ids
        self._made: dict[type[Record], int] = {}
        self._heads: list[Organisation] = []
        self._random = Random(seed)
        self._first = dates.fiscal_year_days(self.years[0]).first.toordinal()
        self._last = dates.fiscal_year_days(until).last.toordinal()

    # Drawing

    def new(self, kind: type[R], /, **values: Any) -> R:
        number = self._made[kind] = self._made.get(kind, 0) + 1
        return kind(id=self._ids.of(kind, number), **values)

    def person(self, place: int) -> str:
        """The id of the person made at this place, from 0."""
        return self._ids.of(Person, place + 1)

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self._random.random() * len(choices))]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        return self._random.sample(choices, count)

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def between(self, first: int, last: int) -> int:
        return first + int(self._random.random() * (last - first + 1))

    def somewhere(self) -> Province:
        """A province, the likelier the more people it has."""
        return BY_REGION[bisect(SHARES, self._random.random() * SHARES[-1]) - 1]

    def office(self, province: str) -> str:
        """An organisation of the province, or of the capital when it has none."""
        return self.pick(self.offices.get(province) or self.offices[BANGKOK])

    def _day(self, first: int) -> int:
        """A day since `first`, the later the likelier: the register grows."""
        return max(self.between(first, self._last), self.between(first, self._last))

    # The frame

    def heads(self) -> list[Organisation]:
        """The first organisations, which others are part of: two of every type."""
        self._heads = [self._organisation(place) for place in range(HEADS)]
        return self._heads

    def frame(self) -> Iterator[Record]:
        """All other organisations, the networks and the organisations in them, the programmes and their cohorts."""
        offices = [self._organisation(place) for place in range(HEADS, min(20_000, max(HEADS, self.people // 10)))]
        yield from offices
        networks = [self.new(Network, name=name, owner_id=self.pick(self._heads).id) for name in NETWORKS]
        yield from networks
        for office in (*self._heads, *offices):
            if self.chance(0.3):
                yield from self._stays(self.pick(networks).id, organisation_id=office.id)
        for year in self.years:
            for place in range(max(1, min(PROGRAMMES_PER_YEAR, self.events // YEARS // 8))):
                yield from self._programme(year, place, networks)

    def _organisation(self, place: int) -> Organisation:
        type_ = TYPES[place % len(TYPES)]
        province = BANGKOK if type_ is OrganisationType.CENTRAL else self.somewhere().code
        office = self.new(
            Organisation,
            name=f"{OFFICES[type_]} {place + 1}",
            type=type_,
            province=None if self.chance(0.04) else province,
            parent_id=self.pick(self._heads).id if place >= HEADS and self.chance(0.3) else None,
            telephone=f"0 0000 {place % 10_000:04} ต่อ {self.between(1, 99)}" if self.chance(0.5) else None,
        )
        self.offices.setdefault(province, []).append(office.id)
        return office

    def _programme(self, year: int, place: int, networks: list[Network]) -> Iterator[Record]:
        programme = self.new(
            Programme,
            name=f"โครงการสมมติ {self.pick(TOPICS)} ชุดที่ {place + 1}",
            owner_id=self.office(BANGKOK),
            fiscal_year=year,
            network_id=self.pick(networks).id if self.chance(0.5) else None,
        )
        yield programme
        self.programmes[year].append(programme.id)
        self.cohorts[programme.id] = []
        division, last = self.pick(DIVISIONS), dates.fiscal_year_days(year).last
        for number, area in enumerate(dict.fromkeys(getattr(each, division) for each in PROVINCES), 1):
            serves = f"area:{division}:{area}"
            cohort = self.new(
                Cohort,
                programme_id=programme.id,
                number=number,
                serves=serves,
                state=self.pick(list(CohortState)),
                due_on=last if year == self.years[-1] else None,
            )
            yield cohort
            yield self.new(Target, programme_id=programme.id, serves=serves, category=Category.LEARNERS, seats=40)
            if self.chance(0.7):
                self.cohorts[programme.id].append(cohort)

    # People

    def province_of(self, place: int) -> str:
        """The code of the province in which the person at this place lives."""
        return home(place, self.people).code

    def around(self, province: str) -> list[range]:
        """The places of the people in a province, and in its region."""
        at = CODES.index(province)
        regions = [each.region4 for each in BY_REGION]
        first = regions.index(regions[at])
        return [self._between_shares(at, at + 1), self._between_shares(first, first + regions.count(regions[at]))]

    def _between_shares(self, first: int, end: int) -> range:
        return range(*(-(-SHARES[edge] * self.people // SHARES[-1]) for edge in (first, end)))

    def somebody(self, place: int) -> Iterator[Record]:
        """The person at this place, with posts and memberships."""
        province = self.province_of(place)
        office = self.office(province) if self.chance(0.9) else None
        self.office_of.append(office)
        person = self.new(
            Person,
            title=self.pick(TITLES),
            given_name=self.pick(FIRST) + self.pick(SECOND),
            family_name=f"{self.pick(FAMILY)}{self.pick(FIRST)}{self.pick(SECOND)}",
            province=None if self.chance(0.04) else province,
            telephone=f"0 0000 {place % 10_000:04}" if self.chance(0.4) else None,
            consent=self.pick(list(Consent)),
        )
        yield person
        if office:
            yield from self._posts(person.id, office)
        if self.chance(0.6):
            yield from self._stays(self._network(1, 2), person_id=person.id)
            if self.chance(0.15):
                yield from self._stays(self._network(3, 4), person_id=person.id)

    def _network(self, first: int, last: int) -> str:
        return self._ids.of(Network, self.between(first, last))

    def _posts(self, person_id: str, office: str) -> Iterator[Post]:
        """The post of today; before it, for some, one elsewhere; beside it, for a few, an acting one."""
        start = None if self.chance(0.5) else self._day(self._first)
        since = start and date.fromordinal(start)
        if start and self.chance(0.25):
            elsewhere = self.somewhere().code
            yield self.new(
                Post,
                person_id=person_id,
                organisation_id=self.office(elsewhere),
                position=self.pick(POSITIONS),
                province=elsewhere,
                standing=Standing.FORMER,
                ends_on=None if self.chance(0.2) else date.fromordinal(start - self.between(1, 60)),
            )
        yield self.new(
            Post,
            person_id=person_id,
            organisation_id=office,
            position=self.pick(POSITIONS),
            province=self.somewhere().code if self.chance(0.05) else None,
            starts_on=since,
        )
        if self.chance(0.03):
            yield self.new(
                Post,
                person_id=person_id,
                organisation_id=self.office(BANGKOK),
                position=self.pick(POSITIONS),
                standing=Standing.ACTING,
                starts_on=since,
                ends_on=start and date.fromordinal(self.between(start, start + 400)),
            )

    def _stays(self, network_id: str, **member: str) -> Iterator[Membership]:
        """A stay in a network, for some since an unknown day; some leave, and some of those come back."""
        start = None if self.chance(0.1) else self._day(self._first)
        while start is None or start <= self._last:
            leaves = self._day(start or self._first) if self.chance(0.25) else None
            yield self.new(
                Membership,
                network_id=network_id,
                starts_on=start and date.fromordinal(start),
                ends_on=leaves and date.fromordinal(leaves),
                **member,
            )
            if leaves is None or not self.chance(0.3):
                return
            start = leaves + (1 if self.chance(0.2) else self.between(2, 700))
