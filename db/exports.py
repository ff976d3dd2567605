"""Tables that leave the register for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

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
