"""Keeping an open page up to date: every two seconds one cheap question, and a redraw only when something moved."""

from datetime import date

import streamlit as st

from thai import dates
from ui.session import store

_SEEN, _FRESH = "_seen", "_fresh"


def _now() -> tuple[int, date]:
    return store().version(), dates.today()


def watch() -> None:
    """Call once a run, before anything is read: notes what this run sees, and keeps asking whether it still holds.

    Only for a page without other fragments, which is a page that nobody types in: when the answer to a question
    follows closely on a fragment's run, Streamlit 1.67 takes that run for interrupted and leaves on the screen what it
    removed, or removes what it drew.
    """
    st.session_state[_SEEN] = _now()
    st.session_state[_FRESH] = True
    _ask()


@st.fragment(run_every="2s")
def _ask() -> None:
    # The first answer is at hand: the run that draws the page has just asked.
    if not st.session_state.pop(_FRESH, False) and st.session_state[_SEEN] != _now():
        st.rerun()
