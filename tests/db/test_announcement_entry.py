"""What was read from an announcement is saved: as one batch, all of it or none, and never twice."""

from pathlib import Path
from typing import Any

import pytest

from db import announcement_cases, kpis, reading_score
from db.access import Actor
from db.announcement_entry import save
from db.announcement_form import fields, filled, people
from db.announcement_merge import Why, differences, keeping, recognised
from db.choices import CohortState, Role
from db.filters import asked
from db.preview import Kind
from db.records import (
    RECORDS,
    Announcement,
    Cohort,
    Event,
    FollowUp,
    Headcount,
    Organisation,
    Participation,
    Person,
    Programme,
    Session,
)
from db.refusals import Refused, Stale
from db.store import Store
from tests.read_aloud import TEXT, TOLD, TWO, TWO_EVENTS
from thai import announcements
from thai.reading import values

NIDA, MANA = Actor("นิดา ใจดี"), Actor("มานะ ตัวอย่าง")


def form(store: Store, told: values.Announcement = TOLD, at: int = 0, **typed: Any) -> dict[str, Any]:
    """The form as it is shown first, with what was typed over it."""
    with store.reading() as rows:
        return filled(rows, told, at) | typed


def everything(store: Store) -> dict[str, int]:
    """How many live rows there are of each record."""
    return {
        kind.table: count
        for kind in RECORDS
        if kind.table not in ("schemes", "area_members")
        and (count := store.rows(f"select count(*) as n from {kind.table} where deleted is null")[0]["n"])
    }


def names(store: Store) -> dict[str, str]:
    return {one.id: f"{one.given_name} {one.family_name}" for one in store.all(Person)}


def test_the_form_is_filled_in_and_a_guess_is_not(store):
    assert {name: value for name, value in form(store).items() if value} == {
        "title": "อบรมแกนนำสื่อสารชุมชน",
        "when": "3–4 ต.ค. 2566",
        "kind": "training",
        "venue": "ห้องประชุมดอกคูน",
        "province": "ขอนแก่น",
        "organiser": "เทศบาลนครตัวอย่าง",
        "new_organisation": "เทศบาลนครตัวอย่าง",
        "programme": "แกนนำสื่อสารชุมชน · รุ่นที่ 2",
        "total": "65",
        **dict.fromkeys(("line.0", "line.1", "line.2", "person.0", "person.1", "person.2", "session.0"), True),
        **dict.fromkeys(("group.0", "group.1", "cohort.0", "cohort.1", "task.0", "task.1"), True),
    }
    assert form(store)["person.3"] is False


def test_all_that_was_kept_is_one_batch_and_undo_takes_it_back(store):
    done = save(store, NIDA, TOLD, {0: form(store)}, "t1", TEXT)
    [event] = store.all(Event)
    assert done.events == (event,)
    assert (event.code, event.title, event.declared_total, event.province) == (
        "67-0001",
        "อบรมแกนนำสื่อสารชุมชน",
        65,
        "40",
    )
    assert [(one.category, one.label, one.units, one.per_unit, one.count) for one in store.all(Headcount)] == [
        ("learners", "ผู้แทนชุมชน", 12, 5, 60),
        ("speakers", "วิทยากร", None, None, 2),
        ("organisers", "เจ้าหน้าที่", None, None, 3),
    ]
    called = names(store)
    assert [(called[one.person_id], one.role, one.position) for one in store.all(Participation)] == [
        ("มานะ ทดลองงาน", Role.CHAIR, "นายกเทศมนตรีนครตัวอย่าง"),
        ("มานะ ทดลองงาน", Role.SPEAKER, "นายกเทศมนตรีนครตัวอย่าง"),
        ("ปิติ สมมุติวงศ์", Role.SPEAKER, None),
    ]
    assert [(one.kind, one.number, one.topic) for one in store.all(Session)] == [
        ("lecture", 1, "เล่าเรื่องให้คนฟัง"),
        ("group", 1, "สื่อในชุมชน"),
        ("group", 2, "ข่าวลวง"),
    ]
    spoke = store.rows(
        """select s.topic, p.person_id, p.role from appearances a join sessions s on s.id = a.session_id
           join participations p on p.id = a.participation_id order by a.rowid"""
    )
    assert [(row["topic"], called[row["person_id"]], row["role"]) for row in spoke] == [
        ("เล่าเรื่องให้คนฟัง", "ปิติ สมมุติวงศ์", "speaker"),
        ("เล่าเรื่องให้คนฟัง", "มานะ ทดลองงาน", "speaker"),
    ]
    assert [(one.number, one.serves, one.state) for one in store.all(Cohort)] == [
        (2, None, CohortState.UNKNOWN),
        (1, "area:region4:ใต้", CohortState.HELD),
        (3, None, CohortState.NOT_HELD),
    ]
    assert [(one.number, one.task) for one in store.all(FollowUp)] == [(1, "ตั้งกลุ่มไลน์"), (2, "พบกันทุกไตรมาส")]
    assert sorted(one.name for one in store.all(Organisation)) == ["มหาวิทยาลัยทดสอบ", "เทศบาลนครตัวอย่าง"]
    assert [(one.event_id, one.text) for one in store.all(Announcement)] == [(event.id, TEXT.strip("\n"))]
    store.undo(done.batch, NIDA)
    assert everything(store) == {}


