"""Every number is what its definition says: a naive computation finds the same, and plain cases are spelled out."""

import json
import tempfile
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from db import fill, kpis
from db.choices import Category
from db.kpis import Filters, Scope
from db.records import Cohort, Event, Headcount, Membership, Network, Participation, Person, Programme
from db.store import Store
from tests import registers
from tests.naive import Naive
from tests.registers import NIDA, everything_asked

YEARS = (None, 2564, 2565, 2566, 2580)
AREAS = (None, "region4", "region4:ใต้", "own", "own:ก", "own:ข")
TYPES = (None, "media", "local")
LOOKS = ("2020-02-29", "2022-03-31", "2022-10-01", "2024-02-29")


def filters(asked: dict[str, Any]) -> Filters:
    return Filters(**{**asked, "as_of": date.fromisoformat(asked["as_of"])})


def same(store: Store, naive: Naive, asked: dict[str, Any]) -> None:
    shown = {name: asked[name] for name in ("fiscal_year", "scheme", "area", "programme", "organisation_type", "as_of")}
    found, expected = kpis.report(store, filters(asked)), naive.report(shown)
    assert {part: found[part] for part in expected if found[part] != expected[part]} == {
        part: expected[part] for part in expected if found[part] != expected[part]
    }, asked
    assert list(found) == list(expected)
    assert json.loads(json.dumps(found)) == found


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
            fiscal_year=YEARS, area=AREAS, programme=programmes, organisation_type=TYPES, as_of=LOOKS
        )
        for one in random.sample(asked, 12):
            same(store, naive, one)


def test_every_combination_of_filters_on_one_register(store: Store) -> None:
    registers.fill(store, Random(65), size=20)
    naive = Naive(store)
    programmes = [None, *(programme.id for programme in store.all(Programme))]
    asked = everything_asked(
        fiscal_year=YEARS, area=AREAS, programme=programmes, organisation_type=TYPES, as_of=LOOKS[1:3]
    )
    assert len(asked) >= 5 * 6 * 2 * 3 * 2
    for one in asked:
        same(store, naive, one)


def test_a_made_up_register_of_a_thousand_people(store: Store) -> None:
    """Every set of filters that may be asked together, with several values of each."""
    fill.add(store, NIDA, people=1_000, seed=7, until=2569)
    naive = Naive(store)
    programmes = [None, *(programme.id for programme in store.all(Programme))][:3]
    every_one = [
        *everything_asked(
            fiscal_year=[None, *range(2560, 2571)],
            area=(None, "region4:เหนือ"),
            programme=[None],
            organisation_type=[None],
            as_of=("2026-09-30",),
        ),
        *everything_asked(
            fiscal_year=(None, 2566),
            area=(None, "region4", "region6:ตะวันออก", "inspection18", "inspection18:เขต 7", "prd8:สปข. 3"),
            programme=programmes,
            organisation_type=(None, "regional", "media"),
            as_of=("2026-09-30", "2023-02-15"),
        ),
    ]
    for asked in every_one:
        same(store, naive, asked)


def test_members_are_before_and_joined_less_left_in_every_area_and_month(store: Store) -> None:
    registers.fill(store, Random(7), size=30)
    with store.reading() as rows:
        for area in (None, "ใต้"):
            scope = Scope(rows, Filters(fiscal_year=2565, scheme="region4", area=area, as_of=date(2022, 8, 15)))
            grown = kpis.growth(scope)
            months = [row["month"] for row in grown if row["area"] is None]
            assert months == [
                *("2021-10", "2021-11", "2021-12", "2022-01", "2022-02", "2022-03"),
                *("2022-04", "2022-05", "2022-06", "2022-07", "2022-08"),
            ]
            for before, after in pairwise(grown):
                if before["area"] == after["area"]:
                    assert after["members"] == before["members"] + after["joined"] - after["left"]
            network = kpis.network(scope)
            everyone = [row for row in grown if row["area"] is None]
            assert everyone[-1]["members"] == network.members
            assert everyone[0]["members"] == network.before + everyone[0]["joined"] - everyone[0]["left"]


