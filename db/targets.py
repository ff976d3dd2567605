"""Targets as people type or paste them: "77 จังหวัด ๆ ละ 4 คน" is 77 of them. Each line is read, shown, and saved."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from db.access import Actor
from db.areas import COUNTRY, NAMES, Area, divided, provinces_of, schemes
from db.choices import Category
from db.entry import checked
from db.event_edit import Part
from db.filters import Filters
from db.records import Cohort, Programme, Target
from db.refusals import Problem, Refused
from db.rows import made, record_of
from db.rules import Rows
from db.store import Store
from db.typed import Typed, parse_total
from thai import dates, places, text
from thai.words import N_, translate

MOST_LINES = 1_000
BLANK = {"lines": "", "category": ""}
BECAUSE = "form:targets"

GRID = Part(
    Target,
    "programme_id",
    "",
    {"category": "", "label": "", "seats": ""},
    lambda row: {
        "category": row.choice("category", Category, Category.LEARNERS),
        "label": row.line("label"),
        "seats": row.count("seats"),
    },
    lambda target: {"category": target.category.value, "label": target.label or "", "seats": str(target.seats)},
    {},
)
"""Targets that are there already, to be changed and taken away; new ones are typed as lines."""


@dataclass(frozen=True)
class Line:
    """One line as typed, its number, the targets it makes, and what is wrong with it; a table's head makes none.

    `again`: how many of its targets are for a place and category that has one already, there or above it, from which
    no label tells them apart; they add up.
    """

    number: int
    typed: str
    targets: tuple[Target, ...] = ()
    problem: Problem | None = None
    again: int = 0

    @property
    def seats(self) -> int:
        return sum(target.seats for target in self.targets)


@dataclass(frozen=True)
class _Said:
    """What a line says: for whom, in how many places alike, how many seats, and whatever else stands in it."""

    places: tuple[str, ...]
    seats: str
    rest: tuple[str, ...]


def read(rows: Rows, programme: Programme, raw: object) -> list[Line]:
    """The lines of `raw` (BLANK), each with the targets that it makes for the programme or why it makes none.

    A line is a sentence ("ผู้แทน 77 จังหวัด ๆ ละ 4 คน", "ภาคเหนือ 20 คน") or cells of a table: a place, a number, and in
    any order a category and a label. Refused at its line: a place that is none or could be several, another number of
    places than there are, seats that are no number or negative, and a place outside of what the cohorts are for.
    """
    form = Typed(raw)
    typed = form.lines("lines") or ""
    category = form.choice("category", Category, Category.LEARNERS)
    form.done()
    written = [(number, line.strip()) for number, line in enumerate(typed.splitlines(), 1) if line.strip()]
    if len(written) > MOST_LINES:
        raise Refused("lines", N_("At most {most} lines can be read at once."), {"most": MOST_LINES})
    reader = _Reader(rows, programme, category)
    return [reader.line(number, line, first=number == written[0][0]) for number, line in written]


def twice(targets: Iterable[Target]) -> tuple[str, ...]:
    """The places that stand in several targets of one category which no label tells apart; their seats add up."""
    of_place: dict[str, list[Target]] = {}
    for target in targets:
        of_place.setdefault(target.serves, []).append(target)
    return tuple(place for place, those in of_place.items() if any(_alike(*pair) for pair in combinations(those, 2)))


def _alike(one: Target, other: Target) -> bool:
    """Whether nothing tells two targets of one place apart."""
    return one.category is other.category and (one.label == other.label or None in (one.label, other.label))


def save(store: Store, actor: Actor, programme: str, raw: object, token: str) -> tuple[int, int]:
    """Add the targets of the lines in `raw`, and return how many there are and the batch. Refuses, at the field
    "lines", with every line that cannot be read; nothing is saved then. AlreadySaved for a token that was used."""
    with store.writing(actor, BECAUSE, token=checked(token)) as w:
        lines = read(w.rows, w.live(Programme, programme), raw)
        wrong = [problem for line in lines if (problem := line.problem)]
        if wrong:
            raise Refused.of(wrong)
        new = [target for line in lines for target in line.targets]
        if not new:
            raise Refused("lines", N_("Write at least one line, such as: 77 จังหวัด ๆ ละ 4 คน"))
        return len(w.add_all(new)), w.batch


_SEATS = r"(?P<seats>[-−–]?\s?[0-9][0-9,.]*)\s*(?:คน|ที่นั่ง|ราย|ท่าน|people\b|seats\b)?\s*(?P<after>[^0-9]*)"
_EACH = r"(?:ๆ\s*ละ|(?P=unit)\s*ละ|ละ|[×x*])"
_UNIT = r"(?P<unit>จังหวัด|ภาค|เขต(?:ตรวจราชการ)?|สปข\.|provinces|regions|zones)"
_COUNTED = re.compile(
    rf"(?P<before>.*?)\s*(?P<count>[0-9]+|ทุก|all)\s*{_UNIT}\s*(?P<inside>[^0-9]*?)\s*{_EACH}\s*{_SEATS}", re.IGNORECASE
)
_EVERY = re.compile(rf"(?P<before>.*?)\s*{_UNIT}\s*ละ\s*{_SEATS}")
_ONE = re.compile(rf"(?P<place>.+?)\s*(?:จำนวน\s*)?(?<![0-9,.]){_SEATS}")
_CELLS = re.compile(r"[\t|;]|,(?![0-9]{3}(?![0-9]))")
_ALL = ("ทุก", "all")
_PROVINCES = ("จังหวัด", "provinces")
_UNITS = {"regions": "ภาค", "zones": "เขต"}


class _Reader:
    """Reads lines for one programme: knows the areas of the day, and what its cohorts are for."""

    def __init__(self, rows: Rows, programme: Programme, category: Category) -> None:
        self.programme, self.category = programme, category
        day = Filters(fiscal_year=programme.fiscal_year).last if programme.fiscal_year else dates.today()
        self.division = divided(rows, day)
        self.schemes = {row["key"]: row["name"] for row in schemes(rows)}
        self.served = [
            record_of(Cohort, row).serves
            for row in rows("select * from cohorts where deleted is null and programme_id = :id", id=programme.id)
        ]
        self.named = self._names()
        self.there: dict[str, list[Target]] = {}
        for row in rows("select * from targets where deleted is null and programme_id = :id", id=programme.id):
            self.there.setdefault(row["serves"], []).append(record_of(Target, row))

    def _names(self) -> dict[str, list[Area]]:
        """The areas by what they are called: เหนือ, ภาคเหนือ, North, เหนือ (4 ภาค)."""
        found: dict[str, list[Area]] = {}
        for key, division in self.division.items():
            region = "ภาค" if self.schemes[key].endswith("ภาค") else ""
            for area in division:
                called = {area.name, f"{region}{area.name}", area.name_en, area.name.replace(".", "")}
                called |= {f"{name} ({self.schemes[key]})" for name in called}
                for name in {text.search_key(name) for name in called}:
                    found.setdefault(name, []).append(area)
        return found

    def line(self, number: int, typed: str, first: bool) -> Line:
        try:
            cells = [text.normalise(cell) for cell in _CELLS.split(typed)]
            cells = [cell for cell in cells if cell]
            if first and len(cells) > 1 and not re.search("[0-9]", text.fold_digits(typed)):
                return Line(number, typed)
            said = self._table(cells) if len(cells) > 1 else self._sentence(cells[0] if cells else "")
            targets = tuple(self._targets(said))
            again = sum(any(_alike(target, one) for one in self.there.get(target.serves, [])) for target in targets)
            for target in targets:
                self.there.setdefault(target.serves, []).append(target)
            return Line(number, typed, targets, again=again)
        except Refused as refused:
            return Line(number, typed, problem=Problem("lines", refused.message, {"line": number, **refused.values}))
        except text.BadText as bad:
            return Line(number, typed, problem=Problem("lines", bad.message, {"line": number}))

    def _targets(self, said: _Said) -> Iterable[Target]:
        seats, _about = parse_total(said.seats)
        if seats is None:
            raise Refused("lines", N_("How many seats? Write the number at the end of the line."))
        self._inside(said.places)
        category, label = self.category, []
        for word in said.rest:
            of = _category(word)
            category = of or category
            label += [] if of else [word]
        for place in said.places:
            yield made(
                Target,
                {
                    "programme_id": self.programme.id,
                    "serves": place,
                    "category": category,
                    "label": " ".join(label),
                    "seats": seats,
                },
            )

    def _inside(self, found: tuple[str, ...]) -> None:
        """Refuse places outside of the areas of the cohorts, when all of these are known."""
        if not self.served or any(serves in (None, "unknown") for serves in self.served):
            return
        area = frozenset().union(*(provinces_of(self.division, serves) for serves in self.served))
        outside = frozenset().union(*(provinces_of(self.division, place) for place in found)) - area
        if outside:
            names = ", ".join(sorted((NAMES[code]["th"] for code in outside), key=text.sort_key)[:3])
            raise Refused(
                "lines",
                N_("{count} provinces are outside the programme’s area, which is that of its cohorts: {names} …")
                if len(outside) > 3
                else N_("{names}: outside the programme’s area, which is that of its cohorts."),
                {"count": len(outside), "names": names},
            )

    def _sentence(self, typed: str) -> _Said:
        words = text.fold_digits(typed)
        if found := _COUNTED.fullmatch(words):
            inside = self._area(found["inside"]) if found["inside"] else None
            several = self._several(found["unit"].casefold(), found["count"].casefold(), inside)
            return _Said(several, found["seats"], _kept(typed, found, "before", "after"))
        if found := _EVERY.fullmatch(words):
            before = found["before"]
            inside = self._area(before) if before and text.search_key(before) in self.named else None
            several = self._several(found["unit"], "", inside)
            return _Said(several, found["seats"], _kept(typed, found, *(() if inside else ("before",)), "after"))
        if found := _ONE.fullmatch(words):
            return _Said((self._place(found["place"]),), found["seats"], _kept(typed, found, "after"))
        raise Refused("lines", N_("Write for whom, then how many: “เชียงใหม่ 4”, or “77 จังหวัด ๆ ละ 4 คน”."))

    def _table(self, cells: list[str]) -> _Said:
        numbers = [at for at, cell in enumerate(cells) if _is_number(cell)]
        if len(numbers) > 1 and numbers[0] == 0:
            numbers = numbers[1:]
            cells = ["", *cells[1:]]
        if not numbers:
            raise Refused("lines", N_("How many seats? Write the number at the end of the line."))
        words = [cell for at, cell in enumerate(cells) if cell and at not in numbers]
        at = next((at for at, word in enumerate(words) if self._known(word)), 0)
        if not words:
            raise Refused("lines", N_("For whom? Write a province, an area, or ทั้งประเทศ."))
        return _Said((self._place(words[at]),), cells[numbers[0]], tuple(words[:at] + words[at + 1 :]))

    def _known(self, word: str) -> bool:
        return _country(word) or places.find(word) is not None or text.search_key(word) in self.named

    def _several(self, unit: str, count: str, inside: Area | None) -> tuple[str, ...]:
        """All provinces, those of an area, or all areas of a scheme; as many as the line says there are."""
        if unit in _PROVINCES:
            codes = inside.provinces if inside else tuple(NAMES)
            found, kind = tuple(f"province:{code}" for code in codes), N_("There are {there} provinces, not {count}.")
        else:
            found, kind = self._areas(_UNITS.get(unit, unit), count), N_("There are {there} such areas, not {count}.")
        if count and count not in _ALL and int(count) != len(found):
            raise Refused("lines", kind, {"there": len(found), "count": count})
        return found

    def _areas(self, unit: str, count: str) -> tuple[str, ...]:
        """The areas of the scheme that is called by their kind and number: 4 ภาค, 18 เขต, 8 สปข."""
        fitting = []
        for key, division in self.division.items():
            own = [area for area in division if area.name.startswith(unit)]
            if own or self.schemes[key].endswith(unit):
                fitting.append(own or division)
        exact = [areas for areas in fitting if count.isdigit() and len(areas) == int(count)] or fitting
        if len(exact) != 1:
            numbers = ", ".join(str(len(areas)) for areas in fitting) or "0"
            raise Refused("lines", N_("Which areas? Say how many there are: {numbers}."), {"numbers": numbers})
        return tuple(area.serves for area in exact[0])

    def _place(self, typed: str) -> str:
        if _country(typed):
            return COUNTRY
        code = places.find(typed)
        return f"province:{code}" if code else self._area(typed).serves

    def _area(self, typed: str) -> Area:
        """The one area of this name; of several, the one in the scheme by which the cohorts are told apart."""
        found = self.named.get(text.search_key(typed), [])
        own = [area for area in found if any((each or "").startswith(f"area:{area.scheme}:") for each in self.served)]
        found = own if len(own) == 1 else found
        if not found:
            near = " · ".join(places.province(each).name for each in places.suggest(typed))
            raise Refused(
                "lines",
                N_("There is no place “{typed}”. Did you mean {near}?") if near else N_("There is no place “{typed}”."),
                {"typed": typed[:60], "near": near},
            )
        if len({area.provinces for area in found}) > 1:
            names = " · ".join(f"{area.name} ({self.schemes[area.scheme]})" for area in found)
            raise Refused("lines", N_("Which one? Write it as {names}."), {"names": names})
        return found[0]


def _country(typed: str) -> bool:
    return text.search_key(typed) in {
        text.search_key(word) for word in ("ทั้งประเทศ", "ทั่วประเทศ", "country", "The whole country")
    }


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[-−–]?\s?[0-9][0-9,.]*\s*(?:คน|ที่นั่ง|ราย|ท่าน)?", text.fold_digits(cell)) is not None


def _category(word: str) -> Category | None:
    """The category of this name, in Thai or English."""
    key = text.search_key(word)
    return next(
        (each for each in Category if key in {text.search_key(translate(each.label, code)) for code in ("th", "en")}),
        None,
    )


def _kept(typed: str, found: re.Match[str], *names: str) -> tuple[str, ...]:
    """The other words of a line, with the digits that were typed."""
    words = (typed[found.start(name) : found.end(name)].strip(" ,:·-") for name in names)
    return tuple(word for word in words if word)
