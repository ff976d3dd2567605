"""Rows typed into each tab: which record they become, whom they may mean, and what they wait for."""

from datetime import date

import pytest

from db.records import Event, Headcount, Membership, Organisation, Participation, Person, Post
from db.sheets import inbox
from tests.db.sheets.office import (
    COUNTS,
    EVENTS,
    GOOGLE,
    ID,
    MEMBERS,
    NIDA,
    OFFICES,
    PEOPLE,
    TAKING_PART,
    Item,
    Moved,
    Office,
)

TRAINEE = {"รหัสกิจกรรม": "65-0002", "บทบาท": "ผู้เข้าอบรม"}
NAME_ALONE = "A name alone does not say who is meant."


def new_rows(office: Office, kind: type) -> list:
    """The rows of a kind that came since the office was set up."""
    old = {one.id for one in (*office.events, *office.people, *office.offices, *office.counts, *office.parts)}
    return [one for one in office.store.all(kind) if one.id not in old | {office.member.id, office.post.id}]


# Events, counts, organisations


def test_an_event_is_held_or_planned_by_its_day_and_gets_its_kind_from_its_title(office: Office) -> None:
    office.write_row(EVENTS, {"ชื่องาน": "สัมมนาเครือข่าย", "วันแรก": "๕ มี.ค. ๒๕๖๕", "จังหวัด": "นครพนม"})
    office.write_row(EVENTS, {"ชื่องาน": "อบรมปีหน้า", "วันแรก": "5/3/2570"})
    office.write_row(EVENTS, {"ชื่องาน": "อบรมไม่มีวัน"})
    office.agree()
    seminar, later, open_ended = new_rows(office, Event)
    assert [(one.code, one.title, one.starts_on, one.kind, one.state, one.province) for one in (seminar,)] == [
        ("65-0007", "สัมมนาเครือข่าย", date(2022, 3, 5), "seminar", "held", "48")
    ]
    assert (later.code, later.state, later.starts_on) == ("70-0001", "planned", date(2027, 3, 5))
    assert (open_ended.code, open_ended.state, open_ended.starts_on) == ("ผ-0001", "planned", None)
    assert [row["รหัส"] for row in office.rows(EVENTS)[6:]] == ["65-0007", "70-0001", "ผ-0001"]
    assert office.asks() == []


def test_an_event_of_the_same_title_and_day_is_asked_about(office: Office) -> None:
    office.write_row(EVENTS, {"ชื่องาน": "อบรม 1", "วันแรก": "2022-03-01", "สถานที่": "ที่อื่น"})
    office.mark()
    office.agree()
    why = "An event with the same title and day is in the register."
    assert office.asks() == [Item("question", EVENTS, "อบรม 1 · 2022-03-01 · ที่อื่น", reason=why)]
    assert office.entry().issue.more == {"candidates": [{"id": office.events[0].id, "label": "65-0001 · อบรม 1"}]}
    assert (office.journal(), office.moved()) == ([], {})
    office.decide("sheet")
    office.agree()
    assert office.journal() == [Moved(NIDA.key, "sheets", "add", "events", "65-0007")]
    assert office.asks() == []


def test_a_count_of_units_times_each(office: Office) -> None:
    office.write_row(
        COUNTS, {"รหัสกิจกรรม": "65-0002", "หมวด": "Learners", "หน่วย": "77", "หน่วยละ": "๔", "ตามที่เขียน": "จังหวัดละ"}
    )
    office.agree()
    [new] = new_rows(office, Headcount)
    assert (new.event_id, new.units, new.per_unit, new.count) == (office.events[1].id, 77, 4, 308)
    assert office.rows(COUNTS)[-1]["จำนวน"] == 308


def test_an_event_that_is_not_there_yet_is_waited_for_and_the_row_heals_by_itself(office: Office) -> None:
    office.write_row(COUNTS, {"รหัสกิจกรรม": "65-0007", "หมวด": "ผู้เข้าอบรม", "ตามที่เขียน": "เขต", "จำนวน": "5"})
    office.mark()
    office.agree()
    why = "There is no event 65-0007 in the register yet."
    told = "65-0007 · ผู้เข้าอบรม · เขต · 5"
    assert office.asks() == [Item("waiting", COUNTS, told, "event_id", None, "65-0007", None, why)]
    assert (office.journal(), office.moved()) == ([], {})
    [event] = office.add(Event(title="อบรม 7", starts_on="2022-03-07"))
    assert event.code == "65-0007"
    office.agree()
    [new] = new_rows(office, Headcount)
    assert (new.event_id, new.count, office.asks(), office.closed()) == (event.id, 5, [], [])
    assert office.says(COUNTS, new.id, "กิจกรรม") == "อบรม 7"


