"""Seats promised and filled: the sample as announced, and small random programmes counted again by hand."""

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import kpis, samples, seats, targets
from db.access import Actor
from db.choices import CATEGORY_OF_ROLE, Attended, Category, Role, State
from db.event_view import view
from db.filters import Filters
from db.records import Cohort, Event, Headcount, Participation, Person, Programme, Target, new_id
from db.scope import Scope
from db.seats import Filled, Place, Promised, Seats
from db.store import Store
from db.targets import BLANK

SOM = Actor("สมหญิง")
TODAY = date(2026, 11, 21)
TYPED = "ผู้แทน ศส.ปชต. 77 จังหวัด ๆ ละ 4 คน\nผู้อำนวยการการเลือกตั้งหรือผู้แทน จังหวัดละ 1 คน"


def promised(store: Store, programme: Programme) -> Seats | None:
    with store.reading() as rows:
        return seats.of_programme(rows, programme, TODAY)


def test_the_example_s_forum_fills_the_385_seats_of_two_typed_lines(store: Store) -> None:
    samples.add(store, SOM)
    [centres] = store.all(Programme, "name = 'ศส.ปชต. 2565'")
    assert promised(store, centres) is None
    targets.save(store, SOM, centres.id, BLANK | {"lines": TYPED}, new_id())
    found = promised(store, centres)
    assert found is not None
    assert (found.total.target, found.declared, found.total.filled, found.total.over, found.unknown) == (
        385,
        427,
        385,
        0,
        0,
    )
    assert found.categories == (Filled(Category.LEARNERS, 385, 385, 0, 385, 385, 385, 1, 0),)
    [learners] = found.categories
    assert (learners.left, learners.over, learners.missing) == (0, 0, 385)
    assert {(place.target, place.named) for place in found.places} == {(5, 0)}
    assert len(found.places) == 77


def test_the_event_s_own_page_tells_the_same_seats(store: Store) -> None:
    samples.add(store, SOM)
    [centres] = store.all(Programme, "name = 'ศส.ปชต. 2565'")
    targets.save(store, SOM, centres.id, BLANK | {"lines": TYPED}, new_id())
    [forum] = store.all(Event, "kind = 'forum'")
    with store.reading() as rows:
        seen = view(rows, forum.id)
    assert seen is not None
    assert seen.seats == promised(store, centres)


@pytest.fixture
def programme(store: Store) -> Programme:
    with store.writing(SOM, "test") as w:
        return w.add(Programme(name="อบรม", fiscal_year=2570))


def aim(store: Store, programme: Programme, lines: str, category: str = "") -> None:
    targets.save(store, SOM, programme.id, BLANK | {"lines": lines, "category": category}, new_id())


def hold(store: Store, programme: Programme, **values: Any) -> Event:
    given = {"title": f"งาน {new_id()}", "starts_on": date(2026, 10, 5), "programme_id": programme.id, **values}
    with store.writing(SOM, "test") as w:
        return w.add(Event.model_validate(given))


def count(store: Store, event: Event, number: int | None, category: Category = Category.LEARNERS) -> None:
    with store.writing(SOM, "test") as w:
        w.add(Headcount(event_id=event.id, category=category, count=number))


def name(store: Store, *came: tuple[Event, Person], province: str | None = None, role: Role = Role.TRAINEE) -> None:
    with store.writing(SOM, "test") as w:
        for event, person in came:
            w.add(Participation(event_id=event.id, person_id=person.id, role=role, province=province))


def somebody(store: Store) -> Person:
    with store.writing(SOM, "test") as w:
        return w.add(Person(given_name=f"คน{new_id()}"))


def learners(store: Store, programme: Programme) -> Filled:
    found = promised(store, programme)
    assert found is not None
    return next(each for each in found.categories if each.category is Category.LEARNERS)


def test_before_anything_is_held_every_seat_is_left(store: Store, programme: Programme) -> None:
    aim(store, programme, "น่าน 4")
    hold(store, programme, state=State.PLANNED)
    now = learners(store, programme)
    assert now == Filled(Category.LEARNERS, 4, 0, 0, 0, 0, 0, 0, 0)
    assert (now.left, now.over, now.missing) == (4, 0, 0)


def test_an_event_that_says_nothing_leaves_the_seats_unknown(store: Store, programme: Programme) -> None:
    aim(store, programme, "น่าน 4")
    event = hold(store, programme, declared_total=40)
    now = learners(store, programme)
    assert now == Filled(Category.LEARNERS, 4, None, 0, None, None, 0, 1, 1)
    assert (now.left, now.over, now.missing) == (None, 0, None)
    count(store, event, 3)
    count(store, event, None)
    assert learners(store, programme).filled is None


