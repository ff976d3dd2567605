"""The page of programmes: the list, a board that runs out of order, targets typed and corrected, seats, deletion."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from db import programmes, samples
from db.access import Actor
from db.choices import State
from db.records import Cohort, Event, Headcount, Programme, Target
from db.store import Store
from tests.conftest import Visit
from tests.drawn import drawn, idle
from tests.managers import FORMAT, opened, read, scrolls_sideways, ways
from tests.serving import Server

NIDA, MANA = Actor("นิดา ใจดี"), Actor("มานะ รักงาน")
LINES = "เป้าหมาย บรรทัดละรายการ หรือวางจากตาราง"


@pytest.fixture
def sampled(store: Store) -> Store:
    samples.add(store, NIDA)
    return store


def called(store: Store, words: str) -> Programme:
    return next(one for one in store.all(Programme) if words in one.name)


def page(home: Path, monkeypatch: pytest.MonkeyPatch, programme: Programme | None = None) -> AppTest:
    return opened(home, monkeypatch, "programmes", **({"programme": programme.id} if programme else {}))


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click()
    at.run()
    assert not at.exception
    return at


def test_the_list_tells_by_fiscal_year_how_the_cohorts_stand(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = page(home, monkeypatch)
    assert (read(at.title), read(at.subheader)) == (["โครงการ"], ["ปีงบประมาณ 2565", "ยังไม่ระบุปีงบประมาณ"])
    assert [line.partition(":gray[")[2].removesuffix("]").replace("\\", "") for line in read(at.markdown)] == [
        "",
        "จัดแล้ว 3 จาก 4 รุ่น · เหลืออีก 1 รุ่น · เลยกำหนด 1 รุ่น",
        "สำนักพัฒนาเครือข่ายการเลือกตั้ง · 1 กิจกรรม",
        "สำนักประชาสัมพันธ์ สำนักงานคณะกรรมการการเลือกตั้ง · จัดแล้ว 3 จาก 4 รุ่น · รุ่นที่ 3 ภาคกลาง ยังไม่จัด เลยกำหนด",
        "สำนักงานคณะกรรมการการเลือกตั้ง · 0 กิจกรรม",
    ]


def test_of_many_programmes_the_years_before_are_folded_up(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing(NIDA, "test") as w:
        for number in range(21):
            w.add(Programme(name=f"โครงการ {number:02}", fiscal_year=2569 - number // 8))
    at = page(home, monkeypatch)
    assert read(at.subheader) == ["ปีงบประมาณ 2569"]
    assert [each.label for each in at.expander] == ["ปีงบประมาณ 2568 · 8 โครงการ", "ปีงบประมาณ 2567 · 5 โครงการ"]


def test_a_fiscal_year_of_the_common_era_is_asked_about_at_its_field(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = press(page(home, monkeypatch), "เพิ่มโครงการ")
    fields = {field.label: field for field in at.text_input}
    fields["โครงการ"].set_value("อบรม")
    fields["ปีงบประมาณ"].set_value("2022").run()
    press(at, "บันทึก")
    assert [error.value for error in at.error] == ["2022 เป็นปี ค.ศ. หมายถึงปี 2565 ใช่หรือไม่"]
    next(field for field in at.text_input if field.label == "ปีงบประมาณ").set_value("๒๕๖๕").run()
    assert ":small[:gray[1 ตุลาคม 2564 – 30 กันยายน 2565]]" in read(at.markdown)
    press(at, "บันทึก")
    assert [(one.name, one.fiscal_year) for one in store.all(Programme)] == [("อบรม", 2565)]
    assert read(at.title) == ["อบรม"]


def test_the_example_s_board_reads_three_of_four(sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = page(home, monkeypatch, called(sampled, "กกต."))
    assert "จัดแล้ว 3 จาก 4 รุ่น · รุ่นที่ 3 ภาคกลาง ยังไม่จัด เลยกำหนด" in read(at.subheader)
    assert ways(at) == ["เติมวัน", "เติมวัน", "บันทึกรุ่นนี้", "เปิด"]
    links = [link.proto.label.translate(FORMAT) for link in at.get("page_link")]
    assert "เข้าถึงแล้ว :blue[20 จาก 77 จังหวัด] ยังไม่ถึง 57 จังหวัด" in links


def test_two_typed_lines_are_385_seats_all_filled(sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = press(page(home, monkeypatch, called(sampled, "ศส.ปชต. 2565")), "เพิ่มเป้าหมาย")
    box = next(area for area in at.text_area if area.label == LINES)
    box.set_value("ผู้แทน ศส.ปชต. 77 จังหวัด ๆ ละ 4 คน\nผู้อำนวยการ จังหวัดละ -1 คน").run()
    assert [line for line in read(at.markdown) if "= 308" in line] == [
        ":green[:material/check:] **77 จังหวัด ๆ ละ 4 = 308** :gray[ผู้เข้าอบรม · ผู้แทน ศส\\.ปชต\\.]"
    ]
    press(at, "บันทึก")
    assert [error.value.partition(": ")[2] for error in at.error] == ["จำนวนต้องไม่น้อยกว่า 0"]
    assert sampled.all(Target) == []
    box = next(area for area in at.text_area if area.label == LINES)
    box.set_value("ผู้แทน ศส.ปชต. 77 จังหวัด ๆ ละ 4 คน\nผู้อำนวยการ จังหวัดละ 1 คน").run()
    press(at, "บันทึก")
    assert "มีผู้เข้าร่วมแล้ว 385 จาก 385 ที่นั่ง" in read(at.subheader)
    assert ":gray[จัดแล้ว 1 กิจกรรม · ยอดตามประกาศ 427 คน · ในจำนวนที่เข้าที่นั่ง 385 คนไม่ทราบพื้นที่]" in read(at.markdown)
    assert at.table[0].value.values.tolist() == [["ผู้เข้าอบรม", 385, 385, 0, "เต็ม · ยังไม่ระบุชื่อ 385"]]
    assert len(sampled.all(Target)) == 154
    forum = sampled.all(Event, "kind = 'forum'")[0]
    event = opened(home, monkeypatch, "event", event=forum.code or "")
    assert "มีผู้เข้าร่วมแล้ว 385 จาก 385 ที่นั่ง" in read(event.subheader)
    press(at, "เลิกทำ")
    assert sampled.all(Target) == []


def test_the_seats_of_all_programmes_of_a_year_are_told_with_those_that_promised_none(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [centres] = sampled.all(Programme, "name = 'ศส.ปชต. 2565'")
    assert not [box for box in page(home, monkeypatch).selectbox if box.key == "seats_year"]
    with sampled.writing(NIDA, "test") as w:
        w.add(Programme(name="ปีหน้า", fiscal_year=2566))
        w.add(Target(programme_id=centres.id, serves="country", label=None, seats=400))
        w.add(Target(programme_id=centres.id, serves="country", label=None, seats=10, category="speakers"))
    at = page(home, monkeypatch)
    assert "มีผู้เข้าร่วมแล้ว 395 จาก 410 ที่นั่ง · เกินที่นั่ง 2 คน" in read(at.subheader)
    assert (":gray[จัดแล้ว 1 กิจกรรม · ยอดตามประกาศ 427 คน · 1 จาก 2 โครงการยังไม่มีเป้าหมาย]") in read(at.markdown)
    assert at.table[0].value.values.tolist() == [
        ["ผู้เข้าอบรม", 400, 385, 0, "เหลือ 15 ที่ · ยังไม่ระบุชื่อ 385"],
        ["วิทยากร", 10, 12, 7, "เต็ม เกินที่นั่ง 2 คน · ยังไม่ระบุชื่อ 5"],
        ["รวม", 410, 397, 7, "เหลือ 15 ที่ · เกินที่นั่ง 2 คน · ยังไม่ระบุชื่อ 390"],
    ]
    at.selectbox(key="seats_year").set_value(2566).run()
    assert not at.table
    assert ":gray[1 จาก 1 โครงการยังไม่มีเป้าหมาย]" in read(at.markdown)


def test_while_an_event_says_nothing_the_seats_filled_are_the_least_and_those_left_the_most(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรมสี่ภาค", fiscal_year=2565))
        for area in ("เหนือ", "ใต้"):
            w.add(Target(programme_id=programme.id, serves=f"area:region4:{area}", label=None, seats=40))
            of = {"starts_on": date(2022, 3, 24), "programme_id": programme.id, "serves": f"area:region4:{area}"}
            event = w.add(Event(title=f"อบรมภาค{area}", **of))
        w.add(Headcount(event_id=event.id, category="learners", count=100))
    at = page(home, monkeypatch, programme)
    assert "มีผู้เข้าร่วมแล้วอย่างน้อย 40 จาก 80 ที่นั่ง · เหลือไม่เกิน 40 ที่ · เกินที่นั่ง 60 คน" in read(at.subheader)
    assert at.table[0].value.values.tolist() == [
        ["ผู้เข้าอบรม", 80, 100, 0, "เหลือไม่เกิน 40 ที่ · เกินที่นั่ง 60 คน · ยังไม่ระบุชื่อ 100"]
    ]
    with store.reading() as rows:
        view = programmes.view(rows, programme.id, date(2022, 9, 30))
    assert view
    assert view.seats
    assert [(each.came, each.filled) for each in view.seats.places] == [(0, None), (100, 40)]


def test_targets_are_corrected_in_a_grid_and_a_change_of_another_person_s_is_told(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = called(sampled, "ศส.ปชต. 2565")
    with sampled.writing(NIDA, "test") as w:
        nan, phrae = (
            w.add(Target(programme_id=programme.id, serves=f"province:{code}", label=None, seats=4))
            for code in ("55", "54")
        )
    at = page(home, monkeypatch, programme)
    at.button(key="edit_targets").click().run()
    grid = at.session_state["targets_grid"]

    def edit(**rows: dict[str, object]) -> None:
        edited = {int(at.removeprefix("row")): cells for at, cells in rows.items()}
        at.session_state[grid.token] = {"edited_rows": edited, "added_rows": [], "deleted_rows": []}
        press(at, "บันทึก")

    edit(row0={"seats": "-2"})
    assert [error.value for error in at.error] == ["น่าน: จำนวนต้องไม่น้อยกว่า 0"]
    with sampled.writing(MANA, "test") as w:
        w.change(nan, seats=9)
    edit(row0={"seats": "๕"}, row1={"delete": True})
    assert [error.value for error in at.error] == ["มานะ รักงาน แก้ น่าน เป็น 9 ในระหว่างนี้ กดบันทึกอีกครั้งเพื่อใช้ค่าของคุณแทน"]
    edit(row0={"seats": "๕"}, row1={"delete": True})
    assert not at.error
    assert [(one.id, one.seats) for one in sampled.all(Target)] == [(nan.id, 5)]
    assert phrae.rev == 1


def test_one_cohort_for_each_area_is_one_tap_and_a_late_one_says_so(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thai.dates.today", lambda: date(2026, 11, 21))
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรม 2570", fiscal_year=2570))
    at = page(home, monkeypatch, programme)
    at.button(key="edit_cohorts").click().run()
    press(at, "4 ภาค")
    dues = [field for field in at.text_input if field.label == "กำหนดจัดภายใน"]
    assert len(dues) == 4
    dues[0].set_value("ต.ค. 69").run()
    press(at, "บันทึก")
    assert [(one.number, one.serves, one.state, one.due_on) for one in store.all(Cohort)] == [
        (number, f"area:region4:{area}", "not_held", date(2026, 10, 31) if number == 1 else None)
        for number, area in enumerate(("เหนือ", "ตะวันออกเฉียงเหนือ", "กลาง", "ใต้"), 1)
    ]
    assert "จัดแล้ว 0 จาก 4 รุ่น · เหลืออีก 4 รุ่น · เลยกำหนด 1 รุ่น" in read(at.subheader)
    assert "**รุ่นที่ 1** :orange-badge[เลยกำหนด]" in read(at.markdown)
    assert ":orange[กำหนดจัดภายใน 31 ต.ค. 2569]" in read(at.markdown)


def test_what_is_planned_postponed_or_unknown_is_told_apart(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thai.dates.today", lambda: date(2026, 11, 21))
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรม", fiscal_year=2570))
        cohorts = [
            w.add(Cohort.model_validate({"programme_id": programme.id, "number": number})) for number in (1, 2, 3, 4)
        ]
        for cohort, state, day in zip(
            cohorts, ("planned", "planned", "postponed"), ("2026-12-01", None, "2026-10-01"), strict=False
        ):
            of = {"programme_id": programme.id, "cohort_id": cohort.id}
            w.add(Event.model_validate({"title": "งาน", "state": state, "starts_on": day, **of}))
    said = read(page(home, monkeypatch, programme).markdown)
    start = said.index("**รุ่นที่ 1** :blue-badge[ถัดไป]")
    assert said[start + 2 : start + 12 : 3] == [
        ":blue[กำหนดจัด 1 ธ.ค. 2569]",
        ":blue[มีแผนแล้ว ยังไม่ทราบวัน]",
        ":orange[เลื่อน]",
        ":gray[ไม่ทราบว่าจัดหรือยัง]",
    ]


def test_one_word_for_one_state_on_the_board_the_event_s_page_and_in_the_editor(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thai.dates.today", lambda: date(2026, 11, 21))
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรม", fiscal_year=2569))
        cohorts = [w.add(Cohort(programme_id=programme.id, number=number)) for number in (1, 2)]
        of = {"programme_id": programme.id, "cohort_id": cohorts[1].id}
        event = w.add(Event(title="งาน", starts_on=date(2026, 3, 1), **of))
    at = page(home, monkeypatch, programme)
    assert "จัดแล้ว 1 จาก 2 รุ่น · รุ่นที่ 1 เลยกำหนดแล้ว ไม่ทราบว่าจัดหรือยัง" in read(at.subheader)
    said = read(at.markdown)
    assert "**รุ่นที่ 1** :orange-badge[เลยกำหนด]" in said
    assert ":gray[ไม่ทราบว่าจัดหรือยัง] · :orange[ไม่มีกำหนดวัน สิ้นปีงบประมาณแล้ว]" in said
    at.button(key="edit_cohorts").click().run()
    assert [line for line in read(at.markdown) if line.startswith("**รุ่นที่")] == [
        "**รุ่นที่ 1 · เลยกำหนดแล้ว ไม่ทราบว่าจัดหรือยัง**",
        "**รุ่นที่ 2 · จัดแล้ว**",
    ]
    seen = read(opened(home, monkeypatch, "event", event=event.code or "").markdown)
    assert "รุ่นที่ 1 :gray[เลยกำหนดแล้ว ไม่ทราบว่าจัดหรือยัง · ยังไม่ระบุว่าจัดเพื่อใคร]" in seen
    assert "**รุ่นที่ 2** :gray[จัดแล้ว · ยังไม่ระบุว่าจัดเพื่อใคร]" in seen


def test_a_cohort_said_to_be_held_gets_its_day_from_the_event_that_is_there(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรม", fiscal_year=2565))
        cohort = w.add(Cohort(programme_id=programme.id, number=1, state="held"))
        of = {"programme_id": programme.id, "cohort_id": cohort.id}
        event = w.add(Event(title="งาน", state=State.PLANNED, starts_on=date(2022, 3, 1), **of))
    at = page(home, monkeypatch, programme)
    [link] = [one for one in at.get("page_link") if "เติมวัน" in one.proto.label]
    assert link.proto.query_string == f"event={event.id}&edit=facts"
    assert "กิจกรรมที่ไม่อยู่ในรุ่น" not in read(at.subheader)
    found = opened(home, monkeypatch, "worklist")
    assert f"event={event.code}&edit=facts" in [one.proto.query_string for one in found.get("page_link")]


def test_over_all_years_it_is_said_how_many_cohorts_are_left_and_the_first_are_named(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thai.dates.today", lambda: date(2026, 11, 21))
    with store.writing(NIDA, "test") as w:
        for year, count in ((2563, 1), (2570, 4)):
            programme = w.add(Programme(name="อบรม", fiscal_year=year))
            for number in range(1, count + 1):
                due = date(2026, 11, 1) if number == 4 else None
                known = "not_held" if year == 2563 else "unknown"
                w.add(Cohort(programme_id=programme.id, number=number, due_on=due, serves="province:55", state=known))
    said = read(page(home, monkeypatch).markdown)
    assert said[0] == "**เหลืออีก 5 รุ่น · :orange[เลยกำหนด 1 รุ่น] · :orange[ไม่ทราบว่าจัดหรือยัง 1 รุ่น]**"
    assert [line.partition(":gray[")[2].removesuffix("]") for line in said[1:]] == [
        "จัดแล้ว 0 จาก 4 รุ่น · เหลืออีก 4 รุ่น · ไม่ทราบว่าจัดหรือยัง 1 รุ่น · รุ่นที่ 4 น่าน เลยกำหนดแล้ว ไม่ทราบว่าจัดหรือยัง"
        " · รุ่นที่ 1 น่าน ไม่ทราบว่าจัดหรือยัง · รุ่นที่ 2 น่าน ไม่ทราบว่าจัดหรือยัง · …",
        "จัดแล้ว 0 จาก 1 รุ่น · รุ่นที่ 1 น่าน ยังไม่จัด เลยกำหนด",
    ]
    worklist = opened(home, monkeypatch, "worklist")
    assert read(worklist.subheader) == [
        "1 รุ่น เลยกำหนดแล้ว ยังไม่จัด",
        "1 รุ่น เลยกำหนดแล้ว ไม่ทราบว่าจัดหรือยัง",
    ]
    assert [line for line in read(worklist.markdown) if "รุ่นที่" in line] == [
        "**อบรม · ปีงบประมาณ 2563 · รุ่นที่ 1**  \n:gray[ไม่มีกำหนดวัน สิ้นปีงบประมาณแล้ว]",
        "**อบรม · ปีงบประมาณ 2570 · รุ่นที่ 4**  \n:gray[กำหนดจัดภายใน 1 พ.ย. 2569]",
    ]


def test_a_new_programme_offers_cohorts_and_its_deletion_says_what_goes_with_it(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรม", fiscal_year=2570))
        for code in ("55", "54"):
            w.add(Target(programme_id=programme.id, serves=f"province:{code}", label=None, seats=4))
    at = press(page(home, monkeypatch, programme), "เพิ่มรุ่น")
    due = next(field for field in at.text_input if field.label == "กำหนดจัดภายใน")
    number = next(field for field in at.text_input if field.label == "รุ่น")
    number.set_value("1")
    due.set_value("31 ธ.ค. 2570").run()
    warned = "วันที่ระบุอยู่ในปีงบประมาณ 2571 แต่โครงการเป็นของปีงบประมาณ 2570 (บันทึกได้หากตั้งใจ)"
    assert f":orange[:material/warning: {warned}]" in read(at.markdown)
    press(at, "บันทึก")
    assert [one.due_on for one in store.all(Cohort)] == [date(2027, 12, 31)]
    assert "เพิ่มรุ่น" not in [button.label for button in at.button]
    assert "โครงการจะถูกลบพร้อม 1 รุ่น และ 2 เป้าหมาย เลิกทำได้" in read(at.markdown)


def test_a_cohort_s_form_has_its_title_and_a_day_of_another_year_is_said_at_its_field(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรมสื่อ", fiscal_year=2565))
        cohort = w.add(Cohort(programme_id=programme.id, number=2))
    at = opened(home, monkeypatch, "log_event", cohort=cohort.id)
    title, day = (next(field for field in at.text_input if field.label.startswith(name)) for name in ("ชื่องาน", "วันที่จัด"))
    assert title.value == "อบรมสื่อ รุ่นที่ 2"

    def warned() -> list[str]:
        return [line for line in read(at.markdown) if line.startswith(":orange[:material/warning:")]

    day.set_value("1 ส.ค. 65").run()
    assert warned() == []
    day.set_value("1 ต.ค. 65").run()
    assert warned() == [
        ":orange[:material/warning: วันที่ระบุอยู่ในปีงบประมาณ 2566 แต่โครงการเป็นของปีงบประมาณ 2565 (บันทึกได้หากตั้งใจ)]"
    ]
    press(at, "บันทึก")
    [event] = store.all(Event)
    assert (event.title, event.cohort_id, event.fiscal_year) == ("อบรมสื่อ รุ่นที่ 2", cohort.id, 2566)


def test_the_board_says_what_was_announced_and_what_was_counted_where_they_differ(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรม", fiscal_year=2565))
        for number, declared, counted in ((1, 210, 120), (2, 80, 80), (3, 90, None), (4, None, 70)):
            cohort = w.add(Cohort(programme_id=programme.id, number=number))
            of = {"starts_on": date(2022, 3, 1), "programme_id": programme.id, "cohort_id": cohort.id}
            event = w.add(Event(title=f"งาน {number}", declared_total=declared, **of))
            w.add(Headcount(event_id=event.id, category="learners", count=counted))
    said = [line for line in read(page(home, monkeypatch, programme).markdown) if "1 มี.ค. 2565" in line]
    assert said == [
        ":blue[1 มี.ค. 2565 · ประกาศ 210 · นับได้ 120]",
        *(f":blue[1 มี.ค. 2565 · {count} คน]" for count in (80, 90, 70)),
    ]


def test_a_place_in_several_targets_is_said(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรม", fiscal_year=2565))
        for code, label, seats in (("55", None, 4), ("54", "ก", 4), ("55", "ผู้แทน", 10), ("54", "ข", 1)):
            w.add(Target(programme_id=programme.id, serves=f"province:{code}", label=label, seats=seats))
    said = [
        line for line in read(page(home, monkeypatch, programme).markdown) if "หลายบรรทัด" in line or "บรรทัด ที่" in line
    ]
    assert said == [":orange[:material/warning: น่าน มีมากกว่าหนึ่งบรรทัด ที่นั่งนำมารวมกัน]"]


def test_a_cohort_that_has_events_asks_before_it_goes(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = called(sampled, "กกต.")
    at = page(home, monkeypatch, programme)
    at.button(key="edit_cohorts").click().run()
    press(at, "แยกกิจกรรมออก แล้วลบรุ่น")
    press(at, "บันทึก")
    assert [one.number for one in sampled.all(Cohort)] == [1, 2, 3]
    assert "จัดแล้ว 2 จาก 3 รุ่น · รุ่นที่ 3 ภาคกลาง ยังไม่จัด เลยกำหนด" in read(at.subheader)
    assert "กิจกรรมที่ไม่อยู่ในรุ่น" in read(at.subheader)
    press(at, "เลิกทำ")
    assert [one.number for one in sampled.all(Cohort)] == [1, 2, 3, 4]


def test_a_programme_is_copied_deleted_and_comes_back(
    sampled: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = called(sampled, "ศส.ปชต. 2565")
    at = press(page(home, monkeypatch, programme), "ทำสำเนาเป็นปีอื่น")
    press(at, "บันทึก")
    assert read(at.title) == ["ศส\\.ปชต\\. 2566"]
    at = press(page(home, monkeypatch, programme), "แยกกิจกรรมออก แล้วลบ ศส\\.ปชต\\. 2565")
    assert [one.name for one in sampled.all(Programme) if "ศส." in one.name] == ["ศส.ปชต. 2566"]
    assert [one.programme_id for one in sampled.all(Event, "kind = 'forum'")] == [None]
    assert read(at.title) == ["โครงการ"]
    press(at, "เลิกทำ")
    assert [one.programme_id for one in sampled.all(Event, "kind = 'forum'")] == [programme.id]


def test_an_address_of_a_programme_that_is_gone_says_so(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(home, monkeypatch, "programmes", programme="gone")
    assert read(at.title) == ["ไม่พบโครงการนี้ในทะเบียน"]


@pytest.mark.parametrize("width", [1280, 390])
def test_an_event_logged_into_the_pending_cohort_fills_it(visit: Visit, server: Server, width: int) -> None:
    if not samples.present(server.store):
        samples.add(server.store, NIDA)
    for event in server.store.all(Event, "title = 'อบรมรุ่นที่ 3'"):
        with server.store.writing(NIDA, "test") as w:
            w.delete(event)
    page = drawn(visit("/programmes", width))
    page.get_by_role("link", name="เปิด").nth(1).click()
    board = page.locator(".st-key-part_cohorts")
    expect(board.get_by_role("heading")).to_contain_text("จัดแล้ว 3 จาก 4 รุ่น · รุ่นที่ 3")
    assert not scrolls_sideways(drawn(page))
    address = page.url
    page.get_by_role("link", name="บันทึกรุ่นนี้").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("บันทึกกิจกรรม")
    title, day = drawn(page).get_by_label("ชื่องาน"), page.get_by_label("วันที่จัด").first
    title.fill("อบรมรุ่นที่ 3")
    title.press("Tab")
    day.fill("1 ส.ค. 65")
    expect(page.get_by_text("จันทร์ 1 สิงหาคม 2565")).to_be_visible()
    idle(page)
    page.get_by_test_id("stBaseButton-primary").click()
    expect(page.get_by_text("บันทึก 65-")).to_be_visible()
    [held] = server.store.all(Event, "title = 'อบรมรุ่นที่ 3'")
    [third] = server.store.all(Cohort, "number = 3 and id = :id", id=held.cohort_id)
    assert (held.state, third.serves) == (State.HELD, "area:region4:กลาง")
    page.goto(address)
    expect(board.get_by_role("heading")).to_have_text("จัดแล้ว 4 จาก 4 รุ่น")
