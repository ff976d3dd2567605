"""Targets as they are typed: what each line makes, what is refused at its line, and how they are corrected."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from db import event_edit, targets
from db.access import Actor
from db.areas import EVERY_PROVINCE, divided, provinces_of
from db.choices import Category
from db.records import Cohort, Programme, Target, new_id
from db.refusals import AlreadySaved, Refused, Stale
from db.store import Store
from db.targets import BLANK, GRID, Line

SOM, CHAI = Actor("สมหญิง"), Actor("ชัย")
TODAY = date(2026, 11, 21)
EVERY = {f"province:{code}" for code in EVERY_PROVINCE}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thai.dates.today", lambda: TODAY)


@pytest.fixture
def programme(store: Store) -> Programme:
    with store.writing(SOM, "test") as w:
        return w.add(Programme(name="ศส.ปชต.", fiscal_year=2565))


def cohorts(store: Store, programme: Programme, *serves: str | None) -> None:
    with store.writing(SOM, "test") as w:
        for number, area in enumerate(serves, 1):
            w.add(Cohort(programme_id=programme.id, number=number, serves=area))


def read(store: Store, programme: Programme, *lines: str, **more: Any) -> list[Line]:
    with store.reading() as rows:
        return targets.read(rows, programme, BLANK | {"lines": "\n".join(lines)} | more)


def told(line: Line) -> tuple[set[str], set[tuple[Category, str | None, int]]]:
    assert line.problem is None, line.problem
    return {one.serves for one in line.targets}, {(one.category, one.label, one.seats) for one in line.targets}


def why(line: Line) -> str:
    assert line.problem is not None
    assert line.targets == ()
    assert (line.problem.field, line.problem.values["line"]) == ("lines", line.number)
    return line.problem.message.format(**line.problem.values)


LEARNERS = Category.LEARNERS


@pytest.mark.parametrize(
    ("typed", "label", "seats"),
    [
        ("77 จังหวัด ๆ ละ 4 คน", None, 4),
        ("77 จังหวัดๆละ 4 คน", None, 4),
        ("๗๗ จังหวัด ๆ ละ ๔ คน", None, 4),
        ("77 จังหวัด จังหวัดละ 4 คน", None, 4),
        ("จังหวัดละ 4 คน", None, 4),
        ("ทุกจังหวัด จังหวัดละ 4", None, 4),
        ("77 จังหวัด × 4", None, 4),
        ("77 provinces x 4", None, 4),
        ("ผู้แทน ศส.ปชต. ๒๕๖๕ 77 จังหวัด ๆ ละ 1,200 คน", "ผู้แทน ศส.ปชต. ๒๕๖๕", 1200),
        ("ผู้อำนวยการประจำจังหวัดหรือผู้แทน จังหวัดละ 1 คน", "ผู้อำนวยการประจำจังหวัดหรือผู้แทน", 1),
        ("77 จังหวัด ๆ ละ 4 คน (ผู้แทน)", "(ผู้แทน)", 4),
    ],
)
def test_a_sentence_of_seventy_seven_provinces_makes_as_many_targets(
    store: Store, programme: Programme, typed: str, label: str | None, seats: int
) -> None:
    [line] = read(store, programme, typed)
    assert told(line) == (EVERY, {(LEARNERS, label, seats)})
    assert (len(line.targets), line.seats) == (77, 77 * seats)


@pytest.mark.parametrize(
    ("typed", "places", "rest"),
    [
        ("เชียงใหม่ 40", {"province:50"}, (LEARNERS, None, 40)),
        ("จ.เชียงใหม่ จำนวน 40 คน ผู้แทน อปท.", {"province:50"}, (LEARNERS, "ผู้แทน อปท.", 40)),
        ("ทั้งประเทศ 385 คน", {"country"}, (LEARNERS, None, 385)),
        ("เขต 6 10 คน", {"area:inspection18:เขต 6"}, (LEARNERS, None, 10)),
        ("เหนือ (4 ภาค) 20 คน", {"area:region4:เหนือ"}, (LEARNERS, None, 20)),
        (
            "4 ภาค ๆ ละ 50 คน",
            {f"area:region4:{area}" for area in ("เหนือ", "ตะวันออกเฉียงเหนือ", "กลาง", "ใต้")},
            (LEARNERS, None, 50),
        ),
        ("18 เขต ๆ ละ 2 คน", {f"area:inspection18:เขต {number}" for number in range(1, 19)}, (LEARNERS, None, 2)),
        ("เชียงใหม่\t4\tวิทยากร\tจากมหาวิทยาลัย", {"province:50"}, (Category.SPEAKERS, "จากมหาวิทยาลัย", 4)),
        ("1\tลำพูน\t1,200 คน", {"province:51"}, (LEARNERS, None, 1200)),
        ("ผู้แทน | ลำพูน | Learners | 3", {"province:51"}, (LEARNERS, "ผู้แทน", 3)),
        ("น่าน,0", {"province:55"}, (LEARNERS, None, 0)),
    ],
)
def test_a_line_names_its_place_in_any_way(
    store: Store, programme: Programme, typed: str, places: set[str], rest: tuple[Category, str | None, int]
) -> None:
    [line] = read(store, programme, typed)
    assert told(line) == (places, {rest})


def test_the_provinces_of_an_area_are_counted(store: Store, programme: Programme) -> None:
    [line, other, wrong] = read(
        store,
        programme,
        "20 จังหวัด ภาคตะวันออกเฉียงเหนือ ๆ ละ 4 คน",
        "ตะวันออกเฉียงเหนือ จังหวัดละ 2 คน",
        "19 จังหวัด ภาคตะวันออกเฉียงเหนือ ๆ ละ 4 คน",
    )
    with store.reading() as rows:
        area = provinces_of(divided(rows, TODAY), "area:region4:ตะวันออกเฉียงเหนือ")
    assert told(line) == ({f"province:{code}" for code in area}, {(LEARNERS, None, 4)})
    assert told(other) == ({f"province:{code}" for code in area}, {(LEARNERS, None, 2)})
    assert why(wrong) == "There are 20 provinces, not 19."


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("เชียงใหม่ -4", "A count cannot be less than 0."),
        ("เชียงใหม่\t-4", "A count cannot be less than 0."),
        ("77 จังหวัด ๆ ละ -4 คน", "A count cannot be less than 0."),
        ("เชียงใหม่ 4.5", "People are counted in whole numbers."),
        ("เชียงใหม่ 1,000,001", "A count cannot be more than a million."),
        ("76 จังหวัด ๆ ละ 4 คน", "There are 77 provinces, not 76."),
        ("5 ภาค ๆ ละ 4 คน", "Which areas? Say how many there are: 4, 6."),
        ("ภาคเหนือ 20", "Which one? Write it as เหนือ (4 ภาค) · เหนือ (6 ภาค)."),
        ("ลำพูนน 4", "There is no place “ลำพูนน”. Did you mean ลำพูน"),
        ("ดาวอังคาร 4", "There is no place “ดาวอังคาร”."),
        ("เชียงใหม่", "Write for whom, then how many: “เชียงใหม่ 4”, or “77 จังหวัด ๆ ละ 4 คน”."),
        ("เชียงใหม่\tผู้แทน", "How many seats? Write the number at the end of the line."),
        ("12\t4", "For whom? Write a province, an area, or ทั้งประเทศ."),
    ],
)
def test_a_line_that_cannot_be_read_says_why_at_the_line(
    store: Store, programme: Programme, typed: str, says: str
) -> None:
    [good, bad] = read(store, programme, "น่าน 4", typed)
    assert told(good)[0] == {"province:55"}
    assert why(bad).startswith(says)


def test_the_head_of_a_table_is_not_read_and_empty_lines_are_none(store: Store, programme: Programme) -> None:
    lines = read(store, programme, "จังหวัด\tจำนวน", "", "น่าน\t4")
    assert [(line.number, line.seats, line.problem) for line in lines] == [(1, 0, None), (3, 4, None)]


def test_an_area_is_that_of_the_cohorts(store: Store, programme: Programme) -> None:
    cohorts(store, programme, "area:region6:เหนือ", "area:region6:กลาง")
    [line] = read(store, programme, "ภาคเหนือ 20")
    assert told(line)[0] == {"area:region6:เหนือ"}


def test_a_place_outside_of_the_cohorts_areas_is_refused(store: Store, programme: Programme) -> None:
    cohorts(store, programme, "area:region4:เหนือ", "province:48")
    inside, north, out, whole = read(store, programme, "เชียงใหม่ 4", "นครพนม 4", "ภูเก็ต 4", "77 จังหวัด ๆ ละ 4 คน")
    assert (told(inside)[0], told(north)[0]) == ({"province:50"}, {"province:48"})
    assert why(out) == "ภูเก็ต: outside the programme’s area, which is that of its cohorts."
    assert why(whole).startswith("59 provinces are outside the programme’s area")


def test_nothing_is_outside_while_one_cohort_is_for_nobody_knows_whom(store: Store, programme: Programme) -> None:
    cohorts(store, programme, "area:region4:เหนือ", None)
    [line] = read(store, programme, "ภูเก็ต 4")
    assert told(line)[0] == {"province:83"}


def test_two_lines_for_one_place_add_up_and_say_so(store: Store, programme: Programme) -> None:
    raw = BLANK | {"lines": "77 จังหวัด ๆ ละ 4 คน\n77 จังหวัด ๆ ละ 1 คน"}
    assert [line.again for line in read(store, programme, *raw["lines"].splitlines())] == [0, 77]
    assert targets.save(store, SOM, programme.id, raw, new_id())[0] == 154
    assert sum(one.seats for one in store.all(Target)) == 385
    assert [line.again for line in read(store, programme, "น่าน 4", "ผู้แทน\tน่าน\t4")] == [1, 1]


def test_all_lines_are_saved_in_one_batch_or_none(store: Store, programme: Programme) -> None:
    before = store.version()
    with pytest.raises(Refused) as refused:
        targets.save(store, SOM, programme.id, BLANK | {"lines": "น่าน 4\nน่าน -4\nx 1"}, new_id())
    assert [(one.field, one.values["line"]) for one in refused.value.problems] == [("lines", 2), ("lines", 3)]
    assert store.version() == before
    token = new_id()
    count, batch = targets.save(store, SOM, programme.id, BLANK | {"lines": "น่าน 4", "category": "speakers"}, token)
    assert [(one.serves, one.category, one.seats) for one in store.all(Target)] == [
        ("province:55", Category.SPEAKERS, 4)
    ]
    with pytest.raises(AlreadySaved):
        targets.save(store, SOM, programme.id, BLANK | {"lines": "น่าน 4"}, token)
    store.undo(batch, SOM)
    assert (count, store.all(Target)) == (1, [])
    with pytest.raises(Refused):
        targets.save(store, SOM, programme.id, BLANK, new_id())


def correct(store: Store, programme: Programme, rows: Iterable[dict[str, Any]], actor: Actor = SOM) -> int:
    return event_edit.save_rows(store, actor, GRID, programme.id, list(rows), new_id())


def test_targets_are_corrected_row_by_row(store: Store, programme: Programme) -> None:
    targets.save(store, SOM, programme.id, BLANK | {"lines": "น่าน 4\nแพร่ 5\nเลย 6"}, new_id())
    one, two, three = store.all(Target)
    raw = GRID.raw(one) | {"id": one.id, "rev": 1}
    with pytest.raises(Refused) as refused:
        correct(store, programme, [raw | {"seats": "-1"}, GRID.raw(two) | {"id": two.id, "rev": 1, "seats": ""}])
    assert [problem.field for problem in refused.value.problems] == ["0.seats", "1.seats"]
    correct(store, programme, [raw | {"seats": "๗", "label": "ผู้แทน"}, {"id": two.id, "rev": 1, "delete": True}])
    assert [(now.serves, now.label, now.seats) for now in store.all(Target)] == [
        ("province:55", "ผู้แทน", 7),
        ("province:42", None, 6),
    ]
    with pytest.raises(Stale):
        correct(store, programme, [raw | {"seats": "9"}], CHAI)
    with pytest.raises(Refused):
        correct(store, programme, [{"category": "", "label": "", "seats": "3"}])
    assert three.seats == 6
