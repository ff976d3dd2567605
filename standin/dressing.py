"""Requests about cells: what they hold and wear, and who may edit them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from standin import cells
from standin.cells import Entry, Format
from standin.document import Document
from standin.errors import invalid
from standin.grid import Dress, Json, Sheet
from standin.places import area_of, listed
from standin.values import check_length


def _entered(cell: Json) -> Entry:
    [(kind, value)] = (cell.get("userEnteredValue") or {"stringValue": ""}).items()
    if kind == "formulaValue":
        return cells.formula(value)
    if kind == "stringValue":
        check_length(value)
    return cells.raw(value)


def _change(cell: Json, names: set[str]) -> Callable[[Dress], Dress] | None:
    """What a CellData does to the dress of a cell, or None if it does nothing."""
    every = "*" in names
    made: dict[str, Any] = {}
    if every or any(name.startswith("userEnteredFormat") for name in names):
        number = cell.get("userEnteredFormat", {}).get("numberFormat")
        if every or names & {"userEnteredFormat", "userEnteredFormat.numberFormat"}:
            made["format"] = Format(number["type"], number.get("pattern", "")) if number else None
    if every or "note" in names:
        made["note"] = cell.get("note", "")
    if every or "dataValidation" in names:
        made["rule"] = cell.get("dataValidation")
    return (lambda worn: replace(worn, **made)) if made else None


def _fill(sheet: Sheet, top: int, left: int, bottom: int, right: int, cell: Json, names: set[str]) -> None:
    change = _change(cell, names)
    if change:
        sheet.dress(top, bottom, left, right, change)
    if "*" in names or any(name.startswith("userEnteredValue") for name in names):
        sheet.write(top, left, [[_entered(cell)] * (right - left)] * (bottom - top))


def repeat_cell(document: Document, asked: Json) -> None:
    sheet, top, bottom, left, right = area_of(document, asked["range"])
    document.check_protection(sheet, top, bottom, left, right)
    _fill(sheet, top, left, bottom, right, asked.get("cell", {}), listed(asked))


def update_cells(document: Document, asked: Json) -> None:
    lines = [row.get("values", []) for row in asked.get("rows", [])]
    area = asked.get("range")
    if area is None:
        start = asked["start"]
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        area = {"sheetId": start.get("sheetId", 0), "startRowIndex": top, "startColumnIndex": left}
        area |= {"endRowIndex": top + len(lines), "endColumnIndex": left + max(map(len, lines), default=0)}
        lines = [[*line, *[None] * (area["endColumnIndex"] - left - len(line))] for line in lines]
    sheet, top, bottom, left, right = area_of(document, area)
    document.check_protection(sheet, top, bottom, left, right)
    names = listed(asked)
    for at in range(top, bottom):
        line = lines[at - top] if at - top < len(lines) else []
        for column in range(left, right):
            # Without `range`, a short row leaves what is beyond it; within one, it is emptied.
            cell = line[column - left] if column - left < len(line) else {}
            if cell is not None:
                _fill(sheet, at, column, at + 1, column + 1, cell, names)


def set_data_validation(document: Document, asked: Json) -> None:
    sheet, top, bottom, left, right = area_of(document, asked["range"])
    sheet.dress(top, bottom, left, right, lambda worn: replace(worn, rule=asked.get("rule")))


def add_protected_range(document: Document, asked: Json) -> Json:
    wanted = asked["protectedRange"]
    sheet = document.sheet(wanted["range"].get("sheetId", 0))
    made = {"protectedRangeId": document.new_id(), **wanted, "requestingUserCanEdit": True}
    sheet.protected = (*sheet.protected, made)
    return {"addProtectedRange": {"protectedRange": made}}


def delete_protected_range(document: Document, asked: Json) -> None:
    gone = asked["protectedRangeId"]
    if not any(one["protectedRangeId"] == gone for sheet in document.sheets for one in sheet.protected):
        raise invalid(f"No protected range with id: {gone}")
    for sheet in document.sheets:
        sheet.protected = tuple(one for one in sheet.protected if one["protectedRangeId"] != gone)
