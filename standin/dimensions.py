"""Requests about rows and columns."""

from dataclasses import replace

from standin.document import Document
from standin.errors import invalid
from standin.grid import NO_ROW, Json, Sheet
from standin.places import area_of, length, listed, span_of


def arrange(sheet: Sheet, dimension: str, order: list[int | None], like: int | None = None) -> None:
    """Put rows or columns in this order; a new row (None) is dressed like the row `like`."""
    if dimension == "ROWS":
        sheet.arrange_rows(order, NO_ROW if like is None else sheet.rows[like])
    else:
        sheet.arrange_columns(order)


def resize(document: Document, sheet: Sheet, dimension: str, size: int) -> None:
    if size < 1:
        raise invalid(f"{'Row' if dimension == 'ROWS' else 'Column'} count must be at least 1.")
    now = length(sheet, dimension)
    _check_room(document, sheet, dimension, size - now)
    arrange(sheet, dimension, [*range(min(now, size)), *[None] * (size - now)], now - 1)


def _check_room(document: Document, sheet: Sheet, dimension: str, more: int) -> None:
    document.check_size(more * (len(sheet.columns) if dimension == "ROWS" else len(sheet.rows)))


def insert_dimension(document: Document, asked: Json) -> None:
    sheet, dimension, start, end = span_of(document, asked["range"], "")
    size = length(sheet, dimension)
    if start > size:
        raise invalid(f"range.startIndex must be at most {size}")
    _check_room(document, sheet, dimension, end - start)
    before = asked.get("inheritFromBefore", False)
    if before and not start:
        raise invalid("inheritFromBefore cannot be true if inserting at the first row or column.")
    order = [*range(start), *[None] * (end - start), *range(start, size)]
    arrange(sheet, dimension, order, start - 1 if before or start == size else start)


def append_dimension(document: Document, asked: Json) -> None:
    sheet, dimension = document.sheet(asked.get("sheetId", 0)), asked["dimension"]
    size = length(sheet, dimension)
    _check_room(document, sheet, dimension, asked["length"])
    arrange(sheet, dimension, [*range(size), *[None] * asked["length"]], size - 1)


def delete_dimension(document: Document, asked: Json) -> None:
    sheet, dimension, start, end = span_of(document, asked["range"], "delete")
    size = length(sheet, dimension)
    if end - start == size:
        raise invalid(f"You can't delete all the {dimension.lower()} on the sheet.")
    if dimension == "ROWS" and start <= sheet.frozen_rows and end == size and sheet.frozen_rows:
        raise invalid("Sorry, it is not possible to delete all non-frozen rows.")
    arrange(sheet, dimension, [*range(start), *range(end, size)])


def move_dimension(document: Document, asked: Json) -> None:
    sheet, dimension, start, end = span_of(document, asked["source"], "move")
    to = asked["destinationIndex"]
    if start < to < end:
        raise invalid("destinationIndex must not be inside the source.")
    rest = [at for at in range(length(sheet, dimension)) if not start <= at < end]
    at = to if to <= start else to - (end - start)
    arrange(sheet, dimension, [*rest[:at], *range(start, end), *rest[at:]])


def update_dimension_properties(document: Document, asked: Json) -> None:
    sheet, dimension, start, end = span_of(document, asked["range"], "update")
    names, wanted = listed(asked), asked.get("properties", {})
    if dimension == "COLUMNS":
        for at in range(start, end):
            column = sheet.columns[at]
            size = wanted["pixelSize"] if "pixelSize" in names else column.size
            hidden = wanted.get("hiddenByUser", False) if "hiddenByUser" in names else column.hidden
            sheet.columns[at] = replace(column, size=size, hidden=hidden)


def sort_range(document: Document, asked: Json) -> None:
    sheet, top, bottom, left, right = area_of(document, asked["range"])
    by = [(one.get("dimensionIndex", 0), one.get("sortOrder") == "DESCENDING") for one in asked["sortSpecs"]]
    sheet.sort(top, bottom, left, right, by)
