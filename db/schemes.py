"""The ways to divide the country: what each is and was, lines in which people type its areas, and what comes of them.

`rows` runs one select, as `Store.reading()` yields it. Provinces are their two-digit codes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from db import kpis
from db.areas import EVERY_PROVINCE, Area, divided, in_no_area
from db.filters import Filters
from db.records import AreaMember, Scheme
from db.refusals import Problem
from db.rows import record_of
from db.rules import SERVING, Rows
from db.scope import Scope
from db.typed import Typed
from thai import dates, places
from thai.text import fold_digits, normalise
from thai.words import N_, translate

BLANK = {"name": "", "name_en": "", "first": "", "last": "", "lines": ""}
"""The form with nothing in it, every value as people type it."""

NEW = "new"
"""The key that a scheme has in a preview while it is not in the register."""

MOST_AREAS = 200
_NOWHERE = {translate(N_("No area"), language) for language in ("th", "en")}
_BETWEEN = re.compile(r"[,;、\t]|\s(?:และ|and)\s")
_SEVERAL = re.compile(r"(.*?)([0-9]+)\s*[-–]\s*([0-9]+)")


@dataclass(frozen=True)
class Moved:
    """A province whose area was another one until the day before; None is in no area."""

    day: date
    province: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class View:
    """A scheme with its areas on a day, the provinces in none of them, and every move, the newest first.

    `mark` moves whenever a member of the scheme is written.
    """

    scheme: Scheme
    areas: tuple[Area, ...]
    rest: tuple[str, ...]
    moves: tuple[Moved, ...]
    mark: int


@dataclass(frozen=True)
class Line:
    """One line as typed: the areas that it names with their English names ({} for "in no area"), their provinces."""

    number: int
    areas: dict[str, str]
    provinces: tuple[str, ...]


@dataclass(frozen=True)
class Typing:
    """What was understood of the lines, for which period (None: since ever, still), and what is wrong with them.

    `stay`: areas that are there without a province, too.
    """

    first: date | None
    last: date | None
    lines: tuple[Line, ...]
    stay: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    @property
    def place(self) -> dict[str, str | None]:
        """The area in which each province is put; None for in no area."""
        return {code: next(iter(line.areas), None) for line in self.lines for code in line.provinces}

    @property
    def named(self) -> dict[str, str]:
        """Every area of the lines, with its English name as typed ("" where none is)."""
        return {name: name_en for line in self.lines for name, name_en in line.areas.items()}


@dataclass(frozen=True)
class Preview:
    """Area by area as `kpis.coverage` tells it, in the division of `day`: now, and with what is typed.

    `came`: the area that each typed province is in now, where it is in another one than typed. `years`: the fiscal
    years that are over and whose numbers by area become others.
    """

    day: date
    now: list[dict[str, Any]]
    then: list[dict[str, Any]]
    came: dict[str, Area]
    years: tuple[int, ...]


def views(rows: Rows, day: date) -> list[View]:
    """Every scheme on a day, the one with the fewest areas first."""
    division = divided(rows, day)
    found = {row["key"]: record_of(Scheme, row) for row in rows("select * from schemes where deleted is null")}
    return [
        View(found[key], tuple(areas), in_no_area(areas), _moves(rows, key), mark(rows, found[key].id))
        for key, areas in division.items()
    ]


def view(rows: Rows, key: str, day: date) -> View | None:
    """One scheme on a day, or None when there is none with this key."""
    return next((found for found in views(rows, day) if found.scheme.key == key), None)


def dated(rows: Rows, key: str | None) -> bool:
    """Whether the areas of the scheme with this key depend on the day."""
    found = rows(
        """select m.id from area_members m join schemes s on s.id = m.scheme_id
           where s.key = :key and m.deleted is null and s.deleted is null
             and (m.starts_on is not null or m.ends_on is not null) limit 1""",
        key=key,
    )
    return bool(found)


def mark(rows: Rows, scheme: str) -> int:
    """A number that moves whenever a member of the scheme (its id) is written."""
    found = rows("select coalesce(sum(rev), 0) as mark from area_members where scheme_id = :scheme", scheme=scheme)
    return int(found[0]["mark"])


def members(rows: Rows, scheme: str) -> list[AreaMember]:
    """The live members of a scheme (its id), in the order of their entry."""
    found = rows("select * from area_members where scheme_id = :scheme and deleted is null order by id", scheme=scheme)
    return [record_of(AreaMember, row) for row in found]


def named(rows: Rows, scheme: str) -> dict[str, AreaMember]:
    """A member of each area that the scheme (its id) ever had, by the area's name, in the scheme's order."""
    found = sorted(members(rows, scheme), key=lambda member: (member.position or 10_001, member.area))
    return {member.area: member for member in found}


def used(rows: Rows, key: str) -> dict[str, int]:
    """How many live records say that they are for an area of the scheme, by table; only those that there are."""
    found = {
        kind.table: rows(
            f"""select count(*) as n from {kind.table}
                where deleted is null and substr({field}, 1, :length) = :prefix""",
            prefix=f"area:{key}:",
            length=len(f"area:{key}:"),
        )[0]["n"]
        for kind, (field,) in SERVING.items()
    }
    return {table: count for table, count in found.items() if count}


def read(rows: Rows, scheme: Scheme | None, raw: object) -> Typing:
    """The areas that people typed (BLANK: lines, first, last) for a scheme, or for one that is not there yet.

    A line is an area, with "/" its English name, and after ":" its provinces; "ศูนย์ 1–8" is eight areas without a
    province, "ไม่อยู่ในเขตใด:" takes provinces out. Wrong are: a name that is no province, one that stands twice, a period
    that ends before it begins, and a province that moves within the period already.
    """
    form = Typed(raw)
    first, last = form.day("first"), form.day("last")
    if first and last and last < first:
        form.wrong(
            "last", N_("The period {days} ends before it begins."), days=f"{dates.short(first)} – {dates.short(last)}"
        )
    typed = form.lines("lines") or ""
    lines = [
        _line(form, number, line.strip()) for number, line in enumerate(typed.splitlines(), 1) if line.strip(" \t:")
    ]
    _once_each(form, lines)
    there = members(rows, scheme.id) if scheme else []
    found = Typing(first, last, tuple(lines), frozenset(member.area for member in there if not member.province))
    _moves_within(form, there, found)
    return replace(found, problems=tuple(form.problems))


def preview(rows: Rows, key: str | None, typed: Typing) -> Preview:
    """What the numbers become: of the events until today, in the division of today, or of the day of the period next to
    it. Both are what `kpis.coverage` gives."""
    today = dates.today()
    day = min(max(today, typed.first or today), typed.last or date.max)
    key = key or NEW
    there = divided(rows, day).get(key, [])
    came = {code: area for area in there for code in area.provinces if typed.place.get(code, area.name) != area.name}
    known = [row["fiscal_year"] for row in kpis.by_fiscal_year(Scope(rows, Filters(as_of=today)))]
    ends = [(year, dates.fiscal_year_days(year).last) for year in known]
    years = [
        year
        for year, last in ends
        if (typed.first or date.min) <= last <= (typed.last or date.max) and last < today
        for now, then in [_counted(rows, key, typed, last, Filters(year, key, as_of=today))]
        if now != then
    ]
    now, then = _counted(rows, key, typed, day, Filters(scheme=key, as_of=min(day, today)))
    return Preview(day, now, then, came, tuple(years))


def _counted(
    rows: Rows, key: str, typed: Typing, day: date, asked: Filters
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The coverage that is asked for in the division of `day`, as it is and with what is typed."""
    division = divided(rows, day)
    division.setdefault(key, [])
    found = []
    for areas in (division[key], after(division[key], key, typed)):
        scope = Scope(rows, asked)
        scope.division = {**division, key: areas}
        found.append(kpis.coverage(scope))
    return found[0], found[1]


