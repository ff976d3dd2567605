"""What goes wrong on the way to the stand-in, as an unmodified gspread meets it; without a network."""

from collections.abc import Iterator
from typing import Any

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from gspread.exceptions import APIError
from gspread.spreadsheet import Spreadsheet

from standin.book import Book
from standin.faults import Clock, Fault, Quota
from standin.google import Google
from standin.memory import answering


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def google(clock: Clock) -> Iterator[Google]:
    with answering(Google(clock), clock.advance) as answered:
        yield answered


@pytest.fixture
def book(google: Google) -> Book:
    made = google.books.create("ทะเบียน", "book")
    made.add_tab("T", 10, 3)
    return made


@pytest.fixture
def sheet(google: Google, book: Book) -> Spreadsheet:
    """The spreadsheet as gspread opened it; the ledger is empty."""
    opened = gspread.service_account_from_dict(google.account.key_file()).open_by_key("book")
    google.ledger.clear()
    return opened


def write(sheet: Spreadsheet, cell: str = "A1", value: Any = "x") -> None:
    body = {"valueInputOption": "RAW", "data": [{"range": f"T!{cell}", "values": [[value]]}]}
    sheet.values_batch_update(body)


def read(sheet: Spreadsheet) -> Any:
    return sheet.values_batch_get(["T"])["valueRanges"][0].get("values", [])


@pytest.mark.parametrize(
    ("fault", "error", "written"),
    [
        (Fault.UNAVAILABLE, APIError, False),
        (Fault.BAD_GATEWAY, APIError, False),
        (Fault.LOST_REQUEST, requests.ConnectionError, False),
        (Fault.DONE_UNAVAILABLE, APIError, True),
        (Fault.DONE_BAD_GATEWAY, APIError, True),
        (Fault.LOST_ANSWER, requests.ConnectionError, True),
        (Fault.SLOW, requests.ReadTimeout, True),
    ],
)
def test_a_write_that_fails_may_have_been_done(
    google: Google, book: Book, sheet: Spreadsheet, fault: Fault, error: type[Exception], written: bool
) -> None:
    sheet.client.set_timeout((5, 20))
    google.faults.plan("write", None, fault)
    write(sheet, "A1", "first")
    assert read(sheet) == [["first"]]
    with pytest.raises(error):
        write(sheet, "A1", "second")
    assert book.values("T") == [["second" if written else "first"]]
    assert [one.done for one in google.ledger.requests] == [True, True, written]
    write(sheet, "A1", "third")
    assert read(sheet) == [["third"]]


def test_the_words_of_the_refusals(google: Google, sheet: Spreadsheet) -> None:
    google.faults.plan("read", Fault.UNAVAILABLE, Fault.BAD_GATEWAY)
    with pytest.raises(APIError) as refused:
        read(sheet)
    assert refused.value.error == {
        "code": 503,
        "message": "The service is currently unavailable.",
        "status": "UNAVAILABLE",
    }
    with pytest.raises(APIError) as refused:
        read(sheet)
    assert (refused.value.code, refused.value.response.status_code) == (-1, 502)
    assert refused.value.error["message"].startswith("<!DOCTYPE html>")


def test_a_late_answer_takes_its_time_if_one_waits(google: Google, sheet: Spreadsheet, clock: Clock) -> None:
    google.faults.late = 90
    google.faults.plan("read", Fault.SLOW)
    began = clock()
    assert (read(sheet), clock() - began) == ([], 90)
    google.faults.plan("read", Fault.SLOW)
    sheet.client.set_timeout((5, 20))
    with pytest.raises(requests.ReadTimeout):
        read(sheet)
    assert clock() - began == 110


