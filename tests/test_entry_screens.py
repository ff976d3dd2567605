"""The pages that people type in, without a browser: what is typed is kept, refused or saved, and said."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import event_edit, samples
from db.access import Actor
from db.records import Event, FollowUp, Organisation, Participation, Person
from db.store import Store
from tests.managers import opened, read
from thai import dates

NIDA = Actor("นิดา ใจดี")


def named(elements: Any, label: str) -> Any:
    """The one element of a kind that is called so, or whose label begins so."""
    begin = [element for element in elements if element.label.startswith(label)]
    [found] = [element for element in begin if element.label == label] or begin
    return found


def press(at: AppTest, label: str) -> AppTest:
    named(at.button, label).click().run()
    assert not at.exception
    return at


def said(at: AppTest) -> tuple[list[str], list[str]]:
    """What is said as done, and what is said as refused."""
    return read(at.success), read(at.error)


def logged(store: Store, **more: Any) -> Event:
    with store.writing(NIDA, because="test") as w:
        return w.add(Event(title="อบรมสื่อ", starts_on="2026-10-05", **more))


def test_an_event_is_refused_at_its_field_then_saved_then_taken_back(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(home, monkeypatch, "log_event")
    named(at.text_input, "ชื่องาน").set_value("ประชุมเครือข่าย").run()
    named(at.text_input, "วันที่จัด").set_value("31 ก.พ. 65").run()
    press(at, "บันทึก")
    assert (len(read(at.error)), store.all(Event)) == (1, [])
    assert named(at.text_input, "ชื่องาน").value == "ประชุมเครือข่าย"
    named(at.text_input, "วันที่จัด").set_value("28 ก.พ. 65").run()
    named(at.text_input, "ผู้เข้าร่วม").set_value("๔๒").run()
    press(at, "บันทึก")
    [event] = store.all(Event)
    assert (event.title, str(event.starts_on), event.kind, event.declared_total) == (
        "ประชุมเครือข่าย",
        "2022-02-28",
        "meeting",
        42,
    )
    assert said(at) == ([f"บันทึก {event.code} ประชุมเครือข่าย แล้ว"], [])
    assert named(at.text_input, "ชื่องาน").value == ""
    press(at, "เลิกทำ")
    assert (store.all(Event), len(read(at.success))) == ([], 1)


def test_what_is_ticked_on_an_event_that_has_changed_is_said_as_refused(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = logged(store)
    with store.writing(NIDA, because="test") as w:
        todo = w.add(FollowUp(event_id=event.id, task="ส่งสรุปผล"))
    at = opened(home, monkeypatch, "event", event=event.code or "")
    event_edit.set_done(store, Actor("มานะ"), todo.id, todo.rev, True)
    named(at.checkbox, "ส่งสรุปผล").check().run()
    done, refused = said(at)
    assert (done, refused) == ([], ["มานะ แก้ไขรายการนี้ไปแล้ว ที่เห็นคือข้อมูลล่าสุด ถ้ายังต้องการแก้ ให้ทำอีกครั้ง"])
    [now] = store.all(FollowUp)
    assert (now.rev, now.done_on) == (2, dates.today())
    named(at.checkbox, "ส่งสรุปผล").uncheck().run()
    assert (said(at), store.all(FollowUp)[0].done_on) == ((["บันทึกแล้ว"], []), None)


def test_an_event_is_deleted_with_all_that_is_in_it_and_comes_back_whole(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.add(store, NIDA)
    tables = ("events", "headcounts", "sessions", "participations", "appearances")
    count = " union all ".join(
        f"select '{each}' as what, count(*) as n from {each} where deleted is null" for each in tables
    )
    before = store.rows(count)
    [forum] = store.all(Event, "kind = 'forum'")
    at = opened(home, monkeypatch, "event", event=forum.code or "")
    assert [number.value for number in at.metric] == ["427", "427", "8"]
    at.button(key="delete_event").click().run()
    assert (store.get(Event, forum.id), store.rows(count) == before) == (None, False)
    press(at, "เลิกทำ")
    assert (store.rows(count), said(at)[1]) == (before, [])


def test_a_pasted_list_is_read_and_saved_once(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    event = logged(store)
    at = opened(home, monkeypatch, "participants", event=event.code or "")
    named(at.text_area, "วางรายชื่อ").set_value("นางสาวมานี ตัวอย่าง\nนายปิติ ตัวอย่าง").run()
    assert [each.value for each in at.subheader] == ["อ่านได้ 2 บรรทัด"]
    press(at, "บันทึก 2 คน")
    people = {(one.title, one.given_name, one.family_name) for one in store.all(Person)}
    assert people == {("นางสาว", "มานี", "ตัวอย่าง"), ("นาย", "ปิติ", "ตัวอย่าง")}
    assert len(store.all(Participation)) == 2
    assert said(at) == (["บันทึกแล้ว 2 คน · คนใหม่ 2 คน"], [])
    named(at.text_area, "วางรายชื่อ").set_value("นางสาวมานี ตัวอย่าง").run()
    assert named(at.button, "บันทึก 0 คน").disabled


def test_one_person_is_added_by_a_part_of_a_name(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    event = logged(store)
    with store.writing(NIDA, because="test") as w:
        mana = w.add(Person(title="นาย", given_name="มานะ", family_name="รักงาน"))
    at = opened(home, monkeypatch, "participants", event=event.code or "")
    named(at.selectbox, "เพิ่มทีละคน").select(mana.id).run()
    [came] = store.all(Participation)
    assert (came.person_id, came.event_id) == (mana.id, event.id)
    assert said(at)[1] == []


def test_an_organisation_is_added_where_they_are_listed(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(home, monkeypatch, "people", view="หน่วยงาน")
    at.button(key="new_organisation").click().run()
    named(at.text_input, "หน่วยงาน").set_value("วิทยุชุมชนคนตรัง").run()
    press(at, "บันทึก")
    [office] = store.all(Organisation)
    assert (office.name, len(read(at.success))) == ("วิทยุชุมชนคนตรัง", 1)
