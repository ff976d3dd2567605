"""Lines and bars in Altair: what each chart looks like, without its numbers. ui/charts.py turns them into dicts.

Each says which rows it wants. A row's `key` names what can be picked, `tip` is what a pointer shows.
"""

from collections.abc import Callable
from typing import Any

import altair as alt

from thai import dates
from ui.theme import Colours

Drawing = Callable[[str, Colours], alt.LayerChart]
PICKED = "picked"
ROWS = alt.NamedData("rows")

# Up to 18 months: a label each so many months as there is room for, the year under the first and under each new year.
# More: the years alone, at January.
_EVERY = "ceil(length(domain('x')) * 44 / width)"
_PLACE = "indexof(domain('x'), datum.value)"
_YEAR = f"'' + (toNumber(slice(datum.value, 0, 4)) + {dates.ERA})"
_MONTH_AXIS = f"""
length(domain('x')) <= 18
? ({_PLACE} % {_EVERY} == 0
   ? [NAMES[toNumber(slice(datum.value, 5, 7)) - 1],
      {_PLACE} == 0 || slice(domain('x')[{_PLACE} - {_EVERY}], 0, 4) != slice(datum.value, 0, 4) ? {_YEAR} : '']
   : '')
: (slice(datum.value, 5, 7) == '01'
   && toNumber(slice(datum.value, 0, 4)) % ceil(length(domain('x')) / 12 * 48 / width) == 0 ? {_YEAR} : '')
"""
_YEAR_AXIS = f"{_PLACE} % ceil(length(domain('x')) * 48 / width) == 0 ? '' + datum.value : ''"


def picked(**more: Any) -> alt.Parameter:
    """What a click or a tap picks: the key of one row; a double click lets go."""
    return alt.selection_point(name=PICKED, fields=["key"], on="click", clear="dblclick", empty=False, **more)


def growth(language: str, colours: Colours) -> alt.LayerChart:
    """Rows: key "2022-08", members, floor (where the axis begins), label, end ("first", "last", ""), dot, tip."""
    base = alt.Chart(ROWS).encode(x=_months(language))
    y = _counts("members", scale=alt.Scale(zero=False, nice=True))
    held = picked(nearest=True)
    last = base.transform_filter("datum.end == 'last'").mark_text(align="right", dx=6, dy=-16)
    first = base.transform_filter("datum.end == 'first'").mark_text(align="left", dx=-6, dy=-16)
    return alt.layer(
        base.mark_area(color=colours.accent, opacity=0.1).encode(y=y, y2="floor:Q"),
        base.mark_line(color=colours.accent, strokeWidth=3).encode(y=y),
        base.transform_filter(held).mark_rule(color=colours.text, strokeDash=[4, 3], strokeWidth=1.5),
        base.transform_filter("datum.dot")
        .mark_point(color=colours.accent, filled=True, size=50, opacity=1)
        .encode(y=y),
        base.transform_filter(held).mark_point(size=160, strokeWidth=3, color=colours.text).encode(y=y),
        base.mark_point(opacity=0, size=300).encode(y=y, tooltip="tip:N").add_params(held),
        first.encode(y=y, text="label:N"),
        last.encode(y=y, text="label:N"),
        height=185,
    )


def moves(language: str, colours: Colours) -> alt.LayerChart:
    """Rows: key "2022-08", part ("joined" above the line, "left" below), count (negative below), label, tip."""
    base = alt.Chart(ROWS).encode(x=_months(language, labelPadding=24))
    y = alt.Y("count:Q", axis=alt.Axis(labelExpr="format(abs(datum.value), ',d')", tickMinStep=1, tickCount=5))
    joined = base.transform_filter("datum.part == 'joined'")
    left = base.transform_filter("datum.part == 'left'")
    return alt.layer(
        joined.mark_bar(color=colours.accent).encode(y=y, tooltip="tip:N"),
        left.mark_bar(fill=colours.ground, stroke=colours.unknown, strokeWidth=1.5).encode(y=y, tooltip="tip:N"),
        joined.mark_text(dy=-10).encode(y=y, text="label:N"),
        left.mark_text(dy=12).encode(y=y, text="label:N"),
        alt.Chart(ROWS).mark_rule(color=colours.quiet).encode(y=alt.datum(0)),
        height=185,
    )


def events_by_month(language: str, colours: Colours) -> alt.LayerChart:
    return _bars_up(_months(language), colours)


def events_by_year(language: str, colours: Colours) -> alt.LayerChart:
    axis = alt.Axis(labelExpr=_YEAR_AXIS, labelAngle=0, labelOverlap=False, grid=False)
    return _bars_up(alt.X("key:O", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.35)), colours)


def across(step: int, room: int, toned: bool = False) -> Drawing:
    """Bars from left to right, in a frame for the whole, with `room` for the words behind them.

    Rows: name (with "|" where it may break), whole, part, label, tone (0 to 3, 4 for what is not known), tip.
    """

    def chart(language: str, colours: Colours) -> alt.LayerChart:
        axis = alt.Axis(
            labelExpr="split(datum.value, '|')", labelLimit=190, labelColor=colours.text, labelLineHeight=17
        )
        y = alt.Y("name:N", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.42, paddingOuter=0.2))
        wide = alt.Scale(range=[0, {"expr": f"max(width - {room}, 20)"}], zero=True, nice=False)
        whole = alt.X("whole:Q", scale=wide, axis=None)
        tones = alt.Scale(domain=[0, 1, 2, 3, 4], range=[*colours.areas, colours.unknown])
        colour = alt.Color("tone:O", legend=None, scale=tones) if toned else alt.value(colours.accent)
        base = alt.Chart(ROWS).encode(y=y)
        frame = base.mark_bar(cornerRadius=2, fill="transparent", stroke=colours.unknown, strokeWidth=1.5)
        return alt.layer(
            base.mark_bar(cornerRadius=2).encode(x=alt.X("part:Q", scale=wide, axis=None), color=colour),
            frame.encode(x=whole, tooltip="tip:N"),
            base.mark_text(align="left", dx=9).encode(x=whole, text="label:N"),
            height=alt.Step(step),
        )

    return chart


def _bars_up(x: alt.X, colours: Colours) -> alt.LayerChart:
    """Rows: key, part ("solid" or "open"), base and top (where the part begins and ends), label, tip."""
    base = alt.Chart(ROWS).encode(x=x)
    y = _counts("top", scale=alt.Scale(zero=True, nice=True))
    solid = base.transform_filter("datum.part == 'solid'").mark_bar(color=colours.accent)
    planned = base.transform_filter("datum.part == 'open' && datum.top > datum.base").mark_bar(
        fill=colours.ground, stroke=colours.unknown, strokeWidth=1.5, strokeDash=[4, 3]
    )
    return alt.layer(
        solid.encode(y=y, y2="base:Q", tooltip="tip:N"),
        planned.encode(y=y, y2="base:Q", tooltip="tip:N"),
        base.mark_text(dy=-10).encode(y=y, text="label:N"),
        height=190,
    )


def _months(language: str, **more: Any) -> alt.X:
    names = str([short for _, short in dates.MONTHS[language]])
    label = " ".join(_MONTH_AXIS.replace("NAMES", names).split())
    axis = alt.Axis(labelExpr=label, labelAngle=0, labelOverlap=False, grid=False, labelLineHeight=17, **more)
    return alt.X("key:O", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.25, paddingOuter=0.3))


def _counts(field: str, **more: Any) -> alt.Y:
    return alt.Y(f"{field}:Q", axis=alt.Axis(format=",d", tickMinStep=1, tickCount=5, gridOpacity=0.7), **more)
