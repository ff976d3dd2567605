"""What is missing or overdue, line by line: short on the overview, whole on its page, a tap away from mending."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from db import kpis
from db.choices import Role
from db.filters import Filters
from db.records import Event, FollowUp
from db.worklist import Gap, Unknowns
from thai import dates
from ui import board, boxes, flash, follow_ups, list_preview, numbers
from ui.marks import coloured, grey
from ui.session import store
from ui.words import N_, _, language, say

SENTENCES = {
    "headcounts": N_("**{count}** events, attendance not known"),
    "learners": N_("**{count}** events, number of learners not known"),
    "ledgers": N_("**{count}** ledgers do not add up to the announced total"),
    "unnamed": N_("**{count}** learners counted, not named"),
    "speakers": N_("**{count}** speakers counted, not named"),
    "late": N_("**{count}** cohorts late"),
    "unsure": N_("**{count}** cohorts whose day is over, not known whether held"),
    "past": N_("**{count}** planned events whose day is over"),
    "follow_ups": N_("**{count}** follow-ups overdue"),
    "cohorts": N_("**{count}** cohorts held, day not known"),
    "starts": N_("**{count}** members, first day not known"),
}
Row = Mapping[str, Any]


def short(unknowns: Unknowns, asked: Filters) -> None:
    """Every line with something open, a button that opens its places: they are asked for when it is opened."""
    for name, gap in _open(unknowns).items():
        with st.popover(_said(name, gap), type="tertiary", key=f"gap_{name}", on_change="rerun") as opened:
            if opened.open:
                _places(name, getattr(numbers.of(kpis.unknowns, asked), name))
    if not _open(unknowns):
        boxes.quiet(_("Nothing is open."))


def whole(unknowns: Unknowns) -> None:
    """The same: all lines, each a tap from its box with its first places. A follow-up that was just ticked stays where
    it stood."""
    shown = {**_open(unknowns)}
    if ticked := _ticked(unknowns.follow_ups):
        shown["follow_ups"] = replace(unknowns.follow_ups, rows=ticked)
    names = [name for name in SENTENCES if name in shown]
    with st.container(horizontal=True, gap="small"):
        for name in names:
            st.markdown(f"[{_said(name, shown[name])}](#{name})", width="content")
    for name in names:
        with boxes.box(_said(name, shown[name]).replace("**", ""), height="content", anchor=name):
            _places(name, shown[name])
    if not shown:
        boxes.quiet(_("Nothing is open."))


def _open(unknowns: Unknowns) -> dict[str, Gap]:
    return {name: gap for name in SENTENCES if (gap := getattr(unknowns, name)).count}


def _ticked(gap: Gap) -> list[dict[str, Any]]:
    """The follow-ups of a line and those that were ticked on this page, in their order."""
    rows = list(gap.rows)
    for id in flash.staying():
        one = store().get(FollowUp, id)
        event = one and store().get(Event, one.event_id)
        if one and event and one.done_on:
            rows.append({"follow_up": one, "code": event.code, "title": event.title})
    return sorted(rows, key=lambda row: (row["follow_up"].due_on or date.max, row["follow_up"].id))


def _said(name: str, gap: Gap) -> str:
    return say(SENTENCES[name], count=f"{gap.count:,}")


def _places(name: str, gap: Gap) -> None:
    if gap.places > len(gap.rows):
        boxes.quiet(_("The first {part} of {whole}", part=len(gap.rows), whole=f"{gap.places:,}"))
    for row in gap.rows:
        _PLACES[name](row)


def _way(words: str) -> str:
    """What is tapped to mend something; `words` are ours."""
    return coloured("blue", words)


def _event(row: Row, part: str, told: str) -> None:
    """An event with one of its forms to be opened."""
    boxes.line("event", _way(row["code"]), {"event": row["code"], "edit": part}, row["title"], grey(told))


def _day(first: str, last: str | None = None) -> str:
    days = dates.Days(date.fromisoformat(first), date.fromisoformat(last or first))
    return dates.short(days, language())


def _headcount(row: Row) -> None:
    _event(row, "facts", _day(row["starts_on"]))


def _learners(row: Row) -> None:
    _event(row, "ledger", _day(row["starts_on"]))


def _ledger(row: Row) -> None:
    values = {"declared": f"{row['declared']:,}"}
    if row["counted"] is None:
        told = _("announced {declared}; a line of the ledger is not known", **values)
    else:
        told = _("announced {declared}, counted {counted}", counted=f"{row['counted']:,}", **values)
    _event(row, "ledger", f"{_day(row['starts_on'])} · {told}")


def _unnamed(row: Row) -> None:
    _people(row, {})


def _speakers(row: Row) -> None:
    _people(row, {"role": Role.SPEAKER.value})


def _people(row: Row, role: Mapping[str, str]) -> None:
    """An event with the page on which its people are named, at times in a role."""
    told = f"{grey(_day(row['starts_on']))} · {list_preview.missing(row['counted'], row['named'])}"
    boxes.line("participants", _way(row["code"]), {"event": row["code"], **role}, row["title"], told)


def _late(row: Row) -> None:
    planned = _("planned until {day}", day=_day(row["due_on"])) if row["due_on"] else ""
    due = grey(planned or _("no day planned, its fiscal year is over"))
    if row["event"]:
        boxes.line("event", _way(row["event"]), {"event": row["event"], "edit": "facts"}, _cohort(row), due)
    else:
        boxes.line("log_event", _way(_("Log")), {"cohort": row["id"]}, _cohort(row), due)


def _cohort(row: Row) -> str:
    programme = board.programme(row["programme"], row["fiscal_year"])
    return _("{programme} · cohort {number}", programme=programme, number=row["number"])


def _past(row: Row) -> None:
    _event(row, "facts", _("planned for {day}", day=_day(row["starts_on"], row["ends_on"])))


def _follow_up(row: Row) -> None:
    with st.container(gap="xxsmall"):
        follow_ups.draw(row["follow_up"])
        boxes.line("event", _way(row["code"]), {"event": row["code"]}, row["title"], "")


def _said_held(row: Row) -> None:
    if row["event"]:
        boxes.line("event", _way(row["event"]), {"event": row["event"], "edit": "facts"}, _cohort(row), "")
    else:
        boxes.line("log_event", _way(_("Fill in")), {"cohort": row["id"]}, _cohort(row), "")


def _member(row: Row) -> None:
    boxes.line("people", _way(_("Open")), {"person": row["id"]}, row["name"], "")


_PLACES: dict[str, Callable[[Row], None]] = {
    "headcounts": _headcount,
    "learners": _learners,
    "ledgers": _ledger,
    "unnamed": _unnamed,
    "speakers": _speakers,
    "late": _late,
    "unsure": _late,
    "past": _past,
    "follow_ups": _follow_up,
    "cohorts": _said_held,
    "starts": _member,
}
