"""How the tables came to be. Applied once at start, in order, each in its own transaction; never edited afterwards."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from thai.places import PROVINCES, Province

migrations = Migrations("saan")

BOOKKEEPING = """
create table settings (key text primary key, value text not null) strict;
create table tokens (token text primary key, batch integer not null, at text not null) strict;
create table drafts (
    id text primary key, page text not null, actor text not null, "values" text not null, updated_at text not null
) strict;
create table journal (
    number integer primary key, batch integer not null, at text not null,
    actor text not null, signed_in integer not null, because text not null,
    action text not null, record text not null, record_id text, before text, after text, ids text
) strict;
create index journal_batch on journal (batch);
create index journal_record on journal (record, record_id);
"""

ROW = "id text primary key, rev integer not null, deleted integer"

TABLES = f"""
create table organisations (
    {ROW}, name text not null, type text, province text, parent_id text references organisations (id),
    telephone text, search_key text not null, sort_key text not null
) strict;
create unique index organisations_name on organisations (name, coalesce(province, '')) where deleted is null;
create index organisations_sort on organisations (sort_key) where deleted is null;

create table networks (
    {ROW}, name text not null, owner_id text references organisations (id)
) strict;
create unique index networks_name on networks (name) where deleted is null;

create table programmes (
    {ROW}, name text not null, owner_id text references organisations (id), fiscal_year integer, objectives text,
    network_id text references networks (id)
) strict;
create unique index programmes_name on programmes (name, coalesce(fiscal_year, 0)) where deleted is null;

create table cohorts (
    {ROW}, programme_id text not null references programmes (id), number integer not null, serves text,
    state text not null
) strict;
create unique index cohorts_number on cohorts (programme_id, number) where deleted is null;

create table events (
    {ROW}, code text not null unique, title text not null, starts_on text, ends_on text, starts_at text,
    kind text not null, state text not null, province text, venue text,
    organiser_id text references organisations (id), programme_id text references programmes (id),
    cohort_id text references cohorts (id), serves text, audience text not null, declared_total integer,
    approximate integer not null, list_complete integer not null, source_url text, notes text,
    month text, fiscal_year integer, search_key text not null
) strict;
create index events_starts_on on events (starts_on) where deleted is null;
create index events_programme on events (programme_id) where deleted is null;
create index events_cohort on events (cohort_id) where deleted is null;
create index events_organiser on events (organiser_id) where deleted is null;

create table headcounts (
    {ROW}, event_id text not null references events (id), category text not null, label text, units integer,
    per_unit integer, count integer, area text, position integer
) strict;
create index headcounts_event on headcounts (event_id) where deleted is null;

create table sessions (
    {ROW}, event_id text not null references events (id), kind text not null, number integer, topic text not null,
    outcome text
) strict;
create index sessions_event on sessions (event_id) where deleted is null;

create table people (
    {ROW}, title text, given_name text not null, family_name text, province text, telephone text, email text,
    contact text, consent text not null, notes text, search_key text not null, sort_key text not null
) strict;
create index people_sort on people (sort_key) where deleted is null;
create index people_search on people (search_key) where deleted is null;

create table participations (
    {ROW}, event_id text not null references events (id), person_id text not null references people (id),
    role text not null, attended text not null, position text, organisation_id text references organisations (id),
    province text
) strict;
create unique index participations_once on participations (event_id, person_id, role) where deleted is null;
create index participations_person on participations (person_id) where deleted is null;
create index participations_organisation on participations (organisation_id) where deleted is null;

create table appearances (
    {ROW}, session_id text not null references sessions (id),
    participation_id text not null references participations (id)
) strict;
create unique index appearances_once on appearances (session_id, participation_id) where deleted is null;
create index appearances_participation on appearances (participation_id) where deleted is null;

create table follow_ups (
    {ROW}, event_id text not null references events (id), number integer, task text not null, owner text,
    due_on text, done_on text
) strict;
create index follow_ups_event on follow_ups (event_id) where deleted is null;

