"""What was read from an announcement, as plain data with the keys of a clerk's record, and in a few lines."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from db.choices import Role
from db.refusals import Refused
from thai import announcements, dates, places
from thai.reading.values import Announcement, EventRead, Found, Sure
from thai.words import N_, translate

T = TypeVar("T")

_PRIVATE = "\ue000-\uf6ff\uf71b-\uf8ff\U000f0000-\U0010fffd"
# A private sign that stands alone is the bullet of some font, and no letter of a word.
_LOST = re.compile(rf"[\0\ufffd-\uffff]|(?<=\S)[{_PRIVATE}]|[{_PRIVATE}](?=\S)")
MOST_LOST = 100
"""Of so many letters one may be lost; a text with more can't be trusted to say anything."""


def lost(text: str) -> int:
    """How many letters of the text are none that anybody can read: a file's font did not say which they are."""
    return sum(1 for _letter in _LOST.finditer(text))


def read(text: str) -> Announcement:
    """What the text tells, as `thai.announcements.read`; where letters are lost, all of it is a guess.

    Refused at "text" if it is too long, or more than one letter in a hundred is lost.
    """
    missing = lost(text)
    if missing * MOST_LOST > len(text) - sum(map(str.isspace, text)):
        raise Refused("text", N_("Too many letters of this text can't be read. Type it, or paste it from elsewhere."))
    try:
        told = announcements.read(text)
    except announcements.TooLong as too_long:
        raise Refused("text", too_long.message) from None
    return _guessed(told) if missing else told


def _guessed(told: T) -> T:
    """The same with every value no more than a guess."""
    if isinstance(told, tuple):
        return tuple(_guessed(one) for one in told)  # type: ignore[return-value]
    if not is_dataclass(told) or isinstance(told, type):
        return told
    if isinstance(told, Found):
        return replace(told, sure=Sure.GUESS)
    return replace(told, **{one.name: _guessed(getattr(told, one.name)) for one in fields(told)})


ROLES = {role.value: role.label for role in Role}


def _plain(found: Found[Any] | None) -> Any:
    return found.value if found else None


def _event(event: EventRead) -> dict[str, Any]:
    fields = {
        "title": event.title,
        "days": event.days,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "venue": event.venue,
        "district": event.district,
        "province": event.province,
        "organiser": event.organiser,
        "programme": event.programme,
        "cohort": event.cohort,
        "area": event.area,
        "declared_total": event.declared_total,
        "provinces_served": event.provinces_served,
        "kind": event.kind,
        "telephone": event.telephone,
    }
    listed: dict[str, list[Found[Any]]] = {
        "people": [person.name for person in event.people],
        "headcounts": [line.count for line in event.headcounts],
        "sessions": [session.topic for session in event.sessions],
        "groups": [group.topic for group in event.groups],
        "audience": list(event.audience),
        "links": list(event.links),
    }
    days = event.days.value if event.days else None
    return {
        "title": _plain(event.title),
        "starts_on": days.first.isoformat() if days else None,
        "ends_on": days.last.isoformat() if days else None,
        "starts_at": _plain(event.starts_at),
        "ends_at": _plain(event.ends_at),
        "fiscal_year": event.fiscal_year,
        "province": places.province(event.province.value).name if event.province else None,
        "district": _plain(event.district),
        "venue": _plain(event.venue),
        "cohort": _plain(event.cohort),
        "area": _plain(event.area),
        "organiser": _plain(event.organiser),
        "programme": _plain(event.programme),
        "chair": event.chair.name.value if event.chair else None,
        "declared_total": _plain(event.declared_total),
        "approximate": event.approximate,
        "headcounts": [
            {
                "label": line.label.value,
                "units": line.units,
                "per_unit": line.per_unit,
                "count": line.count.value,
                "category": line.category,
            }
            for line in event.headcounts
        ],
        "provinces_served": _plain(event.provinces_served),
        "people": [
            {
                "name": person.name.value,
                "role": person.role.value,
                "position": _plain(person.position),
                "organisation": _plain(person.organisation),
            }
            for person in event.people
        ],
        "sessions": [{"topic": each.topic.value, "speakers": list(each.speakers)} for each in event.sessions],
        "groups": [{"number": each.number, "topic": each.topic.value} for each in event.groups],
        "kind": _plain(event.kind),
        "audience": [each.value for each in event.audience],
        "telephone": _plain(event.telephone),
        "links": [each.value for each in event.links],
        "spans": {name: [found.start, found.end] for name, found in fields.items() if found}
        | {name: [[each.start, each.end] for each in found] for name, found in listed.items() if found},
        "sure": {name: found.sure.value for name, found in fields.items() if found}
        | {name: [each.sure.value for each in found] for name, found in listed.items() if found},
    }


def summary(announcement: Announcement, language: str) -> Iterator[str]:
    """The events in a few lines each: label and value, a guess marked as one; a sentence if there is none."""
    if not announcement.events:
        yield translate(N_("This text tells of no event."), language)
    guess = translate(N_("a guess"), language)
    for event in announcement.events:
        yield from _lines(event, language, guess)
        yield ""
    for followup in announcement.followups:
        yield f"{translate(N_('Follow-ups'), language)} {followup.number}: {followup.text.value}"


def _lines(event: EventRead, language: str, guess: str) -> Iterator[str]:
    total = f"{event.declared_total.value:,}" if event.declared_total else None
    shown: list[tuple[str, Found[Any] | None, str | None]] = [
        (N_("Title"), event.title, _plain(event.title)),
        (N_("Day"), event.days, dates.long(event.days.value, language) if event.days else None),
        (N_("Time"), event.starts_at, _plain(event.starts_at)),
        (N_("Venue"), event.venue, _plain(event.venue)),
        (N_("Province"), event.province, places.province(event.province.value).name if event.province else None),
        (N_("Organiser"), event.organiser, _plain(event.organiser)),
        (N_("Cohort"), event.cohort, str(event.cohort.value) if event.cohort else None),
        (N_("People, as announced"), event.declared_total, total),
    ]
    for label, found, words in shown:
        if found and words:
            yield f"{translate(label, language)}: {words}" + (f" ({guess})" if found.sure is Sure.GUESS else "")
    for line in event.headcounts:
        rate = f"{line.units} × {line.per_unit} = " if line.units else ""
        yield f"- {line.label.value}: {rate}{line.count.value:,}"
    for person in event.people:
        yield f"- {translate(ROLES[person.role.value], language)}: {person.name.value}"
    for session in event.sessions:
        yield f"- “{session.topic.value}” {', '.join(session.speakers)}".rstrip()


def as_json(announcement: Announcement) -> dict[str, Any]:
    """Events, cohorts and recommendations as JSON holds them. `spans` are places in the text, by the same keys."""
    return {
        "events": [_event(event) for event in announcement.events],
        "cohorts": [
            {"number": each.number.value, "area": _plain(each.area), "held": each.held} for each in announcement.cohorts
        ],
        "followups": [{"number": each.number, "text": each.text.value} for each in announcement.followups],
    }
