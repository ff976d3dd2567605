"""What is kept: every record, its fields, their labels and their rules, declared once.

Forms, the data dictionary (docs/data.md), refusals and the store all read these declarations. A field's `title` is its
label, `description` its help, `examples` what a person may write. Every text is normalised on the way in.
"""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator
from ulid import ULID

from db.choices import (
    Attended,
    Category,
    CohortState,
    Consent,
    Kind,
    OrganisationType,
    Role,
    SessionKind,
    Standing,
    State,
)
from db.fields import (
    MOST_PEOPLE,
    AreaName,
    Count,
    Day,
    FiscalYear,
    Id,
    Line,
    Lines,
    Link,
    Name,
    Number,
    PlaceServed,
    ProvinceCode,
    Serves,
    Telephone,
    Text,
    TimeOfDay,
    Title,
    refuse,
)
from thai import dates, text
from thai.words import N_


def new_id() -> str:
    """A ULID: 26 letters and digits, unique for ever. Order by the journal's number, not by it."""
    return str(ULID())


@dataclass(frozen=True)
class Ref:
    """This field holds the id of a row in `table`. An owned row is a part of that one and is deleted with it."""

    table: str
    owned: bool = False


class Record(BaseModel):
    """One row. `rev` counts its changes from 1; `deleted` is the batch that marked it as deleted, or None."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: ClassVar[str]
    thai: ClassVar[str]
    """The record's name in Thai, as the data dictionary gives it."""

    id: Id = Field(default_factory=new_id)
    rev: int = 0
    deleted: int | None = None

    @classmethod
    def refs(cls) -> dict[str, Ref]:
        """The fields that hold another row's id."""
        return _REFS[cls]


def _refs(cls: type[Record]) -> dict[str, Ref]:
    return {name: meta for name, field in cls.model_fields.items() for meta in field.metadata if isinstance(meta, Ref)}


class Programme(Record):
    """A planned series of events."""

    table: ClassVar[str] = "programmes"
    thai: ClassVar[str] = "โครงการ"

    name: Name = Field(title=N_("Programme"), examples=["อบรมประชาสัมพันธ์จังหวัด 2569"])
    owner_id: Annotated[Id | None, Ref("organisations")] = Field(None, title=N_("Owner"))
    fiscal_year: FiscalYear = Field(None, title=N_("Fiscal year"), examples=[2569])
    objectives: Lines = Field(None, title=N_("Objectives"))
    network_id: Annotated[Id | None, Ref("networks")] = Field(
        None, title=N_("Network that participants join"), description=N_("Offered first when people are added.")
    )


class Cohort(Record):
    """One planned round of a programme; `state` says what is known where no event tells."""

    table: ClassVar[str] = "cohorts"
    thai: ClassVar[str] = "รุ่น"

    programme_id: Annotated[Id, Ref("programmes", owned=True)] = Field(title=N_("Programme"))
    number: Annotated[int, Field(strict=True, ge=1, le=10_000)] = Field(title=N_("Cohort"), examples=[4])
    serves: Serves = Field(None, title=N_("For whom"), examples=["area:region4:เหนือ"])
    state: CohortState = Field(CohortState.UNKNOWN, title=N_("State"))
    due_on: Day = Field(
        None,
        title=N_("Planned until"),
        description=N_("The last day on which it is to be held; of a month, its last."),
        examples=["2022-03-31"],
    )


class Target(Record):
    """Seats that a programme promises to people of one place: in one category, under one label."""

    table: ClassVar[str] = "targets"
    thai: ClassVar[str] = "เป้าหมาย"

    programme_id: Annotated[Id, Ref("programmes", owned=True)] = Field(title=N_("Programme"))
    serves: PlaceServed = Field(title=N_("For whom"), examples=["province:48"])
    category: Category = Field(Category.LEARNERS, title=N_("Category"))
    label: Line = Field(None, title=N_("As written"), examples=["ผู้แทนจังหวัด"])
    seats: Annotated[int, Field(strict=True, ge=0, le=MOST_PEOPLE)] = Field(title=N_("Seats"), examples=[4])


