"""The page Google Sheets: the set-up, how the sync stands, and each kind of entry with the buttons that decide it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from db import access
from db.sheets import inbox, ledger, link, worker
from db.sheets.cells import Cell
from db.sheets.worker import Worker
from tests.db.sheets.office import COUNTS, EVENTS, ID, MEMBERS, OFFICES, PEOPLE, SOM, TAKING_PART, Office
from tests.managers import FORMAT, opened, read, ways
from ui import sheets_entries

NIDA = "นิดา ใจดี"
KEY = "never shown"


@pytest.fixture
def desk(home: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose register and spreadsheet agree."""
    return Office(home)


@pytest.fixture
def made(desk: Office, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """The worker of the page, which talks to the office's spreadsheet; its thread is not running."""
    key = tmp_path / "key.json"
    key.write_text(json.dumps({"client_email": desk.twin.account, "private_key": KEY}))
    monkeypatch.setenv("SAAN_SHEETS", desk.book.id)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    made = Worker(home, connect=lambda connection, budget: desk.twin)
    monkeypatch.setattr(worker, "of", lambda home: made)
    return made


Show = Callable[[], AppTest]


@pytest.fixture
def show(made: Worker, home: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """The page as it is drawn now. Nowhere is the key."""

    def show() -> AppTest:
        at = opened(home, monkeypatch, "sheets")
        assert KEY not in str([*read(at.markdown), *[one.value for one in at.code], *read(at.error)])
        return at

    return show


def press(at: AppTest, label: str) -> AppTest:
    """Press the only button of this name."""
    [button] = [one for one in at.button if one.label == label]
    button.click().run()
    assert not at.exception
    return at


def buttons(at: AppTest) -> list[str]:
    """What the inbox offers, in the order of the page."""
    return [one.label for one in at.button if one.key not in ("sync_now", "unlink_now", "flash_undo")]


# -- the set-up


def test_a_newcomer_is_told_what_to_do_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SAAN_SHEETS", "GOOGLE_APPLICATION_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    at = opened(home, monkeypatch, "sheets")
    assert read(at.title) == ["ใช้ทะเบียนร่วมกันใน Google Sheets"]
    assert read(at.subheader) == ["1 · สร้างบัญชีบริการและกุญแจ", "2 · ใส่ลิงก์และกุญแจในการตั้งค่า"]
    [block] = at.code
    assert block.value.startswith("[connections.gsheets]\nspreadsheet = ")
    assert (read(at.error), buttons(at)) == ([], [])


def test_a_link_to_something_else_is_said(made: Worker, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAAN_SHEETS", "https://example.org/nothing")
    at = opened(home, monkeypatch, "sheets")
    [error] = read(at.error)
    assert error.startswith("ลิงก์นี้ไม่ใช่ลิงก์ของสเปรดชีต:")


def test_the_address_to_share_with_is_there_to_copy(desk: Office, show: Show) -> None:
    link.unlink(desk.store)
    at = show()
    assert at.code[-1].value == desk.twin.account
    assert buttons(at) == ["ทดสอบการเชื่อมต่อ", "เชื่อมและสร้างแท็บ"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda desk: desk.book.share(None), "ยังไม่ได้แชร์สเปรดชีตให้"),
        (lambda desk: desk.books.remove(desk.book), "ไม่พบสเปรดชีตตามลิงก์นี้"),
        (lambda desk: setattr(desk.books, "enabled", False), "ยังไม่ได้เปิด Google Sheets API"),
    ],
    ids=["not shared", "no such spreadsheet", "API off"],
)
def test_a_connection_that_does_not_work_is_said_with_its_cure(
    desk: Office, show: Show, wrong: Callable[[Office], None], said: str
) -> None:
    link.unlink(desk.store)
    wrong(desk)
    for button in ("ทดสอบการเชื่อมต่อ", "เชื่อมและสร้างแท็บ"):
        [error] = read(press(show(), button).error)
        assert error.startswith(said)
    assert desk.store.setting(ledger.LINKED) is None


def test_a_connection_that_works_is_linked_and_the_first_round_begins(
    desk: Office, made: Worker, home: Path, monkeypatch: pytest.MonkeyPatch, show: Show
) -> None:
    link.unlink(desk.store)
    desk.book = desk.twin.book = desk.books.create("ทะเบียนใหม่")
    monkeypatch.setenv("SAAN_SHEETS", desk.book.id)
    at = press(show(), "ทดสอบการเชื่อมต่อ")
    assert read(at.success) == ["เชื่อมต่อได้: “ทะเบียนใหม่”"]
    assert desk.book.tabs() == ["ชีต1"]
    at = press(at, "เชื่อมและสร้างแท็บ")
    assert desk.book.tabs() == [EVENTS, OFFICES, PEOPLE, COUNTS, TAKING_PART, MEMBERS, "ชีต1"]
    assert read(at.success) == ["เชื่อมแล้ว รอบแรกเริ่มเดี๋ยวนี้ เพื่อให้สองฝั่งตรงกัน"]
    assert made._wake.is_set()


def test_a_tab_of_somebody_else_is_not_taken(desk: Office, monkeypatch: pytest.MonkeyPatch, show: Show) -> None:
    link.unlink(desk.store)
    desk.book = desk.twin.book = desk.books.create()
    monkeypatch.setenv("SAAN_SHEETS", desk.book.id)
    desk.book.add_tab(EVENTS)
    desk.book.type(EVENTS, "B2", "ของเรา")
    [error] = read(press(show(), "เชื่อมและสร้างแท็บ").error)
    assert error == "สเปรดชีตมีแท็บ “กิจกรรม” ที่มีข้อมูลอยู่แล้ว โปรดเปลี่ยนชื่อแท็บนั้นแล้วเชื่อมอีกครั้ง"
    assert desk.book.tabs() == ["ชีต1", EVENTS]


def test_another_spreadsheet_in_the_settings_is_not_synced_before_it_is_linked(
    desk: Office, monkeypatch: pytest.MonkeyPatch, show: Show
) -> None:
    monkeypatch.setenv("SAAN_SHEETS", desk.books.create().id)
    [warning] = read(show().warning)
    assert warning.startswith("การตั้งค่าระบุสเปรดชีตอื่น")


def test_unlinking_leaves_both_sides_as_they_are(desk: Office, show: Show) -> None:
    at = press(show(), "หยุดซิงค์กับสเปรดชีตนี้")
    assert read(at.success) == ["เลิกเชื่อมแล้ว ทั้งสองฝั่งคงไว้อย่างเดิม"]
    assert buttons(at) == ["ทดสอบการเชื่อมต่อ", "เชื่อมและสร้างแท็บ"]
    assert (desk.moved(), desk.journal()) == ({}, [])


# -- how the sync stands


def test_both_sides_agree(desk: Office, show: Show) -> None:
    at = show()
    rows = sum(len(desk.rows(tab)) for tab in desk.book.tabs()[:6])
    assert read(at.markdown)[0].startswith(":blue[:material/check_circle: **ทะเบียนกับชีตตรงกัน ตั้งแต่วันนี้")
    assert [(one.label, one.value) for one in at.metric][1:] == [
        ("แถวที่ดูแล", str(rows)),
        ("คำขอที่เหลือนาที\u2060นี้", "40"),
        ("รอคุณตัดสิน", "0"),
    ]
    assert buttons(at) == []


def test_what_the_register_has_to_send_is_counted(desk: Office, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thai.dates.now", lambda: "2099-01-01T00:00:00Z")
    desk.change(desk.events[0], venue="ห้องใหม่")
    assert read(show().markdown)[0] == ":blue[:material/schedule: **รอบต่อไปจะส่งไปชีต: การแก้ในทะเบียน 1 ครั้ง**]"


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        (lambda desk: desk.book.share(None), "not_shared", ":red[:material/error: **ยังไม่ได้แชร์สเปรดชีตให้ saan"),
        (lambda desk: desk.books.remove(desk.book), "missing", ":red[:material/error: **ไม่พบสเปรดชีตตามลิงก์นี้"),
    ],
    ids=["unshared", "removed"],
)
def test_trouble_is_said_with_its_cure_and_ends_by_itself(
    desk: Office, show: Show, wrong: Callable[[Office], None], status: str, said: str
) -> None:
    wrong(desk)
    desk.sync(status)
    first, second = read(show().markdown)[:2]
    assert first.startswith(said)
    assert second.startswith(":gray[รอบที่สำเร็จล่าสุด: วันนี้")
    desk.book.share()
    desk.books.by_id[desk.book.id] = desk.book
    desk.sync()
    assert "ทะเบียนกับชีตตรงกัน" in read(show().markdown)[0]


