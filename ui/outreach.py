"""Where the network is losing its members, whom it has not trained, and who speaks for it."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from db import kpis
from db.areas import NAMES
from db.choices import OrganisationType
from db.filters import Filters
from db.members import STAGES
from db.outreach import Speaker
from thai import dates
from thai.words import N_
from ui import boxes, findings, flash, numbers, tables
from ui.marks import grey
from ui.numbers import Network
from ui.plain import plain
from ui.tables import Table
from ui.words import _, language, say

SHOWN = 10
_HEADS = {"new": N_("New"), "returning": N_("Returning"), "lost": N_("Lost"), "never": N_("Never came")}


def stages(now: Network, areas: dict[str, str], types: dict[str, str]) -> None:
    """Members by how they took part, by area or by type of organisation."""
    with st.container(border=True):
        by = st.radio(
            _("Divide"),
            ["area", "type"],
            format_func={"area": _("By area"), "type": _("By organisation type")}.__getitem__,
            horizontal=True,
            label_visibility="collapsed",
            key="stages",
            persist_state="session",
        )
        rows, words, nobody, head = (
            (now.by_type, types, _("Type not known"), _("Organisation type"))
            if by == "type"
            else (now.by_area, areas, _("Area not known"), _("Area"))
        )
        st.subheader(findings.lost(rows, by or "area", words), anchor=False)
        boxes.quiet(
            _("New: took part first within twelve months · returning: also before · lost: before, not since then")
        )
        for note in (findings.elsewhere(rows, by or "area", "lost", nobody), findings.named_only(now.unnamed)):
            if note:
                boxes.quiet(note)
        boxes.quiet(_("Share lost: of those who are members and were so twelve months ago too."))
        named = [(nobody if row[by] is None else words.get(row[by], row[by]), row) for row in rows if row["members"]]
        table = Table(
            [head, *(say(each) for each in _HEADS.values()), _("Share lost")],
            [[name, *(row[stage] for stage in STAGES), findings.share(row)] for name, row in named],
        )
        short = Table(
            [head, say(_HEADS["lost"]), _("Share lost")],
            [[name, row["lost"], findings.share(row)] for name, row in named],
        )
        tables.show(short if boxes.on_phone() else table)
        tables.behind("stages", lambda: table)


def untrained(now: Network) -> None:
    """The member organisations of which nobody was trained, the first of them to open."""
    found = now.untrained.organisations
    with boxes.box(
        findings.untrained(now.untrained),
        _("Nobody of theirs is named as a learner who attended a training, seminar or forum.") if found else "",
        ("untrained", lambda: _untrained_table(now)),
        "content",
    ):
        for row in found[:SHOWN]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                flash.open_page("people", plain(row["name"]), {"organisation": row["id"]})
                st.markdown(grey(" · ".join(filter(None, _about(row)))), width="content")
        if len(found) > SHOWN:
            boxes.quiet(_("The first {part} of {whole}", part=SHOWN, whole=f"{len(found):,}"))


def _about(row: Mapping[str, str | None]) -> list[str]:
    types = {each.value: say(each.label) for each in OrganisationType}
    return [types.get(row["type"] or "", ""), NAMES[row["province"]][language()] if row["province"] else ""]


def _untrained_table(now: Network) -> Table:
    return Table(
        [_("Organisation"), _("Organisation type"), _("Province")],
        [[row["name"] or "", *(told or _("not known") for told in _about(row))] for row in now.untrained.organisations],
    )


def speakers(asked: Filters) -> None:
    """Who spoke, how often and on what; a topic narrows them."""
    with st.container(border=True, gap="small"):
        heading = st.empty()
        topic = st.text_input(_("Search a topic"), key="topic", type="search", placeholder="") or ""
        found = numbers.of(kpis.speakers, asked, topic)
        with heading.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.subheader(_("{count} people have spoken", count=f"{len(found):,}"), anchor=False, width="stretch")
            tables.behind("speakers", lambda: _speakers_table(found))
        if not found:
            boxes.quiet(_("Nobody has spoken on this here.") if topic else _("No speaker is named here yet."))
        for one in found[:SHOWN]:
            boxes.line("people", plain(one.name), {"person": one.id}, _often(one), _topics(one))
        if len(found) > SHOWN:
            boxes.quiet(_("The first {part} of {whole}", part=SHOWN, whole=f"{len(found):,}"))


def _often(one: Speaker) -> str:
    day = dates.short(date.fromisoformat(one.last_on), language())
    return _("{count} events, last on {day}", count=one.events, day=day)


def _topics(one: Speaker) -> str:
    return " · ".join(plain(name) if count == 1 else f"{plain(name)} ({count})" for name, count in one.topics)


def _speakers_table(found: list[Speaker]) -> Table:
    """A line for each speaker and topic; without any topic, one for the speaker."""
    return Table(
        [_("Speaker"), _("Topic"), _("Events on it"), _("Events"), _("Last on")],
        [
            [one.name, name, count, one.events, date.fromisoformat(one.last_on)]
            for one in found
            for name, count in one.topics or (("", 0),)
        ],
    )
