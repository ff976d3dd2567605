"""The numbers of `kpis --json` once more: slowly, in plain Python over exported rows, straight from their definitions.

It shares nothing with db/kpis.py, so that the two are wrong together only where the definitions are.
"""

import json
from calendar import monthrange
from collections.abc import Callable, Iterable
from copy import copy
from datetime import date, timedelta
from functools import cache
from typing import Any

from db.records import RECORDS
from db.store import Store
from thai.places import PROVINCES
from thai.text import sort_key

Row = dict[str, Any]
Place = tuple[str | None, str | None]

TEACHING = ("training", "seminar", "forum")
LEARNING = ("trainee", "delegate")
EVERYWHERE = {province.code for province in PROVINCES}
NAMES = {province.code: province.name for province in PROVINCES}
EVER = "0000-00-00"
"""Before every day: what is unknown since when was so then."""


def covers(row: Row, day: str) -> bool:
    return (row["starts_on"] is None or row["starts_on"] <= day) and (row["ends_on"] is None or row["ends_on"] >= day)


def latest(rows: Iterable[Row]) -> Row | None:
    """The one since the latest day; an unknown day is the earliest; then the highest id."""
    return max(rows, key=lambda row: (row["starts_on"] or "", row["id"]), default=None)


def fiscal_year(day: str) -> int:
    year, month = int(day[:4]), int(day[5:7])
    return year + 543 + (month >= 10)


def a_year_before(day: str) -> str:
    whole = date.fromisoformat(day)
    return (
        (whole.replace(day=28) if (whole.month, whole.day) == (2, 29) else whole)
        .replace(year=whole.year - 1)
        .isoformat()
    )


def added(values: list[int | None]) -> int | None:
    """The known ones added up; unknown if there are some and none is known."""
    known = [value for value in values if value is not None]
    return None if values and not known else sum(known)


