"""How large the network is, who joined and left, where its members are, whom it loses, and who speaks for it."""

import streamlit as st

from db.choices import OrganisationType
from ui import boxes, charts, figures, filters, findings, flash, numbers, outreach
from ui.words import _, language, say


def page() -> None:
    flash.show()
    asked = filters.ask()
    now = numbers.of(numbers.network, asked)
    boxes.headline(findings.network(now))
    boxes.cards(*findings.network_cards(now, asked.fiscal_year))
    if not now.network.members and not any(row["joined"] or row["left"] for row in now.growth):
        with boxes.box(_("No member is known here")):
            boxes.empty(_("Add people and say since when they are members."), "people", _("Add members"))
        return
    grew(now, bool(asked.fiscal_year))
    left, right = st.columns(2, gap="medium")
    with left:
        by_area(now)
    with right:
        by_type(now)
    outreach.stages(now, areas(now), types())
    left, right = st.columns(2, gap="medium")
    with left:
        outreach.untrained(now)
    with right:
        outreach.speakers(asked)


def areas(now: numbers.Network) -> dict[str, str]:
    return {row["area"]: row["area_en"] if language() == "en" else row["area"] for row in now.by_area if row["area"]}


def types() -> dict[str, str]:
    return {each.value: say(each.label) for each in OrganisationType}


def grew(now: numbers.Network, of_year: bool) -> None:
    finding, note = findings.grew(now.network if of_year else now.change, of_year)
    table = "growth", lambda: figures.growth_table(now.growth)
    if not now.growth:
        with boxes.box(finding, note, table):
            boxes.no_growth(now.change.members)
        return
    line, bars = ("growth", figures.growth(now.growth)), ("moves", figures.moves(now.growth))
    with boxes.box(finding, note, table, chart=line):
        boxes.growth(now.growth, line)
    finding, note = _("Joined and left, month by month"), _("Solid, above: joined · frame, below: left")
    with boxes.box(finding, note, ("joined-and-left", table[1]), chart=bars):
        charts.draw(*bars)


def by_area(now: numbers.Network) -> None:
    words = areas(now)
    nobody = _("Area not known")
    table = "members-by-area", lambda: figures.members_table(now.by_area, _("Area"), "area", words, nobody)
    name = "members_by_area" if figures.few(now.by_area) else "members_by_area_many"
    chart = name, figures.members(now.by_area, "area", words, nobody)
    finding, note = most(now.by_area, "area", words, nobody, _("Members by their province today"))
    with boxes.box(finding, note, table, chart=chart):
        charts.draw(*chart)


def by_type(now: numbers.Network) -> None:
    words = types()
    nobody = _("Type not known")
    head = _("Organisation type")
    table = "members-by-type", lambda: figures.members_table(now.by_type, head, "type", words, nobody)
    chart = "members_by_type", figures.members(now.by_type, "type", words, nobody)
    finding, note = most(now.by_type, "type", words, nobody, _("Members by their organisation"))
    with boxes.box(finding, note, table, chart=chart):
        charts.draw(*chart)


def most(rows: numbers.Rows, name: str, words: dict[str, str], nobody: str, note: str) -> tuple[str, str]:
    """Where most members are, and a note with those of whom it is not known."""
    unknown = findings.elsewhere(rows, name, "members", nobody)
    return findings.most(rows, name, words, nobody), f"{note} · {unknown}" if unknown else note
