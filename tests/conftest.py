"""What the tests stand on: a fresh register, a running app, a browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from db.store import Store
from tests.serving import Server, chromium, serving

_unseen: list[str] = []


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder for a register."""
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Store:
    """A fresh, empty register."""
    return Store.open(home)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running app with a register of its own, one for all tests of a file."""
    with serving(tmp_path_factory.mktemp("register")) as running:
        yield running


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Browser | None]:
    path = chromium()
    if path is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browser(_chromium: Browser | None, request: pytest.FixtureRequest) -> Browser:
    """Chromium, shared by all tests. Without one the test is skipped, or fails if SAAN_BROWSER=required."""
    if _chromium is None:
        if os.environ.get("SAAN_BROWSER") == "required":
            pytest.fail("There is no Chromium on PATH or in CHROMIUM, and SAAN_BROWSER=required.")
        _unseen.append(request.node.name)
        pytest.skip("no Chromium")
    return _chromium


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """visit(path, width, height, name, server, **context) → a page in a new browser that knows its visitor's name."""
    contexts = []

    def visit(
        path: str = "/",
        width: int = 1280,
        height: int = 900,
        name: str | None = "นิดา ใจดี",
        server: Server | None = None,
        **context: object,
    ) -> Page:
        server = server or request.getfixturevalue("server")
        contexts.append(
            browser.new_context(
                **{"viewport": {"width": width, "height": height}, "locale": "th-TH", **context}  # type: ignore[arg-type]
            )
        )
        if name is not None:
            [(key, value)] = server.known(f"{request.node.name:.18}".encode("ascii", "ignore").hex()[:18], name).items()
            contexts[-1].add_cookies([{"name": key, "value": value, "url": server.url}])
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        page.goto(server.url + path)
        return page

    yield visit
    for context in contexts:
        context.close()


def pytest_unconfigure() -> None:
    """The last line of a run that saw no browser says so, and which tests it left out."""
    if _unseen:
        names = ", ".join(sorted(_unseen))
        os.write(1, f"{len(_unseen)} browser tests skipped, there is no Chromium: {names}\n".encode())
