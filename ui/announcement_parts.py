"""What comes with an event that was read: ledger, people, topics, groups, cohorts, follow-ups, each with a tick."""

from collections.abc import Mapping

import streamlit as st

from db.announcement_form import PERSON, Part, area_of, key_of, people, who, words_of
from db.choices import Category, CohortState, Role, SessionKind
from db.preview import NEW, Kind, Row, offices_of
from db.refusals import Refused
from db.typed import parse_total
from thai.reading.values import (
    Announcement,
    CohortRead,
    FollowupRead,
    GroupRead,
    HeadcountRead,
    PersonRead,
    SessionRead,
    Sure,
)
from ui import people_parts
from ui.announcement_form import ReadForm, letter
from ui.event_parts import area, people_count
from ui.forms import words
from ui.marks import coloured, grey
from ui.plain import plain
from ui.session import edition, store
from ui.words import _, say


def show(form: ReadForm, told: Announcement, at: int, wanted: Mapping[str, Part], here: frozenset[str]) -> None:
    """The parts of the event number `at`, `wanted` with their ticks; what else there was is in the register."""
    lines = _of(wanted, HeadcountRead)
    if lines:
        with _box(_("Who came, by category"), len(lines)):
            _ledger(form, told, at, lines)
    persons = _of(wanted, PersonRead)
    if persons:
        with _box(_("People named"), len(persons)):
            _people(form, told, at, persons, here)
    for heading, kind, line in (
        (_("Topics"), SessionRead, _topic),
        (_("Working groups"), GroupRead, _group),
        (_("Other cohorts"), CohortRead, _cohort),
        (_("Follow-ups"), FollowupRead, _task),
    ):
        found = _of(wanted, kind)
        if found:
            with _box(heading, len(found)):
                if kind is CohortRead and not form.values["programme"]:
                    st.markdown(coloured("orange", _("Write the programme, and its cohorts are kept too.")))
                for name, part in found.items():
                    tick(form, name, part, line(part))


def _of(wanted: Mapping[str, Part], kind: type[Part]) -> dict[str, Part]:
    return {name: part for name, part in wanted.items() if isinstance(part, kind)}


def _box(heading: str, count: int):
    box = st.container(border=True, gap="xsmall")
    box.markdown(f"**{heading} {count}**")
    return box


def tick(form: ReadForm, name: str, part: Part, line: str) -> bool:
    """A part with its tick, on unless it is a guess. `line` is safe for Markdown."""
    form.values.setdefault(name, words_of(part).sure is not Sure.GUESS)
    guess = [coloured("orange", _("a guess"))] if words_of(part).sure is Sure.GUESS else []
    return form.tick(name, " ".join([line, *guess]))


def _ledger(form: ReadForm, told: Announcement, at: int, lines: Mapping[str, Part]) -> None:
    counted = []
    for name, part in lines.items():
        assert isinstance(part, HeadcountRead)
        rate = f"{part.units:,} × {part.per_unit:,} = " if part.units is not None and part.per_unit is not None else ""
        mark = letter(int(name.partition(".")[2]))
        where = area(area_of(told.events[at], part))
        category = grey(" · ".join(filter(None, [words(Category)[part.category], where])))
        if tick(form, name, part, f"**{mark}** {plain(part.label.value)} {rate}{part.count.value:,} · {category}"):
            counted.append((mark, part.count.value))
    if counted:
        st.markdown(addition(counted, form.values["total"]))


def addition(counted: list[tuple[str, int]], typed: str) -> str:
    """The sum of the lines, and how it goes with the total as it stands in the form: "ก 60 + ข 5 = 65 ตรงกับยอดรวม"."""
    total = sum(count for _mark, count in counted)
    adding = " + ".join(f"{mark} {count:,}" for mark, count in counted) + f" = {total:,}"
    try:
        declared, approximate = parse_total(typed)
    except Refused:
        declared, approximate = None, False
    if declared is None:
        return " · ".join([adding, _("no total to compare it with")])
    if declared == total:
        return " ".join([adding, coloured("green", ":material/check_circle: " + _("agrees with the total"))])
    gap = f"{abs(declared - total):,}"
    shown = people_count(declared, approximate)
    words = (
        _("{gap} fewer than the total, {total}", gap=gap, total=shown)
        if total < declared
        else _("{gap} more than the total, {total}", gap=gap, total=shown)
    )
    return f"{adding} {coloured('orange', ':material/help: ' + words)}"


