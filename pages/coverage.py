"""Which provinces were reached, how, and first of all which were not."""

from functools import partial

import streamlit as st

from db.filters import Filters
from ui import board, boxes, charts, figures, filters, findings, flash, matrices, nearby, numbers, tables, waiting
from ui.words import _


def page() -> None:
    flash.show()
    asked = filters.ask()
    now = numbers.of(numbers.coverage, asked)
    boxes.headline(findings.reached(now.headline, asked))
    if before := findings.compared(now):
        boxes.quiet(before)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        not_reached(now)
        if now.board:
            with boxes.box(board.finding(now.board, now.served), height="content"):
                board.draw(now.board, now.served)
        matrices.draw(now, asked)
    with right:
        country(now, asked)
        nearby.draw(now, asked)


def not_reached(now: numbers.Coverage) -> None:
    left = [each for each in now.provinces if each.state != "reached"]
    table = "not-reached", lambda: figures.province_table(left, now.areas, now.names, now.last_events)
    with boxes.box(findings.not_reached(now.headline), table=table if left else None, height="content"):
        waiting.never(now)
        waiting.provinces(now)
        if not now.events.held:
            boxes.empty(_("No event has been logged here yet."), "log_event", _("Log an event"))


def country(now: numbers.Coverage, asked: Filters) -> None:
    shapes = {"country": _("Map"), "tiles": _("Tiles")}
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            shape = st.radio(
                _("Drawing of the country"),
                shapes,
                index=list(shapes).index("tiles" if boxes.on_phone() else "country"),
                format_func=shapes.__getitem__,
                horizontal=True,
                label_visibility="collapsed",
                key="shape",
                persist_state="session",
            )
            legend, chart = ("legend", figures.map_legend(now.provinces)), (shape, figures.map_rows(now.provinces))
            picture = boxes.picture(findings.reached(now.headline, asked), "", legend, chart)
            table = partial(figures.province_table, now.provinces, now.areas, now.names, now.last_events)
            tables.behind("provinces", table, picture)
        charts.draw(*legend)
        nearby.pick(shape, charts.draw(*chart, pick=True))
        boxes.quiet(_("Tap a province to read about it below."))
