"""Regions and other ways to divide the country: which provinces an area had on a day, and what a `serves` text means.

`rows` runs one select, as `Store.reading()` yields it. Provinces are their two-digit codes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.rules import Rows
from thai.places import PROVINCES
from thai.words import N_, translate

COUNTRY, UNKNOWN = "country", "unknown"
EVERY_PROVINCE = frozenset(province.code for province in PROVINCES)
NAMES = {province.code: {"th": province.name, "en": province.name_en} for province in PROVINCES}


@dataclass(frozen=True)
class Area:
    """An area of a scheme with its provinces on one day, in order of their codes."""

    scheme: str
    name: str
    name_en: str
    provinces: tuple[str, ...]

    @property
    def serves(self) -> str:
        """What a record that serves this area says."""
        return f"area:{self.scheme}:{self.name}"


def schemes(rows: Rows) -> list[dict[str, Any]]:
    """The ways to divide the country: [{key, name, name_en}], the one with the fewest areas first."""
    return rows(
        """select s.key, s.name, s.name_en from schemes s
           left join area_members m on m.scheme_id = s.id and m.deleted is null
           where s.deleted is null group by s.id, s.key, s.name, s.name_en order by count(distinct m.area), s.key"""
    )


def blocks(provinces: Collection[str]) -> set[str]:
    """The digits of which every province whose code begins so is among these. Large areas are mostly made of such
    blocks, whose counts are kept: a few rows then tell as much as those of all the provinces."""
    partly = {code[0] for code in EVERY_PROVINCE if code not in provinces}
    return {code[0] for code in provinces if code} - partly


def parts(provinces: Collection[str]) -> list[str]:
    """The blocks that are whole among these provinces, and the provinces beside them."""
    whole = blocks(provinces)
    return sorted({code if code[:1] not in whole else code[0] for code in provinces})


def divided(rows: Rows, day: date) -> dict[str, list[Area]]:
    """The areas of every scheme on a day, by the scheme's key, each scheme in its own order.

    An area may have no province. A province is in one area of a scheme at a time: of two that hold on the day, in the
    one since the later day.
    """
    found: dict[str, dict[str, list[dict[str, Any]]]] = {scheme["key"]: {} for scheme in schemes(rows)}
    for row in rows(
        """select key, area, area_en, position, province from (
               select s.key, m.area, m.area_en, m.position, m.province, row_number() over (
                   partition by s.id, coalesce(m.province, m.id)
                   order by coalesce(m.starts_on, '') desc, m.id desc) as place
               from area_members m join schemes s on s.id = m.scheme_id
               where m.deleted is null and s.deleted is null
                 and (m.starts_on is null or m.starts_on <= :day) and (m.ends_on is null or m.ends_on >= :day)) held
           where place = 1 order by coalesce(position, 10001), area, province""",
        day=day.isoformat(),
    ):
        found[row["key"]].setdefault(row["area"], []).append(row)
    return {
        key: [
            Area(key, name, members[0]["area_en"], tuple(sorted(row["province"] for row in members if row["province"])))
            for name, members in areas.items()
        ]
        for key, areas in found.items()
    }


def areas(rows: Rows, scheme: str, day: date) -> list[Area]:
    """The areas of one scheme on a day, in the scheme's own order; none for a scheme that does not exist."""
    return divided(rows, day).get(scheme, [])


def in_no_area(division: Iterable[Area]) -> tuple[str, ...]:
    """The provinces that none of a scheme's areas has, so that every scheme adds up to the whole country."""
    return tuple(sorted(EVERY_PROVINCE.difference(*(area.provinces for area in division))))


def provinces_of(division: dict[str, list[Area]], serves: str | None) -> frozenset[str]:
    """The provinces that a `serves` text means, in the schemes as `divided` on a day; none if unknown or not said."""
    kind, _, rest = (serves or "").partition(":")
    if kind == COUNTRY:
        return EVERY_PROVINCE
    if kind == "province":
        return frozenset({rest})
    key, _, name = rest.partition(":")
    return frozenset(
        code for area in division.get(key, []) if kind == "area" and area.name == name for code in area.provinces
    )


def label(rows: Rows, serves: str | None, language: str) -> str:
    """A `serves` text in words, for "th" or "en"; empty when nothing is said."""
    kind, _, rest = (serves or "").partition(":")
    if kind == "province":
        return NAMES[rest][language]
    if kind == "area":
        key, _, name = rest.partition(":")
        if language == "th":
            return name
        found = rows(
            """select min(m.area_en) as area_en from area_members m join schemes s on s.id = m.scheme_id
               where s.key = :key and m.area = :name and m.deleted is null and s.deleted is null""",
            key=key,
            name=name,
        )
        return found[0]["area_en"] or name
    return translate(WORDS[kind], language) if kind else ""


def serves_choices(rows: Rows, day: date, language: str) -> dict[str, str]:
    """What a record may be said to serve on a day, each with its words (an area with its scheme, for two schemes have
    a North): the country, every area, every province, unknown."""
    scheme = {row["key"]: row["name" if language == "th" else "name_en"] for row in schemes(rows)}
    return {
        COUNTRY: translate(WORDS[COUNTRY], language),
        **{
            area.serves: f"{area.name if language == 'th' else area.name_en} ({scheme[area.scheme]})"
            for areas in divided(rows, day).values()
            for area in areas
        },
        **{f"province:{province.code}": NAMES[province.code][language] for province in PROVINCES},
        UNKNOWN: translate(WORDS[UNKNOWN], language),
    }


WORDS = {COUNTRY: N_("The whole country"), UNKNOWN: N_("Not known")}
