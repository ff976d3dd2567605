"""An event whole, as its page reads it, and the list of all events."""

from dataclasses import dataclass
from typing import Any

from db import naming, programmes
from db.attendance import EventNumbers, event_numbers
from db.choices import Role, SessionKind
from db.filters import Filters
from db.programmes import Card
from db.records import Announcement, Cohort, Event, FollowUp, Headcount, Participation, Programme, Session
from db.rows import R, record_of
from db.rules import Rows
from db.scope import Scope
from db.seats import Seats, of_event
from thai import dates, names, text

PAGE = 50


@dataclass(frozen=True)
class Present:
    """A person at the event in one role, with the name and the organisation's name as people write them."""

    participation: Participation
    name: str
    organisation: str


@dataclass(frozen=True)
class Topic:
    """A session and who spoke in it, in order of entry."""

    session: Session
    people: tuple[Present, ...]


@dataclass(frozen=True)
class View:
    """Everything of one event. `cohorts` as the board of its programme has them; `serves` is its own, or its cohort's;
    `people` in order of role, then of entry; `texts` are its announcements."""

    event: Event
    organiser: str
    programme: Programme | None
    cohort: Cohort | None
    cohorts: tuple[Card, ...]
    serves: str | None
    lines: tuple[Headcount, ...]
    topics: tuple[Topic, ...]
    people: tuple[Present, ...]
    follow_ups: tuple[FollowUp, ...]
    numbers: EventNumbers
    seats: Seats | None
    texts: tuple[str, ...]

    @property
    def groups(self) -> tuple[Topic, ...]:
        """The working groups among the topics."""
        return tuple(topic for topic in self.topics if topic.session.kind is SessionKind.GROUP)

    @property
    def talks(self) -> tuple[Topic, ...]:
        """The topics that are no working group."""
        return tuple(topic for topic in self.topics if topic.session.kind is not SessionKind.GROUP)


def view(rows: Rows, asked: str) -> View | None:
    """The live event with this code or id, or None."""
    found = rows("select * from events where deleted is null and (code = :asked or id = :asked)", asked=asked)
    if not found:
        return None
    event = record_of(Event, found[0])
    organisers = {id: label for label, id in naming.organisations(rows).items()} if event.organiser_id else {}
    programme = _all(rows, Programme, "id = :of", event.programme_id)
    board = programmes.board(Scope(rows, Filters(programme=event.programme_id))) if event.programme_id else []
    cohort = next((card.cohort for card in board if card.cohort.id == event.cohort_id), None)
    people = _people(rows, event.id)
    spoke = rows(
        """select a.session_id, a.participation_id from appearances a join sessions s on s.id = a.session_id
           where a.deleted is null and s.event_id = :of order by a.rowid""",
        of=event.id,
    )
    by_id = {one.participation.id: one for one in people}
    serves = event.serves or (cohort.serves if cohort else None)
    return View(
        event=event,
        organiser=organisers.get(event.organiser_id or "", ""),
        programme=programme[0] if programme else None,
        cohort=cohort,
        cohorts=tuple(board),
        serves=serves,
        lines=tuple(_all(rows, Headcount, "event_id = :of order by coalesce(position, 10001), rowid", event.id)),
        topics=tuple(
            Topic(
                session,
                tuple(
                    by_id[row["participation_id"]]
                    for row in spoke
                    if row["session_id"] == session.id and row["participation_id"] in by_id
                ),
            )
            for session in _all(rows, Session, "event_id = :of order by coalesce(number, 10001), rowid", event.id)
        ),
        people=people,
        follow_ups=tuple(_all(rows, FollowUp, "event_id = :of order by coalesce(number, 10001), rowid", event.id)),
        numbers=event_numbers(rows, [event.id])[event.id],
        seats=of_event(rows, event, serves, dates.today()),
        texts=tuple(one.text for one in _all(rows, Announcement, "event_id = :of order by rowid", event.id)),
    )


def _all(rows: Rows, kind: type[R], where: str, of: str | None) -> list[R]:
    found = rows(f"select * from {kind.table} where deleted is null and {where}", of=of) if of else []
    return [record_of(kind, row) for row in found]


def _people(rows: Rows, event: str) -> tuple[Present, ...]:
    found = rows(
        """select p.*, w.title, w.given_name, w.family_name, o.name as organisation
           from participations p join people w on w.id = p.person_id
           left join organisations o on o.id = p.organisation_id
           where p.deleted is null and p.event_id = :event order by p.rowid""",
        event=event,
    )
    place = {role.value: place for place, role in enumerate(Role)}
    return tuple(
        Present(record_of(Participation, row), name_of(row), row["organisation"] or "")
        for row in sorted(found, key=lambda row: place[row["role"]])
    )


def name_of(row: dict[str, Any]) -> str:
    """A person's row as their name in one line."""
    return names.full(names.Name(row["title"] or "", row["given_name"], row["family_name"] or ""))


@dataclass(frozen=True)
class Listed:
    """One page of the events that were asked for, newest first, and how many there are in all."""

    events: tuple[Event, ...]
    total: int


def listed(rows: Rows, search: str = "", state: str = "", page: int = 1) -> Listed:
    """The events whose title, venue or code contains `search`, in that state ("" for any), 50 a page."""
    key = text.search_key(search)
    where = """deleted is null and (:state = '' or state = :state)
               and (:key = '' or search_key like :like or replace(code, '-', '') like :like)"""
    asked = {"key": key, "like": f"%{key}%", "state": state}
    total = rows(f"select count(*) as n from events where {where}", **asked)[0]["n"]
    found = rows(
        f"""select * from events where {where}
            order by (starts_on is null) desc, starts_on desc, code desc limit :most offset :skipped""",
        **asked,
        most=PAGE,
        skipped=PAGE * max(0, page - 1),
    )
    return Listed(tuple(record_of(Event, row) for row in found), total)
