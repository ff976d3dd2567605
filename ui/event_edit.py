"""The small forms of an event's page: one for its facts, one for the rows of each part, opened where they are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from db import event_edit as edit
from db.choices import TEACHING, CohortState, Kind, OrganisationType, State
from db.entry import BLANK, raw_of
from db.event_view import View
from db.records import Event, Record, Session
from db.refusals import Refused, Stale
from thai import dates
from ui import conflict, event_fields, event_form, flash, rows_edit
from ui.forms import Form, label, words
from ui.marks import coloured
from ui.plain import plain
from ui.rows_edit import Rows, Way
from ui.session import actor, store
from ui.words import _

OPEN = "event_edits"
LONGEST_TASK = 500


@dataclass
class Facts:
    """The event's own facts being edited."""

    event: Event
    form: Form
    start: dict[str, Any]


def opened(view: View) -> dict[str, Rows | Facts]:
    """The forms that are open on this event's page, by the name of their part."""
    all: dict[str, dict[str, Rows | Facts]] = st.session_state.setdefault(OPEN, {})
    return all.setdefault(view.event.id, {})


def start(view: View, name: str) -> None:
    """Open the form of one part."""
    opened(view)[name] = _facts(view.event) if name == "facts" else _rows(view, name)


def follow_up(view: View, groups: Sequence[Session]) -> None:
    """Open the form of the follow-ups with a new one for what each of these working groups came to."""
    editor = _rows(view, "follow_ups")
    editor.rows = [row for row in editor.rows if row.id]
    for group in groups:
        editor.add(task=(group.outcome or "").partition("\n")[0][:LONGEST_TASK], group=group.id)
    opened(view)["follow_ups"] = editor


def start_person(view: View, key: str) -> None:
    """Open the form of the one person whose participation was chosen in the widget `key`."""
    chosen = next((one for one in view.people if one.participation.id == st.session_state[key]), None)
    if chosen:
        row = rows_edit.row_of(edit.PEOPLE, chosen.participation)
        row.name = chosen.name
        opened(view)["people"] = Rows(edit.PEOPLE, view.event.id, [row])


def close(view: View, name: str) -> None:
    opened(view).pop(name, None)


@st.fragment
def draw(view: View, name: str) -> None:
    """The open form of one part; once it is saved the whole page is drawn again."""
    editor = opened(view).get(name)
    if editor is None:
        st.rerun()
        return
    if line := missing(view, name):
        st.markdown(coloured("orange", f":material/error: {line}"))
    if isinstance(editor, Facts):
        _draw_facts(view, editor)
    else:
        fields = partial(event_fields.FIELDS[name], view)
        rows_edit.draw(editor, Way(fields, partial(_done, view, name), partial(close, view, name)))


def missing(view: View, name: str) -> str:
    """What the worklist asks of one part of an event, in words, or ""."""
    event, found = view.event, view.numbers
    if name == "facts" and event.state is not State.HELD and view.cohort and view.cohort.state is CohortState.HELD:
        return _("Its cohort is said to be held: write the day, and choose the state “held”.")
    if name == "facts" and event.state is State.PLANNED and event.starts_on:
        over = (event.ends_on or event.starts_on) < dates.today()
        return _("Its planned day is over: choose whether it was held, postponed or cancelled.") if over else ""
    if name == "facts" and event.state is State.HELD and found.attendance is None:
        return _("How many came is not known: write it at “{field}”.", field=_("People (number)"))
    if name == "ledger" and event.state is State.HELD:
        return _missing_lines(view)
    return ""


def _missing_lines(view: View) -> str:
    found = view.numbers
    if found.lines_unknown:
        return _("{count} lines are not known", count=found.lines_unknown)
    if found.lines and found.declared is not None and not found.approximate and found.counted != found.declared:
        values = {"declared": f"{found.declared:,}", "counted": f"{found.counted:,}"}
        return _("announced {declared}, counted {counted}", **values)
    if view.event.kind in TEACHING and found.learners is None:
        return _("How many learners came is not known: write their number in a line of that category.")
    return ""


def _facts(event: Event) -> Facts:
    with store().reading() as rows:
        raw = raw_of(rows, event)
    return Facts(event, Form(BLANK, values=dict(raw)), raw)


def _draw_facts(view: View, editor: Facts) -> None:
    form = editor.form
    if form.stale:
        with store().reading() as rows:
            theirs = raw_of(rows, form.stale.theirs)
        conflict.choose(
            form.id,
            form.stale,
            form.values,
            theirs,
            _fact_in_words,
            lambda: _save_facts(view, editor, form.stale),
            lambda: close(view, "facts"),
        )
    event_form.short(form, event_form.offered())
    event_form.more(form)
    if (form.values["title"], form.values["when"]) != (editor.start["title"], editor.start["when"]):
        event_form.same(form, apart_from=view.event.id)
    form.show_problems("")
    rows_edit.buttons(lambda: _save_facts(view, editor), lambda: close(view, "facts"), form.id, [form])


def _save_facts(view: View, editor: Facts, stale: Stale | None = None) -> None:
    event, form = editor.event, editor.form
    rev = stale.theirs.rev if stale else event.rev
    try:
        saved = edit.change_event(store(), actor(), event.id, rev, form.raw(), form.id)
    except Refused as refused:
        form.refuse(refused)
        return
    _done(view, "facts", saved.batch)


def _done(view: View, name: str, batch: int) -> None:
    flash.put(_("Saved {code} {title}", code=view.event.code, title=plain(view.event.title)), batch)
    close(view, name)


FACTS = {
    "title": "title",
    "when": "starts_on",
    "kind": "kind",
    "province": "province",
    "venue": "venue",
    "organiser": "organiser_id",
    "programme": "programme_id",
    "total": "declared_total",
    "at": "starts_at",
    "state": "state",
    "serves": "serves",
    "audience": "audience",
    "source_url": "source_url",
    "notes": "notes",
}


def _fact_in_words(name: str, value: Any) -> tuple[str, str]:
    lists = {"kind": words(Kind), "state": words(State), "serves": event_form.serving()}
    shown = ", ".join(words(OrganisationType)[one] for one in value) if name == "audience" else str(value)
    return label(Event, FACTS[name]) if name in FACTS else name, lists.get(name, {}).get(shown, shown)


PARTS: dict[str, tuple[edit.Part, Callable[[View], Sequence[Record]], int]] = {
    "ledger": (edit.LEDGER, lambda view: view.lines, 3),
    "talks": (edit.TALKS, lambda view: [topic.session for topic in view.talks], 1),
    "groups": (edit.GROUPS, lambda view: [topic.session for topic in view.groups], 1),
    "follow_ups": (edit.FOLLOW_UPS, lambda view: view.follow_ups, 1),
}
"""Each part: how it is edited, its records, and how many empty rows an empty part begins with."""
NAMES = ("facts", *PARTS)
"""The forms that can be opened by their name."""


def _rows(view: View, name: str) -> Rows:
    part, records, empty = PARTS[name]
    spoke = {topic.session.id: [one.participation.id for one in topic.people] for topic in view.topics}
    rows = [
        rows_edit.row_of(part, record, **({"speakers": spoke[record.id]} if "speakers" in part.blank else {}))
        for record in records(view)
    ]
    return rows_edit.opened(part, view.event.id, rows, empty)
