"""Programmes by fiscal year, and one whole: its cohorts on a board, its seats, its events."""

from functools import partial
from itertools import groupby

import streamlit as st

from db import kpis, programmes
from db.filters import Filters
from db.programmes import Listed, View
from thai import dates
from ui import board, boxes, filters, findings, flash, numbers, people_edit, programme_edit, seats, targets
from ui import event_parts as parts
from ui.marks import grey
from ui.plain import plain
from ui.session import store
from ui.words import _

FEW = 20
"""Of more programmes, those of the years before the latest are folded up."""


def page() -> None:
    if going := st.session_state.pop("go_to", None):
        st.query_params.from_dict(going)
    asked = st.query_params.get("programme")
    if not asked:
        every_programme()
        return
    # A link from this page to itself changes what it shows, but not the address; a reload would lose it.
    st.query_params["programme"] = asked
    with store().reading() as rows:
        found = programmes.view(rows, asked, dates.today())
    if found:
        whole(found)
        return
    st.title(_("This programme is not in the register"), anchor=False)
    flash.show()
    flash.open_page("programmes", _("All programmes"))


def every_programme() -> None:
    st.title(_("Programmes"), anchor=False)
    flash.show()
    found = numbers.of(programmes.listed, Filters())
    with store().reading() as rows:
        served = programmes.served(rows, (card.cohort.serves for one in found for card in one.board))
    if not found:
        st.markdown(grey(_("There is no programme yet.")))
    if cards := [card for one in found for card in one.board]:
        st.markdown(f"**{board.remaining(cards)}**")
    together(found)
    people_edit.add("programme", _("New programme"))
    for place, (year, group) in enumerate(groupby(found, key=lambda one: one.programme.fiscal_year)):
        ones = list(group)
        heading = _("Fiscal year {year}", year=year) if year else _("Fiscal year not said yet")
        if place and len(found) > FEW:
            with st.expander(_("{year} · {count} programmes", year=heading, count=len(ones))):
                a_year(ones, served)
        else:
            st.subheader(heading, anchor=False)
            a_year(ones, served)


def together(found: list[Listed]) -> None:
    """The seats of all programmes of a fiscal year: of the latest one that promised any, until another is chosen."""
    years = list(dict.fromkeys(one.programme.fiscal_year for one in found if one.programme.fiscal_year))
    aimed = [one.programme.fiscal_year for one in found if one.aimed and one.programme.fiscal_year]
    if not aimed:
        return
    label = _("Seats of all programmes in the fiscal year")
    year = st.selectbox(label, years, index=years.index(aimed[0]), key="seats_year", width=320)
    told = numbers.of(kpis.promised, Filters(fiscal_year=year))
    without = _("{count} of {all} programmes have no target", count=told.without, all=told.programmes)
    if told.seats:
        seats.draw(told.seats, *([without] if told.without else []))
    else:
        boxes.quiet(without)


def a_year(ones: list[Listed], served: board.Served) -> None:
    """The programmes of one fiscal year, and how all their cohorts stand together."""
    cards = [card for one in ones for card in one.board]
    if cards and len(ones) > 1:
        st.markdown(grey(board.sums(cards)))
    for one in ones:
        line(one, served)


def line(one: Listed, served: board.Served) -> None:
    """A programme in the list, under its name how its cohorts stand."""
    told = [board.first(one.board, served)] if one.board else [_("{count} events", count=one.events)]
    about = grey(" · ".join(filter(None, [plain(one.owner), *told])))
    boxes.line("programmes", _("Open"), {"programme": one.programme.id}, one.programme.name, about)


def whole(found: View) -> None:
    flash.open_page("programmes", _("All programmes"))
    flash.show()
    if people_edit.is_open(found.programme.id):
        st.title(plain(found.programme.name), anchor=False)
        with st.container(border=True, width=760):
            people_edit.draw()
    else:
        head(found)
        programme_edit.actions(found)
    cohorts(found)
    if found.seats:
        seats.draw(found.seats)
    promised(found)
    events(found)


def head(found: View) -> None:
    programme = found.programme
    st.title(plain(programme.name), anchor=False)
    year = programme.fiscal_year
    facts = [
        _("Fiscal year {year}", year=year) if year else _("fiscal year not said yet"),
        plain(found.owner) or _("owner not said yet"),
        plain(found.network),
    ]
    st.markdown(grey(" · ".join(filter(None, facts))))
    if programme.objectives:
        st.text(programme.objectives)
    if found.hanging:
        asked = Filters(programme=programme.id)
        words = findings.reached(numbers.of(kpis.headline, asked), asked)
        flash.open_page("coverage", words, {"programme": filters.programmes()[programme.id]})


def cohorts(found: View) -> None:
    """The board, or the form of the cohorts while it is open."""
    finding = board.finding(found.board, found.served) if found.board else _("Cohorts")
    opened = programme_edit.cohorts_open(found)
    with parts.box(finding, "cohorts", None if opened else partial(programme_edit.start_cohorts, found)):
        if opened:
            programme_edit.draw_cohorts(found)
        elif found.board:
            board.draw(found.board, found.served)
        else:
            st.markdown(grey(_("No cohort yet.")))
            start = partial(programme_edit.start_cohorts, found)
            st.button(_("Add cohorts"), key="add_cohorts", icon=":material/add:", on_click=start)


def promised(found: View) -> None:
    """The targets, or the form that is open on them."""
    with parts.box(_("Targets"), "targets", None):
        if targets.is_open(found):
            targets.draw(found)
            return
        targets.read(found.targets, found.served)
        with st.container(horizontal=True, gap="small"):
            add, edit = partial(targets.start_lines, found), partial(targets.start_grid, found)
            st.button(_("Add targets"), key="add_targets", icon=":material/add:", on_click=add)
            if found.targets:
                st.button(_("Edit"), key="edit_targets", type="tertiary", icon=":material/edit:", on_click=edit)


def events(found: View) -> None:
    """The events of the programme that stand on no card of the board."""
    if not found.events:
        return
    heading = _("Events outside the cohorts") if found.board else _("Events")
    with boxes.box(heading, height="content"):
        for event in found.events:
            told = " · ".join(filter(None, [parts.days(event), parts.place_of(event)]))
            boxes.event_line(event.code or event.id, event.title, grey(plain(told)))
        if found.more:
            boxes.quiet(_("and {count} more", count=found.more))
