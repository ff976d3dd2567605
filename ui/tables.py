"""A table and a file behind each chart, made when somebody opens them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pyarrow as pa
import streamlit as st

from db.exports import csv_file, xlsx_file
from ui.marks import small
from ui.pictures import Drawing, png
from ui.plain import plain
from ui.words import _

FILES = {"xlsx": xlsx_file, "csv": csv_file}
Cell = str | int | None


@dataclass(frozen=True)
class Table:
    """Column heads and rows in words. A cell is a text, a whole number, or None where nobody knows."""

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
            st.markdown(small(_("One moment …")))
            return
        table = make()
        files = {ending: partial(made, table.header, table.rows) for ending, made in FILES.items()}
        if draw:
            files["png"] = partial(png, draw())
        with st.container(horizontal=True, gap="small"):
            for ending, made in files.items():
                st.download_button(
                    _("Download {ending}", ending=ending.upper()),
                    data=made,
                    file_name=f"saan-{name}.{ending}",
                    key=f"{ending}_{name}",
                    icon=":material/download:",
                    on_click="ignore",
                )
        show(table)


def show(table: Table) -> None:
    """Draw a table: whole numbers to the right, the rest to the left, unknown in words."""
    columns = zip(*table.rows, strict=True) if table.rows else [() for _name in table.header]
    cells = {plain(name): _column(list(column)) for name, column in zip(table.header, columns, strict=True)}
    st.table(pa.table(cells), border="horizontal", hide_index=True)


def _column(cells: list[Cell]) -> list[int] | list[str]:
    """Numbers as they are if all are known; Streamlit would write None otherwise."""
    numbers = [cell for cell in cells if isinstance(cell, int)]
    if len(numbers) == len(cells):
        return numbers
    return [_("not known") if cell is None else f"{cell:,}" if isinstance(cell, int) else plain(cell) for cell in cells]