def test_what_was_unticked_is_not_written(store):
    left = dict.fromkeys(("line.1", "person.2", "group.0", "cohort.0", "cohort.1", "task.1"), False)
    save(store, NIDA, TOLD, {0: form(store, **left)}, "t1")
    assert everything(store) == {
        "organisations": 1,
        "programmes": 1,
        "cohorts": 1,
        "events": 1,
        "headcounts": 2,
        "sessions": 2,
        "people": 1,
        "participations": 2,
        "appearances": 1,
        "follow_ups": 1,
        "posts": 1,
    }


def test_a_double_click_saves_once(store):
    first = save(store, NIDA, TOLD, {0: form(store)}, "t1", TEXT)
    before = everything(store)
    assert save(store, NIDA, TOLD, {0: form(store)}, "t1", TEXT) == first
    assert everything(store) == before


def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(store):
    with pytest.raises(Refused) as refused:
        save(store, NIDA, TOLD, {0: form(store, title="", when="31 ก.พ. 65")}, "t1", TEXT)
    assert sorted(one.field for one in refused.value.problems) == ["0.title", "0.when"]
    with pytest.raises(Refused) as refused:
        save(store, NIDA, TOLD, {0: form(store)}, "t2", "ก" * 200_001)
    assert [one.field for one in refused.value.problems] == ["0.text"]
    assert everything(store) == {}


def test_several_events_are_saved_together_or_one_by_one_with_one_person_in_both(store):
    forms = {at: form(store, TWO, at) for at in (0, 1)}
    done = save(store, NIDA, TWO, forms, "t1", TWO_EVENTS)
    assert [event.title for event in done.events] == ["ประชุมแผนสื่อ", "ประชุมคณะทำงานข้อมูลข่าวสาร"]
    together = everything(store)
    assert (together["people"], together["participations"], together["announcements"]) == (1, 2, 2)
    store.undo(done.batch, NIDA)
    first = save(store, NIDA, TWO, {0: forms[0]}, "t2", TWO_EVENTS)
    save(store, NIDA, TWO, {1: forms[1]}, "t2", TWO_EVENTS, before=(first.events[0].id,))
    assert everything(store) == together


def test_of_two_events_one_wrong_field_saves_neither(store):
    forms = {0: form(store, TWO, 0), 1: form(store, TWO, 1, title="")}
    with pytest.raises(Refused) as refused:
        save(store, NIDA, TWO, forms, "t1", TWO_EVENTS)
    assert ([one.field for one in refused.value.problems], everything(store)) == (["1.title"], {})


def test_a_possible_person_is_asked_about_and_then_the_one_chosen(store):
    with store.writing(NIDA, "test") as w:
        known = w.add(Person(title="นาย", given_name="มานะ", family_name="ทดลองงาน"))
    with store.reading() as rows:
        asked = people(rows, TOLD, 0, {})
    assert [(name, row.kind, [one.person.id for one in row.candidates]) for name, row in asked.items()] == [
        ("person.0", Kind.ASK, [known.id]),
        ("person.2", Kind.NEW, []),
        ("person.3", Kind.NEW, []),
    ]
    with pytest.raises(Refused) as refused:
        save(store, NIDA, TOLD, {0: form(store)}, "t1")
    assert [one.field for one in refused.value.problems] == ["0.person.0"]
    save(store, NIDA, TOLD, {0: form(store, **{"who.0": known.id})}, "t1")
    assert sorted(names(store).values()) == ["ปิติ สมมุติวงศ์", "มานะ ทดลองงาน"]


