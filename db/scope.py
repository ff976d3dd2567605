"""What a number is asked for: the filters, their check, and the register seen through them as SQL conditions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from db.areas import Area, divided, schemes
from db.attendance import MEASURED
from db.choices import OrganisationType
from db.refusals import Refused
from db.rules import Rows
from thai import dates
from thai.text import BadText, normalise
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
    if not (text.isascii() and text.isdigit() and 2443 <= int(text[:5]) <= 2700):
        raise Refused("fiscal_year", N_("“{value}” is not a fiscal year such as 2565."), {"value": text})
    return int(text)


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


class Scope:
    """One view of the register through filters. Every number takes one; what several need is asked once.

    `rows` runs a select in one unchanging view of the store (`Store.reading`). The conditions are SQL about an event
    `e` or a participation `p`; `params` has all that they name.
    """

    def __init__(self, rows: Rows, filters: Filters) -> None:
        self.rows = rows
        self.filters = filters

    def ask(self, sql: str, **more: Any) -> list[dict[str, Any]]:
        """The rows of a select that uses this scope's conditions."""
        return self.rows(sql, **self.params, **more)

    @cached_property
    def division(self) -> dict[str, list[Area]]:
        """The areas of every scheme on the last day of the period, by the scheme's key."""
        return divided(self.rows, self.filters.last)

    @cached_property
    def provinces(self) -> frozenset[str] | None:
        """The provinces of the area that is asked for, on the last day of the period; None for the whole country."""
        if not (self.filters.scheme and self.filters.area):
            return None
        return frozenset(code for area in self.areas(self.filters.scheme) for code in area.provinces)

    @cached_property
    def params(self) -> dict[str, Any]:
        asked = self.filters
        return {
            "fiscal_year": asked.fiscal_year,
            "programme": asked.programme,
            "type": asked.organisation_type,
            "audience": f'%"{asked.organisation_type}"%',
            "first": asked.first.isoformat() if asked.first else None,
            "before": asked.before.isoformat(),
            "last": asked.last.isoformat(),
            **{f"province_{code}": code for code in self.provinces or ()},
        }

    def areas(self, scheme: str) -> list[Area]:
        """The areas of a scheme that are listed: all of them, or only the one that is asked for."""
        found = self.division.get(scheme, [])
        if self.filters.area and scheme == self.filters.scheme:
            return [area for area in found if area.name == self.filters.area]
        return found

    def lists(self, province: str) -> bool:
        """Whether a province counts: all do ("", the unknown one, too) unless one area is asked for."""
        return self.provinces is None or province in self.provinces

    def inside(self, column: str) -> str:
        """The province in `column` is in the area that is asked for."""
        if self.provinces is None:
            return "true"
        if not self.provinces:
            return "false"
        return f"{column} in ({', '.join(f':province_{code}' for code in sorted(self.provinces))})"

    @property
    def asked_for(self) -> str:
        """A live event of the fiscal year and the programme."""
        return " and ".join(
            [
                "e.deleted is null",
                *(["e.fiscal_year = :fiscal_year"] if self.filters.fiscal_year else []),
                *(["e.programme_id = :programme"] if self.filters.programme else []),
            ]
        )

    @property
    def held(self) -> str:
        """Such an event that was held by the last day of the period."""
        return f"{self.asked_for} and e.state = 'held' and e.starts_on <= :last"

    @property
    def for_audience(self) -> str:
        """The event's audience names the organisation type."""
        return "e.audience like :audience" if self.filters.organisation_type else "true"

    @property
    def here(self) -> str:
        """The event takes place in the area and is for the organisation type."""
        return f"{self.inside('e.province')} and {self.for_audience}"

    @property
    def of_type(self) -> str:
        """The participation is of somebody from an organisation of the type."""
        if not self.filters.organisation_type:
            return "true"
        return "exists (select 1 from organisations o where o.id = p.organisation_id and o.type = :type)"

    @cached_property
    def months(self) -> list[dict[str, Any]]:
        """What the held events add up to, a row a month: {fiscal_year, month, held, known, total, approximate,
        learners_known, learners, unnamed}; a sum over no known event is None."""
        return self.ask(
            f"""with chosen as (select e.* from events e where {self.held} and {self.here}), {MEASURED}
                select fiscal_year, month, count(*) as held, count(attendance) as known, sum(attendance) as total,
                    count(case when approximate = 1 then declared_total end) as approximate,
                    count(learners) as learners_known, sum(learners) as learners,
                    sum(case when learners > learners_named then learners - learners_named when learners is not null
                        then 0 end) as unnamed
                from measured group by fiscal_year, month order by month"""
        )


def months_between(first: str, last: str) -> list[str]:
    """The months from "2021-10" to "2022-09", both included."""
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]
