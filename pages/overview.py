"""What a manager reads first: how far the agency has come, what grew, what is not known."""

from functools import partial

import streamlit as st

from ui import boxes, charts, figures, filters, findings, flash, numbers, register, sheets_status, tables, worklist
from ui.words import _


def page() -> None:
    flash.show()
    if register.is_empty():
        register.start()
        return
    asked = filters.ask()
    now = numbers.of(numbers.overview, asked)
    boxes.headline(findings.reached(now.headline, asked))
    sheets_status.notice()
    boxes.cards(*findings.cards(now))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        growth(now, bool(asked.fiscal_year))
    with right:
        reach(now)
    left, right = st.columns([5, 7], gap="medium")
    with left, boxes.box(_("What is missing or overdue")):
        boxes.way("worklist", findings.complete(now.whole))
        worklist.short(now.unknowns, asked)
    with right, boxes.box(_("Latest events")):
        boxes.events(now.recent)
    events(now, bool(asked.fiscal_year))
    register.tidy()


def growth(now: numbers.Overview, of_year: bool) -> None:
    finding, note = findings.grew(now.network if of_year else now.change, of_year)
    if not any(row["members"] for row in now.growth):
        with boxes.box(finding):
            boxes.no_growth(now.change.members)
        return
    chart = "growth", figures.growth(now.growth)
    with boxes.box(finding, note, ("growth", lambda: figures.growth_table(now.growth)), chart=chart):
        boxes.growth(now.growth, chart)


def reach(now: numbers.Overview) -> None:
    table = "reach", lambda: figures.coverage_table(now.coverage, now.names)
    note = _("Solid: reached · empty frame: not yet")
    chart = "reach" if figures.few(now.coverage) else "reach_many", figures.reach(now.coverage, now.names)
    with boxes.box(findings.least(now.coverage, now.names), note, table, chart=chart):
        charts.draw(*chart)


def events(now: numbers.Overview, of_year: bool) -> None:
    by = {"month": _("By month"), "fiscal_year": _("By fiscal year")}
    rows = {"month": now.by_month, "fiscal_year": now.by_year}
    finding, note = findings.held(now.events), _("Solid: held · dashed frame: planned")
    with boxes.box(finding, note):
        if not now.by_month:
            boxes.empty(_("No event has been logged here yet."), "log_event", _("Log an event"))
            return
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            many = len(now.by_month) > figures.DOTS
            name = st.radio(
                _("Events"),
                by,
                index=list(by).index("fiscal_year" if many else "month"),
                format_func=by.__getitem__,
                horizontal=True,
                label_visibility="collapsed",
                key=f"events_{'years' if many else 'months'}",
            )
            chart = f"events_by_{'month' if name == 'month' else 'year'}", figures.events(rows[name], name)
            table = partial(figures.events_table, rows[name], name)
            tables.behind("events", table, boxes.picture(finding, note, chart))
        charts.draw(*chart)
