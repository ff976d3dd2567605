"""Edits of an event where it is read: its facts, and the rows of each of its parts, one batch a save."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import entry
from db.access import Actor
from db.choices import Attended, Category, CohortState, Role, SessionKind
from db.entry import Saved, checked
from db.records import Appearance, Cohort, Event, FollowUp, Headcount, Participation, Programme, Record, Session
from db.refusals import AlreadySaved, Refused
from db.rows import fields, record_of
from db.store import Store, Writer
from db.typed import Typed
from thai import dates, places
from thai.words import N_

MOST_ROWS = 500
BECAUSE = "form:event"


def change_event(store: Store, actor: Actor, id: str, rev: int, raw: object, token: str) -> Saved:
    """Save an event's own facts as they are in its form, with what is new with them.

    Refuses all that `log_event` refuses, but for a title and day that it had already; Stale when somebody changed it
    since `rev`.
    """
    try:
        with store.writing(actor, BECAUSE, token=checked(token)) as w:
            event = w.live(Event, id)
            typed = Typed(raw, entry.FIELD)
            values, new = entry.values_of(w.rows, typed)
            if values["ends_on"] is None and event.ends_on == event.starts_on == values["starts_on"]:
                # Somebody wrote one day twice in the sheet: it says the same, and nobody has changed it here.
                values["ends_on"] = event.ends_on
            if (values["title"], values["starts_on"]) != (event.title, event.starts_on):
                entry.ask_about_the_same(w.rows, typed, values, id)
            typed.made(Event, {**fields(event), **values})
            typed.done()
            entry.add_new(w, new)
            return Saved(w.change(event, rev, **values), w.batch)
    except AlreadySaved as saved:
        now = store.get(Event, id)
        if now is None:
            raise
        return Saved(now, saved.batch)


def delete_event(store: Store, actor: Actor, id: str, rev: int) -> int:
    """Delete an event with all its parts, and return the batch's number. Stale when it was changed since `rev`."""
    with store.writing(actor, BECAUSE) as w:
        w.delete(w.live(Event, id).model_copy(update={"rev": rev}))
        return w.batch


def set_complete(store: Store, actor: Actor, id: str, rev: int, value: object) -> int:
    """Say that the list of names is complete (True) or not, and return the batch's number."""
    with store.writing(actor, BECAUSE) as w:
        w.change(w.live(Event, id), rev, list_complete=value)
        return w.batch


def set_done(store: Store, actor: Actor, id: str, rev: int, value: object) -> int:
    """Say that a follow-up is done today (True) or still open, and return the batch's number."""
    with store.writing(actor, BECAUSE) as w:
        w.change(w.live(FollowUp, id), rev, done_on=dates.today() if value is True else None)
        return w.batch


@dataclass(frozen=True)
class Part:
    """A list that belongs to an event (cohorts: to its programme), edited as rows of raw text.

    `of` is the record's field for what it belongs to, `order` the field that numbers its rows ("" if none does and no
    row is added here), `blank` an empty row.
    `read` makes the record's values out of a row, `raw` a row out of a record; `named` places the record's problems.
    """

    kind: type[Record]
    of: str
    order: str
    blank: Mapping[str, Any]
    read: Callable[[Typed], dict[str, Any]]
    raw: Callable[[Any], dict[str, Any]]
    named: Mapping[str, str]


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


LEDGER = Part(
    Headcount,
    "event_id",
    "position",
    {"category": "", "label": "", "units": "", "per_unit": "", "count": "", "area": ""},
    lambda row: {
        "category": row.choice("category", Category, Category.LEARNERS),
        "label": row.line("label"),
        "units": row.count("units"),
        "per_unit": row.count("per_unit"),
        "count": row.count("count"),
        "area": row.line("area"),
    },
    lambda line: {
        "category": line.category.value,
        "label": line.label or "",
        "units": _number(line.units),
        "per_unit": _number(line.per_unit),
        "count": _number(line.count),
        "area": line.area or "",
    },
    {"": "count"},
)
TALKS = Part(
    Session,
    "event_id",
    "number",
    {"kind": "", "topic": "", "outcome": "", "speakers": []},
    lambda row: {
        "kind": row.choice("kind", SessionKind, SessionKind.LECTURE),
        "topic": row.line("topic"),
        "outcome": row.lines("outcome"),
    },
    lambda session: {"kind": session.kind.value, "topic": session.topic, "outcome": session.outcome or ""},
    {},
)
GROUPS = Part(
    Session,
    "event_id",
    "number",
    {"number": "", "topic": "", "outcome": "", "speakers": []},
    lambda row: {
        "kind": SessionKind.GROUP,
        "number": row.count("number"),
        "topic": row.line("topic"),
        "outcome": row.lines("outcome"),
    },
    lambda session: {
        "number": _number(session.number),
        "topic": session.topic,
        "outcome": session.outcome or "",
    },
    {},
)
FOLLOW_UPS = Part(
    FollowUp,
    "event_id",
    "number",
    {"task": "", "group": "", "owner": "", "due": "", "done": ""},
    lambda row: {
        "session_id": row.line("group") or None,
        "task": row.line("task"),
        "owner": row.line("owner"),
        "due_on": row.day("due"),
        "done_on": row.day("done"),
    },
    lambda task: {
        "task": task.task,
        "group": task.session_id or "",
        "owner": task.owner or "",
        "due": dates.short(task.due_on) if task.due_on else "",
        "done": dates.short(task.done_on) if task.done_on else "",
    },
    {"session_id": "group", "due_on": "due", "done_on": "done"},
)
COHORTS = Part(
    Cohort,
    "programme_id",
    "number",
    {"number": "", "serves": "", "state": "", "due": ""},
    lambda row: {
        "number": row.count("number"),
        "serves": row.line("serves"),
        "state": row.choice("state", CohortState, CohortState.UNKNOWN),
        "due_on": row.due("due"),
    },
    lambda cohort: {
        "number": str(cohort.number),
        "serves": cohort.serves or "",
        "state": cohort.state.value,
        "due": dates.short(cohort.due_on) if cohort.due_on else "",
    },
    {"due_on": "due"},
)
PEOPLE = Part(
    Participation,
    "event_id",
    "",
    {"role": "", "attended": "", "position": "", "province": ""},
    lambda row: {
        "role": row.choice("role", Role, Role.PARTICIPANT),
        "attended": row.choice("attended", Attended, Attended.UNKNOWN),
        "position": row.line("position"),
        "province": row.province("province"),
    },
    lambda there: {
        "role": there.role.value,
        "attended": there.attended.value,
        "position": there.position or "",
        "province": places.province(there.province).name if there.province else "",
    },
    {},
)
"""People are added on a page of their own, so this part has rows to change and to take away, and no new ones."""


