"""The overview: a manager reads one sentence, four numbers, what grew and what is not known, and it stays true."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from db import fill, kpis, samples
from db.access import Actor
from db.filters import Filters
from db.records import Event, Membership, Network, Person, Programme
from db.scope import Scope
from db.store import Store
from tests.conftest import Visit
from tests.drawn import idle
from tests.managers import opened, read, scrolls_sideways
from tests.serving import Server
from thai import dates

SOM = Actor("สมหญิง")


def test_the_samples_are_told_in_a_sentence_and_four_numbers(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.add(store, SOM)
    at = opened(home, monkeypatch)
    assert read(at.title) == ["เข้าถึงแล้ว :blue[ครบ 77 จังหวัด]"]
    assert [(number.label, number.value) for number in at.metric] == [
        ("สมาชิกเครือข่าย", "0"),
        ("จัดแล้ว", "5"),
        ("ผู้เข้าร่วม", "529"),
        ("ผ่านการอบรม", "0"),
    ]
    said = read(at.markdown)
    assert ":gray[คน · จาก 3 งานที่ทราบ ไม่ทราบ 2 งาน]" in said
    assert ":gray[คน · ระบุชื่อ 0 จากผู้เข้าอบรมที่นับได้ 385 · จาก 1 งานที่ทราบ ไม่ทราบ 4 งาน]" in said
    gaps = [block.proto.popover.label for block in at.get("popover")]
    assert [label for label in gaps if label.startswith("**")] == [
        "**2** งาน ไม่ทราบจำนวนผู้เข้าร่วม",
        "**1** งาน ไม่ทราบจำนวนผู้เข้าอบรม",
        "**385** คน ผู้เข้าอบรมที่นับได้แต่ยังไม่ระบุชื่อ",
        "**5** คน วิทยากรที่นับได้แต่ยังไม่ระบุชื่อ",
        "**1** รุ่น เลยกำหนดแล้ว ยังไม่จัด",
        "**2** รุ่น จัดแล้ว ไม่ทราบวัน",
    ]


def test_an_address_asks_for_a_programme_and_a_year(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samples.add(store, SOM)
    programme = next(each.name for each in store.all(Programme) if "กกต." in each.name)
    at = opened(home, monkeypatch, year="2565", programme=programme)
    assert read(at.title) == ["เข้าถึงแล้ว :blue[20 จาก 77 จังหวัด] ยังไม่ถึง 57 จังหวัด"]
    assert at.metric[1].value == "1"


def test_what_an_address_asks_for_in_vain_is_left_out(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.add(store, SOM)
    at = opened(home, monkeypatch, year="10**30", area="<script>", programme="ไม่มี", type="=1+1", scheme="x")
    assert at.metric[1].value == "5"
    assert at.query_params == {}
    assert [each.value for each in at.selectbox] == [None, "region4", None, None, None]


def test_another_division_begins_with_all_of_its_areas(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when one comes back to it: what the page says and what its address asks for are the same."""
    samples.add(store, SOM)
    at = opened(home, monkeypatch, scheme="18 เขตตรวจราชการ", area="เขต 6")
    asked = [at.query_params.get("area")]
    for scheme in ("region4", "inspection18"):
        at.selectbox(key="scheme").select(scheme).run()
        asked.append(at.query_params.get("area"))
        assert at.selectbox(key="area").value is None
    assert asked == ["เขต 6", None, None]


