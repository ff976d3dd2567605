"""An empty register: what to do first. And data that is only for trying: how to take it away again."""

from collections.abc import Callable

import streamlit as st

from db import examples, fill, samples
from db.access import Actor
from db.refusals import Refused
from db.store import Store
from ui import boxes
from ui.plain import plain
from ui.session import actor, edition, store
from ui.words import _, say

PEOPLE, SEED = 1000, 7


def is_empty() -> bool:
    """Whether nothing was entered or loaded yet."""
    return _state() == (False, False, False)


def start() -> None:
    """What to do first: log an event, or look at data that is made for trying."""
    st.title(_("An empty register, ready for its first event"), anchor=False)
    with st.grid(3, min_column_width=260, gap="medium"):
        with st.container(border=True, height="stretch"):
            st.subheader(_("Log the first event"), anchor=False)
            st.markdown(_("A title and a day are enough. The charts show it within three seconds."))
            if st.button(_("Log an event"), type="primary", icon=":material/add:", key="first_event"):
                st.switch_page(st.session_state["pages"]["log_event"])
        with st.container(border=True, height="stretch"):
            st.subheader(_("Look at five real events"), anchor=False)
            st.markdown(_("Public announcements of trainings and forums, with their ledgers, sessions and speakers."))
            _load(_("Load the samples"), samples.add, "samples_add")
        with st.container(border=True, height="stretch"):
            st.subheader(_("Look at a large register"), anchor=False)
            st.markdown(_("{people} made-up people over ten years. It takes a few seconds.", people=f"{PEOPLE:,}"))
            _load(_("Make up a register"), _fill, "fill_add")
    boxes.quiet(_("Both can be taken away again with one tap, and nothing else goes with them."))


def tidy() -> None:
    """When data for trying is here, say so, with the way to take it away."""
    _others, sampled, filled = _state()
    if not sampled and not filled:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        boxes.quiet(_("There is data for trying in this register."))
        if sampled:
            _load(_("Remove the samples"), samples.remove, "samples_remove")
        if filled:
            _load(_("Remove the made-up register"), fill.remove, "fill_remove")


def _fill(register: Store, person: Actor) -> None:
    fill.add(register, person, people=PEOPLE, seed=SEED)


def _load(label: str, change: Callable[[Store, Actor], None], key: str) -> None:
    st.button(label, key=key, on_click=_change, args=(change,))


def _change(change: Callable[[Store, Actor], None]) -> None:
    try:
        change(store(), actor())
    except Refused as refused:
        st.toast(say(refused.message, **{name: plain(value) for name, value in refused.values.items()}))


def _state() -> tuple[bool, bool, bool]:
    """Whether the register has data of its own, the samples, the made-up register."""
    return _seen(*edition())


@st.cache_data(max_entries=16, show_spinner=False)
def _seen(register: str, version: int) -> tuple[bool, bool, bool]:
    with store().reading() as rows:
        own = examples.others(rows, examples.SAMPLES, examples.FILL)
    return own, samples.present(store()), fill.present(store())
