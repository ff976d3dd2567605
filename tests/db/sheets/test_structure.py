"""Headers, columns, tabs and whole files that people rename, move, remove and copy."""

from itertools import count

import pytest

from db.refusals import Refused
from db.sheets import link
from db.sheets.cycle import A_COPY, NOT_LINKED, OTHER_REGISTER
from db.sheets.google import REFUSED, Trouble
from db.store import Store
from tests.db.sheets.office import COUNTS, EVENTS, GOOGLE, ID, OFFICES, STATUS, Item, Moved, Office
from tests.db.sheets.twin import Twin

VENUE = {"venue": ("ห้อง 1", "หอประชุม")}


def still_syncs(office: Office, tab: str = EVENTS, header: str = "สถานที่") -> None:
    """Both directions work in the tab of events, and nobody is asked anything."""
    office.type(tab, "อบรม 1", header, "หอประชุม")
    office.change(office.events[1], venue="โรงแรม")
    cell = office.at(tab, "อบรม 2", header)
    office.mark()
    office.agree()
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "events", VENUE)]
    assert (office.moved(), office.asks()) == ({(tab, cell): "โรงแรม"}, [])


# Headers and columns


def test_a_header_that_is_renamed_is_followed_by_its_tag(office: Office) -> None:
    office.book.rename_header(EVENTS, "สถานที่", "จัดที่ไหน")
    still_syncs(office, header="จัดที่ไหน")
    assert "จัดที่ไหน" in office.book.values(EVENTS)[0]


def test_a_header_that_is_emptied_comes_back(office: Office) -> None:
    office.book.rename_header(EVENTS, "สถานที่", "")
    office.mark()
    office.agree()
    assert office.moved() == {(EVENTS, "J1"): "สถานที่"}
    still_syncs(office, header="สถานที่")


def test_two_headers_that_change_their_words_are_followed_by_their_tags(office: Office) -> None:
    office.book.rename_header(EVENTS, "สถานที่", "หมายเหตุ 2")
    office.book.rename_header(EVENTS, "หมายเหตุ", "สถานที่")
    office.book.rename_header(EVENTS, "หมายเหตุ 2", "หมายเหตุ")
    still_syncs(office, header="หมายเหตุ")


def test_columns_that_people_insert_are_never_touched(office: Office) -> None:
    office.book.insert_column(EVENTS, "A", "ลำดับ")
    office.book.insert_column(EVENTS, "D", "ของเรา")
    for row in range(2, 8):
        office.book.put(EVENTS, f"A{row}", row)
        office.book.put(EVENTS, f"D{row}", "=จำไว้")
    still_syncs(office)
    office.write_row(EVENTS, {"ชื่องาน": "อบรม 7", "วันแรก": "7 มี.ค. 2565", "ลำดับ": "8"})
    office.agree()
    assert [(row["ลำดับ"], row["รหัส"], row["ของเรา"]) for row in office.rows(EVENTS)] == [
        *((n + 1, f"65-000{n}", "=จำไว้") for n in range(1, 7)),
        (8, "65-0007", ""),
    ]


def test_a_row_of_the_register_leaves_peoples_columns_empty(office: Office) -> None:
    office.book.insert_column(OFFICES, "C", "ของเรา")
    office.add(type(office.offices[0])(name="อบจ.เชียงราย", province="57"))
    office.agree()
    assert office.rows(OFFICES)[-1] | {ID: ""} == {
        ID: "",
        "หน่วยงาน": "อบจ.เชียงราย",
        "ของเรา": "",
        "ประเภทหน่วยงาน": "",
        "จังหวัด": "เชียงราย",
        "สังกัด": "",
        STATUS: "",
    }


def test_columns_that_are_moved_are_followed(office: Office) -> None:
    office.book.move_column(EVENTS, "J", "B")
    office.book.move_column(EVENTS, "A", "Q")
    still_syncs(office)


