"""Tabs, rows, columns and what hangs on them, as spreadsheets.get and spreadsheets.batchUpdate do."""

from typing import Any

import pytest

from standin.book import Book
from standin.books import Books

GID = 7
MASK = (
    "properties.title,developerMetadata(metadataKey,metadataValue),sheets(properties(sheetId,title,index,"
    "gridProperties),data(columnMetadata(developerMetadata(metadataKey,metadataValue))),"
    "developerMetadata(metadataKey,metadataValue))"
)


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.fixture
def book(books: Books) -> Book:
    """A spreadsheet whose tab บุคคล (gid 7) has 5 rows and 3 columns, the first row frozen."""
    made = books.create("ทะเบียน", "book")
    grid = {"rowCount": 5, "columnCount": 3, "frozenRowCount": 1}
    change(books, {"addSheet": {"properties": {"sheetId": GID, "title": "บุคคล", "gridProperties": grid}}})
    for row, line in enumerate([["รหัส", "ชื่อ", "โทร"], ["1", "ข", "x"], ["2", "ก", "y"]], 1):
        for column, text in zip("ABC", line, strict=True):
            made.put("บุคคล", f"{column}{row}", text)
    return made


def asked(books: Books, *requests: dict[str, Any]) -> tuple[int, Any]:
    return books.answer("POST", "/v4/spreadsheets/book:batchUpdate", {}, {"requests": list(requests)})


def change(books: Books, *requests: dict[str, Any]) -> list[dict[str, Any]]:
    code, answer = asked(books, *requests)
    assert code == 200, answer
    return answer["replies"]


def refused(books: Books, *requests: dict[str, Any]) -> str:
    code, answer = asked(books, *requests)
    assert (code, answer["error"]["status"]) == (400, "INVALID_ARGUMENT")
    return str(answer["error"]["message"])


def got(books: Books, fields: str = "", **params: Any) -> Any:
    code, answer = books.answer("GET", "/v4/spreadsheets/book", params | ({"fields": fields} if fields else {}))
    return answer if code == 200 else answer["error"]


