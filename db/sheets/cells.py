"""Between a cell of a sheet and a value of the register: how each kind of value is written, and read from what people
type. A cell that cannot be read is said, never guessed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from db.choices import Choice
from db.fields import MOST_PEOPLE
from db.refusals import Problem, Refused
from db.typed import NO_NUMBER, UNKNOWN, parse_total
from thai import dates, phones, places, text
from thai.words import N_, translate
from thai.written_days import BadDate, parse_days

Cell = str | int | float | bool
"""A cell as the service answers it, unformatted; "" when it is empty."""

EPOCH = date(1899, 12, 30)
"""The day 0 of a spreadsheet's day numbers."""

NUMBER_ALONE = N_("Write the number alone, or leave it empty if nobody knows.")

_ERRORS = re.compile(r"^#(ERROR!|REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!)|^Loading\.\.\.$")
_LOCAL = re.compile(r"[2-9]\d{7,8}")
_YES, _NO = {"ใช่", "yes", "true", "y", "1", "✓", "✔"}, {"", "ไม่ใช่", "ไม่", "no", "false", "n", "0", "-"}


class Unreadable(Exception):
    """A cell that says nothing the register understands."""

    waits = False

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.problem = Problem("", message, values)


class Waits(Unreadable):
    """A cell that may become readable by itself: it names something that is not in the register yet."""

    waits = True


@dataclass(frozen=True)
class Names:
    """What things are called: for each table, the label of each live row by id, and the ids by the keys that people may
    write instead."""

    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ids: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)


def _same(value: Any, _names: Names | None = None) -> Any:
    return value


@dataclass(frozen=True)
class Kind:
    """How one kind of value stands in a cell. `plain`: the column is formatted as text, so that zeros stay.

    `read` gives the value to compare by, as `known` makes it of the stored one and `stored` makes it one again: a row
    of another table is compared by its id and its name, for the sheet shows the name.
    """

    show: Callable[[Any, Names], Cell]
    read: Callable[[Cell, Names], Any]
    plain: bool = True
    choices: tuple[str, ...] = ()
    known: Callable[[Any, Names], Any] = _same
    stored: Callable[[Any], Any] = _same


def written(cell: Cell) -> str:
    """What stands in a cell as one line of text. Refuses a formula, an error value, a tick, and unreadable letters."""
    if isinstance(cell, bool):
        raise Unreadable(N_("Here is a tick box; write text."))
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    typed = str(cell)
    if typed.lstrip().startswith(("=", "＝")):
        raise Unreadable(N_("This is a formula; write the value itself."))
    if _ERRORS.match(typed.strip()):
        raise Unreadable(N_("The sheet shows an error here; write the value itself."))
    try:
        return text.normalise(typed)
    except text.BadText as bad:
        raise Unreadable(bad.message) from bad


def _line(cell: Cell, _names: Names) -> str | None:
    return written(cell) or None


def _lines(cell: Cell, _names: Names) -> str | None:
    written(cell)
    return text.normalise_lines(str(cell)) or None if isinstance(cell, str) else written(cell)


def _number(cell: Cell) -> int | float | None:
    return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _count(cell: Cell, _names: Names) -> int | None:
    number = _number(cell)
    if number is not None:
        if not 0 <= number <= MOST_PEOPLE:
            raise Unreadable(N_("This is not a number of people: {typed}"), typed=str(number))
        if number != int(number):
            raise Unreadable(N_("People are counted in whole numbers."))
        return int(number)
    try:
        total, approximate = parse_total(written(cell))
    except Refused as refused:
        message = NUMBER_ALONE if refused.message == NO_NUMBER else refused.message
        raise Unreadable(message, **refused.values) from refused
    if approximate:
        raise Unreadable(NUMBER_ALONE)
    return total


def _day(cell: Cell, _names: Names) -> str | None:
    number = _number(cell)
    if number is not None:
        return _of_serial(number)
    typed = written(cell)
    if typed.casefold() in UNKNOWN:
        return None
    today = dates.today()
    try:
        days = parse_days(typed, today)
        other = parse_days(typed, today - timedelta(days=800))
    except BadDate as bad:
        if bad.message.startswith("This is not a date"):
            raise Unreadable(N_("This is not a day: {typed}"), typed=typed[:60]) from bad
        raise Unreadable(bad.message, **bad.values) from bad
    if days != other:
        raise Unreadable(N_("Write the day with its year."))
    if days.first != days.last:
        raise Unreadable(N_("Write one day here; the last day has a column of its own."))
    return days.first.isoformat()


def _of_serial(number: float) -> str:
    """A day number of the sheet as an ISO day; one that Sheets read in the Buddhist era is put right."""
    try:
        day = EPOCH + timedelta(days=int(number))
        if day.year >= 2400:
            day = day.replace(year=day.year - dates.ERA)
    except (OverflowError, ValueError) as error:
        raise Unreadable(N_("This is not a day: {typed}"), typed=str(number)) from error
    if not date(1900, 1, 1) <= day <= date(2157, 12, 31) or number != int(number):
        raise Unreadable(N_("This is not a day: {typed}"), typed=str(number))
    return day.isoformat()


