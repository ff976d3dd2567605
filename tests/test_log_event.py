"""Logging an event, as a person does it: typed, completed, echoed, refused at its field, saved once."""

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from db import entry
from db.access import Actor
from db.entry import BLANK
from db.records import Event, Organisation
from tests import keys
from tests.conftest import Visit
from tests.drawn import idle
from tests.serving import Server, session

NIDA = Actor("นิดา ใจดี")
SIZES = pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])


def log(server: Server, **typed: object) -> Event:
    """An event that this visitor has logged before."""
    raw = BLANK | {"title": "อบรมสื่อ รุ่นที่ 1", "when": "1 มี.ค. 65", "same": True} | typed
    return entry.log_event(server.store, NIDA, raw, f"t{server.store.version()}").event


def last(server: Server) -> Event:
    return server.store.all(Event)[-1]


def opened(visit: Visit, width: int = 1280, height: int = 900, name: str = NIDA.name) -> Page:
    page = visit("/log_event", width=width, height=height, name=name)
    expect(page.get_by_role("heading", name="บันทึกกิจกรรม")).to_be_visible()
    expect(page).to_have_url(re.compile("draft="))
    idle(page)
    return page


def save_button(page: Page) -> Locator:
    return page.get_by_test_id("stBaseButton-primary")


def saved(page: Page) -> None:
    expect(page.get_by_text(re.compile(r"บันทึก \d\d-\d{4} .* แล้ว"))).to_be_visible()


def empty(page: Page) -> None:
    """There is one form, a new one; while it is drawn the browser may show the old one beside it."""
    page.wait_for_function(
        """() => {
            const titles = [...document.querySelectorAll('input[aria-label^="ชื่องาน"]')];
            return titles.length === 1 && titles[0].value === '';
        }"""
    )


def choose(page: Page, label: str, typed: str, new: bool = False) -> None:
    """Type into a box that completes, and take the first known match (or what was typed, as new)."""
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(typed)
    expect(page.get_by_role("option").filter(has_text=typed).first).to_be_visible()
    if not new and page.get_by_role("option", name=f"Add: {typed}").count():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


@SIZES
def test_an_event_at_a_known_venue_costs_few_keys_beside_its_facts(
    visit: Visit, server: Server, width: int, height: int
) -> None:
    """Announcement 000's shape: title, day, venue and total are typed; the rest is known, guessed or filled in."""
    log(
        server,
        venue="โรงแรมบลูโฮเต็ล นครพนม",
        province="นครพนม",
        organiser=f"สำนัก {width}",
        new_organisation=f"สำนัก {width}",
    )
    page = opened(visit, width, height)
    # The whole short form and its button, before anything is scrolled.
    button = save_button(page).bounding_box()
    assert button is not None
    assert button["y"] + button["height"] <= height
    keys.count(page)
    page.get_by_label("ชื่องาน").click()
    page.keyboard.type(f"เสวนาสื่อ {width}")
    page.keyboard.press("Tab")
    page.keyboard.type("24-25 มี.ค. 65")
    expect(page.get_by_text("พฤหัสบดี 24 – ศุกร์ 25 มีนาคม 2565 · 2 วัน · ปีงบประมาณ 2565 ไตรมาส 2")).to_be_visible()
    while page.evaluate("document.activeElement.getAttribute('role')") != "combobox":
        page.keyboard.press("Tab")
    page.keyboard.type("บลู")
    expect(page.get_by_role("option", name="โรงแรมบลูโฮเต็ล นครพนม")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="จังหวัด")).to_have_value("นครพนม")
    page.get_by_label("ผู้เข้าร่วม (คน)").click()
    page.keyboard.type("42")
    page.keyboard.press("Control+Enter")
    saved(page)
    done = keys.hands(page)
    assert done.control <= 15
    assert done.taps <= 2
    event = last(server)
    organiser = server.store.get(Organisation, event.organiser_id or "")
    assert organiser is not None
    assert (event.title, event.starts_on, event.ends_on, event.kind, event.province, event.venue) == (
        f"เสวนาสื่อ {width}",
        date(2022, 3, 24),
        date(2022, 3, 25),
        "forum",
        "48",
        "โรงแรมบลูโฮเต็ล นครพนม",
    )
    assert (event.declared_total, event.approximate, organiser.name) == (42, False, f"สำนัก {width}")


