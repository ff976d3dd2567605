"""What the tests stand on: a fresh register, a running app, a browser."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import BrowserContext, BrowserType, Page, Playwright, expect, sync_playwright

from db.store import Store
from tests.serving import Server, executable, serving

NO_BROWSER = "no Chromium"
PLAIN = [
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--in-process-gpu",
    "--animation-duration-scale=0",
    "--disable-features=OnDeviceModel,OptimizationHints,Translate",
    "--js-flags=--no-opt --no-maglev",
]
"""A Chromium that does nothing beside showing pages, nor makes code fast that runs only once."""
expect.set_options(timeout=20_000)
# Registers made for a test need not outlive a power cut, and waiting for a disk is half of what a run of tests takes.
MEMORY, ENOUGH = Path("/dev/shm"), 2_000_000_000
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None
# How long a machine takes is no property of the code.
settings.register_profile("saan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("saan")
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
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def chromium(request: pytest.FixtureRequest) -> BrowserType:
    """Chromium, to be launched. Without one the test is skipped, or fails if SAAN_BROWSER=required."""
    if executable() is None:
        if os.environ.get("SAAN_BROWSER") == "required":
            pytest.fail("There is no Chromium on PATH or in CHROMIUM, and SAAN_BROWSER=required.")
        pytest.skip(NO_BROWSER)
    playwright: Playwright = request.getfixturevalue("_playwright")
    return playwright.chromium


Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def _browsers(_playwright: Playwright) -> Iterator[dict[str, list[BrowserContext]]]:
    """The browsers that no test uses now, by what is special about them. Each has a folder, and so compiles the app's
    code once."""
    unused: dict[str, list[BrowserContext]] = {}
    yield unused
    for context in itertools.chain(*unused.values()):
        context.close()


@pytest.fixture
def visit(
    chromium: BrowserType,
    _browsers: dict[str, list[BrowserContext]],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Visit]:
    """visit(path, width, height, name, server, **context) → a page in a browser that knows its visitor's name only.

    Two visits of one test are two browsers.
    """
    used: list[tuple[str, BrowserContext]] = []

    def opened(more: dict[str, Any]) -> BrowserContext:
        spare = _browsers.setdefault(repr(more), [])
        if spare:
            return spare.pop()
        return chromium.launch_persistent_context(
            tmp_path_factory.mktemp("browser"), executable_path=executable(), args=PLAIN, locale="th-TH", **more
        )

    def visit(
        path: str = "/",
        width: int = 1280,
        height: int = 900,
        name: str | None = "นิดา ใจดี",
        server: Server | None = None,
        color_scheme: Literal["light", "dark"] = "light",
        **more: Any,
    ) -> Page:
        if "://" not in path or name is not None:
            server = server or request.getfixturevalue("server")
        context = opened(more)
        used.append((repr(more), context))
        if server and name is not None:
            [(key, value)] = server.known(f"{request.node.name:.18}".encode("ascii", "ignore").hex()[:18], name).items()
            context.add_cookies([{"name": key, "value": value, "url": server.url}])
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme)
        page.set_default_timeout(20_000)
        page.goto((server.url if server else "") + path)
        return page

    yield visit
    for special, context in used:
        # The first page is the browser's own: without any it would end.
        for page in context.pages[1:]:
            page.evaluate("try { localStorage.clear() } catch {}")
            page.close()
        context.unroute_all()
        context.clear_cookies()
        _browsers[special].append(context)


LONG = (
    "test_by_hand",
    "test_schedules",
    "test_processes",
    "test_every_page",
    "test_hostile",
    "test_kpis",
    "test_sign_in",
)
"""Files that take longest: begun first, so that no worker is left alone with one of them in the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.stem, len(LONG)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and NO_BROWSER in str(report.longrepr):
        _unseen.append(report.nodeid.rpartition("::")[2])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests that draw at random tell: how much was tried, and the seed that tries it again."""
    for report in itertools.chain(*(terminalreporter.stats.get(outcome, []) for outcome in ("passed", "failed"))):
        for name, text in getattr(report, "user_properties", ()):
            if name == "told":
                terminalreporter.write_line(str(text))


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last line of a run that saw no browser says so, and which tests it left out."""
    if _unseen and not hasattr(config, "workerinput"):
        names = ", ".join(sorted(_unseen))
        os.write(1, f"{len(_unseen)} browser tests skipped, there is no Chromium: {names}\n".encode())
