"""The numbers of the coverage and network pages beside the report: they are what a naive computation finds, and plain
cases are spelled out."""

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from db import kpis
from db.areas import NAMES
from db.filters import Filters
from db.members import STAGES
from db.outreach import Speaker
from db.records import Appearance, Event, Participation, Person, Programme, Session
from db.scope import Scope
from db.store import Store
from db.visits import Compared
from tests import registers
from tests.naive import Naive, a_year_before
from tests.registers import NIDA, everything_asked


def like(asked: dict[str, Any]) -> Filters:
    return Filters(**{**asked, "as_of": date.fromisoformat(asked["as_of"])})


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 10))
def test_random_registers_are_counted_as_the_naive_way_counts_them(seed: int, size: int) -> None:
    random = Random(seed)
    with tempfile.TemporaryDirectory() as home:
        store = Store.open(Path(home))
        registers.fill(store, random, size)
        naive = Naive(store)
        programmes = [None, *(programme.id for programme in store.all(Programme))]
        asked = everything_asked(
            fiscal_year=(None, 2564, 2565, 2580),
            area=("region4", "own"),
            programme=programmes,
            organisation_type=(None,),
            as_of=("2020-02-29", "2022-03-31", "2022-10-01", "2024-02-29"),
        )
        with store.reading() as rows:
            for one in random.sample(asked, 6):
                the_matrices(Scope(rows, like(one)), naive, one)
                the_network(Scope(rows, like(one)), naive, one)


def the_matrices(scope: Scope, naive: Naive, asked: dict[str, Any]) -> None:
    cohorts = sorted(
        (row["number"], row["id"]) for row in naive.live["cohorts"] if row["programme_id"] == asked["programme"]
    )
    by_cohort = {id: naive.only(id).report(asked)["coverage"] for _number, id in cohorts}
    found = kpis.matrix(scope, "cohort")
    assert found.columns == {id: str(number) for number, id in cohorts}
    assert cells(found) == of(by_cohort)
    by_type = {kind: naive.report({**asked, "organisation_type": kind})["coverage"] for kind in ("media", "local")}
    told = {kind: rows for kind, rows in by_type.items() if any(row["reached"] or row["trained"] for row in rows)}
    found = kpis.matrix(scope, "type")
    assert set(found.columns) == set(told)
    assert cells(found) == of(told)
    coverage = naive.report(asked)["coverage"]
    assert [(line.area, line.provinces) for line in found.lines] == [
        (row["area"], row["provinces"]) for row in coverage
    ]

    over = naive.report({**asked, "fiscal_year": None, "scheme": "region4", "area": None})["coverage"]
    left = {name for row in over for name in row["not_reached"]}
    ever = kpis.ever(scope)
    assert set(ever) == {each.province for each in kpis.provinces(scope)}
    assert {code for code, state in ever.items() if state != "reached"} == {
        code for code in ever if NAMES[code]["th"] in left
    }


def cells(found: kpis.Matrix) -> dict[tuple[str, str | None], tuple[int, int]]:
    return {(key, line.area): (cell.reached, cell.trained) for line in found.lines for key, cell in line.cells.items()}


def of(columns: dict[str, list[dict[str, Any]]]) -> dict[tuple[str, str | None], tuple[int, int]]:
    return {(key, row["area"]): (row["reached"], row["trained"]) for key, rows in columns.items() for row in rows}


def the_network(scope: Scope, naive: Naive, asked: dict[str, Any]) -> None:
    stages = naive.stages(asked)
    stayed = naive.members_on(a_year_before(naive.last(asked))).keys()
    by_type = Counter((place[1], stage) for place, stage in stages.values())
    for row in kpis.members_by_type(scope):
        assert [row[stage] for stage in STAGES] == [by_type[row["type"], stage] for stage in STAGES]
    areas = naive.divided(asked["scheme"], naive.last(asked))
    for row in kpis.members_by_area(scope, asked["scheme"]):
        here = areas.get(row["area"], registers_provinces(areas))
        inside = Counter(stage for place, stage in stages.values() if (place[0] in here) == (row["area"] is not None))
        assert [row[stage] for stage in STAGES] == [inside[stage] for stage in STAGES]
        assert row["members"] == inside.total()
        longer = Counter(
            stage
            for person, (place, stage) in stages.items()
            if person in stayed and (place[0] in here) == (row["area"] is not None)
        )
        assert (row["stayed"], row["stayed_lost"]) == (longer.total(), longer["lost"])
    untrained = kpis.untrained(scope)
    assert (untrained.members, {row["id"] for row in untrained.organisations}) == naive.untrained(asked)
    spoke = {speaker.id: speaker.events for speaker in kpis.speakers(scope)}
    assert spoke == {person: len(events) for person, events in naive.spoke(asked).items()}
    last = {
        code: max(
            (
                event["starts_on"]
                for event in naive.live["events"]
                if event["province"] == code and held_by(event, asked)
            ),
            default=None,
        )
        for code in registers.PROVINCES
    }
    found = kpis.last_events(scope)
    assert {code: day and day.isoformat() for code, day in found.items() if code in last} == last
    assert set(found.values()) - {found[code] for code in last} <= {None}
    trained = kpis.trained_from(scope, "48", limit=1_000)
    assert len(trained) == len({row["id"] for row in trained}) == kpis.people(scope.within("48")).trained


