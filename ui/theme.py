"""The colours of charts, for a light and a dark screen. Those of the page itself stand in .streamlit/config.toml."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

FONT = "Sarabun, 'Noto Sans Thai', sans-serif"


@dataclass(frozen=True)
class Colours:
    """One screen's colours; `areas` tell four regions apart for every common kind of colour blindness."""

    ground: str
    text: str
    quiet: str
    rule: str
    accent: str
    unknown: str
    areas: tuple[str, ...]

    @property
    def hatch(self) -> dict[str, Any]:
        """Stripes, as a Vega gradient with hard stops: they need no CSS and survive printing."""
        step = 1 / 18
        stops = [
            {"offset": offset, "color": colour}
            for i in range(18)
            for colour, ends in [(self.unknown if i % 2 else self.ground, (i * step, (i + 1) * step))]
            for offset in ends
        ]
        return {"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 1, "stops": stops}


PALETTES = {
    "light": Colours(
        ground="#FFFFFF",
        text="#1B2733",
        quiet="#4A5765",
        rule="#D5DCE5",
        accent="#1F4E8C",
        unknown="#8A94A0",
        areas=("#1F4E8C", "#D0680A", "#3AA08F", "#5E1F4A"),
    ),
    "dark": Colours(
        ground="#10161F",
        text="#E8EDF3",
        quiet="#B4C0CE",
        rule="#334152",
        accent="#9CC2F5",
        unknown="#7C8A9A",
        areas=("#5FA2F0", "#F5B05A", "#3CBFA0", "#E7CBF5"),
    ),
}


def mode() -> str:
    """ "light" or "dark": what this browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"
