"""What the event form offers before anything is typed: known names, the next cohort, and what was done last time."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from db import naming
from db.access import Actor
from db.choices import CohortState
from db.entry import province_name, raw_of
from db.records import Event
from db.rows import record_of
from db.rules import Rows
from thai import text

MOST = 500

_COHORT = re.compile(r"(รุ่น(?:ที่)?\s*|cohort\s+)([0-9๐-๙]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Offers:
    """Known venues with their province's name, organisers, and programmes with cohorts, newest first, at most 500 each.

    `programmes` has each programme, each cohort and the one that would come next (False: it is not there yet).
    `years`: the fiscal year of each programme that has one. `organiser` is the last one that this person used; `last`
    the event they logged last (else anybody's newest).
    """

    venues: dict[str, str]
    organisers: list[str]
    programmes: dict[str, bool]
    years: dict[str, int]
    organiser: str
    last: Event | None
    next: dict[str, Any] | None
    next_serves: str | None


def offers(rows: Rows, actor: Actor) -> Offers:
    """All that the form offers `actor` now."""
    last = last_event(rows, actor)
    typed = raw_of(rows, last) if last else None
    following = next_of(rows, last.id) if last else None
    return Offers(
        venues=_venues(rows),
        organisers=list(naming.organisations(rows))[:MOST],
        programmes=_programmes(rows),
        years=naming.years(rows),
        organiser=typed["organiser"] if typed and _added_by(rows, actor) else "",
        last=last,
        next=following,
        next_serves=_serves(rows, following["programme"]) if following else None,
    )


def last_event(rows: Rows, actor: Actor) -> Event | None:
    """The live event that `actor` logged last, else the newest in the register, or None."""
    found = rows("select * from events where deleted is null and id = :id", id=_added_by(rows, actor)) or rows(
        "select * from events where deleted is null order by rowid desc limit 1"
    )
    return record_of(Event, found[0]) if found else None


def _added_by(rows: Rows, actor: Actor) -> str | None:
    found = rows(
        """select e.id from journal j join events e on e.id = j.record_id
           where j.record = 'events' and j.action = 'add' and j.actor = :actor and e.deleted is null
           order by j.number desc limit 1""",
        actor=actor.key,
    )
    return found[0]["id"] if found else None


def like(rows: Rows, asked: str) -> dict[str, Any] | None:
    """The form filled in like the event with this code or id, without its day, state and number of people, which are
    always new; None when there is no such event."""
    event = _event(rows, asked)
    return _like(rows, event) if event else None


def _event(rows: Rows, asked: str) -> Event | None:
    found = rows("select * from events where deleted is null and (code = :asked or id = :asked)", asked=asked)
    return record_of(Event, found[0]) if found else None


def of_cohort(rows: Rows, id: str) -> dict[str, Any] | None:
    """The form filled in for a cohort, or None when there is no such cohort."""
    found = rows(
        """select c.programme_id, c.number, p.name from cohorts c join programmes p on p.id = c.programme_id
           where c.deleted is null and c.id = :id""",
        id=id,
    )
    labels = {programme: label for label, programme in naming.programmes(rows).items()}
    if not found:
        return None
    [row] = found
    return {
        "programme": naming.with_cohort(labels[row["programme_id"]], row["number"]),
        "title": f"{row['name']} รุ่นที่ {row['number']}",
    }


def _like(rows: Rows, event: Event) -> dict[str, Any]:
    return raw_of(rows, event) | {"when": "", "state": "", "total": "", "at": event.starts_at or "", "notes": ""}


def next_of(rows: Rows, asked: str) -> dict[str, Any] | None:
    """The form filled in for the next cohort of the programme of the event with this code or id, or None without one.

    Next is the first cohort that nobody has held or planned yet, else a new one after the last; the number in the title
    is raised with it, and for whom the event is comes from the cohort.
    """
    event = _event(rows, asked)
    if event is None or not event.cohort_id:
        return None
    cohorts = rows(
        """select c.number, c.state = :held or exists (
               select 1 from events e where e.cohort_id = c.id and e.deleted is null and e.state in ('held', 'planned')
           ) as used
           from cohorts c where c.programme_id = :programme and c.deleted is null order by c.number""",
        programme=event.programme_id,
        held=CohortState.HELD.value,
    )
    number = next((row["number"] for row in cohorts if not row["used"]), cohorts[-1]["number"] + 1)
    filled = _like(rows, event)
    programme, _ = naming.parted(filled["programme"])
    return filled | {
        "title": _COHORT.sub(lambda found: found[1] + _digits(number, found[2]), event.title, count=1),
        "programme": naming.with_cohort(programme, number),
        "serves": "",
    }


def _digits(number: int, like: str) -> str:
    return text.thai_digits(str(number)) if like != text.fold_digits(like) else str(number)


def _serves(rows: Rows, programme: str) -> str | None:
    """The area of a cohort that is in the register already."""
    name, number = naming.parted(programme)
    found = rows(
        "select serves from cohorts where deleted is null and programme_id = :programme and number = :number",
        programme=naming.programmes(rows).get(name),
        number=number,
    )
    return found[0]["serves"] if found else None


def _venues(rows: Rows) -> dict[str, str]:
    found = rows(
        """select venue, province from events where deleted is null and venue is not null
           group by venue, province order by max(rowid) desc limit :most""",
        most=MOST,
    )
    return {row["venue"]: province_name(row["province"]) for row in reversed(found)}


def _programmes(rows: Rows) -> dict[str, bool]:
    labels = {id: label for label, id in naming.programmes(rows).items()}
    cohorts: dict[str, list[int]] = {}
    for row in rows("select programme_id, number from cohorts where deleted is null order by number desc"):
        cohorts.setdefault(row["programme_id"], []).append(row["number"])
    offered: dict[str, bool] = {}
    for id, label in labels.items():
        numbers = cohorts.get(id, [])
        if numbers:
            offered[naming.with_cohort(label, numbers[0] + 1)] = False
        offered |= {naming.with_cohort(label, number): True for number in (*numbers, None)}
    return dict(islice(offered.items(), MOST))
