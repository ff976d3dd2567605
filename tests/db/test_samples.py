"""The five sample announcements: every fact that must come out right, and gone again as a whole."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from db import check, kpis, samples
from db.access import Actor
from db.areas import divided, provinces_of
from db.choices import Category
from db.commands import commands
from db.records import (
    RECORDS,
    Cohort,
    Event,
    FollowUp,
    Headcount,
    Organisation,
    Participation,
    Person,
    Programme,
    Session,
)
from db.refusals import Refused
from db.store import Store
from thai import dates, places

SOM = Actor("สมหญิง")
ANNOUNCEMENTS = Path(__file__).resolve().parents[3] / "shared" / "announcements"
COACHING = "อบรมผู้บริหารและพนักงาน สนง.กกต.จว. และศูนย์ฯ ที่ 1 - 8"
COACHED, KRABI, FORUM, POLICY, WORKING_PARTY = range(5)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One register with the samples, for every test that only reads."""
    home = tmp_path_factory.mktemp("samples")
    samples.add(Store.open(home), SOM)
    return home


@pytest.fixture
def sampled(example: Path) -> Store:
    return Store.open(example)


@pytest.fixture
def report(example: Path) -> Any:
    """`kpis --json` with more options, as an object."""

    def run(*options: str) -> dict[str, Any]:
        arguments = ["kpis", "--json", "--as-of", "2026-11-21", *options]
        ran = CliRunner().invoke(commands, arguments, env={"SAAN_HOME": str(example)}, catch_exceptions=False)
        assert ran.exit_code == 0, ran.output
        answer: dict[str, Any] = json.loads(ran.stdout)
        return answer

    return run


def events(store: Store) -> list[Event]:
    return store.all(Event)


def numbers(store: Store, place: int) -> Any:
    event = events(store)[place]
    with store.reading() as rows:
        return kpis.event_numbers(rows, [event.id])[event.id]


def reached(report: dict[str, Any], scheme: str = "region4") -> dict[str, tuple[int, int, int, int]]:
    """Provinces by area: reached, by plan, by count, by name."""
    return {
        row["area"]: (row["reached"], row["by_plan"], row["by_count"], row["by_name"])
        for row in report["coverage"]
        if row["scheme"] == scheme
    }


def not_reached(report: dict[str, Any]) -> set[str]:
    return {name for row in report["coverage"] if row["scheme"] == "region4" for name in row["not_reached"]}


def full_name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}"


def test_five_dated_events_are_held(report, sampled):
    assert report()["events"] == {"held": 5, "planned": 0, "known": 3, "unknown": 2}
    assert [
        (event.kind.value, event.starts_on.isoformat(), event.ends_on.isoformat()) for event in events(sampled)
    ] == [
        ("training", "2022-03-24", "2022-03-25"),
        ("seminar", "2016-08-05", "2016-08-05"),
        ("forum", "2022-08-24", "2022-08-25"),
        ("meeting", "2020-06-15", "2020-06-15"),
        ("meeting", "2020-06-15", "2020-06-15"),
    ]


def test_the_fourth_cohort_ran_before_the_third_which_was_not_held(sampled):
    with sampled.reading() as rows:
        board = kpis.cohorts(kpis.Scope(rows, kpis.asked(rows, as_of="2026-11-21")))
    assert [(cohort.number, cohort.serves, cohort.state, cohort.starts_on) for cohort in board] == [
        (1, "area:region4:ใต้", "stated", None),
        (2, "area:region4:เหนือ", "stated", None),
        (3, "area:region4:กลาง", "not_held", None),
        (4, "area:region4:ตะวันออกเฉียงเหนือ", "held", "2022-03-24"),
    ]
    assert {cohort.programme for cohort in board} == {COACHING}


def test_announcement_000(sampled):
    event, told = events(sampled)[COACHED], numbers(sampled, COACHED)
    assert (dates.fiscal_year(event.starts_on), dates.quarter(event.starts_on)) == (2565, 2)
    assert dates.long(dates.Days(event.starts_on, event.ends_on)) == "24–25 มีนาคม 2565"
    assert (told.declared, told.counted, told.lines, told.learners, told.learners_named) == (42, None, 0, None, 0)
    assert told.by_category[Category.SPEAKERS].named == 7
    topics = sampled.rows(
        """select count(distinct s.id) as topics, count(distinct a.participation_id) as speakers, count(*) as n
           from sessions s join appearances a on a.session_id = s.id where s.event_id = :id""",
        id=event.id,
    )
    assert topics == [{"topics": 9, "speakers": 7, "n": 9}]
    busiest = sampled.rows(
        """select p.given_name, count(*) as topics from appearances a join participations q on q.id = a.participation_id
           join people p on p.id = q.person_id where q.event_id = :id group by p.id having count(*) > 1""",
        id=event.id,
    )
    assert busiest == [{"given_name": "พัชรินทร์", "topics": 3}]


