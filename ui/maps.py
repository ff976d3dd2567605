"""The country in two drawings: provinces in their outlines (made with Natural Earth), and as tiles of one size.

Rows of both: key (the province's code), name, short, state ("reached", "stated", "not_reached"), row, column, tip.
"""

import json
from typing import Any

import altair as alt

from thai.places import OUTLINES
from ui.drawings import ROWS, picked
from ui.theme import Colours

TILE = 36


def country(language: str, colours: Colours) -> alt.LayerChart:
    topology = json.loads(OUTLINES.read_text(encoding="utf-8"))
    outlines = alt.InlineData(values=topology, format=alt.TopoDataFormat(type="topojson", feature="provinces"))
    held = picked()
    base = alt.Chart(ROWS).encode(shape=alt.Shape("outline", type="geojson"))
    return (
        alt.layer(
            base.mark_geoshape(stroke=colours.unknown, strokeWidth=0.8)
            .encode(fill=_fill(colours), tooltip="tip:N")
            .add_params(held),
            # Drawn over the neighbours.
            base.transform_filter(held).mark_geoshape(stroke=colours.text, strokeWidth=3, fill=None),
            height=560,
        )
        .transform_lookup(lookup="key", from_=alt.LookupData(data=outlines, key="id"), as_="outline")
        .project(type="mercator")
    )


def legend(language: str, colours: Colours) -> alt.LayerChart:
    """What solid, hatched and empty mean. Rows: state, label."""
    base = alt.Chart(ROWS).encode(y=alt.Y("label:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0.3)))
    swatch = base.mark_rect(cornerRadius=3, stroke=colours.unknown)
    text = base.mark_text(align="left", fontSize=15, fontWeight=400)
    return alt.layer(
        swatch.encode(x=alt.value(1), x2=alt.value(25), fill=_fill(colours)),
        text.encode(x=alt.value(36), text="label:N"),
        height=alt.Step(25),
    )


def tiles(language: str, colours: Colours) -> alt.LayerChart:
    held = picked()
    across = alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.08, paddingOuter=0.06))
    down = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.08, paddingOuter=0.06))
    base = alt.Chart(ROWS).encode(x=across, y=down)
    plate = base.transform_filter("datum.state == 'stated'").mark_text(
        fontSize=13, fontWeight=700, stroke=colours.ground, strokeWidth=5, strokeJoin="round"
    )
    ink = alt.condition("datum.state == 'reached'", alt.value(colours.ground), alt.value(colours.text))
    stroke = alt.condition(held, alt.value(colours.text), alt.value(colours.unknown))
    width = alt.condition(held, alt.value(3), alt.value(1))
    return alt.layer(
        base.mark_rect(cornerRadius=4)
        .encode(fill=_fill(colours), stroke=stroke, strokeWidth=width, tooltip="tip:N")
        .add_params(held),
        plate.encode(text="short:N"),
        base.mark_text(fontSize=13, fontWeight=600).encode(text="short:N", color=ink),
        height=alt.Step(TILE),
    )


def _fill(colours: Colours) -> dict[str, Any]:
    return {
        "condition": [
            {"test": "datum.state == 'reached'", "value": colours.accent},
            {"test": "datum.state == 'stated'", "value": colours.hatch},
        ],
        "value": colours.ground,
    }
