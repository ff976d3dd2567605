"""A spreadsheet, and what people do to it in their browsers."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import count
from threading import RLock

from standin import cells, ranges
from standin.cells import TEXT, Entry, Value
from standin.dimensions import arrange
from standin.document import Document
from standin.grid import BARE, Json, Sheet
from standin.tabs import check_title, duplicate


class Book:
    """A spreadsheet with one tab of 1,000 rows and 26 columns, shared with the service account as a "writer".

    Tabs are named by their title or gid, cells like "B2", columns by their letter, rows by the number that people see
    (the first is 1). What people type or paste beyond the last row or column makes room for it, as in a browser.
    `revision` grows with every change.
    """

    def __init__(self, id: str, title: str, today: Callable[[], date], lock: RLock) -> None:
        self.id = id
        self.role: str | None = "writer"
        self.revision = 0
        self.document = Document(title, [Sheet.new(0, "ชีต1")])
        self._today, self._lock = today, lock

    @contextmanager
    def editing(self) -> Iterator[Document]:
        """The document, to be changed as a whole or, when something is raised, not at all."""
        with self._lock:
            draft = self.document.copy()
            yield draft
            self._replace(draft)

    def share(self, role: str | None = "writer") -> None:
        """Share it with the service account as "writer" or "reader", or (None) no longer."""
        self.role = role

    # What is there

    def tabs(self) -> list[str]:
        return [sheet.title for sheet in self.document.sheets]

    def values(self, tab: str | int) -> list[list[Value]]:
        """What the cells of a tab give, without what is empty at the ends."""
        lines = [list(row.values) for row in _tab(self.document, tab).rows]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def value(self, tab: str | int, cell: str) -> Value:
        """What a cell gives; "" if it is empty or outside."""
        row, column = ranges.cell_of(cell)
        rows = _tab(self.document, tab).rows
        return rows[row].value(column) if row < len(rows) else ""

    # Cells

    def type(self, tab: str | int, cell: str, text: str) -> None:
        """Type into a cell: read as the service reads what is typed, unless the cell is formatted as text."""
        self.paste(tab, cell, [[text]])

    def put(self, tab: str | int, cell: str, value: Value) -> None:
        """Paste one value as it is: a text stays a text, a number a number."""
        row, column = ranges.cell_of(cell)
        with self.editing() as document:
            sheet = _tab(document, tab)
            _make_room(sheet, row + 1, column + 1)
            sheet.write(row, column, [[cells.raw(value)]])

    def paste(self, tab: str | int, cell: str, lines: Sequence[Sequence[str]]) -> None:
        """Paste lines of text over the cells from `cell` on; each is read like what is typed."""
        row, column = ranges.cell_of(cell)
        with self.editing() as document:
            self._type(document, _tab(document, tab), row, column, lines)

    def _type(self, document: Document, sheet: Sheet, row: int, column: int, lines: Sequence[Sequence[str]]) -> None:
        _make_room(sheet, row + len(lines), column + max(map(len, lines), default=0))
        for at, line in enumerate(lines, row):
            worn = sheet.rows[at].dress
            kept = [worn.get(place, BARE).format for place in range(column, column + len(line))]
            sheet.write(
                at,
                column,
                [[cells.typed(text, self._today(), document.locale, kept[n]) for n, text in enumerate(line)]],
            )

    def clear_tab(self, tab: str | int) -> None:
        """Select all, and press Delete: cells are empty, headers too; formats and notes stay."""
        with self.editing() as document:
            sheet = _tab(document, tab)
            sheet.write(0, 0, [[Entry("")] * len(row.values) for row in sheet.rows])

    def format_text(self, tab: str | int, column: str) -> None:
        """Format a column as plain text: what is typed from now on is kept as it is."""
        at = ranges.column_of(column)
        with self.editing() as document:
            sheet = _tab(document, tab)
            sheet.dress(0, len(sheet.rows), at, at + 1, lambda worn: replace(worn, format=TEXT))

    def protect(self, tab: str | int, area: str) -> None:
        """Let only the owner edit an area ("A1:A20"), so not the service account."""
        with self.editing() as document:
            sheet = _tab(document, tab)
            found = ranges.parse(area, [])
            place: Json = {"sheetId": sheet.gid, "startRowIndex": found.top, "startColumnIndex": found.left}
            place |= {} if found.bottom is None else {"endRowIndex": found.bottom}
            place |= {} if found.right is None else {"endColumnIndex": found.right}
            made = {"protectedRangeId": document.new_id(), "range": place, "requestingUserCanEdit": False}
            sheet.protected = (*sheet.protected, made)

    # Rows

    def insert_row(self, tab: str | int, row: int) -> None:
        """Insert an empty row above `row`, dressed like it."""
        with self.editing() as document:
            sheet = _tab(document, tab)
            _make_room(sheet, row, 1)
            size = len(sheet.rows)
            arrange(sheet, "ROWS", [*range(row - 1), None, *range(row - 1, size)], row - 1)

    def delete_rows(self, tab: str | int, *rows: int) -> None:
        """Delete these rows, each by the number that it has before any is gone. One below the header is always left."""
        with self.editing() as document:
            sheet = _tab(document, tab)
            gone = {row - 1 for row in rows}
            left: list[int | None] = [at for at in range(len(sheet.rows)) if at not in gone]
            arrange(sheet, "ROWS", left if len(left) > sheet.frozen_rows else [*left, None])

    def move_row(self, tab: str | int, row: int, to: int) -> None:
        """Drag a row to where the row `to` is now."""
        with self.editing() as document:
            sheet = _tab(document, tab)
            arrange(sheet, "ROWS", _moved(len(sheet.rows), row - 1, to - 1))

    def copy_row(self, tab: str | int, row: int, to: int) -> None:
        """Copy all cells of a row over the row `to`, its id too."""
        with self.editing() as document:
            sheet = _tab(document, tab)
            _make_room(sheet, to, 1)
            sheet.rows[to - 1] = replace(sheet.rows[row - 1], metadata=sheet.rows[to - 1].metadata)

    def sort(self, tab: str | int, column: str, rows: tuple[int, int] | None = None, descending: bool = False) -> None:
        """Sort whole rows by a column: those from the first to the last of `rows`, or all below the frozen header."""
        self._sort(tab, column, rows, descending, all_columns=True)

    def sort_one_column(
        self, tab: str | int, column: str, rows: tuple[int, int] | None = None, descending: bool = False
    ) -> None:
        """The classic mishap: sort the cells of one column, and leave the rest of each row where it was."""
        self._sort(tab, column, rows, descending, all_columns=False)

    def _sort(
        self, tab: str | int, column: str, rows: tuple[int, int] | None, descending: bool, all_columns: bool
    ) -> None:
        at = ranges.column_of(column)
        with self.editing() as document:
            sheet = _tab(document, tab)
            first, last = rows or (max(sheet.frozen_rows, 1) + 1, len(sheet.rows))
            left, right = (0, len(sheet.columns)) if all_columns else (at, at + 1)
            sheet.sort(first - 1, last, left, right, [(at, descending)])

    # Columns

    def insert_column(self, tab: str | int, column: str, header: str = "") -> None:
        """Insert a column to the left of `column`, with this header."""
        at = ranges.column_of(column)
        with self.editing() as document:
            sheet = _tab(document, tab)
            size = len(sheet.columns)
            sheet.arrange_columns([*range(at), None, *range(at, size)])
            sheet.write(0, at, [[Entry(header)]])

    def delete_column(self, tab: str | int, column: str) -> None:
        at = ranges.column_of(column)
        with self.editing() as document:
            sheet = _tab(document, tab)
            sheet.arrange_columns([place for place in range(len(sheet.columns)) if place != at] or [None])

    def move_column(self, tab: str | int, column: str, to: str) -> None:
        """Drag a column to where the column `to` is now."""
        with self.editing() as document:
            sheet = _tab(document, tab)
            sheet.arrange_columns(_moved(len(sheet.columns), ranges.column_of(column), ranges.column_of(to)))

    def rename_header(self, tab: str | int, old: str, new: str) -> None:
        """Type another header over one. LookupError if there is no such header."""
        with self.editing() as document:
            sheet = _tab(document, tab)
            if old not in sheet.rows[0].values:
                raise LookupError(f"no header {old}, only {list(sheet.rows[0].values)}")
            sheet.write(0, sheet.rows[0].values.index(old), [[Entry(new)]])

    # Tabs

    def add_tab(self, title: str, rows: int = 1000, columns: int = 26) -> None:
        with self.editing() as document:
            check_title(document, title)
            document.sheets.append(Sheet.new(document.new_id(), title, rows, columns))

    def rename_tab(self, tab: str | int, title: str) -> None:
        with self.editing() as document:
            sheet = _tab(document, tab)
            check_title(document, title, sheet)
            sheet.title = title

    def duplicate_tab(self, tab: str | int, title: str | None = None) -> None:
        """Duplicate a tab, to its right. What a program hung on it invisibly is not copied."""
        with self.editing() as document:
            source = _tab(document, tab)
            title = title or f"สำเนาของ {source.title}"
            number = next(at for at in count(1) if document.titled(_numbered(title, at)) is None)
            made = duplicate(document, source, _numbered(title, number))
            document.sheets.insert(document.sheets.index(source) + 1, made)

    def delete_tab(self, tab: str | int) -> None:
        """Delete a tab; the last one is replaced by an empty one, for a document has one."""
        with self.editing() as document:
            document.sheets.remove(_tab(document, tab))
            if not document.sheets:
                document.sheets.append(Sheet.new(document.new_id(), "ชีต1"))

    # The whole document

    def rename(self, title: str) -> None:
        with self.editing() as document:
            document.title = title

    def snapshot(self) -> Document:
        """The document as it is now, to be given to `restore`."""
        return self.document.copy()

    def restore(self, snapshot: Document) -> None:
        """Go back to a version of the history: every cell, row and tab is as it was then."""
        with self._lock:
            self._replace(snapshot.copy())

    def _replace(self, document: Document) -> None:
        self.document = document
        self.revision += 1


def _tab(document: Document, tab: str | int) -> Sheet:
    if isinstance(tab, int):
        return document.sheet(tab)
    found = document.titled(tab)
    if found is None:
        raise LookupError(f"no tab {tab}, only {[sheet.title for sheet in document.sheets]}")
    return found


def _numbered(title: str, number: int) -> str:
    return title if number == 1 else f"{title} {number}"


def _make_room(sheet: Sheet, rows: int, columns: int) -> None:
    size = len(sheet.rows)
    if rows > size:
        arrange(sheet, "ROWS", [*range(size), *[None] * (rows - size)], size - 1)
    width = len(sheet.columns)
    if columns > width:
        sheet.arrange_columns([*range(width), *[None] * (columns - width)])


def _moved(size: int, start: int, to: int) -> list[int | None]:
    order: list[int | None] = [at for at in range(size) if at != start]
    order.insert(to, start)
    return order
