"""Area by area: provinces reached and people trained, as a whole, by cohort or by type of organisation."""

import streamlit as st

from db import kpis
from db.choices import OrganisationType
from db.filters import Filters
from thai import dates
from ui import boxes, figures, findings, numbers, tables
from ui.numbers import Coverage
from ui.tables import Table
from ui.words import _, language, say

WIDE = 8
"""More areas than this are no columns but told one after the other."""


def draw(now: Coverage, asked: Filters) -> None:
    """The box of the areas; the numbers of a matrix are asked when it is chosen."""
    words = {"whole": _("Whole"), "cohort": _("By cohort"), "type": _("By organisation type")}
    before = now.before.areas if now.before else None
    table = "coverage", lambda: figures.coverage_table(now.coverage, now.names, before)
    note = _("Trained: {note}", note=findings.named(now.people, now.attendance.learners, now.events))
    with boxes.box(findings.ways(now.coverage), note, table, "content"):
        across = _choose("across", _("Divide"), words)
        if across == "whole":
            _whole(now)
        elif across == "cohort" and not asked.programme:
            boxes.quiet(_("Choose a programme above to see its cohorts."))
        else:
            _matrix(numbers.of(kpis.matrix, asked, "cohort" if across == "cohort" else "type"), across, now)
        if now.divided_on:
            boxes.quiet(_("Areas as they were on {day}", day=dates.short(now.divided_on, language())))


def _choose(key: str, label: str, words: dict[str, str]) -> str:
    chosen = st.radio(
        label,
        words,
        format_func=words.__getitem__,
        horizontal=True,
        label_visibility="collapsed",
        key=key,
        persist_state="session",
    )
    return chosen or next(iter(words))


def _whole(now: Coverage) -> None:
    before = (now.before.areas, now.before.reached) if now.before else (None, None)
    trained, narrow = now.people.trained, boxes.on_phone()
    tables.show(figures.short_coverage_table(now.coverage, now.names, trained, narrow, *before))
    if now.people.trained != sum(row["trained"] for row in now.coverage):
        boxes.quiet(_("Everyone trained counts once in “All”, also those whose province is not known."))


def _matrix(found: kpis.Matrix, across: str, now: Coverage) -> None:
    if not found.columns:
        boxes.quiet(
            _("There is no cohort yet.")
            if across == "cohort"
            else _("No event here says which type of organisation it is for.")
        )
        return
    measure = _choose("measure", _("What is counted"), {"reached": _("Provinces reached"), "trained": _("Trained")})
    table = _table(found, across, measure, now.names)
    narrow = boxes.on_phone() or len(found.lines) > WIDE
    tables.show(_short(found, across, measure, now.names) if narrow else table)
    tables.behind(f"coverage-by-{across}", lambda: table)
    boxes.quiet(_("The lines overlap and do not add up: one province or person may be in several."))
    if across == "type":
        boxes.quiet(_("An event that says nothing about its audience is in none."))


def _table(found: kpis.Matrix, across: str, measure: str, names: dict[str, str]) -> Table:
    """A line for each cohort or type, a column for each area (and how many provinces it has, if they are counted)."""
    whole = measure == "reached"
    heads = [figures.area(line.area, names) + (f" ({line.provinces})" if whole else "") for line in found.lines]
    return Table(
        [_head(across), *heads],
        [[word, *(getattr(line.cells[key], measure) for line in found.lines)] for key, word in _lines(found, across)],
    )


def _short(found: kpis.Matrix, across: str, measure: str, names: dict[str, str]) -> Table:
    """The same in two columns: area by area, those with nothing left out."""
    said = []
    for key, word in _lines(found, across):
        counts = [
            (figures.area(line.area, names), getattr(line.cells[key], measure), line.provinces) for line in found.lines
        ]
        told = [
            f"{area} {_('{part} of {whole}', part=count, whole=whole) if measure == 'reached' else f'{count:,}'}"
            for area, count, whole in counts
            if count
        ]
        said.append([word, " · ".join(each.replace(" ", "\u00a0") for each in told) or "0"])
    return Table([_head(across), _("Area")], said)


def _head(across: str) -> str:
    return _("Cohort") if across == "cohort" else _("Organisation type")


def _lines(found: kpis.Matrix, across: str) -> list[tuple[str, str]]:
    types = {each.value: say(each.label) for each in OrganisationType}
    return [
        (key, _("Cohort {number}", number=name) if across == "cohort" else types[name])
        for key, name in found.columns.items()
    ]
