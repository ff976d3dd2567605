"""spreadsheets.get: tabs, what hangs on them, and cells with all that they wear."""

from typing import Any

from standin import cells, masks, values
from standin.cells import Value
from standin.document import Document
from standin.grid import BARE, Column, Dress, Json, Metadata, Row, Sheet
from standin.masks import Mask
from standin.ranges import Area


def get(document: Document, id: str, params: dict[str, list[str]]) -> Json:
    """All but the cells; or what the mask in `fields` asks for; of `ranges` only, if there are any."""
    [text] = params.get("fields", [""])
    mask = masks.parse(text) if text else {}
    masks.check(mask)
    with_cells = masks.asks(mask, "sheets.data") if text else params.get("includeGridData") == ["true"]
    areas: dict[int, list[Area]] = {}
    for one in params.get("ranges", []):
        sheet, area = values.locate(document, one)
        areas.setdefault(sheet.gid, []).append(area)
    whole: Json = {
        "spreadsheetId": id,
        "properties": {"title": document.title, "locale": document.locale, "timeZone": "Asia/Bangkok"},
        "sheets": [
            _sheet(sheet, at)
            | (
                {"data": [_data(sheet, area, mask) for area in areas.get(sheet.gid, [Area(None)])]}
                if with_cells
                else {}
            )
            for at, sheet in enumerate(document.sheets)
            if not areas or sheet.gid in areas
        ],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{id}/edit",
    }
    if document.metadata:
        whole["developerMetadata"] = [metadata(one) for one in document.metadata]
    return dict(masks.apply(mask, whole))


def _sheet(sheet: Sheet, index: int) -> Json:
    answer: Json = {"properties": properties(sheet, index)}
    if sheet.metadata:
        answer["developerMetadata"] = [metadata(one, sheet.gid) for one in sheet.metadata]
    if sheet.protected:
        answer["protectedRanges"] = list(sheet.protected)
    return answer


def properties(sheet: Sheet, index: int) -> Json:
    """SheetProperties; what is nought or no is left out, as the service does."""
    grid = {"rowCount": len(sheet.rows), "columnCount": len(sheet.columns)}
    grid |= {"frozenRowCount": sheet.frozen_rows} if sheet.frozen_rows else {}
    grid |= {"frozenColumnCount": sheet.frozen_columns} if sheet.frozen_columns else {}
    answer = {
        "sheetId": sheet.gid,
        "title": sheet.title,
        "index": index,
        "sheetType": "GRID",
        "gridProperties": grid,
    }
    return answer | {"hidden": True} if sheet.hidden else answer


def metadata(one: Metadata, gid: int | None = None, dimension: str | None = None, at: int = 0) -> Json:
    """DeveloperMetadata of the document, of a tab, or of a row ("ROWS") or column ("COLUMNS") of a tab."""
    location: Json = {"locationType": "SPREADSHEET", "spreadsheet": True}
    if dimension is not None:
        place = {"sheetId": gid, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
        location = {"locationType": dimension[:-1], "dimensionRange": place}
    elif gid is not None:
        location = {"locationType": "SHEET", "sheetId": gid}
    return {
        "metadataId": one.id,
        "metadataKey": one.key,
        "metadataValue": one.value,
        "location": location,
        "visibility": one.visibility,
    }


def _data(sheet: Sheet, area: Area, mask: Mask) -> Json:
    right = min(area.right or len(sheet.columns), len(sheet.columns))
    rows = sheet.rows[area.top : area.bottom]
    data: Json = {}
    data |= {"startRow": area.top} if area.top else {}
    data |= {"startColumn": area.left} if area.left else {}
    # Cells and rows can be many; they are put together only if somebody asks.
    if masks.asks(mask, "sheets.data.rowData"):
        data["rowData"] = [_row(row, area.left, right) for row in rows]
        while data["rowData"] and not data["rowData"][-1]:
            data["rowData"].pop()
    if masks.asks(mask, "sheets.data.rowMetadata"):
        data["rowMetadata"] = [
            {"pixelSize": 21} | _hung(row.metadata, sheet.gid, "ROWS", at) for at, row in enumerate(rows, area.top)
        ]
    if masks.asks(mask, "sheets.data.columnMetadata"):
        data["columnMetadata"] = [
            _column(column, sheet.gid, at) for at, column in enumerate(sheet.columns[area.left : right], area.left)
        ]
    return data


def _hung(hung: tuple[Metadata, ...], gid: int, dimension: str, at: int) -> Json:
    return {"developerMetadata": [metadata(one, gid, dimension, at) for one in hung]} if hung else {}


def _column(column: Column, gid: int, at: int) -> Json:
    answer: Json = {"hiddenByUser": True} if column.hidden else {}
    return answer | {"pixelSize": column.size} | _hung(column.metadata, gid, "COLUMNS", at)


def _row(row: Row, left: int, right: int) -> Json:
    last = min(right, max(len(row.values), max(row.dress, default=-1) + 1))
    line = [_cell(row, at) for at in range(left, last)]
    while line and not line[-1]:
        line.pop()
    return {"values": line} if line else {}


def _cell(row: Row, at: int) -> Json:
    value, worn = row.value(at), row.dress.get(at, BARE)
    cell: Json = {}
    if value != "" or at in row.formulas:
        source = row.formulas.get(at)
        cell["userEnteredValue"] = _extended(value) if source is None else {"formulaValue": source}
        cell["effectiveValue"] = _extended(value)
        cell["formattedValue"] = cells.shown(value, worn.format)
    return cell | _worn(worn)


def _worn(worn: Dress) -> Json:
    cell: Json = {}
    if worn.format is not None:
        kind = {"numberFormat": {"type": worn.format.type, "pattern": worn.format.pattern}}
        cell |= {"userEnteredFormat": kind, "effectiveFormat": kind}
    cell |= {"note": worn.note} if worn.note else {}
    return cell | ({"dataValidation": worn.rule} if worn.rule is not None else {})


def _extended(value: Value) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}
