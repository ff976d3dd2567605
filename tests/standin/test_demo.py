"""make demo: the app beside a spreadsheet, and the page on which people type into it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from standin.book import Book
from standin.books import Books
from standin.window import showing
from tests.conftest import Visit
from tests.serving import ROOT

TAB = "บุคคล"


@pytest.fixture
def book() -> Book:
    made = Books().create("ทะเบียน")
    made.add_tab(TAB, 6, 3)
    made.format_text(TAB, "C")
    made.paste(TAB, "A1", [["id", "ชื่อ", "โทร"], ["b", "ข", "02"], ["a", "ก", "01"]])
    made.delete_tab("ชีต1")
    return made


@pytest.fixture
def page(book: Book) -> Iterator[str]:
    with showing(book) as url:
        yield url


def do(page: str, name: str, *given: object) -> int:
    return httpx.post(f"{page}/do", json={"do": name, "with": given}).status_code


def test_the_page_knows_the_cells_and_when_they_change(book: Book, page: str) -> None:
    book.type(TAB, "B2", "=1+1")
    state = httpx.get(f"{page}/state").json()
    assert (state["title"], state["columns"], state["rows"][1], len(state["rows"])) == (
        "ทะเบียน",
        ["A", "B", "C"],
        [{"text": "b"}, {"text": "2", "edit": "=1+1", "number": True}, {"text": "02"}],
        6,
    )
    assert httpx.get(f"{page}/state", params={"since": state["mark"]}).json() is None
    book.share(None)
    assert httpx.get(f"{page}/state", params={"since": state["mark"]}).json()["shared"] is False


def test_what_a_person_does_there_can_be_taken_back(book: Book, page: str) -> None:
    before = book.values(TAB)
    assert [do(page, "sort", TAB, "B"), do(page, "type", TAB, "B2", "0042"), do(page, "delete_rows", TAB, 3)] == [
        200
    ] * 3
    assert book.values(TAB)[1:] == [["a", 42, "01"]]
    assert [do(page, "undo") for _ in range(4)] == [200] * 4
    assert book.values(TAB) == before


def test_only_what_hands_can_do_and_only_from_here(book: Book, page: str) -> None:
    assert [do(page, "restore", None), do(page, "type", TAB), do(page, "type", "?", "A1", "x")] == [400] * 3
    text = {"Content-Type": "text/plain"}
    assert httpx.post(f"{page}/do", content='{"do": "undo", "with": []}', headers=text).status_code == 400
    assert httpx.get(f"{page}/state", headers={"Host": "evil.example"}).status_code == 400
    assert httpx.get(f"{page}/demo.py").status_code == 404


def test_the_page_in_a_browser(book: Book, page: str, visit: Visit) -> None:
    there = visit(page, name=None)
    failed: list[str] = []
    there.on("pageerror", lambda error: failed.append(str(error)))
    there.reload()
    name = there.locator("tbody tr:nth-child(2) td:nth-of-type(2)")
    name.click()
    there.keyboard.type("0042")
    there.keyboard.press("Tab")
    there.keyboard.type("0042")
    there.keyboard.press("Enter")
    expect(name).to_have_text("42")
    there.get_by_role("gridcell", name="a", exact=True).click()
    there.get_by_role("button", name="เรียงทั้งแถวตามคอลัมน์นี้").click()
    expect(there.locator("tbody tr:nth-child(2) td:nth-of-type(1)")).to_have_text("a")
    assert book.values(TAB)[1:] == [["a", "ก", "01"], ["b", 42, "0042"]]
    # What a program writes meanwhile appears by itself.
    book.put(TAB, "B3", "=<b>")
    expect(there.locator("tbody tr:nth-child(3) td:nth-of-type(2)")).to_have_text("=<b>")
    there.get_by_role("button", name="แทรกแถว").click()
    with there.expect_response("**/do"):
        there.get_by_label("แชร์ให้สาน").uncheck()
    expect(there.locator("tbody tr")).to_have_count(7)
    assert (book.values(TAB)[3], book.role) == (["b", "=<b>", "0042"], None)
    assert failed == []


def test_make_demo_serves_both_and_leaves_nothing(tmp_path: Path) -> None:
    recipe = subprocess.run(
        ["make", "--no-print-directory", "-n", "demo", "PORT=0"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    command = [sys.executable, *recipe.stdout.splitlines()[-1].split()[1:]]
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as demo:
        try:
            assert demo.stdout is not None
            lines = (found[0] for line in demo.stdout if (found := re.search(r"http://\S+", line)))
            app, sheet = islice(lines, 2)
            assert 'lang="th"' in httpx.get(app, headers={"accept": "text/html"}).text
            assert httpx.get(f"{sheet}/state").json()["title"] == "ทะเบียนสาน (สาธิต)"
        finally:
            os.killpg(demo.pid, signal.SIGINT)
    assert (demo.returncode, list(tmp_path.iterdir())) == (0, [])
