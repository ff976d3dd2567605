"""The rows of a part, edited together where they are read: a form each, saved in one batch."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from db import event_edit as edit
from db.choices import Attended, Category, CohortState, Role, SessionKind
from db.event_edit import Part
from db.records import Cohort, FollowUp, Headcount, Participation, Record, Session, new_id
from db.refusals import Problem, Refused, Stale
from ui import conflict, event_form
from ui.forms import Form, label, sentence, words
from ui.plain import plain
from ui.session import actor, store
from ui.words import _


@dataclass
class Row:
    """One row being edited: its form, how it was, which record it is ("" for a new one), a person's name, and how many
    events hang on it."""

    form: Form
    start: dict[str, Any]
    id: str = ""
    rev: int = 0
    delete: bool = False
    name: str = ""
    events: int = 0


@dataclass
class Rows:
    """A part being edited as a whole."""

    part: Part
    owner: str
    rows: list[Row]
    token: str = field(default_factory=new_id)
    problems: list[Problem] = field(default_factory=list)

    def add(self, **values: Any) -> None:
        """One more row, which is not in the register yet."""
        self.rows.append(Row(Form(self.part.blank, values=values), dict(self.part.blank)))


@dataclass(frozen=True)
class Way:
    """What belongs to the page: the fields of one row, and what comes after saving (a batch) and closing."""

    fields: Callable[[Form], None]
    saved: Callable[[int], None]
    close: Callable[[], None]


def opened(part: Part, owner: str, rows: list[Row], empty: int = 1) -> Rows:
    """These rows and an empty one; `empty` of them where there is none yet."""
    editor = Rows(part, owner, rows)
    for _again in range(1 if rows else empty):
        editor.add()
    return editor


def row_of(part: Part, record: Record, **more: Any) -> Row:
    """A record as a row; `more`: what a row has and its record does not."""
    raw = part.raw(record) | more
    return Row(Form(part.blank, values=dict(raw)), raw, record.id, record.rev)


def draw(editor: Rows, way: Way) -> None:
    """The forms of all rows, with what adds one and what saves them."""
    for problem in editor.problems:
        st.error(sentence(problem))
    for row in editor.rows:
        if row.delete:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f":gray[~~{plain(_named(row))}~~]", width="content")
                st.button(_("Keep"), key=row.form.key("keep"), type="tertiary", on_click=_delete, args=(row, False))
            continue
        if row.form.stale:
            _draw_conflict(editor, way, row)
        if row.name:
            st.markdown(f"**{plain(row.name)}**")
        way.fields(row.form)
        row.form.show_problems("")
        if row.id:
            _draw_delete(row)
        st.divider()
    if editor.part.order:
        st.button(
            _("Add a row"), key=f"{editor.token}:add", type="tertiary", icon=":material/add:", on_click=editor.add
        )
    forms = [row.form for row in editor.rows if not row.delete]
    buttons(lambda: _save(editor, way), way.close, editor.token, forms)


def buttons(save: Callable[[], None], close: Callable[[], None], key: str, forms: Sequence[Form]) -> None:
    """Save and cancel; beside them, that something was refused in one of the forms."""
    with st.container(horizontal=True, gap="small"):
        st.button(_("Save"), key=f"{key}:save", type="primary", icon=":material/check:", on_click=save)
        st.button(_("Cancel"), key=f"{key}:cancel", type="tertiary", on_click=close)
    refused = [form for form in forms if form.unsaved]
    for form in refused[:1]:
        form.show_unsaved()


def _named(row: Row) -> str:
    """What people call a row: a person's name, its text, else its number."""
    return row.name or next(
        (str(row.start[name]) for name in ("label", "topic", "task", "number") if row.start.get(name)), "–"
    )


def _draw_delete(row: Row) -> None:
    delete = {"key": row.form.key("delete"), "on_click": _delete, "args": (row, True)}
    look = {"type": "tertiary", "icon": ":material/delete:"}
    if not row.events:
        st.button(_("Delete this row"), **look, **delete)
        return
    with st.popover(_("Delete this row"), **look):
        st.markdown(
            _("{count} events are in this cohort. They stay in the programme, without a cohort.", count=row.events)
        )
        st.button(_("Detach the events, delete the cohort"), **delete)


def _delete(row: Row, delete: bool) -> None:
    row.delete = delete


def _save(editor: Rows, way: Way) -> None:
    changed = [row for row in editor.rows if row.delete or row.form.raw() != row.start]
    raws: list[Mapping[str, Any]] = [
        row.form.raw()
        | {"id": row.id, "rev": row.rev, "saw": row.start.get("speakers", [])}
        | {"delete": row.delete, "detach": row.events > 0}
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
                row.delete = False
                row.form.refuse(Refused.of(mine))
        editor.problems = [problem for problem in refused.problems if "." not in problem.field]
    else:
        way.saved(batch)


def _draw_conflict(editor: Rows, way: Way, row: Row) -> None:
    stale = row.form.stale
    assert stale is not None
    theirs = editor.part.raw(stale.theirs)

    def use(mine: bool) -> None:
        row.rev, row.form.stale, row.form.problems = stale.theirs.rev, None, []
        row.start = row.start | theirs
        if mine:
            _save(editor, way)
        else:
            row.form.fill(theirs)

    conflict.choose(row.form.id, stale, row.form.values, theirs, _in_words, lambda: use(True), lambda: use(False))


def _in_words(name: str, value: Any) -> tuple[str, str]:
    lists = {
        "category": words(Category),
        "kind": words(SessionKind),
        "state": words(CohortState),
        "area": event_form.serving(),
        "serves": event_form.serving(),
        "role": words(Role),
        "attended": words(Attended),
    }
    if name == "group":
        group = store().get(Session, str(value))
        return label(FollowUp, "session_id"), group.topic if group else _("none")
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
