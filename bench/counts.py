"""What the kept counts save when a page is read, and cost when a row is written."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from db import counts, kpis
from db.access import Actor
from db.attendance import MEASURED
from db.counts import HELD, WAITING
from db.filters import Filters
from db.keeping import Keeper
from db.records import Event, Headcount, Participation, Person
from db.scope import Scope
from db.store import Store
from thai import dates
from ui import numbers

NUMBERS: dict[str, Callable[[Scope], object]] = {
    "overview": numbers.overview,
    "growth": kpis.growth,
    "coverage": kpis.coverage,
    "by_fiscal_year": kpis.by_fiscal_year,
}
KEPT = ("whole", "a fiscal year", "an area", "an organisation type")
NARROWED = ("a programme",)
"""What `asked` answers from counts, and by looking at what matches."""


class Scanned(Scope):
    """The same numbers out of the rows themselves, by their indexes."""

    members_kept = False  # type: ignore[assignment]

    def _events(self, span: str, which: str, names: object = None) -> list[dict[str, Any]]:
        known = {"known": "attendance is not null", "learners_known": "learners is not null"}
        sums = {
            "held": "1",
            "learners_unknown": f"attendance is not null and {counts.LEARNERS_UNKNOWN}",
            "unnamed": "max(0, learners - learners_named)",
            "unnamed_at": "learners > learners_named",
            "speakers_unnamed": "max(0, speakers - speakers_named)",
            "speakers_at": "speakers > speakers_named",
            "incomplete": counts.INCOMPLETE,
        }
        held = ", ".join(
            f"sum(case when state = 'held' and starts_on <= :last then {known.get(name) or sums.get(name, name)} end)"
            f" as {name}"
            for name in HELD
        )
        waiting = ", ".join(f"sum(case when state = '{name}' then 1 else 0 end) as {name}" for name in WAITING)
        return [
            {name: value or 0 for name, value in row.items()}
            for row in self.ask(
                f"""with chosen as (select e.* from events e where {self.asked_for} and {self.here}), {MEASURED}
                    select {span}, {held}, {waiting} from measured group by {span} order by {span}"""
            )
        ]


def asked(store: Store) -> dict[str, Filters]:
    """What a manager asks, by what to call it."""
    programme = store.rows("select id from programmes where deleted is null order by fiscal_year, id limit 1")[0]["id"]
    whole = Filters(as_of=dates.today())
    return {
        "whole": whole,
        "a fiscal year": replace(whole, fiscal_year=2567),
        "an area": replace(whole, scheme="region4", area="เหนือ"),
        "a programme": replace(whole, programme=programme),
        "an organisation type": replace(whole, organisation_type="media"),
    }


def reading(home: Path, number: str, question: str, scope: type[Scope] = Scope, runs: int = 5) -> Callable[[], float]:
    """The processor seconds that one number takes through one set of filters, once the register has been asked before:
    what ran in between took its pages out of memory."""
    store = Store.open(home)
    filters = asked(store)[question]

    def read() -> None:
        with store.reading() as rows:
            NUMBERS[number](scope(rows, filters))

    def timed() -> float:
        if runs > 1:
            read()
        before = time.process_time()
        for _ in range(runs):
            read()
        return (time.process_time() - before) / runs

    return timed


def save(home: Path, kept: bool) -> Callable[[], None]:
    """An event with a ledger and three people, as the form saves it; `kept`: with its counts."""
    store = Store.open(home)
    tokens = count()
    keep = Keeper.keep

    def write() -> None:
        Keeper.keep = keep if kept else lambda *_: None  # type: ignore[method-assign, assignment]
        try:
            with store.writing(Actor("bench"), "form:log_event", token=str(next(tokens))) as w:
                event = w.add(Event(title="อบรมประชาสัมพันธ์", starts_on=date(2022, 3, 24), province="48"))
                for number in range(3):
                    w.add(Headcount(event_id=event.id, category="learners", count=number))
                    person = w.add(Person(given_name="ตัวอย่าง", family_name=str(number)))
                    w.add(Participation(event_id=event.id, person_id=person.id, role="trainee"))
        finally:
            Keeper.keep = keep  # type: ignore[method-assign]

    return write
