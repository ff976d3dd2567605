"""A made-up register: the same for the same seed, of the size that was asked for, plainly made up, gone as a whole."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from db import check, fill, samples
from db.access import Actor
from db.choices import OrganisationType
from db.commands import commands
from db.examples import FILL, Ids
from db.made_up import Country
from db.records import RECORDS, Event, Headcount, Organisation, Person
from db.refusals import Refused
from db.store import Store
from thai import dates
from thai.places import PROVINCES

SOM = Actor("สมหญิง")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One register of 2,000 people, for every test that only reads."""
    store = Store.open(tmp_path_factory.mktemp("fill"))
    fill.add(store, SOM, people=2_000, seed=7, until=2569)
    return store


def count(store: Store) -> dict[str, int]:
    """Live rows by table, of the records that a fill writes."""
    return {
        kind.table: store.rows(f"select count(*) as n from {kind.table} where deleted is null")[0]["n"]
        for kind in RECORDS
        if kind.table not in ("schemes", "area_members", "announcements")
    }


def run(home: Path, *arguments: str) -> Result:
    """What a command answers on the register in `home`."""
    return CliRunner().invoke(commands, arguments, env={"SAAN_HOME": str(home)}, catch_exceptions=False)


def reported(home: Path, seed: int) -> str:
    """The report of a register of 300 people, filled and measured in this process."""
    assert run(home, "fill", "--people", "300", "--seed", str(seed), "--until", "2569").exit_code == 0
    return run(home, "kpis", "--as-of", "2026-09-30", "--json").stdout


def test_the_same_arguments_give_the_same_report_byte_for_byte(tmp_path):
    here = reported(tmp_path / "here", 7)
    script = """if True:
        import sys
        from pathlib import Path
        from tests.db.test_fill import reported

        print(end=reported(Path(sys.argv[1]), 7))"""
    elsewhere = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "elsewhere")],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert here == elsewhere.stdout
    assert {**json.loads(here), "version": 0} != {**json.loads(reported(tmp_path / "other", 8)), "version": 0}


def test_it_is_of_the_size_that_was_asked_for(filled):
    rows = count(filled)
    assert (rows["people"], rows["events"], rows["participations"]) == (2_000, 50, 4_000)
    assert all(rows.values())


