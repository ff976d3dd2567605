"""spreadsheets.batchUpdate: what a program may do to tabs, rows, columns and cells. All of it, or nothing."""

from collections.abc import Callable

from standin import dimensions, dressing, hung, tabs
from standin.document import Document
from standin.errors import Failure, invalid
from standin.grid import Json

KINDS: dict[str, Callable[[Document, Json], Json | None]] = {
    "addSheet": tabs.add_sheet,
    "deleteSheet": tabs.delete_sheet,
    "updateSheetProperties": tabs.update_sheet_properties,
    "duplicateSheet": tabs.duplicate_sheet,
    "insertDimension": dimensions.insert_dimension,
    "appendDimension": dimensions.append_dimension,
    "deleteDimension": dimensions.delete_dimension,
    "moveDimension": dimensions.move_dimension,
    "updateDimensionProperties": dimensions.update_dimension_properties,
    "sortRange": dimensions.sort_range,
    "repeatCell": dressing.repeat_cell,
    "updateCells": dressing.update_cells,
    "setDataValidation": dressing.set_data_validation,
    "addProtectedRange": dressing.add_protected_range,
    "deleteProtectedRange": dressing.delete_protected_range,
    "createDeveloperMetadata": hung.create,
    "deleteDeveloperMetadata": hung.delete,
}


def batch_update(document: Document, body: Json) -> Json:
    """Do all `requests`, in their order. A Failure leaves `document` half changed: give a copy."""
    replies = []
    for number, request in enumerate(body.get("requests", [])):
        [(kind, asked)] = request.items() if len(request) == 1 else [("", {})]
        if not kind:
            raise invalid(f"Invalid requests[{number}]: No request set.")
        if kind not in KINDS:
            raise invalid(
                f"Invalid JSON payload received. Unknown name \"{kind}\" at 'requests[{number}]': Cannot find field."
            )
        try:
            replies.append(KINDS[kind](document, asked) or {})
        except Failure as failure:
            raise invalid(f"Invalid requests[{number}].{kind}: {failure.message}") from None
        except (KeyError, TypeError, ValueError) as error:
            raise invalid(f"Invalid requests[{number}].{kind}: {error!r}") from None
    return {"replies": replies}
