"""The provinces not reached yet, first of all: each with why, and with what mends it."""

from datetime import date

import streamlit as st

from db.areas import NAMES
from db.reach import CohortBoard, Reach
from thai import dates
from ui import board, boxes, figures
from ui.numbers import Coverage
from ui.plain import plain
from ui.words import _, language

LONGEST = 10
"""So many provinces are named when every one is reached."""


def never(now: Coverage) -> None:
    """By name, the provinces that no year reached; and apart from them, those that another year did."""
    left = [each.province for each in now.provinces if each.state != "reached"]
    told = {"not_reached": _("Never reached"), "reached": _("Not reached in this fiscal year, but in another")}
    for state, words in told.items():
        if names := [NAMES[code][language()] for code in left if now.ever[code] == state]:
            st.markdown(f"**{words}:** {', '.join(names)}")


def provinces(now: Coverage) -> None:
    """The provinces not reached: those that a cohort is meant for, under it, and the others by area. If there is none,
    those where the last event is the longest ago."""
    left = [each for each in now.provinces if each.state != "reached"]
    if not left:
        _longest(now)
        return
    for cohort, due in _by_cohort(left).items():
        _line(_why(cohort, now), due, now)
        cure = _("Fill in the day of cohort {number}") if cohort.state == "stated" else _("Log cohort {number}")
        # An event that is planned for it is completed; another one would be there twice.
        page, asked = (
            ("event", {"event": cohort.planned, "edit": "facts"})
            if cohort.planned
            else ("log_event", {"cohort": cohort.id})
        )
        boxes.way(page, cure.format(number=cohort.number), asked)
    by_area: dict[str | None, list[Reach]] = {}
    for each in left:
        if not each.cohorts:
            by_area.setdefault(now.areas.get(each.province), []).append(each)
    for area in [*now.names, None]:
        if area in by_area:
            _line(plain(figures.area(area, now.names)), by_area[area], now)
    _explain()


def _longest(now: Coverage) -> None:
    known = [each for each in now.provinces if now.last_events[each.province]]
    if known:
        longest = sorted(known, key=lambda each: _last(each, now))[:LONGEST]
        _line(_("the longest since an event was held there"), longest, now)
    if nowhere := [each for each in now.provinces if not now.last_events[each.province]]:
        _line(_("no event held there is registered"), nowhere, now)
    _explain()


def _explain() -> None:
    boxes.quiet(
        _("After a province: days since the last event there, of any programme. Without a number, none is registered.")
    )


def _why(cohort: CohortBoard, now: Coverage) -> str:
    reasons = {
        "stated": _("cohort {number} {area} is said to be held, day unknown"),
        "not_held": _("waiting for cohort {number} {area}: not held"),
    }
    why = reasons.get(cohort.state, _("waiting for cohort {number} {area}"))
    told = why.format(number=cohort.number, area=plain(now.served[cohort.serves][language()] if cohort.serves else ""))
    return f"{told} · {plain(board.programme(cohort.programme, cohort.fiscal_year))}"


def _line(why: str, found: list[Reach], now: Coverage) -> None:
    """The provinces, the one first that has waited longest for an event."""
    st.markdown(_said(len(found), why))
    badges, unit = [], _("{count} days")
    for each in sorted(found, key=lambda each: _last(each, now)):
        badge = NAMES[each.province][language()]
        if last := now.last_events[each.province]:
            # The unit once, at the first number of the line.
            badge += " · " + unit.format(count=f"{(dates.today() - last).days:,}")
            unit = "{count}"
        badges.append(f":gray-badge[{badge}]")
    st.markdown(" ".join(badges))


def _said(provinces: int, why: str) -> str:
    count = _("{count} provinces", count=provinces)
    return f"**{count}** · {why}"


def _last(each: Reach, now: Coverage) -> date:
    return now.last_events[each.province] or date.min


def _by_cohort(left: list[Reach]) -> dict[CohortBoard, list[Reach]]:
    """The provinces under the cohort that is meant for them, one that is said to be held before the others."""
    found: dict[CohortBoard, list[Reach]] = {}
    for each in left:
        if each.cohorts:
            cohort = next((cohort for cohort in each.cohorts if cohort.state == each.state), each.cohorts[0])
            found.setdefault(cohort, []).append(each)
    return dict(sorted(found.items(), key=lambda item: item[0].state == "stated"))
