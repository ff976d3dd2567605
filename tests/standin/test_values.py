"""Reading and writing cells, as values:batchGet and values:batchUpdate do."""

from datetime import date
from typing import Any

import pytest

from standin.book import Book
from standin.books import Books

MAIN = "กิจกรรม"


@pytest.fixture
def books() -> Books:
    return Books(lambda: date(2026, 11, 21))


@pytest.fixture
def book(books: Books) -> Book:
    """A spreadsheet with the tabs ชีต1, กิจกรรม (6 rows, 3 columns) and T (1000 rows, 26 columns)."""
    made = books.create("ทะเบียน", "book")
    made.add_tab(MAIN, 6, 3)
    made.add_tab("T")
    return made


def read(books: Books, *ranges: str, **options: str) -> Any:
    params = {"ranges": ranges, "valueRenderOption": "UNFORMATTED_VALUE"} | options
    code, answer = books.answer("GET", "/v4/spreadsheets/book/values:batchGet", params)
    return answer["valueRanges"] if code == 200 else answer["error"]


def write(books: Books, data: dict[str, list[list[Any]]], how: str = "RAW") -> Any:
    body = {"valueInputOption": how, "data": [{"range": name, "values": values} for name, values in data.items()]}
    return books.answer("POST", "/v4/spreadsheets/book/values:batchUpdate", {}, body)


def refusal(message: str) -> tuple[int, Any]:
    return 400, {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}


def test_empty_cells_and_rows_at_the_end_are_cut_and_rows_are_ragged(books: Books, book: Book) -> None:
    write(books, {f"'{MAIN}'!A1": [["ก", "", "ค"], [], ["x", 0, ""], ["", "", ""]]})
    assert read(books, f"'{MAIN}'", f"'{MAIN}'!A2:B", f"'{MAIN}'!B1:B1", "ชีต1") == [
        {"range": "'กิจกรรม'!A1:C6", "majorDimension": "ROWS", "values": [["ก", "", "ค"], [], ["x", 0]]},
        {"range": "'กิจกรรม'!A2:B6", "majorDimension": "ROWS", "values": [[], ["x", 0]]},
        {"range": "'กิจกรรม'!B1", "majorDimension": "ROWS"},
        {"range": "'ชีต1'!A1:Z1000", "majorDimension": "ROWS"},
    ]


def test_titles_are_found_in_any_case_and_quoted_unless_plain(books: Books, book: Book) -> None:
    book.add_tab("It's me", 1, 1)
    assert [one["range"] for one in read(books, "t", "'t'!b2", "'it''s ME'", "A1")] == [
        *("T!A1:Z1000", "T!B2", "'It''s me'!A1", "'ชีต1'!A1")
    ]


def test_columns_can_come_first(books: Books, book: Book) -> None:
    write(books, {"T!A1": [["a", "b"], ["c"]]})
    assert read(books, "T", majorDimension="COLUMNS")[0]["values"] == [["a", "c"], ["b"]]


def test_raw_keeps_what_user_entered_reads(books: Books, book: Book) -> None:
    line = ["0042", "2,000,000.01", "2020-01-01", "1e5", "=1+1", "+66 81 234", "'08", True, 7]
    write(books, {"T!A1": [line]})
    write(books, {"T!A2": [line]}, "USER_ENTERED")
    assert read(books, "T")[0]["values"] == [
        line,
        [42, 2000000.01, 43831, 100000, 2, "#ERROR!", "08", True, 7],
    ]
    assert read(books, "T", valueRenderOption="FORMATTED_VALUE")[0]["values"][1] == [
        *("42", "2000000.01", "2020-01-01", "100000", "2", "#ERROR!", "08", "TRUE", "7")
    ]
    # RAW text that starts with = cannot be told from a formula.
    assert [line[4] for line in read(books, "T", valueRenderOption="FORMULA")[0]["values"]] == ["=1+1", "=1+1"]
    assert read(books, "T!C2", dateTimeRenderOption="FORMATTED_STRING")[0]["values"] == [["2020-01-01"]]


def test_null_leaves_a_cell_and_an_empty_text_clears_it(books: Books, book: Book) -> None:
    write(books, {"T!A1": [["a", "b", "c"]]})
    code, answer = write(books, {"T!A1:C1": [[None, "", "d"]]})
    assert (code, answer) == (
        200,
        {
            "spreadsheetId": "book",
            "totalUpdatedRows": 1,
            "totalUpdatedColumns": 3,
            "totalUpdatedCells": 2,
            "totalUpdatedSheets": 1,
            "responses": [{"updatedRange": "T!A1:C1", "updatedRows": 1, "updatedColumns": 3, "updatedCells": 2}],
        },
    )
    assert book.values("T") == [["a", "", "d"]]


