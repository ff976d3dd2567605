"""Cells that are edited on both sides, or hold what the register does not take: what is kept, asked and undone."""

import pytest

from db.access import Actor
from db.records import Event
from db.refusals import Refused
from db.sheets import inbox
from db.sheets.memory import DECIDE_AGAIN
from tests.db.sheets.office import COUNTS, EVENTS, GOOGLE, NIDA, OFFICES, PEOPLE, SOM, Item, Moved, Office

FIRST = "65-0001 · อบรม 1 · 2565-03-01"
MANA = Actor("มานะ")


def venue(office: Office) -> tuple[str | None, object]:
    """On both sides."""
    return office.now(office.events[0]).venue, office.says(EVENTS, "อบรม 1", "สถานที่")


def both_edited(office: Office) -> None:
    office.change(office.events[0], venue="โรงแรม")
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    office.mark()
    office.agree()


# Both sides at once


def test_different_cells_of_one_row_are_both_kept(office: Office) -> None:
    office.change(office.events[0], declared_total=15, province="54")
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    office.mark()
    office.agree()
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "events", {"venue": ("ห้อง 1", "หอประชุม")})]
    assert office.moved() == {(EVENTS, "I2"): "แพร่", (EVENTS, "N2"): 15}
    now = office.now(office.events[0])
    assert (now.venue, now.declared_total, now.province, office.asks()) == ("หอประชุม", 15, "54", [])


def test_the_same_edit_on_both_sides_is_no_conflict(office: Office) -> None:
    office.change(office.events[0], province="54", declared_total=15)
    office.type(EVENTS, "อบรม 1", "จังหวัด", "จ.แพร่")
    office.type(EVENTS, "อบรม 1", "ยอดตามประกาศ (คน)", "๑๕")
    office.mark()
    office.agree()
    assert (office.journal(), office.moved(), office.asks(), office.closed()) == ([], {}, [], [])


def test_the_same_cell_on_both_sides_is_asked_about_with_three_values_and_neither_is_overwritten(
    office: Office,
) -> None:
    both_edited(office)
    assert office.asks() == [Item("conflict", EVENTS, FIRST, "venue", "ห้อง 1", "หอประชุม", "โรงแรม")]
    entry = office.entry()
    assert (entry.changed_by, entry.issue.row, entry.answers, entry.may_type) == (SOM.key, 2, ("sheet", "app"), True)
    assert (office.journal(), office.moved(), venue(office)) == ([], {}, ("โรงแรม", "หอประชุม"))


def test_keeping_the_sheets(office: Office) -> None:
    both_edited(office)
    office.decide("sheet")
    office.agree()
    assert office.journal() == [Moved(NIDA.key, "sheets", "change", "events", {"venue": ("โรงแรม", "หอประชุม")})]
    assert (office.moved(), office.asks()) == ({}, [])


def test_keeping_the_registers(office: Office) -> None:
    both_edited(office)
    office.decide("app")
    office.agree()
    assert (office.journal(), office.moved(), office.asks()) == ([], {(EVENTS, "J2"): "โรงแรม"}, [])
    conflict = Item("conflict", EVENTS, FIRST, "venue", "ห้อง 1", "หอประชุม", "โรงแรม")
    assert office.closed() == [conflict]


def test_writing_another_value_goes_to_both_sides(office: Office) -> None:
    both_edited(office)
    office.decide("ศาลากลาง")
    office.agree()
    assert office.journal() == [Moved(NIDA.key, "sheets", "change", "events", {"venue": ("โรงแรม", "ศาลากลาง")})]
    assert (office.moved(), office.asks()) == ({(EVENTS, "J2"): "ศาลากลาง"}, [])


@pytest.mark.parametrize(("answer", "before"), [("sheet", "โรงแรม"), ("ศาลากลาง", "โรงแรม"), ("app", "หอประชุม")])
def test_a_decision_is_undone_on_both_sides(office: Office, answer: str, before: str) -> None:
    both_edited(office)
    number = office.decide(answer).number
    office.agree()
    inbox.undo(office.store, MANA, number)
    office.agree()
    assert (venue(office), office.asks()) == ((before, before), [])
    assert office.journal()[-1].actor == MANA.key


