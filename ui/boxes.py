"""The parts that a manager's page is laid out with: cards of numbers, boxes with a finding as their heading."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Literal

import streamlit as st

from db.areas import NAMES
from thai import dates
from ui import charts, figures, filters, flash, pictures, tables
from ui.pictures import Chart, Drawing
from ui.plain import plain, unmarked
from ui.tables import Table
from ui.words import _, language


def headline(sentence: str) -> None:
    """The page's answer, as its only h1."""
    st.title(sentence, anchor=False)


def cards(*all: tuple[str, str, str]) -> None:
    """Numbers side by side, two by two on a phone: (label, number, what it means and rests on)."""
    with st.grid(len(all), min_column_width=140, gap="small"):
        for label, number, note in all:
            with st.container(border=True, height="stretch", gap=None):
                st.markdown(label)
                st.metric(label, number, label_visibility="collapsed")
                quiet(note)


@contextmanager
def box(
    finding: str,
    note: str = "",
    table: tuple[str, Callable[[], Table]] | None = None,
    height: Literal["stretch", "content"] = "stretch",
    chart: Chart | None = None,
    anchor: str | Literal[False] = False,
) -> Iterator[None]:
    """A framed part of a page under its finding; `table` names and makes the table behind its chart, which is `chart`
    where it can be taken away as a picture. A link to "#" and `anchor` leads there."""
    with st.container(border=True, height=height, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.subheader(finding, anchor=anchor, width="stretch")
            if table:
                tables.behind(*table, picture(finding, note, chart) if chart else None)
            else:
                # As high as the button, so that headings side by side stand on one line.
                st.container(height=44, width=1, border=False)
        if note:
            quiet(note)
        yield


def picture(finding: str, note: str, *parts: Chart) -> Callable[[], Drawing]:
    """The charts as one picture to take away, under what the page says of them, was asked for, and the day.

    `finding` and `note` are safe for Markdown.
    """
    day = _("as of {day}", day=dates.short(dates.today(), language()))
    notes = [unmarked(note), filters.said(), day]
    return lambda: pictures.drawing(parts, unmarked(finding), notes)


def empty(sentence: str, page: str, cure: str) -> None:
    """Where a chart has nothing to show: why, and the page that mends it."""
    quiet(sentence)
    way(page, cure)


def way(page: str, cure: str, params: Mapping[str, str] | None = None) -> None:
    """The way to the page that mends something. `cure` is safe for Markdown."""
    flash.open_page(page, f":blue[:material/arrow_forward: {cure}]", params)


def quiet(sentence: str) -> None:
    """A sentence that stands back. Safe for Markdown."""
    st.markdown(f":gray[{sentence}]")


def growth(rows: list[dict[str, Any]], chart: Chart) -> None:
    """The line of members; a month that is picked is told below it."""
    picked = charts.draw(*chart, pick=True)
    if told := next((row for row in rows if row["month"] == picked), None):
        st.markdown(figures.grown(told, language()))


def event_line(code: str, title: str, told: str) -> None:
    """An event in a list: its code opens it; its title, which a link would cut off on a phone, stands whole beside it.

    `told` is what stands under the title, safe for Markdown.
    """
    line("event", code, {"event": code}, title, told)


def line(page: str, label: str, params: Mapping[str, str], title: str, told: str) -> None:
    """One of a list: `label` opens it; its title and what is told of it (safe for Markdown) stand whole beside."""
    with st.container(horizontal=True, wrap=False, gap="small"):
        flash.open_page(page, label, params)
        st.markdown(f"**{plain(title)}**  \n{told}" if told else f"**{plain(title)}**", width="stretch")


def no_growth(members: int) -> None:
    """In place of the line of members: nobody is one, or nobody knows since when."""
    if members:
        empty(_("No member has a known first day, so there is no line to draw."), "people", _("Fill in"))
    else:
        empty(_("Nobody is a member of a network yet."), "people", _("Add members"))


def events(rows: Iterable[dict[str, Any]]) -> None:
    """Events as lines: title, day, place, and how many came."""
    for row in rows:
        last = row["ends_on"] or row["starts_on"]
        days = dates.Days(date.fromisoformat(row["starts_on"]), date.fromisoformat(last))
        place = NAMES[row["province"]][language()] if row["province"] else ""
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            when = " · ".join(filter(None, [dates.short(days, language()), place]))
            st.markdown(f"**{plain(row['title'])}** · :gray[{when}]", width="stretch")
            flash.open_page("event", _attendance(row), {"event": row["id"]})
    if not rows:
        empty(_("No event has been logged here yet."), "log_event", _("Log an event"))


def _attendance(row: dict[str, Any]) -> str:
    if row["attendance"] is None:
        return _("not known")
    count = f"{row['attendance']:,}"
    said = _("about {count} people", count=count) if row["approximate"] else _("{count} people", count=count)
    return f"**{said}**"


def on_phone() -> bool:
    """Whether this browser says that it is a phone's: a guess, for a choice that people can change."""
    return "Mobi" in st.context.headers.get("User-Agent", "")
