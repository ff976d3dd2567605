"""What is open in the register: each line is what a naive look over the rows finds, and a mend takes its line away."""

import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import kpis
from db.choices import CATEGORY_OF_ROLE, Category, State
from db.filters import Filters
from db.records import Cohort, Event, FollowUp, Headcount, Participation, Person, Programme, Record, Session
from db.refusals import Refused
from db.scope import Scope
from db.store import Store
from db.worklist import Unknowns
from tests import registers
from tests.db.test_kpis import AREAS, LOOKS, TYPES, YEARS, filters
from tests.naive import TEACHING, Naive, fiscal_year
from tests.registers import DAYS, NIDA, everything_asked

TODAY = date(2022, 10, 1)
EVENT_LINES = ("headcounts", "learners", "ledgers", "unnamed", "speakers", "past", "follow_ups")


def seen(store: Store, asked: Filters | None = None) -> Unknowns:
    with store.reading() as rows:
        return kpis.unknowns(Scope(rows, asked or Filters(as_of=TODAY)))


def share(store: Store, asked: Filters | None = None) -> tuple[int, int]:
    with store.reading() as rows:
        found = kpis.whole(Scope(rows, asked or Filters(as_of=TODAY)))
    return found.whole, found.events


def counted(found: Unknowns) -> dict[str, int]:
    return {name: gap.count for name in vars(found) if (gap := getattr(found, name)).count}


def naive_lines(naive: Naive, asked: dict[str, Any]) -> tuple[dict[str, list[tuple[str, str, int]]], tuple[int, int]]:
    """For each line of the worklist that is about events its places, (day, event, how much), the oldest first; and how
    many events are whole, of how many."""
    year, today, kind = asked["fiscal_year"], asked["as_of"], asked["organisation_type"]
    last = min(today, f"{year - 543}-09-30") if year else today
    inside = naive.divided(asked["scheme"], last).get(asked["area"], set()) if asked["area"] else None
    lines: dict[str, list[tuple[str, str, int]]] = {name: [] for name in EVENT_LINES}
    whole = events = 0
    for event in naive.live["events"]:
        first = event["starts_on"]
        if (
            asked["programme"] not in (None, event["programme_id"])
            or (year and not (first and fiscal_year(first) == year))
            or (inside is not None and event["province"] not in inside)
            or (kind and kind not in json.loads(event["audience"]))
        ):
            continue
        ledger = naive.of_event["headcounts"].get(event["id"], [])
        counts = [line["count"] for line in ledger]
        speakers = [line["count"] for line in ledger if line["category"] == "speakers"]
        named = {
            row["person_id"]
            for row in naive.at(event)
            if row["attended"] != "no" and CATEGORY_OF_ROLE[row["role"]] is Category.SPEAKERS
        }
        tasks = [
            row["due_on"]
            for row in naive.live["follow_ups"]
            if row["event_id"] == event["id"] and not row["done_on"] and row["due_on"] and row["due_on"] < today
        ]
        open_here = {
            "headcounts": int(naive.came(event) is None),
            "learners": int(
                event["kind"] in TEACHING and naive.learned(event) is None and naive.came(event) is not None
            ),
            "ledgers": int(
                event["declared_total"] is not None
                and not event["approximate"]
                and bool(ledger)
                and (None in counts or sum(counts) != event["declared_total"])
            ),
            "unnamed": naive.unnamed(event) or 0,
            "speakers": max(0, sum(speakers) - len(named)) if None not in speakers else 0,
        }
        lines["follow_ups"] += [(day, event["id"], 1) for day in tasks]
        if event["state"] == "held" and first <= last:
            events += 1
            whole += not any(open_here.values()) and not tasks
            for name, much in open_here.items():
                lines[name] += [(first, event["id"], much)] if much else []
        elif event["state"] == "planned" and first and (event["ends_on"] or first) < today:
            events += 1
            lines["past"].append((first, event["id"], 1))
    return {name: sorted(found) for name, found in lines.items()}, (whole, events)


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 10))
def test_the_worklist_is_what_a_naive_look_finds(seed: int, size: int) -> None:
    random = Random(seed)
    with tempfile.TemporaryDirectory() as home:
        store = Store.open(Path(home))
        registers.fill(store, random, size)
        with store.writing(NIDA, "test") as w:
            for event in store.all(Event):
                for number in range(random.randint(0, 2)):
                    due, done = (random.choice((None, *DAYS)) for _ in range(2))
                    w.add(FollowUp(event_id=event.id, task=f"งาน {number}", due_on=due, done_on=done))
        naive = Naive(store)
        programmes = [None, *(programme.id for programme in store.all(Programme))]
        asked = everything_asked(
            fiscal_year=YEARS, area=AREAS, programme=programmes, organisation_type=TYPES, as_of=LOOKS
        )
        for one in random.sample(asked, 12):
            found, (lines, whole) = seen(store, filters(one)), naive_lines(naive, one)
            assert share(store, filters(one)) == whole, one
            told = [
                row["id"]
                for row in naive.live["events"]
                for late in (*found.late.rows, *found.unsure.rows)
                if late["event"] == row["code"]
            ]
            past = [place[:2] for place in lines.pop("past") if place[1] not in told]
            assert [(row["starts_on"], row["id"]) for row in found.past.rows] == past
            tasks = [(str(row["follow_up"].due_on), row["follow_up"].event_id) for row in found.follow_ups.rows]
            assert sorted(tasks) == [place[:2] for place in lines.pop("follow_ups")]
            assert tasks == sorted(tasks, key=lambda task: task[0])
            for name, places in lines.items():
                gap = getattr(found, name)
                assert [(row["starts_on"], row["id"]) for row in gap.rows] == [place[:2] for place in places], name
                assert (gap.count, gap.places) == (sum(place[2] for place in places), len(places)), name


