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
    """How many of the seats are filled; never more than there are, and what is beyond is said."""
    if seats.filled is None:
        return _("{target} seats, not known how many are filled", target=_n(seats.target))
    said = _("{filled} of {target} seats filled", filled=_n(seats.filled), target=_n(seats.target))
    return " · ".join(filter(None, [said, _("{count} beyond the seats", count=_n(seats.over)) if seats.over else ""]))


def note(seats: Seats) -> str:
    """What it rests on: the events, and what they announced."""
    told = [_("{count} events held", count=seats.events)]
    if seats.unknown:
        told.append(_("of {count} it is not known", count=seats.unknown))
    if seats.declared is not None:
        told.append(_("{count} people as announced", count=_n(seats.declared)))
    return " · ".join(told)


def draw(seats: Seats) -> None:
    """The finding, what it rests on, and category by category: target, counted, named, and what is left or over."""
    with boxes.box(finding(seats), note(seats), ("seats", lambda: _by_place(seats)), "content"):
        if seats.filled is not None and seats.target:
            st.progress(seats.filled / seats.target)
        head = [_("Category"), _("Target"), _("Counted"), _("Named"), _("Seats")]
        tables.show(Table(head, [_row(each) for each in seats.categories]))


def _row(each: Filled) -> list[tables.Cell]:
    return [say(each.category.label), each.target, each.counted, each.named, _state(each)]


def _state(each: Filled) -> str:
    """What a category's seats come to, in words."""
    if each.filled is None:
        return _("not known")
    if each.over:
        told = [_("full, {count} beyond the seats", count=_n(each.over))]
    elif each.left:
        told = [_("{count} left", count=_n(each.left))]
    else:
        told = [_("full")]
    if each.missing:
        told.append(_("{count} without a name", count=_n(each.missing)))
    return " · ".join(told)


def _by_place(seats: Seats) -> Table:
    with store().reading() as rows:
        served = programmes.served(rows, {each.serves for each in seats.places})
    head = [_("For whom"), _("Category"), _("Target"), _("Named from there")]
    return Table(
        head, [[place(each.serves, served), say(each.category.label), each.target, each.named] for each in seats.places]
    )


def place(serves: str, served: Served) -> str:
    """A place in words."""
    kind, _colon, code = serves.partition(":")
    return NAMES[code][language()] if kind == "province" else served[serves][language()]


def _n(number: int) -> str:
    return f"{number:,}"