def test_announcement_001(sampled):
    event, told = events(sampled)[KRABI], numbers(sampled, KRABI)
    assert (event.starts_at, event.starts_on.strftime("%A"), event.fiscal_year) == ("09:00", "Friday", 2559)
    assert (event.serves, places.province(event.serves[-2:]).name) == ("province:81", "กระบี่")
    assert (told.attendance, told.declared, told.counted, told.lines) == (None, None, None, 0)
    assert [one.value for one in event.audience] == [
        *("media", "regional", "local", "state_enterprise", "private", "freelance")
    ]


def test_announcement_002(sampled):
    event, told = events(sampled)[FORUM], numbers(sampled, FORUM)
    lines = sampled.all(Headcount, "event_id = :id", id=event.id)
    assert [(line.category.value, line.units, line.per_unit, line.count) for line in lines] == [
        ("learners", 77, 4, 308),
        ("learners", 77, 1, 77),
        ("organisers", None, None, 13),
        ("speakers", None, None, 7),
        ("speakers", None, None, 5),
        ("guests_media", None, None, 17),
    ]
    assert (told.counted, told.declared, told.learners, told.attendance) == (427, 427, 385, 427)
    speakers = told.by_category[Category.SPEAKERS]
    assert (speakers.named, speakers.counted) == (7, 12)
    assert (event.serves, dates.fiscal_year(event.starts_on), dates.quarter(event.starts_on)) == ("country", 2565, 4)
    sessions = sampled.all(Session, "event_id = :id", id=event.id)
    assert [(one.kind.value, one.number) for one in sessions] == [
        ("panel", 1),
        ("special", 2),
        *(("group", number) for number in range(1, 7)),
    ]
    panel = sampled.rows(
        """select q.role, count(*) as people from appearances a join participations q on q.id = a.participation_id
           where a.session_id = :id group by q.role order by q.role""",
        id=sessions[0].id,
    )
    assert panel == [{"role": "moderator", "people": 1}, {"role": "panellist", "people": 5}]


def test_announcement_003(sampled):
    policy, working_party = events(sampled)[POLICY], events(sampled)[WORKING_PARTY]
    assert (policy.starts_on, policy.starts_on.strftime("%A")) == (date(2020, 6, 15), "Monday")
    assert (numbers(sampled, POLICY).attendance, numbers(sampled, WORKING_PARTY).attendance) == (60, None)
    tasks = sampled.all(FollowUp)
    assert [(task.event_id, task.number) for task in tasks] == [(policy.id, number) for number in range(1, 7)]
    assert working_party.organiser_id != policy.organiser_id
    assert "18 เขต" in policy.notes
    [office] = sampled.all(Organisation, "telephone is not null")
    assert (office.name, office.telephone) == ("สำนักพัฒนานโยบายและแผนการประชาสัมพันธ์", "0 2618 2323 ต่อ 1504")


def test_the_country_has_18_inspection_zones(report):
    assert len([area for area in reached(report(), "inspection18") if area.startswith("เขต")]) == 18


def test_announcement_004_is_a_programme_without_an_event(sampled):
    [programme] = sampled.all(Programme, "objectives is not null")
    assert len(programme.objectives.splitlines()) == 3
    assert not any(event.programme_id == programme.id for event in events(sampled))


def test_attendance(report):
    told = report()
    assert told["attendance"] == {"total": 529, "approximate": 0, "learners": 385}
    assert told["by_fiscal_year"] == [
        {"fiscal_year": 2559, "held": 1, "attendance": None, "unknown": 1},
        {"fiscal_year": 2563, "held": 2, "attendance": 60, "unknown": 1},
        {"fiscal_year": 2565, "held": 2, "attendance": 469, "unknown": 0},
    ]


def test_learners_are_counted_and_none_is_named(report):
    assert report()["people"] == {"named": 23, "trained": 0, "learners_unnamed": 385}


