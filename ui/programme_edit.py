"""What is changed on a programme's page: its cohorts, a copy of it for the next year, and whether it is there."""

from collections import Counter
from functools import partial

import streamlit as st

from db import areas, event_edit, programme_edit
from db.programmes import View
from db.records import Programme
from db.refusals import AlreadySaved, Refused
from thai import dates
from ui import board, event_fields, flash, people_edit, rows_edit
from ui.forms import Form, label
from ui.marks import small
from ui.plain import plain
from ui.rows_edit import Rows, Way
from ui.session import actor, store
from ui.words import _, language

COHORTS, COPY = "cohorts_edit", "programme_copy"


def cohorts_open(found: View) -> bool:
    """Whether the form of this programme's cohorts is open."""
    return _cohorts(found) is not None


def _cohorts(found: View) -> Rows | None:
    editor: Rows | None = st.session_state.get(COHORTS)
    return editor if editor and editor.owner == found.programme.id else None


def start_cohorts(found: View, _part: str = "") -> None:
    """Open the form of this programme's cohorts."""
    inside = Counter(found.cohort_of_event)
    rows = [rows_edit.row_of(event_edit.COHORTS, one) for one in found.cohorts]
    for row, card in zip(rows, found.board, strict=True):
        row.events = inside[row.id]
        row.name = " · ".join([_("Cohort {number}", number=card.cohort.number), board.state(card)])
    st.session_state[COHORTS] = rows_edit.opened(event_edit.COHORTS, found.programme.id, rows)


def _close_cohorts() -> None:
    st.session_state.pop(COHORTS, None)


@st.fragment
def draw_cohorts(found: View) -> None:
    """The open form of the cohorts; once it is saved the whole page is drawn again."""
    editor = _cohorts(found)
    if editor is None:
        st.rerun()
        return
    if not found.board:
        _one_for_each_area(found, editor)
    rows_edit.draw(
        editor,
        Way(
            partial(event_fields.cohort, year=found.programme.fiscal_year),
            partial(_saved, found.programme),
            _close_cohorts,
        ),
    )


def _saved(programme: Programme, batch: int) -> None:
    flash.put(_("Saved {name}", name=plain(programme.name)), batch)
    _close_cohorts()


def _one_for_each_area(found: View, editor: Rows) -> None:
    """For a programme without cohorts: one for each area of a scheme, at one tap, to be changed before saving."""
    with store().reading() as rows:
        schemes = areas.schemes(rows)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(small(_("One cohort for each of:")), width="content")
        for scheme in schemes:
            st.button(
                plain(scheme["name" if language() == "th" else "name_en"]),
                key=f"{editor.token}:{scheme['key']}",
                on_click=_fill,
                args=(found, editor, scheme["key"]),
            )


def _fill(found: View, editor: Rows, scheme: str) -> None:
    with store().reading() as rows:
        division = areas.areas(rows, scheme, dates.today())
    state = programme_edit.state_of_new(found.programme.fiscal_year, dates.today())
    editor.rows.clear()
    for number, area in enumerate(division, 1):
        editor.add(number=str(number), serves=area.serves, state=state.value)


def actions(found: View) -> None:
    """What can be done with the programme as a whole."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Edit"),
            key="edit_programme",
            icon=":material/edit:",
            on_click=people_edit.start,
            args=("programme", found.programme.id, found.programme.id),
        )
        st.button(
            _("Copy to another year"), key="copy", icon=":material/content_copy:", on_click=_start_copy, args=(found,)
        )
        _delete_button(found)
    if _copy(found):
        _draw_copy(found)


def _copy(found: View) -> Form | None:
    of, form = st.session_state.get(COPY, ("", None))
    return form if of == found.programme.id else None


def _start_copy(found: View) -> None:
    values = programme_edit.next_year(found.programme)
    st.session_state[COPY] = found.programme.id, Form(dict.fromkeys(values, ""), values=values)


def _close_copy() -> None:
    st.session_state.pop(COPY, None)


@st.fragment
def _draw_copy(found: View) -> None:
    form = _copy(found)
    if form is None:
        st.rerun()
        return
    with st.container(border=True, width=760):
        st.markdown(_("Owner, objectives, cohorts and targets are taken over, without their days and events."))
        form.line("name", label(Programme, "name"))
        form.line("fiscal_year", label(Programme, "fiscal_year"))
        people_edit.echo_year(form.values["fiscal_year"])
        form.show_problems("")
        rows_edit.buttons(lambda: _duplicate(found, form), _close_copy, form.id, [form])


def _duplicate(found: View, form: Form) -> None:
    try:
        new, batch = programme_edit.duplicate(store(), actor(), found.programme.id, form.raw(), form.id)
    except AlreadySaved:
        return
    except Refused as refused:
        form.refuse(refused)
        return
    flash.put(_("Saved {name}", name=plain(new.name)), batch)
    _close_copy()
    st.session_state["go_to"] = {"programme": new.id}


def _delete_button(found: View) -> None:
    """Deleting, said twice; with events in it, what becomes of them is said too."""
    programme = found.programme
    with st.popover(_("Delete"), type="tertiary", icon=":material/delete:"):
        if found.hanging:
            told = _(
                "{count} events belong to this programme. They stay, outside of any programme.", count=found.hanging
            )
            words = _("Detach the events, delete {name}", name=plain(programme.name))
        else:
            told = ""
            words = _("Delete {row}", row=plain(programme.name))
        going = {"cohorts": len(found.board), "targets": len(found.targets)}
        st.markdown(_("The programme goes with {cohorts} cohorts and {targets} targets. This can be undone.", **going))
        if told:
            st.markdown(told)
        st.button(words, key=f"delete_{programme.id}", on_click=_delete, args=(found,))


def _delete(found: View) -> None:
    programme = found.programme
    try:
        batch = programme_edit.delete_programme(store(), actor(), programme.id, programme.rev, detach=found.hanging > 0)
    except Refused as why:
        flash.refused(why)
        return
    flash.put(_("Deleted {name}", name=plain(programme.name)), batch)
    st.query_params.pop("programme", None)
