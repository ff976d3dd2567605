"""Rows and tables of the charts, in words: from the numbers of db/kpis.py to what ui/charts.py draws."""

from datetime import date
from functools import lru_cache
from typing import Any

from db.areas import NAMES
from db.reach import Reach
from thai import dates
from thai.places import province as place
from thai.words import N_, translate
from ui.charts import Row
from ui.tables import Cell, Table
from ui.words import _, language, say

FEW, UNKNOWN = 4, 4
"""So many areas have a tone each, and the unknown one has the next; more areas have one tone in common."""
DOTS = 24
"""More months than this are a line without dots."""
STATES = {
    "reached": N_("Reached"),
    "not_reached": N_("Not reached"),
    "stated": N_("Not reached: a cohort is said to be held, day unknown"),
}
WAYS = {"by_plan": N_("By plan"), "by_count": N_("By count"), "by_name": N_("By name")}
_BREAKS = {"ตะวันออกเฉียงเหนือ": "ตะวันออก|เฉียงเหนือ"}

Rows = list[dict[str, Any]]


def month(key: str) -> str:
    """The month "2022-08" in words."""
    return dates.month_label(key, language())


def growth(rows: Rows) -> list[Row]:
    """Members at each month's end; the axis of a line that moves little starts just below it."""
    members = [row["members"] for row in rows]
    floor = _floor(min(members), max(members))
    last, read = len(rows) - 1, language()
    return [
        {
            "key": row["month"],
            "members": row["members"],
            "floor": floor,
            "label": f"{row['members']:,}",
            "end": "last" if place == last else "first" if place == 0 else "",
            "dot": len(rows) <= DOTS,
            "tip": grown(row, read),
        }
        for place, row in enumerate(rows)
    ]


def grown(row: dict[str, Any], read: str) -> str:
    """One month of growth in a line, in the language `read`."""
    return _grown(row["month"], row["members"], row["joined"], row["left"], read)


@lru_cache(maxsize=2048)
def _grown(month: str, members: int, joined: int, left: int, read: str) -> str:
    return translate(
        N_("{month}: {members} members · {joined} joined · {left} left"),
        read,
        month=dates.month_label(month, read),
        members=f"{members:,}",
        joined=f"{joined:,}",
        left=f"{left:,}",
    )


def growth_table(rows: Rows) -> Table:
    header = [_("Month"), _("Members"), _("Joined"), _("Left")]
    return Table(header, [[month(row["month"]), row["members"], row["joined"], row["left"]] for row in rows])


def moves(rows: Rows) -> list[Row]:
    """Joined above the line and left below it, a bar each a month; no word on a month without, or among many."""
    return [
        {
            "key": row["month"],
            "part": part,
            "count": sign * row[part],
            "label": f"{row[part]:,}" if row[part] and len(rows) <= DOTS else "",
            "tip": grown(row, language()),
        }
        for row in rows
        for part, sign in (("joined", 1), ("left", -1))
    ]


def events(rows: Rows, name: str) -> list[Row]:
    """Held events as solid bars, planned ones as open bars on top, by `name` ("month" or "fiscal_year")."""
    found = []
    for row in _every_year(rows) if name == "fiscal_year" else rows:
        held, planned = row["held"], row.get("planned", 0)
        when = month(row[name]) if name == "month" else str(row[name])
        told = _("{when}: {held} held, {planned} planned", when=when, held=f"{held:,}", planned=f"{planned:,}")
        word = f"{held + planned:,}" if held + planned and len(rows) <= DOTS else ""
        for part, base, top in (("solid", 0, held), ("open", held, held + planned)):
            # One label a bar: over its upper part.
            label = word if (part == "open") == bool(planned) else ""
            found.append({"key": str(row[name]), "part": part, "base": base, "top": top, "label": label, "tip": told})
    return found


def _every_year(rows: Rows) -> Rows:
    """The years without an event too, so that the axis tells the truth about time."""
    known = {row["fiscal_year"]: row for row in rows}
    return [known.get(year, {"fiscal_year": year, "held": 0}) for year in range(min(known), max(known) + 1)]


def events_table(rows: Rows, name: str) -> Table:
    header = [_("Month") if name == "month" else _("Fiscal year"), _("Held"), _("Attendance"), _("Events unknown")]
    if name == "month":
        header.append(_("Planned"))
    return Table(
        header,
        [
            [
                month(row[name]) if name == "month" else str(row[name]),
                row["held"],
                row["attendance"],
                row["unknown"],
                *([row["planned"]] if name == "month" else []),
            ]
            for row in rows
        ],
    )


def few(rows: Rows) -> bool:
    """Whether each of these areas has a tone of its own."""
    return sum(row["area"] is not None for row in rows) <= FEW


def area(name: str | None, names: dict[str, str]) -> str:
    """An area's name in the reader's language; provinces in no area, or of no known province, have None."""
    if name is None:
        return _("No area")
    return names.get(name, name) if language() == "en" else name


def reach(rows: Rows, names: dict[str, str]) -> list[Row]:
    """For each area a bar of the provinces reached in a frame of all its provinces."""
    return [
        _bar(
            area(row["area"], names),
            row["provinces"],
            row["reached"],
            _("{part} of {whole}", part=row["reached"], whole=row["provinces"]),
            tone if row["area"] is not None else UNKNOWN,
        )
        for tone, row in enumerate(rows)
    ]


Before = dict[str | None, int] | None
"""The provinces reached in each area a year earlier, where a year is asked for."""