def test_the_rounds_are_listed(desk: Office, show: Show) -> None:
    desk.type(EVENTS, "อบรม 1", "สถานที่", "ห้องประชุม")
    desk.sync()
    said = read(show().markdown)
    assert any(line.endswith("น.] · ดึงมา 1 ช่อง · :gray[คำขอ: อ่าน 0 เขียน 0]") for line in said)


def test_a_round_at_once(made: Worker, show: Show) -> None:
    at = show()
    assert not made._wake.is_set()
    press(at, "ซิงค์เดี๋ยวนี้")
    assert made._wake.is_set()


def test_what_the_worker_does_is_shown(made: Worker, show: Show) -> None:
    made._tell("write", 2, 5)
    [bar] = show().get("progress")
    assert (bar.proto.value, bar.proto.text) == (40, "กำลังเขียนลงชีต: 2 จาก 5 ส่วน")


# -- the inbox


def conflict(desk: Office) -> None:
    desk.change(desk.events[0], declared_total=128)
    desk.type(EVENTS, "อบรม 1", "ยอดตามประกาศ (คน)", "135")
    desk.sync()


def unreadable(desk: Office) -> None:
    desk.type(COUNTS, "ผู้แทน", "จำนวน", "สิบที่")
    desk.sync()


def total(desk: Office) -> tuple[int | None, Cell]:
    """The announced total on both sides."""
    return desk.now(desk.events[0]).declared_total, desk.says(EVENTS, "อบรม 1", "ยอดตามประกาศ (คน)")