class Event(Record):
    """One thing that is planned, held, postponed or cancelled."""

    table: ClassVar[str] = "events"
    thai: ClassVar[str] = "กิจกรรม"

    code: Annotated[str | None, Field(max_length=20)] = Field(
        None, title=N_("Code"), description=N_("Given at the first save; never changes."), examples=["65-0012"]
    )
    title: Title = Field(title=N_("Title"), examples=["อบรมนักประชาสัมพันธ์ รุ่นที่ 4"])
    starts_on: Day = Field(None, title=N_("First day"), examples=["2022-03-24"])
    ends_on: Day = Field(None, title=N_("Last day"), examples=["2022-03-25"])
    starts_at: TimeOfDay = Field(None, title=N_("Time"), examples=["09:00"])
    kind: Kind = Field(Kind.TRAINING, title=N_("Kind"))
    state: State = Field(State.HELD, title=N_("State"))
    province: ProvinceCode = Field(None, title=N_("Province"), examples=["48"])
    venue: Line = Field(None, title=N_("Venue"), examples=["ห้องประชุม 1"])
    organiser_id: Annotated[Id | None, Ref("organisations")] = Field(None, title=N_("Organiser"))
    programme_id: Annotated[Id | None, Ref("programmes")] = Field(None, title=N_("Programme"))
    cohort_id: Annotated[Id | None, Ref("cohorts")] = Field(None, title=N_("Cohort"))
    serves: Serves = Field(
        None, title=N_("For whom"), description=N_("The area that the event is for; by default its cohort's.")
    )
    audience: Annotated[tuple[OrganisationType, ...], Field(max_length=20)] = Field((), title=N_("Audience"))
    declared_total: Count = Field(None, title=N_("People, as announced"), examples=[427])
    approximate: bool = Field(False, title=N_("Approximate"))
    list_complete: bool = Field(False, title=N_("The list of names is complete"))
    source_url: Link = Field(None, title=N_("Source link"), examples=["https://agency.example/news/1"])
    notes: Lines = Field(None, title=N_("Notes"))

    @model_validator(mode="after")
    def _days(self) -> Self:
        if self.ends_on and not self.starts_on:
            raise refuse(N_("Give the first day too."))
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise refuse(N_("The last day is before the first."))
        if self.state is State.HELD and not self.starts_on:
            raise refuse(N_("When was it held? Without a day it is only planned."))
        return self

    @computed_field  # type: ignore[prop-decorator]
    @property
    def month(self) -> str | None:
        return self.starts_on.isoformat()[:7] if self.starts_on else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def fiscal_year(self) -> int | None:
        return dates.fiscal_year(self.starts_on) if self.starts_on else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def search_key(self) -> str:
        return text.search_key(f"{self.title} {self.venue or ''}")


class Headcount(Record):
    """One line of an event's ledger. `count` is None while nobody knows; it is never guessed."""

    table: ClassVar[str] = "headcounts"
    thai: ClassVar[str] = "จำนวนผู้เข้าร่วม"

    event_id: Annotated[Id, Ref("events", owned=True)] = Field(title=N_("Event"))
    category: Category = Field(title=N_("Category"))
    label: Line = Field(None, title=N_("As written"), examples=["ผู้แทนจังหวัด"])
    units: Count = Field(None, title=N_("Units"), examples=[77])
    per_unit: Count = Field(None, title=N_("Each"), examples=[4])
    count: Count = Field(None, title=N_("Count"), examples=[308])
    area: Serves = Field(None, title=N_("Area"))
    position: Number = Field(None, title=N_("Order"))

    @model_validator(mode="before")
    @classmethod
    def _multiply(cls, values: Any) -> Any:
        """Fill the count in from units × rate when only those are given."""
        if isinstance(values, dict) and values.get("count") is None:
            units, rate = values.get("units"), values.get("per_unit")
            if type(units) is int and type(rate) is int:
                return {**values, "count": units * rate}
        return values

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.units is not None and self.per_unit is not None and self.units * self.per_unit != self.count:
            raise refuse(
                N_("{units} × {rate} is {product}, not {count}."),
                units=self.units,
                rate=self.per_unit,
                product=self.units * self.per_unit,
                count=self.count,
            )
        return self


class Session(Record):
    """A topic inside an event, or a working group with its number and outcome."""

    table: ClassVar[str] = "sessions"
    thai: ClassVar[str] = "หัวข้อ"

    event_id: Annotated[Id, Ref("events", owned=True)] = Field(title=N_("Event"))
    kind: SessionKind = Field(SessionKind.LECTURE, title=N_("Kind"))
    number: Number = Field(None, title=N_("Number"), description=N_("The order, or the working group's number."))
    topic: Title = Field(title=N_("Topic"))
    outcome: Lines = Field(None, title=N_("Outcome"))