def test_what_was_saved_is_said_with_a_link_and_taken_back_with_one_tap(visit: Visit, server: Server) -> None:
    page = opened(visit)
    page.get_by_label("ชื่องาน").fill("อบรม [ก](http://x) **ข**")
    page.get_by_label("วันที่จัด").first.fill("24 มี.ค. 65")
    save_button(page).click()
    saved(page)
    event = last(server)
    expect(page.get_by_text(f"บันทึก {event.code} อบรม [ก](http:⁠//x) **ข** แล้ว")).to_be_visible()
    empty(page)
    page.get_by_role("button", name="เลิกทำ").click()
    expect(page.get_by_text("เลิกทำแล้ว")).to_be_visible()
    assert server.store.get(Event, event.id) is None


def test_a_link_leads_to_the_event_that_was_saved(visit: Visit, server: Server) -> None:
    page = opened(visit)
    page.get_by_label("ชื่องาน").fill("อบรมลิงก์")
    page.get_by_label("วันที่จัด").first.fill("24 มี.ค. 65")
    page.keyboard.press("Control+Enter")
    page.get_by_role("link", name="เปิด").click()
    expect(page).to_have_url(re.compile(f"/event\\?.*event={last(server).code}"))
    expect(page.get_by_role("heading", name="อบรมลิงก์")).to_be_visible()


def test_a_refused_form_keeps_everything_and_says_why_at_each_field(visit: Visit, server: Server) -> None:
    version = server.store.version()
    page = opened(visit, name="มานะ รักงาน")
    page.get_by_label("ชื่องาน").fill("อบรมผิด")
    page.get_by_label("วันที่จัด").first.fill("31 ก.พ. 65")
    page.get_by_label("ผู้เข้าร่วม (คน)").fill("-3")
    choose(page, "ผู้จัด", "กรมใหม่ที่ไม่มี", new=True)
    save_button(page).click()
    alerts = page.get_by_role("alert")
    expect(alerts).to_have_count(3)
    expect(alerts.nth(0)).to_contain_text("31 กุมภาพันธ์ 2565")
    expect(alerts.nth(1)).to_contain_text("จำนวนต้องไม่น้อยกว่า 0")
    expect(alerts.nth(2)).to_contain_text("กรมใหม่ที่ไม่มี")
    assert server.store.version() == version
    idle(page)
    page.get_by_label("วันที่จัด").first.fill("28 ก.พ. 65")
    page.get_by_label("ผู้เข้าร่วม (คน)").fill("ประมาณ ๓๐")
    expect(alerts).to_have_count(1)
    idle(page)
    page.get_by_text("เป็นหน่วยงานใหม่: กรมใหม่ที่ไม่มี").click()
    expect(page.get_by_role("checkbox", name="เป็นหน่วยงานใหม่: กรมใหม่ที่ไม่มี")).to_be_checked()
    save_button(page).click()
    saved(page)
    event = last(server)
    assert (event.title, event.starts_on, event.declared_total, event.approximate) == (
        "อบรมผิด",
        date(2022, 2, 28),
        30,
        True,
    )


def test_four_fast_clicks_save_one_event(visit: Visit, server: Server) -> None:
    before = len(server.store.all(Event))
    page = opened(visit)
    page.get_by_label("ชื่องาน").fill("อบรมคลิกถี่")
    page.get_by_label("วันที่จัด").first.fill("24 มี.ค. 65")
    expect(page.get_by_text("24 มีนาคม 2565")).to_be_visible()
    save_button(page).click(click_count=4, no_wait_after=True)
    saved(page)
    empty(page)
    assert len(server.store.all(Event)) == before + 1
    expect(page.get_by_role("alert").filter(has_text="ระบุชื่องาน")).to_have_count(0)


