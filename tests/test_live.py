"""A page stays true by itself: another's change is drawn without a reload, and nothing runs until there is one."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.proto.ClientState_pb2 import ClientState

import ui.session
from db.access import Actor
from db.records import Person
from db.sheets import ledger, worker
from db.store import Store
from tests.serving import Server, session
from thai import dates
from ui import live

MANA = Actor("มานะ")
PLACE = ClientState(query_string="year=2569", page_script_hash="of a page")

AT = "2026-11-21T03:00:00Z"
ROUND = {
    "number": 1,
    "at": AT,
    "until": AT,
    "times": 1,
    "status": "ok",
    "detail": "{}",
    **dict.fromkeys(("pulled", "pushed", "reads", "writes"), 0),
}
ENTRY = {
    "number": 1,
    "kind": "conflict",
    "tab": "events",
    "row_id": "1",
    "field": "venue",
    "entry": "{}",
    "at": AT,
    **dict.fromkeys(("choice", "chosen_by", "chosen_at", "chosen_sheet", "closed_at", "outcome", "batch")),
}


def change(store: Store) -> None:
    with store.writing(MANA, because="test") as w:
        w.add(Person(given_name="สมหญิง"))


@pytest.mark.parametrize("page", ["overview", "coverage", "network", "sheets"])
def test_a_chart_page_is_drawn_again_when_the_register_changed(server: Server, page: str) -> None:
    with session(server.url, server.known("watching")) as visitor:
        for _again in range(2):
            visitor.run(page, query="year=2569")
            change(server.store)
            visitor.receive()
            assert "navigation" in visitor.kinds()


@pytest.mark.parametrize("page", ["log_event", "event", "people", "participants"])
def test_a_page_that_is_typed_in_runs_nothing_by_itself(server: Server, page: str) -> None:
    """Not even while a chart page beside it is drawn anew."""
    with session(server.url, server.known("typing")) as typist, session(server.url, server.known("looking")) as looker:
        typist.run(page)
        looker.run("overview")
        change(server.store)
        looker.receive()
        assert typist.run(page).kinds().count("new_session") == 1


class Open:
    """As much of an open page's session as the watch touches: what was last drawn, and whether it runs now."""

    _client_state = PLACE

    def __init__(self, seen: object, running: object = None) -> None:
        self.session_state = {live._SEEN: seen}
        self._scriptrunner = running
        self.asked: list[ClientState] = []

    def request_rerun(self, client_state: ClientState) -> None:
        self.asked.append(client_state)


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The register that this process serves."""
    monkeypatch.setenv("SAAN_HOME", str(home))
    return ui.session.store()


def shown(version: int, day: date, drawn: float = 0.0) -> tuple[live.Look, tuple[int, date], float]:
    """What a page of charts keeps of what it shows."""
    return live.register, (version, day), drawn


def now(store: Store, drawn: float = 0.0) -> tuple[live.Look, tuple[int, date], float]:
    return shown(store.version(), dates.today(), drawn)


def test_only_what_shows_something_older_is_drawn_again(here: Store) -> None:
    old, typed_in, busy = Open(now(here)), Open(None), Open(now(here), running="a run")
    yesterday = Open(shown(here.version() + 1, dates.today() - timedelta(days=1)))
    change(here)
    fresh = Open(now(here))
    live.outdated([old, typed_in, busy, yesterday, fresh])
    assert [each.asked for each in (old, typed_in, busy, yesterday, fresh)] == [[PLACE], [], [], [PLACE], []]


def test_a_few_are_drawn_at_once_the_longest_waiting_first(here: Store) -> None:
    pages = [Open(now(here, drawn)) for drawn in (3.0, 1.0, 2.0)]
    change(here)
    assert live.outdated(pages, most=2) == [pages[1], pages[2]]
    assert [page.asked for page in pages] == [[], [PLACE], [PLACE]]
    assert live.outdated(pages, most=0) == []


def test_bookkeeping_is_no_change(here: Store) -> None:
    page = Open(now(here))
    with here.note() as note:
        note.keep_draft("a draft", "log_event", MANA, {"title": "อบรม"})
    live.outdated([page])
    assert page.asked == []


def test_a_round_of_bookkeeping_is_drawn_on_the_page_of_the_sync_alone(here: Store) -> None:
    looks = (live.register, live.waiting, live.sync)
    pages = [Open((look, look(), 0.0)) for look in looks]
    with here.note() as note:
        note.set(ledger.LINKED, "a spreadsheet")
        note.keep("sync_run", [ROUND])
    live.outdated(pages)
    assert [page.asked for page in pages] == [[], [], [PLACE]]


def test_what_waits_is_drawn_on_the_first_page_too(here: Store) -> None:
    with here.note() as note:
        note.set(ledger.LINKED, "a spreadsheet")
    pages = [Open((look, look(), 0.0)) for look in (live.register, live.waiting, live.sync)]
    with here.note() as note:
        note.keep("sync_issue", [ENTRY])
    live.outdated(pages)
    assert [page.asked for page in pages] == [[], [PLACE], [PLACE]]


def test_what_the_sync_is_doing_is_drawn_as_it_goes_on(here: Store) -> None:
    page = Open((live.sync, live.sync(), 0.0))
    worker.of(ui.session.home())._tell("look", 0, 1)
    live.outdated([page])
    assert page.asked == [PLACE]