def shown_day(value: str | None, _names: Names) -> str:
    """A day as people here write it, sortable as text: 2565-03-24."""
    return f"{int(value[:4]) + dates.ERA}{value[4:]}" if value else ""


def _time(cell: Cell, _names: Names) -> str | None:
    number = _number(cell)
    if number is not None and 0 <= number < 1:
        minutes = round(number * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return written(cell) or None


def _telephone(cell: Cell, _names: Names) -> str | None:
    """A zero that the sheet ate is put back where only one number can have been meant."""
    typed = written(cell)
    folded = text.fold_digits(typed)
    if _LOCAL.fullmatch(folded):
        return f"0{folded}"
    if re.fullmatch(r"\+?66[2-9]\d{7,8}", folded):
        return f"0{folded.removeprefix('+')[2:]}"
    digits = _number(cell) is not None or folded.isdecimal()
    if digits and not re.fullmatch(r"0\d{8,9}|1\d{3}", folded):
        raise Unreadable(N_("This is not a telephone number: {typed}"), typed=typed[:60])
    try:
        return phones.normalise_phone(typed) or None
    except phones.BadPhone as bad:
        raise Unreadable(bad.message, **bad.values) from bad


def _yes(cell: Cell, _names: Names) -> int:
    if isinstance(cell, bool):
        return int(cell)
    typed = written(cell).casefold()
    if typed in _YES or typed in _NO:
        return int(typed in _YES)
    raise Unreadable(N_("Choose yes or no."))


def _province(cell: Cell, _names: Names) -> str | None:
    typed = written(cell)
    if typed.casefold() in UNKNOWN:
        return None
    code = places.find(typed)
    if code is None:
        near = " · ".join(places.province(each).name for each in places.suggest(typed))
        message = (
            N_("There is no province “{typed}”. Did you mean {near}?")
            if near
            else N_("There is no province “{typed}”. Choose one of the 77.")
        )
        raise Unreadable(message, typed=typed[:60], near=near)
    return code


def choice(kind: type[Choice], empty: bool = False) -> Kind:
    """One of a closed list, by its Thai or English words or as it is stored; `empty` if it may be left open."""
    meant = {
        text.search_key(word): one.value for one in kind for word in (one.value, one.label, translate(one.label, "th"))
    }

    def read(cell: Cell, _names: Names) -> str | None:
        typed = text.search_key(written(cell))
        if not typed and empty:
            return None
        if typed not in meant:
            raise Unreadable(N_("Choose one of the list."))
        return meant[typed]

    def show(value: Any, _names: Names) -> str:
        return translate(next(one for one in kind if one == value).label, "th") if value else ""

    return Kind(show, read, choices=tuple(translate(one.label, "th") for one in kind))


def named(table: str, missing: str) -> Kind:
    """A row of another table, by what people call it; `missing` says what to do when there is none of this name."""

    def known(value: Any, names: Names) -> str | None:
        return f"{value} {names.labels[table].get(value, '')}" if value else None

    def stored(value: Any) -> str | None:
        return str(value).partition(" ")[0] if value else None

    def show(value: Any, _names: Names) -> str:
        return str(value).partition(" ")[2] if value else ""

    def read(cell: Cell, names: Names) -> str | None:
        typed = written(cell)
        if typed.casefold() in UNKNOWN:
            return None
        found = names.ids[table].get(typed) or names.ids[table].get(text.search_key(typed)) or []
        if len(found) > 1:
            near = " · ".join(names.labels[table][id] for id in found[:5])
            raise Unreadable(N_("Several have this name: {near}"), near=near)
        if not found:
            raise Waits(missing, typed=typed[:80])
        return known(found[0], names)

    return Kind(show, read, known=known, stored=stored)


def _as_text(value: Any, _names: Names) -> Cell:
    return "" if value is None else str(value)


def _as_number(value: Any, _names: Names) -> Cell:
    return "" if value is None else int(value)


def _province_name(value: Any, _names: Names) -> str:
    return places.province(value).name if value else ""


def _yes_or_no(value: Any, _names: Names) -> str:
    return translate(N_("Yes"), "th") if value else ""


def _seen(cell: Cell, _names: Names) -> Any:
    """What stands in a column that the register fills: nothing to understand, only to compare."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _person_name(value: Any, names: Names) -> str:
    return names.labels["people"].get(value, "") if value else ""


LINE = Kind(_as_text, _line)
LINES = Kind(_as_text, _lines)
DAY = Kind(shown_day, _day)
TIME = Kind(_as_text, _time)
COUNT = Kind(_as_number, _count, plain=False)
YES = Kind(_yes_or_no, _yes, choices=(translate(N_("Yes"), "th"),))
TELEPHONE = Kind(_as_text, _telephone)
PROVINCE = Kind(_province_name, _province, choices=tuple(each.name for each in places.PROVINCES))
SHOWN = Kind(_as_text, _seen)
PERSON = Kind(_person_name, _line)
ORGANISATION = named(
    "organisations", N_("“{typed}” is not in the register yet. Add it to the tab of organisations, or to the register.")
)
PROGRAMME = named("programmes", N_("There is no programme “{typed}” in the register yet. Add it there first."))
NETWORK = named("networks", N_("There is no network “{typed}” in the register yet. Add it there first."))
EVENT = named("events", N_("There is no event {typed} in the register yet."))