def test_a_column_that_is_deleted_stops_its_tab_and_is_never_all_empty(office: Office) -> None:
    office.book.delete_column(EVENTS, "J")
    office.type(EVENTS, "อบรม 2", "ชื่องาน", "อบรม 2 ใหม่")
    office.change(office.events[2], title="อบรม 3 ใหม่")
    office.type(OFFICES, "อบจ.ตาก", "หน่วยงาน", "อบจ.จังหวัดตาก")
    office.mark()
    office.agree()
    why = f"The tab “{EVENTS}” has no column “สถานที่” any more. Write the header back."
    assert office.asks() == [Item("tab", EVENTS, EVENTS, "สถานที่", reason=why)]
    changed = {"name": ("อบจ.ตาก", "อบจ.จังหวัดตาก")}
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "organisations", changed)]
    assert office.moved() == {}


def test_a_column_that_is_deleted_and_put_back_by_its_header_is_filled_again(office: Office) -> None:
    office.book.delete_column(EVENTS, "J")
    office.agree()
    office.book.insert_column(EVENTS, "J", "สถานที่")
    office.book.put(EVENTS, "J3", "ห้อง ๒")
    office.mark()
    office.agree()
    assert [row["สถานที่"] for row in office.rows(EVENTS)] == [
        "ห้อง 1",
        "ห้อง ๒",
        *(f"ห้อง {n}" for n in range(3, 7)),
    ]
    # Of what was in the old column nobody knows here: another text in the new one is a question.
    told = "65-0002 · อบรม 2 · 2565-03-02"
    assert office.asks() == [Item("conflict", EVENTS, told, "venue", None, "ห้อง ๒", "ห้อง 2")]
    assert office.journal() == []
    office.type(EVENTS, "อบรม 1", "สถานที่", "")
    office.agree()
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "events", {"venue": ("ห้อง 1", None)})]


@pytest.mark.parametrize("again", ["by its header", "by linking"])
def test_a_column_made_anew_between_two_looks_is_filled_and_empties_nothing(office: Office, again: str) -> None:
    before = office.rows(COUNTS)
    office.book.delete_column(COUNTS, "H")
    if again == "by its header":
        office.book.insert_column(COUNTS, "H", "จำนวน")
    else:
        office.link()
    office.agree()
    assert (office.rows(COUNTS), office.journal(), office.asks()) == (before, [], [])
    # From then on it is a column as any other, also under another header.
    office.book.rename_header(COUNTS, "จำนวน", "กี่คน")
    office.type(COUNTS, "ผู้แทน", "กี่คน", "")
    office.agree()
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "headcounts", {"count": (40, None)})]
    assert office.asks() == []


def test_the_column_of_ids_made_anew_is_filled_with_the_same_ids(office: Office) -> None:
    office.book.delete_column(EVENTS, "A")
    office.book.insert_column(EVENTS, "A", ID)
    office.mark()
    office.agree()
    assert [row[ID] for row in office.rows(EVENTS)] == [one.id for one in office.events]
    assert (office.journal(), office.asks()) == ([], [])


def test_a_second_column_of_the_same_header_is_not_ours_while_ours_is_tagged(office: Office) -> None:
    office.book.insert_column(EVENTS, "B", "สถานที่")
    office.book.put(EVENTS, "B2", "ที่อื่น")
    office.mark()
    office.agree()
    assert (office.journal(), office.asks(), office.moved()) == ([], [], {})


def test_two_columns_of_one_header_without_a_tag_stop_their_tab(office: Office) -> None:
    office.book.delete_column(EVENTS, "J")
    office.book.insert_column(EVENTS, "J", "สถานที่")
    office.book.insert_column(EVENTS, "J", "Venue")
    office.type(EVENTS, "อบรม 2", "ชื่องาน", "อบรม 2 ใหม่")
    office.mark()
    office.agree()
    why = f"The tab “{EVENTS}” has two columns “สถานที่”. Rename or remove one of them."
    assert office.asks() == [Item("tab", EVENTS, EVENTS, "สถานที่", reason=why)]
    assert (office.journal(), office.moved()) == ([], {})
    office.book.rename_header(EVENTS, "Venue", "ที่อื่น")
    office.agree()
    assert (office.asks(), [row["สถานที่"] for row in office.rows(EVENTS)]) == ([], [f"ห้อง {n}" for n in range(1, 7)])


# Tabs


def test_a_tab_that_is_renamed_is_followed(office: Office) -> None:
    office.book.rename_tab(EVENTS, "งาน: 'ปี 2565'")
    still_syncs(office, "งาน: 'ปี 2565'")


