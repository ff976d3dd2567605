"""A spreadsheet as it is at one moment, and how spreadsheets.get shows it."""

from dataclasses import dataclass, replace

from standin.errors import invalid
from standin.grid import Metadata, Sheet

MOST_CELLS = 10_000_000
PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if "
    "you need to edit."
)


@dataclass
class Document:
    """`next_id` numbers tabs, metadata and protected ranges."""

    title: str
    sheets: list[Sheet]
    locale: str = "th_TH"
    metadata: tuple[Metadata, ...] = ()
    next_id: int = 1000

    def copy(self) -> "Document":
        """The same at this moment; what is done to either does not reach the other."""
        return replace(self, sheets=[sheet.copy() for sheet in self.sheets])

    def new_id(self) -> int:
        self.next_id += 1
        return self.next_id

    def titled(self, title: str) -> Sheet | None:
        """The tab of this title, capitals or not."""
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == title.casefold()), None)

    def sheet(self, gid: int) -> Sheet:
        """The tab of this number. Failure if there is none."""
        found = next((sheet for sheet in self.sheets if sheet.gid == gid), None)
        if found is None:
            raise invalid(f"No grid with id: {gid}")
        return found

    def check_size(self, more: int = 0) -> None:
        """Failure when the tabs together, and `more` cells, are more than a document may have; empty ones count."""
        if sum(sheet.cells for sheet in self.sheets) + more > MOST_CELLS:
            raise invalid(
                f"This action would increase the number of cells in the workbook above the limit of {MOST_CELLS} cells."
            )

    def check_protection(self, sheet: Sheet, top: int, bottom: int, left: int, right: int) -> None:
        """Failure when the program may not edit one of these cells."""
        for one in sheet.protected:
            area = one["range"]
            if (
                not one["requestingUserCanEdit"]
                and area.get("startRowIndex", 0) < bottom
                and top < area.get("endRowIndex", bottom)
                and area.get("startColumnIndex", 0) < right
                and left < area.get("endColumnIndex", right)
            ):
                raise invalid(PROTECTED)