def save_rows(store: Store, actor: Actor, part: Part, owner: str, raws: Sequence[Mapping[str, Any]], token: str) -> int:
    """Save the changed rows of a part in one batch and return its number; rows that were added and left empty are not.

    A raw row has the fields of `part.blank`, and `id` and `rev` when it is there already; `delete` takes it away. A
    topic's `speakers` are ids of participations, `saw` those that were ticked when the form was opened. With `detach` a
    cohort that goes lets go of its events first; without, it is refused while it has any.
    Refuses with every problem of every row, at the field "2.count" for the third row's count; Stale when somebody
    changed a row since its `rev`.
    """
    if len(raws) > MOST_ROWS:
        raise Refused("", N_("At most {most} rows can be saved at once."), {"most": MOST_ROWS})
    try:
        with store.writing(actor, BECAUSE, token=checked(token)) as w:
            w.live(Programme if part.of == "programme_id" else Event, owner)
            form = Typed({})
            for at, raw in enumerate(raws):
                try:
                    _save_row(w, part, owner, raw)
                except Refused as refused:
                    if type(refused) is not Refused:
                        raise
                    form.gather(refused.problems, f"{at}.")
            form.done()
            return w.batch
    except AlreadySaved as saved:
        return saved.batch


def _save_row(w: Writer, part: Part, owner: str, raw: Mapping[str, Any]) -> None:
    row = Typed(raw, part.named)
    rev = raw.get("rev")
    rev = rev if type(rev) is int else 0
    old = w.live(part.kind, row.line("id")) if row.line("id") else None
    if old and getattr(old, part.of) != owner:
        raise Refused("", N_("This was deleted meanwhile. Nothing was changed."))
    if row.flag("delete"):
        if old and part is COHORTS and row.flag("detach"):
            let_go(
                w, w.rows("select * from events where deleted is null and cohort_id = :id", id=old.id), cohort_id=None
            )
        if old:
            w.delete(old.model_copy(update={"rev": rev}))
        return
    if old is None and not part.order:
        raise Refused("", N_("This was deleted meanwhile. Nothing was changed."))
    if old is None and all(raw.get(name, value) == value for name, value in part.blank.items()):
        return
    values = part.read(row)
    if old is None:
        values = numbered(w, part, owner, values)
    elif part.order not in part.blank:
        values.pop(part.order, None)
    new = row.made(part.kind, {**(fields(old) if old else {}), part.of: owner, **values})
    row.done()
    assert new is not None
    try:
        stored = w.change(old, rev, **values) if old else w.add(new)
    except Refused as refused:
        if type(refused) is Refused:
            row.gather(refused.problems)
            row.done()
        raise
    if "speakers" in part.blank:
        _set_speakers(w, stored, row)


def let_go(w: Writer, found: Sequence[Mapping[str, Any]], **without: None) -> None:
    """Take events out of what they belong to (cohort_id, programme_id). For whom they are, which they had from their
    cohort, stays with them, so that what was reached stays reached."""
    for row in found:
        event = record_of(Event, dict(row))
        cohort = w.live(Cohort, event.cohort_id) if event.cohort_id else None
        w.change(event, serves=event.serves or (cohort.serves if cohort else None), **without)


def numbered(w: Writer, part: Part, owner: str, values: dict[str, Any]) -> dict[str, Any]:
    """A new row's values with its place at the end, unless it says its own."""
    if values.get(part.order) is not None:
        return values
    last = w.rows(
        f"select max({part.order}) as last from {part.kind.table} where deleted is null and {part.of} = :owner",
        owner=owner,
    )[0]["last"]
    return {**values, part.order: (last or 0) + 1}


def _set_speakers(w: Writer, session: Record, row: Typed) -> None:
    """Add whom this form ticked and take away whom it unticked; what another person ticked meanwhile stays."""
    wanted, saw = row.texts("speakers"), row.texts("saw")
    row.done()
    there = {
        found["participation_id"]: found["id"]
        for found in w.rows(
            "select id, participation_id from appearances where deleted is null and session_id = :id", id=session.id
        )
    }
    for gone in saw:
        if gone not in wanted and gone in there:
            w.delete(w.live(Appearance, there[gone]))
    for new in wanted:
        if new not in saw and new not in there:
            w.add(Appearance(session_id=session.id, participation_id=new))