def registers_provinces(areas: dict[str, set[str]]) -> set[str]:
    """All provinces that are in some area."""
    return set().union(*areas.values())


def held_by(event: dict[str, Any], asked: dict[str, Any]) -> bool:
    return bool(event["state"] == "held" and event["starts_on"] <= asked["as_of"])


def test_members_are_new_returning_lost_or_never_came(store: Store) -> None:
    registers.fill(store, Random(11), size=30)
    with store.reading() as rows:
        for asked in (Filters(as_of=date(2022, 10, 1)), Filters(fiscal_year=2565, organisation_type="media")):
            scope = Scope(rows, asked)
            network = kpis.network(scope)
            for breakdown in (kpis.members_by_area(scope, "own"), kpis.members_by_type(scope)):
                total = {stage: sum(row[stage] for row in breakdown) for stage in STAGES}
                assert sum(total.values()) == network.members > 0
                assert total["new"] + total["returning"] == network.active


def test_a_province_alone_has_its_share_of_the_events(store: Store) -> None:
    registers.fill(store, Random(5), size=30)
    with store.reading() as rows:
        scope = Scope(rows, Filters(as_of=date(2022, 10, 1)))
        alone = {code: kpis.events(scope.within(code)).held for code in registers.PROVINCES}
        nowhere = sum(event["province"] is None for event in kpis.recent_events(scope, 1_000))
        assert sum(alone.values()) + nowhere == kpis.events(scope).held > 0
        for code, held in alone.items():
            assert [event["province"] for event in kpis.recent_events(scope.within(code), 1_000)] == [code] * held


def test_a_speaker_is_told_with_the_topics_and_how_often(store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        som, nok = (w.add(Person(given_name=name)) for name in ("สม", "นก"))
        for day, topic, speaker, role in (
            (date(2022, 1, 5), "สื่อ ดิจิทัล", som, "speaker"),
            (date(2022, 2, 5), "สื่อ ดิจิทัล", som, "panellist"),
            (date(2022, 3, 5), "การเขียนข่าว", som, "speaker"),
            (date(2022, 4, 5), "สื่อดิจิทัลท้องถิ่น", nok, "moderator"),
            (date(2022, 5, 5), None, nok, "speaker"),
            (date(2022, 6, 5), "สื่อ ดิจิทัล", nok, "trainee"),
        ):
            event = w.add(Event(title="งาน", starts_on=day))
            one = w.add(Participation(event_id=event.id, person_id=speaker.id, role=role))
            if topic:
                session = w.add(Session(event_id=event.id, topic=topic))
                w.add(Appearance(session_id=session.id, participation_id=one.id))
    with store.reading() as rows:
        scope = Scope(rows, Filters(as_of=date(2022, 12, 31)))
        assert kpis.speakers(scope) == [
            Speaker(som.id, "สม", 3, "2022-03-05", (("สื่อ ดิจิทัล", 2), ("การเขียนข่าว", 1))),
            Speaker(nok.id, "นก", 2, "2022-05-05", (("สื่อดิจิทัลท้องถิ่น", 1),)),
        ]
        assert kpis.speakers(scope, "สื่อดิจิทัล") == [
            Speaker(som.id, "สม", 2, "2022-02-05", (("สื่อ ดิจิทัล", 2),)),
            Speaker(nok.id, "นก", 1, "2022-04-05", (("สื่อดิจิทัลท้องถิ่น", 1),)),
        ]
        assert kpis.speakers(scope, "ไม่มีใครพูดเรื่องนี้") == []


def test_a_fiscal_year_is_compared_with_the_whole_one_before(store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        w.add(Event(title="ก", starts_on=date(2021, 12, 1), kind="training", serves="area:region4:ใต้"))
        w.add(Event(title="ข", starts_on=date(2022, 12, 1), kind="training", serves="province:48"))
    with store.reading() as rows:
        asked = Filters(fiscal_year=2566, as_of=date(2022, 12, 31))
        assert kpis.year_before(Scope(rows, asked)) == Compared(2565, 14, 77, 0, {})
        by_area = {"เหนือ": 0, "ตะวันออกเฉียงเหนือ": 0, "กลาง": 0, "ใต้": 14}
        regions = Filters(2566, scheme="region4", as_of=date(2022, 12, 31))
        assert kpis.year_before(Scope(rows, regions)) == Compared(2565, 14, 77, 0, by_area)
        assert kpis.headline(Scope(rows, asked)).reached == 1
        assert kpis.year_before(Scope(rows, Filters(as_of=date(2022, 12, 31)))) is None


def test_the_last_event_is_the_last_until_today_whatever_year_is_asked(store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        for day in (date(2021, 12, 1), date(2023, 2, 1), date(2023, 4, 1)):
            w.add(Event(title="ก", starts_on=day, province="48"))
    with store.reading() as rows:
        asked = Filters(fiscal_year=2565, as_of=date(2023, 3, 1))
        assert kpis.last_events(Scope(rows, asked))["48"] == date(2023, 2, 1)
