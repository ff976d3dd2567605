"""What staff corrected is kept: the texts with what the register now says of them."""

import json

import pytest
from click.testing import CliRunner

from db import announcement_cases, event_edit
from db.access import Actor
from db.announcement_entry import save
from db.announcement_form import filled
from db.commands import commands
from db.records import Event, Headcount, Participation, Person
from db.refusals import Refused
from tests.read_aloud import TEXT, TOLD, TWO, TWO_EVENTS

NIDA = Actor("นิดา ใจดี")

EVENT = {
    "title": "อบรมแกนนำสื่อสารชุมชน",
    "starts_on": "2023-10-03",
    "ends_on": "2023-10-04",
    "starts_at": None,
    "fiscal_year": 2567,
    "cohort": 2,
    "kind": "training",
    "approximate": False,
    "province": "ขอนแก่น",
    "venue": "ห้องประชุมดอกคูน",
    "organiser": "เทศบาลนครตัวอย่าง",
    "programme": "แกนนำสื่อสารชุมชน",
    "chair": "นายมานะ ทดลองงาน",
    "declared_total": 65,
    "headcounts": [
        {"label": "ผู้แทนชุมชน", "units": 12, "per_unit": 5, "count": 60, "category": "learners"},
        {"label": "วิทยากร", "units": None, "per_unit": None, "count": 2, "category": "speakers"},
        {"label": "เจ้าหน้าที่", "units": None, "per_unit": None, "count": 3, "category": "organisers"},
    ],
    "people": [
        {
            "name": "นายมานะ ทดลองงาน",
            "role": "chair",
            "position": "นายกเทศมนตรีนครตัวอย่าง",
            "organisation": "เทศบาลนครตัวอย่าง",
        },
        {
            "name": "นายมานะ ทดลองงาน",
            "role": "speaker",
            "position": "นายกเทศมนตรีนครตัวอย่าง",
            "organisation": "เทศบาลนครตัวอย่าง",
        },
        {"name": "นางสาวปิติ สมมุติวงศ์", "role": "speaker", "organisation": "มหาวิทยาลัยทดสอบ"},
    ],
    "sessions": [{"topic": "เล่าเรื่องให้คนฟัง", "speakers": ["นางสาวปิติ สมมุติวงศ์", "นายมานะ ทดลองงาน"]}],
    "groups": [{"number": 1, "topic": "สื่อในชุมชน"}, {"number": 2, "topic": "ข่าวลวง"}],
}
COHORTS = [
    {"number": 1, "area": "ใต้", "held": True},
    {"number": 2, "area": None, "held": True},
    {"number": 3, "area": None, "held": False},
]
FOLLOWUPS = [{"number": 1, "text": "ตั้งกลุ่มไลน์"}, {"number": 2, "text": "พบกันทุกไตรมาส"}]


@pytest.fixture
def saved(store):
    with store.reading() as rows:
        forms = {0: filled(rows, TOLD, 0)}
    return save(store, NIDA, TOLD, forms, "t1", TEXT)


def test_a_kept_text_is_a_case_with_what_was_saved_of_it(store, saved, tmp_path):
    with store.reading() as rows:
        assert announcement_cases.write(rows, tmp_path / "cases") == 1
    assert sorted(path.name for path in (tmp_path / "cases").iterdir()) == ["000.expected.json", "000.txt"]
    assert (tmp_path / "cases" / "000.txt").read_text(encoding="utf-8") == TEXT.strip("\n")
    told = json.loads((tmp_path / "cases" / "000.expected.json").read_text(encoding="utf-8"))
    assert told == {"events": [EVENT], "cohorts": COHORTS, "followups": FOLLOWUPS}


def test_later_corrections_count_and_what_the_text_does_not_say_does_not(store, saved):
    [event] = store.all(Event)
    with store.writing(NIDA, "test") as w:
        w.change(event, title="อบรมสื่อชุมชน", declared_total=66, venue="หอประชุมใหญ่", starts_at="08:30")
        w.change(store.all(Headcount)[0], label="คนในชุมชน")
        late = w.add(Person(given_name="แก้ว", family_name="มาทีหลัง"))
        w.add(Participation(event_id=event.id, person_id=late.id, role="trainee"))
        w.add(Headcount(event_id=event.id, category="other", label="ผู้ติดตาม", count=77))
        w.delete(store.all(Participation)[1])
    with store.reading() as rows:
        [(_text, told)] = announcement_cases.cases(rows)
    corrected = EVENT | {
        "title": "อบรมสื่อชุมชน",
        "starts_at": "08:30",
        "headcounts": [EVENT["headcounts"][0] | {"label": "คนในชุมชน"}, *EVENT["headcounts"][1:]],
        "people": [EVENT["people"][0], EVENT["people"][2]],
        "sessions": [{"topic": "เล่าเรื่องให้คนฟัง", "speakers": ["นางสาวปิติ สมมุติวงศ์"]}],
    }
    assert told["events"] == [
        {name: value for name, value in corrected.items() if name not in ("venue", "declared_total")}
    ]


def test_the_events_of_one_text_are_one_case_and_a_deleted_event_is_none(store):
    with store.reading() as rows:
        forms = {at: filled(rows, TWO, at) for at in (0, 1)}
    done = save(store, NIDA, TWO, forms, "t1", TWO_EVENTS)
    with store.reading() as rows:
        [(_text, told)] = announcement_cases.cases(rows)
    assert [event["title"] for event in told["events"]] == ["ประชุมแผนสื่อ", "ประชุมคณะทำงานข้อมูลข่าวสาร"]
    for event in done.events:
        event_edit.delete_event(store, NIDA, event.id, event.rev)
    with store.reading() as rows:
        assert announcement_cases.cases(rows) == []


def test_the_command_writes_the_cases_and_the_reader_s_score_reads_them(store, saved, home, tmp_path, monkeypatch):
    monkeypatch.setenv("SAAN_HOME", str(home))
    done = CliRunner().invoke(commands, ["read", "--cases", str(tmp_path / "cases")])
    assert (done.exit_code, done.output) == (0, "เขียนข้อความแล้ว 1 เรื่อง · Texts written: 1\n")
    scored = CliRunner().invoke(commands, ["read", "--score", str(tmp_path / "cases")])
    assert scored.exit_code == 0
    assert CliRunner().invoke(commands, ["read", "--cases", str(tmp_path / "cases")]).exit_code == 1


def test_a_folder_with_files_is_left_alone(store, saved, tmp_path):
    (tmp_path / "mine.txt").write_text("ของฉัน", encoding="utf-8")
    with store.reading() as rows, pytest.raises(Refused):
        announcement_cases.write(rows, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["mine.txt"]
