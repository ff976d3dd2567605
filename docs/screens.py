"""python -m docs.screens: takes the pictures in docs/screens anew, from a made-up register and the samples.

Each page in Thai, 1280 and 390 px wide, as long as it is. A second run takes the same pictures until something changed.
"""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from db import fill, samples
from db.access import Actor
from db.store import Store
from tests.drawn import drawn
from tests.serving import Server, chromium, serving

PICTURES = Path(__file__).parent / "screens"
COLOURS = 256
"""As many as a picture needs to look the same in half the room."""
NIDA = Actor("นิดา ใจดี")
YEAR = "year=2568"
PASTED = """
1.\tนางสาวกมลวรรณ ทดลองงาน\tนักประชาสัมพันธ์ชำนาญการ\tสำนักงานประชาสัมพันธ์จังหวัดน่าน\tน่าน\t054 000 111
2.\tพล.ต.ต.มานะ สมมุติวงศ์\tผู้บังคับการ\tตำรวจภูธรจังหวัดแพร่\tแพร่\t054 000 112 ต่อ 15
3.\tนายชูใจ ลองดู\tครู\tโรงเรียนบ้านตัวอย่าง\tลำพูนน\t0 5300 0113
"""
SHOWN = {
    "overview": f"/?{YEAR}",
    "coverage": f"/coverage?{YEAR}",
    "network": f"/network?{YEAR}",
    "log_event": "/log_event",
    "event": "/event?event={forum}",
    "people": "/people",
    "participants": "/participants?event={forum}",
}
WIDTHS = {1280: {}, 390: {"user_agent": "Mozilla/5.0 (Linux; Android 16) Mobile", "has_touch": True}}


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    path = chromium()
    if path is None:
        raise SystemExit("There is no Chromium on PATH or in CHROMIUM.")
    with (
        TemporaryDirectory() as home,
        serving(Path(home)) as server,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]) as browser,
    ):
        forum = prepare(server.store)
        for width in WIDTHS:
            for name, address in SHOWN.items():
                take(browser, server, name, address.format(forum=forum), width)
        take(browser, server, "overview", SHOWN["overview"], 1280, "dark")


def prepare(register: Store) -> str:
    """Fill the register; the code of the forum among the samples."""
    samples.add(register, NIDA)
    fill.add(register, NIDA, people=1000, seed=7, until=2569)
    [forum] = register.rows("select code from events where kind = 'forum' and declared_total = 427")
    return str(forum["code"])


def take(browser: Browser, server: Server, name: str, address: str, width: int, scheme: str = "light") -> None:
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
    drawn(page)
    if name in ACTS:
        ACTS[name](page)
        drawn(page)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, page.viewport_size["height"])})
    drawn(page)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(PICTURES / f"{name}{'' if scheme == 'light' else '-dark'}-{width}.png", optimize=True)
    context.close()


def type_an_event(page: Page) -> None:
    page.get_by_label("ชื่องาน").fill("อบรมนักประชาสัมพันธ์")
    page.get_by_label("วันที่จัด").first.fill("24-25 มี.ค. 65")


def paste(page: Page) -> None:
    page.get_by_role("textbox", name="วางรายชื่อ").fill(PASTED.strip())
    page.get_by_role("button", name="อ่านรายชื่อ").click()


ACTS = {"log_event": type_an_event, "participants": paste}

if __name__ == "__main__":
    main()
