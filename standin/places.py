"""What requests say about places: an area of a tab, a span of rows or columns, the fields that a change names."""

from collections.abc import Iterator

from standin import masks
from standin.document import Document
from standin.errors import invalid
from standin.grid import Json, Sheet


def listed(asked: Json) -> set[str]:
    """The dotted names of a mask that a change needs."""
    text = asked.get("fields", "")
    if not text:
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")

    def paths(mask: masks.Mask, before: str = "") -> Iterator[str]:
        for name, below in mask.items():
            yield from paths(below, f"{before}{name}.") if below else [before + name]

    return set(paths(masks.parse(text)))


def length(sheet: Sheet, dimension: str) -> int:
    return len(sheet.rows) if dimension == "ROWS" else len(sheet.columns)


def span_of(document: Document, place: Json, verb: str) -> tuple[Sheet, str, int, int]:
    sheet, dimension = document.sheet(place.get("sheetId", 0)), place["dimension"]
    start, end = place.get("startIndex", 0), place.get("endIndex", length(sheet, place["dimension"]))
    if not 0 <= start < end:
        raise invalid("range.endIndex must be greater than range.startIndex")
    if verb and end > length(sheet, dimension):
        what = "row" if dimension == "ROWS" else "column"
        raise invalid(
            f"Cannot {verb} a {what} that doesn't exist. Tried to {verb} {what} index {end - 1} but there are only "
            f"{length(sheet, dimension)} {what}s."
        )
    return sheet, dimension, start, end


def area_of(document: Document, area: Json) -> tuple[Sheet, int, int, int, int]:
    sheet = document.sheet(area.get("sheetId", 0))
    rows, columns = len(sheet.rows), len(sheet.columns)
    top, left = area.get("startRowIndex", 0), area.get("startColumnIndex", 0)
    bottom, right = area.get("endRowIndex", rows), area.get("endColumnIndex", columns)
    if top >= rows or left >= columns or bottom > rows or right > columns:
        raise invalid(
            f"GridRange exceeds grid limits. Max rows: {rows}, max columns: {columns} "
            f"(asked: rows {top} to {bottom}, columns {left} to {right})"
        )
    return sheet, top, bottom, left, right
