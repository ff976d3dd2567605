"""Programmes at the store: the list, one whole, and what its board tells of each cohort."""

from datetime import date
from typing import Any

import pytest

from db import kpis, programmes, samples
from db.access import Actor
from db.choices import CohortState, State
from db.programmes import Card, View
from db.records import Cohort, Event, Programme
from db.store import Store
from thai.places import PROVINCES

SOM = Actor("สมหญิง")
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thai.dates.today", lambda: TODAY)


@pytest.fixture
def programme(store: Store) -> Programme:
    with store.writing(SOM, "test") as w:
        return w.add(Programme(name="อบรมสื่อ", fiscal_year=2570))


def cohort(store: Store, programme: Programme, number: int, **values: Any) -> Cohort:
    with store.writing(SOM, "test") as w:
        return w.add(Cohort(programme_id=programme.id, number=number, **values))


def event(store: Store, of: Cohort, state: State, day: date | None, **values: Any) -> Event:
    with store.writing(SOM, "test") as w:
        return w.add(
            Event(
                title=f"งานของรุ่น {of.number}",
                state=state,
                starts_on=day,
                programme_id=of.programme_id,
                cohort_id=of.id,
                **values,
            )
        )


def seen(store: Store, programme: Programme, day: date = TODAY) -> View:
    with store.reading() as rows:
        found = programmes.view(rows, programme.id, day)
    assert found is not None
    return found


def stands(card: Card) -> tuple[int, str, date | None, bool, bool]:
    return card.cohort.number, card.told.state, card.due, card.late, card.next


def test_the_example_s_board_has_three_of_four_and_the_third_to_come(store: Store) -> None:
    samples.add(store, SOM)
    [coaching] = [one for one in store.all(Programme) if "กกต." in one.name]
    found = seen(store, coaching)
    assert [stands(card) for card in found.board] == [
        (1, "stated", None, False, False),
        (2, "stated", None, False, False),
        (3, "not_held", None, True, True),
        (4, "held", None, False, False),
    ]
    assert [card.done for card in found.board] == [True, True, False, True]
    assert (found.board[3].told.starts_on, found.board[3].told.attendance) == ("2022-03-24", 42)
    assert found.served["area:region4:กลาง"] == {"th": "ภาคกลาง", "en": "Central"}
    assert (found.owner, found.events, found.hanging) == ("สำนักประชาสัมพันธ์ สำนักงานคณะกรรมการการเลือกตั้ง", (), 1)


def test_the_example_s_programme_alone_reaches_the_twenty_north_eastern_provinces_by_plan(store: Store) -> None:
    samples.add(store, SOM)
    [coaching] = [one for one in store.all(Programme) if "กกต." in one.name]
    with store.reading() as rows:
        reach = kpis.provinces(kpis.Scope(rows, kpis.asked(rows, programme=coaching.id)))
    north_east = {each.code for each in PROVINCES if each.region4 == "ตะวันออกเฉียงเหนือ"}
    assert len(north_east) == 20
    assert {each.province for each in reach if each.by_plan} == north_east
    assert {each.province for each in reach if each.state == "reached"} == north_east
    assert not any(each.by_count or each.by_name for each in reach)


def test_a_cohort_is_late_once_its_planned_day_is_past_and_nothing_tells_of_it(
    store: Store, programme: Programme
) -> None:
    cohort(store, programme, 1, due_on=date(2026, 11, 20))
    cohort(store, programme, 2, due_on=TODAY)
    cohort(store, programme, 3, due_on=date(2026, 10, 1), state=CohortState.HELD)
    cohort(store, programme, 4, due_on=date(2026, 10, 1))
    held = cohort(store, programme, 5, due_on=date(2026, 10, 1))
    event(store, held, State.HELD, date(2026, 10, 9))
    assert [stands(card) for card in seen(store, programme).board] == [
        (1, "unknown", date(2026, 11, 20), True, False),
        (2, "unknown", TODAY, False, False),
        (3, "stated", date(2026, 10, 1), False, False),
        (4, "unknown", date(2026, 10, 1), True, True),
        (5, "held", date(2026, 10, 1), False, False),
    ]