def after(division: list[Area], key: str, typed: Typing) -> list[Area]:
    """The areas of one scheme on a day of the period with what is typed, new areas behind those that there are."""
    there = {area.name: area.name_en for area in division}
    new = {name: name_en or name for name, name_en in typed.named.items() if name not in there}
    held = {code: area.name for area in division for code in area.provinces} | typed.place
    found = [
        Area(key, name, name_en, tuple(sorted(code for code, area in held.items() if area == name)))
        for name, name_en in {**there, **new}.items()
    ]
    return [area for area in found if area.provinces or area.name in typed.stay | typed.named.keys()]


def holds(member: AreaMember, first: date | None, last: date | None) -> bool:
    """Whether a member's days and a period have a day in common."""
    return (member.starts_on or date.min) <= (last or date.max) and (first or date.min) <= (member.ends_on or date.max)


def _line(form: Typed, number: int, line: str) -> Line:
    head, _colon, rest = line.partition(":") if ":" in line else line.partition("\t")
    codes = tuple(code for name in _names(rest) if (code := _province(form, number, name)))
    name, _slash, name_en = (normalise(part) for part in head.partition("/"))
    if name in _NOWHERE:
        return Line(number, {}, codes)
    if not name or max(len(name), len(name_en)) > 100:
        message = N_("Line {number}: begin with the name of an area, at most 100 characters, then “:”.")
        form.problems.append(Problem("lines", message, {"number": number}))
    areas = {name: name_en}
    if not rest.strip() and (several := _SEVERAL.fullmatch(fold_digits(name))):
        areas = _several(form, number, several, name_en)
    return Line(number, areas, codes)


