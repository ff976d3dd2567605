"""An announcement is pasted in a browser, looked at, and saved: few taps, right numbers, nothing lost."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from db import event_edit, samples
from db.access import Actor
from db.records import Announcement, Event, Headcount, Organisation, Participation, Session
from db.store import Store
from tests import keys
from tests.conftest import Visit
from tests.drawn import drawn, idle
from tests.hostile import KEPT, OUTSIDE
from tests.managers import scrolls_sideways, shown
from tests.read_aloud import TEXT
from tests.serving import Server, serving
from tests.test_by_hand import numbers
from tests.test_every_page import unfit

CLERK = Actor("นิดา ใจดี")
SHARED = Path(__file__).resolve().parents[2] / "shared" / "announcements"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the announcements are not here")
PHONE = {"user_agent": "Mozilla/5.0 (Linux; Android 16) Mobile"}


def opened(visit: Visit, server: Server, width: int = 1280, **more: Any) -> Page:
    page = visit("/log_event?from=announcement", width, 900 if width > 500 else 844, server=server, **more)
    expect(page.get_by_role("textbox", name="วางข้อความประกาศที่นี่")).to_be_visible()
    expect(page).to_have_url(re.compile("from=announcement.*draft="))
    idle(page)
    return page


def paste(page: Page, text: str) -> None:
    """As with the clipboard: one tap into the box, no key that types, and Ctrl+Enter reads."""
    page.get_by_role("textbox", name="วางข้อความประกาศที่นี่").click()
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="แก้ข้อความ")).to_be_visible()
    idle(page)


def save(page: Page) -> None:
    idle(page)
    page.get_by_test_id("stBaseButton-primary").click()


def announced(name: str) -> str:
    return (SHARED / f"{name}.txt").read_text(encoding="utf-8")


@needs_shared
@pytest.mark.parametrize("width", [1280, 390])
def test_a_forum_s_ledger_agrees_and_its_numbers_are_those_of_the_same_event_by_hand(
    visit: Visit, tmp_path_factory: pytest.TempPathFactory, width: int
) -> None:
    by_hand = Store.open(tmp_path_factory.mktemp("by_hand"))
    samples.add(by_hand, CLERK)
    for event in by_hand.all(Event, "kind <> 'forum'"):
        event_edit.delete_event(by_hand, CLERK, event.id, event.rev)
    with serving(tmp_path_factory.mktemp("pasted")) as server:
        page = opened(visit, server, width, **(PHONE if width < 500 else {}))
        paste(page, announced("002"))
        adding = page.get_by_text(re.compile(r"ก 308 \+ ข 77 \+ ค 13 \+ ง 7 \+ จ 5 \+ ฉ 17 = 427"))
        expect(adding).to_contain_text("ตรงกับยอดรวม")
        assert not scrolls_sideways(page)
        save(page)
        expect(page.get_by_role("button", name="เลิกทำ")).to_be_visible()
        for filters in ({}, {"fiscal_year": 2565}, {"fiscal_year": 2564}):
            assert numbers(server.store, **filters) == numbers(by_hand, **filters)
        for kind in (Event, Headcount, Session, Participation):
            assert (kind, len(server.store.all(kind))) == (kind, len(by_hand.all(kind)))


@needs_shared
@pytest.mark.parametrize("width", [1280, 390])
def test_an_announcement_costs_two_taps_and_no_typing(visit: Visit, server: Server, width: int) -> None:
    page = opened(visit, server, width, **(PHONE if width < 500 else {}))
    keys.count(page)
    paste(page, announced("001"))
    save(page)
    expect(page.get_by_role("button", name="เลิกทำ")).to_be_visible()
    done = keys.hands(page)
    assert (done.typed, done.taps) == (0, 2)
    event = server.store.all(Event)[-1]
    assert (event.starts_on, event.starts_at, event.kind, event.province, event.declared_total) == (
        date(2016, 8, 5),
        "09:00",
        "seminar",
        "81",
        None,
    )
    organiser = server.store.get(Organisation, event.organiser_id or "")
    assert organiser is not None
    assert organiser.name == "องค์การบริหารส่วนจังหวัดกระบี่"
    page.get_by_role("button", name="เลิกทำ").click()
    expect(page.get_by_text("เลิกทำแล้ว")).to_be_visible()
    assert server.store.get(Event, event.id) is None


@needs_shared
def test_the_same_announcement_again_is_recognised(visit: Visit, server: Server) -> None:
    page = opened(visit, server)
    paste(page, announced("000"))
    page.get_by_text("ในประกาศ: “กกต.”").click()
    expect(page.get_by_label("ชื่องาน")).to_have_value(re.compile("^“กกต"))
    page.get_by_text("ในประกาศ: อบรม").click()
    idle(page)
    save(page)
    expect(page.get_by_role("button", name="เลิกทำ")).to_be_visible()
    [event] = [one for one in server.store.all(Event) if one.cohort_id is None and one.declared_total == 42]
    expect(page.get_by_role("textbox", name="วางข้อความประกาศที่นี่")).to_have_value("")
    idle(page)
    paste(page, announced("000"))
    expect(page.get_by_text(f"ข้อความนี้เคยบันทึกแล้ว เป็น {event.code}")).to_be_visible()
    expect(page.get_by_text("ทะเบียนมีข้อมูลนี้ครบแล้ว")).to_be_visible()
    expect(page.get_by_role("link", name=f"เปิด {event.code}")).to_be_visible()


def test_a_file_is_opened_and_a_broken_one_is_refused_with_a_sentence(visit: Visit, server: Server) -> None:
    page = opened(visit, server)
    page.get_by_role("button", name="เปิดไฟล์").click()
    box = page.get_by_test_id("stFileUploader")
    expect(box.get_by_role("button", name="เลือกไฟล์", exact=True)).to_be_visible()
    expect(box).not_to_contain_text(re.compile("upload .*[A-Z]|per file", re.S), use_inner_text=True)
    files = page.locator("input[type=file]")
    files.set_input_files({"name": "ข่าว.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 nothing"})
    expect(page.get_by_text("อ่านไฟล์นี้ไม่ได้")).to_be_visible()
    idle(page)
    files.set_input_files({"name": "ข่าว.txt", "mimeType": "text/plain", "buffer": TEXT.encode("cp874")})
    expect(page.get_by_text("= 65")).to_be_visible()
    idle(page)


def test_what_was_pasted_and_corrected_survives_a_reload_and_a_double_click_saves_once(
    visit: Visit, server: Server
) -> None:
    before = len(server.store.all(Event))
    page = opened(visit, server)
    paste(page, TEXT)
    expect(page.get_by_text("= 65")).to_contain_text("ตรงกับยอดรวม")
    page.get_by_label("ชื่องาน").fill("อบรมที่แก้ชื่อแล้ว")
    idle(page)
    page.get_by_text("เจ้าหน้าที่ 3").click()
    expect(page.get_by_text("= 62")).to_be_visible()
    idle(page)
    page.reload()
    expect(page.get_by_label("ชื่องาน")).to_have_value("อบรมที่แก้ชื่อแล้ว")
    expect(page.get_by_text("= 62")).to_be_visible()
    idle(page)
    page.get_by_test_id("stBaseButton-primary").dblclick()
    expect(page.get_by_role("button", name="เลิกทำ")).to_be_visible()
    idle(page)
    new = server.store.all(Event)[before:]
    assert [one.title for one in new] == ["อบรมที่แก้ชื่อแล้ว"]
    assert [one.count for one in server.store.all(Headcount, "event_id = :id", id=new[0].id)] == [60, 2]
    assert [one.text for one in server.store.all(Announcement, "event_id = :id", id=new[0].id)] == [TEXT.strip("\n")]


def test_a_hostile_text_is_shown_letter_for_letter_and_fetches_nothing(visit: Visit, server: Server) -> None:
    page = opened(visit, server)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    kept = [one for one in KEPT if one.isprintable()]
    paste(page, "\n".join(kept))
    told = re.sub(r"\s+", " ", shown(page))
    assert [one for one in kept if re.sub(r"\s+", " ", one) not in told] == []
    page.get_by_role("button", name="แก้ข้อความ").click()
    box = page.get_by_role("textbox", name="วางข้อความประกาศที่นี่")
    expect(box).to_have_value(re.compile(re.escape(kept[0])))
    idle(page)
    paste(page, TEXT)
    expect(page.get_by_text("= 65")).to_be_visible()
    idle(page)
    assert [url for url in asked if OUTSIDE in url.lower()] == []
    assert page.evaluate("window.__pwned") is None


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_what_was_read_can_be_read_by_everyone(visit: Visit, server: Server, scheme: str, width: int) -> None:
    page = opened(visit, server, width, color_scheme=scheme, **(PHONE if width < 500 else {}))
    paste(page, TEXT)
    assert unfit(drawn(page)) == []
    assert not scrolls_sideways(page)
