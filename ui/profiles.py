"""A person, an organisation or a network as it is read: boxes of facts, each with its edit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import streamlit as st

from db.choices import Attended, Consent, OrganisationType, Role, Standing
from db.people_edit import NAMED
from db.profile import Change
from db.records import BY_TABLE, Organisation, Person
from thai import dates, places
from thai.names import Name
from thai.words import N_
from ui import boxes, flash, people_edit
from ui import people_parts as parts
from ui.forms import label, words
from ui.marks import grey
from ui.plain import plain
from ui.words import _, language, say

ACTIONS = {
    "add": N_("{who} added: {what}"),
    "change": N_("{who} changed: {what}"),
    "delete": N_("{who} deleted: {what}"),
    "restore": N_("{who} brought back: {what}"),
    "undo": N_("{who} took a change back: {what}"),
}
WHAT = {
    "people": N_("the person"),
    "posts": N_("a post"),
    "memberships": N_("a membership"),
    "organisations": N_("the organisation"),
    "networks": N_("the network"),
}


@contextmanager
def box(heading: str, place: str, add: Callable[[], None] | None = None, verb: str = "") -> Iterator[None]:
    """A framed part with its heading and one action; its form stands in it while it is open."""
    with st.container(border=True, gap="xsmall", height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.subheader(heading, anchor=False, width="stretch")
            if add and not people_edit.is_open(place):
                st.button(verb, key=f"start_{place}", type="tertiary", on_click=add)
        if people_edit.is_open(place):
            people_edit.draw()
        yield


def facts(record: Person | Organisation) -> None:
    """The record's own fields that are known, label by label."""
    kinds = {"consent": Consent, "type": OrganisationType}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in ("id", "rev", "deleted", "title", "given_name", "family_name", "name", *NAMED) or value is None:
            continue
        shown = parts.province(value) if name == "province" else words(kinds[name])[value] if name in kinds else value
        st.markdown(f"{grey(label(type(record), name))} {plain(shown)}")


def span(first: str | None, last: str | None, unknown: str) -> str:
    """A stay in words: "1 ต.ค. 2565 – 30 ก.ย. 2566", "ตั้งแต่ 1 ต.ค. 2565", or `unknown` without a first day."""
    start = dates.short(date.fromisoformat(first), language()) if first else ""
    end = dates.short(date.fromisoformat(last), language()) if last else ""
    if first and last:
        return dates.short(dates.Days(date.fromisoformat(first), date.fromisoformat(last)), language())
    if end:
        return _("until {day}", day=end)
    return _("since {day}", day=start) if start else unknown


def posts(rows: list[dict[str, Any]], of_person: bool) -> None:
    """Posts, each with its days; the person's own with an edit, an organisation's with a link to the person."""
    for row in rows:
        if people_edit.is_open(row["id"]):
            people_edit.draw()
            continue
        standing = "" if row["standing"] == Standing.CURRENT else words(Standing)[row["standing"]]
        where = parts.province(row["province"])
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if of_person:
                told = parts.facts([row["position"], row["office"], where])
                when = span(row["starts_on"], row["ends_on"], "")
                st.markdown(" · ".join(filter(None, [told, standing, grey(when) if when else ""])), width="stretch")
                people_edit.edit_button("post", row["id"])
            else:
                flash.open_page("people", parts.named(name_of(row)), {"person": row["person_id"]})
                st.markdown(" · ".join(filter(None, [parts.facts([row["position"]]), standing])), width="stretch")


def memberships(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        if people_edit.is_open(row["id"]):
            people_edit.draw()
            continue
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            flash.open_page("people", f"**{plain(row['network'])}**", {"network": row["network_id"]})
            when = span(row["starts_on"], row["ends_on"], _("a member, since an unknown day"))
            st.markdown(grey(when), width="stretch")
            people_edit.edit_button("membership", row["id"])


def events(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        told = " · ".join(filter(None, [_when(row), _took_part(row)]))
        boxes.event_line(row["code"], row["title"], grey(told) if told else "")


def _when(row: dict[str, Any]) -> str:
    return span(row["starts_on"], row["ends_on"], "") if row["ends_on"] else _day(row["starts_on"])


def _day(day: str | None) -> str:
    return dates.short(date.fromisoformat(day), language()) if day else _("day not known yet")


def _took_part(row: dict[str, Any]) -> str:
    if "role" in row:
        attended = "" if row["attended"] == Attended.YES else words(Attended)[row["attended"]]
        return " · ".join(
            filter(None, [words(Role)[row["role"]], attended, parts.facts([row["position"], row["office"]])])
        )
    organised = _("organiser") if row["organised"] else ""
    return " · ".join(filter(None, [organised, _("{count} people", count=row["people"]) if row["people"] else ""]))


def name_of(row: dict[str, Any]) -> Name:
    return Name(row["title"] or "", row["given_name"] or "", row["family_name"] or "")


def history(changes: list[Change]) -> None:
    """Who did what when, the newest first, with what was and what is."""
    with st.expander(_("Changes · {count}", count=len(changes))):
        for one in changes:
            at = datetime.fromisoformat(one.at).astimezone(dates.BANGKOK)
            when = f"{dates.short(at.date(), language())} {at:%H:%M}"
            what = ", ".join([say(WHAT[one.table]), *(_field(one, name) for name in one.fields)])
            told = say(ACTIONS[one.action], who=plain(one.actor), what=what)
            st.markdown(f"{grey(when)} · {told}")


def _field(change: Change, name: str) -> str:
    before, after = (_shown(name, value) for value in change.fields[name])
    return f"{label(BY_TABLE[change.table], name)} {before} → {after}"


def _shown(name: str, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if name == "province" and value in {one.code for one in places.PROVINCES}:
        return parts.province(value)
    for field, kind in people_edit.LISTS.items():
        if field == name:
            return words(kind).get(value, value)
    if name in people_edit.DAYS:
        return _day(value)
    return _("another organisation") if name in NAMED else plain(value)
