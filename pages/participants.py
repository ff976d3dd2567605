"""Who came to an event: one at a time, a pasted list, or the members of a network ticked."""

import streamlit as st

from db import participants
from db.attendance import event_numbers
from db.choices import CATEGORY_OF_ROLE, TEACHING, Role
from db.participants import Choose
from db.preview import BLANK, NEW, default_role, preview
from db.records import Event, new_id
from db.refusals import AlreadySaved, Refused
from ui import boxes, flash, list_preview
from ui import people_parts as parts
from ui.forms import Form, sentence, words
from ui.marks import small
from ui.plain import plain
from ui.session import actor, store
from ui.words import _, say

FORM = "participants"


def page() -> None:
    with store().reading() as rows:
        event = participants.event_of(rows, st.query_params.get("event"))
    if event is None:
        st.title(_("Participants"), anchor=False)
        st.write(_("Open an event first, then add the people who came."))
        flash.open_page("event", _("Events"))
        return
    form = opened(event)
    st.query_params["draft"] = form.id
    place = parts.province(event.province)
    boxes.event_line(event.code or event.id, event.title, small(place) if place else "")
    st.title(_("Add participants"), anchor=False)
    work(event)


def opened(event: Event) -> Form:
    """The form of this session for this event, or the draft that the address names, or a new one."""
    of, form = st.session_state.get(FORM, (None, None))
    asked = st.query_params.get("draft", "")
    if form is None or of != event.id or form.id != asked:
        draft = store().draft(asked, actor())
        known = {name: value for name, value in (draft or {}).items() if name in BLANK}
        if draft is not None or form is None or of != event.id:
            form = Form(BLANK, FORM, id=asked, values=known, kept=known) if draft is not None else fresh(event)
    form = in_role(form, event, st.query_params.pop("role", ""))
    st.session_state[FORM] = (event.id, form)
    return form


def in_role(form: Form, event: Event, asked: str) -> Form:
    """The form with the role that a link asked for; a list pasted for another role stays a draft of its own."""
    if asked not in list(Role) or asked == form.values["role"]:
        return form
    if form.values["text"].strip():
        return fresh(event, role=asked)
    form.fill({"role": asked})
    return form


def fresh(event: Event, **values: object) -> Form:
    with store().reading() as rows:
        start = {"role": default_role(event).value, "network": participants.usual_network(rows, event), **values}
    return Form(BLANK, FORM, values=start, kept=start)


@st.fragment
def work(event: Event) -> None:
    form = st.session_state[FORM][1]
    # Always there, so that the box below stays the same and keeps the focus when something is said.
    with st.container():
        flash.show()
    left, right = st.columns([5, 7], gap="large")
    with left:
        one_by_one(form, event)
        text = form.lines("text", _("Paste a list, or cells from Excel"), height=200)
        st.markdown(small(_("Order: name · position · organisation · province · telephone")))
        st.button(_("Read the list"), key=form.key("read"), icon=":material/arrow_forward:")
        choices(form, event)
    with right:
        ask(form, event)
        if text.strip():
            pasted(form, event)
        members(form, event)
        already_there(event)
    form.keep()


def choices(form: Form, event: Event) -> None:
    """The role, and the network that they join, once for all."""
    form.one("role", _("Role"), words(Role))
    with store().reading() as rows:
        networks = participants.networks(rows)
    missing(form, event)
    if not networks:
        st.markdown(small(_("To make them members, first add the network under “People and organisations”.")))
        return
    if len(networks) > 1 or form.values["network"] not in networks:
        form.one("network", _("Network"), {"": "–", **networks})
    if name := networks.get(form.values["network"]):
        form.tick("joins", _("They join {network} from the event's first day", network=plain(name)))
        form.show_problems("network")


def missing(form: Form, event: Event) -> None:
    """How many of those that the ledger counted in the chosen role are not named yet."""
    category = CATEGORY_OF_ROLE[role(form, event)]
    if category is None:
        return
    with store().reading() as rows:
        told = event_numbers(rows, [event.id])[event.id].by_category[category]
    if told.counted:
        st.markdown(list_preview.missing(told.counted, told.named))


def one_by_one(form: Form, event: Event) -> None:
    with store().reading() as rows:
        known = participants.offered(rows, event, role(form, event))
    hint = _("Type a part of a name, then Enter")
    # The empty first choice keeps Enter on an untouched box from taking a person whom nobody typed.
    st.selectbox(
        _("Add one person"),
        ["", *known],
        format_func=lambda id: known.get(id, id or hint),
        index=None,
        key=form.key("who"),
        accept_new_options=True,
        filter_mode="contains",
        placeholder=hint,
        on_change=take,
        args=(form, event),
    )
    for problem in st.session_state.get("who_problems", []):
        st.error(problem)
    if typed := st.session_state.get("taken"):
        label = _("Not this person: {typed} is somebody new", typed=plain(typed[0]))
        st.button(label, key="taken_new", type="tertiary", on_click=take_new, args=(form, event))


def role(form: Form, event: Event) -> Role:
    chosen = form.raw()["role"]
    return Role(chosen) if chosen in list(Role) else default_role(event)


def take(form: Form, event: Event) -> None:
    """Enter: add the person chosen, or whom the typed text means. The box is empty again at once."""
    who = st.session_state[form.key("who")]
    if who:
        add(form, event, who)


