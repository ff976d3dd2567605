"""What was read from an announcement, put into the event form: its fields, and the parts that can each be left out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from db import matching, naming
from db.areas import COUNTRY, EVERY_PROVINCE
from db.choices import OrganisationType
from db.entry import BLANK, province_name
from db.matching import titles_differ
from db.pasted import Line
from db.preview import Kind, Row, understood
from db.refusals import Problem
from db.rules import Rows
from thai import dates, names, text
from thai.reading.values import (
    Announcement,
    CohortRead,
    EventRead,
    FollowupRead,
    Found,
    GroupRead,
    HeadcountRead,
    PersonRead,
    SessionRead,
    Sure,
)
from thai.words import N_

Part: TypeAlias = HeadcountRead | PersonRead | SessionRead | GroupRead | CohortRead | FollowupRead
LINE, PERSON, SESSION, GROUP, COHORT, TASK = "line", "person", "session", "group", "cohort", "task"

AUDIENCES = (
    (OrganisationType.FREELANCE, ("นักประชาสัมพันธ์อิสระ", "freelance")),
    (OrganisationType.MEDIA, ("สื่อ", "media", "press")),
    (OrganisationType.REGIONAL, ("ภูมิภาค", "regional")),
    (OrganisationType.LOCAL, ("ท้องถิ่น", "local")),
    (OrganisationType.STATE_ENTERPRISE, ("รัฐวิสาหกิจ", "state enterprise")),
    (OrganisationType.INDEPENDENT, ("องค์กรอิสระ",)),
    (OrganisationType.EDUCATION, ("สถานศึกษา", "สถาบันการศึกษา", "โรงเรียน", "มหาวิทยาลัย", "school", "university")),
    (OrganisationType.PRIVATE, ("เอกชน", "private")),
    (OrganisationType.CIVIL, ("ประชาสังคม", "มูลนิธิ", "สมาคม", "civil")),
    (OrganisationType.CENTRAL, ("ส่วนกลาง", "กระทรวง", "กรม", "central")),
)
"""The types of organisation that a text calls its audience; the first whose word stands in what it says."""


@dataclass(frozen=True)
class Filled:
    """A field's value as a person would type it, and the words of the text that it came from."""

    value: Any
    start: int
    end: int
    sure: Sure

    @property
    def guess(self) -> bool:
        return self.sure is Sure.GUESS


def fields(told: Announcement, at: int) -> dict[str, Filled]:
    """The fields of the event form that the text tells of its event number `at`, guesses among them."""
    event = told.events[at]
    total = event.declared_total
    found = {
        "title": _as(event.title),
        "when": _as(event.days, dates.short(event.days.value)) if event.days else None,
        "kind": _as(event.kind),
        "at": _as(event.starts_at),
        "venue": _as(event.venue),
        "province": _as(event.province, province_name(event.province.value)) if event.province else None,
        "organiser": _as(event.organiser),
        "programme": _programme(event),
        "cohort_serves": _area(event) if event.cohort else None,
        "serves": _serves(event),
        "total": _as(total, f"{'ประมาณ ' * event.approximate}{total.value}") if total else None,
        "audience": _audience(event),
        "source_url": _as(next(iter(event.links), None)),
        "notes": _as(event.telephone, f"โทร. {event.telephone.value}") if event.telephone else None,
    }
    return {name: one for name, one in found.items() if one}


def _as(found: Found[Any] | None, value: Any = None) -> Filled | None:
    if found is None:
        return None
    return Filled(found.value if value is None else value, found.start, found.end, found.sure)


def _programme(event: EventRead) -> Filled | None:
    """The programme with the cohort, as sure as the less sure of both."""
    if event.programme is None:
        return None
    number = event.cohort if event.cohort and event.cohort.sure is not Sure.GUESS else None
    return _as(event.programme, naming.with_cohort(event.programme.value, number.value if number else None))


def _area(event: EventRead) -> Filled | None:
    return _as(event.area, f"area:region4:{event.area.value}") if event.area else None


def _serves(event: EventRead) -> Filled | None:
    """For whom it is, where no cohort can say so; its own province is no more than a guess."""
    if event.provinces_served and event.provinces_served.value == len(EVERY_PROVINCE):
        return _as(event.provinces_served, COUNTRY)
    if event.area:
        return None if event.programme and event.cohort else _area(event)
    if event.province is None:
        return None
    found = _as(event.province, f"province:{event.province.value}")
    return replace(found, sure=Sure.GUESS) if found else None


def area_of(event: EventRead, line: HeadcountRead) -> str | None:
    """Where those of a ledger's line come from: a rate for each of all provinces is the whole country's."""
    served = event.provinces_served
    everywhere = served is not None and served.sure is not Sure.GUESS and served.value == len(EVERY_PROVINCE)
    return COUNTRY if everywhere and line.units == len(EVERY_PROVINCE) else None


