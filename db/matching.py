"""Who in the register a written name may be: certain, possible, or new. A score only ever suggests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from db.pasted import Line
from db.rows import among
from db.rules import Rows
from thai import names, phones, text
from thai.words import N_

ALIKE, ALIKE_IN_PART = 85, 70
MOST_CANDIDATES = 3
_AT_ONCE = 50


@dataclass(frozen=True)
class Known:
    """A person of the register, with what tells them from others: offices and provinces held in posts or at
    events, and the positions there as search keys."""

    id: str
    title: str
    given: str
    family: str
    search_key: str
    telephone: str
    provinces: frozenset[str]
    offices: dict[str, str] = field(hash=False)
    position: str = ""
    positions: frozenset[str] = frozenset()
    events: int = 0
    rev: int = 1

    @property
    def name(self) -> names.Name:
        return names.Name(self.title, self.given, self.family)

    @property
    def office(self) -> str:
        return next(iter(self.offices.values()), "")


@dataclass(frozen=True)
class Candidate:
    """A person whom a line may mean, and why, as an English sentence with its values."""

    person: Known
    reason: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Match:
    """`certain` is the one person meant beyond doubt; else `possible` are those to ask about; neither: someone new."""

    certain: Known | None = None
    possible: tuple[Candidate, ...] = ()


def match(rows: Rows, lines: Sequence[Line]) -> list[Match]:
    """For each line, whom of the register it means.

    Certain: exactly one person has this name without its title, the office, the position, the province or the
    telephone number agrees, and no title speaks against it. Possible: the same name with less than that, or a name
    that is alike (85 of 100, and 70 in each of its parts) where nothing that is known on both sides contradicts. Up to
    three of these a line, the likeliest first.
    """
    keys = [key_of(line) for line in lines]
    same: dict[str, list[Known]] = {}
    for person in _known(rows, "p.search_key", set(keys) - {""}):
        same.setdefault(person.search_key, []).append(person)
    found = [_of_same_name(line, same[key]) if key in same else None for line, key in zip(lines, keys, strict=True)]
    open_lines = [at for at, match in enumerate(found) if match is None and keys[at]]
    alike = _alike(rows, [keys[at] for at in open_lines])
    return [match or Match(possible=_plausible(lines[at], alike.get(keys[at], ()))) for at, match in enumerate(found)]


def key_of(line: Line) -> str:
    """The search key of the line's name without its title."""
    return text.search_key(f"{line.name.given}{line.name.family}")


def people(rows: Rows, ids: Sequence[str]) -> list[Known]:
    """The live people with these ids, in the order of `ids`."""
    found = {one.id: one for one in _known(rows, "p.id", ids)}
    return [found[id] for id in dict.fromkeys(ids) if id in found]


def _of_same_name(line: Line, people: list[Known]) -> Match:
    agreeing = [one for one in people if agrees(line, one)]
    certain = [one for one in agreeing if not titles_differ(line.name.title, one.title)]
    if len(agreeing) == len(certain) == 1:
        return Match(certain=certain[0])
    likely = sorted(people, key=lambda one: (one not in agreeing, -one.events))
    return Match(possible=tuple(_candidate(line, one, len(agreeing) > 1) for one in likely[:MOST_CANDIDATES]))


def _candidate(line: Line, person: Known, several: bool) -> Candidate:
    if several:
        return Candidate(person, N_("more than one person has this name"))
    if titles_differ(line.name.title, person.title):
        return Candidate(person, N_("the titles differ"))
    if contradicts(line, person):
        return Candidate(person, N_("the same name, but another office or province"))
    return Candidate(person, N_("the same name, and nothing else to tell by"))


def agrees(line: Line, person: Known) -> bool:
    """Whether the office, the province or the telephone number is the same; or the position, where neither office nor
    province is known on both sides: there is a director in every province."""
    digits = phones.digits(line.telephone)
    return (
        bool(line.province and line.province in person.provinces)
        or bool(line.organisation and text.search_key(line.organisation) in person.offices)
        or bool(digits and digits == phones.digits(person.telephone))
        or (not _apart(line, person) and text.search_key(line.position or "") in person.positions - {""})
    )


def contradicts(line: Line, person: Known) -> bool:
    """Whether something is known on both sides and differs, while nothing agrees; or a man would be a woman."""
    return (_apart(line, person) and not agrees(line, person)) or {_sex(line.name.title), _sex(person.title)} == {
        "m",
        "f",
    }


