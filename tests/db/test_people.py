"""People, organisations and networks: found, seen whole, edited, deleted and brought back."""

from datetime import date

import pytest

from db import participants, people, people_edit, profile
from db.access import Actor
from db.choices import Role
from db.people import Filters
from db.records import Event, Membership, Network, Organisation, Participation, Person, Post
from db.refusals import AlreadySaved, Refused, Stale
from db.store import Store

NIDA, MANA = Actor("นิดา ใจดี"), Actor("มานะ รักงาน")


def put(store: Store, *records):
    with store.writing(NIDA, "test") as w:
        return [w.add(record) for record in records]


@pytest.fixture
def register(store):
    office, school = put(
        store,
        Organisation(name="อบจ.แพร่", province="54", type="local"),
        Organisation(name="โรงเรียนตัวอย่าง", province="55", type="education"),
    )
    [network] = put(store, Network(name="เครือข่าย"))
    klai, ek, somying = put(
        store,
        Person(given_name="ไกล", family_name="มาก", province="54", telephone="054 000-111 ต่อ 5"),
        Person(given_name="เอก", family_name="ตัวอย่าง", province="55"),
        Person(title="นาง", given_name="สมหญิง", family_name="ตัวอย่าง"),
    )
    put(
        store,
        Post(person_id=klai.id, organisation_id=office.id, position="ปลัด", starts_on=date(2020, 1, 1)),
        Post(person_id=klai.id, organisation_id=school.id, position="ครู", standing="former"),
        Post(person_id=ek.id, organisation_id=school.id, position="ครู"),
        Membership(network_id=network.id, person_id=klai.id),
        Membership(network_id=network.id, person_id=ek.id, starts_on=date(2025, 1, 1)),
        Membership(network_id=network.id, person_id=somying.id, ends_on=date(2024, 1, 1)),
        Membership(network_id=network.id, organisation_id=office.id, starts_on=date(2025, 1, 1)),
    )
    return {"network": network, "office": office, "school": school, "klai": klai, "ek": ek, "somying": somying}


def given(found) -> list[str]:
    return [row["given_name"] for row in found.rows]


def test_people_stand_in_the_dictionarys_order_with_their_present_post(store, register):
    found = people.people(store, Filters())
    assert [(row["given_name"], row["position"], row["office"]) for row in found.rows] == [
        ("ไกล", "ปลัด", "อบจ.แพร่"),
        ("สมหญิง", None, None),
        ("เอก", "ครู", "โรงเรียนตัวอย่าง"),
    ]
    assert (found.total, found.pages) == (3, 1)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"find": "อ"}, ["สมหญิง", "เอก"]),
        ({"find": "หญิง  ตัว"}, ["สมหญิง"]),
        ({"find": "000 111"}, ["ไกล"]),
        ({"find": "๐๐๐๑๑๑"}, ["ไกล"]),
        ({"find": "%"}, ["ไกล", "สมหญิง", "เอก"]),
        ({"find": "ไม่มีใคร"}, []),
        ({"province": "55"}, ["เอก"]),
        ({"type": "education"}, ["เอก"]),
        ({"network": "network"}, ["ไกล", "เอก"]),
        ({"network": "network", "unknown_start": True}, ["ไกล"]),
        ({"unknown_start": True, "province": "55"}, []),
    ],
)
def test_lists_are_narrowed(store, register, filters, expected):
    if "network" in filters:
        filters = filters | {"network": register["network"].id}
    assert given(people.people(store, Filters(**filters))) == expected


def test_pages_of_fifty(store):
    put(store, *(Person(given_name=f"ก{at:03}") for at in range(120)))
    pages = [given(people.people(store, Filters(find="ก"), page)) for page in (0, 1, 2, 3, 4)]
    assert [len(page) for page in pages] == [50, 50, 50, 20, 20]
    assert pages[1] + pages[2] + pages[3] == [f"ก{at:03}" for at in range(120)]


def test_organisations_networks_and_members(store, register):
    found = people.organisations(store, Filters(network=register["network"].id))
    assert [(row["name"], row["type"], row["people"]) for row in found.rows] == [("อบจ.แพร่", "local", 1)]
    assert [row["name"] for row in people.organisations(store, Filters(find="ตัว")).rows] == ["โรงเรียนตัวอย่าง"]
    [network] = people.networks(store)
    assert (network["name"], network["people"], network["organisations"]) == ("เครือข่าย", 2, 1)
    members = people.members(store, register["network"].id).rows
    assert [(row["given_name"] or row["name"], row["now"]) for row in members] == [
        ("ไกล", 1),
        ("อบจ.แพร่", 1),
        ("เอก", 1),
        ("สมหญิง", 0),
    ]