def test_a_reload_in_the_middle_of_typing_brings_everything_back(visit: Visit, server: Server) -> None:
    page = opened(visit)
    page.get_by_label("ชื่องาน").fill("อบรมที่ยังไม่เสร็จ")
    page.get_by_label("วันที่จัด").first.fill("24-25 มี.ค.")
    choose(page, "จังหวัด", "ลำปาง")
    page.get_by_label("ผู้เข้าร่วม (คน)").click()
    page.keyboard.type("4")
    draft = page.url.split("draft=")[1]
    # No key ends the field: a pause in typing is enough.
    while (server.store.draft(draft, NIDA) or {}).get("total") != "4":
        idle(page)
    page.reload()
    expect(page.get_by_label("ชื่องาน")).to_have_value("อบรมที่ยังไม่เสร็จ")
    idle(page)
    expect(page.get_by_label("วันที่จัด").first).to_have_value("24-25 มี.ค.")
    expect(page.get_by_role("combobox", name="จังหวัด")).to_have_value("ลำปาง")
    expect(page.get_by_label("ผู้เข้าร่วม (คน)")).to_have_value("4")
    page.get_by_role("button", name="ทิ้งร่าง").click()
    empty(page)
    assert server.store.draft(draft, NIDA) is None


def test_a_draft_is_nobody_elses(visit: Visit, server: Server) -> None:
    with server.store.note() as note:
        note.keep_draft("01DRAFT", "log_event", Actor("มานะ"), {"title": "ความลับของมานะ"})
    page = visit("/log_event?draft=01DRAFT")
    empty(page)
    expect(page).not_to_have_url(re.compile("01DRAFT"))


def test_the_next_cohort_leaves_only_the_day_to_type(visit: Visit, server: Server) -> None:
    log(
        server,
        title="อบรมนักสื่อสาร รุ่นที่ 4",
        programme="นักสื่อสาร รุ่นที่ 4",
        venue="โรงแรมลำปาง",
        province="ลำปาง",
        organiser="กรมทดลอง",
        new_organisation="กรมทดลอง",
    )
    page = opened(visit)
    keys.count(page)
    page.get_by_role("button", name="รุ่นต่อไป · รุ่นที่ 5").click()
    expect(page.get_by_label("ชื่องาน")).to_have_value("อบรมนักสื่อสาร รุ่นที่ 5")
    page.get_by_label("วันที่จัด").first.click()
    page.keyboard.type("24 มี.ค. 66")
    page.keyboard.press("Control+Enter")
    saved(page)
    done = keys.hands(page)
    assert (done.control, done.taps) == (2, 2)
    event = last(server)
    assert (event.title, event.venue, event.province, event.declared_total) == (
        "อบรมนักสื่อสาร รุ่นที่ 5",
        "โรงแรมลำปาง",
        "52",
        None,
    )
    assert server.store.rows("select number from cohorts where id = :id", id=event.cohort_id) == [{"number": 5}]


def test_like_the_last_one_and_yesterday_are_two_taps(visit: Visit, server: Server) -> None:
    old = log(server, title="ประชุมประจำสัปดาห์", venue="ห้อง 1", province="ลำปาง", programme="")
    page = opened(visit)
    page.get_by_role("button", name=f"เหมือนครั้งก่อน · {old.code}").click()
    expect(page.get_by_label("ชื่องาน")).to_have_value("ประชุมประจำสัปดาห์")
    page.get_by_role("radio", name="เมื่อวาน").click()
    expect(page.get_by_text("ปีงบประมาณ 25")).to_be_visible()
    save_button(page).click()
    saved(page)
    event = last(server)
    assert (event.title, event.venue, event.kind, event.organiser_id) == (
        old.title,
        "ห้อง 1",
        "meeting",
        old.organiser_id,
    )


def test_the_same_title_and_day_is_shown_before_saving_and_takes_one_more_tap(visit: Visit, server: Server) -> None:
    old = log(server, title="อบรมซ้ำ", when="5 ม.ค. 65")
    page = opened(visit)
    page.get_by_label("ชื่องาน").fill("อบรมซ้ำ")
    page.get_by_label("วันที่จัด").first.fill("5 ม.ค. 65")
    expect(page.get_by_role("link", name=f"{old.code} · อบรมซ้ำ")).to_be_visible()
    save_button(page).click()
    expect(page.get_by_role("alert").filter(has_text=f"{old.code} มีชื่อและวันเดียวกัน")).to_be_visible()
    idle(page)
    page.get_by_text("เป็นอีกงานหนึ่ง บันทึกด้วย").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    save_button(page).click()
    saved(page)
    assert [event.title for event in server.store.all(Event)[-2:]] == ["อบรมซ้ำ", "อบรมซ้ำ"]