def test_a_planned_event_gives_its_cohort_a_day_and_a_postponed_one_takes_it_back(
    store: Store, programme: Programme
) -> None:
    first, second, third = (cohort(store, programme, number) for number in (1, 2, 3))
    planned = event(store, first, State.PLANNED, date(2026, 12, 1), ends_on=date(2026, 12, 2))
    past = event(store, second, State.PLANNED, date(2026, 11, 1))
    event(store, third, State.POSTPONED, date(2026, 10, 1))
    cards = seen(store, programme).board
    assert [stands(card) for card in cards] == [
        (1, "unknown", date(2026, 12, 2), False, False),
        (2, "unknown", date(2026, 11, 1), True, True),
        (3, "unknown", None, False, False),
    ]
    assert [card.event and card.event.id for card in cards][:2] == [planned.id, past.id]
    with store.writing(SOM, "test") as w:
        w.change(past, state=State.HELD)
    assert [stands(card)[1:] for card in seen(store, programme).board][1] == ("held", None, False, False)
    assert seen(store, programme).board[0].next


def test_cohorts_run_out_of_order_and_the_next_is_the_one_whose_day_comes_first(
    store: Store, programme: Programme
) -> None:
    cohort(store, programme, 2, due_on=date(2027, 3, 31))
    cohort(store, programme, 1)
    cohort(store, programme, 3, due_on=date(2027, 1, 31))
    assert [(card.cohort.number, card.next) for card in seen(store, programme).board] == [
        (1, False),
        (2, False),
        (3, True),
    ]


def test_the_list_begins_with_the_latest_year_and_ends_with_those_of_none(store: Store, programme: Programme) -> None:
    with store.writing(SOM, "test") as w:
        old = w.add(Programme(name="ก", fiscal_year=2565))
        none = w.add(Programme(name="ข"))
        w.add(Event(title="งาน", starts_on=date(2022, 1, 1), programme_id=old.id))
    cohort(store, programme, 1)
    with store.reading() as rows:
        found = programmes.listed(kpis.Scope(rows, kpis.Filters(as_of=TODAY)))
    assert [(one.programme.id, one.owner, len(one.board), one.events) for one in found] == [
        (programme.id, "", 1, 0),
        (old.id, "", 0, 1),
        (none.id, "", 0, 0),
    ]


@pytest.mark.parametrize("state", list(CohortState))
def test_an_event_of_a_cohort_stands_on_its_card_in_whatever_state_both_are(
    store: Store, programme: Programme, state: CohortState
) -> None:
    one = cohort(store, programme, 1, state=state)
    cancelled = event(store, one, State.CANCELLED, date(2026, 10, 3))
    planned = event(store, one, State.PLANNED, date(2026, 12, 1))
    found = seen(store, programme)
    [card] = found.board
    assert (card.event and card.event.id, [each.id for each in card.others]) == (planned.id, [cancelled.id])
    held = event(store, one, State.HELD, date(2026, 10, 1))
    found = seen(store, programme)
    [card] = found.board
    assert (card.told.event_id, [each.id for each in card.others]) == (held.id, [cancelled.id, planned.id])
    assert (found.events, found.hanging) == ((), 3)


def test_without_a_day_of_its_own_a_cohort_is_late_when_the_year_of_its_programme_is_over(
    store: Store, programme: Programme
) -> None:
    cohort(store, programme, 1)
    cohort(store, programme, 2, state=CohortState.HELD)
    postponed = cohort(store, programme, 3)
    event(store, postponed, State.POSTPONED, date(2026, 10, 1))
    with store.writing(SOM, "test") as w:
        never = w.add(Programme(name="ไม่ทราบปี"))
    cohort(store, never, 1)
    last = date(2027, 9, 30)
    assert [stands(card) for card in seen(store, programme, last).board] == [
        (1, "unknown", None, False, True),
        (2, "stated", None, False, False),
        (3, "unknown", None, False, False),
    ]
    assert [card.late for card in seen(store, programme, date(2027, 10, 1)).board] == [True, False, True]
    assert [card.late for card in seen(store, never, date(2100, 1, 1)).board] == [False]
    with store.writing(SOM, "test") as w:
        w.change(w.live(Programme, programme.id), fiscal_year=2569)
    assert [card.late for card in seen(store, programme).board] == [True, False, True]


def test_events_that_stand_on_no_card_are_told_beside_the_board(store: Store, programme: Programme) -> None:
    one = cohort(store, programme, 1)
    event(store, one, State.HELD, date(2026, 10, 1))
    again = event(store, one, State.HELD, date(2026, 10, 8))
    with store.writing(SOM, "test") as w:
        alone = w.add(Event(title="เปิดโครงการ", starts_on=date(2026, 10, 2), programme_id=programme.id))
    found = seen(store, programme)
    assert ([each.id for each in found.events], found.more, found.hanging) == ([alone.id], 0, 3)
    assert [each.id for each in found.board[0].others] == [again.id]


def test_a_programme_that_is_not_there_is_none(store: Store) -> None:
    with store.reading() as rows:
        assert programmes.view(rows, "no", TODAY) is None
