"""A page stays true by itself: another's change is drawn without a reload, and an idle page asks one question only."""

import pytest

from db.access import Actor
from db.records import Person
from tests.serving import Server, Session, session

# What a run is made of that drew nothing: the empty box of the fragment, but no element, no frame, no navigation.
QUIET = {"metadata", "new_session", "script_finished", "session_status_changed", "session_event", "add_block"}


def watch_of(visitor: Session, page: str) -> str:
    """The one fragment of a page, which it runs by itself every two seconds."""
    visitor.run(page)
    drawn = {message.delta.fragment_id for message in visitor.messages if message.WhichOneof("type") == "delta"}
    [asking] = [message.auto_rerun for message in visitor.messages if message.WhichOneof("type") == "auto_rerun"]
    assert asking.interval == 2
    assert drawn <= {"", asking.fragment_id}
    return str(asking.fragment_id)


def draws(visitor: Session, watch: str) -> bool:
    """Whether one question of the watch ends in a whole new run of the page."""
    return "navigation" in visitor.run(fragment=watch).kinds()


def change(server: Server) -> None:
    with server.store.writing(Actor("มานะ"), because="test") as w:
        w.add(Person(given_name="สมหญิง"))


@pytest.mark.parametrize("page", ["overview", "coverage", "network"])
def test_a_chart_page_is_drawn_again_when_the_register_changed_and_only_then(server: Server, page: str) -> None:
    with session(server.url, server.known("watching")) as visitor:
        watch = watch_of(visitor, page)
        assert not draws(visitor, watch)
        assert set(visitor.kinds()) <= QUIET
        change(server)
        assert draws(visitor, watch)
        assert not draws(visitor, watch)


@pytest.mark.parametrize("page", ["log_event", "event", "people", "participants"])
def test_a_page_that_is_typed_in_runs_nothing_by_itself(server: Server, page: str) -> None:
    with session(server.url, server.known("typing")) as visitor:
        assert "auto_rerun" not in visitor.run(page).kinds()
        assert "navigation" in visitor.kinds()


def test_bookkeeping_is_no_change(server: Server) -> None:
    with session(server.url, server.known("noting")) as visitor:
        watch = watch_of(visitor, "overview")
        with server.store.note() as note:
            note.keep_draft("a draft", "log_event", Actor("มานะ"), {"title": "อบรม"})
        assert not draws(visitor, watch)
