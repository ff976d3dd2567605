"""Requests about developer metadata: what a program hangs on a document, a tab, a row or a column."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from standin import structure
from standin.document import Document
from standin.errors import invalid
from standin.grid import Column, Json, Metadata, Row, Sheet

# What a document by itself, and each tab with its rows and columns, may hold in keys and values.
MOST_LETTERS = 30_000


def everything(document: Document) -> Iterator[Json]:
    """All metadata as DeveloperMetadata: the document's, then each tab's, its rows' and its columns'."""
    for one in document.metadata:
        yield structure.metadata(one)
    for sheet in document.sheets:
        yield from _of(sheet)


def _of(sheet: Sheet) -> Iterator[Json]:
    for one in sheet.metadata:
        yield structure.metadata(one, sheet.gid)
    kinds: tuple[tuple[str, Sequence[Row | Column]], ...] = (("ROWS", sheet.rows), ("COLUMNS", sheet.columns))
    for dimension, lines in kinds:
        for at, line in enumerate(lines):
            for one in line.metadata:
                yield structure.metadata(one, sheet.gid, dimension, at)


def create(document: Document, asked: Json) -> Json:
    wanted = asked["developerMetadata"]
    place, key = wanted.get("location", {}), wanted.get("metadataKey", "")
    if not key:
        raise invalid("developerMetadata.metadataKey must be specified.")
    if wanted.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise invalid("developerMetadata.visibility must be specified.")
    id = wanted.get("metadataId") or document.new_id()
    if any(one["metadataId"] == id for one in everything(document)):
        raise invalid(f"Developer metadata with ID {id} already exists.")
    made = Metadata(id, key, wanted.get("metadataValue", ""), wanted["visibility"])
    if place.get("spreadsheet"):
        document.metadata = (*document.metadata, made)
        held = [structure.metadata(one) for one in document.metadata]
    else:
        span = place.get("dimensionRange", {})
        sheet = document.sheet(span["sheetId"] if span else place["sheetId"])
        _hang(sheet, span, made)
        held = list(_of(sheet))
    if sum(len(one["metadataKey"]) + len(one["metadataValue"]) for one in held) > MOST_LETTERS:
        raise invalid(f"Developer metadata exceeds the limit of {MOST_LETTERS} characters.")
    [answer] = [one for one in held if one["metadataId"] == id]
    return {"createDeveloperMetadata": {"developerMetadata": answer}}


def _hang(sheet: Sheet, span: Json, made: Metadata) -> None:
    if not span:
        sheet.metadata = (*sheet.metadata, made)
        return
    at = span.get("startIndex", 0)
    if span.get("endIndex") != at + 1:
        raise invalid("Developer metadata may only be associated with a single row or column.")
    lines: list[Any] = sheet.rows if span["dimension"] == "ROWS" else sheet.columns
    if at >= len(lines):
        raise invalid(f"No such {span['dimension'].lower()[:-1]}: {at}")
    lines[at] = replace(lines[at], metadata=(*lines[at].metadata, made))


def delete(document: Document, asked: Json) -> Json:
    lookup = asked["dataFilter"]["developerMetadataLookup"]
    gone = [one for one in everything(document) if _matches(one, lookup)]
    ids = {one["metadataId"] for one in gone}

    def left(hung: tuple[Metadata, ...]) -> tuple[Metadata, ...]:
        return tuple(one for one in hung if one.id not in ids)

    document.metadata = left(document.metadata)
    for sheet in document.sheets:
        sheet.metadata = left(sheet.metadata)
        sheet.rows = [replace(row, metadata=left(row.metadata)) if row.metadata else row for row in sheet.rows]
        sheet.columns = [replace(one, metadata=left(one.metadata)) if one.metadata else one for one in sheet.columns]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": gone}}


def _matches(one: Json, lookup: Json) -> bool:
    place, wanted = one["location"], lookup.get("metadataLocation", {})
    if any(one[name] != lookup[name] for name in ("metadataKey", "metadataValue", "metadataId") if name in lookup):
        return False
    if lookup.get("locationType", place["locationType"]) != place["locationType"]:
        return False
    return all(place.get(name) == value for name, value in wanted.items())
