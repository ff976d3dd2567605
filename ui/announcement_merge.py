"""An event that is in the register already: said with its code, and what the text has that it lacks, each ticked."""

from collections.abc import Mapping

import streamlit as st

from db.announcement_form import Part
from db.announcement_merge import Difference, Recognised, Why, differences
from db.preview import NEW
from db.records import Event
from thai.reading.values import CohortRead
from ui import flash
from ui.announcement_form import ReadForm, field_label, said
from ui.marks import coloured, grey
from ui.plain import plain
from ui.session import store
from ui.words import N_, _, say

BY = {
    Why.TEXT: N_("This text was saved before, as {code}."),
    Why.TITLE: N_("{code} is on this day and has this title."),
    Why.VENUE: N_("{code} is on this day at this venue."),
}


def ask(form: ReadForm, found: Recognised) -> bool:
    """Whether the event is to be completed; else it is another one, or not decided yet."""
    event = found.event
    choices = {event.id: _("Complete {code} with what is new", code=event.code), NEW: _("Another event. Save it too.")}
    if form.values["into"] not in choices:
        form.values["into"] = event.id if found.sure and not form.problems else ""
    form.values["rev"] = event.rev
    with st.container(border=True, gap="xsmall"):
        st.markdown(coloured("orange", f":material/content_copy: {say(BY[found.why], code=event.code)}"))
        flash.open_page("event", f"{event.code} · {plain(event.title)}", {"event": event.code or ""})
        form.choose(
            "into", _("Which event is this?"), choices, form.values["into"] or None, lambda field: field == "into"
        )
        form.show_problems("into")
        completes = form.values["into"] == event.id
        if completes:
            with store().reading() as rows:
                _differences(form, differences(rows, event, form.raw()))
    return completes


def complete(form: ReadForm, into: Recognised, programme: str, wanted: Mapping[str, Part], keep: bool) -> bool:
    """Whether the register has all that is ticked: fields, parts and, if it is to be kept, the text."""
    with store().reading() as rows:
        taken = any(one.taken(form.values) for one in differences(rows, into.event, form.raw()))
    can_be = [name for name, part in wanted.items() if programme or not isinstance(part, CohortRead)]
    return not (taken or (keep and into.why is not Why.TEXT) or any(form.values.get(name) for name in can_be))


def tell_complete(event: Event) -> None:
    """Say that nothing is left to save, with the way to the event."""
    words = _("The register has all of this already.")
    st.markdown(coloured("green", f":material/check_circle: {words}"), width="content")
    flash.open_page("event", f"{_('Open')} {event.code}", {"event": event.code or ""})


def _differences(form: ReadForm, found: list[Difference]) -> None:
    for one in found:
        form.values.setdefault(one.tick, one.lacking)
        new = plain(said(one.field, one.new))
        name = field_label(one.field)
        if one.lacking:
            form.tick(one.tick, " ".join([grey(name), new]))
        else:
            old = plain(said(one.field, one.old))
            words = _("in the register {old} · in the text {new}", old=f"**{old}**", new=f"**{new}**")
            form.tick(one.tick, " ".join([grey(name), words]))
    if not found:
        st.markdown(grey(_("The register has every field of this text already.")))
