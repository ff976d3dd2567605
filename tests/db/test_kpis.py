"""Every number is what its definition says: a naive computation finds the same, and plain cases are spelled out."""

import json
import tempfile
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import kpis
from db.kpis import Filters
from db.records import Programme
from db.store import Store
from tests import registers
from tests.naive import Naive
from tests.registers import everything_asked

YEARS = (None, 2564, 2565, 2566, 2580)
AREAS = (None, "region4", "region4:ใต้", "own", "own:ก", "own:ข")
TYPES = (None, "media", "local")
LOOKS = ("2020-02-29", "2022-03-31", "2022-10-01", "2024-02-29")


def filters(asked: dict[str, Any]) -> Filters:
    return Filters(**{**asked, "as_of": date.fromisoformat(asked["as_of"])})


def same(store: Store, naive: Naive, asked: dict[str, Any]) -> None:
    shown = {name: asked[name] for name in ("fiscal_year", "scheme", "area", "programme", "organisation_type", "as_of")}
    found, expected = kpis.report(store, filters(asked)), naive.report(shown)
    assert {part: found[part] for part in expected if found[part] != expected[part]} == {
        part: expected[part] for part in expected if found[part] != expected[part]
    }, asked
    assert list(found) == list(expected)
    assert json.loads(json.dumps(found)) == found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), size=st.integers(1, 10))
def test_random_registers_are_counted_as_the_naive_way_counts_them(seed: int, size: int) -> None:
    random = Random(seed)
    with tempfile.TemporaryDirectory() as home:
        store = Store.open(Path(home))
        registers.fill(store, random, size)
        naive = Naive(store)
        programmes = [None, *(programme.id for programme in store.all(Programme))]
        asked = everything_asked(
            fiscal_year=YEARS, area=AREAS, programme=programmes, organisation_type=TYPES, as_of=LOOKS
        )
        for one in random.sample(asked, 12):
            same(store, naive, one)


def test_every_combination_of_filters_on_one_register(store: Store) -> None:
    registers.fill(store, Random(65), size=25)
    naive = Naive(store)
    programmes = [None, *(programme.id for programme in store.all(Programme))]
    asked = everything_asked(
        fiscal_year=YEARS, area=AREAS, programme=programmes, organisation_type=TYPES, as_of=LOOKS[1:]
    )
    assert len(asked) >= 5 * 6 * 2 * 3 * 3
    for one in asked:
        same(store, naive, one)
