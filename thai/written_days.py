"""A day or a range of days out of what people type: Thai digits, short months, two-digit years, no year at all."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from thai.dates import ERA, MONTHS, WEEKDAYS, Days, long, short
from thai.text import fold_digits, normalise
from thai.words import N_

LONGEST = 366


class BadDate(ValueError):
    """Text that is no day or range of days; `message` is an English template of the catalogue, `values` fill it."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values


class _Token(NamedTuple):
    kind: str  # N number, M month, W weekday, B or C the era, R "to", A "and", S slash or dot
    value: int
    width: int


class _Point(NamedTuple):
    """One end of a range as it was written: 31 may be a day of no month yet, the month may have only 30 days."""

    weekday: int | None
    day: int
    month: int | None
    year: int | None


def _numbered(*spellings: Sequence[str]) -> dict[str, int]:
    return {word.lower(): place for words in spellings for place, word in enumerate(words) if word}


_MONTHS_READ = _numbered(
    [name for name, _ in MONTHS["th"]],
    [name for name, _ in MONTHS["en"]],
    [short for _, short in MONTHS["en"]],
    ["มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา", "กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา"],
    ["", "กุมภาพันธุ์", "", "", "พฤกษภาคม", "", "กรกฏาคม", "", "", "", "พฤษจิกายน", ""],
    ["", "", "", "", "", "", "กรกฏา", "", "Sept", "", "พฤจิกายน", ""],
)
_WEEKDAYS_READ = _numbered(
    WEEKDAYS["th"],
    WEEKDAYS["en"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."],
    ["", "", "", "พฤหัส", "", "", ""],
)
_RELATIVE = {
    "วันนี้": 0,
    "เมื่อวาน": -1,
    "เมื่อวานนี้": -1,
    "พรุ่งนี้": 1,
    "วันพรุ่งนี้": 1,
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
}


def _any(words: dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _shortened(short: str) -> str:
    """The pattern of "มี.ค." that finds "มีค", "มี.ค" and "มี. ค." too."""
    return r"\.?\s?".join(re.escape(part) for part in short.split(".")[:2]) + r"(?![ก-ฮะ-์])\.?"


MONTH = "|".join([_any(_MONTHS_READ), *(_shortened(short) for _, short in MONTHS["th"])])
"""The pattern of a month as people write it, in small letters."""

_TOKEN = re.compile(
    r"\s*(?:"
    r"(?P<N>[0-9]+)"
    rf"|(?P<M>{_any(_MONTHS_READ)})"
    + "".join(rf"|(?P<M{place}>{_shortened(short)})" for place, (_, short) in enumerate(MONTHS["th"]))
    + r"|(?P<B>พ\.?\s?ศ\.?|\(be\)|be\b)"
    r"|(?P<C>ค\.?\s?ศ\.?|ce\b|ad\b)"
    r"|(?P<W>" + _any(_WEEKDAYS_READ) + r")"
    r"|(?P<R>[-‐‑–—−~]|(?:จน)?ถึง|to\b)"
    r"|(?P<A>และ|,|&|and\b)"
    r"|(?P<S>[/.])"
    r"|(?P<skip>วันที่|วัน|ที่|เดือน|ปี|ระหว่าง|เมื่อ|ตั้งแต่|on\b|from\b|$)"
    r")"
)
_DASHED = re.compile(r"(?<![0-9/-])([0-9]{1,4})[-/]([0-9]{1,2})[-/]([0-9]{1,4})(?![0-9/-])")
_YEAR = "[BC]?N[BC]?"
_POINT = re.compile(f"(W?)N(?:(M)({_YEAR})?|(S)N(?:S({_YEAR}))?)?")
_WEEKDAYS_FIRST = re.compile("W[RA]WN[RA]N")


def _dashed(found: re.Match[str]) -> str:
    one, month, other = found.groups()
    return f"{other}/{month}/{one}" if len(one) == 4 else f"{one}/{month}/{other}"


def _tokens(text: str) -> list[_Token]:
    """The tokens of the text; none if there is anything in it that belongs to no date."""
    tokens = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None or found.end() == at:
            return []
        at = found.end()
        kind, word = found.lastgroup, found[found.lastgroup]
        if kind == "N":
            if len(word) > 4:
                return []
            tokens.append(_Token("N", int(word), len(word)))
        elif kind == "M":
            tokens.append(_Token("M", _MONTHS_READ[word] + 1, 0))
        elif kind[0] == "M":
            tokens.append(_Token("M", int(kind[1:]) + 1, 0))
        elif kind == "W":
            tokens.append(_Token("W", _WEEKDAYS_READ[word], 0))
        elif kind != "skip":
            tokens.append(_Token(kind, 0, 0))
    if _WEEKDAYS_FIRST.match("".join(token.kind for token in tokens)):
        # "พฤหัสบดี - ศุกร์ที่ 24 - 25 มีนาคม": each weekday to its day
        tokens[:6] = [tokens[place] for place in (0, 3, 4, 2, 5)]
    return tokens


def _year(tokens: Sequence[_Token]) -> int:
    number = next(token for token in tokens if token.kind == "N")
    era = next((token.kind for token in tokens if token.kind in "BC"), "")
    year = number.value + 2500 if number.width == 2 and era != "C" else number.value
    if era != "C" and 2400 <= year <= 2700:
        return year - ERA
    if era != "B" and 1900 <= year <= 2100:
        return year
    raise BadDate(
        N_("The year {year} can't be right: write one from 2400 to 2700, or from 1900 to 2100 (Common Era)."),
        year=str(number.value),
    )


def _point(tokens: Sequence[_Token]) -> _Point | None:
    """What one end of a range says, or None if it isn't one."""
    found = _POINT.fullmatch("".join(token.kind for token in tokens))
    if found is None:
        return None
    weekday = tokens[0].value if found[1] else None
    day, *rest = tokens[1:] if found[1] else tokens
    if found[2]:
        month, year = rest[0].value, rest[1:]
    elif found[4]:
        month, year = rest[1].value, rest[3:]
    else:
        return _Point(weekday, day.value, None, None)
    return _Point(weekday, day.value, month, _year(year) if year else None)


def _points(tokens: Sequence[_Token]) -> list[_Point]:
    """The ends of the range, or the days of a list; none if they are not to be understood."""
    points: list[_Point] = []
    start = 0
    for at, kind in enumerate([*(token.kind for token in tokens), "R"]):
        if kind in "RA":
            point = _point(tokens[start:at])
            if point is None:
                return []
            points.append(point)
            start = at + 1
    return points


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _likely_year(month: int, day: int, today: date) -> int:
    """The latest year in which the day is not more than 31 days ahead."""
    for year in range(today.year + 1, today.year - 9, -1):
        if _exists(year, month, day) and date(year, month, day) <= today + timedelta(days=31):
            return year
    return today.year


def _completed(points: list[_Point], today: date) -> list[tuple[_Point, int, int]]:
    """Each point with its month and year: those not written come from the point after it, else the one before."""
    months: list[int] = []
    for point in reversed(points):
        month = point.month or (months[0] if months else None)
        if month is None:
            return []
        months.insert(0, month)
    years: list[int | None] = [point.year for point in points]
    if points and not any(years):
        years[0] = _likely_year(months[0], points[0].day, today)
    for at in reversed(range(len(points) - 1)):
        after = years[at + 1]
        if years[at] is None and after is not None:
            years[at] = after - _passes_new_year(months[at], months[at + 1])
    for at in range(1, len(points)):
        before = years[at - 1]
        if years[at] is None and before is not None:
            years[at] = before + _passes_new_year(months[at - 1], months[at])
    return [(point, month, year or 0) for point, month, year in zip(points, months, years, strict=True)]


def _passes_new_year(first: int, last: int) -> bool:
    """Whether a range from month to month, its year written once, goes over New Year: at most three months on."""
    return first > last and (last - first) % 12 <= 3


def _day(point: _Point, month: int, year: int) -> date:
    if not _exists(year, month, point.day):
        written = f" {MONTHS['th'][month - 1][0]} " if 1 <= month <= 12 else f"/{month}/"
        raise BadDate(N_("There is no such day: {day}"), day=f"{point.day}{written}{year + ERA}")
    day = date(year, month, point.day)
    if point.weekday is not None and point.weekday != day.weekday():
        names = WEEKDAYS["th"]
        raise BadDate(
            N_("{day} is {actual}, not {weekday}."),
            day=long(day),
            actual=names[day.weekday()],
            weekday=names[point.weekday],
        )
    return day


def parse_days(text: str, today: date) -> Days:
    """The day or the range of days that `text` is, as Thais write them.

    Understood: 24-25 มี.ค. 65, ๕ สิงหาคม ๒๕๕๙, 31 ส.ค. – 2 ก.ย. 2566, 24 และ 25 มีนาคม 2565, วันพุธที่ 24 …, 24/3/65,
    2022-03-24, 23 เมษายน 2024, 24 March 2022, วันนี้, เมื่อวาน, พรุ่งนี้. A year of two digits is Buddhist (65 is 2565),
    as is one from 2400 to 2700; one from 1900 to 2100 is of the Common Era. Without a year it is the latest such day
    that is not more than 31 days ahead of `today`. A range whose year is written once may go over New Year within
    three months.

    BadDate, with what was understood in its values: not a date; no such day; it ends before it starts; a weekday that
    disagrees; days that are not in a row; a range of more than 366 days; any other year.
    BadText as `thai.text.normalise`.
    """
    typed = normalise(text)
    # what `echo` adds after its first dot is read over
    words = _DASHED.sub(_dashed, fold_digits(typed).lower().split("·")[0].strip(" .,;"))
    if words in _RELATIVE:
        day = today + timedelta(days=_RELATIVE[words])
        return Days(day, day)
    if not words:
        raise BadDate(N_("Write a day, like 24-25 มี.ค. 65."))
    tokens = _tokens(words) if len(words) <= 200 else []
    points = _points(tokens)
    separators = {token.kind for token in tokens} & {"R", "A"}
    listed = separators == {"A"}
    completed = _completed(points, today) if listed or len(points) <= 2 else []
    if not completed:
        raise BadDate(N_("This is not a date: {typed}. Write it like 24-25 มี.ค. 65."), typed=typed[:60])
    days = [_day(*each) for each in completed]
    first, last = days[0], days[-1]
    if last < first:
        raise BadDate(N_("It ends before it starts: {first} to {last}."), first=long(first), last=long(last))
    if listed and days != [first + timedelta(days=after) for after in range(len(days))]:
        raise BadDate(
            N_("These days are not in a row: {days}. Log each as an event of its own."),
            days=", ".join(short(day) for day in days),
        )
    result = Days(first, last)
    if result.length > LONGEST:
        raise BadDate(
            N_("{days} is {count} days; a range has at most {longest}."),
            days=short(result),
            count=str(result.length),
            longest=str(LONGEST),
        )
    return result


def parse_due(text: str, today: date) -> date:
    """The last day of what `text` is: of a day or a range as `parse_days` reads it, or of a month ("มี.ค. 65").

    BadDate as `parse_days`, and for a month without its year. BadText as `thai.text.normalise`.
    """
    words = fold_digits(normalise(text)).lower().strip(" .,;")
    tokens = _tokens(words) if len(words) <= 200 else []
    kinds = "".join(token.kind for token in tokens)
    if kinds == "M":
        raise BadDate(N_("Write the year too: {month} 2565."), month=MONTHS["th"][tokens[0].value - 1][0])
    if not re.fullmatch(f"M{_YEAR}", kinds):
        return parse_days(text, today).last
    month, year = tokens[0].value, _year(tokens[1:])
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
