"""Logging from an announcement without a browser: what is shown of a text, and what is done about it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import announcement_reading
from db.access import Actor
from db.announcement_entry import save
from db.announcement_form import filled
from db.records import Announcement, Cohort, Event, Headcount, Participation, Person, Programme
from db.store import Store
from tests.hostile import OUTSIDE
from tests.managers import opened, read
from tests.read_aloud import EVENT, TEXT, TOLD, TWO, TWO_EVENTS, found
from tests.test_entry_screens import named, press, said
from thai.reading import values
from thai.reading.values import Sure
from ui.marked import Mark, marked
from ui.plain import unmarked

NIDA = Actor("นิดา ใจดี")
KNOWN = {TEXT: TOLD, TWO_EVENTS: TWO}


@pytest.fixture
def page(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The empty page, with a reader that knows two texts by heart."""
    monkeypatch.setattr(announcement_reading, "read", lambda text: KNOWN.get(text, values.Announcement()))
    return opened(home, monkeypatch, "log_event", **{"from": "announcement"})


def pasted(at: AppTest, text: str) -> AppTest:
    named(at.text_area, "วางข้อความประกาศที่นี่").set_value(text).run()
    return press(at, "อ่านประกาศ")


def marks(at: AppTest) -> str:
    return "\n".join(read(at.markdown))


def saved(store: Store, told: values.Announcement = TOLD, text: str = TEXT, **typed: Any) -> Event:
    with store.reading() as rows:
        forms = {at: filled(rows, told, at) | typed for at in range(len(told.events))}
    return save(store, NIDA, told, forms, f"t{store.version()}", text).events[0]


def test_a_text_is_read_looked_at_and_saved(store: Store, page: AppTest) -> None:
    at = pasted(page, TEXT)
    assert named(at.text_input, "ชื่องาน").value == "อบรมแกนนำสื่อสารชุมชน"
    assert named(at.text_input, "วันที่จัด").value == "3–4 ต.ค. 2566"
    assert "ก 60 + ข 2 + ค 3 = 65 :green[:material/check_circle: ตรงกับยอดรวม]" in read(at.markdown)
    assert store.all(Event) == []
    press(at, "บันทึก")
    [event] = store.all(Event)
    assert said(at) == ([f"บันทึก {event.code} อบรมแกนนำสื่อสารชุมชน แล้ว"], [])
    assert named(at.text_area, "วางข้อความประกาศที่นี่").value == ""
    assert [one.text for one in store.all(Announcement)] == [TEXT.strip("\n")]
    press(at, "เลิกทำ")
    assert store.all(Event) == []


def test_nothing_pasted_is_said(page: AppTest) -> None:
    assert said(press(page, "อ่านประกาศ")) == ([], ["วางข้อความประกาศก่อน"])


def test_a_text_without_an_event_is_kept_and_may_be_logged_by_hand(store: Store, page: AppTest) -> None:
    at = pasted(page, "ราคาสินค้าวันนี้")
    assert ":orange[:material/search_off: ไม่พบกิจกรรมในข้อความนี้ ข้อความยังอยู่ครบ]" in read(at.markdown)
    assert "ราคาสินค้าวันนี้" in read(at.markdown)
    press(at, "แก้ข้อความ")
    assert named(at.text_area, "วางข้อความประกาศที่นี่").value == "ราคาสินค้าวันนี้"
    press(pasted(at, "ราคาสินค้าวันนี้"), "กรอกเอง")
    assert (named(at.text_input, "ชื่องาน").value, store.all(Event)) == ("", [])


def test_a_text_in_another_language_is_not_called_one_without_an_event(page: AppTest) -> None:
    at = pasted(page, "The university held a lecture on 3 August 2024.")
    assert ":orange[:material/search_off: อ่านได้เฉพาะข้อความภาษาไทย ข้อความยังอยู่ครบ]" in read(at.markdown)


def test_the_text_is_changed_and_what_was_typed_over_it_waits_unless_it_is_another(page: AppTest) -> None:
    at = pasted(page, TEXT)
    named(at.text_input, "ชื่องาน").set_value("ชื่อใหม่").run()
    press(at, "แก้ข้อความ")
    press(at, "อ่านประกาศ")
    assert named(at.text_input, "ชื่องาน").value == "ชื่อใหม่"
    press(at, "แก้ข้อความ")
    pasted(at, TWO_EVENTS)
    assert named(at.text_input, "ชื่องาน").value == "ประชุมแผนสื่อ"


