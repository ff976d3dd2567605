"""What becomes of a text that is typed into a cell, and what people see of a value."""

import re
from datetime import date, timedelta
from typing import Any, NamedTuple

Value = str | int | float | bool
EPOCH = date(1899, 12, 30)
LONGEST = 50_000
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
NUMBER = re.compile(
    r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|[+-]?\.[0-9]+", re.ASCII
)
ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})", re.ASCII)
DAY = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})(?:\2([0-9]{1,4}))?", re.ASCII)
WORDED = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})(?:[ -,]+([0-9]{4}))?", re.ASCII)
TIME = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9]))?", re.ASCII)
SUM = re.compile(r"[+-]?[0-9.]+(?:[-+*/][0-9.]+)*", re.ASCII)
CALL = re.compile(r"([A-Za-z][A-Za-z0-9.]*)\(.*\)", re.DOTALL | re.ASCII)
# Functions that fetch from elsewhere; here there is nothing to fetch from.
FETCHING = {"IMPORTXML", "IMPORTHTML", "IMPORTDATA", "IMPORTFEED", "IMPORTRANGE", "GOOGLEFINANCE", "IMAGE"}


class Format(NamedTuple):
    """A number format: its type ("TEXT", "NUMBER", "DATE", "PERCENT" …) and its pattern."""

    type: str
    pattern: str = ""


TEXT = Format("TEXT", "@")


class Entry(NamedTuple):
    """What a cell is going to hold: a value ("" is empty), its formula, the format that typing gave it."""

    value: Value
    formula: str | None = None
    format: Format | None = None


def raw(value: Any) -> Entry:
    """A JSON value as RAW stores it: a text stays a text, whatever it looks like."""
    return Entry(number(value) if isinstance(value, int | float) else value)


def number(value: float) -> Value:
    """A number as the service keeps it: a double, shown without a fraction that is zero."""
    if isinstance(value, bool):
        return value
    return int(float(value)) if float(value).is_integer() else float(value)


def typed(text: str, today: date, locale: str = "th_TH", kept: Format | None = None) -> Entry:
    """A text as it is understood when somebody types it into a cell of the format `kept` (what USER_ENTERED does).

    Zeros in front are eaten, days become serial numbers (day before month, except in en_US), a plus sign or an equals
    sign begins a formula. A cell that is formatted as text keeps what is typed.
    """
    if kept is not None and kept.type == "TEXT":
        return Entry(text)
    if text.startswith("'"):
        return Entry(text[1:])
    plain = text.strip()
    if not plain:
        return Entry(text)
    if plain.upper() in ("TRUE", "FALSE"):
        return Entry(plain.upper() == "TRUE")
    if plain.endswith("%") and NUMBER.fullmatch(plain[:-1]):
        return Entry(number(float(plain[:-1].replace(",", "")) / 100), None, Format("PERCENT", "0%"))
    if NUMBER.fullmatch(plain):
        return Entry(number(float(plain.replace(",", ""))))
    day = _day(plain, today, locale)
    if day is not None:
        return day
    if plain.startswith(("=", "+")):
        return formula(plain if plain.startswith("=") else f"={plain}")
    return Entry(text)


def _day(text: str, today: date, locale: str) -> Entry | None:
    if found := TIME.fullmatch(text):
        seconds = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)
        return Entry(number(seconds / 86_400), None, Format("TIME", "h:mm"))
    pattern = "d/m/yyyy"
    if found := ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        pattern = "yyyy-mm-dd"
    elif found := DAY.fullmatch(text):
        day, month = int(found[1]), int(found[3])
        if locale == "en_US":
            day, month, pattern = month, day, "m/d/yyyy"
        year = _year(found[4], today)
    elif (found := WORDED.fullmatch(text)) and (names := [m for m in MONTHS if found[2].lower() in (m, m[:3])]):
        day, month, year = int(found[1]), MONTHS.index(names[0]) + 1, _year(found[3], today)
    else:
        return None
    try:
        serial = (date(year, month, day) - EPOCH).days
    except ValueError:
        return None
    return Entry(serial, None, Format("DATE", pattern))


def _year(text: str | None, today: date) -> int:
    if text is None:
        return today.year
    if len(text) > 2:
        return int(text)
    return int(text) + (2000 if int(text) < 30 else 1900)


def formula(source: str) -> Entry:
    """A formula and what it gives: only numbers are reckoned; what fetches gives #N/A, what makes no sense #ERROR!"""
    body = source[1:].strip()
    if SUM.fullmatch(body):
        try:
            return Entry(number(_sum(body)), source)
        except (ValueError, ZeroDivisionError):
            return Entry("#ERROR!", source)
    if re.fullmatch(r'"[^"]*"', body):
        return Entry(body[1:-1], source)
    if called := CALL.fullmatch(body):
        return Entry("#N/A" if called[1].upper() in FETCHING else "#NAME?", source)
    return Entry("#NAME?" if re.fullmatch(r"[^\W\d]\S*", body) else "#ERROR!", source)


def _sum(text: str) -> float:
    total = 0.0
    for term in re.findall(r"[+-]?[^+-]+", text):
        first, *more = re.split(r"([*/])", term)
        value = float(first)
        for sign, factor in zip(more[::2], more[1::2], strict=True):
            value = value * float(factor) if sign == "*" else value / float(factor)
        total += value
    return total


def shown(value: Value, format: Format | None = None) -> str:
    """What people see of a value."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    kind = format.type if format else ""
    if kind == "DATE":
        day = EPOCH + timedelta(days=int(value))
        parts = {"yyyy": f"{day:%Y}", "mm": f"{day:%m}", "dd": f"{day:%d}", "m": str(day.month), "d": str(day.day)}
        return re.sub(r"yyyy|mm?|dd?", lambda found: parts[found[0]], format.pattern if format else "")
    if kind == "TIME":
        minutes = round(value * 1440)
        return f"{minutes // 60}:{minutes % 60:02}"
    if kind == "PERCENT":
        return f"{value * 100:.0f}%"
    if kind == "NUMBER" and format and "," in format.pattern:
        return f"{value:,.{len(format.pattern.partition('.')[2])}f}"
    return str(value) if isinstance(value, int) and abs(value) < 10**15 else f"{value:.10g}"
