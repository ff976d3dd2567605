"""The screens there are, in the order of the navigation."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pages import (
    coverage,
    event,
    log_event,
    network,
    overview,
    participants,
    people,
    programmes,
    settings,
    sheets,
    worklist,
)
from thai.words import N_
from ui import live
from ui.live import Look

_STATIC = Path(__file__).parent / "static"
# As text, for Streamlit would read and hash the files at every run.
LOGO = (_STATIC / "logo.svg").read_text(encoding="utf-8")
MARK = (_STATIC / "mark.svg").read_text(encoding="utf-8")
STYLE = f"<style>{(_STATIC / 'saan.css').read_text(encoding='utf-8')}</style>"


@dataclass(frozen=True)
class Screen:
    """One entry of the navigation. What `live` gives moves when it is to be redrawn; those without are typed in."""

    title: str
    draw: Callable[[], None]
    live: Look | None = None
    hidden: bool = False
    section: str = ""
    """The drawer of the navigation in which it lies; those of every day lie open."""


HOME = "overview"
SCREENS = {
    HOME: Screen(N_("Overview"), overview.page, live.waiting),
    "coverage": Screen(N_("Areas"), coverage.page, live.register),
    "network": Screen(N_("Network"), network.page, live.register),
    "programmes": Screen(N_("Programmes"), programmes.page),
    "worklist": Screen(N_("To mend"), worklist.page, live.register),
    "log_event": Screen(N_("Log an event"), log_event.page),
    "event": Screen(N_("Events"), event.page),
    "people": Screen(N_("Directory"), people.page),
    "settings": Screen(N_("Ways to divide the country"), settings.page, section=N_("Settings")),
    "sheets": Screen(N_("Google Sheets"), sheets.page, live.sync, section=N_("Settings")),
    "participants": Screen(N_("Participants"), participants.page, hidden=True),
}
