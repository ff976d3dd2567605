"""All spreadsheets that the service keeps, and its few endpoints that are answered here."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import RLock
from typing import Any
from uuid import uuid4

from standin import batch, structure, values
from standin.book import Book
from standin.document import Document
from standin.errors import Failure, not_found, not_shared, switched_off
from standin.grid import Json
from thai import dates

PROJECT = "314159265358"
Params = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Endpoint:
    """`kind` is which quota a request counts against: "read" or "write"."""

    name: str
    kind: str
    method: str
    path: re.Pattern[str]


def _endpoint(name: str, kind: str, method: str, end: str) -> Endpoint:
    return Endpoint(name, kind, method, re.compile(rf"/v4/spreadsheets/(?P<id>[A-Za-z0-9_-]+){end}", re.ASCII))


ENDPOINTS = (
    _endpoint("get", "read", "GET", ""),
    _endpoint("values:batchGet", "read", "GET", "/values:batchGet"),
    _endpoint("values:batchUpdate", "write", "POST", "/values:batchUpdate"),
    _endpoint("batchUpdate", "write", "POST", ":batchUpdate"),
)


def endpoint(method: str, path: str) -> tuple[Endpoint, str] | None:
    """Which endpoint a request is for, and of which spreadsheet; None for one that is not answered here."""
    for one in ENDPOINTS:
        found = one.path.fullmatch(path)
        if found and one.method == method.upper():
            return one, found["id"]
    return None


class Books:
    """The spreadsheets by id. `enabled` is whether the Sheets API is switched on in the account's project."""

    def __init__(self, today: Callable[[], date] = dates.today) -> None:
        self.lock = RLock()
        self.by_id: dict[str, Book] = {}
        self.enabled = True
        self._today = today

    def __getitem__(self, id: str) -> Book:
        return self.by_id[id]

    def create(self, title: str = "ทะเบียน", id: str | None = None) -> Book:
        """A new spreadsheet, shared with the service account."""
        book = Book(id or f"1{uuid4().hex}{uuid4().hex[:11]}", title, self._today, self.lock)
        self.by_id[book.id] = book
        return book

    def copy_document(self, book: Book, title: str | None = None) -> Book:
        """Make a copy of a spreadsheet, with what programs hung on it, shared like it."""
        made = self.create(title or f"สำเนาของ {book.document.title}")
        made.restore(book.snapshot())
        made.rename(title or f"สำเนาของ {book.document.title}")
        made.role = book.role
        return made

    def remove(self, book: Book) -> None:
        """Delete a spreadsheet for good."""
        del self.by_id[book.id]

    def snapshot(self) -> dict[str, Document]:
        """All spreadsheets as they are now, by id: what a stale read sees."""
        with self.lock:
            return {id: book.snapshot() for id, book in self.by_id.items()}

    def answer(
        self,
        method: str,
        path: str,
        params: Params | None = None,
        body: Json | None = None,
        seen: Mapping[str, Document] | None = None,
    ) -> tuple[int, Any]:
        """The HTTP code and the JSON of the answer. Reads see `seen`, an older snapshot, if it is given."""
        lists = {name: [given] if isinstance(given, str) else list(given) for name, given in (params or {}).items()}
        try:
            with self.lock:
                return 200, self._answer(method, path, lists, body or {}, seen or {})
        except Failure as failure:
            return failure.code, failure.body()

    def _answer(
        self, method: str, path: str, params: dict[str, list[str]], body: Json, seen: Mapping[str, Document]
    ) -> Json:
        if not self.enabled:
            raise switched_off(PROJECT)
        found = endpoint(method, path)
        if found is None:
            raise Failure(404, f"The stand-in does not answer {method} {path}.")
        asked, id = found
        book = self.by_id.get(id)
        if book is None:
            raise not_found()
        if book.role is None or (book.role == "reader" and asked.kind == "write"):
            raise not_shared()
        document = seen.get(id, book.document)
        if asked.name == "get":
            return structure.get(document, id, params)
        if asked.name == "values:batchGet":
            return {"spreadsheetId": id, **values.batch_get(document, params)}
        with book.editing() as draft:
            if asked.name == "values:batchUpdate":
                return {"spreadsheetId": id, **values.batch_update(draft, body, self._today())}
            return {"spreadsheetId": id, **batch.batch_update(draft, body)}