@pytest.fixture
def open_event(store: Store) -> Event:
    """A held event with something open in every way that an event can have."""
    with store.writing(NIDA, "test") as w:
        event = w.add(Event(title="เวที", starts_on=date(2022, 8, 1), declared_total=10))
        w.add(Headcount(event_id=event.id, category="learners", count=1))
        w.add(Headcount(event_id=event.id, category="speakers", count=1))
        w.add(FollowUp(event_id=event.id, task="ส่งรายงาน", due_on=date(2022, 9, 30)))
    return event


def test_each_mend_takes_its_line_away_and_the_last_makes_the_event_whole(store: Store, open_event: Event) -> None:
    assert (counted(seen(store)), share(store)) == (
        {"ledgers": 1, "unnamed": 1, "speakers": 1, "follow_ups": 1},
        (0, 1),
    )
    assert seen(store).ledgers.rows == [
        {
            "id": open_event.id,
            "code": "65-0001",
            "title": "เวที",
            "starts_on": "2022-08-01",
            "declared": 10,
            "counted": 2,
        }
    ]
    with store.writing(NIDA, "test") as w:
        w.change(open_event, declared_total=2)
    assert counted(seen(store)) == {"unnamed": 1, "speakers": 1, "follow_ups": 1}
    with store.writing(NIDA, "test") as w:
        for role in ("trainee", "panellist"):
            person = w.add(Person(given_name=role))
            w.add(Participation(event_id=open_event.id, person_id=person.id, role=role))
    assert (counted(seen(store)), share(store)) == ({"follow_ups": 1}, (0, 1))
    [task] = store.all(FollowUp)
    with store.writing(NIDA, "test") as w:
        w.change(task, done_on=TODAY)
    assert (counted(seen(store)), share(store)) == ({}, (1, 1))


@pytest.mark.parametrize(
    ("mend", "lines"),
    [
        (lambda event, w: w.change(event, approximate=True), {"unnamed", "speakers", "follow_ups"}),
        (
            lambda event, w: w.add(Headcount(event_id=event.id, category="other")),
            {"ledgers", "unnamed", "speakers", "follow_ups"},
        ),
        (lambda event, w: w.change(event, declared_total=None), {"unnamed", "speakers", "follow_ups"}),
        (lambda event, w: w.delete(event), set()),
    ],
    ids=["about ten", "a line that nobody knows", "nothing announced", "deleted"],
)
def test_when_a_ledger_is_asked_to_add_up(
    store: Store, open_event: Event, mend: Callable[[Event, Any], Record], lines: set[str]
) -> None:
    with store.writing(NIDA, "test") as w:
        mend(open_event, w)
    assert set(counted(seen(store))) == lines


