"""Keeping open pages true: one that shows something older than there is now is run again, from the app's side."""

import asyncio
import time
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from operator import itemgetter

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.app_session import AppSession

from db.refusals import Refused
from db.sheets import inbox, ledger, worker
from thai import dates
from ui.session import home, store

EVERY = 0.5
"""Seconds between two looks. One look is a few short queries for all open pages together."""

SOON, AT_ONCE = 0.02, 2
"""Seconds between two looks while pages are run again, and how many are at once: they share one processor, and a
hundred that begin together are all done when the last of them is."""

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
    st.session_state[_SEEN] = look and (look, look(), time.monotonic())


async def keep() -> None:
    """Until it is cancelled, on the app's own loop: run again each open page that shows something older than now.

    The other way, a fragment that asks every two seconds, made Streamlit 1.67 lose what was chosen or drawn in the
    moment of an answer, and kept idle pages busy.
    """
    asked: list[AppSession] = []
    while True:
        await asyncio.sleep(SOON if asked else EVERY)
        asked = [session for session in asked if session._scriptrunner is not None]
        # A register that cannot be asked now is said by the next page that somebody opens; this is not the last look.
        with suppress(Refused):
            open_pages = (session.session for session in get_instance()._session_mgr.list_active_sessions())
            asked += outdated(open_pages, AT_ONCE - len(asked))


def outdated(sessions: Iterable[AppSession], most: int = AT_ONCE) -> list[AppSession]:
    """Run those again that show something older than now, at `most` so many, the longest waiting first; which they
    are. A session in the middle of a run waits for the next look."""
    now: dict[Look, Hashable] = {}
    old: list[tuple[float, AppSession]] = []
    for session in sessions:
        if session._scriptrunner is not None or _SEEN not in session.session_state:
            continue
        if session.session_state[_SEEN] is None:
            continue
        look, then, drawn = session.session_state[_SEEN]
        if look not in now:
            now[look] = look()
        if now[look] != then:
            old.append((drawn, session))
    chosen = [session for _, session in sorted(old, key=itemgetter(0))[:most]]
    for session in chosen:
        session.request_rerun(session._client_state)
    return chosen
