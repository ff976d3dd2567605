"""Where each member of the networks stands on a day: what the numbers on members rest on.

A membership holds on a day: from its first day (or since ever, when that is unknown) to its last (or still). A person's
post on a day is, of those that cover the day, the one since the latest day (an unknown day is the earliest; then the
highest id); a former one without a last day covers none. The person's province is that of the post, or of the latest
covering post that has one, else their own; the organisation type is that of the post's organisation, else unknown.
An organisation that is a member has its own province and type. Where nobody knows the province, it is "".
"""

from collections.abc import Iterable

LIVE = "m.person_id is not null and m.deleted is null"


def holds(day: str, table: str = "m") -> str:
    """The dated row `table` holds on `day` (an SQL expression)."""
    return (
        f"({table}.starts_on is null or {table}.starts_on <= {day}) "
        f"and ({table}.ends_on is null or {table}.ends_on >= {day})"
    )


IN_NETWORK = f"""case when exists (select 1 from memberships n
    where n.person_id = m.person_id and n.deleted is null and {holds("d.day", "n")}) then 1 else 0 end"""
_POST = f"""from posts s left join organisations o on o.id = s.organisation_id
    where s.person_id = t.person_id and s.deleted is null and {holds("t.day", "s")}
      and not (s.standing = 'former' and s.ends_on is null)"""
_LATEST = "order by coalesce(s.starts_on, '') desc, s.id desc limit 1"
PROVINCE = f"""coalesce((select s.province {_POST} and s.province is not null {_LATEST}),
    (select h.province from people h where h.id = t.person_id), '')"""
TYPE = f"(select o.type {_POST} {_LATEST})"
MONTHLY = (
    "d.month = substr(m.starts_on, 1, 7)",
    "d.month = substr(m.ends_on, 1, 7)",
    "d.previous = substr(m.ends_on, 1, 7)",
)
"""In which months a membership or post `m` may change where somebody stands at the end of the month."""


def within(before: str, day: str) -> str:
    """A membership or post `m` began or ended after the day `before` and up to `day` (SQL expressions)."""
    return f"((m.starts_on > {before} and m.starts_on <= {day}) or (m.ends_on >= {before} and m.ends_on < {day}))"


def turns(changed: Iterable[str], places: bool, who: str = "true") -> list[str]:
    """Selects (person_id, day, member: 1 or 0) of each person `m` of `who` at each moment `d` at which one of the
    conditions `changed` says that something may have begun or ended: a membership or, with `places`, a post."""
    return [
        f"""select m.person_id, d.day, {IN_NETWORK} as member
            from {table} m cross join moment d where {LIVE} and ({condition}) and {who}"""
        for table in (("memberships", "posts") if places else ("memberships",))
        for condition in changed
    ]


ANYWHERE, OUTSIDE = "*", "-"
YEAR = "cast(substr({day}, 1, 4) as integer) + 543 + case when substr({day}, 6, 2) >= '10' then 1 else 0 end"
FIRST_DAY = "1000-01-01"
"""Before every day that a record may have; of a year with four digits."""


def moves(who: str) -> str:
    """Select (span, was, now, at, people): how many of the persons `m` of `who` stood in `now` at the end of a span,
    and elsewhere, `was`, at the end of the one before, up to :day.

    Spans: "month" and "year" (each at its name), "ever" (since before all days) and "twelve" (months, from :year_before
    to :day). `was` and `now` are provinces. Beside those who went from one province to another, the rows hold who came
    into a province from anywhere ("*", outside of the networks as well), who left it for anywhere, who came into the
    networks ("-" to "*") and who left them ("*" to "-").
    """
    since_ever = f"""select m.person_id, '{FIRST_DAY}' as day, 1 as member from memberships m
        where {LIVE} and m.starts_on is null and {who}"""
    lately = " union ".join(
        f"select m.person_id from {table} m where {LIVE} and {within(':year_before', ':day')} and {who}"
        for table in ("memberships", "posts")
    )
    return f"""with moment (day, month, previous) as not materialized (
            select case when last < :day then last else :day end, month, previous from calendar where first <= :day),
        turn as ({" union ".join([since_ever, *turns(MONTHLY, True, who)])}),
        standing as materialized (
            select t.person_id, t.day, case when t.member = 1 then {PROVINCE} end as now from turn t),
        monthly as (
            select person_id, day, now, lag(now) over (partition by person_id order by day) as was,
                row_number() over (partition by person_id order by day desc) as latest from standing),
        yearly as (
            select person_id, year, now, lag(now) over (partition by person_id order by year) as was from (
                select person_id, {YEAR.format(day="day")} as year, now, row_number() over (
                    partition by person_id, {YEAR.format(day="day")} order by day desc) as latest from standing) each
            where latest = 1),
        looks as (
            select m.person_id, d.look, d.day, {IN_NETWORK} as member from ({lately}) m
            cross join (select 'was' as look, :year_before as day union all select 'now', :day) d),
        recent as (
            select person_id, max(case when look = 'was' then place end) as was,
                max(case when look = 'now' then place end) as now
            from (select t.person_id, t.look, case when t.member = 1 then {PROVINCE} end as place from looks t) each
            group by person_id),
        moved as materialized (
            select 'month' as span, substr(day, 1, 7) as at, was, now from monthly
            union all select 'year', cast(year as text), was, now from yearly
            union all select 'ever', '', f.now, l.now from monthly l
                left join standing f on f.person_id = l.person_id and f.day = '{FIRST_DAY}' where l.latest = 1
            union all select 'twelve', '', was, now from recent)
        select span, was, now, at, count(*) as people from (
            select span, at, was, now from moved where was <> now
            union all select span, at, '{ANYWHERE}', now from moved where now <> coalesce(was, '{OUTSIDE}')
            union all select span, at, was, '{ANYWHERE}' from moved where was <> coalesce(now, '{OUTSIDE}')
            union all select span, at, '{OUTSIDE}', '{ANYWHERE}' from moved where was is null and now is not null
            union all select span, at, '{ANYWHERE}', '{OUTSIDE}' from moved where was is not null and now is null) each
        group by span, was, now, at"""
