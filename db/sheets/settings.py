"""What may be set about the sync: [sync] in saan.toml, and where the spreadsheet is."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from gspread.exceptions import NoValidUrlKeyFound
from gspread.utils import extract_id_from_url

from db import access
from db.refusals import Refused
from db.sheets.columns import TABS
from thai.words import N_

UNREADABLE = N_("The settings in {path} cannot be read.")
MOST = 1_000_000
"""No setting is higher; of seconds, these are eleven days."""


@dataclass(frozen=True)
class Settings:
    """How the sync behaves. Times are in seconds; a share is a part of the rows that are known."""

    interval: float = 60
    reads: int = 40
    """Requests a minute, for the whole process."""
    writes: int = 40
    grace: float = 20
    """For how long after a write an old value is "not yet" rather than a person's change."""
    confirm: float = 30
    """For how long a row must be missing before its deletion is believed."""
    missing_rows: int = 2
    missing_share: float = 0.3
    changed_rows: int = 4
    changed_share: float = 0.6
    """A tab is stopped when more than the rows and more than the share are missing, or changed, at one look."""
    share: tuple[str, ...] = ()
    """Columns of contact data that may leave, such as "people.telephone"; none by default."""

    def many(self, gone: int, changed: int, known: int) -> bool:
        """Whether this many rows of `known` gone or changed at once are too many to be believed unasked."""
        return gone > max(self.missing_rows, self.missing_share * known) or changed > max(
            self.changed_rows, self.changed_share * known
        )


def settings() -> Settings:
    """[sync] of saan.toml. Refuses a setting that there is not, and a value of another kind."""
    given = access.read(access.SETTINGS).get("sync", {})
    known = {one.name: one.default for one in fields(Settings)}
    for name, value in given.items() if isinstance(given, dict) else [("sync", None)]:
        if name not in known or not _fits(value, known[name]):
            raise Refused(
                "",
                N_("{path}: [sync] {name} cannot be {value}."),
                {"path": access.SETTINGS, "name": name, "value": str(value)},
            )
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return Settings(**values)


def _fits(value: Any, default: Any) -> bool:
    if isinstance(default, tuple):
        contact = {f"{tab.table}.{one.name}" for tab in TABS for one in tab.columns if one.contact}
        return isinstance(value, list) and all(one in contact for one in value)
    whole = isinstance(default, int)
    number = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
    return number and (1 if whole else 0) <= value <= MOST


@dataclass(frozen=True)
class Connection:
    """Which spreadsheet, and the service account's key as Google gives it out."""

    spreadsheet: str
    key: Mapping[str, Any]

    @property
    def account(self) -> str:
        """The address that the spreadsheet must be shared with."""
        return str(self.key.get("client_email", ""))


def connection() -> Connection | None:
    """The spreadsheet that is set: SAAN_SHEETS and GOOGLE_APPLICATION_CREDENTIALS in the environment, else
    [connections.gsheets] in secrets.toml as Streamlit's own connection has it; None when neither is.

    Refuses a link that leads to no spreadsheet and a key that cannot be read.
    """
    try:
        given = dict(access.read(access.SECRETS).get("connections", {}).get("gsheets", {}))
    except (AttributeError, TypeError, ValueError) as error:
        raise Refused("", UNREADABLE, {"path": access.SECRETS}) from error
    spreadsheet = os.environ.get("SAAN_SHEETS") or given.pop("spreadsheet", "")
    file = os.environ.get("GOOGLE_APPLICATION_CREDENTIALS")
    if file:
        given = _key(Path(file))
    if not spreadsheet or not given.get("client_email"):
        return None
    return Connection(_id(str(spreadsheet)), given)


def _key(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError) as error:
        raise Refused("", UNREADABLE, {"path": path}) from error


def _id(spreadsheet: str) -> str:
    if re.fullmatch(r"[\w-]+", spreadsheet, re.ASCII):
        return spreadsheet
    try:
        return str(extract_id_from_url(spreadsheet))
    except NoValidUrlKeyFound as error:
        raise Refused("", N_("This link leads to no spreadsheet: {link}"), {"link": spreadsheet[:100]}) from error
