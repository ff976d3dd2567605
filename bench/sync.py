"""A round of the sync in which nothing changed, beside reading the same answer as plain JSON."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from db.access import Actor
from db.records import Event, Organisation, Programme
from db.sheets.columns import tabs
from tests.db.sheets.twin import Desk


class Heard:
    """A spreadsheet that answers what it answered before, at no cost."""

    account = ""

    def __init__(self, document: dict[str, Any], body: bytes) -> None:
        self._document, self.body = document, body

    def document(self) -> dict[str, Any]:
        return self._document

    def values(self, ranges: Sequence[str]) -> bytes:
        return self.body

    def write(self, data: Sequence[dict[str, Any]]) -> None:
        raise AssertionError("an unchanged round writes nothing")

    change = write


def unchanged(home: Path, rows: int) -> tuple[Callable[[], None], Callable[[], object]]:
    """A round over a sheet of so many rows of 15 filled columns, in which nothing changed; and the parsing of what it
    reads."""
    desk = Desk(home)
    with desk.store.writing(Actor("bench"), "bench") as w:
        organiser = w.add(Organisation(name="สำนักงานประชาสัมพันธ์จังหวัดนครพนม"))
        programme = w.add(Programme(name="อบรมประชาสัมพันธ์จังหวัด"))
        w.add_all(
            Event(
                title=f"อบรมนักประชาสัมพันธ์ รุ่นที่ {number}",
                starts_on=date(2022, 3, 24),
                ends_on=date(2022, 3, 25),
                starts_at="09:00",
                province="48",
                venue="ห้องประชุมพระธาตุพนม ศาลากลางจังหวัด",
                organiser_id=organiser.id,
                programme_id=programme.id,
                declared_total=42,
                approximate=True,
                source_url="https://agency.example/news/1",
            )
            for number in range(rows)
        )
    desk.link()
    assert desk.sync().settled
    places = [f"'{tab.title}'" for tab in tabs()]
    engine = desk.engine()
    heard = Heard(desk.twin.document(), desk.twin.values(places))
    engine.remote = heard

    def once() -> None:
        run = engine.run()
        assert run.settled, run
        assert not run.did, run

    return once, lambda: json.loads(heard.body)
