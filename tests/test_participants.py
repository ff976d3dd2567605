"""Logging who came, as a person does it: the keyboard, the pointer, a pasted list."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from db.access import Actor
from db.records import Event, Membership, Network, Organisation, Person, Post, Record
from db.store import Store
from tests.conftest import Visit
from tests.serving import Server

NIDA = Actor("นิดา ใจดี")
DAY = date(2026, 3, 24)
GIVEN = ["กมล", "ขวัญ", "คำแก้ว", "จันทร์", "ชาติ", "ดวงใจ", "ธนา", "นภา", "บุญมี", "ประภา"]
GIVEN += ["พิมพ์", "มานะ", "ยุพิน", "รัตน์", "วันดี"]
FAMILY = "ทดลองงาน สมมุติวงศ์"
COUNT = """
    window.events = {keydown: 0, pointerdown: 0};
    for (const kind of ['keydown', 'pointerdown'])
        window.addEventListener(kind, event => { if (event.isTrusted) window.events[kind]++ }, true);
"""


def put(store: Store, *records: Record) -> list[Record]:
    with store.writing(NIDA, "test") as w:
        return [w.add(record) for record in records]


def event_with(store: Store, **fields: object) -> Event:
    [event] = put(store, Event(**{"title": "อบรมนักประชาสัมพันธ์", "starts_on": DAY, "province": "52", **fields}))
    assert isinstance(event, Event)
    return event


def names_at(store: Store, event: Event) -> list[str]:
    found = store.rows(
        """select p.given_name || ' ' || p.family_name as name from participations a join people p on p.id = a.person_id
           where a.event_id = :event and a.deleted is null order by a.rowid""",
        event=event.id,
    )
    return [row["name"] for row in found]


def opened(visit: Visit, event: Event, width: int = 1280) -> Page:
    page = visit(f"/participants?event={event.code}", width=width, height=900 if width > 500 else 844)
    expect(page.get_by_role("heading", name="เพิ่มผู้เข้าร่วม")).to_be_visible()
    page.evaluate(COUNT)
    return page


def pasted(page: Page, text: str) -> None:
    """Into the text area, as from a clipboard: one input, no key."""
    page.get_by_role("textbox", name="วางรายชื่อ หรือเซลล์จาก Excel").click()
    page.keyboard.insert_text(text)


def thirty(store: Store, mark: str) -> str:
    """Thirty lines: twenty known, ten new, from two offices, one of them new; `mark` ends every name."""
    [office] = put(store, Organisation(name=f"อบจ.{mark}", province="52"))
    lines = []
    for at in range(30):
        given, family = GIVEN[at % 15], FAMILY.split()[at // 15] + mark
        if at < 20:
            [person] = put(store, Person(title="นาย", given_name=given, family_name=family, province="52"))
            put(store, Post(person_id=person.id, organisation_id=office.id, position="ครู"))
        where = f"อบจ.{mark}" if at < 20 else f"เทศบาล{mark}"
        lines.append(f"{at + 1}.\tนาย{given} {family}\tครู\t{where}\tลำปาง\t054 000 1{at:02}")
    return "ที่\tชื่อ-สกุล\tตำแหน่ง\tหน่วยงาน\tจังหวัด\tโทรศัพท์\n" + "\n".join(lines)


@pytest.mark.parametrize("width", [1280, 390])
def test_thirty_pasted_people_take_at_most_five_taps(visit: Visit, server: Server, width: int) -> None:
    event = event_with(server.store, title=f"อบรม {width}")
    text = thirty(server.store, f"{'กว้าง' if width == 1280 else 'แคบ'}")
    page = opened(visit, event, width)
    pasted(page, text)
    page.get_by_role("button", name="อ่านรายชื่อ").click()
    expect(page.get_by_text("อ่านได้ 30 บรรทัด")).to_be_visible()
    page.get_by_role("button", name="เพิ่มหน่วยงานใหม่ 1 แห่ง").click()
    page.get_by_role("button", name="บันทึก 30 คน").click()
    expect(page.get_by_text("บันทึกแล้ว 30 คน")).to_be_visible()
    assert page.evaluate("window.events.pointerdown") <= 5
    assert len(names_at(server.store, event)) == 30
    page.get_by_role("button", name="เลิกทำ").click()
    expect(page.get_by_text("บันทึกแล้ว 30 คน")).to_be_hidden()
    assert names_at(server.store, event) == []


def test_known_people_one_after_the_other_with_the_keyboard_alone(visit: Visit, server: Server) -> None:
    put(server.store, *(Person(given_name=name, family_name="คีย์บอร์ด") for name in ("อรทัย", "อัมพร", "เอกชัย")))
    event = event_with(server.store)
    page = opened(visit, event)
    box = page.get_by_role("combobox", name="เพิ่มทีละคน")
    box.click()
    for at, part in enumerate(("อรท", "อัม", "เอก"), 1):
        page.keyboard.type(part)
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"อยู่ในงานแล้ว · {at} คน")).to_be_visible()
        expect(box).to_be_focused()
    assert names_at(server.store, event) == ["อรทัย คีย์บอร์ด", "อัมพร คีย์บอร์ด", "เอกชัย คีย์บอร์ด"]
    # The browser's driver types Thai letters without a keydown: three letters and one Enter a person (the second Enter
    # is the slip that must do nothing). Keystroke-level model: 0.28 s a key, 1.35 s to think.
    assert page.evaluate("window.events") == {"keydown": 6, "pointerdown": 1}
    assert (3 + 1) * 0.28 + 1.35 <= 3


def test_enter_on_the_untouched_box_adds_nobody(visit: Visit, server: Server) -> None:
    put(server.store, Person(given_name="ไม่ได้", family_name="พิมพ์"))
    event = event_with(server.store)
    page = opened(visit, event)
    page.get_by_role("combobox", name="เพิ่มทีละคน").click()
    page.keyboard.press("Enter")
    page.keyboard.type("สมใหม่ มาก่อน, ครู, โรงเรียนใหม่, น่าน")
    page.keyboard.press("Enter")
    expect(page.get_by_text("เพิ่ม สมใหม่ มาก่อน แล้ว")).to_be_visible()
    assert names_at(server.store, event) == ["สมใหม่ มาก่อน"]


def test_what_waits_is_there_after_a_reload_and_can_be_mended(visit: Visit, server: Server) -> None:
    [known] = put(server.store, Person(title="นาง", given_name="สมหญิง", family_name="สมมุติ", province="54"))
    event = event_with(server.store)
    page = opened(visit, event)
    pasted(page, "น.ส.สมหญิง สมมุติ\t\t\tแพร่\nนายมานะ ตัวอย่าง\tครู\t\tลำพูนน\nนายชูใจ ลองดู\tครู\t\tตาก")
    page.get_by_role("button", name="อ่านรายชื่อ").click()
    page.get_by_role("button", name="บันทึก 1 คน").click()
    expect(page.get_by_text("บันทึกแล้ว 1 คน")).to_be_visible()
    expect(page.get_by_text("อ่านได้ 2 บรรทัด")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="ใช้ ลำพูน", exact=True).click()
    page.get_by_text("คนเดียวกัน", exact=True).click()
    page.get_by_role("button", name="บันทึก 2 คน").click()
    expect(page.get_by_text("บันทึกแล้ว 2 คน")).to_be_visible()
    assert names_at(server.store, event) == ["ชูใจ ลองดู", "สมหญิง สมมุติ", "มานะ ตัวอย่าง"]
    assert server.store.rows("select person_id from participations where person_id = :id", id=known.id) != []


def test_the_members_of_a_network_are_ticked_for_its_meeting(visit: Visit, server: Server) -> None:
    [network] = put(server.store, Network(name="เครือข่ายทดสอบ"))
    people = put(server.store, *(Person(given_name=name, family_name="สมาชิก") for name in ("หนึ่ง", "สอง")))
    put(server.store, *(Membership(network_id=network.id, person_id=one.id) for one in people))
    event = event_with(server.store, title="ประชุมเครือข่าย", kind="meeting")
    page = opened(visit, event)
    page.get_by_text("สอง สมาชิก").click()
    page.get_by_role("button", name="บันทึก 1 คน").click()
    expect(page.get_by_text("บันทึกแล้ว 1 คน")).to_be_visible()
    assert names_at(server.store, event) == ["สอง สมาชิก"]


HOSTILE = "![i](http://x.example/i.png) **a** <img src=x onerror=alert(1)> :red[b] $x$ www.x.example"


def test_what_is_pasted_is_shown_letter_for_letter(visit: Visit, server: Server) -> None:
    event = event_with(server.store, title=HOSTILE)
    put(server.store, Person(title="นาง", given_name="ร้าย", family_name=HOSTILE, province="55"))
    page = opened(visit, event)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    pasted(page, f"นายร้าย {HOSTILE}\t{HOSTILE}\t{HOSTILE}\tน่าน\nนายดี งาม\t{HOSTILE}\t{HOSTILE}\t{HOSTILE}\n{HOSTILE} 1")
    page.get_by_role("button", name="อ่านรายชื่อ").click()
    expect(page.get_by_text("อ่านได้ 3 บรรทัด")).to_be_visible()
    expect(page.get_by_text("onerror=alert(1)", exact=False).first).to_be_visible()
    assert page.locator("[data-testid=stMain] img").count() == 0
    assert page.locator("a[href*='x.example']").count() == 0
    assert [url for url in asked if "x.example" in url] == []


def test_four_fast_clicks_save_once(visit: Visit, server: Server) -> None:
    event = event_with(server.store)
    page = opened(visit, event)
    pasted(page, "นายสี่ คลิก\nนางสี่ คลิก ครู")
    page.get_by_role("button", name="อ่านรายชื่อ").click()
    save = page.get_by_role("button", name="บันทึก", exact=False).filter(has_text="คน")
    expect(save).to_be_visible()
    save.click(click_count=4, delay=10)
    expect(page.get_by_text("บันทึกแล้ว 1 คน")).to_be_visible()
    expect(page.get_by_text("อยู่ในงานแล้ว · 1 คน")).to_be_visible()
    assert names_at(server.store, event) == ["สี่ คลิก"]
