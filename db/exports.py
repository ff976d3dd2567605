"""Tables that leave the register for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook

WIDEST = 60
"""Of a workbook's columns, in characters."""

# What a spreadsheet would take for a formula, or for the end of the cell before it; full-width forms count as well.
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def cell(value: object) -> object:
    """The value as it may stand in a spreadsheet: numbers as they are, None empty, text that would run behind a "'"."""
    if value is None:
        return ""
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


def xlsx_file(header: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """The same table as a workbook of one sheet: numbers are numbers, text is text to the letter (a leading zero stays,
    a formula does not run, an address is no link), None is empty. The head stays in sight and has a filter."""
    file, table = io.BytesIO(), [tuple(header), *(tuple(row) for row in rows)]
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for number, row in enumerate(table):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value, bold if number == 0 else None)
                elif value is not None:
                    sheet.write_number(number, column, value)
        for column, cells in enumerate(zip(*table, strict=True)):
            longest = max(len(str(value)) for value in cells if value is not None)
            sheet.set_column(column, column, min(longest + 2, WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table) - 1, len(header) - 1)
    return file.getvalue()