def test_whoever_came_twice_fills_one_seat(store: Store, programme: Programme) -> None:
    aim(store, programme, "น่าน 2")
    one, two, person = hold(store, programme), hold(store, programme), somebody(store)
    name(store, (one, person), (two, person))
    name(store, (two, person), role=Role.DELEGATE)
    assert learners(store, programme) == Filled(Category.LEARNERS, 2, None, 1, 1, 1, 1, 2, 2)
    count(store, one, 1)
    count(store, two, 2)
    now = learners(store, programme)
    assert now == Filled(Category.LEARNERS, 2, 3, 1, 2, 2, 2, 2, 0)
    assert (now.left, now.over, now.missing) == (0, 0, 1)


def test_over_filled_says_so_and_is_never_more_than_all(store: Store, programme: Programme) -> None:
    aim(store, programme, "น่าน 4")
    aim(store, programme, "น่าน 3", "speakers")
    event = hold(store, programme)
    count(store, event, 9)
    count(store, event, 1, Category.SPEAKERS)
    found = promised(store, programme)
    assert found is not None
    assert (found.total.target, found.total.filled, found.total.over) == (7, 5, 5)
    assert [(each.left, each.over) for each in found.categories] == [(0, 5), (2, 0)]


def test_the_programmes_of_a_year_are_added_up_and_what_is_unknown_is_said(store: Store, programme: Programme) -> None:
    with store.writing(SOM, "test") as w:
        silent, without, other = (
            w.add(Programme(name=name, fiscal_year=year)) for name, year in (("ข", 2570), ("ค", 2570), ("ง", 2569))
        )
    aim(store, programme, "น่าน 4")
    aim(store, programme, "น่าน 3", "speakers")
    aim(store, silent, "น่าน 6")
    aim(store, other, "น่าน 100")
    event, person = hold(store, programme, declared_total=40), somebody(store)
    count(store, event, 9)
    count(store, event, 1, Category.SPEAKERS)
    name(store, (event, person), province="55")
    hold(store, silent, declared_total=7)
    hold(store, without, declared_total=7)
    with store.reading() as rows:
        found = kpis.promised(Scope(rows, Filters(fiscal_year=2570, as_of=TODAY)))
        nothing = kpis.promised(Scope(rows, Filters(fiscal_year=2571, as_of=TODAY)))
    assert (found.programmes, found.without, nothing) == (3, 1, Promised(None, 0, 0))
    speakers = Filled(Category.SPEAKERS, 3, 1, 0, 1, 1, 1, 1, 0)
    seats = Seats(
        declared=47,
        events=2,
        unknown=1,
        categories=(Filled(Category.LEARNERS, 10, 9, 1, 9, 4, 3, 2, 1), speakers),
        places=(
            Place("province:55", Category.LEARNERS, 10, 1, 1, 1, 1),
            Place("province:55", Category.SPEAKERS, 3, 0, 0, 0, 0),
        ),
    )
    assert found.seats == seats
    assert seats.total == Filled(None, 13, 10, 1, 10, 5, 4, 2, 1)
    assert (seats.total.left, seats.total.over, seats.total.missing) == (8, 5, 9)


def test_events_of_which_one_or_another_category_is_not_known_are_counted_once(
    store: Store, programme: Programme
) -> None:
    aim(store, programme, "น่าน 4")
    aim(store, programme, "น่าน 3", "speakers")
    one, two = hold(store, programme), hold(store, programme)
    count(store, one, 1)
    count(store, two, 1, Category.SPEAKERS)
    found = promised(store, programme)
    assert found
    assert ([each.unknown for each in found.categories], found.unknown) == ([1, 1], 2)


def test_an_absent_person_fills_no_seat(store: Store, programme: Programme) -> None:
    aim(store, programme, "น่าน 4")
    event, person = hold(store, programme, list_complete=True), somebody(store)
    with store.writing(SOM, "test") as w:
        w.add(Participation(event_id=event.id, person_id=person.id, role=Role.TRAINEE, attended=Attended.NO))
    assert learners(store, programme) == Filled(Category.LEARNERS, 4, None, 0, 0, 0, 0, 1, 0)


def test_a_person_is_told_in_the_smallest_place_and_sits_where_there_is_a_seat_around_it(
    store: Store, programme: Programme
) -> None:
    aim(store, programme, "น่าน 1\nเหนือ (4 ภาค) 1\nทั้งประเทศ 1\nแพร่ 1")
    event = hold(store, programme)
    for province in ("55", "55", "55", "55", "90", None):
        name(store, (event, somebody(store)), province=province)
    found = promised(store, programme)
    assert found is not None
    assert [(place.serves, place.target, place.named, place.filled) for place in found.places] == [
        ("province:55", 1, 4, 1),
        ("area:region4:เหนือ", 1, 0, 1),
        ("country", 1, 2, 1),
        ("province:54", 1, 0, None),
    ]
    assert (found.total.filled, found.total.unplaced, found.total.over) == (4, 1, 2)


