"""A programme and its cohorts as they are typed, copied to another year, and taken away with what hangs on them."""

import json
from datetime import date
from typing import Any

import pytest

from db import check, event_edit, kpis, people_edit, programme_edit
from db import store as door
from db.access import Actor
from db.choices import Category, CohortState
from db.event_edit import COHORTS
from db.records import Cohort, Event, Organisation, Programme, Target, new_id
from db.refusals import AlreadySaved, Refused, Stale
from db.store import Store

SOM, CHAI = Actor("สมหญิง"), Actor("ชัย")
TODAY = date(2026, 11, 21)
NORTH = "area:region4:เหนือ"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thai.dates.today", lambda: TODAY)


def typed(store: Store, **raw: Any) -> Programme:
    blank = people_edit.blank("programme")
    saved: Programme = people_edit.save(store, SOM, "programme", blank | raw, new_id()).record
    return saved


@pytest.fixture
def programme(store: Store) -> Programme:
    with store.writing(SOM, "test") as w:
        w.add(Organisation(name="สปข.3"))
    return typed(store, name="อบรมสื่อ ๒๕๖๙", fiscal_year="2569", owner="สปข.3", objectives="ก\nข")


def cohorts(store: Store, programme: Programme, *raws: dict[str, Any]) -> int:
    rows = [dict(COHORTS.blank) | raw for raw in raws]
    return event_edit.save_rows(store, SOM, COHORTS, programme.id, rows, new_id())


def event(store: Store, cohort: Cohort, **values: Any) -> Event:
    given = {"title": "งาน", "starts_on": date(2026, 3, 1), "programme_id": cohort.programme_id, **values}
    with store.writing(SOM, "test") as w:
        return w.add(Event.model_validate({**given, "cohort_id": cohort.id}))


def refusal(store: Store, action: Any, *args: Any, **more: Any) -> dict[str, str]:
    before = store.version()
    with pytest.raises(Refused) as refused:
        action(store, *args, **more)
    assert store.version() == before
    return {one.field: one.message.format(**one.values) for one in refused.value.problems}


@pytest.mark.parametrize(
    ("year", "says"),
    [
        ("2022", "2022 is a year of the Common Era. Did you mean 2565?"),
        ("๒๐๒๒", "2022 is a year of the Common Era. Did you mean 2565?"),
        ("256", "“256” is not a fiscal year such as 2565."),
        ("2800", "“2800” is not a fiscal year such as 2565."),
        ("ปีหน้า", "“ปีหน้า” is not a fiscal year such as 2565."),
    ],
)
def test_a_fiscal_year_that_is_none_is_refused_at_the_field(store: Store, year: str, says: str) -> None:
    assert refusal(store, typed, name="ก", fiscal_year=year) == {"fiscal_year": says}


@pytest.mark.parametrize("year", ["2565", "๒๕๖๕", "65", "พ.ศ. 2565"])
def test_a_fiscal_year_is_written_in_any_way(store: Store, year: str) -> None:
    assert typed(store, name="ก", fiscal_year=year).fiscal_year == 2565


def test_one_name_stands_once_in_a_year(store: Store, programme: Programme) -> None:
    assert refusal(store, typed, name=programme.name, fiscal_year="2569") == {
        "name": "There is a programme with this name in this fiscal year already."
    }
    assert typed(store, name=programme.name, fiscal_year="2570").fiscal_year == 2570


def test_a_cohort_is_planned_until_a_day_or_the_end_of_a_month(store: Store, programme: Programme) -> None:
    cohorts(
        store,
        programme,
        {"serves": NORTH, "due": "ก.พ. 67"},
        {"due": "24-25 มี.ค. 69", "state": "not_held"},
        {"number": "9"},
    )
    assert [(one.number, one.serves, one.state, one.due_on) for one in store.all(Cohort)] == [
        (1, NORTH, CohortState.UNKNOWN, date(2024, 2, 29)),
        (2, None, CohortState.NOT_HELD, date(2026, 3, 25)),
        (9, None, CohortState.UNKNOWN, None),
    ]


def test_a_number_twice_and_a_month_without_its_year_are_refused_at_their_fields(
    store: Store, programme: Programme
) -> None:
    with pytest.raises(Refused) as refused:
        cohorts(store, programme, {"number": "1"}, {"number": "1"}, {"number": "0"}, {"due": "มี.ค."})
    assert {one.field: one.message.format(**one.values) for one in refused.value.problems} == {
        "1.number": "The programme has a cohort with this number already.",
        "2.number": "This is less than 1.",
        "3.due": "Write the year too: มีนาคม 2565.",
    }
    assert store.all(Cohort) == []


def test_a_cohort_in_use_goes_only_when_its_events_are_let_go(store: Store, programme: Programme) -> None:
    cohorts(store, programme, {"serves": NORTH})
    [cohort] = store.all(Cohort)
    inside, own = event(store, cohort), event(store, cohort, serves="province:48")
    before = _kept(store)
    going = {"id": cohort.id, "rev": 1, "delete": True}
    with pytest.raises(Refused) as refused:
        cohorts(store, programme, going)
    assert [one.field for one in refused.value.problems] == ["0."]
    reached = _by_plan(store)
    batch = cohorts(store, programme, going | {"detach": True})
    assert store.all(Cohort) == []
    assert [(one.cohort_id, one.programme_id, one.serves) for one in store.all(Event)] == [
        (None, programme.id, NORTH),
        (None, programme.id, "province:48"),
    ]
    assert _by_plan(store) == reached
    store.undo(batch, SOM)
    assert _kept(store) == before
    assert (inside.cohort_id, own.cohort_id) == (cohort.id, cohort.id)
    assert list(check.problems(store)) == []


