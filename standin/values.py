"""values:batchGet and values:batchUpdate."""

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from standin import cells, ranges
from standin.cells import LONGEST, Entry, Format
from standin.document import Document
from standin.errors import Failure, invalid
from standin.grid import BARE, Json, Row, Sheet, trimmed
from standin.ranges import Area

READ_AS = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
DAYS_AS = ("SERIAL_NUMBER", "FORMATTED_STRING")
WRITE_AS = ("RAW", "USER_ENTERED")
DIMENSIONS = ("ROWS", "COLUMNS")


def batch_get(document: Document, params: dict[str, list[str]]) -> Json:
    """The values of `ranges`, each without the empty cells at the end of its rows and the empty rows at its end."""
    how = _choice(params, "valueRenderOption", READ_AS)
    days = _choice(params, "dateTimeRenderOption", DAYS_AS)
    dimension = _choice(params, "majorDimension", DIMENSIONS)
    return {"valueRanges": [_read(document, text, how, days, dimension) for text in params.get("ranges", [])]}


def _choice(params: dict[str, list[str]], name: str, known: tuple[str, ...]) -> str:
    [asked] = params.get(name, [known[0]])
    if asked not in known:
        raise invalid(f"Invalid value at '{_snake(name)}' (type.googleapis.com/google.apps.sheets.v4), \"{asked}\"")
    return asked


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _read(document: Document, text: str, how: str, days: str, dimension: str) -> Json:
    sheet, area = locate(document, text)
    rows, columns = len(sheet.rows), len(sheet.columns)
    bottom = rows if area.bottom is None else min(area.bottom, rows)
    right = columns if area.right is None else min(area.right, columns)
    values: list[list[Any]] = [
        list(trimmed(_line(row, area.left, right, how, days))) for row in sheet.rows[area.top : bottom]
    ]
    while values and not values[-1]:
        values.pop()
    if dimension == "COLUMNS":
        values = [list(trimmed(line)) for line in zip_longest(*values, fillvalue="")]
    answer: Json = {
        "range": ranges.shown(sheet.title, area.top, area.left, bottom, right),
        "majorDimension": dimension,
    }
    return answer | {"values": values} if values else answer


def _line(row: Row, left: int, right: int, how: str, days: str) -> Sequence[Any]:
    plain = row.values[left:right]
    if how == "FORMATTED_VALUE":
        return [cells.shown(value, row.dress.get(at, BARE).format) for at, value in enumerate(plain, left)]
    if how == "FORMULA" and row.formulas:
        return [row.formulas.get(at, value) for at, value in enumerate(plain, left)]
    if days == "FORMATTED_STRING":
        dated = {at: worn.format for at, worn in row.dress.items() if worn.format and worn.format.type == "DATE"}
        return [cells.shown(value, dated[at]) if at in dated else value for at, value in enumerate(plain, left)]
    return plain


def locate(document: Document, text: str) -> tuple[Sheet, Area]:
    """The tab and the area that a range means. Failure if there is no such tab, or it begins outside the grid."""
    try:
        area = ranges.parse(text, [sheet.title for sheet in document.sheets])
    except ranges.BadRange:
        raise invalid(f"Unable to parse range: {text}") from None
    sheet = document.sheets[0] if area.title is None else document.titled(area.title)
    if sheet is None:
        raise invalid(f"Unable to parse range: {text}")
    if area.top >= len(sheet.rows) or area.left >= len(sheet.columns):
        raise _outside(sheet, area)
    return sheet, area


def _outside(sheet: Sheet, area: Area) -> Failure:
    asked = ranges.shown(sheet.title, area.top, area.left, area.bottom, area.right)
    return invalid(
        f"Range ({asked}) exceeds grid limits. Max rows: {len(sheet.rows)}, max columns: {len(sheet.columns)}"
    )


def batch_update(document: Document, body: Json, today: date) -> Json:
    """Write: null leaves a cell as it is, "" empties it. A Failure leaves `document` half written: give a copy."""
    known = {"valueInputOption", "data", "includeValuesInResponse"}
    known |= {"responseValueRenderOption", "responseDateTimeRenderOption"}
    for name in body.keys() - known:
        raise invalid(f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.')
    how = body.get("valueInputOption")
    if how not in WRITE_AS:
        raise invalid("'valueInputOption' is required but not specified")
    responses = []
    for number, one in enumerate(body.get("data", [])):
        try:
            responses.append(_write(document, one, how, today))
        except Failure as failure:
            # A cell that is too long or protected is not said of a range.
            if failure.message.startswith(("Your input", "You are")):
                raise
            raise invalid(f"Invalid data[{number}]: {failure.message}") from None
    return {
        "totalUpdatedRows": sum(one["updatedRows"] for one in responses),
        "totalUpdatedColumns": sum(one["updatedColumns"] for one in responses),
        "totalUpdatedCells": sum(one["updatedCells"] for one in responses),
        "totalUpdatedSheets": len({one["updatedRange"].rsplit("!", 1)[0] for one in responses}),
        "responses": responses,
    }


def _write(document: Document, one: Json, how: str, today: date) -> Json:
    sheet, area = locate(document, one.get("range", ""))
    values = one.get("values", [])
    if one.get("majorDimension", "ROWS") == "COLUMNS":
        values = [list(line) for line in zip_longest(*values)]
    height, width = len(values), max(map(len, values), default=0)
    top, left = area.top, area.left
    asked = ranges.shown(sheet.title, top, left, area.bottom, area.right)
    if not area.one and area.right is not None and left + width > area.right:
        column = ranges.letters(area.right)
        raise invalid(f"Requested writing within range [{asked}], but tried writing to column [{column}]")
    if not area.one and area.bottom is not None and top + height > area.bottom:
        raise invalid(f"Requested writing within range [{asked}], but tried writing to row [{area.bottom + 1}]")
    bottom, right = (top + height, left + width) if area.one else (area.bottom or 0, area.right or 0)
    if max(bottom, top + height) > len(sheet.rows) or max(right, left + width) > len(sheet.columns):
        raise _outside(sheet, Area(None, top, left, max(bottom, top + height), max(right, left + width)))
    document.check_protection(sheet, top, top + height, left, left + width)
    lines = []
    for at, line in enumerate(values):
        _check(line, at)
        if how == "RAW":
            lines.append([None if value is None else cells.raw(value) for value in line])
        else:
            worn = sheet.rows[top + at].dress
            lines.append(
                [
                    _typed(value, today, document.locale, worn.get(column, BARE).format)
                    for column, value in enumerate(line, left)
                ]
            )
    sheet.write(top, left, lines)
    return {
        "updatedRange": ranges.shown(sheet.title, top, left, max(top + height, top + 1), max(left + width, left + 1)),
        "updatedRows": height,
        "updatedColumns": width,
        "updatedCells": sum(entry is not None for line in lines for entry in line),
    }


def _check(line: list[Any], row: int) -> None:
    for column, value in enumerate(line):
        if isinstance(value, list | dict):
            kind = "list_value" if isinstance(value, list) else "struct_value"
            raise invalid(f"Invalid values[{row}][{column}]: {kind} {{\n}}\n")
        if isinstance(value, str):
            check_length(value)


def check_length(text: str) -> None:
    """Failure for a text that no cell can hold."""
    if len(text) > LONGEST:
        raise invalid(f"Your input contains more than the maximum of {LONGEST} characters in a single cell.")


def _typed(value: Any, today: date, locale: str, kept: Format | None) -> Entry | None:
    if value is None:
        return None
    return cells.typed(value, today, locale, kept) if isinstance(value, str) else cells.raw(value)