class Participation(Record):
    """One person at one event in one role, with position, organisation and province as of the event."""

    table: ClassVar[str] = "participations"
    thai: ClassVar[str] = "การเข้าร่วม"

    event_id: Annotated[Id, Ref("events", owned=True)] = Field(title=N_("Event"))
    person_id: Annotated[Id, Ref("people", owned=True)] = Field(title=N_("Person"))
    role: Role = Field(title=N_("Role"))
    attended: Attended = Field(Attended.YES, title=N_("Attended"))
    position: Line = Field(None, title=N_("Position"))
    organisation_id: Annotated[Id | None, Ref("organisations")] = Field(None, title=N_("Organisation"))
    province: ProvinceCode = Field(None, title=N_("Province"))


class Appearance(Record):
    """A participation in a session: a panel has several, a speaker with three topics has three."""

    table: ClassVar[str] = "appearances"
    thai: ClassVar[str] = "วิทยากรของหัวข้อ"

    session_id: Annotated[Id, Ref("sessions", owned=True)] = Field(title=N_("Topic"))
    participation_id: Annotated[Id, Ref("participations", owned=True)] = Field(title=N_("Speaker"))


class FollowUp(Record):
    """A recommendation or task that an event, or one of its working groups, leaves behind."""

    table: ClassVar[str] = "follow_ups"
    thai: ClassVar[str] = "งานติดตาม"

    event_id: Annotated[Id, Ref("events", owned=True)] = Field(title=N_("Event"))
    session_id: Annotated[Id | None, Ref("sessions", owned=True)] = Field(None, title=N_("Working group"))
    number: Number = Field(None, title=N_("Number"))
    task: Title = Field(title=N_("What to do"))
    owner: Line = Field(None, title=N_("Who"))
    due_on: Day = Field(None, title=N_("By when"))
    done_on: Day = Field(None, title=N_("Done on"))


class Announcement(Record):
    """The text of an announcement from which an event was read, as it was pasted."""

    table: ClassVar[str] = "announcements"
    thai: ClassVar[str] = "ประกาศข่าว"

    event_id: Annotated[Id, Ref("events", owned=True)] = Field(title=N_("Event"))
    text: Text = Field(title=N_("Text of the announcement"))


class Organisation(Record):
    """An office, company, school or group."""

    table: ClassVar[str] = "organisations"
    thai: ClassVar[str] = "หน่วยงาน"

    name: Name = Field(title=N_("Organisation"), examples=["สำนักงานประชาสัมพันธ์จังหวัดลำปาง"])
    type: OrganisationType | None = Field(None, title=N_("Organisation type"))
    province: ProvinceCode = Field(None, title=N_("Province"))
    parent_id: Annotated[Id | None, Ref("organisations")] = Field(None, title=N_("Part of"))
    telephone: Telephone = Field(None, title=N_("Telephone"), examples=["0 2618 2323 ต่อ 1504"])

    @computed_field  # type: ignore[prop-decorator]
    @property
    def search_key(self) -> str:
        return text.search_key(self.name)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def sort_key(self) -> str:
        return text.sort_key(self.name)


class Person(Record):
    """A person. Title or rank stands apart from the name; a telephone is text and keeps its zero."""

    table: ClassVar[str] = "people"
    thai: ClassVar[str] = "บุคคล"

    title: Line = Field(None, title=N_("Title or rank"), examples=["นาง", "พล.ต.ต."])
    given_name: Name = Field(title=N_("Given name"), examples=["สมหญิง"])
    family_name: Line = Field(None, title=N_("Family name"), examples=["ตัวอย่าง"])
    province: ProvinceCode = Field(None, title=N_("Province"))
    telephone: Telephone = Field(None, title=N_("Telephone"), examples=["054 000 111 ต่อ 15"])
    email: Line = Field(None, title=N_("E-mail"))
    contact: Line = Field(None, title=N_("Other contact"), examples=["LINE: saan"])
    consent: Consent = Field(Consent.UNKNOWN, title=N_("Consent to keep contact data"))
    notes: Lines = Field(None, title=N_("Notes"))

    @computed_field  # type: ignore[prop-decorator]
    @property
    def search_key(self) -> str:
        return text.search_key(f"{self.given_name}{self.family_name or ''}")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def sort_key(self) -> str:
        return text.sort_key(f"{self.given_name} {self.family_name or ''}")


