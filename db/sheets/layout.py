"""Where things stand in the spreadsheet: which tab is which table, which column is which field. People may rename, move
and add; what cannot be told for sure stops that tab."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.refusals import Problem
from db.sheets.cells import Cell
from db.sheets.columns import Column, Tab
from db.sheets.issues import Issue, Kind
from db.sheets.lines import Line
from thai import text
from thai.words import N_

DOCUMENT_TAG, TAB_TAG, COLUMN_TAG = "saan", "saan.tab", "saan.column"
"""The keys of our tags (developer metadata): on the document {register, spreadsheet}, on a tab its table, on a column
its field."""

NO_TAB = N_("The tab “{tab}” is not in the spreadsheet any more. Bring it back, or set the spreadsheet up again.")
NO_COLUMN = N_("The tab “{tab}” has no column “{column}” any more. Write the header back.")
TWO_COLUMNS = N_("The tab “{tab}” has two columns “{column}”. Rename or remove one of them.")


@dataclass(frozen=True)
class Place:
    """A tab as it is now: its number, its title, its size, and which of its columns are tagged as what."""

    tab: Tab
    gid: int
    title: str
    rows: int
    tags: dict[int, str]

    def range(self, cells: str = "") -> str:
        """A range of this tab in A1 notation; the whole tab without cells."""
        title = "'" + self.title.replace("'", "''") + "'"
        return f"{title}!{cells}" if cells else title


@dataclass(frozen=True)
class Found:
    """A tab that could be read: where each of its columns is (from 0), and its rows."""

    place: Place
    at: tuple[int, ...]
    lines: tuple[Line, ...]
    last: int
    """The number of the last row in which anything stands."""
    blank: tuple[int, ...] = ()
    """Where columns are that are ours by their tag, but whose header was emptied."""

    @property
    def untagged(self) -> list[tuple[int, str]]:
        """The columns that were found by their header alone: where they are, and their fields."""
        columns = zip(self.at, self.place.tab.columns, strict=True)
        return [(at, column.name) for at, column in columns if at not in self.place.tags]


def tag_of(document: dict[str, Any]) -> dict[str, str] | None:
    """Which register a document was linked to, and as which spreadsheet: {register, spreadsheet}; None if to none."""
    tags = {one["metadataKey"]: one.get("metadataValue", "") for one in document.get("developerMetadata", [])}
    return json.loads(tags[DOCUMENT_TAG]) if DOCUMENT_TAG in tags else None


def places(document: dict[str, Any], tabs: Sequence[Tab]) -> tuple[list[Place], list[Issue]]:
    """The tabs that are there, and an entry of the inbox for each that is not."""
    tagged = {
        one["metadataValue"]: sheet
        for sheet in document.get("sheets", [])
        for one in sheet.get("developerMetadata", [])
        if one["metadataKey"] == TAB_TAG
    }
    found, missing = [], []
    for tab in tabs:
        if tab.table not in tagged:
            missing.append(_trouble(tab, NO_TAB))
            continue
        sheet = tagged[tab.table]
        properties = sheet["properties"]
        grid = properties.get("gridProperties", {})
        found.append(
            Place(tab, properties.get("sheetId", 0), properties["title"], grid.get("rowCount", 0), _tags(sheet))
        )
    return found, missing


def _tags(sheet: dict[str, Any]) -> dict[int, str]:
    columns = [column for part in sheet.get("data", [])[:1] for column in part.get("columnMetadata", [])]
    return {
        at: one["metadataValue"]
        for at, column in enumerate(columns)
        for one in column.get("developerMetadata", [])
        if one["metadataKey"] == COLUMN_TAG
    }


def read(place: Place, rows: Sequence[Sequence[Cell]]) -> Found | Issue:
    """A tab's rows by its columns; an entry of the inbox when its header cannot be understood."""
    header = [str(cell) for cell in rows[0]] if rows else []
    at = []
    for column in place.tab.columns:
        columns = _columns(place, header, column)
        if len(columns) != 1:
            return _trouble(place.tab, TWO_COLUMNS if columns else NO_COLUMN, column=column.header)
        at += columns
    lines = tuple(
        Line(number, tuple(row[each] if each < len(row) else "" for each in at))
        for number, row in enumerate(rows[1:], 2)
    )
    last = max((number for number, row in enumerate(rows, 1) if any(cell != "" for cell in row)), default=1)
    blank = tuple(each for each in at if each in place.tags and (each >= len(header) or not header[each].strip()))
    return Found(place, tuple(at), lines, last, blank)


def _columns(place: Place, header: Sequence[str], column: Column) -> list[int]:
    """Where a column may be: by its tag, which follows it wherever it is moved, else by its header."""
    tagged = [at for at, name in place.tags.items() if name == column.name]
    if tagged:
        return tagged
    known = {text.search_key(column.header), text.search_key(column.title)}
    return [at for at, title in enumerate(header) if at not in place.tags and text.search_key(title) in known]


def _trouble(tab: Tab, message: str, **values: str) -> Issue:
    column = values.get("column", "")
    return Issue(
        Kind.TAB, tab.table, "", column, label=tab.title, reason=Problem("", message, {"tab": tab.title, **values})
    )


def hang(key: str, value: str, location: dict[str, Any]) -> dict[str, Any]:
    """The request that hangs a tag on something."""
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": key,
                "metadataValue": value,
                "location": location,
                "visibility": "DOCUMENT",
            }
        }
    }


def column_tag(gid: int, at: int, field: str) -> dict[str, Any]:
    """The request that tags a column with its field."""
    return hang(COLUMN_TAG, field, {"dimensionRange": span(gid, at, at + 1)})


def span(gid: int, start: int, end: int) -> dict[str, Any]:
    """Columns of a tab, as requests name them."""
    return {"sheetId": gid, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}


def letters(at: int) -> str:
    """The letters of a column, counted from 0: 0 is A, 26 is AA."""
    name, rest = "", at + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