@pytest.mark.parametrize(("button", "both"), [("ใช้ค่าในชีต", 135), ("ใช้ค่าในทะเบียน", 128)])
def test_a_conflict_shows_three_values_and_one_tap_decides(desk: Office, show: Show, button: str, both: int) -> None:
    conflict(desk)
    at = show()
    assert [(one.label, one.value) for one in at.metric][4:] == [
        ("ค่าเดิมที่เคยตรงกัน", "10"),
        ("ในชีต", "135"),
        ("ในทะเบียน", "128"),
    ]
    said = read(at.markdown)
    assert "กิจกรรม · 65-0001 · อบรม 1 · 1 มี.ค. 2565 · ช่อง **ยอดตามประกาศ (คน)**" in [
        line.replace("\\", "") for line in said
    ]
    assert any(line.startswith(":gray[สมหญิง · วันนี้") for line in said)
    at = press(at, button)
    assert total(desk) == (128, 135)
    assert any(f"{NIDA} ตัดสินแล้ว: **{button}** · จะทำในรอบต่อไป" in line for line in read(at.markdown))
    desk.sync()
    assert total(desk) == (both, both)
    assert "ทะเบียนกับชีตตรงกัน" in read(show().markdown)[0]


def test_another_value_wins_over_both(desk: Office, show: Show) -> None:
    conflict(desk)
    number = desk.entry().number
    at = show()
    at.text_input(key=f"typed_{number}").input("สิบที่")
    press(at, "ใช้ค่านี้")
    assert read(at.error) == ["พิมพ์เฉพาะตัวเลข ถ้าไม่ทราบให้เว้นว่าง"]
    at.text_input(key=f"typed_{number}").input("๑๓๐")
    press(at, "ใช้ค่านี้")
    desk.sync()
    assert total(desk) == (130, 130)


def test_a_decision_is_taken_back_before_it_is_carried_out(desk: Office, show: Show) -> None:
    conflict(desk)
    at = press(press(show(), "ใช้ค่าในชีต"), "เลิกทำ")
    assert "ใช้ค่าในชีต" in buttons(at)
    desk.sync()
    assert total(desk) == (128, 135)


