"""The worklist: what is missing or overdue is told in its order, mended a tap away, and goes."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.util import calc_hash

from db.access import Actor
from db.choices import State
from db.records import Cohort, Event, FollowUp, Headcount, Participation, Person, Programme, Session
from db.store import Store
from tests.conftest import Visit
from tests.drawn import drawn, idle
from tests.managers import opened, read, scrolls_sideways
from tests.serving import Server
from thai import dates

NIDA = Actor("นิดา ใจดี")


def register(store: Store) -> dict[str, Event]:
    """One event for each line of the worklist, and one that is complete."""
    day = dates.today() - timedelta(30)
    found = {}
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรมสี่ภาค"))
        w.add(Cohort(programme_id=programme.id, number=3, due_on=day))
        for title, more in {
            "ไม่ทราบจำนวน": {},
            "บัญชีไม่ตรง": {"declared_total": 10},
            "เลยวัน": {"state": State.PLANNED},
            "มีกลุ่ม": {"declared_total": 8, "kind": "meeting"},
            "ครบแล้ว": {"declared_total": 7, "kind": "meeting"},
            "มีแต่ยอด": {"declared_total": 80},
        }.items():
            found[title] = w.add(Event(title=title, starts_on=day, **more))
        w.add(Headcount(event_id=found["บัญชีไม่ตรง"].id, category="speakers", count=2))
        w.add(Headcount(event_id=found["บัญชีไม่ตรง"].id, category="learners", count=0))
        group = w.add(
            Session(event_id=found["มีกลุ่ม"].id, kind="group", number=2, topic="ก", outcome="ทำคู่มือ\nแจกทุกจังหวัด")
        )
        w.add(FollowUp(event_id=found["มีกลุ่ม"].id, session_id=group.id, task="ส่งรายงาน", owner="สมชาย", due_on=day))
    return found


def test_each_line_says_how_much_and_leads_to_its_mending(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = register(store)
    at = opened(home, monkeypatch, "worklist")
    assert read(at.title) == ["ข้อมูลครบ :blue[1 จาก 6 งาน]"]
    assert read(at.subheader) == [
        "1 งาน ไม่ทราบจำนวนผู้เข้าร่วม",
        "1 งาน ไม่ทราบจำนวนผู้เข้าอบรม",
        "1 งาน บัญชีจำนวนไม่ตรงกับยอดตามประกาศ",
        "2 คน วิทยากรที่นับได้แต่ยังไม่ระบุชื่อ",
        "1 รุ่น เลยกำหนดแล้ว ไม่ทราบว่าจัดหรือยัง",
        "1 งาน เลยวันที่วางแผนไว้แล้ว ยังไม่ทราบผล",
        "1 เรื่อง งานติดตามเลยกำหนด",
    ]
    assert [line for line in read(at.markdown) if "](#" in line] == [
        "[**1** งาน ไม่ทราบจำนวนผู้เข้าร่วม](#headcounts)",
        "[**1** งาน ไม่ทราบจำนวนผู้เข้าอบรม](#learners)",
        "[**1** งาน บัญชีจำนวนไม่ตรงกับยอดตามประกาศ](#ledgers)",
        "[**2** คน วิทยากรที่นับได้แต่ยังไม่ระบุชื่อ](#speakers)",
        "[**1** รุ่น เลยกำหนดแล้ว ไม่ทราบว่าจัดหรือยัง](#unsure)",
        "[**1** งาน เลยวันที่วางแผนไว้แล้ว ยังไม่ทราบผล](#past)",
        "[**1** เรื่อง งานติดตามเลยกำหนด](#follow_ups)",
    ]
    labels = [link.proto.label.removeprefix(":blue[").removesuffix("]") for link in at.get("page_link")]
    assert labels == [
        *(events[title].code for title in ("ไม่ทราบจำนวน", "มีแต่ยอด", "บัญชีไม่ตรง", "บัญชีไม่ตรง")),
        "บันทึก",
        *(events[title].code for title in ("เลยวัน", "มีกลุ่ม")),
    ]
    at.checkbox[0].check().run()
    assert not at.exception
    assert store.all(FollowUp)[0].done_on == dates.today()
    assert read(at.title) == ["ข้อมูลครบ :blue[2 จาก 6 งาน]"]
    assert "0 เรื่อง งานติดตามเลยกำหนด" in read(at.subheader)
    assert at.checkbox[0].label.startswith("~~ส่งรายงาน · สมชาย")
    at.button(key=f"undo_{store.all(FollowUp)[0].id}").click().run()
    assert not at.exception
    assert store.all(FollowUp)[0].done_on is None
    assert "1 เรื่อง งานติดตามเลยกำหนด" in read(at.subheader)
    assert at.checkbox[0].label.startswith("ส่งรายงาน · สมชาย")
    at.checkbox[0].check().run()
    assert len(at.checkbox) == 1
    worklist, at._page_hash = at._page_hash, calc_hash("people")
    at.run()
    at._page_hash = worklist
    at.run()
    assert not at.exception
    assert (len(at.checkbox), len(at.subheader)) == (0, 6)


def test_speakers_are_added_as_speakers_and_the_list_says_how_many_are_missing(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = register(store)["บัญชีไม่ตรง"]
    with store.writing(NIDA, "test") as w:
        w.add(Participation(event_id=event.id, person_id=w.add(Person(given_name="ก")).id, role="speaker"))
    at = opened(home, monkeypatch, "worklist")
    assert next(line for line in read(at.markdown) if "ขาดอีก" in line).endswith(
        "ระบุชื่อ 1 จากที่นับได้ 2 · :orange[ขาดอีก 1 คน]"
    )
    [link] = [one for one in at.get("page_link") if "role=" in one.proto.query_string]
    assert link.proto.query_string == f"event={event.code}&role=speaker"
    at = opened(home, monkeypatch, "participants", event=event.code or "", role="speaker")
    role = next(box for box in at.selectbox if box.label == "บทบาท")
    assert role.value == "speaker"
    assert "ระบุชื่อ 1 จากที่นับได้ 2 · :orange[ขาดอีก 1 คน]" in read(at.markdown)
    role.set_value("trainee").run()
    assert role.value == "trainee"
    assert not any("ขาดอีก" in line for line in read(at.markdown))


@pytest.mark.parametrize(
    ("title", "part", "line"),
    [
        ("ไม่ทราบจำนวน", "facts", "ไม่ทราบจำนวนผู้เข้าร่วม กรอกที่ช่อง “ผู้เข้าร่วม (คน)”"),
        ("เลยวัน", "facts", "เลยวันที่วางแผนไว้แล้ว เลือกว่าจัดแล้ว เลื่อน หรือยกเลิก"),
        ("บัญชีไม่ตรง", "ledger", "ตามประกาศ 10 นับได้ 2"),
        ("มีแต่ยอด", "ledger", "ไม่ทราบจำนวนผู้เข้าอบรม กรอกจำนวนในบรรทัดประเภทผู้เข้าอบรม"),
    ],
)
def test_the_form_that_a_line_opens_says_what_is_missing(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, title: str, part: str, line: str
) -> None:
    event = register(store)[title]
    at = opened(home, monkeypatch, "event", event=event.code or "", edit=part)
    assert [said for said in read(at.markdown) if said.startswith(":orange[:material/error:")] == [
        f":orange[:material/error: {line}]"
    ]


def test_a_register_with_nothing_open_says_so(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened(home, monkeypatch, "worklist")
    assert read(at.title) == ["ยังไม่มีกิจกรรมที่จัดแล้วในขอบเขตนี้"]
    with store.writing(NIDA, "test") as w:
        w.add(Event(title="ครบ", starts_on=date(2022, 3, 24), declared_total=7, kind="meeting"))
    at = opened(home, monkeypatch, "worklist")
    assert read(at.title) == ["ข้อมูลครบ :blue[ทั้ง 1 งาน]"]
    assert ":gray[ไม่มีงานค้าง]" in read(at.markdown)


def test_what_a_working_group_came_to_is_followed_up(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    event = register(store)["มีกลุ่ม"]
    [old] = store.all(FollowUp)
    with store.writing(NIDA, "test") as w:
        w.delete(old)
    at = opened(home, monkeypatch, "event", event=event.code or "")
    at.button(key="follow_outcomes").click().run()
    fields = {field.label: field for field in at.text_input}
    assert fields["สิ่งที่ต้องทำ"].value == "ทำคู่มือ"
    fields["ผู้รับผิดชอบ"].set_value("สมหญิง").run()
    next(button for button in at.button if button.label == "บันทึก").click().run()
    assert not at.exception
    [new] = store.all(FollowUp)
    [group] = store.all(Session)
    assert (new.task, new.owner, new.session_id, new.due_on) == ("ทำคู่มือ", "สมหญิง", group.id, None)
    assert [box.label for box in at.checkbox][-1] == "ทำคู่มือ · กลุ่มที่ 2 · สมหญิง · :gray[ยังไม่กำหนดวัน]"


@pytest.mark.parametrize("width", [1280, 390])
def test_an_item_is_mended_and_goes(visit: Visit, server: Server, width: int) -> None:
    with server.store.writing(NIDA, "test") as w:
        event = w.add(Event(title=f"ไม่ทราบจำนวน {width}", kind="meeting", starts_on=date(2022, 3, 24)))
    page = drawn(visit("/worklist", width))
    assert not scrolls_sideways(page)
    page.get_by_role("link", name=event.code, exact=True).click()
    page.get_by_label("ผู้เข้าร่วม (คน)").fill("42")
    idle(page)
    page.get_by_test_id("stBaseButton-primary").click()
    expect(page.get_by_test_id("stBaseButton-primary")).to_have_count(0)
    page.get_by_test_id("stMain").get_by_role("link", name="งานค้าง", exact=True).click()
    expect(page.get_by_role("heading", name="ข้อมูลครบ")).to_be_visible()
    expect(page.get_by_role("link", name=event.code, exact=True)).to_have_count(0)
