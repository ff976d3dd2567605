"""A text that events are logged from: what is being done with it, the forms of its events, and what was saved."""

from functools import partial
from hashlib import sha256
from typing import Any

import streamlit as st

from db import announcement_entry, announcement_files, announcement_reading, html_text
from db.announcement_form import fields, filled
from db.preview import NEW
from db.records import Event
from db.refusals import Problem, Refused, Stale
from thai.reading.values import Announcement
from ui import flash
from ui.announcement_form import ReadForm
from ui.forms import Form, sentence
from ui.marks import coloured
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


def begin(outer: Form) -> None:
    text = html_text.shown(outer.raw()["text"])
    outer.fill({"text": text})
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


def again(outer: Form) -> None:
    """Back to the text. What was typed over its reading waits there, unless another text comes."""
    outer.values["reading"] = False
    # The browser still knows the box as it was before the text was read, and would say so.
    outer.fill({"text": outer.values["text"]})


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


@st.cache_data(max_entries=8, show_spinner=False)
def lost(text: str) -> int:
    """How many letters of the text nobody can read, counted once."""
    return announcement_reading.lost(text)


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


def save(outer: Form, told: Announcement, numbers: list[int]) -> None:
    """Save these events of the text, as one batch those that are complete; what was refused is said at its field, in
    the form of its event."""
    raws = {at: form_of(outer, told, at).raw() for at in numbers}
    text = outer.values["text"] if outer.raw()["keep"] is True else ""
    before = tuple(event.id for event in saved_already(outer).values())
    refused: set[int] = set()
    while raws:
        try:
            done = announcement_entry.save(store(), actor(), told, raws, outer.id, text, before)
        except Stale as stale:
            flash.refused(stale)
            return
        except Refused as why:
            wrong = refuse(outer, told, why) & set(raws)
            if not wrong:
                flash.refused(why)
                return
            refused |= wrong
            raws = {at: raw for at, raw in raws.items() if at not in wrong}
        else:
            saved(outer, told, done, raws)
            break
    if refused:
        outer.values["at"] = min(refused)
        if not raws:
            flash.clear()


def saved(outer: Form, told: Announcement, done: announcement_entry.Saved, raws: dict[int, dict[str, Any]]) -> None:
    """On to the events that are left, or to an empty box."""
    for at, event in zip(raws, done.events, strict=False):
        outer.values["done"] = {**outer.values["done"], str(at): event.id}
        forms(outer).pop(at, None)
    tell(outer, done, raws)
    left = [at for at in range(len(told.events)) if at not in saved_already(outer)]
    if left:
        outer.values["at"] = left[0]
        return
    with store().note() as note:
        note.drop_draft(outer.id, actor())
    st.session_state[FORM] = Form(BLANK, FORM, values=START, kept=START)


def reopen(outer: Form, raws: dict[int, dict[str, Any]]) -> None:
    """After an undo: the text is there again with what was typed over its reading, unless another one has come.

    It is a form of its own: what a form has saved is never saved with its token again.
    """
    now: Form = st.session_state[FORM]
    if now is not outer and now.raw()["text"].strip():
        return
    typed = {at: form.raw() for at, form in forms(outer).items()} | raws
    done = {at: id for at, id in outer.values["done"].items() if int(at) not in raws}
    again = Form(BLANK, FORM, values={**outer.values, "done": done, "at": min(raws), "reading": True})
    with store().note() as note:
        note.drop_draft(outer.id, actor())
        for at, raw in typed.items():
            note.drop_draft(f"{outer.id}e{at}", actor())
            note.keep_draft(f"{again.id}e{at}", FORM, actor(), raw)
    st.session_state[FORM] = again


def refuse(outer: Form, told: Announcement, refused: Refused) -> set[int]:
    """Say each problem in the form of its event; the numbers of these events."""
    by_event: dict[int, list[Problem]] = {}
    for problem in refused.problems:
        number, _dot, name = problem.field.partition(".")
        if number.isdigit():
            by_event.setdefault(int(number), []).append(Problem(name, problem.message, problem.values))
    for at, problems in by_event.items():
        form_of(outer, told, at).refuse(Refused.of(problems))
    return set(by_event)


def tell_unsaved(outer: Form, form: ReadForm) -> None:
    """Say that the event was not saved; of several, which were not, and what each lacks."""
    if outer.values["count"] == 1:
        form.show_unsaved()
        return
    for at, one in sorted(forms(outer).items()):
        if one.unsaved:
            number = _("Event {number} of {count}", number=at + 1, count=outer.values["count"])
            lacks = " · ".join(dict.fromkeys(sentence(problem) for problem, _typed in one.problems))
            words = _("{event} is not saved yet: {problems}", event=number, problems=lacks)
            st.markdown(coloured("red", f":material/error: {words}"))


def tell(outer: Form, done: announcement_entry.Saved, raws: dict[int, dict[str, Any]]) -> None:
    event = done.events[0]
    code, title = event.code or "", plain(event.title)
    if len(done.events) > 1:
        message = _(
            "Saved {count} events: {codes}",
            count=len(done.events),
            codes=", ".join(one.code or "" for one in done.events),
        )
    elif next(iter(raws.values()))["into"] not in ("", NEW):
        message = _("Completed {code} {title}", code=code, title=title)
    else:
        message = _("Saved {code} {title}", code=code, title=title)
    flash.put(message, done.batch, "event", {"event": code}, _("Open"), partial(reopen, outer, raws))