def test_a_decision_is_taken_back_before_it_is_carried_out(office: Office) -> None:
    both_edited(office)
    number = office.entry().number
    inbox.resolve(office.store, NIDA, [number], "sheet")
    assert office.asks() == []
    inbox.undo(office.store, NIDA, number)
    office.agree()
    assert (office.journal(), office.moved(), [item.kind for item in office.asks()]) == ([], {}, ["conflict"])


def test_a_decision_holds_only_for_what_stood_in_the_sheet(office: Office) -> None:
    both_edited(office)
    inbox.resolve(office.store, NIDA, [office.entry().number], "app")
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม 2")
    office.agree()
    again = Item("conflict", EVENTS, FIRST, "venue", "ห้อง 1", "หอประชุม 2", "โรงแรม", DECIDE_AGAIN)
    assert office.asks() == [again]
    assert (office.journal(), venue(office)) == ([], ("โรงแรม", "หอประชุม 2"))


@pytest.mark.parametrize("side", ["sheet", "app"])
def test_a_conflict_vanishes_when_both_sides_agree(office: Office, side: str) -> None:
    both_edited(office)
    if side == "sheet":
        office.type(EVENTS, "อบรม 1", "สถานที่", "โรงแรม")
    else:
        office.change(office.events[0], venue="หอประชุม")
    office.agree()
    assert (office.asks(), office.closed()) == ([], [])


def test_decisions_of_two_people_in_one_minute_are_both_carried_out_in_their_names(office: Office) -> None:
    office.change(office.events[0], venue="โรงแรม", title="อบรม ก")
    office.type(EVENTS, "65-0001", "สถานที่", "หอประชุม")
    office.type(EVENTS, "65-0001", "ชื่องาน", "อบรม ข")
    office.type(EVENTS, "65-0001", "จังหวัด", "แพร่")
    office.agree()
    title, place = office.asks()
    assert (title.field, place.field) == ("title", "venue")
    with office.store.reading() as rows:
        entries = inbox.entries(rows)
    office.mark()
    inbox.resolve(office.store, NIDA, [entries[0].number], "sheet")
    inbox.resolve(office.store, MANA, [entries[1].number], "ศาลากลาง")
    office.type(EVENTS, "65-0001", "ประเภท", "สัมมนา")
    office.agree()
    assert sorted(office.journal()) == [
        Moved(GOOGLE, "sheets", "change", "events", {"kind": ("training", "seminar")}),
        Moved(NIDA.key, "sheets", "change", "events", {"title": ("อบรม ก", "อบรม ข")}),
        Moved(MANA.key, "sheets", "change", "events", {"venue": ("โรงแรม", "ศาลากลาง")}),
    ]
    assert office.asks() == []


def test_all_of_a_kind_may_be_decided_at_once(office: Office) -> None:
    for n, event in enumerate(office.events[:4], 1):
        office.change(event, venue=f"โรงแรม {n}")
        office.type(EVENTS, f"อบรม {n}", "สถานที่", f"หอประชุม {n}")
    office.agree()
    with office.store.reading() as rows:
        numbers = [one.number for one in inbox.entries(rows, inbox.Kind.CONFLICT)]
    assert inbox.resolve(office.store, NIDA, [*numbers, numbers[0]], "sheet") == 4
    office.agree()
    assert [one.venue for one in office.store.all(Event)][:4] == [f"หอประชุม {n}" for n in range(1, 5)]
    assert office.asks() == []


def test_one_of_several_decisions_is_undone_and_the_others_stand(office: Office) -> None:
    for n, event in enumerate(office.events[:2], 1):
        office.change(event, venue=f"โรงแรม {n}", title=f"ก {n}")
        office.type(EVENTS, f"65-000{n}", "สถานที่", f"หอประชุม {n}")
        office.type(EVENTS, f"65-000{n}", "ชื่องาน", f"ข {n}")
    office.agree()
    with office.store.reading() as rows:
        numbers = {(one.issue.row_id, one.issue.field): one.number for one in inbox.entries(rows)}
    inbox.resolve(office.store, NIDA, list(numbers.values()), "sheet")
    office.agree()
    undone = numbers[office.events[0].id, "venue"]
    inbox.undo(office.store, MANA, undone)
    office.agree()
    assert [(one.title, one.venue) for one in office.store.all(Event)][:2] == [
        ("ข 1", "โรงแรม 1"),
        ("ข 2", "หอประชุม 2"),
    ]
    assert [row["สถานที่"] for row in office.rows(EVENTS)][:2] == ["โรงแรม 1", "หอประชุม 2"]
    # What was taken back is told, and cannot be taken back twice.
    with office.store.reading() as rows:
        assert {one.number for one in inbox.closed(rows) if not one.may_undo} == {undone}
    with pytest.raises(Refused) as refused:
        inbox.undo(office.store, MANA, undone)
    assert refused.value.message == "There is nothing to undo."
    office.change(office.events[1], venue="วัด")
    with pytest.raises(Refused) as refused:
        inbox.undo(office.store, MANA, numbers[office.events[1].id, "venue"])
    assert refused.value.message == inbox.CHANGED


