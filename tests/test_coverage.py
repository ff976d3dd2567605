"""The areas page: which provinces were not reached and why, first of all; then where, how, and the country."""

import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from db import kpis, samples, scheme_edit, schemes
from db.access import Actor
from db.choices import OrganisationType
from db.filters import Filters
from db.records import Cohort, Event, Programme, new_id
from db.scope import Scope
from db.store import Store
from tests.conftest import Visit
from tests.managers import FORMAT, opened, read, scrolls_sideways, shown, ways
from tests.serving import Server
from thai import dates
from thai.places import PROVINCES
from thai.text import sort_key
from ui import figures, numbers

SOM = Actor("สมหญิง")
OF = " · อบรมผู้บริหารและพนักงาน สนง\\.กกต\\.จว\\. และศูนย์ฯ ที่ 1 \\- 8 · ปีงบประมาณ 2565"


def coached(store: Store) -> str:
    return next(each.name for each in store.all(Programme) if "กกต." in each.name)


@pytest.fixture
def sampled(store: Store) -> Store:
    samples.add(store, SOM)
    return store


def test_the_provinces_not_reached_come_first_each_with_why_and_the_cure(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(home, monkeypatch, "coverage", programme=coached(sampled))
    assert read(at.title) == ["เข้าถึงแล้ว :blue[20 จาก 77 จังหวัด] ยังไม่ถึง 57 จังหวัด"]
    assert read(at.subheader)[0] == "ยังไม่ถึง 57 จังหวัด ในจำนวนนี้ 31 จังหวัดมีรุ่นที่ว่าจัดแล้ว ไม่ทราบวัน"
    said = read(at.markdown)
    assert [line for line in said if line.startswith("**ยังไม่เคย")] == [f"**ยังไม่เคยไปถึงเลย:** {region('กลาง')}"]
    assert [line for line in said if line.startswith("**") and "จังหวัด" in line] == [
        f"**26 จังหวัด** · รอรุ่นที่ 3 ภาคกลาง · ยังไม่จัด{OF}",
        f"**14 จังหวัด** · รุ่นที่ 1 ภาคใต้ ว่าจัดแล้ว ไม่ทราบวัน{OF}",
        f"**17 จังหวัด** · รุ่นที่ 2 ภาคเหนือ ว่าจัดแล้ว ไม่ทราบวัน{OF}",
    ]
    named = {name for line in said for name in re.findall(r":gray-badge\[([^\] ]+)", line)}
    assert named == {each.name for each in PROVINCES if each.region4 != "ตะวันออกเฉียงเหนือ"}
    assert ways(at)[:3] == ["บันทึกรุ่นที่ 3", "เติมวันของรุ่นที่ 1", "เติมวันของรุ่นที่ 2"]


def region(name: str) -> str:
    """The provinces of one of the 4 regions, as a sentence lists them."""
    return ", ".join(sorted((each.name for each in PROVINCES if each.region4 == name), key=sort_key))


def test_never_reached_stays_apart_from_not_reached_in_the_year(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(home, monkeypatch, "coverage", programme=coached(sampled), year="2566")
    assert read(at.title) == ["เข้าถึงแล้ว :blue[0 จาก 77 จังหวัด] ยังไม่ถึง 77 จังหวัด"]
    # Of the north and the south nobody knows: their cohorts are said to be held.
    assert [line for line in read(at.markdown) if line.startswith("**") and ":**" in line] == [
        f"**ยังไม่เคยไปถึงเลย:** {region('กลาง')}",
        f"**ยังไม่ถึงในปีงบประมาณนี้ แต่เคยไปถึงในปีอื่น:** {region('ตะวันออกเฉียงเหนือ')}",
    ]


def test_a_cohort_that_has_a_planned_event_leads_to_it(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [third] = sampled.all(Cohort, "number = 3")
    with sampled.writing(SOM, "test") as w:
        planned = w.add(Event(title="อบรมรุ่น 3", state="planned", programme_id=third.programme_id, cohort_id=third.id))
    at = opened(home, monkeypatch, "coverage", programme=coached(sampled))
    [cure] = [link.proto for link in at.get("page_link") if "บันทึกรุ่นที่ 3" in link.proto.label]
    assert dict(parse_qsl(cure.query_string)) == {"event": planned.id, "edit": "facts"}


def test_the_map_its_key_and_the_table_say_what_the_heading_says(sampled: Store) -> None:
    with sampled.reading() as rows:
        now = numbers.coverage(Scope(rows, kpis.asked(rows, programme=coached(sampled), scheme="region4")))
    assert [row["label"].translate(FORMAT) for row in figures.map_legend(now.provinces)] == [
        "เข้าถึงแล้ว 20",
        "ยังไม่ถึง 57",
        "ในจำนวนนี้ 31 จังหวัดมีรุ่นที่ว่าจัดแล้ว ไม่ทราบวัน",
    ]
    [krabi] = [each for each in now.provinces if each.province == "81"]
    assert figures.stands(krabi).translate(FORMAT) == ("กระบี่ · ยังไม่ถึง มีรุ่นที่ว่าจัดแล้ว ไม่ทราบวัน · ไม่ทราบจำนวนผู้ผ่านการอบรม")
    table = figures.province_table([krabi], now.areas, now.names, now.last_events)
    assert [str(cell).translate(FORMAT) for cell in table.rows[0]] == [
        *("กระบี่", "ใต้", "ยังไม่ถึง มีรุ่นที่ว่าจัดแล้ว ไม่ทราบวัน", "–", "–", "–"),
        *("None", "2016-08-05", str((dates.today() - date(2016, 8, 5)).days)),
    ]


def test_a_table_tells_the_day_of_the_last_event_and_the_days_since(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing(SOM, "test") as w:
        w.add(Event(title="ก", starts_on=date(2022, 12, 1), kind="training", province="48", serves="province:48"))
    monkeypatch.setattr(dates, "today", lambda: date(2023, 2, 1))
    with store.reading() as rows:
        now = numbers.coverage(Scope(rows, Filters(2565)))
    [there] = [each for each in now.provinces if each.province == "48"]
    table = figures.province_table([there], now.areas, now.names, now.last_events)
    assert table.header[-2:] == ["กิจกรรมล่าสุดในจังหวัด", "ผ่านมาแล้ว (วัน)"]
    assert table.rows[0][-3:] == [0, date(2022, 12, 1), 62]


def test_when_every_province_is_reached_those_that_waited_longest_are_named(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dates, "today", lambda: date(2023, 2, 1))
    with store.writing(SOM, "test") as w:
        for number, each in enumerate(PROVINCES[:70]):
            day = date(2019, 1, 1) + timedelta(number)
            w.add(Event(title="ก", starts_on=day, kind="training", province=each.code, serves="country"))
    at = opened(home, monkeypatch, "coverage")
    assert read(at.subheader)[0] == "เข้าถึงครบทุกจังหวัด"
    said = read(at.markdown)
    place = said.index("**10 จังหวัด** · ห่างจากกิจกรรมล่าสุดนานที่สุด")
    names = [each.name for each in PROVINCES[:10]]
    assert said[place + 1] == " ".join(
        f":gray-badge[{name} · {1492 - number:,}{' วัน' if number == 0 else ''}]" for number, name in enumerate(names)
    )
    assert said[place + 2] == "**7 จังหวัด** · ในทะเบียนยังไม่มีกิจกรรมที่จัดในจังหวัด"
    nowhere = sorted((each.name for each in PROVINCES[70:]), key=sort_key)
    assert said[place + 3] == " ".join(f":gray-badge[{name}]" for name in nowhere)


def test_the_board_of_a_programme_tells_its_cohorts_apart(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(home, monkeypatch, "coverage", programme=coached(sampled))
    assert "จัดแล้ว 3 จาก 4 รุ่น · รุ่นที่ 3 ภาคกลาง ยังไม่จัด เลยกำหนด" in read(at.subheader)
    said = read(at.markdown)
    start = said.index("**รุ่นที่ 1**")
    assert said[start : start + 12] == [
        *("**รุ่นที่ 1**", "ภาคใต้", ":gray[จัดแล้ว ไม่ทราบวัน]"),
        *("**รุ่นที่ 2**", "ภาคเหนือ", ":gray[จัดแล้ว ไม่ทราบวัน]"),
        *("**รุ่นที่ 3** :orange-badge[เลยกำหนด]", "ภาคกลาง", ":gray[ยังไม่จัด] · :orange[ไม่มีกำหนดวัน สิ้นปีงบประมาณแล้ว]"),
        *("**รุ่นที่ 4**", "ภาคตะวันออกเฉียงเหนือ", ":blue[24–25 มี.ค. 2565 · 42 คน]"),
    ]


@pytest.mark.parametrize("scheme", ["4 ภาค", "6 ภาค", "18 เขตตรวจราชการ", "สำนักประชาสัมพันธ์เขต"])
def test_the_areas_of_every_scheme_add_up_to_the_country(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    at = opened(home, monkeypatch, "coverage", programme=coached(sampled), scheme=scheme)
    table = at.table[0].value
    *areas, whole = table.values.tolist()
    assert whole == ["รวม", 77, 20, 57, 0]
    assert [sum(row[place] for row in areas) for place in (1, 2, 3)] == [77, 20, 57]


def test_a_register_that_reached_nobody_names_every_province(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(home, monkeypatch, "coverage")
    assert read(at.title) == ["เข้าถึงแล้ว :blue[0 จาก 77 จังหวัด] ยังไม่ถึง 77 จังหวัด"]
    assert "บันทึกกิจกรรม" in ways(at)


def test_a_province_in_the_address_is_read_from_near(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dates, "today", lambda: date(2022, 9, 1))
    at = opened(home, monkeypatch, "coverage", province="กรุงเทพมหานคร")
    assert "กิจกรรมล่าสุด ทุกโครงการ: 24 ส.ค. 2565 · 8 วันมาแล้ว" in "".join(read(at.markdown))
    assert "จัดกิจกรรมในกรุงเทพมหานคร 1 ครั้ง" in read(at.subheader)
    assert "คนจากจังหวัดนี้ผ่านการอบรม 0 คน" in read(at.subheader)


def test_areas_against_the_cohorts_of_a_programme_and_against_types(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(home, monkeypatch, "coverage", programme=coached(sampled))
    at.radio(key="across").set_value("cohort").run()
    table = at.table[0].value
    assert [[name.replace("\\", "") for name in table.columns], *table.values.tolist()] == [
        ["รุ่น", "เหนือ (17)", "ตะวันออกเฉียงเหนือ (20)", "กลาง (26)", "ใต้ (14)"],
        ["รุ่นที่ 1", 0, 0, 0, 0],
        ["รุ่นที่ 2", 0, 0, 0, 0],
        ["รุ่นที่ 3", 0, 0, 0, 0],
        ["รุ่นที่ 4", 0, 20, 0, 0],
    ]
    at.radio(key="measure").set_value("trained").run()
    assert at.table[0].value.values.tolist()[3] == ["รุ่นที่ 4", 0, 0, 0, 0]
    at.radio(key="across").set_value("type").run()
    assert "ยังไม่มีกิจกรรมที่ระบุประเภทหน่วยงานของกลุ่มเป้าหมาย" in "".join(read(at.markdown))
    with sampled.writing(SOM, "test") as w:
        [event] = [one for one in sampled.all(Event) if one.cohort_id]
        w.change(event, audience=(OrganisationType.MEDIA,))
    at.run()
    at.radio(key="measure").set_value("reached").run()
    assert at.table[0].value.values.tolist() == [["สื่อมวลชน", 0, 20, 0, 0]]


def test_a_year_stands_beside_the_whole_one_before(sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "today", lambda: date(2023, 2, 1))
    at = opened(home, monkeypatch, "coverage", year="2566")
    with sampled.reading() as rows:
        before = kpis.headline(Scope(rows, Filters(2565)))
        before_by_area = [row["reached"] for row in kpis.coverage(Scope(rows, Filters(2565, scheme="region4")))]
    assert before.reached > 0
    told = f"ปีงบประมาณ 2565 ทั้งปี: เข้าถึง {before.reached} จาก 77 จังหวัด"
    assert any(told in line for line in read(at.markdown))
    table = at.table[0].value
    assert table.columns.tolist() == ["พื้นที่", "จังหวัด", "เข้าถึงแล้ว", "ปีก่อน", "ยัง\u2060ไม่\u2060ถึง", "ผ่านการอบรม"]
    assert table["ปีก่อน"].tolist() == [*before_by_area, before.reached]


def test_the_areas_say_of_which_day_they_are_once_a_province_has_moved(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dates, "today", lambda: date(2026, 11, 21))
    told = "เขตตามที่เป็นอยู่ ณ 30 ก.ย. 2568"
    asked = {"scheme": "18 เขตตรวจราชการ", "year": "2568"}
    with store.writing(SOM, "test") as w:
        w.add(Event(title="ก", starts_on=date(2025, 1, 1)))
    assert f":gray[{told}]" not in read(opened(home, monkeypatch, "coverage", **asked).markdown)
    with store.reading() as rows:
        zones = schemes.view(rows, "inspection18", dates.today())
    assert zones
    raw = {**schemes.BLANK, "first": "1 ต.ค. 2568", "lines": "เขต 1: อุทัยธานี"}
    scheme_edit.place(store, SOM, zones.scheme.id, raw, zones.mark, new_id())
    assert f":gray[{told}]" in read(opened(home, monkeypatch, "coverage", **asked).markdown)


def test_the_filters_name_the_scheme_and_say_what_the_register_does_not_have(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = "ทุกปี · ทุกพื้นที่ · ทุกโครงการ"
    assert filtered(opened(home, monkeypatch, "coverage")) == every
    assert filtered(opened(home, monkeypatch, "coverage", scheme="6 ภาค")) == "ทุกปี · 6 ภาค\\: ทุกพื้นที่ · ทุกโครงการ"
    at = opened(home, monkeypatch, "coverage", scheme="ศูนย์", area="เหนือ")
    told = f":orange[ไม่พบในทะเบียน: “ศูนย์”, “เหนือ” จึงแสดง {every}]"
    assert filtered(at) == every
    assert told in read(at.markdown)
    at.selectbox(key="scheme").set_value("region6").run()
    assert not [line for line in read(at.markdown) if "ไม่พบในทะเบียน" in line]


def filtered(at: AppTest) -> str:
    """What the filters say that is asked for."""
    [found] = [block.proto.popover.label for block in at.get("popover") if "ทุกโครงการ" in block.proto.popover.label]
    return str(found).translate(FORMAT)


@pytest.fixture(scope="module")
def served(server: Server) -> Server:
    samples.add(server.store, SOM)
    return server


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_a_tap_on_a_tile_lands_on_the_events_of_the_province(
    visit: Visit, served: Server, width: int, height: int
) -> None:
    page = visit(f"/coverage?programme={coached(served.store)}", width, height)
    expect(page.locator(".st-key-country svg.marks path[fill^='url']").first).to_be_visible()
    page.locator(".st-key-country").hover()
    buttons = page.locator("[data-testid=stElementToolbar]")
    assert buttons.count() > 0
    assert not [button for button in buttons.all() if button.is_visible()]
    page.get_by_text("ช่องจังหวัด").click()
    page.locator(".st-key-tiles svg.marks text", has_text="นพ.").first.click(force=True)
    expect(page.get_by_role("heading", name="จัดกิจกรรมในนครพนม 1 ครั้ง")).to_be_visible()
    said = shown(page)
    assert "นครพนม · เข้าถึงแล้ว · ตามแผน" in said
    assert said.index("ยังไม่ถึง") < said.index("แผนที่ประเทศ") < said.index("จัดกิจกรรมใน")
    assert not scrolls_sideways(page)
    page.get_by_role("link", name="42 คน").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("มุ่งมั่นพัฒนาบุคลากร")
    assert "/event?event=" in page.url


def test_a_phone_is_given_tiles_and_a_narrow_table(visit: Visit, served: Server) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36"
    page = visit(f"/coverage?programme={coached(served.store)}", 360, 740, user_agent=agent)
    expect(page.locator(".st-key-tiles svg.marks")).to_be_visible()
    assert page.locator("[data-testid=stTable] tr").last.inner_text().split() == ["รวม", "20", "จาก", "77", "0"]
    lines = "all => all.map(one => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))"
    heads = page.locator("[data-testid=stTable] th p").evaluate_all(lines)
    assert [round(each) for each in heads] == [1, 1, 1]
    assert not scrolls_sideways(page)