class Naive:
    """The live rows of a register, and its numbers."""

    def __init__(self, store: Store) -> None:
        exported = {kind.table: store.rows(f"select * from {kind.table}") for kind in RECORDS}
        self.version = len(store.rows("select number from journal"))
        self.live = {name: [row for row in rows if row["deleted"] is None] for name, rows in exported.items()}
        self.people = {row["id"]: row for row in self.live["people"]}
        self.organisations = {row["id"]: row for row in self.live["organisations"]}
        self.cohorts = {row["id"]: row for row in self.live["cohorts"]}
        self.posts = self.by("posts", "person_id")
        self.of_event = {name: self.by(name, "event_id") for name in ("headcounts", "participations")}
        self.members_on = cache(self.members_on)  # type: ignore[method-assign]
        self.divided = cache(self.divided)  # type: ignore[method-assign]

    def by(self, table: str, field: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.live[table]:
            found.setdefault(row[field], []).append(row)
        return found

    def schemes(self) -> list[str]:
        """Keys, the scheme with the fewest areas first."""
        number = {
            scheme["key"]: len({row["area"] for row in self.live["area_members"] if row["scheme_id"] == scheme["id"]})
            for scheme in self.live["schemes"]
        }
        return sorted(number, key=lambda key: (number[key], key))

    def divided(self, key: str, day: str) -> dict[str, set[str]]:
        """The areas of a scheme on a day, in its order, with their provinces."""
        [scheme] = [row["id"] for row in self.live["schemes"] if row["key"] == key]
        held: dict[str, list[Row]] = {}
        for row in self.live["area_members"]:
            if row["scheme_id"] == scheme and covers(row, day):
                held.setdefault(row["province"] or row["id"], []).append(row)
        chosen = [one for rows in held.values() if (one := latest(rows))]
        places = {
            name: min(row["position"] or 10_001 for row in chosen if row["area"] == name)
            for name in {row["area"] for row in chosen}
        }
        return {
            name: {row["province"] for row in chosen if row["area"] == name} - {None}
            for name in sorted(places, key=lambda name: (places[name], name))
        }

    def meant(self, serves: str | None, day: str) -> set[str]:
        kind, *rest = (serves or "").split(":")
        if kind == "country":
            return EVERYWHERE
        if kind == "province":
            return {rest[0]}
        if kind == "area" and rest[0] in self.schemes():
            return self.divided(rest[0], day).get(rest[1], set())
        return set()

    def came(self, event: Row) -> int | None:
        lines = [line["count"] for line in self.of_event["headcounts"].get(event["id"], [])]
        there = {row["person_id"] for row in self.at(event) if row["attended"] == "yes"}
        if event["declared_total"] is not None:
            return int(event["declared_total"])
        if lines and None not in lines:
            return sum(lines)
        return len(there) if event["list_complete"] else None

    def learned(self, event: Row) -> int | None:
        ledger = self.of_event["headcounts"].get(event["id"], [])
        lines = [line["count"] for line in ledger if line["category"] == "learners"]
        if lines and None not in lines:
            return sum(lines)
        return len(self.learners(event)) if event["list_complete"] else None

    def unnamed(self, event: Row) -> int | None:
        learned = self.learned(event)
        return None if learned is None else max(0, learned - len(self.learners(event)))

    def at(self, event: Row) -> list[Row]:
        return self.of_event["participations"].get(event["id"], [])

    def learners(self, event: Row) -> set[str]:
        return {row["person_id"] for row in self.at(event) if row["role"] in LEARNING and row["attended"] == "yes"}

    def members_on(self, day: str) -> dict[str, Place]:
        """Each person who is a member, with their province and organisation type on that day."""
        return {
            row["person_id"]: self.stood(row["person_id"], day)
            for row in self.live["memberships"]
            if row["person_id"] and covers(row, day)
        }

    def stood(self, person: str, day: str) -> Place:
        posts = [
            post
            for post in self.posts.get(person, [])
            if covers(post, day) and not (post["standing"] == "former" and post["ends_on"] is None)
        ]
        post, elsewhere = latest(posts), latest(post for post in posts if post["province"])
        office = self.organisations[post["organisation_id"]] if post and post["organisation_id"] else None
        return elsewhere["province"] if elsewhere else self.people[person]["province"], office[
            "type"
        ] if office else None

    def report(self, filters: Row) -> Row:
        """What `db.kpis.report` should give for these filters, as its `filters` shows them."""
        year, scheme, area, as_of = (filters[name] for name in ("fiscal_year", "scheme", "area", "as_of"))
        programme, kind = filters["programme"], filters["organisation_type"]
        last = min(as_of, f"{year - 543}-09-30") if year else as_of
        before = min((date(year - 544, 10, 1) - timedelta(1)).isoformat(), last) if year else EVER
        inside = self.divided(scheme, last).get(area, set()) if scheme and area else None

        def listed(province: str | None) -> bool:
            return inside is None or province in inside

        def counts(place: Place) -> bool:
            return listed(place[0]) and kind in (None, place[1])

        asked = [
            event
            for event in self.live["events"]
            if programme in (None, event["programme_id"])
            and (year is None or (event["starts_on"] and fiscal_year(event["starts_on"]) == year))
        ]
        for_audience = [event for event in asked if kind is None or kind in json.loads(event["audience"])]
        here = [event for event in for_audience if listed(event["province"])]
        held = [event for event in here if event["state"] == "held" and event["starts_on"] <= last]
        came = [self.came(event) for event in held]
        seen = [
            (event, row)
            for event in asked
            if event["state"] == "held" and event["starts_on"] <= last
            for row in self.at(event)
            if row["attended"] != "no"
            and kind in (None, self.organisations.get(row["organisation_id"] or "", {}).get("type"))
        ]
        trained = [
            row
            for event, row in seen
            if event["kind"] in TEACHING and row["role"] in LEARNING and row["attended"] == "yes"
        ]

        def members(day: str) -> set[str]:
            return {person for person, place in self.members_on(day).items() if counts(place)}

        now, then = members(last), members(before)
        recent = {
            row["person_id"]
            for event in self.live["events"]
            if event["state"] == "held" and a_year_before(last) < event["starts_on"] <= last
            for row in self.at(event)
            if row["attended"] == "yes"
        }
        offices = {
            row["organisation_id"] for row in self.live["memberships"] if row["organisation_id"] and covers(row, last)
        }
        return {
            "version": self.version,
            "filters": filters,
            "events": {
                "held": len(held),
                "planned": sum(event["state"] == "planned" for event in here),
                "known": sum(number is not None for number in came),
                "unknown": came.count(None),
            },
            "attendance": {
                "total": added(came),
                "approximate": sum(bool(event["approximate"]) for event in held if event["declared_total"] is not None),
                "learners": added([self.learned(event) for event in held]),
            },
            "people": {
                "named": len({row["person_id"] for _, row in seen if listed(row["province"])}),
                "trained": len({row["person_id"] for row in trained if listed(row["province"])}),
                "learners_unnamed": added([self.unnamed(event) for event in held]),
            },
            "network": {
                "members": len(now),
                "organisations": sum(
                    counts((self.organisations[id]["province"], self.organisations[id]["type"])) for id in offices
                ),
                "joined": len(now - then),
                "left": len(then - now),
                "active": len(now & recent),
            },
            "growth": self.growth(year, scheme, area, last, members, kind),
            "coverage": self.coverage(scheme, area, last, for_audience, trained),
            "by_fiscal_year": [
                {
                    "fiscal_year": one,
                    "held": len(those),
                    "attendance": added([self.came(event) for event in those]),
                    "unknown": [self.came(event) for event in those].count(None),
                }
                for one in sorted({fiscal_year(event["starts_on"]) for event in held})
                for those in [[event for event in held if fiscal_year(event["starts_on"]) == one]]
            ],
        }

    def only(self, cohort: str) -> "Naive":
        """The same register as if all other events had never been."""
        found = copy(self)
        found.live = {**self.live, "events": [event for event in self.live["events"] if event["cohort_id"] == cohort]}
        return found

    def held(self, filters: Row) -> list[Row]:
        """The held events of the fiscal year and the programme, by the last day of the period."""
        year, programme = filters["fiscal_year"], filters["programme"]
        return [
            event
            for event in self.live["events"]
            if event["state"] == "held"
            and event["starts_on"] <= self.last(filters)
            and programme in (None, event["programme_id"])
            and year in (None, fiscal_year(event["starts_on"]))
        ]

    @staticmethod
    def last(filters: Row) -> str:
        year = filters["fiscal_year"]
        return min(filters["as_of"], f"{year - 543}-09-30") if year else str(filters["as_of"])

    def stages(self, filters: Row) -> dict[str, tuple[Place, str]]:
        """Each member on the last day, where they stand, and whether they are new, returning, lost or never came."""
        last = self.last(filters)
        came: dict[str, list[str]] = {}
        for event in self.live["events"]:
            if event["state"] == "held" and event["starts_on"] <= last:
                for row in self.at(event):
                    if row["attended"] == "yes":
                        came.setdefault(row["person_id"], []).append(event["starts_on"])
        edge = a_year_before(last)
        words = {(True, False): "new", (True, True): "returning", (False, True): "lost", (False, False): "never"}
        return {
            person: (
                place,
                words[
                    any(day > edge for day in came.get(person, [])), any(day <= edge for day in came.get(person, []))
                ],
            )
            for person, place in self.members_on(last).items()
        }

    def untrained(self, filters: Row) -> tuple[int, set[str]]:
        """How many organisations are members, and which of them nobody was trained of."""
        last = self.last(filters)
        offices = {
            row["organisation_id"] for row in self.live["memberships"] if row["organisation_id"] and covers(row, last)
        }
        trained = {
            row["organisation_id"]
            for event in self.held(filters)
            if event["kind"] in TEACHING
            for row in self.at(event)
            if row["role"] in LEARNING and row["attended"] == "yes"
        }
        return len(offices), offices - trained

    def spoke(self, filters: Row) -> dict[str, set[str]]:
        """At which events each speaker spoke."""
        found: dict[str, set[str]] = {}
        for event in self.held(filters):
            for row in self.at(event):
                if row["role"] in ("speaker", "panellist", "moderator") and row["attended"] != "no":
                    found.setdefault(row["person_id"], set()).add(event["id"])
        return found

    def growth(
        self,
        year: int | None,
        scheme: str | None,
        area: str | None,
        last: str,
        members: Callable[[str], set[str]],
        kind: str | None,
    ) -> list[Row]:
        starts = [row["starts_on"] for row in self.live["memberships"] if row["person_id"] and row["starts_on"]]
        month = f"{year - 544}-10" if year else min(starts, default="9999-12")[:7]
        moments = [(date.fromisoformat(f"{month}-01") - timedelta(1)).isoformat()]
        months = []
        while f"{month}-01" <= last and (year or min(starts) <= last):
            number, of_year = int(month[5:]), int(month[:4])
            months.append(month)
            moments.append(min(f"{month}-{monthrange(of_year, number)[1]}", last))
            month = f"{of_year + number // 12:04}-{number % 12 + 1:02}"

        def rows(name: str | None, present: Callable[[str], set[str]]) -> list[Row]:
            sets = [present(day) for day in moments]
            return [
                {
                    "month": month,
                    "area": name,
                    "joined": len(now - then),
                    "left": len(then - now),
                    "members": len(now),
                }
                for month, then, now in zip(months, sets, sets[1:], strict=False)
            ]

        found = rows(None, members)
        for name, provinces in self.divided(scheme, last).items() if scheme else ():
            if area in (None, name):
                found += rows(
                    name,
                    lambda day, provinces=provinces: {  # type: ignore[misc]
                        person
                        for person, (province, of_type) in self.members_on(day).items()
                        if province in provinces and kind in (None, of_type)
                    },
                )
        return found

    def coverage(
        self, scheme: str | None, area: str | None, last: str, events: list[Row], trained: list[Row]
    ) -> list[Row]:
        by_plan: set[str] = set()
        by_count: set[str] = set()
        by_name = {row["province"] for row in trained if row["province"]}
        for event in events:
            if event["state"] != "held" or event["starts_on"] > last or event["kind"] not in TEACHING:
                continue
            cohort = self.cohorts.get(event["cohort_id"] or "")
            by_plan |= self.meant(event["serves"] or (cohort["serves"] if cohort else None), last)
            for line in self.of_event["headcounts"].get(event["id"], []):
                if line["category"] == "learners" and line["count"] != 0:
                    by_count |= self.meant(line["area"], last)
        listed: list[tuple[str, str | None, set[str]]] = []
        for key in self.schemes():
            if scheme in (None, key):
                areas = self.divided(key, last)
                listed += [(key, name, codes) for name, codes in areas.items() if area in (None, name)]
                rest = EVERYWHERE - set().union(*areas.values())
                listed += [(key, None, rest)] if rest and area is None else []
        return [
            {
                "scheme": key,
                "area": name,
                "provinces": len(codes),
                "reached": len(codes & (by_plan | by_count | by_name)),
                "by_plan": len(codes & by_plan),
                "by_count": len(codes & by_count),
                "by_name": len(codes & by_name),
                "trained": len({row["person_id"] for row in trained if row["province"] in codes}),
                "not_reached": sorted((NAMES[code] for code in codes - by_plan - by_count - by_name), key=sort_key),
            }
            for key, name, codes in listed
        ]
