"""A follow-up as it is read: a box to tick when it is done, who does it, by when, and how it stands."""

import streamlit as st

from db import event_edit
from db.records import FollowUp
from db.refusals import Refused
from thai import dates
from ui import flash
from ui.marks import coloured, grey
from ui.plain import plain
from ui.session import actor, store
from ui.words import _, language


def draw(one: FollowUp, group: int | None = None) -> None:
    """One follow-up; `group` is the number of the working group that it comes from. What was just ticked here has its
    undo beside it, for what says so at the top of a page may be out of sight."""
    key = f"done_{one.id}_{one.rev}"
    batch = flash.staying().get(one.id) if one.done_on else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        told = _told(one, group)
        box = {"value": one.done_on is not None, "key": key, "on_change": _tick, "args": (one.id, one.rev, key)}
        st.checkbox(told if batch is None else f"~~{told}~~", **box)
        if batch is not None:
            undo = {"on_click": flash.undo, "args": (batch,)}
            st.button(_("Undo"), key=f"undo_{one.id}", type="tertiary", icon=":material/undo:", **undo)


def _told(one: FollowUp, group: int | None) -> str:
    of_group = _("group {number}", number=group) if group is not None else ""
    owner = plain(one.owner) if one.owner else grey(_("nobody is named"))
    return " · ".join(filter(None, [plain(one.task), of_group, owner, _state(one)]))


def _state(one: FollowUp) -> str:
    if one.done_on:
        return coloured("green", _("done {day}", day=dates.short(one.done_on, language())))
    if not one.due_on:
        return grey(_("no day set"))
    due = _("by {day}", day=dates.short(one.due_on, language()))
    return coloured("orange", _("{due}, overdue", due=due)) if one.due_on < dates.today() else due


def _tick(id: str, rev: int, key: str) -> None:
    try:
        batch = event_edit.set_done(store(), actor(), id, rev, st.session_state[key])
    except Refused as why:
        flash.refused(why)
        return
    flash.staying()[id] = batch
    flash.put(_("Saved"), batch)