def test_a_row_and_what_it_refers_to_may_be_typed_at_once(office: Office) -> None:
    office.write_row(OFFICES, {"หน่วยงาน": "รพ.สต.เวียง", "สังกัด": "อบจ.พะเยา", "ประเภทหน่วยงาน": "Local government"})
    office.write_row(TAKING_PART, {**TRAINEE, "ชื่อ-นามสกุล": "นายคำ ดี", "หน่วยงาน": "รพ.สต.เวียง", "จังหวัด": "พะเยา"})
    office.agree()
    [place], [part] = new_rows(office, Organisation), new_rows(office, Participation)
    assert (place.parent_id, place.type) == (office.offices[3].id, "local")
    assert (part.organisation_id, part.province, part.role, part.attended) == (place.id, "56", "trainee", "yes")
    assert (office.asks(), office.store.get(Person, part.person_id).title) == ([], "นาย")


# Who takes part


def take_part(office: Office, name: str, cells: dict[str, str]) -> None:
    office.write_row(TAKING_PART, {**TRAINEE, "ชื่อ-นามสกุล": name, **cells})
    office.mark()
    office.agree()


def test_a_known_person_with_the_office_is_taken_for_that_person(office: Office) -> None:
    take_part(office, "ไกล มาก", {"หน่วยงาน": "อบจ.แพร่"})
    [new] = new_rows(office, Participation)
    assert (new.person_id, new.organisation_id) == (office.people[0].id, office.offices[0].id)
    assert office.journal() == [Moved(GOOGLE, "sheets", "add", "participations", "trainee")]
    assert (office.asks(), new_rows(office, Person), new_rows(office, Post)) == ([], [], [])


def test_a_known_person_with_the_province_is_taken_for_that_person(office: Office) -> None:
    take_part(office, "นาย ไกล  มาก", {"จังหวัด": "แพร่"})
    assert [one.person_id for one in new_rows(office, Participation)] == [office.people[0].id]
    assert office.asks() == []


def test_somebody_new_comes_with_a_post_and_their_province(office: Office) -> None:
    take_part(office, "น.ส.แก้ว ใหม่จริง", {"หน่วยงาน": "อบจ.ตาก", "จังหวัด": "ตาก", "ตำแหน่ง": "นักประชาสัมพันธ์"})
    [part], [person], [post] = new_rows(office, Participation), new_rows(office, Person), new_rows(office, Post)
    assert (person.title, person.given_name, person.family_name, person.province) == ("น.ส.", "แก้ว", "ใหม่จริง", "63")
    assert (post.person_id, post.organisation_id, post.position) == (person.id, office.offices[5].id, "นักประชาสัมพันธ์")
    assert (part.person_id, part.position) == (person.id, "นักประชาสัมพันธ์")
    assert office.journal() == [
        Moved(GOOGLE, "sheets", "add", "people", "แก้ว ใหม่จริง"),
        Moved(GOOGLE, "sheets", "add", "posts", "นักประชาสัมพันธ์"),
        Moved(GOOGLE, "sheets", "add", "participations", "นักประชาสัมพันธ์"),
    ]
    # The new person stands in the tab of people too, once.
    assert [row["นามสกุล"] for row in office.rows(PEOPLE)].count("ใหม่จริง") == 1
    assert (office.asks(), office.says(PEOPLE, person.id, "หน่วยงาน")) == ([], "อบจ.ตาก")


@pytest.mark.parametrize("name", ["ไกล มาก", "แก้ว ใหม่จริง"])
def test_a_name_alone_is_always_a_question(office: Office, name: str) -> None:
    take_part(office, name, {})
    told = f"65-0002 · {name} · ผู้เข้าอบรม"
    assert office.asks() == [Item("question", TAKING_PART, told, reason=NAME_ALONE)]
    known = [
        {
            "id": office.people[0].id,
            "label": "ไกล มาก · ปลัด · อบจ.แพร่",
            "reason": "the same name, and nothing else to tell by",
        }
    ]
    assert office.entry().issue.more == {"candidates": known if name == "ไกล มาก" else []}
    assert (office.journal(), office.moved()) == ([], {})


