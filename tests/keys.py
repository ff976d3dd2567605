"""What a person's hands did in Chromium: real key and pointer events, counted in the page by an init script."""

from dataclasses import dataclass

from playwright.sync_api import Page

LISTENERS = """
    window.hands = {typed: 0, control: 0, taps: 0};
    window.addEventListener('keydown', event => {
        if (event.isTrusted) window.hands[[...event.key].length === 1 && !event.ctrlKey ? 'typed' : 'control']++;
    }, true);
    window.addEventListener('pointerdown', event => { if (event.isTrusted) window.hands.taps++ }, true);
"""


@dataclass(frozen=True)
class Hands:
    """Characters typed, control keys pressed (Tab, Enter, arrows, Ctrl and what is held with it), and taps."""

    typed: int
    control: int
    taps: int


def count(page: Page) -> None:
    """Begin to count on this page, from nothing."""
    page.evaluate(LISTENERS)


def hands(page: Page) -> Hands:
    """What was counted so far."""
    return Hands(**page.evaluate("window.hands"))
