"""Whatever people, the app and the network do: both sides agree in the end or the inbox says where not, and nothing
that anybody typed is lost without a trace."""

from collections.abc import Callable

from tests.db.sheets import schedules
from tests.seeds import SEED


def test_any_schedule_ends_in_agreement(record_property: Callable[[str, object], None]) -> None:
    played = schedules.play_many(500, SEED)
    record_property("told", f"{played} schedules of a sync, SAAN_SEED={SEED}")
    assert played >= 500
