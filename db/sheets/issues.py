"""What the sync cannot decide, and what was overwritten: the entries of the inbox."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from db.refusals import Problem

Key = tuple[str, str, str, str]
"""What makes two entries the same one: kind, table, row (an id, or a print), field."""

SHEET, APP = "sheet", "app"
"""The two ready answers; any other answer is a value that somebody typed."""


class Kind(StrEnum):
    """The kinds of entries, in the order of the inbox."""

    BREAKER = "breaker"
    """So many rows of a tab changed or vanished at once that nothing is done before somebody decides."""
    TAB = "tab"
    """A tab cannot be read as a table: it, or a header, is missing or stands there twice."""
    CONFLICT = "conflict"
    """A cell was changed on both sides."""
    UNREADABLE = "unreadable"
    """A cell, or a new row, says nothing that the register takes."""
    WAITING = "waiting"
    """It names something that is not in the register yet; it heals by itself when that comes."""
    QUESTION = "question"
    """A new row may be somebody or something that is known."""
    COPY = "copy"
    """A second row with the same id, or with the same content."""
    UNKNOWN = "unknown"
    """A row with an id that the register never gave."""
    MISSING = "missing"
    """A row that was deleted in the sheet."""
    DELETED = "deleted"
    """A row that was deleted in the register, and edited in the sheet."""
    OVERWRITTEN = "overwritten"
    """What a person had typed where the register decides. Only kept, nothing to decide."""


@dataclass(frozen=True)
class Issue:
    """One entry. `sheet`, `app` and `base` are what stands there, stood there, and was agreed, as people read them.

    `row` is the number of the sheet's row when it was seen, `label` what people call the row; `more` holds candidates
    [{id, label, reason}], or a preview [{label, field, sheet, app}] and its counts.
    """

    kind: Kind
    table: str
    row_id: str
    field: str = ""
    row: int | None = None
    label: str = ""
    base: str | None = None
    sheet: str | None = None
    app: str | None = None
    reason: Problem | None = None
    more: dict[str, Any] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def key(self) -> Key:
        return self.kind.value, self.table, self.row_id, self.field


@dataclass(frozen=True)
class Choice:
    """What somebody decided about an entry, and what stood in the sheet when they did."""

    answer: str
    by: str
    sheet: str | None
