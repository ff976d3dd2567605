"""An event that is in the register already: recognised in what was read, and what of it is new."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz

from db import entry, event_view
from db.announcement_form import PERSON, Part, key_of, parts
from db.preview import Row
from db.records import Event
from db.refusals import Refused
from db.rows import record_of
from db.rules import Rows
from db.typed import Typed, parse_total
from thai import places, text
from thai.reading.values import (
    Announcement,
    CohortRead,
    FollowupRead,
    GroupRead,
    HeadcountRead,
    PersonRead,
    SessionRead,
)

ALIKE = 85
WHOLE_TITLE = 15
"""Letters from which on a title that stands inside another is the same one."""


class Why(StrEnum):
    """By what an event was recognised: it keeps this very text; its title or its venue is the same. By its venue alone,
    with nobody who was there, somebody has to say."""

    TEXT = "text"
    TITLE = "title"
    VENUE = "venue"


@dataclass(frozen=True)
class Recognised:
    """The event that the text may tell of. `sure`: it is to be completed unless somebody says otherwise."""

    event: Event
    why: Why
    sure: bool


# With "a.text = :text", SQLite would write :text for a.text before it too, and no longer look in the index of lengths.
_THIS_TEXT = "length(a.text) = length(:text) and a.text between :text and :text"


def recognised(rows: Rows, told: Announcement, at: int, raw: object, pasted: str) -> Recognised | None:
    """The live event that the form `raw` of the event number `at` describes, or None.

    It is on one of the same days, and its title is alike or it is in the same province at the same venue; or it is the
    only event of this very text. A title that differs in a number, or an event in another province, is another one
    unless the titles are the same to the letter; then somebody has to say, as where nothing but the venue is the same.
    The same venue and province and somebody who was there are enough, if no number in the titles differs.
    """
    typed = Typed(raw)
    title, days = typed.line("title"), typed.days("when")
    province, venue = typed.province("province"), text.search_key(typed.line("venue"))
    kept = keeping(rows, pasted)
    found: list[Recognised] = []
    for row in rows(
        f"""select * from events where deleted is null
           and ((starts_on <= :last and coalesce(ends_on, starts_on) >= :first)
                or id in (select a.event_id from announcements a where a.deleted is null and {_THIS_TEXT}))
           order by rowid""",
        first=days.first.isoformat() if days else "",
        last=days.last.isoformat() if days else "",
        text=_normalised(pasted),
    ):
        event = record_of(Event, row)
        apart = bool(province and event.province and province != event.province)
        if event.id in kept and (alike(title, event.title) or len(told.events) == len(kept) == 1):
            found.append(Recognised(event, Why.TEXT, True))
        elif event.id in kept or not days:
            continue
        elif text.search_key(title) == text.search_key(event.title) or (alike(title, event.title) and not apart):
            found.append(Recognised(event, Why.TITLE, not apart))
        elif venue and venue == text.search_key(event.venue or "") and not apart:
            same = province is not None and province == event.province and not _another_number(title, event.title)
            found.append(Recognised(event, Why.VENUE, same and _there(rows, event, told, at)))
    return min(found, key=lambda one: list(Why).index(one.why), default=None)


def _there(rows: Rows, event: Event, told: Announcement, at: int) -> bool:
    """Whether somebody of this name was at the event."""
    names = {key_of(person.name.value) for person in told.events[at].people}
    there = rows(
        """select p.search_key from participations a join people p on p.id = a.person_id
           where a.deleted is null and p.deleted is null and a.event_id = :event""",
        event=event.id,
    )
    return any(row["search_key"] in names for row in there)


def _another_number(one: str, other: str) -> bool:
    mine, theirs = text.search_key(one), text.search_key(other)
    return bool(mine) and _numbers(mine) != _numbers(theirs)


def keeping(rows: Rows, pasted: str) -> set[str]:
    """The ids of the live events that keep this very text."""
    found = rows(
        f"""select a.event_id from announcements a join events e on e.id = a.event_id
            where a.deleted is null and e.deleted is null and {_THIS_TEXT}""",
        text=_normalised(pasted),
    )
    return {row["event_id"] for row in found}


def _normalised(pasted: str) -> str:
    try:
        return text.normalise_lines(pasted)
    except text.BadText:
        return ""


def alike(one: str, other: str) -> bool:
    """Whether two titles name one event: nearly the same letters, or one inside the other, and the same numbers."""
    mine, theirs = text.search_key(one), text.search_key(other)
    if not mine or not theirs or _numbers(mine) != _numbers(theirs):
        return False
    inside = min(len(mine), len(theirs)) >= WHOLE_TITLE and (mine in theirs or theirs in mine)
    return inside or fuzz.ratio(mine, theirs) >= ALIKE


def _numbers(key: str) -> list[str]:
    return re.findall("[0-9]+", key)


@dataclass(frozen=True)
class Difference:
    """A field of which the text says `new` and the register `old` ("" or []: it does not say). As a form has them."""

    field: str
    old: Any
    new: Any

    @property
    def lacking(self) -> bool:
        return not self.old

    @property
    def tick(self) -> str:
        """The field of the form in which the new value is taken (True) or left."""
        return f"take.{self.field}"

    def taken(self, raw: Mapping[str, Any]) -> bool:
        """Whether it is taken: what the register lacks unless somebody unticked it, what differs only if ticked."""
        return bool(raw.get(self.tick, self.lacking))


def differences(rows: Rows, event: Event, raw: Mapping[str, Any]) -> list[Difference]:
    """The fields in which the form says something that the register does not, or says otherwise."""
    old = entry.raw_of(rows, event)
    found = []
    for name in (*entry.SHOWN, *entry.MORE):
        new = raw.get(name)
        if not new or name in ("state", "cohort_serves"):
            continue
        if name == "audience":
            new = [*old[name], *(one for one in new if one not in old[name])]
        if not _same(name, old[name], new):
            found.append(Difference(name, old[name], new))
    return found


def _same(name: str, old: Any, new: Any) -> bool:
    if old == new or not old:
        return bool(old == new)
    if name == "when":
        return Typed({"": old}).days("") == Typed({"": new}).days("")
    if name == "province":
        return places.find(old) == places.find(new)
    if name == "total":
        try:
            return parse_total(old) == parse_total(new)
        except Refused:
            return False
    if name == "notes":
        return text.search_key(new) in text.search_key(old)
    if name in ("title", "venue", "organiser", "programme"):
        return text.search_key(old) == text.search_key(new)
    return False


def merged(raw: Mapping[str, Any], old: Mapping[str, Any], taken: list[Difference]) -> dict[str, Any]:
    """The event's form with what was taken put in; what is new with it is confirmed as in `raw`."""
    new = {one.field: f"{one.old}\n{one.new}".strip() if one.field == "notes" else one.new for one in taken}
    return {**old, **new, **{name: raw.get(name, "") for name in ("new_organisation", "cohort_serves")}, "same": True}


