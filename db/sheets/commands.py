"""python -m db link, sync, inbox, resolve: the sync without a browser, for people and for cron."""

import json
from typing import Any

import click

from db.access import Actor
from db.refusals import Refused
from db.rows import to_json
from db.sheets import inbox as inbox_
from db.sheets import ledger, settings
from db.sheets.budget import Budget, Clock
from db.sheets.cycle import Engine, Run
from db.sheets.google import Google
from db.sheets.link import link as link_
from db.store import Store
from thai.words import N_, translate

NOT_SET = N_(
    "No spreadsheet is set up. Give SAAN_SHEETS and GOOGLE_APPLICATION_CREDENTIALS, or [connections.gsheets] in "
    ".streamlit/secrets.toml."
)


def engine(store: Store, last: Engine | None = None) -> Engine:
    """What syncs `store` with the spreadsheet that is set up now, after the requests that the `last` one made. Refuses
    when none is set up."""
    connection, found = settings.connection(), settings.settings()
    if connection is None:
        raise Refused("", NOT_SET)
    budget = last.budget if last else Budget(Clock(), found.reads, found.writes)
    return Engine(store, Google(connection, budget), connection.spreadsheet, found, budget)


def link(store: Store) -> str:
    """Link the register with the spreadsheet that is set up, and say so."""
    found = engine(store)
    link_(store, found.remote, found.spreadsheet, found.settings)
    return found.spreadsheet


def told(run: Run) -> dict[str, Any]:
    """A round for --json."""
    message = run.message.format(**run.values) if run.message else None
    counts = {key: run.did[key] for key in ("pulled", "added", "deleted", "pushed", "appended")}
    return {"status": run.status, "message": message, **counts, **({"planned": run.planned} if run.planned else {})}


def show(run: Run, as_json: bool) -> None:
    """Say what a round came to, in Thai or as JSON."""
    if as_json:
        click.echo(json.dumps(told(run), ensure_ascii=False, indent=2))
        return
    if run.message:
        for language in ("th", "en"):
            click.echo(translate(run.message, language, **run.values), err=True)
    if run.planned:
        click.echo(translate(N_("A trial: neither side was changed. What would be done:"), "th"))
    for plan in run.planned:
        parts = {name: part for name, part in plan.items() if part}
        if len(parts) > 1:
            click.echo(to_json(parts))
    summary = N_(
        "From the sheet: {pulled} cells, {added} new rows, {deleted} deleted. "
        "To the sheet: {pushed} cells, {appended} rows."
    )
    counts = {key: run.did[key] for key in ("pulled", "added", "deleted", "pushed", "appended")}
    click.echo(translate(summary, "th", **counts))


def entries(store: Store) -> list[dict[str, Any]]:
    """What waits for a decision."""
    with store.reading() as rows:
        return [inbox_.as_json(entry) for entry in inbox_.entries(rows, most=10_000)]


def linked(store: Store) -> bool:
    """Whether the register is linked with a spreadsheet."""
    with store.reading() as rows:
        return ledger.linked(rows) is not None


def line(entry: dict[str, Any]) -> str:
    """An entry in one line: its id, its kind, where, and what stands on both sides."""
    parts = [f"#{entry['id']}", entry["kind"], entry["tab"], entry["label"], entry["column"]]
    sides = [f"{side}={entry[side]!r}" for side in ("base", "sheet", "app") if entry[side] is not None]
    return " · ".join(filter(None, [*parts, *sides, entry["reason"]]))


def resolve(store: Store, actor: Actor, number: int, answer: str) -> None:
    """Decide one entry."""
    inbox_.resolve(store, actor, [number], answer)
