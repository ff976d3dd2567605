"""What the tests of the sync stand on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from standin.faults import Clock
from standin.memory import answering
from tests.db.sheets.linked import Linked, Recorder
from tests.db.sheets.office import Office


@pytest.fixture(scope="session")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture
def office(_office: Office, home: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose register and spreadsheet agree; today is 21 November 2026."""
    monkeypatch.setattr("thai.dates.today", lambda: date(2026, 11, 21))
    return _office.moved_to(home)


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    """The stand-in for Google, reached by the real client without a network; it keeps every request."""
    clock = Clock()
    with answering(Recorder(clock), clock.advance) as google:
        yield google


@pytest.fixture
def linked(home: Path, recorder: Recorder) -> Linked:
    """An office as `office`, through the real client."""
    return Linked(home, recorder)
