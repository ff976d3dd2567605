"""The one door: what a write leaves behind, what it refuses, and what undo brings back."""

import json
import threading
from datetime import date

import pytest

from db.access import Actor
from db.choices import Kind
from db.records import (
    Appearance,
    Cohort,
    Event,
    Headcount,
    Membership,
    Network,
    Organisation,
    Participation,
    Person,
    Programme,
    Session,
)
from db.refusals import AlreadySaved, CannotOpen, Refused, Stale
from db.store import Store

SOM = Actor("สมหญิง")


def training(**fields):
    return Event(**{"title": "อบรมสื่อ", "starts_on": date(2022, 3, 24), "ends_on": date(2022, 3, 25), **fields})


def added(store, *records):
    with store.writing(SOM, "test") as w:
        return [w.add(record) for record in records]


def everything(store):
    """Every row of every record, without the bookkeeping of revisions."""
    from db.records import RECORDS

    return {
        kind.table: sorted(
            (
                tuple(v for k, v in row.items() if k != "rev")
                for row in store.rows(f"select * from {kind.table} where deleted is null")
            ),
            key=repr,
        )
        for kind in RECORDS
    }


def test_a_saved_event_has_code_month_and_fiscal_year(store):
    [event] = added(store, training(starts_on=date(2022, 10, 1), ends_on=None))
    row = store.rows("select code, rev, month, fiscal_year, search_key from events")[0]
    assert row == {"code": "66-0001", "rev": 1, "month": "2022-10", "fiscal_year": 2566, "search_key": "อบรมสื่อ"}
    assert store.get(Event, event.id) == event


def test_codes_count_per_fiscal_year_and_are_never_reused(store):
    first, second, planned = added(store, training(), training(), Event(title="แผน", state="planned"))
    assert (first.code, second.code, planned.code) == ("65-0001", "65-0002", "ผ-0001")
    with store.writing(SOM, "test") as w:
        w.delete(second)
        w.change(planned, starts_on=date(2022, 5, 1), state="held")
    assert added(store, training())[0].code == "65-0003"
    assert store.get(Event, planned.id).code == "ผ-0001"


def test_each_change_leaves_one_journal_line_with_before_and_after(store):
    [event] = added(store, training())
    with store.writing(SOM, "form:event") as w:
        w.change(event, declared_total=42)
    line = store.rows("select * from journal order by number desc limit 1")[0]
    assert (line["actor"], line["signed_in"], line["because"], line["action"]) == ("สมหญิง", 0, "form:event", "change")
    assert (json.loads(line["before"])["declared_total"], json.loads(line["after"])["declared_total"]) == (None, 42)
    assert (line["number"], store.version()) == (2, 2)


def test_a_change_that_changes_nothing_leaves_no_line(store):
    [event] = added(store, training(declared_total=42))
    with store.writing(SOM, "test") as w:
        assert w.change(event, declared_total=42) == event
    assert store.version() == 1


def test_the_second_of_two_people_sees_both_versions(store):
    [event] = added(store, training())
    with store.writing(Actor("ก", "a@agency.example"), "test") as w:
        theirs = w.change(event, declared_total=42)
    with pytest.raises(Stale) as stale, store.writing(SOM, "test") as w:
        w.change(event, declared_total=40)
    assert (stale.value.yours, stale.value.theirs) == ({"declared_total": 40}, theirs)
    assert stale.value.values["by"] == "a@agency.example"
    assert store.get(Event, event.id) == theirs


def test_all_or_nothing(store):
    def half_wrong():
        with store.writing(SOM, "test") as w:
            w.add(training())
            w.add(Headcount(event_id="nobody", category="learners", count=1))

    with pytest.raises(Refused):
        half_wrong()
    assert (everything(store)["events"], store.version()) == ([], 0)


def test_a_token_saves_once(store):
    outcomes = []

    def save():
        try:
            with store.writing(SOM, "test", token="t1") as w:
                w.add(training())
            outcomes.append("saved")
        except AlreadySaved as again:
            outcomes.append(again.batch)

    threads = [threading.Thread(target=save) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes, key=str) == [1, 1, 1, "saved"]
    assert len(store.all(Event)) == 1


