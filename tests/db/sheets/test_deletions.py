"""A row that one side deletes: believed when it lasts, asked about when something hangs on it, and undoable."""

import pytest

from db.access import Actor
from db.records import Event, Organisation, Participation
from db.sheets import inbox
from tests.db.sheets.office import (
    COUNTS,
    EVENTS,
    GOOGLE,
    ID,
    NIDA,
    OFFICES,
    PEOPLE,
    SOM,
    STATUS,
    TAKING_PART,
    Item,
    Moved,
    Office,
)

GONE = Item("missing", OFFICES, "อบจ.ตาก · ตาก")


def look(office: Office, seconds: float) -> None:
    """One round, so many seconds after the last."""
    office.clock.time += seconds
    assert office.engine().run().status == "ok"


# Deleted in the sheet


def test_a_deleted_row_is_believed_when_it_is_still_gone_half_a_minute_later(office: Office) -> None:
    office.book.delete_rows(OFFICES, 7)
    office.mark()
    look(office, 60)
    assert (office.asks(), office.journal()) == ([GONE], [])
    look(office, 29)
    assert (office.asks(), office.journal()) == ([GONE], [])
    look(office, 2)
    assert office.journal() == [Moved(GOOGLE, "sheets", "delete", "organisations", "อบจ.ตาก")]
    assert (office.asks(), office.closed()) == ([], [GONE])
    office.agree()
    assert office.moved() == {}, "it is not pushed back"


def test_a_row_that_was_only_on_its_way_is_not_deleted(office: Office) -> None:
    cells = office.book.values(OFFICES)[6]
    office.book.delete_rows(OFFICES, 7)
    look(office, 60)
    office.book.insert_row(OFFICES, 3)
    for column, value in zip("ABCDE", cells, strict=False):
        office.book.put(OFFICES, f"{column}3", value)
    office.mark()
    look(office, 60)
    office.agree()
    assert (office.journal(), office.moved(), office.asks(), office.closed()) == ([], {}, [], [])


def test_a_deletion_that_is_taken_back_in_the_sheet_at_once_is_forgotten(office: Office) -> None:
    before = office.book.snapshot()
    office.book.delete_rows(OFFICES, 7)
    look(office, 60)
    office.book.restore(before)
    office.mark()
    look(office, 60)
    assert (office.asks(), office.closed(), office.journal(), office.moved()) == ([], [], [], {})
    office.book.delete_rows(OFFICES, 7)
    look(office, 86_400)
    assert (office.asks(), office.journal()) == ([GONE], []), "its time begins anew"


def test_a_deletion_that_was_believed_can_be_undone_and_the_row_comes_back_below(office: Office) -> None:
    office.book.delete_rows(OFFICES, 7)
    look(office, 60)
    look(office, 60)
    with office.store.reading() as rows:
        [entry] = inbox.closed(rows)
    office.store.undo(entry.batch, SOM)
    office.agree()
    assert office.now(office.offices[5]).name == "อบจ.ตาก"
    assert office.book.values(OFFICES)[6] == [office.offices[5].id, "อบจ.ตาก", "", "ตาก"]
    assert office.asks() == []


def test_a_deletion_may_be_decided_before_it_is_believed(office: Office) -> None:
    office.book.delete_rows(OFFICES, 7)
    office.mark()
    look(office, 60)
    inbox.resolve(office.store, NIDA, [office.entry().number], "sheet")
    look(office, 1)
    assert office.journal() == [Moved(NIDA.key, "sheets", "delete", "organisations", "อบจ.ตาก")]
    assert office.asks() == []


def test_a_deleted_row_may_be_brought_back_instead(office: Office) -> None:
    office.book.delete_rows(OFFICES, 7)
    look(office, 60)
    office.mark()
    inbox.resolve(office.store, NIDA, [office.entry().number], "app")
    look(office, 1)
    assert office.moved() == {
        (OFFICES, "A7"): office.offices[5].id,
        (OFFICES, "B7"): "อบจ.ตาก",
        (OFFICES, "D7"): "ตาก",
    }
    office.agree()
    assert (office.journal(), office.asks()) == ([], [])


@pytest.mark.parametrize(
    ("tab", "row", "label", "hanging", "table"),
    [
        (EVENTS, 2, "65-0001 · อบรม 1 · 2565-03-01", 4, "events"),
        (PEOPLE, 2, "ไกล · มาก", 3, "people"),
        (OFFICES, 2, "อบจ.แพร่ · แพร่", 1, "organisations"),
    ],
)
def test_a_deleted_row_on_which_others_hang_is_asked_about_for_ever(
    office: Office, tab: str, row: int, label: str, hanging: int, table: str
) -> None:
    office.book.delete_rows(tab, row)
    office.mark()
    office.agree()
    office.agree()
    assert office.asks() == [Item("missing", tab, label)]
    assert office.entry().issue.more == {"hanging": hanging}
    assert (office.journal(), office.moved()) == ([], {})


def test_what_hangs_on_a_row_goes_with_it_when_somebody_decides_so(office: Office) -> None:
    office.book.delete_rows(EVENTS, 2)
    office.agree()
    office.mark()
    office.decide("sheet")
    office.agree()
    assert {(line.actor, line.action, line.table) for line in office.journal()} == {
        (NIDA.key, "delete", table) for table in ("events", "headcounts", "participations")
    }
    assert [row[STATUS] for row in office.rows(COUNTS) + office.rows(TAKING_PART)] == ["ลบแล้ว"] * 4
    assert office.asks() == []


