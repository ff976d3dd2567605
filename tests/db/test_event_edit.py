"""An event at the store as its page reads it, and the edits of its parts: what is kept, refused, or stale."""

from datetime import date

import pytest

from db import entry, samples
from db import event_edit as edit
from db.access import Actor
from db.choices import Attended, Category, CohortState, Role, SessionKind, State
from db.entry import BLANK
from db.event_view import View, listed, view
from db.records import Appearance, Cohort, Event, FollowUp, Headcount, Participation, Person, Session, new_id
from db.refusals import Refused, Stale
from db.store import Store

SOM, CHAI = Actor("สมหญิง"), Actor("ชัย")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thai.dates.today", lambda: date(2026, 11, 21))


@pytest.fixture
def event(store: Store) -> Event:
    raw = BLANK | {"title": "อบรมสื่อ รุ่นที่ 4", "when": "24 มี.ค. 65", "programme": "อบรม รุ่นที่ 4", "total": "42"}
    return entry.log_event(store, SOM, raw, "first").event


def seen(store: Store, event: Event) -> View:
    with store.reading() as rows:
        found = view(rows, event.id)
    assert found is not None
    return found


def save(store: Store, event: Event, part: edit.Part, *raws: dict[str, object], actor: Actor = SOM) -> int:
    owner = event.programme_id if part is edit.COHORTS else event.id
    return edit.save_rows(store, actor, part, owner or "", raws, new_id())


def refusal(store: Store, event: Event, part: edit.Part, *raws: dict[str, object]) -> dict[str, str]:
    before = store.version()
    with pytest.raises(Refused) as refused:
        save(store, event, part, *raws)
    assert store.version() == before
    return {problem.field: problem.message.format(**problem.values) for problem in refused.value.problems}


def test_an_event_is_found_by_code_and_by_id(store: Store, event: Event) -> None:
    with store.reading() as rows:
        assert view(rows, event.id) == view(rows, "65-0001")
        assert (view(rows, "65-0002"), view(rows, "")) == (None, None)


def test_the_samples_read_as_the_announcement_tells(store: Store) -> None:
    samples.add(store, SOM)
    [forum] = store.all(Event, "kind = 'forum'")
    found = seen(store, forum)
    assert [(line.units, line.per_unit, line.count) for line in found.lines] == [
        (77, 4, 308),
        (77, 1, 77),
        (None, None, 13),
        (None, None, 7),
        (None, None, 5),
        (None, None, 17),
    ]
    assert (found.numbers.declared, found.numbers.counted, found.numbers.named) == (427, 427, 8)
    assert [len(topic.people) for topic in found.talks] == [6, 1]
    assert [topic.session.number for topic in found.groups] == [1, 2, 3, 4, 5, 6]
    assert [(one.participation.role, one.name) for one in found.people][:2] == [
        (Role.CHAIR, "นายอิทธิพร บุญประคอง"),
        (Role.SPEAKER, "นายเส่ง สิงห์โตทอง"),
    ]
    assert found.serves == "country"


def test_an_event_is_for_whom_its_cohort_is(store: Store, event: Event) -> None:
    assert seen(store, event).serves is None
    [cohort] = store.all(Cohort)
    save(store, event, edit.COHORTS, {"id": cohort.id, "rev": 1, "number": "4", "serves": "province:52", "state": ""})
    assert seen(store, event).serves == "province:52"
    assert [(card.cohort.id, card.told.state) for card in seen(store, event).cohorts] == [(cohort.id, "held")]


def test_lines_of_the_ledger_are_added_changed_and_deleted_in_one_batch(store: Store, event: Event) -> None:
    blank = dict(edit.LEDGER.blank)
    save(
        store,
        event,
        edit.LEDGER,
        blank | {"label": "ผู้แทนจังหวัด", "units": "๗๗", "per_unit": "4"},
        blank | {"category": "speakers", "count": "12"},
        blank | {"category": "other", "label": "อื่น ๆ", "area": "country"},
        blank,
    )
    lines = seen(store, event).lines
    assert [(line.category, line.label, line.count, line.area, line.position) for line in lines] == [
        (Category.LEARNERS, "ผู้แทนจังหวัด", 308, None, 1),
        (Category.SPEAKERS, None, 12, None, 2),
        (Category.OTHER, "อื่น ๆ", None, "country", 3),
    ]
    raw = edit.LEDGER.raw(lines[0])
    second = save(
        store,
        event,
        edit.LEDGER,
        raw | {"id": lines[0].id, "rev": 1, "per_unit": "5", "count": ""},
        {"id": lines[1].id, "rev": 1, "delete": True},
    )
    assert [(line.count, line.position) for line in seen(store, event).lines] == [(385, 1), (None, 3)]
    store.undo(second, SOM)
    assert [line.count for line in seen(store, event).lines] == [308, 12, None]