def test_who_held_this_position_before_is_the_one_meant_unless_somebody_says_otherwise(store):
    save(store, NIDA, TOLD, {0: form(store)}, "t1", TEXT)
    with store.reading() as rows:
        found = people(rows, TOLD, 0, {})
        new = people(rows, TOLD, 0, {"who.0": "new"})
    assert [(row.kind, bool(row.person)) for row in found.values()][:2] == [(Kind.KNOWN, True), (Kind.KNOWN, True)]
    assert new["person.0"].kind is Kind.NEW


def test_the_same_text_again_is_recognised_and_has_nothing_new(store):
    done = save(store, NIDA, TOLD, {0: form(store)}, "t1", TEXT)
    before = everything(store)
    with store.reading() as rows:
        found = recognised(rows, TOLD, 0, form(store), TEXT)
        assert found is not None
        assert (found.event, found.why, found.sure) == (done.events[0], Why.TEXT, True)
        assert differences(rows, found.event, form(store)) == []
    with pytest.raises(Refused) as refused:
        save(store, MANA, TOLD, {0: form(store)}, "t2", TEXT)
    assert [(one.field, one.values) for one in refused.value.problems] == [("0.into", {"code": "67-0001"})]
    with pytest.raises(Refused, match="has all of this already"):
        save(store, MANA, TOLD, {0: form(store, into=done.events[0].id)}, "t3", TEXT)
    assert everything(store) == before


def test_an_event_logged_by_hand_is_completed_with_what_is_new_and_undo_takes_it_back(store):
    with store.writing(MANA, "test") as w:
        event = w.add(Event(title="อบรมแกนนำสื่อสารชุมชน", starts_on="2023-10-03", declared_total=70, venue="ห้องดอกคูน"))
        there = w.add(Person(title="นาย", given_name="มานะ", family_name="ทดลองงาน"))
        w.add(Participation(event_id=event.id, person_id=there.id, role="chair"))
        w.add(Headcount(event_id=event.id, category="speakers", label="วิทยากร", count=2))
    raw = form(store, into=event.id, **{"who.0": there.id})
    with store.reading() as rows:
        found = recognised(rows, TOLD, 0, form(store), TEXT)
        assert found is not None
        assert (found.event.id, found.why, found.sure) == (event.id, Why.TITLE, True)
        told = {one.field: (one.old, one.new, one.lacking) for one in differences(rows, event, raw)}
    assert told == {
        "when": ("3 ต.ค. 2566", "3–4 ต.ค. 2566", False),
        "province": ("", "ขอนแก่น", True),
        "venue": ("ห้องดอกคูน", "ห้องประชุมดอกคูน", False),
        "organiser": ("", "เทศบาลนครตัวอย่าง", True),
        "programme": ("", "แกนนำสื่อสารชุมชน · รุ่นที่ 2", True),
        "total": ("70", "65", False),
    }
    raw |= {"take.total": True, "take.organiser": False}
    done = save(store, NIDA, TOLD, {0: raw}, "t1", TEXT)
    [now] = store.all(Event)
    assert (now.declared_total, now.ends_on, now.venue, now.province, now.organiser_id) == (
        65,
        None,
        "ห้องดอกคูน",
        "40",
        None,
    )
    assert [(one.category, one.count) for one in store.all(Headcount)] == [
        ("speakers", 2),
        ("learners", 60),
        ("organisers", 3),
    ]
    assert [one.role for one in store.all(Participation)] == [Role.CHAIR, Role.SPEAKER, Role.SPEAKER]
    store.undo(done.batch, NIDA)
    assert (store.all(Event)[0].declared_total, len(store.all(Headcount)), store.all(Announcement)) == (70, 1, [])


def test_what_somebody_changed_meanwhile_is_not_written_over(store):
    with store.writing(MANA, "test") as w:
        event = w.add(Event(title="อบรมแกนนำสื่อสารชุมชน", starts_on="2023-10-03"))
    raw = form(store, into=event.id, rev=event.rev)
    with store.writing(MANA, "test") as w:
        w.change(event, venue="ที่อื่น")
    with pytest.raises(Stale):
        save(store, NIDA, TOLD, {0: raw}, "t1", TEXT)


def test_who_was_at_the_event_by_name_alone_is_meant_when_it_is_completed(store: Store) -> None:
    [event] = save(store, NIDA, TOLD, {0: form(store, **{"person.3": True})}, "t1", TEXT).events
    before = everything(store)
    with pytest.raises(Refused, match="has all of this already"):
        save(store, NIDA, TOLD, {0: form(store, into=event.id, **{"person.3": True})}, "t2", TEXT)
    with pytest.raises(Refused, match="Say who this is"):
        save(store, NIDA, TOLD, {0: form(store, into="new", **{"person.3": True})}, "t3", TEXT)
    assert everything(store) == before


