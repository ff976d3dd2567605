"""Every page for everyone: in Thai and English, light and dark, on a desk and on a phone, full and empty."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from db import fill, samples, targets
from db.access import Actor
from db.records import RECORDS
from tests.conftest import Visit
from tests.drawn import drawn, idle
from tests.managers import shown
from tests.serving import Server, serving
from thai.words import translate

NIDA = Actor("นิดา ใจดี")
EMPTY = {
    "overview": "/?",
    "coverage": "/coverage?",
    "network": "/network?",
    "programmes": "/programmes?",
    "worklist": "/worklist?",
    "log_event": "/log_event?",
    "announcement": "/log_event?from=announcement",
    "events": "/event?",
    "people": "/people?",
    "organisations": "/people?view={Organisations}",
    "networks": "/people?view={Networks}",
    "participants": "/participants?",
    "settings": "/settings?",
    "sheets": "/sheets?",
}
# Words that a Thai page may have in Latin letters: keys, file formats, the names of other programs and languages.
LATIN = {"English", "Ctrl", "Enter", "Excel", "CSV", "Google", "Sheets", "Cloud"}
LATIN_WORD = r"[A-Za-z][A-Za-z-]+"
# What is pressed in Google Cloud has no Thai, and stands in bold; what is copied from there stands as code.
FOREIGN = "[data-testid=stMain] :is(li strong, pre)"
# The element that has the focus: what it is and says, whether it looks another way than without, and is uncovered.
SEEN = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const look = () => ['boxShadow', 'outlineStyle', 'color', 'backgroundColor', 'borderColor']
        .map(name => getComputedStyle(at)[name]).join();
    const seen = {
        acts: at.matches('[data-testid=stMain] :is(button, a, summary)'),
        words: at.innerText ?? '',
        free: at.contains(top) || (top?.contains(at) ?? false),
    };
    if (!seen.acts) return seen;
    at.style.transition = 'none';
    const focused = look();
    at.blur();
    seen.marked = look() !== focused;
    at.focus({focusVisible: true});
    return seen;
}"""
LOOKS = [("th", "light", 390), ("en", "dark", 1280)]
ids = [f"{language} {scheme} {width}" for language, scheme, width in LOOKS]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose register has the samples, seats for one of them, and three hundred people of ten years."""
    with serving(tmp_path_factory.mktemp("full")) as running:
        samples.add(running.store, NIDA)
        fill.add(running.store, NIDA, people=300, seed=7, until=2569)
        [row] = running.store.rows("select programme_id from events where kind = 'forum' and declared_total = 427")
        raw = targets.BLANK | {"lines": "ผู้แทน 77 จังหวัด ๆ ละ 5 คน"}
        targets.save(running.store, NIDA, row["programme_id"], raw, "targets")
        yield running


def forum(server: Server) -> str:
    [row] = server.store.rows("select code from events where declared_total = 427 and kind = 'forum'")
    return str(row["code"])


def promised(server: Server) -> str:
    """The programme of the forum, which has targets."""
    [row] = server.store.rows("select distinct programme_id from targets where label = 'ผู้แทน'")
    return str(row["programme_id"])


def full_pages(server: Server) -> dict[str, str]:
    ids = {
        kind.table: server.store.rows(f"select id from {kind.table} where deleted is null order by rowid limit 1")
        for kind in RECORDS
    }
    return {
        **EMPTY,
        "event": f"/event?event={forum(server)}",
        "participants": f"/participants?event={forum(server)}",
        "programme's board": f"/programmes?programme={ids['programmes'][0]['id']}",
        "programme's seats": f"/programmes?programme={promised(server)}",
        "person": f"/people?person={ids['people'][0]['id']}",
        "organisation": f"/people?organisation={ids['organisations'][0]['id']}",
        "network's own": f"/people?network={ids['networks'][0]['id']}",
    }


def entered(server: Server) -> str:
    """All that was entered, as one text; a title stands before its name."""
    rows = [row for kind in RECORDS for row in server.store.rows(f"select * from {kind.table}")]
    names = [f"{row['title'] or ''}{row['given_name']}" for row in server.store.rows("select * from people")]
    return "\n".join([NIDA.name, NIDA.key, *names, *(str(value) for row in rows for value in row.values())])


def unfit(page: Page) -> list[Any]:
    """What axe-core finds serious, apart from what Streamlit draws by itself and gives no say in.

    That is the folded navigation's list, and the hint "Ctrl + Enter" on a button that says what it does.
    """
    own = {"exclude": [["[data-testid=stSidebarNavItems]"], ["kbd"]]}
    return [
        (rule["id"], [(node["html"][:200], node["failureSummary"][:250]) for node in rule["nodes"][:3]])
        for rule in Axe().run(page, context=own).response["violations"]
        if rule["impact"] in ("serious", "critical")
    ]


def wrong(page: Page, language: str, data: str) -> list[Any]:
    """What is wrong with the page that is shown, for somebody who reads `language`."""
    drawn(page)
    found, said = unfit(page), shown(page)
    if page.evaluate("document.documentElement.lang") != language:
        found.append("another language is announced")
    if page.locator("[data-testid=stException]").count() or re.search("พร้อมรหัส|keeps the register:", said):
        found.append("it failed")
    found += [("Gregorian", year) for year in re.findall(r"(?<![\d-])20[0-4]\d(?![\d-])", said)]
    icons = " ".join(page.locator(f"[translate=no], {FOREIGN}").all_inner_texts())
    if language == "th":
        named = re.sub(r"[\w./]+\.(toml|py)\b", "", said, flags=re.ASCII)
        foreign = set(re.findall(LATIN_WORD, named)) - LATIN - set(re.findall(LATIN_WORD, icons))
    else:
        foreign = set(re.findall(r"[\u0e00-\u0e7f]+", said)) - {"สาน"}
    return [*found, *sorted(word for word in foreign if word not in data)]


@pytest.mark.parametrize(("language", "scheme", "width"), LOOKS, ids=ids)
def test_every_page_of_a_full_register(visit: Visit, full: Server, language: str, scheme: str, width: int) -> None:
    look(visit, full, full_pages(full), language, scheme, width)


def test_every_page_of_an_empty_register(visit: Visit, server: Server) -> None:
    look(visit, server, EMPTY, *LOOKS[0])


def test_what_is_chosen_can_be_read_in_the_dark(visit: Visit, server: Server) -> None:
    page = drawn(visit("/log_event", color_scheme="dark", server=server))
    page.get_by_role("button", name="เพิ่มเติม").click()
    expect(page.get_by_role("button", name="สถานศึกษา")).to_be_visible()
    for words in ("เมื่อวาน", "สถานศึกษา"):
        idle(page)
        page.get_by_text(words, exact=True).click()
    assert unfit(drawn(page)) == []
    expect(page.get_by_role("button", name="สถานศึกษา")).to_have_attribute("aria-pressed", "true")


def look(visit: Visit, server: Server, pages: dict[str, str], language: str, scheme: str, width: int) -> None:
    page = visit("/_stcore/health", width=width, height=844, color_scheme=scheme, server=server)
    data = entered(server)
    found = {}
    for name, address in pages.items():
        page.set_viewport_size({"width": width, "height": 844})
        words = {word: translate(word, language) for word in ("Organisations", "Networks")}
        page.goto(f"{server.url}{address.format(**words)}&lang={language}")
        found[name] = wrong(page, language, data)
        if width == 390:
            page.set_viewport_size({"width": 360, "height": 844})
            boxes = "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
            if page.evaluate(f"{boxes}.some(box => box.scrollWidth > box.clientWidth)"):
                found[name].append("scrolls sideways")
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.parametrize(
    ("address", "primary"),
    [
        ("/log_event", "บันทึก"),
        ("/participants?event={forum}", "อ่านรายชื่อ"),
        ("/people", "เพิ่มบุคคล"),
        ("/programmes", "เพิ่มโครงการ"),
        ("/", "ตาราง"),
    ],
)
def test_the_keyboard_reaches_what_a_page_is_for(visit: Visit, full: Server, address: str, primary: str) -> None:
    """With Tab alone; where one is can be seen, and nothing covers it."""
    page = drawn(visit(address.format(forum=forum(full)), server=full))
    for _tab in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(SEEN)
        if seen["acts"] and primary in seen["words"]:
            break
    assert seen == {"acts": True, "words": seen["words"], "marked": True, "free": True}
    assert primary in seen["words"]
