"""A manager looks at charts while others save: each change is seen within three seconds, and nothing else moves."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from db import fill, kpis
from db.access import Actor
from db.choices import Kind
from db.filters import Filters
from db.records import Event, Membership, Network, Person
from db.scope import Scope
from tests.conftest import Visit
from tests.drawn import drawn, idle
from tests.serving import Server
from thai import dates, places

MANA = Actor("มานะ รักงาน")
CHANGES, BY_HAND, SLOWEST = 30, 2, 3.0
TODAY = dates.today()
YEAR = dates.fiscal_year(TODAY)

GROWTH, REACH, EVENTS = range(3)
"""The overview's charts in the order of the page."""
# Notes when, by the page's own clock, each chart first said each of its words (not those on an axis).
NOTE = """() => {
    window.seen = {};
    const look = () => document.querySelectorAll('svg.marks').forEach((svg, chart) =>
        svg.querySelectorAll('.mark-text.role-mark text').forEach(mark => {
            window.seen[`${chart} ${mark.textContent}`] ??= performance.now();
        }));
    new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true});
    look();
}"""
TAG = """() => {
    window.loaded = 'once';
    document.querySelectorAll('svg.marks').forEach((svg, at) => { svg.tag = at });
    document.querySelector('[data-testid=stMain]').scrollTop = 250;
}"""
LOOK = """() => ({
    loaded: window.loaded,
    charts: [...document.querySelectorAll('svg.marks')].map(svg => svg.tag),
    scrolled: document.querySelector('[data-testid=stMain]').scrollTop,
    picked: document.querySelectorAll('svg.marks .mark-rule.role-mark line').length,
})"""


@pytest.fixture(scope="module")
def network(server: Server) -> Network:
    """A network in a register of ten years; this year has begun with a member, an event and a province reached."""
    fill.add(server.store, MANA, people=300, seed=7, until=YEAR - 1)
    network = server.store.all(Network)[0]
    join(server, network, 0)
    train(server, 0)
    return network


def join(server: Server, network: Network, number: int) -> None:
    with server.store.writing(MANA, "test") as w:
        person = w.add(Person(given_name=f"สมาชิกใหม่ {number}"))
        w.add(Membership(network_id=network.id, person_id=person.id, starts_on=TODAY))


def train(server: Server, number: int) -> None:
    code = places.PROVINCES[number].code
    with server.store.writing(MANA, "test") as w:
        w.add(Event(title=f"อบรม {number}", starts_on=TODAY, province=code, serves=f"province:{code}"))


def meet(server: Server, number: int) -> None:
    with server.store.writing(MANA, "test") as w:
        w.add(Event(title=f"ประชุม {number}", starts_on=TODAY, kind=Kind.MEETING))


def typed_in(page: Page, number: int) -> None:
    """The same in another browser, ready to be saved."""
    page.get_by_label("ชื่องาน").fill(f"ประชุมจากฟอร์ม {number}")
    page.get_by_label("วันที่จัด").first.fill(dates.short(TODAY))
    expect(page.get_by_text(f"ปีงบประมาณ {YEAR}")).to_be_visible()


def save(page: Page) -> None:
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="เลิกทำ")).to_be_visible()


def texts(server: Server) -> dict[int, set[str]]:
    """What the charts of this year should say now."""
    with server.store.reading() as rows:
        scope = Scope(rows, Filters(fiscal_year=YEAR, scheme="region4", as_of=TODAY))
        return {
            GROWTH: {f"{kpis.network(scope).members:,}"},
            REACH: {f"{row['reached']} จาก {row['provinces']}" for row in kpis.coverage(scope)},
            EVENTS: {f"{row['held']:,}" for row in kpis.events_by_month(scope) if row["held"]},
        }


def test_thirty_changes_of_others_are_each_on_the_chart_within_three_seconds(
    visit: Visit, server: Server, network: Network
) -> None:
    """Ten people join, ten provinces are reached, ten meetings are held; two of these are typed in another browser."""
    page = visit(f"/?year={YEAR}")
    page.evaluate(NOTE)
    for chart, shown in texts(server).items():
        for text in shown:
            page.wait_for_function("word => window.seen[word]", arg=f"{chart} {text}")
    dot = page.locator("svg.marks").nth(GROWTH).locator(".mark-symbol path").first.bounding_box()
    assert dot
    page.mouse.click(dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)
    told = page.get_by_role("paragraph").filter(has_text=f"{dates.month_label(f'{YEAR - dates.ERA - 1}-10', 'th')}: ")
    expect(told).to_be_visible()
    page.evaluate(TAG)
    before = page.evaluate(LOOK)
    assert before == {"loaded": "once", "charts": [0, 1, 2], "scrolled": 250, "picked": 1}

    took = []
    for number in range(1, CHANGES // 3 + 1):
        log = partial(meet, server, number)
        if number <= BY_HAND:
            form = visit("/log_event")
            typed_in(form, number)
            log = partial(save, form)
        changes: list[tuple[int, Callable[[], None]]] = [
            (GROWTH, partial(join, server, network, number)),
            (REACH, partial(train, server, number)),
            (EVENTS, log),
        ]
        started = {}
        for chart, change in changes:
            old, start = texts(server)[chart], page.evaluate("performance.now()")
            change()
            [text] = texts(server)[chart] - old
            started[f"{chart} {text}"] = start
        for word, start in started.items():
            seen = page.wait_for_function("word => window.seen[word]", arg=word).json_value()
            took.append((seen - start) / 1000)
        assert page.evaluate(LOOK) == before
    expect(told).to_be_visible()
    assert len(took) == CHANGES
    assert max(took) <= SLOWEST, sorted(took)


def test_an_idle_page_is_silent(visit: Visit, server: Server, network: Network) -> None:
    """While somebody opens three other pages beside it, nothing is asked of a chart page and nothing is sent to it."""
    page = visit("/_stcore/health")
    passed: list[object] = []
    with page.expect_websocket() as opened:
        page.goto(f"{server.url}/?year={YEAR}")
    expect(page.locator("svg.marks").nth(EVENTS)).to_be_visible()
    idle(page)
    opened.value.on("framesent", lambda frame: passed.append(frame))
    opened.value.on("framereceived", lambda frame: passed.append(frame))
    for other in ("log_event", "people", "coverage"):
        drawn(visit(f"/{other}"))
    assert passed == []
