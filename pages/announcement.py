"""Log an event from an announcement: paste it, look at what was read beside its words, save."""

from hashlib import sha256
from typing import Any

import streamlit as st

from db import announcement_entry, announcement_files, announcement_reading
from db.announcement_form import Part, fields, filled, parts, words_of
from db.announcement_merge import Recognised, new_parts, recognised
from db.preview import NEW
from db.records import Event
from db.refusals import Problem, Refused, Stale
from thai.reading.values import Announcement, Sure
from ui import announcement_merge, announcement_parts, boxes, event_form, flash
from ui.announcement_form import ReadForm, marks
from ui.forms import Form, sentence
from ui.marked import MOST, badge, marked
from ui.marks import coloured, small
from ui.plain import plain
from ui.session import actor, store
from ui.words import N_, _

FORM = "announcement"
BLANK: dict[str, Any] = {
    "text": "",
    "reading": False,
    "keep": False,
    "at": 0,
    "done": {},
    "count": 0,
    "read": "",
    "files": 0,
}
"""The text; whether it is looked at, and kept; the number of the event looked at; the events saved, {number: id}; how
many there are, and of which text (its digest); how many files were opened."""
START = {"keep": True}
HEIGHT = 660


def page() -> None:
    """The way of *Log an event* that begins with a text; the frame and the choice of the way are the caller's."""
    st.query_params["draft"] = opened().id
    work()


def opened() -> Form:
    """The text of this session, or the draft that the address names, or a new one."""
    outer: Form | None = st.session_state.get(FORM)
    asked = st.query_params.get("draft", "")
    draft = store().draft(asked, actor()) if outer is None or outer.id != asked else None
    if draft is not None and "text" in draft:
        typed = {name: value for name, value in draft.items() if name in BLANK}
        outer = Form(BLANK, FORM, id=asked, values=typed, kept=typed)
    elif outer is None:
        outer = Form(BLANK, FORM, values=START, kept=START)
    st.session_state[FORM] = outer
    return outer


@st.fragment
def work() -> None:
    outer: Form = st.session_state[FORM]
    if outer.id != st.query_params.get("draft"):
        # Another text, or the other way to log: everything is drawn anew.
        st.rerun()
    if outer.values["reading"]:
        check(outer)
    else:
        with st.container(width=760, gap="xsmall"):
            paste(outer)
    outer.keep()


def paste(outer: Form) -> None:
    outer.lines("text", _("Paste the announcement here"), height=320)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Read the announcement"),
            key=outer.key("read"),
            type="primary",
            icon=":material/arrow_forward:",
            shortcut="Ctrl+Enter",
            on_click=begin,
            args=(outer,),
        )
        with st.popover(_("Open a file"), icon=":material/upload_file:", type="tertiary"):
            choose_file(outer)
    st.markdown(small(_("Nothing is saved before you have looked at it.")))
    flash.show()


def begin(outer: Form) -> None:
    text = outer.values["text"] = outer.raw()["text"]
    outer.problems = []
    if not text.strip():
        outer.refuse(Refused("text", N_("Paste the text of an announcement first.")))
        return
    digest = sha256(text.encode()).hexdigest()
    if digest != outer.values["read"]:
        forget(outer)
    outer.values |= {"reading": True, "read": digest}


def forget(outer: Form) -> None:
    """What was typed over the reading of another text goes; what was saved of that stays saved."""
    with store().note() as note:
        for at in range(outer.values["count"]):
            note.drop_draft(f"{outer.id}e{at}", actor())
    forms(outer).clear()
    outer.values |= {"at": 0, "done": {}, "count": 0}


def choose_file(outer: Form) -> None:
    # Another key for each file, so that Streamlit forgets the one that was read.
    key = outer.key(f"file{outer.values['files']}")
    st.file_uploader(
        _("A file: .txt, .docx or .pdf"),
        type=list(announcement_files.KINDS),
        key=key,
        on_change=take,
        args=(outer, key),
    )
    outer.show_problems("file")


def take(outer: Form, key: str) -> None:
    """Read the file's text, then what it tells."""
    file = st.session_state[key]
    if file is None:
        return
    outer.values["files"] += 1
    try:
        outer.fill({"text": announcement_files.text_of(file.name, file.getvalue())})
    except Refused as refused:
        outer.refuse(refused)
        return
    begin(outer)


@st.cache_data(max_entries=8, show_spinner=False)
def read(text: str) -> Announcement:
    """What the text tells, read once."""
    return announcement_reading.read(text)


