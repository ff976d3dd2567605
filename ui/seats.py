"""Seats promised and filled: the one way in which every page draws them."""

import streamlit as st

from db import programmes
from db.areas import NAMES
from db.seats import Filled, Seats
from ui import boxes, tables
from ui.board import Served
from ui.session import store
from ui.tables import Table
from ui.words import _, language, say


def finding(seats: Seats) -> str:
    """How many of the seats are filled, at least so many while events are not known; and what is beyond them."""
    total = seats.total
    if total.filled is None:
        return _("{target} seats, not known how many are filled", target=_n(total.target))
    values = {"filled": _n(total.filled), "target": _n(total.target)}
    over = _("{count} beyond the seats", count=_n(total.over)) if total.over else ""
    if seats.unknown and total.filled < total.target:
        said = _("At least {filled} of {target} seats filled", **values)
        return " · ".join(filter(None, [said, _left(total.target - total.filled, True), over]))
    return " · ".join(filter(None, [_("{filled} of {target} seats filled", **values), over]))


def note(seats: Seats) -> str:
    """What it rests on: the events, what they announced, and of how many people the place is not known."""
    told = [_("{count} events held", count=seats.events)]
    if seats.unknown:
        told.append(_("of {count} it is not known", count=seats.unknown))
    if seats.declared is not None:
        told.append(_("{count} people as announced", count=_n(seats.declared)))
    if seats.total.unplaced:
        told.append(_("of these {count} people the place is not known", count=_n(seats.total.unplaced)))
    return " · ".join(told)


def _left(count: int, unknown: bool) -> str:
    """Seats that are left, at most so many while events are not known."""
    return _("at most {count} left", count=_n(count)) if unknown else _("{count} left", count=_n(count))


def draw(seats: Seats, *more: str) -> None:
    """The finding, what it rests on (and `more`), and category by category: target, counted, named, and what is left or
    over; where there are several, all of them too."""
    rests_on = " · ".join([note(seats), *more])
    with boxes.box(finding(seats), rests_on, ("seats", lambda: _by_place(seats)), "content"):
        total = seats.total
        if total.filled is not None and total.target:
            st.progress(total.filled / total.target)
        head = [_("Category"), _("Target"), _("Counted"), _("Named"), _("Seats")]
        tables.show(
            Table(head, [_row(each) for each in (*seats.categories, *([total] if len(seats.categories) > 1 else []))])
        )


def _row(each: Filled) -> list[tables.Cell]:
    name = say(each.category.label) if each.category else _("All")
    return [name, each.target, each.counted, each.named, _state(each)]


def _state(each: Filled) -> str:
    """What a category's seats come to, in words."""
    if each.left is None:
        return _("not known")
    told = [_left(each.left, each.unknown > 0)] if each.left else []
    if each.over:
        over = _("{count} beyond the seats") if each.left else _("full, {count} beyond the seats")
        told.append(over.format(count=_n(each.over)))
    elif not each.left:
        told.append(_("full"))
    if each.missing:
        told.append(_("{count} without a name", count=_n(each.missing)))
    return " · ".join(told)


def _by_place(seats: Seats) -> Table:
    """Place by place; at the end those on a seat whose place is not known, so that the seats add up to the finding."""
    with store().reading() as rows:
        served = programmes.served(rows, {each.serves for each in seats.places})
    head = [_("For whom"), _("Category"), _("Target"), _("From there"), _("Named from there"), _("Seats filled")]
    lines: list[list[tables.Cell]] = [
        [
            place(each.serves, served),
            say(each.category.label),
            each.target,
            None if each.filled is None else each.came,
            each.named,
            each.filled,
        ]
        for each in seats.places
    ]
    for each in seats.categories:
        if each.unplaced:
            name = say(each.category.label) if each.category else ""
            lines.append([_("Place not known"), name, "", "", "", each.unplaced])
    return Table(head, lines)


def place(serves: str, served: Served) -> str:
    """A place in words."""
    kind, _colon, code = serves.partition(":")
    return NAMES[code][language()] if kind == "province" else served[serves][language()]


def _n(number: int) -> str:
    return f"{number:,}"
