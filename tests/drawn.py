"""When a page in a browser is drawn to its end."""

from playwright.sync_api import Page, expect

LOOK = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const main = document.querySelector('[data-testid=stMain]');
    if (!main?.querySelector('h1') || app.dataset.testScriptState !== 'notRunning') return false;
    const look = main.innerText + main.scrollHeight + main.querySelectorAll('svg path, input').length;
    window.same = look === window.looked ? (window.same ?? 0) + 1 : 0;
    window.looked = look;
    return window.same >= 4 && !main.querySelector('[data-testid=stSkeleton]');
}"""


def drawn(page: Page) -> Page:
    """The page itself, once nothing runs and it has looked the same for half a second."""
    page.evaluate("window.same = 0")
    page.wait_for_function(LOOK, polling=120)
    return page


def idle(page: Page) -> None:
    """Wait until no script runs and the browser has nothing left to do: what is done to a widget in the milliseconds
    between its drawing and the end of React's own bookkeeping is lost, which no hand is fast enough for."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestIdleCallback(done)))")
