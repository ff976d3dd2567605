"""A spreadsheet in memory behind the same few requests, and a register beside it: what tests of the sync work with."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from db.sheets import link
from db.sheets.budget import Budget, Clock
from db.sheets.cycle import Engine, Run
from db.sheets.google import API_OFF, FIELDS, MISSING, NOT_SHARED, REFUSED, Trouble
from db.sheets.settings import Settings
from db.store import Store
from standin.book import Book
from standin.books import Books


class Still(Clock):
    """Time that passes only when somebody waits or says so."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 1_800_000_000.0

    def seconds(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += max(0.0, seconds)


class Twin:
    """The requests of the sync, answered by a Book. `before` is called before each request with its name."""

    account = "saan@example.iam"

    def __init__(self, books: Books, book: Book) -> None:
        self.books, self.book = books, book
        self.asked: Counter[str] = Counter()
        self.written: list[int] = []
        self.seen: Any = None
        """An older state of the books, which reads are answered from while it is set."""
        self.before: Callable[[str], None] = lambda name: None
        self.after: Callable[[str], None] = lambda name: None

    def document(self) -> dict[str, Any]:
        return self._ask("read", "GET", "", {"fields": FIELDS})

    def values(self, ranges: Sequence[str]) -> bytes:
        params = {
            "ranges": list(ranges),
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        return json.dumps(self._ask("read", "GET", "/values:batchGet", params), ensure_ascii=False).encode()

    def write(self, data: Sequence[dict[str, Any]]) -> None:
        body = {"valueInputOption": "RAW", "data": list(data)}
        self.written.append(len(json.dumps(body, ensure_ascii=False).encode()))
        self._ask("write", "POST", "/values:batchUpdate", None, body)

    def change(self, changes: Sequence[dict[str, Any]]) -> None:
        self._ask("write", "POST", ":batchUpdate", None, {"requests": list(changes)})

    def _ask(self, kind: str, method: str, end: str, params: Any, body: Any = None) -> Any:
        self.before(end)
        self.asked[kind] += 1
        path = f"/v4/spreadsheets/{self.book.id}{end}"
        status, answer = self.books.answer(method, path, params, json.loads(json.dumps(body)), self.seen)
        self.after(end)
        if status == 200:
            return answer
        message = answer["error"]["message"]
        known = {404: ("missing", MISSING), 403: ("not_shared", NOT_SHARED)}
        if "SERVICE_DISABLED" in json.dumps(answer):
            raise Trouble("api_off", API_OFF)
        status_name, text = known.get(status, ("refused", REFUSED))
        raise Trouble(status_name, text, account=self.account, why=message)


class Desk:
    """A register, a spreadsheet and what syncs them, on a table of their own."""

    def __init__(self, home: Path, settings: Settings = Settings(), books: Books | None = None) -> None:  # noqa: B008
        self.store = Store.open(home)
        self.clock = Still()
        self.settings = settings
        self.books = books or Books()
        self.book = self.books.create()
        self.twin = Twin(self.books, self.book)

    def engine(self) -> Engine:
        budget = Budget(self.clock, self.settings.reads, self.settings.writes)
        return Engine(self.store, self.twin, self.book.id, self.settings, budget)

    def link(self) -> None:
        link.link(self.store, self.twin, self.book.id, self.settings)

    def sync(self, status: str = "ok") -> Run:
        """One round, a minute after the last."""
        self.clock.time += 60
        run = self.engine().run()
        assert run.status == status, run
        return run

    def rows(self, tab: str) -> list[dict[str, Any]]:
        """The rows of a tab by their headers, without the empty ones."""
        header, *lines = self.book.values(tab)
        rows = [dict(zip(header, [*line, *[""] * len(header)], strict=False)) for line in lines]
        return [row for row in rows if any(value != "" for value in row.values())]

    def cell(self, tab: str, number: int, header: str) -> str:
        """The name of a cell: row 1 is the first below the header."""
        from db.sheets.layout import letters

        return f"{letters(self.book.values(tab)[0].index(header))}{number + 1}"
