"""People, organisations and networks: lists to search, and each one whole."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import people, profile
from db.choices import OrganisationType
from db.people import Filters
from db.records import Network, Organisation, Person
from thai import places
from thai.names import full
from ui import flash, people_edit, profiles
from ui import people_parts as parts
from ui.forms import words
from ui.marks import grey, small
from ui.plain import plain
from ui.session import store
from ui.words import _

VIEWS = ("people", "organisations", "networks")


def page() -> None:
    if going := st.session_state.pop("go_to", None):
        st.query_params.from_dict(going)
    for name, draw in (("person", one_person), ("organisation", one_organisation), ("network", one_network)):
        if asked := st.query_params.get(name):
            # A link from this page to itself reaches the server but not the browser's address.
            st.query_params[name] = asked
            flash.open_page("people", _("People and organisations"))
            flash.show()
            draw(asked)
            return
    st.title(_("People and organisations"), anchor=False)
    flash.show()
    names = {"people": _("Persons"), "organisations": _("Organisations"), "networks": _("Networks")}
    view = st.radio(
        _("Show"),
        VIEWS,
        format_func=lambda name: names[name],
        horizontal=True,
        key="view",
        bind="query-params",
        label_visibility="collapsed",
    )
    {"people": every_person, "organisations": every_organisation, "networks": every_network}[view or VIEWS[0]]()


def narrowed(kind: str, unknown_start: bool = False) -> Filters:
    """The search box and the filters of a list."""
    nets = {row["id"]: row["name"] for row in people.networks(store())}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        find = st.text_input(
            _("Search a name or a telephone number") if kind == "person" else _("Search a name"),
            key=f"find_{kind}",
            type="search",
            placeholder="",
            live=True,
            width="stretch",
        )
        with st.popover(_("Filters"), icon=":material/tune:"):
            province = _narrow(
                f"province_{kind}", _("Province"), {one.code: parts.province(one.code) for one in places.PROVINCES}
            )
            type = _narrow(f"type_{kind}", _("Organisation type"), words(OrganisationType))
            network = _narrow(f"network_{kind}", _("Network"), nets) if nets else ""
            unknown = unknown_start and st.checkbox(_("Members since an unknown day"), key=f"unknown_{kind}")
    told = [
        parts.province(province) if province else "",
        words(OrganisationType).get(type, ""),
        plain(nets.get(network, "")),
    ]
    told += [_("Members since an unknown day")] if unknown else []
    if any(told):
        st.markdown(small(_("Only: {filters}", filters=" · ".join(filter(None, told)))))
    return Filters(find or "", province, type, network, bool(unknown))


def _narrow(key: str, label: str, options: dict[str, str]) -> str:
    chosen = st.selectbox(
        label,
        list(options),
        format_func=lambda value: options.get(value, value),
        index=None,
        key=key,
        placeholder=_("any"),
        filter_mode="contains",
    )
    return chosen or ""


@st.fragment
def every_person() -> None:
    filters = narrowed("person", unknown_start=True)
    found = people.people(store(), filters, st.session_state.get("page_person", 1))
    people_edit.add("person", _("Add a person"))
    st.markdown(grey(_("{count} people", count=f"{found.total:,}")))
    for row in found.rows:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            flash.open_page("people", parts.named(profiles.name_of(row)), {"person": row["id"]})
            told = parts.facts([row["position"], row["office"], parts.province(row["province"]), row["telephone"]])
            st.markdown(grey(told) if told else "", width="content")
    pages("page_person", found)


@st.fragment
def every_organisation() -> None:
    filters = narrowed("organisation")
    found = people.organisations(store(), filters, st.session_state.get("page_organisation", 1))
    people_edit.add("organisation", _("New organisation"))
    st.markdown(grey(_("{count} organisations", count=f"{found.total:,}")))
    for row in found.rows:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            flash.open_page("people", f"**{plain(row['name'])}**", {"organisation": row["id"]})
            type = words(OrganisationType).get(row["type"] or "", "")
            count = _("{count} people", count=row["people"]) if row["people"] else ""
            told = " · ".join(filter(None, [type, parts.province(row["province"]), count]))
            st.markdown(grey(told) if told else "", width="content")
    pages("page_organisation", found)


def every_network() -> None:
    found = people.networks(store())
    for row in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            flash.open_page("people", f"**{plain(row['name'])}**", {"network": row["id"]})
            told = [_("{count} people", count=f"{row['people']:,}")]
            told += [_("{count} organisations", count=f"{row['organisations']:,}")] if row["organisations"] else []
            told += [plain(row["owner"])] if row["owner"] else []
            st.markdown(grey(" · ".join(told)), width="content")
    if not found:
        st.markdown(grey(_("There is no network yet. Add the one that your office keeps.")))
    people_edit.add("network", _("New network"))


def pages(key: str, found: people.Found) -> None:
    if found.pages > 1:
        st.pagination(found.pages, key=key)


def gone() -> None:
    st.title(_("This is not in the register"), anchor=False)


def one_person(id: str) -> None:
    whole = profile.person(store(), id)
    if whole is None or not isinstance(whole.record, Person):
        gone()
        return
    person = whole.record
    st.title(parts.named(parts.name_of(person)), anchor=False)
    left, right = st.columns(2, gap="small")
    with left, profiles.box(_("Contact"), "facts", lambda: people_edit.start("person", "facts", id), _("Edit")):
        profiles.facts(person)
    with (
        right,
        profiles.box(
            _("Posts"), "post", lambda: people_edit.start("post", "post", belongs={"person_id": id}), _("Add a post")
        ),
    ):
        profiles.posts(whole.posts, of_person=True)
    in_networks_and_events(whole, {"person_id": id}, left, right)
    gone_with = _("Posts, memberships and participations go with it. This can be undone.")
    people_edit.delete_button("person", person, full(parts.name_of(person)), gone_with)


def one_organisation(id: str) -> None:
    whole = profile.organisation(store(), id)
    if whole is None or not isinstance(whole.record, Organisation):
        gone()
        return
    organisation = whole.record
    st.title(plain(organisation.name), anchor=False)
    left, right = st.columns(2, gap="small")
    with left, profiles.box(_("About"), "facts", lambda: people_edit.start("organisation", "facts", id), _("Edit")):
        profiles.facts(organisation)
        if parent := store().get(Organisation, organisation.parent_id or ""):
            above = _("Part of {name}", name=plain(parent.name))
            flash.open_page("people", above, {"organisation": parent.id})
    with right, profiles.box(_("People · {count}", count=len(whole.posts)), "posts"):
        profiles.posts(whole.posts, of_person=False)
    in_networks_and_events(whole, {"organisation_id": id}, left, right)
    people_edit.delete_button(
        "organisation", organisation, organisation.name, _("Its memberships go with it. This can be undone.")
    )


def in_networks_and_events(
    whole: profile.Whole, belongs: dict[str, str], left: DeltaGenerator, right: DeltaGenerator
) -> None:
    """What a person and an organisation have alike: memberships, events, and how the record came to be as it is."""
    with left, profiles.box(_("Networks"), "membership"):
        profiles.memberships(whole.memberships)
        join(belongs, whole.memberships)
    with right, profiles.box(_("Events · {count}", count=len(whole.events)), "events"):
        profiles.events(whole.events)
    profiles.history(whole.changes)


def join(belongs: dict[str, str], memberships: list[dict[str, Any]]) -> None:
    """One button for each network that they are not in until further notice; the day is asked."""
    inside = {one["network_id"] for one in memberships if one["ends_on"] is None}
    for row in people.networks(store()):
        if row["id"] in inside:
            continue
        if people_edit.is_open(f"join_{row['id']}"):
            people_edit.draw()
            continue
        st.button(
            _("Joins {network}", network=plain(row["name"])),
            key=f"join_{row['id']}",
            type="tertiary",
            icon=":material/add:",
            on_click=people_edit.start,
            args=("membership", f"join_{row['id']}", "", {**belongs, "network_id": row["id"]}),
        )


def one_network(id: str) -> None:
    network = store().get(Network, id)
    if network is None:
        gone()
        return
    st.title(plain(network.name), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if not people_edit.is_open("facts"):
            st.button(
                _("Edit"),
                key="start_facts",
                icon=":material/edit:",
                on_click=people_edit.start,
                args=("network", "facts", id),
            )
        people_edit.delete_button(
            "network", network, network.name, _("Its memberships go with it. This can be undone.")
        )
    if people_edit.is_open("facts"):
        people_edit.draw()
    members(network)
    profiles.history(profile.changes(store(), network))


def members(network: Network) -> None:
    find = st.text_input(
        _("Search a member, or somebody to add"), key="find_member", type="search", placeholder="", live=True
    )
    found = people.members(store(), network.id, find or "", st.session_state.get("page_member", 1))
    st.markdown(grey(_("{count} memberships", count=f"{found.total:,}")))
    for row in found.rows:
        if people_edit.is_open(row["id"]):
            people_edit.draw()
            continue
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if row["person_id"]:
                flash.open_page("people", parts.named(profiles.name_of(row)), {"person": row["person_id"]})
            else:
                flash.open_page("people", f"**{plain(row['name'])}**", {"organisation": row["organisation_id"]})
            when = profiles.span(row["starts_on"], row["ends_on"], _("a member, since an unknown day"))
            st.markdown(grey(" · ".join(filter(None, [parts.province(row["province"]), when]))), width="stretch")
            people_edit.edit_button("membership", row["id"])
    pages("page_member", found)
    if find:
        others(network, find, {row["person_id"] or row["organisation_id"] for row in found.rows if row["now"]})


def others(network: Network, find: str, inside: set[str]) -> None:
    """Who is found and no member: a tap makes them one from today."""
    some = [
        ("person_id", row, parts.named(profiles.name_of(row))) for row in people.people(store(), Filters(find)).rows
    ]
    some += [
        ("organisation_id", row, f"**{plain(row['name'])}**")
        for row in people.organisations(store(), Filters(find)).rows
    ]
    for field, row, name in [one for one in some if one[1]["id"] not in inside][:10]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"{name} · {grey(parts.province(row['province']))}" if row["province"] else name, width="stretch"
            )
            place = f"join_{row['id']}"
            if people_edit.is_open(place):
                people_edit.draw()
            else:
                belongs = {"network_id": network.id, field: row["id"]}
                st.button(_("Add"), key=place, on_click=people_edit.start, args=("membership", place, "", belongs))