def test_a_quota_of_reads_and_of_writes_is_refilled_with_the_next_window(
    google: Google, book: Book, sheet: Spreadsheet, clock: Clock
) -> None:
    google.faults.quota = Quota(reads=2, writes=1)
    clock.now = 60.0 * 1000 + 59
    write(sheet)
    read(sheet)
    read(sheet)
    for ask, kind in ((lambda: write(sheet, "A1", "y"), "Write"), (lambda: read(sheet), "Read")):
        with pytest.raises(APIError) as refused:
            ask()
        error = refused.value.error
        assert (error["code"], error["status"], error["message"]) == (
            429,
            "RESOURCE_EXHAUSTED",
            f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' of "
            "service 'sheets.googleapis.com' for consumer 'project_number:314159265358'.",
        )
        assert error["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"
        assert error["details"][0]["metadata"]["quota_limit"] == f"{kind}RequestsPerMinutePerUser"
        assert "Retry-After" not in refused.value.response.headers
    assert book.values("T") == [["x"]]
    ledger = google.ledger
    assert (ledger.reads, ledger.writes, ledger.refused) == (2, 1, 2)
    clock.advance(1)
    write(sheet, "A1", "y")
    assert (read(sheet), ledger.reads, ledger.writes) == ([["y"]], 3, 2)


def test_stale_reads_see_an_older_document_while_writes_are_done(
    google: Google, book: Book, sheet: Spreadsheet
) -> None:
    write(sheet, "A1", "old")
    google.stale(reads=2)
    write(sheet, "A1", "new")
    book.rename_tab("ชีต1", "อื่น")
    assert read(sheet) == [["old"]]
    assert [tab["properties"]["title"] for tab in sheet.fetch_sheet_metadata()["sheets"]] == ["ชีต1", "T"]
    assert (read(sheet), book.values("T")) == ([["new"]], [["new"]])


def test_whoever_decides_may_look_at_each_request(google: Google, book: Book, sheet: Spreadsheet) -> None:
    asked = []

    def decide(kind: str, name: str) -> Fault | None:
        asked.append((kind, name))
        return Fault.LOST_REQUEST if kind == "write" else None

    google.faults.decide = decide
    google.faults.plan("write", None)
    read(sheet)
    write(sheet)
    with pytest.raises(requests.ConnectionError):
        write(sheet, "A1", "y")
    assert asked == [("read", "values:batchGet"), ("write", "values:batchUpdate")]
    google.faults.stop()
    write(sheet, "A1", "z")
    assert book.values("T") == [["z"]]


def test_the_ledger_has_the_bytes_of_each_write_that_was_done(google: Google, sheet: Spreadsheet) -> None:
    google.faults.plan("write", Fault.LOST_REQUEST, Fault.LOST_ANSWER)
    for text in ("ก", "กก"):
        with pytest.raises(requests.ConnectionError):
            write(sheet, "A1", text)
    write(sheet, "A1", "กกก")
    # gspread escapes each Thai letter as six bytes.
    first, second = google.ledger.written
    assert second - first == 6
    assert [(one.name, one.code, one.done) for one in google.ledger.requests] == [
        ("values:batchUpdate", None, False),
        ("values:batchUpdate", None, True),
        ("values:batchUpdate", 200, True),
    ]


def test_a_token_holds_for_an_hour_and_a_rotated_key_opens_nothing(
    google: Google, sheet: Spreadsheet, clock: Clock
) -> None:
    old = google.account.key_file()
    clock.advance(3601)
    assert read(sheet) == []
    assert [one.code for one in google.ledger.requests] == [401, 200]
    google.account.rotate()
    with pytest.raises(RefreshError) as refused:
        read(sheet)
    assert refused.value.args[1] == {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
    with pytest.raises(RefreshError):
        gspread.service_account_from_dict(old).open_by_key("book")
    assert gspread.service_account_from_dict(google.account.key_file()).open_by_key("book").title == "ทะเบียน"


def test_a_request_without_a_token(google: Google, book: Book) -> None:
    for headers in ({}, {"Authorization": "Bearer ya29.wrong"}):
        answer = requests.get("https://sheets.googleapis.com/v4/spreadsheets/book", headers=headers, timeout=5)
        assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")


def test_no_token_for_nobody(google: Google) -> None:
    grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    for body in ({}, {"grant_type": grant}, {"grant_type": grant, "assertion": "a.b.c"}):
        answer = requests.post("https://oauth2.googleapis.com/token", data=body, timeout=5)
        assert (answer.status_code, answer.json()["error"]) == (
            400,
            "invalid_grant" if body else "unsupported_grant_type",
        )
    google.faults.plan("token", Fault.UNAVAILABLE)
    assert requests.post("https://oauth2.googleapis.com/token", timeout=5).status_code == 503


def test_what_is_no_json(google: Google, sheet: Spreadsheet) -> None:
    url = "https://sheets.googleapis.com/v4/spreadsheets/book:batchUpdate"
    for body in (b"{", b"[]"):
        with pytest.raises(APIError, match="Invalid JSON payload received"):
            sheet.client.request("post", url, data=body)


def test_no_other_host_is_reached(google: Google) -> None:
    with pytest.raises(requests.ConnectionError):
        requests.get("https://example.com/", timeout=5)
    assert google.strangers == ["example.com"]