def test_a_token_of_a_refused_save_may_be_used_again(store):
    with pytest.raises(Refused), store.writing(SOM, "test", token="t1") as w:
        w.add(training(programme_id="nothing"))
    with store.writing(SOM, "test", token="t1") as w:
        w.add(training())
    assert len(store.all(Event)) == 1


def test_sixteen_writers_lose_nothing(store):
    def write():
        for _ in range(10):
            added(store, training())

    threads = [threading.Thread(target=write) for _ in range(16)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    codes = [event.code for event in store.all(Event)]
    assert codes == [f"65-{n:04}" for n in range(1, 161)]
    assert store.version() == 160


def test_bookkeeping_moves_no_version(store):
    with store.note() as n:
        n.keep_draft("d1", "log_event", SOM, {"title": "อบ"})
        n.set("last", [1, 2])
    assert (store.version(), store.draft("d1", SOM), store.setting("last")) == (0, {"title": "อบ"}, [1, 2])


def test_a_draft_is_its_writers_alone(store):
    other = Actor("คนอื่น")
    with store.note() as n:
        n.keep_draft("d1", "log_event", SOM, {"title": "ของฉัน"})
        n.keep_draft("d1", "log_event", other, {"title": "ทับ"})
        n.drop_draft("d1", other)
    assert (store.draft("d1", SOM), store.draft("d1", other)) == ({"title": "ของฉัน"}, None)


def whole_event(store):
    """An event with everything that hangs on one, and a person in it."""
    with store.writing(SOM, "test") as w:
        event = w.add(training())
        person = w.add(Person(given_name="สมชาย"))
        session = w.add(Session(event_id=event.id, topic="หัวข้อ"))
        part = w.add(Participation(event_id=event.id, person_id=person.id, role="speaker"))
        w.add(Appearance(session_id=session.id, participation_id=part.id))
        w.add(Headcount(event_id=event.id, category="learners", units=3, per_unit=2))
    return event, person


def test_deleting_takes_what_an_event_owns_and_undo_brings_it_back(store):
    event, _ = whole_event(store)
    before = everything(store)
    with store.writing(SOM, "test") as w:
        w.delete(store.get(Event, event.id))
        batch = w.batch
    gone = everything(store)
    assert {table: len(rows) for table, rows in gone.items() if rows and table not in ("schemes", "area_members")} == {
        "people": 1
    }
    undone = store.undo(batch, SOM)
    assert everything(store) == before
    store.undo(undone, SOM)
    assert everything(store) == gone


def test_undo_of_a_bulk_write(store):
    before = everything(store)
    with store.writing(SOM, "paste") as w:
        w.add_all([Person(given_name=f"คน{n}") for n in range(30)])
        batch = w.batch
    assert (len(store.all(Person)), store.version()) == (30, 1)
    after = everything(store)
    undone = store.undo(batch, SOM)
    assert everything(store) == before
    store.undo(undone, SOM)
    assert everything(store) == after


def test_undo_of_two_changes_of_one_row(store):
    [event] = added(store, training())
    before = everything(store)
    with store.writing(SOM, "test") as w:
        w.change(w.change(event, declared_total=1), declared_total=2)
        batch = w.batch
    store.undo(batch, SOM)
    assert everything(store) == before


def test_undo_refuses_what_was_changed_since(store):
    with store.writing(SOM, "test") as w:
        event = w.add(training())
        batch = w.batch
    with store.writing(SOM, "test") as w:
        w.change(event, declared_total=1)
    with pytest.raises(Refused) as refused:
        store.undo(batch, SOM)
    assert refused.value.values == {"name": "65-0001"}
    assert store.get(Event, event.id).declared_total == 1


def test_undo_refuses_what_another_batch_hangs_on(store):
    with store.writing(SOM, "test") as w:
        person = w.add(Person(given_name="สมชาย", family_name="ใจดี"))
        batch = w.batch
    (network,) = added(store, Network(name="เครือข่าย"))
    added(store, Membership(network_id=network.id, person_id=person.id))
    with pytest.raises(Refused) as refused:
        store.undo(batch, SOM)
    assert refused.value.values["name"] == "สมชาย ใจดี"


def test_undo_brings_nothing_back_under_a_deleted_event(store):
    event, _ = whole_event(store)
    [line] = store.all(Headcount)
    with store.writing(SOM, "test") as w:
        w.delete(line)
        batch = w.batch
    with store.writing(SOM, "test") as w:
        w.delete(store.get(Event, event.id))
    with pytest.raises(Refused):
        store.undo(batch, SOM)
    assert store.all(Headcount) == []


def test_what_is_referred_to_is_not_deleted(store):
    [office] = added(store, Organisation(name="สำนัก"))
    added(store, training(organiser_id=office.id))
    with pytest.raises(Refused) as refused, store.writing(SOM, "test") as w:
        w.delete(office)
    assert refused.value.values == {"count": 1}


def test_delete_all_refuses_while_rows_refer(store):
    _, person = whole_event(store)
    with pytest.raises(Refused), store.writing(SOM, "test") as w:
        w.delete_all(Person, [person.id])
    assert len(store.all(Person)) == 1


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda s: training(cohort_id=s["cohort"].id), "cohort_id"),
        (lambda s: training(serves="area:region4:ตะวันออก"), "serves"),
        (lambda s: Cohort(programme_id=s["programme"].id, number=1), "number"),
        (lambda s: Organisation(name="สำนัก"), "name"),
        (
            lambda s: Membership(network_id=s["network"].id, person_id=s["person"].id, starts_on=date(2020, 5, 1)),
            "starts_on",
        ),
        (lambda s: training(programme_id="gone"), "programme_id"),
    ],
)
def test_rules_between_records(store, make, field):
    programme, network, person, _office = added(
        store, Programme(name="โครงการ"), Network(name="น"), Person(given_name="ก"), Organisation(name="สำนัก")
    )
    cohort, _ = added(
        store,
        Cohort(programme_id=programme.id, number=1),
        Membership(network_id=network.id, person_id=person.id, starts_on=date(2020, 1, 1), ends_on=date(2020, 5, 1)),
    )
    made = make({"programme": programme, "cohort": cohort, "network": network, "person": person})
    with pytest.raises(Refused) as refused, store.writing(SOM, "test") as w:
        w.add(made)
    assert refused.value.field == field


