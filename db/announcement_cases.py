"""The kept texts as cases of reading: each text, and what the register now says of its events."""

import json
import re
from pathlib import Path
from typing import Any

from db import event_view
from db.choices import CohortState, Role
from db.entry import province_name
from db.event_view import View
from db.records import Cohort
from db.refusals import Refused
from db.rows import record_of
from db.rules import Rows
from thai import places, text
from thai.words import N_

CHAIR = Role.CHAIR


def cases(rows: Rows) -> list[tuple[str, dict[str, Any]]]:
    """Every kept text with what is expected of a reader: {events, cohorts, followups}, in the order of their entry.

    What the register knows from elsewhere and the text does not say is left out: no reader could find it.
    """
    found = rows(
        """select a.id, a.event_id, a.text from announcements a join events e on e.id = a.event_id
           where a.deleted is null and e.deleted is null order by a.rowid"""
    )
    by_text: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        by_text.setdefault(row["text"], []).append(row)
    return [(kept, _expected(rows, _Text(kept), of)) for kept, of in by_text.items()]


def write(rows: Rows, folder: Path) -> int:
    """Write the cases into a folder as 000.txt and 000.expected.json; how many. Refuses a folder with files in it."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Refused("", N_("The folder {folder} has files in it. Name an empty one."), {"folder": str(folder)})
    found = cases(rows)
    for number, (kept, expected) in enumerate(found):
        (folder / f"{number:03}.txt").write_text(kept, encoding="utf-8")
        told = json.dumps(expected, ensure_ascii=False, indent=1)
        (folder / f"{number:03}.expected.json").write_text(told + "\n", encoding="utf-8")
    return len(found)


class _Text:
    """A kept text, asked whether it says something."""

    def __init__(self, kept: str) -> None:
        self._key = text.search_key(kept)
        self._numbers = {
            int(number.replace(",", "")) for number in re.findall(r"[0-9][0-9,]{0,9}", text.fold_digits(kept))
        }
        self._provinces = places.in_text(kept)

    def says(self, value: str | None) -> bool:
        """Whether these words stand in the text, whatever the spaces and signs between them."""
        key = text.search_key(value or "")
        return bool(key) and key in self._key

    def counts(self, *numbers: int | None) -> bool:
        """Whether all these numbers stand in the text."""
        return all(number in self._numbers for number in numbers)

    def names(self, province: str) -> bool:
        return province in self._provinces or self.says(places.province(province).name)


def _expected(rows: Rows, kept: _Text, of: list[dict[str, Any]]) -> dict[str, Any]:
    views = [view for row in of if (view := event_view.view(rows, row["event_id"]))]
    expected: dict[str, Any] = {"events": [_event(kept, view) for view in views]}
    # Without a programme the register has no place for the cohorts that the text may state.
    if any(view.programme for view in views):
        expected["cohorts"] = _cohorts(rows, kept, views, [row["id"] for row in of])
    expected["followups"] = [
        {"number": task.number, "text": task.task} for view in views for task in view.follow_ups if kept.says(task.task)
    ]
    return expected


def _event(kept: _Text, view: View) -> dict[str, Any]:
    event = view.event
    days = {"starts_on": event.starts_on, "ends_on": event.ends_on or event.starts_on}
    chairs = [one for one in view.people if one.participation.role is CHAIR]
    stated = {
        "province": (province_name(event.province) or None, bool(event.province and kept.names(event.province))),
        "venue": (event.venue, kept.says(event.venue)),
        "organiser": (view.organiser or None, kept.says(view.organiser)),
        "programme": (view.programme.name, True)
        if view.programme and kept.says(view.programme.name)
        else (None, False),
        "chair": (chairs[0].name, kept.says(chairs[0].name)) if chairs else (None, True),
        "declared_total": (event.declared_total, kept.counts(event.declared_total)),
    }
    return {
        "title": event.title,
        **{name: day and day.isoformat() for name, day in days.items()},
        "starts_at": event.starts_at,
        "fiscal_year": event.fiscal_year,
        "kind": event.kind.value,
        **({"cohort": view.cohort.number if view.cohort else None} if view.programme else {}),
        "approximate": event.approximate,
        **{name: value for name, (value, told) in stated.items() if told or (value is None and name != "programme")},
        "headcounts": [
            {
                "label": line.label,
                "units": line.units,
                "per_unit": line.per_unit,
                "count": line.count,
                "category": line.category.value,
            }
            for line in view.lines
            if kept.says(line.label) or kept.counts(line.count) or kept.counts(line.units, line.per_unit)
        ],
        "people": [
            {"name": one.name, "role": one.participation.role.value}
            | _if_told(kept, position=one.participation.position, organisation=one.organisation)
            for one in view.people
            if kept.says(one.name)
        ],
        "sessions": [
            {"topic": topic.session.topic, "speakers": [one.name for one in topic.people if kept.says(one.name)]}
            for topic in view.talks
            if kept.says(topic.session.topic)
        ],
        "groups": [
            {"number": topic.session.number, "topic": topic.session.topic}
            for topic in view.groups
            if kept.says(topic.session.topic)
        ],
    }


def _if_told(kept: _Text, **values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value and kept.says(value)}


def _cohorts(rows: Rows, kept: _Text, views: list[View], announcements: list[str]) -> list[dict[str, Any]]:
    """The cohorts that were saved with the text, and those of its events, as they stand now."""
    with_it = {
        row["record_id"]
        for id in announcements
        for row in rows(
            """select record_id from journal where record = 'cohorts' and action = 'add' and batch in (
                   select batch from journal where record = 'announcements' and action = 'add' and record_id = :id)""",
            id=id,
        )
    }
    ids = with_it | {view.cohort.id for view in views if view.cohort}
    found = [row for id in ids for row in rows("select * from cohorts where deleted is null and id = :id", id=id)]
    held = {view.cohort.id for view in views if view.cohort and view.event.state == "held"}
    cohorts = sorted((record_of(Cohort, row) for row in found), key=lambda one: one.number)
    return [
        {
            "number": one.number,
            "area": _area(one.serves),
            "held": True if one.id in held else HELD[one.state],
        }
        for one in cohorts
        if kept.counts(one.number)
    ]


HELD = {CohortState.HELD: True, CohortState.NOT_HELD: False, CohortState.UNKNOWN: None}


def _area(serves: str | None) -> str | None:
    start = "area:region4:"
    return serves.removeprefix(start) if serves and serves.startswith(start) else None
