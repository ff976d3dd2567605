"""Days and how Thais write them; the Buddhist era, the fiscal year; what day it is in Bangkok.

A day is a `datetime.date` (Gregorian). The Buddhist year is only ever a number beside it: a date with 543 added
would be another day, and 29 February would often not exist.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from thai.words import N_, translate

ERA = 543

# Bangkok has kept this offset since 1920.
BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")

MONTHS = {
    "th": (
        ("มกราคม", "ม.ค."),
        ("กุมภาพันธ์", "ก.พ."),
        ("มีนาคม", "มี.ค."),
        ("เมษายน", "เม.ย."),
        ("พฤษภาคม", "พ.ค."),
        ("มิถุนายน", "มิ.ย."),
        ("กรกฎาคม", "ก.ค."),
        ("สิงหาคม", "ส.ค."),
        ("กันยายน", "ก.ย."),
        ("ตุลาคม", "ต.ค."),
        ("พฤศจิกายน", "พ.ย."),
        ("ธันวาคม", "ธ.ค."),
    ),
    "en": (
        ("January", "Jan"),
        ("February", "Feb"),
        ("March", "Mar"),
        ("April", "Apr"),
        ("May", "May"),
        ("June", "Jun"),
        ("July", "Jul"),
        ("August", "Aug"),
        ("September", "Sep"),
        ("October", "Oct"),
        ("November", "Nov"),
        ("December", "Dec"),
    ),
}
WEEKDAYS = {
    "th": ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


@dataclass(frozen=True, slots=True)
class Days:
    """A day (`last` is `first`) or a range of days, both ends included. ValueError if it ends before it starts."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    @property
    def length(self) -> int:
        """The number of days, at least 1."""
        return (self.last - self.first).days + 1


def clock() -> datetime:
    """This instant, in UTC. Tests put their own in its place."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Bangkok."""
    return clock().astimezone(BANGKOK).date()


def now() -> str:
    """This instant for a journal: "2026-11-21T03:52:11Z"."""
    return clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def year_before(day: date) -> date:
    """The same day a year before; of 29 February, the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _range(days: Days | date, language: str, full: bool, weekdays: bool) -> str:
    first, last = (days, days) if isinstance(days, date) else (days.first, days.last)
    months = MONTHS[language]

    def part(day: date, month: bool, year: bool) -> str:
        return " ".join(
            [
                *([WEEKDAYS[language][day.weekday()]] if weekdays else []),
                str(day.day),
                *([months[day.month - 1][0 if full else 1]] if month else []),
                *([str(day.year + ERA)] if year else []),
            ]
        )

    if first == last:
        return part(first, True, True)
    one_year = first.year == last.year
    one_month = one_year and first.month == last.month
    dash = "–" if one_month and not weekdays else " – "
    return part(first, not one_month, not one_year) + dash + part(last, True, True)


def long(days: Days | date, language: str = "th") -> str:
    """ "24–25 มีนาคม 2565", "31 สิงหาคม – 2 กันยายน 2566"; in English "24–25 March 2565 (BE)"."""
    return _range(days, language, full=True, weekdays=False) + _era(language)


def short(days: Days | date, language: str = "th") -> str:
    """ "24–25 มี.ค. 2565", "31 ส.ค. – 2 ก.ย. 2566"; in English "24–25 Mar 2565"."""
    return _range(days, language, full=False, weekdays=False)


def echo(days: Days | date, language: str) -> str:
    """What was understood: "พฤหัสบดี 24 – ศุกร์ 25 มีนาคม 2565 · 2 วัน · ปีงบประมาณ 2565 ไตรมาส 2"."""
    first, count = (days, 1) if isinstance(days, date) else (days.first, days.length)
    values = {
        "days": _range(days, language, full=True, weekdays=True) + _era(language),
        "year": fiscal_year(first),
        "quarter": quarter(first),
    }
    if count == 1:
        return translate(N_("{days} · fiscal year {year} quarter {quarter}"), language, **values)
    return translate(
        N_("{days} · {count} days · fiscal year {year} quarter {quarter}"), language, count=count, **values
    )


def moment(at: str, language: str) -> str:
    """When something in a journal was (see `now`): "วันนี้ 10:42 น.", "เมื่อวาน 16:05 น.", "12 พ.ย. 2569 09:30 น."."""
    then = datetime.fromisoformat(at).astimezone(BANGKOK)
    time, days = f"{then:%H:%M}", (today() - then.date()).days
    if days == 0:
        return translate(N_("today {time}"), language, time=time)
    if days == 1:
        return translate(N_("yesterday {time}"), language, time=time)
    return translate(N_("{day} {time}"), language, day=short(then.date(), language), time=time)


def _era(language: str) -> str:
    return " (BE)" if language == "en" else ""


def month_label(month: str, language: str) -> str:
    """The month "2022-08" on a chart: "ส.ค. 2565" or "Aug 2565"."""
    year, number = month.split("-")
    return f"{MONTHS[language][int(number) - 1][1]} {int(year) + ERA}"


# The fiscal year: from 1 October to 30 September, named by the Buddhist year in which it ends


def fiscal_year(day: date) -> int:
    """The fiscal year of the day, Buddhist: 2565 for 24 March 2022, 2566 for 1 October 2022."""
    return day.year + ERA + (day.month >= 10)


def quarter(day: date) -> int:
    """The quarter of the fiscal year, 1 (October to December) to 4."""
    return (day.month - 10) % 12 // 3 + 1


FISCAL_MONTHS = ("10", "11", "12", "01", "02", "03", "04", "05", "06", "07", "08", "09")
"""The months of a fiscal year, in order."""


def fiscal_year_months(year: int) -> list[str]:
    """The months of a fiscal year: 2565 has "2021-10" to "2022-09"."""
    return [f"{year - ERA - (month >= FISCAL_MONTHS[0]):04}-{month}" for month in FISCAL_MONTHS]


def fiscal_year_days(year: int) -> Days:
    """The days of a fiscal year: 2565 is 1 October 2021 to 30 September 2022."""
    return Days(date(year - ERA - 1, 10, 1), date(year - ERA, 9, 30))