@pytest.mark.parametrize("request_", range(1, 7))
def test_a_tab_that_is_renamed_between_two_requests_of_a_round_is_followed(office: Office, request_: int) -> None:
    asked = count(1)

    def rename(_name: str) -> None:
        if next(asked) == request_:
            office.book.rename_tab(EVENTS, "งาน")

    office.change(office.events[0], venue="โรงแรม")
    office.twin.before = rename
    office.agree()
    assert office.says("งาน", "อบรม 1", "สถานที่") == "โรงแรม"
    assert office.asks() == []


def test_a_request_that_is_refused_again_ends_the_round(office: Office) -> None:
    refused = Trouble("refused", REFUSED, why="Unable to parse range")
    asked = []

    def refuse(name: str) -> None:
        if name == "/values:batchGet":
            asked.append(name)
            raise refused

    office.twin.before = refuse
    office.sync("refused")
    assert len(asked) == 2


def test_two_tabs_that_change_names_are_followed(office: Office) -> None:
    office.book.rename_tab(EVENTS, "ชั่วคราว")
    office.book.rename_tab(OFFICES, EVENTS)
    office.book.rename_tab("ชั่วคราว", OFFICES)
    still_syncs(office, OFFICES)


def test_a_tab_that_is_deleted_is_asked_about_and_not_made_anew(office: Office) -> None:
    tabs = office.book.tabs()
    office.book.delete_tab(EVENTS)
    office.type(OFFICES, "อบจ.ตาก", "หน่วยงาน", "อบจ.จังหวัดตาก")
    office.agree()
    why = f"The tab “{EVENTS}” is not in the spreadsheet any more. Bring it back, or set the spreadsheet up again."
    assert office.asks() == [Item("tab", EVENTS, EVENTS, reason=why)]
    assert office.book.tabs() == [tab for tab in tabs if tab != EVENTS]
    assert [line.table for line in office.journal()] == ["organisations"]
    assert len(office.store.all(type(office.events[0]))) == 6


def test_a_tab_that_is_deleted_comes_back_when_the_spreadsheet_is_linked_again(office: Office) -> None:
    office.book.delete_tab(EVENTS)
    office.agree()
    office.link()
    office.agree()
    assert [row[ID] for row in office.rows(EVENTS)] == [one.id for one in office.events]
    assert (office.journal(), office.asks()) == ([], [])


def test_another_tab_of_the_same_name_is_not_ours(office: Office) -> None:
    office.book.delete_tab(EVENTS)
    office.book.add_tab(EVENTS)
    office.book.put(EVENTS, "A1", "ของเรา")
    office.agree()
    assert [item.kind for item in office.asks()] == ["tab"]
    assert office.book.values(EVENTS) == [["ของเรา"]]
    with pytest.raises(Refused) as refused:
        office.link()
    assert refused.value.values == {"tab": EVENTS}


def test_a_tab_that_is_duplicated_is_only_a_copy(office: Office) -> None:
    office.book.duplicate_tab(EVENTS)
    copy = f"สำเนาของ {EVENTS}"
    office.book.put(copy, "J2", "ไม่ใช่ของทะเบียน")
    still_syncs(office)
    assert office.book.value(copy, "J3") == "ห้อง 2"


def test_a_tab_that_is_emptied_with_its_header_is_read_by_its_tags_and_stopped(office: Office) -> None:
    office.book.clear_tab(EVENTS)
    office.mark()
    office.agree()
    assert office.asks() == [Item("breaker", EVENTS, EVENTS)]
    assert (office.journal(), office.moved()) == ([], {})


def test_a_tab_that_is_emptied_with_its_header_is_restored_with_it(office: Office) -> None:
    before = office.book.values(EVENTS)
    office.book.clear_tab(EVENTS)
    office.agree()
    office.decide("app")
    office.agree()
    assert (office.book.values(EVENTS), office.journal(), office.asks()) == (before, [], [])


def test_a_file_of_which_all_tabs_are_deleted(office: Office) -> None:
    for tab in office.book.tabs():
        office.book.delete_tab(tab)
    office.mark()
    office.agree()
    assert [(item.kind, item.tab) for item in office.asks()] == [
        ("tab", tab) for tab in (EVENTS, OFFICES, "บุคคล", "จำนวนผู้เข้าร่วม", "ผู้เข้าร่วม", "สมาชิกเครือข่าย")
    ]
    assert (office.journal(), office.moved()) == ([], {})