@pytest.mark.parametrize("button", ["ใช้ค่าในชีต", "ใช้ค่าในทะเบียน"])
def test_a_decision_is_taken_back_afterwards(desk: Office, show: Show, button: str) -> None:
    conflict(desk)
    press(show(), button)
    desk.sync()
    before = total(desk)
    press(show(), "เลิกทำ")
    desk.sync()
    other = {135: 128, 128: 135}[before[0] or 0]
    assert total(desk) == (other, other)


def test_what_cannot_be_read_stays_as_typed(desk: Office, show: Show) -> None:
    unreadable(desk)
    at = show()
    assert [line.replace("\\", "") for line in read(at.markdown) if "สิบที่" in line] == [
        "จำนวนผู้เข้าร่วม · 65-0001 · อบรม 1 · ผู้เข้าอบรม · ช่อง **จำนวน** · แถว 2: “สิบที่” — พิมพ์เฉพาะตัวเลข ถ้าไม่ทราบให้เว้นว่าง"
    ]
    press(at, "ใช้ “40”")
    desk.sync()
    assert desk.says(COUNTS, "ผู้แทน", "จำนวน") == 40


def test_what_waits_for_something_else_goes_by_itself(desk: Office, show: Show) -> None:
    desk.type(EVENTS, "อบรม 1", "ผู้จัด", "อบจ.ใหม่")
    desk.sync()
    at = show()
    assert any("รอข้อมูลอื่น 1" in line for line in read(at.markdown))
    assert buttons(at) == ["เว้นว่าง", "ใช้ค่านี้"]
    desk.write_row(OFFICES, {"หน่วยงาน": "อบจ.ใหม่"})
    desk.agree()
    assert buttons(show()) == []


def test_a_new_row_is_somebody_known_or_new(desk: Office, show: Show) -> None:
    desk.write_row(TAKING_PART, {"รหัสกิจกรรม": "65-0002", "ชื่อ-นามสกุล": "บุญมี ใจดี", "จังหวัด": "แพร่", "บทบาท": "ผู้เข้าอบรม"})
    desk.sync()
    at = show()
    assert buttons(at) == ["คนนี้", "คนนี้", "เป็นรายการใหม่"]
    at.button(key=f"candidate_{desk.entry().number}_1").click().run()
    assert any("ตัดสินแล้ว: **บุญมี ใจดี**" in line for line in read(at.markdown))
    desk.agree()
    assert len(desk.rows(PEOPLE)) == 6
    assert len(desk.rows(TAKING_PART)) == 3


def test_a_new_person_of_a_known_name_is_new_when_somebody_says_so(desk: Office, show: Show) -> None:
    desk.write_row(PEOPLE, {"คำนำหน้าหรือยศ": "นาย", "ชื่อ": "มานะ", "นามสกุล": "อดทน", "จังหวัด": "เลย"})
    desk.sync()
    at = show()
    assert buttons(at) == ["เป็นรายการใหม่"]
    assert any("หากเป็นรายการเดียวกัน" in line for line in read(at.markdown))
    press(at, "เป็นรายการใหม่")
    desk.agree()
    assert len(desk.rows(PEOPLE)) == 7


def test_a_copied_row_becomes_a_row_when_somebody_says_so(desk: Office, show: Show) -> None:
    row = desk.row(EVENTS, "อบรม 1")
    desk.book.copy_row(EVENTS, row, 8)
    desk.book.type(EVENTS, "C8", "อบรมอีกครั้ง")
    desk.sync()
    at = show()
    assert any("แถวซ้ำ 1" in line for line in read(at.markdown))
    press(at, "บันทึกเป็นแถวใหม่")
    desk.agree()
    assert [row["ชื่องาน"] for row in desk.rows(EVENTS)][-1] == "อบรมอีกครั้ง"
    assert len({row[ID] for row in desk.rows(EVENTS)}) == 7


def test_an_id_that_nobody_gave(desk: Office, show: Show) -> None:
    desk.write_row(OFFICES, {ID: "01HZZZ", "หน่วยงาน": "อบต.ไกล"})
    desk.sync()
    at = show()
    assert any("ทะเบียนไม่เคยให้รหัสนี้" in line for line in read(at.markdown))
    press(at, "บันทึกเป็นแถวใหม่")
    desk.agree()
    assert [row["หน่วยงาน"] for row in desk.rows(OFFICES)][-1] == "อบต.ไกล"