def test_a_name_alone_heals_when_the_province_is_filled_in(office: Office) -> None:
    take_part(office, "ไกล มาก", {})
    office.type(TAKING_PART, "65-0002", "จังหวัด", "แพร่")
    office.agree()
    assert [one.person_id for one in new_rows(office, Participation)] == [office.people[0].id]
    assert (office.asks(), office.closed()) == ([], [])


def test_one_of_two_people_of_the_same_name_is_a_question(office: Office) -> None:
    take_part(office, "บุญมี ใจดี", {"จังหวัด": "แพร่"})
    assert office.asks() == [
        Item("question", TAKING_PART, "65-0002 · บุญมี ใจดี · แพร่ · ผู้เข้าอบรม", reason="Several may be meant.")
    ]
    several = "more than one person has this name"
    twins = [{"id": one.id, "label": "บุญมี ใจดี", "reason": several} for one in office.people[3:5]]
    assert office.entry().issue.more == {"candidates": twins}
    assert (office.journal(), office.moved()) == ([], {})


def test_whom_somebody_chose_is_who_takes_part_and_the_journal_names_who_chose(office: Office) -> None:
    take_part(office, "บุญมี ใจดี", {"จังหวัด": "แพร่"})
    chosen = office.people[4].id
    entry = office.decide(chosen)
    office.agree()
    [new] = new_rows(office, Participation)
    assert (new.person_id, office.asks(), new_rows(office, Person)) == (chosen, [], [])
    assert office.journal() == [Moved(NIDA.key, "sheets", "add", "participations", "trainee")]
    assert office.moved() == {
        (TAKING_PART, office.at(TAKING_PART, new.id, header)): text
        for header, text in ((ID, new.id), ("กิจกรรม", "อบรม 2"), ("เข้าร่วม", "เข้าร่วม"))
    }
    with office.store.reading() as rows:
        [closed] = inbox.closed(rows)
    assert (closed.number, closed.chosen_by, closed.outcome) == (entry.number, NIDA.key, chosen)


def test_that_it_is_somebody_new_may_be_said_too(office: Office) -> None:
    take_part(office, "บุญมี ใจดี", {"จังหวัด": "แพร่"})
    office.decide("sheet")
    office.agree()
    [person], [part] = new_rows(office, Person), new_rows(office, Participation)
    assert (part.person_id, person.given_name, person.province, office.asks()) == (person.id, "บุญมี", "54", [])
    assert {line.actor for line in office.journal()} == {NIDA.key}


def test_a_person_of_this_name_in_another_province_is_a_question(office: Office) -> None:
    take_part(office, "ไกล มาก", {"จังหวัด": "ตาก"})
    assert [(item.kind, item.reason) for item in office.asks()] == [("question", "Several may be meant.")]
    assert office.journal() == []


def test_an_office_that_is_not_there_yet_is_waited_for(office: Office) -> None:
    take_part(office, "ไกล มาก", {"หน่วยงาน": "รพ.สต.เวียง", "จังหวัด": "แพร่"})
    [item] = office.asks()
    assert (item.kind, item.field, item.sheet) == ("waiting", "organisation_id", "รพ.สต.เวียง")
    office.write_row(OFFICES, {"หน่วยงาน": "รพ.สต.เวียง"})
    office.agree()
    [place], [part] = new_rows(office, Organisation), new_rows(office, Participation)
    assert (part.person_id, part.organisation_id, office.asks()) == (office.people[0].id, place.id, [])


def test_the_same_person_twice_at_one_event_is_refused_in_words(office: Office) -> None:
    office.write_row(
        TAKING_PART, {**TRAINEE, "รหัสกิจกรรม": "65-0001", "ชื่อ-นามสกุล": "ไกล มาก", "จังหวัด": "แพร่", "ตำแหน่ง": "ปลัด"}
    )
    office.mark()
    office.agree()
    [item] = office.asks()
    assert (item.kind, item.tab, item.base, item.app) == ("unreadable", TAKING_PART, None, None)
    assert (office.journal(), office.moved()) == ([], {})


# People and members


def test_a_person_typed_into_the_tab_of_people_comes_with_a_post(office: Office) -> None:
    office.write_row(
        PEOPLE,
        {"ชื่อ": "แก้ว", "นามสกุล": "ใหม่จริง", "จังหวัด": "จ.ตาก", "หน่วยงาน": "อบจ. ตาก", "ตำแหน่ง": "นักวิชาการ"},
    )
    office.mark()
    office.agree()
    [person], [post] = new_rows(office, Person), new_rows(office, Post)
    assert (person.given_name, person.family_name, person.province) == ("แก้ว", "ใหม่จริง", "63")
    assert (post.person_id, post.organisation_id, post.position) == (person.id, office.offices[5].id, "นักวิชาการ")
    assert office.asks() == []