def test_a_guess_waits_for_a_tap(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    guessed = values.Announcement((values.EventRead(EVENT.days, title=found("อบรมแกนนำสื่อสารชุมชน", sure=Sure.GUESS)),))
    monkeypatch.setattr(announcement_reading, "read", lambda text: guessed)
    at = pasted(page, f"{TEXT} อีกฉบับ")
    assert named(at.text_input, "ชื่องาน").value == ""
    assert said(press(at, "บันทึก"))[1] == ["ระบุชื่องาน"]
    [offered] = [one for one in at.pills if one.label == "ค่าที่เดา"]
    offered.set_value("อบรมแกนนำสื่อสารชุมชน").run()
    assert named(at.text_input, "ชื่องาน").value == "อบรมแกนนำสื่อสารชุมชน"
    assert not [one for one in at.pills if one.label == "ค่าที่เดา"]


def test_a_cohort_waits_for_its_programme(store: Store, page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = values.Announcement((values.EventRead(EVENT.days, title=EVENT.title, cohort=EVENT.cohort),))
    monkeypatch.setattr(announcement_reading, "read", lambda text: alone)
    with store.writing(NIDA, "test") as w:
        first = w.add(Cohort(programme_id=w.add(Programme(name="แกนนำสื่อสาร")).id, number=1))
    at = pasted(page, f"{TEXT} ฉบับที่สาม")
    assert ":small[:gray[ในประกาศ: รุ่นที่ 2 ระบุชื่อโครงการด้วย]]" in read(at.markdown)
    named(at.selectbox, "โครงการ").set_value("แกนนำสื่อสาร").run()
    [offered] = [one for one in at.pills if one.label == "ค่าที่เดา"]
    offered.set_value("รุ่นที่ 2").run()
    press(at, "บันทึก")
    [event] = store.all(Event)
    assert [(one.id, one.number) for one in store.all(Cohort)] == [(first.id, 1), (event.cohort_id, 2)]


def test_two_events_are_saved_one_after_the_other_or_together(store: Store, page: AppTest) -> None:
    at = press(pasted(page, TWO_EVENTS), "บันทึก")
    assert [one.title for one in store.all(Event)] == ["ประชุมแผนสื่อ"]
    assert named(at.text_input, "ชื่องาน").value == "ประชุมคณะทำงานข้อมูลข่าวสาร"
    press(at, "บันทึก")
    assert len(store.all(Event)) == 2
    assert len(store.all(Person)) == 1
    press(at, "เลิกทำ")
    assert [one.title for one in store.all(Event)] == ["ประชุมแผนสื่อ"]


def test_all_events_of_a_text_are_one_save(store: Store, page: AppTest) -> None:
    at = press(pasted(page, TWO_EVENTS), "บันทึกทั้ง 2 งาน")
    assert [one.title for one in store.all(Event)] == ["ประชุมแผนสื่อ", "ประชุมคณะทำงานข้อมูลข่าวสาร"]
    press(at, "เลิกทำ")
    assert store.all(Event) == []


def test_the_same_text_again_is_recognised_and_has_nothing_new(store: Store, page: AppTest) -> None:
    event = saved(store)
    at = pasted(page, TEXT)
    shown = marks(at)
    assert f"ข้อความนี้เคยบันทึกแล้ว เป็น {event.code}" in shown
    assert "ทะเบียนมีข้อมูลทุกช่องของข้อความนี้แล้ว" in shown
    assert "ทะเบียนมีคน จำนวน และหัวข้อของข้อความนี้ครบแล้ว" in shown
    assert ":green[:material/check_circle: ทะเบียนมีข้อมูลนี้ครบแล้ว]" in read(at.markdown)
    assert [one.label for one in at.button if one.label.startswith(("เติมลงใน", "บันทึก"))] == []
    [guess] = [one for one in at.checkbox if "ชูใจ" in one.label]
    guess.check().run()
    press(at, f"เติมลงใน {event.code}")
    assert (len(store.all(Event)), len(store.all(Headcount)), len(store.all(Announcement))) == (1, 3, 1)


def test_an_event_logged_by_hand_is_completed(store: Store, page: AppTest) -> None:
    with store.writing(NIDA, "test") as w:
        event = w.add(Event(title="อบรมแกนนำสื่อสารชุมชน", starts_on="2023-10-03", declared_total=70))
    at = pasted(page, TEXT)
    [differs] = [one for one in at.checkbox if "70" in one.label]
    assert (differs.label, differs.value) == (
        ":gray[ยอดตามประกาศ (คน)] ในทะเบียน **70** · ในประกาศ **65**",
        False,
    )
    press(at, f"เติมลงใน {event.code}")
    [now] = store.all(Event)
    assert (now.declared_total, now.province, len(store.all(Headcount))) == (70, "40", 3)


def test_who_saves_second_is_told_and_chooses(store: Store, page: AppTest) -> None:
    at = pasted(page, TEXT)
    event = saved(store)
    press(at, "บันทึก")
    assert [unmarked(one) for one in said(at)[1]] == [f"{event.code} มีในทะเบียนแล้วและอาจเป็นงานนี้ ระบุว่าเป็นงานใด"]
    [asked] = [one for one in at.radio if one.label == "เป็นงานใด"]
    assert asked.value is None
    asked.set_value("new").run()
    press(at, "บันทึก")
    assert len(store.all(Event)) == 2


def test_somebody_who_may_be_known_is_asked_about(store: Store, page: AppTest) -> None:
    with store.writing(NIDA, "test") as w:
        known = w.add(Person(title="นาย", given_name="มานะ", family_name="ทดลองงาน"))
    at = press(pasted(page, TEXT), "บันทึก")
    assert said(at)[1] == ["ระบุว่าเป็นใคร หรือเอาเครื่องหมายถูกออก"]
    [asked] = [one for one in at.radio if one.label == "คนนี้คือใคร"]
    asked.set_value(known.id).run()
    press(at, "บันทึก")
    assert [one.person_id for one in store.all(Participation)][:2] == [known.id, known.id]


def test_what_is_unticked_changes_the_sum_and_is_not_saved(store: Store, page: AppTest) -> None:
    at = pasted(page, TEXT)
    named(at.checkbox, "**ค**").uncheck().run()
    assert "ก 60 + ข 2 = 62 :orange[:material/help: น้อยกว่ายอดรวม 65 อยู่ 3]" in read(at.markdown)
    named(at.checkbox, "เก็บข้อความไว้กับกิจกรรม").uncheck().run()
    press(at, "บันทึก")
    assert ([one.count for one in store.all(Headcount)], store.all(Announcement)) == ([60, 2], [])


def test_the_same_venue_and_somebody_who_was_there_is_the_same_event(
    store: Store, page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = saved(store)
    reads(monkeypatch, values.Announcement((replace(EVENT, title=found("อบรมแกนนำสื่อสารชุมชน", sure=Sure.GUESS)),)))
    pasted(page, f"{TEXT} ฉบับแก้ไข")
    [asked] = [one for one in page.radio if one.label == "เป็นงานใด"]
    assert asked.value == event.id


def doubtful(**more: Any) -> values.Announcement:
    """An event whose title does not tell its kind."""
    title = found("เล่าเรื่องให้คนฟัง", sure=Sure.LIKELY)
    return values.Announcement((values.EventRead(EVENT.days, title=title, **more),))


def reads(monkeypatch: pytest.MonkeyPatch, told: values.Announcement) -> None:
    monkeypatch.setattr(announcement_reading, "read", lambda text: told)


def test_a_kind_that_is_only_guessed_is_asked_for(store: Store, page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, doubtful(kind=found("อบรม", "training", Sure.GUESS)))
    at = press(pasted(page, f"{TEXT} ฉบับที่สี่"), "บันทึก")
    assert (said(at)[1], store.all(Event)) == (["เลือกประเภท"], [])
    assert named(at.selectbox, "ประเภท").placeholder == "เลือก"
    [offered] = [one for one in at.pills if one.label == "ค่าที่เดา"]
    offered.set_value("อบรม").run()
    press(at, "บันทึก")
    assert [one.kind.value for one in store.all(Event)] == ["training"]


def test_lost_letters_are_told_of_and_nothing_is_filled_in(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    text = "เมื่อวันที่ 5 มีนาคม 2567 นายสมชาย ใจดี เป็นประธานเปิดการอบรมนักข่าวชุมชน ณ ศาลากลางจังหวัดน่าน"
    at = pasted(page, f"{text} ขอเชิญผู้สนใจติดตามข่าวได้ทุกวัน \ufffd")
    told = ":orange[:material/warning: อ่านตัวอักษรบางตัวในไฟล์นี้ไม่ได้ โปรดเทียบกับต้นฉบับ]"
    assert told in read(at.markdown)
    assert [named(at.text_input, label).value for label in ("ชื่องาน", "วันที่จัด")] == ["", ""]
    assert not named(at.checkbox, ":gray[ประธาน]").value


def test_the_complete_ones_of_several_are_saved_and_the_others_named(
    store: Store, page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = replace(TWO.events[0], title=None)
    reads(monkeypatch, values.Announcement((first, TWO.events[1])))
    at = press(pasted(page, f"{TWO_EVENTS} อีกฉบับ"), "บันทึกทั้ง 2 งาน")
    [event] = store.all(Event)
    assert (event.title, said(at)[0]) == (
        "ประชุมคณะทำงานข้อมูลข่าวสาร",
        [f"บันทึก {event.code} ประชุมคณะทำงานข้อมูลข่าวสาร แล้ว"],
    )
    lacks = ":red[:material/error: งานที่ 1 จาก 2 ยังไม่ได้บันทึก: ระบุชื่องาน]"
    assert lacks in read(at.markdown)
    assert named(at.text_input, "ชื่องาน").value == ""
    named(at.text_input, "ชื่องาน").set_value("ประชุมแผนสื่อ").run()
    assert lacks not in read(at.markdown)
    press(at, "บันทึก")
    assert len(store.all(Event)) == 2


def test_undo_brings_the_text_and_what_was_typed_back(store: Store, page: AppTest) -> None:
    at = pasted(page, TEXT)
    named(at.text_input, "ชื่องาน").set_value("อบรมที่แก้ชื่อแล้ว").run()
    named(at.checkbox, "**ค**").uncheck().run()
    press(press(at, "บันทึก"), "เลิกทำ")
    assert named(at.text_input, "ชื่องาน").value == "อบรมที่แก้ชื่อแล้ว"
    press(at, "บันทึก")
    assert [one.title for one in store.all(Event)] == ["อบรมที่แก้ชื่อแล้ว"]
    assert [one.count for one in store.all(Headcount)] == [60, 2]


def test_one_of_several_that_was_undone_is_saved_again(store: Store, page: AppTest) -> None:
    at = press(press(pasted(page, TWO_EVENTS), "บันทึก"), "เลิกทำ")
    assert named(at.text_input, "ชื่องาน").value == "ประชุมแผนสื่อ"
    press(press(at, "บันทึก"), "บันทึก")
    assert [one.title for one in store.all(Event)] == ["ประชุมแผนสื่อ", "ประชุมคณะทำงานข้อมูลข่าวสาร"]


@pytest.mark.parametrize(
    ("written", "name", "shown"), [("อำเภอเมือง", "เมือง", "อ.เมือง"), ("เขต หลักสี่", "หลักสี่", "เขตหลักสี่")]
)
def test_what_the_form_has_no_field_for_is_said(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, written: str, name: str, shown: str
) -> None:
    text = f"{TEXT} ถึงเวลา 16:30 น. {written} 20 จังหวัด สื่อมวลชนราว 15 คน"
    more = {
        "ends_at": found("16:30", text=text),
        "district": found(name, text=text),
        "provinces_served": found("20 จังหวัด", 20, text=text),
    }
    reads(monkeypatch, values.Announcement((replace(EVENT, **more),)))
    at = pasted(page, text)
    assert f":small[:gray[ในประกาศมีด้วย: ถึง 16\\:30 น. · {shown} · 20 จังหวัด · “15 คน”]]" in marks(at)


def test_the_source_of_a_page_is_pasted(page: AppTest) -> None:
    at = pasted(page, "<p>ราคา &lt;10&gt;</p><p>ดู <a href='javascript:x'>ที่นี่</a></p>")
    press(at, "แก้ข้อความ")
    assert named(at.text_area, "วางข้อความประกาศที่นี่").value == "ราคา <10>\nดู ที่นี่"


HOSTILE = [
    f"![ภาพ](http://{OUTSIDE}/i.png)",
    ":red[ด่วน] :material/home:",
    "# หัวข้อ",
    "    โค้ด",
    "**หนา** $x^2$ `y`",
    f"www.{OUTSIDE}",
    "<script>alert(1)</script>",
]


def test_a_hostile_text_is_shown_letter_for_letter() -> None:
    text = "\n".join(HOSTILE)
    over = [Mark(place, place + 9, "ป้าย *[x](y)", Sure.GUESS) for place in range(0, len(text), 23)]
    lines = unmarked(marked(text, [])).replace("  \n", "\n").split("\n")
    assert lines == [" ".join(line.split(" ")).replace("    ", " ") for line in HOSTILE]
    for shown in (marked(text, []), marked(text, over)):
        assert "](" not in shown.replace("\\]\\(", "")
        assert "\n#" not in shown
        assert "://" not in shown
