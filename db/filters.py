"""What a number is asked for: the filters, and how raw values become some."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from db.areas import schemes
from db.choices import OrganisationType
from db.refusals import Refused
from db.rules import Rows
from thai import dates
from thai.text import BadText, fold_digits, normalise
from thai.words import N_


@dataclass(frozen=True)
class Filters:
    """What to count. `programme` is an id; an area comes with its scheme; a scheme alone narrows nothing."""

    fiscal_year: int | None = None
    scheme: str | None = None
    area: str | None = None
    programme: str | None = None
    organisation_type: str | None = None
    as_of: date = field(default_factory=lambda: dates.today())

    @property
    def first(self) -> date | None:
        """The period's first day; None: since ever."""
        return dates.fiscal_year_days(self.fiscal_year).first if self.fiscal_year else None

    @property
    def last(self) -> date:
        """The day that is measured: the last one of the fiscal year, or `as_of` if that is earlier or no year is
        asked."""
        return min(self.as_of, dates.fiscal_year_days(self.fiscal_year).last) if self.fiscal_year else self.as_of

    @property
    def before(self) -> date:
        """The day before the period; `date.min` if it begins with the register."""
        return min(self.first - timedelta(1), self.last) if self.first else date.min


def asked(
    rows: Rows,
    fiscal_year: Any = None,
    scheme: Any = None,
    area: Any = None,
    programme: Any = None,
    organisation_type: Any = None,
    as_of: Any = None,
) -> Filters:
    """The filters that raw values (of an address or a command; None or "" for none) ask for.

    `programme` is an id or a name, `area` the name in Thai, `as_of` an ISO day. Refuses, at the field, what is not
    there.
    """
    key = _one_of("scheme", scheme, [row["key"] for row in schemes(rows)])
    return Filters(
        fiscal_year=_year(fiscal_year),
        scheme=key,
        area=_area(rows, key, area),
        programme=_programme(rows, programme),
        organisation_type=_one_of("organisation_type", organisation_type, list(OrganisationType)),
        as_of=_day(as_of),
    )


def _text(name: str, value: Any) -> str | None:
    if value is None:
        return None
    try:
        return normalise(str(value)) or None
    except BadText as bad:
        raise Refused(name, bad.message) from bad


def _one_of(name: str, value: Any, choices: Iterable[str]) -> str | None:
    text = _text(name, value)
    if text is None:
        return None
    known = [str(choice) for choice in choices]
    if text not in known:
        raise Refused(name, N_("“{value}” is not one of: {choices}."), {"value": text, "choices": ", ".join(known)})
    return text


def _year(value: Any) -> int | None:
    text = _text("fiscal_year", value)
    if text is None:
        return None
    year = fold_digits(text)
    if not re.fullmatch(r"2[0-9]{3}", year) or not 2443 <= int(year) <= 2700:
        raise Refused("fiscal_year", N_("“{value}” is not a fiscal year such as 2565."), {"value": text})
    return int(year)


def _day(value: Any) -> date:
    text = _text("as_of", value)
    if text is None:
        return dates.today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 1900 <= day.year <= 2157:
        raise Refused("as_of", N_("“{value}” is not a day such as 2022-03-24."), {"value": text})
    return day


def _area(rows: Rows, scheme: str | None, value: Any) -> str | None:
    text = _text("area", value)
    if text is None:
        return None
    if scheme is None:
        raise Refused("area", N_("Name the scheme that the area belongs to."))
    names = rows(
        """select m.area from area_members m join schemes s on s.id = m.scheme_id
           where s.key = :scheme and m.deleted is null and s.deleted is null
           group by m.area order by min(m.position), m.area""",
        scheme=scheme,
    )
    return _one_of("area", text, [row["area"] for row in names])


def _programme(rows: Rows, value: Any) -> str | None:
    text = _text("programme", value)
    if text is None:
        return None
    found = rows(
        "select id, name from programmes where deleted is null and (id = :text or name = :text) order by id", text=text
    )
    if not found:
        raise Refused("programme", N_("There is no programme “{value}”."), {"value": text})
    if len(found) > 1:
        raise Refused(
            "programme",
            N_("{count} programmes are called “{value}”. Give the id of one: {choices}."),
            {"count": len(found), "value": text, "choices": ", ".join(row["id"] for row in found)},
        )
    return str(found[0]["id"])


def months_between(first: str, last: str) -> list[str]:
    """The months from "2021-10" to "2022-09", both included."""
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]