def raw_of(store, record):
    with store.reading() as rows:
        return people_edit.raw_of(rows, store.get(type(record), record.id))


def test_what_is_shown_saves_as_it_is(store, register):
    for name, kind in (("klai", "person"), ("office", "organisation"), ("network", "network")):
        record, version = register[name], store.version()
        raw = raw_of(store, record) | {"id": record.id, "rev": record.rev}
        assert people_edit.save(store, NIDA, kind, raw, f"t{name}").record == record
        assert store.version() == version


def test_a_person_is_edited_and_the_second_one_sees_both(store, register):
    klai = register["klai"]
    raw = {"id": klai.id, "rev": klai.rev, "telephone": "๐๕๔ ๐๐๐ ๒๒๒", "province": "เชียงใหม่", "title": "นาย"}
    saved = people_edit.save(store, NIDA, "person", raw, "t1")
    assert (saved.record.telephone, saved.record.province, saved.record.family_name) == ("054 000 222", "50", "มาก")
    with pytest.raises(Stale) as stale:
        people_edit.save(store, MANA, "person", raw | {"telephone": "1"}, "t2")
    assert (stale.value.yours["telephone"], stale.value.theirs.telephone) == ("1", "054 000 222")
    again = people_edit.save(store, MANA, "person", raw | {"telephone": "1", "rev": stale.value.theirs.rev}, "t3")
    assert again.record.telephone == "1"
    store.undo(again.batch, MANA)
    assert store.get(Person, klai.id).telephone == "054 000 222"


