"""Keeping open charts true: a page that shows something older than the register is run again, from the app's side."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.app_session import AppSession

from db.refusals import Refused
from thai import dates
from ui.session import store

EVERY = 0.5
"""Seconds between two looks at the register's version. One look is one short query for all open pages together."""

_SEEN = "_seen"


def watch(live: bool) -> None:
    """Call once a run, before anything is read: whether the page is to be run again when the register or the day moves.

    Not for a page that is typed in, where a run that nobody asked for is in the way.
    """
    st.session_state[_SEEN] = _now() if live else None


async def keep() -> None:
    """Until it is cancelled, on the app's own loop: run again each open page that shows something older than now.

    The other way, a fragment that asks every two seconds, made Streamlit 1.67 lose what was chosen or drawn in the
    moment of an answer, and kept idle pages busy.
    """
    while True:
        await asyncio.sleep(EVERY)
        # A register that cannot be asked now is said by the next page that somebody opens; this is not the last look.
        with suppress(Refused):
            outdated(session.session for session in get_instance()._session_mgr.list_active_sessions())


def outdated(sessions: Iterable[AppSession]) -> None:
    """Run those again that show something older than now. A session in the middle of a run waits for the next look."""
    now = None
    for session in sessions:
        if session._scriptrunner is not None or _SEEN not in session.session_state:
            continue
        seen = session.session_state[_SEEN]
        now = now or _now()
        if seen not in (None, now):
            session.request_rerun(session._client_state)


def _now() -> tuple[int, date]:
    return store().version(), dates.today()
