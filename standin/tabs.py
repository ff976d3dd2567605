"""Requests about tabs."""

from dataclasses import replace

from standin import structure
from standin.dimensions import resize
from standin.document import Document
from standin.errors import invalid
from standin.grid import Json, Sheet
from standin.places import listed


def add_sheet(document: Document, asked: Json) -> Json:
    wanted = asked.get("properties", {})
    grid = wanted.get("gridProperties", {})
    gid = wanted.get("sheetId", document.new_id())
    if any(sheet.gid == gid for sheet in document.sheets):
        raise invalid(f"A sheet with the id {gid} already exists.")
    title = wanted.get("title") or f"Sheet{len(document.sheets) + 1}"
    check_title(document, title)
    document.check_size(grid.get("rowCount", 1000) * grid.get("columnCount", 26))
    sheet = Sheet.new(gid, title, grid.get("rowCount", 1000), grid.get("columnCount", 26))
    sheet.hidden = wanted.get("hidden", False)
    at = min(wanted.get("index", len(document.sheets)), len(document.sheets))
    document.sheets.insert(at, sheet)
    _freeze(sheet, grid)
    return {"addSheet": {"properties": structure.properties(sheet, at)}}


def check_title(document: Document, title: str, own: Sheet | None = None) -> None:
    """Failure when another tab has this title, capitals or not."""
    found = document.titled(title)
    if found is not None and found is not own:
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _freeze(sheet: Sheet, grid: Json) -> None:
    frozen = grid.get("frozenRowCount", sheet.frozen_rows)
    if frozen and frozen >= len(sheet.rows):
        raise invalid("You can't freeze all visible rows on the sheet.")
    sheet.frozen_rows, sheet.frozen_columns = frozen, grid.get("frozenColumnCount", sheet.frozen_columns)


def delete_sheet(document: Document, asked: Json) -> None:
    gid = asked.get("sheetId", 0)
    if not any(sheet.gid == gid for sheet in document.sheets):
        raise invalid(f"No sheet with id: {gid}")
    if len(document.sheets) == 1:
        raise invalid("You can't remove all the sheets in a document.")
    document.sheets.remove(document.sheet(gid))


def update_sheet_properties(document: Document, asked: Json) -> None:
    wanted = asked["properties"]
    gid = wanted.get("sheetId", 0)
    if not any(sheet.gid == gid for sheet in document.sheets):
        raise invalid(f"No sheet with id: {gid}")
    sheet = document.sheet(gid)
    names = listed(asked)
    grid = wanted.get("gridProperties", {})
    if "*" in names:
        names |= set(wanted)
    if "gridProperties" in names:
        names |= {f"gridProperties.{name}" for name in ("frozenRowCount", "frozenColumnCount", *grid)}
    if "title" in names:
        check_title(document, wanted["title"], sheet)
        sheet.title = wanted["title"]
    if "hidden" in names:
        sheet.hidden = wanted.get("hidden", False)
    # Rows before columns: a tab that is made longer and narrower at once may be too big in between.
    if "gridProperties.rowCount" in names:
        resize(document, sheet, "ROWS", grid["rowCount"])
    if "gridProperties.columnCount" in names:
        resize(document, sheet, "COLUMNS", grid["columnCount"])
    frozen = ("frozenRowCount", "frozenColumnCount")
    _freeze(sheet, {name: grid.get(name, 0) for name in frozen if f"gridProperties.{name}" in names})
    if "index" in names:
        document.sheets.remove(sheet)
        document.sheets.insert(wanted.get("index", 0), sheet)


def duplicate_sheet(document: Document, asked: Json) -> Json:
    source = document.sheet(asked["sourceSheetId"])
    title = asked.get("newSheetName") or f"Copy of {source.title}"
    check_title(document, title)
    document.check_size(source.cells)
    made = duplicate(document, source, title, asked.get("newSheetId"))
    at = asked.get("insertSheetIndex", 0)
    document.sheets.insert(at, made)
    return {"duplicateSheet": {"properties": structure.properties(made, at)}}


def duplicate(document: Document, source: Sheet, title: str, gid: int | None = None) -> Sheet:
    """A copy of a tab, to be put into the same document. What the program hung on it is not copied."""
    made = source.copy()
    made.gid, made.title, made.metadata = gid or document.new_id(), title, ()
    made.rows = [replace(row, metadata=()) if row.metadata else row for row in made.rows]
    made.columns = [replace(column, metadata=()) for column in made.columns]
    made.protected = tuple(
        {**one, "protectedRangeId": document.new_id(), "range": {**one["range"], "sheetId": made.gid}}
        for one in made.protected
    )
    return made
