"""What the charts show: fiscal year, area, programme, organisation type; in the address, and the same on every page."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from db import areas, kpis
from db.choices import OrganisationType
from db.filters import Filters
from db.records import Programme
from db.scope import Scope
from thai import dates
from ui.marks import coloured
from ui.plain import plain
from ui.session import edition, store
from ui.words import _, language, say

KEYS = ("year", "scheme", "area", "programme", "type")
"""The filters' names in the address. Their values there are the words that people see."""

Words = dict[Any, str]


@dataclass(frozen=True)
class Choices:
    """What can be asked for on a day: what is asked, and its words in both languages."""

    years: list[int]
    schemes: dict[str, dict[str, str]]
    areas: dict[str, dict[str, dict[str, str]]]
    programmes: dict[str, str]


def ask() -> Filters:
    """Draw the filters as the start of the page's sentence, and say what is asked for.

    What an address asks for and the register does not have (any more) is left out, taken out of the address, and said.
    """
    _carry()
    day = dates.today()
    found = _choices(*edition(), day)
    years: Words = {year: str(year) for year in found.years}
    schemes: Words = {key: names[language()] for key, names in found.schemes.items()}
    types: Words = {each.value: say(each.label) for each in OrganisationType}
    first = next(iter(schemes))
    scheme = _value("scheme", schemes) or first
    area_names: Words = {name: names[language()] for name, names in found.areas[scheme].items()}
    if _missing("scheme", schemes):
        # An area of the same name may be another place in another scheme.
        area_names = {}
        st.session_state["area"] = None
    asked_for = {"year": years, "scheme": schemes, "area": area_names, "programme": found.programmes, "type": types}
    gone = [str(st.query_params[key]) for key, words in asked_for.items() if _missing(key, words)]
    year, kind = _value("year", years), _value("type", types)
    area = area_names.get(_value("area", area_names)) or _("every area")
    sentence = [
        _("Fiscal year {year}", year=year) if year else _("Every year"),
        area if scheme == first else f"{schemes[scheme]}: {area}",
        found.programmes.get(_value("programme", found.programmes) or "") or _("every programme"),
        *([types[kind]] if kind else []),
    ]
    st.session_state[_SAID] = " · ".join(sentence)
    with st.popover(plain(said()), icon=":material/tune:", type="tertiary", key="filters"):
        year = _choose("year", _("Fiscal year"), years, _("Every year"))
        scheme = st.selectbox(
            _("Areas by"), schemes, format_func=schemes.__getitem__, key="scheme", on_change=_other_areas, **_TRAVELS
        )
        area = _choose("area", _("Area"), area_names, _("every area"))
        programme = _choose("programme", _("Programme"), found.programmes, _("every programme"))
        kind = _choose("type", _("Organisation type"), types, _("Every organisation type"))
        st.button(_("Show everything"), on_click=_clear, width="stretch", key="clear_filters")
    st.session_state[_KEPT] = {"year": year, "scheme": scheme, "area": area, "programme": programme, "type": kind}
    asked = Filters(year, scheme, area, programme, kind, day)
    _say_gone(gone, asked)
    return asked


def _missing(key: str, words: Words) -> bool:
    """Whether the address asks for something that the register does not have."""
    asked = st.query_params.get(key)
    return bool(asked) and asked not in words.values()


def _say_gone(gone: list[str], asked: Filters) -> None:
    """Said until something else is asked for or another page is opened, for the address has it no more."""
    seen = (st.session_state.get("page"), asked)
    if gone:
        st.session_state[_GONE] = (seen, gone)
    then, names = st.session_state.get(_GONE, (None, []))
    if then == seen:
        told = _(
            "Not in the register: {names}. Shown instead: {asked}",
            names=", ".join(f"“{plain(name)}”" for name in names),
            asked=plain(said()),
        )
        st.markdown(coloured("orange", told))


def said() -> str:
    """What the page that is drawn was asked for, in words; "" of a page without filters."""
    asked_on = st.session_state.get(_PAGE)
    return str(st.session_state[_SAID]) if asked_on and asked_on == st.session_state.get("page") else ""


_TRAVELS: dict[str, Any] = {"bind": "query-params", "persist_state": "session", "filter_mode": "contains"}


def _choose(key: str, label: str, words: Words, nothing: str) -> Any:
    return st.selectbox(
        label, words, index=None, format_func=words.__getitem__, key=key, placeholder=nothing, **_TRAVELS
    )


def _value(key: str, words: Words) -> Any:
    """What the filter is going to say in this run: what somebody chose, or what the address of a first visit asks."""
    if key in st.session_state:
        value = st.session_state[key]
        return value if isinstance(value, Hashable) and value in words else None
    asked = st.query_params.get(key)
    return next((value for value, written in words.items() if written == asked), None)


_PAGE, _KEPT, _SAID, _GONE = "_filters_page", "_filters_kept", "_filters_said", "_filters_gone"


def _carry() -> None:
    """Bring what was chosen on the page before to this one. Streamlit does so by itself, but not what came with the
    address of a page that was left within a moment."""
    page, before = st.session_state.get("page"), st.session_state.get(_PAGE)
    st.session_state[_PAGE] = page
    if before in (None, page):
        return
    for key, value in st.session_state[_KEPT].items():
        if key not in st.query_params:
            st.session_state[key] = value


def _other_areas() -> None:
    # "เขต 6" of one division is another place in the next.
    st.session_state["area"] = None


def _clear() -> None:
    for key in KEYS:
        if key in st.session_state and key != "scheme":
            st.session_state[key] = None


@st.cache_data(max_entries=16, show_spinner=False)
def _choices(register: str, version: int, day: date) -> Choices:
    with store().reading() as rows:
        scope = Scope(rows, Filters(as_of=day))
        known = [row["fiscal_year"] for row in kpis.by_fiscal_year(scope)]
        months = [date.fromisoformat(f"{row['month']}-01") for row in kpis.growth(scope)[:1]]
        now = dates.fiscal_year(day)
        first = min([now, *known, *map(dates.fiscal_year, months)])
        return Choices(
            years=list(range(now, first - 1, -1)),
            schemes={each["key"]: {"th": each["name"], "en": each["name_en"]} for each in areas.schemes(rows)},
            areas={
                key: {each.name: {"th": each.name, "en": each.name_en} for each in division}
                for key, division in scope.division.items()
            },
            programmes=programmes(),
        )


def programmes() -> dict[str, str]:
    """The programmes by id as the filter and the address write them, newest first; two of one name are told apart by
    their year."""
    found = sorted(store().all(Programme), key=lambda each: -(each.fiscal_year or 0))
    names = [each.name for each in found]
    return {
        each.id: each.name if names.count(each.name) == 1 else f"{each.name} · {each.fiscal_year or '–'}"
        for each in found
    }
