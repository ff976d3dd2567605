"""How many came to an event: what is declared, counted and named, and what follows from the three."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db.choices import CATEGORY_OF_ROLE, LEARNING, TEACHING, Category
from db.rows import among
from db.rules import Rows


def quoted(values: Iterable[str]) -> str:
    """Constants of ours as an SQL list."""
    return ", ".join(f"'{value}'" for value in values)


TAUGHT = f"e.kind in ({quoted(TEACHING)})"
LEARNED = f"p.role in ({quoted(LEARNING)}) and p.attended = 'yes'"

_SPOKE = (
    f"p.role in ({quoted(r for r, of in CATEGORY_OF_ROLE.items() if of is Category.SPEAKERS)}) and p.attended <> 'no'"
)


def served(where: str, keys: str, source: str = "events e") -> str:
    """Select (way, serves, and the columns `keys` of `source`) of the events `e` for which `where` holds: whom those
    that taught serve by plan (`way` "plan"), and where the learners that were counted there came from ("count")."""
    return f"""
        select 'plan' as way, coalesce(e.serves, c.serves) as serves, {keys}
        from {source} left join cohorts c on c.id = e.cohort_id where {where} and {TAUGHT}
        union all
        select 'count', h.area, {keys} from {source} join headcounts h on h.event_id = e.id
        where {where} and {TAUGHT} and h.deleted is null
          and h.category = '{Category.LEARNERS}' and coalesce(h.count, 1) > 0"""


def took_part(source: str, where: str, keys: str = "") -> str:
    """Select (person_id, province, trained: 1 or 0, and the columns `keys`): who was at the events `e` for which
    `where` holds, not known to be absent, from which province, and whether they learnt there. `source` joins `e` with
    participations `p`; each of the `keys` begins with a comma."""
    return f"""
        select p.person_id, p.province, max(case when {TAUGHT} and {LEARNED} then 1 else 0 end) as trained{keys}
        from {source} where {where} and p.deleted is null and p.attended <> 'no'
        group by p.person_id, p.province{keys}"""


def crowds(source: str, keys: str = "") -> str:
    """Select (`keys`, who, low, high, people) over rows like those of took_part: how many people were at events from
    the same set of provinces, so that each counts once in every area. `who`: "named" (all of them) or "trained".
    The set is two whole numbers with a bit for each province, by its code: from 10 in `low`, from 53 in `high`. Each of
    the `keys` ends with a comma."""
    return f"""
        select {keys} who, low, high, count(*) as people from (
            select {keys} w.who, case when w.who = 'named' then s.low else s.low_trained end as low,
                case when w.who = 'named' then s.high else s.high_trained end as high
            from (select {keys} person_id, max(trained) as trained, sum({_LOW}) as low, sum({_HIGH}) as high,
                    sum(trained * {_LOW}) as low_trained, sum(trained * {_HIGH}) as high_trained
                from {source} group by {keys} person_id) s
            cross join (select 'named' as who union all select 'trained') w where w.who = 'named' or s.trained = 1) sets
        group by {keys} who, low, high"""


HIGH = 43
"""The bits of `low`."""
_LOW = "case when province < '53' then 1 << (cast(province as integer) - 10) else 0 end"
_HIGH = "case when province >= '53' then 1 << (cast(province as integer) - 53) else 0 end"


def bits(provinces: Iterable[str]) -> int:
    """A set of provinces as one number, of which `low` and `high` are the parts."""
    return sum(1 << (int(code) - 10) for code in set(provinces))


MEASURED = f"""
lines as (
    select h.event_id, count(*) as lines, count(h.count) as known, sum(h.count) as total,
        sum(case when h.category = '{Category.LEARNERS}' then 1 else 0 end) as learner_lines,
        count(case when h.category = '{Category.LEARNERS}' then h.count end) as learner_known,
        sum(case when h.category = '{Category.LEARNERS}' then h.count end) as learner_total,
        sum(case when h.category = '{Category.SPEAKERS}' then 1 else 0 end) as speaker_lines,
        count(case when h.category = '{Category.SPEAKERS}' then h.count end) as speaker_known,
        sum(case when h.category = '{Category.SPEAKERS}' then h.count end) as speaker_total
    from headcounts h where h.event_id in (select id from chosen) and h.deleted is null group by h.event_id),
came as (
    select p.event_id, max(case when p.attended <> 'no' then 1 else 0 end) as named,
        max(case when p.attended = 'yes' then 1 else 0 end) as attended,
        max(case when {LEARNED} then 1 else 0 end) as learnt, max(case when {_SPOKE} then 1 else 0 end) as spoke
    from participations p where p.event_id in (select id from chosen) and p.deleted is null
    group by p.event_id, p.person_id),
names as (
    select event_id, sum(named) as named, sum(attended) as attended, sum(learnt) as learners_named,
        sum(spoke) as speakers_named
    from came group by event_id),
