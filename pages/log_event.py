"""Log an event: one short form, most of it filled in by what was done before."""

import streamlit as st

from db import entry, naming
from db.entry import BLANK
from db.offers import Offers, like, next_of, of_cohort
from db.records import Event
from db.refusals import Refused
from pages import announcement
from ui import event_form, flash
from ui.forms import Form, pill
from ui.marks import small
from ui.plain import plain
from ui.session import actor, store
from ui.words import _

FORM = "log_event"
ANNOUNCEMENT = "announcement"
WAY = "log_event_way"


def page() -> None:
    if people := st.session_state.pop("then", None):
        st.switch_page(st.session_state["pages"]["participants"], query_params={"event": people})
    if way() == ANNOUNCEMENT:
        announcement.page()
        return
    st.query_params["draft"] = opened().id
    with st.container(width=760, gap="xsmall"):
        fill_in()


def way() -> str:
    """The heading with the choice of how to log, which the address keeps: by hand, or ?from=announcement."""
    ways = {"": _("By hand"), ANNOUNCEMENT: _("From an announcement")}
    now = ANNOUNCEMENT if st.query_params.get("from") == ANNOUNCEMENT else ""
    if st.session_state.get(WAY) != now:
        st.session_state[WAY] = now
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(_("Log an event"), anchor=False, width="content")
        st.segmented_control(
            _("How to log it"),
            list(ways),
            required=True,
            format_func=lambda one: pill(ways[one]),
            key=WAY,
            on_change=turn,
            label_visibility="collapsed",
        )
    return now


def turn() -> None:
    """To the other way. What was typed on this one is kept, and found again on the way back."""
    st.query_params.pop("draft", None)
    if st.session_state[WAY] == ANNOUNCEMENT:
        st.query_params["from"] = ANNOUNCEMENT
    else:
        st.query_params.pop("from", None)


def opened() -> Form:
    """The form of this session, or the draft that the address names, or a new one."""
    form: Form | None = st.session_state.get(FORM)
    asked = st.query_params.get("draft", "")
    draft = store().draft(asked, actor()) if form is None or form.id != asked else None
    if draft is not None:
        typed = {name: value for name, value in draft.items() if name in BLANK}
        form = Form(BLANK, FORM, id=asked, values=typed, kept=typed)
    elif form is None:
        form = fresh(event_form.offered())
    st.session_state[FORM] = filled() or form
    return st.session_state[FORM]


def fresh(known: Offers) -> Form:
    start = {"organiser": known.organiser} if known.organiser else {}
    return Form(BLANK, FORM, values={**start}, kept=start)


def filled() -> Form | None:
    """A new form like an event or for a cohort, when another page asks for one: ?like=65-0012, ?next=…, ?cohort=…"""
    for name, fill in (("like", like), ("next", next_of), ("cohort", of_cohort)):
        asked = st.query_params.pop(name, None)
        if asked:
            form = fresh(event_form.offered())
            with store().reading() as rows:
                form.fill(fill(rows, asked) or {})
            return form
    return None


@st.fragment
def fill_in() -> None:
    if st.session_state[FORM].id != st.query_params.get("draft"):
        # A new form: everything is drawn anew, so that nothing of the one before can stay on the screen.
        st.rerun()
    with st.container(gap="xsmall"):
        draw()


def draw() -> None:
    form, known = st.session_state[FORM], event_form.offered()
    with st.container():
        again(form, known)
    event_form.short(form, known)
    with st.container():
        if st.session_state.get(form.key("more")):
            event_form.more(form)
        event_form.same(form)
        form.show_problems("")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        save = {"on_click": saved, "args": (form,)}
        st.button(
            _("Save"), key=form.key("save"), type="primary", icon=":material/check:", shortcut="Ctrl+Enter", **save
        )
        st.button(
            _("More"),
            key=form.key("toggle"),
            type="tertiary",
            icon=":material/expand_more:",
            on_click=more,
            args=(form,),
        )
        st.button(_("Save, then add people"), key=form.key("people"), on_click=saved, args=(form, True))
    # Here, where the hand is: on a phone the top of the form is out of sight.
    with st.container():
        form.show_unsaved()
        flash.show()
    kept(form)


def kept(form: Form) -> None:
    form.keep()
    if form.kept != {name: value for name, value in {"organiser": event_form.offered().organiser}.items() if value}:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(small(_("This draft is kept for 30 days, also when the page is closed.")), width="content")
            st.button(_("Discard"), key=form.key("discard"), type="tertiary", on_click=discard, args=(form,))


def discard(form: Form) -> None:
    with store().note() as note:
        note.drop_draft(form.id, actor())
    st.session_state[FORM] = fresh(event_form.offered())


def again(form: Form, known: Offers) -> None:
    """What was done last time, at one tap; only the day is left to type."""
    if known.last is None:
        return
    with st.container(horizontal=True, gap="small"):
        if known.next:
            cohort = naming.parted(known.next["programme"])[1]
            words = _("Next cohort: {number}", number=cohort)
            st.button(words, key=form.key("next"), icon=":material/skip_next:", on_click=form.fill, args=(known.next,))
        words = _("Like {code}", code=known.last.code)
        st.button(
            words, key=form.key("like"), icon=":material/content_copy:", on_click=fill_like, args=(form, known.last)
        )


def fill_like(form: Form, event: Event) -> None:
    with store().reading() as rows:
        form.fill(like(rows, event.id) or {})


def more(form: Form) -> None:
    st.session_state[form.key("more")] = not st.session_state.get(form.key("more"), False)


def saved(form: Form, then_people: bool = False) -> None:
    """Hand in what was typed; afterwards the form is empty and new, or says at each field why it was refused."""
    try:
        done = entry.log_event(store(), actor(), form.raw(), form.id)
    except Refused as refused:
        form.refuse(refused)
        return
    code = done.event.code or ""
    title = plain(done.event.title)
    flash.put(_("Saved {code} {title}", code=code, title=title), done.batch, "event", {"event": code}, _("Open"))
    st.session_state[FORM] = fresh(event_form.offered())
    if then_people:
        st.session_state["then"] = code