def _kept(store: Store) -> list[dict[str, Any]]:
    """Programmes, cohorts, targets and events as they stand, but for how often they were changed."""
    kinds = (Programme, Cohort, Target, Event)
    return [one.model_dump(exclude={"rev"}) for kind in kinds for one in store.all(kind)]


def _by_plan(store: Store) -> int:
    with store.reading() as rows:
        scope = kpis.Scope(rows, kpis.asked(rows))
        return sum(reach.by_plan for reach in kpis.provinces(scope))


def test_a_programme_in_use_goes_with_its_parts_and_leaves_its_events(store: Store, programme: Programme) -> None:
    cohorts(store, programme, {"serves": NORTH})
    [cohort] = store.all(Cohort)
    with store.writing(SOM, "test") as w:
        w.add(Target(programme_id=programme.id, serves=NORTH, category=Category.LEARNERS, label=None, seats=4))
    event(store, cohort)
    before, reached = _kept(store), _by_plan(store)
    said = refusal(store, programme_edit.delete_programme, SOM, programme.id, programme.rev, detach=False)
    assert said == {"": "1 events belong to this programme. Say what becomes of them."}
    batch = programme_edit.delete_programme(store, SOM, programme.id, programme.rev, detach=True)
    assert (store.all(Programme), store.all(Cohort), store.all(Target)) == ([], [], [])
    assert [(one.programme_id, one.cohort_id, one.serves) for one in store.all(Event)] == [(None, None, NORTH)]
    assert _by_plan(store) == reached == 17
    store.undo(batch, SOM)
    assert _kept(store) == before


def test_an_unused_programme_goes_at_once_and_a_stale_one_does_not(store: Store, programme: Programme) -> None:
    with store.writing(CHAI, "test") as w:
        w.change(programme, objectives=None)
    with pytest.raises(Stale):
        programme_edit.delete_programme(store, SOM, programme.id, programme.rev, detach=False)
    programme_edit.delete_programme(store, SOM, programme.id, programme.rev + 1, detach=False)
    assert store.all(Programme) == []


def test_next_year_has_the_same_cohorts_and_targets_and_nothing_that_was_held(
    store: Store, programme: Programme
) -> None:
    cohorts(store, programme, {"number": "2", "serves": NORTH, "due": "มี.ค. 69", "state": "held"}, {"number": "1"})
    with store.writing(SOM, "test") as w:
        w.add(Target(programme_id=programme.id, serves=NORTH, category=Category.SPEAKERS, label="ก", seats=4))
    event(store, store.all(Cohort)[0])
    raw = programme_edit.next_year(programme)
    assert raw == {"name": "อบรมสื่อ ๒๕๗๐", "fiscal_year": "2570"}
    token = new_id()
    new, batch = programme_edit.duplicate(store, SOM, programme.id, raw, token)
    assert (new.name, new.fiscal_year, new.owner_id, new.objectives) == (
        "อบรมสื่อ ๒๕๗๐",
        2570,
        programme.owner_id,
        "ก\nข",
    )
    mine = "programme_id = :id"
    assert [(one.number, one.serves, one.state, one.due_on) for one in store.all(Cohort, mine, id=new.id)] == [
        (2, NORTH, CohortState.NOT_HELD, None),
        (1, None, CohortState.NOT_HELD, None),
    ]
    assert [(one.serves, one.category, one.label, one.seats) for one in store.all(Target, mine, id=new.id)] == [
        (NORTH, Category.SPEAKERS, "ก", 4)
    ]
    assert store.all(Event, mine, id=new.id) == []
    with pytest.raises(AlreadySaved):
        programme_edit.duplicate(store, SOM, programme.id, raw, token)
    store.undo(batch, SOM)
    assert [one.id for one in store.all(Programme)] == [programme.id]


def test_a_copy_is_refused_where_its_name_is_taken_or_its_year_is_none(store: Store, programme: Programme) -> None:
    taken = {"name": programme.name, "fiscal_year": "2569"}
    assert list(refusal(store, programme_edit.duplicate, SOM, programme.id, taken, new_id())) == ["name"]
    year = {"name": "ก", "fiscal_year": "2022"}
    assert list(refusal(store, programme_edit.duplicate, SOM, programme.id, year, new_id())) == ["fiscal_year"]


def test_nothing_is_claimed_of_a_new_cohort_in_a_year_that_is_over() -> None:
    assert programme_edit.state_of_new(2569, TODAY) is CohortState.UNKNOWN
    assert programme_edit.state_of_new(2570, TODAY) is CohortState.NOT_HELD
    assert programme_edit.state_of_new(None, TODAY) is CohortState.NOT_HELD


def test_what_was_done_before_cohorts_had_a_day_is_whole_and_can_be_undone(
    store: Store, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line of the journal from before the field lacks it."""
    plain = door.row_of

    def older(record: Any) -> dict[str, Any]:
        return {name: value for name, value in plain(record).items() if name != "due_on"}

    with monkeypatch.context() as then:
        then.setattr(door, "row_of", older)
        with store.writing(SOM, "test") as w:
            cohort = w.add(Cohort.model_validate({"programme_id": programme.id, "number": 1}))
            changed = w.change(cohort, number=2)
            then_batch = w.batch
    assert "due_on" not in json.dumps(store.rows("select after from journal where record = 'cohorts'"))
    assert list(check.problems(store)) == []
    back = store.undo(then_batch, SOM)
    assert store.all(Cohort) == []
    store.undo(back, SOM)
    assert [(one.number, one.due_on) for one in store.all(Cohort)] == [(changed.number, None)]
    assert list(check.problems(store)) == []
