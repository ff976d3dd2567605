"""Every chart, written once in Altair and kept as a Vega-Lite dict: one a process, language and theme.

A chart is handed its rows at each run, so a redraw moves the bars and lines of the drawing that is there.
"""

from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa
import streamlit as st

from ui import drawings, maps, theme
from ui.drawings import PICKED, Drawing
from ui.theme import FONT, Colours
from ui.words import N_, language, say

Row = dict[str, Any]

CHARTS: dict[str, Drawing] = {
    "growth": drawings.growth,
    "moves": drawings.moves,
    "events_by_month": drawings.events_by_month,
    "events_by_year": drawings.events_by_year,
    "reach": drawings.across(step=44, room=92, toned=True),
    "reach_many": drawings.across(step=34, room=92),
    "members_by_area": drawings.across(step=44, room=80, toned=True),
    "members_by_area_many": drawings.across(step=34, room=80),
    "members_by_type": drawings.across(step=38, room=80),
    "country": maps.country,
    "tiles": maps.tiles,
    "legend": maps.legend,
}


# Without a number: a changed text would make the browser draw the chart anew and lose what was picked.
TOLD = {
    "growth": N_("Line chart: network members at the end of each month"),
    "moves": N_("Bar chart: members who joined and left in each month"),
    "events_by_month": N_("Bar chart: events held and planned in each month"),
    "events_by_year": N_("Bar chart: events held in each fiscal year"),
    "reach": N_("Bar chart: provinces reached in each area, of all its provinces"),
    "reach_many": N_("Bar chart: provinces reached in each area, of all its provinces"),
    "members_by_area": N_("Bar chart: members in each area"),
    "members_by_area_many": N_("Bar chart: members in each area"),
    "members_by_type": N_("Bar chart: members by the type of their organisation"),
    "country": N_("Map of the provinces: reached, held on an unknown day, not reached"),
    "tiles": N_("Tile map of the provinces: reached, held on an unknown day, not reached"),
    "legend": N_("Key of the map"),
}
"""What each chart shows, for those who cannot see it; its numbers are in the heading and in the table behind it."""


def draw(chart: str, rows: list[Row], pick: bool = False) -> str | None:
    """Draw the chart of this name. With `pick`, what somebody picked in it (the `key` of its row), or None."""
    drawn = st.vega_lite_chart(
        pa.Table.from_pylist(rows),
        spec(chart, language(), theme.mode()),
        key=chart,
        theme=None,
        alt=say(TOLD[chart]),
        on_select="rerun" if pick else "ignore",
    )
    points = drawn.selection.get(PICKED, []) if pick else []
    return points[0].get("key") if points else None


@cache
def spec(chart: str, language: str, mode: str) -> dict[str, Any]:
    """The Vega-Lite dict of a chart, without its rows. Never changed by its readers."""
    colours = theme.PALETTES[mode]
    finished = _configured(CHARTS[chart](language, colours), colours).to_dict(validate=False)
    del finished["data"]
    return {**finished, "autosize": {"type": "fit-x", "contains": "padding"}}


def _configured(chart: alt.LayerChart, colours: Colours) -> alt.LayerChart:
    axis = {"labelFont": FONT, "labelFontSize": 14, "labelColor": colours.quiet, "labelPadding": 8}
    return chart.configure(
        # The drawing's own words for each mark are English and name the fields; TOLD and the table speak in its place.
        aria=False,
        mark=alt.MarkConfig(aria=False),
        background="transparent",
        font=FONT,
        padding={"left": 2, "right": 8, "top": 8, "bottom": 4},
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(**axis, domain=False, ticks=False, gridColor=colours.rule, title=None),
        text=alt.MarkConfig(font=FONT, fontSize=14, fontWeight=600, color=colours.text),
    )
