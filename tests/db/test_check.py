"""`check` says what is wrong with a register, and nothing about one that is whole."""

import sqlite3
from datetime import date
from random import Random

import pytest

from db import fill
from db.check import problems
from db.records import Event, Person, Programme
from db.refusals import CannotOpen
from db.store import Store
from tests import registers
from tests.registers import NIDA


def wrong(store: Store) -> list[str]:
    return [problem.message.format(**problem.values) for problem in problems(store)]


def tamper(store: Store, *statements: str) -> None:
    """Change the file behind the store's back."""
    with sqlite3.connect(store.path) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


@pytest.fixture
def event(store: Store) -> Event:
    with store.writing(NIDA, "test") as w:
        return w.add(Event(title="อบรมสื่อ", starts_on=date(2022, 3, 24)))


def test_a_register_is_whole_after_adding_changing_deleting_and_undoing(store: Store) -> None:
    registers.fill(store, Random(3), size=6)
    with store.writing(NIDA, "test") as w:
        people = w.add_all([Person(given_name=f"คน {number}") for number in range(5)])
        changed = w.change(people[0], given_name="อื่น")
        w.delete_all(Person, [changed.id, people[1].id])
    with store.writing(NIDA, "test") as w:
        w.change(people[2], given_name="อื่น")
        batch = w.batch
    undone = store.undo(batch, NIDA)
    store.undo(undone, NIDA)
    assert wrong(store) == []


def test_a_made_up_register_is_whole(store: Store) -> None:
    fill.add(store, NIDA, people=40, seed=1, until=2569)
    assert wrong(store) == []


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (
            ["update events set title = 'x', search_key = 'x'"],
            ["events “65-0001” ({id}) is not as the journal left it."],
        ),
        (["update events set rev = 2"], ["events “65-0001” ({id}) is not as the journal left it."]),
        (["update events set deleted = 9"], ["events “65-0001” ({id}) is not as the journal left it."]),
        (["delete from events"], ["events has lost row {id}, which the journal tells of."]),
        (
            ["delete from journal"],
            ["events “65-0001” ({id}) is not in the journal."],
        ),
        (["update journal set number = 2"], ["1 lines are missing from the journal."]),
        (
            [
                "update events set fiscal_year = 2566",
                "update journal set after = json_set(after, '$.fiscal_year', 2566)",
            ],
            ["events “65-0001” ({id}) breaks the rules of its record."],
        ),
        (
            ["update events set kind = 'x'", "update journal set after = json_set(after, '$.kind', 'x')"],
            ["events “65-0001” ({id}) breaks the rules of its record."],
        ),
        (
            [
                "update events set programme_id = 'p'",
                "update journal set after = json_set(after, '$.programme_id', 'p')",
            ],
            ["A row of events refers to a row of programmes that is not there."],
        ),
    ],
)
def test_what_was_changed_behind_the_store_is_named(
    store: Store, event: Event, statements: list[str], found: list[str]
) -> None:
    tamper(store, *statements)
    said = [sentence for sentence in wrong(store) if not sentence.startswith("event_counts, ")]
    assert said == [one.format(id=event.id) for one in found]


def test_a_count_that_is_not_what_a_rebuild_gives_is_named_and_mended(store: Store, event: Event) -> None:
    tamper(
        store,
        "update year_counts set held = 4, planned = 1 where province = '*'",
        "delete from event_counts",
    )
    assert wrong(store) == [
        f"event_counts, {event.id} 2565 2022-03 2022-03-24 []: held is 0 and should be 1.",
        f"event_counts, {event.id} 2565 2022-03 2022-03-24 []: incomplete is 0 and should be 1.",
        "year_counts, * 2565: held is 1 and should be 0.",
        "year_counts, * 2565: incomplete is 1 and should be 0.",
        "year_counts, * 2565: held_03 is 1 and should be 0.",
        "year_counts, * * 2565: held is 4 and should be 0.",
        "year_counts, * * 2565: incomplete is 1 and should be 0.",
        "year_counts, * * 2565: planned is 1 and should be 0.",
        "year_counts, * * 2565: held_03 is 1 and should be 0.",
    ]
    assert store.recount() == 3
    assert wrong(store) == []
    assert store.recount() == 0


def test_a_bulk_row_that_was_changed_behind_the_store_is_named(store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        first, second = w.add_all([Person(given_name="ก"), Person(given_name="ข")])
        w.delete_all(Person, [second.id])
    tamper(store, f"update people set rev = 2 where id = '{first.id}'")
    tamper(store, f"update people set deleted = null where id = '{second.id}'")
    assert sorted(wrong(store)) == sorted(
        f"people “{one.given_name}” ({one.id}) is not as the journal left it." for one in (first, second)
    )


def test_a_live_row_of_a_deleted_one_is_named(store: Store) -> None:
    with store.writing(NIDA, "test") as w:
        programme = w.add(Programme(name="อบรม"))
        event = w.add(Event(title="อบรมสื่อ", starts_on=date(2022, 3, 24), programme_id=programme.id))
    tamper(
        store,
        "update programmes set deleted = 1",
        "update journal set after = json_set(after, '$.deleted', 1) where record = 'programmes'",
    )
    assert wrong(store) == [f"events “65-0001” ({event.id}) refers to a deleted row of programmes."]


def test_a_damaged_file_is_said_to_be_damaged(store: Store) -> None:
    registers.fill(store, Random(3), size=20)
    tamper(store, "pragma wal_checkpoint(truncate)")
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: len(whole) // 2] + b"\xff" * 8_192 + whole[len(whole) // 2 + 8_192 :])
    try:
        said = wrong(store)
    except CannotOpen as refused:
        said = [str(refused)]
    assert any("damaged" in sentence for sentence in said)