def test_an_event_is_measured_by_the_seats_of_the_area_that_it_is_for(store: Store, programme: Programme) -> None:
    aim(store, programme, "77 จังหวัด ๆ ละ 4 คน\nทั้งประเทศ 100")
    with store.writing(SOM, "test") as w:
        north_east = "area:region4:ตะวันออกเฉียงเหนือ"
        cohort = w.add(Cohort(programme_id=programme.id, number=1, serves=north_east))
    event = hold(store, programme, cohort_id=cohort.id)
    count(store, event, 70)
    with store.reading() as rows:
        found = seats.of_event(rows, event, cohort.serves, TODAY)
        unsaid = seats.of_event(rows, event, None, TODAY)
    assert found is not None
    assert (found.total.target, found.total.filled, found.categories[0].left) == (80, 70, 10)
    assert unsaid is None


NORTH, SOUTH = "area:region4:เหนือ", "area:region4:ใต้"
FOUR_REGIONS = "4 ภาค ๆ ละ 40 คน"


def test_the_seats_of_one_region_are_not_filled_by_the_people_of_another(store: Store, programme: Programme) -> None:
    aim(store, programme, FOUR_REGIONS)
    south = hold(store, programme, serves=SOUTH)
    count(store, south, 100)
    north = hold(store, programme)
    with store.writing(SOM, "test") as w:
        w.add(Headcount(event_id=north.id, category=Category.LEARNERS, count=7, area="province:55"))
    now = learners(store, programme)
    assert (now.came, now.filled, now.unplaced, now.left, now.over) == (107, 47, 0, 113, 60)
    assert places(store, programme) == {"เหนือ": (7, 7), "ตะวันออกเฉียงเหนือ": (0, 0), "กลาง": (0, 0), "ใต้": (100, 40)}


def test_people_whose_place_is_not_known_may_fill_what_is_left(store: Store, programme: Programme) -> None:
    aim(store, programme, FOUR_REGIONS)
    count(store, hold(store, programme, serves=SOUTH), 100)
    count(store, hold(store, programme, serves="country"), 50)
    count(store, hold(store, programme, serves="unknown"), 5)
    name(store, (hold(store, programme, serves="country", list_complete=True), somebody(store)))
    now = learners(store, programme)
    assert (now.came, now.filled, now.unplaced, now.left, now.over) == (156, 96, 56, 64, 60)
    assert places(store, programme)["ใต้"] == (100, 40)


def test_those_of_a_region_fill_the_seats_of_its_own_provinces_only(store: Store, programme: Programme) -> None:
    aim(store, programme, "77 จังหวัด ๆ ละ 1 คน")
    count(store, hold(store, programme, serves=SOUTH), 100)
    now = learners(store, programme)
    assert (now.filled, now.unplaced, now.left, now.over) == (14, 14, 63, 86)


def test_whoever_is_from_where_there_is_no_seat_fills_none(store: Store, programme: Programme) -> None:
    aim(store, programme, "น่าน 4")
    name(store, (hold(store, programme, list_complete=True), somebody(store)), province="90")
    now = learners(store, programme)
    assert (now.came, now.filled, now.over) == (1, 0, 1)


def test_of_a_place_that_an_unknown_event_may_have_filled_nothing_is_known(store: Store, programme: Programme) -> None:
    aim(store, programme, FOUR_REGIONS)
    hold(store, programme, serves=NORTH)
    count(store, hold(store, programme, serves=SOUTH), 8)
    assert places(store, programme) == {"เหนือ": (0, None), "ตะวันออกเฉียงเหนือ": (0, 0), "กลาง": (0, 0), "ใต้": (8, 8)}
    assert learners(store, programme).unknown == 1


def places(store: Store, programme: Programme) -> dict[str, tuple[int, int | None]]:
    found = promised(store, programme)
    assert found is not None
    return {place.serves.rpartition(":")[2]: (place.came, place.filled) for place in found.places}


