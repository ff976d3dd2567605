"""Making a spreadsheet the register's: the tabs, their headers and what helps people to fill them. Nothing that is
there is removed, and doing it again only adds what is missing."""

import json
from typing import Any

from db.refusals import Refused
from db.sheets import memory
from db.sheets.columns import STATUS, TABS, Column, Owner, Tab, tabs
from db.sheets.cycle import LINKED, OTHER_REGISTER, SETTLED, rows_of
from db.sheets.google import Remote
from db.sheets.layout import DOCUMENT_TAG, TAB_TAG, column_tag, hang, places, span, tag_of
from db.sheets.settings import Settings
from db.store import Store
from thai.words import N_, translate

FIRST_ROWS = 200
REMEMBERED = "sheets:remembered"
"""Setting: the spreadsheet that all that is remembered is about."""
TAKEN = N_("The spreadsheet has a tab “{tab}” already, with something in it. Rename that tab, then link again.")

Json = dict[str, Any]


def link(store: Store, remote: Remote, spreadsheet: str, settings: Settings) -> None:
    """Link the register with a spreadsheet and dress its tabs, in two reads and one write.

    Refuses a spreadsheet of another register, and one where other people's tabs have our tabs' names. A copy of a
    linked spreadsheet becomes the linked one.
    """
    register = store.setting("register")
    document = remote.document()
    tag = tag_of(document)
    if tag is not None and tag["register"] != register:
        raise Refused("", OTHER_REGISTER)
    wanted = tabs(settings.share)
    there, _ = places(document, wanted)
    done = {place.tab.table: place for place in there}
    taken = _taken(remote, document, [tab for tab in wanted if tab.table not in done])
    changes: list[Json] = []
    added: list[tuple[Tab, list[Column]]] = []
    new_tag = json.dumps({"register": register, "spreadsheet": spreadsheet})
    if tag is None:
        changes.append(hang(DOCUMENT_TAG, new_tag, {"spreadsheet": True}))
    elif tag["spreadsheet"] != spreadsheet:
        lookup = {"developerMetadataLookup": {"metadataKey": DOCUMENT_TAG}}
        changes.append({"deleteDeveloperMetadata": {"dataFilter": lookup}})
        changes.append(hang(DOCUMENT_TAG, new_tag, {"spreadsheet": True}))
    for number, tab in enumerate(wanted):
        if tab.table not in done:
            changes += _dressed(tab, number, taken.get(tab.table))
        else:
            place = done[tab.table]
            missing = [column for column in tab.columns if column.name not in place.tags.values()]
            status = next((at for at, name in place.tags.items() if name == STATUS), 0)
            changes += _added(place.gid, status, missing)
            added.append((tab, missing))
    same = tag is not None and tag["spreadsheet"] == store.setting(REMEMBERED)
    with store.note() as note:
        # First: a new tab or column about which old things are remembered would look as if people had emptied it.
        memory.forget_tabs(note, [tab for tab in TABS if not same or tab.table not in done])
        for tab, columns in added:
            memory.forget_columns(note, tab, {column.name for column in columns})
        note.set(REMEMBERED, spreadsheet)
    if changes:
        remote.change(changes)
    with store.note() as note:
        note.set(LINKED, spreadsheet)
        note.set(SETTLED, None)


def unlink(store: Store) -> None:
    """Stop syncing. Nothing is deleted on either side; linking the same spreadsheet again goes on where it was."""
    with store.note() as note:
        note.set(LINKED, None)


def _taken(remote: Remote, document: Json, missing: list[Tab]) -> dict[str, int]:
    """Empty tabs that already have our tabs' names, by table. Refuses those with something in them."""
    titles = {one["properties"]["title"].casefold(): one["properties"] for one in document.get("sheets", [])}
    same = [(tab, titles[tab.title.casefold()]) for tab in missing if tab.title.casefold() in titles]
    if not same:
        return {}
    quoted = ["'" + properties["title"].replace("'", "''") + "'" for _, properties in same]
    for (tab, _), rows in zip(same, rows_of(remote.values(quoted)), strict=True):
        if rows:
            raise Refused("", TAKEN, {"tab": tab.title})
    return {tab.table: properties.get("sheetId", 0) for tab, properties in same}


def _gid(tab: Tab) -> int:
    """A tab's number, the same at every try, so that an answer that was lost does no harm."""
    return 710_000_000 + sum(ord(letter) * (at + 1) for at, letter in enumerate(tab.table))


def _dressed(tab: Tab, number: int, gid: int | None) -> list[Json]:
    """The requests that make a tab, or make an empty one ours."""
    size = {"rowCount": FIRST_ROWS, "columnCount": len(tab.columns), "frozenRowCount": 1}
    id = _gid(tab) if gid is None else gid
    properties = {"sheetId": id, "title": tab.title, "gridProperties": size}
    if gid is None:
        first: Json = {"addSheet": {"properties": {**properties, "index": number}}}
    else:
        first = {"updateSheetProperties": {"properties": properties, "fields": "title,gridProperties"}}
    return [first, hang(TAB_TAG, tab.table, {"sheetId": id}), *_added(id, 0, list(tab.columns), grow=False)]


def _added(gid: int, first: int, columns: list[Column], grow: bool = True) -> list[Json]:
    """The requests that write headers with their notes, tags, formats and lists, from column `first` on."""
    if not columns:
        return []
    changes: list[Json] = []
    if grow:
        changes.append(
            {"insertDimension": {"range": span(gid, first, first + len(columns)), "inheritFromBefore": False}}
        )
    headers = [
        {"userEnteredValue": {"stringValue": column.header}, "note": _note(column), "userEnteredFormat": _bold()}
        for column in columns
    ]
    start = {"sheetId": gid, "rowIndex": 0, "columnIndex": first}
    fields = "userEnteredValue,note,userEnteredFormat.textFormat.bold"
    changes.append({"updateCells": {"start": start, "rows": [{"values": headers}], "fields": fields}})
    for at, column in enumerate(columns, first):
        cells = {"sheetId": gid, "startRowIndex": 1, "startColumnIndex": at, "endColumnIndex": at + 1}
        changes.append(column_tag(gid, at, column.name))
        if column.kind.plain:
            cell = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
            changes.append({"repeatCell": {"range": cells, "cell": cell, "fields": "userEnteredFormat.numberFormat"}})
        if column.kind.choices and column.owner is not Owner.APP:
            values = [{"userEnteredValue": each} for each in column.kind.choices]
            rule = {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True, "strict": False}
            changes.append({"setDataValidation": {"range": cells, "rule": rule}})
        if column.owner is Owner.APP:
            whole = {"sheetId": gid, "startColumnIndex": at, "endColumnIndex": at + 1}
            warning = {"range": whole, "description": column.header, "warningOnly": True}
            changes.append({"addProtectedRange": {"protectedRange": warning}})
    return changes


def _bold() -> Json:
    return {"textFormat": {"bold": True}}


def _note(column: Column) -> str:
    """What a header says when one points at it: what may be written below it."""
    rule = {
        Owner.BOTH: N_("May be edited here."),
        Owner.APP: N_("Filled by the register; what is typed here is put back."),
        Owner.NEW: N_("Fill this in when you add a row; afterwards the register fills it."),
    }[column.owner]
    return "\n".join(translate(part, "th") for part in (rule, column.help) if part)
