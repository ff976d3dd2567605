"""The frame: who you are, where you can go, in which language."""

import re

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.conftest import Visit
from tests.serving import Server, installed, serving, session

SCREENS = {
    "overview": "ภาพรวม",
    "coverage": "พื้นที่",
    "network": "เครือข่าย",
    "programmes": "โครงการ",
    "worklist": "งานค้าง",
    "log_event": "บันทึกกิจกรรม",
    "event": "กิจกรรม",
    "people": "บุคคลและหน่วยงาน",
    "participants": "ผู้เข้าร่วม",
}


def test_a_first_visit_asks_for_a_name_once_and_keeps_the_page(visit: Visit) -> None:
    page = visit("/network", name=None)
    page.get_by_label("ชื่อของคุณ").fill("  นิดา   ใจดี ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="นิดา ใจดี")).to_be_visible()
    expect(page).to_have_url(re.compile("/network$"))
    page.reload()
    expect(page.get_by_role("button", name="นิดา ใจดี")).to_be_visible()


def test_an_empty_name_is_refused_with_the_reason(visit: Visit) -> None:
    page = visit("/", name=None)
    page.get_by_role("button", name="เริ่มใช้งาน").click()
    expect(page.get_by_text("พิมพ์ชื่อที่เพื่อนร่วมงานรู้จัก")).to_be_visible()


def test_the_name_can_be_changed(visit: Visit) -> None:
    page = visit("/people")
    page.get_by_role("button", name="นิดา ใจดี").click()
    page.get_by_role("menuitem", name="เปลี่ยนชื่อ").click()
    page.get_by_label("ชื่อของคุณ").fill("มานะ รักงาน")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="มานะ รักงาน")).to_be_visible()
    expect(page).to_have_title("สาน · บุคคลและหน่วยงาน")


def test_every_screen_is_reached_from_the_navigation(visit: Visit) -> None:
    page = visit("/")
    for path, title in SCREENS.items():
        if path != "participants":
            page.get_by_role("link", name=title, exact=True).first.click()
            expect(page).to_have_title(f"สาน · {title}")


def test_english_lies_by_the_name_and_survives_a_reload_and_a_change_of_page(visit: Visit) -> None:
    page = visit("/network")
    assert page.evaluate("document.documentElement.lang") == "th"
    page.get_by_role("button", name="นิดา ใจดี").click()
    page.get_by_role("menuitem", name="English").click()
    expect(page).to_have_title("สาน · Network")
    page.get_by_role("link", name="Areas", exact=True).click()
    expect(page).to_have_title("สาน · Areas")
    expect(page).to_have_url(re.compile(r"/coverage\?lang=en$"))
    page.reload()
    expect(page).to_have_title("สาน · Areas")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="นิดา ใจดี").click()
    page.get_by_role("menuitem", name="ไทย").click()
    expect(page).to_have_title("สาน · พื้นที่")


def test_the_fonts_are_our_own_and_nothing_comes_from_elsewhere(visit: Visit, server: Server) -> None:
    page = visit("/people")
    expect(page).to_have_title("สาน · บุคคลและหน่วยงาน")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    expect(page.get_by_role("button", name="นิดา ใจดี")).to_be_visible()
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('18px Sarabun', 'สาน'))")
    assert [url for url in asked if not url.startswith((server.url, server.url.replace("http", "ws"), "data:"))] == []


@pytest.mark.parametrize("path", SCREENS)
def test_each_page_asks_who_is_there_before_anything_else(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    """A fresh process, whose very first request is a page's own: no frame has run yet that could have said no."""
    with serving(tmp_path_factory.mktemp("fresh")) as fresh, session(fresh.url) as stranger:
        assert "ผู้ใช้งานคือใคร" in stranger.run(path).text()


def test_a_register_that_went_away_is_one_sentence(server: Server) -> None:
    path, elsewhere = server.store.path, server.home / "elsewhere.db"
    with session(server.url, server.known("gone")) as visitor:
        visitor.run("people")
        path.rename(elsewhere)
        try:
            said = visitor.run("people").text()
        finally:
            elsewhere.rename(path)
        assert "ถูกย้าย ลบ หรือเปลี่ยน" in said
        assert "Traceback" not in said
        assert "ถูกย้าย" not in visitor.run("people").text()


def test_a_page_that_fails_shows_a_code_and_the_log_has_where_but_no_value(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = installed(tmp_path_factory.mktemp("app"))
    failing = "def page():\n    telephone = '081' + '2345679'\n    raise ValueError(telephone)\n"
    (root / "pages" / "people.py").write_text(failing, encoding="utf-8")
    with (
        serving(tmp_path_factory.mktemp("register"), root) as broken,
        session(broken.url, broken.known("error")) as visitor,
    ):
        said = visitor.run("people").text()
        found = re.search(r"พร้อมรหัส ([0-9a-f]{6})", said)
        log = broken.log.read_text(encoding="utf-8")
    assert found
    assert f"{found[1]} ValueError" in log
    assert "people.py" in log
    assert [text for text in (said, log) if "0812345679" in text or "people.py" in said] == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_frame_is_for_everyone(visit: Visit, scheme: str, width: int) -> None:
    """Nothing serious for axe-core, no sideways scroll, in both themes, on a desk and on a small phone."""
    page = visit("/participants", width=width, height=800, color_scheme=scheme)
    expect(page).to_have_title("สาน · ผู้เข้าร่วม")
    expect(page.get_by_role("img", name="Logo").last).to_be_visible()
    found = Axe().run(page, context="header").response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_keyboard_alone_gives_a_name_and_changes_the_page(visit: Visit) -> None:
    page = visit("/", name=None)
    expect(page.get_by_label("ชื่อของคุณ")).to_be_visible()
    for _press in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "INPUT":
            break
    page.keyboard.type("นิดา ใจดี")
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="พื้นที่", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_title("สาน · พื้นที่")


def test_the_health_check_answers(server: Server) -> None:
    assert httpx.get(f"{server.url}/_stcore/health").text == "ok"
