"""Areas: dated members, the provinces that a `serves` text means, and the words for it."""

from datetime import date

from db import areas
from db.areas import EVERY_PROVINCE, Area
from db.records import AreaMember, Scheme
from db.store import Store
from tests.registers import NIDA

TODAY = date(2026, 11, 21)


def test_the_schemes_that_a_register_begins_with(store: Store) -> None:
    with store.reading() as rows:
        found = areas.schemes(rows)
        division = areas.divided(rows, TODAY)
    assert [(one["key"], one["name"], one["name_en"]) for one in found] == [
        ("region4", "4 ภาค", "4 regions"),
        ("region6", "6 ภาค", "6 regions"),
        ("prd8", "สำนักประชาสัมพันธ์เขต", "PRD regional offices"),
        ("inspection18", "18 เขตตรวจราชการ", "18 inspection zones"),
    ]
    assert {key: len(found) for key, found in division.items()} == {
        "region4": 4,
        "region6": 6,
        "prd8": 9,
        "inspection18": 19,
    }
    for key, found_areas in division.items():
        assert sorted(code for area in found_areas for code in area.provinces) == sorted(EVERY_PROVINCE), key
    assert [(area.name, len(area.provinces)) for area in division["region4"]] == [
        ("เหนือ", 17),
        ("ตะวันออกเฉียงเหนือ", 20),
        ("กลาง", 26),
        ("ใต้", 14),
    ]
    assert [area.name for area in division["inspection18"]][::9] == ["เขต 1", "เขต 10", "ส่วนกลาง"]


def own(store: Store) -> None:
    """A scheme in which Krabi moves from ก to ข on 1 April 2022 and Nakhon Phanom is listed twice."""
    with store.writing(NIDA, "test") as w:
        scheme = w.add(Scheme(key="own", name="ของเรา", name_en="Ours"))

        def member(area: str, province: str, first: date | None = None, last: date | None = None) -> None:
            w.add(
                AreaMember(
                    scheme_id=scheme.id,
                    area=area,
                    area_en={"ก": "A", "ข": "B"}[area],
                    position={"ก": 2, "ข": 1}[area],
                    province=province,
                    starts_on=first,
                    ends_on=last,
                )
            )

        member("ก", "81", last=date(2022, 3, 31))
        member("ข", "81", first=date(2022, 4, 1))
        member("ก", "48")
        member("ข", "48", first=date(2022, 1, 1), last=date(2022, 6, 30))


def test_an_area_has_the_provinces_of_the_day(store: Store) -> None:
    own(store)

    def on(day: date) -> list[tuple[str, tuple[str, ...]]]:
        with store.reading() as rows:
            return [(area.name, area.provinces) for area in areas.areas(rows, "own", day)]

    assert on(date(2021, 12, 31)) == [("ก", ("48", "81"))]
    assert on(date(2022, 3, 31)) == [("ข", ("48",)), ("ก", ("81",))]
    assert on(date(2022, 4, 1)) == [("ข", ("48", "81"))]
    assert on(date(2022, 7, 1)) == [("ข", ("81",)), ("ก", ("48",))]


def test_every_scheme_adds_up_to_the_whole_country(store: Store) -> None:
    own(store)
    with store.reading() as rows:
        rest = areas.in_no_area(areas.areas(rows, "own", TODAY))
        assert areas.in_no_area(areas.areas(rows, "region4", TODAY)) == ()
        assert areas.in_no_area(areas.areas(rows, "nothing", TODAY)) == tuple(sorted(EVERY_PROVINCE))
    assert (len(rest), "81" in rest, "48" in rest) == (75, False, False)


def test_what_serves_means(store: Store) -> None:
    own(store)
    with store.reading() as rows:
        division = areas.divided(rows, date(2022, 4, 1))
    assert areas.provinces_of(division, "country") == EVERY_PROVINCE
    assert areas.provinces_of(division, "province:48") == {"48"}
    assert areas.provinces_of(division, "area:own:ข") == {"48", "81"}
    assert areas.provinces_of(division, "area:own:ก") == frozenset()
    assert areas.provinces_of(division, "area:nothing:ก") == frozenset()
    assert areas.provinces_of(division, "unknown") == areas.provinces_of(division, None) == frozenset()


def test_serves_in_words(store: Store) -> None:
    own(store)
    with store.reading() as rows:
        words = {
            serves: (areas.label(rows, serves, "th"), areas.label(rows, serves, "en"))
            for serves in ("country", "unknown", "province:48", "area:own:ก", None)
        }
        choices = areas.serves_choices(rows, date(2022, 4, 1), "th")
        english = areas.serves_choices(rows, date(2022, 4, 1), "en")
    assert words == {
        "country": ("ทั้งประเทศ", "The whole country"),
        "unknown": ("ไม่ทราบ", "Not known"),
        "province:48": ("นครพนม", "Nakhon Phanom"),
        "area:own:ก": ("ก", "A"),
        None: ("", ""),
    }
    assert len(choices) == 1 + 1 + 4 + 6 + 9 + 19 + 77 + 1
    assert list(choices)[:3] == ["country", "area:own:ข", "area:region4:เหนือ"]
    assert list(choices)[-1] == "unknown"
    assert (choices["area:region4:เหนือ"], choices["area:region6:เหนือ"]) == ("เหนือ (4 ภาค)", "เหนือ (6 ภาค)")
    assert (english["area:own:ข"], english["province:48"]) == ("B (Ours)", "Nakhon Phanom")
    assert len(set(choices.values())) == len(choices)


def test_an_area_says_what_a_record_that_serves_it_says() -> None:
    assert Area("region4", "เหนือ", "North", ()).serves == "area:region4:เหนือ"
