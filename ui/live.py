"""Keeping open pages true: one that shows something older than there is now is run again, from the app's side."""

import asyncio
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.app_session import AppSession

from db.refusals import Refused
from db.sheets import inbox, ledger, worker
from thai import dates
from ui.session import home, store

EVERY = 0.5
"""Seconds between two looks. One look is a few short queries for all open pages together."""

_SEEN = "_seen"

Look = Callable[[], Hashable]


def register() -> Hashable:
    """What charts show: it moves with the register's data and with the day. A sync that changed neither moves none."""
    return store().version(), dates.today()


def waiting() -> Hashable:
    """The same, and how many entries of the inbox wait."""
    with store().reading() as rows:
        return register(), inbox.count(rows) if ledger.linked(rows) else 0


def sync() -> Hashable:
    """The same, all that the sync has done and is doing now, and the minute: what may be asked of Google changes."""
    with store().reading() as rows:
        return register(), ledger.mark(rows), worker.of(home()).pulse, dates.now()[:16]


def watch(look: Look | None) -> None:
    """Call once a run, before anything is read: the page is to be run again whenever what `look` gives has moved.

    None for a page that is typed in, where a run that nobody asked for is in the way.
    """
    st.session_state[_SEEN] = look and (look, look())


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
    now: dict[Look, Hashable] = {}
    for session in sessions:
        if session._scriptrunner is not None or _SEEN not in session.session_state:
            continue
        if session.session_state[_SEEN] is None:
            continue
        look, then = session.session_state[_SEEN]
        if look not in now:
            now[look] = look()
        if now[look] != then:
            session.request_rerun(session._client_state)
