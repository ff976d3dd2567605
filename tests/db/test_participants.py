"""People come to an event: what a pasted list is read as, whom it means, and what one save leaves behind."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from db import matching, participants, pasted
from db.access import Actor
from db.choices import Role
from db.participants import Choose, Saved
from db.pasted import Line
from db.preview import Kind, preview
from db.records import Event, Membership, Network, Organisation, Participation, Person, Post, Programme
from db.refusals import AlreadySaved, Refused
from db.store import Store
from thai.names import Name

NIDA = Actor("นิดา ใจดี")
DAY = date(2026, 3, 24)
SEVEN = """นายสมชาย ตัวอย่าง\tนักประชาสัมพันธ์\tศาลากลางจังหวัดลำปาง\tลำปาง\t054 000 111
น.ส.สมหญิง สมมุติ\tนักวิชาการ\tอบจ.แพร่\tแพร่\t054 000 222
นางใจดี นามสมมุติ\tครู\tโรงเรียนตัวอย่าง\tน่าน
ว่าที่ ร.ต.กล้า ทดลอง\tปลัด\tอบต.ตัวอย่าง\tพะเยา\t054 000 333 ต่อ 15
นายมานะ ตัวอย่าง\tผู้สื่อข่าว\tวิทยุชุมชนตัวอย่าง\tลำพูนน
นางสาวปิติ สมมุติ\tนักประชาสัมพันธ์\tรพ.ตัวอย่าง\tเชียงราย
นายชูใจ ลองดู\tเจ้าหน้าที่\tปชส.จังหวัดตัวอย่าง\tตาก\t055 000 444"""


def told(line: Line) -> tuple:
    return (*line.name, line.position, line.organisation, line.province, line.telephone)


def read(text: str) -> list[tuple]:
    return [told(line) for line in pasted.read(text).lines]


SOMCHAI = ("นาย", "สมชาย", "ตัวอย่าง", "ครู", "โรงเรียนตัวอย่าง", "55", "054 000 111")


@pytest.mark.parametrize(
    "line",
    [
        "นายสมชาย ตัวอย่าง\tครู\tโรงเรียนตัวอย่าง\tน่าน\t054 000 111",
        "1\tนายสมชาย ตัวอย่าง\tครู\tโรงเรียนตัวอย่าง\tจ.น่าน\t054 000 111",
        "๑. นายสมชาย ตัวอย่าง\tครู\tโรงเรียนตัวอย่าง\tน่าน\t๐๕๔ ๐๐๐ ๑๑๑",
        "1)  นายสมชาย   ตัวอย่าง   ครู   โรงเรียนตัวอย่าง   น่าน   054 000 111",
        "นายสมชาย ตัวอย่าง, ครู, โรงเรียนตัวอย่าง, น่าน, 054 000 111",
        "- นายสมชาย ตัวอย่าง ครู โรงเรียนตัวอย่าง น่าน 054 000 111",
        "นาย\tสมชาย\tตัวอย่าง\tครู\tโรงเรียนตัวอย่าง\tน่าน\t054 000 111",
        '"นายสมชาย ตัวอย่าง"\tครู\tโรงเรียนตัวอย่าง\t054 000 111\tจังหวัดน่าน',
        "ที่\tชื่อ - สกุล\tสังกัด\tตำแหน่ง\tเบอร์โทร\tจังหวัด\n1\tนายสมชาย ตัวอย่าง\tโรงเรียนตัวอย่าง\tครู\t054 000 111\tน่าน",
        "คำนำหน้า\tชื่อ\tนามสกุล\tหน่วยงาน\tตำแหน่ง\tจังหวัด\tโทร.\nนาย\tสมชาย\tตัวอย่าง\tโรงเรียนตัวอย่าง\tครู\tน่าน\t054 000 111",
    ],
)
def test_one_person_however_the_line_is_written(line):
    assert read(line) == [SOMCHAI]


def test_names_alone_and_empty_lines():
    assert read("นายสมชาย ตัวอย่าง\r\n\r\n  \nวิชัย ณ อยุธยา\nพล.ต.ต.กล้า ทดลอง\t-\t-") == [
        ("นาย", "สมชาย", "ตัวอย่าง", "", "", None, ""),
        ("", "วิชัย", "ณ อยุธยา", "", "", None, ""),
        ("พล.ต.ต.", "กล้า", "ทดลอง", "", "", None, ""),
    ]


@pytest.mark.parametrize(
    ("line", "field", "message"),
    [
        ("นายมานะ ตัวอย่าง\tครู\tโรงเรียน\tลำพูนน", "province", "There is no province “ลำพูนน”."),
        ("รวม 30 คน", "name", "“รวม 30” does not look like a name."),
        ("\tครู\tโรงเรียน\tน่าน", "name", "There is no name on this line."),
        ("นายมานะ ตัวอย่าง\tครู\tโรงเรียน\tน่าน\t054 000 111\tมังสวิรัติ", "line", "It is not clear what “มังสวิรัติ” is."),
        ("นายมานะ ตัวอย่าง\tครู\tโรงเรียน\tน่าน\tไม่มี", "telephone", "This is not a telephone number: ไม่มี"),
        ("นายมานะ ตัวอย่าง\t" + "ก" * 301, "line", "A part of this line is too long. Shorten it."),
        ("นายมานะ \ud800ตัวอย่าง", "line", "This text has characters that can't be stored. Type it again."),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line, field, message):
    [found] = pasted.read(line).lines
    assert (found.problem.field, found.problem.message.format(**found.problem.values)) == (field, message)


def test_a_cure_holds_while_other_lines_change():
    key = pasted.read("นายมานะ ตัวอย่าง\tครู\tโรงเรียน\tลำพูนน").lines[0].key
    lines = pasted.read("นางใหม่ จริง\nนายมานะ ตัวอย่าง\tครู\tโรงเรียน\tลำพูนน", {key: {"province": "51"}}).lines
    assert [(line.problem, line.province) for line in lines] == [(None, None), (None, "51")]


def test_columns_that_are_not_kept_are_named():
    assert pasted.read("ชื่อ-สกุล\tอีเมล\tจังหวัด\nนายมานะ ตัวอย่าง\tm@x.example\tน่าน").ignored == ("อีเมล",)


def test_more_than_500_lines_are_refused():
    with pytest.raises(Refused, match="This is 502 lines"):
        pasted.read("นายมานะ ตัวอย่าง\n" * 502)


cells = some.one_of(
    some.text(max_size=40), some.sampled_from(["นาย", "น.ส.สมหญิง สมมุติ", "ครู", "น่าน", "054 000 111", "1.", "ชื่อ", "-"])
)
lists = some.lists(some.lists(cells, max_size=7).map("\t".join), max_size=8).map("\n".join)


@settings(max_examples=300)
@given(some.one_of(some.text(max_size=300), lists))
def test_any_text_is_read_and_every_line_accounted_for_once(text):
    read = pasted.read(text)
    rest = "\n".join([read.header] * bool(read.header) + [line.raw for line in read.lines])
    shown = [line for line in rest.split("\n") if line.strip()]
    lines = [line for line in pasted.LINE_END.split(text) if line.strip()]
    storable = [line.encode("utf-8", "replace").decode().replace("\0", "?") for line in lines]
    assert [a if a in lines else b for a, b in zip(shown, storable, strict=True)] == shown
    assert [line.number for line in read.lines] == list(range(1, len(read.lines) + 1))
    assert len({line.key for line in read.lines}) == len(read.lines)
    assert all(line.problem or line.name.given for line in read.lines)


@pytest.fixture
def event(store: Store) -> Event:
    with store.writing(NIDA, "test") as w:
        return w.add(Event(title="อบรม", starts_on=DAY))


def put(store: Store, *records):
    with store.writing(NIDA, "test") as w:
        return [w.add(record) for record in records]


def plan(store: Store, event: Event, **raw):
    with store.reading() as rows:
        return preview(rows, event, raw)


def kinds(found) -> list[tuple]:
    return [(row.line.name.given, row.kind.value) for row in found.rows]


def at_event(store: Store, event: Event) -> list[tuple]:
    return [
        tuple(row.values())
        for row in store.rows(
            """select p.title, p.given_name, p.family_name, a.role, a.attended, a.position, o.name, a.province
               from participations a join people p on p.id = a.person_id
               left join organisations o on o.id = a.organisation_id
               where a.event_id = :event and a.deleted is null order by a.rowid""",
            event=event.id,
        )
    ]


def test_the_seven_lines_of_the_picture(store, event):
    _lampang, phrae, phayao, chiangrai = put(
        store,
        Organisation(name="ศาลากลางจังหวัดลำปาง", province="52"),
        Organisation(name="อบจ.แพร่", province="54"),
        Organisation(name="อบต.ตัวอย่าง", province="56"),
        Organisation(name="รพ.ตัวอย่าง", province="57"),
    )
    somchai, somying, kla, piti = put(
        store,
        Person(title="นาย", given_name="สมชาย", family_name="ตัวอย่าง", province="52"),
        Person(title="นาง", given_name="สมหญิง", family_name="สมมุติ", province="54"),
        Person(title="ว่าที่ ร.ต.", given_name="กล้า", family_name="ทดลอง", telephone="054 999 999"),
        Person(title="น.ส.", given_name="ปิติ", family_name="สมมุติ"),
    )
    put(
        store,
        Post(person_id=kla.id, organisation_id=phayao.id),
        Post(person_id=piti.id, organisation_id=chiangrai.id),
        Post(person_id=somying.id, organisation_id=phrae.id),
    )
    found = plan(store, event, text=SEVEN, new_offices=True)
    assert kinds(found) == [
        ("สมชาย", "known"),
        ("สมหญิง", "ask"),
        ("ใจดี", "new"),
        ("กล้า", "known"),
        ("มานะ", "mend"),
        ("ปิติ", "known"),
        ("ชูใจ", "new"),
    ]
    assert [one.reason for one in found.rows[1].candidates] == ["the titles differ"]
    assert [row.new_telephone for row in found.rows] == [False, False, False, True, False, False, False]
    saved = participants.save_list(store, NIDA, event.id, {"text": SEVEN, "new_offices": True}, "t1", "d1")
    lines = SEVEN.splitlines()
    assert (saved.people, saved.new, saved.waiting, saved.left) == (5, 2, 2, "\n".join([lines[1], lines[4]]))
    assert store.draft("d1", NIDA)["text"] == saved.left
    assert at_event(store, event) == [
        ("นาย", "สมชาย", "ตัวอย่าง", "trainee", "yes", "นักประชาสัมพันธ์", "ศาลากลางจังหวัดลำปาง", "52"),
        ("นาง", "ใจดี", "นามสมมุติ", "trainee", "yes", "ครู", "โรงเรียนตัวอย่าง", "55"),
        ("ว่าที่ ร.ต.", "กล้า", "ทดลอง", "trainee", "yes", "ปลัด", "อบต.ตัวอย่าง", "56"),
        ("น.ส.", "ปิติ", "สมมุติ", "trainee", "yes", "นักประชาสัมพันธ์", "รพ.ตัวอย่าง", "57"),
        ("นาย", "ชูใจ", "ลองดู", "trainee", "yes", "เจ้าหน้าที่", "ปชส.จังหวัดตัวอย่าง", "63"),
    ]
    assert store.get(Person, somchai.id).telephone == "054 000 111"
    assert store.get(Person, kla.id).telephone == "054 999 999"
    new = store.all(Person, "given_name = 'ใจดี'")[0]
    assert [(one.position, one.organisation_id) for one in store.all(Post, "person_id = :id", id=new.id)] == [
        ("ครู", store.all(Organisation, "name = 'โรงเรียนตัวอย่าง' and province = '55'")[0].id)
    ]
    before = len(at_event(store, event))
    store.undo(saved.batch, NIDA)
    assert (before, at_event(store, event), store.all(Person, "given_name = 'ใจดี'")) == (5, [], [])
    assert store.get(Person, somchai.id).telephone is None


def test_a_new_organisation_waits_for_one_confirmation(store, event):
    text = "นายเก กา\tครู\tโรงเรียนใหม่\nนายขา ขำ\tครู\tโรงเรียนใหม่\nนายคา คำ"
    found = plan(store, event, text=text)
    assert kinds(found) == [("เก", "office"), ("ขา", "office"), ("คา", "new")]
    saved = participants.save_list(store, NIDA, event.id, {"text": text}, "t1")
    assert (saved.people, saved.left) == (1, "\n".join(text.splitlines()[:2]))
    saved = participants.save_list(store, NIDA, event.id, {"text": saved.left, "new_offices": True}, "t2")
    assert (saved.people, [one.name for one in store.all(Organisation)]) == (2, ["โรงเรียนใหม่"])


def test_an_organisation_that_is_alike_is_suggested_and_can_be_meant(store, event):
    [school] = put(store, Organisation(name="โรงเรียนบ้านตัวอย่างวิทยา"))
    text = "นายเก กา\tครู\tโรงเรียนบ้านตัวอย่างวิทย"
    [(key, office)] = plan(store, event, text=text).offices.items()
    assert (office.id, dict(office.near)) == ("", {school.id: school.name})
    participants.save_list(store, NIDA, event.id, {"text": text, "offices": {key: school.id}}, "t1")
    assert [row[6] for row in at_event(store, event)] == [school.name]
    assert len(store.all(Organisation)) == 1


def test_choices_new_same_later_and_skip(store, event):
    [same] = put(store, Person(given_name="เก", family_name="กข"))
    lines = ["นายเก กข", "นายเก กข\tครู", "นายเก กข\tปลัด", "นายเก กข\tแพทย์"]
    keys = [line.key for line in pasted.read("\n".join(lines)).lines]
    choices = dict(zip(keys, [same.id, "new", "later", "skip"], strict=True))
    saved = participants.save_list(store, NIDA, event.id, {"text": "\n".join(lines), "choices": choices}, "t1")
    assert (saved.people, saved.new, saved.left) == (2, 1, lines[2])
    assert store.rows("select count(*) as n from people")[0]["n"] == 2


def test_a_person_whom_the_line_did_not_offer_is_not_taken(store, event):
    [other] = put(store, Person(given_name="อื่น", family_name="มาก"))
    key = pasted.read("นายเก กข").lines[0].key
    assert kinds(plan(store, event, text="นายเก กข", choices={key: other.id})) == [("เก", "new")]


def test_alike_is_asked_and_never_taken(store, event):
    put(store, Person(given_name="ชูเกียรติ", family_name="สว่างวงศ์", province="55"))
    found = plan(store, event, text="นายชูเกียรต์ สว่างวงศ์\nนายชูเกียรต์ สว่างวงศ์\tครู\t\tตาก")
    assert kinds(found) == [("ชูเกียรต์", "ask"), ("ชูเกียรต์", "new")]


def test_two_people_of_one_name_are_asked(store, event):
    put(store, *(Person(given_name="ก", family_name="กข", province="55") for _ in range(2)))
    [row] = plan(store, event, text="ก กข\t\t\tน่าน").rows
    assert (row.kind, [one.reason for one in row.candidates]) == (Kind.ASK, ["more than one person has this name"] * 2)


def test_who_is_there_or_stands_twice_comes_once(store, event):
    [there] = put(store, Person(given_name="ก", family_name="กข", province="55"))
    put(store, Participation(event_id=event.id, person_id=there.id, role=Role.TRAINEE))
    text = "ก กข\t\t\tน่าน\nนายข ขค\t\t\tน่าน\nข ขค\nข ขค\t\t\tตาก\nนางข ขค"
    found = plan(store, event, text=text)
    assert kinds(found) == [("ก", "there"), ("ข", "new"), ("ข", "there"), ("ข", "ask"), ("ข", "ask")]
    assert [row.note and row.note.values.get("number") for row in found.rows] == [None, None, 2, 2, 2]
    assert kinds(plan(store, event, text=text, role="speaker"))[0] == ("ก", "known")


def test_they_join_the_network_from_the_events_first_day_once(store):
    [network] = put(store, Network(name="เครือข่าย"))
    [programme] = put(store, Programme(name="โครงการ"))
    event, member, ended = put(
        store,
        Event(title="อบรม", starts_on=DAY, programme_id=programme.id),
        Person(given_name="ก", family_name="กข", province="55"),
        Person(given_name="ข", family_name="ขค", province="55"),
    )
    put(
        store,
        Membership(network_id=network.id, person_id=member.id),
        Membership(network_id=network.id, person_id=ended.id, ends_on=date(2025, 1, 1)),
    )
    raw = {"text": "ก กข\t\t\tน่าน\nข ขค\t\t\tน่าน\nค คง", "network": network.id}
    assert participants.save_list(store, NIDA, event.id, raw, "t0").joined == 0
    other = put(store, Event(title="อบรม 2", starts_on=DAY, programme_id=programme.id))[0]
    key = pasted.read(raw["text"]).lines[2].key
    again = store.all(Person, "given_name = 'ค'")[0]
    raw |= {"joins": True, "choices": {key: again.id}}
    assert participants.save_list(store, NIDA, other.id, raw, "t1").joined == 2
    assert [
        (one.person_id, one.starts_on, one.ends_on) for one in store.all(Membership, "network_id = :id", id=network.id)
    ] == [(member.id, None, None), (ended.id, None, date(2025, 1, 1)), (ended.id, DAY, None), (again.id, DAY, None)]
    with store.reading() as rows:
        assert participants.usual_network(rows, other) == network.id
    assert store.get(Programme, programme.id).network_id == network.id


def test_the_same_save_sent_again_writes_nothing(store, event):
    participants.save_list(store, NIDA, event.id, {"text": "นายเก กข"}, "t1")
    with pytest.raises(AlreadySaved):
        participants.save_list(store, NIDA, event.id, {"text": "นายเก กข\nนายขา ขค"}, "t1")
    assert len(at_event(store, event)) == 1


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {"text": 7},
        {"text": "นายเก กข", "role": "king"},
        {"text": "นายเก กข", "joins": True, "network": "nowhere"},
        {"text": "นายเก กข", "choices": {"x": 10**30}, "role": float("nan")},
    ],
)
def test_forged_values_are_refused(store, event, raw):
    with pytest.raises(Refused):
        participants.save_list(store, NIDA, event.id, raw, "t1")
    assert at_event(store, event) == []


def test_one_at_a_time_known_by_a_part_of_the_name(store, event):
    [office] = put(store, Organisation(name="อบจ.แพร่"))
    [somying] = put(store, Person(title="นาง", given_name="สมหญิง", family_name="สมมุติ", province="54"))
    put(store, Post(person_id=somying.id, organisation_id=office.id, position="นักวิชาการ"))
    saved = participants.add_one(store, NIDA, event.id, {"who": "หญิง"}, "t1")
    assert isinstance(saved, Saved)
    assert (saved.people, saved.new, saved.name) == (1, 0, "นางสมหญิง สมมุติ")
    assert at_event(store, event) == [("นาง", "สมหญิง", "สมมุติ", "trainee", "yes", "นักวิชาการ", "อบจ.แพร่", "54")]
    with pytest.raises(Refused, match="at the event in this role already"):
        participants.add_one(store, NIDA, event.id, {"who": somying.id}, "t2")
    participants.add_one(store, NIDA, event.id, {"who": somying.id, "role": "speaker"}, "t3")
    assert [row[3] for row in at_event(store, event)] == ["trainee", "speaker"]


def test_one_at_a_time_somebody_new_in_one_line(store, event):
    saved = participants.add_one(
        store, NIDA, event.id, {"who": "ผศ.ดร.มานะ ตัวอย่าง, อาจารย์, มหาวิทยาลัยตัวอย่าง, น่าน"}, "t1"
    )
    assert (saved.new, at_event(store, event)) == (
        1,
        [("ผศ.ดร.", "มานะ", "ตัวอย่าง", "trainee", "yes", "อาจารย์", "มหาวิทยาลัยตัวอย่าง", "55")],
    )


def test_one_at_a_time_alike_is_asked(store, event):
    [known] = put(store, Person(given_name="ชูเกียรติ", family_name="สว่างวงศ์"))
    found = participants.add_one(store, NIDA, event.id, {"who": "นายชูเกียรต์ สว่างวงศ์"}, "t1")
    assert isinstance(found, Choose)
    assert (found.line.name, [one.person.id for one in found.candidates]) == (
        Name("นาย", "ชูเกียรต์", "สว่างวงศ์"),
        [known.id],
    )
    saved = participants.add_one(store, NIDA, event.id, {"who": "นายชูเกียรต์ สว่างวงศ์", "choice": "new"}, "t1")
    assert (saved.new, len(store.all(Person))) == (1, 2)


@pytest.mark.parametrize("who", ["", "   ", "สม", None, 7, "1234"])
def test_one_at_a_time_what_is_no_name_is_refused(store, event, who):
    with pytest.raises(Refused):
        participants.add_one(store, NIDA, event.id, {"who": who}, "t1")
    assert at_event(store, event) == []


def test_the_members_of_a_network_are_ticked(store, event):
    [network] = put(store, Network(name="เครือข่าย"))
    one, two, former = put(store, *(Person(given_name=name) for name in ("เอก", "กอบ", "เก่า")))
    put(
        store,
        *(Membership(network_id=network.id, person_id=who.id) for who in (one, two)),
        Membership(network_id=network.id, person_id=former.id, ends_on=date(2026, 3, 23)),
    )
    with store.reading() as rows:
        assert [who.given for who in participants.members(rows, network.id, event)] == ["กอบ", "เอก"]
    raw = {"network": network.id, "people": [one.id], "role": "participant"}
    assert participants.tick(store, NIDA, event.id, raw, "t1").people == 1
    for people in ([former.id], [one.id], [], "x", [7]):
        with pytest.raises(Refused):
            participants.tick(store, NIDA, event.id, {**raw, "people": people}, "t2")
    assert [(row[1], row[3]) for row in at_event(store, event)] == [("เอก", "participant")]


def test_those_who_are_likely_to_come_are_offered_first(store):
    [programme] = put(store, Programme(name="โครงการ"))
    first, before, new = put(store, *(Person(given_name=name, family_name="ก") for name in ("หนึ่ง", "สอง", "สาม")))
    earlier, event = put(store, *(Event(title=title, starts_on=DAY, programme_id=programme.id) for title in "ab"))
    put(
        store,
        Participation(event_id=earlier.id, person_id=before.id, role=Role.TRAINEE),
        Participation(event_id=event.id, person_id=first.id, role=Role.TRAINEE),
    )
    with store.reading() as rows:
        assert participants.offered(rows, event, Role.TRAINEE) == {before.id: "สอง ก", new.id: "สาม ก"}


def test_an_event_is_found_by_its_code_or_its_id(store):
    [event, _other] = put(store, *(Event(title=title, starts_on=DAY) for title in "ab"))
    with store.reading() as rows:
        asked = (event.code, event.id, "65-9999", "", None, 7)
        assert [participants.event_of(rows, one) for one in asked] == [event, event, None, None, None, None]


@pytest.mark.parametrize(
    ("written", "certain"),
    [
        ("นายสมชาย ตัวอย่าง\tผู้อำนวยการ", True),
        ("นายสมชาย ตัวอย่าง\tครู", False),
        ("นายสมชาย ตัวอย่าง\tผู้อำนวยการ\t\tแพร่", False),
    ],
)
def test_a_position_tells_who_is_meant_unless_a_province_speaks_against_it(store, written, certain):
    with store.writing(NIDA, "test") as w:
        person = w.add(Person(title="นาย", given_name="สมชาย", family_name="ตัวอย่าง", province="55"))
        w.add(Post(person_id=person.id, position="ผู้อำนวยการ"))
    with store.reading() as rows:
        [found] = matching.match(rows, pasted.read(written).lines)
    assert (found.certain and found.certain.id) == (person.id if certain else None)