create table posts (
    {ROW}, person_id text not null references people (id), organisation_id text references organisations (id),
    position text, province text, standing text not null, starts_on text, ends_on text
) strict;
create index posts_person on posts (person_id) where deleted is null;
create index posts_organisation on posts (organisation_id) where deleted is null;

create table memberships (
    {ROW}, network_id text not null references networks (id), person_id text references people (id),
    organisation_id text references organisations (id), starts_on text, ends_on text
) strict;
create index memberships_person on memberships (person_id) where deleted is null;
create index memberships_organisation on memberships (organisation_id) where deleted is null;
create index memberships_network on memberships (network_id, starts_on) where deleted is null;

create table schemes ({ROW}, key text not null, name text not null, name_en text not null) strict;
create unique index schemes_key on schemes (key) where deleted is null;

create table area_members (
    {ROW}, scheme_id text not null references schemes (id), area text not null, area_en text not null,
    position integer, province text not null, starts_on text, ends_on text
) strict;
create index area_members_scheme on area_members (scheme_id) where deleted is null;
"""


def _run(db: Database, script: str) -> None:
    """Statement by statement: `executescript` would commit behind the migration's back."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m001_bookkeeping(db: Database) -> None:
    _run(db, BOOKKEEPING)


@migrations()
def m002_records(db: Database) -> None:
    _run(db, TABLES)


REGIONS = ("เหนือ", "ตะวันออกเฉียงเหนือ", "กลาง", "ตะวันออก", "ตะวันตก", "ใต้")
REGIONS_EN = ("North", "North-east", "Central", "East", "West", "South")
CENTRE, CENTRE_EN = "ส่วนกลาง", "Central administration"


@migrations()
def m003_schemes(db: Database) -> None:
    """Four ways to divide the country that hold on every day; the agency adds its own. Ids are fixed, so that two
    registers agree."""

    def region(value: str) -> tuple[str, str, int]:
        return value, REGIONS_EN[REGIONS.index(value)], REGIONS.index(value) + 1

    def numbered(prefix: str, prefix_en: str, value: str) -> tuple[str, str, int]:
        if value == CENTRE:
            return CENTRE, CENTRE_EN, 100
        return f"{prefix} {value}", f"{prefix_en} {value}", int(value)

    schemes: list[tuple[str, str, str, Callable[[Province], tuple[str, str, int]]]] = [
        ("region4", "4 ภาค", "4 regions", lambda p: region(p.region4)),
        ("region6", "6 ภาค", "6 regions", lambda p: region(p.region6)),
        (
            "inspection18",
            "18 เขตตรวจราชการ",
            "18 inspection zones",
            lambda p: numbered("เขต", "Zone", p.inspection_zone),
        ),
        (
            "prd8",
            "สำนักประชาสัมพันธ์เขต",
            "PRD regional offices",
            lambda p: numbered("สปข.", "PRD office", p.prd_region),
        ),
    ]
    for key, name, name_en, place in schemes:
        _table(db, "schemes").insert(
            {"id": f"scheme0{key}", "rev": 1, "deleted": None, "key": key, "name": name, "name_en": name_en}
        )
        _table(db, "area_members").insert_all(
            {
                "id": f"scheme0{key}0{p.code}",
                "rev": 1,
                "deleted": None,
                "scheme_id": f"scheme0{key}",
                "area": place(p)[0],
                "area_en": place(p)[1],
                "position": place(p)[2],
                "province": p.code,
                "starts_on": None,
                "ends_on": None,
            }
            for p in PROVINCES
        )