def new_parts(
    rows: Rows, event: Event, told: Announcement, at: int, who: Mapping[str, Row], programme: str | None
) -> dict[str, Part]:
    """The parts of the event number `at` that the event in the register does not have yet. `who` as `people` says."""
    view = event_view.view(rows, event.id)
    assert view is not None
    there = {(one.participation.person_id, one.participation.role.value) for one in view.people}
    person_of = {key_of(part.name.value): who[name] for name, part in _people(told, at).items() if name in who}
    lines = [(line.category.value, line.count, line.label or "") for line in view.lines]
    topics = [topic.session.topic for topic in view.topics]
    tasks = [one.task for one in view.follow_ups]
    cohorts = {
        row["number"]
        for row in rows("select number from cohorts where deleted is null and programme_id = :id", id=programme)
    }

    def has(part: Part) -> bool:
        match part:
            case HeadcountRead():
                return any(
                    (category, count) == (part.category, part.count.value) and alike(label, part.label.value)
                    for category, count, label in lines
                )
            case PersonRead():
                row = person_of[key_of(part.name.value)]
                return bool(row.person and (row.person.id, part.role.value) in there)
            case SessionRead() | GroupRead():
                return any(alike(topic, part.topic.value) for topic in topics)
            case CohortRead():
                return part.number.value in cohorts
            case FollowupRead():
                return any(alike(task, part.text.value) for task in tasks)

    return {name: part for name, part in parts(told, at).items() if not has(part)}


def _people(told: Announcement, at: int) -> dict[str, PersonRead]:
    return {f"{PERSON}.{place}": person for place, person in enumerate(told.events[at].people)}
