"""A made-up register of any size: the same arguments give the same rows, whatever the day and the machine.

People come with their posts and memberships, then events with all that hangs on them. A transaction holds some ten
thousand rows, so that others can write in between, and a fill that was stopped leaves whole people and whole events.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from db import examples
from db.access import Actor
from db.made_up import Country
from db.made_up_events import Events
from db.records import RECORDS, Record
from db.refusals import Refused
from db.store import Store, Writer
from thai import dates
from thai.words import N_

MOST_PEOPLE = 1_000_000
EARLIEST, LATEST = 2453, 2700
AT_ONCE, PEOPLE_AT_ONCE, EVENTS_AT_ONCE = 10_000, 4_000, 100
T = TypeVar("T")
PARTS = 3
"""What there is to do for a person: the person, and two participations."""
Progress = Callable[[int], Any]


def present(store: Store) -> bool:
    """Whether a made-up register, or a part of one, is here."""
    with store.reading() as rows:
        return examples.present(rows, examples.FILL)


def add(
    store: Store, actor: Actor, people: int, seed: int, until: int | None = None, progress: Progress = lambda _: None
) -> None:
    """Add `people` made-up people, people / 40 events in the ten fiscal years up to `until` (this one, if None) and
    2 × people participations. `progress` hears of every part: PARTS × people in all.

    Refuses a register with other data than the samples, more people than a million, a year out of range.
    """
    last = dates.fiscal_year(dates.today()) if until is None else until
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused("people", N_("Between 1 and {most} people can be made up."), {"most": MOST_PEOPLE})
    if not EARLIEST <= last <= LATEST:
        raise Refused("until", N_("Give a fiscal year from {first} to {last}."), {"first": EARLIEST, "last": LATEST})
    with store.writing(actor, "fill") as w:
        _refuse_other_data(w)
        country = Country(examples.Ids(examples.FILL, w.batch), people, seed, last)
        _write(w, country.heads())
        _write(w, country.frame())
    with _uncollected():
        for done, records in _parts(country):
            with store.writing(actor, "fill") as w:
                _write(w, records)
            progress(done)


def count(store: Store) -> int:
    """How many made-up rows there are."""
    with store.reading() as rows:
        return sum(len(examples.ids(rows, kind, examples.FILL)) for kind in RECORDS)


def remove(store: Store, actor: Actor, progress: Progress = lambda _: None) -> None:
    """Take all that was made up away, children first. `progress` hears of every part: the `count` in all.

    Refuses when there is none, and, naming it, when something else hangs on it. When stopped, it can be run again.
    """
    with store.reading() as rows:
        if not examples.present(rows, examples.FILL):
            raise Refused("", N_("There is no made-up data in the register."))
        examples.refuse_if_used(rows, examples.FILL)
    for kind in reversed(RECORDS):
        with store.reading() as rows:
            ids = examples.ids(rows, kind, examples.FILL)
        for part in _cut(ids, AT_ONCE):
            with store.writing(actor, "fill:remove") as w:
                w.delete_all(kind, list(part))
            progress(len(part))


def _refuse_other_data(w: Writer) -> None:
    if examples.present(w.rows, examples.FILL):
        raise Refused("", N_("There is made-up data in the register already. Remove it first."))
    if examples.others(w.rows, examples.SAMPLES, examples.FILL):
        raise Refused("", N_("There is real data in this register. Fill an empty one."))


def _write(w: Writer, records: Iterable[Record]) -> None:
    by_kind: dict[type[Record], list[Record]] = {}
    for record in records:
        by_kind.setdefault(type(record), []).append(record)
    for kind in RECORDS:
        w.add_all(by_kind.get(kind, []))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Records refer to nothing that refers back; to look for such circles would take a fifth of the time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _parts(country: Country) -> Iterator[tuple[int, list[Record]]]:
    """(what is done, the records) of every part."""
    for places in _cut(range(country.people), PEOPLE_AT_ONCE):
        yield len(places), [record for place in places for record in country.somebody(place)]
    events = Events(country)
    for numbers in _cut(range(country.events), EVENTS_AT_ONCE):
        records = [record for number in numbers for record in events.event(number)]
        yield sum(events.sizes[number] for number in numbers), records


def _cut(whole: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(whole), size):
        yield whole[start : start + size]
