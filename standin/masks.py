"""Field masks: which parts of an answer are asked, as in `sheets(properties.title,data.columnMetadata)`."""

from typing import Any

from standin.errors import Failure

Mask = dict[str, Any]
# The names that the service knows; None where anything below is let through.
_METADATA = {"metadataId": None, "metadataKey": None, "metadataValue": None, "location": None, "visibility": None}
_DIMENSION = {"hiddenByFilter": None, "hiddenByUser": None, "pixelSize": None, "developerMetadata": _METADATA}
_CELL = {
    **dict.fromkeys(("userEnteredValue", "effectiveValue", "formattedValue", "userEnteredFormat", "effectiveFormat")),
    **dict.fromkeys(("hyperlink", "note", "textFormatRuns", "dataValidation", "pivotTable", "chipRuns")),
}
_GRID = dict.fromkeys(("rowCount", "columnCount", "frozenRowCount", "frozenColumnCount", "hideGridlines"))
_SHEET = {
    "properties": {
        **dict.fromkeys(("sheetId", "title", "index", "sheetType", "hidden", "tabColor", "tabColorStyle")),
        "rightToLeft": None,
        "gridProperties": _GRID,
    },
    "data": {
        "startRow": None,
        "startColumn": None,
        "rowData": {"values": _CELL},
        "rowMetadata": _DIMENSION,
        "columnMetadata": _DIMENSION,
    },
    "developerMetadata": _METADATA,
    "protectedRanges": None,
    **dict.fromkeys(("merges", "conditionalFormats", "filterViews", "basicFilter", "charts", "bandedRanges", "tables")),
}
SPREADSHEET: Mask = {
    "spreadsheetId": None,
    "properties": dict.fromkeys(("title", "locale", "timeZone", "autoRecalc", "defaultFormat", "spreadsheetTheme")),
    "sheets": _SHEET,
    "developerMetadata": _METADATA,
    "namedRanges": None,
    "spreadsheetUrl": None,
}


def parse(text: str) -> Mask:
    """The tree of names that a mask asks for; an empty branch means all below it. Failure if it is no mask.

    >>> parse("properties.title,sheets(data/rowData,merges)")
    {'properties': {'title': {}}, 'sheets': {'data': {'rowData': {}}, 'merges': {}}}
    """
    mask, rest = _list(text.replace(" ", ""), text)
    if rest:
        raise _unreadable(text)
    return mask


def _unreadable(text: str) -> Failure:
    return Failure(400, f"Request contains an invalid argument. Invalid field selection {text}")


def _list(rest: str, text: str) -> tuple[Mask, str]:
    mask: Mask = {}
    while True:
        branch = mask
        while True:
            end = next((at for at, mark in enumerate(rest) if mark in "./,()"), len(rest))
            name, rest = rest[:end], rest[end:]
            if not name:
                raise _unreadable(text)
            branch = branch.setdefault(name, {})
            if rest[:1] not in (".", "/"):
                break
            rest = rest[1:]
        if rest.startswith("("):
            inner, rest = _list(rest[1:], text)
            if not rest.startswith(")"):
                raise _unreadable(text)
            rest = rest[1:]
            _merge(branch, inner)
        if not rest.startswith(","):
            return mask, rest
        rest = rest[1:]


def _merge(mask: Mask, more: Mask) -> None:
    for name, below in more.items():
        _merge(mask.setdefault(name, {}), below)


def check(mask: Mask, known: Mask | None = SPREADSHEET, path: str = "") -> None:
    """Failure for a name that the service does not know."""
    for name, below in mask.items():
        if known is None or name == "*":
            continue
        if name not in known:
            raise Failure(
                400,
                "Request contains an invalid argument.",
                details=[
                    {
                        "@type": "type.googleapis.com/google.rpc.BadRequest",
                        "fieldViolations": [
                            {
                                "field": path + name,
                                "description": "Error expanding 'fields' parameter. Cannot find matching fields for "
                                f"path '{path}{name}'.",
                            }
                        ],
                    }
                ],
            )
        check(below, known[name], f"{path}{name}.")


def asks(mask: Mask, path: str) -> bool:
    """Whether a mask asks for anything at or below a dotted path."""
    for name in path.split("."):
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True


def apply(mask: Mask, value: Any) -> Any:
    """What of `value` the mask asks for."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [apply(mask, item) for item in value]
    if isinstance(value, dict):
        return {name: apply(mask[name], below) for name, below in value.items() if name in mask}
    return value