def test_a_conflict_says_who_changed_that_cell_and_not_who_changed_the_row_last(office: Office) -> None:
    both_edited(office)
    with office.store.writing(MANA, "test") as w:
        w.change(w.live(Event, office.events[0].id), notes="อื่น")
    office.agree()
    assert office.entry().changed_by == SOM.key


def test_keeping_the_registers_is_undone_alone_though_the_register_moved_in_the_same_round(office: Office) -> None:
    both_edited(office)
    office.type(EVENTS, "อบรม 2", "สถานที่", "ศาลากลาง")
    number = office.decide("app").number
    office.agree()
    inbox.undo(office.store, MANA, number)
    office.agree()
    assert [one.venue for one in office.store.all(Event)][:2] == ["หอประชุม", "ศาลากลาง"]


@pytest.mark.parametrize("answer", ["ไม่มีจังหวัดนี้", 7, None, ["sheet"]])
def test_an_answer_that_the_column_cannot_read_decides_nothing(office: Office, answer: object) -> None:
    office.change(office.events[0], province="54")
    office.type(EVENTS, "อบรม 1", "จังหวัด", "น่าน")
    office.agree()
    number = office.entry().number
    with pytest.raises(Refused) as refused:
        inbox.resolve(office.store, NIDA, [number], answer)
    assert refused.value.field == "answer"
    assert office.entry().choice is None


def test_an_entry_that_is_gone_cannot_be_decided(office: Office) -> None:
    both_edited(office)
    number = office.decide("app").number
    office.agree()
    for gone in (number, 10_000):
        with pytest.raises(Refused):
            inbox.resolve(office.store, NIDA, [gone], "app")
    with pytest.raises(Refused):
        inbox.undo(office.store, NIDA, 10_000)


# What a column does not take


def test_a_bad_cell_is_parked_and_the_rest_of_its_row_goes_on(office: Office) -> None:
    office.type(EVENTS, "อบรม 1", "วันแรก", "วันเกิดฉัน")
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    office.change(office.events[0], declared_total=15)
    office.mark()
    office.agree()
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "events", {"venue": ("ห้อง 1", "หอประชุม")})]
    assert office.moved() == {(EVENTS, "N2"): 15}
    why = "This is not a day: วันเกิดฉัน"
    assert office.asks() == [Item("unreadable", EVENTS, FIRST, "starts_on", "2565-03-01", "วันเกิดฉัน", "2565-03-01", why)]


@pytest.mark.parametrize("mended", ["21/11/2533", "2565-03-01"])
def test_a_bad_cell_heals_when_it_is_mended(office: Office, mended: str) -> None:
    office.type(EVENTS, "อบรม 1", "วันแรก", "วันเกิดฉัน")
    office.agree()
    office.type(EVENTS, "อบรม 1", "วันแรก", mended)
    office.mark()
    office.agree()
    day = "1990-11-21" if mended == "21/11/2533" else "2022-03-01"
    assert str(office.now(office.events[0]).starts_on) == day
    assert (office.asks(), office.closed(), office.moved()) == ([], [], {})


