"""What the sync has done, and how it stands: read by the page and by whoever asks later."""

import json
from dataclasses import dataclass
from typing import Any

from db.rules import Rows
from db.sheets.cycle import LINKED, SETTLED


@dataclass(frozen=True)
class Round:
    """A line of the ledger: what a round came to. `until` is later than `at` when rounds in which nothing happened
    share the line; `did` counts cells pulled and pushed, rows added, deleted and appended."""

    at: str
    until: str
    times: int
    status: str
    message: str
    values: dict[str, Any]
    did: dict[str, int]


@dataclass(frozen=True)
class Standing:
    """How the sync of the linked spreadsheet stands: its last round, the last one that came through, whether both
    sides agreed then (apart from the inbox), and how many changes of the register came since."""

    last: Round | None
    good: Round | None
    agreed: bool
    behind: int


def rounds(rows: Rows, most: int = 20) -> list[Round]:
    """The last lines of the ledger, the newest first."""
    return [_round(row) for row in rows("select * from sync_run order by number desc limit :most", most=most)]


def standing(rows: Rows) -> Standing:
    """How the sync stands."""
    last = rounds(rows, 1)
    good = rows("select * from sync_run where status = 'ok' order by number desc limit 1")
    settled = setting(rows, SETTLED)
    [now] = rows("select coalesce(max(number), 0) as version from journal")
    return Standing(
        last=last[0] if last else None,
        good=_round(good[0]) if good else None,
        agreed=settled is not None,
        behind=now["version"] - settled[1] if settled else 0,
    )


def linked(rows: Rows) -> str | None:
    """Which spreadsheet is linked, or None."""
    found = setting(rows, LINKED)
    return str(found) if found else None


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


def setting(rows: Rows, key: str) -> Any:
    """A kept setting, or None."""
    found = rows("select value from settings where key = :key", key=key)
    return json.loads(found[0]["value"]) if found else None


def _round(row: dict[str, Any]) -> Round:
    told = json.loads(row["detail"])
    return Round(
        row["at"], row["until"], row["times"], row["status"], told["message"], told["values"], dict(told["did"])
    )