@pytest.mark.parametrize(
    ("options", "areas"),
    [
        (
            ["--fiscal-year", "2565"],
            {
                "เหนือ": (17, 17, 17, 0),
                "ตะวันออกเฉียงเหนือ": (20, 20, 20, 0),
                "กลาง": (26, 26, 26, 0),
                "ใต้": (14, 14, 14, 0),
            },
        ),
        (
            ["--programme", COACHING],
            {"เหนือ": (0, 0, 0, 0), "ตะวันออกเฉียงเหนือ": (20, 20, 0, 0), "กลาง": (0, 0, 0, 0), "ใต้": (0, 0, 0, 0)},
        ),
        (
            ["--fiscal-year", "2559"],
            {"เหนือ": (0, 0, 0, 0), "ตะวันออกเฉียงเหนือ": (0, 0, 0, 0), "กลาง": (0, 0, 0, 0), "ใต้": (1, 1, 0, 0)},
        ),
        (
            ["--fiscal-year", "2563"],
            {"เหนือ": (0, 0, 0, 0), "ตะวันออกเฉียงเหนือ": (0, 0, 0, 0), "กลาง": (0, 0, 0, 0), "ใต้": (0, 0, 0, 0)},
        ),
    ],
)
def test_reached(report, options, areas):
    assert reached(report(*options)) == areas


def test_exactly_krabi_is_reached_in_2559(report):
    everywhere = {province.name for province in places.PROVINCES}
    assert everywhere - not_reached(report("--fiscal-year", "2559")) == {"กระบี่"}


def test_25_participations_are_23_people(sampled, report):
    came = sampled.all(Participation)
    assert [sum(one.event_id == event.id for one in came) for event in events(sampled)] == [9, 5, 8, 2, 1]
    assert len({one.person_id for one in came}) == len(sampled.all(Person)) == 23
    twice = sampled.rows(
        """select p.given_name, group_concat(q.role) as roles from people p join participations q on q.person_id = p.id
           group by p.id having count(*) > 1 order by p.given_name"""
    )
    assert twice == [
        {"given_name": "ธีรภัทร", "roles": "speaker,participant"},
        {"given_name": "อิทธิพร", "roles": "chair,chair"},
    ]
    named = {row: report("--fiscal-year", row)["people"]["named"] for row in ("2559", "2563", "2565")}
    assert named == {"2559": 5, "2563": 2, "2565": 16}
    [writer] = sampled.all(Participation, "role = 'staff'")
    assert full_name(sampled.get(Person, writer.person_id)) == "ไพฑูรย์ ล่องเพ็ง"


def test_they_are_whole(sampled):
    assert list(check.problems(sampled)) == []


# Coming and going


