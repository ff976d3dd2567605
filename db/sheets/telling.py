"""Entries of the inbox about a tab, in the words of people."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.refusals import Problem
from db.sheets.cells import Cell, Names
from db.sheets.columns import Column, Tab
from db.sheets.issues import Issue, Kind
from db.sheets.lines import Line
from db.sheets.plans import OVERRULED
from db.sheets.snapshot import View
from db.sheets.snapshot import cell as cell_of

PREVIEWED = 20
"""So many rows are shown of a change that is too large to be believed."""


class Telling:
    """What is said of the rows of a tab, as the register (`view`) and people know them."""

    def __init__(self, tab: Tab, view: View, names: Names) -> None:
        self.tab, self.view, self.names = tab, view, names

    def shown(self, column: Column, value: Any) -> str:
        """A value as the sheet shows it."""
        return "" if value is None or value == OVERRULED else str(cell_of(column, value, self.names))

    def called(self, id: str) -> str:
        """What people call a row of the register."""
        values = self.view.rows[id].values
        return " · ".join(filter(None, (self.shown(one, values[one.name]) for one in self.tab.columns[1:4])))

    def of_cell(
        self,
        kind: Kind,
        id: str,
        line: Line,
        column: Column,
        base: Any,
        cell: Cell,
        app: Any,
        reason: Problem | None = None,
    ) -> Issue:
        """An entry about a cell of a row that the register has; `base` is OVERRULED or None when nothing was agreed."""
        before = None if base is None and kind is Kind.CONFLICT else self.shown(column, base)
        now, label = self.shown(column, app), self.called(id)
        return Issue(kind, self.tab.table, id, column.name, line.number, label, before, str(cell), now, reason)

    def of_new(self, kind: Kind, key: str, line: Line, column: Column, cell: Cell, reason: Problem) -> Issue:
        """An entry about a cell of a row that is no record yet."""
        return Issue(kind, self.tab.table, key, column.name, line.number, told(line), None, str(cell), None, reason)

    def of_row(
        self, kind: Kind, key: str, line: Line, reason: Problem | None, more: Mapping[str, Any] | None = None
    ) -> Issue:
        """An entry about a whole row of the sheet."""
        return Issue(
            kind, self.tab.table, key, "", line.number, told(line), None, line.print, None, reason, dict(more or {})
        )

    def overwritten(self, id: str, line: Line, column: Column, before: str | None, cell: Cell, after: str) -> Issue:
        """What is kept of something that a person typed where the register decides."""
        label = self.called(id) if id in self.view.rows else told(line)
        return Issue(Kind.OVERWRITTEN, self.tab.table, id, column.name, line.number, label, before, str(cell), after)

    def missing(self, id: str, reason: Problem | None = None, more: Mapping[str, Any] | None = None) -> Issue:
        """The entry for a row that is gone from the sheet."""
        return Issue(Kind.MISSING, self.tab.table, id, label=self.called(id), reason=reason, more=dict(more or {}))

    def breaker(
        self, mark: str, known: int, gone: Sequence[str], changed: Mapping[str, Sequence[tuple[Column, Cell]]]
    ) -> Issue:
        """The entry for a tab in which too much changed at once; `mark` is what tells this change from another."""
        preview = [
            {
                "label": self.called(id),
                "field": column.name,
                "sheet": str(cell),
                "app": self.shown(column, self.view.rows[id].values[column.name]),
            }
            for id in list(changed)[:PREVIEWED]
            for column, cell in changed[id]
        ]
        more = {
            "gone": len(gone),
            "changed": len(changed),
            "known": known,
            "preview": preview,
            "preview_gone": [self.called(id) for id in gone[:PREVIEWED]],
        }
        return Issue(Kind.BREAKER, self.tab.table, "", sheet=mark, label=self.tab.title, more=more)


def told(line: Line) -> str:
    """What people may call a row of the sheet."""
    return " · ".join(str(cell) for cell in line.cells[1:] if cell != "")[:120]
