"""The event form: what a person typed becomes one batch, or is refused with every reason, each at its field."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from db import naming
from db.access import Actor
from db.choices import Kind, OrganisationType, State
from db.records import Cohort, Event, Organisation, Programme, Record
from db.refusals import AlreadySaved, Refused
from db.rules import Rows
from db.store import Store, Writer
from db.typed import Typed
from thai import dates, places, text
from thai.words import N_

SHOWN = ("title", "when", "kind", "province", "venue", "organiser", "programme", "total")
MORE = ("at", "state", "serves", "cohort_serves", "audience", "source_url", "notes")
CONFIRMED = ("new_organisation", "same")
BLANK: dict[str, Any] = dict.fromkeys((*SHOWN, *MORE, *CONFIRMED), "") | {"audience": [], "same": False}
"""The form with nothing in it. Every value is text as a person writes it, but for the lists and the tick of `same`."""

FIELD = {
    "starts_on": "when",
    "ends_on": "when",
    "": "when",
    "starts_at": "at",
    "declared_total": "total",
    "approximate": "total",
    "organiser_id": "organiser",
    "programme_id": "programme",
    "cohort_id": "programme",
    "number": "programme",
    "name": "programme",
}
"""The field of the form at which a problem of the record's field is shown, where they differ."""

KINDS = (
    (Kind.SEMINAR, ("อบรมสัมมนา", "ประชุมสัมมนา", "สัมมนา", "seminar")),
    (Kind.TRAINING, ("ฝึกอบรม", "อบรม", "ประชุมเชิงปฏิบัติการ", "training", "workshop")),
    (Kind.FORUM, ("เสวนา", "เวที", "forum")),
    (Kind.MEETING, ("ประชุม", "มอบนโยบาย", "meeting")),
    (Kind.BROADCAST, ("แถลง", "รายการ", "ออกอากาศ", "ถ่ายทอดสด", "broadcast")),
    (Kind.VISIT, ("ลงพื้นที่", "เยี่ยม", "ตรวจเยี่ยม", "ตรวจราชการ", "ตรวจ", "visit")),
)
_BEFORE = ("โครงการ", "กิจกรรม", "การ", "จัด", "“", '"', " ")


@dataclass(frozen=True)
class Saved:
    """An event as it was saved, and the batch that undo takes back."""

    event: Event
    batch: int


def kind_of(title: str) -> Kind | None:
    """The kind of event that the first word of a title names, or None: อบรมสัมมนา is a seminar, อบรม a training."""
    words = title.strip().casefold()
    while before := next((word for word in _BEFORE if words.startswith(word)), None):
        words = words[len(before) :]
    return next((kind for kind, starts in KINDS if words.startswith(starts)), None)


def same_events(rows: Rows, title: str, first: date, apart_from: str = "") -> list[dict[str, Any]]:
    """The live events with this title on this day: [{id, code, title, venue}]; spaces and punctuation do not matter."""
    key = text.search_key(title)
    found = rows(
        """select id, code, title, venue from events
           where deleted is null and starts_on <= :day and coalesce(ends_on, starts_on) >= :day and id <> :id""",
        day=first.isoformat(),
        id=apart_from,
    )
    return [row for row in found if text.search_key(row["title"]) == key]


def log_event(store: Store, actor: Actor, raw: object, token: str) -> Saved:
    """Save a new event, with the organisation, programme and cohort that are new with it, and drop the form's draft.

    `token` is the form's own: sending the same form again answers with the event that it made the first time.
    Refuses with all that is wrong, each at its field: what `Typed` refuses, an organisation that is new and not
    confirmed (`new_organisation` is its name), and an event of that title and day unless `same` is ticked.
    """
    try:
        with store.writing(actor, "form:log_event", token=checked(token)) as w:
            event = add_event(w, raw)
            w.drop_draft(token, actor)
            return Saved(event, w.batch)
    except AlreadySaved as saved:
        return _first_time(store, saved)


def checked(token: object) -> str:
    """A form's token, if it is one that a page can have given out."""
    if not isinstance(token, str) or not re.fullmatch(r"[0-9A-Za-z]{1,40}", token):
        raise Refused("", N_("This form is out of date. Open the page again."))
    return token


def _first_time(store: Store, saved: AlreadySaved) -> Saved:
    found = store.rows(
        "select record_id from journal where batch = :batch and record = 'events' and action = 'add'", batch=saved.batch
    )
    event = store.get(Event, found[0]["record_id"]) if found else None
    if event is None:
        raise saved
    return Saved(event, saved.batch)