measured as (
    select c.*, coalesce(l.lines, 0) as lines, coalesce(l.lines - l.known, 0) as lines_unknown,
        case when l.lines = l.known then l.total end as counted,
        coalesce(n.named, 0) as named, coalesce(n.attended, 0) as attended,
        coalesce(n.learners_named, 0) as learners_named,
        coalesce(c.declared_total, case when l.lines = l.known then l.total end,
            case when c.list_complete = 1 then coalesce(n.attended, 0) end) as attendance,
        coalesce(case when l.learner_lines = l.learner_known then l.learner_total end,
            case when c.list_complete = 1 then coalesce(n.learners_named, 0) end) as learners,
        coalesce(n.speakers_named, 0) as speakers_named,
        case when l.speaker_lines = l.speaker_known then l.speaker_total end as speakers,
        case when c.declared_total is not null and c.approximate = 0 and l.lines > 0
            and (l.lines > l.known or l.total <> c.declared_total) then 1 else 0 end as ledgers
    from chosen c left join lines l on l.event_id = c.id left join names n on n.event_id = c.id)
"""
"""Attendance and learners of each event that a CTE `chosen` has before it: the one place that decides what is known.

Attendance: the declared total; else the counted lines if there are any and none is unknown; else, when the list is
marked complete, the distinct people who attended; else unknown (null). Learners: the same from the lines of that
category and the people in the roles of learners; a declared total does not tell them. Speakers: those of the lines of
their category. `ledgers`: 1 where lines do not add up to an exact declared total, or one of them is unknown.
"""


@dataclass(frozen=True)
class CategoryNumbers:
    """One category of an event: its lines, what they add up to (None: no line, or an unknown one), people named."""

    lines: int
    counted: int | None
    named: int


@dataclass(frozen=True)
class EventNumbers:
    """The numbers of one event, each in people; None is unknown.

    `declared` as announced, `counted` the sum of the ledger's lines, `named` distinct people not known to be absent,
    `attended` those known to have come. `outside`: named people whose only roles stand outside the ledger.
    """

    declared: int | None
    approximate: bool
    counted: int | None
    lines: int
    lines_unknown: int
    named: int
    attended: int
    attendance: int | None
    learners: int | None
    learners_named: int
    by_category: dict[Category, CategoryNumbers]
    outside: int


def event_numbers(rows: Rows, ids: Iterable[str]) -> dict[str, EventNumbers]:
    """The three numbers of each live event, side by side, and what follows from them, by the event's id.

    Attendance: the declared total; else the counted lines if there are any and none is unknown; else, when the list is
    marked complete, the distinct people who attended; else unknown. Learners: the same from the lines of that category
    and the trainees and delegates; a declared total does not tell them.
    """
    chosen, ids = f"chosen as ({_LIVE})", list(ids)
    counted = ledgers(rows, ids)
    named = {
        (row["event_id"], row["category"]): row["people"]
        for row in among(
            rows,
            ids,
            f"""with {chosen}
                select p.event_id, {_CATEGORY} as category, count(distinct p.person_id) as people
                from participations p
                where p.event_id in (select id from chosen) and p.deleted is null and p.attended <> 'no'
                group by 1, 2""",
        )
    }
    outside = Counter(
        row["event_id"]
        for row in among(
            rows,
            ids,
            f"""with {chosen}
                select p.event_id, p.person_id from participations p
                where p.event_id in (select id from chosen) and p.deleted is null and p.attended <> 'no'
                group by p.event_id, p.person_id having count({_CATEGORY}) = 0""",
        )
    )
    return {
        row["id"]: EventNumbers(
            declared=row["declared_total"],
            approximate=bool(row["approximate"]),
            **{name: row[name] for name in _MEASURES},
            by_category={
                category: CategoryNumbers(
                    lines=counted.get((row["id"], category), _NO_LINE)["lines"],
                    counted=counted.get((row["id"], category), _NO_LINE)["counted"],
                    named=named.get((row["id"], category), 0),
                )
                for category in Category
            },
            outside=outside[row["id"]],
        )
        for row in among(rows, ids, f"with {chosen}, {MEASURED} select * from measured")
    }


def ledgers(rows: Rows, ids: Iterable[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """What the ledgers of events say: by event and category, how many `lines` and what they add up to (`counted`; None
    when one is unknown)."""
    return {
        (row["event_id"], row["category"]): row
        for row in among(
            rows,
            ids,
            """select h.event_id, h.category, count(*) as lines,
                   case when count(*) = count(h.count) then sum(h.count) end as counted
               from headcounts h where h.event_id in (select id from asked) and h.deleted is null
               group by h.event_id, h.category""",
        )
    }


_LIVE = "select e.* from events e where e.deleted is null and e.id in (select id from asked)"
_MEASURES = ("counted", "lines", "lines_unknown", "named", "attended", "attendance", "learners", "learners_named")
_NO_LINE: dict[str, Any] = {"lines": 0, "counted": None}
_CATEGORY = f"""case {
    " ".join(
        f"when p.role in ({quoted(role for role, of in CATEGORY_OF_ROLE.items() if of is category)}) then '{category}'"
        for category in Category
    )
} end"""
