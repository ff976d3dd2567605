"""The ways to divide the country side by side, and one whole: its areas, who is in which, and since when."""

import streamlit as st

from db import schemes
from db.areas import NAMES, Area
from db.migrations import CENTRE
from db.schemes import View
from thai import dates
from ui import boxes, flash, scheme_edit
from ui.marks import grey
from ui.plain import plain
from ui.scheme_edit import called, in_words
from ui.session import store
from ui.tables import Table
from ui.words import N_, _, language, say


def page() -> None:
    asked = st.query_params.get("division")
    with store().reading() as rows:
        found = schemes.views(rows, dates.today())
    if not asked:
        side_by_side(found)
        return
    # A link from this page to itself changes what it shows, but not the address; a reload would lose it.
    st.query_params["division"] = asked
    if one := next((view for view in found if view.scheme.key == asked), None):
        whole(one)
        return
    st.title(_("This scheme is not in the register"), anchor=False)
    flash.show()
    flash.open_page("settings", _("All schemes"))


def side_by_side(found: list[View]) -> None:
    st.title(_("The country is divided in {count} ways", count=len(found)), anchor=False)
    flash.show()
    st.markdown(grey(_("Every chart by area goes by one of these; what a province was part of on a day stays known.")))
    scheme_edit.new()
    with st.grid(4, min_column_width=250, gap="small"):
        for view in found:
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.subheader(plain(called(view)), anchor=False)
                st.markdown(grey(adding_up(view)))
                lines = [an_area(area) for area in view.areas]
                st.markdown("  \n".join(lines) or grey(_("No area yet.")))
                flash.open_page("settings", _("Open"), {"division": view.scheme.key})
    with boxes.box(_("Each province in every scheme"), table=("schemes", lambda: provinces(found)), height="content"):
        st.markdown(grey(_("77 provinces, one a line, and the area of each scheme that has it today.")))


def adding_up(view: View) -> str:
    """How the areas and what is in none make up the country."""
    inside = sum(len(area.provinces) for area in view.areas)
    numbered = [area for area in view.areas if area.name != CENTRE]
    words = N_("{areas} areas · {count} provinces")
    if len(numbered) < len(view.areas):
        words = N_("{areas} areas and the centre · {count} provinces")
    told = say(words, areas=len(numbered), count=inside)
    rest = _("{count} in no area", count=len(view.rest)) if view.rest else ""
    return " · ".join(filter(None, [told, rest]))


def provinces(found: list[View]) -> Table:
    """Each province with its area in every scheme, in the schemes' order."""
    places = [{code: in_words(area) for area in view.areas for code in area.provinces} for view in found]
    return Table(
        [_("Province"), *(called(view) for view in found)],
        [
            [NAMES[code][language()], *(place.get(code, _("No area")) for place in places)]
            for code in scheme_edit.in_dictionary(NAMES)
        ],
    )


def whole(view: View) -> None:
    flash.open_page("settings", _("All schemes"))
    st.title(plain(called(view)), anchor=False)
    flash.show()
    st.markdown(grey(adding_up(view)))
    scheme_edit.actions(view)
    with boxes.box(_("The areas today"), height="content"):
        for area in view.areas:
            st.markdown(f"{an_area(area)}  \n{listed(area.provinces)}")
        if view.rest:
            nowhere = _("No area")
            st.markdown(f"**{nowhere}**  \n{listed(view.rest)}")
    with boxes.box(_("What has moved"), height="content"):
        for moved in view.moves:
            before, after = (scheme_edit.area_words(view, name) for name in (moved.before, moved.after))
            told = _(
                "{province}: {before} → {after}",
                province=NAMES[moved.province][language()],
                before=plain(before),
                after=plain(after),
            )
            st.markdown(f"{grey(dates.short(moved.day, language()))} {told}")
        if not view.moves:
            st.markdown(grey(_("Nothing: every province has been where it is since ever.")))


def an_area(area: Area) -> str:
    """An area's name and how many provinces it has."""
    count = grey(_("{count} provinces", count=len(area.provinces)))
    return f"**{plain(in_words(area))}** {count}"


def listed(codes: tuple[str, ...]) -> str:
    """The names of provinces, in the order of a Thai dictionary."""
    names = ", ".join(NAMES[code][language()] for code in scheme_edit.in_dictionary(codes))
    return grey(names or _("no province yet"))