def gone(desk: Office) -> None:
    desk.book.delete_rows(EVENTS, desk.row(EVENTS, "อบรม 1"))
    desk.sync()
    desk.sync()


def test_a_missing_row_is_put_back(desk: Office, show: Show) -> None:
    gone(desk)
    at = show()
    assert buttons(at) == ["ใส่กลับในชีต", "ลบจริง"]
    assert any("มีอีก 4 รายการผูกอยู่และจะลบไปด้วย" in line for line in read(at.markdown))
    press(at, "ใส่กลับในชีต")
    desk.agree()
    assert "อบรม 1" in [row["ชื่องาน"] for row in desk.rows(EVENTS)]


def test_a_missing_row_is_deleted_and_brought_back_by_undo(desk: Office, show: Show) -> None:
    gone(desk)
    press(show(), "ลบจริง")
    desk.agree()
    assert [desk.store.get(type(one), one.id) for one in (desk.events[0], desk.counts[0])] == [None, None]
    press(show(), "เลิกทำ")
    desk.agree()
    assert desk.now(desk.counts[0]).count == 40
    assert "อบรม 1" in [row["ชื่องาน"] for row in desk.rows(EVENTS)]


@pytest.mark.parametrize(("button", "lives"), [("นำกลับมา", True), ("คงการลบ", False)])
def test_a_deleted_row_that_somebody_edits(desk: Office, show: Show, button: str, lives: bool) -> None:
    desk.delete(desk.counts[1])
    desk.type(COUNTS, 3, "จำนวน", "5")
    desk.sync()
    at = show()
    assert ":gray[ในชีตขณะนี้: จำนวน: “5”]" in read(at.markdown)
    press(at, button)
    desk.agree()
    assert (desk.store.get(type(desk.counts[1]), desk.counts[1].id) is not None) is lives


@pytest.mark.parametrize(("button", "left"), [("ใช้ตามชีต", 2), ("คืนค่าจากทะเบียน", 6)])
def test_a_tab_in_which_too_much_is_gone_rests_until_somebody_decides(
    desk: Office, show: Show, button: str, left: int
) -> None:
    desk.book.delete_rows(PEOPLE, 4, 5, 6, 7)
    desk.sync()
    at = show()
    said = read(at.markdown)
    assert ":orange[:material/pause_circle: **1 แท็บหยุดรอการตัดสิน แท็บอื่นซิงค์ตามปกติ**]" in said[0]
    assert "**บุคคล** · หายไป 4 แถว · พร้อมกัน จากทั้งหมด 6 แถว" in said
    assert any(line.startswith(":gray[หายไป: นาง · สมใจ · งาม / บุญมี · ใจดี") for line in said)
    press(at, button)
    desk.agree()
    assert len(desk.rows(PEOPLE)) == left


def test_a_tab_in_which_too_much_changed_shows_what(desk: Office, show: Show) -> None:
    for n in range(1, 6):
        desk.type(EVENTS, f"อบรม {n}", "สถานที่", "ที่เดียวกัน")
    desk.sync()
    at = show()
    said = [line.replace("\\", "") for line in read(at.markdown)]
    assert "**กิจกรรม** · เปลี่ยน 5 แถว · พร้อมกัน จากทั้งหมด 6 แถว" in said
    [changes] = [line for line in said if "ในทะเบียน “ห้อง 1”" in line]
    assert changes.removeprefix(":gray[").removesuffix("]").split("  \n") == [
        f"65-000{n} · อบรม {n} · {n} มี.ค. 2565 · สถานที่: ในชีต “ที่เดียวกัน” ในทะเบียน “ห้อง {n}”" for n in range(1, 6)
    ]
    press(at, "คืนค่าจากทะเบียน")
    desk.agree()
    assert [row["สถานที่"] for row in desk.rows(EVENTS)][:5] == [f"ห้อง {n}" for n in range(1, 6)]
    assert ":gray[พิมพ์ในชีตแล้วถูกเขียนทับล่าสุด 5 ช่อง]" in read(show().markdown)
    with desk.store.reading() as rows:
        kept = sheets_entries.overwritten(inbox.overwritten(rows))
    assert [row[1:] for row in kept.rows] == [
        [EVENTS, f"65-000{n} · อบรม {n} · {n} มี.ค. 2565", "สถานที่", "ที่เดียวกัน", f"ห้อง {n}"] for n in range(1, 6)
    ]


