"""The register seen through filters: SQL conditions on events and people at them, and what several numbers need."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from db.areas import EVERY_PROVINCE, Area, divided, parts, provinces_of
from db.attendance import HIGH, bits, crowds, served, took_part
from db.counts import BY_MONTH, EVERYONE, EVERYWHERE, HELD, MONTHLY, WAITING, by_year, counted_on
from db.filters import Filters
from db.rules import Rows
from thai import dates

T = TypeVar("T")
_PROVINCES = {bits({code}): code for code in EVERY_PROVINCE}


@dataclass(frozen=True)
class Ways:
    """The provinces reached by plan, by count and by name (there with the number of people trained from each)."""

    plan: frozenset[str]
    count: frozenset[str]
    name: dict[str, int]

    @property
    def any(self) -> frozenset[str]:
        return self.plan | self.count | self.name.keys()


class Scope:
    """One view of the register through filters. Every number takes one; what several need is asked once.

    `rows` runs a select in one unchanging view of the store (`Store.reading`). The conditions are SQL about an event
    `e` or a participation `p`; `params` has all that they name.
    """

    def __init__(self, rows: Rows, filters: Filters) -> None:
        self.rows = rows
        self.filters = filters
        self._known: dict[str, Any] = {}

    def once(self, name: str, count: Callable[[], T]) -> T:
        """What `count` gives, asked once for all numbers of this scope that need it."""
        if name not in self._known:
            self._known[name] = count()
        found: T = self._known[name]
        return found

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

    def within(self, province: str) -> "Scope":
        """The same, narrowed to one province as if an area were asked for that has no other."""
        narrow = Scope(self.rows, self.filters)
        narrow.provinces = frozenset({province})
        return narrow

    @cached_property
    def params(self) -> dict[str, Any]:
        asked = self.filters
        return {
            "fiscal_year": asked.fiscal_year,
            "programme": asked.programme,
            "type": asked.organisation_type,
            "kind": asked.organisation_type or EVERYONE,
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
    def members_kept(self) -> bool:
        """Whether the kept counts tell what is asked of members: ever or in a fiscal year, up to the day that they are
        as of, or to the end of a year before it."""
        asked = self.filters
        day, year = counted_on(self.rows), asked.fiscal_year and dates.fiscal_year_days(asked.fiscal_year)
        return day is not None and (asked.last == day or bool(year and asked.last == year.last < day))

    @property
    def kept(self) -> bool:
        """The same of events and of people at them, whom a programme narrows too."""
        return self.members_kept and not self.filters.programme

    @cached_property
    def years(self) -> list[dict[str, Any]]:
        """The events year by year, in order: [{fiscal_year, HELD, WAITING}]; those that wait without a day are in the
        year 0."""
        return self._events((*HELD, *WAITING))

    @cached_property
    def months(self) -> list[dict[str, Any]]:
        """Held, known, attendance and planned in every month of the years with events, in order: [{month, MONTHLY}]."""
        return [
            {"month": month, **{name: year[f"{name}_{month[5:]}"] for name in MONTHLY}}
            for year in self._events(BY_MONTH)
            if year["fiscal_year"]
            for month in dates.fiscal_year_months(year["fiscal_year"])
        ]

    def _events(self, names: Iterable[str]) -> list[dict[str, Any]]:
        if self.kept:
            places = [EVERYWHERE] if self.provinces is None else parts(self.provinces)
            place = " or ".join(f"c.province = '{code}'" for code in places) or "false"
            year = "c.fiscal_year = :fiscal_year" if self.filters.fiscal_year else "true"
            sums = ", ".join(f"sum(c.{name}) as {name}" for name in names)
            found = f"select c.fiscal_year, {sums} from year_counts c where c.kind = :kind and ({place}) and {year}"
        else:
            found = f"""select c.fiscal_year, {by_year(names, ":last")} from events e
                join event_counts c on c.event_id = e.id where {self.asked_for} and {self.here}"""
        return self.ask(f"{found} group by c.fiscal_year order by c.fiscal_year")

    def newest(self, limit: int, which: str = "true", order: str = "desc") -> list[dict[str, Any]]:
        """The newest held events for whose counts `c` the condition `which` holds, newest first: {id, code, title,
        starts_on, ends_on, kind, province, declared_total, approximate (of a declared total), attendance, learners,
        learners_named, speakers_unnamed}; None is unknown. With the order "asc", the oldest first."""
        first = "and c.starts_on >= :first" if self.filters.first else ""
        # Said so that the index on the province is left alone: to go by the day is to look at fewer.
        near = self.inside("coalesce(c.province, '')")
        tables = (
            "events e cross join event_counts c" if self.filters.programme else "event_counts c cross join events e"
        )
        return self.ask(
            f"""select e.id, e.code, e.title, e.starts_on, e.ends_on, e.kind, e.province, e.declared_total,
                    c.approximate, c.speakers_unnamed,
                    case when c.known = 1 then c.attendance end as attendance,
                    case when c.learners_known = 1 then c.learners end as learners, c.learners_named
                from {tables} on e.id = c.event_id
                where c.held = 1 and c.starts_on <= :last {first} and {near} and {which}
                  and {self.asked_for} and {self.for_audience}
                order by c.starts_on {order}, c.event_id {order} limit :limit""",
            limit=limit,
        )

    @cached_property
    def ways(self) -> Ways:
        """The provinces reached, in each way (db/reach.py says what they are), over the whole country."""
        if self.kept:
            year = self.filters.fiscal_year or 0
            found = self.ask(
                "select way, serves from reach_counts where kind = :kind and fiscal_year = :year", year=year
            )
        else:
            where = f"{self.held} and {self.for_audience}"
            found = self.ask(f"select distinct way, serves from ({served(where, 'e.id')}) s")
        meant: dict[str, set[str]] = {"plan": set(), "count": set()}
        for row in found:
            meant[row["way"]] |= provinces_of(self.division, row["serves"])
        by_name: Counter[str] = Counter()
        for came, people in self.crowds["trained"].items():
            # Bit by bit: most people came from one province, and there are many sets.
            while came:
                bit = came & -came
                by_name[_PROVINCES[bit]] += people
                came ^= bit
        return Ways(frozenset(meant["plan"]), frozenset(meant["count"]), by_name)

    @cached_property
    def crowds(self) -> dict[str, Counter[int]]:
        """How many people were at the held events, "named" or "trained", by the set of provinces (`attendance.bits`)
        that they came from."""
        if self.kept:
            found = self.ask(
                "select who, low, high, people from people_counts where kind = :kind and fiscal_year = :year",
                year=self.filters.fiscal_year or 0,
            )
        else:
            source = "events e cross join participations p on p.event_id = e.id"
            found = self.ask(f"with came as ({took_part(source, f'{self.held} and {self.of_type}')}) {crowds('came')}")
        who: dict[str, Counter[int]] = {name: Counter() for name in ("named", "trained")}
        for row in found:
            who[row["who"]][row["low"] | row["high"] << HIGH] += row["people"]
        return who

    def people(self, who: str, provinces: Iterable[str] | None) -> int:
        """How many of a crowd came from at least one of these provinces; all of it for None."""
        wanted = None if provinces is None else bits(provinces)
        return sum(people for came, people in self.crowds[who].items() if wanted is None or came & wanted)
