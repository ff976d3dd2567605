"""Where each member of the networks stands on a day: what the numbers on members rest on.

A membership holds on a day: from its first day (or since ever, when that is unknown) to its last (or still). A person's
post on a day is, of those that cover the day, the one since the latest day (an unknown day is the earliest; then the
highest id); a former one without a last day covers none. The person's province is that of the post, or of the latest
covering post that has one, else their own; the organisation type is that of the post's organisation, else unknown.
An organisation that is a member has its own province and type. Where nobody knows the province, it is "".
"""

from collections.abc import Iterable

from thai import dates

LIVE = "m.person_id is not null and m.deleted is null"


def holds(day: str, table: str = "m") -> str:
    """The dated row `table` holds on `day` (an SQL expression)."""
    return (
        f"({table}.starts_on is null or {table}.starts_on <= {day}) "
        f"and ({table}.ends_on is null or {table}.ends_on >= {day})"
    )


def in_network(person: str, day: str) -> str:
    """This person is a member of a network on this day (SQL expressions)."""
    return f"""exists (select 1 from memberships n
        where n.person_id = {person} and n.deleted is null and {holds(day, "n")})"""


_POST = f"""from posts s left join organisations o on o.id = s.organisation_id
    where s.person_id = t.person_id and s.deleted is null and {holds("t.day", "s")}
      and not (s.standing = 'former' and s.ends_on is null)"""
_LATEST = "order by coalesce(s.starts_on, '') desc, s.id desc limit 1"
PROVINCE = f"""coalesce((select s.province {_POST} and s.province is not null {_LATEST}),
    (select h.province from people h where h.id = t.person_id), '')"""
TYPE = f"(select o.type {_POST} {_LATEST})"
UNDATED = f"""(select count(*) from memberships n where n.person_id = t.person_id and n.deleted is null
    and n.starts_on is null and {holds("t.day", "n")})"""
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
    """Selects (person_id, day) of each person `m` of `who` at each moment `d` at which one of the conditions `changed`
    says that something may have begun or ended: a membership or, with `places`, a post."""
    return [
        f"select m.person_id, d.day from {table} m cross join moment d where {LIVE} and ({condition}) and {who}"
        for table in (("memberships", "posts") if places else ("memberships",))
        for condition in changed
    ]


ANYWHERE, OUTSIDE = "*", "-"
MOVED = {f"{name}_{month}": (name, month) for month in dates.FISCAL_MONTHS for name in ("came", "went")}
"""What each sum of a month adds up, and in which month."""
FIRST_DAY = "1000-01-01"
"""Before every day that a record may have; of a year with four digits."""


def _year_of(day: str) -> str:
    """The fiscal year of a day (SQL expressions)."""
    return f"cast(substr({day}, 1, 4) as integer) + 543 + case when substr({day}, 6, 2) >= '10' then 1 else 0 end"


def _year_end(year: str) -> str:
    """The last day of a fiscal year (SQL expressions)."""
    return f"cast({year} - 543 as text) || '-09-30'"


def moves(who: str) -> str:
    """Select (kind, span, place, other, at, came, went, MOVED): how many of the persons `m` of `who` came into a
    province between the end of one span and that of the next, up to :day, and how many left it, from and for anywhere
    ("*", outside of the networks as well). The place "*", with the other "-": who came into the networks and who left
    them. Two provinces, the smaller code first: who moved between them, either way ("came"). Two blocks, by the digit
    that the codes of their provinces begin with: who moved between their provinces, or those of the one block.

    Span "undated": by how many the memberships grew ("came") whose start nobody knows, of those who stand there. Other
    spans: "year" (at its name), "ever" (since before all days) and "twelve" (months, from :year_before to :day). MOVED
    says who came and left in each month of a year.

    The kind "*" is about everyone; the others are types of organisation, and whoever has a post in another type stands
    outside of them.
    """
    # Said so that the index on the first day is left alone: to go by the person is to look at fewer.
    since_ever = f"""select m.person_id, '{FIRST_DAY}' as day from memberships m
        where {LIVE} and coalesce(m.starts_on, '') = '' and {who}"""
    lately = " union ".join(
        f"select m.person_id from {table} m where {LIVE} and {within(':year_before', ':day')} and {who}"
        for table in ("memberships", "posts")
    )
    sums = {"came": ("came", ""), "went": ("went", ""), **MOVED}
    by_month = ", ".join(
        f"sum(case when month = '{month}' then {what} else 0 end) as {name}" for name, (what, month) in sums.items()
    )
    return f"""with moment (day, month, previous) as not materialized (
            select case when last < :day then last else :day end, month, previous from calendar where first <= :day),
        turn as (
            select person_id, day, 'life' as look from ({" union ".join([since_ever, *turns(MONTHLY, True, who)])}) each
            union all
            select person_id, d.day, d.look from ({lately}) each
            cross join (select 'was' as look, :year_before as day union all select 'now', :day) d),
        standing as materialized (
            select t.person_id, t.day, t.look, {UNDATED} as undated, {TYPE} as type,
                case when {in_network("t.person_id", "t.day")} then {PROVINCE} end as now
            from turn t),
        kinds as (
            select distinct person_id, '{ANYWHERE}' as kind from standing
            union all select distinct person_id, type from standing where type is not null and now is not null),
        seen as materialized (
            select s.person_id, k.kind, s.day, s.look, s.undated,
                case when k.kind = '{ANYWHERE}' or k.kind = s.type then s.now end as now
            from kinds k join standing s on s.person_id = k.person_id),
        monthly as (
            select person_id, kind, day, now, lag(now) over (partition by person_id, kind order by day) as was,
                first_value(now) over (partition by person_id, kind order by day) as first,
                first_value(day) over (partition by person_id, kind order by day) as since,
                row_number() over (partition by person_id, kind order by day desc) as latest from seen
            where look = 'life'),
        yearly as (
            select kind, year, now, undated, lag(now) over life as was, lag(undated) over life as before from (
                select person_id, kind, {_year_of("day")} as year, now, undated, row_number() over (
                    partition by person_id, kind, {_year_of("day")} order by day desc) as latest from seen
                where look = 'life') each
            where latest = 1 window life as (partition by person_id, kind order by year)),
        recent as (
            select kind, max(case when look = 'was' then now end) as was,
                max(case when look = 'now' then now end) as now
            from seen where look <> 'life' group by person_id, kind),
        moved as materialized (
            select kind, span, at, month, was, now, count(*) as people from (
                select kind, 'year' as span, cast({_year_of("day")} as text) as at, substr(day, 1, 7) as month, was, now
                    from monthly
                union all select kind, 'year', cast(year as text), '', was, now from yearly
                union all select kind, 'ever', '', '', case when since = '{FIRST_DAY}' then first end, now
                    from monthly where latest = 1
                union all select kind, 'twelve', '', '', was, now from recent) each
            where coalesce(was, '{OUTSIDE}') <> coalesce(now, '{OUTSIDE}') group by kind, span, at, month, was, now)
        select kind, span, place, other, at, {by_month} from (
            select kind, span, at, substr(month, 6) as month, now as place, '{ANYWHERE}' as other, people as came,
                0 as went from moved where now is not null
            union all select kind, span, at, substr(month, 6), was, '{ANYWHERE}', 0, people
                from moved where was is not null
            union all select kind, span, at, substr(month, 6), '{ANYWHERE}', '{OUTSIDE}',
                case when was is null then people else 0 end, case when now is null then people else 0 end
                from moved where was is null or now is null
            union all select kind, span, at, substr(month, 6), substr(low, 1, digits), substr(high, 1, digits), people,
                0 from (select moved.*, case when now < was then now else was end as low,
                    case when now < was then was else now end as high from moved where was <> now) each
                cross join (select 1 as digits union all select 2) w where digits = 2 or low <> ''
            union all select y.kind, 'undated', cast(y.year as text), '',
                case when w.whole = 1 then w.place else y.place end, w.other, y.people, 0
            from (
                select kind, year, now as place, undated as people from yearly where now is not null
                union all select kind, year, was, -before from yearly where was is not null) y
            cross join (select 0 as whole, '' as place, '{ANYWHERE}' as other
                union all select 1, '{ANYWHERE}', '{OUTSIDE}') w) each
        group by kind, span, place, other, at"""