def _apart(line: Line, person: Known) -> bool:
    """Whether an office or a province is known on both sides."""
    return bool(line.province and person.provinces) or bool(line.organisation and person.offices)


_SAME_TITLE = {"นส": "นางสาว", "ดช": "เด็กชาย", "ดญ": "เด็กหญิง"}


def titles_differ(one: str, other: str) -> bool:
    """Whether both titles are given and are not the same, however they are shortened."""
    mine, theirs = text.search_key(one), text.search_key(other)
    return bool(mine and theirs) and _SAME_TITLE.get(mine, mine) != _SAME_TITLE.get(theirs, theirs)


def _sex(title: str) -> str:
    key = text.search_key(title)
    if key.startswith(("นาง", "นส", "เด็กหญิง", "ดญ", "mrs", "ms", "miss")):
        return "f"
    return "m" if key in ("นาย", "เด็กชาย", "ดช", "mr") else ""


def _plausible(line: Line, people: Sequence[Known]) -> tuple[Candidate, ...]:
    likely = [one for one in people if not contradicts(line, one) and _alike_in_parts(line, one)]
    return tuple(Candidate(one, N_("the names are alike")) for one in likely[:MOST_CANDIDATES])


def _alike_in_parts(line: Line, person: Known) -> bool:
    """Whether given and family name are alike each for itself: brothers and sisters share the longer half."""
    pairs = ((line.name.given, person.given), (line.name.family, person.family))
    keys = [(text.search_key(mine), text.search_key(theirs)) for mine, theirs in pairs]
    return all(not mine or not theirs or fuzz.ratio(mine, theirs) >= ALIKE_IN_PART for mine, theirs in keys)


def _alike(rows: Rows, keys: Sequence[str]) -> dict[str, list[Known]]:
    """For each of these search keys, the people whose own is alike but not the same, the nearest first."""
    if not keys:
        return {}
    # The keys alone stand in an index; the people themselves are asked for where one is near.
    theirs = [row["search_key"] for row in rows("select distinct search_key from people where deleted is null")]
    near: dict[str, list[str]] = {}
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        scores = process.cdist(part, theirs, scorer=fuzz.ratio, score_cutoff=ALIKE)
        for key, line in zip(part, scores, strict=True):
            hits = sorted(line.nonzero()[0], key=lambda at: (-line[at], theirs[at]))
            near[key] = [theirs[at] for at in hits[:20]]
    found: dict[str, list[Known]] = {}
    for person in _known(rows, "p.search_key", {one for hits in near.values() for one in hits}):
        found.setdefault(person.search_key, []).append(person)
    return {key: [person for one in hits for person in found[one]] for key, hits in near.items()}


def _known(rows: Rows, column: str, values: Iterable[str]) -> list[Known]:
    found = among(
        rows,
        values,
        f"""select p.*, (select count(distinct event_id) from participations
                         where person_id = p.id and deleted is null) as events
            from people p where p.deleted is null and {column} in (select id from asked)""",
    )
    held: dict[str, list[dict[str, Any]]] = {}
    for row in among(
        rows,
        [row["id"] for row in found],
        """select h.person_id, h.position, h.province, o.name, o.search_key from (
               select person_id, position, province, organisation_id, starts_on as at, 1 as post
               from posts where deleted is null and person_id in (select id from asked)
               union all
               select a.person_id, a.position, a.province, a.organisation_id, e.starts_on, 0
               from participations a join events e on e.id = a.event_id
               where a.deleted is null and a.person_id in (select id from asked)) h
           left join organisations o on o.id = h.organisation_id and o.deleted is null
           order by h.post desc, h.at desc""",
    ):
        held.setdefault(row["person_id"], []).append(row)
    return [_person(row, held.get(row["id"], [])) for row in found]


def _person(row: dict[str, Any], held: list[dict[str, Any]]) -> Known:
    return Known(
        id=row["id"],
        title=row["title"] or "",
        given=row["given_name"],
        family=row["family_name"] or "",
        search_key=row["search_key"],
        telephone=row["telephone"] or "",
        provinces=frozenset(filter(None, [row["province"], *(one["province"] for one in held)])),
        offices={one["search_key"]: one["name"] for one in held if one["name"]},
        position=next((one["position"] for one in held if one["position"]), ""),
        positions=frozenset(text.search_key(one["position"]) for one in held if one["position"]),
        events=row["events"],
        rev=row["rev"],
    )
