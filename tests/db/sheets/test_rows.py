"""Rows that move, are typed, copied or pasted: which record each of them is."""

from db.records import Organisation
from db.sheets.cells import NUMBER_ALONE
from db.sheets.layout import letters
from tests.db.sheets.office import COUNTS, EVENTS, GOOGLE, ID, NIDA, OFFICES, STATUS, TAKING_PART, Item, Moved, Office


def test_rows_that_are_sorted_dragged_or_moved_apart_stay_the_same_rows(office: Office) -> None:
    office.book.sort(EVENTS, "C", descending=True)
    office.book.insert_row(EVENTS, 4)
    office.book.insert_row(EVENTS, 2)
    office.book.move_row(EVENTS, 9, 3)
    office.type(EVENTS, "อบรม 6", "สถานที่", "ห้องใหม่")
    office.mark()
    office.agree()
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "events", {"venue": ("ห้อง 6", "ห้องใหม่")})]
    assert (office.moved(), office.asks()) == ({}, [])


def test_the_register_writes_to_a_row_wherever_it_is_now(office: Office) -> None:
    office.book.sort(EVENTS, "C", descending=True)
    office.book.insert_row(EVENTS, 2)
    office.change(office.events[0], venue="หอประชุม")
    cell = office.at(EVENTS, "อบรม 1", "สถานที่")
    office.mark()
    office.agree()
    assert (office.moved(), office.journal(), office.asks()) == ({(EVENTS, cell): "หอประชุม"}, [], [])


def test_a_row_that_is_moved_between_our_look_and_our_write_gets_its_own_value(office: Office) -> None:
    office.change(office.events[0], venue="หอประชุม")
    looks = iter(range(100))

    def sort_before_the_last_look(end: str) -> None:
        if end == "/values:batchGet" and next(looks) == 1:
            office.book.sort(EVENTS, "C", descending=True)

    office.twin.before = sort_before_the_last_look
    office.agree()
    assert [row["สถานที่"] for row in office.rows(EVENTS)] == [*(f"ห้อง {n}" for n in range(6, 1, -1)), "หอประชุม"]
    assert office.asks() == []


def test_a_value_that_landed_in_another_row_is_put_right_on_both_rows(office: Office) -> None:
    office.change(office.events[0], venue="หอประชุม")

    def sort_right_before_the_write(end: str) -> None:
        if end == "/values:batchUpdate":
            office.twin.before = lambda end: None
            office.book.sort(EVENTS, "C", descending=True)

    office.twin.before = sort_right_before_the_write
    office.mark()
    office.agree()
    assert [row["สถานที่"] for row in office.rows(EVENTS)] == [*(f"ห้อง {n}" for n in range(6, 1, -1)), "หอประชุม"]
    assert (office.journal(), office.asks()) == ([], [])


def test_a_typed_row_becomes_a_record_once_and_at_first_only_its_id_is_written(office: Office) -> None:
    row = office.write_row(OFFICES, {"หน่วยงาน": "รพ.สต.เวียง", "จังหวัด": "จ.พะเยา"})
    office.mark()
    written = []
    plain = office.twin.write
    office.twin.write = lambda data: (written.append([(one["range"], one["values"]) for one in data]), plain(data))  # type: ignore[method-assign]
    office.agree()
    [new] = office.store.all(Organisation, "name = 'รพ.สต.เวียง'")
    assert (new.province, new.type, new.rev) == ("56", None, 1)
    assert written == [[(f"'{OFFICES}'!A{row}:A{row}", [[new.id]])]]
    # The province is as good as the register's own way to write it: what a person typed stays.
    assert office.moved() == {(OFFICES, f"A{row}"): new.id}
    assert office.book.values(OFFICES)[row - 1] == [new.id, "รพ.สต.เวียง", "", "จ.พะเยา"]
    assert office.journal() == [Moved(GOOGLE, "sheets", "add", "organisations", "รพ.สต.เวียง")]
    assert office.asks() == []


def test_a_typed_row_is_only_a_record_when_its_id_is_seen_in_the_sheet(office: Office) -> None:
    office.write_row(OFFICES, {"หน่วยงาน": "รพ.สต.เวียง"})
    office.book.role = "reader"
    office.sync("not_shared")
    assert office.store.all(Organisation, "name = 'รพ.สต.เวียง'") == []
    office.book.role = "writer"
    office.agree()
    [new] = office.store.all(Organisation, "name = 'รพ.สต.เวียง'")
    assert office.says(OFFICES, "รพ.สต.เวียง", ID) == new.id