def test_a_kept_text_is_found_by_its_length_and_no_other_is_read(store: Store) -> None:
    [event] = save(store, NIDA, TOLD, {0: form(store)}, "t1", TEXT).events
    plans: list[str] = []
    with store.reading() as rows:

        def watched(sql: str, **values: Any) -> list[dict[str, Any]]:
            plans.extend(row["detail"] for row in rows(f"explain query plan {sql}", **values))
            return rows(sql, **values)

        assert keeping(watched, f"{TEXT}\n") == {event.id}
        assert keeping(watched, TEXT.replace("65 คน", "66 คน")) == set()
    assert "SEARCH a USING INDEX announcements_length (<expr>=?)" in plans


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"title": "อบรมแกนนำสื่อสารชุมชน รุ่นที่ 2", "starts_on": "2023-10-04"}, None),
        ({"title": "โครงการอบรมแกนนำสื่อสารชุมชน", "starts_on": "2023-10-04"}, (Why.TITLE, True)),
        ({"title": "อบรมแกนนำสื่อสารชุมชน", "starts_on": "2023-10-05"}, None),
        ({"title": "อบรมแกนนำสื่อสารชุมชน", "starts_on": "2023-10-03", "province": "48"}, (Why.TITLE, False)),
        ({"title": "อบรมแกนนำสื่อสารชุมชนเมือง", "starts_on": "2023-10-03", "province": "48"}, None),
        ({"title": "เวทีคนเมือง", "starts_on": "2023-10-03", "venue": "ห้องประชุม ดอกคูน"}, (Why.VENUE, False)),
        ({"title": "เวทีคนเมือง", "starts_on": "2023-10-03"}, None),
    ],
)
def test_which_event_is_recognised(store, other, found):
    with store.writing(MANA, "test") as w:
        w.add(Event(**other))
    with store.reading() as rows:
        seen = recognised(rows, TOLD, 0, form(store), TEXT)
    assert (seen and (seen.why, seen.sure)) == found


def test_two_events_of_one_text_are_not_taken_for_each_other(store):
    done = save(store, NIDA, TWO, {at: form(store, TWO, at) for at in (0, 1)}, "t1", TWO_EVENTS)
    with store.reading() as rows:
        found = [recognised(rows, TWO, at, form(store, TWO, at), TWO_EVENTS) for at in (0, 1)]
    assert [one and one.event.id for one in found] == [event.id for event in done.events]


def test_the_programme_is_kept_with_its_cohort(store):
    save(store, NIDA, TOLD, {0: form(store)}, "t1")
    [event], [programme] = store.all(Event), store.all(Programme)
    assert (event.programme_id, programme.name) == (programme.id, "แกนนำสื่อสารชุมชน")


SHARED = Path(__file__).resolve().parents[3] / "shared" / "announcements"


@pytest.mark.skipif(not SHARED.exists(), reason="the announcements are not here")
def test_the_announcements_saved_as_they_are_read_give_the_numbers_that_they_tell(store, tmp_path):
    """Every guess for a title, a kind or an organiser is taken, and nothing else is done to them."""
    for name in ("000", "001", "002", "003"):
        text = (SHARED / f"{name}.txt").read_text(encoding="utf-8")
        told = announcements.read(text)
        forms = {}
        for at in range(len(told.events)):
            taken = {field: one.value for field, one in fields(told, at).items() if one.guess and field in GUESSED}
            forms[at] = form(store, told, at, **taken)
            forms[at]["new_organisation"] = forms[at]["organiser"]
        save(store, NIDA, told, forms, f"t{name}", text)
    with store.reading() as rows:
        reports = {
            year: kpis.report(store, asked(rows, as_of="2026-11-21", fiscal_year=year))
            for year in (None, 2559, 2563, 2565)
        }
        announcement_cases.write(rows, tmp_path / "cases")
    assert {
        year: (
            report["events"]["held"],
            report["events"]["unknown"],
            report["attendance"]["total"],
            report["attendance"]["learners"],
            report["people"]["named"],
        )
        for year, report in reports.items()
    } == {
        None: (5, 2, 529, 385, 23),
        2559: (1, 1, None, None, 5),
        2563: (2, 1, 60, None, 2),
        2565: (2, 0, 469, 385, 16),
    }
    assert (everything(store)["participations"], everything(store)["follow_ups"]) == (25, 6)
    scores = reading_score.score_folder(tmp_path / "cases")
    assert {field: score.precision for field, score in scores.items() if score.precision not in (None, 1.0)} == {}


GUESSED = ("title", "kind", "organiser")
