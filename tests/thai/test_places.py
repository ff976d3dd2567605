"""The 77 provinces are known by all their names, and by none that is only part of another word."""

import json
from collections import Counter

import pytest

from thai.places import OUTLINES, PROVINCES, find, in_text, province, suggest
from thai.text import search_key


def names(codes: set[str] | list[str]) -> list[str]:
    return [province(code).name for code in codes]


def test_the_counts_hold() -> None:
    assert len(PROVINCES) == len({each.code for each in PROVINCES}) == len({each.name for each in PROVINCES}) == 77
    assert Counter(each.region4 for each in PROVINCES) == {"เหนือ": 17, "กลาง": 26, "ตะวันออกเฉียงเหนือ": 20, "ใต้": 14}
    assert Counter(each.region6 for each in PROVINCES) == {
        "เหนือ": 9,
        "ตะวันออกเฉียงเหนือ": 20,
        "กลาง": 22,
        "ตะวันออก": 7,
        "ตะวันตก": 5,
        "ใต้": 14,
    }
    zones = Counter(each.inspection_zone for each in PROVINCES)
    assert [zones[str(zone)] for zone in range(1, 19)] == [6, 4, 3, 4, 5, 6, 3, 3, 5, 5, 3, 4, 4, 4, 4, 4, 5, 4]
    assert zones["ส่วนกลาง"] == 1
    assert len({(each.tile_row, each.tile_col) for each in PROVINCES}) == 77


def test_every_province_has_an_outline() -> None:
    topology = json.loads(OUTLINES.read_text(encoding="utf-8"))
    outlined = [shape["id"] for shape in topology["objects"]["provinces"]["geometries"]]
    assert sorted(outlined) == sorted(each.code for each in PROVINCES)


def test_no_name_is_two_provinces() -> None:
    owners: dict[str, set[str]] = {}
    for each in PROVINCES:
        for name in (each.name, each.name_en, each.short, *each.aliases, *each.weak):
            owners.setdefault(search_key(name), set()).add(each.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("pattern", ["{}", "จังหวัด{}", "จังหวัด {}", "จ.{}", "จ. {}", " {}\u200b "])
def test_every_way_to_write_it_is_found(pattern: str) -> None:
    for each in PROVINCES:
        for name in (each.name, each.short, *each.aliases, *each.weak):
            assert (name, find(pattern.format(name))) == (name, each.code)


def test_english_names_in_any_case() -> None:
    for each in PROVINCES:
        assert [find(text) for text in (each.name_en, each.name_en.upper(), f"{each.name_en} Province")] == [
            each.code
        ] * 3


@pytest.mark.parametrize("text", ["", "จังหวัด", "จ.", "เผยแพร่", "แพร่ข่าว", "จังหวัดเลย น่าน", "เชียงไหม่", "10", "ภาคเหนือ"])
def test_what_is_no_province_is_not_found(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("เชียงไหม่", "เชียงใหม่"),
        ("จังหวัดอุบลราชทานี", "อุบลราชธานี"),
        ("Chiang Mia", "เชียงใหม่"),
        ("กรุงเทพมหานค", "กรุงเทพมหานคร"),
    ],
)
def test_near_names_are_suggested(text: str, nearest: str) -> None:
    suggestions = suggest(text)
    assert names(suggestions)[0] == nearest
    assert len(suggestions) == len(set(suggestions)) <= 3


def test_nothing_near_nothing_suggested() -> None:
    assert (suggest(""), suggest("???"), suggest("xyz")) == ([], [], [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("เผยแพร่ข่าวในที่ประชุมพร้อมนายกสมาคมเลยทีเดียว ตากผ้า น่าน", set()),
        ("อบรมที่นครนายก", {"นครนายก"}),
        ("จังหวัดเลย", {"เลย"}),
        ("จ.แพร่", {"แพร่"}),
        ("จังหวัดเลย น่าน และแพร่", {"เลย", "น่าน", "แพร่"}),
        ("4 จังหวัด ได้แก่ กระบี่, ตรัง, พังงา และภูเก็ต", {"กระบี่", "ตรัง", "พังงา", "ภูเก็ต"}),
        ("จังหวัดกระบี่ ตรังค์", {"กระบี่"}),
        ("เทศบาลเมืองแพร่ โรงพยาบาลตรัง", {"แพร่", "ตรัง"}),
        ("ปากน้ำ หัวหิน จังหวัดโคราช จ.มหาชัย", {"นครราชสีมา", "สมุทรสาคร"}),
        ("นายสุรินทร์ ใจดี และนางสาวชลธิชา ณ ระนอง", set()),
        ("สุรินทร์และบุรีรัมย์", {"สุรินทร์", "บุรีรัมย์"}),
        ("ม.จ.ตราด", set()),
        ("กทม. และอยุธยา", {"กรุงเทพมหานคร", "พระนครศรีอยุธยา"}),
        ("ภาคตะวันออกเฉียงเหนือ", set()),
        ("จังหวัดกรุงเทพฯ", {"กรุงเทพมหานคร"}),
    ],
)
def test_in_running_text(text: str, found: set[str]) -> None:
    assert set(names(in_text(text))) == found


def test_every_province_is_found_after_its_prefix() -> None:
    for each in PROVINCES:
        for name in (each.name, *each.aliases, *each.weak):
            assert (name, in_text(f"จัดที่จังหวัด{name} เมื่อวาน")) == (name, {each.code})