def test_a_typed_row_that_is_moved_and_edited_meanwhile_is_still_one_record(office: Office) -> None:
    row = office.write_row(OFFICES, {"หน่วยงาน": "รพ.สต.เวียง"})

    def before(end: str) -> None:
        if end == "/values:batchUpdate":
            office.twin.before = lambda end: None
            office.book.move_row(OFFICES, row, 2)

    office.twin.before = before
    office.mark()
    office.agree()
    [new] = office.store.all(Organisation, "name = 'รพ.สต.เวียง'")
    assert [row[ID] for row in office.rows(OFFICES)] == [new.id, *(one.id for one in office.offices)]
    assert office.journal() == [Moved(GOOGLE, "sheets", "add", "organisations", "รพ.สต.เวียง")]
    assert office.asks() == []


def test_a_typed_row_that_says_too_little_is_left_alone_until_it_is_mended(office: Office) -> None:
    row = office.write_row(COUNTS, {"รหัสกิจกรรม": "65-0001", "หมวด": "ผู้เข้าอบรม", "ตามที่เขียน": "เขต", "จำนวน": "สิบที่"})
    office.mark()
    office.agree()
    told = "65-0001 · ผู้เข้าอบรม · เขต · สิบที่"
    assert office.asks() == [Item("unreadable", COUNTS, told, "count", None, "สิบที่", None, NUMBER_ALONE)]
    assert (office.moved(), office.journal()) == ({}, [])
    office.type(COUNTS, "สิบที่", "จำนวน", "10")
    office.agree()
    assert office.journal() == [Moved(GOOGLE, "sheets", "add", "headcounts", "เขต")]
    assert office.book.values(COUNTS)[row - 1][1:] == ["65-0001", "อบรม 1", "ผู้เข้าอบรม", "เขต", "", "", 10]
    assert office.asks() == []


def test_a_row_of_which_the_record_is_refused_says_so_at_the_field(office: Office) -> None:
    office.write_row(EVENTS, {"ชื่องาน": "สัมมนา", "วันแรก": "5 มี.ค. 2565", "วันสุดท้าย": "4 มี.ค. 2565"})
    office.mark()
    office.agree()
    told = "สัมมนา · 5 มี.ค. 2565 · 4 มี.ค. 2565"
    assert office.asks() == [Item("unreadable", EVENTS, told, reason="The last day is before the first.")]
    assert (office.moved(), office.journal()) == ({}, [])


def test_a_row_in_which_only_the_registers_own_columns_are_filled_is_nobodys(office: Office) -> None:
    office.write_row(EVENTS, {"รหัส": "65-0077", "สถานะในทะเบียน": "ใหม่"})
    office.mark()
    office.agree()
    assert (office.moved(), office.journal(), office.asks()) == ({}, [], [])


def test_a_copied_row_is_a_question_and_nothing_of_it_reaches_the_register(office: Office) -> None:
    office.book.copy_row(OFFICES, 2, 8)
    office.book.type(OFFICES, "B8", "อบจ.แพร่ สาขา")
    office.mark()
    office.agree()
    told = "อบจ.แพร่ สาขา · แพร่"
    assert office.asks() == [Item("copy", OFFICES, told, reason="The id of this row stands in another row too.")]
    assert (office.moved(), office.journal()) == ({}, [])
    assert office.now(office.offices[0]).name == "อบจ.แพร่"


def test_the_copy_is_the_row_that_is_less_like_what_was_agreed_also_when_it_stands_above(office: Office) -> None:
    office.book.insert_row(OFFICES, 2)
    office.book.copy_row(OFFICES, 3, 2)
    office.book.type(OFFICES, "B2", "อบจ.แพร่ สาขา")
    office.mark()
    office.agree()
    assert [item.label for item in office.asks()] == ["อบจ.แพร่ สาขา · แพร่"]
    assert (office.moved(), office.journal()) == ({}, [])


def test_three_rows_with_one_id_and_only_one_of_them_is_the_record(office: Office) -> None:
    office.book.copy_row(OFFICES, 3, 8)
    office.book.copy_row(OFFICES, 3, 9)
    office.book.type(OFFICES, "B9", "สาม")
    office.change(office.offices[1], name="อบจ.จังหวัดน่าน")
    office.mark()
    office.agree()
    same = "The id of this row stands in another row too."
    assert office.asks() == [
        Item("copy", OFFICES, "อบจ.น่าน · น่าน", reason=same),
        Item("copy", OFFICES, "สาม · น่าน", reason=same),
    ]
    # Nothing is written to an id that stands in several rows.
    assert (office.moved(), office.journal()) == ({}, [])
    office.book.delete_rows(OFFICES, 8, 9)
    office.agree()
    assert office.asks() == []
    assert office.book.values(OFFICES)[2] == [office.offices[1].id, "อบจ.จังหวัดน่าน", "", "น่าน"]


