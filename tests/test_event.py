"""An event's page: everything of it in words, and each part edited where it is read."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from db import entry, samples
from db.access import Actor
from db.entry import BLANK
from db.records import Event, FollowUp, Headcount, Participation, Person, Session
from tests.conftest import Visit
from tests.drawn import drawn, idle
from tests.serving import Server

NIDA = Actor("นิดา ใจดี")


@pytest.fixture
def event(server: Server) -> Event:
    number = server.store.version()
    raw = BLANK | {"title": f"อบรมสื่อ {number}", "when": "24-25 มี.ค. 65", "total": "42", "same": True}
    return entry.log_event(server.store, NIDA, raw, f"event{number}").event


def opened(visit: Visit, event: Event, width: int = 1280, name: str = NIDA.name) -> Page:
    page = visit(f"/event?event={event.code}", width=width, name=name)
    expect(page.get_by_role("heading", name="งานติดตาม")).to_be_visible()
    idle(page)
    return page


def typed(page: Page, box: Locator, text: str) -> None:
    """Type into a field and go on to the next, as fast as the page answers."""
    box.fill(text)
    box.press("Tab")
    idle(page)


def edit(page: Page, part: str) -> None:
    """Open a part, and wait until every row of it is there: they are not drawn in their order."""
    page.locator(f".st-key-edit_{part} button").click()
    drawn(page)


def save(page: Page) -> None:
    """Save the one form that is open, and see it close."""
    idle(page)
    page.get_by_test_id("stBaseButton-primary").click()
    expect(page.get_by_test_id("stBaseButton-primary")).to_have_count(0)
    idle(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_forum_reads_as_the_announcement_tells(visit: Visit, server: Server, width: int) -> None:
    if not samples.present(server.store):
        samples.add(server.store, NIDA)
    [forum] = server.store.all(Event, "kind = 'forum'")
    page = opened(visit, forum, width)
    for told in (
        "เสวนาวิชาการ “รวมพลคน ศส.ปชต. และเครือข่ายพันธมิตร”",
        "พุธ 24 – พฤหัสบดี 25 สิงหาคม 2565 · 2 วัน · ปีงบประมาณ 2565 ไตรมาส 4",
        "จัดเพื่อทั้งประเทศ",
        "วิทยากร 7 จาก 12",
        "308 + 77 + 13 + 7 + 5 + 17 = 427",
        "ครบ ตรงกับยอดตามประกาศ",
        "ผลของกลุ่ม: ยังไม่ทราบ 6 จาก 6 กลุ่ม",
        "คุณอรวรรณ กริ่มวิรัตน์กุล",
    ):
        expect(page.get_by_text(told).first).to_be_visible()
    rows = page.get_by_test_id("stTable").first.get_by_role("row")
    expect(rows.nth(1)).to_have_text(re.compile("77 × 4308$"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_unknown_is_said_and_never_zero(visit: Visit, server: Server) -> None:
    raw = BLANK | {"title": "อบรมไม่รู้อะไร", "when": "5 ส.ค. 59"}
    page = opened(visit, entry.log_event(server.store, NIDA, raw, "unknown").event)
    for told in ("ไม่ทราบ", "ยังไม่มีบัญชีจำนวน", "ยังไม่ระบุว่าจัดเพื่อใคร", "ยังไม่ระบุสถานที่"):
        expect(page.get_by_text(told).first).to_be_visible()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("ไม่ทราบ")


def test_lines_are_added_where_the_ledger_is_read(visit: Visit, server: Server, event: Event) -> None:
    page = opened(visit, event)
    edit(page, "ledger")
    typed(page, page.get_by_label("ตามที่เขียน").nth(0), "ผู้แทนจังหวัด")
    typed(page, page.get_by_label("หน่วย", exact=True).nth(0), "๑๐")
    typed(page, page.get_by_label("หน่วยละ").nth(0), "4")
    typed(page, page.get_by_label("จำนวน", exact=True).nth(1), "-1")
    page.get_by_test_id("stBaseButton-primary").click()
    expect(page.get_by_role("alert")).to_have_text("จำนวนต้องไม่น้อยกว่า 0")
    typed(page, page.get_by_label("จำนวน", exact=True).nth(1), "2")
    expect(page.get_by_role("alert")).to_have_count(0)
    save(page)
    expect(page.get_by_text("40 + 2 = 42")).to_be_visible()
    expect(page.get_by_text("ครบ ตรงกับยอดตามประกาศ").first).to_be_visible()
    lines = server.store.all(Headcount, "event_id = :event", event=event.id)
    assert [(line.label, line.units, line.per_unit, line.count) for line in lines] == [
        ("ผู้แทนจังหวัด", 10, 4, 40),
        (None, None, None, 2),
    ]
    page.get_by_role("button", name="เลิกทำ").click()
    expect(page.get_by_text("ยังไม่มีบัญชีจำนวน").first).to_be_visible()


def test_units_times_rate_that_disagrees_is_refused_with_the_reason(visit: Visit, server: Server, event: Event) -> None:
    page = opened(visit, event)
    edit(page, "ledger")
    typed(page, page.get_by_label("หน่วย", exact=True).nth(0), "77")
    typed(page, page.get_by_label("หน่วยละ").nth(0), "4")
    typed(page, page.get_by_label("จำนวน", exact=True).nth(0), "300")
    page.get_by_test_id("stBaseButton-primary").click()
    expect(page.get_by_role("alert")).to_contain_text("308")
    assert server.store.all(Headcount, "event_id = :event", event=event.id) == []


def test_topics_groups_and_follow_ups_are_written_down(visit: Visit, server: Server, event: Event) -> None:
    page = opened(visit, event)
    edit(page, "talks")
    typed(page, page.get_by_label("หัวข้อ").first, "การสร้างเครือข่าย")
    save(page)
    edit(page, "groups")
    typed(page, page.get_by_label("ลำดับที่").first, "1")
    typed(page, page.get_by_label("หัวข้อ").first, "ถอดบทเรียน")
    typed(page, page.get_by_label("ผลที่ได้").first, "ควรทำต่อ\nทุกปี")
    save(page)
    edit(page, "follow_ups")
    typed(page, page.get_by_label("สิ่งที่ต้องทำ").first, "ส่งรายงาน")
    typed(page, page.get_by_label("ภายใน").first, "1 เม.ย. 65")
    save(page)
    sessions = server.store.all(Session, "event_id = :event", event=event.id)
    assert [(one.kind, one.topic, one.outcome) for one in sessions] == [
        ("lecture", "การสร้างเครือข่าย", None),
        ("group", "ถอดบทเรียน", "ควรทำต่อ\nทุกปี"),
    ]
    task = page.locator("label", has_text="ส่งรายงาน")
    expect(task).to_have_text("ส่งรายงาน · ยังไม่ระบุผู้รับผิดชอบ · ภายใน 1 เม.ย. 2565 เลยกำหนด")
    task.click()
    expect(page.get_by_text("ทำแล้ว")).to_be_visible()
    assert server.store.all(FollowUp, "event_id = :event", event=event.id)[0].done_on is not None


def test_the_facts_are_changed_in_the_same_form_as_they_were_logged(visit: Visit, server: Server, event: Event) -> None:
    page = opened(visit, event)
    edit(page, "facts")
    expect(page.get_by_label("วันที่จัด").first).to_have_value("24–25 มี.ค. 2565")
    typed(page, page.get_by_label("ผู้เข้าร่วม (คน)"), "ประมาณ 50")
    idle(page)
    state = page.get_by_role("combobox", name="สถานะ")
    state.scroll_into_view_if_needed()
    state.click()
    page.get_by_role("option", name="เลื่อน").click()
    save(page)
    now = server.store.get(Event, event.id)
    assert now is not None
    assert (now.declared_total, now.approximate, now.state, now.title) == (50, True, "postponed", event.title)
    expect(page.get_by_text("≈ 50")).to_be_visible()


def test_the_second_of_two_people_sees_both_versions_and_chooses(visit: Visit, server: Server, event: Event) -> None:
    page = opened(visit, event)
    for mine in (False, True):
        edit(page, "facts")
        page.get_by_label("ผู้เข้าร่วม (คน)").fill("50")
        now = server.store.get(Event, event.id)
        assert now is not None
        with server.store.writing(Actor("มานะ"), "test") as w:
            w.change(now, declared_total=(now.declared_total or 0) + 1)
        page.get_by_test_id("stBaseButton-primary").click()
        expect(page.get_by_role("alert")).to_contain_text("มานะ")
        idle(page)
        page.get_by_role("button", name="ใช้ของฉัน" if mine else "ใช้ของอีกคน").click()
        expect(page.get_by_role("alert").filter(has_text="มานะ")).to_have_count(0)
        idle(page)
        now = server.store.get(Event, event.id)
        assert now is not None
        assert now.declared_total == (50 if mine else 43)


def test_a_person_is_put_right_where_they_are_read(visit: Visit, server: Server, event: Event) -> None:
    with server.store.writing(NIDA, "test") as w:
        person = w.add(Person(given_name="มานะ", family_name=f"ตัวอย่าง{event.code}"))
        w.add(Participation(event_id=event.id, person_id=person.id, role="trainee"))
    page = opened(visit, event)
    page.get_by_label("แก้ไขหรือนำใครออก").click()
    page.keyboard.type("มานะ")
    page.keyboard.press("Enter")
    typed(page, page.get_by_label("ตำแหน่ง"), "นักประชาสัมพันธ์")
    save(page)
    [there] = server.store.all(Participation, "event_id = :event", event=event.id)
    assert (there.position, there.role.value, there.rev) == ("นักประชาสัมพันธ์", "trainee", 2)
    expect(page.get_by_text("นักประชาสัมพันธ์").first).to_be_visible()


def test_an_event_is_deleted_and_comes_back(visit: Visit, server: Server, event: Event) -> None:
    page = opened(visit, event)
    page.get_by_role("button", name="ลบ", exact=True).click()
    page.get_by_role("button", name=f"ลบ {event.code}").click()
    expect(page.get_by_role("heading", name="กิจกรรม", exact=True)).to_be_visible()
    assert server.store.get(Event, event.id) is None
    page.get_by_role("button", name="เลิกทำ").click()
    expect(page.get_by_text("เลิกทำแล้ว")).to_be_visible()
    assert server.store.get(Event, event.id) is not None


def test_the_list_is_searched_and_filtered(visit: Visit, server: Server, event: Event) -> None:
    page = visit("/event")
    typed(page, page.get_by_label("ค้นหาชื่องาน สถานที่ หรือรหัส"), event.title[-6:])
    expect(page.get_by_text("1 กิจกรรม")).to_be_visible()
    expect(page.get_by_text(event.title)).to_be_visible()
    page.get_by_role("link", name=event.code).click()
    expect(page.get_by_role("heading", name=event.title)).to_be_visible()


def test_an_event_that_is_not_there_says_so(visit: Visit) -> None:
    page = visit("/event?event=99-9999")
    expect(page.get_by_role("heading", name="ไม่พบกิจกรรมนี้ในทะเบียน")).to_be_visible()
    page.get_by_role("link", name="กิจกรรมทั้งหมด").click()
    expect(page.get_by_role("heading", name="กิจกรรม", exact=True)).to_be_visible()