def test_a_new_organisation_shows_those_near_to_it(visit: Visit, server: Server) -> None:
    log(server, organiser="สำนักงานประชาสัมพันธ์จังหวัดแพร่", new_organisation="สำนักงานประชาสัมพันธ์จังหวัดแพร่")
    log(server, organiser="กรมอื่น", new_organisation="กรมอื่น")
    page = opened(visit)
    page.get_by_role("button", name="เปลี่ยน").click()
    choose(page, "ผู้จัด", "สำนักงานประชาสัมพันธ์ จ.แพร่", new=True)
    page.get_by_role("radio", name="สำนักงานประชาสัมพันธ์จังหวัดแพร่").click()
    expect(page.get_by_role("combobox", name="ผู้จัด")).to_have_value("สำนักงานประชาสัมพันธ์จังหวัดแพร่")


def test_an_event_leads_to_one_like_it_and_keeps_a_form_that_was_begun(visit: Visit, server: Server) -> None:
    old = log(server, title="อบรมต้นแบบ", venue="ห้องต้นแบบ")
    page = opened(visit)
    page.get_by_label("ชื่องาน").fill("ยังพิมพ์ไม่เสร็จ")
    expect(page.get_by_text("ร่างนี้เก็บไว้")).to_be_visible()
    begun = page.url
    page.goto(f"{server.url}/log_event?like={old.code}")
    expect(page.get_by_label("ชื่องาน")).to_have_value("อบรมต้นแบบ")
    expect(page.get_by_role("combobox", name="สถานที่")).to_have_value("ห้องต้นแบบ")
    page.goto(begun)
    expect(page.get_by_label("ชื่องาน")).to_have_value("ยังพิมพ์ไม่เสร็จ")


def test_more_takes_what_is_seldom_known_at_once(visit: Visit, server: Server) -> None:
    page = opened(visit)
    page.get_by_label("ชื่องาน").fill("อบรมครบทุกช่อง")
    page.get_by_label("วันที่จัด").first.fill("24 มี.ค. 65")
    page.get_by_role("button", name="เพิ่มเติม").click()
    page.get_by_label("เวลา").fill("๙.๐๐ น.")
    choose(page, "จัดเพื่อ", "ทั้งประเทศ")
    page.get_by_text("สื่อมวลชน", exact=True).click()
    page.get_by_label("ลิงก์").fill("https://agency.example/1")
    page.get_by_label("หมายเหตุ").fill("บรรทัดหนึ่ง\nบรรทัดสอง")
    save_button(page).click()
    saved(page)
    event = last(server)
    assert (event.starts_at, event.serves, event.audience, event.source_url, event.notes) == (
        "09:00",
        "country",
        ("media",),
        "https://agency.example/1",
        "บรรทัดหนึ่ง\nบรรทัดสอง",
    )


def test_save_and_add_people_goes_to_the_participants(visit: Visit, server: Server) -> None:
    page = opened(visit)
    page.get_by_label("ชื่องาน").fill("อบรมแล้วเพิ่มคน")
    page.get_by_label("วันที่จัด").first.fill("24 มี.ค. 65")
    page.get_by_role("button", name="บันทึกแล้วเพิ่มผู้เข้าร่วม").click()
    expect(page).to_have_url(re.compile(r"/participants\?.*event="))
    assert f"event={last(server).code}" in page.url


def test_a_raw_client_with_values_that_were_not_offered_is_refused_and_goes_on(server: Server) -> None:
    """Whatever a forged browser sends reaches the store as it is, and comes back as a sentence."""
    with session(server.url, server.known("forged")) as raw:
        raw.run("log_event", query="draft=01FORGED")
        drawn = [message.delta.new_element for message in raw.messages if message.WhichOneof("type") == "delta"]
        save = next(one.button.id for one in drawn if one.button.label == "บันทึก")
        kind = next(one.selectbox.id for one in drawn if one.selectbox.label == "ประเภท")
        before = server.store.version()
        said = raw.run("log_event", query="draft=01FORGED", widgets={kind: "EVIL", save: True}).text()
        assert "ระบุชื่องาน" in said
        assert server.store.version() == before
        assert "บันทึกกิจกรรม" in raw.run("log_event").text()