def test_every_breakdown_adds_up_to_the_whole(store: Store) -> None:
    registers.fill(store, Random(11), size=30)
    with store.reading() as rows:
        for asked in (Filters(as_of=date(2022, 10, 1)), Filters(fiscal_year=2565, organisation_type="media")):
            scope = Scope(rows, asked)
            network, events = kpis.network(scope), kpis.events(scope)
            for breakdown in (kpis.members_by_area(scope, "own"), kpis.members_by_type(scope)):
                assert sum(row["members"] for row in breakdown) == network.members > 0
                assert sum(row["organisations"] for row in breakdown) == network.organisations
            by_month = kpis.events_by_month(scope)
            assert sum(row["held"] for row in by_month) == events.held > 0
            assert sum(row["unknown"] for row in by_month) == events.unknown == kpis.unknowns(scope).headcounts.count
            assert sum(row["attendance"] or 0 for row in by_month) == kpis.attendance(scope).total
            recent = kpis.recent_events(scope, limit=1_000)
            assert [row["attendance"] for row in recent].count(None) == events.unknown
            assert kpis.unknowns(scope).unnamed.count == (kpis.people(scope).learners_unnamed or 0)
            headline = kpis.headline(scope)
            for scheme in ("region4", "region6", "inspection18", "prd8", "own"):
                areas = [row for row in kpis.coverage(scope) if row["scheme"] == scheme]
                assert sum(row["provinces"] for row in areas) == headline.provinces == 77
                assert sum(row["reached"] for row in areas) == headline.reached
                assert sum(len(row["not_reached"]) for row in areas) == len(headline.not_reached)
            change = kpis.year_change(scope)
            assert change.members == network.members == change.before + change.joined - change.left