# The whole file


def test_a_copy_of_the_file_is_refused_until_somebody_links_it(office: Office) -> None:
    office.book = office.books.copy_document(office.book)
    office.twin.book = office.book
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    office.mark()
    # The settings name the copy, and nobody has linked it.
    assert office.sync("not_linked").message == NOT_LINKED
    assert (office.journal(), office.moved()) == ([], {})
    office.link()
    office.agree()
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "events", VENUE)]
    assert (office.moved(), office.asks()) == ({}, [])


def test_another_spreadsheet_is_filled_and_nothing_in_it_counts_as_deleted(office: Office) -> None:
    original, rows = office.book, [office.rows(tab) for tab in office.book.tabs()[:6]]
    link.unlink(office.store)
    office.book = office.twin.book = office.books.create()
    office.link()
    office.agree()
    assert [office.rows(tab) for tab in office.book.tabs()[:6]] == rows
    assert (office.journal(), office.asks()) == ([], [])
    office.change(office.events[0], venue="หอประชุม")
    office.agree()
    # Back in the first one, what is old there does not win over what is newer here: somebody is asked.
    office.book = office.twin.book = original
    office.mark()
    office.link()
    office.agree()
    assert office.journal() == []
    assert [(item.kind, item.sheet, item.app) for item in office.asks()] == [("conflict", "ห้อง 1", "หอประชุม")]


def test_the_original_is_left_alone_once_the_copy_is_linked(office: Office) -> None:
    original = office.book
    office.book = office.twin.book = office.books.copy_document(original)
    office.link()
    office.book = office.twin.book = original
    office.change(office.events[0], venue="หอประชุม")
    office.mark()
    office.sync("not_linked")
    assert office.moved() == {}


def test_a_copy_that_pretends_to_be_the_linked_file(office: Office) -> None:
    copied = office.books.copy_document(office.book)
    with office.store.note() as note:
        note.set("sheets:linked", copied.id)
    office.book = office.twin.book = copied
    office.change(office.events[0], venue="หอประชุม")
    office.mark()
    assert office.sync("copy").message == A_COPY
    assert office.moved() == {}


def test_a_spreadsheet_of_another_register_is_refused_by_both(office: Office, tmp_path) -> None:
    other = Store.open(tmp_path / "other")
    with pytest.raises(Refused) as refused:
        link.link(other, office.twin, office.book.id, office.settings)
    assert refused.value.message == OTHER_REGISTER
    with other.note() as note:
        note.set("sheets:linked", office.book.id)
    office.store = other
    office.mark()
    assert office.sync("other_register").message == OTHER_REGISTER
    assert (office.journal(), office.moved()) == ([], {})


def test_a_spreadsheet_that_nobody_has_linked_is_not_touched(office: Office) -> None:
    office.book = office.books.create()
    office.twin = Twin(office.books, office.book)
    office.mark()
    office.sync("not_linked")
    assert (office.moved(), office.twin.asked) == ({}, {"read": 1})


def test_linking_again_only_adds_what_is_missing(office: Office) -> None:
    office.book.insert_column(EVENTS, "C", "ของเรา")
    office.book.rename_header(OFFICES, "สังกัด", "อยู่ใต้")
    office.book.delete_column(OFFICES, "C")
    office.mark()
    office.link()
    assert office.moved() == {
        (OFFICES, "E1"): "ประเภทหน่วยงาน",
        (OFFICES, "F1"): STATUS,
    }
    office.agree()
    assert (office.journal(), office.asks()) == ([], [])
    office.mark()
    office.link()
    assert (office.moved(), office.twin.asked) == ({}, {"read": 1})


def test_unlinking_stops_both_directions_and_linking_again_goes_on(office: Office) -> None:
    link.unlink(office.store)
    office.type(EVENTS, "อบรม 1", "สถานที่", "หอประชุม")
    office.change(office.events[1], venue="โรงแรม")
    office.mark()
    office.sync("not_linked")
    assert (office.journal(), office.moved()) == ([], {})
    office.link()
    office.agree()
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "events", VENUE)]
    assert office.moved() == {(EVENTS, "J3"): "โรงแรม"}
    assert office.asks() == []
