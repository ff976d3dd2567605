"""Two processes of the product on one register, over HTTPS; and processes that are killed at any moment."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from standin.server import Serving, serving_sheets
from tests.db.sheets import kills, processes
from tests.db.sheets.processes import Watched
from tests.seeds import SEED, seeded

Told = Callable[[str, object], None]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving_sheets(tmp_path_factory.mktemp("google"), Watched()) as serving:
        yield serving


def test_two_processes_end_in_agreement(sheets: Serving, tmp_path: Path, record_property: Told) -> None:
    record_property("told", f"20 schedules over HTTPS, SAAN_SEED={SEED}")
    for seed in range(SEED, SEED + 20):
        with seeded(seed):
            processes.play(sheets, seed, tmp_path / str(seed))
    assert sheets.google.strangers == []


def test_killed_at_any_moment_a_sync_ends_as_if_it_were_not(sheets: Serving, record_property: Told) -> None:
    record_property("told", f"20 kills of a sync, SAAN_SEED={SEED}")
    for seed in range(SEED, SEED + 20):
        with seeded(seed):
            kills.kill(sheets, seed)
    assert sheets.google.strangers == []