def test_the_twelve_months_of_a_fiscal_year(store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        w.add(Event(title="ก", starts_on=date(2022, 3, 1), declared_total=40))
        w.add(Event(title="ข", starts_on=date(2022, 3, 31)))
        w.add(Event(title="ค", starts_on=date(2022, 9, 30), state="planned"))
    with store.reading() as rows:
        months = kpis.events_by_month(Scope(rows, Filters(fiscal_year=2565, as_of=date(2022, 5, 1))))
    assert [row["month"] for row in months] == [
        *("2021-10", "2021-11", "2021-12", "2022-01", "2022-02", "2022-03"),
        *("2022-04", "2022-05", "2022-06", "2022-07", "2022-08", "2022-09"),
    ]
    assert months[5] == {"month": "2022-03", "held": 2, "attendance": 40, "unknown": 1, "planned": 0}
    assert months[6] == {"month": "2022-04", "held": 0, "attendance": 0, "unknown": 0, "planned": 0}
    assert months[11] == {"month": "2022-09", "held": 0, "attendance": 0, "unknown": 0, "planned": 1}


def test_the_three_numbers_of_an_event_stand_side_by_side(store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        event = w.add(
            Event(title="เวที", starts_on=date(2022, 8, 1), kind="forum", declared_total=427, approximate=True)
        )
        bare = w.add(Event(title="ประชุม", starts_on=date(2022, 8, 2), kind="meeting"))
        for category, count in (("learners", 385), ("speakers", 12), ("speakers", None), ("organisers", 13)):
            w.add(Headcount(event_id=event.id, category=category, count=count))
        people = [w.add(Person(given_name=name)) for name in "กขคง"]
        for person, role, attended in (
            *((people[0], "chair", "yes"), (people[1], "speaker", "yes"), (people[1], "trainee", "yes")),
            *((people[2], "trainee", "unknown"), (people[3], "delegate", "no")),
        ):
            w.add(Participation(event_id=event.id, person_id=person.id, role=role, attended=attended))
    with store.reading() as rows:
        numbers = kpis.event_numbers(rows, [event.id, bare.id, "nobody"])
    assert set(numbers) == {event.id, bare.id}
    found = numbers[event.id]
    assert (found.declared, found.counted, found.named) == (427, None, 3)
    assert (found.attendance, found.approximate, found.attended) == (427, True, 2)
    assert (found.lines, found.lines_unknown, found.outside) == (4, 1, 1)
    assert (found.learners, found.learners_named) == (385, 1)
    assert {one: (of.lines, of.counted, of.named) for one, of in found.by_category.items()} == {
        Category.LEARNERS: (1, 385, 2),
        Category.SPEAKERS: (2, None, 1),
        Category.ORGANISERS: (1, 13, 0),
        Category.GUESTS_MEDIA: (0, None, 0),
        Category.OTHER: (0, None, 0),
    }
    assert (numbers[bare.id].attendance, numbers[bare.id].learners, numbers[bare.id].counted) == (None, None, None)


def test_a_cohort_held_on_an_unknown_day_is_shown_apart_and_reaches_nobody(store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรมสี่ภาค", fiscal_year=2565))

        def cohort(number: int, area: str, state: str) -> Cohort:
            serves = f"area:region4:{area}"
            return w.add(Cohort(programme_id=programme.id, number=number, serves=serves, state=state))

        cohort(1, "ใต้", "held")
        cohort(2, "เหนือ", "not_held")
        told = cohort(3, "ตะวันออกเฉียงเหนือ", "unknown")
        w.add(
            Event(
                title="รุ่นที่ 3",
                starts_on=date(2022, 3, 24),
                programme_id=programme.id,
                cohort_id=told.id,
                declared_total=42,
            )
        )
    with store.reading() as rows:
        scope = Scope(rows, Filters(programme=programme.id))
        cohorts, provinces, headline = kpis.cohorts(scope), kpis.provinces(scope), kpis.headline(scope)
        earlier = kpis.cohorts(Scope(rows, Filters(fiscal_year=2564)))
        too_early = kpis.cohorts(Scope(rows, Filters(fiscal_year=2565, as_of=date(2022, 3, 23))))
        gap = kpis.unknowns(scope).cohorts
    assert [(one.number, one.state, one.starts_on, one.attendance) for one in cohorts] == [
        (1, "stated", None, None),
        (2, "not_held", None, None),
        (3, "held", "2022-03-24", 42),
    ]
    assert earlier == []
    assert [one.number for one in too_early] == [1, 2]
    assert (headline.reached, headline.provinces, len(headline.not_reached), len(headline.stated)) == (20, 77, 57, 14)
    krabi = next(one for one in provinces if one.province == "81")
    assert (krabi.state, krabi.by_plan, [one.number for one in krabi.cohorts]) == ("stated", False, [1])
    assert {one.state for one in provinces} == {"reached", "stated", "not_reached"}
    assert (gap.count, [row["number"] for row in gap.rows]) == (1, [1])


def test_an_unknown_start_is_a_member_who_never_joined(store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        network = w.add(Network(name="เครือข่าย"))
        old, new = (w.add(Person(given_name=name, family_name="ดี")) for name in ("เก่า", "ใหม่"))
        w.add(Membership(network_id=network.id, person_id=old.id))
        w.add(Membership(network_id=network.id, person_id=new.id, starts_on=date(2022, 8, 5)))
    with store.reading() as rows:
        scope = Scope(rows, Filters(as_of=date(2022, 9, 1)))
        assert (kpis.network(scope).members, kpis.network(scope).joined, kpis.network(scope).before) == (2, 1, 1)
        assert kpis.growth(scope) == [
            {"month": "2022-08", "area": None, "joined": 1, "left": 0, "members": 2},
            {"month": "2022-09", "area": None, "joined": 0, "left": 0, "members": 2},
        ]
        gap = kpis.unknowns(scope).starts
    assert (gap.count, gap.rows) == (1, [{"id": old.id, "name": "เก่า ดี", "network_id": network.id}])


def test_an_empty_register_has_zeros_and_nothing_unknown(store: Store) -> None:
    report = kpis.report(store, Filters(as_of=date(2022, 9, 1)))
    assert report["events"] == {"held": 0, "planned": 0, "known": 0, "unknown": 0}
    assert report["attendance"] == {"total": 0, "approximate": 0, "learners": 0}
    assert report["people"] == {"named": 0, "trained": 0, "learners_unnamed": 0}
    assert report["network"] == {"members": 0, "organisations": 0, "joined": 0, "left": 0, "active": 0}
    assert (report["growth"], report["by_fiscal_year"]) == ([], [])
    assert {len(row["not_reached"]) == row["provinces"] > 0 == row["reached"] for row in report["coverage"]} == {True}
    with store.reading() as rows:
        assert kpis.events_by_month(Scope(rows, Filters())) == []
