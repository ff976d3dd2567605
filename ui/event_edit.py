"""The small forms of an event's page: one for its facts, one for the rows of each part, opened where they are read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from db import event_edit as edit
from db.choices import (
    Attended,
    Category,
    CohortState,
    Kind,
    OrganisationType,
    Role,
    SessionKind,
    State,
)
from db.entry import BLANK, raw_of
from db.event_view import View
from db.records import Cohort, Event, FollowUp, Headcount, Participation, Record, Session, new_id
from db.refusals import Problem, Refused, Stale
from ui import conflict, event_fields, event_form, flash
from ui.forms import Form, label, sentence, words
from ui.plain import plain
from ui.session import actor, store
from ui.words import _

OPEN = "event_edits"
KINDS = (Headcount, Session, FollowUp, Cohort, Participation)


@dataclass
class Row:
    """One row being edited: its form, how it was, which record it is ("" for a new one), and a person's name."""

    form: Form
    start: dict[str, Any]
    id: str = ""
    rev: int = 0
    delete: bool = False
    name: str = ""


@dataclass
class Rows:
    """A part being edited as a whole."""

    part: edit.Part
    owner: str
    rows: list[Row]
    token: str = field(default_factory=new_id)
    problems: list[Problem] = field(default_factory=list)


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


def start_person(view: View, key: str) -> None:
    """Open the form of the one person whose participation was chosen in the widget `key`."""
    chosen = next((one for one in view.people if one.participation.id == st.session_state[key]), None)
    if chosen:
        row = _row(edit.PEOPLE, chosen.participation, [])
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
    elif isinstance(editor, Facts):
        _draw_facts(view, editor)
    else:
        _draw_rows(view, name, editor)


def _buttons(view: View, name: str, save: Callable[[], None], key: str, forms: Sequence[Form]) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(_("Save"), key=f"{key}:save", type="primary", icon=":material/check:", on_click=save)
        st.button(_("Cancel"), key=f"{key}:cancel", type="tertiary", on_click=close, args=(view, name))
    refused = [form for form in forms if form.unsaved]
    for form in refused[:1]:
        form.show_unsaved()


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
    _buttons(view, "facts", lambda: _save_facts(view, editor), form.id, [form])


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
    "cohorts": (edit.COHORTS, lambda view: view.cohorts, 1),
}
"""Each part: how it is edited, its records, and how many empty rows an empty part begins with."""


def _rows(view: View, name: str) -> Rows:
    part, records, empty = PARTS[name]
    spoke = {topic.session.id: [one.participation.id for one in topic.people] for topic in view.topics}
    rows = [_row(part, record, spoke.get(record.id, [])) for record in records(view)]
    owner = view.event.programme_id if part is edit.COHORTS else view.event.id
    return Rows(part, owner or "", rows + [_empty(part) for _again in range(empty if not rows else 1)])


def _row(part: edit.Part, record: Record, speakers: list[str]) -> Row:
    raw = part.raw(record) | ({"speakers": speakers} if "speakers" in part.blank else {})
    return Row(Form(part.blank, values=dict(raw)), raw, record.id, record.rev)


def _empty(part: edit.Part) -> Row:
    return Row(Form(part.blank), dict(part.blank))


def _draw_rows(view: View, name: str, editor: Rows) -> None:
    for problem in editor.problems:
        st.error(sentence(problem))
    for row in editor.rows:
        if row.delete:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f":gray[~~{plain(_named(row))}~~]", width="content")
                st.button(_("Keep"), key=row.form.key("keep"), type="tertiary", on_click=_delete, args=(row, False))
            continue
        if row.form.stale:
            _draw_conflict(view, name, editor, row)
        if row.name:
            st.markdown(f"**{plain(row.name)}**")
        event_fields.FIELDS[name](view, row.form)
        row.form.show_problems("")
        if row.id:
            st.button(
                _("Delete this row"),
                key=row.form.key("delete"),
                type="tertiary",
                icon=":material/delete:",
                on_click=_delete,
                args=(row, True),
            )
        st.divider()
    if editor.part.order:
        st.button(
            _("Add a row"),
            key=f"{editor.token}:add",
            type="tertiary",
            icon=":material/add:",
            on_click=lambda: editor.rows.append(_empty(editor.part)),
        )
    forms = [row.form for row in editor.rows if not row.delete]
    _buttons(view, name, lambda: _save_rows(view, name, editor), editor.token, forms)


def _named(row: Row) -> str:
    """What people call a row: a person's name, its text, else its number."""
    return row.name or next(
        (str(row.start[name]) for name in ("label", "topic", "task", "number") if row.start.get(name)), "–"
    )


def _delete(row: Row, delete: bool) -> None:
    row.delete = delete


def _save_rows(view: View, name: str, editor: Rows) -> None:
    changed = [row for row in editor.rows if row.delete or row.form.raw() != row.start]
    raws: list[Mapping[str, Any]] = [
        row.form.raw() | {"id": row.id, "rev": row.rev, "delete": row.delete, "saw": row.start.get("speakers", [])}
        for row in changed
    ]
    editor.problems = []
    try:
        batch = edit.save_rows(store(), actor(), editor.part, editor.owner, raws, editor.token)
    except Stale as stale:
        row = next(row for row in changed if row.id == stale.theirs.id)
        row.delete = False
        row.form.refuse(stale)
    except Refused as refused:
        for at, row in enumerate(changed):
            mine = [
                Problem(problem.field.partition(".")[2], problem.message, problem.values)
                for problem in refused.problems
                if problem.field.partition(".")[0] == str(at)
            ]
            row.form.problems = []
            if mine:
                row.form.refuse(Refused.of(mine))
        editor.problems = [problem for problem in refused.problems if "." not in problem.field]
    else:
        _done(view, name, batch)


def _draw_conflict(view: View, name: str, editor: Rows, row: Row) -> None:
    stale = row.form.stale
    assert stale is not None
    theirs = editor.part.raw(stale.theirs)

    def use(mine: bool) -> None:
        row.rev, row.form.stale, row.form.problems = stale.theirs.rev, None, []
        row.start = row.start | theirs
        if mine:
            _save_rows(view, name, editor)
        else:
            row.form.fill(theirs)

    conflict.choose(row.form.id, stale, row.form.values, theirs, _part_in_words, lambda: use(True), lambda: use(False))


def _part_in_words(name: str, value: Any) -> tuple[str, str]:
    lists = {
        "category": words(Category),
        "kind": words(SessionKind),
        "state": words(CohortState),
        "area": event_form.serving(),
        "serves": event_form.serving(),
        "role": words(Role),
        "attended": words(Attended),
    }
    named = {"due": "due_on", "done": "done_on"}.get(name, name)
    record = next(
        (
            kind
            for kind in (Headcount, Session, FollowUp, Cohort, Participation)
            if named in kind.model_fields and name != "kind"
        ),
        Session,
    )
    return label(record, named), lists.get(name, {}).get(value, str(value))
