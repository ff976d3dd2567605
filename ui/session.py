"""Who is here, and which register they see."""

import os
import re
from functools import cache
from pathlib import Path

import streamlit as st

from db import access
from db.access import Actor
from db.refusals import Refused
from db.store import Store
from thai.words import N_

# app.py gives each browser a random cookie, so that a reload does not ask for the name again. It proves nothing:
# the name is what somebody on this machine said, and the journal keeps it as not signed in.
BROWSER = "saan_browser"
_BROWSER_ID = re.compile(r"[\w-]{22}", re.ASCII)


def home() -> Path:
    """The folder of the register: SAAN_HOME, or ./data."""
    return Path(os.environ.get("SAAN_HOME") or "data")


@cache
def _opened(folder: Path) -> Store:
    return Store.open(folder, access.may_enter)


def store() -> Store:
    """The register, opened once for the whole process. Refuses with CannotOpen as Store.open does."""
    return _opened(home())


def edition() -> tuple[str, int]:
    """Which register, and its version: what is kept for all sessions is kept by both."""
    return str(store().path), store().version()


def identity() -> Actor | None:
    """Who this session says it is, or None when nobody said yet. Says nothing about whether they may enter."""
    if access.asks_sign_in():
        return access.signed_in(st.user.to_dict())
    if "name" not in st.session_state and (browser := _browser()):
        st.session_state["name"] = store().setting(f"name:{browser}")
    name = st.session_state.get("name")
    return Actor(name) if name else None


def actor() -> Actor:
    """Who acts now, for every write. Refuses a session that nobody may be in (any more)."""
    person = identity()
    if person is None or not access.may_enter(person):
        raise Refused("", N_("You may not change this register. Ask for access, then try again."))
    return person


def introduce(name: object) -> None:
    """Keep the display name that somebody gave, for this browser. Refuses as access.introduced does."""
    person = access.introduced(name)
    if browser := _browser():
        with store().note() as note:
            note.set(f"name:{browser}", person.name)
    st.session_state["name"] = person.name


def forget_name() -> None:
    """Ask for the name again, on this browser."""
    if browser := _browser():
        with store().note() as note:
            note.set(f"name:{browser}", None)
    st.session_state["name"] = None


def _browser() -> str | None:
    given = st.context.cookies.get(BROWSER, "")
    return given if _BROWSER_ID.fullmatch(given) else None