@pytest.mark.parametrize(
    ("kind", "raw", "field"),
    [
        ("person", {"given_name": ""}, "given_name"),
        ("person", {"given_name": "ก", "province": "ลำพูนน"}, "province"),
        ("person", {"given_name": "ก", "telephone": "ไม่มี"}, "telephone"),
        ("person", {"given_name": "ก", "consent": "perhaps"}, "consent"),
        ("person", {"given_name": "ก" * 201}, "given_name"),
        ("person", {"given_name": "\ud800"}, "given_name"),
        ("person", {"given_name": 10**30}, "given_name"),
        ("organisation", {"name": "ก", "type": "king"}, "type"),
        ("organisation", {"name": "ก", "parent": "ไม่มีที่นี่"}, "parent"),
        ("network", {"name": "เครือข่าย"}, ""),
        ("event", {"title": "ก"}, ""),
        (None, {}, ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field(store, register, kind, raw, field):
    version = store.version()
    with pytest.raises(Refused) as refused:
        people_edit.save(store, NIDA, kind, raw, "t1")
    assert (refused.value.field, store.version()) == (field, version)


@pytest.mark.parametrize("rev", [None, "1", 1.0, True, 10**30, -1])
def test_a_forged_revision_is_refused(store, register, rev):
    raw = {"id": register["ek"].id, "rev": rev, "given_name": "ก"}
    with pytest.raises(Refused):
        people_edit.save(store, NIDA, "person", raw, "t1")
    assert store.get(Person, register["ek"].id).given_name == "เอก"


def test_a_post_with_a_new_organisation_is_confirmed_by_its_name(store, register):
    raw = {
        "person_id": register["somying"].id,
        "position": "ครู",
        "organisation": "โรงเรียนใหม่",
        "starts_on": "1 ต.ค. 68",
    }
    with pytest.raises(Refused, match="not in the register yet"):
        people_edit.save(store, NIDA, "post", raw, "t1")
    saved = people_edit.save(store, NIDA, "post", raw | {"new_organisation": "โรงเรียนใหม่"}, "t1")
    [school] = store.all(Organisation, "name = 'โรงเรียนใหม่'")
    assert (saved.record.organisation_id, saved.record.starts_on) == (school.id, date(2025, 10, 1))
    moved = {"id": saved.record.id, "rev": saved.record.rev, "person_id": register["ek"].id, "ends_on": "30 ก.ย. 69"}
    changed = people_edit.save(store, NIDA, "post", moved, "t2").record
    assert (changed.person_id, changed.organisation_id, changed.ends_on) == (
        register["somying"].id,
        school.id,
        date(2026, 9, 30),
    )


def test_join_and_leave_with_days(store, register):
    raw = {"network_id": register["network"].id, "person_id": register["somying"].id, "starts_on": "2 ม.ค. 67"}
    joined = people_edit.save(store, NIDA, "membership", raw, "t1").record
    assert (joined.starts_on, joined.ends_on) == (date(2024, 1, 2), None)
    with pytest.raises(Refused, match="Already a member"):
        people_edit.save(store, NIDA, "membership", raw | {"starts_on": "1 ม.ค. 69"}, "t2")
    left = people_edit.save(
        store, NIDA, "membership", {"id": joined.id, "rev": 1, "ends_on": "31 ธ.ค. 67"}, "t3"
    ).record
    assert (left.starts_on, left.ends_on) == (date(2024, 1, 2), date(2024, 12, 31))
    with pytest.raises(Refused) as refused:
        people_edit.save(store, NIDA, "membership", {"id": joined.id, "rev": 2, "ends_on": "30 ก.พ. 67"}, "t4")
    assert refused.value.field == "ends_on"


def test_deleting_takes_posts_memberships_and_participations_and_undo_brings_them_back(store, register):
    klai = register["klai"]
    [event] = put(store, Event(title="อบรม", starts_on=date(2026, 1, 5)))
    put(store, Participation(event_id=event.id, person_id=klai.id, role=Role.TRAINEE))

    def live():
        return [len(store.all(kind, "person_id = :id", id=klai.id)) for kind in (Post, Membership, Participation)] + [
            store.get(Person, klai.id) is not None
        ]

    assert live() == [2, 1, 1, True]
    batch = people_edit.delete(store, NIDA, "person", {"id": klai.id, "rev": klai.rev}, "t1")
    assert live() == [0, 0, 0, False]
    store.undo(batch, NIDA)
    assert live() == [2, 1, 1, True]
    with pytest.raises(Stale):
        people_edit.delete(store, NIDA, "person", {"id": klai.id, "rev": klai.rev}, "t2")
    with pytest.raises(AlreadySaved):
        people_edit.delete(store, NIDA, "person", {"id": klai.id, "rev": 3}, "t1")


def test_an_organisation_that_others_refer_to_is_not_deleted(store, register):
    with pytest.raises(Refused, match="other records refer to this"):
        people_edit.delete(store, NIDA, "organisation", {"id": register["school"].id, "rev": 1}, "t1")


def test_a_person_whole(store, register):
    [event] = put(store, Event(title="อบรม", starts_on=date(2026, 1, 5)))
    participants.add_one(store, NIDA, event.id, {"who": register["klai"].id}, "t0")
    klai = register["klai"]
    people_edit.save(store, MANA, "person", {"id": klai.id, "rev": 1, "family_name": "ใกล้"}, "t1")
    whole = profile.person(store, klai.id)
    assert [(post["position"], post["office"], post["standing"]) for post in whole.posts] == [
        ("ปลัด", "อบจ.แพร่", "current"),
        ("ครู", "โรงเรียนตัวอย่าง", "former"),
    ]
    assert [(one["network"], one["starts_on"]) for one in whole.memberships] == [("เครือข่าย", None)]
    assert [(one["code"], one["role"], one["position"], one["office"]) for one in whole.events] == [
        (event.code, "trainee", "ปลัด", "อบจ.แพร่")
    ]
    assert [(one.actor, one.action, one.table, dict(one.fields)) for one in whole.changes] == [
        ("มานะ รักงาน", "change", "people", {"family_name": ("มาก", "ใกล้")}),
        ("นิดา ใจดี", "add", "memberships", {}),
        ("นิดา ใจดี", "add", "posts", {}),
        ("นิดา ใจดี", "add", "posts", {}),
        ("นิดา ใจดี", "add", "people", {}),
    ]


def test_somebody_from_a_pasted_list_has_a_history_too(store):
    [event] = put(store, Event(title="อบรม", starts_on=date(2026, 1, 5)))
    batch = participants.save_list(store, MANA, event.id, {"text": "นายเก กข\tครู\nนายขา ขค"}, "t1").batch
    [person] = store.all(Person, "given_name = 'เก'")
    assert [(one.actor, one.action, one.table) for one in profile.person(store, person.id).changes] == [
        ("มานะ รักงาน", "add", "posts"),
        ("มานะ รักงาน", "add", "people"),
    ]
    store.undo(batch, NIDA)
    assert profile.person(store, person.id) is None


def test_an_organisation_whole(store, register):
    office = register["office"]
    [event] = put(store, Event(title="อบรม", starts_on=date(2026, 1, 5), organiser_id=office.id))
    whole = profile.organisation(store, office.id)
    assert [post["given_name"] for post in whole.posts] == ["ไกล"]
    assert [(one["code"], one["organised"], one["people"]) for one in whole.events] == [(event.code, 1, 0)]
    assert [one["network"] for one in whole.memberships] == ["เครือข่าย"]


@pytest.mark.parametrize("id", ["", "nobody", None, 7, "' or 1=1 --"])
def test_nobody_is_found_by_a_wrong_id(store, id):
    assert (profile.person(store, id), profile.organisation(store, id)) == (None, None)
