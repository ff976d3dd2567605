"""A table and a file behind each chart, made when somebody opens them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

import pandas as pd
import pyarrow as pa
import streamlit as st

from db.exports import csv_file, xlsx_file
from thai import dates
from ui import filters
from ui.pictures import Drawing, png
from ui.plain import plain
from ui.words import N_, _, language, say

Cell = str | int | date | None
SHEETS = {
    "not-reached": N_("Provinces not reached"),
    "provinces": N_("Provinces"),
    "reach": N_("Provinces reached by area"),
    "coverage": N_("Provinces reached by area"),
    "coverage-by-cohort": N_("Areas by cohort"),
    "coverage-by-type": N_("Areas by organisation type"),
    "growth": N_("Members month by month"),
    "joined-and-left": N_("Members month by month"),
    "members-by-area": N_("Members by area"),
    "members-by-type": N_("Members by organisation type"),
    "stages": N_("Members by taking part"),
    "untrained": N_("Organisations with nobody trained"),
    "speakers": N_("Speakers"),
    "schemes": N_("Provinces in every scheme"),
}
"""What a workbook calls the sheet of a table; without a name, it is what a line of the table is about."""
# What only guides the breaks of lines on a screen: a search in a spreadsheet would stumble over it.
_GUIDES = str.maketrans({"\u2060": None, "\u00a0": " "})
_NO_FILE = re.compile(r'[\\/:*?"<>|\s]+')
LONGEST = 60
"""So many characters of what was asked stand in a file's name, for a system has room for 255 bytes."""

T = TypeVar("T")


@dataclass(frozen=True)
class Table:
    """Column heads and rows in words. A cell is a text, a whole number, a day, or None where nobody knows."""

    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def behind(name: str, make: Callable[[], Table], draw: Callable[[], Drawing] | None = None) -> None:
    """A quiet button that opens the table behind the chart `name` (also the file's name) and its files; with `draw`,
    the chart itself is one of them."""
    opened = st.popover(
        _("Table"), icon=":material/table_rows:", type="tertiary", key=f"table_{name}", on_change="rerun"
    )
    with opened:
        if not opened.open:
            return
        table = make()
        made = files(name, table)
        if draw:
            made["png"] = partial(png, draw())
        with st.container(horizontal=True, gap="small"):
            for ending, make_file in made.items():
                st.download_button(
                    _("Download {ending}", ending=ending.upper()),
                    data=make_file,
                    file_name=f"{_file(name)}.{ending}",
                    key=f"{ending}_{name}",
                    icon=":material/download:",
                    on_click="ignore",
                )
        show(table)


def files(name: str, table: Table) -> dict[str, Callable[[], bytes]]:
    """What makes each file of the table `name`, by its ending. A second sheet of the workbook says what was asked and
    when."""
    header, rows = _clean(table.header), [_clean(row) for row in table.rows]
    day = _("as of {day}", day=dates.long(dates.today(), language()))
    about = _("What was asked"), [line for line in (filters.said().translate(_GUIDES), day) if line]
    sheet = say(SHEETS[name]) if name in SHEETS else header[0]
    return {"xlsx": partial(xlsx_file, header, rows, sheet, about), "csv": partial(csv_file, header, rows)}


def _clean(cells: Sequence[T]) -> list[T | str]:
    return [cell.translate(_GUIDES) if isinstance(cell, str) else cell for cell in cells]


def _file(name: str) -> str:
    """The name of a table's files: what was asked, as far as there is room, and the day."""
    asked = _NO_FILE.sub(" ", filters.said().translate(_GUIDES))[:LONGEST].strip()
    return " ".join(part for part in (f"saan-{name}", asked, dates.today().isoformat()) if part)


def show(table: Table) -> None:
    """Draw a table: whole numbers to the right, with a separator of thousands, the rest to the left, unknown in
    words."""
    columns = zip(*table.rows, strict=True) if table.rows else [() for _name in table.header]
    cells = {plain(name): _column(list(column)) for name, column in zip(table.header, columns, strict=True)}
    large = [name for name, column in cells.items() if any(isinstance(cell, int) and cell >= 1000 for cell in column)]
    # Streamlit writes a number without separators and a text to the left; a styled frame, which is dearer, does both.
    drawn = pd.DataFrame(cells).style.format(dict.fromkeys(large, "{:,}")) if large else pa.table(cells)
    st.table(drawn, border="horizontal", hide_index=True)


def _column(cells: list[Cell]) -> list[int] | list[str]:
    """Numbers as they are if all are known; Streamlit would write None otherwise."""
    numbers = [cell for cell in cells if isinstance(cell, int)]
    return numbers if len(numbers) == len(cells) else [_word(cell) for cell in cells]


def _word(cell: Cell) -> str:
    if cell is None:
        return _("not known")
    if isinstance(cell, date):
        return dates.short(cell, language())
    return f"{cell:,}" if isinstance(cell, int) else plain(cell)
