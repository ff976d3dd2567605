"""Ways to divide the country: typed, changed from a day on, renamed, taken away; each adds up to 77 provinces."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import kpis, scheme_edit, schemes
from db.areas import EVERY_PROVINCE, NAMES, areas, divided
from db.choices import Category, Kind, State
from db.filters import Filters
from db.records import AreaMember, Cohort, Event, Headcount, Programme, Scheme, Target, new_id
from db.refusals import AlreadySaved, Refused, Stale
from db.schemes import BLANK, Moved, View
from db.scope import Scope
from db.store import Store
from tests.registers import NIDA

TODAY = date(2026, 11, 21)
CHUMPHON, RANONG = "86", "85"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thai.dates.today", lambda: TODAY)


def typed(lines: str, first: str = "", last: str = "", **more: str) -> dict[str, str]:
    return {**BLANK, "lines": lines, "first": first, "last": last, **more}


def seen(store: Store, key: str) -> View:
    with store.reading() as rows:
        found = schemes.view(rows, key, TODAY)
    assert found
    return found


def place(store: Store, key: str, lines: str, first: str = "", last: str = "") -> int:
    found = seen(store, key)
    return scheme_edit.place(store, NIDA, found.scheme.id, typed(lines, first, last), found.mark, new_id())


def on(store: Store, key: str, day: date) -> dict[str, tuple[str, ...]]:
    with store.reading() as rows:
        return {area.name: area.provinces for area in areas(rows, key, day)}


def said(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.field, problem.message.format(**problem.values)) for problem in refused.value.problems]


def reached(store: Store, key: str, as_of: date) -> list[tuple[str | None, int, int]]:
    with store.reading() as rows:
        found = kpis.coverage(Scope(rows, Filters(scheme=key, as_of=as_of)))
    return [(row["area"], row["reached"], row["provinces"]) for row in found]


def centres(store: Store) -> str:
    scheme, _batch = scheme_edit.add(
        store, NIDA, typed("ศูนย์ ๑–๘ / Centre 1-8", name="ศูนย์ของหน่วยงาน", name_en="The agency's centres"), new_id()
    )
    return scheme.key


def trained(store: Store, province: str, day: date) -> None:
    with store.writing(NIDA, "test") as w:
        w.add(
            Event(
                title="อบรม",
                kind=Kind.TRAINING,
                state=State.HELD,
                starts_on=day,
                ends_on=day,
                serves=f"province:{province}",
            )
        )


def test_the_agency_s_centres_empty_then_half_filled(store: Store) -> None:
    trained(store, "10", date(2026, 10, 5))
    key = centres(store)
    names = [f"ศูนย์ {number}" for number in range(1, 9)]
    assert on(store, key, TODAY) == dict.fromkeys(names, ())
    assert [area.name_en for area in seen(store, key).areas] == [f"Centre {number}" for number in range(1, 9)]
    assert reached(store, key, TODAY) == [*((name, 0, 0) for name in names), (None, 1, 77)]
    place(store, key, "ศูนย์ 1: กทม., นนทบุรี และ ปทุมธานี\nศูนย์ 2: ระยอง จันทบุรี\nศูนย์ 3\tชุมพร\nศูนย์ 4: เลย")
    assert reached(store, key, TODAY) == [
        ("ศูนย์ 1", 1, 3),
        ("ศูนย์ 2", 0, 2),
        ("ศูนย์ 3", 0, 1),
        ("ศูนย์ 4", 0, 1),
        *((name, 0, 0) for name in names[4:]),
        (None, 0, 70),
    ]


def test_a_province_that_moves_in_mid_year_keeps_its_history_where_it_was(store: Store) -> None:
    trained(store, CHUMPHON, date(2022, 2, 1))
    zones = {area for area, provinces in on(store, "inspection18", TODAY).items() if CHUMPHON in provinces}
    assert zones == {"เขต 5"}
    before = reached(store, "inspection18", date(2022, 3, 31))
    place(store, "inspection18", "เขต 6: ชุมพร", "1 เม.ย. 2565")
    after = reached(store, "inspection18", date(2022, 4, 1))
    assert reached(store, "inspection18", date(2022, 3, 31)) == before
    assert [(was, now) for was, now in zip(before, after, strict=True) if was != now] == [
        (("เขต 5", 1, 5), ("เขต 5", 0, 4)),
        (("เขต 6", 0, 6), ("เขต 6", 1, 7)),
    ]
    assert seen(store, "inspection18").moves == (Moved(date(2022, 4, 1), CHUMPHON, "เขต 5", "เขต 6"),)


def test_for_a_period_the_days_around_it_stay(store: Store) -> None:
    place(store, "inspection18", "เขต 6: ชุมพร", "1 เม.ย. 2565", "30 ก.ย. 2565")
    assert [(moved.day, moved.before, moved.after) for moved in seen(store, "inspection18").moves] == [
        (date(2022, 10, 1), "เขต 6", "เขต 5"),
        (date(2022, 4, 1), "เขต 5", "เขต 6"),
    ]
    with pytest.raises(Refused) as refused:
        place(store, "inspection18", "ไม่อยู่ในเขตใด: ชุมพร", "1 ม.ค. 2565")
    assert said(refused) == [
        (
            "last",
            "ชุมพร is in เขต 6 from 1 เม.ย. 2565 already. Write a last day before that, or begin on that day to "
            "put it elsewhere.",
        )
    ]


def test_what_nobody_can_read_is_refused_at_its_field_with_what_was_understood(store: Store) -> None:
    there = store.all(AreaMember)
    with pytest.raises(Refused) as refused:
        place(store, "inspection18", "เขต 6: ชุมพร, ระนองง\nเขต 7: ชุมพร, เชียงเมือง\n: เลย", "1 ต.ค. 65", "1 ก.ย. 65")
    assert said(refused) == [
        ("last", "The period 1 ต.ค. 2565 – 1 ก.ย. 2565 ends before it begins."),
        ("lines", "Line 1: there is no province “ระนองง”. Did you mean ระนอง · ระยอง · ตราด?"),
        ("lines", "Line 2: there is no province “เชียงเมือง”. Did you mean เชียงใหม่ · พังงา · ตรัง?"),
        ("lines", "Line 3: begin with the name of an area, at most 100 characters, then “:”."),
        ("lines", "Line 2: ชุมพร stands in line 1 already. A province is in one area."),
    ]
    with pytest.raises(Refused) as refused:
        place(store, "inspection18", "", "วันนั้น")
    assert sorted(field for field, _words in said(refused)) == ["first", "lines"]
    with pytest.raises(Refused) as refused:
        scheme_edit.add(store, NIDA, typed("ศูนย์ 8-1", name="4 ภาค"), new_id())
    assert said(refused) == [
        ("name", "There is a scheme with this name already."),
        ("lines", "Line 1: “ศูนย์ 8-1” is not a row of numbers such as 1–8."),
    ]
    assert store.all(AreaMember) == there


def test_areas_that_another_person_changed_meanwhile_are_looked_at_again(store: Store) -> None:
    found = seen(store, "inspection18")
    place(store, "inspection18", "เขต 6: ชุมพร", "1 เม.ย. 2565")
    with pytest.raises(Refused, match="changed meanwhile"):
        scheme_edit.place(store, NIDA, found.scheme.id, typed("เขต 7: ชุมพร", "1 เม.ย. 2565"), found.mark, new_id())
    assert place(store, "inspection18", "เขต 7: ชุมพร", "1 เม.ย. 2565")
    assert [(moved.before, moved.after) for moved in seen(store, "inspection18").moves] == [("เขต 5", "เขต 7")]


def test_a_form_sent_twice_is_one_scheme(store: Store) -> None:
    token = new_id()
    scheme_edit.add(store, NIDA, typed("", name="ของเรา"), token)
    with pytest.raises(AlreadySaved):
        scheme_edit.add(store, NIDA, typed("", name="ของเรา"), token)
    assert [one.name_en for one in store.all(Scheme, "name = 'ของเรา'")] == ["ของเรา"]


def hanging(store: Store, serves: str) -> None:
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="โครงการ"))
        w.add(Cohort(programme_id=programme.id, number=1, serves=serves))
        w.add(Target(programme_id=programme.id, serves=serves, label=None, seats=9))
        event = w.add(Event(title="อบรม", starts_on=TODAY, ends_on=TODAY, serves=serves))
        w.add(Headcount(event_id=event.id, category=Category.LEARNERS, label="ครู", count=3, area=serves))


def served(store: Store) -> list[str | None]:
    return [
        *(one.serves for one in store.all(Cohort)),
        *(one.serves for one in store.all(Target)),
        *(one.serves for one in store.all(Event)),
        *(one.area for one in store.all(Headcount)),
    ]


def test_what_is_for_an_area_goes_with_its_name(store: Store) -> None:
    key = centres(store)
    hanging(store, f"area:{key}:ศูนย์ 1")
    scheme = seen(store, key).scheme
    raw = {"name": "ศูนย์ภาค", "name_en": "Centres"}
    for at in range(8):
        raw |= {f"area{at}": f"ศูนย์ {at + 1}", f"area_en{at}": f"Centre {at + 1}"}
    with pytest.raises(Refused) as refused:
        scheme_edit.rename(store, NIDA, scheme.id, scheme.rev, {**raw, "area1": "ศูนย์ 1", "name": "4 ภาค"}, new_id())
    assert said(refused) == [
        ("area1", "Two areas have this name."),
        ("name", "There is a scheme with this name already."),
    ]
    swapped = {**raw, "area0": "ศูนย์ 2", "area1": "ศูนย์ 1"}
    batch = scheme_edit.rename(store, NIDA, scheme.id, scheme.rev, swapped, new_id())
    assert served(store) == [f"area:{key}:ศูนย์ 2"] * 4
    assert list(on(store, key, TODAY))[:2] == ["ศูนย์ 2", "ศูนย์ 1"]
    with pytest.raises(Stale):
        scheme_edit.rename(store, NIDA, scheme.id, scheme.rev, swapped, new_id())
    store.undo(batch, NIDA)
    assert served(store) == [f"area:{key}:ศูนย์ 1"] * 4
    assert seen(store, key).scheme.name == "ศูนย์ของหน่วยงาน"


@pytest.mark.parametrize(
    ("becomes", "left"), [("country", ["country"] * 4), ("unknown", ["unknown", "unknown", "unknown"])]
)
def test_a_scheme_in_use_goes_when_it_is_said_what_becomes_of_what_hangs_on_it(
    store: Store, becomes: str, left: list[str]
) -> None:
    key = centres(store)
    hanging(store, f"area:{key}:ศูนย์ 1")
    scheme = seen(store, key).scheme
    with store.reading() as rows:
        assert schemes.used(rows, key) == {"events": 1, "cohorts": 1, "headcounts": 1, "targets": 1}
    with pytest.raises(Refused) as refused:
        scheme_edit.delete(store, NIDA, scheme.id, scheme.rev, "")
    assert said(refused) == [("", "4 records are for its areas. Say what becomes of them.")]
    batch = scheme_edit.delete(store, NIDA, scheme.id, scheme.rev, becomes)
    assert served(store) == left
    assert store.all(Scheme, "key = :key", key=key) == []
    store.undo(batch, NIDA)
    assert served(store) == [f"area:{key}:ศูนย์ 1"] * 4
    assert len(on(store, key, TODAY)) == 8


def test_the_last_scheme_stays(store: Store) -> None:
    *others, last = store.all(Scheme)
    for scheme in others:
        scheme_edit.delete(store, NIDA, scheme.id, scheme.rev, "")
    with pytest.raises(Refused, match="only way to divide"):
        scheme_edit.delete(store, NIDA, last.id, last.rev, "")


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2028, 1, 1))
PLACES = st.dictionaries(st.sampled_from(sorted(EVERY_PROVINCE)[:6]), st.sampled_from("กขค-"), max_size=4)


def lines(places: dict[str, str]) -> str:
    return "\n".join(f"{'ไม่อยู่ในเขตใด' if area == '-' else area}: {NAMES[code]['th']}" for code, area in places.items())


def thai(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}" if day else ""


@settings(max_examples=8)
@given(st.lists(st.tuples(PLACES, DAYS, DAYS), min_size=1, max_size=5))
def test_whatever_is_typed_every_scheme_adds_up_and_only_the_period_changes(
    edits: list[tuple[dict[str, str], date | None, date | None]],
) -> None:
    """After each edit: a day inside of the period is what the preview said, a day outside is what it was."""
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder))
        trained(store, sorted(EVERY_PROVINCE)[0], date(2018, 1, 1))
        scheme, _batch = scheme_edit.add(store, NIDA, typed("ก\nข", name="ของเรา"), new_id())
        for places, first, last in edits:
            raw = typed(lines(places), thai(first), thai(last))
            found = seen(store, scheme.key)
            ends = [end + timedelta(days) for end in (first, last) if end for days in (-1, 0, 1)]
            looked = [*LOOKED_AT, *ends]
            with store.reading() as rows:
                was = {day: divided(rows, day)[scheme.key] for day in looked}
                told = schemes.read(rows, found.scheme, raw)
                preview = schemes.preview(rows, scheme.key, told)
            try:
                scheme_edit.place(store, NIDA, scheme.id, raw, found.mark, new_id())
            except Refused:
                assert told.problems or not told.lines
            else:
                with store.reading() as rows:
                    for day, before in was.items():
                        inside = (first or date.min) <= day <= (last or date.max)
                        expected = schemes.after(before, scheme.key, told) if inside else before
                        now = divided(rows, day)[scheme.key]
                        assert {area.name: area.provinces for area in now if area.provinces} == {
                            area.name: area.provinces for area in expected if area.provinces
                        }
                    scope = Scope(rows, Filters(scheme=scheme.key, as_of=min(preview.day, TODAY)))
                    scope.division = divided(rows, preview.day)
                    assert kpis.coverage(scope) == preview.then
            for row in (preview.now, preview.then):
                assert sum(each["provinces"] for each in row) == 77
                assert all(each["reached"] <= each["provinces"] for each in row)
                assert sum(each["reached"] for each in row) == 1


LOOKED_AT = (date(2019, 1, 1), date(2022, 10, 1), TODAY, date(2029, 1, 1))


def test_a_preview_says_from_where_a_province_comes_and_which_past_years_change(store: Store) -> None:
    for year in (2021, 2022, 2024, 2026):
        trained(store, CHUMPHON, date(year, 2, 1))

    def asked(lines: str, first: str = "", last: str = "") -> tuple[dict[str, str], tuple[int, ...]]:
        with store.reading() as rows:
            zones = seen(store, "inspection18").scheme
            found = schemes.preview(rows, zones.key, schemes.read(rows, zones, typed(lines, first, last)))
        return {code: area.name for code, area in found.came.items()}, found.years

    moved = "เขต 6: ชุมพร, ระนอง"
    assert asked(moved) == ({CHUMPHON: "เขต 5"}, (2564, 2565, 2567, 2569))
    assert asked(moved, "1 เม.ย. 2565") == ({CHUMPHON: "เขต 5"}, (2565, 2567, 2569))
    assert asked(moved, "1 เม.ย. 2565", "29 ก.ย. 2569") == ({CHUMPHON: "เขต 5"}, (2565, 2567))
    assert asked(moved, "1 ต.ค. 2569") == ({CHUMPHON: "เขต 5"}, ())
    assert asked("เขต 5: ชุมพร") == ({}, ())
