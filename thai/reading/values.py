"""What is read out of an announcement: every value with the words that it came from and how sure it is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from thai.dates import Days, fiscal_year

T = TypeVar("T")


class Sure(StrEnum):
    """How sure a value is. A guess waits for a click; the others may be filled in."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, and where it stands: `pasted[start:end]` are its words in the text as it was pasted."""

    value: T
    start: int
    end: int
    sure: Sure


@dataclass(frozen=True, slots=True)
class PersonRead:
    """Somebody in one role (chair, reporter, speaker, guest …). The name has its title: "นายสมชาย ใจดี"."""

    name: Found[str]
    role: Found[str]
    position: Found[str] | None = None
    organisation: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class HeadcountRead:
    """A line of the ledger; units × per_unit = count where a rate is stated.

    `category`: learners, speakers, organisers, guests_media or other.
    """

    label: Found[str]
    category: str
    count: Found[int]
    units: int | None = None
    per_unit: int | None = None


@dataclass(frozen=True, slots=True)
class SessionRead:
    """A topic and the names of its speakers, as the people of the event have them; `kind`: lecture, panel, special or
    workshop."""

    topic: Found[str]
    kind: str
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupRead:
    """A working group: its number and its topic."""

    number: int
    topic: Found[str]


@dataclass(frozen=True, slots=True)
class CohortRead:
    """A cohort of the programme as stated: its area, and whether it was held. None: not stated."""

    number: Found[int]
    area: Found[str] | None = None
    held: bool | None = None


@dataclass(frozen=True, slots=True)
class FollowupRead:
    """A recommendation; its number where the text numbers it."""

    number: int | None
    text: Found[str]


@dataclass(frozen=True, slots=True)
class EventRead:
    """One event. None and () mean that the text does not state it.

    `province` is a code of `thai.places`; `area` the name of one of the four regions; times are "09:00"; `kind` is
    training, seminar, forum, meeting, broadcast or visit; `approximate` says that the total is so ("กว่า 200 คน").
    """

    days: Found[Days] | None = None
    title: Found[str] | None = None
    kind: Found[str] | None = None
    starts_at: Found[str] | None = None
    ends_at: Found[str] | None = None
    venue: Found[str] | None = None
    district: Found[str] | None = None
    province: Found[str] | None = None
    organiser: Found[str] | None = None
    programme: Found[str] | None = None
    cohort: Found[int] | None = None
    area: Found[str] | None = None
    declared_total: Found[int] | None = None
    approximate: bool = False
    provinces_served: Found[int] | None = None
    headcounts: tuple[HeadcountRead, ...] = ()
    people: tuple[PersonRead, ...] = ()
    sessions: tuple[SessionRead, ...] = ()
    groups: tuple[GroupRead, ...] = ()
    audience: tuple[Found[str], ...] = ()
    telephone: Found[str] | None = None
    links: tuple[Found[str], ...] = ()

    @property
    def fiscal_year(self) -> int | None:
        """The fiscal year of the first day, if a day is stated."""
        return fiscal_year(self.days.value.first) if self.days else None

    @property
    def chair(self) -> PersonRead | None:
        """Who opened or led it, if the text says."""
        return next((person for person in self.people if person.role.value == "chair"), None)


@dataclass(frozen=True, slots=True)
class Announcement:
    """All that one text tells; nothing at all if it tells of no event."""

    events: tuple[EventRead, ...] = ()
    cohorts: tuple[CohortRead, ...] = ()
    followups: tuple[FollowupRead, ...] = ()
