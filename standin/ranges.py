"""A1 notation: 'กิจกรรม'!A2:C is the tab กิจกรรม, from row 2, columns A to C, to its last row."""

import re
from dataclasses import dataclass

CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,8})?", re.ASCII)
PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


class BadRange(ValueError):
    """A text that is no range."""


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, counted from 0, the ends not included; None where the range is open.

    `title` is the tab's as it was asked, or None for the first tab. `one` says that a single cell was named: a write
    to it is an anchor, and may be wider.
    """

    title: str | None
    top: int = 0
    left: int = 0
    bottom: int | None = None
    right: int | None = None
    one: bool = False


def letters(column: int) -> str:
    """The name of a column, counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(name: str) -> int:
    """
    >>> column_of("A"), column_of("aa")
    (0, 26)
    """
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cell_of(name: str) -> tuple[int, int]:
    """Row and column of a cell, counted from 0. BadRange if it is none.

    >>> cell_of("B2")
    (1, 1)
    """
    found = CORNER.fullmatch(name)
    if not found or not found[1] or not found[2]:
        raise BadRange(name)
    return int(found[2]) - 1, column_of(found[1])


def parse(text: str, titles: list[str]) -> Area:
    """The area that `text` means in a document with these tabs. BadRange if it means none."""
    if text.startswith("'"):
        quoted = re.match(r"'((?:[^']|'')*)'(?:!(.*))?$", text, re.DOTALL)
        if not quoted:
            raise BadRange(text)
        title: str | None = quoted[1].replace("''", "'")
        cells = quoted[2]
    elif "!" in text:
        title, cells = text.rsplit("!", 1)
    elif text.casefold() in {known.casefold() for known in titles}:
        title, cells = text, None
    else:
        title, cells = None, text
    if cells is None:
        return Area(title)
    first, colon, last = cells.partition(":")
    start, end = CORNER.fullmatch(first), CORNER.fullmatch(last)
    if not first or not start or not end or bool(colon) != bool(last):
        raise BadRange(text)
    if not colon:
        if not (start[1] and start[2]):
            raise BadRange(text)
        row, column = cell_of(first)
        return Area(title, row, column, row + 1, column + 1, one=True)
    rows = sorted((int(start[2] or 1) - 1, int(end[2]) - 1)) if end[2] else [int(start[2] or 1) - 1, None]
    columns = sorted((column_of(start[1] or "A"), column_of(end[1]))) if end[1] else [column_of(start[1] or "A"), None]
    bottom = None if rows[1] is None else rows[1] + 1
    right = None if columns[1] is None else columns[1] + 1
    return Area(title, rows[0] or 0, columns[0] or 0, bottom, right)


def shown(title: str, top: int, left: int, bottom: int | None, right: int | None) -> str:
    """A range as the service writes it.

    >>> shown("T", 0, 0, 1000, 26), shown("กิจกรรม", 1, 1, 2, 2), shown("T", 1000, 0, None, 2)
    ('T!A1:Z1000', "'กิจกรรม'!B2", 'T!A1001:B')
    """
    name = title if PLAIN_TITLE.fullmatch(title) else "'" + title.replace("'", "''") + "'"
    first = f"{letters(left)}{top + 1}"
    last = (letters(right - 1) if right else "") + (str(bottom) if bottom else "")
    return f"{name}!{first}" if last in ("", first) else f"{name}!{first}:{last}"
