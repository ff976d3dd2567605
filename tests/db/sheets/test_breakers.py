"""So many rows of a tab changed or vanished at once that nothing is believed before somebody has looked."""

from collections.abc import Callable
from typing import Any

import pytest

from db.records import Event
from db.sheets import inbox
from db.sheets.layout import letters
from db.sheets.memory import DECIDE_AGAIN
from tests.db.sheets.office import COUNTS, EVENTS, GOOGLE, ID, NIDA, OFFICES, PEOPLE, Item, Moved, Office

EVERY = range(2, 8)


def stopped(office: Office, tab: str) -> dict[str, Any]:
    """What the only entry says, a breaker of this tab; nothing moved on either side."""
    office.mark()
    office.agree()
    assert office.asks() == [Item("breaker", tab, tab)]
    assert (office.journal(), office.moved()) == ([], {})
    return office.entry().issue.more


def venues(office: Office) -> list[str | None]:
    return [one.venue for one in office.store.all(Event)]


def test_half_of_the_rows_deleted_at_once(office: Office) -> None:
    office.book.delete_rows(EVENTS, 2, 4, 6)
    assert stopped(office, EVENTS) == {
        "gone": 3,
        "changed": 0,
        "known": 6,
        "preview": [],
        "preview_gone": [f"65-000{n} · อบรม {n} · 2565-03-0{n}" for n in (1, 3, 5)],
    }


def test_two_rows_deleted_are_still_believed(office: Office) -> None:
    office.book.delete_rows(OFFICES, 6, 7)
    office.agree()
    assert [one.name for one in office.store.all(type(office.offices[0]))] == [
        "อบจ.แพร่",
        "อบจ.น่าน",
        "อบจ.ลำปาง",
        "อบจ.พะเยา",
    ]


def test_five_of_six_rows_pasted_over(office: Office) -> None:
    for n in range(2, 7):
        office.book.type(EVENTS, f"J{n}", f"ที่ใหม่ {n}")
    more = stopped(office, EVENTS)
    assert (more["gone"], more["changed"], more["known"]) == (0, 5, 6)
    assert more["preview"][0] == {
        "label": "65-0001 · อบรม 1 · 2565-03-01",
        "field": "venue",
        "sheet": "ที่ใหม่ 2",
        "app": "ห้อง 1",
    }
    assert len(more["preview"]) == 5


def test_four_of_six_rows_changed_are_still_believed(office: Office) -> None:
    for n in range(2, 6):
        office.book.type(EVENTS, f"J{n}", f"ที่ใหม่ {n}")
    office.agree()
    assert venues(office) == ["ที่ใหม่ 2", "ที่ใหม่ 3", "ที่ใหม่ 4", "ที่ใหม่ 5", "ห้อง 5", "ห้อง 6"]


@pytest.mark.parametrize("column", ["A", "C", "J", "N"])
def test_one_column_that_is_sorted_by_itself(office: Office, column: str) -> None:
    office.book.sort_one_column(EVENTS, column, descending=True)
    more = stopped(office, EVENTS)
    assert (more["gone"], more["changed"]) == (0, 6)


def clear_below_the_header(office: Office) -> None:
    office.book.delete_rows(EVENTS, *EVERY)


def clear_but_the_ids(office: Office) -> None:
    for row in EVERY:
        for column in range(1, 17):
            office.book.put(EVENTS, f"{letters(column)}{row}", "")


def wipe_the_ids_and_one_more(office: Office) -> None:
    for row in EVERY:
        office.book.put(EVENTS, f"A{row}", "")
        office.book.put(EVENTS, f"J{row}", "")


@pytest.mark.parametrize(
    ("mishap", "gone", "changed"),
    [(clear_below_the_header, 6, 0), (clear_but_the_ids, 0, 6), (wipe_the_ids_and_one_more, 6, 0)],
)
def test_whatever_empties_a_tab_stops_it(
    office: Office, mishap: Callable[[Office], None], gone: int, changed: int
) -> None:
    mishap(office)
    more = stopped(office, EVENTS)
    assert (more["gone"], more["changed"]) == (gone, changed)


def test_a_file_that_is_restored_to_yesterday(office: Office) -> None:
    yesterday = office.book.snapshot()
    for n in range(2, 8):
        office.change(office.events[n - 2], venue=f"หอประชุม {n}")
    office.agree()
    office.book.restore(yesterday)
    assert stopped(office, EVENTS)["changed"] == 6
    office.decide("app")
    office.agree()
    assert [row["สถานที่"] for row in office.rows(EVENTS)] == [f"หอประชุม {n}" for n in range(2, 8)]
    assert (office.journal(), office.asks()) == ([], [])


def test_only_the_tab_that_it_befell_stops(office: Office) -> None:
    office.book.delete_rows(EVENTS, *EVERY)
    office.type(OFFICES, "อบจ.ตาก", "หน่วยงาน", "อบจ.จังหวัดตาก")
    office.change(office.people[5], province="57")
    office.mark()
    office.agree()
    assert office.asks() == [Item("breaker", EVENTS, EVENTS)]
    changed = {"name": ("อบจ.ตาก", "อบจ.จังหวัดตาก")}
    assert office.journal() == [Moved(GOOGLE, "sheets", "change", "organisations", changed)]
    assert office.moved() == {(PEOPLE, "E7"): "เชียงราย"}