def coverage_table(rows: Rows, names: dict[str, str], before: Before = None) -> Table:
    """By area, each way of reaching apart: a province may count in several, and a person be trained in two areas."""
    numbers = {
        "provinces": _("Provinces"),
        "reached": _("Reached"),
        "left": _("Not reached"),
        "by_plan": _("By plan"),
        "by_count": _("By count"),
        "by_name": _("By name"),
        "trained": _("Trained"),
    }
    lines = [{**row, "left": row["provinces"] - row["reached"]} for row in rows]
    if before is not None:
        numbers["before"] = _("Reached the year before")
        lines = [{**line, "before": before.get(line["area"])} for line in lines]
    return Table(
        [_("Area"), *numbers.values()],
        [[area(line["area"], names), *(line[key] for key in numbers)] for line in lines],
    )


def short_coverage_table(
    rows: Rows,
    names: dict[str, str],
    trained: int,
    narrow: bool,
    before: Before = None,
    whole_before: int | None = None,
) -> Table:
    """By area, with a last line for all: provinces add up to the country, `trained` are distinct people; where `before`
    is given, what was reached a year earlier stands beside (`whole_before` in all).

    With `narrow`, for a phone: three columns, the provinces as "20 of 77".
    """
    whole = {key: sum(row[key] for row in rows) for key in ("provinces", "reached")}
    lines = [*((area(row["area"], names), row) for row in rows), (_("All"), {**whole, "trained": trained})]
    if narrow:
        said = _("{part} of {whole}").replace(" ", "\u00a0")
        return Table(
            [_("Area"), _("Reached"), _("Trained")],
            [[name, said.format(part=row["reached"], whole=row["provinces"]), row["trained"]] for name, row in lines],
        )
    head = [_("Area"), _("Provinces"), _("Reached"), _("Not reached"), _("Trained")]
    cells: list[list[Cell]] = [
        [name, row["provinces"], row["reached"], row["provinces"] - row["reached"], row["trained"]]
        for name, row in lines
    ]
    if before is not None:
        head.insert(3, _("Year before"))
        for line, then in zip(cells, [*(before.get(row["area"]) for row in rows), whole_before], strict=True):
            line.insert(3, then)
    return Table(head, cells)


def map_rows(provinces: list[Reach]) -> list[Row]:
    """The provinces, each in its tile and its state."""
    return [
        {
            "key": each.province,
            "name": NAMES[each.province][language()],
            "short": place(each.province).short,
            "row": place(each.province).tile_row,
            "column": place(each.province).tile_col,
            "state": each.state,
            "tip": stands(each),
        }
        for each in provinces
    ]


def map_legend(provinces: list[Reach]) -> list[Row]:
    """What the map's three fillings mean, with how many provinces have each; one that no province has is left out. A
    province of which only a cohort is said to be held is among those not reached."""
    left = sum(each.state != "reached" for each in provinces)
    stated = sum(each.state == "stated" for each in provinces)
    words = {
        "reached": (len(provinces) - left, f"{say(STATES['reached'])} {len(provinces) - left}"),
        "not_reached": (left, f"{say(STATES['not_reached'])} {left}"),
        "stated": (stated, of_these(stated)),
    }
    return [{"state": state, "label": label} for state, (count, label) in words.items() if count]


def of_these(stated: int) -> str:
    """How many of the provinces not reached have a cohort that is said to be held."""
    return _("of these {count} with a cohort that is said to be held, day unknown", count=stated)


def stands(reach: Reach) -> str:
    """How one province stands, in a line."""
    ways = [say(word) for name, word in WAYS.items() if getattr(reach, name)]
    trained = people_trained(reach.trained)
    return " · ".join([NAMES[reach.province][language()], say(STATES[reach.state]), *ways, trained])


def people_trained(count: int | None) -> str:
    """How many people were trained, in words; None is not known."""
    if count is None:
        return _("people trained not known")
    return _("{count} people trained", count=f"{count:,}")


def province_table(
    provinces: list[Reach], areas: dict[str, str], names: dict[str, str], last_events: dict[str, date | None]
) -> Table:
    """Province by province: its area, how it stands, and when the last event of any programme was held there."""
    header = [
        *(_("Province"), _("Area"), _("State"), *map(say, WAYS.values()), _("Trained")),
        *(_("Last event there"), _("Days since then")),
    ]
    return Table(
        header,
        [
            [
                NAMES[each.province][language()],
                area(areas.get(each.province), names),
                say(STATES[each.state]),
                *("✓" if getattr(each, name) else "–" for name in WAYS),
                each.trained,
                last,
                (dates.today() - last).days if last else None,
            ]
            for each in provinces
            for last in [last_events[each.province]]
        ],
    )


def members(rows: Rows, name: str, words: dict[str, str], nobody: str) -> list[Row]:
    """A bar of members for each area or organisation type; `nobody` is the word where that is not known."""
    found = [(nobody if row[name] is None else words.get(row[name], row[name]), row) for row in rows]
    return [
        _bar(word, row["members"], row["members"], f"{row['members']:,}", tone if row[name] is not None else UNKNOWN)
        for tone, (word, row) in enumerate(found)
    ]


def members_table(rows: Rows, head: str, name: str, words: dict[str, str], nobody: str) -> Table:
    header = [head, _("Members"), _("Organisations")]
    return Table(
        header,
        [
            [nobody if row[name] is None else words.get(row[name], row[name]), row["members"], row["organisations"]]
            for row in rows
        ],
    )


def _bar(name: str, whole: int, part: int, label: str, tone: int) -> Row:
    return {
        "name": _BREAKS.get(name, name),
        "whole": whole,
        "part": part,
        "label": label,
        "tone": tone,
        "tip": f"{name}: {label}",
    }


def _floor(low: int, high: int) -> int:
    """Where the axis starts: at 0, unless the line moves by less than a third of its height."""
    if high - low >= high / 3:
        return 0
    step = 10 ** max(len(str(max(high - low, 1))) - 1, 0)
    return max((low - (high - low) // 3) // step * step - step, 0)
