"""A manager at the screen: a page of the frame without a browser, and what a page says as people read it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.screens import HOME
from tests.serving import ROOT

FORMAT = str.maketrans({"\u2060": None, "\u00a0": " "})


def opened(home: Path, monkeypatch: pytest.MonkeyPatch, page: str = HOME, **asked: str) -> AppTest:
    """The page as somebody whose name is known sees it; `asked` is what its address asks for."""
    monkeypatch.setenv("SAAN_HOME", str(home))
    at = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=30)
    # AppTest.switch_page knows files only, and our pages are functions.
    at._page_hash = calc_hash(page) if page != HOME else ""
    at.session_state["name"] = "นิดา ใจดี"
    for key, value in asked.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    return at


def read(elements: Iterable[Any]) -> list[str]:
    """The texts of elements, without the marks that only guide the line breaks."""
    return [element.value.translate(FORMAT) for element in elements]


def ways(at: AppTest) -> list[str]:
    """The ways out of a page to what mends something, by their words."""
    labels = [link.proto.label for link in at.get("page_link")]
    start = ":blue[:material/arrow_forward: "
    return [label.removeprefix(start).removesuffix("]") for label in labels if label.startswith(start)]


def shown(page: Page) -> str:
    """All that a page in a browser says."""
    return page.locator("[data-testid=stMain]").inner_text().translate(FORMAT)


def scrolls_sideways(page: Page) -> bool:
    """Whether a thumb could push the page to the side."""
    boxes = "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
    return bool(page.evaluate(f"{boxes}.some(box => box.scrollWidth > box.clientWidth)"))
