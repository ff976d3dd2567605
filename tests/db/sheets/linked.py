"""An office whose sync goes through the real client to the stand-in, which keeps every request."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db.sheets import link
from db.sheets.budget import Budget
from db.sheets.cycle import Engine
from db.sheets.google import Google as Client
from db.sheets.settings import Connection, Settings
from standin.faults import Clock
from standin.google import Answer, Google
from tests.db.sheets.office import Office


class Recorder(Google):
    """The stand-in, and every request that reached it: (method, the path after the spreadsheet's id, the body)."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.seen: list[tuple[str, str, dict[str, Any]]] = []

    def handle(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        if "/v4/spreadsheets/" in url:
            end = url.partition("?")[0].partition("/v4/spreadsheets/book")[2]
            self.seen.append((method, end, json.loads(body) if body else {}))
        return super().handle(method, url, headers, body)


class Linked(Office):
    """An office whose sync goes through the real client to the stand-in."""

    def __init__(self, home: Path, recorder: Recorder, settings: Settings = Settings()) -> None:  # noqa: B008
        self.recorder = recorder
        super().__init__(home, settings)

    def client(self) -> Client:
        budget = Budget(self.clock, self.settings.reads, self.settings.writes)
        return Client(Connection("book", self.recorder.account.key_file()), budget)

    def engine(self) -> Engine:
        client = self.client()
        return Engine(self.store, client, "book", self.settings, client._budget)

    def link(self) -> None:
        if "book" not in self.recorder.books.by_id:
            self.books = self.recorder.books
            self.book = self.books.create("ทะเบียน", "book")
        link.link(self.store, self.client(), "book", self.settings)