def tag(key: str, value: str, **location: Any) -> dict[str, Any]:
    made = {"metadataKey": key, "metadataValue": value, "location": location, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": made}}


def line(dimension: str, start: int) -> dict[str, Any]:
    return {"sheetId": GID, "dimension": dimension, "startIndex": start, "endIndex": start + 1}


def tagged(books: Books) -> dict[str, tuple[int, int]]:
    """Where each tagged row and column is: key to tab and index."""
    fields = "sheets(properties.sheetId,data(rowMetadata.developerMetadata,columnMetadata.developerMetadata))"
    return {
        one["metadataKey"]: (sheet["properties"]["sheetId"], at)
        for sheet in got(books, fields)["sheets"]
        for kind in ("rowMetadata", "columnMetadata")
        for at, hung in enumerate(sheet["data"][0][kind])
        for one in hung.get("developerMetadata", [])
    }


def test_a_field_mask_asks_for_its_parts_only(books: Books, book: Book) -> None:
    change(
        books,
        tag("instance", "A", spreadsheet=True),
        tag("table", "people", sheetId=GID),
        tag("column", "name", dimensionRange=line("COLUMNS", 1)),
    )
    plain = {"rowCount": 1000, "columnCount": 26}
    assert got(books, MASK) == {
        "properties": {"title": "ทะเบียน"},
        "developerMetadata": [{"metadataKey": "instance", "metadataValue": "A"}],
        "sheets": [
            {
                "properties": {"sheetId": 0, "title": "ชีต1", "index": 0, "gridProperties": plain},
                "data": [{"columnMetadata": [{}] * 26}],
            },
            {
                "properties": {
                    "sheetId": GID,
                    "title": "บุคคล",
                    "index": 1,
                    "gridProperties": {"rowCount": 5, "columnCount": 3, "frozenRowCount": 1},
                },
                "developerMetadata": [{"metadataKey": "table", "metadataValue": "people"}],
                "data": [
                    {
                        "columnMetadata": [
                            {},
                            {"developerMetadata": [{"metadataKey": "column", "metadataValue": "name"}]},
                            {},
                        ]
                    }
                ],
            },
        ],
    }


def test_without_a_mask_there_are_no_cells(books: Books, book: Book) -> None:
    assert [sorted(sheet) for sheet in got(books)["sheets"]] == [["properties"], ["properties"]]
    whole = got(books, includeGridData="true", ranges=["'บุคคล'!A2:B2"])["sheets"]
    value = {"stringValue": "1"}
    assert whole[0]["data"][0]["rowData"][0]["values"][0] == {
        "userEnteredValue": value,
        "effectiveValue": value,
        "formattedValue": "1",
    }
    assert [sheet["properties"]["title"] for sheet in whole] == ["บุคคล"]


@pytest.mark.parametrize("fields", ["sheets.nothing", "sheets(properties", "sheets(,)", "sheets.properties.colour"])
def test_a_mask_that_makes_no_sense(books: Books, book: Book, fields: str) -> None:
    assert got(books, fields)["code"] == 400


def test_all_or_nothing(books: Books, book: Book) -> None:
    before = got(books)
    rename = {"updateSheetProperties": {"properties": {"sheetId": GID, "title": "คน"}, "fields": "title"}}
    assert refused(books, rename, {"deleteSheet": {"sheetId": 99}}) == (
        "Invalid requests[1].deleteSheet: No sheet with id: 99"
    )
    assert refused(books, rename, {"paintSheet": {}}) == (
        "Invalid JSON payload received. Unknown name \"paintSheet\" at 'requests[1]': Cannot find field."
    )
    assert got(books) == before


def test_tabs(books: Books, book: Book) -> None:
    assert refused(books, {"addSheet": {"properties": {"title": "บุคคล"}}}) == (
        'Invalid requests[0].addSheet: A sheet with the name "บุคคล" already exists. Please enter another name.'
    )
    grid = {"rowCount": 9, "columnCount": 2}
    everything = {"properties": {"sheetId": GID, "title": "คน", "index": 0, "gridProperties": grid}}
    change(books, {"updateSheetProperties": everything | {"fields": "title,index,gridProperties"}})
    assert got(books)["sheets"][0]["properties"] == {
        "sheetId": GID,
        "title": "คน",
        "index": 0,
        "sheetType": "GRID",
        "gridProperties": grid,
    }
    assert book.values("คน") == [["รหัส", "ชื่อ"], ["1", "ข"], ["2", "ก"]]
    change(books, {"deleteSheet": {"sheetId": 0}})
    assert refused(books, {"deleteSheet": {"sheetId": GID}}) == (
        "Invalid requests[0].deleteSheet: You can't remove all the sheets in a document."
    )


def test_ten_million_cells_the_empty_ones_too(books: Books, book: Book) -> None:
    said = "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
    grid = {"rowCount": 500_000, "columnCount": 20}
    assert refused(books, {"addSheet": {"properties": {"title": "ใหญ่", "gridProperties": grid}}}) == (
        f"Invalid requests[0].addSheet: {said}"
    )
    # A million rows of 26 columns are too many, although one column would be left.
    narrow = {"properties": {"sheetId": 0, "gridProperties": {"rowCount": 1_000_000, "columnCount": 1}}}
    both = "gridProperties(rowCount,columnCount)"
    assert refused(books, {"updateSheetProperties": narrow | {"fields": both}}) == (
        f"Invalid requests[0].updateSheetProperties: {said}"
    )


def test_rows_and_columns_come_and_go_and_tags_follow(books: Books, book: Book) -> None:
    change(
        books,
        tag("row", "1", dimensionRange=line("ROWS", 1)),
        tag("column", "name", dimensionRange=line("COLUMNS", 1)),
        tag("last", "tel", dimensionRange=line("COLUMNS", 2)),
        {"insertDimension": {"range": line("ROWS", 1), "inheritFromBefore": False}},
        {"insertDimension": {"range": line("COLUMNS", 0)}},
    )
    assert tagged(books) == {"row": (GID, 2), "column": (GID, 2), "last": (GID, 3)}
    change(
        books,
        {"moveDimension": {"source": line("COLUMNS", 3), "destinationIndex": 0}},
        {"appendDimension": {"sheetId": GID, "dimension": "ROWS", "length": 2}},
        {"deleteDimension": {"range": line("ROWS", 2)}},
    )
    assert tagged(books) == {"column": (GID, 3), "last": (GID, 0)}
    assert book.values("บุคคล") == [["โทร", "", "รหัส", "ชื่อ"], [], ["y", "", "2", "ก"]]
    assert got(books)["sheets"][1]["properties"]["gridProperties"] == {
        "rowCount": 7,
        "columnCount": 4,
        "frozenRowCount": 1,
    }


def test_what_may_not_be_deleted(books: Books, book: Book) -> None:
    below = {"sheetId": GID, "dimension": "ROWS", "startIndex": 1, "endIndex": 5}
    assert refused(books, {"deleteDimension": {"range": below}}) == (
        "Invalid requests[0].deleteDimension: Sorry, it is not possible to delete all non-frozen rows."
    )
    assert refused(books, {"deleteDimension": {"range": line("ROWS", 8)}}) == (
        "Invalid requests[0].deleteDimension: Cannot delete a row that doesn't exist. Tried to delete row index 8 but "
        "there are only 5 rows."
    )


def test_tags_follow_a_sort_of_whole_rows_and_no_other(books: Books, book: Book) -> None:
    change(books, tag("row", "1", dimensionRange=line("ROWS", 1)))
    area = {"sheetId": GID, "startRowIndex": 1}
    by = [{"dimensionIndex": 1, "sortOrder": "ASCENDING"}]
    change(books, {"sortRange": {"range": area, "sortSpecs": by}})
    assert (tagged(books), book.values("บุคคล")[1:]) == ({"row": (GID, 2)}, [["2", "ก", "y"], ["1", "ข", "x"]])
    partly = area | {"startColumnIndex": 1, "endColumnIndex": 2}
    by = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    change(books, {"sortRange": {"range": partly, "sortSpecs": by}})
    assert (tagged(books), book.values("บุคคล")[1:]) == ({"row": (GID, 2)}, [["2", "ข", "y"], ["1", "ก", "x"]])


def test_tags_are_found_deleted_and_limited(books: Books, book: Book) -> None:
    change(books, tag("a", "1", spreadsheet=True), tag("a", "2", sheetId=GID), tag("b", "3", sheetId=GID))
    lookup = {"metadataKey": "a", "locationType": "SHEET"}
    [reply] = change(books, {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}})
    [gone] = reply["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]
    assert (gone["metadataValue"], gone["location"]) == ("2", {"locationType": "SHEET", "sheetId": GID})
    assert got(books, MASK)["developerMetadata"] == [{"metadataKey": "a", "metadataValue": "1"}]
    assert got(books, MASK)["sheets"][1]["developerMetadata"] == [{"metadataKey": "b", "metadataValue": "3"}]
    assert refused(books, tag("c", "x" * 30_000, sheetId=GID)) == (
        "Invalid requests[0].createDeveloperMetadata: Developer metadata exceeds the limit of 30000 characters."
    )
    assert refused(books, {"createDeveloperMetadata": {"developerMetadata": {"metadataKey": "d"}}}) == (
        "Invalid requests[0].createDeveloperMetadata: developerMetadata.visibility must be specified."
    )


def test_a_duplicated_tab_carries_cells_and_no_tags(books: Books, book: Book) -> None:
    change(
        books,
        tag("table", "people", sheetId=GID),
        tag("row", "1", dimensionRange=line("ROWS", 1)),
        tag("column", "id", dimensionRange=line("COLUMNS", 0)),
        {"duplicateSheet": {"sourceSheetId": GID, "newSheetId": 8, "newSheetName": "สำเนา", "insertSheetIndex": 2}},
    )
    assert book.values("สำเนา") == book.values("บุคคล")
    assert tagged(books) == {"row": (GID, 1), "column": (GID, 0)}
    assert ["developerMetadata" in sheet for sheet in got(books)["sheets"]] == [False, True, False]


def test_a_copied_document_keeps_its_tags(books: Books, book: Book) -> None:
    change(books, tag("instance", "A", spreadsheet=True))
    copied = books.copy_document(book)
    code, answer = books.answer("GET", f"/v4/spreadsheets/{copied.id}", {"fields": MASK})
    assert (code, answer["developerMetadata"]) == (200, [{"metadataKey": "instance", "metadataValue": "A"}])
    assert (answer["properties"], copied.tabs()) == ({"title": "สำเนาของ ทะเบียน"}, ["ชีต1", "บุคคล"])


def test_cells_are_dressed(books: Books, book: Book) -> None:
    column = {"sheetId": GID, "startColumnIndex": 2, "endColumnIndex": 3}
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ก"}]}, "showCustomUi": True}
    text = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
    header = {"values": [{"userEnteredValue": {"stringValue": "=รหัส"}, "note": "ไม่แก้"}, {"note": "ชื่อจริง"}]}
    change(
        books,
        {"repeatCell": {"range": column, "cell": text, "fields": "userEnteredFormat.numberFormat"}},
        {"setDataValidation": {"range": column | {"startRowIndex": 1}, "rule": rule}},
        {
            "updateCells": {
                "start": {"sheetId": GID, "rowIndex": 0, "columnIndex": 0},
                "rows": [header],
                "fields": "userEnteredValue,note",
            }
        },
        {"appendDimension": {"sheetId": GID, "dimension": "ROWS", "length": 1}},
    )
    rows = got(books, "sheets.data.rowData.values(note,dataValidation,userEnteredFormat,userEnteredValue)")
    header, *below = [row["values"] for row in rows["sheets"][1]["data"][0]["rowData"]]
    # Without a value in the request, its field in the mask empties the cell.
    assert header[:2] == [
        {"userEnteredValue": {"stringValue": "=รหัส"}, "note": "ไม่แก้"},
        {"note": "ชื่อจริง"},
    ]
    assert header[2] == {"userEnteredValue": {"stringValue": "โทร"}} | text
    assert below[-1] == [{}, {}, {"dataValidation": rule} | text]
    assert len(below) == 5
    book.type("บุคคล", "C6", "0812345678")
    book.type("บุคคล", "A6", "0812345678")
    assert book.values("บุคคล")[5] == [812345678, "", "0812345678"]


def test_a_protection_follows_its_column_and_can_be_taken_away(books: Books, book: Book) -> None:
    area = {"sheetId": GID, "startColumnIndex": 0, "endColumnIndex": 1}
    [reply] = change(books, {"addProtectedRange": {"protectedRange": {"range": area, "warningOnly": True}}})
    made = reply["addProtectedRange"]["protectedRange"]
    assert (made["range"], made["warningOnly"], made["requestingUserCanEdit"]) == (area, True, True)
    book.insert_column("บุคคล", "A")
    moved = {"sheetId": GID, "startColumnIndex": 1, "endColumnIndex": 2}
    assert [one["range"] for one in got(books)["sheets"][1]["protectedRanges"]] == [moved]
    change(books, {"deleteProtectedRange": {"protectedRangeId": made["protectedRangeId"]}})
    assert "protectedRanges" not in got(books)["sheets"][1]