def test_a_copy_that_is_meant_gets_an_id_of_its_own(office: Office) -> None:
    office.book.copy_row(OFFICES, 2, 8)
    office.book.type(OFFICES, "B8", "อบจ.แพร่ สาขา")
    office.agree()
    office.mark()
    office.decide("sheet")
    office.agree()
    [new] = office.store.all(Organisation, "name = 'อบจ.แพร่ สาขา'")
    assert office.moved() == {(OFFICES, "A8"): new.id}
    assert office.journal() == [Moved(NIDA.key, "sheets", "add", "organisations", "อบจ.แพร่ สาขา")]
    assert (new.province, office.asks()) == ("54", [])


def test_a_copy_that_is_meant_but_cannot_be_says_why_and_is_not_asked_about_again(office: Office) -> None:
    office.book.copy_row(OFFICES, 2, 8)
    office.agree()
    office.mark()
    office.decide("sheet")
    office.agree()
    [item] = office.asks()
    assert (item.kind, item.field, item.sheet) == ("unreadable", "name", "อบจ.แพร่")
    assert (office.moved(), office.journal()) == ({}, [])
    office.book.type(OFFICES, "B8", "อบจ.แพร่ สาขา")
    office.agree()
    assert [one.kind for one in office.asks()] == ["copy"]
    office.decide("sheet")
    office.agree()
    assert office.asks() == []
    assert [line.what for line in office.journal()] == ["อบจ.แพร่ สาขา"]


def test_a_copied_participation_asks_who_is_meant_once_it_is_said_to_be_new(office: Office) -> None:
    office.book.copy_row(TAKING_PART, 2, 4)
    header = office.book.values(TAKING_PART)[0]
    for title, typed in {"ชื่อ-นามสกุล": "มานะ อดทน", "จังหวัด": "", "บทบาท": "วิทยากร"}.items():
        office.book.type(TAKING_PART, f"{letters(header.index(title))}4", typed)
    office.agree()
    assert [one.kind for one in office.asks()] == ["copy"]
    office.decide("sheet")
    office.agree()
    assert [one.kind for one in office.asks()] == ["question"]
    office.decide(office.people[5].id)
    office.agree()
    assert office.asks() == []
    assert [line.table for line in office.journal()] == ["participations"]


def test_a_row_without_an_id_that_says_the_same_as_another_is_asked_about(office: Office) -> None:
    office.write_row(OFFICES, {"หน่วยงาน": "อบจ.แพร่", "จังหวัด": "แพร่"})
    office.mark()
    office.agree()
    assert office.asks() == [Item("copy", OFFICES, "อบจ.แพร่ · แพร่", reason="Another row says exactly the same.")]
    assert (office.moved(), office.journal()) == ({}, [])


def test_an_id_that_the_register_never_gave_is_asked_about_and_not_taken_over(office: Office) -> None:
    row = office.write_row(OFFICES, {"หน่วยงาน": "รพ.สต.เวียง"})
    office.book.put(OFFICES, f"A{row}", "01ABCDEFGHJKMNPQRSTVWXYZ00")
    office.mark()
    office.agree()
    told = "รพ.สต.เวียง"
    assert office.asks() == [Item("unknown", OFFICES, told, reason="The register never gave this id.")]
    assert (office.moved(), office.journal()) == ({}, [])
    office.decide("sheet")
    office.agree()
    [new] = office.store.all(Organisation, "name = 'รพ.สต.เวียง'")
    assert (office.moved(), office.asks()) == ({(OFFICES, f"A{row}"): new.id}, [])


def test_an_id_that_is_wiped_or_typed_over_comes_back(office: Office) -> None:
    office.book.put(OFFICES, "A2", "")
    office.book.put(OFFICES, "A3", "อะไรก็ได้")
    ids = [one.id for one in office.offices]
    office.agree()
    assert [row[ID] for row in office.rows(OFFICES)] == ids
    assert office.journal() == [] == office.asks()
    kept = Item("overwritten", OFFICES, "อบจ.น่าน · น่าน", "id", ids[1], "อะไรก็ได้", ids[1])
    assert office.closed() == [kept]


def test_what_is_typed_over_the_registers_own_columns_is_put_back_and_kept_as_a_trace(office: Office) -> None:
    office.type(EVENTS, "อบรม 1", "รหัส", "เลขที่ 1")
    office.type(EVENTS, "อบรม 2", STATUS, "ยกเลิกแล้ว")
    office.book.put(EVENTS, office.at(EVENTS, "อบรม 3", "รหัส"), "")
    office.mark()
    office.agree()
    assert office.moved() == {(EVENTS, "B2"): "65-0001", (EVENTS, "R3"): "", (EVENTS, "B4"): "65-0003"}
    assert (office.journal(), office.asks()) == ([], [])
    assert office.closed() == [
        Item("overwritten", EVENTS, "65-0001 · อบรม 1 · 2565-03-01", "code", "65-0001", "เลขที่ 1", "65-0001"),
        Item("overwritten", EVENTS, "65-0002 · อบรม 2 · 2565-03-02", "status", "", "ยกเลิกแล้ว", ""),
    ]
