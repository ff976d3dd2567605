"""The kept counts are at every moment what a rebuild gives, whatever is written, and the numbers that rest on them are
those of the naive computation."""

import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from db import counts
from db.choices import Attended, Category, CohortState, OrganisationType, State
from db.records import (
    RECORDS,
    AreaMember,
    Cohort,
    Event,
    Headcount,
    Membership,
    Organisation,
    Participation,
    Person,
    Post,
    Programme,
    Record,
)
from db.refusals import Refused
from db.store import Store
from tests import registers
from tests.db.test_kpis import AREAS, LOOKS, TYPES, YEARS, same
from tests.naive import Naive
from tests.registers import DAYS, KINDS, NIDA, PROVINCES, ROLES, SERVES, everything_asked

DAYS_OR_NONE = (None, *DAYS)
CHANGES: dict[type[Record], dict[str, Any]] = {
    Event: {
        "state": list(State),
        "starts_on": DAYS,
        "kind": KINDS,
        "province": PROVINCES,
        "serves": SERVES,
        "declared_total": (None, 5),
        "approximate": (True, False),
        "list_complete": (True, False),
        "audience": ([], [OrganisationType.MEDIA], list(OrganisationType)),
    },
    Headcount: {"count": (None, 0, 4), "category": list(Category), "area": SERVES},
    Participation: {"attended": list(Attended), "role": ROLES, "province": (None, *PROVINCES)},
    Person: {"province": (None, *PROVINCES)},
    Post: {"province": (None, *PROVINCES), "starts_on": DAYS_OR_NONE, "ends_on": DAYS_OR_NONE},
    Membership: {"starts_on": DAYS_OR_NONE, "ends_on": DAYS_OR_NONE},
    Organisation: {"province": (None, *PROVINCES), "type": (None, *OrganisationType)},
    Cohort: {"serves": SERVES, "due_on": DAYS_OR_NONE, "state": list(CohortState)},
    Programme: {"fiscal_year": YEARS},
    AreaMember: {"ends_on": DAYS_OR_NONE},
}


class Hand:
    """Somebody who changes a register at random, and is refused now and then."""

    def __init__(self, store: Store, random: Random) -> None:
        self.store, self.random = store, random

    def act(self) -> None:
        deeds = [self.change, self.change, self.change, self.many, self.delete, self.undo, self.move, self.tried]
        with suppress(Refused):
            self.random.choice(deeds)()

    def one(self, kind: type[Record]) -> Any:
        return self.random.choice(self.store.all(kind) or [None])

    def change(self) -> None:
        kind = self.random.choice(list(CHANGES))
        with self.store.writing(NIDA, "test") as w:
            for name in self.random.sample(list(CHANGES[kind]), k=min(2, len(CHANGES[kind]))):
                if row := self.one(kind):
                    w.change(w.live(kind, row.id), **{name: self.random.choice(CHANGES[kind][name])})

    def many(self) -> None:
        """New people, who come to an event that is there, and one that is new."""
        event, office = self.one(Event), self.one(Organisation)
        with self.store.writing(NIDA, "test") as w:
            new = w.add(Event(title="ใหม่", starts_on=self.random.choice(DAYS), province=self.random.choice(PROVINCES)))
            people = w.add_all(Person(given_name=f"ใหม่ {n}", province="48") for n in range(3))
            w.add_all(
                Participation(event_id=at.id, person_id=person.id, role=self.random.choice(ROLES), province="50")
                for at in (event, new)
                if at
                for person in people
            )
            network = self.one(Membership)
            if network and office:
                w.add_all(
                    Membership(
                        network_id=network.network_id, person_id=person.id, starts_on=self.random.choice(DAYS_OR_NONE)
                    )
                    for person in people
                )

    def delete(self) -> None:
        kind = self.random.choice(RECORDS)
        if row := self.one(kind):
            with self.store.writing(NIDA, "test") as w:
                if self.random.random() < 0.5:
                    w.delete(row)
                else:
                    w.delete_all(kind, [row.id])

    def undo(self) -> None:
        batches = [row["batch"] for row in self.store.rows("select distinct batch from journal order by batch desc")]
        self.store.undo(self.random.choice(batches[:8]), NIDA)

    def move(self) -> None:
        """A person came to another event, as another person."""
        row, person, event = self.one(Participation), self.one(Person), self.one(Event)
        if row and person and event:
            with self.store.writing(NIDA, "test") as w:
                w.change(row, person_id=person.id, event_id=event.id)

    def tried(self) -> None:
        """What is tried and taken back leaves the counts as they were."""
        if event := self.one(Event):
            with self.store.writing(NIDA, "test") as w:
                with suppress(Refused), w.trying():
                    w.delete(event)
                    raise Refused("", "")
                w.change(event, declared_total=self.random.randrange(9))


def wrong(store: Store) -> list[Any]:
    with store.reading() as rows:
        return [(table.name, *what) for table, *what in counts.differences(rows)]


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32))
def test_after_every_step_the_counts_are_those_of_a_rebuild_and_the_numbers_the_naive_ones(seed: int) -> None:
    random = Random(seed)
    with tempfile.TemporaryDirectory() as home, patch("thai.dates.today") as today:
        today.return_value = date.fromisoformat(random.choice(LOOKS))
        store = Store.open(Path(home))
        registers.fill(store, random, random.randint(1, 8))
        hand = Hand(store, random)
        for _ in range(12):
            if random.random() < 0.2:
                today.return_value = random.choice([date.fromisoformat(random.choice(LOOKS)), random.choice(DAYS)])
                store.count()
            hand.act()
            assert wrong(store) == []
            naive = Naive(store)
            asked = everything_asked(
                fiscal_year=YEARS,
                area=[area for area in AREAS if area is None or area.split(":")[0] in naive.schemes()],
                programme=[None],
                organisation_type=TYPES,
                as_of=[today.return_value.isoformat()],
            )
            for one in random.sample(asked, 3):
                same(store, naive, one)