SYNC = """
create table sync_base (
    tab text not null, row_id text not null, cells text not null, "values" text not null, primary key (tab, row_id)
) strict;
create table sync_sent (
    tab text not null, row_id text not null, field text not null, cell text, old text, at real not null,
    primary key (tab, row_id, field)
) strict;
create table sync_reserved (
    row_id text primary key, tab text not null, print text not null, at real not null, answer text, by text
) strict;
create table sync_missing (
    tab text not null, row_id text not null, since real not null, primary key (tab, row_id)
) strict;
create table sync_issue (
    number integer primary key, kind text not null, tab text not null, row_id text not null, field text not null,
    entry text not null, at text not null, choice text, chosen_by text, chosen_at text, chosen_sheet text,
    closed_at text, outcome text, batch integer
) strict;
create unique index sync_issue_open on sync_issue (kind, tab, row_id, field) where closed_at is null;
create table sync_run (
    number integer primary key, at text not null, until text not null, times integer not null, status text not null,
    pulled integer not null, pushed integer not null, reads integer not null, writes integer not null, detail text
) strict;
create table sync_lease (
    name text primary key, holder text not null, until real not null, fence integer not null
) strict;
"""


@migrations()
def m004_sync(db: Database) -> None:
    _run(db, SYNC)


TARGETS = f"""
alter table cohorts add column due_on text;
create table targets (
    {ROW}, programme_id text not null references programmes (id), serves text not null, category text not null,
    label text, seats integer not null
) strict;
create index targets_programme on targets (programme_id) where deleted is null;
"""

COUNTS = """
create table event_counts (
    event_id text not null, fiscal_year integer not null, month text not null, starts_on text not null,
    province text not null, held integer not null, known integer not null, attendance integer not null,
    approximate integer not null, learners_known integer not null, learners integer not null,
    learners_named integer not null, unnamed integer not null, planned integer not null, postponed integer not null,
    primary key (event_id, fiscal_year, month, starts_on, province)
) strict;
create index event_counts_held on event_counts (starts_on, event_id, province) where held = 1;
create index event_counts_unknown on event_counts (starts_on, event_id, province) where held = 1 and known = 0;
create index event_counts_unnamed on event_counts (starts_on, event_id, province) where unnamed > 0;
create table month_counts (
    province text not null, fiscal_year integer not null, month text not null, held integer not null,
    known integer not null, attendance integer not null, approximate integer not null, learners_known integer not null,
    learners integer not null, learners_named integer not null, unnamed integer not null, planned integer not null,
    postponed integer not null, primary key (province, fiscal_year, month)
) strict;
create table reach_counts (
    fiscal_year integer not null, way text not null, serves text not null, events integer not null,
    primary key (fiscal_year, way, serves)
) strict;
create table people_counts (
    fiscal_year integer not null, who text not null, low integer not null, high integer not null,
    people integer not null, primary key (fiscal_year, who, low, high)
) strict;
create table member_counts (
    span text not null, was text not null, now text not null, at text not null, people integer not null,
    primary key (span, was, now, at)
) strict;
create table active_counts (
    fiscal_year integer not null, province text not null, people integer not null, primary key (fiscal_year, province)
) strict;
create table office_counts (
    province text not null, year integer not null, offices integer not null, primary key (province, year)
) strict;
create index memberships_undated on memberships (person_id) where deleted is null and starts_on is null;
drop index people_sort;
create index people_sort on people (sort_key, id) where deleted is null;
create index memberships_starts_on on memberships (starts_on) where deleted is null and person_id is not null;
create table calendar (
    month text primary key, first text not null, last text not null, previous text not null unique
) strict;
"""

WORKLIST = """
create index event_counts_ledgers on event_counts (starts_on, event_id, province) where ledgers = 1;
create index event_counts_speakers on event_counts (starts_on, event_id, province) where speakers_unnamed > 0;
create index events_planned on events (starts_on, ends_on, id, province) where deleted is null and state = 'planned';
create index follow_ups_open on follow_ups (due_on, event_id) where deleted is null and done_on is null;
alter table follow_ups add column session_id text references sessions (id);
create index follow_ups_session on follow_ups (session_id) where deleted is null;
delete from settings where key = 'counted_on';
"""


@migrations()
def m005_targets(db: Database) -> None:
    _run(db, TARGETS)


