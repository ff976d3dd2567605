"""The page of the ways to divide the country: side by side, changed after a preview, added, deleted."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from db import samples, schemes
from db.records import Cohort, Scheme
from db.store import Store
from tests.conftest import Visit
from tests.drawn import drawn, idle
from tests.managers import opened, read, scrolls_sideways
from tests.registers import NIDA
from tests.serving import Server
from thai import dates

LINES = "เขตและจังหวัดในเขต บรรทัดละเขต"


def page(home: Path, monkeypatch: pytest.MonkeyPatch, key: str = "") -> AppTest:
    return opened(home, monkeypatch, "settings", **({"division": key} if key else {}))


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click()
    at.run()
    assert not at.exception
    return at


def fill(at: AppTest, **values: str) -> AppTest:
    labels = {"name": "การแบ่งเขต", "first": "ตั้งแต่", "last": "ถึง", "lines": LINES}
    for name, value in values.items():
        next(field for field in [*at.text_input, *at.text_area] if field.label == labels[name]).set_value(value)
    at.run()
    assert not at.exception
    return at


def moves(store: Store, key: str) -> list[tuple[str, str | None, str | None]]:
    with store.reading() as rows:
        found = schemes.view(rows, key, dates.today())
    assert found
    return [(moved.province, moved.before, moved.after) for moved in found.moves]


def test_the_schemes_stand_side_by_side_and_add_up(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = page(home, monkeypatch)
    assert read(at.title) == ["แบ่งเขตประเทศไว้ 4 แบบ"]
    assert read(at.subheader) == [
        "4 ภาค",
        "6 ภาค",
        "สำนักประชาสัมพันธ์เขต",
        "18 เขตตรวจราชการ",
        "แต่ละจังหวัดอยู่เขตใดในแต่ละแบบ",
    ]
    said = read(at.markdown)
    assert [line for line in said if "77 จังหวัด]" in line] == [
        f":gray[{areas} · 77 จังหวัด]" for areas in ("4 เขต", "6 เขต", "8 เขต และส่วนกลาง", "18 เขต และส่วนกลาง")
    ]
    counts = {"เหนือ": 17, "ตะวันออกเฉียงเหนือ": 20, "กลาง": 26, "ใต้": 14}
    assert "  \n".join(f"**{area}** :gray[{count} จังหวัด]" for area, count in counts.items()) in said


def test_a_province_is_moved_after_a_look_at_what_the_numbers_become(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.add(store, NIDA)
    at = press(page(home, monkeypatch, "region4"), "ย้ายจังหวัดหรือเพิ่มเขต")
    fill(at, first="1 ต.ค. 2565", last="1 ก.ย. 2565", lines="เหนือ: ชัยนาท, เลยย")
    assert [error.value for error in at.error] == [
        "ช่วงเวลา 1 ต\\.ค\\. 2565 – 1 ก\\.ย\\. 2565 สิ้นสุดก่อนเริ่ม",
        "บรรทัดที่ 1: ไม่มีจังหวัด “เลยย” หมายถึง เลย · พระนครศรีอยุธยา · ระยอง ใช่หรือไม่",
    ]
    press(at, "บันทึก")
    assert len(at.error) == 2
    assert moves(store, "region4") == []
    fill(at, last="", lines="เหนือ: เลย")
    assert not at.error
    assert at.table[0].value.values.tolist() == [
        ["เหนือ", "17 จาก 17", "18 จาก 18"],
        ["ตะวันออกเฉียงเหนือ", "20 จาก 20", "19 จาก 19"],
    ]
    said = read(at.markdown)
    assert ":green[:material/check:] **เหนือ** :gray[เลย (จากตะวันออกเฉียงเหนือ)]" in said
    assert ":small[:gray[ตัวเลขของปีงบประมาณที่ผ่านมาไม่เปลี่ยน]]" in said
    press(at, "บันทึก")
    assert moves(store, "region4") == [("42", "ตะวันออกเฉียงเหนือ", "เหนือ")]
    assert ":gray[1 ต.ค. 2565] เลย: ตะวันออกเฉียงเหนือ → เหนือ" in read(at.markdown)
    press(at, "เลิกทำ")
    assert moves(store, "region4") == []


def test_the_agency_s_centres_are_added_and_what_hangs_on_them_is_asked_about(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = press(page(home, monkeypatch), "เพิ่มการแบ่งเขต")
    fill(at, name="4 ภาค", lines="ศูนย์ 1–8")
    press(at, "บันทึก")
    assert "มีการแบ่งเขตชื่อนี้แล้ว" in [error.value for error in at.error]
    press(fill(at, name="ศูนย์"), "บันทึก")
    assert ":gray[8 เขต · 0 จังหวัด · 77 ไม่อยู่ในเขตใด]" in read(at.markdown)
    [scheme] = store.all(Scheme, "name = 'ศูนย์'")
    samples.add(store, NIDA)
    with store.writing(NIDA, "test") as w:
        cohort = w.change(store.all(Cohort)[0], serves=f"area:{scheme.key}:ศูนย์ 1")
    at = page(home, monkeypatch, scheme.key)
    at.session_state["delete"] = True
    at.run()
    assert "มีข้อมูลที่จัดให้เขตเหล่านี้: รุ่น 1" in read(at.markdown)
    at.radio[0].set_value("unknown")
    press(at, "ลบ ศูนย์")
    assert [one.serves for one in store.all(Cohort, "id = :id", id=cohort.id)] == ["unknown"]
    assert read(at.title) == ["แบ่งเขตประเทศไว้ 4 แบบ"]
    press(at, "เลิกทำ")
    assert [one.serves for one in store.all(Cohort, "id = :id", id=cohort.id)] == [f"area:{scheme.key}:ศูนย์ 1"]


def test_an_area_is_renamed(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = press(page(home, monkeypatch, "region4"), "เปลี่ยนชื่อ")
    next(field for field in at.text_input if field.label == "เขตลำดับที่ 1").set_value("ภาคเหนือ").run()
    press(at, "บันทึก")
    assert "**ภาคเหนือ** :gray[17 จังหวัด]" in " ".join(read(at.markdown))


def test_an_address_of_a_scheme_that_is_gone_says_so(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(page(home, monkeypatch, "gone").title) == ["ไม่พบการแบ่งเขตนี้ในทะเบียน"]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_scheme_is_added_and_half_filled(visit: Visit, server: Server, width: int) -> None:
    name = f"ศูนย์ {width}"
    page = drawn(visit("/settings", width))
    page.get_by_role("button", name="เพิ่มการแบ่งเขต").click()
    page.get_by_label("การแบ่งเขต", exact=True).fill(name)
    box = page.get_by_label(LINES)
    box.fill("ศูนย์ 1: เลย, ชุมพร\nศูนย์ 2–8")
    box.press("Tab")
    expect(page.get_by_text("อยู่ในเขต 2 + ไม่อยู่ในเขตใด 75 = 77 จังหวัด")).to_be_visible()
    assert not scrolls_sideways(page)
    idle(page)
    page.get_by_test_id("stBaseButton-primary").click()
    expect(page.get_by_text("8 เขต · 2 จังหวัด · 75 ไม่อยู่ในเขตใด").last).to_be_visible()
    assert not scrolls_sideways(drawn(page))
    assert len(server.store.all(Scheme, "name = :name", name=name)) == 1
