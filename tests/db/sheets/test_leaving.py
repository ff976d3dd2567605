"""What leaves the house, and how: only the requests that were meant, plain values, contact data only if allowed."""

from pathlib import Path

import pytest

from db.sheets.columns import TABS, tabs
from db.sheets.settings import Settings
from tests.db.sheets.linked import Linked, Recorder
from tests.db.sheets.office import EVENTS, OFFICES, PEOPLE, Office

PRIVATE = ("0812345678", "081-000-0000", "klai@example.org", "saan-line-id", "ไม่ต้องการให้ติดต่อ")


def test_only_the_requests_that_were_meant_and_plain_values(linked: Linked, recorder: Recorder) -> None:
    linked.change(linked.events[0], title="=1+1", venue='=IMPORTXML("https://example.org", "//a")', notes="+66 81")
    linked.add(type(linked.offices[0])(name="@อบจ.เชียงราย", province="57"))
    linked.add(*(type(linked.offices[0])(name=f"ที่ {n}") for n in range(250)))
    linked.write_row(OFFICES, {"หน่วยงาน": "รพ.สต.เวียง"})
    linked.book.delete_rows(PEOPLE, 7)
    linked.delete(linked.events[5])
    linked.book.sort(EVENTS, "C")
    linked.agree()
    assert {(method, end) for method, end, _ in recorder.seen} == {
        ("GET", ""),
        ("GET", "/values:batchGet"),
        ("POST", "/values:batchUpdate"),
        ("POST", ":batchUpdate"),
    }
    written = [body for _, end, body in recorder.seen if end == "/values:batchUpdate"]
    assert {body["valueInputOption"] for body in written} == {"RAW"}
    assert {frozenset(body) for body in written} == {frozenset({"valueInputOption", "data"})}
    changes = [next(iter(one)) for _, end, body in recorder.seen if end == ":batchUpdate" for one in body["requests"]]
    assert set(changes) == {
        "addSheet",
        "createDeveloperMetadata",
        "updateCells",
        "repeatCell",
        "setDataValidation",
        "addProtectedRange",
        "updateSheetProperties",
    }
    # Only a growing tab is changed after the set-up; only headers are written but by RAW.
    later = [body["requests"] for _, end, body in recorder.seen if end == ":batchUpdate"][1:]
    assert {one["updateSheetProperties"]["fields"] for part in later for one in part} == {"gridProperties.rowCount"}
    cells = [
        one["updateCells"] for _, end, body in recorder.seen for one in body.get("requests", []) if "updateCells" in one
    ]
    assert {(one["start"]["rowIndex"], len(one["rows"])) for one in cells} == {(0, 1)}
    assert recorder.strangers == []


def test_what_looks_like_a_formula_stands_in_the_sheet_as_text(linked: Linked) -> None:
    typed = ["=1+1", "+66 81 234 5678", "-5", "@SUM(A1)", '=IMPORTXML("https://example.org", "//a")', "0042", "'x"]
    for event, venue in zip(linked.events, typed, strict=False):
        linked.change(event, venue=venue)
    linked.agree()
    assert [row["สถานที่"] for row in linked.rows(EVENTS)] == typed[:6]
    assert [dict(row.formulas) for row in linked.book.document.titled(EVENTS).rows if row.formulas] == []
    assert linked.asks() == []


# Contact data


def everything(office: Office) -> str:
    """All that ever reached the spreadsheet: cells, notes, tags, lists."""
    return repr(office.book.document)


@pytest.mark.parametrize("column", ["โทรศัพท์", "อีเมล", "ช่องทางติดต่ออื่น", "ความยินยอมให้เก็บข้อมูลติดต่อ"])
def test_contact_data_has_no_column(office: Office, column: str) -> None:
    headers = [header for tab in office.book.tabs() for header in next(iter(office.book.values(tab)), [])]
    assert column not in headers
    assert "จังหวัด" in headers


def test_contact_data_and_notes_about_people_never_leave(office: Office) -> None:
    office.change(office.people[1], telephone="081-000-0000", contact="saan-line-id", notes="ไม่ต้องการให้ติดต่อ")
    office.change(office.offices[1], telephone="0812345678")
    office.agree()
    assert [word for word in PRIVATE if word in everything(office)] == []
    assert office.moved() == {}


def test_one_column_is_allowed_at_a_time(home: Path) -> None:
    office = Office(home, Settings(share=("people.telephone",)))
    assert office.rows(PEOPLE)[0]["โทรศัพท์"] == "0812345678"
    assert "อีเมล" not in office.book.values(PEOPLE)[0]
    assert "โทรศัพท์" not in office.book.values(OFFICES)[0]
    assert "klai@example.org" not in everything(office)


def test_a_telephone_that_is_shared_keeps_its_zero_both_ways(home: Path) -> None:
    office = Office(home, Settings(share=("people.telephone", "organisations.telephone")))
    office.book.put(PEOPLE, office.at(PEOPLE, "เอก", "โทรศัพท์"), 898765432)
    office.type(PEOPLE, "สมใจ", "โทรศัพท์", "+66 53 112 233")
    office.book.put(PEOPLE, office.at(PEOPLE, "มานะ", "โทรศัพท์"), 123)
    office.type(OFFICES, "อบจ.แพร่", "โทรศัพท์", "๐๕๔ ๑๑๑ ๒๒๒")
    office.mark()
    office.agree()
    assert [office.now(one).telephone for one in office.people[1:3]] == ["0898765432", "+66 53 112 233"]
    assert office.now(office.offices[0]).telephone == "054 111 222"
    assert [(item.kind, item.field, item.sheet, item.app) for item in office.asks()] == [
        ("unreadable", "telephone", "123", "")
    ]
    assert office.moved() == {}


def test_a_column_that_is_allowed_later_is_added_by_linking_again_and_may_be_taken_away(home: Path) -> None:
    office = Office(home)
    office.settings = Settings(share=("people.email",))
    office.sync()
    assert [(item.kind, item.field) for item in office.asks()] == [("tab", "อีเมล")]
    office.link()
    office.mark()
    office.agree()
    assert office.moved() == {(PEOPLE, "H2"): "klai@example.org"}
    assert (office.asks(), office.journal()) == ([], [])
    office.settings = Settings()
    office.type(PEOPLE, "ไกล", "อีเมล", "other@example.org")
    office.change(office.people[1], email="ek@example.org")
    office.mark()
    office.agree()
    assert (office.journal(), office.moved(), office.asks()) == ([], {}, [])


def test_every_column_of_contact_data_is_marked(office: Office) -> None:
    marked = {f"{tab.table}.{one.name}" for tab in TABS for one in tab.columns if one.contact}
    contact = ("telephone", "email", "contact", "consent")
    assert marked == {f"people.{name}" for name in contact} | {"organisations.telephone"}
    assert {one.name for tab in tabs() for one in tab.columns}.isdisjoint(contact)
    assert "notes" not in {one.name for tab in TABS if tab.table == "people" for one in tab.columns}