def test_every_problem_of_every_row_is_said_at_its_field(store: Store, event: Event) -> None:
    assert refusal(
        store,
        event,
        edit.LEDGER,
        {"units": "77", "per_unit": "4", "count": "300"},
        {"label": "ก", "count": "12"},
        {"category": "friends", "count": "-1", "area": "the moon"},
    ) == {
        "0.count": "77 × 4 is 308, not 300.",
        "2.category": "Choose one of the list.",
        "2.count": "A count cannot be less than 0.",
        "2.area": "Choose a province, an area, or the whole country.",
    }
    assert store.all(Headcount) == []


def test_topics_have_several_speakers_and_a_speaker_several_topics(store: Store, event: Event) -> None:
    with store.writing(SOM, "test") as w:
        people = [w.add(Person(given_name=name)) for name in ("ก", "ข")]
        one, two = (w.add(Participation(event_id=event.id, person_id=p.id, role=Role.SPEAKER)) for p in people)
    save(
        store,
        event,
        edit.TALKS,
        {"kind": "panel", "topic": "เครือข่าย", "speakers": [one.id, two.id]},
        {"topic": "สื่อ", "speakers": [one.id], "outcome": "ก\nข"},
    )
    talks = seen(store, event).talks
    assert [(t.session.kind, t.session.number, t.session.topic, [p.name for p in t.people]) for t in talks] == [
        (SessionKind.PANEL, 1, "เครือข่าย", ["ก", "ข"]),
        (SessionKind.LECTURE, 2, "สื่อ", ["ก"]),
    ]
    panel = talks[0].session
    raw = edit.TALKS.raw(panel) | {"id": panel.id, "rev": 1}
    save(store, event, edit.TALKS, raw | {"speakers": [two.id], "saw": [one.id, two.id]})
    # Somebody who still sees both, and changes neither, takes nobody away and brings nobody back.
    save(store, event, edit.TALKS, raw | {"speakers": [one.id, two.id], "saw": [one.id, two.id]}, actor=CHAI)
    assert [[p.name for p in t.people] for t in seen(store, event).talks] == [["ข"], ["ก"]]


def test_a_speaker_of_another_event_is_refused(store: Store, event: Event) -> None:
    other = entry.log_event(store, SOM, BLANK | {"title": "ข", "when": "1 มี.ค. 65"}, "second").event
    with store.writing(SOM, "test") as w:
        person = w.add(Person(given_name="ก"))
        there = w.add(Participation(event_id=other.id, person_id=person.id, role=Role.SPEAKER))
    said = refusal(store, event, edit.TALKS, {"topic": "สื่อ", "speakers": [there.id]})
    assert list(said.values()) == ["The speaker and the topic belong to different events."]
    assert (store.all(Session), store.all(Appearance)) == ([], [])


def test_working_groups_keep_their_numbers_and_outcomes(store: Store, event: Event) -> None:
    save(store, event, edit.GROUPS, {"number": "2", "topic": "ข", "outcome": ""}, {"number": "๑", "topic": "ก"})
    groups = seen(store, event).groups
    assert [(g.session.number, g.session.topic, g.session.outcome) for g in groups] == [(1, "ก", None), (2, "ข", None)]
    assert refusal(store, event, edit.GROUPS, {"number": "0", "topic": "ค"}, {"number": "3"}) == {
        "0.number": "This is less than 1.",
        "1.topic": "Fill this in.",
    }


def test_follow_ups_are_done_with_a_tick(store: Store, event: Event) -> None:
    save(store, event, edit.FOLLOW_UPS, {"task": "ส่งรายงาน", "owner": "สมหญิง", "due": "1 เม.ย. 65", "done": ""})
    [task] = store.all(FollowUp)
    assert (task.due_on, task.done_on) == (date(2022, 4, 1), None)
    edit.set_done(store, SOM, task.id, 1, True)
    assert store.all(FollowUp)[0].done_on == date(2026, 11, 21)
    with pytest.raises(Stale):
        edit.set_done(store, CHAI, task.id, 1, False)
    edit.set_done(store, CHAI, task.id, 2, False)
    assert store.all(FollowUp)[0].done_on is None
    assert refusal(store, event, edit.FOLLOW_UPS, {"task": "ก", "due": "1-2 เม.ย. 65"}) == {
        "0.due": "Write one day here, not several."
    }


