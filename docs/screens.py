"""python -m docs.screens: takes the pictures in docs/screens anew, from a made-up register, the samples, and a
spreadsheet in the stand-in for Google.

Each page in Thai, 1280 and 390 px wide, light and dark, as long as it is. A second run takes the same pictures until
something changed.
"""

from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from db import announced, fill, samples, targets
from db.access import Actor
from db.records import Event, Programme, new_id
from db.store import Store
from standin.book import Book
from standin.server import serving_sheets
from tests import read_aloud
from tests.drawn import drawn
from tests.serving import Server, executable, serving

PICTURES = Path(__file__).parent / "screens"
COLOURS = 256
"""As many as a picture needs to look the same in half the room."""
NIDA, WIPHA = Actor("นิดา ใจดี"), Actor("วิภา ตัวอย่าง")
YEAR = "year=2567"
PASTED = """
1.\tนางสาวกมลวรรณ ทดลองงาน\tนักประชาสัมพันธ์ชำนาญการ\tสำนักงานประชาสัมพันธ์จังหวัดน่าน\tน่าน\t054 000 111
2.\tพล.ต.ต.มานะ สมมุติวงศ์\tผู้บังคับการ\tตำรวจภูธรจังหวัดแพร่\tแพร่\t054 000 112 ต่อ 15
3.\tนายชูใจ ลองดู\tครู\tโรงเรียนบ้านตัวอย่าง\tลำพูนน\t0 5300 0113
"""
PROMISED = "ผู้แทน ศส.ปชต. 77 จังหวัด ๆ ละ 4 คน\nผู้อำนวยการการเลือกตั้งหรือผู้แทน จังหวัดละ 1 คน"
SHOWN = {
    "overview": f"/?{YEAR}",
    "coverage": f"/coverage?{YEAR}",
    "coverage_all": "/coverage",
    "network": f"/network?{YEAR}",
    "programmes": "/programmes",
    "programme": "/programmes?programme={programme}",
    "seats": "/programmes?programme={promised}",
    "worklist": "/worklist",
    "log_event": "/log_event",
    "announcement_text": "/log_event?from=announcement",
    "announcement": "/log_event?from=announcement",
    "events": "/event",
    "event": "/event?event={forum}",
    "people": "/people",
    "participants": "/participants?event={forum}",
    "settings": "/settings",
    "settings_table": "/settings",
}
# The time of day would make another picture of each run.
STILL = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    main.normalize();
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/\\d\\d:\\d\\d/g, '10:42');
}"""
# How high a page is, with what is opened over it below; that takes no more than seven tenths of a window.
HEIGHT = """() => document.querySelector('[data-testid=stMain]').scrollHeight
    + 1.2 * (document.querySelector('[data-testid=stPopoverBody]')?.scrollHeight ?? 0)"""
# What scrolls by itself on a page, as long as it is.
UNFOLDED = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    const long = [...main.querySelectorAll('*')].filter(
        part => part.scrollHeight > part.clientHeight + 8 && /auto|scroll/.test(getComputedStyle(part).overflowY));
    for (const part of long)
        for (let at = part; at !== main && at.style.height !== 'auto'; at = at.parentElement)
            if (getComputedStyle(at).display !== 'inline') at.style.height = at.style.maxHeight = 'auto';
}"""
WIDTHS = {1280: {}, 390: {"user_agent": "Mozilla/5.0 (Linux; Android 16) Mobile", "has_touch": True}}
LOOKS = tuple(product(WIDTHS, ("light", "dark")))


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    path = executable()
    if path is None:
        raise SystemExit("There is no Chromium on PATH or in CHROMIUM.")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]) as browser,
    ):
        with TemporaryDirectory() as home, serving(Path(home)) as server:
            shown = prepare(server.store)
            for look in LOOKS:
                for name, address in SHOWN.items():
                    take(browser, server, name, address.format(**shown), *look)
        with TemporaryDirectory() as folder:
            shared(browser, Path(folder))


def prepare(register: Store) -> dict[str, str]:
    """Fill the register; what the addresses ask for: the code of the forum among the samples, the programme that goes
    by cohorts, and the forum's, which promised seats."""
    samples.add(register, NIDA)
    fill.add(register, NIDA, people=4000, seed=7, until=2569)
    [forum] = register.all(Event, "kind = 'forum' and declared_total = 427")
    programme = forum.programme_id or ""
    targets.save(register, NIDA, programme, {**targets.BLANK, "lines": PROMISED}, new_id())
    [cohorts] = register.all(Programme, "name = :name", name=announced.COACHING)
    return {"forum": forum.code or "", "programme": cohorts.id, "promised": programme}


