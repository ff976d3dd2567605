"""What the tests of the sync stand on."""

from datetime import date
from pathlib import Path

import pytest

from tests.db.sheets.office import Office


@pytest.fixture(scope="session")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture
def office(_office: Office, home: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose register and spreadsheet agree; today is 21 November 2026."""
    monkeypatch.setattr("thai.dates.today", lambda: date(2026, 11, 21))
    return _office.moved_to(home)
