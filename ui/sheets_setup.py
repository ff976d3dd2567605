"""Linking a spreadsheet, step by step, for somebody who has never done it."""

from collections.abc import Callable

import streamlit as st

from db.refusals import Problem, Refused
from db.sheets import setup, worker
from db.sheets.settings import Connection
from db.sheets.setup import Trial
from ui import boxes, flash
from ui.forms import sentence
from ui.plain import plain
from ui.session import actor, home, store
from ui.words import _

CONSOLE = "https://console.cloud.google.com/"
BLOCK = """[connections.gsheets]
spreadsheet = "https://docs.google.com/spreadsheets/d/…/edit"
type = "service_account"
project_id = "…"
private_key_id = "…"
private_key = "-----BEGIN PRIVATE KEY-----\\n…\\n-----END PRIVATE KEY-----\\n"
client_email = "…@….iam.gserviceaccount.com"
client_id = "…"
token_uri = "https://oauth2.googleapis.com/token"
"""
"""What stands in secrets.toml: the link, and the fields of the key file as they are."""


def newcomer(why: Refused | None = None) -> None:
    """Nothing is set up yet, or (`why`) in a way that cannot be read."""
    _head()
    if why is not None:
        st.error(sentence(why))
    account()
    settings()
    boxes.quiet(_("This page goes on by itself as soon as both are there; nothing needs a restart."))


def link(connection: Connection, other: bool) -> None:
    """A spreadsheet is set up but not linked; `other`: another one is."""
    _head()
    if other:
        st.warning(_("The settings name another spreadsheet than the linked one. Link it to sync with it from now on."))
    with st.expander(_("Set up: the account and the settings"), icon=":material/check:", key="setup_done"):
        account()
        settings()
    with boxes.box(_("3 · Share the spreadsheet"), height="content"):
        st.markdown(_("In the spreadsheet: Share, paste this address, choose Editor, Send."))
        address(connection.account)
    with boxes.box(_("4 · Test the connection"), height="content"):
        _test()
    with boxes.box(_("5 · Link, and make the tabs"), height="content"):
        st.markdown(
            _(
                "Six tabs are made with their headers, lists and notes, and the register is written into them. Tabs "
                "that are there already stay as they are."
            )
        )
        _link()


def address(account: str) -> None:
    """The account's address, letter for letter, to be copied."""
    st.code(account, language=None, wrap_lines=True)


def address_in(why: Refused | Problem) -> None:
    """The address, if giving it access is what helps."""
    if "account" in why.values:
        address(why.values["account"])


def _head() -> None:
    st.title(_("Share the register in Google Sheets"), anchor=False)
    flash.show()
    st.markdown(
        _(
            "Offices fill in rows in the spreadsheet, staff use the forms here, and both stay the same. Nobody’s work "
            "is overwritten unseen. Telephone numbers and other contact data never leave, unless saan.toml allows it "
            "column by column."
        )
    )


def account() -> None:
    """The first step: an account of Google’s for a program, and its key."""
    with boxes.box(_("1 · Make a service account and its key"), height="content"):
        st.markdown(
            "\n".join(
                f"{number}. {words}"
                for number, words in enumerate(
                    (
                        _("Open Google Cloud, and choose a project or make one."),
                        _("**APIs & Services → Library**: search for **Google Sheets API**, press **Enable**."),
                        _("**IAM & Admin → Service Accounts → Create service account**: give it a name, press Done."),
                        _("Open the account, **Keys → Add key → Create new key → JSON**. A file is downloaded."),
                    ),
                    1,
                )
            )
        )
        st.link_button(_("Open Google Cloud"), CONSOLE, icon=":material/open_in_new:")


def settings() -> None:
    """The second step: where the link and the key go."""
    with boxes.box(_("2 · Put the link and the key into the settings"), height="content"):
        st.markdown(
            _(
                "Copy this into the file .streamlit/secrets.toml beside app.py. The link is that of your spreadsheet "
                "(an empty one is best), the other fields are those of the downloaded file."
            )
        )
        st.code(BLOCK, language=None, wrap_lines=True)


def _test() -> None:
    if st.button(_("Test the connection"), key="test_now", icon=":material/network_check:"):
        with st.spinner(_("Asking Google …")):
            _keep("test", lambda: setup.trial(store(), worker.of(home()), actor()))
    found = st.session_state.get("sheets_test")
    _say(found)
    if isinstance(found, Trial):
        st.success(_("It works: “{title}”.", title=plain(found.title)))
        boxes.quiet(_("Tabs now: {tabs}", tabs=" · ".join(plain(tab) for tab in found.tabs)))


def _link() -> None:
    if st.button(_("Link and make the tabs"), key="link_now", type="primary", icon=":material/link:"):
        with st.spinner(_("Making the tabs …")):
            _keep("link", lambda: setup.begin(store(), worker.of(home()), actor()))
        if st.session_state["sheets_link"] is None:
            st.session_state.pop("sheets_test", None)
            flash.put(_("Linked. The first round begins now, and brings both sides together."))
            st.rerun()
    _say(st.session_state.get("sheets_link"))


def _keep(what: str, do: Callable[[], object]) -> None:
    """Keep what came of it, for this page is drawn anew by itself."""
    try:
        st.session_state[f"sheets_{what}"] = do()
    except Refused as why:
        st.session_state[f"sheets_{what}"] = why


def _say(found: object) -> None:
    if isinstance(found, Refused):
        st.error(sentence(found))
        address_in(found)