def test_an_organisation_is_no_part_of_its_own_part(store):
    (above,) = added(store, Organisation(name="กรม"))
    (below,) = added(store, Organisation(name="กอง", parent_id=above.id))
    with pytest.raises(Refused) as refused, store.writing(SOM, "test") as w:
        w.change(above, parent_id=below.id)
    assert refused.value.field == "parent_id"


def test_a_change_of_a_field_to_nonsense_is_refused(store):
    [event] = added(store, training())
    for bad in (
        {"declared_total": float("nan")},
        {"declared_total": 10**30},
        {"kind": "zzz"},
        {"title": "\ud800"},
        {"no": 1},
    ):
        with pytest.raises(Refused) as refused, store.writing(SOM, "test") as w:
            w.change(event, **bad)
        assert refused.value.field == next(iter(bad))
    assert store.all(Event) == [event]


def test_who_may_not_write_is_refused_at_each_write(home):
    allowed = {"สมหญิง"}
    store = Store.open(home, may_write=lambda actor: actor.name in allowed)
    added(store, training())
    allowed.clear()
    with pytest.raises(Refused):
        added(store, training())
    assert len(store.all(Event)) == 1


def test_a_file_that_was_replaced_or_removed_is_never_written(store, home):
    (home / "saan.db").rename(home / "moved.db")
    with pytest.raises(CannotOpen):
        added(store, training())
    Store.open(home)
    with pytest.raises(CannotOpen):
        added(store, training())
    assert Store.open(home).version() == 0


def test_the_kind_is_kept_as_its_word(store):
    [event] = added(store, training(kind=Kind.FORUM))
    assert store.rows("select kind, audience from events") == [{"kind": "forum", "audience": "[]"}]
    assert store.get(Event, event.id).kind is Kind.FORUM


def test_undo_takes_back_what_is_new_with_a_change_that_refers_to_it(store: Store) -> None:
    with store.writing(SOM, because="test") as w:
        event = w.add(Event(title="อบรมสื่อ", starts_on="2022-03-24"))
    with store.writing(SOM, because="test") as w:
        office = w.add(Organisation(name="สำนักตัวอย่าง"))
        w.change(event, organiser_id=office.id)
    store.undo(w.batch, SOM)
    assert (store.all(Organisation), store.all(Event)[0].organiser_id) == ([], None)
