"""Tables that leave the register for a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from xlsxwriter import Workbook

WIDEST = 60
"""Of a workbook's columns, in characters."""

_DAY = "[$-107041E]d mmm yyyy"
"""Of a workbook's cell: Thai month, year of the Buddhist era."""
_NO_SHEET = re.compile(r"[\[\]:*?/\\]")
# What a spreadsheet would take for a formula, or for the end of the cell before it; full-width forms count as well.
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def cell(value: object) -> object:
    """The value as it may stand in a spreadsheet: numbers as they are, None empty, a day in ISO, text that would run
    behind a "'"."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and (value.startswith(_RUN) or value.lstrip().startswith(_RUN)):
        return f"'{value}"
    return value


def csv_file(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as a CSV file that Excel opens with its Thai right: UTF-8 with a byte order mark, CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([cell(name) for name in header])
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(
    header: Sequence[str],
    rows: Iterable[Sequence[str | int | date | None]],
    name: str,
    about: tuple[str, Sequence[str]],
) -> bytes:
    """The same table as a workbook: numbers are numbers, days are days (shown in the Buddhist era), text is text to the
    letter (a leading zero stays, a formula does not run, an address is no link), None is empty. The head stays in sight
    and has a filter. `name` is the sheet's; `about` is the name of a second one and its lines."""
    file, table = io.BytesIO(), [tuple(header), *(tuple(row) for row in rows)]
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_sheet_name(name))
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": _DAY, "align": "left"})
        for number, row in enumerate(table):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value, bold if number == 0 else None)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
                elif value is not None:
                    sheet.write_number(number, column, value)
        for column, cells in enumerate(zip(*table, strict=True)):
            longest = max(len(str(value)) for value in cells if value is not None)
            sheet.set_column(column, column, min(longest + 2, WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table) - 1, len(header) - 1)
        told = book.add_worksheet(_sheet_name(about[0]))
        told.set_column(0, 0, WIDEST)
        for number, line in enumerate(about[1]):
            told.write_string(number, 0, line)
    return file.getvalue()


def _sheet_name(name: str) -> str:
    return _NO_SHEET.sub(" ", name)[:31].strip("' ")