@pytest.mark.parametrize(
    ("tab", "what", "header", "typed"),
    [
        (EVENTS, "อบรม 1", "ชื่องาน", '=IMPORTXML("https://example.org", "//a")'),
        (EVENTS, "อบรม 1", "ชื่องาน", ""),
        (EVENTS, "อบรม 1", "ประเภท", "ตลาดนัด"),
        (EVENTS, "อบรม 1", "วันแรก", ""),
        (EVENTS, "อบรม 1", "วันสุดท้าย", "1 ม.ค. 2565"),
        (EVENTS, "อบรม 1", "เวลา", "ตอนเช้า"),
        (EVENTS, "อบรม 1", "ลิงก์แหล่งที่มา", "javascript:alert(1)"),
        (EVENTS, "อบรม 1", "ชื่องาน", "ก" * 50_000),
        (COUNTS, "ผู้แทน", "จำนวน", "สิบที่"),
        (OFFICES, "อบจ.แพร่", "จังหวัด", "เชียงไหม่"),
        (OFFICES, "อบจ.แพร่", "สังกัด", "อบจ.แพร่"),
        (PEOPLE, "ไกล", "ชื่อ", ""),
    ],
)
def test_what_cannot_be_kept_stays_in_the_sheet_and_the_register_keeps_its_value(
    office: Office, tab: str, what: str, header: str, typed: str
) -> None:
    cell = office.at(tab, what, header)
    office.book.put(tab, cell, typed)
    office.mark()
    office.agree()
    [item] = office.asks()
    assert (item.kind, item.tab, item.sheet) == ("unreadable", tab, typed)
    assert item.app == item.base
    assert item.reason
    assert (office.journal(), office.moved(), office.book.value(tab, cell)) == ([], {}, typed)


def test_a_formula_that_somebody_typed_is_neither_kept_nor_overwritten(office: Office) -> None:
    office.book.insert_column(EVENTS, "A", "ของเรา")
    office.book.put(EVENTS, "K2", "ห้อง 1")
    office.book.type(EVENTS, "O2", "=1+1")
    office.book.format_text(EVENTS, "Z")
    office.mark()
    office.agree()
    # The column of counts is not formatted as text: the sheet has reckoned, and shows a number.
    assert office.now(office.events[0]).declared_total == 2


def test_keeping_the_registers_overwrites_a_bad_cell(office: Office) -> None:
    office.type(OFFICES, "อบจ.แพร่", "จังหวัด", "เชียงไหม่")
    office.agree()
    office.mark()
    office.decide("app")
    office.agree()
    assert (office.moved(), office.journal(), office.asks()) == ({(OFFICES, "D2"): "แพร่"}, [], [])


def test_a_bad_cell_may_be_answered_with_another_value(office: Office) -> None:
    office.type(OFFICES, "อบจ.แพร่", "จังหวัด", "เชียงไหม่")
    office.agree()
    office.mark()
    office.decide("เชียงใหม่")
    office.agree()
    assert office.moved() == {(OFFICES, "D2"): "เชียงใหม่"}
    assert office.journal() == [Moved(NIDA.key, "sheets", "change", "organisations", {"province": ("54", "50")})]


def test_a_bad_cell_and_an_edit_in_the_register_meanwhile(office: Office) -> None:
    office.type(OFFICES, "อบจ.แพร่", "จังหวัด", "เชียงไหม่")
    office.agree()
    office.change(office.offices[0], province="50")
    office.mark()
    office.agree()
    [item] = office.asks()
    assert (item.kind, item.base, item.sheet, item.app) == ("unreadable", "แพร่", "เชียงไหม่", "เชียงใหม่")
    assert office.moved() == {}


def test_an_office_that_is_named_before_it_is_there_is_waited_for(office: Office) -> None:
    office.type(EVENTS, "อบรม 1", "ผู้จัด", "สำนักใหม่")
    office.mark()
    office.agree()
    [item] = office.asks()
    assert (item.kind, item.field, item.sheet, office.moved()) == ("waiting", "organiser_id", "สำนักใหม่", {})
    [made] = office.add(type(office.offices[0])(name="สำนักใหม่"))
    office.agree()
    assert (office.now(office.events[0]).organiser_id, office.asks()) == (made.id, [])


def test_who_changed_what_is_in_the_journal(office: Office) -> None:
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    office.agree()
    [line] = office.store.rows("select * from journal order by number desc limit 1")
    assert (line["actor"], line["signed_in"], line["because"], line["action"]) == (GOOGLE, 0, "sheets", "change")
    office.store.undo(line["batch"], SOM)
    office.agree()
    assert venue(office) == ("ห้อง 1", "ห้อง 1")
