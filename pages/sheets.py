"""Google Sheets: whether the shared spreadsheet and the register agree, what waits for a decision, and the set-up."""

import streamlit as st

from db.refusals import Refused
from db.sheets import ledger, settings
from db.sheets.settings import Connection
from ui import flash, sheets_inbox, sheets_log, sheets_setup, sheets_status
from ui.session import store
from ui.words import _


def page() -> None:
    try:
        connection = settings.connection()
    except Refused as why:
        sheets_setup.newcomer(why)
        return
    with store().reading() as rows:
        linked = ledger.linked(rows)
    if connection is None:
        sheets_setup.newcomer()
    elif linked != connection.spreadsheet:
        sheets_setup.link(connection, linked is not None)
    else:
        linked_page(connection)


def linked_page(connection: Connection) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(_("Google Sheets"), anchor=False, width="stretch")
        sheets_status.actions(connection)
    flash.show()
    with store().reading() as rows:
        standing, kept, rounds = ledger.standing(rows), ledger.kept(rows), ledger.rounds(rows)
    found = sheets_inbox.read()
    sheets_status.sentence(standing, found)
    sheets_status.cards(standing, kept, found)
    sheets_inbox.draw(found)
    sheets_log.draw(kept, rounds, connection)
