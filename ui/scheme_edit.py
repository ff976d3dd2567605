"""What is changed on a scheme's page: a new one, provinces put into areas from a day on, its names, whether it is
there; and what comes of it, before it is saved."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from db import scheme_edit, schemes
from db.areas import COUNTRY, NAMES, UNKNOWN, WORDS, Area
from db.records import BY_TABLE, Scheme
from db.refusals import AlreadySaved, Refused, Stale
from db.schemes import BLANK, Preview, Typing, View
from thai import dates
from thai.text import sort_key
from ui import flash, rows_edit, tables
from ui.forms import Form, label
from ui.marks import coloured, grey, small
from ui.plain import plain
from ui.session import actor, store
from ui.tables import Table
from ui.words import _, language, say

OPEN, BECOMES = "scheme_form", "scheme_becomes"
NEW, PLACE, NAME = "new", "place", "name"


def called(view: View) -> str:
    """A scheme's name in the reader's language."""
    return view.scheme.name if language() == "th" else view.scheme.name_en


def in_words(area: Area) -> str:
    """An area's name in the reader's language."""
    return area.name if language() == "th" else area.name_en


def area_words(view: View, name: str | None) -> str:
    """An area's name in the reader's language by its Thai one; None is in no area."""
    if name is None:
        return _("No area")
    return next((in_words(area) for area in view.areas if area.name == name), name)


def in_dictionary(codes: Iterable[str]) -> list[str]:
    """Provinces in the order of a Thai dictionary."""
    return sorted(codes, key=lambda code: sort_key(NAMES[code]["th"]))


def _form(what: str, key: str) -> tuple[Form, View | None] | None:
    """The open form, and the view that it was opened on."""
    of, form, view = st.session_state.get(OPEN, (("", ""), None, None))
    return (form, view) if of == (what, key) else None


def _start(what: str, view: View | None) -> None:
    values: dict[str, Any] = dict(BLANK)
    if view and what == PLACE:
        values["first"] = dates.short(dates.today())
    if view and what == NAME:
        with store().reading() as rows:
            areas = schemes.named(rows, view.scheme.id).values()
        values = {"name": view.scheme.name, "name_en": view.scheme.name_en}
        for at, area in enumerate(areas):
            values |= {f"area{at}": area.area, f"area_en{at}": area.area_en}
    key = view.scheme.key if view else ""
    st.session_state[OPEN] = ((what, key), Form(dict.fromkeys(values, ""), values=values), view)


def _close() -> None:
    st.session_state.pop(OPEN, None)


def new() -> None:
    """The form of a new scheme, or the button that opens it."""
    if _form(NEW, ""):
        _draw(NEW, "")
        return
    st.button(_("New scheme"), key="new_scheme", icon=":material/add:", on_click=_start, args=(NEW, None))


def actions(view: View) -> None:
    """What can be done with a scheme, or the form that is open on it."""
    for what in (PLACE, NAME):
        if _form(what, view.scheme.key):
            _draw(what, view.scheme.key)
            return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Move provinces or add areas"), key="place", icon=":material/edit:", on_click=_start, args=(PLACE, view)
        )
        st.button(_("Rename"), key="rename", type="tertiary", on_click=_start, args=(NAME, view))
        _delete_button(view)


@st.fragment
def _draw(what: str, key: str) -> None:
    """The open form; once it is saved the whole page is drawn again."""
    found = _form(what, key)
    if found is None:
        st.rerun()
        return
    form, view = found
    with st.container(border=True, width=760):
        if what != PLACE:
            form.line("name", label(Scheme, "name"))
            form.line("name_en", label(Scheme, "name_en"))
        if what == NAME:
            _draw_names(form)
        else:
            _draw_places(form, view)
        form.show_problems("")
        rows_edit.buttons(lambda: _save(what, form, view), _close, form.id, [form])


def _draw_names(form: Form) -> None:
    st.markdown(small(_("What is for an area goes with its new name.")))
    for at in range((len(form.values) - 2) // 2):
        with st.container(horizontal=True, gap="small"):
            form.line(f"area{at}", _("Area {number}", number=at + 1))
            form.line(f"area_en{at}", _("Name in English"))


def _draw_places(form: Form, view: View | None) -> None:
    with store().reading() as rows:
        typed = schemes.read(rows, view.scheme if view else None, form.raw())
        told = schemes.preview(rows, view.scheme.key if view else None, typed) if typed.lines else None
    _say_at_fields(form, typed)
    if view:
        with st.container(horizontal=True, gap="small"):
            form.line("first", _("From"), placeholder=_("since ever"))
            form.line("last", _("Until"), placeholder=_("still"))
    form.lines(
        "lines",
        _("Areas, one a line, with their provinces"),
        height=150,
        placeholder=_("Zone 6: Chumphon, Ranong"),
    )
    words = _(
        "A name alone is an area without provinces yet. “Centre 1–8” makes eight. “No area:” takes provinces out."
    )
    st.markdown(small(words))
    if told and not typed.problems:
        _understood(typed, told.came)
        _draw_preview(told)


def _say_at_fields(form: Form, typed: Typing) -> None:
    """What is wrong with the areas is said while they are typed, at their fields."""
    raw = form.raw()
    wrong = [(problem, raw.get(problem.field)) for problem in typed.problems]
    fields = ("first", "last", "lines") if typed.lines else ()
    form.problems = wrong + [one for one in form.problems if one[0].field not in fields and one not in wrong]


def _understood(typed: Typing, came: dict[str, Area]) -> None:
    """Every line as it was read, and from which area each province comes."""
    for line in typed.lines:
        names = ", ".join(_coming(code, came.get(code)) for code in line.provinces)
        areas = ", ".join(line.areas) or _("No area")
        told = grey(names or _("no province yet"))
        st.markdown(f":green[:material/check:] **{plain(areas)}** {told}")


def _coming(code: str, area: Area | None) -> str:
    name = NAMES[code][language()]
    return _("{province} (from {area})", province=name, area=plain(in_words(area))) if area else name


def _draw_preview(told: Preview) -> None:
    """The areas whose numbers become others, and what all of them add up to."""
    now, then = ({row["area"]: row for row in rows} for rows in (told.now, told.then))
    cells = []
    for area in [*(name for name in now if name), *(name for name in then if name and name not in now), None]:
        was, becomes = (_reached(rows.get(area)) for rows in (now, then))
        if was != becomes:
            cells.append([area or _("No area"), was, becomes])
    heading = _("What the numbers become")
    st.markdown(f"**{heading}** {grey(dates.long(told.day, language()))}")
    if cells:
        tables.show(Table([_("Provinces reached"), _("Now"), _("Then")], cells))
    else:
        st.markdown(grey(_("Nothing changes.")))
    areas = sum(row["provinces"] for row in told.then if row["area"])
    rest = sum(row["provinces"] for row in told.then if not row["area"])
    past = ", ".join(map(str, told.years))
    words = [
        _("{areas} in areas + {rest} in no area = {whole} provinces", areas=areas, rest=rest, whole=areas + rest),
        _("The numbers of past fiscal years change too: {years}", years=past)
        if past
        else _("The numbers of past fiscal years stay as they are."),
    ]
    for each in words:
        st.markdown(small(each))


def _reached(row: dict[str, Any] | None) -> str:
    return _("{part} of {whole}", part=row["reached"], whole=row["provinces"]) if row else "–"


def _save(what: str, form: Form, view: View | None) -> None:
    try:
        if view is None:
            scheme, batch = scheme_edit.add(store(), actor(), form.raw(), form.id)
            name = scheme.name
        elif what == PLACE:
            batch = scheme_edit.place(store(), actor(), view.scheme.id, form.raw(), view.mark, form.id)
            name = called(view)
        else:
            batch = scheme_edit.rename(store(), actor(), view.scheme.id, view.scheme.rev, form.raw(), form.id)
            name = form.raw()["name"]
    except AlreadySaved:
        return
    except Stale as why:
        # The names as they stand now are on the page; a form over them would show the old ones.
        flash.refused(why)
        _close()
        return
    except Refused as refused:
        form.refuse(refused)
        _seen_now(what, form, view)
        return
    flash.put(_("Saved {name}", name=plain(name)), batch)
    _close()


def _seen_now(what: str, form: Form, view: View | None) -> None:
    """Let the form stand on the areas as they are, which its preview shows: what was typed can be saved again."""
    if view is None:
        return
    with store().reading() as rows:
        now = schemes.view(rows, view.scheme.key, dates.today())
    if now:
        st.session_state[OPEN] = ((what, now.scheme.key), form, now)


def _delete_button(view: View) -> None:
    """Deleting, said twice; what is for one of its areas is asked about."""
    with st.popover(_("Delete"), type="tertiary", icon=":material/delete:", key="delete", on_change="rerun") as opened:
        if not opened.open:
            return
        with store().reading() as rows:
            used = schemes.used(rows, view.scheme.key)
        if used:
            counts = ", ".join(
                f"{BY_TABLE[table].thai if language() == 'th' else BY_TABLE[table].__name__} {count:,}"
                for table, count in used.items()
            )
            st.markdown(_("These are for one of its areas: {counts}.", counts=counts))
            st.radio(
                _("They become"),
                [COUNTRY, UNKNOWN],
                format_func=lambda value: say(WORDS[value]),
                key=BECOMES,
            )
            if "targets" in used:
                st.markdown(
                    coloured("orange", _("A target is always for a place: with “Not known”, targets are deleted."))
                )
        else:
            st.markdown(_("The scheme goes with its areas. This can be undone."))
        name = called(view)
        st.button(_("Delete {row}", row=plain(name)), key="delete_scheme", on_click=_delete, args=(view, bool(used)))


def _delete(view: View, used: bool) -> None:
    becomes = st.session_state.get(BECOMES, "") if used else ""
    try:
        batch = scheme_edit.delete(store(), actor(), view.scheme.id, view.scheme.rev, becomes)
    except Refused as why:
        flash.refused(why)
        return
    flash.put(_("Deleted {name}", name=plain(called(view))), batch)
    st.query_params.pop("division", None)