def _several(form: Typed, number: int, found: re.Match[str], name_en: str) -> dict[str, str]:
    """ "ศูนย์ 1–8 / Centre 1–8" is eight areas."""
    first, last = int(found[2]), int(found[3])
    if not first <= last < first + MOST_AREAS:
        form.wrong(
            "lines", N_("Line {number}: “{typed}” is not a row of numbers such as 1–8."), number=number, typed=found[0]
        )
        return {}
    english = _SEVERAL.fullmatch(fold_digits(name_en))
    return {f"{found[1]}{each}": f"{english[1]}{each}" if english else "" for each in range(first, last + 1)}


def _names(text: str) -> list[str]:
    """The names of a list; those that only blanks part, too, where the whole is no province."""
    found = [name.strip() for name in _BETWEEN.split(text) if name.strip()]
    return [each for name in found for each in ([name] if places.find(name) else name.split())]


def _province(form: Typed, number: int, name: str) -> str | None:
    code = places.find(name)
    if code is None:
        near = " · ".join(places.province(each).name for each in places.suggest(name))
        if near:
            message = N_("Line {number}: there is no province “{typed}”. Did you mean {near}?")
        else:
            message = N_("Line {number}: there is no province “{typed}”. Choose one of the 77.")
        form.problems.append(Problem("lines", message, {"number": number, "typed": name[:60], "near": near}))
    return code


def _once_each(form: Typed, lines: list[Line]) -> None:
    seen: dict[str, int] = {}
    for line in lines:
        for code in line.provinces:
            if code in seen:
                message = N_("Line {number}: {province} stands in line {other} already. A province is in one area.")
                values = {"number": line.number, "province": places.province(code).name, "other": seen[code]}
                form.problems.append(Problem("lines", message, values))
            seen.setdefault(code, line.number)


def _moves_within(form: Typed, there: list[AreaMember], typed: Typing) -> None:
    for member in sorted(there, key=lambda member: member.starts_on or date.min):
        if member.province in typed.place and member.starts_on and holds(member, typed.first, typed.last):
            if member.starts_on <= (typed.first or date.min):
                continue
            message = N_(
                "{province} is in {area} from {day} already. Write a last day before that, or begin on that day to "
                "put it elsewhere."
            )
            name = places.province(member.province).name
            form.wrong("last", message, province=name, area=member.area, day=dates.short(member.starts_on))


def _moves(rows: Rows, key: str) -> tuple[Moved, ...]:
    days = rows(
        """select m.starts_on, m.ends_on from area_members m join schemes s on s.id = m.scheme_id
           where s.key = :key and m.deleted is null and s.deleted is null
             and (m.starts_on is not null or m.ends_on is not null) group by m.starts_on, m.ends_on""",
        key=key,
    )
    begun = {date.fromisoformat(row["starts_on"]) for row in days if row["starts_on"]}
    ended = {date.fromisoformat(row["ends_on"]) + timedelta(1) for row in days if row["ends_on"]}
    found = []
    for day in sorted(begun | ended, reverse=True):
        was, now = (_places(divided(rows, each)[key]) for each in (day - timedelta(1), day))
        changed = [code for code in sorted(EVERY_PROVINCE) if was.get(code) != now.get(code)]
        found += [Moved(day, code, was.get(code), now.get(code)) for code in changed]
    return tuple(found)


def _places(areas: list[Area]) -> Mapping[str, str]:
    return {code: area.name for area in areas for code in area.provinces}
