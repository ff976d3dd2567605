"""What the tests of the sync stand on."""

from datetime import date
from pathlib import Path

import pytest

from tests.db.sheets.office import Office


@pytest.fixture
def office(home: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose register and spreadsheet agree; today is 21 November 2026."""
    monkeypatch.setattr("thai.dates.today", lambda: date(2026, 11, 21))
    return Office(home)
