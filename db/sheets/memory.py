"""What the sync remembers between two looks, in the store: what was agreed, sent, reserved and missed; the inbox."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from db.access import Actor
from db.refusals import Problem
from db.rows import to_json
from db.rules import Rows
from db.sheets.columns import Tab
from db.sheets.issues import Choice, Issue, Key, Kind
from db.sheets.lines import Base
from db.sheets.plans import Plan, Push, Reserved, Sent, State
from db.sheets.settings import Settings
from db.store import Notes
from thai import dates
from thai.words import N_

DECIDE_AGAIN = N_("The sheet was changed after somebody had decided, so nothing was done. Look again and decide.")


def load(rows: Rows, tab: Tab) -> State:
    """What is remembered of a tab."""
    here = {"tab": tab.table}
    state = State()
    for row in rows("select * from sync_base where tab = :tab", **here):
        state.base[row["row_id"]] = Base(tuple(json.loads(row["cells"])), json.loads(row["values"]))
    for row in rows("select * from sync_sent where tab = :tab", **here):
        if row["field"]:
            sent = Sent(json.loads(row["cell"]), json.loads(row["old"]), row["at"])
            state.sent[row["row_id"], row["field"]] = sent
        else:
            state.appended[row["row_id"]] = row["at"]
    for row in rows("select * from sync_reserved where tab = :tab", **here):
        state.reserved[row["row_id"]] = Reserved(row["print"], row["answer"] and Choice(row["answer"], row["by"], None))
    for row in rows("select * from sync_missing where tab = :tab", **here):
        state.missing[row["row_id"]] = row["since"]
    for row in rows("select * from sync_issue where tab = :tab and closed_at is null", **here):
        key = row["kind"], row["tab"], row["row_id"], row["field"]
        state.open[key] = issue_of(row).sheet
        if row["choice"] is not None:
            state.choices[key] = Choice(row["choice"], row["chosen_by"], row["chosen_sheet"])
    return state


def save(
    note: Notes,
    plan: Plan,
    before: State,
    seen: set[str],
    now: float,
    settings: Settings,
    actor: Actor,
    batch: int | None,
) -> None:
    """Keep what one look at a tab taught; `seen` are the ids in it now, `batch` what `actor` did in the register."""
    tab = plan.tab.table
    if not plan.stopped:
        note.keep("sync_base", [_base(tab, id, base) for id, base in plan.agreed.items()])
        _replace_missing(note, tab, plan.missing, before)
    over = [{"tab": tab, "row_id": id, "field": ""} for id in before.appended if id in seen]
    old = [
        {"tab": tab, "row_id": id, "field": name}
        for (id, name), sent in before.sent.items()
        if now - sent.at >= settings.grace
    ]
    note.forget("sync_sent", over + old)
    _issues(note, plan, actor, batch)


def _base(tab: str, id: str, base: Base) -> dict[str, Any]:
    return {"tab": tab, "row_id": id, "cells": to_json(list(base.cells)), "values": to_json(dict(base.values))}


def _replace_missing(note: Notes, tab: str, missing: dict[str, float], before: State) -> None:
    note.forget("sync_missing", [{"tab": tab, "row_id": id} for id in before.missing if id not in missing])
    fresh = [{"tab": tab, "row_id": id, "since": at} for id, at in missing.items() if id not in before.missing]
    note.keep("sync_missing", fresh)


def forget_rows(note: Notes, tab: Tab, ids: Iterable[str]) -> None:
    """Rows that are on neither side any more."""
    for table in ("sync_base", "sync_missing"):
        note.forget(table, [{"tab": tab.table, "row_id": id} for id in ids])


def forget_tabs(note: Notes, tabs: Iterable[Tab]) -> None:
    """Tabs that are made anew, or are of another spreadsheet: what is not in them was never agreed on."""
    for tab in tabs:
        for table in ("sync_base", "sync_sent", "sync_missing", "sync_reserved"):
            note.forget(table, [{"tab": tab.table}])


def forget_columns(note: Notes, tab: Tab, names: set[str]) -> None:
    """Columns that are made anew: what is not in them was never agreed on."""
    gone = {at for at, column in enumerate(tab.columns) if column.name in names}
    for row in note.rows("select * from sync_base where tab = :tab", tab=tab.table) if names else []:
        cells = [None if at in gone else cell for at, cell in enumerate(json.loads(row["cells"]))]
        values = {name: value for name, value in json.loads(row["values"]).items() if name not in names}
        note.keep("sync_base", [{**row, "cells": to_json(cells), "values": to_json(values)}])


def reserve(note: Notes, tab: Tab, id: str, print: str, choice: Choice | None, now: float) -> None:
    """Keep an id for a row that was typed without one."""
    decided = {"answer": choice.answer, "by": choice.by} if choice else {"answer": None, "by": None}
    note.keep("sync_reserved", [{"row_id": id, "tab": tab.table, "print": print, "at": now, **decided}])


def note_sent(note: Notes, tab: Tab, pushes: Iterable[Push], appends: Iterable[str], now: float) -> None:
    """Keep what is about to be sent, before it is."""
    rows = [
        {
            "tab": tab.table,
            "row_id": one.id,
            "field": one.column,
            "cell": to_json(one.cell),
            "old": to_json(one.old),
            "at": now,
        }
        for one in pushes
    ]
    rows += [{"tab": tab.table, "row_id": id, "field": "", "cell": None, "old": None, "at": now} for id in appends]
    note.keep("sync_sent", rows)


def _issues(note: Notes, plan: Plan, actor: Actor, batch: int | None) -> None:
    """Bring the inbox up to date: entries that are not found any more are closed, a decision holds only for what it was
    about."""
    tab, at = plan.tab.table, dates.now()
    open_rows = {
        (row["kind"], row["tab"], row["row_id"], row["field"]): row
        for row in note.rows("select * from sync_issue where tab = :tab and closed_at is null", tab=tab)
    }
    found = {issue.key: issue for issue in plan.issues}
    done = {issue.key for issue in plan.traces}
    changed = []
    for key, row in open_rows.items():
        issue = found.pop(key, None)
        if issue is not None:
            moved = row["choice"] is not None and row["chosen_sheet"] != issue.sheet
            entry = _entry(issue if issue.reason else replace(issue, reason=_again(row, moved)))
            # What was tried on somebody's behalf and is here again was refused, and they have to decide anew.
            over = moved or (row["choice"] is not None and row["chosen_by"] == actor.key)
            undecided = dict.fromkeys(("choice", "chosen_by", "chosen_at", "chosen_sheet")) if over else {}
            if entry != row["entry"] or over:
                changed.append({**row, "entry": entry, **undecided})
        elif key[2:] not in plan.deferred and (not plan.stopped or key[0] in (Kind.BREAKER, Kind.TAB)):
            told = row["choice"] is not None or key in done
            outcome = (row["choice"] or key[0]) if told else "agreed"
            changed.append({**row, "closed_at": at, "outcome": outcome, "batch": batch if told else None})
    number = note.rows("select coalesce(max(number), 0) as last from sync_issue")[0]["last"]
    fresh: list[tuple[Issue, str | None]] = [(issue, None) for issue in found.values()]
    fresh += [(issue, at) for issue in plan.traces if not _is_kept(note.rows, issue)]
    for more, (issue, closed) in enumerate(fresh, 1):
        kind, _, row_id, field = issue.key
        changed.append(
            {
                "number": number + more,
                "kind": kind,
                "tab": tab,
                "row_id": row_id,
                "field": field,
                "entry": _entry(issue),
                "at": at,
                "choice": None,
                "chosen_by": None,
                "chosen_at": None,
                "chosen_sheet": None,
                "closed_at": closed,
                "outcome": closed and issue.kind.value,
                "batch": closed and batch,
            }
        )
    note.keep("sync_issue", changed)


def _again(row: dict[str, Any], moved: bool) -> Problem | None:
    """Why somebody is asked again: the sheet moved after they had decided."""
    before = issue_of(row).reason
    return Problem("", DECIDE_AGAIN) if moved or (before and before.message == DECIDE_AGAIN) else None


def _is_kept(rows: Rows, issue: Issue) -> bool:
    """Whether this trace was kept at an earlier look, before what it tells of could be written."""
    kind, tab, row_id, field = issue.key
    found = rows(
        "select entry from sync_issue where kind = :kind and tab = :tab and row_id = :id and field = :field",
        kind=kind,
        tab=tab,
        id=row_id,
        field=field,
    )
    return any(json.loads(row["entry"])["sheet"] == issue.sheet for row in found)


def _entry(issue: Issue) -> str:
    reason = issue.reason and {"message": issue.reason.message, "values": issue.reason.values}
    return to_json(
        {
            "row": issue.row,
            "label": issue.label,
            "base": issue.base,
            "sheet": issue.sheet,
            "app": issue.app,
            "reason": reason,
            "more": issue.more,
        }
    )


def issue_of(row: dict[str, Any]) -> Issue:
    """The entry that a row of the inbox keeps."""
    entry = json.loads(row["entry"])
    reason = entry.pop("reason")
    told = Problem("", reason["message"], reason["values"]) if reason else None
    return Issue(Kind(row["kind"]), row["tab"], row["row_id"], row["field"], reason=told, **entry)


def key_of(row: dict[str, Any]) -> Key:
    return row["kind"], row["tab"], row["row_id"], row["field"]
