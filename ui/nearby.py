"""One province from near, picked on the map or by its name: how it stands, its events, the people trained from it."""

from datetime import date

import streamlit as st

from db.areas import NAMES
from db.filters import Filters
from thai import dates
from ui import boxes, figures, flash, numbers
from ui.numbers import SHOWN, Coverage
from ui.plain import plain
from ui.words import _, language

KEY = "province"


def pick(shape: str, picked: str | None) -> None:
    """Take over what was newly picked in the drawing `shape`; what was picked there before does not count again."""
    before = f"_picked_{shape}"
    if picked and picked != st.session_state.get(before):
        st.session_state[KEY] = picked
    st.session_state[before] = picked


def draw(now: Coverage, asked: Filters) -> None:
    """The choice of a province, those not reached first, and what is known of the one that is chosen."""
    listed = {each.province: each for each in sorted(now.provinces, key=lambda each: each.state == "reached")}
    with st.container(border=True, gap="small"):
        code = st.selectbox(
            _("Province"),
            listed,
            index=None,
            format_func=lambda code: NAMES[code][language()],
            key=KEY,
            placeholder=_("Choose a province"),
            filter_mode="contains",
            bind="query-params",
        )
        if code not in listed:
            return
        st.markdown(figures.stands(listed[code]))
        boxes.quiet(_last(now.last_events[code]))
        found = numbers.of(numbers.province, asked, code)
        place = NAMES[code][language()]
        st.subheader(
            _("{count} events held in {province}", count=f"{found.events.held:,}", province=place), anchor=False
        )
        boxes.events(found.recent)
        if found.events.held > SHOWN:
            boxes.quiet(_("The newest {count} of them", count=SHOWN))
        _trained(found, listed[code].trained)


def _last(day: date | None) -> str:
    if day is None:
        return _("No event held here is registered.")
    ago = f"{(dates.today() - day).days:,}"
    return _("Last event of any programme: {day}, {ago} days ago", day=dates.short(day, language()), ago=ago)


def _trained(found: numbers.Province, trained: int | None) -> None:
    if trained is None:
        st.subheader(_("People from there trained: not known"), anchor=False)
        return
    st.subheader(_("{count} people from there trained", count=f"{trained:,}"), anchor=False)
    with st.container(horizontal=True, gap="small"):
        for person in found.trained:
            flash.open_page("people", plain(person["name"]), {"person": person["id"]})
    if trained > SHOWN:
        boxes.quiet(_("The last {count} of them", count=SHOWN))
