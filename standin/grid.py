"""A tab: rows of cells, and what hangs on cells, rows and columns.

Rows are never changed but replaced, so a copy of a tab costs a list of references.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from standin.cells import Entry, Format, Value

Json = dict[str, Any]
EMPTY: Mapping[int, Any] = {}


@dataclass(frozen=True, slots=True)
class Metadata:
    """A key and a value that the program left on a document, tab, row or column; people do not see it."""

    id: int
    key: str
    value: str
    visibility: str = "DOCUMENT"


@dataclass(frozen=True, slots=True)
class Dress:
    """What a cell wears: its format, its note, its rule (as JSON)."""

    format: Format | None = None
    note: str = ""
    rule: Json | None = None


BARE = Dress()


@dataclass(frozen=True, slots=True)
class Row:
    """`values` are what the cells give, without the empty ones at the end; formulas and dress by column."""

    values: tuple[Value, ...] = ()
    formulas: Mapping[int, str] = field(default_factory=dict)
    dress: Mapping[int, Dress] = field(default_factory=dict)
    metadata: tuple[Metadata, ...] = ()

    def value(self, column: int) -> Value:
        return self.values[column] if column < len(self.values) else ""

    def entry(self, column: int) -> Entry:
        return Entry(self.value(column), self.formulas.get(column))

    def written(self, entries: Mapping[int, Entry]) -> "Row":
        """This row with these cells replaced."""
        last = max(entries, default=-1)
        values = [*self.values, *[""] * (last + 1 - len(self.values))]
        formulas = {column: source for column, source in self.formulas.items() if column not in entries}
        dress = dict(self.dress)
        for column, entry in entries.items():
            values[column] = entry.value
            if entry.formula is not None:
                formulas[column] = entry.formula
            if entry.format is not None and self.dress.get(column, BARE).format is None:
                dress[column] = replace(self.dress.get(column, BARE), format=entry.format)
        return replace(self, values=trimmed(values), formulas=formulas, dress=dress)

    def dressed(self, columns: Iterable[int], change: Callable[[Dress], Dress]) -> "Row":
        """This row with the dress of these cells changed."""
        dress = dict(self.dress)
        for column in columns:
            dress[column] = change(dress.get(column, BARE))
        return replace(self, dress={column: worn for column, worn in dress.items() if worn != BARE})

    def rearranged(self, order: Sequence[int | None]) -> "Row":
        """This row with its columns in this order; None is a new one."""
        old = self.values
        values = ["" if column is None or column >= len(old) else old[column] for column in order]
        to = {column: at for at, column in enumerate(order) if column is not None}
        return replace(
            self,
            values=trimmed(values),
            formulas={to[column]: source for column, source in self.formulas.items() if column in to},
            dress={to[column]: worn for column, worn in self.dress.items() if column in to},
        )

    def blank(self) -> "Row":
        """A new row beside this one: formats and rules like here, and nothing else."""
        return Row(dress={at: replace(worn, note="") for at, worn in self.dress.items()})


NO_ROW = Row()


def trimmed(values: Sequence[Value]) -> tuple[Value, ...]:
    """Without the empty cells at the end.

    >>> trimmed(["a", "", 0, ""])
    ('a', '', 0)
    """
    end = len(values)
    while end and values[end - 1] == "":
        end -= 1
    return tuple(values[:end])


@dataclass(frozen=True, slots=True)
class Column:
    metadata: tuple[Metadata, ...] = ()
    size: int = 100
    hidden: bool = False


@dataclass
class Sheet:
    """A tab. Its place among the tabs is its place in the document's list."""

    gid: int
    title: str
    rows: list[Row]
    columns: list[Column]
    frozen_rows: int = 0
    frozen_columns: int = 0
    hidden: bool = False
    metadata: tuple[Metadata, ...] = ()
    protected: tuple[Json, ...] = ()

    @classmethod
    def new(cls, gid: int, title: str, rows: int = 1000, columns: int = 26) -> "Sheet":
        return cls(gid, title, [NO_ROW] * rows, [Column()] * columns)

    def copy(self) -> "Sheet":
        return replace(self, rows=list(self.rows), columns=list(self.columns))

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.columns)

    def write(self, top: int, left: int, lines: Iterable[Sequence[Entry | None]]) -> None:
        """Replace cells; None leaves a cell as it is. All must be inside the grid."""
        for at, line in enumerate(lines, top):
            entries = {column: entry for column, entry in enumerate(line, left) if entry is not None}
            if entries:
                self.rows[at] = self.rows[at].written(entries)

    def dress(self, top: int, bottom: int, left: int, right: int, change: Callable[[Dress], Dress]) -> None:
        """Change what the cells of an area wear."""
        done: dict[int, Row] = {}
        for at in range(top, bottom):
            row = self.rows[at]
            # Rows that are one row (the empty ones) stay one.
            self.rows[at] = done.get(id(row)) or done.setdefault(id(row), row.dressed(range(left, right), change))

    def arrange_rows(self, order: Sequence[int | None], like: Row = NO_ROW) -> None:
        """Put the rows in this order; those that are not named are gone; None is a new one, dressed like `like`."""
        fresh = like.blank()
        self.frozen_rows = len(set(range(self.frozen_rows)).intersection(order))
        self.rows = [fresh if at is None else self.rows[at] for at in order]
        self._move_protection("Row", order)

    def arrange_columns(self, order: Sequence[int | None]) -> None:
        """The same for columns."""
        done: dict[int, Row] = {}
        self.rows = [done.get(id(row)) or done.setdefault(id(row), row.rearranged(order)) for row in self.rows]
        self.columns = [Column() if at is None else self.columns[at] for at in order]
        self._move_protection("Column", order)

    def _move_protection(self, kind: str, order: Sequence[int | None]) -> None:
        start, end = f"start{kind}Index", f"end{kind}Index"
        kept = []
        for one in self.protected:
            area = one["range"]
            inside = range(area.get(start, 0), area.get(end, len(order)))
            if start in area or end in area:
                at = [new for new, old in enumerate(order) if old is not None and old in inside]
                if not at:
                    continue
                area = {**area, start: at[0], end: at[-1] + 1}
            kept.append({**one, "range": area})
        self.protected = tuple(kept)

    def sort(self, top: int, bottom: int, left: int, right: int, by: Sequence[tuple[int, bool]]) -> None:
        """Sort an area by columns, each with whether it descends. Over the whole width the rows themselves move, with
        what hangs on them; over less, cells move away from the row that they belonged to."""
        order = list(range(top, bottom))
        for column, descends in reversed(by):
            filled = [at for at in order if self.rows[at].value(column) != ""]
            blank = [at for at in order if self.rows[at].value(column) == ""]
            filled.sort(key=lambda at: _rank(self.rows[at].value(column)), reverse=descends)
            order = filled + blank
        old = list(self.rows)
        if left == 0 and right >= len(self.columns):
            self.rows[top:bottom] = [old[at] for at in order]
            return
        for at, source in enumerate(order, top):
            row = old[at].written({column: old[source].entry(column) for column in range(left, right)})
            dress = {column: worn for column, worn in old[at].dress.items() if not left <= column < right}
            dress |= {column: worn for column, worn in old[source].dress.items() if left <= column < right}
            self.rows[at] = replace(row, dress=dress)


def _rank(value: Value) -> tuple[int, Any]:
    """Numbers before texts before truth values, as the service sorts."""
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, value)
