"""What a look at a tab starts from, and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db.sheets.cells import Cell
from db.sheets.columns import Tab
from db.sheets.issues import Choice, Issue, Key
from db.sheets.lines import Base, Line

OVERRULED = "\0overruled"
"""The agreed value of a cell whose text is to go, by decision or because the column is the register's: whatever the
register holds differs from it, so it is written until it is seen, and a person's next change is a change again."""


@dataclass(frozen=True)
class Sent:
    """A cell that was sent and may not be seen yet: what was sent, what stood there before, and when."""

    cell: Cell
    old: Cell
    at: float


@dataclass(frozen=True)
class Reserved:
    """An id that was given to a row which looked like `print`, before its record is made, and what somebody decided."""

    print: str
    choice: Choice | None


@dataclass
class State:
    """What is remembered of one tab between two looks. `appended` and `missing` hold since when, by row id."""

    base: dict[str, Base] = field(default_factory=dict)
    sent: dict[tuple[str, str], Sent] = field(default_factory=dict)
    appended: dict[str, float] = field(default_factory=dict)
    reserved: dict[str, Reserved] = field(default_factory=dict)
    missing: dict[str, float] = field(default_factory=dict)
    open: dict[Key, str | None] = field(default_factory=dict)
    choices: dict[Key, Choice] = field(default_factory=dict)


@dataclass(frozen=True)
class Pull:
    """Cells of one row that go into the register, on behalf of `actor` ("" for whoever edits the sheet)."""

    id: str
    line: Line
    values: Mapping[str, Any]
    actor: str = ""


@dataclass(frozen=True)
class Push:
    """A cell that is to be written: in the row with this id, and what stands there now."""

    id: str
    column: str
    cell: Cell
    old: Cell


@dataclass(frozen=True)
class NewRow:
    """A row that may become a record: its values by column, and what somebody decided about it. `id` is "" until one
    was given to it and seen there; `spare` is one that was reserved for it before and did not arrive."""

    line: Line
    id: str
    key: str
    values: Mapping[str, Any]
    choice: Choice | None
    spare: str = ""


@dataclass
class Plan:
    """What is to be done about one tab. `stopped`: nothing, before somebody decides. `waiting`: something is due by
    time alone, so that the next look must be a whole one. `deferred`: (row, field) of decisions that are carried out in
    a transaction of their own, because they are another person's."""

    tab: Tab
    agreed: dict[str, Base] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    pulls: list[Pull] = field(default_factory=list)
    pushes: list[Push] = field(default_factory=list)
    appends: list[str] = field(default_factory=list)
    namings: list[tuple[str, Line]] = field(default_factory=list)
    new: list[NewRow] = field(default_factory=list)
    deletes: list[tuple[str, Choice | None]] = field(default_factory=list)
    missing: dict[str, float] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    traces: list[Issue] = field(default_factory=list)
    deferred: set[tuple[str, str]] = field(default_factory=set)
    stopped: bool = False
    waiting: bool = False