def test_a_person_of_a_known_name_typed_into_the_tab_of_people_is_a_question(office: Office) -> None:
    office.write_row(PEOPLE, {"ชื่อ": "ไกล", "นามสกุล": "มาก", "จังหวัด": "แพร่"})
    office.mark()
    office.agree()
    why = "Somebody of this name is in the register."
    assert office.asks() == [Item("question", PEOPLE, "ไกล · มาก · แพร่", reason=why)]
    assert (office.journal(), office.moved()) == ([], {})


def test_a_person_of_whom_the_office_is_not_there_yet_is_waited_for(office: Office) -> None:
    office.write_row(PEOPLE, {"ชื่อ": "แก้ว", "นามสกุล": "ใหม่จริง", "หน่วยงาน": "รพ.สต.เวียง"})
    office.mark()
    office.agree()
    assert [(item.kind, item.tab, item.reason) for item in office.asks()] == [
        (
            "waiting",
            PEOPLE,
            "“รพ.สต.เวียง” is not in the register yet. Add it to the tab of organisations, or to the register.",
        )
    ]
    office.add(Organisation(name="รพ.สต.เวียง"))
    office.agree()
    assert [one.family_name for one in new_rows(office, Person)] == ["ใหม่จริง"]
    assert office.asks() == []


def test_a_person_without_a_name_is_refused(office: Office) -> None:
    office.write_row(PEOPLE, {"นามสกุล": "ใหม่จริง"})
    office.mark()
    office.agree()
    assert [(item.kind, item.field, item.reason) for item in office.asks()] == [
        ("unreadable", "given_name", "Fill this in.")
    ]
    assert (office.journal(), office.moved()) == ([], {})


def test_a_member_is_a_person_with_their_office_or_an_office_alone(office: Office) -> None:
    office.write_row(MEMBERS, {"เครือข่าย": "เครือข่าย", "ชื่อ-นามสกุล": "เอก ตัวอย่าง", "จังหวัด": "น่าน"})
    office.write_row(MEMBERS, {"เครือข่าย": "เครือข่าย", "หน่วยงาน": "อบจ.เลย", "เข้าร่วมเมื่อ": "1 ต.ค. 2565"})
    office.agree()
    person, place = new_rows(office, Membership)
    assert (person.person_id, person.organisation_id, person.starts_on) == (office.people[1].id, None, None)
    assert (place.person_id, place.organisation_id) == (None, office.offices[4].id)
    assert (place.starts_on, office.asks()) == (date(2022, 10, 1), [])


def test_a_member_by_a_name_alone_is_a_question_and_an_unknown_network_is_waited_for(office: Office) -> None:
    office.write_row(MEMBERS, {"เครือข่าย": "เครือข่าย", "ชื่อ-นามสกุล": "เอก ตัวอย่าง"})
    office.write_row(MEMBERS, {"เครือข่าย": "เครือข่ายใหม่", "หน่วยงาน": "อบจ.เลย"})
    office.mark()
    office.agree()
    assert [(item.kind, item.field, item.reason) for item in office.asks()] == [
        ("waiting", "network_id", "There is no network “เครือข่ายใหม่” in the register yet. Add it there first."),
        ("question", "", NAME_ALONE),
    ]
    assert (office.journal(), office.moved()) == ([], {})


def test_who_and_what_a_row_belongs_to_is_the_registers_once_the_row_is_a_record(office: Office) -> None:
    office.type(TAKING_PART, "ไกล มาก", "รหัสกิจกรรม", "65-0002")
    office.type(TAKING_PART, "เอก ตัวอย่าง", "ชื่อ-นามสกุล", "เอก อื่น")
    office.agree()
    assert [(row["รหัสกิจกรรม"], row["ชื่อ-นามสกุล"]) for row in office.rows(TAKING_PART)] == [
        ("65-0001", "ไกล มาก"),
        ("65-0001", "เอก ตัวอย่าง"),
    ]
    assert (office.journal(), office.asks()) == ([], [])
    assert [(item.kind, item.field, item.base, item.sheet, item.app) for item in office.closed()] == [
        ("overwritten", "event_id", "65-0001", "65-0002", "65-0001"),
        ("overwritten", "person_id", "เอก ตัวอย่าง", "เอก อื่น", "เอก ตัวอย่าง"),
    ]