def active(joined: str, who: str) -> str:
    """Select (type or "*", fiscal_year, province or "*", people): how many of the persons `p` of `who` were members on
    the last day of a fiscal year that is over by :day, and in the 12 months to it at a held event; in the year 0, the
    same for :day. `joined` says which events `e` are held."""
    return f"""
        select case when k.every = 1 then '{ANYWHERE}' else type end, fiscal_year,
            case when w.whole = 1 then '{ANYWHERE}' else province end, count(*) as people from (
            select t.fiscal_year, {PROVINCE} as province, {TYPE} as type from (
                select distinct p.person_id, case when w.now = 1 then 0 else e.fiscal_year end as fiscal_year,
                    case when w.now = 1 then :day else {_year_end("e.fiscal_year")} end as day
                from participations p cross join events e on e.id = p.event_id
                cross join (select 0 as now union all select 1) w
                where {joined} and {who} and p.deleted is null and p.attended = 'yes'
                  and case when w.now = 1 then e.starts_on > :year_before
                      else {_year_end("e.fiscal_year")} <= :day end) t
            where {in_network("t.person_id", "t.day")}) each
        cross join (select 0 as whole union all select 1) w cross join (select 0 as every union all select 1) k
        where k.every = 1 or type is not null group by 1, 2, 3"""


def offices(who: str) -> str:
    """Select (type, province, year, offices): by how many the organisations `m` of `who` that are members grew in a
    fiscal year, up to :day; of a type and of all ("*"), in a province and in the whole country ("*")."""
    look_day = f"case when {_year_end('year')} < :day then {_year_end('year')} else :day end"

    def look(year: str, when: str) -> str:
        return f"""select m.organisation_id, {year} as year from memberships m
            where m.organisation_id is not null and {who} and m.deleted is null and {when}"""

    looks = (
        look(_year_of(f"'{FIRST_DAY}'"), "coalesce(m.starts_on, '') = ''"),
        look(_year_of("m.starts_on"), "m.starts_on <= :day"),
        look(_year_of("m.ends_on"), "m.ends_on < :day"),
        look(f"1 + {_year_of('m.ends_on')}", "m.ends_on < :day"),
    )
    return f"""with look as ({" union ".join(looks)}),
        stood as (
            select organisation_id, year, case when exists (select 1 from memberships n
                where n.organisation_id = l.organisation_id and n.deleted is null and {holds("l.day", "n")})
                then 1 else 0 end as member
            from (select organisation_id, year, {look_day} as day from look) l),
        grown as (
            select organisation_id, year,
                member - coalesce(lag(member) over (partition by organisation_id order by year), 0) as offices
            from stood)
        select case when k.every = 1 then '{ANYWHERE}' else o.type end,
            case when w.whole = 1 then '{ANYWHERE}' else coalesce(o.province, '') end, g.year, sum(g.offices)
        from grown g join organisations o on o.id = g.organisation_id
        cross join (select 0 as whole union all select 1) w cross join (select 0 as every union all select 1) k
        where k.every = 1 or o.type is not null group by 1, 2, g.year"""
