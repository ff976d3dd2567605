"""What was read from an announcement, as plain data: the keys that a clerk's record of it has."""

from typing import Any

from thai import places
from thai.reading.values import Announcement, EventRead, Found


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
    listed = {
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


def as_json(announcement: Announcement) -> dict[str, Any]:
    """Events, cohorts and recommendations as JSON holds them. `spans` are places in the text, by the same keys."""
    return {
        "events": [_event(event) for event in announcement.events],
        "cohorts": [
            {"number": each.number.value, "area": _plain(each.area), "held": each.held} for each in announcement.cohorts
        ],
        "followups": [{"number": each.number, "text": each.text.value} for each in announcement.followups],
    }