def test_a_row_that_others_refer_to_stays_whatever_is_decided(office: Office) -> None:
    office.book.delete_rows(OFFICES, 2)
    office.agree()
    office.mark()
    office.decide("sheet")
    office.agree()
    why = "1 other records refer to this. Change them first."
    assert office.asks() == [Item("missing", OFFICES, "อบจ.แพร่ · แพร่", reason=why)]
    assert office.journal() == []
    office.decide("app")
    office.agree()
    assert (office.asks(), office.rows(OFFICES)[-1][ID]) == ([], office.offices[0].id)


def test_a_row_that_was_edited_in_the_register_meanwhile_is_not_deleted_unasked(office: Office) -> None:
    office.book.delete_rows(OFFICES, 7)
    office.change(office.offices[5], name="อบจ.จังหวัดตาก")
    office.mark()
    office.agree()
    assert office.asks() == [Item("missing", OFFICES, "อบจ.จังหวัดตาก · ตาก")]
    assert office.entry().issue.more == {"edited": True}
    assert (office.journal(), office.moved()) == ([], {})


def test_rows_deleted_in_two_tabs_that_belong_together(office: Office) -> None:
    office.book.delete_rows(TAKING_PART, 3)
    office.book.delete_rows(PEOPLE, 3)
    office.mark()
    office.agree()
    # The participation hangs on the person no more when the person's turn comes at the latest one round later.
    assert {(line.action, line.table) for line in office.journal()} == {
        ("delete", "participations"),
        ("delete", "people"),
    }
    assert office.asks() == []


# Deleted in the register


def test_what_the_app_deletes_stays_in_the_sheet_and_says_so(office: Office) -> None:
    office.delete(office.events[5])
    office.mark()
    office.agree()
    assert office.moved() == {(EVENTS, "R7"): "ลบแล้ว"}
    assert (office.journal(), office.asks()) == ([], [])
    office.book.delete_rows(EVENTS, 7)
    office.agree()
    assert (office.journal(), office.asks(), len(office.rows(EVENTS))) == ([], [], 5)


def test_a_deleted_row_that_comes_back_in_the_register_says_nothing_any_more(office: Office) -> None:
    with office.store.writing(SOM, "test") as w:
        w.delete(w.live(Event, office.events[5].id))
        batch = w.batch
    office.agree()
    office.store.undo(batch, SOM)
    office.mark()
    office.agree()
    assert office.moved() == {(EVENTS, "R7"): ""}
    assert (office.journal(), office.asks()) == ([], [])


def edited_after_deletion(office: Office) -> None:
    office.delete(office.events[5])
    office.type(EVENTS, "อบรม 6", "สถานที่", "หอประชุม")
    office.mark()
    office.agree()


def test_a_row_deleted_in_the_register_and_edited_in_the_sheet_is_asked_about(office: Office) -> None:
    edited_after_deletion(office)
    told = "65-0006 · อบรม 6 · 2565-03-06 · อบรม · จัดแล้ว · หอประชุม · 60"
    assert office.asks() == [Item("deleted", EVENTS, told)]
    assert office.entry().issue.more == {"cells": [{"field": "venue", "sheet": "หอประชุม"}]}
    assert (office.journal(), office.moved()) == ([], {})


def test_the_row_and_the_edit_come_back_when_the_sheet_is_kept(office: Office) -> None:
    edited_after_deletion(office)
    office.decide("sheet")
    office.agree()
    assert office.now(office.events[5]).venue == "หอประชุม"
    assert [(line.actor, line.action, line.table) for line in office.journal()] == [
        (NIDA.key, "undo", "events"),
        (GOOGLE, "change", "events"),
    ]
    assert (office.moved(), office.asks()) == ({}, [])


def test_the_deletion_stands_when_the_register_is_kept_and_the_edit_stays_to_be_read(office: Office) -> None:
    edited_after_deletion(office)
    office.decide("app")
    office.agree()
    assert office.moved() == {(EVENTS, "R7"): "ลบแล้ว"}
    assert (office.journal(), office.asks()) == ([], [])


def test_a_row_typed_for_something_that_is_deleted_waits(office: Office) -> None:
    office.delete(office.events[5])
    office.write_row(TAKING_PART, {"รหัสกิจกรรม": "65-0006", "ชื่อ-นามสกุล": "ไกล มาก", "จังหวัด": "แพร่", "บทบาท": "วิทยากร"})
    office.agree()
    assert [(item.kind, item.field) for item in office.asks()] == [("waiting", "event_id")]
    assert len(office.store.all(Participation)) == 2


def test_who_decides_is_who_the_journal_names(office: Office) -> None:
    office.book.delete_rows(OFFICES, 6, 7)
    look(office, 60)
    with office.store.reading() as rows:
        first, second = inbox.entries(rows)
    office.mark()
    inbox.resolve(office.store, NIDA, [first.number], "sheet")
    inbox.resolve(office.store, Actor("มานะ"), [second.number], "sheet")
    look(office, 1)
    assert [(line.actor, line.what) for line in office.journal()] == [(NIDA.key, "อบจ.เลย"), ("มานะ", "อบจ.ตาก")]
    assert len(office.store.all(Organisation)) == 4
