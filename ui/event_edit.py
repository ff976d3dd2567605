"""The small forms of an event's page: one for its facts, one for the rows of each part, opened where they are read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from db import event_edit as edit
from db.choices import CATEGORY_OF_ROLE, Category, CohortState, Kind, OrganisationType, Role, SessionKind, State
from db.entry import BLANK, raw_of
from db.event_view import View
from db.records import Cohort, Event, FollowUp, Headcount, Record, Session, new_id
from db.refusals import Problem, Refused, Stale
from ui import conflict, event_form, flash
from ui.forms import Form, label, sentence, words
from ui.marks import grey
from ui.plain import plain
from ui.session import actor, store
from ui.words import _, say

OPEN = "event_edits"


@dataclass
class Row:
    """One row being edited: its form, how it was, and which record it is ("" for a new one)."""

    form: Form
    start: dict[str, Any]
    id: str = ""
    rev: int = 0
    delete: bool = False


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


def _buttons(view: View, name: str, save: Callable[[], None], key: str) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(_("Save"), key=f"{key}:save", type="primary", icon=":material/check:", on_click=save)
        st.button(_("Cancel"), key=f"{key}:cancel", type="tertiary", on_click=close, args=(view, name))


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
    _buttons(view, "facts", lambda: _save_facts(view, editor), form.id)


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
        FIELDS[name](view, row.form)
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
    st.button(
        _("Add a row"),
        key=f"{editor.token}:add",
        type="tertiary",
        icon=":material/add:",
        on_click=lambda: editor.rows.append(_empty(editor.part)),
    )
    _buttons(view, name, lambda: _save_rows(view, name, editor), editor.token)


def _named(row: Row) -> str:
    """What people call a row: its text, else its number."""
    return next((str(row.start[name]) for name in ("label", "topic", "task", "number") if row.start.get(name)), "–")


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
    }
    named = {"due": "due_on", "done": "done_on"}.get(name, name)
    record = next(
        (kind for kind in (Headcount, Session, FollowUp, Cohort) if named in kind.model_fields and name != "kind"),
        Session,
    )
    return label(record, named), lists.get(name, {}).get(value, str(value))


def _ledger(view: View, form: Form) -> None:
    left, right = st.columns([2, 3], gap="small")
    with left:
        form.one("category", label(Headcount, "category"), words(Category), placeholder=say(Category.LEARNERS.label))
    with right:
        form.line("label", label(Headcount, "label"))
    columns = st.columns([2, 2, 2, 4], gap="small")
    for column, name in zip(columns, ("units", "per_unit", "count"), strict=False):
        with column:
            form.line(name, label(Headcount, name))
    with columns[3]:
        form.one("area", label(Headcount, "area"), event_form.serving(), placeholder=_("unknown"))


def _talks(view: View, form: Form) -> None:
    kinds = {kind: told for kind, told in words(SessionKind).items() if kind != SessionKind.GROUP.value}
    left, right = st.columns([1, 3], gap="small")
    with left:
        form.one("kind", label(Session, "kind"), kinds, placeholder=say(SessionKind.LECTURE.label))
    with right:
        form.line("topic", label(Session, "topic"))
    _speakers(view, form)
    form.lines("outcome", label(Session, "outcome"), height=68)


def _groups(view: View, form: Form) -> None:
    left, right = st.columns([1, 5], gap="small")
    with left:
        form.line("number", label(Session, "number"))
    with right:
        form.line("topic", label(Session, "topic"))
    form.lines("outcome", label(Session, "outcome"), height=68)


def _speakers(view: View, form: Form) -> None:
    """Those at the event who may have spoken, as pills to tap."""
    chosen = form.values["speakers"]
    speaking = {
        one.participation.id: _("{name} ({role})", name=one.name, role=say(one.participation.role.label))
        for one in view.people
        if CATEGORY_OF_ROLE[one.participation.role] in (None, Category.SPEAKERS)
        or one.participation.role in (Role.HOST, Role.GUEST)
        or one.participation.id in chosen
    }
    if speaking:
        form.several("speakers", _("Speakers"), speaking)
    else:
        st.markdown(grey(_("Nobody is named as a speaker yet. Add people first, then choose them here.")))


def _follow_ups(view: View, form: Form) -> None:
    form.line("task", label(FollowUp, "task"))
    columns = st.columns(3, gap="small")
    for column, name, named in zip(columns, ("owner", "due", "done"), ("owner", "due_on", "done_on"), strict=True):
        with column:
            form.line(name, label(FollowUp, named))


def _cohorts(view: View, form: Form) -> None:
    columns = st.columns([1, 3, 2], gap="small")
    with columns[0]:
        form.line("number", label(Cohort, "number"))
    with columns[1]:
        form.one("serves", label(Cohort, "serves"), event_form.serving(), placeholder=_("unknown"))
    with columns[2]:
        form.one("state", label(Cohort, "state"), words(CohortState), placeholder=say(CohortState.UNKNOWN.label))


FIELDS: dict[str, Callable[[View, Form], None]] = {
    "ledger": _ledger,
    "talks": _talks,
    "groups": _groups,
    "follow_ups": _follow_ups,
    "cohorts": _cohorts,
}