def test_cohorts_say_what_no_event_tells(store: Store, event: Event) -> None:
    save(store, event, edit.COHORTS, {"number": "1", "serves": "area:region4:ใต้", "state": "held"})
    assert [(c.cohort.number, c.cohort.serves, c.cohort.state) for c in seen(store, event).cohorts] == [
        (1, "area:region4:ใต้", CohortState.HELD),
        (4, None, CohortState.UNKNOWN),
    ]
    assert refusal(store, event, edit.COHORTS, {"number": "4"}) == {
        "0.number": "The programme has a cohort with this number already."
    }


def test_a_row_of_another_event_cannot_be_reached(store: Store, event: Event) -> None:
    save(store, event, edit.LEDGER, {"count": "1"})
    [line] = store.all(Headcount)
    other = entry.log_event(store, SOM, BLANK | {"title": "ข", "when": "1 มี.ค. 65"}, "second").event
    assert list(refusal(store, other, edit.LEDGER, {"id": line.id, "rev": 1, "delete": True})) == ["0."]
    assert store.all(Headcount) == [line]


def test_the_same_rows_sent_twice_are_saved_once(store: Store, event: Event) -> None:
    for _again in range(2):
        edit.save_rows(store, SOM, edit.LEDGER, event.id, [{"count": "1"}], "token")
    assert [line.count for line in store.all(Headcount)] == [1]


def test_too_many_rows_are_refused(store: Store, event: Event) -> None:
    assert refusal(store, event, edit.LEDGER, *[{"count": "1"}] * 501) == {"": "At most 500 rows can be saved at once."}


def test_two_people_change_one_event_and_the_second_sees_both(store: Store, event: Event) -> None:
    with store.reading() as rows:
        raw = entry.raw_of(rows, event)
    edit.change_event(store, SOM, event.id, 1, raw | {"venue": "ห้อง 1"}, "a")
    with pytest.raises(Stale) as stale:
        edit.change_event(store, CHAI, event.id, 1, raw | {"venue": "ห้อง 2"}, "b")
    assert (stale.value.theirs.venue, stale.value.yours["venue"], stale.value.values["by"]) == (
        "ห้อง 1",
        "ห้อง 2",
        "สมหญิง",
    )
    edit.change_event(store, CHAI, event.id, stale.value.theirs.rev, raw | {"venue": "ห้อง 2"}, "b")
    assert seen(store, event).event.venue == "ห้อง 2"


def test_two_people_change_one_line(store: Store, event: Event) -> None:
    save(store, event, edit.LEDGER, {"count": "1"})
    [line] = store.all(Headcount)
    save(store, event, edit.LEDGER, edit.LEDGER.raw(line) | {"id": line.id, "rev": 1, "count": "2"})
    for rev in (1, None, "2", True):
        with pytest.raises(Stale):
            save(store, event, edit.LEDGER, edit.LEDGER.raw(line) | {"id": line.id, "rev": rev, "count": "3"})
        with pytest.raises(Stale):
            save(store, event, edit.LEDGER, {"id": line.id, "rev": rev, "delete": True})
    assert store.all(Headcount)[0].count == 2


def test_an_event_is_postponed_changed_and_deleted(store: Store, event: Event) -> None:
    with store.reading() as rows:
        raw = entry.raw_of(rows, event)
    changed = edit.change_event(store, SOM, event.id, 1, raw | {"state": "postponed", "when": "", "total": ""}, "a")
    assert (changed.event.state, changed.event.starts_on, changed.event.code) == (State.POSTPONED, None, "65-0001")
    save(store, event, edit.LEDGER, {"count": "1"})
    with pytest.raises(Stale):
        edit.delete_event(store, SOM, event.id, 1)
    batch = edit.delete_event(store, SOM, event.id, 2)
    assert (store.all(Event), store.all(Headcount)) == ([], [])
    store.undo(batch, SOM)
    assert (len(store.all(Event)), len(store.all(Headcount))) == (1, 1)


