"""Three announcements typed in through the forms, as a clerk would, give the same numbers as the samples."""

from itertools import groupby
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from db import areas, event_edit, kpis, programme_edit, samples
from db.access import Actor
from db.announced import COHORTS, EVENTS, PEOPLE, Told
from db.choices import CohortState, Kind
from db.filters import asked
from db.records import Event, Programme
from db.store import Store
from tests.conftest import Visit
from tests.drawn import idle
from tests.serving import Server, serving
from thai import dates
from thai.words import translate

CLERK = Actor("นิดา ใจดี")
BY_HAND = {Kind.TRAINING, Kind.SEMINAR, Kind.FORUM}
TITLES = {f"{given} {family}": title or "" for title, given, family in PEOPLE}


def say(choice: Any) -> str:
    return translate(choice.label, "th")


def write(page: Page, label: str, text: str, at: int = 0) -> None:
    if text:
        page.get_by_role("textbox", name=label).nth(at).fill(text)
        idle(page)


def choose(page: Page, label: str, text: str, at: int = 0) -> None:
    """Take an entry of a list, or type a new one."""
    box = page.get_by_role("combobox", name=label, exact=True).nth(at)
    box.scroll_into_view_if_needed()
    box.click()
    page.keyboard.insert_text(text)
    known = page.get_by_role("option", name=text, exact=True)
    expect(page.get_by_role("option").filter(has_text=text).first).to_be_visible()
    (known if known.count() else page.get_by_role("option").filter(has_text=text)).first.click()
    idle(page)


def save(page: Page) -> None:
    idle(page)
    page.get_by_test_id("stBaseButton-primary").click()
    idle(page)


def log(page: Page, server: Server, told: Told) -> str:
    """The event's own facts, on the entry form; returns its code."""
    event = told.event
    page.goto(f"{server.url}/log_event")
    expect(page.get_by_role("heading", name="บันทึกกิจกรรม")).to_be_visible()
    idle(page)
    if server.store.all(Event):
        page.get_by_role("button", name="เปลี่ยน").click()
        expect(page.get_by_role("combobox", name="ผู้จัด")).to_be_visible()
        idle(page)
    write(page, "ชื่องาน", event["title"])
    write(page, "วันที่จัด", dates.short(dates.Days(event["starts_on"], event["ends_on"])))
    choose(page, "สถานที่", event["venue"])
    choose(page, "จังหวัด", event["province"])
    if told.programme:
        choose(page, "โครงการ · รุ่น", told.programme + (f" รุ่นที่ {told.cohort}" if told.cohort else ""))
    if told.cohort:
        serves = next(
            serves for name, number, serves, _state in COHORTS if (name, number) == (told.programme, told.cohort)
        )
        choose(page, f"รุ่นที่ {told.cohort} เป็นรุ่นใหม่ จัดเพื่อใคร", area(server.store, serves))
    write(page, "ผู้เข้าร่วม (คน)", str(event.get("declared_total") or ""))
    choose(page, "ผู้จัด", told.organiser)
    page.get_by_text(f"เป็นหน่วยงานใหม่: {told.organiser}").click()
    idle(page)
    page.get_by_role("button", name="เพิ่มเติม").click()
    idle(page)
    write(page, "เวลา", event.get("starts_at", ""))
    if event.get("serves"):
        choose(page, "จัดเพื่อพื้นที่", area(server.store, event["serves"]))
    for kind in event.get("audience", ()):
        page.get_by_role("button", name=say(kind), exact=True).click()
        idle(page)
    save(page)
    expect(page.get_by_role("button", name="เลิกทำ")).to_be_visible()
    [code] = [one.code for one in server.store.all(Event) if one.title == event["title"]]
    return code or ""


def area(store: Store, serves: str) -> str:
    """How an area stands in a list to choose from."""
    with store.reading() as rows:
        return areas.serves_choices(rows, dates.today(), "th")[serves]


def name_people(page: Page, server: Server, told: Told, code: str) -> None:
    """Everyone, pasted role by role."""
    page.goto(f"{server.url}/participants?event={code}")
    expect(page.get_by_role("heading", name="เพิ่มผู้เข้าร่วม")).to_be_visible()
    idle(page)
    for role, named in groupby(told.people.items(), key=lambda one: one[1]):
        names = [TITLES[name] + name for name, _role in named]
        choose(page, "บทบาท", say(role))
        page.get_by_role("textbox", name="วางรายชื่อ หรือเซลล์จาก Excel").fill("\n".join(names))
        page.get_by_role("button", name="อ่านรายชื่อ").click()
        expect(page.get_by_text(f"อ่านได้ {len(names)} บรรทัด")).to_be_visible()
        idle(page)
        same = page.get_by_role("radio", name="คนเดียวกัน", exact=True)
        if same.count():
            # The clerk knows that the chair of both events is one person.
            same.first.locator("xpath=ancestor::label").click()
            expect(same.first).to_be_checked()
            idle(page)
        page.get_by_role("button", name=f"บันทึก {len(names)} คน").click()
        expect(page.get_by_text(f"{say(role)} {len(names)}", exact=True)).to_be_visible()
        expect(page.get_by_role("textbox", name="วางรายชื่อ หรือเซลล์จาก Excel")).to_have_value("")
        idle(page)