@pytest.mark.parametrize(
    ("range", "message"),
    [
        ("T!A1001:B", "Range (T!A1001:B) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("'กิจกรรม'!D1", "Range ('กิจกรรม'!D1) exceeds grid limits. Max rows: 6, max columns: 3"),
        ("ไม่มี!A1", "Unable to parse range: ไม่มี!A1"),
        ("'T'!", "Unable to parse range: 'T'!"),
    ],
)
def test_a_range_outside_or_unreadable(books: Books, book: Book, range: str, message: str) -> None:
    assert read(books, range) == {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}
    assert write(books, {"T!A1": [["x"]], range: [["y"]]}) == refusal(f"Invalid data[1]: {message}")
    assert book.values("T") == []


def test_an_end_outside_is_cut_when_reading_and_refused_when_writing(books: Books, book: Book) -> None:
    assert read(books, f"'{MAIN}'!B5:Z99")[0]["range"] == "'กิจกรรม'!B5:C6"
    limits = "exceeds grid limits. Max rows: 6, max columns: 3"
    assert write(books, {f"'{MAIN}'!A6": [["x"], ["y"]]}) == refusal(
        f"Invalid data[0]: Range ('กิจกรรม'!A6:A7) {limits}"
    )
    assert write(books, {f"'{MAIN}'!A6:C7": [["x"]]}) == refusal(f"Invalid data[0]: Range ('กิจกรรม'!A6:C7) {limits}")
    assert book.values(MAIN) == []


def test_values_wider_or_longer_than_a_bounded_range(books: Books, book: Book) -> None:
    said = "Invalid data[0]: Requested writing within range [T!A1:B1], but tried writing to"
    assert write(books, {"T!A1:B1": [["x", "y", "z"]]}) == refusal(f"{said} column [C]")
    assert write(books, {"T!A1:B1": [["x"], ["y"]]}) == refusal(f"{said} row [2]")


def test_what_no_cell_can_hold(books: Books, book: Book) -> None:
    assert write(books, {"T!A1": [["x" * 50_000]]})[0] == 200
    assert write(books, {"T!A1": [["ก" * 50_001]]}) == refusal(
        "Your input contains more than the maximum of 50000 characters in a single cell."
    )
    assert write(books, {"T!A1": [["x", ["y"]]]}) == refusal("Invalid data[0]: Invalid values[0][1]: list_value {\n}\n")


def test_a_protected_cell(books: Books, book: Book) -> None:
    book.protect("T", "A1:A9")
    assert write(books, {"T!B1": [["x"]]})[0] == 200
    code, answer = write(books, {"T!B2": [["y"]], "T!A9": [["z"]]})
    assert (code, answer["error"]["message"].split(".")[0]) == (
        400,
        "You are trying to edit a protected cell or object",
    )
    assert book.values("T") == [["", "x"]]


def test_a_request_without_its_way_of_writing(books: Books, book: Book) -> None:
    assert write(books, {}, "") == refusal("'valueInputOption' is required but not specified")
    assert read(books, "T", valueRenderOption="PRETTY")["code"] == 400


def test_who_may_not_come_in(books: Books, book: Book) -> None:
    def reading(id: str) -> tuple[int, Any]:
        code, answer = books.answer("GET", f"/v4/spreadsheets/{id}")
        return code, answer.get("error", {}).get("message")

    assert reading("book") == (200, None)
    assert reading("other") == (404, "Requested entity was not found.")
    book.share("reader")
    assert (reading("book"), write(books, {"T!A1": [["x"]]})[0]) == ((200, None), 403)
    book.share(None)
    assert reading("book") == (403, "The caller does not have permission")
    books.enabled = False
    code, answer = books.answer("GET", "/v4/spreadsheets/book")
    assert (code, answer["error"]["status"], answer["error"]["details"][0]["reason"]) == (
        403,
        "PERMISSION_DENIED",
        "SERVICE_DISABLED",
    )


def test_what_a_sync_must_not_call_is_not_there(books: Books, book: Book) -> None:
    for method, end in (("POST", "/values/T!A1:append"), ("POST", "/values/T:clear"), ("PUT", "/values/T!A1")):
        assert books.answer(method, f"/v4/spreadsheets/book{end}")[0] == 404