@pytest.mark.parametrize("people", [1, 39, 41, 79, 80, 81, 157])
def test_few_people_take_part_in_two_roles(store, people):
    heard: list[int] = []
    fill.add(store, SOM, people, seed=people, until=2569, progress=heard.append)
    rows = count(store)
    assert (rows["people"], rows["events"], rows["participations"]) == (people, max(1, people // 40), 2 * people)
    assert sum(heard) == fill.PARTS * people
    assert list(check.problems(store)) == []


def test_it_is_whole(filled):
    assert list(check.problems(filled)) == []


def test_everybody_is_plainly_made_up(filled):
    assert all(person.family_name.startswith(("ตัวอย่าง", "สมมติ")) for person in filled.all(Person))
    assert all("สมมติ" in one.name for one in filled.all(Organisation))
    assert all("สมมติ" in event.title for event in filled.all(Event))


def test_events_fall_in_ten_fiscal_years_and_one_in_five_has_an_unknown_headcount(filled):
    events = filled.all(Event)
    assert {event.fiscal_year for event in events} == {*range(2560, 2570), None}
    held = [event for event in events if event.state == "held"]
    assert Counter(event.state.value for event in events) == {"held": 44, "planned": 2, "postponed": 2, "cancelled": 2}
    unknown = [event for event in held if not _known(filled, event)]
    assert len(unknown) == 9
    assert not any(event.declared_total for event in events if event.state != "held")


def _known(store: Store, event: Event) -> bool:
    lines = [line.count for line in store.all(Headcount, "event_id = :id", id=event.id)]
    return event.declared_total is not None or event.list_complete or (bool(lines) and None not in lines)


def test_organisations_are_of_all_types_and_people_of_all_provinces(filled):
    assert {one.type for one in filled.all(Organisation)} == {*OrganisationType, None}
    assert {person.province for person in filled.all(Person)} == {*(each.code for each in PROVINCES), None}


def test_members_join_leave_and_come_back(filled):
    stays = filled.rows(
        """select count(*) as stays, count(starts_on) as known, count(ends_on) as ended,
               count(*) - count(distinct network_id || person_id) as again
           from memberships where person_id is not null"""
    )
    assert stays == [{"stays": 1417, "known": 1270, "ended": 377, "again": 64}]
    joined = filled.rows(
        """select count(*) as n from memberships a join memberships b on b.network_id = a.network_id
           and b.person_id = a.person_id and julianday(b.starts_on) = julianday(a.ends_on) + 1"""
    )
    assert joined[0]["n"] > 0


def test_some_people_moved_from_another_province(filled):
    [moved] = filled.rows(
        """select count(*) as n from posts a join posts b on b.person_id = a.person_id
           where a.standing = 'former' and a.ends_on < b.starts_on and a.province is not null"""
    )
    assert moved["n"] > 100


def test_only_held_events_have_people(filled):
    states = filled.rows("select distinct e.state from participations p join events e on e.id = p.event_id")
    assert states == [{"state": "held"}]


def test_it_ends_with_this_fiscal_year_if_not_said(store, monkeypatch):
    monkeypatch.setattr(dates, "today", lambda: date(2026, 11, 21))
    fill.add(store, SOM, people=400, seed=1)
    assert max(event.fiscal_year for event in store.all(Event) if event.fiscal_year) == 2570


# Coming and going


def test_it_comes_beside_the_samples_alone(store):
    samples.add(store, SOM)
    alone = count(store)
    fill.add(store, SOM, 50, 1, 2569)
    assert (fill.present(store), list(check.problems(store))) == (True, [])
    with pytest.raises(Refused, match="already"):
        fill.add(store, SOM, 50, 1, 2569)
    fill.remove(store, SOM)
    assert (fill.present(store), samples.present(store), count(store)) == (False, True, alone)
    assert list(check.problems(store)) == []


def test_it_may_come_again(store):
    for _ in range(2):
        fill.add(store, SOM, 50, 1, 2569)
        people = [(person.given_name, person.family_name) for person in store.all(Person)]
        assert len(people) == 50
        fill.remove(store, SOM)
    with pytest.raises(Refused):
        fill.remove(store, SOM)


def test_a_register_with_real_data_is_refused(store):
    with store.writing(SOM, "test") as w:
        w.add(Event(title="ของเรา", starts_on=date(2022, 1, 1)))
    with pytest.raises(Refused, match="real data"):
        fill.add(store, SOM, 50, 1, 2569)
    assert (count(store)["people"], store.version()) == (0, 1)


@pytest.mark.parametrize(
    ("people", "until", "field"),
    [(0, 2569, "people"), (1_000_001, 2569, "people"), (5, 2452, "until"), (5, 2701, "until")],
)
def test_what_cannot_be_made_up_is_refused(store, people, until, field):
    with pytest.raises(Refused) as refused:
        fill.add(store, SOM, people, 1, until)
    assert (refused.value.field, store.version()) == (field, 0)


@pytest.mark.parametrize("until", [2453, 2700])
def test_the_first_and_the_last_year(store, until):
    fill.add(store, SOM, 400, 1, until)
    assert list(check.problems(store)) == []


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(fill, "PEOPLE_AT_ONCE", 100)
    monkeypatch.setattr(fill, "EVENTS_AT_ONCE", 2)


class Stopped(Exception):
    pass


@pytest.mark.parametrize("after", [1, 240, 500])
@pytest.mark.usefixtures("small_parts")
def test_a_fill_that_was_stopped_leaves_a_whole_register_that_can_be_cleaned(store, after):
    done = 0

    def stop(part: int) -> None:
        nonlocal done
        done += part
        if done >= after:
            raise Stopped

    with pytest.raises(Stopped):
        fill.add(store, SOM, 240, 1, 2569, stop)
    assert list(check.problems(store)) == []
    with pytest.raises(Refused, match="Remove it first"):
        fill.add(store, SOM, 50, 1, 2569)
    fill.remove(store, SOM)
    assert set(count(store).values()) == {0}


@pytest.mark.usefixtures("small_parts")
def test_others_write_in_between(store):
    def write(_: Any) -> None:
        with store.writing(SOM, "test") as w:
            w.add(Person(given_name="คนจริง"))

    fill.add(store, SOM, 240, 1, 2569, write)
    assert len(store.all(Person, "given_name = 'คนจริง'")) == 6
    fill.remove(store, SOM)
    assert {person.given_name for person in store.all(Person)} == {"คนจริง"}


def test_what_is_used_stays_whole(store):
    fill.add(store, SOM, 50, 1, 2569)
    office = store.all(Organisation)[0]
    with store.writing(SOM, "test") as w:
        ours = w.add(Event(title="ของเรา", starts_on=date(2022, 1, 1), organiser_id=office.id))
    before = count(store)
    with pytest.raises(Refused) as refused:
        fill.remove(store, SOM)
    assert refused.value.values == {"name": office.name, "other": ours.code}
    assert count(store) == before


def test_from_the_command_line(tmp_path):
    assert run(tmp_path, "samples").exit_code == 0
    again = run(tmp_path, "samples")
    assert (again.exit_code, again.stderr.splitlines()) == (
        1,
        ["ตัวอย่างอยู่ในทะเบียนแล้ว", "The samples are in the register already."],
    )
    assert run(tmp_path, "fill", "--people", "50", "--until", "2569").exit_code == 0
    assert run(tmp_path, "check").exit_code == 0
    assert run(tmp_path, "fill", "--remove").exit_code == 0
    assert run(tmp_path, "fill", "--remove").exit_code == 1
    assert run(tmp_path, "samples", "--remove").exit_code == 0
    assert set(count(Store.open(tmp_path)).values()) == {0}


def test_those_around_a_place_are_the_people_of_its_province_and_of_its_region():
    country = Country(Ids(FILL, 1), people=997, seed=1, until=2569)
    homes = [country.province_of(place) for place in range(997)]
    for province in PROVINCES:
        region = {each.code for each in PROVINCES if each.region4 == province.region4}
        assert [list(places) for places in country.around(province.code)] == [
            [place for place in range(997) if homes[place] == province.code],
            [place for place in range(997) if homes[place] in region],
        ]
