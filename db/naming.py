"""What people call an organisation, a programme or a cohort, and which one is meant by what they typed."""

import re
from collections import Counter
from typing import Any

from rapidfuzz import fuzz, process

from db.records import Cohort, Organisation, Programme
from db.rules import Rows
from db.typed import Typed
from thai import places, text
from thai.words import N_

NEAR = 80
NEW_ORGANISATION = N_("“{name}” is not in the register yet. Choose one that is, or confirm that it is new.")

_COHORT = re.compile(r"^(?P<name>.*?)[\s·,]*\b(?:รุ่น(?:ที่)?|cohort)\s*(?P<number>[0-9]{1,5})$", re.IGNORECASE)
_YEAR = re.compile(r"^(?P<name>.+) \((?P<year>[0-9]{4})\)$")


def organisations(rows: Rows) -> dict[str, str]:
    """Every organisation as {label: id}, those that organised last first; a name that stands twice has its province."""
    found = rows(
        """select o.id, o.name, o.province from organisations o
           left join (select organiser_id, max(rowid) as last from events where deleted is null group by organiser_id) e
             on e.organiser_id = o.id
           where o.deleted is null order by (e.last is null), e.last desc, o.sort_key"""
    )
    twice = Counter(row["name"] for row in found)
    return {_placed(row) if twice[row["name"]] > 1 else row["name"]: row["id"] for row in found}


def _placed(row: dict[str, Any]) -> str:
    where = places.province(row["province"]).name if row["province"] else "–"
    return f"{row['name']} · {where}"


def near(rows: Rows, typed: str) -> list[str]:
    """Up to three labels of organisations whose name is near to what was typed, nearest first."""
    labels = list(organisations(rows))
    keys = [text.search_key(label) for label in labels]
    found = process.extract(text.search_key(typed), keys, scorer=fuzz.WRatio, limit=3, score_cutoff=NEAR)
    return [labels[at] for _, _, at in found]


def organisation(rows: Rows, typed: Typed, field: str, confirmed: str) -> str | Organisation | None:
    """The id of the organisation that a field names, or a new one; None when nothing is written.

    Noted at the field: a name that is in the register several times, and a new one unless `confirmed` is that name.
    """
    name = typed.line(field)
    if not name:
        return None
    known = organisations(rows)
    if name in known:
        return known[name]
    key = text.search_key(name)
    alike = [label for label in known if text.search_key(label.split(" · ")[0]) == key]
    if len(alike) == 1:
        return known[alike[0]]
    if alike:
        typed.wrong(field, N_("Several organisations have this name: {near}"), near=", ".join(alike))
    elif name != confirmed:
        typed.wrong(field, NEW_ORGANISATION, name=name[:80])
    return typed.made(Organisation, {"name": name})


def programmes(rows: Rows) -> dict[str, str]:
    """Every programme as {label: id}, the one used last first; a name that stands twice has its fiscal year."""
    found = rows(
        """select p.id, p.name, p.fiscal_year from programmes p
           left join (select programme_id, max(rowid) as last from events where deleted is null group by programme_id) e
             on e.programme_id = p.id
           where p.deleted is null order by (e.last is null), e.last desc, p.name"""
    )
    twice = Counter(row["name"] for row in found)
    return {
        f"{row['name']} ({row['fiscal_year'] or '–'})" if twice[row["name"]] > 1 else row["name"]: row["id"]
        for row in found
    }


def years(rows: Rows) -> dict[str, int]:
    """The fiscal year of each programme that has one, by its label in `programmes`."""
    known = {
        row["id"]: row["fiscal_year"]
        for row in rows("select id, fiscal_year from programmes where deleted is null and fiscal_year is not null")
    }
    return {label: known[id] for label, id in programmes(rows).items() if id in known}


def with_cohort(programme: str, number: int | None) -> str:
    """How a programme and its cohort are written in one field: "อบรมสื่อ · รุ่นที่ 4"."""
    return f"{programme} · รุ่นที่ {number}" if number else programme


def parted(typed: str) -> tuple[str, int | None]:
    """A programme's name and the number of the cohort from one field, None without one.

    "อบรมสื่อ · รุ่นที่ 4", "อบรมสื่อ รุ่น ๔" and "อบรมสื่อ · cohort 4" are ("อบรมสื่อ", 4).
    """
    found = _COHORT.match(text.fold_digits(typed))
    if not found or not found["name"]:
        return typed, None
    return typed[: found.end("name")], int(found["number"])


def programme(
    rows: Rows, typed: Typed, field: str, serves: object = None
) -> tuple[Programme | str | None, Cohort | str | None]:
    """The programme and the cohort that a field names: each an id, a new record, or None when it is not written.

    A new cohort serves `serves`. Noted at the field: a programme that is in the register several times.
    """
    name = typed.line(field)
    if not name:
        return None, None
    known = programmes(rows)
    number = None
    if name not in known:
        name, number = parted(name)
    if name not in known:
        alike = [label for label in known if (found := _YEAR.match(label)) and found["name"] == name]
        if alike:
            typed.wrong(field, N_("Several programmes have this name: {near}"), near=", ".join(alike))
    new = None if name in known else typed.made(Programme, {"name": name})
    id = new.id if new else known.get(name)
    if number is None or id is None:
        return new or id, None
    cohorts = rows(
        "select id from cohorts where deleted is null and programme_id = :id and number = :number", id=id, number=number
    )
    if cohorts:
        return new or id, str(cohorts[0]["id"])
    return new or id, typed.made(Cohort, {"programme_id": id, "number": number, "serves": serves or None})
