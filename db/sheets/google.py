"""The few requests that are made of Google, and what its refusals mean. Nothing else in the project knows gspread."""

import json
import random
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

import gspread
import requests
from google.auth import exceptions as auth
from google.oauth2.service_account import Credentials
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from gspread.urls import (
    SPREADSHEET_BATCH_UPDATE_URL,
    SPREADSHEET_URL,
    SPREADSHEET_VALUES_BATCH_UPDATE_URL,
    SPREADSHEET_VALUES_BATCH_URL,
)

from db.refusals import Refused
from db.sheets.budget import MINUTE, Budget
from db.sheets.settings import Connection
from thai.words import N_

T = TypeVar("T")
SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
TIMEOUT = (10.0, 60.0)
"""Seconds for a connection, and for an answer."""
READ_TRIES, REFUSED_TRIES = 5, 6
FIELDS = (
    "properties.title,developerMetadata(metadataKey,metadataValue),"
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),"
    "developerMetadata(metadataKey,metadataValue),data(columnMetadata(developerMetadata(metadataKey,metadataValue))))"
)

Json = dict[str, Any]


class Trouble(Refused):
    """A request that came to nothing. `status` is short and stable: unreachable, quota, not_shared, missing, key,
    api_off, refused."""

    def __init__(self, status: str, message: str, **values: Any) -> None:
        super().__init__("", message, values)
        self.status = status


class Unknown(Trouble):
    """Nobody can say whether a write was applied: read and compare, never repeat."""


UNREACHABLE = N_("Google cannot be reached now. The register goes on without it, and tries again by itself.")
QUOTA = N_("Google allows no more requests for the moment. The sync waits and goes on by itself.")
NOT_SHARED = N_("The spreadsheet is not shared with {account}. Share it with this address, as an editor.")
MISSING = N_("There is no spreadsheet at this address. Check the link in the settings.")
KEY = N_("Google does not take the service account’s key. Make a new key and put it into the settings.")
API_OFF = N_("The Google Sheets API is switched off in the service account’s project. Switch it on there.")
REFUSED = N_("Google refused a request: {why}")


class Remote(Protocol):
    """A spreadsheet, as far as the sync needs one. Every method may raise Trouble; a write also Unknown."""

    account: str
    """The address to share the file with."""

    def document(self) -> Json:
        """The tabs, their sizes and what they are tagged with: the FIELDS of spreadsheets.get. One read."""

    def values(self, ranges: Sequence[str]) -> bytes:
        """The body of values:batchGet for these ranges, unformatted, days as numbers. One read."""

    def write(self, data: Sequence[Json]) -> None:
        """values:batchUpdate of these ranges, RAW. One write, all or nothing."""

    def change(self, changes: Sequence[Json]) -> None:
        """spreadsheets:batchUpdate. One write, all or nothing."""


class Google:
    """The real service, through gspread's plain HTTP client: reads are tried again, a write only after a refusal."""

    def __init__(self, connection: Connection, budget: Budget) -> None:
        self.account = connection.account
        self._id, self._budget = connection.spreadsheet, budget
        try:
            credentials = Credentials.from_service_account_info(connection.key, scopes=SCOPES)  # type: ignore[no-untyped-call]
        except (ValueError, auth.GoogleAuthError) as error:
            raise Trouble("key", KEY) from error
        self._http: HTTPClient = gspread.authorize(credentials).http_client
        self._http.set_timeout(TIMEOUT)

    def document(self) -> Json:
        answer = self._read(lambda: self._http.request("get", SPREADSHEET_URL % self._id, params={"fields": FIELDS}))
        return dict(answer.json())

    def values(self, ranges: Sequence[str]) -> bytes:
        params: dict[str, Any] = {
            "ranges": list(ranges),
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        url = SPREADSHEET_VALUES_BATCH_URL % self._id
        return self._read(lambda: self._http.request("get", url, params=params)).content

    def write(self, data: Sequence[Json]) -> None:
        body = {"valueInputOption": "RAW", "data": list(data)}
        self._write(SPREADSHEET_VALUES_BATCH_UPDATE_URL % self._id, body)

    def change(self, changes: Sequence[Json]) -> None:
        self._write(SPREADSHEET_BATCH_UPDATE_URL % self._id, {"requests": list(changes)})

    def _read(self, ask: Callable[[], requests.Response]) -> requests.Response:
        for attempt in range(READ_TRIES):
            try:
                return self._asked("read", ask)
            except Trouble as trouble:
                if trouble.status != "unreachable" or attempt == READ_TRIES - 1:
                    raise
                self._budget.clock.sleep(random.uniform(0.5, 1) * 2**attempt)
        raise AssertionError

    def _write(self, url: str, body: Json) -> None:
        # Plain UTF-8 is half as long as what gspread would send for Thai.
        data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        try:
            self._asked("write", lambda: self._http.request("post", url, data=data, headers=headers))
        except Trouble as trouble:
            if trouble.status == "unreachable":
                raise Unknown("unreachable", UNREACHABLE) from trouble
            raise

    def _asked(self, kind: str, ask: Callable[[], T]) -> T:
        """One request, made again only after a refusal for want of quota, which says that nothing was done."""
        for _ in range(REFUSED_TRIES):
            self._budget.take(kind)
            try:
                return ask()
            except Exception as error:
                trouble = meaning(error, self.account)
                if trouble is None:
                    raise
                if trouble.status != "quota":
                    raise trouble from error
                self._budget.close(kind, MINUTE + random.uniform(0, 5))
                last = trouble
        raise last


def meaning(error: Exception, account: str) -> Trouble | None:
    """What an exception of gspread, requests or google-auth says; None for a mistake of ours."""
    if isinstance(error, auth.RefreshError) and not error.retryable:
        return Trouble("key", KEY)
    if isinstance(error, auth.RefreshError | auth.TransportError | requests.RequestException):
        return Trouble("unreachable", UNREACHABLE)
    if not isinstance(error, APIError):
        return None
    status, why = error.response.status_code, error.response.text[:2000]
    if status == 429 or (status == 403 and "usageLimits" in why):
        return Trouble("quota", QUOTA)
    if status == 403:
        off = "SERVICE_DISABLED" in why or "accessNotConfigured" in why
        return Trouble("api_off", API_OFF) if off else Trouble("not_shared", NOT_SHARED, account=account)
    if status == 404:
        return Trouble("missing", MISSING)
    if status == 401:
        return Trouble("key", KEY)
    if status >= 500:
        return Trouble("unreachable", UNREACHABLE)
    return Trouble("refused", REFUSED, why=str(error)[:300])
