"""How the sync stands, in a sentence and four cards, and what the worker is doing now."""

from datetime import datetime

import streamlit as st

from db.refusals import Problem, Refused
from db.sheets import inbox, ledger, worker
from db.sheets.columns import TABS
from db.sheets.ledger import Round, Standing
from db.sheets.settings import Connection
from thai import dates
from ui import boxes, flash, sheets_setup
from ui.forms import sentence as told
from ui.marks import coloured
from ui.session import actor, home, store
from ui.sheets_inbox import Inbox
from ui.words import _, language

PASSING = ("unreachable", "quota", "busy")
"""Troubles that pass by themselves."""


def notice() -> None:
    """On the first page: how many entries of the inbox wait, if any, and the way to them."""
    with store().reading() as rows:
        waits = inbox.count(rows) if ledger.linked(rows) else 0
    if waits:
        boxes.way("sheets", _("{count} wait for your decision in Google Sheets", count=f"{waits:,}"))


def actions(connection: Connection) -> None:
    """The way to the spreadsheet, and a round at once."""
    url = f"https://docs.google.com/spreadsheets/d/{connection.spreadsheet}/edit"
    st.link_button(_("Open the spreadsheet"), url, type="tertiary", icon=":material/open_in_new:")
    st.button(_("Sync now"), key="sync_now", icon=":material/sync:", on_click=_sync_now)


def _sync_now() -> None:
    try:
        actor()
    except Refused as why:
        flash.refused(why)
    else:
        worker.of(home()).sync_now()


def sentence(standing: Standing, found: Inbox) -> None:
    """Whether both sides agree, since when, and except for what; or what is wrong, and what helps."""
    problem = _problem(standing)
    if problem is not None:
        passing = standing.last is not None and standing.last.status in PASSING
        colour, icon = ("orange", "schedule") if passing else ("red", "error")
        st.markdown(coloured(colour, f":material/{icon}: **{told(problem)}**"))
        sheets_setup.address_in(problem)
        if standing.good:
            when = dates.moment(standing.good.until, language())
            boxes.quiet(_("The last round that came through: {when}", when=when))
    else:
        st.markdown(" · ".join([_agreement(standing, found.resting), *_except(found)]))
    _doing(standing)


def _problem(standing: Standing) -> Problem | Refused | None:
    """What stops the sync: settings that are useless now, or how the last round ended."""
    try:
        worker.of(home()).remote()
    except Refused as why:
        return why
    last = standing.last
    return Problem("", last.message, last.values) if last and last.status != "ok" else None


def _agreement(standing: Standing, resting: int) -> str:
    if resting:
        words = _("{count} tabs rest until you decide; the others are synced", count=resting)
        return coloured("orange", f":material/pause_circle: **{words}**")
    if standing.last is None:
        return coloured("blue", _("Linked. The first round begins now."))
    if standing.agreed:
        when = dates.moment(standing.last.at, language())
        words = _("The register and the sheet agree since {when}", when=when)
        return coloured("blue", f":material/check_circle: **{words}**")
    parts = [
        _("{count} changes of the register", count=f"{standing.behind:,}") if standing.behind else "",
        _("{count} decisions", count=f"{standing.decided:,}") if standing.decided else "",
    ]
    words = _("To the sheet in the next round: {what}", what=" · ".join(filter(None, parts)))
    return coloured("blue", f":material/schedule: **{words}**")


def _except(found: Inbox) -> list[str]:
    count = sum(found.counts.values())
    return [_("except **{count}** that wait for you", count=f"{count:,}")] if count else []


def _doing(standing: Standing) -> None:
    doing = worker.of(home()).doing
    words = {
        "look": _("Reading the sheet …"),
        "merge": _("Comparing both sides …"),
        "write": _("Writing to the sheet: {done} of {all} parts", done=doing.done, all=doing.all),
    }
    if doing.what == "write" and (doing.all > 1 or standing.good is None):
        st.progress(doing.done / doing.all, words["write"])
    elif doing.what in words:
        boxes.quiet(words[doing.what])


def cards(standing: Standing, kept: dict[str, int], found: Inbox) -> None:
    """The last round, the rows, what may still be asked of Google, what waits."""
    budget, waits = worker.of(home()).budget, sum(found.counts.values())
    left = {kind: budget.left(kind) for kind in ("read", "write")}
    most = {f"{kind}s": limit for kind, limit in budget.limits.items()}
    if len(set(most.values())) == 1:
        requests = _("read {read} · write {write} of {reads}", **left, reads=most["reads"])
    else:
        requests = _("read {read} of {reads} · write {write} of {writes}", **left, **most)
    last = standing.last
    oldest = min((entry.at for entry in found.entries if entry.choice is None), default="")
    boxes.cards(
        (_("Last round"), _time(last.until) if last else "–", did(last) if last else _("none yet")),
        (_("Rows looked after"), f"{sum(kept.values()):,}", _("{count} tabs", count=len(TABS))),
        (_("Requests left this minute"), f"{left['read']}", requests),
        (
            _("Waiting for you"),
            f"{waits:,}",
            _("the oldest: {when}", when=dates.moment(oldest, language())) if oldest else _("nothing"),
        ),
    )


def _time(at: str) -> str:
    """The time, on a card; the day, if it was not today."""
    then = datetime.fromisoformat(at).astimezone(dates.BANGKOK)
    if then.date() != dates.today():
        return dates.short(then.date(), language())
    return _("{time} hrs", time=f"{then:%H:%M}")


def did(last: Round) -> str:
    """What a round did, in a few words."""
    if last.status != "ok":
        return _("did not come through")
    done = last.did
    pulled, pushed = done.get("pulled", 0), done.get("pushed", 0)
    parts = [
        _("{count} cells from the sheet", count=f"{pulled:,}") if pulled else "",
        _("{count} new rows from the sheet", count=f"{done['added']:,}") if done.get("added") else "",
        _("{count} rows deleted", count=f"{done['deleted']:,}") if done.get("deleted") else "",
        _("{count} cells to the sheet", count=f"{pushed:,}") if pushed else "",
        _("{count} rows to the sheet", count=f"{done['appended']:,}") if done.get("appended") else "",
    ]
    return " · ".join(filter(None, parts)) or _("nothing had changed")
