"""Whatever people type stays text: nothing is fetched, nothing runs, nothing becomes a link, on any page."""

import csv
import io
import json
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Dialog, Page, Request, expect

from db.exports import csv_file
from db.records import Event, Network, Organisation, Person, Programme, Record, Scheme
from db.refusals import Refused
from pages.screens import SCREENS
from tests.conftest import Visit
from tests.drawn import drawn
from tests.hostile import FIELDS, KEPT, LINES, OUTSIDE, REFUSED, fill, fill_inbox, with_text
from tests.serving import Server, serving
from thai import text as thai_text
from ui.plain import JOINER


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=[f"{kind.__name__}.{name}" for kind, name in FIELDS])
def test_a_field_keeps_it_as_it_is_written_or_refuses_it_in_words(kind: type[Record], name: str) -> None:
    clean = thai_text.normalise_lines if name in LINES else thai_text.normalise
    fits = [text for text in KEPT if name != "area" or ":" not in text]
    assert [getattr(with_text(kind, name, text), name) for text in fits] == [clean(text) for text in fits]
    for text in [*REFUSED[: 3 if name in LINES else 4], *(set(KEPT) - set(fits))]:
        with pytest.raises(Refused) as refused:
            with_text(kind, name, text)
        assert [problem.field for problem in refused.value.problems] == [name]
        assert refused.value.problems[0].message


def test_every_record_with_a_text_is_here() -> None:
    assert len(KEPT) + len(REFUSED) >= 40
    assert len(FIELDS) >= 25


INNOCENT = """server => ({
    pwned: window.__pwned ?? null,
    links: [...document.querySelectorAll('a[href]')]
        .filter(a => a.origin !== server && !a.closest('[data-testid=stLinkButton]')).map(a => a.outerHTML),
    strayed: [...document.querySelectorAll('a[href]')]
        .filter(a => a.origin === server && !PAGES.includes(a.pathname)).map(a => a.outerHTML),
    made: [...document.querySelectorAll('[data-testid=stMain] :is(img, iframe, object, embed, script, style, .katex, '
        + 'blockquote, del, em, code, pre, ol, ul:not([role]), h1 h1, [data-testid=stMarkdown] table)')]
        .filter(one => !one.closest('[data-testid=stCode]')).map(one => one.outerHTML.slice(0, 300)),
    broken: [...document.querySelectorAll('[data-testid=stException]')].map(one => one.innerText),
})"""


WITHOUT_POLICY = True


