"""What saving a pasted list would do, line by line, before anything is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz, process

from db import matching, pasted
from db.choices import TEACHING, Role
from db.matching import Candidate, Known
from db.pasted import Line
from db.records import Event
from db.refusals import Problem, Refused
from db.rules import Rows
from db.typed import Typed
from thai import phones, text
from thai.words import N_

ALIKE = 85
NEW, LATER, SKIP = "new", "later", "skip"

BLANK: dict[str, Any] = {
    "text": "",
    "role": "",
    "network": "",
    "joins": False,
    "choices": {},
    "fixes": {},
    "offices": {},
    "new_offices": False,
    "telephones": False,
}
"""The form of a pasted list. `choices` holds by line key a person's id, "new", "later" or "skip"; `fixes` as in
`pasted.read`; `offices` by office key an organisation's id or "new", and `new_offices` makes all others new."""


class Kind(StrEnum):
    """What a line comes to; MEND, ASK and OFFICE wait for a decision, KNOWN and NEW are saved."""

    MEND = "mend"
    ASK = "ask"
    OFFICE = "office"
    KNOWN = "known"
    NEW = "new"
    THERE = "there"
    SKIPPED = "skipped"


WAITING = (Kind.MEND, Kind.ASK, Kind.OFFICE)
SAVED = (Kind.KNOWN, Kind.NEW)


@dataclass(frozen=True)
class Row:
    """One line of the list. `note` says why it stands where it does; `office` is the key of its organisation.

    `candidates` are those it may mean, also when a person decided already.
    """

    line: Line
    kind: Kind
    person: Known | None = None
    candidates: tuple[Candidate, ...] = ()
    note: Problem | None = None
    office: str = ""

    @property
    def new_telephone(self) -> bool:
        """Whether the line gives a known person another telephone number than the register has."""
        if self.person is None or not self.line.telephone or not self.person.telephone:
            return False
        return phones.digits(self.line.telephone) != phones.digits(self.person.telephone)


@dataclass(frozen=True)
class Office:
    """An organisation that the list names. `id` is the one of the register, NEW when confirmed, "" while undecided.

    `province` is that of the list's lines if they agree; `near` are {id: name} of those that may be meant.
    """

    key: str
    name: str
    province: str | None = None
    id: str = ""
    near: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Preview:
    """Every line of the list exactly once, in the list's order, and the organisations it names."""

    rows: tuple[Row, ...]
    offices: Mapping[str, Office]
    role: Role
    header: str = ""
    ignored: tuple[str, ...] = ()

    def of(self, *kinds: Kind) -> list[Row]:
        return [row for row in self.rows if row.kind in kinds]

    @property
    def left(self) -> str:
        """The lines that wait, as they were pasted, to go on with."""
        lines = [row.line.raw for row in self.of(*WAITING)]
        return "\n".join([self.header, *lines] if self.header and lines else lines)


def default_role(event: Event) -> Role:
    """Trainee at an event that teaches, participant elsewhere."""
    return Role.TRAINEE if event.kind in TEACHING else Role.PARTICIPANT


def preview(rows: Rows, event: Event, raw: object) -> Preview:
    """What saving the form `raw` (see BLANK) for `event` would do. Refuses a list that is too long, and no text."""
    form = Typed(raw)
    role = form.choice("role", Role, default_role(event))
    form.done()
    values = raw if isinstance(raw, Mapping) else {}
    choices = texts(values.get("choices"))
    read = pasted.read(
        _whole(values.get("text")), {key: texts(fix) for key, fix in mapping(values.get("fixes")).items()}
    )
    there = present(rows, event.id, role)
    found: list[Row] = []
    for row in understood(rows, read.lines, choices):
        found.append(_once(row, there, found, choices.get(row.line.key, "")))
    offices = offices_of(rows, found, texts(values.get("offices")), values.get("new_offices") is True)
    waiting = {key for key, office in offices.items() if not office.id}
    result = tuple(
        replace(row, kind=Kind.OFFICE) if row.kind in SAVED and row.office in waiting else row for row in found
    )
    return Preview(result, offices, role, read.header, read.ignored)


def understood(rows: Rows, lines: Sequence[Line], choices: Mapping[str, str]) -> list[Row]:
    """Each line as a row: whom of the register it means, by `choices` (see BLANK) where somebody decided."""
    good = [line for line in lines if line.problem is None]
    matches = dict(zip((line.key for line in good), matching.match(rows, good), strict=True))
    chosen = {one.id: one for one in matching.people(rows, list(choices.values()))}
    return [_row(line, matches.get(line.key), choices.get(line.key, ""), chosen) for line in lines]


def mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def texts(value: object) -> dict[str, str]:
    """What is text in a raw mapping of texts."""
    return {key: one for key, one in mapping(value).items() if isinstance(key, str) and isinstance(one, str)}


def _whole(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    raise Refused("text", N_("Write this as text."))


def present(rows: Rows, event_id: str, role: Role) -> set[str]:
    """The ids of the people who are at the event in this role already."""
    found = rows(
        "select person_id from participations where event_id = :event and role = :role and deleted is null",
        event=event_id,
        role=role.value,
    )
    return {row["person_id"] for row in found}


def _row(line: Line, match: matching.Match | None, choice: str, chosen: Mapping[str, Known]) -> Row:
    office = text.search_key(line.organisation) if match else ""
    if choice == SKIP:
        return Row(line, Kind.SKIPPED)
    if match is None:
        return Row(line, Kind.MEND, note=line.problem)
    if choice == NEW or not (match.certain or match.possible):
        return Row(line, Kind.NEW, candidates=match.possible, office=office)
    offered = {one.person.id for one in match.possible} | ({match.certain.id} if match.certain else set())
    person = chosen[choice] if choice in offered and choice in chosen else match.certain
    if person:
        return Row(line, Kind.KNOWN, person=person, candidates=match.possible, office=office)
    return Row(line, Kind.ASK, candidates=match.possible, office=office)


def _once(row: Row, there: set[str], before: list[Row], choice: str) -> Row:
    """The row, unless the person stands at the event or in an earlier line of the list already."""
    if row.kind not in SAVED:
        return row
    if row.person and row.person.id in there:
        return replace(row, kind=Kind.THERE, note=Problem("", N_("at the event already")))
    for other in before:
        if other.kind not in SAVED:
            continue
        number = {"number": other.line.number}
        if row.person and other.person and row.person.id == other.person.id:
            return replace(row, kind=Kind.THERE, note=Problem("", N_("the same person as line {number}"), number))
        if row.person or other.person or matching.key_of(row.line) != matching.key_of(other.line) or choice == NEW:
            continue
        if _same_facts(row.line, other.line):
            return replace(row, kind=Kind.THERE, note=Problem("", N_("the same person as line {number}"), number))
        return replace(
            row, kind=Kind.ASK, note=Problem("", N_("the same name as line {number}, but other facts"), number)
        )
    return row


def _same_facts(one: Line, other: Line) -> bool:
    pairs = (
        (one.province or "", other.province or ""),
        (text.search_key(one.organisation), text.search_key(other.organisation)),
        (phones.digits(one.telephone), phones.digits(other.telephone)),
    )
    same = all(a == b or not a or not b for a, b in pairs)
    return same and not matching.titles_differ(one.name.title, other.name.title)


def offices_of(rows: Rows, found: list[Row], chosen: Mapping[str, str], all_new: bool) -> dict[str, Office]:
    """The organisations that the rows name, by key: found by name (and province), as `chosen`, or all others new."""
    named: dict[str, list[Line]] = {}
    for row in found:
        if row.kind in (*SAVED, Kind.ASK) and row.office:
            named.setdefault(row.office, []).append(row.line)
    known = rows("select id, name, province, search_key from organisations where deleted is null") if named else []
    same: dict[str, list[dict[str, Any]]] = {}
    for one in known:
        same.setdefault(one["search_key"], []).append(one)
    ids = {one["id"] for one in known}
    offices = {}
    for key, lines in named.items():
        provinces = {line.province for line in lines}
        office = Office(key, lines[0].organisation, next(iter(provinces)) if len(provinces) == 1 else None)
        fits = [one for one in same.get(key, []) if one["province"] == office.province] or same.get(key, [])
        if len(fits) == 1:
            office = replace(office, id=fits[0]["id"])
        else:
            near = {one["id"]: one["name"] for one in fits} or _near(key, known)
            choice = chosen.get(key, NEW if all_new and not fits else "")
            office = replace(office, near=near, id=choice if choice in ids or choice == NEW else "")
        offices[key] = office
    return offices


def _near(key: str, known: list[dict[str, Any]]) -> dict[str, str]:
    keys = [one["search_key"] for one in known]
    hits = process.extract(key, keys, scorer=fuzz.ratio, limit=3, score_cutoff=ALIKE)
    return {known[at]["id"]: known[at]["name"] for _, _, at in hits}