@pytest.mark.parametrize("kind", ["training", "seminar", "forum", "meeting"])
def test_where_people_are_taught_a_total_alone_does_not_make_an_event_whole(store: Store, kind: str) -> None:
    with store.writing(NIDA, "test") as w:
        event = w.add(Event(title="งาน", kind=kind, starts_on=date(2022, 8, 1)))
    assert counted(seen(store)) == {"headcounts": 1}
    with store.writing(NIDA, "test") as w:
        event = w.change(event, declared_total=80)
    if kind == "meeting":
        assert (counted(seen(store)), share(store)) == ({}, (1, 1))
        return
    assert (counted(seen(store)), share(store)) == ({"learners": 1}, (0, 1))
    assert [row["code"] for row in seen(store).learners.rows] == [event.code]
    with store.writing(NIDA, "test") as w:
        w.change(event, list_complete=True)
    assert (counted(seen(store)), share(store)) == ({}, (1, 1))


def test_a_planned_event_past_its_day_is_told_once_and_a_late_cohort_tells_of_its_own(store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรมสี่ภาค", fiscal_year=2565))
        cohorts = [
            w.add(Cohort(programme_id=programme.id, number=number, due_on=day))
            for number, day in ((1, date(2022, 9, 30)), (2, date(2022, 10, 1)), (3, None))
        ]
        w.add(Cohort(programme_id=programme.id, number=4, due_on=date(2022, 9, 1), state="not_held"))
        postponed = w.add(Cohort(programme_id=programme.id, number=5, due_on=date(2022, 9, 2)))
        plan = {"state": State.PLANNED, "programme_id": programme.id}
        w.add(Event(title="เลื่อน", state="postponed", programme_id=programme.id, cohort_id=postponed.id))
        own = w.add(Event(title="รุ่นที่ 3", starts_on=date(2022, 9, 29), cohort_id=cohorts[2].id, **plan))
        w.add(Event(title="สองวัน", starts_on=date(2022, 9, 30), ends_on=TODAY, state=State.PLANNED))
        alone = w.add(Event(title="ค้าง", starts_on=date(2022, 9, 30), state=State.PLANNED))
        w.add(Event(title="ไม่มีวัน", state=State.PLANNED))
    found = seen(store)
    assert [(row["number"], row["due_on"]) for row in found.late.rows] == [(4, "2022-09-01"), (5, "2022-09-02")]
    assert [(row["number"], row["due_on"], row["event"]) for row in found.unsure.rows] == [
        (3, "2022-09-29", own.code),
        (1, "2022-09-30", None),
    ]
    assert ([row["id"] for row in found.past.rows], found.past.count) == ([alone.id], 1)
    assert share(store) == (0, 2)


def test_a_working_group_s_follow_up_goes_and_comes_back_with_it(store: Store, open_event: Event) -> None:
    with store.writing(NIDA, "test") as w:
        group = w.add(Session(event_id=open_event.id, kind="group", topic="ถอดบทเรียน"))
        other = w.add(Event(title="อื่น", starts_on=date(2022, 8, 2)))
        w.add(FollowUp(event_id=open_event.id, session_id=group.id, task="ทำต่อ", due_on=date(2022, 9, 1)))
    with pytest.raises(Refused) as refused, store.writing(NIDA, "test") as w:
        w.add(FollowUp(event_id=other.id, session_id=group.id, task="ทำต่อ"))
    assert refused.value.problems[0].field == "session_id"
    with store.writing(NIDA, "test") as w:
        w.delete(group)
    assert [row["follow_up"].task for row in seen(store).follow_ups.rows] == ["ส่งรายงาน"]
    store.undo(w.batch, NIDA)
    assert [row["follow_up"].task for row in seen(store).follow_ups.rows] == ["ทำต่อ", "ส่งรายงาน"]
