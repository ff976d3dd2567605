"""What people type into a form, read field by field. Everything that is wrong is gathered and said at once."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from db.choices import Choice
from db.fields import FIRST_YEAR, LAST_YEAR, MOST_PEOPLE
from db.records import Record
from db.refusals import Problem, Refused
from db.rows import made
from thai import dates, places, text
from thai.words import N_
from thai.written_days import BadDate, parse_days, parse_due

R = TypeVar("R", bound=Record)
C = TypeVar("C", bound=Choice)

LONGEST = 20_000
NO_NUMBER = N_("Write a number, ประมาณ 40, or leave it empty if nobody knows.")
UNKNOWN = {"", "ไม่ระบุ", "ไม่ทราบ", "ยังไม่ระบุ", "ยังไม่ทราบ", "unknown", "-", "–", "?"}

_COUNT = re.compile(
    r"(?P<about>ประมาณ|โดยประมาณ|ราว ?ๆ?|เกือบ|กว่า|about|around|approx\.?|~|≈)?\s*"
    r"(?P<sign>[-−–])?\s*(?P<whole>[0-9][0-9, ]*)(?P<part>\.[0-9]+)?\s*(?:คน|ราย|ท่าน|people)?"
    r"(?P<after>\s*(?:โดยประมาณ|เศษ))?"
)


class Typed:
    """The raw values of one form. Each method reads one field; `done` refuses with every problem that was met."""

    def __init__(self, raw: object, names: Mapping[str, str] | None = None) -> None:
        self._raw: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
        self._names = names or {}
        self.problems: list[Problem] = []

    def wrong(self, field: str, message: str, **values: Any) -> None:
        """Note one problem of a field; the first of each field is kept."""
        if all(problem.field != field for problem in self.problems):
            self.problems.append(Problem(field, message, values))

    def done(self) -> None:
        """Refuse with all the problems that were met, if any."""
        if self.problems:
            raise Refused.of(self.problems)

    def line(self, field: str) -> str:
        """The text of a field on one line, "" when it is empty or unreadable (which is noted)."""
        value = self._raw.get(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(field, N_("Write this as text."))
            return ""
        if len(value) > LONGEST:
            self.wrong(field, N_("This is longer than {max_length} characters. Shorten it."), max_length=LONGEST)
            return ""
        try:
            return text.normalise(value)
        except text.BadText as bad:
            self.wrong(field, bad.message)
            return ""

    def lines(self, field: str) -> str | None:
        """The text of a field with its lines as typed; the record normalises it. None when it is empty."""
        return self._raw[field] if self.line(field) else None

    def flag(self, field: str) -> bool:
        """Whether a box is ticked; only a real True counts."""
        return self._raw.get(field) is True

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts, each once."""
        value = self._raw.get(field) or ()
        if isinstance(value, list | tuple) and len(value) <= LONGEST and all(isinstance(one, str) for one in value):
            return tuple(dict.fromkeys(value))
        self.wrong(field, N_("Choose from the list."))
        return ()

    def days(self, field: str) -> dates.Days | None:
        """A day or a range of days as people write it, or None when nothing is written."""
        if not (typed := self.line(field)):
            return None
        try:
            return parse_days(typed, dates.today())
        except BadDate as bad:
            self.wrong(field, bad.message, **bad.values)
            return None

    def day(self, field: str) -> date | None:
        """One day as people write it, or None when nothing is written; a range is refused."""
        days = self.days(field)
        if days and days.first != days.last:
            self.wrong(field, N_("Write one day here, not several."))
        return days.first if days else None

    def due(self, field: str) -> date | None:
        """The last day of a day, a range or a month as people write it, or None when nothing is written."""
        if not (typed := self.line(field)):
            return None
        try:
            return parse_due(typed, dates.today())
        except BadDate as bad:
            self.wrong(field, bad.message, **bad.values)
            return None

    def fiscal_year(self, field: str) -> int | None:
        """A fiscal year of the Buddhist era (2565, ๒๕๖๕, 65), or None when nothing is written. Refuses any other,
        and asks whether one of the Common Era (2022) was meant as the Buddhist one."""
        words = text.fold_digits(self.line(field)).removeprefix("พ.ศ.").strip()
        if not words:
            return None
        year = int(words) if re.fullmatch("[0-9]{2}|[0-9]{4}", words) else 0
        if len(words) == 2:
            return 2500 + year
        if FIRST_YEAR - dates.ERA <= year <= LAST_YEAR - dates.ERA:
            meant = year + dates.ERA
            self.wrong(field, N_("{year} is a year of the Common Era. Did you mean {meant}?"), year=words, meant=meant)
        elif not FIRST_YEAR <= year <= LAST_YEAR:
            self.wrong(field, N_("“{value}” is not a fiscal year such as 2565."), value=words[:60])
        else:
            return year
        return None

    def count(self, field: str) -> int | None:
        """A whole number of people, or None for empty and ไม่ระบุ. Refused: negative, not whole, above a million."""
        return self.total(field)[0]

    def total(self, field: str) -> tuple[int | None, bool]:
        """A count, and whether it is only approximate ("ประมาณ 40")."""
        try:
            return parse_total(self.line(field))
        except Refused as refused:
            self.wrong(field, refused.message, **refused.values)
            return None, False

    def choice(self, field: str, kind: type[C], default: C) -> C:
        """One of a closed list, or `default` when nothing was chosen."""
        value = self._raw.get(field)
        if value in (None, ""):
            return default
        found = _of(kind, value)
        if found is not None:
            return found
        self.wrong(field, N_("Choose one of the list."))
        return default

    def choices(self, field: str, kind: type[C]) -> tuple[C, ...]:
        """Several of a closed list, in the list's order."""
        value = self._raw.get(field) or ()
        if isinstance(value, list | tuple) and all(_of(kind, one) for one in value):
            return tuple(one for one in kind if one in value)
        self.wrong(field, N_("Choose from the list."))
        return ()

    def province(self, field: str) -> str | None:
        """The code of a province written in any of its ways, or None when nothing is written. Never a new one."""
        typed = self.line(field)
        code = places.find(typed) if typed else None
        if typed and code is None:
            near = " · ".join(places.province(each).name for each in places.suggest(typed))
            if near:
                self.wrong(
                    field, N_("There is no province “{typed}”. Did you mean {near}?"), typed=typed[:60], near=near
                )
            else:
                self.wrong(field, N_("There is no province “{typed}”. Choose one of the 77."), typed=typed[:60])
        return code

    def made(self, kind: type[R], values: Mapping[str, Any]) -> R | None:
        """The record of these values, or None when one of its rules is broken (which is noted at the form's field)."""
        try:
            return made(kind, dict(values))
        except Refused as refused:
            self.gather(refused.problems)
            return None

    def gather(self, problems: Iterable[Problem], prefix: str = "") -> None:
        """Note the problems of a record, each at the field of the form that it stands for."""
        for problem in problems:
            self.wrong(prefix + self._names.get(problem.field, problem.field), problem.message, **problem.values)


def _of(kind: type[C], value: object) -> C | None:
    return next((one for one in kind if one == value), None)


def parse_total(typed: str) -> tuple[int | None, bool]:
    """A number of people as written: (42, False), (40, True) for "ประมาณ 40", (None, False) for "" and "ไม่ระบุ".

    Refuses what is no number, and one that is negative, not whole or above a million.
    """
    words = text.fold_digits(typed).strip().casefold()
    if words in UNKNOWN:
        return None, False
    found = _COUNT.fullmatch(words)
    if not found:
        raise Refused("", NO_NUMBER)
    if found["part"] and found["part"].strip(".0"):
        raise Refused("", N_("People are counted in whole numbers."))
    digits = re.sub("[, ]", "", found["whole"]).lstrip("0")
    if found["sign"] and digits:
        raise Refused("", N_("A count cannot be less than 0."))
    if len(digits) > 7 or int(digits or 0) > MOST_PEOPLE:
        raise Refused("", N_("A count cannot be more than a million."))
    return int(digits or 0), bool(found["about"] or found["after"])