@migrations()
def m006_counts(db: Database) -> None:
    """Tables of kept counts, and the months that some go by. The store fills the counts when it opens the register, for
    they are as of a day."""
    _run(db, COUNTS)
    firsts = [date(1899 + number // 12, number % 12 + 1, 1) for number in range(12 * 260)]
    _table(db, "calendar").insert_all(
        {
            "month": f"{first:%Y-%m}",
            "first": first.isoformat(),
            "last": (after - timedelta(1)).isoformat(),
            "previous": f"{first - timedelta(1):%Y-%m}",
        }
        for first, after in pairwise(firsts)
    )


EMPTY_AREAS = f"""
alter table area_members rename to area_members_before;
drop index area_members_scheme;
create table area_members (
    {ROW}, scheme_id text not null references schemes (id), area text not null, area_en text not null,
    position integer, province text, starts_on text, ends_on text
) strict;
insert into area_members select * from area_members_before;
drop table area_members_before;
create index area_members_scheme on area_members (scheme_id) where deleted is null;
"""


@migrations()
def m007_empty_areas(db: Database) -> None:
    """An area may have no province yet."""
    _run(db, EMPTY_AREAS)


@migrations()
def m008_worklist(db: Database) -> None:
    """What is open at an event, kept as counts too; the store makes them anew when it opens the register."""
    for table in ("event_counts", "month_counts"):
        for column in ("unnamed_at", "speakers_unnamed", "speakers_at", "ledgers", "incomplete"):
            db.execute(f"alter table {table} add column {column} integer not null default 0")
    _run(db, WORKLIST)


OUTREACH = """
create index event_counts_province on event_counts (province, starts_on) where held = 1;
create index participations_speaking on participations (event_id, person_id)
    where deleted is null and role in ('speaker', 'panellist', 'moderator');
"""


@migrations()
def m009_outreach(db: Database) -> None:
    _run(db, OUTREACH)


COUNTS_BY_KIND = """
drop table event_counts;
create table event_counts (
    event_id text not null, fiscal_year integer not null, month text not null, starts_on text not null,
    province text not null, audience text not null, held integer not null, known integer not null,
    attendance integer not null, approximate integer not null, learners_known integer not null,
    learners integer not null, learners_named integer not null, unnamed integer not null, unnamed_at integer not null,
    speakers_unnamed integer not null, speakers_at integer not null, ledgers integer not null,
    incomplete integer not null, planned integer not null, postponed integer not null,
    primary key (event_id, fiscal_year, month, starts_on, province, audience)
) strict, without rowid;
create index event_counts_held on event_counts (starts_on, event_id, province) where held = 1;
create index event_counts_unknown on event_counts (starts_on, event_id, province) where held = 1 and known = 0;
create index event_counts_unnamed on event_counts (starts_on, event_id, province) where unnamed > 0;
create index event_counts_ledgers on event_counts (starts_on, event_id, province) where ledgers = 1;
create index event_counts_speakers on event_counts (starts_on, event_id, province) where speakers_unnamed > 0;
create index event_counts_province on event_counts (province, starts_on) where held = 1;
drop table month_counts;
create table month_counts (
    kind text not null, province text not null, fiscal_year integer not null, month text not null,
    held integer not null, known integer not null, attendance integer not null, approximate integer not null,
    learners_known integer not null, learners integer not null, learners_named integer not null,
    unnamed integer not null, unnamed_at integer not null, speakers_unnamed integer not null,
    speakers_at integer not null, ledgers integer not null, incomplete integer not null, planned integer not null,
    postponed integer not null, primary key (kind, province, fiscal_year, month)
) strict, without rowid;
drop table reach_counts;
create table reach_counts (
    kind text not null, fiscal_year integer not null, way text not null, serves text not null, events integer not null,
    primary key (kind, fiscal_year, way, serves)
) strict, without rowid;
drop table people_counts;
create table people_counts (
    kind text not null, fiscal_year integer not null, who text not null, low integer not null, high integer not null,
    people integer not null, primary key (kind, fiscal_year, who, low, high)
) strict, without rowid;
drop table member_counts;
create table member_counts (
    kind text not null, span text not null, place text not null, other text not null, at text not null,
    came integer not null, went integer not null, primary key (kind, span, place, other, at)
) strict, without rowid;
drop table active_counts;
create table active_counts (
    kind text not null, fiscal_year integer not null, province text not null, people integer not null,
    primary key (kind, fiscal_year, province)
) strict, without rowid;
drop table office_counts;
create table office_counts (
    kind text not null, province text not null, year integer not null, offices integer not null,
    primary key (kind, province, year)
) strict, without rowid;
create table cohort_counts (
    cohort_id text not null, programme_id text not null, fiscal_year integer not null, state text not null,
    due_on text not null, event_id text not null, cohorts integer not null,
    primary key (cohort_id, programme_id, fiscal_year, state, due_on, event_id)
) strict, without rowid;
create index cohort_counts_due on cohort_counts (due_on) where state <> 'held' and due_on <> '';
create index cohort_counts_stated on cohort_counts (state) where state = 'held';
drop index events_planned;
create index events_planned on events (
    state, starts_on, ends_on, id, province, fiscal_year, programme_id, audience
) where deleted is null and state = 'planned';
create index events_prefix on events (substr(code, 1, 2), code);
delete from settings where key = 'counted_on';
"""


@migrations()
def m010_counts_by_kind(db: Database) -> None:
    """What each type of organisation gives, and the cohorts still due, are counts too; the store makes them all anew
    when it opens the register."""
    _run(db, COUNTS_BY_KIND)


ANNOUNCEMENTS = f"""
create table announcements (
    {ROW}, event_id text not null references events (id), text text not null
) strict;
create index announcements_event on announcements (event_id) where deleted is null;
create index announcements_length on announcements (length(text)) where deleted is null;
"""


@migrations()
def m011_announcements(db: Database) -> None:
    _run(db, ANNOUNCEMENTS)


LEARNERS_UNKNOWN = """
alter table event_counts add column learners_unknown integer not null default 0;
alter table month_counts add column learners_unknown integer not null default 0;
create index event_counts_learners on event_counts (starts_on, event_id, province) where learners_unknown = 1;
delete from settings where key = 'counted_on';
"""


@migrations()
def m012_learners_unknown(db: Database) -> None:
    """Where people were taught and nobody said how many is kept as a count too; the store makes them all anew when it
    opens the register."""
    _run(db, LEARNERS_UNKNOWN)


def _by_month(names: Iterable[str]) -> str:
    months = (*range(10, 13), *range(1, 10))
    return ", ".join(f"{name}_{month:02} integer not null" for month in months for name in names)


COUNTS_BY_YEAR = f"""
drop table month_counts;
create table year_counts (
    kind text not null, province text not null, fiscal_year integer not null,
    held integer not null, known integer not null, attendance integer not null, approximate integer not null,
    learners_known integer not null, learners integer not null, learners_named integer not null,
    unnamed integer not null, learners_unknown integer not null, unnamed_at integer not null,
    speakers_unnamed integer not null, speakers_at integer not null, ledgers integer not null,
    incomplete integer not null, planned integer not null, postponed integer not null,
    {_by_month(("held", "known", "attendance", "planned"))}, primary key (kind, province, fiscal_year)
) strict, without rowid;
drop table member_counts;
create table member_counts (
    kind text not null, span text not null, place text not null, other text not null, at text not null,
    came integer not null, went integer not null, {_by_month(("came", "went"))},
    primary key (kind, span, place, other, at)
) strict, without rowid;
delete from settings where key = 'counted_on';
"""


@migrations()
def m013_counts_by_year(db: Database) -> None:
    """The counts of twelve months stand in one row; the store makes them all anew when it opens the register."""
    _run(db, COUNTS_BY_YEAR)


def _table(db: Database, name: str) -> Table:
    return db.table(name)