class Watch:
    """One person's browser, from which nothing may be asked of another place."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.server = page, server
        self.elsewhere: list[str] = []
        self.dialogs: list[str] = []
        page.on("request", self._asked)
        page.on("dialog", self._close)
        page.on("popup", lambda popup: self.elsewhere.append(popup.url))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.server.url}/", "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _close(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, address: str) -> Page:
        """Open a page and wait until it is drawn."""
        self.page.goto(self.server.url + address)
        return drawn(self.page)

    def look(self) -> None:
        """What is on the screen now is text and nothing else."""
        pages = ["/", *(f"/{path}" for path in (*SCREENS, "language", "name"))]
        found = self.page.evaluate(INNOCENT.replace("PAGES", json.dumps(pages)), self.server.url)
        assert found == {"pwned": None, "links": [], "strayed": [], "made": [], "broken": []}
        assert self.elsewhere == []
        assert self.dialogs == []


@pytest.fixture
def watch(visit: Visit, server: Server, request: pytest.FixtureRequest) -> Watch:
    """A browser whose own visitor has such a name too. No content security policy helps, unless a test asks for it."""
    fill_once(server)
    page = visit("/_stcore/health", name=KEPT[0], bypass_csp=getattr(request, "param", WITHOUT_POLICY))
    return Watch(page, server)


def fill_once(server: Server) -> None:
    if not server.store.version():
        fill(server.store)


def first(server: Server, kind: type[Record]) -> str:
    return server.store.all(kind)[0].id


@pytest.mark.parametrize("watch", [not WITHOUT_POLICY, WITHOUT_POLICY], ids=["policy on", "policy off"], indirect=True)
def test_on_a_managers_pages(watch: Watch, server: Server) -> None:
    programme, scheme = server.store.all(Programme)[0].name, server.store.all(Scheme, "key = 'own'")[0].name
    for address in ("/", "/coverage", "/network"):
        page = watch.open(f"{address}?scheme={quote(scheme)}&programme={quote(programme)}")
        expect(page.get_by_test_id("stPopoverButton").first).to_contain_text("![ภาพ]")
        expect(page.get_by_test_id("stMain")).to_contain_text(f"[กด](//{OUTSIDE}/a)")
        watch.look()
    page = watch.open("/")
    for opener in page.get_by_test_id("stPopoverButton").all():
        opener.click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        expect(page.get_by_text("สักครู่")).to_be_hidden()
        watch.look()
        page.keyboard.press("Escape")


def test_on_an_events_page_and_its_forms(watch: Watch, server: Server) -> None:
    for event in server.store.all(Event)[:2]:
        page = watch.open(f"/event?event={event.code}")
        assert page.locator("h1").inner_text().replace(JOINER, "") == " ".join(event.title.split())
        watch.look()
    edit = page.get_by_role("button", name="แก้ไข")
    expect(edit).to_have_count(5)
    for opened in range(1, 6):
        edit.first.click()
        expect(page.get_by_role("button", name="ยกเลิก", exact=True)).to_have_count(opened, timeout=10_000)
    watch.look()
    watch.open("/event")
    watch.look()


def test_on_the_form_of_an_event_and_in_its_draft(watch: Watch, server: Server) -> None:
    event = server.store.all(Event)[0]
    page = watch.open(f"/log_event?like={event.code}")
    page.get_by_label("วันที่จัด").first.fill(KEPT[0])
    page.get_by_role("button", name="เพิ่มเติม").click()
    page.get_by_role("button", name="บันทึก", exact=False).first.click()
    expect(page.get_by_role("alert").first).to_be_visible()
    watch.look()
    page.reload()
    expect(page.get_by_label("วันที่จัด").first).to_have_value(KEPT[0])
    watch.look()


def test_on_the_pages_of_people_organisations_and_networks(watch: Watch, server: Server) -> None:
    for view in ("บุคคล", "หน่วยงาน", "เครือข่าย"):
        page = watch.open(f"/people?view={quote(view)}")
        expect(page.get_by_role("radio", name=view, exact=True)).to_be_checked()
        watch.look()
    for kind, name in ((Person, "person"), (Organisation, "organisation"), (Network, "network")):
        page = watch.open(f"/people?{name}={first(server, kind)}")
        page.get_by_role("button", name="แก้ไข", exact=True).first.click()
        expect(page.get_by_role("button", name="ยกเลิก")).to_be_visible()
        page.get_by_text("ประวัติ").first.click()
        watch.look()


def test_on_the_pages_of_programmes_and_their_forms(watch: Watch, server: Server) -> None:
    page = watch.open("/programmes")
    expect(page.get_by_role("link", name="เปิด").first).to_be_visible()
    watch.look()
    page = watch.open(f"/programmes?programme={first(server, Programme)}")
    watch.look()
    for button in ("edit_cohorts", "add_targets"):
        page.locator(f".st-key-{button} button").click()
        drawn(page)
    page.get_by_label("เป้าหมาย บรรทัดละรายการ").fill("\n".join(f"{one} 4".replace("\n", " ") for one in KEPT))
    page.keyboard.press("Tab")
    expect(page.get_by_text("ต้องแก้ก่อน")).to_be_visible()
    watch.look()


def test_in_a_pasted_list(watch: Watch, server: Server) -> None:
    event = server.store.all(Event)[0]
    page = watch.open(f"/participants?event={event.code}")
    cells = [*KEPT[1:], REFUSED[3]]
    table = "\n".join(
        "\t".join([one.replace("\t", " ").replace("\n", " "), *cells[at : at + 3]]) for at, one in enumerate(cells)
    )
    page.get_by_role("textbox", name="วางรายชื่อ หรือเซลล์จาก Excel").fill(table)
    page.get_by_role("button", name="อ่านรายชื่อ").click()
    expect(page.get_by_text("อ่านได้")).to_be_visible()
    watch.look()


def test_in_the_inbox_of_the_sync(visit: Visit, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    key.write_text(json.dumps({"client_email": KEPT[0], "private_key": "none"}), encoding="utf-8")
    linked = {"SAAN_SHEETS": "a-spreadsheet", "GOOGLE_APPLICATION_CREDENTIALS": str(key)}
    with serving(tmp_path / "register", **linked) as server:
        fill_inbox(server.store, linked["SAAN_SHEETS"])
        watch = Watch(visit("/_stcore/health", name=KEPT[0], server=server, bypass_csp=WITHOUT_POLICY), server)
        page = watch.open("/sheets")
        expect(page.get_by_text("เปลี่ยนมากผิดปกติ").first).to_be_visible()
        said = page.get_by_test_id("stMain").inner_text().replace(JOINER, "")
        assert [text for text in KEPT[:-3] if text.replace(JOINER, "") not in said] == []
        for name in ("ตัดสินล่าสุด", "ตาราง", "แท็บและประวัติการซิงค์", "เขียนค่าอื่น"):
            page.get_by_text(name).first.click()
            drawn(page)
            watch.look()
        assert "Error" not in server.log.read_text(encoding="utf-8")


def test_a_file_for_a_spreadsheet_runs_nothing_and_loses_nothing() -> None:
    told = [thai_text.normalise(text) for text in KEPT]
    written = csv_file(told, [told]).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(written)))
    for row in read:
        assert [cell for cell in row if cell.lstrip()[:1] in (*"=+-@＝＋－＠", "\t", "\r")] == []
        assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in told]


def test_no_failure_was_logged(server: Server) -> None:
    """Every page above was drawn without an error."""
    assert [line for line in server.log.read_text(encoding="utf-8").splitlines() if "Error" in line] == []
