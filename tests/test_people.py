"""People, organisations and networks, as a person looks them up and mends them."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from db.access import Actor
from db.records import Membership, Network, Person, Record
from db.store import Store
from tests.conftest import Visit
from tests.serving import Server

NIDA = Actor("นิดา ใจดี")


def put(store: Store, *records: Record) -> list[Record]:
    with store.writing(NIDA, "test") as w:
        return [w.add(record) for record in records]


def found(page: Page, name: str) -> None:
    page.get_by_label("ค้นชื่อหรือโทรศัพท์").fill(name)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_person_is_found_by_one_letter_and_opened(visit: Visit, server: Server, width: int) -> None:
    [person] = put(
        server.store, Person(title="นาง", given_name=f"ฬ{width}", family_name="ค้นหา", telephone="054 000 111 ต่อ 15")
    )
    page = visit("/people", width=width)
    found(page, "ฬ")
    page.get_by_role("link", name=f"ฬ{width}").click()
    expect(page.get_by_role("heading", name=f"นาง ฬ{width} ค้นหา")).to_be_visible()
    expect(page.get_by_text("054 000 111 ต่อ 15")).to_have_count(1)
    expect(page).to_have_url(re.compile(rf"/people\?person={person.id}$"))
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_add_edit_delete_and_undo_a_person(visit: Visit, server: Server) -> None:
    page = visit("/people")
    page.get_by_role("button", name="เพิ่มบุคคล").click()
    page.get_by_label("ชื่อ", exact=True).fill("เพิ่มใหม่")
    page.get_by_label("โทรศัพท์", exact=True).fill("ไม่มี")
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("ไม่ใช่หมายเลขโทรศัพท์", exact=False)).to_be_visible()
    page.get_by_label("โทรศัพท์", exact=True).fill("054 000 111")
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_role("heading", name="เพิ่มใหม่")).to_be_visible()
    page.get_by_role("button", name="แก้ไข").first.click()
    page.get_by_label("นามสกุล").fill("แก้แล้ว")
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_role("heading", name="เพิ่มใหม่ แก้แล้ว")).to_be_visible()
    page.get_by_role("button", name="ลบ", exact=True).click()
    page.get_by_role("button", name="ลบ เพิ่มใหม่ แก้แล้ว").click()
    expect(page.get_by_text("ลบ เพิ่มใหม่ แก้แล้ว แล้ว")).to_be_visible()
    assert server.store.all(Person, "given_name = 'เพิ่มใหม่'") == []
    page.get_by_role("button", name="เลิกทำ").click()
    expect(page.get_by_text("เลิกทำแล้ว", exact=False)).to_be_visible()
    [person] = server.store.all(Person, "given_name = 'เพิ่มใหม่'")
    assert (person.family_name, person.telephone) == ("แก้แล้ว", "054 000 111")


def test_two_people_change_one_person_and_the_second_sees_both(visit: Visit, server: Server) -> None:
    [person] = put(server.store, Person(given_name="สองคน", family_name="แก้"))
    page = visit(f"/people?person={person.id}")
    page.get_by_role("button", name="แก้ไข").first.click()
    page.get_by_label("โทรศัพท์", exact=True).fill("054 000 999")
    with server.store.writing(Actor("มานะ รักงาน"), "test") as w:
        w.change(person, telephone="054 000 111")
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("มานะ รักงาน", exact=False).first).to_be_visible()
    expect(page.get_by_text("054 000 111")).to_be_visible()
    page.get_by_role("button", name="ใช้ของฉัน").click()
    expect(page.get_by_text("บันทึกแล้ว")).to_be_visible()
    now = server.store.get(Person, person.id)
    assert now is not None
    assert (now.telephone, now.rev) == ("054 000 999", 3)


def test_join_and_leave_a_network(visit: Visit, server: Server) -> None:
    [network] = put(server.store, Network(name="เครือข่ายเข้าออก"))
    [person] = put(server.store, Person(given_name="เข้า", family_name="ออก"))
    page = visit(f"/people?person={person.id}")
    page.get_by_role("button", name="เข้าร่วมเครือข่ายเข้าออก").click()
    page.get_by_label("เข้าร่วมเมื่อ").fill("1 ต.ค. 68")
    expect(page.get_by_text("1 ตุลาคม 2568")).to_be_visible()
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("ตั้งแต่ 1 ต.ค. 2568")).to_be_visible()
    [membership] = server.store.all(Membership, "network_id = :id", id=network.id)
    assert (membership.person_id, membership.starts_on, membership.ends_on) == (person.id, date(2025, 10, 1), None)