def add(form: Form, event: Event, who: str, choice: str = "") -> None:
    raw = {**{name: form.raw()[name] for name in ("role", "network", "joins")}, "who": who, "choice": choice}
    st.session_state.pop("ask", None)
    st.session_state.pop("taken", None)
    st.session_state.pop("who_problems", None)
    try:
        done = participants.add_one(store(), actor(), event.id, raw, new_id())
    except Refused as refused:
        st.session_state["who_problems"] = [sentence(problem) for problem in refused.problems]
        return
    st.session_state[form.key("who")] = None
    if isinstance(done, Choose):
        st.session_state["ask"] = (who, done)
        return
    flash.put(_("Added {name}", name=plain(done.name)), done.batch)
    if not done.new and not choice and " " in who.strip() and plain(who) != plain(done.name):
        st.session_state["taken"] = (who, done.batch)


def take_new(form: Form, event: Event) -> None:
    who, batch = st.session_state["taken"]
    try:
        store().undo(batch, actor())
    except Refused as refused:
        form.refuse(refused)
        return
    add(form, event, who, NEW)


def ask(form: Form, event: Event) -> None:
    """Who was meant, when what was typed may be one of several."""
    if "ask" not in st.session_state:
        return
    who, found = st.session_state["ask"]
    with st.container(border=True, gap="xsmall"):
        heading = _("Perhaps the same person")
        st.markdown(f":orange[:material/help:] **{heading}** · {parts.line_text(found.line)}")
        for one in found.candidates:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{parts.known_text(one.person)} · {say(one.reason)}", width="stretch")
                id = one.person.id
                st.button(_("Same person"), key=form.key(f"ask{id}"), on_click=add, args=(form, event, who, id))
        st.button(_("New person"), key=form.key("ask_new"), on_click=add, args=(form, event, who, NEW))


def pasted(form: Form, event: Event) -> None:
    try:
        with store().reading() as rows:
            found = preview(rows, event, form.raw())
    except Refused as refused:
        st.error(sentence(refused))
        return
    list_preview.show(form, found)
    count, rest = list_preview.save_words(found)
    form.show_problems("")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Save {count} people", count=count),
            key=form.key("save"),
            type="primary",
            icon=":material/check:",
            shortcut="Ctrl+Enter",
            disabled=count == 0,
            on_click=save,
            args=(form, event),
        )
        if rest:
            st.markdown(small(rest))


def save(form: Form, event: Event) -> None:
    raw, following = form.raw(), new_id()
    try:
        done = participants.save_list(store(), actor(), event.id, raw, form.id, following)
    except AlreadySaved:
        return
    except Refused as refused:
        form.refuse(refused)
        return
    told = [_("{count} people saved", count=done.people)]
    told += [_("{count} new to the register", count=done.new)] if done.new else []
    told += [_("{count} joined the network", count=done.joined)] if done.joined else []
    flash.put(" · ".join(told), done.batch, "event", {"event": event.code or ""}, _("To the event"))
    kept = {**raw, "text": done.left} if done.waiting else {name: raw[name] for name in ("role", "network")}
    again = fresh(event, **kept)
    again.id = following
    st.session_state[FORM] = (event.id, again)
    st.query_params["draft"] = following


def members(form: Form, event: Event) -> None:
    """The members of the chosen network, to tick; open at once for what is no teaching."""
    with store().reading() as rows:
        found = participants.members(rows, form.values["network"], event)
        there = {row["person_id"] for row in participants.named_at(rows, event)}
    coming = [one for one in found if one.id not in there]
    if not coming:
        return
    with st.expander(
        _("Tick members of the network · {count}", count=len(coming)), expanded=event.kind not in TEACHING
    ):
        ticked = [
            one.id
            for one in coming[: list_preview.MOST_ASKED * 5]
            if st.checkbox(parts.known_text(one), key=form.key(f"tick{one.id}"))
        ]
        words = _("Save {count} people", count=len(ticked))
        st.button(
            words, key=form.key("save_ticked"), disabled=not ticked, on_click=tick, args=(form, event, ticked, new_id())
        )
        form.show_problems("people")


def tick(form: Form, event: Event, ticked: list[str], token: str) -> None:
    raw = {"people": ticked, "network": form.raw()["network"], "role": form.raw()["role"]}
    try:
        done = participants.tick(store(), actor(), event.id, raw, token)
    except AlreadySaved:
        return
    except Refused as refused:
        form.refuse(refused)
        return
    flash.put(
        _("{count} people saved", count=done.people),
        done.batch,
        "event",
        {"event": event.code or ""},
        _("To the event"),
    )


def already_there(event: Event) -> None:
    with store().reading() as rows:
        found = participants.named_at(rows, event)
    if not found:
        return
    with st.expander(_("At the event already · {count}", count=len(found)), expanded=len(found) <= 12):
        for kind in Role:
            lines = [
                " · ".join(
                    filter(None, [parts.named(row["name"]), parts.facts([row["position"], row["organisation"]])])
                )
                for row in found
                if row["role"] == kind
            ]
            if lines:
                st.markdown(small(f"{say(kind.label)} {len(lines)}"))
                parts.listed(lines)