def test_a_stopped_tab_is_stopped_in_both_directions(office: Office) -> None:
    office.book.delete_rows(EVENTS, 2, 4, 6)
    office.type(EVENTS, "อบรม 6", "สถานที่", "หอประชุม")
    office.change(office.events[1], venue="โรงแรม")
    office.write_row(EVENTS, {"ชื่องาน": "ใหม่"})
    office.add(Event(title="ใหม่กว่า", starts_on="2022-03-09"))
    more = stopped(office, EVENTS)
    assert (more["gone"], more["changed"]) == (3, 1)


def test_it_goes_on_by_itself_when_the_mishap_is_undone_in_the_sheet(office: Office) -> None:
    before = office.book.snapshot()
    office.book.delete_rows(EVENTS, 2, 4, 6)
    stopped(office, EVENTS)
    office.book.restore(before)
    office.agree()
    assert (office.asks(), office.closed(), office.journal()) == ([], [], [])


def test_accepting_the_sheet_pulls_all_that_changed_on_behalf_of_who_accepted(office: Office) -> None:
    for n in range(2, 8):
        office.book.type(EVENTS, f"J{n}", f"ที่ใหม่ {n}")
    stopped(office, EVENTS)
    office.decide("sheet")
    office.agree()
    assert venues(office) == [f"ที่ใหม่ {n}" for n in range(2, 8)]
    assert {(line.actor, line.because, line.action) for line in office.journal()} == {(NIDA.key, "sheets", "change")}
    assert (office.moved(), office.asks()) == ({}, [])


def test_accepting_the_sheet_deletes_what_is_gone_with_what_belongs_to_it(office: Office) -> None:
    office.book.delete_rows(EVENTS, 2, 4, 6)
    office.mark()
    office.agree()
    office.decide("sheet")
    office.agree()
    assert {(line.actor, line.action, line.table) for line in office.journal()} == {
        (NIDA.key, "delete", table) for table in ("events", "headcounts", "participations")
    }
    assert [one.code for one in office.store.all(Event)] == ["65-0002", "65-0004", "65-0006"]
    assert office.asks() == []


def test_what_was_accepted_can_be_undone(office: Office) -> None:
    for n in range(2, 8):
        office.book.type(EVENTS, f"J{n}", f"ที่ใหม่ {n}")
    stopped(office, EVENTS)
    number = office.decide("sheet").number
    office.agree()
    inbox.undo(office.store, NIDA, number)
    office.agree()
    assert venues(office) == [f"ห้อง {n}" for n in range(1, 7)]
    assert [row["สถานที่"] for row in office.rows(EVENTS)] == venues(office)


def test_restoring_from_the_register_writes_everything_back_and_keeps_what_was_typed(office: Office) -> None:
    for n in range(2, 8):
        office.book.type(EVENTS, f"J{n}", f"ที่ใหม่ {n}")
    stopped(office, EVENTS)
    office.decide("app")
    office.agree()
    assert [row["สถานที่"] for row in office.rows(EVENTS)] == [f"ห้อง {n}" for n in range(1, 7)]
    assert (office.journal(), office.asks()) == ([], [])
    kept = [(item.kind, item.field, item.base, item.sheet, item.app) for item in office.closed() if item.field]
    assert kept == [("overwritten", "venue", f"ห้อง {n}", f"ที่ใหม่ {n + 1}", f"ห้อง {n}") for n in range(1, 7)]


def test_restoring_brings_deleted_rows_back_with_their_ids(office: Office) -> None:
    office.book.delete_rows(EVENTS, *EVERY)
    stopped(office, EVENTS)
    office.decide("app")
    office.agree()
    assert [row[ID] for row in office.rows(EVENTS)] == [one.id for one in office.events]
    assert (office.journal(), office.asks()) == ([], [])


def test_a_decision_holds_only_for_what_was_looked_at(office: Office) -> None:
    for n in range(2, 8):
        office.book.type(EVENTS, f"J{n}", f"ที่ใหม่ {n}")
    stopped(office, EVENTS)
    inbox.resolve(office.store, NIDA, [office.entry().number], "sheet")
    office.book.delete_rows(EVENTS, *EVERY)
    office.sync()
    again = Item("breaker", EVENTS, EVENTS, reason=DECIDE_AGAIN)
    assert (office.asks(), office.journal()) == ([again], [])
    assert office.entry().issue.more["gone"] == 6
    # It is said until somebody decides, not only once.
    office.agree()
    assert office.asks() == [again]


def test_a_tab_with_few_rows_may_lose_them_all_but_not_at_once_unasked(office: Office) -> None:
    office.book.delete_rows(COUNTS, 2, 3)
    office.mark()
    office.sync()
    assert [(item.kind, item.tab) for item in office.asks()] == [("missing", COUNTS)] * 2
    office.agree()
    assert [(line.action, line.table) for line in office.journal()] == [("delete", "headcounts")] * 2