class Post(Record):
    """A person's position at an organisation, with dates where they are known."""

    table: ClassVar[str] = "posts"
    thai: ClassVar[str] = "ตำแหน่ง"

    person_id: Annotated[Id, Ref("people", owned=True)] = Field(title=N_("Person"))
    organisation_id: Annotated[Id | None, Ref("organisations")] = Field(None, title=N_("Organisation"))
    position: Line = Field(None, title=N_("Position"), examples=["นักประชาสัมพันธ์ชำนาญการ"])
    province: ProvinceCode = Field(
        None, title=N_("Province"), description=N_("Where the person works in this post, if not their own province.")
    )
    standing: Standing = Field(Standing.CURRENT, title=N_("Standing"))
    starts_on: Day = Field(None, title=N_("From"))
    ends_on: Day = Field(None, title=N_("Until"))

    @model_validator(mode="after")
    def _days(self) -> Self:
        _in_order(self)
        return self


class Network(Record):
    """A network that the agency keeps."""

    table: ClassVar[str] = "networks"
    thai: ClassVar[str] = "เครือข่าย"

    name: Name = Field(title=N_("Network"), examples=["เครือข่ายประชาสัมพันธ์จังหวัด"])
    owner_id: Annotated[Id | None, Ref("organisations")] = Field(None, title=N_("Owner"))


class Membership(Record):
    """A person or an organisation in a network, from a day (or unknown) until its last day (or still)."""

    table: ClassVar[str] = "memberships"
    thai: ClassVar[str] = "สมาชิกเครือข่าย"

    network_id: Annotated[Id, Ref("networks", owned=True)] = Field(title=N_("Network"))
    person_id: Annotated[Id | None, Ref("people", owned=True)] = Field(None, title=N_("Person"))
    organisation_id: Annotated[Id | None, Ref("organisations", owned=True)] = Field(None, title=N_("Organisation"))
    starts_on: Day = Field(None, title=N_("Joined on"), description=N_("Empty: a member, since an unknown day."))
    ends_on: Day = Field(None, title=N_("Last day as a member"))

    @model_validator(mode="after")
    def _rules(self) -> Self:
        if (self.person_id is None) == (self.organisation_id is None):
            raise refuse(N_("A member is a person or an organisation."))
        _in_order(self)
        return self


class Scheme(Record):
    """A way to divide the country. `key` names it in addresses and commands."""

    table: ClassVar[str] = "schemes"
    thai: ClassVar[str] = "เขตพื้นที่"

    key: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,30}$")] = Field(title=N_("Key"), examples=["region4"])
    name: Name = Field(title=N_("Scheme"), examples=["4 ภาค"])
    name_en: Name = Field(title=N_("Name in English"), examples=["4 regions"])


class AreaMember(Record):
    """One province in one area of a scheme, from a day (None: since ever) until its last day (None: still); without a
    province, that there is this area."""

    table: ClassVar[str] = "area_members"
    thai: ClassVar[str] = "จังหวัดในเขต"

    scheme_id: Annotated[Id, Ref("schemes", owned=True)] = Field(title=N_("Scheme"))
    area: AreaName = Field(title=N_("Area"), examples=["เหนือ"])
    area_en: Name = Field(title=N_("Name in English"), examples=["North"])
    position: Number = Field(None, title=N_("Order"))
    province: ProvinceCode = Field(
        None, title=N_("Province"), description=N_("Empty: the area is there, its provinces are not known yet.")
    )
    starts_on: Day = Field(None, title=N_("From"))
    ends_on: Day = Field(None, title=N_("Until"))

    @model_validator(mode="after")
    def _days(self) -> Self:
        _in_order(self)
        return self


def _in_order(record: Post | Membership | AreaMember) -> None:
    if record.starts_on and record.ends_on and record.ends_on < record.starts_on:
        raise refuse(N_("The last day is before the first."))


RECORDS: tuple[type[Record], ...] = (
    Organisation,
    Network,
    Programme,
    Cohort,
    Event,
    Headcount,
    Session,
    Person,
    Participation,
    Appearance,
    FollowUp,
    Announcement,
    Post,
    Membership,
    Scheme,
    AreaMember,
    Target,
)
"""Every record, each after those that it refers to."""

BY_TABLE: dict[str, type[Record]] = {record.table: record for record in RECORDS}
_REFS: dict[type[Record], dict[str, Ref]] = {record: _refs(record) for record in RECORDS}
CHILDREN: dict[str, list[tuple[type[Record], str, bool]]] = {
    table: [
        (record, field, ref.owned) for record in RECORDS for field, ref in record.refs().items() if ref.table == table
    ]
    for table in BY_TABLE
}
"""For each table, the records that refer to it: (record, its field, whether it is owned)."""
