"""One province from near: when something was last held there, which events, and who from there was trained."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from db.areas import EVERY_PROVINCE
from db.attendance import LEARNED, TAUGHT
from db.event_view import name_of
from db.reach import coverage, headline
from db.scope import Scope


def last_events(scope: Scope) -> dict[str, date | None]:
    """By province, the first day of the last event that was held there until `as_of`, whatever its programme, kind and
    audience, and in a fiscal year that is asked for or after it; None where none was."""
    found = scope.rows(
        f"""with place (province) as (values {", ".join(f"('{code}')" for code in sorted(EVERY_PROVINCE))})
            select p.province, (
                select max(c.starts_on) from event_counts c
                where c.province = p.province and c.held = 1 and c.starts_on <= :last) as day from place p""",
        last=scope.filters.as_of.isoformat(),
    )
    return {row["province"]: row["day"] and date.fromisoformat(row["day"]) for row in found}


def trained_from(scope: Scope, province: str, limit: int) -> list[dict[str, Any]]:
    """People from a province who were trained, as `people` counts them, the last ones first: [{id, name, last_on}]."""
    if not scope.people("trained", {province}):
        return []
    found = scope.ask(
        f"""select h.id, h.title, h.given_name, h.family_name, max(e.starts_on) as last_on
            from events e cross join participations p on p.event_id = e.id join people h on h.id = p.person_id
            where {scope.held} and {scope.of_type} and {TAUGHT} and {LEARNED} and p.deleted is null
              and p.province = :province
            group by h.id order by last_on desc, h.sort_key, h.id limit :limit""",
        province=province,
        limit=limit,
    )
    return [{"id": row["id"], "name": name_of(row), "last_on": row["last_on"]} for row in found]


@dataclass(frozen=True)
class Compared:
    """The whole fiscal year before the one that is asked for: provinces reached of those listed then, people
    trained; and the provinces reached in each area of the scheme that is asked for (None: in no area)."""

    year: int
    reached: int
    provinces: int
    trained: int
    areas: dict[str | None, int]


def year_before(scope: Scope) -> Compared | None:
    """What the same filters gave a fiscal year earlier, all of it; None when no fiscal year is asked for."""
    year = scope.filters.fiscal_year
    if not year:
        return None
    then = Scope(scope.rows, replace(scope.filters, fiscal_year=year - 1))
    reached = headline(then)
    areas = {row["area"]: row["reached"] for row in coverage(then)} if then.filters.scheme else {}
    return Compared(year - 1, reached.reached, reached.provinces, then.people("trained", then.provinces), areas)
