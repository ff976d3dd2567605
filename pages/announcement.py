"""Log an event from an announcement: paste it, look at what was read beside its words, save."""

import re

import streamlit as st

from db import announcement_entry
from db.announcement_form import Part, parts, words_of
from db.announcement_merge import Recognised, new_parts, recognised
from db.preview import NEW
from db.records import Event
from db.refusals import Refused
from thai.reading.values import Announcement, Sure
from ui import announcement, announcement_merge, announcement_parts, announcement_text, boxes, event_form, flash
from ui.announcement_form import ReadForm, besides
from ui.forms import Form, sentence
from ui.marks import coloured, small
from ui.session import store
from ui.words import _


def page() -> None:
    """The way of *Log an event* that begins with a text; the frame and the choice of the way are the caller's."""
    st.query_params["draft"] = announcement.opened().id
    work()


@st.fragment
def work() -> None:
    outer: Form = st.session_state[announcement.FORM]
    if outer.id != st.query_params.get("draft"):
        # Another text, or the other way to log: everything is drawn anew.
        st.rerun()
    if outer.values["reading"]:
        check(outer)
    else:
        with st.container(width=760, gap="xsmall"):
            announcement_text.paste(outer)
    outer.keep()


def check(outer: Form) -> None:
    text = outer.values["text"]
    try:
        told = announcement.read(text)
    except Refused as refused:
        announcement_text.nothing(outer, sentence(refused))
        return
    if not told.events:
        thai = re.search("[ก-๛]", text)
        why = _("No event was found in this text.") if thai else _("Only texts in Thai are read. This one is kept.")
        announcement_text.nothing(outer, why)
        return
    outer.values["count"] = len(told.events)
    at = which(outer, told)
    form = announcement.form_of(outer, told, at)
    if announcement.lost(text):
        words = _("Some letters of this file can't be read. Compare with the original.")
        st.markdown(coloured("orange", f":material/warning: {words}"))
    if boxes.on_phone():
        announcement_text.summary(outer, told, at)
        with st.expander(_("The text")):
            announcement_text.words(text, told, at)
        into = fill_in(outer, form, told, at)
        finish(outer, form, told, at, into)
        return
    # Beside the text and the form, which are each scrolled for themselves, what saves them stays in sight.
    head = st.container(horizontal=True, vertical_alignment="center", gap="small")
    said = st.container()
    left, right = st.columns([5, 6], gap="medium")
    with left, st.container(height=announcement_text.HEIGHT, border=True):
        announcement_text.words(text, told, at)
    with right, st.container(height=announcement_text.HEIGHT, border=False):
        into = fill_in(outer, form, told, at)
    with head:
        announcement_text.summary(outer, told, at)
        buttons(outer, form, told, at, into)
    with said:
        tell_of(outer, form)


def which(outer: Form, told: Announcement) -> int:
    """The event that is looked at; of several, one after another."""
    count = len(told.events)
    if count == 1:
        return 0
    done = announcement.saved_already(outer)
    names = {
        at: _("Event {number} of {count}", number=at + 1, count=count) + (" ✓" if at in done else "")
        for at in range(count)
    }
    key = outer.key("which")
    st.session_state[key] = min(outer.values["at"], count - 1)
    st.radio(
        _("Which event"),
        list(names),
        format_func=names.__getitem__,
        horizontal=True,
        key=key,
        label_visibility="collapsed",
        on_change=turned,
        args=(outer,),
    )
    return int(st.session_state[key])


def turned(outer: Form) -> None:
    outer.values["at"] = st.session_state[outer.key("which")]


def fill_in(outer: Form, form: ReadForm, told: Announcement, at: int) -> Recognised | None:
    """The form of one event with its parts, or what it was saved as; the event that is to be completed, if any."""
    done = announcement.saved_already(outer)
    if at in done:
        boxes.event_line(done[at].code or "", done[at].title, _("saved"))
        return None
    known = event_form.offered()
    found = seen_before(outer, form, told, at, done)
    into = found if found and announcement_merge.ask(form, found) else None
    with st.container(gap="xsmall"):
        event_form.short(form, known, kind=None)
        with st.container():
            event_form.more(form)
    here, wanted = coming(form, told, at, done, into)
    announcement_parts.show(form, told, at, wanted, here)
    if into and all(words_of(part).sure is Sure.GUESS for part in wanted.values()):
        st.markdown(small(_("The register has all people, lines and topics of this text already.")))
    if also := besides(form.text, told, at):
        st.markdown(small(_("The announcement says too: {facts}", facts=" · ".join(also))))
    keep = outer.tick("keep", _("Keep the text with the event"))
    form.complete = into is not None and announcement_merge.complete(form, into, form.values["programme"], wanted, keep)
    form.show_problems("text")
    form.keep()
    return into


def finish(outer: Form, form: ReadForm, told: Announcement, at: int, into: Recognised | None) -> None:
    """The buttons where the hand is, and what was done or refused."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        buttons(outer, form, told, at, into)
    with st.container():
        tell_of(outer, form)


def tell_of(outer: Form, form: ReadForm) -> None:
    form.show_problems("")
    announcement.tell_unsaved(outer, form)
    flash.show()


def buttons(outer: Form, form: ReadForm, told: Announcement, at: int, into: Recognised | None) -> None:
    """Save what is shown, and all events of the text at once where there are several left."""
    done = announcement.saved_already(outer)
    left = [each for each in range(len(told.events)) if each not in done]
    if len(left) > 1:
        every = _("Save all {count}", count=len(left))
        st.button(every, key=outer.key("all"), on_click=announcement.save, args=(outer, told, left))
    if at in left and into and form.complete:
        announcement_merge.tell_complete(into.event)
    elif at in left:
        st.button(
            _("Complete {code}", code=into.event.code) if into else _("Save"),
            key=form.key("save"),
            type="primary",
            icon=":material/check:",
            shortcut="Ctrl+Enter",
            on_click=announcement.save,
            args=(outer, told, [at]),
        )


def seen_before(outer: Form, form: ReadForm, told: Announcement, at: int, done: dict[int, Event]) -> Recognised | None:
    """The event of the register that this form may be, unless it is another one of this text."""
    with store().reading() as rows:
        found = recognised(rows, told, at, form.raw(), outer.values["text"])
    if found is None or found.event.id in {event.id for event in done.values()}:
        if form.values["into"] not in ("", NEW):
            form.values["into"] = ""
        return None
    return found


def coming(
    form: ReadForm, told: Announcement, at: int, done: dict[int, Event], into: Recognised | None
) -> tuple[frozenset[str], dict[str, Part]]:
    """Who was at the other events of this text or at the one to be completed, and the parts that are not there yet."""
    with store().reading() as rows:
        theirs = [*done.values(), *([into.event] if into else [])]
        here = announcement_entry.who_was_at(rows, tuple(event.id for event in theirs))
        if into is None:
            return here, parts(told, at)
        who = announcement_parts.meant(form, told, at, here)
        return here, new_parts(rows, into.event, told, at, who, into.event.programme_id)
