"""What the kept counts save when a page is read, and cost when a row is written."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
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

    def _events(self, names: Iterable[str]) -> list[dict[str, Any]]:
        sums = {
            "known": "attendance is not null",
            "learners_known": "learners is not null",
            "held": "1",
            "learners_unknown": f"attendance is not null and {counts.LEARNERS_UNKNOWN}",
            "unnamed": "max(0, learners - learners_named)",
            "unnamed_at": "learners > learners_named",
            "speakers_unnamed": "max(0, speakers - speakers_named)",
            "speakers_at": "speakers > speakers_named",
            "incomplete": counts.INCOMPLETE,
        }
        held = ", ".join(f"case when state = 'held' then {sums.get(name, name)} end as {name}" for name in HELD)
        waiting = ", ".join(f"case when state = '{name}' then 1 end as {name}" for name in WAITING)
        return [
            {name: value or 0 for name, value in row.items()}
            for row in self.ask(
                f"""with chosen as (select e.* from events e where {self.asked_for} and {self.here}), {MEASURED}
                    select c.fiscal_year, {counts.by_year(names, ":last")}
                    from (select fiscal_year, month, starts_on, {held}, {waiting} from measured) c
                    group by c.fiscal_year order by c.fiscal_year"""
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


def saves(homes: dict[str, Path], runs: int = 150) -> dict[str, float]:
    """The processor seconds of a save "counted" and of one "uncounted": the median of single ones that take turns, so
    that a busy moment hits both."""
    acts = {name: save(home, name == "counted") for name, home in homes.items()}
    took: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(runs):
        for name, act in acts.items():
            before = time.process_time()
            act()
            took[name].append(time.process_time() - before)
    return {name: median(each) for name, each in took.items()}


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