def test_names_are_shown_letter_for_letter(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "![x](http://evil.example/x) :red[แดง] **หนา**"
    with store.writing(SOM, because="test") as w:
        programme = w.add(Programme(name=hostile))
        w.add(Event(title=hostile, starts_on="2022-03-24", programme_id=programme.id))
    at = opened(home, monkeypatch, programme=hostile)
    assert at.metric[1].value == "1"
    said = [*(each.value for each in at.markdown), *(each.proto.popover.label for each in at.get("popover"))]
    told = [text for text in said if "evil" in text]
    assert told
    assert not [text for text in told if "![" in text or ":red[" in text.replace("\\:", "")]


def test_an_empty_register_says_what_to_do_and_can_be_tried(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(home, monkeypatch)
    assert read(at.title) == ["ทะเบียนยังว่าง เริ่มจากกิจกรรมแรก"]
    assert not at.metric
    at.button(key="samples_add").click().run()
    assert at.metric[1].value == "5"
    at.button(key="samples_remove").click().run()
    assert read(at.title) == ["ทะเบียนยังว่าง เริ่มจากกิจกรรมแรก"]
    at.button(key="fill_add").click().run()
    with store.reading() as rows:
        members = kpis.network(Scope(rows, Filters())).members
    assert at.metric[0].value == f"{members:,}"
    at.button(key="fill_remove").click().run()
    assert read(at.title) == ["ทะเบียนยังว่าง เริ่มจากกิจกรรมแรก"]


@pytest.fixture(scope="module")
def filled(server: Server) -> Server:
    """A made-up register of its own, that tests only add to."""
    fill.add(server.store, SOM, people=200, seed=7, until=2569)
    return server


def join(store: Store, name: str) -> None:
    with store.writing(SOM, because="test") as w:
        person = w.add(Person(given_name=name, province="48"))
        network = store.all(Network)[0]
        w.add(Membership(network_id=network.id, person_id=person.id, starts_on=dates.today()))


def pick_a_month(page: Page) -> str:
    """Pick a month in the line of members; what the page then says of it."""
    line = page.locator(".st-key-growth svg.marks")
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.4)
    told = page.locator("[data-testid=stMarkdown]", has_text=re.compile(r"^\S+ 25\d\d: สมาชิก"))
    expect(told).to_be_visible()
    return told.inner_text()


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_a_change_is_on_an_open_page_without_a_new_drawing_or_a_lost_choice(
    visit: Visit, filled: Server, width: int, height: int
) -> None:
    page = visit("/", width, height)
    expect(page.locator(".st-key-growth svg.marks")).to_be_visible()
    told = pick_a_month(page)
    page.evaluate("document.querySelectorAll('svg.marks').forEach(svg => svg.dataset.mine = 'yes')")
    drawings = page.locator("svg.marks").count()
    members = page.locator("[data-testid=stMetricValue]").first
    before = int(members.inner_text().replace(",", ""))
    join(filled.store, f"ใหม่{width}")
    expect(members).to_have_text(f"{before + 1:,}", timeout=5000)
    expect(page.locator(".st-key-growth svg.marks").get_by_text(f"{before + 1:,}", exact=True).last).to_be_visible()
    assert (
        page.evaluate("[...document.querySelectorAll('svg.marks')].map(svg => svg.dataset.mine)") == ["yes"] * drawings
    )
    assert told in page.locator("[data-testid=stMain]").inner_text()
    assert not scrolls_sideways(page)


def test_the_sentence_and_the_four_numbers_are_above_the_fold(visit: Visit, filled: Server) -> None:
    for width, height in [(1280, 900), (390, 844)]:
        page = visit("/", width, height)
        last = page.locator("[data-testid=stMetricValue]").nth(3)
        expect(last).to_be_in_viewport()
        title = page.get_by_role("heading", level=1).bounding_box()
        assert title
        assert title["height"] < 110


def test_no_width_of_a_phone_scrolls_sideways(visit: Visit, filled: Server) -> None:
    page = visit("/", 360, 740)
    expect(page.locator("svg.marks").nth(2)).to_be_visible()
    assert not scrolls_sideways(page)


def test_the_table_behind_a_chart_is_a_file_with_the_same_numbers(visit: Visit, filled: Server) -> None:
    page = visit("/?year=2569")
    page.locator(".st-key-table_growth button").click()
    files = {}
    for ending in ("CSV", "XLSX", "PNG"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"ดาวน์โหลด {ending}").click()
        asked = "ปีงบประมาณ 2569 · ทุกพื้นที่ · ทุกโครงการ"
        assert download.value.suggested_filename == f"saan-growth {asked} {dates.today()}.{ending.lower()}"
        files[ending] = download.value.path().read_bytes()
    assert files["PNG"].startswith(b"\x89PNG")
    with filled.store.reading() as rows:
        growth = kpis.growth(Scope(rows, Filters(2569)))
    numbers = [
        [dates.month_label(row["month"], "th"), *(row[name] for name in ("members", "joined", "left"))]
        for row in growth
    ]
    assert files["CSV"].startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(files["CSV"].decode("utf-8-sig"))))
    assert table[1:] == [[str(cell) for cell in row] for row in numbers]
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["XLSX"]))
    assert book.get_sheet_by_index(0).to_python() == [table[0], *numbers]


def test_filters_stay_from_page_to_page_and_in_the_address(visit: Visit, filled: Server) -> None:
    page = visit("/")
    idle(page)
    page.get_by_role("button", name="ทุกปี · ทุกพื้นที่ · ทุกโครงการ").click()
    expect(page.get_by_role("combobox", name="ปีงบประมาณ")).to_be_visible()
    idle(page)
    page.get_by_role("combobox", name="ปีงบประมาณ").fill("2568")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?year=2568$"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="ปีงบประมาณ 2568 · ทุกพื้นที่")).to_be_visible()
    page.get_by_role("link", name="เครือข่าย", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/network\?year=2568$"))
    expect(page.get_by_text("คน · ในปีงบประมาณ 2568").first).to_be_visible()
    other = visit(page.url.removeprefix(filled.url))
    expect(other.get_by_role("heading", level=1)).to_have_text(page.get_by_role("heading", level=1).inner_text())
    page.get_by_role("button", name="ปีงบประมาณ 2568").click()
    page.get_by_role("button", name="แสดงทั้งหมด").click()
    expect(page.get_by_role("button", name="ทุกปี · ทุกพื้นที่ · ทุกโครงการ")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/network$"))


def test_a_shared_address_is_carried_on_even_by_someone_in_a_hurry(visit: Visit, filled: Server) -> None:
    page = visit("/?year=2568&area=เหนือ")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="เครือข่าย", exact=True).first.click()
    expect(page.get_by_text("คน · ในปีงบประมาณ 2568").first).to_be_visible()
    expect(page.get_by_role("button", name="ปีงบประมาณ 2568 · เหนือ")).to_be_visible()