def _people(form: ReadForm, told: Announcement, at: int, persons: Mapping[str, Part], here: frozenset[str]) -> None:
    """Each person once, with every role that was read, and whom of the register they are."""
    found = meant(form, told, at, here)
    with store().reading() as rows:
        offices = offices_of(rows, list(found.values()), {}, all_new=True)
    new = {key for key, office in offices.items() if office.id == NEW}
    rows_of = {key_of(row.line.raw): row for row in found.values()}
    seen: set[str] = set()
    for name, part in persons.items():
        assert isinstance(part, PersonRead)
        row = rows_of[key_of(part.name.value)]
        role = grey(words(Role)[part.role.value])
        first = row.line.key not in seen
        told_of = f" {_told(row, new)}" if first else ""
        kept = tick(form, name, part, f"{role} {people_parts.named(row.line.name)}{told_of}")
        if first and kept:
            seen.add(row.line.key)
            _who(form, row)


def meant(form: ReadForm, told: Announcement, at: int, here: frozenset[str]) -> dict[str, Row]:
    """Whom of the register each person is, worked out once for each change of it or of what was chosen."""
    chosen = tuple((name, value) for name, value in form.raw().items() if name.startswith(who(PERSON)) and value)
    return _meant(*edition(), form.text, at, chosen, tuple(sorted(here)), told)


@st.cache_data(max_entries=32, show_spinner=False)
def _meant(
    register: str,
    version: int,
    text: str,
    at: int,
    chosen: tuple[tuple[str, str], ...],
    here: tuple[str, ...],
    _told: Announcement,
) -> dict[str, Row]:
    with store().reading() as rows:
        return people(rows, _told, at, dict(chosen), frozenset(here))


def _told(row: Row, new: set[str]) -> str:
    """Position, organisation, and whether the person is in the register."""
    office = plain(row.line.organisation)
    if row.office in new:
        office = " ".join([office, coloured("green", _("new"))])
    facts = " · ".join(filter(None, [plain(row.line.position), office]))
    colour, words = {
        Kind.KNOWN: ("blue", _("in the register")),
        Kind.NEW: ("green", _("new person")),
        Kind.ASK: ("orange", _("who is this?")),
    }.get(row.kind, ("red", _("no name")))
    return " ".join([*([grey(facts)] if facts else []), f":{colour}-badge[{words}]"])


def _who(form: ReadForm, row: Row) -> None:
    """The people of the register whom a name may mean, to choose from; nothing when there is no doubt."""
    if not row.candidates:
        return
    name = who(row.line.key)
    options = {
        one.person.id: f"{people_parts.known_text(one.person)} · {grey(say(one.reason, **_plain(one.values)))}"
        for one in row.candidates
    } | {NEW: _("New person")}
    chosen = row.person.id if row.person else NEW if row.kind is Kind.NEW else None
    form.choose(name, _("Who is this?"), options, chosen, lambda field: who(field) == name)


def _plain(values: Mapping[str, object]) -> dict[str, str]:
    return {name: plain(value) for name, value in values.items()}


def _topic(part: Part) -> str:
    assert isinstance(part, SessionRead)
    speakers = " · ".join(plain(name) for name in part.speakers)
    kind = grey(words(SessionKind)[part.kind])
    return " ".join(filter(None, [kind, plain(part.topic.value), grey(speakers) if speakers else ""]))


def _group(part: Part) -> str:
    assert isinstance(part, GroupRead)
    return f"**{part.number}** {plain(part.topic.value)}"


HELD = {True: CohortState.HELD, False: CohortState.NOT_HELD, None: CohortState.UNKNOWN}


def _cohort(part: Part) -> str:
    assert isinstance(part, CohortRead)
    area = plain(part.area.value) if part.area else ""
    told = " · ".join(filter(None, [area, say(HELD[part.held].label)]))
    return " ".join([_("Cohort {number}", number=part.number.value), grey(told)])


def _task(part: Part) -> str:
    assert isinstance(part, FollowupRead)
    number = f"**{part.number}** " if part.number else ""
    return f"{number}{plain(part.text.value)}"
