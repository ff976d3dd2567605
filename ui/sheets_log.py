"""What stands back on the page of the sync: its tabs, the ledger of its rounds, and the end of it."""

import streamlit as st

from db.refusals import Problem, Refused
from db.sheets import setup
from db.sheets.columns import TABS
from db.sheets.ledger import Round
from db.sheets.settings import Connection
from thai import dates
from ui import boxes, flash, sheets_setup, tables
from ui.forms import sentence
from ui.marks import grey
from ui.session import actor, store
from ui.sheets_status import did
from ui.words import _, language


def draw(kept: dict[str, int], rounds: list[Round], connection: Connection) -> None:
    """The tabs with their rows, the last rounds, who the file is shared with, unlinking."""
    with st.expander(_("Tabs and the history of the sync"), key="sync_log"):
        tables.show(tables.Table((_("Tab"), _("Rows")), [(tab.title, kept.get(tab.table, 0)) for tab in TABS]))
        for one in rounds:
            st.markdown(_line(one))
        boxes.quiet(_("The spreadsheet is shared with this address:"))
        sheets_setup.address(connection.account)
        with st.popover(_("Unlink"), type="tertiary", icon=":material/link_off:", key="unlink"):
            st.markdown(_("Nothing is deleted on either side. Linking again goes on where it was."))
            st.button(_("Stop syncing with this spreadsheet"), key="unlink_now", on_click=_unlink)


def _line(one: Round) -> str:
    when = dates.moment(one.until, language())
    times = _("{count} rounds", count=f"{one.times:,}") if one.times > 1 else ""
    problem = sentence(Problem("", one.message, one.values)) if one.status != "ok" else did(one)
    asked = _("requests: {reads} read, {writes} written", reads=f"{one.reads:,}", writes=f"{one.writes:,}")
    return " · ".join(filter(None, [grey(when), problem, times, grey(asked)]))


def _unlink() -> None:
    try:
        setup.end(store(), actor())
    except Refused as why:
        flash.refused(why)
    else:
        flash.put(_("Unlinked. Both sides stay as they are."))
