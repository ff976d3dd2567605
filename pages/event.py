"""An event, whole, each part edited where it is read; without one in the address, the list of all."""

import math

import streamlit as st

from db import event_edit
from db.choices import State
from db.event_view import PAGE, View, listed, view
from db.refusals import Refused
from thai import dates
from ui import boxes, flash, seats
from ui import event_edit as edits
from ui import event_parts as parts
from ui import follow_ups as tasks
from ui.forms import words
from ui.marks import grey
from ui.plain import plain
from ui.session import actor, store
from ui.words import _, language, say

MENDING = "mending"
"""The event that somebody opened in order to mend it: the way back stands on its page."""


def page() -> None:
    asked = st.query_params.get("event")
    if not asked:
        every_event()
        return
    # A link from this page to itself changes what it shows, but not the address; a reload would lose it.
    st.query_params["event"] = asked
    with store().reading() as rows:
        found = view(rows, asked)
    if found:
        start = st.query_params.pop("edit", None)
        if start in edits.NAMES and start not in edits.opened(found):
            edits.start(found, start)
            st.session_state[MENDING] = found.event.id
        whole(found)
        return
    st.title(_("This event is not in the register"), anchor=False)
    flash.show()
    flash.open_page("event", _("All events"))


def whole(found: View) -> None:
    with st.container(horizontal=True, gap="small"):
        flash.open_page("event", _("Events · {code}", code=found.event.code))
        if st.session_state.get(MENDING) == found.event.id:
            flash.open_page("worklist", _("To mend"))
    flash.show()
    if "facts" in edits.opened(found):
        st.title(plain(found.event.title), anchor=False)
        with st.container(border=True):
            edits.draw(found, "facts")
    else:
        parts.head(found)
        actions(found)
    parts.numbers(found)
    if found.seats:
        seats.draw(found.seats)
    part(found, _("Ledger"), "ledger", parts.ledger)
    left, right = st.columns(2, gap="small")
    with left:
        part(found, _("Topics and speakers"), "talks", parts.talks)
    with right:
        part(found, _("Working groups"), "groups", groups)
    left, right = st.columns(2, gap="small")
    with left:
        part(found, _("People"), "people", people, edit=False)
    with right:
        part(found, _("Follow-ups"), "follow_ups", follow_ups)
        part(found, _("About this event"), "about", parts.about, edit=False)
        if found.programme:
            heading = _("Cohorts of {programme}", programme=plain(found.programme.name))
            part(found, heading, "cohorts", parts.cohorts, edit=False)


def part(found: View, heading: str, name: str, read: object, edit: bool = True) -> None:
    """One framed part: as it is read, or its form while it is open."""
    opened = name in edits.opened(found)
    with parts.box(heading, name, (lambda part: edits.start(found, part)) if edit and not opened else None):
        if opened:
            edits.draw(found, name)
        elif callable(read):
            read(found)


def actions(found: View) -> None:
    code = found.event.code or ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(_("Edit"), key="edit_facts", icon=":material/edit:", on_click=edits.start, args=(found, "facts"))
        flash.open_page("participants", _("Add people"), {"event": code})
        if found.cohort:
            flash.open_page("log_event", _("Next cohort"), {"next": code})
        flash.open_page("log_event", _("Log one like it"), {"like": code})
        with st.popover(_("Delete"), type="tertiary", icon=":material/delete:"):
            st.markdown(_("The event goes with its ledger, topics and people in it. This can be undone."))
            st.button(_("Delete {row}", row=plain(code)), key="delete_event", on_click=delete, args=(found,))


def delete(found: View) -> None:
    try:
        batch = event_edit.delete_event(store(), actor(), found.event.id, found.event.rev)
    except Refused as why:
        flash.refused(why)
        return
    flash.put(_("Deleted {code} {title}", code=found.event.code, title=plain(found.event.title)), batch)
    st.query_params.pop("event", None)


def people(found: View) -> None:
    parts.people(found)
    if found.people:
        named = {one.participation.id: one.name for one in found.people}
        key = f"person_{found.event.id}"
        st.selectbox(
            _("Change or remove somebody"),
            list(named),
            index=None,
            format_func=lambda id: named.get(id, id),
            placeholder=_("a name"),
            filter_mode="contains",
            key=key,
            on_change=edits.start_person,
            args=(found, key),
        )
    key = f"complete_{found.event.id}_{found.event.rev}"
    st.checkbox(
        _("The list of names is complete"),
        value=found.event.list_complete,
        key=key,
        on_change=complete,
        args=(found, key),
    )


def groups(found: View) -> None:
    """The working groups, and a way to follow up what one came to."""
    parts.groups(found)
    followed = {one.session_id for one in found.follow_ups}
    left = [topic.session for topic in found.groups if topic.session.outcome and topic.session.id not in followed]
    if left and "follow_ups" not in edits.opened(found):
        st.button(
            _("Follow up the outcomes"),
            key="follow_outcomes",
            type="tertiary",
            icon=":material/add_task:",
            on_click=edits.follow_up,
            args=(found, left),
        )


def follow_ups(found: View) -> None:
    numbers = {topic.session.id: topic.session.number for topic in found.groups}
    for one in found.follow_ups:
        tasks.draw(one, numbers.get(one.session_id or ""))
    if not found.follow_ups:
        st.markdown(grey(_("Nothing to follow up yet.")))


def complete(found: View, key: str) -> None:
    try:
        batch = event_edit.set_complete(store(), actor(), found.event.id, found.event.rev, st.session_state[key])
    except Refused as why:
        flash.refused(why)
        return
    flash.put(_("Saved"), batch)


def every_event() -> None:
    st.title(_("Events"), anchor=False)
    flash.show()
    left, right = st.columns([3, 1], gap="small")
    search = left.text_input(
        _("Search title, venue or code"), key="event_search", type="search", live=True, placeholder="65-0012"
    )
    state = right.selectbox(
        _("State"),
        list(words(State)),
        index=None,
        format_func=words(State).get,
        placeholder=_("any"),
        key="event_state",
    )
    with store().reading() as rows:
        found = listed(rows, search or "", state or "", st.session_state.get("event_page", 1))
    st.markdown(grey(_("{count} events", count=f"{found.total:,}")))
    for event in found.events:
        days = dates.Days(event.starts_on, event.ends_on or event.starts_on) if event.starts_on else None
        when = dates.short(days, language()) if days else _("day not known yet")
        state = f":{parts.COLOURS[event.state]}-badge[{say(event.state.label)}]"
        told = grey(plain(" · ".join(filter(None, [when, parts.place_of(event)]))))
        boxes.event_line(event.code or event.id, event.title, f"{state} {told}")
    if not found.total:
        flash.open_page("log_event", _("Log an event"))
    if found.total > PAGE:
        st.pagination(math.ceil(found.total / PAGE), key="event_page")