def edit(page: Page, part: str, rows: int) -> None:
    """Open a part with as many empty rows as it needs."""
    page.locator(f".st-key-edit_{part} button").click()
    box = page.locator(f".st-key-part_{part}")
    expect(box.get_by_role("separator").first).to_be_visible()
    idle(page)
    while box.get_by_role("separator").count() < rows:
        before = box.get_by_role("separator").count()
        page.get_by_role("button", name="เพิ่มบรรทัด").click()
        expect(box.get_by_role("separator")).to_have_count(before + 1)
        idle(page)


def close(page: Page) -> None:
    """Save the open part, and see it as it is read again."""
    save(page)
    expect(page.get_by_test_id("stBaseButton-primary")).to_have_count(0)
    idle(page)


def write_parts(page: Page, server: Server, told: Told, code: str) -> None:
    """The ledger, the topics with their speakers, and the working groups."""
    page.goto(f"{server.url}/event?event={code}")
    expect(page.get_by_role("heading", name="งานติดตาม")).to_be_visible()
    idle(page)
    if told.headcounts:
        edit(page, "ledger", len(told.headcounts))
        for at, line in enumerate(told.headcounts):
            choose(page, "หมวด", say(line["category"]), at)
            write(page, "ตามที่เขียน", line["label"], at)
            for label, name in (("หน่วย *", "units"), ("หน่วยละ", "per_unit"), ("จำนวน", "count")):
                write(page, label.removesuffix(" *"), str(line.get(name, "")), 2 * at if name == "units" else at)
            if "area" in line:
                choose(page, "พื้นที่", area(server.store, line["area"]), at)
        close(page)
    if told.sessions:
        edit(page, "talks", len(told.sessions))
        for at, (kind, topic, speakers) in enumerate(told.sessions):
            choose(page, "ประเภท", say(kind), at)
            write(page, "หัวข้อ", topic, at)
            for name in speakers:
                pill = f"{TITLES[name]}{name} ({say(told.people[name])})"
                page.get_by_role("button", name=pill, exact=True).nth(at).click()
                idle(page)
        close(page)
    if told.groups:
        edit(page, "groups", len(told.groups))
        for at, topic in enumerate(told.groups):
            write(page, "ลำดับที่", str(at + 1), at)
            write(page, "หัวข้อ", topic, at)
        close(page)


def state_cohorts(page: Page, server: Server, told: Told) -> None:
    """The cohorts that no event tells of, as the announcement states them."""
    [programme] = server.store.all(Programme, "name = :name", name=told.programme)
    page.goto(f"{server.url}/programmes?programme={programme.id}")
    expect(page.get_by_role("heading", level=1)).to_have_text(told.programme)
    idle(page)
    others = [cohort for cohort in COHORTS if cohort[0] == told.programme and cohort[1] != told.cohort]
    edit(page, "cohorts", 1 + len(others))
    for at, (_name, number, _serves, state) in enumerate(others, start=1):
        write(page, "รุ่น", str(number), at)
        if state is not CohortState.UNKNOWN:
            choose(page, "สถานะ", say(state), at)
    close(page)


def numbers(store: Store, **filters: object) -> dict[str, Any]:
    with store.reading() as rows:
        report = kpis.report(store, asked(rows, as_of="2026-11-21", **filters))  # type: ignore[arg-type]
    return {name: value for name, value in report.items() if name not in ("version", "filters")}


def test_announcements_entered_by_hand_give_the_numbers_of_the_samples(
    visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    as_sampled = Store.open(tmp_path_factory.mktemp("samples"))
    samples.add(as_sampled, CLERK)
    for event in as_sampled.all(Event):
        if event.kind not in BY_HAND:
            event_edit.delete_event(as_sampled, CLERK, event.id, event.rev)
    entered = [told for told in EVENTS if told.event["kind"] in BY_HAND]
    programmes = {told.programme for told in entered}
    for programme in as_sampled.all(Programme):
        if programme.name not in programmes:
            programme_edit.delete_programme(as_sampled, CLERK, programme.id, programme.rev, detach=True)
    with serving(tmp_path_factory.mktemp("by_hand")) as server:
        page = visit("/log_event", width=1280, height=900, server=server)
        for told in entered:
            code = log(page, server, told)
            name_people(page, server, told, code)
            write_parts(page, server, told, code)
            if told.cohort:
                state_cohorts(page, server, told)
        for filters in ({}, {"fiscal_year": 2565}, {"fiscal_year": 2559}, *({"programme": one} for one in programmes)):
            assert numbers(server.store, **filters) == numbers(as_sampled, **filters)
        for table in ("events", "headcounts", "sessions", "participations", "appearances", "cohorts"):
            count = f"select count(*) as n from {table} where deleted is null"
            assert (table, server.store.rows(count)) == (table, as_sampled.rows(count))
