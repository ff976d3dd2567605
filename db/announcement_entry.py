"""An announcement is saved: each event that was read, with all of its parts that were kept, in one batch."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from db import entry, event_edit, matching, records
from db.access import Actor
from db.announcement_form import Part, area_of, key_of, parts, people, words_of
from db.announcement_merge import differences, keeping, merged, new_parts, recognised
from db.choices import CohortState, Role, SessionKind
from db.entry import checked
from db.event_edit import FOLLOW_UPS, LEDGER, TALKS, numbered
from db.participants import attend, write_people
from db.preview import NEW, SAVED, Kind, Row, offices_of
from db.records import Appearance, Cohort, Event, FollowUp, Headcount, Participation, Record, Session
from db.refusals import AlreadySaved, Problem, Refused, Stale
from db.rows import made
from db.rules import Rows
from db.store import Store, Writer
from db.typed import Typed
from thai.reading.values import (
    Announcement,
    CohortRead,
    EventRead,
    FollowupRead,
    GroupRead,
    HeadcountRead,
    PersonRead,
    SessionRead,
    Sure,
)
from thai.words import N_

CALLS_A_SPEAKER = (Role.SPEAKER, Role.PANELLIST, Role.MODERATOR)


@dataclass(frozen=True)
class Saved:
    """The events as they were saved, new or completed, and the batch that undo takes back."""

    events: tuple[Event, ...]
    batch: int


def save(
    store: Store,
    actor: Actor,
    told: Announcement,
    forms: Mapping[int, Mapping[str, Any]],
    token: str,
    pasted: str = "",
    before: tuple[str, ...] = (),
) -> Saved:
    """Save events of one text as one batch: `forms` has each one's form (see `announcement_form.filled`) by its number.

    In a form `into` is the id of the event to be completed, or "new"; a part's tick ("person.0") keeps it, `who.0` says
    who a person is, `take.title` takes a field over what the register says. `pasted` is kept as the events' text ("":
    it is not kept), `before` are ids of events that were saved out of it already. The same `token` and numbers again
    answer with what they saved; the drafts `{token}e{number}` go.
    Refuses with every problem of each form, at the field "0.title" for the first event's title: all that `log_event`
    refuses, a kind that neither the form nor its title tells, a person who may be several, an event that is there
    already and was not decided about (`into`), and forms that would change nothing.
    Stale when an event that is completed was changed since `rev`.
    """
    try:
        with store.writing(
            actor, "form:announcement", token=f"{checked(token)}{''.join(f'e{at}' for at in forms)}"
        ) as w:
            events: list[Event] = []
            problems: list[Problem] = []
            for at, raw in forms.items():
                try:
                    events.append(_save_one(w, told, at, raw, pasted, (*before, *(event.id for event in events))))
                except (Stale, AlreadySaved):
                    raise
                except Refused as refused:
                    problems += [Problem(f"{at}.{one.field}", one.message, one.values) for one in refused.problems]
                w.drop_draft(f"{token}e{at}", actor)
            if problems:
                raise Refused.of(problems)
            if w.version() < w.batch:
                raise Refused("", N_("The register has all of this already. Nothing was changed."))
            return Saved(tuple(events), w.batch)
    except AlreadySaved as saved:
        return _first_time(store, saved)


def _first_time(store: Store, saved: AlreadySaved) -> Saved:
    found = store.rows(
        """select distinct record_id as id from journal
           where batch = :batch and record = 'events' and action in ('add', 'change')""",
        batch=saved.batch,
    )
    events = [event for row in found if (event := store.get(Event, row["id"]))]
    if not events:
        raise saved
    return Saved(tuple(events), saved.batch)


def _save_one(
    w: Writer, told: Announcement, at: int, raw: Mapping[str, Any], pasted: str, before: tuple[str, ...]
) -> Event:
    into = Typed(raw).line("into")
    found = recognised(w.rows, told, at, raw, pasted)
    if found and not into and found.event.id not in before:
        raise Refused(
            "into",
            N_("{code} is in the register and may be this event. Say which it is."),
            {"code": found.event.code},
        )
    old = w.live(Event, into) if into and into != NEW else None
    here = who_was_at(w.rows, (*before, *([old.id] if old else [])))
    event = _complete(w, old, raw) if old else entry.add_event(w, {**raw, "same": into == NEW}, kind=None)
    rows = people(w.rows, told, at, raw, here)
    everything = new_parts(w.rows, event, told, at, rows, event.programme_id) if old else parts(told, at)
    kept = {name: part for name, part in everything.items() if raw.get(name, words_of(part).sure is not Sure.GUESS)}
    _Parts(w, event, told.events[at]).write(kept, rows)
    if pasted and event.id not in keeping(w.rows, pasted):
        with _at("text"):
            w.add(made(records.Announcement, {"event_id": event.id, "text": pasted}))
    return event


def who_was_at(rows: Rows, events: tuple[str, ...]) -> frozenset[str]:
    """The people who were at these events."""
    return frozenset(
        row["person_id"]
        for event in events
        for row in rows("select person_id from participations where deleted is null and event_id = :event", event=event)
    )


def _complete(w: Writer, event: Event, raw: Mapping[str, Any]) -> Event:
    """The event with the fields that were taken; nothing is written when none was."""
    taken = [one for one in differences(w.rows, event, raw) if one.taken(raw)]
    if not taken:
        return event
    typed = Typed(merged(raw, entry.raw_of(w.rows, event), taken), entry.FIELD)
    values, new = entry.values_of(w.rows, typed)
    typed.done()
    entry.add_new(w, new)
    rev = raw.get("rev")
    return w.change(event, rev if type(rev) is int else None, **values)


@contextmanager
def _at(field: str) -> Iterator[None]:
    """A refusal stands at this field of the form."""
    try:
        yield
    except (Stale, AlreadySaved):
        raise
    except Refused as refused:
        raise Refused(field, refused.message, refused.values) from refused


class _Parts:
    """Writes what comes with one event, each kind after those that it refers to."""

    def __init__(self, w: Writer, event: Event, read: EventRead) -> None:
        self._w, self._event, self._read = w, event, read
        self._there: dict[str, list[Participation]] = {}

    def write(self, kept: Mapping[str, Part], rows: Mapping[str, Row]) -> None:
        self._write_people({name: part for name, part in kept.items() if isinstance(part, PersonRead)}, rows)
        for name, part in kept.items():
            with _at(name):
                match part:
                    case HeadcountRead():
                        self._add_headcount(part)
                    case SessionRead() | GroupRead():
                        self._add_session(part)
                    case CohortRead():
                        self._add_cohort(part)
                    case FollowupRead():
                        self._add(FollowUp, FOLLOW_UPS, {"task": part.text.value})

    def _write_people(self, kept: Mapping[str, PersonRead], rows: Mapping[str, Row]) -> None:
        by_key = {matching.key_of(row.line): row for row in rows.values()}
        coming = {}
        for person in kept.values():
            row = by_key[key_of(person.name.value)]
            if row.kind is Kind.ASK:
                raise Refused(row.line.key, N_("Say who this is, or untick it."))
            if row.kind not in SAVED:
                raise Refused(row.line.key, N_("This is no name. Untick it and add the person on the event's page."))
            coming[row.line.key] = row
        if not coming:
            return
        ready = list(coming.values())
        with _at(ready[0].line.key):
            written = dict(
                zip(
                    coming,
                    write_people(self._w, offices_of(self._w.rows, ready, {}, all_new=True), ready),
                    strict=True,
                )
            )
            roles = dict.fromkeys((key_of(one.name.value), Role[one.role.value.upper()]) for one in kept.values())
            there = attend(self._w, self._event, [(role, written[by_key[key].line.key]) for key, role in roles])
        for (key, _role), one in zip(roles, there, strict=True):
            self._there.setdefault(key, []).append(one)

    def _add(self, kind: type[Record], part: event_edit.Part, values: dict[str, Any]) -> Record:
        values = numbered(self._w, part, self._event.id, values)
        return self._w.add(made(kind, {"event_id": self._event.id, **values}))

    def _add_headcount(self, line: HeadcountRead) -> None:
        values = {
            "category": line.category,
            "label": line.label.value,
            "units": line.units,
            "per_unit": line.per_unit,
            "count": line.count.value,
            "area": area_of(self._read, line),
        }
        self._add(Headcount, LEDGER, values)

    def _add_session(self, topic: SessionRead | GroupRead) -> None:
        values: dict[str, Any] = {"topic": topic.topic.value}
        if isinstance(topic, GroupRead):
            values |= {"kind": SessionKind.GROUP, "number": topic.number}
        else:
            values |= {"kind": topic.kind}
        session = self._add(Session, TALKS, values)
        for speaker in topic.speakers if isinstance(topic, SessionRead) else ():
            if found := self._speaker(speaker):
                self._w.add(Appearance(session_id=session.id, participation_id=found))

    def _speaker(self, name: str) -> str | None:
        """The participation of who spoke, in a role that speaks if there is one; None for somebody left out."""
        key = key_of(name)
        there = self._there.get(key) or self._at_the_event(key)
        speaking = [one for one in there if one.role in CALLS_A_SPEAKER]
        return next((one.id for one in speaking or there), None)

    def _at_the_event(self, key: str) -> list[Participation]:
        """Who of this name was at the event before this text was read."""
        found = self._w.rows(
            """select a.id from participations a join people p on p.id = a.person_id
               where a.deleted is null and p.deleted is null and a.event_id = :event and p.search_key = :key""",
            event=self._event.id,
            key=key,
        )
        return [self._w.live(Participation, row["id"]) for row in found]

    def _add_cohort(self, cohort: CohortRead) -> None:
        """A cohort that the text states besides; without a programme there is nothing that it could be a cohort of."""
        programme = self._event.programme_id
        if programme is None or self._w.rows(
            "select 1 from cohorts where deleted is null and programme_id = :programme and number = :number",
            programme=programme,
            number=cohort.number.value,
        ):
            return
        values = {
            "programme_id": programme,
            "number": cohort.number.value,
            "serves": f"area:region4:{cohort.area.value}" if cohort.area else None,
            "state": STATED[cohort.held],
        }
        self._w.add(made(Cohort, values))


STATED = {True: CohortState.HELD, False: CohortState.NOT_HELD, None: CohortState.UNKNOWN}
"""What is kept of a cohort that was said to be held, or not, or neither."""