def add_event(w: Writer, raw: object, kind: Kind | None = Kind.TRAINING) -> Event:
    """Write the event that a form describes, with what is new with it. Refuses what `log_event` refuses.

    `kind` is what it is where neither the form nor its title says so; None: then the kind is asked for.
    """
    typed = Typed(raw, FIELD)
    title = typed.line("title")  # without one it is asked for first: it may tell the kind
    if kind is None and title and kind_of(title) is None and not typed.line("kind"):
        typed.wrong("kind", N_("Choose the kind."))
    values, new = values_of(w.rows, typed)
    ask_about_the_same(w.rows, typed, values)
    event = typed.made(Event, values)
    typed.done()
    assert event is not None
    add_new(w, new)
    return w.add(event)


def ask_about_the_same(rows: Rows, typed: Typed, values: dict[str, Any], apart_from: str = "") -> None:
    """Note an event of this title and day, unless the tick `same` says that this is another one."""
    if values["title"] and values["starts_on"] and not typed.flag("same"):
        for row in same_events(rows, values["title"], values["starts_on"], apart_from):
            typed.wrong("same", N_("{code} has the same title and day."), code=row["code"])


def add_new(w: Writer, new: list[Record]) -> None:
    """Write the records that came with an event; a refusal stands at the field of the form that named them."""
    for record in new:
        try:
            w.add(record)
        except Refused as refused:
            field = "organiser" if isinstance(record, Organisation) else "programme"
            raise Refused(field, refused.message, refused.values) from refused


def values_of(rows: Rows, typed: Typed) -> tuple[dict[str, Any], list[Record]]:
    """The fields of the event that a form describes, and the new records that it refers to, in order."""
    days = typed.days("when")
    today = dates.today()
    default = State.PLANNED if days and days.first > today else State.HELD
    state = typed.choice("state", State, default)
    if days is None and state is State.HELD:
        typed.wrong("when", N_("Write the day."))
    if days and days.first > today and state is State.HELD:
        typed.wrong("state", N_("This day has not come yet: the event is planned, not held."))
    title = typed.line("title")
    if not title:
        typed.wrong("title", N_("Write the title."))
    total, approximate = typed.total("total")
    organiser = naming.organisation(rows, typed, "organiser", typed.line("new_organisation"))
    programme, cohort = naming.programme(rows, typed, "programme", typed.line("cohort_serves"))
    values = {
        "title": title,
        "starts_on": days and days.first,
        "ends_on": days and (days.last if days.last != days.first else None),
        "starts_at": typed.line("at"),
        "kind": typed.choice("kind", Kind, kind_of(title) or Kind.TRAINING),
        "state": state,
        "province": typed.province("province"),
        "venue": typed.line("venue"),
        "organiser_id": _id(organiser),
        "programme_id": _id(programme),
        "cohort_id": _id(cohort),
        "serves": typed.line("serves"),
        "audience": typed.choices("audience", OrganisationType),
        "declared_total": total,
        "approximate": approximate,
        "source_url": typed.line("source_url"),
        "notes": typed.lines("notes"),
    }
    return values, [one for one in (organiser, programme, cohort) if isinstance(one, Organisation | Programme | Cohort)]


def _id(one: Record | str | None) -> str | None:
    return one.id if isinstance(one, Record) else one


def raw_of(rows: Rows, event: Event) -> dict[str, Any]:
    """An event as its form would have been typed: the values of BLANK, to be changed and handed in again."""
    organisers = {id: label for label, id in naming.organisations(rows).items()}
    return BLANK | {
        "title": event.title,
        "when": dates.short(dates.Days(event.starts_on, event.ends_on or event.starts_on)) if event.starts_on else "",
        "kind": event.kind.value,
        "province": province_name(event.province),
        "venue": event.venue or "",
        "organiser": organisers.get(event.organiser_id or "", ""),
        "programme": _programme_of(rows, event),
        "total": f"{'ประมาณ ' * event.approximate}{event.declared_total}" if event.declared_total is not None else "",
        "at": event.starts_at or "",
        "state": event.state.value,
        "serves": event.serves or "",
        "audience": [one.value for one in event.audience],
        "source_url": event.source_url or "",
        "notes": event.notes or "",
    }


def province_name(code: str | None) -> str:
    """The Thai name of a province, "" for None."""
    return places.province(code).name if code else ""


def _programme_of(rows: Rows, event: Event) -> str:
    label = {id: label for label, id in naming.programmes(rows).items()}.get(event.programme_id or "", "")
    cohort = rows("select number from cohorts where id = :id and deleted is null", id=event.cohort_id)
    return naming.with_cohort(label, cohort[0]["number"] if cohort else None)
