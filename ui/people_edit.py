"""The small forms of people, posts, memberships, organisations, networks and programmes, opened where they are read."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from db import naming, people, people_edit
from db.choices import Choice, Consent, OrganisationType, Standing
from db.people_edit import EDITED, LONG, NAMED, blank, raw_of
from db.records import Record, new_id
from db.refusals import AlreadySaved, Refused, Stale
from db.typed import Typed
from thai import dates, places
from thai.written_days import parse_days
from ui import conflict, flash
from ui.forms import Form, hint, label, words
from ui.marks import small
from ui.plain import plain
from ui.session import actor, store
from ui.words import _, language

OPEN = "people_edit"
LISTS: dict[str, type[Choice]] = {"consent": Consent, "standing": Standing, "type": OrganisationType}
DAYS = ("starts_on", "ends_on")


@dataclass
class Editor:
    """One form that is open: of a record (id and rev), or of a new one that `belongs` to others."""

    kind: str
    place: str
    form: Form
    belongs: dict[str, str]
    id: str = ""
    rev: int = 0


def start(kind: str, place: str, id: str = "", belongs: dict[str, str] | None = None) -> None:
    """Open a form at `place`, of the record `id` or of a new one; another open one closes."""
    found = store().get(EDITED[kind].record, id) if id else None
    with store().reading() as rows:
        values = raw_of(rows, found) if found else {}
    form = Form(blank(kind), values=dict(values))
    st.session_state[OPEN] = Editor(kind, place, form, belongs or {}, id, found.rev if found else 0)


def close() -> None:
    st.session_state.pop(OPEN, None)


def is_open(place: str) -> bool:
    """Whether the form at this place of the page is the one that is open."""
    editor = st.session_state.get(OPEN)
    return editor is not None and editor.place == place


@st.fragment
def draw() -> None:
    """The open form; once it is saved the whole page is drawn again."""
    editor: Editor | None = st.session_state.get(OPEN)
    if editor is None:
        st.rerun()
        return
    form, record = editor.form, EDITED[editor.kind].record
    if form.stale:
        _conflict(editor, form.stale)
    for name in EDITED[editor.kind].typed:
        _field(form, record, name)
    form.show_problems("")
    with st.container(horizontal=True, gap="small"):
        save = {"on_click": saved, "args": (editor,)}
        st.button(
            _("Save"), key=form.key("save"), type="primary", icon=":material/check:", shortcut="Ctrl+Enter", **save
        )
        st.button(_("Cancel"), key=form.key("cancel"), type="tertiary", on_click=close)
    form.show_unsaved()


def _field(form: Form, record: type[Record], name: str) -> None:
    words_of = label(record, name)
    if name in NAMED:
        field = NAMED[name]
        with store().reading() as rows:
            known = list(naming.organisations(rows))
        form.known(field, words_of, known)
        if any(problem.message == naming.NEW_ORGANISATION for problem, _typed in form.problems):
            typed = form.values[field]
            st.button(
                _("“{name}” is new, add it", name=plain(typed)),
                key=form.key("confirm"),
                on_click=_confirm,
                args=(form, typed),
            )
    elif name in LISTS:
        options = words(LISTS[name])
        form.one(name, words_of, options if form.blank[name] else {"": "–", **options})
    elif name == "province":
        form.one(name, words_of, {"": "–", **{one.name: one.name for one in places.PROVINCES}})
    elif name == "network_id":
        form.one(name, words_of, {"": "–", **_networks()}, help=hint(record, name))
    elif name in LONG:
        form.lines(name, words_of)
    else:
        form.line(name, words_of, placeholder=_("24 Mar 2565") if name in DAYS else "")
        if name in DAYS:
            _echo(form.values[name], hint(record, name))
        elif name == "fiscal_year":
            echo_year(form.values[name])


def _echo(typed: str, empty: str | None) -> None:
    """What was understood as a day, or what an empty one means."""
    try:
        told = dates.long(parse_days(typed, dates.today())) if typed.strip() else empty or ""
    except ValueError:
        told = ""
    if told:
        st.markdown(small(told))


def echo_year(typed: str) -> None:
    """The days of the fiscal year that was understood."""
    year = Typed({"year": typed}).fiscal_year("year")
    if year:
        st.markdown(small(dates.long(dates.fiscal_year_days(year), language())))


def _networks() -> dict[str, str]:
    return {row["id"]: row["name"] for row in people.networks(store())}


def _confirm(form: Form, name: str) -> None:
    form.values["new_organisation"] = name
    form.problems = []


def saved(editor: Editor, rev: int | None = None) -> None:
    form = editor.form
    raw: dict[str, Any] = {**form.raw(), **editor.belongs}
    if editor.id:
        raw |= {"id": editor.id, "rev": editor.rev if rev is None else rev}
    try:
        done = people_edit.save(store(), actor(), editor.kind, raw, form.id)
    except AlreadySaved:
        return
    except Refused as refused:
        form.refuse(refused)
        return
    flash.put(_("Saved"), done.batch)
    close()
    if not editor.id and editor.kind in ("person", "organisation", "network", "programme"):
        st.session_state["go_to"] = {editor.kind: done.record.id}


def _conflict(editor: Editor, stale: Stale) -> None:
    with store().reading() as rows:
        theirs = raw_of(rows, stale.theirs)
    mine = {name: value for name, value in editor.form.values.items() if name in theirs and name != "new_organisation"}
    conflict.choose(
        editor.form.id,
        stale,
        mine,
        theirs,
        lambda name, value: _in_words(editor.kind, name, value),
        lambda: saved(editor, stale.theirs.rev),
        close,
    )


def _in_words(kind: str, name: str, value: Any) -> tuple[str, str]:
    field = next((field for field, typed in NAMED.items() if typed == name), name)
    lists = words(LISTS[name]) if name in LISTS else _networks() if name == "network_id" else {}
    shown = lists.get(value, value)
    return label(EDITED[kind].record, field), str(shown)


def add(kind: str, verb: str) -> None:
    """The form of a new one, or the button that opens it."""
    if is_open(kind):
        with st.container(border=True, width=760):
            draw()
    else:
        st.button(verb, icon=":material/add:", key=f"new_{kind}", on_click=start, args=(kind, kind))


def edit_button(kind: str, id: str) -> None:
    """Opens the form of one row where the row stands."""
    st.button(_("Edit"), key=f"edit_{id}", type="tertiary", on_click=start, args=(kind, id, id))


def delete_button(kind: str, record: Record, name: str, what: str) -> None:
    """A quiet way to delete a row, said twice: `what` tells what goes with it."""
    with st.popover(_("Delete"), type="tertiary", icon=":material/delete:"):
        st.markdown(what)
        key = f"delete_{record.id}"
        st.button(_("Delete {row}", row=plain(name)), key=key, on_click=delete, args=(kind, record, name, new_id()))


def delete(kind: str, record: Record, name: str, token: str) -> None:
    try:
        batch = people_edit.delete(store(), actor(), kind, {"id": record.id, "rev": record.rev}, token)
    except AlreadySaved:
        return
    except Refused as why:
        flash.refused(why)
        return
    flash.put(_("Deleted {name}", name=plain(name)), batch)
    close()
    for asked in ("person", "organisation", "network"):
        if kind == asked:
            st.query_params.pop(asked, None)