def check(outer: Form) -> None:
    text = outer.values["text"]
    try:
        told = read(text)
    except Refused as refused:
        nothing(outer, sentence(refused))
        return
    if not told.events:
        nothing(outer, _("No event was found in this text."))
        return
    outer.values["count"] = len(told.events)
    at = which(outer, told)
    form = form_of(outer, told, at)
    if boxes.on_phone():
        summary(outer, told, at)
        with st.expander(_("The text")):
            words(text, told, at)
        into = fill_in(outer, form, told, at)
        finish(outer, form, told, at, into)
        return
    # Beside the text and the form, which are each scrolled for themselves, what saves them stays in sight.
    head = st.container(horizontal=True, vertical_alignment="center", gap="small")
    said = st.container()
    left, right = st.columns([5, 6], gap="medium")
    with left, st.container(height=HEIGHT, border=True):
        words(text, told, at)
    with right, st.container(height=HEIGHT, border=False):
        into = fill_in(outer, form, told, at)
    with head:
        summary(outer, told, at)
        buttons(outer, form, told, at, into)
    with said:
        tell_of(form)


def nothing(outer: Form, why: str) -> None:
    """The text stays; somebody who knows better logs the event by hand."""
    with st.container(width=760, gap="small"):
        st.markdown(coloured("orange", f":material/search_off: {why}"))
        with st.container(horizontal=True, gap="small"):
            st.button(_("Log it by hand"), key=outer.key("by_hand"), icon=":material/edit:", on_click=by_hand)
            back_to_text(outer)
        with st.container(height=HEIGHT // 2, border=True):
            st.markdown(marked(outer.values["text"], []))


def by_hand() -> None:
    """To the form to fill in; the text stays a draft, and is there again on the way back."""
    for name in ("from", "draft"):
        st.query_params.pop(name, None)


def back_to_text(outer: Form) -> None:
    st.button(
        _("Change the text"),
        key=outer.key("back"),
        type="tertiary",
        icon=":material/edit_note:",
        on_click=again,
        args=(outer,),
    )


def again(outer: Form) -> None:
    """Back to the text. What was typed over its reading waits there, unless another text comes."""
    outer.values["reading"] = False
    # The browser still knows the box as it was before the text was read, and would say so.
    outer.fill({"text": outer.values["text"]})


def forms(outer: Form) -> dict[int, ReadForm]:
    """The forms of the text's events as far as they were looked at."""
    of, found = st.session_state.get("announcement_forms", ("", {}))
    if of != outer.id:
        found = {}
        st.session_state["announcement_forms"] = (outer.id, found)
    return found


def form_of(outer: Form, told: Announcement, at: int) -> ReadForm:
    """The form of the event number `at`: as it was left, else filled in."""
    known = forms(outer)
    if at not in known:
        id = f"{outer.id}e{at}"
        draft = store().draft(id, actor())
        with store().reading() as rows:
            start = filled(rows, told, at)
        blank = {
            name: False if isinstance(value, bool) else [] if isinstance(value, list) else ""
            for name, value in start.items()
        }
        values = start if draft is None else draft
        cohort = told.events[at].cohort
        known[at] = ReadForm(
            blank,
            FORM,
            id=id,
            values=values,
            kept=dict(values),
            found=fields(told, at),
            text=outer.values["text"],
            cohort=cohort.value if cohort else None,
        )
    return known[at]


def saved_already(outer: Form) -> dict[int, Event]:
    """The events of this text that were saved from this page and are still there."""
    found = {int(at): store().get(Event, id) for at, id in outer.values["done"].items()}
    return {at: event for at, event in found.items() if event}


def which(outer: Form, told: Announcement) -> int:
    """The event that is looked at; of several, one after another."""
    count = len(told.events)
    if count == 1:
        return 0
    done = saved_already(outer)
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


def summary(outer: Form, told: Announcement, at: int) -> None:
    """How much was read and how surely, and the way back to the text."""
    sure = [mark.sure for mark in marks(told, at)]
    counts = (
        (Sure.CERTAIN, _("certain {count}", count=sure.count(Sure.CERTAIN))),
        (Sure.LIKELY, _("likely {count}", count=sure.count(Sure.LIKELY))),
        (Sure.GUESS, _("guesses {count}, not filled in", count=sure.count(Sure.GUESS))),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(" ".join(badge(told, one) for one, told in counts if one in sure), width="content")
        back_to_text(outer)


def words(text: str, told: Announcement, at: int) -> None:
    st.markdown(marked(text, marks(told, at)))
    if len(text) > MOST:
        st.markdown(small(_("The text goes on; only its first {count} letters are shown.", count=f"{MOST:,}")))


def fill_in(outer: Form, form: ReadForm, told: Announcement, at: int) -> Recognised | None:
    """The form of one event with its parts, or what it was saved as; the event that is to be completed, if any."""
    done = saved_already(outer)
    if at in done:
        boxes.event_line(done[at].code or "", done[at].title, _("saved"))
        return None
    known = event_form.offered()
    found = seen_before(outer, form, told, done)
    into = found if found and announcement_merge.ask(form, found) else None
    with st.container(gap="xsmall"):
        event_form.short(form, known)
        with st.container():
            event_form.more(form)
    here, wanted = coming(form, told, at, done, into)
    announcement_parts.show(form, told, at, wanted, here)
    if into and all(words_of(part).sure is Sure.GUESS for part in wanted.values()):
        st.markdown(small(_("The register has all people, lines and topics of this text already.")))
    outer.tick("keep", _("Keep the text with the event"))
    form.show_problems("text")
    form.keep()
    return into


def finish(outer: Form, form: ReadForm, told: Announcement, at: int, into: Recognised | None) -> None:
    """The buttons where the hand is, and what was done or refused."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        buttons(outer, form, told, at, into)
    with st.container():
        tell_of(form)


def tell_of(form: ReadForm) -> None:
    form.show_problems("")
    form.show_unsaved()
    flash.show()


def buttons(outer: Form, form: ReadForm, told: Announcement, at: int, into: Recognised | None) -> None:
    """Save what is shown, and all events of the text at once where there are several left."""
    done = saved_already(outer)
    left = [each for each in range(len(told.events)) if each not in done]
    if len(left) > 1:
        every = _("Save all {count}", count=len(left))
        st.button(every, key=outer.key("all"), on_click=save, args=(outer, told, left))
    if at in left:
        st.button(
            _("Complete {code}", code=into.event.code) if into else _("Save"),
            key=form.key("save"),
            type="primary",
            icon=":material/check:",
            shortcut="Ctrl+Enter",
            on_click=save,
            args=(outer, told, [at]),
        )


def seen_before(outer: Form, form: ReadForm, told: Announcement, done: dict[int, Event]) -> Recognised | None:
    """The event of the register that this form may be, unless it is another one of this text."""
    with store().reading() as rows:
        found = recognised(rows, told, form.raw(), outer.values["text"])
    if found is None or found.event.id in {event.id for event in done.values()}:
        if form.values["into"] not in ("", NEW):
            form.values["into"] = ""
        return None
    return found


def coming(
    form: ReadForm, told: Announcement, at: int, done: dict[int, Event], into: Recognised | None
) -> tuple[frozenset[str], dict[str, Part]]:
    """Who was at the other events of this text, and the parts that are not in the register yet."""
    with store().reading() as rows:
        here = announcement_entry.who_was_at(rows, tuple(event.id for event in done.values()))
        if into is None:
            return here, parts(told, at)
        who = announcement_parts.meant(form, told, at, here)
        return here, new_parts(rows, into.event, told, at, who, into.event.programme_id)


def save(outer: Form, told: Announcement, numbers: list[int]) -> None:
    """Save these events of the text; what was refused is said at its field, in the form of its event."""
    raws = {at: form_of(outer, told, at).raw() for at in numbers}
    text = outer.values["text"] if outer.raw()["keep"] is True else ""
    before = tuple(event.id for event in saved_already(outer).values())
    try:
        done = announcement_entry.save(store(), actor(), told, raws, outer.id, text, before)
    except Stale as stale:
        flash.refused(stale)
        return
    except Refused as refused:
        refuse(outer, told, refused)
        return
    for at, event in zip(numbers, done.events, strict=False):
        outer.values["done"] = {**outer.values["done"], str(at): event.id}
        forms(outer).pop(at, None)
    tell(outer, done, [raws[at]["into"] for at in numbers])
    left = [at for at in range(len(told.events)) if at not in saved_already(outer)]
    if left:
        outer.values["at"] = left[0]
        return
    with store().note() as note:
        note.drop_draft(outer.id, actor())
    st.session_state[FORM] = Form(BLANK, FORM, values=START, kept=START)


def refuse(outer: Form, told: Announcement, refused: Refused) -> None:
    by_event: dict[int, list[Problem]] = {}
    for problem in refused.problems:
        number, _dot, name = problem.field.partition(".")
        at = int(number) if number.isdigit() else outer.values["at"]
        by_event.setdefault(at, []).append(Problem(name, problem.message, problem.values))
    for at, problems in by_event.items():
        form_of(outer, told, at).refuse(Refused.of(problems))
    outer.values["at"] = min(by_event)


def tell(outer: Form, done: announcement_entry.Saved, into: list[str]) -> None:
    event = done.events[0]
    code, title = event.code or "", plain(event.title)
    if len(done.events) > 1:
        message = _(
            "Saved {count} events: {codes}",
            count=len(done.events),
            codes=", ".join(one.code or "" for one in done.events),
        )
    elif into[0] not in ("", NEW):
        message = _("Completed {code} {title}", code=code, title=title)
    else:
        message = _("Saved {code} {title}", code=code, title=title)
    flash.put(message, done.batch, "event", {"event": code}, _("Open"))
