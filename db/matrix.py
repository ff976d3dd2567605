"""Areas against the cohorts of a programme, or against types of organisation: the numbers of coverage, column by
column. A cohort's are those of its own events; a type's are those that the filter of that type gives."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

from db.areas import EVERY_PROVINCE, in_no_area, provinces_of
from db.attendance import HIGH, bits, crowds, served, took_part
from db.choices import OrganisationType
from db.scope import Scope

Across = Literal["cohort", "type"]


@dataclass(frozen=True)
class Cell:
    """Of an area in one column: how many of its provinces were reached, and how many distinct people from it were
    trained."""

    reached: int
    trained: int


@dataclass(frozen=True)
class Line:
    """An area (None: the provinces in no area), how many provinces it has, and its cells by the columns' keys."""

    area: str | None
    provinces: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Matrix:
    """`columns`: the key of each and its words' source: a cohort's id and number, a type twice. In the order of the
    numbers, or of OrganisationType; a type for which no province was reached is left out."""

    columns: dict[str, str]
    lines: list[Line]


def matrix(scope: Scope, across: Across) -> Matrix:
    """The areas of the scheme that is asked for, as `coverage` lists them, against cohorts or types.

    Reached and trained are defined as for `coverage`. The columns overlap: a province may be reached by two cohorts,
    and a person trained in both; so they are not to be added up. Without a programme there are no cohorts.
    """
    keys = _cohorts(scope) if across == "cohort" else _types(scope)
    reached, trained = _reached(scope, across), _trained(scope, across)
    for key in keys:
        reached[key] |= {code for code in EVERY_PROVINCE if _from(trained[key], (code,))}
    shown = {key: name for key, name in keys.items() if across == "cohort" or reached[key]}
    return Matrix(
        shown,
        [
            Line(
                area,
                len(provinces),
                {key: Cell(len(reached[key].intersection(provinces)), _from(trained[key], provinces)) for key in shown},
            )
            for area, provinces in _areas(scope)
        ],
    )


def _areas(scope: Scope) -> list[tuple[str | None, tuple[str, ...]]]:
    scheme = scope.filters.scheme or ""
    listed: list[tuple[str | None, tuple[str, ...]]] = [(area.name, area.provinces) for area in scope.areas(scheme)]
    rest = () if scope.filters.area else in_no_area(scope.division.get(scheme, []))
    return [*listed, (None, rest)] if rest else listed


def _cohorts(scope: Scope) -> dict[str, str]:
    found = scope.ask(
        "select id, number from cohorts where deleted is null and programme_id = :programme order by number"
    )
    return {row["id"]: str(row["number"]) for row in found}


def _types(scope: Scope) -> dict[str, str]:
    asked = scope.filters.organisation_type
    return {str(kind): str(kind) for kind in OrganisationType if asked in (None, kind)}


def _reached(scope: Scope, across: Across) -> dict[str, set[str]]:
    """The provinces that each column reached by plan or by count."""
    source, column = "events e", "e.cohort_id"
    if across == "type":
        source, column = """events e join kind t on e.audience like '%"' || t.name || '"%'""", "t.name"
    where = f"{scope.held} and {scope.for_audience}"
    reached: dict[str, set[str]] = defaultdict(set)
    for row in scope.ask(
        f"""with kind (name) as (values {", ".join(f"('{kind}')" for kind in OrganisationType)})
            select distinct s.key, s.serves from ({served(where, f"{column} as key", source)}) s"""
    ):
        reached[row["key"]] |= provinces_of(scope.division, row["serves"])
    return reached


def _trained(scope: Scope, across: Across) -> dict[str, Counter[int]]:
    """The people trained of each column, by the set of provinces (`attendance.bits`) that they came from."""
    source, column = "events e cross join participations p on p.event_id = e.id", "e.cohort_id"
    if across == "type":
        source, column = f"{source} join organisations o on o.id = p.organisation_id", "o.type"
    where = f"{scope.held} and {scope.of_type} and {column} is not null"
    columns: dict[str, Counter[int]] = defaultdict(Counter)
    for row in scope.ask(
        f"""with came as ({took_part(source, where, f", {column}")}),
                keyed (person_id, province, trained, key) as (select * from came)
            select s.key, s.low, s.high, s.people from ({crowds("keyed", "key,")}) s where s.who = 'trained'"""
    ):
        columns[row["key"]][row["low"] | row["high"] << HIGH] += row["people"]
    return columns


def _from(crowd: Counter[int], provinces: tuple[str, ...]) -> int:
    wanted = bits(provinces)
    return sum(people for came, people in crowd.items() if came & wanted)