def test_a_tab_without_a_header_says_what_to_mend(desk: Office, show: Show) -> None:
    desk.book.delete_column(EVENTS, "C")
    desk.sync()
    at = show()
    assert any("ไม่มีคอลัมน์ “ชื่องาน” แล้ว" in line for line in read(at.markdown))
    assert buttons(at) == []


def test_all_of_a_kind_at_once_and_one_kind_at_a_time(desk: Office, show: Show) -> None:
    unreadable(desk)
    desk.type(EVENTS, "อบรม 2", "วันแรก", "วันเกิดฉัน")
    conflict(desk)
    at = show()
    [pills] = at.get("button_group")
    assert [option.content for option in pills.proto.options] == [
        f":blue[{words}]" for words in ("รวม 3", "ค่าไม่ตรงกัน 1", "อ่านไม่ได้ 2")
    ]
    at.session_state["inbox_kind"] = "unreadable"
    at.run()
    assert "ใช้ค่าในชีต" not in buttons(at)
    press(at, "ใช้ค่าในทะเบียนทั้ง 2 เรื่อง")
    assert "ใช้ค่าในชีต" in buttons(at)
    desk.agree()
    assert desk.says(COUNTS, "ผู้แทน", "จำนวน") == 40
    assert desk.says(EVENTS, "อบรม 2", "วันแรก") == "2565-03-02"


def test_what_was_typed_where_the_register_decides_is_listed(desk: Office, show: Show) -> None:
    desk.type(EVENTS, "อบรม 1", "รหัส", "66-9999")
    desk.sync()
    assert ":gray[พิมพ์ในชีตแล้วถูกเขียนทับล่าสุด 1 ช่อง]" in read(show().markdown)
    with desk.store.reading() as rows:
        [kept] = sheets_entries.overwritten(inbox.overwritten(rows)).rows
    assert kept[1:] == [EVENTS, "65-0001 · อบรม 1 · 1 มี.ค. 2565", "รหัส", "66-9999", "65-0001"]


def test_who_may_not_enter_any_more_decides_nothing(desk: Office, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    conflict(desk)
    at = show()
    monkeypatch.setattr(access, "may_enter", lambda actor: False)
    for label in ("ใช้ค่าในชีต", "หยุดซิงค์กับสเปรดชีตนี้"):
        [button] = [one for one in at.button if one.label == label]
        button.click().run()
        monkeypatch.setattr(access, "may_enter", lambda actor: True)
        at = show()
        monkeypatch.setattr(access, "may_enter", lambda actor: False)
    assert desk.entry().choice is None
    assert desk.store.setting(ledger.LINKED) == desk.book.id


def test_a_page_that_is_late_is_told_so(desk: Office, show: Show) -> None:
    conflict(desk)
    at = show()
    inbox.resolve(desk.store, SOM, [desk.entry().number], "app")
    desk.sync()
    press(at, "ใช้ค่าในชีต")
    assert read(at.error) == ["เรื่องนี้จบแล้ว"]
    assert total(desk) == (128, 128)


# -- the first page


def test_the_first_page_says_what_waits(
    desk: Office, made: Worker, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [way for way in ways(opened(home, monkeypatch)) if "ตัดสิน" in way] == []
    conflict(desk)
    assert [way for way in ways(opened(home, monkeypatch)) if "ตัดสิน" in way] == ["รอคุณตัดสิน 1 เรื่องใน Google Sheets"]
    link.unlink(desk.store)
    assert [way for way in ways(opened(home, monkeypatch)) if "ตัดสิน" in way] == []


def test_a_day_of_a_sheet_is_read_in_words_and_what_is_no_day_stays_as_it_was_typed() -> None:
    typed = {"2565-03-24": "24 มี.ค. 2565", "อบรม · 2565-03-24": "อบรม · 24 มี.ค. 2565"}
    typed |= {word: word for word in ("2565-02-30", "054-2565-03-24", "65-0001", "วันเกิดฉัน")}
    assert {word: sheets_entries.said(word).replace("\\", "").translate(FORMAT) for word in typed} == typed