def _audience(event: EventRead) -> Filled | None:
    sure = [one for one in event.audience if one.sure is not Sure.GUESS]
    kinds = {kind for one in sure if (kind := _audience_type(one.value))}
    if not kinds:
        return None
    return Filled(
        [kind.value for kind in OrganisationType if kind in kinds],
        min(one.start for one in sure),
        max(one.end for one in sure),
        Sure.LIKELY,
    )


def _audience_type(written: str) -> OrganisationType | None:
    words = written.casefold()
    return next((kind for kind, known in AUDIENCES if any(word in words for word in known)), None)


def parts(told: Announcement, at: int) -> dict[str, Part]:
    """All that comes with the event number `at`, each under the name of its tick ("person.0").

    What a text states once for all its events (other cohorts, recommendations) comes with the first that can have it.
    """
    event = told.events[at]
    with_cohorts = next((place for place, one in enumerate(told.events) if one.cohort), 0)
    number = event.cohort.value if event.cohort else None
    others = [one for one in told.cohorts if one.number.value != number] if at == with_cohorts else []
    every: tuple[tuple[str, tuple[Part, ...]], ...] = (
        (LINE, event.headcounts),
        (PERSON, event.people),
        (SESSION, event.sessions),
        (GROUP, event.groups),
        (COHORT, tuple(others)),
        (TASK, told.followups if at == 0 else ()),
    )
    return {f"{kind}.{place}": one for kind, group in every for place, one in enumerate(group)}


def words_of(part: Part) -> Found[Any]:
    """What a part is known by: the words of the text that it stands in, and how sure it is."""
    match part:
        case HeadcountRead():
            return part.count
        case PersonRead():
            return part.name if part.role.sure is not Sure.GUESS else replace(part.name, sure=Sure.GUESS)
        case SessionRead() | GroupRead():
            return part.topic
        case CohortRead():
            return part.number
        case FollowupRead():
            return part.text


def filled(rows: Rows, told: Announcement, at: int) -> dict[str, Any]:
    """The form of the event number `at` as it is shown first: what is no guess is filled in, and a tick at each part.

    An organiser that is not in the register yet is confirmed as new; the form says so, and asks when one is near it.
    """
    found = {name: one.value for name, one in fields(told, at).items() if not one.guess}
    organiser = found.get("organiser", "")
    known = rows(
        "select 1 from organisations where deleted is null and search_key = :key limit 1",
        key=text.search_key(organiser),
    )
    new = "" if known else organiser
    ticks = {name: words_of(part).sure is not Sure.GUESS for name, part in parts(told, at).items()}
    return BLANK | {"into": ""} | found | {"new_organisation": new} | ticks


def people(
    rows: Rows, told: Announcement, at: int, raw: Mapping[str, Any], here: frozenset[str] = frozenset()
) -> dict[str, Row]:
    """Whom of the register each person of the event number `at` is, by the name of the person's first tick.

    Somebody with two roles is one person. `raw` has a choice ("who.0": a person's id or "new") where one was made.
    Where none was: somebody of the same name is the one meant if they are among `here` (ids of those who were at the
    other events of this text, or at the one that is completed), or hold the very position that the text gives.
    """
    lines = {}
    for place, person in enumerate(told.events[at].people):
        name, key = names.split(person.name.value), key_of(person.name.value)
        if key not in lines:
            lines[key] = Line(
                key=f"{PERSON}.{place}",
                number=place + 1,
                raw=person.name.value,
                name=name,
                position=_stated(person.position),
                organisation=_stated(person.organisation),
                problem=None if name.given else Problem("", N_("There is no name on this line.")),
            )
    choices = {line.key: choice for line in lines.values() if isinstance(choice := raw.get(who(line.key)), str)}
    found = understood(rows, list(lines.values()), {key: one for key, one in choices.items() if one})
    return {row.line.key: _meant(row, here) for row in found}


def who(key: str) -> str:
    """The field in which it is chosen who a person is."""
    return key.replace(PERSON, "who")


def key_of(written: str) -> str:
    """What two mentions of one person have in common: the name without its title."""
    name = names.split(written)
    return text.search_key(f"{name.given}{name.family}")


def _stated(found: Found[str] | None) -> str:
    return found.value if found and found.sure is not Sure.GUESS else ""


def _meant(row: Row, here: frozenset[str]) -> Row:
    if row.kind is not Kind.ASK:
        return row
    key = matching.key_of(row.line)
    same = [
        one.person
        for one in row.candidates
        if one.person.search_key == key and not titles_differ(row.line.name.title, one.person.title)
    ]
    position = text.search_key(row.line.position)
    for likely in (
        [one for one in same if one.id in here],
        [one for one in same if position and text.search_key(one.position) == position],
    ):
        if len(likely) == 1:
            return replace(row, kind=Kind.KNOWN, person=likely[0])
    return row