@settings(max_examples=40)
@given(seed=st.integers(0, 10**9))
def test_headline_and_table_agree_and_no_place_is_filled_by_another(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    random = Random(seed)
    store = Store.open(tmp_path_factory.mktemp("seats"))
    texts = ("country", NORTH, SOUTH, "province:55", "province:90", "area:region6:เหนือ")
    with store.writing(SOM, "test") as w:
        programme = w.add(Programme(name="อบรม", fiscal_year=2570))
        for serves in random.sample(texts, random.randint(1, 6)):
            w.add(Target(programme_id=programme.id, serves=serves, label=None, seats=random.randint(0, 6)))
        people = [w.add(Person(given_name=f"คน {number}")) for number in range(4)]
        came = 0
        for number in range(random.randint(0, 4)):
            event = w.add(
                Event(
                    title=f"งาน {number}",
                    starts_on=date(2026, 10, 5),
                    programme_id=programme.id,
                    serves=random.choice((None, "unknown", *texts)),
                )
            )
            for _again in range(random.randint(0, 2)):
                line = w.add(
                    Headcount(
                        event_id=event.id,
                        category=Category.LEARNERS,
                        count=random.randint(0, 9),
                        area=random.choice((None, *texts)),
                    )
                )
                came += line.count or 0
            for person in people:
                if random.random() < 0.4:
                    province = random.choice((None, "55", "90", "40"))
                    w.add(Participation(event_id=event.id, person_id=person.id, role=Role.TRAINEE, province=province))
    found = promised(store, programme)
    assert found is not None
    [learners] = found.categories
    assert sum(place.filled or 0 for place in found.places) + learners.unplaced == (learners.filled or 0)
    assert 0 <= (learners.filled or 0) <= min(learners.target, came + len(people))
    assert learners.named <= (learners.came or 0) <= came + len(people)
    assert learners.over >= 0
    for place in found.places:
        assert (place.filled or 0) <= place.target
        assert place.named <= place.came


@settings(max_examples=40)
@given(seed=st.integers(0, 10**9))
def test_seats_equal_a_count_by_hand(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    random = Random(seed)
    store = Store.open(tmp_path_factory.mktemp("seats"))
    categories = (Category.LEARNERS, Category.SPEAKERS)
    roles = (Role.TRAINEE, Role.DELEGATE, Role.SPEAKER, Role.PANELLIST, Role.CHAIR)
    with store.writing(SOM, "test") as w:
        programme = w.add(Programme(name="อบรม"))
        goal = {category: random.randint(0, 6) for category in categories}
        for category, number in goal.items():
            for _again in range(2):
                w.add(Target(programme_id=programme.id, serves="country", category=category, label=None, seats=number))
        people = [w.add(Person(given_name=f"คน {number}")) for number in range(4)]
        lines: dict[str, list[tuple[Category, int | None]]] = {}
        came: dict[str, list[tuple[str, Role, Attended]]] = {}
        complete = {}
        for number in range(random.randint(0, 3)):
            event = w.add(
                Event(
                    title=f"งาน {number}",
                    starts_on=date(2026, 10, 5),
                    programme_id=programme.id,
                    list_complete=random.random() < 0.4,
                )
            )
            complete[event.id] = event.list_complete
            lines[event.id] = [
                (random.choice(categories), random.choice((None, 0, 1, 3))) for _again in range(random.randint(0, 3))
            ]
            came[event.id] = [
                (person.id, role, random.choice(list(Attended)))
                for person in people
                for role in roles
                if random.random() < 0.25
            ]
            for category, told in lines[event.id]:
                w.add(Headcount(event_id=event.id, category=category, count=told))
            for person_id, role, attended in came[event.id]:
                w.add(Participation(event_id=event.id, person_id=person_id, role=role, attended=attended))
    found = promised(store, programme)
    assert found is not None
    for each in found.categories:
        counted, filled, unknown, names = [], 0, 0, []
        for event_id, ledger in lines.items():
            mine = [told for category, told in ledger if category is each.category]
            known = sum(one or 0 for one in mine) if mine and None not in mine else None
            here = {
                person
                for person, role, attended in came[event_id]
                if CATEGORY_OF_ROLE[role] is each.category and attended is not Attended.NO
            }
            counted += [known] if known is not None else []
            unknown += known is None and not complete[event_id]
            filled += max(known or 0, len(here))
            names += list(here)
        distinct = len(set(names))
        filled -= len(names) - distinct
        nothing = bool(lines) and unknown == len(lines) and not names
        assert each == Filled(
            category=each.category,
            target=2 * goal[each.category],
            counted=sum(counted) if counted or not lines else None,
            named=distinct,
            came=None if nothing else filled,
            filled=None if nothing else min(filled, 2 * goal[each.category]),
            unplaced=0,
            events=len(lines),
            unknown=unknown,
        )
        assert distinct <= (each.came if each.came is not None else 0)
    assert found.total.filled is None or found.total.filled <= found.total.target
