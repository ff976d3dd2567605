"""An office shares a spreadsheet with the register: linked on the page, edited on both sides, a conflict settled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from db import samples
from db.access import Actor
from db.records import Event
from standin.book import Book
from standin.server import Serving, serving_sheets
from tests.conftest import Visit
from tests.drawn import drawn, idle
from tests.managers import scrolls_sideways
from tests.serving import Server, installed, serving
from tests.test_every_page import unfit

NIDA, SOM = Actor("นิดา ใจดี"), Actor("สมหญิง งามดี")
EVENTS = "กิจกรรม"
TOTAL, VENUE, NOTES = "N2", "J2", "Q2"
"""Cells of the first event: its announced total, its venue, its notes."""


@pytest.fixture(scope="module")
def google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A stand-in for Google, at Google's own addresses."""
    with serving_sheets(tmp_path_factory.mktemp("google")) as running:
        yield running


@pytest.fixture
def book(google: Serving) -> Book:
    """An empty spreadsheet that is shared with the service account."""
    return google.books.create("ทะเบียนของสำนัก")


@pytest.fixture
def office(google: Serving, book: Book, tmp_path: Path) -> Iterator[Server]:
    """The app with the samples; its settings name the spreadsheet, which is not linked yet. Rounds are asked for here:
    one that came by itself would say that nothing changed before a slow machine has read what changed."""
    app = installed(tmp_path / "app", settings="[sync]\ninterval = 3600\n")
    link = f"https://docs.google.com/spreadsheets/d/{book.id}/edit#gid=0"
    env = {**google.env, "SAAN_SHEETS": link, "GOOGLE_APPLICATION_CREDENTIALS": str(google.key_file)}
    with serving(tmp_path / "register", app, **env) as running:
        samples.add(running.store, NIDA)
        yield running


def press(page: Page, name: str) -> None:
    idle(page)
    page.get_by_role("button", name=name, exact=True).click()


def says(page: Page, *words: str) -> None:
    for each in words:
        expect(page.get_by_text(each).first).to_be_visible()


def change(office: Server, **values: object) -> None:
    """A colleague changes the first event by the forms."""
    event = office.store.all(Event)[0]
    with office.store.writing(SOM, "form:event") as w:
        w.change(event, **values)


def fit(page: Page) -> None:
    """Nothing is wrong with the page as it is now, for anybody, and nothing secret is on it."""
    drawn(page)
    assert (unfit(page), scrolls_sideways(page)) == ([], False)
    assert "BEGIN PRIVATE KEY-----\nMII" not in page.content()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_from_the_link_to_a_settled_conflict(visit: Visit, office: Server, book: Book, width: int, scheme: str) -> None:
    page = visit("/sheets", width=width, height=844, server=office, color_scheme=scheme)
    fit(page)
    press(page, "ทดสอบการเชื่อมต่อ")
    says(page, "เชื่อมต่อได้: “ทะเบียนของสำนัก”")
    press(page, "เชื่อมและสร้างแท็บ")
    says(page, "ทะเบียนกับชีตตรงกัน")
    assert [len(book.values(tab)) for tab in book.tabs()[:6]] == [6, 18, 24, 7, 26, 1]
    fit(page)

    book.type(EVENTS, VENUE, "ห้องประชุมใหม่")
    change(office, notes="เลื่อนเวลาเป็นบ่าย")
    press(page, "ซิงค์เดี๋ยวนี้")
    says(page, "ดึงมา 1 ช่อง · ส่งไป 1 ช่อง")
    assert office.store.all(Event)[0].venue == "ห้องประชุมใหม่"
    assert book.value(EVENTS, NOTES) == "เลื่อนเวลาเป็นบ่าย"

    book.type(EVENTS, TOTAL, "135")
    change(office, declared_total=128)
    press(page, "ซิงค์เดี๋ยวนี้")
    says(page, "แก้ทั้งสองฝั่ง", "รอคุณตัดสิน 1 เรื่อง", "สมหญิง งามดี · วันนี้")
    assert [each.inner_text() for each in page.get_by_test_id("stMetricValue").all()][4:] == ["42", "135", "128"]
    fit(page)

    manager = visit("/", width=width, height=844, server=office)
    link = manager.get_by_role("link", name="รอคุณตัดสิน 1 เรื่องใน Google Sheets")
    expect(link).to_be_visible()

    press(page, "ใช้ค่าในชีต")
    says(page, "จะทำในรอบต่อไป")
    expect(link).to_be_hidden()
    assert office.store.all(Event)[0].declared_total == 128
    press(page, "ซิงค์เดี๋ยวนี้")
    expect(page.get_by_text("จะทำในรอบต่อไป")).to_have_count(0)
    says(page, "ทะเบียนกับชีตตรงกัน")
    expect(manager.get_by_text("135 คน")).to_be_visible()
    assert (office.store.all(Event)[0].declared_total, book.value(EVENTS, TOTAL)) == (135, 135)

    page.get_by_text("ตัดสินล่าสุด · 1").click()
    expect(page.get_by_role("button", name="เลิกทำ", exact=True)).to_be_visible()
    press(page, "เลิกทำ")
    expect(page.get_by_role("button", name="เลิกทำ", exact=True)).to_be_hidden()
    press(page, "ซิงค์เดี๋ยวนี้")
    expect(page.get_by_text("ส่งไป 1 ช่อง", exact=True)).to_be_visible()
    assert (office.store.all(Event)[0].declared_total, book.value(EVENTS, TOTAL)) == (128, 128)
    assert "Traceback" not in office.log.read_text(encoding="utf-8")