def live(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {kind.table: store.rows(f"select * from {kind.table} where deleted is null order by id") for kind in RECORDS}


def test_they_come_in_one_batch_once(store):
    assert not samples.present(store)
    samples.add(store, SOM)
    assert store.rows("select distinct batch, because, actor from journal") == [
        {"batch": 1, "because": "samples", "actor": "สมหญิง"}
    ]
    version = store.version()
    with pytest.raises(Refused):
        samples.add(store, SOM)
    assert (samples.present(store), store.version()) == (True, version)


def test_they_go_and_leave_all_else(store):
    with store.writing(SOM, "test") as w:
        ours = w.add(Organisation(name="กรมประชาสัมพันธ์"))
        w.add(Event(title="ของเรา", starts_on=date(2022, 1, 1), organiser_id=ours.id))
    before = live(store)
    samples.add(store, SOM)
    assert store.rows("select count(*) as n from organisations where name = 'กรมประชาสัมพันธ์'") == [{"n": 1}]
    samples.remove(store, SOM)
    assert (live(store), samples.present(store)) == (before, False)
    assert list(check.problems(store)) == []
    with pytest.raises(Refused):
        samples.remove(store, SOM)


def test_they_may_come_again(store):
    samples.add(store, SOM)
    samples.remove(store, SOM)
    samples.add(store, SOM)
    assert (samples.present(store), len(store.all(Event))) == (True, 5)


def test_those_that_were_tried_out_go_too(store):
    samples.add(store, SOM)
    with store.writing(SOM, "test") as w:
        w.change(store.all(Event)[0], declared_total=7)
    samples.remove(store, SOM)
    assert store.all(Event) == []


def test_all_stay_while_something_newer_hangs_on_one(store):
    samples.add(store, SOM)
    [host] = store.all(Organisation, "name = 'กรมประชาสัมพันธ์'")
    with store.writing(SOM, "test") as w:
        ours = w.add(Event(title="ของเรา", starts_on=date(2022, 1, 1), organiser_id=host.id))
    before = live(store)
    with pytest.raises(Refused) as refused:
        samples.remove(store, SOM)
    assert refused.value.values == {"name": "กรมประชาสัมพันธ์", "other": ours.code}
    assert live(store) == before


def test_the_removal_is_undone_like_any_batch(store):
    samples.add(store, SOM)
    names = [person.given_name for person in store.all(Person)]
    samples.remove(store, SOM)
    [last] = store.rows("select max(batch) as batch from journal")
    store.undo(last["batch"], SOM)
    assert [person.given_name for person in store.all(Person)] == names


# Against what a careful clerk would record, where the announcements are at hand

EXPECTED = {"000": [COACHED], "001": [KRABI], "002": [FORUM], "003": [POLICY, WORKING_PARTY], "004": []}


@pytest.mark.skipif(not ANNOUNCEMENTS.is_dir(), reason="the announcements are not beside the project")
@pytest.mark.parametrize("name", EXPECTED)
def test_as_a_careful_clerk_records(sampled, name):
    expected = json.loads((ANNOUNCEMENTS / f"{name}.expected.json").read_text(encoding="utf-8"))
    recorded = [_as_expected(sampled, events(sampled)[place]) for place in EXPECTED[name]]
    for event in expected["events"]:
        event.setdefault("audience", [])
        event["audience"] = len(event["audience"])
        event["groups"] = [(group["number"], group["topic"]) for group in event["groups"]]
    assert recorded == expected["events"]
    if name == "003":
        assert [{"number": one.number, "text": one.task} for one in sampled.all(FollowUp)] == expected["followups"]


def _as_expected(store: Store, event: Event) -> dict[str, Any]:
    cohort = event.cohort_id and store.get(Cohort, event.cohort_id)
    serves = event.serves or (cohort.serves if cohort else None)
    with store.reading() as rows:
        served = len(provinces_of(divided(rows, event.starts_on), serves))
    people = {
        one.id: (store.get(Person, one.person_id), one.role)
        for one in store.all(Participation, "event_id = :id", id=event.id)
    }
    shown = {id: f"{person.title or ''}{full_name(person)}" for id, (person, _) in people.items()}
    roles = [role.value for _, role in people.values()]
    sessions = store.all(Session, "event_id = :id", id=event.id)
    speaking = store.rows("select session_id, participation_id from appearances where deleted is null order by rowid")
    office = store.get(Organisation, event.organiser_id)
    above = office.parent_id and store.get(Organisation, office.parent_id)
    return {
        "title": event.title,
        "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat(),
        "starts_at": event.starts_at,
        "fiscal_year": event.fiscal_year,
        "province": event.province and places.province(event.province).name,
        "venue": event.venue,
        "cohort": cohort.number if cohort else None,
        "area": cohort.serves.split(":")[-1] if cohort else None,
        "organiser": f"{above.name} โดย{office.name.removesuffix(f' {above.name}')}" if above else office.name,
        "chair": next((name for name, role in zip(shown.values(), roles, strict=True) if role == "chair"), None),
        "declared_total": event.declared_total,
        "approximate": event.approximate,
        "headcounts": [
            {
                "label": line.label,
                "units": line.units,
                "per_unit": line.per_unit,
                "count": line.count,
                "category": line.category.value,
            }
            for line in store.all(Headcount, "event_id = :id", id=event.id)
        ],
        # The clerk gives no number where a single province is served.
        "provinces_served": served if served > 1 else None,
        "people": [{"name": name, "role": role} for name, role in zip(shown.values(), roles, strict=True)],
        "sessions": [
            {
                "topic": one.topic,
                "speakers": [
                    shown[row["participation_id"]]
                    for row in speaking
                    if row["session_id"] == one.id and people[row["participation_id"]][1].value != "moderator"
                ],
            }
            for one in sessions
            if one.kind.value != "group"
        ],
        "groups": [(one.number, one.topic) for one in sessions if one.kind.value == "group"],
        "kind": event.kind.value,
        "audience": len(event.audience),
    }