def shared(browser: Browser, folder: Path) -> None:
    """The page of the sync: linking a spreadsheet, and its inbox after a day of work on both sides."""
    with serving_sheets(folder / "google") as google:
        book = google.books.create("ทะเบียนเครือข่ายประชาสัมพันธ์")
        env = {**google.env, "SAAN_SHEETS": book.id, "GOOGLE_APPLICATION_CREDENTIALS": str(google.key_file)}
        with serving(folder / "register", **env) as server:
            samples.add(server.store, NIDA)
            take(browser, server, "sheets_link", "/sheets", 1280)
            page = opened(browser, server, "/sheets", 1280)
            page.get_by_role("button", name="เชื่อมและสร้างแท็บ").click()
            page.get_by_text("ทะเบียนกับชีตตรงกัน").wait_for()
            work(server.store, book)
            page.get_by_role("button", name="ซิงค์เดี๋ยวนี้").click()
            page.get_by_text("รอคุณตัดสิน 4 เรื่อง").wait_for()
            page.context.close()
            for look in LOOKS:
                take(browser, server, "sheets", "/sheets", *look)


def work(register: Store, book: Book) -> None:
    """One total changed on both sides, two cells that nobody can read, one event's row deleted."""
    event = register.all(Event)[0]
    with register.writing(WIPHA, "form:event") as w:
        w.change(event, declared_total=128)
    book.type("กิจกรรม", "N2", "135")
    book.type("กิจกรรม", "D3", "วันเกิดฉัน")
    book.type("จำนวนผู้เข้าร่วม", "H3", "สิบที่")
    book.delete_rows("กิจกรรม", 6)


def take(browser: Browser, server: Server, name: str, address: str, width: int, scheme: str = "light") -> None:
    page = opened(browser, server, address, width, scheme)
    if name in ACTS:
        ACTS[name](page)
        drawn(page)
    height = page.evaluate(HEIGHT)
    page.set_viewport_size({"width": width, "height": max(round(height), page.viewport_size["height"])})
    drawn(page)
    if name == "sheets":
        page.evaluate(STILL)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(PICTURES / f"{name}{'' if scheme == 'light' else '-dark'}-{width}.png", optimize=True)
    page.context.close()


def opened(browser: Browser, server: Server, address: str, width: int, scheme: str = "light") -> Page:
    """A page as somebody whose name is known sees it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900 if width > 390 else 844},
        locale="th-TH",
        color_scheme="dark" if scheme == "dark" else "light",
        **WIDTHS[width],
    )
    [(key, value)] = server.known("screens", NIDA.name).items()
    context.add_cookies([{"name": key, "value": value, "url": server.url}])
    page = context.new_page()
    page.goto(server.url + address)
    return drawn(page)


def type_an_event(page: Page) -> None:
    page.get_by_label("ชื่องาน").fill("อบรมนักประชาสัมพันธ์")
    page.get_by_label("วันที่จัด").first.fill("24-25 มี.ค. 65")


def paste(page: Page) -> None:
    page.get_by_role("textbox", name="วางรายชื่อ").fill(PASTED.strip())
    page.get_by_role("button", name="อ่านรายชื่อ").click()


def type_an_announcement(page: Page) -> None:
    box = page.get_by_role("textbox", name="วางข้อความประกาศที่นี่")
    box.fill(read_aloud.TEXT)
    box.evaluate("box => { box.blur(); box.scrollTop = 0; }")


def read_an_announcement(page: Page) -> None:
    type_an_announcement(page)
    page.get_by_role("button", name="อ่านประกาศ").click()
    page.get_by_role("button", name="แก้ข้อความ").wait_for()
    page.evaluate(UNFOLDED)


def open_the_provinces(page: Page) -> None:
    page.locator(".st-key-table_schemes button").click()
    page.get_by_role("button", name="CSV").wait_for()


def try_the_connection(page: Page) -> None:
    page.get_by_role("button", name="ทดสอบการเชื่อมต่อ").click()
    page.get_by_text("เชื่อมต่อได้").wait_for()
    page.mouse.move(0, 0)


ACTS = {
    "log_event": type_an_event,
    "announcement_text": type_an_announcement,
    "announcement": read_an_announcement,
    "participants": paste,
    "settings_table": open_the_provinces,
    "sheets_link": try_the_connection,
}

if __name__ == "__main__":
    main()
