"""Whatever people, the app and the network do: both sides agree in the end or the inbox says where not, and nothing
that anybody typed is lost without a trace."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from tests.db.sheets import schedules


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(schedules.schedules)
def test_any_schedule_ends_in_agreement(schedule: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        schedules.play(schedule, Path(folder))
