"""The screens there are, in the order of the navigation."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pages import coverage, event, log_event, network, overview, participants, people
from thai.words import N_

_STATIC = Path(__file__).parent / "static"
# As text, for Streamlit would read and hash the files at every run.
LOGO = (_STATIC / "logo.svg").read_text(encoding="utf-8")
MARK = (_STATIC / "mark.svg").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Screen:
    """One entry of the navigation. A `live` one is redrawn when the register changes; the others are typed in."""

    title: str
    draw: Callable[[], None]
    live: bool = False
    hidden: bool = False


HOME = "overview"
SCREENS = {
    HOME: Screen(N_("Overview"), overview.page, live=True),
    "coverage": Screen(N_("Areas"), coverage.page, live=True),
    "network": Screen(N_("Network"), network.page, live=True),
    "log_event": Screen(N_("Log an event"), log_event.page),
    "event": Screen(N_("Events"), event.page),
    "people": Screen(N_("People and organisations"), people.page),
    "participants": Screen(N_("Participants"), participants.page, hidden=True),
}