@pytest.mark.parametrize(("when", "last"), [(None, date(2022, 3, 24)), ("25 มี.ค. 2565", None)])
def test_a_last_day_that_says_the_first_again_stays_while_the_days_do(
    store: Store, event: Event, when: str | None, last: date | None
) -> None:
    with store.writing(SOM, "test") as w:
        event = w.change(event, starts_on="2022-03-24", ends_on="2022-03-24")
    with store.reading() as rows:
        raw = entry.raw_of(rows, event) | {"venue": "ศาลากลาง"} | ({"when": when} if when else {})
    changed = edit.change_event(store, SOM, event.id, event.rev, raw, new_id()).event
    assert (changed.venue, changed.ends_on) == ("ศาลากลาง", last)


def test_a_changed_event_may_keep_its_title_and_day_beside_another(store: Store, event: Event) -> None:
    with store.reading() as rows:
        raw = entry.raw_of(rows, event)
    entry.log_event(store, SOM, raw | {"same": True}, "twin")
    other = entry.log_event(store, SOM, raw | {"title": "ข"}, "other").event
    edit.change_event(store, SOM, event.id, 1, raw | {"venue": "ห้อง 1"}, "a")
    with pytest.raises(Refused, match="65-0001 has the same title and day"):
        edit.change_event(store, SOM, other.id, 1, raw, "b")


def test_a_named_person_is_put_right_and_taken_away(store: Store) -> None:
    samples.add(store, SOM)
    [forum] = store.all(Event, "kind = 'forum'")
    chair, *others = store.all(Participation, "event_id = :event", event=forum.id)
    row = edit.PEOPLE.raw(chair) | {"id": chair.id, "rev": chair.rev}
    changed = row | {"role": "guest", "attended": "no", "position": "ที่ปรึกษา", "province": "จ.เลย"}
    edit.save_rows(store, SOM, edit.PEOPLE, forum.id, [changed], "t1")
    now = store.get(Participation, chair.id)
    assert now == chair.model_copy(
        update={"role": Role.GUEST, "attended": Attended.NO, "position": "ที่ปรึกษา", "province": "42", "rev": 2}
    )
    gone = edit.save_rows(store, SOM, edit.PEOPLE, forum.id, [row | {"rev": 2, "delete": True}], "t2")
    assert store.all(Participation, "event_id = :event", event=forum.id) == others
    store.undo(gone, SOM)
    assert len(store.all(Participation, "event_id = :event", event=forum.id)) == len(others) + 1
    with pytest.raises(Refused):
        edit.save_rows(store, SOM, edit.PEOPLE, forum.id, [{**edit.PEOPLE.blank, "role": "guest"}], "t3")
    other = next(one for one in store.all(Event) if one.id != forum.id)
    with pytest.raises(Refused):
        edit.save_rows(store, SOM, edit.PEOPLE, other.id, [row | {"rev": 4}], "t4")


def test_the_list_of_names_is_said_to_be_complete(store: Store, event: Event) -> None:
    edit.set_complete(store, SOM, event.id, 1, True)
    assert seen(store, event).event.list_complete is True
    with pytest.raises(Refused, match="Choose yes or no"):
        edit.set_complete(store, SOM, event.id, 2, "maybe")


def test_events_are_listed_newest_first_by_pages_and_searched(store: Store, event: Event) -> None:
    with store.writing(SOM, "test") as w:
        w.add_all([Event(title=f"งาน {n}", starts_on=date(2023, 1, 1), venue="โรงแรมลำปาง") for n in range(50)])
        w.add(Event(title="แผน", state=State.PLANNED))
    with store.reading() as rows:
        first, second = listed(rows), listed(rows, page=2)
        assert (first.total, len(first.events), len(second.events)) == (52, 50, 2)
        assert (first.events[0].title, first.events[1].code, second.events[-1].title) == (
            "แผน",
            "66-0050",
            "อบรมสื่อ รุ่นที่ 4",
        )
        assert [one.title for one in listed(rows, "บรมส").events] == ["อบรมสื่อ รุ่นที่ 4"]
        assert [one.title for one in listed(rows, "65-0001").events] == ["อบรมสื่อ รุ่นที่ 4"]
        assert listed(rows, "ลำปาง", "held").total == 50
        assert listed(rows, "ลำปาง", "planned").total == 0
        assert listed(rows, "%_'\"").total == 52
