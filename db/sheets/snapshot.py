"""The register at one moment as the spreadsheet should show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db import naming
from db.records import BY_TABLE
from db.rules import Rows
from db.sheets.cells import Cell, Names
from db.sheets.columns import DELETED, STATUS, Column, Owner, Tab
from thai import names as thai_names
from thai import text
from thai.names import Name
from thai.words import translate


@dataclass(frozen=True)
class Row:
    """A live row: its `rev`, and for each column the value to compare by; of a column that the register alone fills,
    the text that it shows."""

    rev: int
    values: dict[str, Any]


@dataclass(frozen=True)
class View:
    """One tab's share of the register: the live rows by id in the order of their entry, and which ids are deleted."""

    rows: dict[str, Row]
    deleted: frozenset[str]


@dataclass(frozen=True)
class Snapshot:
    """All tabs at one version of the register."""

    version: int
    names: Names
    views: dict[str, View]


def take(rows: Rows, tabs: Iterable[Tab]) -> Snapshot:
    """The register as `rows` sees it, for these tabs."""
    [last] = rows("select coalesce(max(number), 0) as number from journal")
    names = names_of(rows)
    return Snapshot(last["number"], names, {tab.table: _view(rows, tab, names) for tab in tabs})


def names_of(rows: Rows) -> Names:
    """What people call the rows that cells refer to."""
    people = rows("select id, title, given_name, family_name from people where deleted is null")
    labels = {
        "organisations": {id: label for label, id in naming.organisations(rows).items()},
        "programmes": {id: label for label, id in naming.programmes(rows).items()},
        "networks": {row["id"]: row["name"] for row in rows("select id, name from networks where deleted is null")},
        "events": {row["id"]: row["code"] for row in rows("select id, code from events where deleted is null")},
        "people": {
            row["id"]: thai_names.full(Name(row["title"] or "", row["given_name"], row["family_name"] or ""))
            for row in people
        },
    }
    ids: dict[str, dict[str, list[str]]] = {}
    for table in ("organisations", "programmes", "networks", "events"):
        known = ids[table] = {}
        for id, label in labels[table].items():
            for key in {label, text.search_key(label), text.search_key(label.split(" · ")[0])}:
                known.setdefault(key, []).append(id)
    return Names(labels, ids)


def _view(rows: Rows, tab: Tab, names: Names) -> View:
    live = {
        row["id"]: Row(row["rev"], {one.name: value(one, row, names) for one in tab.columns})
        for row in rows(tab.select)
    }
    gone = rows(f"select id from {BY_TABLE[tab.table].table} where deleted is not null")
    return View(live, frozenset(row["id"] for row in gone))


def value(column: Column, row: dict[str, Any], names: Names) -> Any:
    """What a column of a live row holds, to compare by."""
    if column.name == STATUS:
        return ""
    known = column.kind.known(row[column.name], names)
    return known if column.owner is Owner.BOTH else str(column.kind.show(known, names))


def cell(column: Column, value: Any, names: Names) -> Cell:
    """How a value to compare by is written in the sheet."""
    return column.kind.show(value, names) if column.owner is Owner.BOTH else value


def deleted_status() -> str:
    return translate(DELETED, "th")
