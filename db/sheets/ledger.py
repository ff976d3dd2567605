"""What the sync has done, and how it stands: read by the page and by whoever asks later."""

import json
from dataclasses import dataclass
from typing import Any

from db.rules import Rows
from db.sheets.cycle import LINKED


@dataclass(frozen=True)
class Round:
    """A line of the ledger: what a round came to, and its requests. `until` is later than `at` when rounds in which
    nothing happened share the line; `did` counts cells pulled and pushed, rows added, deleted and appended."""

    at: str
    until: str
    times: int
    status: str
    message: str
    values: dict[str, Any]
    did: dict[str, int]
    reads: int
    writes: int


@dataclass(frozen=True)
class Standing:
    """How the sync of the linked spreadsheet stands: its last round, the last one that came through, how many changes
    of the register came after that, and how many decisions the next round is to carry out."""

    last: Round | None
    good: Round | None
    behind: int
    decided: int

    @property
    def agreed(self) -> bool:
        """Whether both sides are the same, apart from what the inbox names."""
        return self.last is not None and self.last == self.good and not self.behind and not self.decided


def rounds(rows: Rows, most: int = 20) -> list[Round]:
    """The last lines of the ledger, the newest first."""
    return [_round(row) for row in rows("select * from sync_run order by number desc limit :most", most=most)]


def standing(rows: Rows) -> Standing:
    """How the sync stands."""
    last = rounds(rows, 1)
    good = rows("select * from sync_run where status = 'ok' order by number desc limit 1")
    since = good[0]["until"] if good else ""
    [count] = rows(
        """select (select coalesce(max(number), 0) from journal) - coalesce(
                      (select number from journal where at <= :since order by number desc limit 1), 0) as behind,
                  (select count(*) from sync_issue where closed_at is null and choice is not null) as decided""",
        since=since,
    )
    return Standing(last[0] if last else None, _round(good[0]) if good else None, count["behind"], count["decided"])


def linked(rows: Rows) -> str | None:
    """Which spreadsheet is linked, or None."""
    found = rows("select value from settings where key = :key", key=LINKED)
    return json.loads(found[0]["value"]) if found else None


def kept(rows: Rows) -> dict[str, int]:
    """How many rows of each table are looked after."""
    return {row["tab"]: row["n"] for row in rows("select tab, count(*) as n from sync_base group by tab")}


def mark(rows: Rows) -> tuple[Any, ...]:
    """Moves whenever a round was noted, an entry came or went, somebody decided or took it back, or linked."""
    [found] = rows(
        """select (select max(until) from sync_run) as run, (select max(number) from sync_issue) as last,
                  (select count(*) from sync_issue where closed_at is null) as open,
                  (select max(chosen_at) || count(*) from sync_issue where closed_at is null and choice is not null)
                      as decided"""
    )
    return (*found.values(), linked(rows))


def _round(row: dict[str, Any]) -> Round:
    told = json.loads(row["detail"])
    return Round(
        **{name: row[name] for name in ("at", "until", "times", "status", "reads", "writes")},
        message=told["message"],
        values=told["values"],
        did=told["did"],
    )
